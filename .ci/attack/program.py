"""A linear programme whose variables are counts of people, each with the truth
beside it, so that no constraint can be wrong unnoticed."""

import highspy
import numpy as np

SMALL, WIDE, TINY = 4, 5, 1e-6
PLENTY = 1000  # more than any count could be beyond the truth and matter
SECONDS = 3.0  # for one search with whole people
BOTH = (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize)
FOUND = 2  # of HiGHS: a feasible solution


class Wrong(Exception):
    """A constraint that the truth breaks: the attacker misread something."""


class Program:
    def __init__(self):
        self.names, self.at, self.truth = [], {}, []
        self.low, self.high = [], []
        self.rows, self.reasons, self.seen = [], [], set()
        self.matrix = None  # of the rows, for checking

    def count(self, name, truth):
        """The variable of a count, made at first mention."""
        if name not in self.at:
            self.at[name] = len(self.names)
            self.names.append(name)
            self.truth.append(truth)
            self.low.append(0.0)
            self.high.append(truth + PLENTY)
        return self.at[name]

    def value(self, terms):
        return sum(c * self.truth[v] for v, c in terms.items())

    def constrain(self, terms, low, high, reason, doubtful=False):
        """low <= terms <= high. A doubtful one is left out where it is not true:
        an earlier release may speak of counts that were corrected since."""
        terms = {v: c for v, c in terms.items() if c}
        value = self.value(terms)
        if (low is not None and value < low - TINY) or (high is not None and value > high + TINY):
            if doubtful:
                return False
            raise Wrong(f"{reason}: {value} is not within {low} and {high}")
        key = (tuple(sorted(terms.items())), low, high)
        if terms and key not in self.seen:
            self.seen.add(key)
            self.rows.append((terms, low, high))
            self.reasons.append(reason)
        return True

    def equal(self, terms, value, reason, doubtful=False):
        return self.constrain(terms, value, value, reason, doubtful)

    def solver(self, whole):
        """A solver of the programme; whole: people are not divided."""
        h = highspy.Highs()
        h.setOptionValue("output_flag", False)
        h.setOptionValue("threads", 1)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.names), len(self.rows)
        lp.col_cost_ = np.zeros(lp.num_col_)
        lp.col_lower_, lp.col_upper_ = np.array(self.low), np.array(self.high)
        inf = highspy.kHighsInf
        lp.row_lower_ = np.array([-inf if low is None else low for _, low, _ in self.rows], dtype=float)
        lp.row_upper_ = np.array([inf if high is None else high for _, _, high in self.rows], dtype=float)
        starts, index, value = [0], [], []
        for terms, _, _ in self.rows:
            index.extend(terms.keys())
            value.extend(terms.values())
            starts.append(len(index))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = np.array(starts), np.array(index)
        lp.a_matrix_.value_ = np.array(value, dtype=float)
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
        h.passModel(lp)
        return h

    def check(self, x):
        """Whole numbers break nothing that was told."""
        if self.matrix is None:
            entries = [(r, v, c) for r, (terms, _, _) in enumerate(self.rows) for v, c in terms.items()]
            self.matrix = [np.array(part) for part in zip(*entries)]
        r, v, c = self.matrix
        sums = np.bincount(r.astype(int), c * x[v.astype(int)], minlength=len(self.rows))
        low = np.array([-np.inf if b is None else b for _, b, _ in self.rows])
        high = np.array([np.inf if b is None else b for _, _, b in self.rows])
        broken = np.flatnonzero((sums < low - 1e-3) | (sums > high + 1e-3))
        if len(broken) or x.min() < 0:
            raise Wrong(f"the solver breaks {[self.reasons[i] for i in broken[:3]]}")


class Search:
    """The least and the most that each target could be, as far as it matters:
    first with people divided at will, which shows what is unsafe for certain,
    then with whole people, since a reader knows that they are."""

    def __init__(self, program, targets):
        self.program, self.targets = program, targets
        self.highs = program.solver(whole=False)
        self.members = [np.fromiter(t.keys(), int) for _, t in targets]
        self.solves = 0
        self.start()

    def start(self):
        self.least = np.array([self.program.value(t) for _, t in self.targets], dtype=float)
        self.most = self.least.copy()

    def safe(self):
        return (self.most - self.least >= WIDE - TINY) & ((self.least <= TINY) | (self.most >= WIDE - TINY))

    def solve(self, cost, sense, h):
        """One solution; None where there is none in time."""
        n = len(self.program.names)
        h.changeColsCost(n, np.arange(n, dtype=np.int32), cost)
        h.changeObjectiveSense(sense)
        h.run()
        self.solves += 1
        status = h.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kSolveError, highspy.HighsModelStatus.kModelError):
            raise RuntimeError(f"the solver says {status}")
        return np.array(h.getSolution().col_value) if h.getInfo().primal_solution_status == FOUND else None

    def witness(self, x):
        now = np.array([x[m].sum() for m in self.members])
        self.least, self.most = np.minimum(self.least, now), np.maximum(self.most, now)

    def cost(self, picked):
        cost = np.zeros(len(self.program.names))
        for i in picked:
            cost[self.members[i]] += 1
        return cost

    def run(self, random):
        """Returns the indices of those that are not safe, and of those that no
        whole people were found for in time."""
        for _ in range(60):
            picked = self.pick(random)
            if len(picked) == 0:
                break
            for sense in BOTH:
                self.witness(self.solve(self.cost(picked), sense, self.highs))
        for i in np.flatnonzero(~self.safe()):
            for sense in BOTH:
                if not self.safe()[i]:
                    self.witness(self.solve(self.cost([i]), sense, self.highs))
        unsafe = ~self.safe()
        bounds = self.least, self.most
        self.start()
        self.whole(random, unsafe)
        unsettled = ~self.safe() & ~unsafe
        self.least, self.most = bounds
        return np.flatnonzero(unsafe), np.flatnonzero(unsettled)

    def pick(self, random, but=None):
        """Some of the targets that are not safe yet."""
        left = np.flatnonzero(~self.safe() if but is None else ~self.safe() & ~but)
        return left[random.random(len(left)) < random.choice([0.1, 0.3, 0.6])] if len(left) > 4 else left[:0]

    def whole(self, random, unsafe):
        """Looks for whole people, by batches and then one by one."""
        for _ in range(40):
            picked = self.pick(random, unsafe)
            if len(picked) == 0:
                break
            for sense in BOTH:
                self.try_whole(self.cost(picked), sense)
        for i in np.flatnonzero(~self.safe() & ~unsafe):
            for sense in BOTH:
                if not self.safe()[i]:
                    self.try_whole(self.cost([i]), sense)

    def try_whole(self, cost, sense):
        h = self.program.solver(whole=True)
        h.setOptionValue("time_limit", SECONDS)
        h.setOptionValue("mip_rel_gap", 0.1)
        x = self.solve(cost, sense, h)
        if x is not None:
            x = np.round(x)
            self.program.check(x)
            self.witness(x)

    def why(self, i, sense):
        """The constraints that pin target i, by the duals of its last solve."""
        self.solve(self.cost([i]), sense, self.highs)
        duals = np.abs(np.array(self.highs.getSolution().row_dual))
        rows = [r for r in np.argsort(-duals, kind="stable") if duals[r] > 1e-7]
        # how tables add up says less than what is told of them
        return sorted((self.program.reasons[r] for r in rows), key=lambda reason: " = sum of " in reason)

"""Computes what pipelines/stats is compared with, by other people's code.

    python3 -m venv venv && venv/bin/pip install scipy numpy statsmodels mpmath
    venv/bin/python testdata/stats/make_goldens.py

Writes the CSV files of this folder and versions.txt; README.md says what each
file holds. Everything is seeded: the same versions write the same files.
"""
import csv
import math
import platform
from pathlib import Path

import mpmath
import numpy
import numpy as np
import scipy
import statsmodels
from scipy import optimize, special, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

HERE = Path(__file__).parent
RNG = np.random.default_rng(20240831)
mpmath.mp.dps = 60


def write(name, heading, rows):
    with open(HERE / name, "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(heading)
        out.writerows([repr(float(v)) if isinstance(v, (float, np.floating)) else v for v in row] for row in rows)


def wilson():
    counts = [(0, 1), (1, 1), (0, 7), (7, 7), (1, 3), (13, 20), (29, 30), (411, 500), (8411, 10000), (3, 4000000)]
    for k, n in counts:
        for level in (0.5, 0.9, 0.95, 0.99):
            low, high = proportion_confint(k, n, alpha=1 - level, method="wilson")
            yield k, n, level, low, high


def betas():
    """Shapes from nearly nothing to a million people."""
    for precision in (0.02, 1, 3.7, 25, 400, 1e4, 1e6):
        for mean in (0.03, 0.5, 0.83, 0.995):
            yield precision * mean, precision * (1 - mean)


def beta_cdf():
    for a, b in betas():
        for p in (0.01, 0.2, 0.5, 0.9, 0.999):
            x = float(special.betaincinv(a, b, p))
            if 1e-300 < x < 1:
                yield x, a, b, float(special.betainc(a, b, x))


def beta_quantile():
    for a, b in betas():
        for p in (0.001, 0.05, 0.5, 0.95, 0.999):
            x = float(special.betaincinv(a, b, p))
            if 1e-300 < x < 1:
                yield p, a, b, x


def beta_binomial():
    """scipy's logpmf; from a+b = 1000 on it loses digits, so mpmath's."""
    for a, b in betas():
        for n in (1, 8, 120, 5000):
            for k in sorted({0, n // 3, n - 1, n}):
                if a + b < 1000:
                    yield k, n, a, b, float(stats.betabinom.logpmf(k, n, a, b))
                else:
                    exact = mpmath.log(mpmath.binomial(n, k) * mpmath.beta(k + a, n - k + b) / mpmath.beta(a, b))
                    yield k, n, a, b, float(exact)


# -- maximum likelihood -----------------------------------------------------


def rising(x, m):
    """ln[x (x+1) … (x+m−1)], term by term: exact for large x."""
    return float(np.sum(np.log(x + np.arange(m))))


def log_lik(a, b, units):
    return sum(rising(a, k) + rising(b, n - k) - rising(a + b, n) + log_choose(k, n) for k, n in units)


def log_choose(k, n):
    return float(mpmath.log(mpmath.binomial(n, k)))


def gradient(theta, units):
    """In the logit of the mean and the logarithm of a+b, by digamma."""
    mean, s = special.expit(theta[0]), math.exp(theta[1])
    a, b = s * mean, s * (1 - mean)
    k, n = np.array(units, dtype=float).T
    da = special.digamma(k + a) - special.digamma(a)
    db = special.digamma(n - k + b) - special.digamma(b)
    ds = special.digamma(n + s) - special.digamma(s)
    return [mean * (1 - mean) * s * np.sum(da - db), np.sum(a * da + b * db - s * ds)]


def fit(counts):
    """(a, b, log-likelihood, boundary, weakest) of the highest point of a dense profile."""
    units = [(int(k), int(n)) for k, n in counts if n > 0]
    k, n = np.array(units).T
    if k.sum() == 0 or k.sum() == n.sum():
        return k.sum() + 0.5, n.sum() - k.sum() + 0.5, 0.0, "all_alike", ""
    pooled = k.sum() / n.sum()
    coins = float(np.sum(stats.binom.logpmf(k, n, pooled)))
    none = 1e6 * pooled, 1e6 * (1 - pooled), coins, "no_spread"
    if n.max() == 1:
        return *none, 1.0
    if np.all((k == 0) | (k == n)):
        p = float(np.mean(k == n))
        return 1e-3 * p, 1e-3 * (1 - p), float(np.sum(k == n) * np.log(p) + np.sum(k == 0) * np.log1p(-p)), "all_or_none", ""
    return inside(units, coins, none)


def inside(units, coins, none):
    best = None
    for log_s in np.linspace(math.log(1e-4), math.log(1e6), 70):
        s = math.exp(log_s)
        found = profile(s, units)
        if best is None or -found.fun > best[0]:
            best = -found.fun, special.logit(found.x), log_s
    if best[0] <= coins + 1e-9:
        return *none, weakest(units, coins)
    found = optimize.root(gradient, best[1:], args=(units,), method="hybr", tol=1e-13)
    mean, s = special.expit(found.x[0]), math.exp(found.x[1])
    a, b = s * mean, s * (1 - mean)
    height = log_lik(a, b, units)
    assert height >= best[0] - 1e-9 and s < 1e6, (height, best, s)
    return a, b, height, "", ""


def profile(s, units):
    """The lowest minus log-likelihood over the mean."""
    return optimize.minimize_scalar(
        lambda m: -log_lik(s * m, s * (1 - m), units), bounds=(1e-9, 1 - 1e-9), method="bounded", options={"xatol": 1e-9})


def weakest(units, coins):
    """The smallest a+b, from 1 on, that a one-sided likelihood-ratio test at 5 % leaves."""
    fall = stats.chi2.ppf(0.9, 1) / 2
    above = lambda log_s: -profile(math.exp(log_s), units).fun - coins + fall
    return 1.0 if above(0) >= 0 else math.exp(optimize.brentq(above, 0, math.log(1e6), xtol=1e-12))


def simulated(units, largest, a, b):
    n = RNG.integers(1, largest + 1, units)
    return [(int(k), int(m)) for k, m in zip(RNG.binomial(n, RNG.beta(a, b, units)), n)]


def coins(units, largest, p):
    n = RNG.integers(1, largest + 1, units)
    return [(int(k), int(m)) for k, m in zip(RNG.binomial(n, p), n)]


def groups():
    shapes = [(10, 60, 8, 2), (12, 30, 4, 1), (15, 200, 20, 5), (20, 80, 2, 2), (25, 40, 0.6, 0.3), (30, 500, 60, 10),
              (40, 120, 9, 1), (40, 15, 3, 1), (60, 90, 200, 40), (80, 50, 15, 4), (100, 300, 7, 3), (150, 60, 12, 2),
              (11, 1000, 5, 1), (10, 2000, 30, 30), (35, 10, 1, 1), (50, 25, 0.2, 0.1)]
    made = [simulated(*shape) for shape in shapes]
    made += [coins(10, 50, 0.8), coins(12, 200, 0.6), coins(30, 40, 0.9), coins(60, 100, 0.75), coins(15, 20, 0.95)]
    made += [
        [(17, 20), (34, 40), (85, 100), (51, 60)],                   # one rate exactly
        [(20, 20), (15, 15), (0, 12), (9, 9), (30, 30)],             # all or none
        [(20, 20), (15, 15), (12, 12)],                              # everybody
        [(0, 20), (0, 15), (0, 12)],                                 # nobody
        [(1, 1), (0, 1), (1, 1), (1, 1)],                            # classes of one
        [(20, 20), (15, 15), (0, 12), (9, 9), (30, 31)],             # a single split class
        [(2500, 5000), (9, 10), (9, 10), (9, 10), (9, 10), (9, 10)],  # a peak inside and one outside
        [(2500, 5000), (7, 10), (6, 10), (5, 10), (6, 10), (8, 10)],
        [(0, 0), (8, 10), (3, 10), (10, 10), (6, 12)],
    ]
    return made


def fits():
    made = groups()
    write("groups.csv", ["group", "k", "n"], [(g, k, n) for g, units in enumerate(made) for k, n in units])
    write("fits.csv", ["group", "a", "b", "log_lik", "boundary", "weakest"], [(g, *fit(units)) for g, units in enumerate(made)])
    rows = []
    for g, units in enumerate(made):
        for i in range(0, len(units), max(1, len(units) // 3)):
            rows.append((g, *units[i], *fit(units[:i] + units[i + 1:])))
    write("without.csv", ["group", "k", "n", "a", "b", "log_lik", "boundary", "weakest"], rows)


# -- the rest ----------------------------------------------------------------


def adjusted():
    cases = [[0.01, 0.04, 0.03, 0.005], [0.5], [1, 1, 1], [0.05, 0.05, 0.05, 0.2], [0, 0.001, 1],
             list(RNG.uniform(size=30)), list(RNG.beta(0.3, 2, size=60)), list(np.round(RNG.uniform(size=40), 1))]
    for case, ps in enumerate(cases):
        for p, q in zip(ps, multipletests(ps, method="fdr_bh")[1]):
            yield case, float(p), float(q)


def dispersions():
    """Per case: its cohorts, and Pearson's X² of the 2×m table over m−1, by scipy."""
    cases = [[(18, 20), (15, 22), (30, 31)], [(50, 100), (51, 101), (49, 99)], [(90, 120), (60, 118), (110, 125), (80, 130)]]
    cases += [[(int(RNG.binomial(n, RNG.beta(8, 3))), int(n)) for n in RNG.integers(10, 200, m)] for m in (3, 3, 4, 5, 6)]
    for case, years in enumerate(cases):
        table = [[k, n - k] for k, n in years]
        x2 = stats.chi2_contingency(table, correction=False).statistic
        for k, n in years:
            yield case, k, n, max(1.0, x2 / (len(years) - 1))


def trust(k, n, phi, a, b):
    """Weight of the peers' prior beside Jeffreys', 0.9 to 0.1 beforehand."""
    def marginal(a, b):
        return mpmath.beta(a + k / phi, b + (n - k) / phi) / mpmath.beta(a, b)
    with mpmath.workdps(40):
        peers, nobody = 0.9 * marginal(a, b), 0.1 * marginal(0.5, 0.5)
        return float(peers / (peers + nobody))


def posteriors():
    for k, n in [(0, 8), (8, 8), (11, 20), (50, 95), (240, 400), (900, 1500)]:
        for phi in (1.0, 1.7, 6.0):
            for a, b in [(0.5, 0.5), (8.0, 2.0), (850.0, 150.0), (6e5, 4e5)]:
                d = stats.beta(a + k / phi, b + (n - k) / phi)
                nobody = stats.beta(0.5 + k / phi, 0.5 + (n - k) / phi)
                w = trust(k, n, phi, a, b)
                yield (k, n, phi, a, b, 0.6, d.cdf(0.6), d.mean(), d.ppf(0.05), d.ppf(0.95),
                       w, w * d.cdf(0.6) + (1 - w) * nobody.cdf(0.6))


def ranks():
    draws = 200_000
    for group, units in enumerate((7, 20, 45)):
        n = RNG.integers(10, 300, units)
        k = RNG.binomial(n, RNG.beta(12, 3, units))
        a, b = 12 + k / 1.5, 3 + (n - k) / 1.5
        drawn = np.argsort(np.argsort(-RNG.beta(a, b, size=(draws, units)), axis=1), axis=1) + 1
        low, high = np.quantile(drawn, [0.05, 0.95], axis=0, method="inverted_cdf")
        bottom = np.mean(10 * drawn > 9 * units, axis=0)
        place = stats.rankdata(-(a / (a + b)), method="min")
        for i in range(units):
            yield group, a[i], b[i], int(place[i]), int(low[i]), int(high[i]), bottom[i]


def standardised():
    units, strata, phi = 12, 6, 1.6
    n = RNG.integers(0, 60, (units, strata))
    n[RNG.uniform(size=n.shape) < 0.3] = 0
    n[1, 0], n[2, 1] = 900, 700              # one unit is most of a stratum
    n[:, 5] = 0
    n[3, 5] = 25                             # and one is all of one
    k = RNG.binomial(n, RNG.uniform(0.55, 0.95, (units, strata)))
    cells = [(f"u{u}", f"s{s}", int(k[u, s]), int(n[u, s])) for u in range(units) for s in range(strata) if n[u, s]]
    write("cells.csv", ["unit", "stratum", "k", "n"], cells)
    rows = []
    others_n, others_k = n.sum(0) - n, k.sum(0) - k
    for u in range(units):
        s = others_n[u] > 0
        m = n[u, s].sum()
        expected = np.sum(n[u, s] * others_k[u, s] / others_n[u, s])
        p = k.sum(0)[s] / n.sum(0)[s]
        variance = phi * np.sum(n[u, s] * p * (1 - p) * n.sum(0)[s] / others_n[u, s])
        observed = k[u, s].sum()
        share = np.sum(n[u, s] / m * n[u, s] / n.sum(0)[s])
        z = (observed - expected) / math.sqrt(variance)
        rows.append((f"u{u}", int(m), int(n[u].sum() - m), observed / m, expected / m, share,
                     (observed - expected) / m, 2 * stats.norm.sf(abs(z)) if share <= 0.5 else "", int(share <= 0.5)))
    write("expected.csv", ["unit", "n", "missing", "observed", "expected", "own_share", "difference", "p", "ok"], rows)


# -- rates of the composite index ---------------------------------------------


def prior(counts):
    """The beta of the level, no stronger than it proves it."""
    a, b, _, boundary, least = fit(counts)
    return (least * a / (a + b), least * b / (a + b)) if boundary == "no_spread" else (a, b)


def levels():
    """Majors of a level, and the overdispersions to try; index_test.go and the models' cases say what each is for."""
    yield [(50, 99), (60, 99), (70, 99), (80, 99), (90, 99)], (1, 3)
    yield [(40, 50), (30, 50), (45, 60), (20, 40), (70, 80), (55, 60), (33, 70), (48, 64), (25, 30), (60, 90), (18, 20), (36, 45)], (1, 2)
    yield [(95, 100), (116, 120), (78, 80), (147, 150), (58, 60), (87, 90), (192, 200), (68, 70), (125, 130), (9, 9)], (1, 2)
    yield [(186, 297), (210, 297), (234, 297), (258, 297), (282, 297)], (1, 3)
    yield [(27, 297), (51, 297), (75, 297), (99, 297), (123, 297)], (1, 3)
    yield [(62, 99), (70, 99), (78, 99), (86, 99), (94, 99)], (1,)
    yield [(95, 100), (90, 100), (9, 10), (85, 100), (78, 100)], (1,)
    yield [(98, 100), (97, 100), (10, 10), (93, 100), (96, 100)], (1,)
    yield [(90, 99)] * 5, (1,)
    yield [(20, 20), (30, 30), (40, 40), (9, 9), (0, 10)], (1, 2)
    yield [(1, 1), (1, 1), (1, 1), (0, 1), (0, 1)], (1,)


def shrunken():
    for level, (units, phis) in enumerate(levels()):
        for phi in phis:
            a, b = prior(units)
            for k, n in units:
                yield level, k, n, phi, (a + k / phi) / (a + b + n / phi)


def main():
    write("wilson.csv", ["k", "n", "level", "low", "high"], wilson())
    write("beta_cdf.csv", ["x", "a", "b", "p"], beta_cdf())
    write("beta_quantile.csv", ["p", "a", "b", "x"], beta_quantile())
    write("beta_binomial.csv", ["k", "n", "a", "b", "log_p"], beta_binomial())
    fits()
    write("adjusted.csv", ["case", "p", "adjusted"], adjusted())
    write("dispersion.csv", ["case", "k", "n", "phi"], dispersions())
    write("posterior.csv", ["k", "n", "phi", "a", "b", "line", "below", "mean", "low", "high", "trust", "rate_below"], posteriors())
    write("ranks.csv", ["group", "a", "b", "rank", "low", "high", "bottom_tenth"], ranks())
    standardised()
    write("shrunken.csv", ["level", "k", "n", "phi", "shrunken"], shrunken())
    versions = [("Python", platform.python_version())] + [(m.__name__, m.__version__) for m in (numpy, scipy, statsmodels, mpmath)]
    (HERE / "versions.txt").write_text("".join(f"{name} {version}\n" for name, version in versions))
    print((HERE / "versions.txt").read_text(), end="")


if __name__ == "__main__":
    main()

"""All that a reader can work out of a report: the tables that its figures are
sums of, joined where they count the same people."""

import csv
import json
import os
from collections import defaultdict

from told import number, percent

# Where people go, as marts.placement tells them apart; the first ten and the two
# kinds of study are placed. 80, 81 and 82 are one, and so are 65 and 99.
ATOMS = {
    "agreement": "Agreement", "contract": "Contract", "other_form": "OtherForm", "research_assistant": "Research",
    "enlisted": "Enlisted", "grassroots_national": "GrassNation", "grassroots_local": "GrassLocal", "startup": "Startup",
    "freelance": "Freelance", "settled_other": "SettledOther", "study_domestic": "StudyHome", "study_abroad": "StudyAbroad",
    "seeking": "Seeking", "not_seeking_study": "WantsStudy", "not_seeking_other": "WantsOther",
    "unregistered": "Unregistered", "unrecognised": "Unrecognised",
}
SETTLED = list(ATOMS)[:12]
CODES = {
    "10": "agreement", "11": "contract", "12": "other_form", "27": "research_assistant", "46": "enlisted",
    "50": "grassroots_national", "51": "grassroots_local", "75": "startup", "76": "freelance", "E0": "settled_other",
    "80": "study_domestic", "81": "study_domestic", "82": "study_domestic", "85": "study_abroad", "70": "seeking",
    "71": "not_seeking_study", "72": "not_seeking_other", "00": "unregistered", "65": "unrecognised", "99": "unrecognised",
}
MEASURES = {
    "graduates": list(ATOMS), "settled": SETTLED, "unsettled": [a for a in ATOMS if a not in SETTLED],
    "further_study": ["study_domestic", "study_abroad"], "not_seeking": ["not_seeking_study", "not_seeking_other"],
}
EMPLOYED = ["agreement", "contract", "research_assistant", "enlisted", "grassroots_national", "grassroots_local"]
EDITIONS = {
    "2021": {"employed": EMPLOYED, "flexible": ["other_form", "freelance"]},
    "2024": {"employed": EMPLOYED + ["other_form"], "flexible": ["freelance"]},
}
# The grains of marts.placement: the keys that name a group.
GRAINS = {
    "school": (), "level": ("Level",), "college": ("CollegeKey",), "college_level": ("Level", "CollegeKey"),
    "major": ("Level", "MajorKey"), "college_major": ("Level", "CollegeKey", "MajorKey"), "gender": ("Gender",),
    "gender_level": ("Level", "Gender"), "origin": ("Origin",), "urban_rural": ("UrbanRural",), "completion": ("Completion",),
}
KEYS = {"Level": "level", "CollegeKey": "college", "MajorKey": "major", "Gender": "gender", "Origin": "origin",
        "UrbanRural": "urban_rural", "Completion": "completion"}
# Finer group: coarser groups that it adds up to.
SUMS = {"college_major": ("major", "college_level"), "major": ("level",), "college_level": ("level", "college"),
        "gender_level": ("level", "gender"), "level": ("school",), "college": ("school",), "gender": ("school",),
        "origin": ("school",), "urban_rural": ("school",), "completion": ("school",)}
# Distributions that count the same people by the same groups as a grain.
SAME = {"level": ("level", "Level"), "college": ("college", "CollegeKey"), "gender": ("gender", "Gender"),
        "urban_rural": ("urban_rural", "UrbanRural"), "origin_province": ("origin", "Origin")}
WORK = ("work_city", "work_province", "work_region")
UNKNOWN, ALL = "未识别", "全部"


def measure(name, edition):
    """The atoms of an indicator; None where it is no sum of destinations."""
    return EDITIONS.get(edition, {}).get(name) or MEASURES.get(name) or ([name] if name in ATOMS else None)


class Truth:
    """The rows behind a report, to know which counts are small."""

    def __init__(self, path):
        self.placement, self.distribution, self.flow = defaultdict(dict), defaultdict(dict), defaultdict(dict)
        self.populations, self.labels, self.regions, self.origins = {}, {}, {}, {}
        self.totals = {}
        with open(path, encoding="utf-8") as lines:
            for text in lines:
                fact = json.loads(text)
                getattr(self, "read_" + fact["mart"])(fact["row"])

    def read_placement(self, row):
        if row["Grain"] in GRAINS:
            group = tuple(row[k] for k in GRAINS[row["Grain"]])
            self.placement[row["Cohort"], row["Cutoff"], row["Grain"]][group] = {a: row[c] for a, c in ATOMS.items()}

    def read_distribution(self, row):
        table = (row["Cohort"], row["Cutoff"], row["Dimension"], row["Population"])
        self.distribution[table][row["Level"], row["Code"]] = row["HeadCount"]

    def read_flow(self, row):
        self.flow[row["Cohort"], row["Cutoff"], row["Population"]][row["OriginCode"], row["WorkCode"]] = row["HeadCount"]
        self.origins[row["OriginCode"]] = row["Origin"]
        self.regions[row["OriginCode"]], self.regions[row["WorkCode"]] = row["OriginRegion"], row["WorkRegion"]

    def read_population(self, row):
        self.populations[row["Population"]] = list(dict.fromkeys(CODES[c] for c in row["Codes"].split("、")))

    def read_label(self, row):
        self.labels[row["Dimension"], row["Code"]] = row["Label"]

    def read_key_region(self, row):
        self.totals[row["Cohort"], row["Cutoff"], row["Population"], row["Region"]] = row["HeadCount"]


def reference(table):
    """The rows of a code table, which anybody may read."""
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "../../sql/reference", table + ".csv"), encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


class Model:
    """The programme of one cut-off."""

    def __init__(self, program, truth, releases, cohort, cutoff):
        self.p, self.truth, self.releases = program, truth, releases
        self.at = (cohort, cutoff)
        self.unread = defaultdict(int)
        self.placed()
        self.distributions()
        self.flows()

    def places(self):
        """Where figures of this cut-off stand of which something is told."""
        return {at for told in self.releases for at, _ in told.facts() if (at.cohort, at.cutoff) == self.at}

    # Groups of graduates by destination.

    def groups(self, grain):
        return self.truth.placement.get((*self.at, grain), {})

    def cell(self, grain, group, atom):
        return self.p.count((*self.at, grain, group, atom), self.groups(grain)[group][atom])

    def sum_of(self, grain, group, atoms):
        return {self.cell(grain, group, a): 1.0 for a in atoms}

    def placed(self):
        for grain, coarser in SUMS.items():
            for target in coarser:
                for group in self.groups(target):
                    self.tie(grain, target, group)

    def tie(self, grain, target, group):
        """A coarser group is the sum of its finer ones, by destination."""
        if not self.groups(grain):
            return
        keys = [GRAINS[grain].index(k) for k in GRAINS[target]]
        parts = [g for g in self.groups(grain) if tuple(g[i] for i in keys) == group]
        for atom in ATOMS:
            terms = {self.cell(grain, part, atom): 1.0 for part in parts}
            terms[self.cell(target, group, atom)] = -1.0
            self.p.equal(terms, 0, f"{target}{group} = sum of {grain} ({atom})")

    # Distributions: codes of a dimension, by level where the report tells them.

    def dimensions(self):
        """The dimensions of which anything is told, with their populations and
        whether by level."""
        found = defaultdict(lambda: [set(), False])
        for at in self.places():
            if at.keys and at.keys[0][0] == "population" and at.grain != "flow":
                entry = found["work" if at.grain in (*WORK, "key_region") else at.grain]
                entry[0].add(at.key("population"))
                entry[1] = entry[1] or at.key("level") not in ("", ALL)
        return found

    def distributions(self):
        self.by_level = {}
        for dimension, (populations, by_level) in self.dimensions().items():
            self.by_level[dimension] = by_level
            for population in populations:
                if dimension not in SAME and dimension not in ("destination", "category", "origin_region"):
                    self.distribution("work_city" if dimension == "work" else dimension, population, by_level)
            self.nested(dimension, populations)

    def table(self, dimension, population):
        return self.truth.distribution.get((*self.at, dimension, population), {})

    def distribution(self, dimension, population, by_level):
        """The table of a dimension; its codes at a level are everybody of it."""
        rows = self.table(dimension, population)
        levels = sorted({level for level, _ in rows if (level != ALL) == by_level})
        for level in levels:
            terms = {self.code(dimension, population, level, c): 1.0 for of, c in rows if of == level}
            grain, group = ("level", (level,)) if by_level else ("school", ())
            for v, c in self.sum_of(grain, group, self.truth.populations[population]).items():
                terms[v] = terms.get(v, 0) - c
            self.p.equal(terms, 0, f"{dimension} of {population} at {level} adds up")

    def code(self, dimension, population, level, code):
        return self.p.count((*self.at, dimension, population, level, code), self.table(dimension, population)[level, code])

    def nested(self, dimension, populations):
        """Of a population within another there are no more people with a code."""
        dimension = "work_city" if dimension == "work" else dimension
        for small in populations:
            for large in populations:
                if small != large and set(self.truth.populations[small]) < set(self.truth.populations[large]):
                    for level, code in self.table(dimension, small):
                        a = self.p.at.get((*self.at, dimension, small, level, code))
                        b = self.p.at.get((*self.at, dimension, large, level, code))
                        if a is not None and b is not None:
                            self.p.constrain({a: 1.0, b: -1.0}, None, 0, f"{small} is within {large} ({dimension} {code})")

    def code_terms(self, grain, population, level, code):
        """The people of a population with a code; None where nothing is known."""
        atoms = self.truth.populations.get(population)
        if atoms is None:
            return None
        if code == "*" or grain == "destination":
            if code != "*":
                atoms = [CODES[code]] if code in CODES else None
                if code in ("80", "81", "82", "65", "99"):
                    return None
            group = ("level", (level,)) if level != ALL else ("school", ())
            return self.sum_of(*group, atoms) if atoms and group[1] in self.groups(group[0]) else None
        if grain in SAME:
            return self.same(grain, level, code, atoms)
        if grain == "category":
            return self.category(level, code, atoms)
        if grain == "origin_region":
            parts = [g for g in self.groups("origin") if self.region_of(g[0]) == code]
            return {self.cell("origin", g, a): 1.0 for g in parts for a in atoms} if level == ALL else None
        return self.own(grain, population, level, code)

    def region_of(self, name):
        for code, label in self.truth.origins.items():
            if label == name:
                return self.truth.regions[code]
        return UNKNOWN

    def same(self, grain, level, code, atoms):
        target, _ = SAME[grain]
        name = code if grain in ("college", "level") else self.truth.labels.get((grain, code), code)
        group = (name,)
        if level != ALL and grain != "level":
            target, group = target + "_level", (level, name)
        return self.sum_of(target, group, atoms) if group in self.groups(target) else None

    def category(self, level, code, atoms):
        catalogue = self.catalogue()
        parts = [g for g in self.groups("major") if catalogue(g[1]) == code and level in (ALL, g[0])]
        return {self.cell("major", g, a): 1.0 for g in parts for a in atoms} or None

    def catalogue(self):
        known = {r["digits"]: r["category"] for r in reference("major")}
        invented = any(code.startswith("门类") for _, code in self.table("category", "graduates"))
        return lambda key: "门类" + key.split(":")[1][:2] if invented else known.get(key.split(":")[1])

    def own(self, grain, population, level, code):
        dimension = "work_city" if grain in WORK else grain
        by_level = self.by_level.get("work" if grain in WORK else grain)
        rows = self.table(dimension, population)
        if level != ALL and not by_level:
            return None
        terms = {self.code(dimension, population, of, c): 1.0 for of, c in rows
                 if (of != ALL) == by_level and level in (ALL, of) and self.part(grain, c) == code}
        return terms or None

    def region_terms(self, population, region):
        """Who works in a region of national strategy; *: in any known place."""
        inside = {r["code"] for r in reference("key_region") if r["region"] == region}
        by_level = self.by_level.get("work", False)
        return {self.code("work_city", population, of, c): 1.0 for of, c in self.table("work_city", population)
                if (of != ALL) == by_level and c != UNKNOWN and (region == "*" or c in inside or c[:2] in inside)}

    def part(self, grain, code):
        """The code of a grain that a finer code belongs to: a city's province."""
        if grain == "work_province":
            return code if code == UNKNOWN else code[:2]
        if grain == "work_region":
            return UNKNOWN if code == UNKNOWN else self.truth.regions.get(code[:2], UNKNOWN)
        return code

    # Flows from province to province.

    def flows(self):
        for population in {at.key("population") for at in self.places() if at.grain == "flow"}:
            rows = self.truth.flow.get((*self.at, population), {})
            for origin in {o for o, _ in rows}:
                terms = {self.flow(population, o, w): 1.0 for o, w in rows if o == origin}
                name = (self.truth.origins[origin],)
                for v, c in self.sum_of("origin", name, self.truth.populations[population]).items():
                    terms[v] = -c
                self.p.equal(terms, 0, f"flows from {origin} add up")
            for work in {w for _, w in rows}:
                inside = self.own("work_province", population, ALL, work) if "work" in self.by_level else None
                if inside:
                    terms = {self.flow(population, o, w): 1.0 for o, w in rows if w == work}
                    terms.update({v: -c for v, c in inside.items()})
                    self.p.equal(terms, 0, f"flows to {work} add up")

    def flow(self, population, origin, work):
        return self.p.count((*self.at, "flow", population, origin, work), self.truth.flow[(*self.at, population)][origin, work])

    def flow_terms(self, population, origin, work):
        rows = self.truth.flow.get((*self.at, population), {})
        terms = {self.flow(population, o, w): 1.0 for o, w in rows
                 if origin in ("*", o) and work in ("*", w) and o != UNKNOWN and w != UNKNOWN}
        return terms or None

    # What figures tell.

    def counted(self, at):
        """The sum that a figure is, or whose share it is; with its base."""
        name, _, whole = at.indicator.removesuffix("_rate").partition("_of_")
        if at.grain == "flow":
            work = at.key("origin") if name.startswith("stayed") else at.key("work")
            base = at.key("origin") if name.startswith("stayed") else "*"
            return (self.flow_terms(at.key("population"), at.key("origin"), work), self.flow_terms(at.key("population"), base, "*"))
        if at.grain == "key_region":
            return self.region_terms(at.key("population"), at.key("region")), self.region_terms(at.key("population"), "*")
        if at.keys and at.keys[0][0] == "population":
            args = at.grain, at.key("population"), at.key("level")
            return (self.code_terms(*args, at.key("code")), self.code_terms(*args, "*"))
        if at.grain not in GRAINS:
            return None, None
        group = tuple(at.key(KEYS[k]) for k in GRAINS[at.grain])
        atoms, base = measure(name, at.edition or "2024"), measure(whole or "graduates", at.edition or "2024")
        if name == "level_share":
            atoms = measure("graduates", "")
        if atoms is None or base is None or group not in self.groups(at.grain):
            return None, None
        if name == "level_share":
            return self.sum_of(at.grain, group, atoms), self.sum_of("school", (), atoms)
        return self.sum_of(at.grain, group, atoms), self.sum_of(at.grain, group, base)

    def learn(self, told, doubtful=False):
        """Takes in what an edition tells."""
        for at, text in told.facts():
            if (at.cohort, at.cutoff) != self.at:
                continue
            terms, base = self.counted(at)
            if terms is None:
                self.unread[at.indicator, at.grain] += 1
            elif (n := number(text)) is not None:
                self.p.equal(terms, n, f"{name_of(at)} is {text}", doubtful)
            elif (share := percent(text)) and base:
                self.share(terms, base, *share, f"{name_of(at)} is {text}", doubtful)
            else:
                self.unread[at.indicator, at.grain] += 1

    def share(self, terms, base, kind, digits, reason, doubtful):
        scale = {"fine": 20000, "whole": 200, "above": 100, "below": 100}[kind]
        if kind in ("fine", "whole"):  # 2·k·den <= scale·num + den <= 2·k·den + 2·den - 1
            self.p.constrain(mix(terms, scale, base, 1 - 2 * digits), 0, None, reason, doubtful)
            self.p.constrain(mix(terms, scale, base, -1 - 2 * digits), None, -1, reason, doubtful)
        elif kind == "above":
            self.p.constrain(mix(terms, scale, base, -digits), 1, None, reason, doubtful)
        else:
            self.p.constrain(mix(terms, scale, base, -digits), None, -1, reason, doubtful)


def mix(terms, scale, base, factor):
    out = {v: c * scale for v, c in terms.items()}
    for v, c in base.items():
        out[v] = out.get(v, 0) + c * factor
    return out


def name_of(at):
    return f"{at.indicator} of {at.grain} " + ";".join(f"{k}={v}" for k, v in at.keys)

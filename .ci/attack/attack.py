"""The attacker of the public edition.

    attack.py RESULT DIR…

Each DIR holds public.jsonl, truth.jsonl and perhaps earlier.jsonl, as written by
the command attack beside this file. For every count of one to four people it
finds the least and the most that fit all that is told. A count is safe where
nought or five is reached and the two are five apart at least.
"""

import hashlib
import json
import os
import sys
import time
from collections import defaultdict
from multiprocessing import Pool

import highspy
import numpy as np

import presence
from model import ATOMS, GRAINS, WORK, Model, Truth, measure
from program import SMALL, Program, Search
from told import Told

DETAIL = [[a] for a in ATOMS] + [measure(m, e) for m, e in
          (("further_study", ""), ("not_seeking", ""), ("employed", "2024"), ("employed", "2021"), ("flexible", "2021"))]
BLOCKS = [measure("settled", ""), measure("unsettled", "")]


def targets(model):
    """The small counts of a cut-off: (name, terms)."""
    out = []
    for grain in GRAINS:
        for group in model.groups(grain):
            for kind, sums in (("detail", DETAIL), ("block", BLOCKS)):
                for atoms in sums:
                    out.append(((kind, grain, group, "+".join(atoms)), model.sum_of(grain, group, atoms)))
    for name, v in model.p.at.items():
        if name[2] not in GRAINS:
            out.append((("detail", *name[2:]), {v: 1.0}))
    for dimension, (populations, by_level) in model.dimensions().items():
        for population in populations:
            out.extend(totals(model, dimension, population))
    unique = {}
    for name, terms in out:
        if 1 <= model.p.value(terms) <= SMALL:
            unique.setdefault(tuple(sorted(terms)), (name, terms))
    return list(unique.values())


def totals(model, dimension, population):
    """The coarser sums of a distribution: all levels, provinces, regions."""
    for grain in WORK if dimension == "work" else (dimension,):
        table = model.table(grain, population)
        for level, code in table:
            terms = model.code_terms(grain, population, level, code)
            if terms and grain != "level" and not (grain in ("college", "gender", "category", "origin_province", "urban_rural", "origin_region") and population == "graduates"):
                yield ("detail", grain, population, level, code), terms


# What the attacker knows besides the numbers, the plainest first.
KNOWLEDGE = ("numbers", "rows", "order", "rule")


def attack(directory):
    start = time.time()
    truth, told = Truth(os.path.join(directory, "truth.jsonl")), Told().read(os.path.join(directory, "public.jsonl"))
    earlier = os.path.join(directory, "earlier.jsonl")
    before = Told().read(earlier) if os.path.exists(earlier) else None
    out = {"name": os.path.basename(directory.rstrip("/")), "cells": 0, "unsettled": 0, "unsafe": [], "solves": 0, "unread": {}}
    for cohort, cutoff in sorted({(at.cohort, at.cutoff) for release in (told, before) if release for at, _ in release.facts() if at.cutoff}):
        search, (bad, unsettled), model = one(truth, told, before, cohort, cutoff, KNOWLEDGE)
        out["unsettled"] += len(unsettled)
        out["cells"] += len(search.targets)
        if len(bad):
            out["unsafe"].extend(reasons(truth, told, before, cohort, cutoff))
        out["solves"] += search.solves
        for (indicator, grain), n in model.unread.items():
            key = f"{indicator} {grain}"
            out["unread"][key] = out["unread"].get(key, 0) + n
    out["majors"], out["rates"] = kept(truth, told)
    out["seconds"] = round(time.time() - start, 1)
    with open(os.path.join(directory, "facts.json"), encoding="utf-8") as f:
        facts = json.load(f)
    out.update({key: facts[key] for key in ("seed", "graduates", "figures", "hidden")}, exposed=facts["exposed"] or [])
    out["sha256"] = digest(directory)
    return out


def digest(directory):
    """The sha256 of what was told, now and earlier."""
    total = hashlib.sha256()
    for name in ("public.jsonl", "earlier.jsonl"):
        path = os.path.join(directory, name)
        if os.path.exists(path):
            with open(path, "rb") as f:
                total.update(f.read())
    return total.hexdigest()


def one(truth, told, before, cohort, cutoff, knowledge):
    """The attack on one cut-off."""
    program = Program()
    model = Model(program, truth, [told] + ([before] if before else []), cohort, cutoff)
    model.learn(told)
    if before:
        model.learn(before, doubtful=True)
    presence.add(model, told, knowledge)
    search = Search(program, targets(model))
    return search, search.run(np.random.default_rng(1)), model


def reasons(truth, told, before, cohort, cutoff):
    """Every unsafe cell once, with the least knowledge that breaks it and the
    constraints that pin it."""
    out = {}
    for n in range(1, len(KNOWLEDGE) + 1):
        search, (bad, _), _ = one(truth, told, before, cohort, cutoff, KNOWLEDGE[:n])
        for i in bad:
            name, terms = search.targets[i]
            if name in out:
                continue
            most, least = (search.why(i, s)[:8] for s in (highspy.ObjSense.kMaximize, highspy.ObjSense.kMinimize))
            out[name] = {"cutoff": f"{cohort}-{cutoff}", "cell": list(map(str, name)), "by": KNOWLEDGE[n - 1],
                         "true": search.program.value(terms), "least": round(float(search.least[i]), 4),
                         "most": round(float(search.most[i]), 4), "most_by": most, "least_by": least}
    return list(out.values())


def kept(truth, told):
    """How many majors there are at the cut-off that the edition describes, and of
    how many it tells the rate."""
    rates = defaultdict(set)
    for at, _ in told.facts():
        if at.indicator == "settled_rate" and at.grain == "major":
            rates[at.cohort, at.cutoff].add(at.keys)
    described = {(at.cohort, at.cutoff) for at, _ in told.facts() if at.grain == "destination"}
    at = max(described, default=max(key[:2] for key in truth.distribution))
    return len(truth.placement[(*at, "major")]), len(rates[at])


def by(result):
    """How many are unsafe by what knowledge."""
    counts = {k: sum(u["by"] == k for u in result["unsafe"]) for k in KNOWLEDGE}
    return " (" + ", ".join(f"{n} by {k}" for k, n in counts.items() if n) + ")" if result["unsafe"] else ""


def main():
    result, directories = sys.argv[1], sys.argv[2:]
    with Pool(int(os.environ.get("JOBS", "1"))) as pool:
        found = []
        for r in pool.imap(attack, directories):
            found.append(r)
            print(f"{r['name']}: {r['cells']} small counts, {len(r['unsafe'])} unsafe{by(r)}, {r['unsettled']} unsettled, {r['rates']} of {r['majors']} rates, "
                  f"{r['solves']} solves, {r['seconds']} s", flush=True)
    with open(result, "w", encoding="utf-8") as f:
        json.dump(found, f, ensure_ascii=False, indent=1)
    sys.exit(1 if any(r["unsafe"] for r in found) else 0)


if __name__ == "__main__":
    main()

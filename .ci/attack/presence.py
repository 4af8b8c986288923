"""What a reader learns without a number: which rows a table lists, how it is
sorted, and what the rule of the edition gives away."""

from model import GRAINS, UNKNOWN, mix
from told import percent, place

# Tables whose rows stand by their count, the largest first.
BY_COUNT = ("employer-nature", "industry", "occupation", "work-province", "work-city", "work-region", "by-college", "by-category",
            "by-origin", "by-origin-region", "unplaced-type", "origin-work", "by-ethnicity")
BY_RATE = {"majors-highest": -1, "majors-lowest": 1}
# The bounds that a share may be told by, the most telling first.
BOUNDS = (95, 90, 85, 80, 75, 70, 60, 50)


def add(model, told, knowledge):
    if "rows" in knowledge:
        rows(model, told)
    if "order" in knowledge:
        for table in told.tables:
            sorted_rows(model, table)
    if "rule" in knowledge:
        for at, text in told.facts():
            rule(model, at, text)


def rows(model, told):
    """A code or a flow that is listed has somebody. One that isn't has no variable at
    all: the programme is made of the codes that there are."""
    for identifier in told.listed:
        at = place(identifier)
        if (at.cohort, at.cutoff) != model.at or at.indicator not in ("head_count", "share") or at.key("code") == "*":
            continue
        terms, _ = model.counted(at)
        if terms is None or at.grain == "key_region":
            continue
        model.p.constrain(terms, 1, None, f"{at.grain} lists {at.keys}", doubtful=True)


def sorted_rows(model, table):
    sign = BY_RATE.get(table["table"])
    by_count = table["table"].removesuffix("-by-level") in BY_COUNT
    if sign is None and not by_count:
        return
    column = "settled_rate" if sign else "head_count"
    if column not in table["columns"]:
        return
    at_column = table["columns"].index(column)
    before = None
    chain = []
    for row in table["rows"]:
        if "id" not in row[at_column]:
            continue
        at = place(row[at_column]["id"])
        if (at.cohort, at.cutoff) != model.at or at.key("code") in ("*", UNKNOWN):
            continue
        terms, base = model.counted(at)
        if terms is None:
            continue
        if before and before[0].key("level") == at.key("level") or before and sign:
            chain.append((before[1:], (terms, base), at))
        before = (at, terms, base)
    if sign:
        rates(model, chain, sign)
        return
    ordered = all(model.p.value(a[0]) >= model.p.value(b[0]) for a, b, _ in chain)
    if ordered and (len(chain) >= 5 or table.get("ordered")):
        for a, b, at in chain:
            model.p.constrain(mix(a[0], 1, b[0], -1), 0, None, f"the order of {table['table']} at {at.keys}")


def rates(model, chain, sign):
    """Rates stand in order; linear where both bases are known."""
    for a, b, at in chain:
        da, db = model.p.value(a[1]), model.p.value(b[1])
        terms = mix(a[0], -sign / da, b[0], sign / db)
        model.p.constrain(terms, -0.0001, None, f"the order of rates at {at.keys}", doubtful=True)


def rule(model, at, text):
    """A bound is the most telling one that leaves five people on its other side,
    so that those before it are not true; what is told in whole percent leaves
    more than five on either side."""
    if (at.cohort, at.cutoff) != model.at or at.grain not in GRAINS:
        return
    name = at.indicator.removesuffix("_rate")
    if name not in ("settled", "unsettled") or not (share := percent(text)):
        return
    kind, digits = share
    terms, base = model.counted(at)
    total = model.p.value(base)
    reason = f"the rule, of {at.grain} {at.keys}"
    if kind in ("fine", "whole"):
        model.p.constrain(terms, 6, total - 6, reason, doubtful=True)
        return
    own = digits if kind == "above" else 100 - digits
    for percent_ in BOUNDS:
        low = percent_ * total // 100 + 1
        if total - low >= 5:
            if percent_ > own or percent_ == own and kind == "below":
                model.p.constrain(terms, None, low - 1, reason, doubtful=True)

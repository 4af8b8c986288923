"""What a reader of a public edition sees, as facts: a figure's place and what is
printed of it, which rows a table lists, and how a table is sorted."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import unquote


@dataclass(frozen=True)
class Place:
    """A figure's identifier, taken apart."""

    indicator: str
    edition: str
    cohort: int
    cutoff: str
    grain: str
    keys: tuple  # of (name, value)

    def key(self, name):
        return dict(self.keys).get(name, "")


def place(identifier):
    indicator, edition, cohort, cutoff, grain, keys = identifier.split("|")
    pairs = tuple(tuple(unquote(p) for p in k.split("=")) for k in keys.split(";") if k)
    return Place(indicator, edition, int(cohort or 0), cutoff, grain, pairs)


@dataclass
class Told:
    """Everything that one edition, or several, tells."""

    printed: dict = field(default_factory=dict)  # identifier: set of what is printed
    listed: dict = field(default_factory=dict)  # identifier: whether its table lists every row
    tables: list = field(default_factory=list)  # every table
    sentences: list = field(default_factory=list)

    def read(self, path):
        with open(path, encoding="utf-8") as lines:
            for text in lines:
                self.line(json.loads(text))
        return self

    def line(self, seen):
        for row in seen.get("rows") or []:
            for piece in row or []:
                self.piece(piece, not seen.get("ordered"))
        for piece in seen.get("words") or []:
            self.piece(piece, None)
        if seen.get("rows"):
            self.tables.append(seen)
        elif seen.get("words"):
            self.sentences.append(seen)

    def piece(self, piece, complete):
        if "id" not in piece:
            return
        self.printed.setdefault(piece["id"], set()).add(piece["printed"])
        if complete is not None:
            self.listed[piece["id"]] = self.listed.get(piece["id"], False) or complete

    def facts(self):
        """Each figure with something told of it."""
        for identifier, texts in self.printed.items():
            for text in texts:
                if text not in ("*", "—", ""):
                    yield place(identifier), text


def number(text):
    """A printed count; None where it is something else."""
    plain = text.replace(",", "")
    return int(plain) if re.fullmatch(r"\d+", plain) else None


def percent(text):
    """A printed share as (kind, digits): ("fine", hundredths), ("whole", percent),
    ("above", bound), ("below", bound); None where it is something else."""
    plain = text.replace(",", "")
    for kind, pattern in (("fine", r"(\d+\.\d\d)%"), ("whole", r"(\d+)%"), ("above", r">(\d+)%"), ("below", r"<(\d+)%")):
        if found := re.fullmatch(pattern, plain):
            return kind, int(found[1].replace(".", ""))
    return None

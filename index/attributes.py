"""What a question asks for beside its topic: a follow-up, a dose, a hazard ratio; and whether a sentence states it.

The table (``data/attributes.tsv``) says for each how a question names it, how a sentence states it, and what its
figure looks like. Words that only name the attribute need not be found again; the rest must stand in that sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

# What is asked of a number whatever the topic: asked for beside another attribute it says how, not what.
REMEMBERED = 256  # questions whose attributes are kept: one is read several times
SHARES = frozenset({"rate", "percentage"})
GENERAL = SHARES | {"duration", "number studied", "significance", "score"}


@dataclass(frozen=True, slots=True)
class Attribute:
    """One row: its name, and the patterns of a question, of a sentence and of a figure ("" where it needs none).

    A question is held against every row, so that its patterns are made at once; those of sentences when one is asked for.
    """

    name: str
    asked: re.Pattern[str]
    stated: str
    figure: str

    def names_in(self, sentence: str) -> bool:
        """True where a sentence speaks of it."""
        return bool(_made(self.stated).search(sentence))

    def stands_in(self, sentence: str) -> bool:
        """True where a sentence states it, its figure too where it has one."""
        return self.names_in(sentence) and bool(_made(self.figure).search(sentence))


@dataclass(frozen=True, slots=True)
class Wanted:
    """An attribute a question asks for, and where it names it (code points)."""

    attribute: Attribute
    spans: tuple[tuple[int, int], ...]

    def names(self, start: int) -> bool:
        """True where what begins at ``start`` is part of how the attribute is named."""
        return any(low <= start < high for low, high in self.spans)


@lru_cache(maxsize=REMEMBERED)
def wanted(question: str) -> tuple[Wanted, ...]:
    """The attributes a question asks for."""
    found = (Wanted(row, tuple(m.span() for m in row.asked.finditer(question))) for row in table())
    return tuple(one for one in found if one.spans)


def told(asked: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """Those of them that say what is asked: the general ones only where there is no other."""
    return tuple(one for one in asked if one.attribute.name not in GENERAL) or tuple(asked)


def figure_names() -> frozenset[str]:
    """The names of the attributes that are figures."""
    return frozenset(row.name for row in table() if row.figure)


@cache
def table() -> tuple[Attribute, ...]:
    """The shipped rows."""
    return tuple(_rows((files("index") / "data" / "attributes.tsv").read_text("utf-8").splitlines()))


def _rows(lines: Iterable[str]) -> Iterable[Attribute]:
    pieces: dict[str, str] = {}
    for line in lines:
        if line.startswith("#") or not line:
            continue
        name, *patterns = (_filled(cell, pieces) for cell in line.split("\t"))
        if name.startswith("="):
            pieces[line.split("\t")[0][1:]] = patterns[0]
        else:
            asked, stated, figure = patterns
            yield Attribute(name, _made(asked), stated, figure)


@cache
def _made(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _filled(cell: str, pieces: dict[str, str]) -> str:
    for name, piece in pieces.items():
        cell = cell.replace(name, piece)
    return cell

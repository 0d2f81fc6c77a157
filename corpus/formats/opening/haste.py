"""Where in a block of a file another export may begin, found in a few passes over all of it: rather too often than not often enough.

Each line that is found so is looked at closely afterwards (``firstlines.py``). A pattern that begins with one letter is sought at the speed of that letter, and a
rare letter by itself faster still: what may begin with many letters takes ten times as long, and each line alone a hundred times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpus.formats.opening.firstlines import AFTER_MARC, CELLS, FIRST, SIGNS
from corpus.formats.tables.table import SEARCHED


class Signs(NamedTuple):
    """Which lines are looked at. ``begins``: a line feed, and how they begin; ``columns``: whether also those that name columns, in a text of any lines; ``marks``: whether
    also those within which another export may begin.
    """

    begins: re.Pattern[bytes]
    columns: bool = False
    marks: bool = True


_AROUND = rb"[ \t\0\x1a\x0c\xef\xbb\xbf]*+"  # with the bytes of a mark of the encoding
_END = rb"[ \t]*(?:\n|\Z)"
_CLOSED = rb"ER {1,3}- ?(?=\S)|EF(?=\S)"
_FREE = frozenset("table pubmed-text ovid proquest scopus-text html".split())  # whose lines begin with anything
# How no header of a table begins, but a line of tagged text, of BibTeX, YAML or JSON; and the lengths of its first names.
_USUAL = rb'(?!  |\t|[A-Z][A-Z0-9]{1,3} {0,2}- |[A-Z][A-Z0-9] |[A-Za-z][A-Za-z -]{1,30}: |\d{3}[@A-Z]|[%{@}\]]|[\w-]{1,30} ?= ?[{"\d]|"[^"\n]{1,40}" ?:)'
_SHORT = rb"(?=[^,;\t|\n]{0,100}+[,;\t|][^,;\t|\n]{0,100}+[,;\t|])"
_TITLE = rb"tit(?:[leo]|re|ul)"
_OTHER = b"|".join(
    re.escape(name.encode())
    for name in sorted({"author", "authors"}.union(SEARCHED, map(str.capitalize, SEARCHED)))
    if not name.isascii() or (name.islower() and not re.search(_TITLE, name.encode()))
)
_HEADER = _USUAL + _SHORT + rb"(?=[^\n]*?(?:(?i:" + _TITLE + rb")|[,;\t|\"](?:(?i:" + _OTHER + rb"))[,;\t|\"]))"


@cache
def signs_of(name: str, further: bytes = b"") -> Signs:
    """Which lines are looked at behind an export of this family of formats. ``further``: how other lines begin that are looked at."""
    if name == "page":
        return Signs(_beginning([sign for called, sign in SIGNS if called.rstrip("_") in CELLS]))
    others = [sign for called, sign in SIGNS if called.rstrip("_") != name]
    lines = [b"" if name in _FREE else _HEADER, further]
    return Signs(_beginning(others, *filter(None, lines)), name in _FREE)


@cache
def sure_signs() -> Signs:
    """Which lines are looked at within XML, which may be cut off there."""
    return Signs(
        _beginning([sign for called, sign in SIGNS if called not in ("bibtex", "html") and called[-1:] != "_"])
    )


def _beginning(signs: list[bytes], *lines: bytes) -> re.Pattern[bytes]:
    """A line feed and any of some signs, whatever spaces stand before or behind it, or of some whole beginnings of lines."""
    either = b"|".join(sign.replace(rb"\s*\Z", _END).replace(rb"\Z", _END) for sign in signs)
    return re.compile(rb"\n(?:" + b"|".join((_CLOSED, _AROUND + FIRST + rb"(?:" + either + rb")", *lines)) + rb")")


_MARKS = tuple(
    re.compile(mark)
    for mark in (
        rb"TY  - [A-Z]",
        rb"PMID- ?\d",
        rb"FN (?:Clarivate|Thomson|ISI)",
        rb"cff-version: ",
        rb"Template-Type: ?ReDIF-",
        rb"\{Reference Type\}: [A-Z]",
        rb'Title"?[,;\t\n]',
    )
)
_BY_LETTER = tuple(
    (letter, re.compile(mark))
    for letter, mark in (
        (b"%", rb"%0 [A-Z]"),
        (b"@", rb"@[A-Za-z]{3,20}\{"),
        (b"?", rb"\?xml\s"),
        (b"\x1d", AFTER_MARC),
    )
)
_MARK = b"\xef\xbb\xbf"


def marks_in(text: bytes) -> list[int]:
    """The places, in order, at which within a line another export may begin, or just before which."""
    found = [one.start() for mark in _MARKS for one in mark.finditer(text)]
    for letter, mark in _BY_LETTER:
        found += [at for at in _places(text, letter) if mark.match(text, at)]
    found += [] if text.isascii() else _places(text, _MARK)
    return sorted(at for at in found if text[at - 1] != 10)


def _places(text: bytes, sought: bytes) -> Iterator[int]:
    at = text.find(sought)
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)


_TITLES = re.compile(_TITLE)
_OTHERS = tuple(
    re.compile(mark + rb"[\"' ]*+(?:" + _OTHER + rb")[\"' ]*+[,;\t|\n]")
    for mark in (rb",", rb"\t", rb";", rb"\|", rb"\n")
)


def columns_in(text: bytes) -> list[int]:
    """The places, in order, in the lines of which columns of a table may be named."""
    lowered = text.lower()
    found = (one.start() for names in (_TITLES, *_OTHERS) for one in names.finditer(lowered))
    return sorted(at for at in found if _has_cells(text, at + 1))


def _has_cells(text: bytes, at: int) -> bool:
    """Whether the line of a place has three cells."""
    begins, ends = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at)
    return any(text.count(mark, begins, None if ends < 0 else ends) > 1 for mark in (b",", b"\t", b";", b"|"))

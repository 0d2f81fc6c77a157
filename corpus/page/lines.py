"""A page's lines with their numbers."""

from __future__ import annotations

from typing import NamedTuple


class PageLine(NamedTuple):
    """A line's 1-based number, its text as printed, and the same without white space around it."""

    number: int
    raw: str
    text: str


def lines_of(text: str) -> list[PageLine]:
    """The lines of a page, whatever ends them; a byte-order mark is not part of the first."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [PageLine(number, raw, raw.strip()) for number, raw in enumerate(lines, 1)]

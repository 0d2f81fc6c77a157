"""A page's bytes → its text → its lines with their numbers."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from corpus.errors import CorpusError


class PageLine(NamedTuple):
    """A line's 1-based number, its text as printed, and the same without white space around it."""

    number: int
    raw: str
    text: str


def plain(text: str) -> str:
    """A text with every run of white space, no-break spaces too, as one space: for facts, never for quotes."""
    return " ".join(text.split())


def page_text(content: bytes, source: str) -> str:
    """The text of a saved page: UTF-8 (its byte-order mark dropped), or UTF-16 where such a mark says so.

    Raises CorpusError, in one sentence, where the bytes are no such text.
    """
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CorpusError(f"{source} is not UTF-8 text (line {line}): save the page again as UTF-8.") from error


def lines_of(text: str) -> list[PageLine]:
    """The lines of a page, whether LF, CRLF or CR ends them; a byte-order mark is not part of the first."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [PageLine(number, raw, raw.strip()) for number, raw in enumerate(lines, 1)]

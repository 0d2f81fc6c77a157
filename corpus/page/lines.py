"""A page's bytes → its text → its lines with their numbers, and the small facts printed in them: a day, a count, a short name."""

from __future__ import annotations

import codecs
import re
from datetime import date
from typing import NamedTuple

from corpus.errors import CorpusError

# By hand rather than with strptime, which reads month names in whatever language the process is set to.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SMALL = frozenset({"of", "the", "and", "in", "for", "on", "&"})
DAY = r"[0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4}"


def day(text: str) -> date | None:
    """The date of "6 Feb 2025" or "20 August 2025" (see ``DAY``); None where there is no such day."""
    number, month, year = text.split()
    try:
        return date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(number))
    except ValueError:
        return None


def count(label: str, text: str) -> int | None:
    """The number after a label ("Viewed by 1,011"); None where the text is silent or rounds it ("12k")."""
    found = re.search(rf"\b{label} ([0-9]{{1,9}}|[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}})(?![\w,.]*\w)", text)
    return int(found[1].replace(",", "")) if found else None


def abbreviates(short: str, name: str) -> bool:
    """True where a journal's short name, "Int. J. Mol. Sci.", stands for its name, or is it."""
    shorts = [word.rstrip(".").lower() for word in short.split() if word.lower() not in _SMALL]
    words = [word.lower() for word in name.split() if word.lower() not in _SMALL]
    return len(shorts) == len(words) and all(map(str.startswith, words, shorts))


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

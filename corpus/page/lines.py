"""A page's bytes → its lines with their numbers → a block for each paper; and the small facts printed in them: a day, a count."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from corpus.errors import CorpusError

# By hand rather than with strptime, which reads month names in whatever language the process is set to.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SMALL = frozenset({"of", "the", "and", "in", "for", "on", "&"})
DAY = r"[0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4}"


def day(text: str) -> date | None:
    """The date of "6 Feb 2025" or "20 August 2025" (see ``DAY``); None if there is no such day."""
    number, month, year = text.split()
    try:
        return date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(number))
    except ValueError:
        return None


def count(label: str, text: str) -> int | None:
    """The number after a label ("Viewed by 1,011"); None if there is none or it is rounded ("12k")."""
    found = re.search(rf"\b{label} ([0-9]{{1,9}}|[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}})(?![\w,.]*\w)", text)
    return int(found[1].replace(",", "")) if found else None


def abbreviates(short: str, name: str) -> bool:
    """True if ``short`` is a journal's short name ("Int. J. Mol. Sci.") for the full ``name``, or the same name."""
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


END = "Full article"
_PUBLISHED = re.compile(r"Published Papers?\b(?:\s*\((?P<count>\d{1,6}) papers?\))?")
_SIZE = re.compile(r"(?=\S)(?:(?P<pages>\d{1,5}) pages?)?(?:(?:, |^)(?P<size>\d[\d.,]* ?[KMG]i?B))?", re.ASCII)
_CITATION = re.compile(
    r"(?P<journal>\S.*?) (?P<year>[12]\d{3}), (?P<volume>[^,;()]+?)(?: ?\((?P<issue>[^()]+)\))?"
    r"(?:, (?P<number>[^,;]+?))?(?:;(?P<rest>.*)|(?P<day> - .*)?)",
    re.ASCII,
)
_LINK = re.compile(r"https?://|\bdoi:|\b10\.\d{4}", re.IGNORECASE)
_LONGEST = 500  # a printed citation is never near it; a longer line is not tried, however it is made
_HEADING = re.compile(
    r"Research|Reviews?|Others?|Editorials?|Communications?|Case Reports?|Perspectives?|Opinions?"
)
_JUMP = "Jump to:"
_TAILS = ("(This article belongs to", "Show Figure", "► Show Figure", "Figure ", "Graphical abstract", _JUMP)


@dataclass(frozen=True, slots=True)
class RecordLines:
    """One record's lines without the empty ones, and the heading ("Research") it stands under."""

    lines: tuple[PageLine, ...]
    heading: str | None

    @property
    def line(self) -> int:
        """Where it begins, counted from 1."""
        return self.lines[0].number

    @property
    def raw(self) -> str:
        """The record as printed."""
        return "\n".join(line.raw for line in self.lines)


def announced(text: str) -> re.Match[str] | None:
    """The parts of the heading the records stand below: "Published Papers (9 papers)", or without the count."""
    return _PUBLISHED.fullmatch(plain(text)) if len(text) < _LONGEST else None


def sized(text: str) -> re.Match[str] | None:
    """The parts of the line a record begins with: "22 pages, 3136 KiB", or either half of it."""
    return _SIZE.fullmatch(plain(text)) if len(text) < _LONGEST else None


def cited(text: str) -> re.Match[str] | None:
    """The parts of a line such as "Cancers 2025, 17(3), 559; https://doi.org/… - 6 Feb 2025"."""
    return _CITATION.fullmatch(plain(text)) if len(text) < _LONGEST else None


def is_linked(text: str) -> bool:
    """True for a citation that carries a link or a DOI, as a record's own does and a title never."""
    found = cited(text)
    return found is not None and _LINK.search(found["rest"] or "") is not None


def blocks(lines: Sequence[PageLine]) -> list[RecordLines]:
    """The records among the lines below "Published Papers", in order.

    A record begins at its "N pages, N KiB" line; if that line is missing, it begins at the first line after the record
    before it, so that no record disappears into its neighbour.
    """
    body = [line for line in lines if line.text]
    heading: str | None = None
    current: list[PageLine] = []
    found: list[RecordLines] = []
    ended = True
    for i, line in enumerate(body):
        if _is_heading(body, i):
            _close(current, heading, found)
            heading, current, ended = line.text, [], True
        elif sized(line.text) or (ended and not line.text.startswith(_TAILS)):
            _close(current, heading, found)
            current, ended = [line], False
        else:
            current.append(line)
        ended = ended or line.text.endswith(END)
    _close(current, heading, found)
    return found


def _is_heading(body: Sequence[PageLine], at: int) -> bool:
    following = body[at + 1].text if at + 1 < len(body) else ""
    known = _HEADING.fullmatch(body[at].text) is not None
    return following.startswith(_JUMP) or (known and sized(following) is not None)


def _close(lines: list[PageLine], heading: str | None, found: list[RecordLines]) -> None:
    """Keep the lines as a block, unless they are the page's own furniture: neither a size nor a citation in them."""
    if lines and (sized(lines[0].text) or any(is_linked(line.text) for line in lines)):
        found.append(RecordLines(tuple(lines), heading))

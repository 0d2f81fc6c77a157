"""Papers from PubMed's text, as its “Save” writes it: “Abstract (text)” and “Summary (text)”, numbered records of broken lines.

PubMed leaves the space at which it breaks a line at the line's end, so a hyphen that ends a line is the word's own.
https://pubmed.ncbi.nlm.nih.gov/help/#save-citations names both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import groupby
from pathlib import Path
from typing import Any

from corpus.authors import author, by_initials, people
from corpus.cleaning import is_rights
from corpus.formats.cells import located, without_stop
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import dated, month_of, years_in
from corpus.formats.opening.decoding import text_lines
from corpus.models import Author, Parsed, Status, graver
from corpus.retractions import PUBMED

_NUMBER = re.compile(r"(\d{1,6})([.:]) (?=\S)")
_YEAR = r"(?:1[89]|20)\d\d"
_CITED = re.compile(rf"\d{{1,6}}[.:] (?:In: |.{{2,200}}?\. {_YEAR}\b)")
_PMID = re.compile(r"PMID: (\d{1,9})\b")
_OWN = re.compile(r"^(?:PMID: \d|Author information:\s)", re.MULTILINE)
_IDENTIFIERS = re.compile(r"(?:DOI|PMCID|PMID|PII|ISBN|Bookshelf ID): ")
_HANGS = re.compile(r"(?:and|or|to|und|oder|bis|et|ou|y|o)\b")  # "pre- and postoperative"
_LABEL = re.compile(r"[A-Z][A-Z0-9 ,/&'’()-]{2,80}: ")
_MARKS = re.compile(r" ?\((?:\d{1,4}|#)\)")  # "Hay NP(1)(2)", the author's affiliations
_BRACKETED = re.compile(r"\[(?:Article in [^\]]{3,200}|No authors listed)\]\.?")
_ENDS = tuple('.!?)]%”"')
_ASIDE = re.compile(
    r"(?:Author information|Collaborators|Investigators):|(?:Publisher: )?Abstract available from the publisher"
)
_LINKED = re.compile(r"(?P<said>[A-Z][a-z]+(?: [a-z]+){0,3}) (?:in|on|of|for|from)\s*")
_BEHIND = re.compile(r"(?<=\d)\. [A-Z][a-z]{3,12}(?:, [A-Z][a-z]{3,12}){0,3}\Z")  # "5-9. German", "1-2. Review"
_GROUP = re.compile(
    r"(?:Group|Investigators|Collaborators|Consortium|Network|Committee|Society|Collaboration|Team|Initiative)\Z"
)
_PLACE = re.compile(
    r"(?:[A-Z][\w’'&-]*,? |of |the |for |and ){0,6}?(?:Department|Division|University|Institute|Hospital|School|Faculty|Cent(?:er|re)|Clinic|College|Laboratory|Service|Unit)\b"
)
_SAYS = re.compile(r"\b(?:was|were|is|are|has|have|had|we|our|this|that)\b", re.IGNORECASE)
_LONGEST_ADDRESS = 400  # characters
_FEW = 10  # names with initials for each that has none
_LONGEST_GROUP = 200  # characters of a group that stands for all authors
# What stands behind the place in a citation.
_AFTER = re.compile(
    r"\s(?:doi: |pii: |Epub |eCollection |Print |Online ahead of print|(?:Erratum|Update|Comment|Republished|Retraction|Corrected and [Rr]epublished) (?:in|of|on|from)\b|(?:PubMed )?PMID: |Available from)"
)
_ISSUE = r"\((?P<issue>[^()]{0,60}(?:\([^()]{0,60}\))?[^()]{0,60})\)"
_WHERE = (
    rf"(?P<when>{_YEAR}[^;:.]{{0,30}})(?:;(?P<volume>[^(:;]{{0,60}})(?:{_ISSUE})?)?(?:: ?(?P<pages>.{{1,80}}))?"
)
_CITATION = re.compile(rf"(?P<journal>.{{2,200}}?)\. {_WHERE}")
_SUMMARY = re.compile(rf"(?<=[.?!\]”\"]) (?P<journal>[^.?!]{{2,200}})\. {_WHERE}\Z")
_BOOK = re.compile(
    rf"In: (?P<journal>.{{1,200}}?)\. (?P<place>[^:.]{{1,60}}): (?P<publisher>[^;]{{1,100}}); .{{0,60}}?(?P<when>{_YEAR})"
)
_OF_ITSELF = {link.of_itself[1].casefold(): link.kind for link in PUBMED}


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is PubMed's text: a numbered citation, and a PMID, where records have one on a line of its own, or
    the heading of many authors' addresses, below which it may stand far down."""
    found = _NUMBER.match(head.lstrip())
    return (
        found is not None
        and (_PMID if found[2] == ":" else _OWN).search(head) is not None
        and re.search(rf"\. {_YEAR}\b|\bIn: ", head) is not None
    )


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    collector, named, cut = Collector(reading), False, 0
    for record in _records(path, collector.limits.record_chars):
        _take(record, collector)
        if isinstance(record, _Record):
            cut = 0 if record.pmids or not named else record.line
            named = named or bool(record.pmids)
    if cut:  # PubMed ends each record with its PMID
        collector.note(f"the file ends within its last record, which begins on line {cut}; it may be cut off")
    return collector.parsed(path.name)


@dataclass
class _Record:
    """A record's first line (from 1), its number in the file, what ends that number, its lines, and the PMIDs that stand as
    its own; ``most``: the characters of the longest that is kept whole.
    """

    line: int
    number: int
    mark: str
    most: int
    lines: list[str] = field(default_factory=list)
    pmids: dict[str, None] = field(default_factory=dict)
    size: int = 0

    def add(self, line: str) -> None:
        """Keep one more line, unless the record is too long already."""
        if self.size <= self.most:
            self.lines.append(line)
            self.pmids |= dict.fromkeys(self._pmids())
        self.size += len(line)

    def _pmids(self) -> list[str]:
        """The PMIDs that the last line adds: one that it begins with, or in a summary any, also if it begins on the line before."""
        if self.mark == ":":
            return _PMID.findall(_joined(self.lines[-2:]))
        return [found[1]] if (found := _PMID.match(self.lines[-1])) else []


def _records(path: Path, most: int) -> Iterator[_Record | tuple[int, str]]:
    """The records of a file; (line, text) for what stands before the first."""
    record: _Record | None = None
    blank = 2
    for number, line in enumerate(text_lines(path), 1):
        if not line.strip():
            blank += 1
        elif begun := _begun(line, number, blank, record, most):
            if record is not None:
                yield record
            record = begun
        elif record is None:
            yield number, line
        if record is not None:
            record.add(line)
        blank = blank if not line.strip() else 0
    if record is not None:
        yield record


def _begun(line: str, at: int, blank: int, before: _Record | None, most: int) -> _Record | None:
    """The record that a line begins; None if it goes on with what stands before it, such as "2. Second aim" in an abstract."""
    found = _NUMBER.match(line)
    if found is None or (before is not None and before.mark != found[2]):
        return None
    follows = before is None or int(found[1]) == before.number + 1 or _CITED.match(line) is not None
    apart = blank > 1 or (before is not None and bool(before.pmids) and (blank > 0 or found[2] == ":"))
    return _Record(at, int(found[1]), found[2], most) if follows and apart else None


def _take(record: _Record | tuple[int, str], collector: Collector) -> None:
    if isinstance(record, tuple):
        collector.note(f"what stands before the first record, from line {record[0]} on, was left out")
        return
    raw = "".join(record.lines)
    if len(record.pmids) > 1:
        collector.refuse(
            record.line, "it holds several PMIDs: records run into each other, without an empty line", raw
        )
        return
    if record.mark == ":":
        collector.note(
            "PubMed's “Summary” holds no abstracts; save the search there as “PubMed” or “Abstract” to have them"
        )
    collector.take(record.line, _summary(record) if record.mark == ":" else _whole(record), raw)


def _summary(record: _Record) -> dict[str, Any]:
    """The fields of "Hay AB, Pen O; Owl Group. Owls by ear. Owl Lett. 2021 Mar;12(3):1-9. doi: 10.5555/o.1. PMID: 77."."""
    text = _NUMBER.sub("", _joined(record.lines), count=1)
    said = _AFTER.split(text, maxsplit=1)[0].rstrip(". ")
    said = _BEHIND.sub("", said)
    names, _, behind = said.partition(". ")
    authors = (
        _authors(names, followed=_GROUP.search(names) is not None and _SUMMARY.search(behind) is not None)
        if behind
        else ()
    )
    rest = behind if authors else said
    found = _SUMMARY.search(rest)
    title = rest[: found.start()] if found else rest
    place = _placed(found) if found else {}
    return _identified(text, record) | place | {"title": without_stop(title), "authors": authors}


def _whole(record: _Record) -> dict[str, Any]:
    """The fields of a record with its abstract: blocks of lines between empty ones, in PubMed's order."""
    blocks = [list(lines) for full, lines in groupby(record.lines, lambda line: bool(line.strip())) if full]
    cited = _NUMBER.sub("", _joined(blocks[0]), count=1)
    end = next((at for at, block in enumerate(blocks) if at and _IDENTIFIERS.match(block[0])), len(blocks))
    named = "\n".join(_parts(blocks[end], _IDENTIFIERS)) if end < len(blocks) else ""
    links = [block for block in blocks[2:end] if _is_link(block)]
    texts = [block for block in blocks[2:end] if not _is_link(block) and not _BRACKETED.fullmatch(_joined(block))]
    explained = len(texts) > 1 and _ASIDE.match(texts[1][0]) is not None
    authors = _authors(_joined(texts[0]), explained, len(texts) > 1) if texts else ()
    texts = texts[bool(authors) :]
    if authors and len(texts) > 1 and _is_address(_joined(texts[0])):
        texts = texts[1:]
    said = [
        "\n".join(_parts(one, _LABEL)).removeprefix("Publisher: ") for one in texts if not _ASIDE.match(one[0])
    ]
    rights = said.pop() if len(said) > 1 and is_rights(said[-1]) else None
    return (
        _identified(f"{named}\n{cited}", record)
        | _cited(cited)
        | {"title": without_stop(_joined(blocks[1])) if end > 1 < len(blocks) else "", "authors": authors}
        | {"abstract": "\n".join(said), "rights": rights, "status": _status(links)}
    )


def _identified(text: str, record: _Record) -> dict[str, Any]:
    doi = re.search(r"\bdoi: ?(\S+)", text, re.IGNORECASE)
    return {"doi": doi[1] if doi else None, "pmid": next(iter(record.pmids), None)}


def _cited(text: str) -> dict[str, Any]:
    """What a citation says: journal, date, volume, issue and pages; of a chapter, its book."""
    if book := _BOOK.match(text):
        said = {"journal": book["journal"], "publisher": book["publisher"], "publisher_place": book["place"]}
        return said | {"kind": "chapter", "year": book["when"]}
    found = _CITATION.fullmatch(_AFTER.split(text, maxsplit=1)[0].rstrip(". "))
    return (
        _placed(found) if found else {"journal": text.partition(". ")[0], "year": next(iter(years_in(text)), None)}
    )


def _placed(found: re.Match[str]) -> dict[str, Any]:
    when = found["when"].strip()
    return {
        "journal": found["journal"],
        "year": when[:4],
        "published": dated(when),
        "month": month_of(when),
        "volume": found["volume"],
        "issue": found["issue"],
        **located(found["pages"]),
    }


def _authors(line: str, sure: bool = False, followed: bool = False) -> tuple[Author, ...]:
    """The authors of a line, none if it is none: most of its names have initials, or a group stands alone for all.
    ``sure``: their affiliations follow; ``followed``: another text does.
    """
    names = _MARKS.sub("", line).rstrip(".")  # the stop ends the list and is no initial's
    parts = re.split(r"[,;]\s+", names)
    short = [by_initials(part) for part in parts]
    if 0 < _FEW * short.count(None) < len(parts):  # a name in full among many
        return tuple(found or author(part) for found, part in zip(short, parts, strict=True))
    if sure or short.count(None) * 2 < len(parts):
        return people(names)
    alone = followed and len(names) <= _LONGEST_GROUP and ": " not in names
    return people(names) if alone and author(names).is_group else ()


def _is_address(paragraph: str) -> bool:
    """Whether the paragraph behind the authors is the address of one, which PubMed printed without a heading before 2014."""
    return len(paragraph) <= _LONGEST_ADDRESS and bool(_PLACE.match(paragraph)) and not _SAYS.search(paragraph)


def _is_link(block: Sequence[str]) -> bool:
    """Whether a block names other records: "Erratum in", "Comment on" …"""
    return _LINKED.fullmatch(block[0].strip()) is not None


def _status(links: Sequence[Sequence[str]]) -> Status | None:
    """What became of the paper, from headings such as "Retraction in"."""
    headings = (
        "".join(line.split()).casefold() for block in links for line in block if _LINKED.fullmatch(line.strip())
    )
    found = (Status(kind=_OF_ITSELF[one]) for one in headings if one in _OF_ITSELF)
    return reduce(graver, found, None)


def _parts(lines: Sequence[str], begins: re.Pattern[str]) -> list[str]:
    """The paragraphs of a block: one begins where a label, or an identifier, stands first on a line, behind a finished one."""
    parts: list[list[str]] = []
    for line in lines:
        if not parts or (
            begins.match(line) and (begins is _IDENTIFIERS or parts[-1][-1].rstrip().endswith(_ENDS))
        ):
            parts.append([])
        parts[-1].append(line)
    return list(map(_joined, parts))


def _joined(lines: Sequence[str]) -> str:
    """Broken lines as one."""
    pieces: list[str] = []
    for line in lines:
        piece = line.rstrip("\n")
        if pieces and (not pieces[-1].endswith("-") or _HANGS.match(piece)):
            pieces[-1] = f"{pieces[-1].rstrip()} "
            piece = piece.lstrip()
        pieces.append(piece)
    return "".join(pieces).strip()

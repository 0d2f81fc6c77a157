"""Papers from the text that Scopus exports ("Plain text"): authors, title and place a line each, then fields by their names in capitals.

https://service.elsevier.com/app/answers/detail/a_id/11810/supporthub/scopus/ tells which fields there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from corpus.authors import people
from corpus.cleaning.printed_names import is_nobody
from corpus.formats.cells import KINDS, issn_in, located
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.links import best_doi
from corpus.formats.opening.decoding import text_lines
from corpus.limits import too_long
from corpus.models import Author, Parsed
from corpus.patterns import late

_BEGINS = late(r"\s{0,100}(?:#\s?)?Scopus[ \t]{0,9}\n(?:#\s?)?EXPORT DATE:")
_HEAD = re.compile(r"(?:#\s?)?(?:Scopus|EXPORT DATE:.*)\s*\Z")
_END = "SOURCE: Scopus"
_NAMED = (
    "ABBREVIATED SOURCE TITLE|ABSTRACT|AFFILIATIONS|AUTHOR FULL NAMES|AUTHOR KEYWORDS|AUTHORS WITH AFFILIATIONS|CHEMICALS/CAS|CODEN|CONFERENCE [A-Z]{4,10}|CORRESPONDENCE ADDRESS|DOCUMENT TYPE|DOI|EDITORS"
    "|FUNDING (?:DETAILS|TEXT)(?: \\d{1,2})?|INDEX KEYWORDS|ISBN|ISSN|LANGUAGE OF ORIGINAL DOCUMENT|MANUFACTURERS|MOLECULAR SEQUENCE NUMBERS|OPEN ACCESS|PUBLICATION STAGE|PUBLISHER|PUBMED ID|REFERENCES|SOURCE"
    "|SPONSORS|TRADENAMES"
)
_FIELD = late(rf"({_NAMED}): ?(.*)", re.DOTALL)
_PLACE = late(r"\((?P<year>(?:1[5-9]|20)\d\d)\) (?P<rest>.{2,600})")
_LINK = late(r"https?://www\.scopus\.com/\S{0,200}?eid=(2-s2\.0-\d{6,14})\S{0,400}")
_CITED = late(r"\.? ?Cited (?:by )?(\d{1,7}) times?\.?")
_VOLUME = late(
    r"(?P<volume>(?=[^\s()]{0,20}\d)[\w./-]{1,20}(?: [A-Z]{2,8}(?:-[A-Z]{2,8})?)?)?(?: ?\((?P<issue>[^()]{1,40})\))?"
)


class _Record(NamedTuple):
    """A record's first line (from 1) and its lines; whether its last one has come."""

    line: int
    lines: list[str]
    is_whole: bool

    @property
    def raw(self) -> str:
        return "".join(self.lines)


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is Scopus' text."""
    return _BEGINS.match(head) is not None


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    collector = Collector(reading)
    for record in _records(path, collector.limits.record_chars):
        if reason := too_long(sum(map(len, record.lines)), collector.limits):
            collector.refuse(record.line, reason, record.raw)
        else:
            collector.take(record.line, _fields(record.lines), record.raw)
        if not record.is_whole:
            collector.note(
                f"the file ends within its last record, which begins on line {record.line}; it may be cut off"
            )
    return collector.parsed(path.name)


def _records(path: Path, most: int) -> Iterator[_Record]:
    """The records of a file, each up to the line that says where it is from; of one that is too long only as much is kept as shows that it is."""
    begun, lines, size = 0, list[str](), 0
    for number, line in enumerate(text_lines(path), 1):
        bare = line.strip()
        if not lines and (not bare or _HEAD.match(bare)):
            continue
        begun = begun if lines else number
        size += len(line)
        if size <= most or not lines:
            lines.append(line)
        elif size - len(line) <= most:
            lines.append(line[:most])
        if bare == _END:
            yield _Record(begun, lines, True)
            lines, size = [], 0
    if lines:
        yield _Record(begun, lines, False)


def _fields(lines: list[str]) -> dict[str, Any]:
    head, told = _parted(lines)
    at = next((n for n, line in enumerate(head) if _PLACE.fullmatch(line)), len(head))
    link = next(filter(None, (_LINK.match(line) for line in head)), None)
    doi = best_doi(told.get("DOI"))
    return {
        "doi": doi,
        "pmid": told.get("PUBMED ID") or None,
        "source_id": link[1] if link and not doi else None,
        "title": head[at - 1] if 0 < at < len(head) else next(iter(head), ""),
        "authors": _authors(told.get("AUTHOR FULL NAMES", ""), head[0] if at > 1 else ""),
        "type": told.get("DOCUMENT TYPE"),
        "kind": KINDS.get(told.get("DOCUMENT TYPE", "").casefold()),
        "short_journal": told.get("ABBREVIATED SOURCE TITLE"),
        "publisher": told.get("PUBLISHER"),
        "issn": issn_in(_dashed(told.get("ISSN", ""))),
        "keywords": [one for word in told.get("AUTHOR KEYWORDS", "").split(";") if (one := word.strip())],
        "abstract": told.get("ABSTRACT"),
        **(_place(head[at]) if at < len(head) else {}),
    }


def _parted(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """The lines before the first field, and the fields; a further line of a field goes on with it."""
    head, told, name = list[str](), dict[str, str](), ""
    for line in lines:
        if found := _FIELD.fullmatch(line.strip()):
            name = found[1]
            told.setdefault(name, found[2])
            # names of authors stand before the title
            name = "" if name == "AUTHOR FULL NAMES" else name
        elif not name and line.strip():
            head.append(line.strip())
        elif name and line.strip():
            told[name] = f"{told[name]}\n{line.strip()}"
    return head, told


def _authors(full: str, short: str) -> list[Author]:
    written = full or short
    return [] if is_nobody(written.strip("[]")) or written.startswith("[No author") else list(people(written))


def _place(line: str) -> dict[str, Any]:
    """Year, journal, volume, issue, pages or number, and by how many the paper was cited: "(2021) Owl Letters, 24 (3), art. no. 33, pp. 1-9, . Cited 5 times."."""
    found = _PLACE.fullmatch(line)
    if found is None:
        return {}
    *parts, last = found["rest"].split(", ")
    cited = _CITED.fullmatch(last)
    told: dict[str, Any] = {"year": found["year"], "cited_by": cited[1] if cited else None}
    parts += [] if cited else [last.rstrip(" .")]
    while len(parts) > 1 and (parts[-1].strip(" .") == "" or parts[-1].startswith(("pp. ", "p. ", "art. no. "))):
        kind, _, value = parts.pop().strip(" .").rpartition(". ")
        if value:
            told |= {"article_number": value} if kind.startswith("art") else located(value)
    if len(parts) > 1 and (volume := _VOLUME.fullmatch(parts[-1])):
        told |= {name: value for name, value in volume.groupdict().items() if value}
        parts.pop()
    return told | {"journal": ", ".join(parts).strip('"')}


def _dashed(number: str) -> str:
    """An ISSN as it is printed, of which Scopus leaves the dash out."""
    return re.sub(r"\b(\d{4})(\d{3}[\dXx])\b", r"\1-\2", number)

"""Papers from text that tells each line by line, "name: value", with the names that a table has as its columns: CNKI's ("Title-题名: …"),
SinoMed's and JDream's ("【标题】…"), and what people write by hand. And Embase's, whose names have a line of their own with the value below it
("TITLE"), or stand in a row's first cell ("TITLE","…"), in CSV and in workbooks.

A record begins with the name that the file begins with. Within an abstract a line is text unless its name is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableError
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.opening.decoding import text_lines
from corpus.formats.tables import rowfields, table
from corpus.formats.tables.columns import FIELDS, named
from corpus.formats.text.tagged import collected
from corpus.formats.text.tags import TaggedRecord, Tags
from corpus.models import Parsed
from corpus.patterns import late

_LINE = late(
    r"(?:【(?=[^】\n]{1,24}】))?((?<=【)[^】\n]{1,24}|[^\W\d_][^:：;,.\n【】]{0,40}?(?=[ \t]?[:：]))(?:】|[ \t]?[:：](?!//))[ \t]*+(.*)",
    re.DOTALL,
)
_OF_EMBASE = (
    r"TITLE|ORIGINAL (?:\(?NON-ENGLISH\)? )?(?:TITLE|ABSTRACT)|AUTHOR (?:NAMES|ADDRESSES|KEYWORDS)|CORRESPONDENCE ADDRESS|EDITORS|AiP/IP ENTRY DATE"
    r"|FULL RECORD ENTRY DATE|SOURCE(?: TITLE)?|PUBLICATION (?:YEAR|TYPE)|DATE OF PUBLICATION|VOLUME|ISSUE|(?:FIRST |LAST )?PAGES?|ISSN|ISBN"
    r"|BOOK PUBLISHER|CONFERENCE (?:NAME|LOCATION|DATE|EDITORS)|ABSTRACT|SUMMARY|EMTREE [A-Z]+ INDEX TERMS(?: \(MAJOR FOCUS\))?"
    r"|(?:DRUG|DEVICE) (?:TRADE ?NAMES?|MANUFACTURERS?)|CAS REGISTRY NUMBERS?|MOLECULAR SEQUENCE NUMBERS?|EMBASE (?:CLASSIFICATIONS?|ACCESSION ID|LINK)"
    r"|CLINICAL TRIAL NUMBERS?|(?:ARTICLE|SUMMARY) LANGUAGE|LANGUAGE OF (?:ARTICLE|SUMMARY)|MEDLINE PMID|PUI|DOI|(?:FULL TEXT|OPEN URL) LINK|COPYRIGHT"
)
_OF_ITS_ROWS = {"TITLE", "AUTHOR NAMES", "SOURCE"}  # two of which begin a record there
_BELOW = Tags(
    tag=re.compile(rf"\s{{0,8}}(RECORD(?= \d{{1,7}}\s*$)|(?:{_OF_EMBASE})(?=\s*$))([ \d]*)\s*$"),
    begins=re.compile(r"\s{0,8}TITLE\s*$"),
    first="TITLE",
    last=None,
    frame=frozenset({"RECORD"}),
)
_BESIDE = Tags(
    tag=re.compile(rf'"?(RECORD(?= \d)|{_OF_EMBASE})(?:"?,|(?= \d{{1,7}}"?,*\s*$))(.*)', re.DOTALL),
    begins=re.compile(r'"?TITLE"?,'),
    first="TITLE",
    last=None,
    quoted=True,
    frame=frozenset({"RECORD"}),
)
_LEAST, _LOOKED_AT = 3, 60  # fields of a first record that are known; lines
_SURE = frozenset({"journal", "abstract", "doi", "pmid"})  # what nothing has that is no paper, beside a title
_SEVERAL = frozenset({"authors", "keywords", "editors"})


@dataclass(frozen=True)
class _Names(Tags):
    """Tags that are names of columns, however they are written."""

    def match(self, line: str, record: TaggedRecord | None) -> re.Match[str] | None:
        """The name of a line; None for a line of text."""
        found = self.tag.match(line)
        if found is None or found[1] == self.first or _field(found[1]):
            return found
        return None if record is not None and record.tags and _field(record.tags[-1][0]) == "abstract" else found


def _field(name: str) -> str | None:
    return FIELDS.get(named(name))


def looks_like(head: str) -> bool:
    """Whether a file begins with such a record: its first line has a name, and enough of those below it are of columns."""
    if is_embases(head):
        return True
    lines = head.strip().split("\n", _LOOKED_AT)[:_LOOKED_AT]
    names = [found[1] for line in lines if (found := _LINE.match(line))]
    begun = _LINE.match(lines[0])
    if begun is None or not begun[2].strip():
        return False
    again = next((at for at, name in enumerate(names) if at and name == names[0]), len(names))
    known = {field for name in names[:again] if (field := _field(name))}
    return len(known) >= _LEAST and "title" in known and not known.isdisjoint(_SURE)


def is_embases(head: str) -> bool:
    """Whether a file begins as Embase's exports with a line for each name do."""
    return _embases(head.strip().split("\n", _LOOKED_AT)) is not None


def _embases(lines: Sequence[str]) -> Tags | None:
    """How Embase wrote these lines, with which a file begins; None if it did not."""
    for tags in (_BELOW, _BESIDE):
        if lines and tags.tag.match(lines[0]):
            told = {found[1] for line in lines if (found := tags.tag.match(line))}
            return tags if len(_OF_ITS_ROWS & told) > 1 else None
    return None


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    lines = (line for line in text_lines(path) if line.strip())
    if tags := _embases([*islice(lines, _LOOKED_AT)]):
        cell = _cells if tags is _BESIDE else _lines
        return collected(path, tags, Collector(reading), partial(_fields, cell=cell))
    counts = Counter(found[1] for line in text_lines(path) if (found := _LINE.match(line)))
    first = next(iter(counts), "")
    titles = max((count for name, count in counts.items() if _field(name) == "title"), default=0)
    if titles > counts[first]:
        raise UnreadableError(
            f"{path.name} does not begin each of its {titles:,} records with “{first}”, as the first; put that line first in each, or save them as a table."
        )
    begins = re.compile(rf"【?{re.escape(first)}(?:】|[ \t]?[:：](?!//))")
    return collected(path, _Names(tag=_LINE, begins=begins, first=first, last=None), Collector(reading), _fields)


def _cell(record: TaggedRecord, name: str, several: bool) -> str:
    """What a record says under a name; where it says it several times, of people and keywords all, else the first."""
    said = record.texts(name) or [""]
    return ";".join(said) if several else said[0]


def _lines(record: TaggedRecord, name: str, several: bool) -> str:
    """What a record says in the lines below a name: one text, or people and keywords, each on a line or divided by marks."""
    said = record.lines_of(name)
    if not several or any(";" in line or line.endswith(",") for line in said):
        return "\n".join(record.texts(name))
    return ";".join(said)


def _cells(record: TaggedRecord, name: str, several: bool) -> str:
    """What a record says in the cells behind a name: one text, or people and keywords with a cell each."""
    cells = table.split("\n".join(record.lines_of(name)), ",")
    return (";" if several else " ").join(filter(None, map(str.strip, cells)))


def _fields(record: TaggedRecord, cell: Callable[[TaggedRecord, str, bool], str] = _cell) -> dict[str, Any]:
    names = list(dict.fromkeys(name for name, _ in record.tags))
    columns = table.fields_in(names)
    several = {names[at] for field in _SEVERAL & columns.keys() for at in columns[field]}
    return rowfields.fields_of([cell(record, name, name in several) for name in names], columns)

"""Lines of tags and values ("AU  - Kang, D."), as RIS and PubMed's NBIB have them → records with their place and raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from corpus.formats.collecting import Collector
from corpus.formats.opening import LONGEST_LINE, text_lines

_NUMBER = re.compile(r"\d*[.)]?")  # some exports number their records


@dataclass
class TaggedRecord:
    """One record: where it begins (line from 1), its tags with the lines of their values in order, its lines as they stand.

    ``begun``: False for lines that stand before, between or after the records and belong to none.
    """

    line: int
    begun: bool = True
    tags: list[tuple[str, list[str]]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    size: int = 0

    @property
    def overlong(self) -> bool:
        """True for one that no paper's record is as long as; only its beginning is held."""
        return self.size > LONGEST_LINE

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Its tags with their values, once all of it is read."""
        return [(tag, " ".join(filter(None, lines))) for tag, lines in self.tags]

    @property
    def raw(self) -> str:
        """The record as it stands in the file."""
        return "".join(self.lines)

    def all(self, *tags: str) -> list[str]:
        """The values of some tags that say something, in the file's order."""
        return [value for tag, value in self.pairs if tag in tags and value]

    def first(self, *tags: str) -> str | None:
        """The first value of the first of these tags that has one."""
        return next((found[0] for tag in tags if (found := self.all(tag))), None)


def records(path: Path, tag: re.Pattern[str], first: str, last: str | None) -> Iterator[TaggedRecord]:
    """The records of a file. ``tag`` matches (tag, value); a record begins with ``first`` and ends with ``last``.

    A record whose end is missing ends where the next one begins, so that none is lost; lines without a tag belong to
    the value before them, and what belongs to no record is given as one that was never begun. Raises CorpusError where
    the file is no text.
    """
    record: TaggedRecord | None = None
    for number, line in enumerate(text_lines(path), 1):
        found = tag.match(line)
        if found and found[1] == first:
            if record is not None:
                yield record
            record = TaggedRecord(number)
        if record is None:
            if not line.strip():
                continue
            record = TaggedRecord(number, begun=False)
        record.size += len(line)
        if not record.overlong:
            record.lines.append(line)
        if found and found[1] == last:
            yield record
            record = None
        elif record.overlong:
            continue
        elif found:
            record.tags.append((found[1], [(found[2] or "").strip()]))
        elif line.strip() and record.tags:
            record.tags[-1][1].append(line.strip())
    if record is not None:
        yield record


def unfit(collector: Collector, record: TaggedRecord) -> bool:
    """Refuse a record that is too long; whether it was."""
    if record.overlong:
        collector.refuse(
            record.line, f"it is longer than {LONGEST_LINE // 2**20} MB; no paper's record is", record.raw
        )
    return record.overlong


def strayed(collector: Collector, record: TaggedRecord, first: str) -> int:
    """Report lines that belong to no record: refused where they are tags, else noted; how many records they count as."""
    if record.tags or record.overlong:
        collector.refuse(record.line, f"it does not begin with {first}, as every record does", record.raw)
        return 1
    if not _NUMBER.fullmatch(record.raw.strip()):
        last = record.line + len(record.raw.rstrip().splitlines()) - 1
        where = f"line {record.line} belongs" if last == record.line else f"lines {record.line} to {last} belong"
        collector.note(f"{where} to no record and said nothing that is read")
    return 0


def counted(path: Path, begins: re.Pattern[str]) -> int:
    """How many lines begin a record: a count that knows nothing of how records are read."""
    return sum(1 for line in text_lines(path) if begins.match(line))

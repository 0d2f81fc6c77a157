"""Lines of tags and values ("AU  - Kang, D."), as RIS and PubMed's NBIB have them → records with their place and raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.formats.opening import text_lines


@dataclass
class TaggedRecord:
    """One record: where it begins (line from 1), its tags with their values in order, its lines as they stand."""

    line: int
    pairs: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

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
    the value before them. Raises CorpusError where the file is no text.
    """
    record: TaggedRecord | None = None
    for number, line in enumerate(text_lines(path), 1):
        found = tag.match(line)
        if found and found[1] == first:
            if record is not None:
                yield record
            record = TaggedRecord(number)
        if record is None:
            continue
        record.lines.append(line)
        if found and found[1] == last:
            yield record
            record = None
        elif found:
            record.pairs.append((found[1], (found[2] or "").strip()))
        elif line.strip() and record.pairs:
            name, value = record.pairs[-1]
            record.pairs[-1] = (name, f"{value} {line.strip()}".strip())
    if record is not None:
        yield record


def counted(path: Path, begins: re.Pattern[str]) -> int:
    """How many lines begin a record: a count that knows nothing of how records are read."""
    return sum(1 for line in text_lines(path) if begins.match(line))

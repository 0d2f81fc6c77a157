"""Lines of tags and values ("AU  - Kang, D."), as in RIS and PubMed's NBIB → records with place and raw text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.formats.collecting import Collector
from corpus.formats.opening.decoding import LONGEST_LINE, text_lines
from corpus.formats.text.tags import TaggedRecord, Tags, parted, runs_on
from corpus.limits import too_long
from corpus.models import Parsed

_RUNS_ON = "it holds several titles and years: records run into each other, without an empty line"
SHOWN = 5  # places of idle lines that are told
_ENDS = re.compile(r"[A-Z]{2}\s{0,2}-\s*(?=[A-Z]{2}\s{0,2}-)")  # "ER  - TY  - JOUR"
# Some exports number their records; Ovid puts addresses below each, and the Cochrane Library who wrote it above.
_NUMBER = re.compile(
    r"(?:Link to the Ovid [^\n]*\s*)?(?:Record #\d+ of \d+\s*(?:Provider: [^\n]*\s*)?(?:Content: [^\n]*\s*)?)?\d*[.)]?"
)


def records(path: Path, tags: Tags, most: int = LONGEST_LINE) -> Iterator[TaggedRecord]:
    """The records of a file; of a record longer than ``most`` characters only the beginning is kept.

    A record without an end stops where the next one begins, so that none is lost; lines without a tag belong to
    the value before them. Lines outside records are returned as a record with ``begun`` False. Raises
    CorpusError if the file is not a text.
    """
    record: TaggedRecord | None = None
    for number, line in _apart(path, tags):
        found = tags.match(line, record)
        if found and found[1] == tags.first:
            if record is not None and (record.begun or record.ended or not record.tells(tags)):
                yield from parted(record, tags)
                record = None
            record = record or TaggedRecord(number, most=most)
            record.begun, record.joint = True, tags.joint_of(found)
        if record is None:
            if not line.strip():
                continue
            record = TaggedRecord(number, begun=False, most=most)
        if record.add(line, found, tags):
            yield from parted(record, tags)
            record = None
    if record is not None:
        yield from parted(record, tags)


def collected(
    path: Path, tags: Tags, collector: Collector, fields: Callable[[TaggedRecord], dict[str, Any]]
) -> Parsed:
    """The papers of a file and the report that balances; ``fields`` reads the fields of a record.

    Lines outside records are noted. Raises CorpusError.
    """
    strays, idle, record, ends = 0, list[int](), None, Counter[str]()
    for one in records(path, tags, collector.limits.record_chars):
        if record is not None and record.tags:
            ends[record.tags[-1][0]] += 1
        record = one
        if not record.begun and (record.tells(tags) or record.overlong):
            strays += 1
            record.begun = True
        if record.begun and (reason := too_long(record.size, collector.limits)):
            collector.refuse(record.line, reason, record.raw)
        elif record.begun and runs_on(record, tags):
            collector.refuse(record.line, _RUNS_ON, record.raw)
        elif record.begun:
            collector.take(record.line, fields(record), record.raw)
        elif any(tag not in tags.frame for tag, _ in record.tags) or (
            not record.tags and not _NUMBER.fullmatch(record.raw.strip())
        ):
            idle.append(record.line)
    if record is not None and record.is_cut(tags, ends):
        collector.note(
            f"the file ends within its last record, which begins on line {record.line}; it may be cut off"
        )
    if idle:
        collector.note(f"{_lines(idle)} to no record and was left out")
    return collector.parsed(path.name, _counted(path, tags) + strays)


def _lines(numbers: Sequence[int]) -> str:
    """Name the beginnings of some parts: "what begins on lines 1, 8 and 3 more belongs"."""
    if len(numbers) == 1:
        return f"what begins on line {numbers[0]} belongs"
    shown = ", ".join(map(str, numbers[:SHOWN]))
    more = f" and {len(numbers) - SHOWN:,} more" if len(numbers) > SHOWN else ""
    return f"what begins on lines {shown}{more} belongs"


def _counted(path: Path, tags: Tags) -> int:
    """The number of lines that begin a record, counted independently of how records are read."""
    return sum(1 for _, line in _apart(path, tags) if tags.begins.match(line))


def _apart(path: Path, tags: Tags) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers. A line that ends one record and begins the next, as where two files
    were put together, is two."""
    is_behind = True
    for number, line in enumerate(text_lines(path), 1):
        if tags.gaps:
            if is_behind and tags.tag.match(line):
                yield number, f"{tags.first} \n"
            is_behind = not line.strip()
        if tags.raised:
            line = tags.raised.sub(lambda found: found[0].upper(), line, count=1)
        if line[-1:] != "\n" and line.rstrip() == tags.last:  # half of it, where the file is cut off
            yield number, f"{tags.last}  - "
        elif tags.last is None or not line.startswith(tags.last) or (found := _ENDS.match(line)) is None:
            yield number, line
        elif tags.begins.match(line, found.end()):
            yield from ((number, f"{found[0].rstrip()}\n"), (number, line[found.end() :]))
        else:
            yield number, line

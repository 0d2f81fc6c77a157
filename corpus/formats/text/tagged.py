"""Lines of tags and values ("AU  - Kang, D."), as in RIS and PubMed's NBIB → records with place and raw text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.formats.collecting import Collector
from corpus.formats.opening.decoding import LONGEST_LINE, text_lines
from corpus.limits import too_long
from corpus.models import Parsed

_ALIKE = 3  # records that tell how all of a file end
SHOWN = 5  # places of idle lines that are told
_ENDS = re.compile(r"[A-Z]{2}\s{0,2}-\s*(?=[A-Z]{2}\s{0,2}-)")  # "ER  - TY  - JOUR"
_NO_WORD = re.compile(r"(?![a-z])")
# Some exports number their records; Ovid puts addresses below each, and the Cochrane Library who wrote it above.
_NUMBER = re.compile(
    r"(?:Link to the Ovid [^\n]*\s*)?(?:Record #\d+ of \d+\s*(?:Provider: [^\n]*\s*)?(?:Content: [^\n]*\s*)?)?\d*[.)]?"
)
_SENTENCE_ENDS = re.compile(r"[.!?][)\]”\"’']?$")


@dataclass(frozen=True)
class Tags:
    """How a format writes tags: ``tag`` matches (tag, value) of a line, ``begins`` a line that begins a record. A
    record begins with the tag ``first`` and ends with ``last`` (None: where the next one begins).

    ``telling``: tags that only a paper's record has; lines with one of them are a record even if ``first`` comes late
    or is missing. ``frame``: tags of the file itself, before and after all records.

    The others tell tags from lines of text that look like them. ``joint``: all tag lines of a record have the same
    spaces before the hyphen as its ``first`` line, except that a ``single`` tag, whose value is always one line, may
    follow another of these. ``once``: tags that a record has once; a second one is text. Behind one of the tags
    ``abstract``, a line is text if its tag is also a word ("DO", "AN") and its value does not look as ``shaped`` says,
    or if its tag is not ``known`` (where these are given) and its value begins with a small letter.

    ``gaps``: no tag begins a record, but an empty line; ``first`` is put there. ``surely``: every program writes the tag ``last``. ``usual``: where it has no ``last``, the tag with which the
    source ends its records. ``quoted``: a value has quotation marks around it. ``raised``: how a line with a tag in small letters begins, in a file that writes them so; it is read with capitals.
    """

    tag: re.Pattern[str]
    begins: re.Pattern[str]
    first: str
    last: str | None
    telling: frozenset[str] = frozenset()
    frame: frozenset[str] = frozenset()
    joint: bool = False
    once: frozenset[str] = frozenset()
    shaped: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    abstract: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    raised: re.Pattern[str] | None = None
    surely: bool = False
    gaps: bool = False
    usual: str | None = None
    quoted: bool = False

    def match(self, line: str, record: TaggedRecord | None) -> re.Match[str] | None:
        """The tag of a line inside a record; None for a line of text."""
        found = self.tag.match(line)
        if found and record is not None and found[1] in self.once and found[1] in record.held:
            return None
        if found and record is not None and self._is_word(found, record):
            return None
        if found is None or not self.joint or record is None or record.joint is None or found[1] == self.first:
            return found
        if line.startswith(record.joint, found.end(1)) or (found[1] == self.last and not (found[2] or "").strip()):
            return found
        before = record.tags[-1] if record.tags else ("", [])
        beside = found[1] in self.single and before[0] in self.single and len(before[1]) == 1
        return found if beside and line.startswith(" - ", found.end(1)) else None

    def _is_word(self, found: re.Match[str], record: TaggedRecord) -> bool:
        """Whether a tag is a word of the abstract that is being read."""
        if not record.tags or record.tags[-1][0] not in self.abstract:
            return False
        shape = self.shaped.get(found[1], _NO_WORD if self.known and found[1] not in self.known else None)
        return shape is not None and shape.match(found[2] or "") is None

    def joint_of(self, found: re.Match[str]) -> str | None:
        """The spaces between a line's tag and its hyphen, with the hyphen."""
        return found.string[found.end(1) : found.string.index("-", found.end(1)) + 1] if self.joint else None


@dataclass
class TaggedRecord:
    """One record: its first line (from 1), its tags with the lines of their values in order, its lines unchanged, and the names
    of the tags it has (``held``).

    ``begun``: False for lines before, between or after the records; ``closed``: True for one that has its end.
    """

    line: int
    begun: bool = True
    joint: str | None = None
    tags: list[tuple[str, list[str]]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    size: int = 0
    most: int = LONGEST_LINE
    closed: bool = False

    @property
    def overlong(self) -> bool:
        """True if the record is longer than any paper's; only its beginning is kept."""
        return self.size > self.most

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Its tags with their values, after all lines were read."""
        return [(tag, " ".join(filter(None, lines))) for tag, lines in self.tags]

    @cached_property
    def _values(self) -> dict[str, list[str]]:
        """The non-empty values of each tag, in order."""
        found: dict[str, list[str]] = {}
        for tag, value in self.pairs:
            if value:
                found.setdefault(tag, []).append(value)
        return found

    @property
    def raw(self) -> str:
        """The record's text as in the file."""
        return "".join(self.lines)

    @property
    def ended(self) -> bool:
        """Whether the last line read is empty."""
        return bool(self.lines) and not self.lines[-1].strip()

    def tells(self, tags: Tags) -> bool:
        """Whether it has a tag that only a paper's record has, and one more tag."""
        return len(self.held) > 1 and not self.held.isdisjoint(tags.telling)

    def is_cut(self, tags: Tags, ends: Mapping[str, int]) -> bool:
        """Whether the record does not end as its format ends one. If the format has no end tag, it ends as ``ends`` says: the last
        tags of the records before it, each with its count; only if those agree does another tag count as a cut, and in the middle of a
        line so if there are two. Whose end tag some programs forget is cut only there, too.
        """
        if not self.begun or not self.tags or self.closed:
            return False
        is_within = not self.lines[-1].endswith("\n")
        if tags.last is not None:
            return is_within or tags.surely
        if is_within and ((tags.usual and not ends) or (tags.quoted and self.raw.count('"') % 2)):
            return self.tags[-1][0] != tags.usual
        alike = len(ends) <= 1 + is_within and sum(ends.values()) >= _ALIKE * len(ends)
        return bool(ends) and alike and self.tags[-1][0] not in ends

    def all(self, *tags: str) -> list[str]:
        """The non-empty values of some tags, in the file's order."""
        there = [tag for tag in tags if tag in self._values]
        if len(there) < 2:
            return list(self._values[there[0]]) if there else []
        return [value for tag, value in self.pairs if tag in there and value]

    def lines_of(self, tag: str) -> list[str]:
        """The lines of a tag's values; some programs write a tag once, and then one value on each line."""
        return [line for found, lines in self.tags if found == tag for line in lines if line]

    def texts(self, *tags: str) -> list[str]:
        """The values of some tags as texts; a line that begins a sentence after a finished one begins a paragraph."""
        return [_flowing(lines) for found, lines in self.tags if found in tags and any(lines)]

    def first(self, *tags: str) -> str | None:
        """The first value of the first of these tags that has one."""
        for tag in tags:
            if found := self._values.get(tag):
                return found[0]
        return None


def _flowing(lines: Sequence[str]) -> str:
    said = [line for line in lines if line]
    if len(said) == 1:
        return said[0]
    joints = ("\n" if _SENTENCE_ENDS.search(one) and other[:1].isupper() else " " for one, other in pairwise(said))
    return said[0] + "".join(joint + line for joint, line in zip(joints, said[1:], strict=True))


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
                yield record
                record = None
            record = record or TaggedRecord(number, most=most)
            record.begun, record.joint = True, tags.joint_of(found)
        if record is None:
            if not line.strip():
                continue
            record = TaggedRecord(number, begun=False, most=most)
        record.size += len(line)
        if not record.overlong:
            record.lines.append(line)
        if found and found[1] == tags.last:
            record.closed = True
            yield record
            record = None
        elif record.overlong:
            continue
        elif found:
            record.tags.append((found[1], [(found[2] or "").strip()]))
            record.held.add(found[1])
        elif line.strip() and record.tags:
            record.tags[-1][1].append(line.strip())
    if record is not None:
        yield record


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

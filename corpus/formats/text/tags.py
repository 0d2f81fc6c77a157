"""How a format of tagged lines writes its tags, and one record of such a file, as far as it was read: tags with the lines of their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from corpus.formats.opening.decoding import LONGEST_LINE

_ALIKE = 3  # records that tell how all of a file end
_NO_WORD = re.compile(r"(?![a-z])")
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
    ``titles``: of which a record has each once; behind an empty line a second one is another record's, whose beginning is missing. With one of the
    ``years`` twice, too, it is so without the line, and nothing tells where.
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
    titles: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()

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

    def add(self, line: str, found: re.Match[str] | None, tags: Tags) -> bool:
        """Take up a line, and the tag that it has; returns whether that closes the record."""
        self.size += len(line)
        if not self.overlong:
            self.lines.append(line)
        self.closed = found is not None and found[1] == tags.last
        if self.closed or self.overlong:
            return self.closed
        if found:
            self.tags.append((found[1], [(found[2] or "").strip()]))
            self.held.add(found[1])
        elif line.strip() and self.tags:
            self.tags[-1][1].append(line.strip())
        return False

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


def parted(record: TaggedRecord, tags: Tags) -> Iterator[TaggedRecord]:
    """A record, or the several that it is: one without its beginning stands behind an empty line, and has a title, or the last tag, of its own."""
    own = tags.titles if tags.usual is None else tags.titles | {tags.usual}
    if record.overlong or not _lines_with(record, tags, own):
        yield record
        return
    gaps = [at for at in range(1, len(record.lines)) if not record.lines[at - 1].strip()]
    begins, held = [0], set[str]()
    for at, end in pairwise([0, *gaps, len(record.lines)]):
        part = _part(record, tags, at, end)
        if own & held & part.held and part.tells(tags):
            begins.append(at)
            held.clear()
        held |= part.held
    for at, end in pairwise([*begins, len(record.lines)]):
        yield _part(record, tags, at, end)


def _part(record: TaggedRecord, tags: Tags, start: int, end: int) -> TaggedRecord:
    """Some lines of a record as a record of their own."""
    part = TaggedRecord(record.line + start, not start and record.begun, record.joint, most=record.most)
    for line in record.lines[start:end]:
        part.add(line, tags.match(line, part), tags)
    return part


def _lines_with(record: TaggedRecord, tags: Tags, names: frozenset[str]) -> list[list[str]]:
    """What stands behind each of some tags that begin several lines of a record, also where the second one is text within it."""
    raw, found = record.raw, dict[str, list[str]]()
    doubled = {name for name in names if raw.count(name) > 1}
    for line in record.lines if doubled else ():
        if (one := tags.tag.match(line)) and one[1] in doubled:
            found.setdefault(one[1], []).append((one[2] or "").strip())
    return [values for values in found.values() if len(values) > 1]


def runs_on(record: TaggedRecord, tags: Tags) -> bool:
    """Whether a record is two, the first without its end and the second without its beginning: it has two titles, and two years."""
    titles = _lines_with(record, tags, tags.titles)
    return any(len(set(values)) > 1 for values in titles) and bool(_lines_with(record, tags, tags.years))

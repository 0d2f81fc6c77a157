"""Papers that need not stay in memory while they are read, joined and written: a few do, many are set aside on disk, each
as its canonical line.

    heap.append(paper); heap.replace(place, other)      papers come one by one, and may be replaced
    papers = heap.all()                                 a tuple if they are few, a ``Pile`` if they are many
"""

from __future__ import annotations

import os
import sys
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from tempfile import TemporaryFile
from typing import overload

from corpus.canonical import line_of
from corpus.errors import CorpusError
from corpus.models import Paper
from corpus.private import why
from corpus.remembering import remembered

FEW = 2_000  # papers that stay in memory; each takes some eight thousand bytes there
ALL = sys.maxsize
REMEMBERED = 64  # papers that were asked for last
_PIECE = 2**20  # bytes that are written at once
_ROOM = 1024  # names that the table has room for at first
_HASH = 2**64 - 1


class _File:
    """Keys and lines of papers in a nameless file, which disappears with the process, however that ends. What the disk
    refuses stays in memory. Raises CorpusError if the disk does not return what it stored.
    """

    def __init__(self) -> None:
        self._written, self._waiting, self._is_full = 0, bytearray(), False
        self.known = remembered(self.paper, REMEMBERED)
        try:
            with TemporaryFile(prefix="marrow-") as file:
                self._file = os.dup(file.fileno())
        except OSError:
            self._is_full = True
        else:
            weakref.finalize(self, os.close, self._file)

    def add(self, paper: Paper, line: bytes | None = None) -> tuple[int, int]:
        """Append a paper; returns its start and its size (the key's size times 2³² plus the line's)."""
        key, line = paper.key.encode(), line or line_of(paper)
        at = self._written + len(self._waiting)
        self._waiting += key + line
        if len(self._waiting) >= _PIECE and not self._is_full:
            self._write()
        return at, len(key) << 32 | len(line)

    def key(self, at: int, size: int) -> str:
        """A paper's key."""
        return self._read(at, size >> 32).decode()

    def line(self, at: int, size: int) -> bytes:
        """A paper's line."""
        return self._read(at + (size >> 32), size & 0xFFFFFFFF)

    def paper(self, at: int, size: int) -> Paper:
        """A paper, made anew; ``known`` remembers the last ones."""
        return Paper.model_validate_json(self.line(at, size))

    def _write(self) -> None:
        try:
            while self._waiting:
                done = os.pwrite(self._file, self._waiting, self._written)
                del self._waiting[:done]
                self._written += done
        except OSError:
            self._is_full = True

    def _read(self, at: int, size: int) -> bytes:
        there = max(0, min(size, self._written - at))
        behind = at + there - self._written
        try:
            content = os.pread(self._file, there, at) if there else b""
            return content + self._waiting[behind : behind + size - there]
        except OSError as error:
            said = f"What was set aside in the folder for temporary files could not be read: {why(error)}."
            raise CorpusError(said) from None


class Pile(Sequence[Paper]):
    """Papers on disk, in their order; each is made when it is asked for."""

    def __init__(self, file: _File, marks: array[int], sizes: array[int]) -> None:
        """``marks``, ``sizes``: where each paper begins in the file, and its size."""
        self._file, self._marks, self._sizes = file, marks, sizes

    def __len__(self) -> int:
        """How many papers there are."""
        return len(self._marks)

    @overload
    def __getitem__(self, at: int) -> Paper: ...
    @overload
    def __getitem__(self, at: slice) -> Pile: ...
    def __getitem__(self, at: int | slice) -> Paper | Pile:
        """A paper by its place, or several."""
        if isinstance(at, slice):
            return Pile(self._file, self._marks[at], self._sizes[at])
        return self._file.known(self._marks[at], self._sizes[at])

    def __iter__(self) -> Iterator[Paper]:
        """All papers, none of which is remembered."""
        return map(self._file.paper, self._marks, self._sizes)

    def lines(self) -> Iterator[bytes]:
        """The papers' canonical lines, in UTF-8."""
        return map(self._file.line, self._marks, self._sizes)

    def keys(self) -> Iterator[str]:
        """The papers' keys."""
        return map(self._file.key, self._marks, self._sizes)

    @cached_property
    def by_key(self) -> Pile:
        """The papers sorted by key."""
        keys = list(self.keys())
        return self.chosen(sorted(range(len(keys)), key=keys.__getitem__))

    def chosen(self, places: Iterable[int]) -> Pile:
        """The papers of these places, in that order."""
        wanted = array("Q", places)
        marks, sizes = (array("Q", map(every.__getitem__, wanted)) for every in (self._marks, self._sizes))
        return Pile(self._file, marks, sizes)

    def changed(self, papers: Mapping[int, Paper]) -> Pile:
        """The same with other papers in some places."""
        marks, sizes = self._marks[:], self._sizes[:]
        for place, paper in papers.items():
            marks[place], sizes[place] = self._file.add(paper)
        return Pile(self._file, marks, sizes)


class Heap:
    """Papers that come one by one. More than ``few`` (None: usually) are set aside on disk."""

    def __init__(self, few: int | None = None) -> None:
        self._most = FEW if few is None else few
        self._few: list[Paper] = []
        self._file: _File | None = None
        self._marks, self._sizes = array("Q"), array("Q")

    def __len__(self) -> int:
        """How many papers there are."""
        return len(self._marks) if self._file else len(self._few)

    def __getitem__(self, place: int) -> Paper:
        """The paper in a place."""
        return self._file.known(self._marks[place], self._sizes[place]) if self._file else self._few[place]

    def append(self, paper: Paper, line: bytes | None = None) -> None:
        """Add a paper; ``line``: its canonical line, where that is known."""
        if self._file is None and len(self._few) < self._most:
            self._few.append(paper)
            return
        mark, size = (self._file or self._set_aside()).add(paper, line)
        self._marks.append(mark)
        self._sizes.append(size)

    def replace(self, place: int, paper: Paper) -> None:
        """Put another paper in the place of one."""
        if self._file:
            self._marks[place], self._sizes[place] = self._file.add(paper)
        else:
            self._few[place] = paper

    def extend(self, papers: Iterable[Paper]) -> None:
        """Add some papers in their order."""
        for paper, line in lined(papers):
            self.append(paper, line)

    def all(self, since: int = 0) -> Sequence[Paper]:
        """The papers there are by now, or those ``since`` a place."""
        if self._file is None:
            return tuple(self._few[since:])
        papers = Pile(self._file, self._marks[since:], self._sizes[since:])
        return papers if len(papers) > self._most else tuple(papers)

    def _set_aside(self) -> _File:
        self._file = _File()
        for paper in self._few:
            mark, size = self._file.add(paper)
            self._marks.append(mark)
            self._sizes.append(size)
        self._few.clear()
        return self._file


def lined(papers: Iterable[Paper]) -> Iterator[tuple[Paper, bytes | None]]:
    """Papers, each with its canonical line if that need not be made."""
    if isinstance(papers, Pile):
        return ((Paper.model_validate_json(line), line) for line in papers.lines())
    return ((paper, None) for paper in papers)


def lines_of(papers: Iterable[Paper]) -> Iterator[bytes]:
    """The canonical lines of some papers, in UTF-8."""
    return papers.lines() if isinstance(papers, Pile) else map(line_of, papers)


def keys_of(papers: Iterable[Paper]) -> Iterator[str]:
    """The keys of some papers."""
    return papers.keys() if isinstance(papers, Pile) else (paper.key for paper in papers)


def sorted_by_key(papers: Iterable[Paper]) -> Sequence[Paper]:
    """Papers in the order of their keys."""
    return papers.by_key if isinstance(papers, Pile) else sorted(papers, key=lambda paper: paper.key)


def chosen(papers: Sequence[Paper], places: Sequence[int]) -> Sequence[Paper]:
    """The papers of some places, in that order."""
    return papers.chosen(places) if isinstance(papers, Pile) else tuple(map(papers.__getitem__, places))


def with_others(papers: Sequence[Paper], others: Mapping[int, Paper]) -> Sequence[Paper]:
    """Papers with others in some places."""
    if isinstance(papers, Pile):
        return papers.changed(others)
    return tuple(others.get(place, paper) for place, paper in enumerate(papers)) if others else papers


def mapped(papers: Iterable[Paper], change: Callable[[Paper], Paper | None]) -> Sequence[Paper]:
    """The papers after a change of each, in memory or on disk like the old ones; None: the paper is left out."""
    heap = Heap(None if isinstance(papers, Pile) else ALL)
    for paper, line in lined(papers):
        if (now := change(paper)) is not None:
            heap.append(now, line if now is paper else None)
    return heap.all()


class NamePlaces:
    """Which papers have a name, by their places. Of a name only its hash is kept: some 40 bytes for each at the most."""

    def __init__(self, room: int = _ROOM) -> None:
        """``room``: for how many names there is room at first, a power of two."""
        self._slots = array("I", bytes(4 * room))  # by hash: the first of a name's entries, counted from 1
        self._hashes, self._places = array("Q"), array("I")  # of each entry
        self._next, self._last = array("I"), array("I")  # the next entry of its name, and of a first one the last
        self._newest = -1  # the highest place by now

    def places(self, name: str) -> Iterable[int]:
        """The places of the papers with a name, in the order of their arrival. Two names may share a hash (one pair in
        2⁶⁴, another in each process), so the caller compares the papers.
        """
        first = self._slots[self._slot(hash(name) & _HASH)]
        return self._of_entries(first) if first else ()

    def note(self, names: Iterable[str], place: int) -> None:
        """Note that the paper in a place has some names."""
        is_new, self._newest = place > self._newest, max(place, self._newest)
        for name in dict.fromkeys(names):
            if is_new or place not in self.places(name):  # which takes as long as a name has papers
                self._add(hash(name) & _HASH, place)

    def _of_entries(self, entry: int) -> Iterator[int]:
        while entry:
            yield self._places[entry - 1]
            entry = self._next[entry - 1]

    def _slot(self, hashed: int) -> int:
        """Where the first entry of a hash is named, or would be."""
        slots, hashes, last = self._slots, self._hashes, len(self._slots) - 1
        at = hashed & last
        while (entry := slots[at]) and hashes[entry - 1] != hashed:
            at = at + 1 & last
        return at

    def _add(self, hashed: int, place: int) -> None:
        self._hashes.append(hashed)
        self._places.append(place)
        self._next.append(0)
        entry = len(self._hashes)
        self._last.append(entry)
        at = self._slot(hashed)
        if first := self._slots[at]:
            self._next[self._last[first - 1] - 1] = entry
            self._last[first - 1] = entry
        else:
            self._slots[at] = entry
            if 2 * entry > len(self._slots):
                self._grow()

    def _grow(self) -> None:
        """Double the room."""
        firsts = [entry for entry in self._slots if entry]
        self._slots = array("I", bytes(8 * len(self._slots)))
        for entry in firsts:
            self._slots[self._slot(self._hashes[entry - 1])] = entry

"""The papers of a large library as a sequence and as a mapping by key; each paper is read on demand, usually
from disk."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import overload

from corpus.errors import CorpusError
from corpus.models import Paper
from corpus.patterns import late
from corpus.pile import Pile
from corpus.private import read_own, write_whole
from corpus.records import ANEW, Keys, Records, key_hash, write_keys

_MARK = late("[0-9a-f]{16}")
REMEMBERED = 512  # papers kept after they were read
FEW = 5_000  # papers: of so small a library all are kept


class KeptPapers(Sequence[Paper], ABC):
    """Papers outside memory, in their library's order."""

    @abstractmethod
    def of_key(self, key: str) -> Paper | None:
        """A paper; None where no paper has the key."""

    @abstractmethod
    def of_hash(self, hashed: int) -> Paper | None:
        """The paper whose key has a hash; None where none has."""

    @abstractmethod
    def keys(self) -> Iterator[str]:
        """The keys, in the library's order."""

    def of_keys(self, keys: Iterable[str]) -> list[Paper]:
        """Those papers that have the keys, in the keys' order; a key none has is passed over."""
        found = (self.of_key(key) for key in dict.fromkeys(keys))
        return [paper for paper in found if paper is not None]


class Shelf(KeptPapers):
    """Papers on disk, in their library's order. ``numbers``: the record number of each. ``is_small``: all papers
    stay in memory once they were read.
    """

    def __init__(self, records: Records, numbers: array[int], keys: Keys) -> None:
        self.records, self.numbers, self.table = records, numbers, keys
        self.is_small = len(numbers) <= FEW
        self.record = lru_cache(maxsize=FEW if self.is_small else REMEMBERED)(partial(_paper, records))

    @classmethod
    def open(cls, path: Path, records: int, papers: int, generation: str) -> Shelf:
        """A shelf of so many records and papers. Raises CorpusError if a file is cut off or missing."""
        numbers = array("I")
        try:
            numbers.frombytes(read_own(_numbers(path, generation), papers * numbers.itemsize))
        except (OSError, ValueError):
            numbers = array("I")
        if len(numbers) != papers:
            raise CorpusError(f"{path} is damaged; {ANEW}.")
        return cls(Records(path, records), numbers, Keys(_keys(path, generation), papers))

    def __len__(self) -> int:
        """How many papers there are."""
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> Paper: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Paper, ...]: ...
    def __getitem__(self, at: int | slice) -> Paper | tuple[Paper, ...]:
        """A paper by its place, or several."""
        if isinstance(at, slice):
            return tuple(self.record(number) for number in self.numbers[at])
        return self.record(self.numbers[at])

    def __iter__(self) -> Iterator[Paper]:
        """All papers; those of a large library are read once and not kept."""
        return map(self.record if self.is_small else partial(_paper, self.records), self.numbers)

    def number(self, key: str) -> int | None:
        """The number of a paper's record; None if no paper has the key."""
        return next((number for number in self.table.numbers(key) if self.record(number).key == key), None)

    def holds(self, key: str, line: bytes) -> int | None:
        """The number of the record with this key and canonical line; None if there is none."""
        return next((number for number in self.table.numbers(key) if self.records[number] == line), None)

    def of_key(self, key: str) -> Paper | None:
        """A paper; None where no paper has the key."""
        for number in self.table.numbers(key):
            paper = self.record(number)
            if paper.key == key:
                return paper
        return None

    def keys(self) -> Iterator[str]:
        """The keys, in the library's order."""
        return (key_of(self.records[number]) for number in self.numbers)

    def of_hash(self, hashed: int) -> Paper | None:
        """The paper whose key has a hash; None where none has."""
        return next(map(self.record, self.table.of_hash(hashed)), None)


def _paper(records: Records, number: int) -> Paper:
    return Paper.model_validate_json(records[number])


class ByKey(Mapping[str, Paper]):
    """The papers of a shelf by their key."""

    def __init__(self, shelf: KeptPapers) -> None:
        self._shelf = shelf

    def __getitem__(self, key: str) -> Paper:
        """A paper. Raises KeyError."""
        found = self._shelf.of_key(key)
        if found is None:
            raise KeyError(key)
        return found

    def __len__(self) -> int:
        """How many papers there are."""
        return len(self._shelf)

    def __iter__(self) -> Iterator[str]:
        """The keys, in the library's order."""
        return self._shelf.keys()


class PiledByKey(Mapping[str, Paper]):
    """Papers that were set aside on disk, by their key."""

    def __init__(self, pile: Pile) -> None:
        self._pile, self._places = pile, {key: at for at, key in enumerate(pile.keys())}

    def __getitem__(self, key: str) -> Paper:
        """A paper. Raises KeyError."""
        return self._pile[self._places[key]]

    def __contains__(self, key: object) -> bool:
        """Whether a paper has the key; no paper is read for that."""
        return key in self._places

    def __len__(self) -> int:
        """How many papers there are."""
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        """The keys, in the library's order."""
        return iter(self._places)

    def line(self, key: str) -> bytes:
        """The canonical line of a paper. Raises KeyError."""
        at = self._places[key]
        return next(self._pile[at : at + 1].lines())


def by_key(papers: Sequence[Paper]) -> Mapping[str, Paper]:
    """Papers by key; read on demand if they are not in memory."""
    if isinstance(papers, Pile):
        return PiledByKey(papers)
    return ByKey(papers) if isinstance(papers, KeptPapers) else {paper.key: paper for paper in papers}


def mark_of(key: str) -> str:
    """Sixteen hex digits that stand for a key if space is short (Discord's custom ids)."""
    return f"{key_hash(key):016x}"


def is_mark(text: str) -> bool:
    """True for a possible result of ``mark_of``."""
    return _MARK.fullmatch(text) is not None


def marked(papers: Sequence[Paper], mark: str) -> Paper | None:
    """The paper that a mark stands for: found by a table if papers are on disk, else by going through all."""
    if isinstance(papers, KeptPapers):
        return papers.of_hash(int(mark, 16))
    return next((paper for paper in papers if mark_of(paper.key) == mark), None)


def papers_of(papers: Sequence[Paper], keys: Iterable[str]) -> list[Paper]:
    """The papers with these keys, in the order of the keys; unknown keys are skipped."""
    if isinstance(papers, KeptPapers):
        return papers.of_keys(keys)
    held = by_key(papers)
    return [held[key] for key in dict.fromkeys(keys) if key in held]


def write_shelf(path: Path, generation: str, hashes: array[int]) -> None:
    """Write that the papers are the first records in order, and the table of their keys, given as their hashes."""
    write_whole(_numbers(path, generation), array("I", range(len(hashes))).tobytes())
    write_keys(_keys(path, generation), hashes)


def write_changed(
    path: Path,
    generation: str,
    before: Shelf,
    numbers: array[int],
    gone: Mapping[str, int],
    new: Mapping[str, int],
) -> None:
    """The same for a changed shelf: the record numbers of its papers in order, and the removed and added papers
    by key."""
    write_whole(_numbers(path, generation), numbers.tobytes())
    before.table.write_changed(_keys(path, generation), gone, new)


def key_of(line: bytes) -> str:
    """The key of a paper (see ``Paper.key``), from its canonical line."""
    record = json.loads(line)
    return str(record.get("doi") or record.get("source_id") or record.get("pmid") or record.get("url"))


def _numbers(path: Path, generation: str) -> Path:
    return path.with_name(f"{path.name}.{generation}.order")


def _keys(path: Path, generation: str) -> Path:
    return path.with_name(f"{path.name}.{generation}.keys")

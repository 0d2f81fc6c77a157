"""The interface of every ranking engine, their names, and which of them is used for a library of a given size. It is small on
purpose: a new engine is a class with one method and a name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal, Protocol

from index.models import Hit

Keep = Callable[[str], bool]


class Among:
    """A filter that keeps papers whose key is in ``keys`` and which ``says`` (if given) keeps. It is a class, so
    that an engine on another machine can send the keys with its request."""

    def __init__(self, keys: frozenset[str], says: Keep | None = None) -> None:
        self.keys, self._says = keys, says

    def __call__(self, key: str) -> bool:
        """True if the paper with this key may be found."""
        return key in self.keys and (self._says is None or self._says(key))


def idf(size: float, n: float) -> float:
    """Lucene's weight of a term that ``n`` of ``size`` passages have, which is always above 0."""
    return math.log(1 + (size - n + 0.5) / (n + 0.5))


class Engine(Protocol):
    """Ranks passages for weighted terms. Its search is asynchronous, because one engine is on another machine."""

    @property
    def name(self) -> str:
        """The engine's name in the log."""
        ...

    async def search(self, terms: Mapping[str, float], k: int, keep: Keep | None = None) -> list[Hit]:
        """The best ``k`` passages that contain at least one of the terms, by score, then in the library's order.

        ``terms`` maps each analysed term to its weight (> 0). ``keep`` takes a paper's key and returns True if
        the paper may be found; None: all papers may. Passages without any of the terms are never returned.
        """
        ...


Name = Literal["auto", "rank-bm25", "tantivy", "opensearch"]
K1, B = 1.2, 0.75  # of BM25 where the settings name no others: Lucene's
LARGE = 2_000  # papers: with more, the engine on disk is better in every column of tests/benchmarks
LONG = (
    8_000_000  # characters, twice those of LARGE papers: more are not kept in memory, even if the papers are few
)
Passages = Iterable[tuple[str, str, str]]  # passage id, paper key, terms joined by spaces


class KeptEngine(Engine, Protocol):
    """An engine whose index is on disk, where papers can be added and removed."""

    @property
    def generation(self) -> str:
        """The name of the index's present state; it is different after every change."""
        ...

    def add(self, passages: Passages) -> None:
        """Add passages. They are committed when this returns."""
        ...

    def remove(self, keys: Iterable[str]) -> None:
        """Remove all passages of the papers with these keys. The change is committed when this returns."""
        ...


class KeptEngines(Protocol):
    """Makes and opens an engine whose index is on disk."""

    def create(self, folder: Path, passages: Passages, k1: float, b: float) -> KeptEngine:
        """Write the index of some passages, read as a stream, into a folder. ``k1`` and ``b``: the parameters of
        BM25."""
        ...

    def open(self, folder: Path) -> KeptEngine:
        """Open an index made by ``create``. Raises RetrievalError if it is missing or damaged."""
        ...


def chosen(name: Name, papers: int, characters: int = 0) -> str:
    """The engine's name for a library; "auto" is decided by the number of papers and of characters in their
    texts."""
    if name == "auto":
        return "tantivy" if papers >= LARGE or characters >= LONG else "rank-bm25"
    return name


def is_remote(name: Name) -> bool:
    """True if libraries are in a search cluster and not on this machine."""
    return name == "opensearch"

"""The ranking engines by name, and which of them is used for a library of a given size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal, Protocol

from corpus.errors import RetrievalError
from index.engine import Engine

Name = Literal["auto", "rank-bm25", "tantivy", "opensearch"]
LARGE = 2_000  # papers: with more, the engine on disk is better in every column of tests/benchmarks
LONG = (
    8_000_000  # characters, twice those of LARGE papers: more are not kept in memory, even if the papers are few
)
Passages = Iterable[tuple[str, str, Sequence[str]]]  # passage id, paper key, terms
Progress = Callable[[int], None]


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


def kept(name: str) -> KeptEngines:
    """What makes and opens the named engine's index on disk. Raises RetrievalError if no engine with an index on
    disk has this name."""
    if name == "tantivy":
        from index.tantivy_engine import TantivyEngine

        return TantivyEngine
    if name == "rank-bm25":
        from index.bm25 import KeptRankBM25

        return KeptRankBM25
    raise RetrievalError(f"“{name}” is no engine that keeps its index on disk.")

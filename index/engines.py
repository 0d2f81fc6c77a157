"""The ranking engines by name, and which of those on this machine serves a library of some size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal, Protocol

from corpus.errors import RetrievalError
from index.engine import Engine

Name = Literal["auto", "rank-bm25", "tantivy", "opensearch"]
LARGE = 2_000  # papers: from here on tests/benchmarks shows the engine on disk ahead in every column
LONG = (
    8_000_000  # characters of texts, twice what so many papers have: more is not for memory, however few they are
)
Passages = Iterable[tuple[str, str, Sequence[str]]]  # passage id, paper key, terms
Progress = Callable[[int], None]


class KeptEngine(Engine, Protocol):
    """An engine whose index lies on disk and is changed paper by paper. ``generation`` names its state."""

    @property
    def generation(self) -> str:
        """Another name after every change."""
        ...

    def add(self, passages: Passages) -> None:
        """Add passages; committed when this returns."""
        ...

    def remove(self, keys: Iterable[str]) -> None:
        """Take all passages of some papers away; committed when this returns."""
        ...


class KeptEngines(Protocol):
    """How an engine on disk is made and opened."""

    def create(self, folder: Path, passages: Passages, k1: float, b: float) -> KeptEngine:
        """Index passages into a folder, reading them as a stream."""
        ...

    def open(self, folder: Path) -> KeptEngine:
        """Open what ``create`` made. Raises RetrievalError where it is missing or damaged."""
        ...


def chosen(name: Name, papers: int, characters: int = 0) -> str:
    """The engine for a library of so many papers, whose texts have so many characters."""
    if name == "auto":
        return "tantivy" if papers >= LARGE or characters >= LONG else "rank-bm25"
    return name


def is_remote(name: Name) -> bool:
    """True where libraries live in a search cluster, and not on this machine."""
    return name == "opensearch"


def kept(name: str) -> KeptEngines:
    """How the engine of a name is kept on disk. Raises RetrievalError where no such engine is."""
    if name == "tantivy":
        from index.tantivy_engine import TantivyEngine

        return TantivyEngine
    if name == "rank-bm25":
        from index.bm25 import KeptRankBM25

        return KeptRankBM25
    raise RetrievalError(f"“{name}” is no engine that keeps its index on disk.")

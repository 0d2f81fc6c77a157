"""Questions that require reading a whole library (its state, an old state's papers, the difference between two).
A large library is read in a separate process (``python -m corpus.looking``), so that it burdens neither the event loop nor
the memory of the caller.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection, Iterable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from corpus.child import work
from corpus.difference import Change, compared
from corpus.models import Corpus, Model
from corpus.processes import Work, WorkLimits, in_process
from corpus.progress import Progress
from corpus.shelf import papers_of
from corpus.store import CorpusStore

FEW = 300_000  # bytes of a library's papers; what has fewer is read in a tenth of a second or two


class State(Model):
    """The digest of a library as it is now."""

    what: Literal["state"] = "state"


class Snapshot(Model):
    """A library's state by its digest, or the beginning of the digest, with the papers that have these ``keys``."""

    what: Literal["snapshot"] = "snapshot"
    digest: str
    keys: tuple[str, ...]


class Differ(Model):
    """The changes from one state to another, by their digests."""

    what: Literal["differ"] = "differ"
    before: str
    after: str


class Prune(Model):
    """Remove states written before a moment that are not ``needed``; returns their number."""

    what: Literal["prune"] = "prune"
    before: datetime
    needed: tuple[str, ...]


class Look(Work):
    """What is asked about a library."""

    root: Path
    library: str
    asked: Annotated[State | Snapshot | Differ | Prune, Field(discriminator="what")]

    @property
    def undone(self) -> str:
        """That it was not found out."""
        return f"The library “{self.library}” was not read"


def look(asked: Look, progress: Progress) -> Any:
    """The answer to a look, in JSON types. Raises CorpusError."""
    store, wanted = CorpusStore(asked.root), asked.asked
    if isinstance(wanted, State):
        return store.state(asked.library)
    if isinstance(wanted, Snapshot):
        corpus = store.snapshot(asked.library, wanted.digest)
        papers = tuple(papers_of(corpus.papers, wanted.keys))
        return corpus.model_copy(update={"papers": papers}).model_dump(mode="json")
    if isinstance(wanted, Differ):
        old, new = (store.snapshot(asked.library, one) for one in (wanted.before, wanted.after))
        return (
            compared(old, new).change({paper.key: paper.title for paper in new.papers if paper.title}).model_dump()
        )
    return store.prune(asked.library, wanted.before, wanted.needed)


class Looking:
    """Looks at the libraries below a folder without blocking the event loop. Every method raises CorpusError."""

    def __init__(self, store: CorpusStore, limits: WorkLimits, turn: AbstractAsyncContextManager[Any]) -> None:
        """``turn``: a semaphore that is held while a process reads; it limits how many read at once."""
        self._store, self._limits, self._turn = store, limits, turn

    async def state(self, library: str) -> str:
        """The digest of a library as it is now."""
        known = await asyncio.to_thread(self._store.known_state, library)
        return known if known is not None else str(await self._looked(library, State()))

    async def snapshot(self, library: str, digest: str, keys: Iterable[str]) -> Corpus:
        """A library's state, with its papers that have the keys, in the order of the keys."""
        found = await self._looked(library, Snapshot(digest=digest, keys=tuple(keys)))
        return Corpus.model_validate(found)

    async def change(self, library: str, before: str, after: str) -> Change:
        """What changed between two states that are kept."""
        return Change.model_validate(await self._looked(library, Differ(before=before, after=after)))

    async def prune(self, library: str, before: datetime, needed: Collection[str]) -> int:
        """Remove old states that are not needed; returns their number."""
        return int(await self._looked(library, Prune(before=before, needed=tuple(needed))))

    async def _looked(self, library: str, asked: State | Snapshot | Differ | Prune) -> Any:
        wanted = Look(limits=self._limits, root=self._store.root, library=library, asked=asked)
        if await asyncio.to_thread(self._store.size, library, FEW) < FEW:
            return await asyncio.to_thread(look, wanted, lambda done: None)
        async with self._turn:
            return await in_process("corpus.looking", wanted)


if __name__ == "__main__":
    sys.exit(work(Look, look))

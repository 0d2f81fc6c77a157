"""Makes a library's index without blocking the program: a long job runs in a process of its own.

    index = await index_aside(CorpusStore(root), library, settings, engine, limits, progress)

The process (``python -m index.aside``) may be ended at any moment, has limits of time and memory, and ends with the
program that started it. A small library is indexed in a thread, because that is quicker than starting a process.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

from corpus.child import work
from corpus.errors import RetrievalError
from corpus.processes import Work, WorkLimits, in_process
from corpus.progress import Progress, silent
from corpus.store import CorpusStore
from index import engines
from index.kept.libraries import index_of, opened
from index.library import LibraryIndex, Settings

FEW = 300_000  # bytes of papers; a library with fewer is read within 0.2 seconds


class Job(Work):
    """An index to make."""

    failure = RetrievalError
    root: Path
    library: str
    settings: Settings
    engine: engines.Name

    @property
    def undone(self) -> str:
        """The beginning of the message that the work failed."""
        return f"The index of “{self.library}” was not made"


async def index_aside(
    store: CorpusStore,
    library: str,
    settings: Settings,
    engine: engines.Name = "auto",
    limits: WorkLimits | None = None,
    progress: Progress = silent,
    turn: AbstractAsyncContextManager[None] | None = None,
) -> LibraryIndex:
    """The index of a library in its present state. The event loop is not blocked meanwhile.

    ``progress`` is called with the number of papers done. If this call is cancelled, the process is ended, and
    its unfinished index is never read. Each call may start a process: ``turn`` is entered before and left after
    it, so that the caller can limit how many run at once. Raises CorpusError or RetrievalError, with one
    sentence each, also if a limit is reached.
    """
    job = Job(root=store.root, library=library, settings=settings, engine=engine, limits=limits or WorkLimits())
    if await asyncio.to_thread(_has_few, store, library):
        return await asyncio.to_thread(_made, job)
    index = await asyncio.to_thread(_there, job)
    if index is None:
        async with turn or nullcontext():
            await in_process("index.aside", job, progress)
        index = await asyncio.to_thread(_there, job)
    if index is None:
        raise RetrievalError(
            f"The index of “{library}” was made, but cannot be opened; look at the disk it is on."
        )
    return index


def _has_few(store: CorpusStore, library: str) -> bool:
    return store.size(library, FEW) < FEW


def _there(job: Job) -> LibraryIndex | None:
    """The index on disk of the library's present state; None if there is none or it cannot be used."""
    store = CorpusStore(job.root)
    state = store.known_state(job.library)
    return opened(store.folder(job.library), job.library, state, job.settings, job.engine) if state else None


def _made(job: Job) -> LibraryIndex:
    return made(CorpusStore(job.root), job)


def made(store: CorpusStore, job: Job, progress: Progress = silent, keep: bool = False) -> LibraryIndex:
    """The index of a job's library, opened or made in this thread; the library's snapshot is saved. ``keep``:
    put also a small library's index on disk. Raises CorpusError or RetrievalError."""
    return index_of(
        store.folder(job.library),
        job.library,
        store.state(job.library),
        lambda: store.loaded_and_kept(job.library),
        job.settings,
        job.engine,
        progress,
        keep,
    )


def _make(job: Job, progress: Progress) -> None:
    made(CorpusStore(job.root), job, progress, keep=True)


if __name__ == "__main__":
    sys.exit(work(Job, _make))

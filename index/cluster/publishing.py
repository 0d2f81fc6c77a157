"""``python -m index.cluster.publishing``: the process that puts a large library into the cluster while the bot
continues to answer."""

from __future__ import annotations

import asyncio
import sys
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

from pydantic import Field, SecretStr

from corpus.child import work
from corpus.errors import MarrowError, RetrievalError
from corpus.processes import Work, in_process
from corpus.progress import Progress, silent
from corpus.store import CorpusStore
from index.cluster.connection import Cluster
from index.cluster.libraries import publish
from index.cluster.settings import ClusterSettings
from index.library import Settings

FEW = 300_000  # bytes of papers; a library with fewer is sent in a second or two


class Publishing(Work):
    """A library to put into a cluster. ``password`` is a field of its own, as settings hide theirs when they are
    written; the process reads it from standard input."""

    root: Path
    library: str
    settings: Settings
    cluster: ClusterSettings
    password: str = Field("", repr=False)

    @property
    def undone(self) -> str:
        """The beginning of the message that the work failed."""
        return f"The library “{self.library}” was not put into the search cluster"

    def trouble(self, why: str) -> MarrowError:
        """The error for a library that was not put into the cluster."""
        return RetrievalError(f"{self.undone}{why}")


def published(job: Publishing, progress: Progress = silent) -> None:
    """Put a library into the cluster as it is on this machine, and make that its current state. Raises
    CorpusError or RetrievalError."""
    store = CorpusStore(job.root)
    publish(
        Cluster(job.cluster.model_copy(update={"password": SecretStr(job.password)})),
        job.library,
        store.state(job.library),
        lambda: store.loaded_and_kept(job.library),
        job.settings,
        progress,
    )


async def published_aside(job: Publishing, turn: AbstractAsyncContextManager[None] | None = None) -> None:
    """Do what ``published`` does without blocking the event loop: for a small library in a thread, for a large
    one in a process of its own. ``turn`` is held while the process runs. Raises CorpusError or RetrievalError.
    """
    if await asyncio.to_thread(CorpusStore(job.root).size, job.library, FEW) < FEW:
        await asyncio.to_thread(published, job)
        return
    async with turn or nullcontext():
        await in_process("index.cluster.publishing", job)


if __name__ == "__main__":
    sys.exit(work(Publishing, published))

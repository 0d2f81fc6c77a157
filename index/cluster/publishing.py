"""``python -m index.cluster.publishing``: the process in which a large library is put into the cluster, for a bot that goes on answering."""

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

FEW = 300_000  # bytes of a library's papers; what has fewer is sent in a second or two


class Publishing(Work):
    """A library to put into a cluster; ``password`` is said on standard input alone, as the settings never say it."""

    root: Path
    library: str
    settings: Settings
    cluster: ClusterSettings
    password: str = Field("", repr=False)

    @property
    def undone(self) -> str:
        """That it is not there."""
        return f"The library “{self.library}” was not put into the search cluster"

    def trouble(self, why: str) -> MarrowError:
        """A library that was not put there."""
        return RetrievalError(f"{self.undone}{why}")


def published(job: Publishing, progress: Progress = silent) -> None:
    """Have a library asked in the cluster as it is on this machine; it is put there first. Raises CorpusError or RetrievalError."""
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
    """The same while an event loop goes on: in a thread where that is quick, else in a process of its own; ``turn`` is held
    while one runs. Raises CorpusError or RetrievalError.
    """
    if await asyncio.to_thread(CorpusStore(job.root).size, job.library, FEW) < FEW:
        await asyncio.to_thread(published, job)
        return
    async with turn or nullcontext():
        await in_process("index.cluster.publishing", job)


if __name__ == "__main__":
    sys.exit(work(Publishing, published))

"""A library's index for a program that must not stand still: what takes long is done in a process of its own.

    index = await index_aside(CorpusStore(root), library, settings, engine, limits, progress)

The process (``index.making``) can be ended at any moment and has limits of time and memory; it ends with the program
that started it. A library of few words is read in a thread, because that takes less than starting a process.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import Any

from pydantic import Field

from corpus.errors import CorpusError, MarrowError, RetrievalError
from corpus.models import Model
from corpus.progress import Progress, silent
from corpus.store import CorpusStore
from index import engines
from index.kept.libraries import index_of, opened
from index.library import LibraryIndex, Settings

FEW = 300_000  # bytes of a library's papers; what has fewer is read in a tenth of a second or two
LONGEST_LINE = 64 * 1024  # bytes of what the process tells
_LOG = logging.getLogger("marrow.index")


class BuildLimits(Model):
    """What the making of one library's index may take."""

    seconds: float = Field(7200, gt=0)
    memory_mb: int = Field(4096, ge=64)


class Job(Model):
    """What the process is asked for."""

    root: Path
    library: str
    settings: Settings
    engine: engines.Name
    limits: BuildLimits


async def index_aside(
    store: CorpusStore,
    library: str,
    settings: Settings,
    engine: engines.Name = "auto",
    limits: BuildLimits | None = None,
    progress: Progress = silent,
    turn: AbstractAsyncContextManager[None] | None = None,
) -> LibraryIndex:
    """The index of a library as it is now; the event loop goes on meanwhile, and other libraries with it.

    ``progress`` hears how many papers are done. Cancelled, it ends the process that was making the index, and what that
    left half made is never read. Raises CorpusError or RetrievalError, one sentence each, also where a limit is reached.
    Each call may start a process: ``turn`` is entered before that, and left when it has ended, so that whoever calls says
    how many at once.
    """
    job = Job(root=store.root, library=library, settings=settings, engine=engine, limits=limits or BuildLimits())
    if await asyncio.to_thread(_has_few, store, library):
        return await asyncio.to_thread(_made, job)
    index = await asyncio.to_thread(_there, job)
    if index is None:
        async with turn or nullcontext():
            await _made_aside(job, progress)
        index = await asyncio.to_thread(_there, job)
    if index is None:
        raise RetrievalError(
            f"The index of “{library}” was made, but cannot be opened; look at the disk it is on."
        )
    return index


def _has_few(store: CorpusStore, library: str) -> bool:
    return store.size(library, FEW) < FEW


def _there(job: Job) -> LibraryIndex | None:
    """The kept index of the library as it is now; None where there is none that can be used."""
    store = CorpusStore(job.root)
    state = store.known_state(job.library)
    return opened(store.folder(job.library), job.library, state, job.settings, job.engine) if state else None


def _made(job: Job) -> LibraryIndex:
    return made(CorpusStore(job.root), job)


def made(store: CorpusStore, job: Job, progress: Progress = silent, keep: bool = False) -> LibraryIndex:
    """The index, opened or made here and now (``keep``: on disk); the library's snapshot is kept. Raises CorpusError or RetrievalError."""
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


async def _made_aside(job: Job, progress: Progress) -> None:
    """Let a process make the index; ended with it where this is cancelled or takes too long."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-P", "-m", "index.making"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env=_environment(),
        limit=LONGEST_LINE,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(job.limits.seconds):
            await _followed(process, job, progress)
    except TimeoutError:
        raise RetrievalError(
            f"The index of “{job.library}” was not made within {job.limits.seconds:,.0f} seconds, the limit in the "
            "settings (corpus.index_seconds)."
        ) from None
    finally:
        await asyncio.shield(_ended(process))


async def _followed(process: Process, job: Job, progress: Progress) -> None:
    """Give the process its job and hear it until it is done. Raises what it could not do."""
    assert process.stdin is not None  # nosec B101: for mypy
    assert process.stdout is not None  # nosec B101: for mypy
    process.stdin.write(f"{job.model_dump_json()}\n".encode())
    said: Mapping[str, Any] = {}
    while line := await process.stdout.readline():
        said = json.loads(line)
        if "done" in said:
            progress(int(said["done"]))
        elif "warning" in said:
            _LOG.warning("%s", said["warning"])
    code = await process.wait()
    if "failed" in said:
        raise _error(said)
    if code != 0:
        raise RetrievalError(
            f"The index of “{job.library}” was not made: the process that made it ended early (code {code}). It may have "
            f"reached the limit of {job.limits.memory_mb:,} MB in the settings (corpus.index_memory_mb)."
        )


def _error(said: Mapping[str, Any]) -> MarrowError:
    kind = CorpusError if said.get("kind") == CorpusError.__name__ else RetrievalError
    return kind(str(said["failed"]))


async def _ended(process: Process) -> None:
    """The process gone, whatever it was at."""
    if process.returncode is None:
        process.kill()
    if process.stdin is not None:
        process.stdin.close()
    await process.communicate()


def _environment() -> dict[str, str]:
    """What the process is started with: our own modules, and no secret of the program that starts it."""
    house = str(Path(__file__).resolve().parent.parent)
    kept = {name: value for name, value in os.environ.items() if "TOKEN" not in name and "SECRET" not in name}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, (house, os.environ.get("PYTHONPATH"))))}

"""Work that takes long, in a process of its own: for a program that must not stand still.

    said = await in_process("index.making", job, progress)

The module's process (it begins with ``corpus.child.work``) can be ended at any moment and has limits of time and memory;
it ends with the program that started it, and knows none of its secrets.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from abc import ABC, abstractmethod
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from corpus.errors import CorpusError, MarrowError, RetrievalError
from corpus.models import Model
from corpus.progress import Progress, silent

LONGEST_LINE = (
    32 * 1024 * 1024
)  # bytes of one thing the process tells: a report has two million characters at most
SECRETS = ("TOKEN", "SECRET", "KEY", "PASSWORD")  # what is in the name of a variable that no child is given
_LOG = logging.getLogger("marrow.processes")


class WorkLimits(Model):
    """What one piece of work may take."""

    seconds: float = Field(7200, gt=0)
    memory_mb: int = Field(4096, ge=64)


class Work(Model, ABC):
    """What a process is asked for."""

    limits: WorkLimits = WorkLimits()

    @property
    @abstractmethod
    def undone(self) -> str:
        """That it was not done, as the beginning of a sentence that goes on with why."""

    def trouble(self, why: str) -> MarrowError:
        """The error for whoever wanted it."""
        return CorpusError(f"{self.undone}{why}")


async def in_process(module: str, work: Work, progress: Progress = silent) -> Any:
    """Have a module's process do some work; what it told as its result, None where that is nothing.

    ``progress`` hears how far it has come. Cancelled, it ends the process before anything else is done. Raises MarrowError,
    one sentence, where the work went wrong or reached a limit.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-P", "-m", module),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env=_environment(),
        limit=LONGEST_LINE,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(work.limits.seconds):
            return await _followed(process, work, progress)
    except TimeoutError:
        raise work.trouble(
            f" within {work.limits.seconds:,.0f} seconds, the limit in the settings (corpus.index_seconds)."
        ) from None
    finally:
        await asyncio.shield(_ended(process))


async def _followed(process: Process, work: Work, progress: Progress) -> Any:
    """Give the process its work and hear it until it is done; its result. Raises what it could not do."""
    assert process.stdin is not None  # nosec B101: for mypy
    assert process.stdout is not None  # nosec B101: for mypy
    process.stdin.write(f"{work.model_dump_json()}\n".encode())
    said: Mapping[str, Any] = {}
    while line := await process.stdout.readline():
        said = await asyncio.to_thread(json.loads, line)
        if "done" in said:
            progress(int(said["done"]))
        elif "warning" in said:
            _LOG.warning("%s", said["warning"])
    code = await process.wait()
    if "failed" in said:
        raise _error(said)
    if code != 0:
        raise work.trouble(
            f": the process that was at it ended early (code {code}). It may have reached the limit of "
            f"{work.limits.memory_mb:,} MB in the settings (corpus.index_memory_mb)."
        )
    return said.get("result")


def _error(said: Mapping[str, Any]) -> MarrowError:
    kind = RetrievalError if said.get("kind") == RetrievalError.__name__ else CorpusError
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
    kept = {name: value for name, value in os.environ.items() if not any(one in name.upper() for one in SECRETS)}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, (house, os.environ.get("PYTHONPATH"))))}

"""Long work in separate processes, for a program that must stay responsive.

    said = await in_process("index.kept.libraries", job, progress)

The process runs that module, which calls ``corpus.child.work``. It can be ended at any moment, is limited in
time and memory, ends with the program that started it, and gets none of its secrets.

    with Crew("index.kept.batches", job, 2) as crew:
        for message, answer in crew.answers(messages): ...

runs several processes for much work of one kind (their module calls ``corpus.child.serve``); the caller blocks
while it waits. A ``Helper`` is one such process for a program with an event loop, which does not.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import struct
import subprocess
import sys
from abc import ABC, abstractmethod
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, Any, ClassVar, TypeVar

from pydantic import Field

from corpus.errors import CorpusError, MarrowError, RetrievalError
from corpus.models import Model
from corpus.progress import Progress, silent

# bytes of one thing the process tells: a report has two million characters at most
LONGEST_LINE = 32 * 1024 * 1024
SECRETS = ("TOKEN", "SECRET", "KEY", "PASSWORD")  # parts of the names of variables that no child gets
AHEAD = 2  # messages that wait at one process of a crew, so that it never does
_COUNT, _LENGTH = struct.Struct("<I"), struct.Struct("<Q")
_LOG = logging.getLogger("marrow.processes")
Message = TypeVar("Message", bound=Sequence[bytes])


class WorkLimits(Model):
    """Limits for one piece of work."""

    seconds: float = Field(7200, gt=0)
    memory_mb: int = Field(4096, ge=64)


class Work(Model, ABC):
    """The task of a process. If it is not done, an error of the kind ``failure`` is raised."""

    failure: ClassVar[type[MarrowError]] = CorpusError
    limits: WorkLimits = WorkLimits()

    @property
    @abstractmethod
    def undone(self) -> str:
        """The beginning of a sentence that says it was not done; the reason follows."""

    def trouble(self, why: str) -> MarrowError:
        """The error for the caller; ``why`` ends its sentence."""
        return self.failure(f"{self.undone}{why}")


async def in_process(module: str, work: Work, progress: Progress = silent) -> Any:
    """Have a module's process do some work; returns its result, or None.

    ``progress`` is told how many records are done. When cancelled, it first ends the process. Raises
    MarrowError, in one sentence, if the work failed or reached a limit.
    """
    process = await _begun(module)
    try:
        async with asyncio.timeout(work.limits.seconds):
            return await _followed(process, work, progress)
    except TimeoutError:
        raise work.trouble(
            f" within {work.limits.seconds:,.0f} seconds, the limit in the settings (corpus.index_seconds)."
        ) from None
    finally:
        await asyncio.shield(_ended(process))


async def _begun(module: str) -> Process:
    """A module's process, with pipes to speak with it. Raises OSError if it cannot be started."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-P", "-m", module),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env=environment(),
        limit=LONGEST_LINE,
        start_new_session=True,
    )


async def _followed(process: Process, work: Work, progress: Progress) -> Any:
    """Send the process its task and read its reports until it is done; returns its result. Raises the error it
    reports."""
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
    """End the process, whatever it is doing."""
    if process.returncode is None:
        process.kill()
    if process.stdin is not None:
        process.stdin.close()
    await process.communicate()


class Crew:
    """Processes of one module, each answering one message after another. A message is a sequence of byte
    strings."""

    def __init__(self, module: str, work: Work, count: int) -> None:
        """Start the processes; each receives ``work`` first."""
        self._work = work
        command = [sys.executable, "-P", "-m", module]
        self._crew = [
            subprocess.Popen(
                command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment(), start_new_session=True
            )
            for _ in range(count)
        ]

    def __enter__(self) -> Crew:
        """Send each process its task. Raises MarrowError if one has ended already."""
        for process in self._crew:
            self._write(process, lambda to: to.write(f"{self._work.model_dump_json()}\n".encode()))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, whatever they are doing."""
        for process in self._crew:
            process.kill()
        for process in self._crew:
            process.communicate()

    def answers(self, messages: Iterable[Message]) -> Iterator[tuple[Message, list[bytes]]]:
        """Each message with its answer, in the order of the messages, whichever process answered.

        Raises MarrowError if a process failed or ended early.
        """
        waiting: deque[tuple[Message, subprocess.Popen[bytes]]] = deque()
        for number, message in enumerate(messages):
            if len(waiting) >= AHEAD * len(self._crew):
                yield self._next(waiting)
            process = self._crew[number % len(self._crew)]
            self._write(process, partial(write_message, parts=message))
            waiting.append((message, process))
        while waiting:
            yield self._next(waiting)

    def _next(self, waiting: deque[tuple[Message, subprocess.Popen[bytes]]]) -> tuple[Message, list[bytes]]:
        message, process = waiting.popleft()
        assert process.stdout is not None  # nosec B101: for mypy
        answer = read_message(process.stdout)
        if answer is None:
            raise self._gone(process)
        failed, *parts = answer
        if failed:
            raise self._work.trouble(f" ({failed.decode('utf-8', 'replace')}).")
        return message, parts

    def _write(self, process: subprocess.Popen[bytes], write: Callable[[IO[bytes]], object]) -> None:
        assert process.stdin is not None  # nosec B101: for mypy
        try:
            write(process.stdin)
            process.stdin.flush()
        except OSError:
            raise self._gone(process) from None

    def _gone(self, process: subprocess.Popen[bytes]) -> MarrowError:
        return self._work.trouble(f": a process that was at it ended early (code {process.wait()}).")


class Helper:
    """One process of a module that answers one message after the other, for a program with an event loop."""

    def __init__(self, process: Process, work: Work) -> None:
        self._process, self._work = process, work

    @classmethod
    async def started(cls, module: str, work: Work) -> Helper:
        """Start the process and send it its task; an error in the task shows at the first answer. Raises OSError if it
        cannot be started.
        """
        process = await _begun(module)
        assert process.stdin is not None  # nosec B101: for mypy
        process.stdin.write(f"{work.model_dump_json()}\n".encode())
        return cls(process, work)

    async def answer(self, message: Sequence[bytes]) -> list[bytes]:
        """Its answer to a message; ask one at a time. Raises EOFError if the process has ended, MarrowError if it failed."""
        to, source = self._process.stdin, self._process.stdout
        assert to is not None  # nosec B101: for mypy
        assert source is not None  # nosec B101: for mypy
        try:
            to.write(_head(message) + b"".join(message))
            await to.drain()
            (count,) = _COUNT.unpack(await source.readexactly(_COUNT.size))
            sizes = [size for (size,) in _LENGTH.iter_unpack(await source.readexactly(_LENGTH.size * count))]
            failed, *parts = [await source.readexactly(size) for size in sizes]
        except ConnectionError:
            raise EOFError from None
        if failed:
            raise self._work.trouble(f" ({failed.decode('utf-8', 'replace')}).")
        return parts

    async def end(self) -> None:
        """End the process, whatever it is doing; a caller that waits for an answer gets EOFError. It is gone when this
        returns, even if the caller is cancelled meanwhile.
        """
        if self._process.returncode is None:
            self._process.kill()
        gone = asyncio.ensure_future(self._process.wait())
        try:
            await asyncio.shield(gone)
        except asyncio.CancelledError:
            await gone
            raise


def write_message(to: IO[bytes], parts: Sequence[bytes]) -> None:
    """Write a message: number of parts, length of each, the parts."""
    to.write(_head(parts))
    to.writelines(parts)


def _head(parts: Sequence[bytes]) -> bytes:
    return _COUNT.pack(len(parts)) + b"".join(_LENGTH.pack(len(part)) for part in parts)


def read_message(source: IO[bytes]) -> list[bytes] | None:
    """The next message; None at the end, or if it is incomplete."""
    try:
        (count,) = _COUNT.unpack(source.read(_COUNT.size))
        lengths = [size for (size,) in _LENGTH.iter_unpack(source.read(_LENGTH.size * count))]
    except struct.error:
        return None
    parts = [source.read(length) for length in lengths]
    return parts if list(map(len, parts)) == lengths and len(parts) == count else None


def environment() -> dict[str, str]:
    """The environment of a process of ours: the path to our modules, and none of the parent's secrets."""
    house = str(Path(__file__).resolve().parent.parent)
    kept = {name: value for name, value in os.environ.items() if not any(one in name.upper() for one in SECRETS)}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, (house, os.environ.get("PYTHONPATH"))))}

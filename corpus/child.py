"""The inside of a worker process that ``corpus.processes`` starts: its task, its limits, its reports.

It reads its task as a line of JSON and reports in lines of JSON: {"done": records}, {"warning": sentence},
{"result": the outcome}, {"failed": sentence, "kind": which error}. It ends with the process that started it,
because its standard input is closed then.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
import threading
import time
from collections.abc import Callable, Sequence
from queue import Queue
from typing import Any, NoReturn, TypeVar

from corpus.errors import MarrowError, is_of_memory
from corpus.processes import Work, WorkLimits, read_message, write_message
from corpus.progress import Progress

Job = TypeVar("Job", bound=Work)
PACE = 0.2  # seconds between two lines on how far it has come
NICE = 10  # who asks goes before who builds


class _Told(logging.Handler):
    """Passes warnings on to the parent process."""

    def emit(self, record: logging.LogRecord) -> None:
        """Report a log record as a warning."""
        _tell(warning=record.getMessage())


def work(kind: type[Job], do: Callable[[Job, Progress], Any]) -> int:
    """Do the task from standard input and report its result (JSON, or None). Returns 0, or 1 if it failed."""
    job = kind.model_validate_json(sys.stdin.readline())
    threading.Thread(target=_end_with_whoever_started, daemon=True).start()
    _hold_to(job.limits)
    logging.getLogger().addHandler(_Told(logging.WARNING))
    try:
        _tell(result=do(job, _paced()))
    except MarrowError as error:
        _fail(error)
    except Exception as error:  # whatever it is, a sentence reaches the log of whoever started this
        if _needs_memory(error):
            allowed = f"{job.limits.memory_mb:,} MB that the settings allow (corpus.index_memory_mb)"
            _fail(job.trouble(f": it needs more memory than the {allowed}."))
            return 1
        _fail(job.trouble(f" ({type(error).__name__}: {str(error)[:200]})."))
    else:
        return 0
    return 1


def serve(
    kind: type[Job], prepared: Callable[[Job], Callable[[Sequence[bytes]], Sequence[bytes]]], nice: int = NICE
) -> NoReturn:
    """Answer messages from standard input one by one until it is closed; see ``corpus.processes.Crew`` and ``Helper``.

    ``nice``: the process's niceness, by which it gives way to others.
    """
    job = kind.model_validate_json(sys.stdin.buffer.readline())
    _hold_to(job.limits, nice)
    answer, heard = prepared(job), Queue[list[bytes]]()
    threading.Thread(target=_hear, args=(heard,), daemon=True).start()
    while True:
        message = heard.get()
        try:
            parts = [b"", *answer(message)]
        except Exception as error:  # whatever it is, whoever started this ends with a sentence
            parts = [f"{type(error).__name__}: {str(error)[:200]}".encode("utf-8", "replace")]
        write_message(sys.stdout.buffer, parts)
        sys.stdout.buffer.flush()


def _hear(heard: Queue[list[bytes]]) -> None:
    """Read messages as they arrive, so that the sender never blocks; end the process when they end."""
    while message := read_message(sys.stdin.buffer):
        heard.put(message)
    os._exit(0)


def _needs_memory(error: Exception) -> bool:
    """True if memory was short, for Python itself or for a library or module that is loaded on demand. (Without memory
    the parser calls a module of ours wrong; it is not, because it was read before.)
    """
    unmapped = isinstance(error, ImportError) and "failed to map" in str(error)
    return is_of_memory(error) or unmapped or isinstance(error, SyntaxError)


def _hold_to(limits: WorkLimits, nice: int = NICE) -> None:
    """Limit the whole process: memory, processor time, no core file."""
    bounds = {
        resource.RLIMIT_AS: limits.memory_mb * 2**20,
        resource.RLIMIT_CPU: max(1, int(limits.seconds)),
        resource.RLIMIT_CORE: 0,
    }
    for what, bound in bounds.items():
        _, most = resource.getrlimit(what)
        bound = bound if most == resource.RLIM_INFINITY else min(bound, most)
        resource.setrlimit(what, (bound, most))
    os.nice(nice)


def _end_with_whoever_started() -> None:
    while os.read(0, 4096):  # not through sys.stdin, whose lock would be held when this process ends by itself
        pass
    os._exit(1)


def _paced() -> Progress:
    told = 0.0

    def progress(done: int) -> None:
        nonlocal told
        if time.monotonic() - told > PACE:
            told = time.monotonic()
            _tell(done=done)

    return progress


def _fail(error: MarrowError) -> None:
    _tell(failed=str(error), kind=type(error).__name__)


def _tell(**said: object) -> None:
    print(json.dumps(said), flush=True)  # noqa: T201

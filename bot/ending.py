"""SIGTERM and SIGHUP end a command as Ctrl-C does: what it holds is closed, drafts are removed, and a sentence says so."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from types import FrameType
from typing import Any, TypeVar

Result = TypeVar("Result")
WORK = "marrow's work"  # the name of the task that is cancelled
BY = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_LEFT = 128  # what a shell adds to a signal's number
_STOPPED = 130  # how a command ends that asyncio has ended as for Ctrl-C
AGAIN = 0.1  # seconds until what waits is told again


class Ending:
    """Whether this process was told to end, and by which signal."""

    def __init__(self) -> None:
        self._told: int | None = None

    def listen(self) -> None:
        """End this process in order when one of these signals comes; a signal that is ignored (by nohup, for example)
        stays ignored.
        """
        for one in BY:
            if signal.getsignal(one) is signal.SIG_DFL:
                signal.signal(one, self._end)

    def _end(self, number: int, frame: FrameType | None) -> None:
        """Raise SystemExit, which no prompt takes for a line to be cleared; while asyncio runs, cancel its work instead.
        A signal that comes again has nothing to add: a terminal that is closed may send two.
        """
        if self._told is not None:
            return
        self._told = number
        stop = signal.getsignal(signal.SIGINT)
        if callable(stop) and stop is not signal.default_int_handler:
            stop(number, frame)
        elif stop is signal.SIG_IGN and (work := _work()) is not None:  # asyncio then sets no handler
            work.cancel()
            work.get_loop().call_soon_threadsafe(lambda: None)  # wakes it up
        else:
            raise SystemExit(_LEFT + number)

    def leave(self, code: int) -> None:
        """Say a sentence and end this process by the signal that asked it to end; return if there was none, or it came
        after all was done (``code``).
        """
        if self._told is None or code not in (_STOPPED, _LEFT + self._told):
            return
        said = f"Ended by {signal.Signals(self._told).name} before it was done; no file is left half written."
        with suppress(OSError):  # the terminal is closed
            print(said, file=sys.stderr, flush=True)  # noqa: T201
        with suppress(OSError):
            sys.stdout.flush()
        signal.signal(self._told, signal.SIG_DFL)
        os.kill(os.getpid(), self._told)  # so that the parent process learns the true cause


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run asynchronous work to its end and return its result. Raises KeyboardInterrupt if a signal cancelled it."""
    try:
        return asyncio.run(_named(work))
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


async def _named(work: Coroutine[Any, Any, Result]) -> Result:
    if (task := asyncio.current_task()) is not None:
        task.set_name(WORK)
    return await work


def _work() -> asyncio.Task[Any] | None:
    """The task that runs in this thread, if any."""
    try:
        return next((one for one in asyncio.all_tasks() if one.get_name() == WORK), None)
    except RuntimeError:  # no loop runs
        return None


@contextmanager
def hearing() -> Iterator[None]:
    """While a prompt or a pipe waits, a signal ends that wait at once: it raises SystemExit, Ctrl-C KeyboardInterrupt,
    though asyncio, which cannot go on meanwhile, would only cancel its work. The signal is sent until it is noticed: what
    waits outside of Python checks for signals only when it wakes up, and misses one that comes just before.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    stop, over = signal.getsignal(signal.SIGINT), threading.Event()
    heard = BY if stop is signal.SIG_IGN else (*BY, signal.SIGINT)
    signal.signal(signal.SIGINT, partial(_end_wait, over, heard))
    try:
        if (work := _work()) is not None and work.cancelling():  # the signal came before this wait
            raise asyncio.CancelledError
        with _told_again(over, heard) if hasattr(signal, "pthread_kill") else nullcontext():
            yield
    finally:
        signal.signal(signal.SIGINT, stop)


def _end_wait(over: threading.Event, heard: Sequence[int], number: int, frame: FrameType | None) -> None:
    """End a wait by a signal that is ``heard``; a Ctrl-C that was sent again behind its end has nothing to add."""
    if number != signal.SIGINT:
        raise SystemExit(_LEFT + number)
    if number in heard and not over.is_set():
        over.set()
        raise KeyboardInterrupt


@contextmanager
def _told_again(over: threading.Event, heard: Sequence[int]) -> Iterator[None]:
    """Send this thread each signal that comes and is ``heard``, until its wait is ``over``."""
    told, tells = os.pipe()
    os.set_blocking(tells, False)
    again = threading.Thread(target=_again, args=(told, threading.get_ident(), over, heard), daemon=True)
    before = signal.set_wakeup_fd(tells, warn_on_full_buffer=False)
    again.start()
    try:
        yield
    finally:
        over.set()
        signal.set_wakeup_fd(before)
        os.close(tells)
        again.join()
        os.close(told)


def _again(told: int, waiting: int, over: threading.Event, heard: Sequence[int]) -> None:
    """Send a thread each signal that is read from ``told``, again and again until its wait is ``over``; return at the end of ``told``."""
    while number := os.read(told, 1):
        while number[0] in heard and not over.wait(AGAIN):
            signal.pthread_kill(waiting, number[0])

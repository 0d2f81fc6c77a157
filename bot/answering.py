"""Extra processes that answer questions, for a large library that several people ask at once.

``python -m bot.answering`` is such a process; it opens the kept index of one state of one library. None is
started while questions come one after the other. If no process can answer a question, the bot answers it itself.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from bot import GARBAGE
from bot.assistant.assistant import Assistant, QuestionLimits
from bot.models import Answer, Context
from corpus.child import serve
from corpus.errors import MarrowError, RetrievalError
from corpus.processes import Helper, Work, WorkLimits
from index.kept.libraries import opened
from index.library import LibraryIndex, Settings
from index.ranking import engines

WORTH_PROCESSES = 10_000  # papers: an answer from fewer takes so little that processes are not worth their memory
MOST = 4  # processes for all libraries
UNBOUNDED = WorkLimits(seconds=10**9, memory_mb=2**22)  # it lives as long as the bot, and maps what it reads
_LOG = logging.getLogger("marrow.answering")


class Answering(Work):
    """The job of such a process: answer from one state of a library, given by its digest."""

    failure = RetrievalError
    limits: WorkLimits = UNBOUNDED
    folder: Path
    library: str
    digest: str
    settings: Settings
    engine: engines.Name
    question_chars: int

    @property
    def undone(self) -> str:
        """The beginning of the error sentence if this fails."""
        return "This question could not be answered"


def room() -> asyncio.Semaphore:
    """A semaphore that limits the processes of all libraries together; it allows none on a machine with one processor,
    where they would only wait for each other.
    """
    processors = len(os.sched_getaffinity(0))
    return asyncio.Semaphore(min(processors, MOST) if processors > 1 else 0)


def answerers_of(
    folder: Path,
    library: str,
    index: LibraryIndex,
    engine: engines.Name,
    question_chars: int,
    places: asyncio.Semaphore,
) -> Answerers | None:
    """Answering processes for a large library on this machine, kept in ``folder``; None for a small one, whose
    answers take little time, and for one in a cluster.
    """
    if len(index.papers) < WORTH_PROCESSES or engines.is_remote(engine):
        return None
    job = Answering(
        folder=folder,
        library=library,
        digest=index.corpus.digest,
        settings=index.settings,
        engine=engine,
        question_chars=question_chars,
    )
    return Answerers(job, places)


class Answerers:
    """The processes of one state of one library."""

    def __init__(self, job: Answering, room: asyncio.Semaphore) -> None:
        """Start no process yet. ``room`` is shared by all libraries; each process takes one of its places."""
        self._job, self._room = job, room
        self._idle: asyncio.LifoQueue[Helper | None] = asyncio.LifoQueue()
        self._helpers: set[Helper] = set()
        self._tasks: set[asyncio.Task[Answer | None]] = set()
        self._beginning: asyncio.Task[None] | None = None
        self._closed = False

    async def answer(self, question: str, context: Context, busy: bool) -> Answer | None:
        """The answer to a question from an idle process; waits until one is idle. None if there is no process or
        the process failed: the caller then answers itself.

        ``busy``: the caller is answering another question just now, so starting processes is worth it. Raises
        RetrievalError if two processes ended while they answered this question.
        """
        if not self._helpers:
            if busy and not self._closed and self._beginning is None:
                self._beginning = asyncio.create_task(self._begin(), name="marrow-answerers")
            return None
        message = [question.encode("utf-8", "replace"), context.model_dump_json().encode()]
        task = asyncio.create_task(self._answered(message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # the caller may be cancelled: a process is never left in the middle of an answer
        return await asyncio.shield(task)

    async def close(self) -> None:
        """End all processes, also those that are just being started; the questions they were working on are answered by
        the bot itself.
        """
        self._closed = True
        if self._beginning is not None:
            self._beginning.cancel()
            await asyncio.wait({self._beginning})
        for helper in tuple(self._helpers):
            await self._without(helper)
        if self._tasks:
            await asyncio.wait(tuple(self._tasks))  # one of them may have been replacing a process that ended

    async def _begin(self) -> None:
        """Start processes until ``room`` has no place left or one does not start."""
        while not self._room.locked():
            await self._room.acquire()
            if not await self._started():
                break

    async def _started(self) -> bool:
        """Start one more process in a place already taken; True once it is ready. If it does not start, or is no
        longer wanted: False, and the place is free again.
        """
        helper, ready = None, False
        try:
            helper = await Helper.started("bot.answering", self._job)
            await helper.answer([b""])
            ready = not self._closed
        except (EOFError, OSError, MarrowError) as error:
            _LOG.warning("No process answers for “%s” (%r); the bot goes on by itself.", self._job.library, error)
        finally:
            if not ready:
                await self._ended(helper)
        if ready and helper is not None:
            self._helpers.add(helper)
            self._idle.put_nowait(helper)
        return ready

    async def _ended(self, helper: Helper | None) -> None:
        try:
            if helper is not None:
                await helper.end()
        finally:
            self._room.release()

    async def _without(self, helper: Helper) -> None:
        """End a process and forget it. If it was the last, questions that wait for a process are told that there
        is none.
        """
        if helper in self._helpers:
            self._helpers.discard(helper)
            await self._ended(helper)
        if not self._helpers:
            self._idle.put_nowait(None)

    async def _answered(self, message: Sequence[bytes], again: bool = True) -> Answer | None:
        helper = await self._idle.get()
        if helper is None:
            self._idle.put_nowait(None)  # for the next one that waits
            return None
        try:
            (answer,) = await helper.answer(message)
        except EOFError:
            return await self._once_more(helper, message, again)
        except MarrowError:
            self._idle.put_nowait(helper)
            return None
        self._idle.put_nowait(helper)
        return Answer.model_validate_json(answer)

    async def _once_more(self, helper: Helper, message: Sequence[bytes], again: bool) -> Answer | None:
        """Replace a process that ended while it answered; if ``again``, ask the question once more, else raise
        RetrievalError. None if the library is closed meanwhile.
        """
        if self._closed:
            return None
        _LOG.warning("A process that answered for “%s” ended and is replaced.", self._job.library)
        self._helpers.discard(helper)
        await helper.end()
        if not await self._started():  # in its place
            await self._without(helper)
        if self._closed:
            return None
        if not again:
            raise self._job.trouble(": the processes that were at it ended. Ask it in other words.")
        return await self._answered(message, again=False)


def _prepared(job: Answering) -> Callable[[Sequence[bytes]], Sequence[bytes]]:
    index: LibraryIndex | None = opened(job.folder, job.library, job.digest, job.settings, job.engine)
    if index is None:
        raise RetrievalError("The index is not of this state of the library.")
    assistant, runner = Assistant(index, QuestionLimits(question_chars=job.question_chars)), asyncio.Runner()
    gc.set_threshold(GARBAGE)
    gc.collect()
    gc.freeze()

    def answer(message: Sequence[bytes]) -> Sequence[bytes]:
        if len(message) == 1:
            return []  # it is ready
        question, context = message
        asking = assistant.ask(question.decode(), Context.model_validate_json(context))
        return [runner.run(asking).model_dump_json().encode()]

    return answer


if __name__ == "__main__":
    serve(Answering, _prepared, nice=0)

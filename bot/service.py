"""Asks, proves and records: a reader sees an answer only after its row in the log is committed.

``open_service`` builds all parts in the order in which they depend on each other, and closes them again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from inspect import CORO_CREATED, getcoroutinestate
from typing import TYPE_CHECKING, Any, TypeVar

from bot.assistant.assistant import Assistant, QuestionLimits
from bot.config import Config
from bot.models import Answer, Context, at_present
from bot.patients import patient_data, without_patient_data
from bot.privacy import PATIENT, Policy, policy_of, unrepeated, withheld_for
from bot.storage.logbook import Logbook
from bot.storage.servers import ServerSettings
from corpus.errors import GateError, MarrowError, RetrievalError, StorageError
from corpus.models import Corpus, Model
from corpus.progress import Progress, silent
from corpus.store import CorpusStore
from index.kept.libraries import index_aside, index_of
from index.library import LibraryIndex, Settings
from index.ranking.engines import is_remote

if TYPE_CHECKING:
    from bot.answering import Answerers  # the terminal asks without them

Result = TypeVar("Result")
SWITCH = 0.001  # seconds after which the worker's thread lets the event loop's have its turn; Python's own is five times that


_LOG = logging.getLogger("marrow.service")


# why one question may have no answer that can be shown; the next may have one
HELD_BACK = (
    GateError,
    RetrievalError,
)


def held_back_because(error: MarrowError) -> str:
    """Why an answer is not shown, as its row and its asker are told: one of ``HELD_BACK`` as the end of a sentence."""
    if isinstance(error, GateError):
        return "not every word of the answer could be proved"
    return str(error).rstrip(".")


class Proposed(Model):
    """An answer that is not in the log yet, so nobody may see it."""

    answer: Answer
    context: Context
    asked_at: datetime


class Service:
    """An assistant and the logbook: answers go through the log before they are returned."""

    def __init__(
        self,
        assistant: Assistant,
        logbook: Logbook,
        now: Callable[[], datetime] = at_present,
        aside: bool = False,
        policy: Policy | None = None,
        answerers: Answerers | None = None,
    ) -> None:
        """``policy``: what is kept of a question if its context does not say so already; None: everything, under
        a pseudonym.

        ``aside``: answer in a worker thread, so that the event loop stays free for other work.

        There is one thread for all questions: a second one would only take turns with it and delay the event
        loop more. ``answerers`` are processes that answer while the thread is busy with a question.
        """
        self.assistant = assistant
        self.logbook = logbook
        self._now = now
        self._policy = policy or Policy()
        self._aside = ThreadPoolExecutor(1, "answers") if aside else None
        self._answerers, self._asking = answerers, 0

    @property
    def corpus(self) -> Corpus:
        """The library that questions are answered from."""
        return self.assistant.corpus

    @property
    def words_kept(self) -> bool:
        """True if the policy keeps the words of questions, and no clock removes them: a list of lines has none."""
        return self._policy.withheld is None and not self._policy.words_days

    async def answer(self, question: str, context: Context) -> Answer:
        """The answer to a question, its row already committed.

        Raises StorageError if the row cannot be kept anywhere (the answer must then not be shown), and GateError
        if a quote cannot be proved.
        """
        proposed = await self.propose(question, context)
        await self.commit([proposed])
        return proposed.answer

    async def answers(self, message: str, context: Context) -> list[Answer]:
        """The answers to a message, one for each question in it; each may refer to the question before it.
        Raises as ``answer`` does.
        """
        found: list[Answer] = []
        context = self._careful(message, context).model_copy(update={"typed": message})
        for question in self.assistant.questions(message):
            answer = await self.answer(
                question, context.after(found[-1].turn if found else context.previous, bool(found))
            )
            found.append(answer)
        return found

    async def logged(self, asking: Coroutine[Any, Any, Answer], context: Context, words: str) -> Answer:
        """Another answer of the assistant (a summary, a definition), its row already committed. ``words`` are what
        was asked, for the row of an answer that is withheld. Raises as ``answer`` does.
        """
        asked_at = self._now()
        if patient_data(words):
            context = context.model_copy(update={"withheld": context.withheld or PATIENT})
        async with self._kept_if_held_back(words, context):
            answer = _unrepeated(await self.run(asking), context, words)
        await self.commit([Proposed(answer=answer, context=context, asked_at=asked_at)])
        return answer

    async def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine of the assistant and return its result; in the worker thread if there is one."""
        if self._aside is None:
            return await work
        try:
            return await asyncio.get_running_loop().run_in_executor(self._aside, asyncio.run, work)
        finally:
            if getcoroutinestate(work) == CORO_CREATED:  # given up before its turn: Python would warn of it
                work.close()

    async def propose(self, question: str, context: Context) -> Proposed:
        """A proved answer that nobody may see before ``commit``; used to commit several rows together. Raises
        GateError if a quote cannot be proved.
        """
        asked_at, context, words = self._now(), self._careful(question, context), question
        question = without_patient_data(question) if context.withheld == PATIENT else question
        context = await self.with_pins(question, context)
        async with self._kept_if_held_back(question, context):
            answer = _unrepeated(await self.asked(question, context), context, words)
        return Proposed(answer=answer, context=context, asked_at=asked_at)

    async def asked(self, question: str, context: Context) -> Answer:
        """The assistant's answer, which has no row yet. It comes from an extra process if questions come faster
        than one can be answered.
        """
        if self._answerers is not None:
            found = await self._answerers.answer(question, context, busy=self._asking > 0)
            if found is not None:
                return found
        self._asking += 1
        try:
            return await self.run(self.assistant.ask(question, context))
        finally:
            self._asking -= 1

    async def close(self) -> None:
        """End the processes that answer for this library."""
        if self._answerers is not None:
            await self._answerers.close()

    async def with_pins(self, question: str, context: Context) -> Context:
        """The context with the moderators' pins to questions like this one; unchanged if the pins cannot be
        read.
        """
        try:
            if not await self.logbook.pins.any(context.server):
                return context
            alike = await self.run(self._alike(question, context))
            return context.model_copy(update={"pins": await self.logbook.pins.matching(context.server, alike)})
        except StorageError as error:
            _LOG.warning("What moderators have pinned could not be read: %s", error)
            return context

    async def _alike(self, question: str, context: Context) -> frozenset[str]:
        return self.assistant.alike(question, context.scope)

    async def commit(self, proposed: Sequence[Proposed]) -> None:
        """Write the rows of proposed answers to the log, in one transaction. Raises StorageError as ``answer``
        does.
        """
        await self.logbook.record_many([(one.answer, one.context, one.asked_at) for one in proposed])

    async def refuse(self, text: str, context: Context, reason: str, most: int | None = None) -> None:
        """Write a row for a text that could not be read as a question, with at most so many characters of it; ``reason`` says
        why. What is cut off may be what tells a patient's data, so the whole text is looked at.
        """
        await self.logbook.refuse(text[:most], self._careful(text, context), reason, self._now())

    @asynccontextmanager
    async def _kept_if_held_back(self, words: str, context: Context) -> AsyncIterator[None]:
        """Keep a row for what was asked if the block raises one of ``HELD_BACK``; the error is raised again."""
        try:
            yield
        except HELD_BACK as error:
            await self.refuse(words, context, held_back_because(error))
            raise

    def _careful(self, question: str, context: Context) -> Context:
        """The context, with the reason if no words of this question may be kept."""
        withheld = context.withheld or withheld_for(self._policy, question)
        return context.model_copy(update={"withheld": withheld, "named": self._policy.mode == "full"})


def _unrepeated(answer: Answer, context: Context, words: str) -> Answer:
    """An answer that does not say again the words of a text with a patient's data."""
    if context.withheld != PATIENT:
        return answer
    return answer.model_copy(update={"text": unrepeated(answer.text, words)})


def build_index(config: Config, progress: Progress = silent) -> LibraryIndex:
    """The index of the configured library. A snapshot of the library is kept, so that its answers can be
    replayed.

    The index of a large library is kept on disk: it is opened if it is there, else made; ``progress`` is then
    called with the number of papers done. Raises CorpusError or RetrievalError.
    """
    if is_remote(config.search.engine):
        from bot.clustered import open_clustered  # imports a client that nothing else needs

        return open_clustered(config, settings_of(config), progress)
    store, library = CorpusStore(config.storage.libraries), config.corpus.library
    return index_of(
        store.folder(library),
        library,
        store.state(library),
        lambda: store.loaded_and_kept(library),
        settings_of(config),
        config.search.engine,
        progress,
    )


async def index_beside(
    config: Config, progress: Progress = silent, turn: AbstractAsyncContextManager[None] | None = None
) -> LibraryIndex:
    """As ``build_index``, without blocking the event loop: what takes long is done in a process of its own,
    which is ended if this is cancelled. ``turn`` is held meanwhile. See :func:`index.kept.libraries.index_aside`. Raises
    CorpusError or RetrievalError.
    """
    if is_remote(config.search.engine):
        from bot.clustered import open_beside

        return await open_beside(config, settings_of(config), turn)
    section = config.corpus
    store = CorpusStore(config.storage.libraries)
    return await index_aside(
        store, section.library, settings_of(config), config.search.engine, section.work_limits, progress, turn
    )


OpenIndex = Callable[..., Awaitable[LibraryIndex]]  # as index_beside


def settings_of(config: Config) -> Settings:
    """The settings of a search, from the configuration."""
    return Settings(**config.search.model_dump(exclude={"engine"}), most=config.answer.max_quotes)


@asynccontextmanager
async def open_service(config: Config) -> AsyncIterator[Service]:
    """The service for a configuration, closed when the block ends.

    Raises CorpusError, RetrievalError or StorageError if a part cannot be opened.
    """
    index = build_index(config)
    assistant = Assistant(index, QuestionLimits(question_chars=config.answer.max_question_chars))
    async with Logbook.open(config.storage.data_dir, config.storage.busy_timeout_ms) as logbook:
        yield Service(assistant, logbook, policy=policy_of(config.privacy, ServerSettings()))

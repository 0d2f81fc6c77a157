"""Asking a logged question again, of the papers that its answer came from or of today's, and comparing the two
answers.

``python -m bot.replay`` does it for a large library, which is read as a whole, so the bot does not do it itself.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from bot.assistant.assistant import Assistant, QuestionLimits
from bot.assistant.papers.summaries import asks_for_summary
from bot.assistant.studies.comparing import question_of, topic_in
from bot.config import AnswerSection, Config, CorpusSection, SearchSection, StorageSection
from bot.models import Answer, Context, Pinned
from bot.service import build_index, settings_of
from bot.storage.rows import LISTS, Entry
from corpus.child import work
from corpus.errors import CorpusError, RetrievalError
from corpus.looking import FEW
from corpus.models import Model
from corpus.processes import Work, in_process
from corpus.progress import Progress
from corpus.store import CorpusStore
from index.kept.libraries import index_of
from index.library import LibraryIndex
from index.ranking.engines import is_remote

Assistants = Callable[[str, str | None], Awaitable[Assistant]]
_MADE_BY = ("snapshot", "engine", "weights", "settings", "version")
_NOT_AGAIN = {
    "refused": "it was refused as no question",
    "more": "it continues what another answer had shown",
}


class Replay(Model):
    """The result of asking a logged question again.

    ``impossible`` says why it could not be asked again; None if it was. ``difference`` says the first difference
    between the answers; None if they are the same. ``changed`` names what has changed since (snapshot, engine,
    weights, settings, version), which may explain a difference. ``pin`` is the id of the pin if a moderator's
    answer was shown.
    """

    impossible: str | None = None
    difference: str | None = None
    changed: tuple[str, ...] = ()
    pin: str | None = None

    @property
    def identical(self) -> bool:
        """True if it was asked again and the answer is the same."""
        return self.impossible is None and self.difference is None

    def told(self) -> str:
        """The result in a sentence or two, for people."""
        if self.impossible is not None:
            return f"It cannot be asked again: {self.impossible}."
        was = f" It was the pinned answer {self.pin}." if self.pin else ""
        return f"{self._compared}{was}"

    @property
    def _compared(self) -> str:
        if self.difference is None:
            return "Identical."
        why = f" Changed since: {', '.join(self.changed)}; that may be why." if self.changed else ""
        return f"Not identical: {self.difference}.{why}"


async def replay(entry: Entry, assistants: Assistants, today: bool = False, pin: Pinned | None = None) -> Replay:
    """Ask a logged question again, with the same scope, previous turn and pin.

    ``entry`` includes its quotes. ``assistants(library, snapshot)`` gives the assistant for a snapshot, or for
    the library as it is now (None, used if ``today``). If it raises CorpusError or RetrievalError, the result
    says so.
    """
    if entry.withheld or not entry.question:
        return Replay(impossible="no words of it were kept")
    if entry.kind in _NOT_AGAIN:
        return Replay(impossible=_NOT_AGAIN[entry.kind])
    if entry.pin is not None and (pin is None or pin.id != entry.pin):
        return Replay(impossible=f"the pinned answer {entry.pin} that it was is gone")
    pins = (pin,) if pin is not None and entry.pin else ()
    try:
        again = await _again(entry, pins, await assistants(entry.library, None if today else entry.snapshot))
    except (CorpusError, RetrievalError) as error:
        return Replay(impossible=str(error).rstrip("."))
    except KeyError:
        return Replay(impossible="the library no longer has the paper or the section it showed")
    changed = tuple(name for name in _MADE_BY if getattr(entry, name) != getattr(again, name))
    return Replay(difference=_difference(entry, again), changed=changed, pin=entry.pin)


async def _again(entry: Entry, pins: tuple[Pinned, ...], assistant: Assistant) -> Answer:
    """The answer that the same command gives now. Raises KeyError if a paper or a section it showed is gone."""
    context = Context(library=entry.library, previous=entry.read_with, scope=entry.scope or (), pins=pins)
    if entry.kind == "summary" and entry.keys:
        part = entry.question.removesuffix(f" of “{assistant.papers[entry.keys[0]].title}”")
        if part == "Summary" or not asks_for_summary(part):  # a command's own words; a member's ask for a summary
            return await assistant.summarise(entry.keys[0], context, None if part == "Summary" else part)
    if entry.kind == "comparison" and len(entry.keys) == 2:
        pair = (assistant.papers[entry.keys[0]], assistant.papers[entry.keys[1]])
        said = question_of(*pair, "")
        if entry.question.startswith(said):  # a command's own words; a member's ask for it in prose
            return await assistant.compare(entry.keys, context, topic_in(entry.question, *pair))
    term = entry.question.removeprefix("What does ").removesuffix(" mean?")
    if entry.question == f"What does {term} mean?" and entry.kind == "definition":
        return await assistant.define(term, context)
    return await assistant.ask(entry.question, context)


def _difference(entry: Entry, again: Answer) -> str | None:
    """The first difference between an old and a new answer, as a sentence's end: outcome, quotes, text, then
    what explains them. None if they are the same.
    """
    if entry.outcome != again.outcome.value:
        return f"it was “{entry.outcome}” and is “{again.outcome.value}” now"
    before = [f"{quote.key} [{quote.start}:{quote.stop}]" for quote in entry.quotes]
    after = [f"{quote.key} [{quote.start}:{quote.end}]" for quote in again.quotes]
    for number, (old, new) in enumerate(zip_longest(before, after, fillvalue="missing"), 1):
        if old != new:
            return f"quote {number} was {old} and is {new} now"
    lines = zip_longest(entry.text.split("\n"), again.text.split("\n"), fillvalue="missing")
    for number, (old, new) in enumerate(lines, 1):
        if old != new:
            return f"line {number} of the text was “{old}” and is “{new}” now"
    lists = (name for name in LISTS if getattr(entry, name) != getattr(again, name))
    return next((f"its {name.replace('_', ' ')} are others now" for name in lists), None)


class Past:
    """Opens snapshots of libraries with today's settings. The index of a large one is made in a temporary
    folder, which is removed at the end.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._store = CorpusStore(config.storage.libraries)
        self._held = ExitStack()

    def __enter__(self) -> Past:
        """Use it as a context manager: its temporary folders are removed at the end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove temporary folders."""
        self._held.close()

    async def assistant(self, library: str, snapshot: str | None) -> Assistant:
        """The assistant for a library's snapshot, given by its digest, or for the library as it is now (None).
        Raises CorpusError or RetrievalError.
        """
        index = await asyncio.to_thread(self._index, library, snapshot)
        return Assistant(index, QuestionLimits(question_chars=self._config.answer.max_question_chars))

    def _index(self, library: str, snapshot: str | None) -> LibraryIndex:
        section = self._config.corpus.model_copy(update={"library": library})
        config = self._config.model_copy(update={"corpus": section})
        if snapshot is not None and is_remote(config.search.engine):
            from bot.clustered import open_past

            return open_past(config, settings_of(config), library, snapshot)
        if snapshot is None or snapshot == self._store.state(library):
            return build_index(config)
        corpus = self._store.snapshot(library, snapshot)
        folder = Path(self._held.enter_context(TemporaryDirectory(prefix="marrow-")))
        engine = self._config.search.engine
        return index_of(folder, library, corpus.digest, lambda: corpus, settings_of(self._config), engine)


class Again(Work):
    """A logged question to ask again, with the settings that an answer depends on."""

    corpus: CorpusSection
    storage: StorageSection
    answer: AnswerSection
    search: SearchSection
    entry: Entry
    today: bool
    pin: Pinned | None = None

    @property
    def undone(self) -> str:
        """The beginning of the error sentence if this fails."""
        return f"The answer {self.entry.id} was not asked again"

    @property
    def config(self) -> Config:
        """The configuration made from these sections; the environment of this process is not read."""
        sections = ("corpus", "storage", "answer", "search")
        return Config.model_construct(**{name: getattr(self, name) for name in sections})


async def replayed_aside(config: Config, entry: Entry, today: bool, pin: Pinned | None = None) -> Replay:
    """Ask a logged question again and return the result: in a thread if the library is small or in a cluster,
    else in a process of its own.
    """
    if is_remote(config.search.engine):
        return await asyncio.to_thread(_again_here, config, entry, today, pin)
    asked = Again(
        limits=config.corpus.work_limits,
        corpus=config.corpus,
        storage=config.storage,
        answer=config.answer,
        search=config.search,
        entry=entry,
        today=today,
        pin=pin,
    )
    try:
        if await asyncio.to_thread(_is_small, asked):
            return await asyncio.to_thread(_again_here, asked.config, entry, today, pin)
        return Replay.model_validate(await in_process("bot.replay", asked))
    except CorpusError as error:
        return Replay(impossible=str(error).rstrip("."))


def _is_small(asked: Again) -> bool:
    store = CorpusStore(asked.storage.libraries)
    return store.size(asked.entry.library, FEW) < FEW


def _again_here(config: Config, entry: Entry, today: bool, pin: Pinned | None) -> Replay:
    """Ask again with a newly opened index, because two threads must not use the index that answers members."""
    with Past(config) as past:
        return asyncio.run(replay(entry, past.assistant, today, pin))


def _again_aside(asked: Again, progress: Progress) -> dict[str, Any]:
    return _again_here(asked.config, asked.entry, asked.today, asked.pin).model_dump()


if __name__ == "__main__":
    sys.exit(work(Again, _again_aside))

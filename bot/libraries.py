"""The libraries a bot answers from. Each is opened when it is first asked; the event loop and the others go on."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot.answering import answerers_of, room
from bot.assistant.assistant import Assistant, QuestionLimits
from bot.config import Config
from bot.harmless import for_operators
from bot.ownership import by_name, called, owner
from bot.service import OpenIndex, Service, index_beside, settings_of
from bot.storage.logbook import Logbook
from corpus.errors import CorpusError, MarrowError, RetrievalError
from corpus.looking import Change, Looking, change_of
from corpus.models import Corpus
from corpus.private import why
from corpus.shelf import papers_of
from corpus.store import DEFAULT, CorpusStore
from index.ranking.engines import is_remote

PATIENCE = 8.0  # seconds somebody waits for a library that is being opened before they are told to ask again
AGAIN = 60.0  # seconds until a library that could not be opened is tried again
AT_ONCE = 3  # processes that take in files or make indexes at the same time; for one server's libraries one
LOOKING = 2  # processes that read whole libraries at the same time
_LOG = logging.getLogger("marrow.libraries")


class LibraryError(MarrowError):
    """A library cannot be asked just now. The text of the error is shown to the person who asked."""


class PreparingError(LibraryError):
    """A library is being opened, which takes longer than anybody waits."""


class Libraries:
    """The services of all libraries, by name. The configured one answers servers without a library of their own."""

    def __init__(
        self, config: Config, logbook: Logbook, patience: float = PATIENCE, index: OpenIndex = index_beside
    ) -> None:
        """Open nothing yet. ``patience``: how many seconds a question waits for a library that is being opened."""
        self._config, self._index = config, index
        self._logbook = logbook
        self._patience = patience
        self.store = CorpusStore(config.storage.libraries)
        self._services: dict[str, Service] = {}
        self._there: tuple[str, ...] = ()
        self._opening: dict[str, asyncio.Task[Service]] = {}
        self._failed: dict[str, tuple[float, LibraryError]] = {}  # until when, on the loop's clock
        self._makers = asyncio.Semaphore(AT_ONCE)
        self._room = room()
        self._looking = Looking(self.store, config.corpus.work_limits, asyncio.Semaphore(LOOKING))
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def service(self, name: str | None = None) -> Service:
        """The service of a library, by default the configured one. It is opened now if it was not; all who ask
        for it meanwhile wait for the same opening.

        Raises LibraryError, a sentence for the person who asked, if it cannot be opened, or not in time.
        """
        name = name or self._config.corpus.library
        if name in self._services:
            return self._services[name]
        until, error = self._failed.get(name, (0.0, None))
        if error is not None and asyncio.get_running_loop().time() < until:
            raise error
        opening = self._begun(name)
        done, _ = await asyncio.wait({opening}, timeout=self._patience)
        if not done:
            raise PreparingError(f"The library “{called(name)}” is still being prepared. Ask again in a minute.")
        return opening.result()

    async def opened(self, name: str) -> Service:
        """As ``service``, but waits as long as it takes and tries again after a failure; for somebody who has
        just filled the library.
        """
        self._failed.pop(name, None)
        if name in self._services:
            return self._services[name]
        if is_remote(self._config.search.engine):
            try:
                await self._published(name)
            except MarrowError as error:
                raise self._said(name, error) from error
        return await asyncio.shield(self._begun(name))

    def check(self) -> None:
        """Raise CorpusError if there is no library of the configured name; damage is found when it is opened."""
        name = self._config.corpus.library
        if is_remote(self._config.search.engine):  # its home is not this machine
            return
        if name not in (DEFAULT, *self.store.libraries()):
            self.store.source(name)

    async def snapshot(self, library: str, digest: str, keys: Iterable[str]) -> Corpus:
        """The corpus with this digest, from which an answer was given, with only the papers of these keys, in
        their order. Works even if the library has changed since. Raises CorpusError, or RetrievalError for a
        library in a cluster.
        """
        service = self._services.get(library)
        if service is not None and service.corpus.digest == digest:
            papers = tuple(papers_of(service.corpus.papers, keys))
            return service.corpus.model_copy(update={"papers": papers})
        if is_remote(self._config.search.engine):
            corpus = await asyncio.to_thread(self._past, library, digest)
            papers = tuple(await asyncio.to_thread(papers_of, corpus.papers, keys))
            return corpus.model_copy(update={"papers": papers})
        return await self._looking.snapshot(library, digest, keys)

    def _past(self, library: str, digest: str) -> Corpus:
        """An earlier state of a library, from the cluster."""
        from bot.clustered import open_past

        return open_past(self._config, settings_of(self._config), library, digest).corpus

    async def state_at(self, library: str, moment: datetime) -> str | None:
        """The digest of a library's state at a moment; None if the library is younger, or if that state is not
        known on this machine.
        """
        return await asyncio.to_thread(self.store.state_at, library, moment)

    async def change(self, library: str, before: str, after: str) -> Change:
        """What differs between two kept states of a library, given by their digests. Raises CorpusError, or
        RetrievalError if they are in a cluster.
        """
        if is_remote(self._config.search.engine) and library not in self.store.libraries():
            return await asyncio.to_thread(self._changed, library, before, after)
        return await self._looking.change(library, before, after)

    def _changed(self, library: str, before: str, after: str) -> Change:
        old, new = (self._past(library, one) for one in (before, after))
        return change_of(old, new)

    async def state(self, name: str) -> str | None:
        """The digest of the state that a library answers from, or would if it were open; None if that is unknown."""
        if name in self._services:
            return self._services[name].corpus.digest
        with suppress(CorpusError):
            return None if is_remote(self._config.search.engine) else await self._looking.state(name)
        return None

    async def reload(
        self, names: Collection[str] | None = None, told: Mapping[str, str] = {}
    ) -> dict[str, Change]:
        """Open anew those of the named libraries (None: of all that are open or in ``told``) that have changed.
        Returns what changed, by library: since the state whose digest is in ``told``, else since the open one.

        Questions are answered from the old state until the new one is open. If one cannot be opened, it goes on
        answering from its old state; LibraryError is raised after the others were reloaded.
        """
        changed: dict[str, Change] = {}
        failed: list[LibraryError] = []
        for name in names if names is not None else tuple(dict.fromkeys((*self._services, *told))):
            self._failed.pop(name, None)
            try:
                change = await self._renewed(name, told.get(name))
            except LibraryError as error:
                failed.append(error)
                continue
            if change is not None:
                changed[name] = change
        if failed:
            raise LibraryError(" ".join(map(str, failed)))
        return changed

    async def _renewed(self, name: str, told: str | None) -> Change | None:
        """Open one library anew if it has changed; returns what changed since the state ``told`` of or open, None if
        nothing did or neither is known.
        """
        service, clustered = self._services.get(name), is_remote(self._config.search.engine)
        before = told or (service.corpus.digest if service else None)
        if before is None or (service is None and clustered):
            return None
        try:
            now = await self._published(name) if clustered else await self._looking.state(name)
        except (CorpusError, RetrievalError) as error:
            raise self._said(name, error) from error
        if now == before and (service is None or service.corpus.digest == now):
            return None
        if (under_way := self._opening.get(name)) is not None:
            await asyncio.wait({under_way})  # it may have read the state before this one
        after = self._services.get(name)
        if after is None or after.corpus.digest != now:
            after = await asyncio.shield(self._begun(name))
        if after.corpus.digest == before:
            return None
        try:
            return await self.change(name, before, after.corpus.digest)
        except (CorpusError, RetrievalError) as error:  # the state before may be gone by now
            raise self._said(name, error) from error

    async def _published(self, name: str) -> str | None:
        """Put a library into the cluster if its files are on this machine; returns the digest of the state that
        answers questions now.
        """
        from bot.clustered import publish_beside

        return await publish_beside(self._config, settings_of(self._config), name, self.turn(name))

    async def prune(self, before: datetime, needed: Collection[str]) -> int:
        """Remove the snapshots written before a moment whose digest is not in ``needed``; returns how many.
        Those of a damaged library stay.
        """
        count = 0
        for name in self.store.libraries():
            try:
                count += await self._looking.prune(name, before, needed)
            except CorpusError as error:
                _LOG.warning("Old states of “%s” were not removed: %s", name, error)
        return count

    def names(self) -> tuple[str, ...]:
        """The names of all libraries, and of those still open; a cluster's are from the last opening of one."""
        kept = (*self.store.libraries(), *self._there, *self._services)
        return tuple(dict.fromkeys((self._config.corpus.library, *kept)))

    def sizes(self) -> tuple[int, ...]:
        """The number of papers of each open library."""
        return tuple(len(service.corpus.papers) for service in self._services.values())

    @property
    def data_dir(self) -> Path:
        """The folder that holds everything the bot writes."""
        return self._config.storage.data_dir

    async def close(self) -> None:
        """Stop all openings that are under way, and end the processes that make indexes or answer."""
        opening = list(self._opening.values())
        for task in opening:
            task.cancel()
        if opening:
            await asyncio.wait(opening)
        for service in self._services.values():
            await service.close()

    def _begun(self, name: str) -> asyncio.Task[Service]:
        """The task that opens a library: the running one, else a new one."""
        task = self._opening.get(name)
        if task is None or task.done():
            task = self._opening[name] = asyncio.create_task(self._open(name), name=f"marrow-library-{name}")
            task.add_done_callback(lambda done: self._settled(name, done))
        return task

    def _settled(self, name: str, task: asyncio.Task[Service]) -> None:
        """Forget an opening that has ended; remember for a while why it failed, so that not every question tries again."""
        if self._opening.get(name) is task:
            del self._opening[name]
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, LibraryError):
            self._failed[name] = (asyncio.get_running_loop().time() + AGAIN, error)

    async def _open(self, name: str) -> Service:
        section = self._config.corpus.model_copy(update={"library": name})
        config = self._config.model_copy(update={"corpus": section})
        try:
            index = await self._index(config, turn=self.turn(name))
            if is_remote(config.search.engine):
                from bot.clustered import libraries_there

                self._there = await asyncio.to_thread(libraries_there, config)
        except Exception as error:  # whatever it is, it is this library's trouble alone
            raise self._said(name, error) from error
        limits = QuestionLimits(question_chars=self._config.answer.max_question_chars)
        folder, engine = self.store.folder(name), config.search.engine
        before = self._services.get(name)
        answerers = answerers_of(folder, name, index, engine, limits.question_chars, self._room)
        service = self._services[name] = Service(
            Assistant(index, limits), self._logbook, aside=True, answerers=answerers
        )
        if before is not None:
            await before.close()
        return service

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """A context held while a process works for a library. Only a few are held at once, and only one for each
        server, so that no server keeps the others waiting.
        """
        async with self._turns[owner(name)], self._makers:
            yield

    def _said(self, name: str, error: Exception) -> LibraryError:
        """The error for who asks; all details go to the log."""
        fault = f"{error.filename or 'a file'} cannot be used: {why(error)}" if isinstance(error, OSError) else ""
        known, said = bool(fault) or isinstance(error, MarrowError), fault or str(error)
        _LOG.error("The library “%s” cannot be opened: %s", name, said, exc_info=None if known else error)
        damaged = fault or not known or "/" in said
        aside = "Its files are damaged or cannot be read." if damaged else "The bot's log says why."
        reason = aside if damaged or for_operators(error) else said
        return LibraryError(by_name(f"The library “{name}” cannot be opened just now. {reason}"))

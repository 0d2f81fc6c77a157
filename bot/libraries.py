"""The libraries a bot answers from: each built once, beside the event loop, when it is first asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from bot.assistant.assistant import Assistant, Limits
from bot.config import Config
from bot.service import Service, build_index
from bot.storage.logbook import Logbook
from corpus.difference import Difference, compared
from corpus.models import Corpus
from corpus.store import CorpusStore


class Libraries:
    """Services by the name of their library. The configured one serves every server that has none of its own."""

    def __init__(self, config: Config, logbook: Logbook) -> None:
        self._config = config
        self._logbook = logbook
        self._store = CorpusStore(config.storage.data_dir / "libraries")
        self._services: dict[str, Service] = {}
        self._building = asyncio.Lock()

    async def service(self, name: str | None = None) -> Service:
        """The service of a library. Raises CorpusError or RetrievalError where it cannot be loaded."""
        name = name or self._config.corpus.library
        if name not in self._services:
            async with self._building:
                if name not in self._services:
                    self._services[name] = await asyncio.to_thread(self._build, name)
        return self._services[name]

    async def snapshot(self, library: str, digest: str) -> Corpus:
        """The corpus an answer was given from, also where the library has changed since. Raises CorpusError."""
        service = self._services.get(library)
        if service is not None and service.corpus.digest == digest:
            return service.corpus
        return await asyncio.to_thread(self._store.snapshot, library, digest)

    async def reload(self) -> dict[str, Difference]:
        """Take up every library that is another now; what changed, by name. Questions in flight finish on the old one.

        Raises CorpusError or RetrievalError where one cannot be loaded; those before it are taken up, the rest stay.
        """
        changed: dict[str, Difference] = {}
        async with self._building:
            for name, service in list(self._services.items()):
                if await asyncio.to_thread(self._store.state, name) != service.corpus.digest:
                    renewed = await asyncio.to_thread(self._build, name)
                    changed[name] = await asyncio.to_thread(compared, service.corpus, renewed.corpus)
                    self._services[name] = renewed
        return changed

    def prune(self, before: datetime, needed: Collection[str]) -> int:
        """Remove snapshots written before a moment that nobody needs; how many. Raises CorpusError."""
        return sum(self._store.prune(name, before, needed) for name in self._store.libraries())

    def names(self) -> tuple[str, ...]:
        """The libraries there are."""
        return tuple(dict.fromkeys((self._config.corpus.library, *self._store.libraries())))

    @property
    def data_dir(self) -> Path:
        """Where everything is kept."""
        return self._config.storage.data_dir

    def _build(self, name: str) -> Service:
        section = self._config.corpus.model_copy(update={"library": name})
        index = build_index(self._config.model_copy(update={"corpus": section}))
        limits = Limits(question_chars=self._config.answer.max_question_chars)
        return Service(Assistant(index, limits), self._logbook, aside=True)

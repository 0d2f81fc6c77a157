"""Assistants over libraries as they were, for as long as a replay takes."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from bot.assistant.assistant import Assistant, Limits
from bot.config import Config
from bot.service import build_index, settings_of
from corpus.store import CorpusStore
from index.engines import is_remote
from index.kept.libraries import index_of
from index.library import LibraryIndex


class Past:
    """Opens a library's snapshot with today's settings. A large one's index stands in a temporary folder meanwhile."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._store = CorpusStore(config.storage.data_dir / "libraries")
        self._held = ExitStack()

    def __enter__(self) -> Past:
        """Use it as a context manager: what was opened is put away at the end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove temporary folders."""
        self._held.close()

    async def assistant(self, library: str, snapshot: str | None) -> Assistant:
        """The assistant over a snapshot, or over the library as it is (None). Raises CorpusError or RetrievalError."""
        index = await asyncio.to_thread(self._index, library, snapshot)
        return Assistant(index, Limits(question_chars=self._config.answer.max_question_chars))

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

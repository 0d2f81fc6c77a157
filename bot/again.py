"""``python -m bot.again``: a process that asks a logged question of a large library again. It reads the whole
library, so the bot does not do it itself.

replay = await replayed_aside(config, entry, today)
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from bot.config import AnswerSection, Config, CorpusSection, SearchSection, StorageSection
from bot.models import Pinned
from bot.replay import Past, Replay, replay
from bot.storage.rows import Entry
from corpus.child import work
from corpus.errors import CorpusError
from corpus.looking import FEW
from corpus.processes import Work, in_process
from corpus.progress import Progress
from corpus.store import CorpusStore
from index.engines import is_remote


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
        return await asyncio.to_thread(_again, config, entry, today, pin)
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
            return await asyncio.to_thread(_again, asked.config, entry, today, pin)
        return Replay.model_validate(await in_process("bot.again", asked))
    except CorpusError as error:
        return Replay(impossible=str(error).rstrip("."))


def _is_small(asked: Again) -> bool:
    store = CorpusStore(asked.storage.data_dir / "libraries")
    return store.size(asked.entry.library, FEW) < FEW


def _again(config: Config, entry: Entry, today: bool, pin: Pinned | None) -> Replay:
    """Ask again with a newly opened index, because two threads must not use the index that answers members."""
    with Past(config) as past:
        return asyncio.run(replay(entry, past.assistant, today, pin))


def _worked(asked: Again, progress: Progress) -> dict[str, Any]:
    return _again(asked.config, asked.entry, asked.today, asked.pin).model_dump()


if __name__ == "__main__":
    sys.exit(work(Again, _worked))

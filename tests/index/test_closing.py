"""A state of a library that nobody uses any more is closed at once, not when garbage is next collected."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assistant.assistant import Assistant
from bot.config import Config, SearchSection, StorageSection
from bot.discord.running import open_parts
from bot.models import Context
from corpus.remembering import remembered
from corpus.store import CorpusStore
from index.library import LibraryIndex
from tests.corpus.test_store import parsed
from tests.index.test_kept import PAPERS, corpus_of, kept

ASKED = (
    "what is GCB3?",
    "the gamma crosbow and its bolts",
    "does the gamma crossbow not help?",
    "papers by Kang from 2019",
    "how many papers are there?",
    "which papers mention the gamma crossbow but no bolts?",
)
OURS = ("bot.", "corpus.", "index.")


@pytest.fixture
def no_garbage_is_collected() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def files_open(folder: Path) -> list[str]:
    """The files in a folder that this process holds open, each as often as it does."""
    held = []
    for number in os.listdir("/proc/self/fd"):
        path = Path(f"/proc/self/fd/{number}")
        if path.is_symlink() and (name := os.readlink(path)).startswith(str(folder)):
            held.append(name)
    return held


async def asked(assistant: Assistant) -> None:
    """Ask all kinds of things, so that whatever is kept of an answer is there."""
    for question in ASKED:
        await assistant.ask(question, Context())
    await assistant.which("the gamma paper")
    _ = assistant.short_forms


@pytest.mark.parametrize("large", [True, False])
@pytest.mark.usefixtures("no_garbage_is_collected")
def test_an_index_is_closed_with_its_last_user(
    tmp_path: Path, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr("corpus.shelf.FEW", 0)
        monkeypatch.setattr("bot.assistant.turns.framing.READ_THROUGH", 10)
        monkeypatch.setattr("bot.assistant.turns.framing.LARGE_LIBRARY", 10)
    assistant = Assistant(kept(tmp_path, corpus_of(PAPERS[:60])))
    asyncio.run(asked(assistant))
    assert files_open(tmp_path)
    del assistant
    assert not files_open(tmp_path)


@pytest.mark.usefixtures("no_garbage_is_collected")
def test_a_state_in_memory_takes_none_when_it_has_gone() -> None:
    """What refers to itself in a circle would be there until the next collection: after twenty imports, half as much again as the bot takes."""
    gc.freeze()  # what other tests have made, of which a worker has a gigabyte, is not passed over twice
    assistant = Assistant(LibraryIndex.build(corpus_of(PAPERS[:60])))
    asyncio.run(asked(assistant))
    gc.collect()
    del assistant
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
        left = {type(one).__qualname__ for one in gc.garbage if type(one).__module__.startswith(OURS)}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert left == set()


def test_results_are_kept_as_long_as_their_object() -> None:
    class Counting:
        def __init__(self) -> None:
            self.times = 0
            self.twice = remembered(self._twice, 2)

        def _twice(self, number: int) -> int:
            self.times += 1
            return 2 * number

    one = Counting()
    assert ([one.twice(n) for n in (1, 1, 2, 3, 1)], one.times) == ([2, 2, 4, 6, 2], 4)
    alone = one.twice
    del one
    with pytest.raises(ReferenceError):
        alone(9)


async def test_a_bot_closes_the_state_before_once_it_answers_from_the_next(
    tmp_path: Path, no_garbage_is_collected: None
) -> None:
    papers, store = PAPERS[:6], CorpusStore(tmp_path / "libraries")
    config = Config(storage=StorageSection(data_dir=tmp_path), search=SearchSection(engine="tantivy"))
    store.add("default", parsed(*papers[:5]), replace=True)
    async with open_parts(config) as parts:
        for papers_there in (5, 6, 5, 6):
            store.add("default", parsed(*papers[:papers_there]), replace=True)
            await parts.libraries.reload()
            service = await parts.libraries.service()
            for question in ASKED:
                await service.answer(question, Context())
            del service
            opened = files_open(tmp_path / "libraries")
            assert len({*opened}) == len(opened) > 0
            assert not [name for name in opened if "deleted" in name]

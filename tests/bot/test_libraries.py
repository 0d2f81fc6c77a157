"""The running bot takes up a changed library; who was asking finishes on the old one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.assistant.models import Context
from bot.config import Config, StorageSection
from bot.discord.parts import Parts
from bot.discord.running import open_parts
from bot.storage.lock import holder
from corpus.store import CorpusStore
from tests.bot.assistant.teahouse import COFFEE, TEA, teahouse
from tests.corpus.test_store import parsed

QUESTION = "how long did sleep last with green tea?"


def add(folder: Path, *keys: str) -> None:
    papers = (paper for paper in teahouse().papers if paper.key in keys)
    CorpusStore(folder / "libraries").add("default", parsed(*papers), replace=True)


async def cited(parts: Parts) -> tuple[str, ...]:
    service = await parts.libraries.service()
    return (await service.answer(QUESTION, Context())).keys


async def test_a_changed_library_is_taken_up(tmp_path: Path) -> None:
    add(tmp_path, COFFEE)
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        assert TEA not in await cited(parts)
        old = await parts.libraries.service()
        assert await parts.libraries.reload() == {}
        add(tmp_path, COFFEE, TEA)
        changed = await parts.libraries.reload()
        assert changed["default"].added == (TEA,)
        assert TEA in await cited(parts)
        answer = await old.answer(QUESTION, Context())
        assert TEA not in answer.keys
        assert (await parts.libraries.snapshot("default", answer.snapshot)).digest == answer.snapshot


async def test_old_states_stay_while_an_answer_needs_them(tmp_path: Path) -> None:
    add(tmp_path, COFFEE)
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))) as parts:
        await cited(parts)
        add(tmp_path, COFFEE, TEA)
        await parts.libraries.reload()
        needed = await parts.storage.logbook.snapshots()
        assert len(needed) == 1
        far = datetime.max.replace(tzinfo=UTC)
        assert parts.libraries.prune(far, needed) == 0
        assert parts.libraries.prune(far, ()) == 1


async def test_who_holds_the_folder_is_known(tmp_path: Path) -> None:
    assert holder(tmp_path) is None
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))):
        assert holder(tmp_path) is not None
    assert holder(tmp_path) is None

"""A log with something in it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.selection import Selection
from bot.storage.store import Storage
from index.models import Outcome
from tests.bot.storage.samples import answer, at, context


async def _fill(folder: Path) -> None:
    async with Storage.open(folder) as opened:
        asked = [
            ("survival after vertebroplasty", "alice", "one", Outcome.ANSWERED, ()),
            ("proton beam dose", "alice", "one", Outcome.NOTHING, ("proton",)),
            ("proton arc", "bob", "one", Outcome.RELATED, ("proton", "arc")),
            ("Dépression after surgery", "bob", "one", Outcome.ANSWERED, ()),
            ("what of the spine?", "carol", "one", Outcome.RELATED, ()),
            ("thanks", "carol", "one", Outcome.HELP, ()),
            ("vertebroplasty elsewhere", "alice", "two", Outcome.NOTHING, ("vertebroplasty",)),
            ("vertebroplasty alone", "alice", None, Outcome.ANSWERED, ()),
        ]
        for number, (question, who, server, outcome, unknown) in enumerate(asked, 1):
            made = answer(number, question)
            changes = {
                "outcome": outcome,
                "unknown_words": unknown,
                "quotes": made.quotes if outcome is Outcome.ANSWERED else (),
                "text": f"reply {number}",
            }
            await opened.logbook.record(made.model_copy(update=changes), context(who, server), at(number * 86400))
        await opened.feedback.judge("id000001", "one", "bob", True, None)
        await opened.feedback.judge("id000004", "one", "bob", False, "off")
        await opened.feedback.report("id000003", "one", "carol", "odd")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with six questions in one server, one in another, one in direct messages: copied for each test."""
    folder = tmp_path_factory.mktemp("filled")
    asyncio.run(_fill(folder))
    return folder


async def _begin(folder: Path) -> None:
    async with Storage.open(folder):
        pass


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose logbook has no row: made once, because its twenty migrations take 40 ms."""
    folder = tmp_path_factory.mktemp("blank")
    asyncio.run(_begin(folder))
    return folder


@pytest.fixture
def begun_log(blank: Path, tmp_path: Path) -> None:
    """Make the test's folder one like that, so that its logbook opens at once."""
    shutil.copytree(blank, tmp_path, dirs_exist_ok=True)


@pytest.fixture
async def storage(filled: Path, tmp_path: Path) -> AsyncIterator[Storage]:
    """The storage of a data folder like that one."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    async with Storage.open(tmp_path) as opened:
        yield opened


async def found(storage: Storage, selection: Selection) -> list[int]:
    page = await storage.reader.page(selection)
    assert page.next is None
    return [int(entry.id[2:]) for entry in page.entries]


ONE = Selection(server="one")

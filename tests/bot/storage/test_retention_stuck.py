"""Rows that cannot be removed, as where a page of the logbook is damaged, keep no others back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.models import Turn
from bot.storage import retention as room
from bot.storage.store import Storage
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON
from tests.bot.storage.test_retention import FAR, ask, asked, column

pytestmark = pytest.mark.usefixtures("begun_log")


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with Storage.open(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("at_once", [2, 500])
async def test_a_row_that_cannot_be_removed_keeps_no_other_of_its_server_back(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """Neither what is older, nor what is newer, nor what is not an answer."""
    monkeypatch.setattr(room, "AT_ONCE", at_once)
    for number in range(5):
        await ask(storage, number, "one")
    await storage.conversations.keep("talk", "one", "alice", Turn(question="zebrafish 1?"), NOON)
    for when in ("DELETE", "UPDATE"):
        await storage.logbook._database.execute(
            f"CREATE TRIGGER damaged_{when} BEFORE {when} ON answers WHEN OLD.question = 'zebrafish 2?' BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    with pytest.raises(StorageError):
        await storage.retention.fade("one", FAR)
    assert await column(storage, "SELECT question FROM answers WHERE asker IS NOT NULL") == ["zebrafish 2?"]
    with pytest.raises(StorageError):
        await storage.retention.expire("one", FAR)
    assert await asked(storage) == ["zebrafish 2?"]
    assert await column(storage, "SELECT count(*) FROM conversations") == [0]


@pytest.mark.parametrize(("given_up", "stays"), [(2, 5), (3, 2)])
async def test_where_many_rows_cannot_be_removed_not_all_are_tried(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, given_up: int, stays: int
) -> None:
    monkeypatch.setattr(room, "GIVEN_UP", given_up)
    for number in range(5):
        await ask(storage, number, "one")
    await storage.logbook._database.execute(
        "CREATE TRIGGER damaged BEFORE DELETE ON answers WHEN OLD.question < 'zebrafish 2?' BEGIN SELECT RAISE(ABORT, 'x'); END"
    )
    with pytest.raises(StorageError):
        await storage.retention.expire("one", FAR)
    assert len(await asked(storage)) == stays

"""What SQLite keeps beside the logbook is removed while it is written, and another program opens the logbook: nothing is lost and
nothing is damaged. Two programs that hold different ones of these files would write over one another's pages.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.storage.database import FILE
from bot.storage.logbook import Logbook
from bot.storage.store import Storage
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON, answer, context, held_by_another
from tests.bot.storage.test_faults import ids
from tests.bot.terminal.running import marrow

REMOVED = {"log": ("-wal",), "index": ("-shm",), "both": ("-wal", "-shm")}
# w: the bot writes; o: another program writes; r: the bot reads
ORDERS = ("w", "o", "wo", "ow", "wr", "or", "wowo", "owrw")


async def happens(storage: Storage, data: Path, step: str, number: int) -> None:
    """One step, which may be refused, in words."""
    if step == "w":
        await storage.logbook.record(answer(number), context(), NOON)
    elif step == "o":
        done = await asyncio.to_thread(marrow, data, "ask", "bone pain")
        assert "unexpected" not in done.stderr
    else:
        with suppress(StorageError):
            await storage.logbook.recent(10)


def soundness(data: Path) -> str:
    with closing(sqlite3.connect(data / FILE)) as database:
        return str(database.execute("PRAGMA integrity_check").fetchone()[0])


@pytest.mark.parametrize("removed", REMOVED)
@pytest.mark.parametrize(
    "order", [pytest.param(one, marks=() if one == "wo" else pytest.mark.slow) for one in ORDERS]
)
async def test_a_file_beside_the_logbook_that_was_removed_costs_no_row(
    tmp_path: Path, removed: str, order: str
) -> None:
    async with Storage.open(tmp_path, busy_timeout_ms=200) as storage:
        await storage.logbook.record(answer(1), context(), NOON)
        for end in REMOVED[removed]:
            (tmp_path / f"{FILE}{end}").unlink()
        for number, step in enumerate(order, 2):
            await happens(storage, tmp_path, step, number)
    assert soundness(tmp_path) == "ok"
    async with Logbook.open(tmp_path) as log:
        assert log.waiting() == 0
    wrote = {f"id00000{number}" for number, step in enumerate(order, 2) if step == "w"}
    kept = set(await ids(tmp_path))
    assert kept >= (wrote if removed == "both" and "o" in order else wrote | {"id000001"})


async def test_nothing_is_read_where_another_program_has_other_files_beside_the_logbook(tmp_path: Path) -> None:
    """Its pages would be taken for ours."""
    async with Storage.open(tmp_path, busy_timeout_ms=200) as storage:
        await storage.logbook.record(answer(1), context(), NOON)
        (tmp_path / f"{FILE}-shm").unlink()
        assert len(await storage.logbook.recent(10)) == 1
        (tmp_path / f"{FILE}-shm").write_bytes(bytes(32768))
        with pytest.raises(StorageError, match="-shm was removed or replaced meanwhile, so restart Marrow"):
            await storage.logbook.recent(10)


async def test_a_data_folder_that_was_moved_gets_no_second_spool(tmp_path: Path) -> None:
    here, there = tmp_path / "data", tmp_path / "moved"
    here.mkdir()
    async with Storage.open(here, busy_timeout_ms=200) as storage:
        await storage.logbook.record(answer(1), context(), NOON)
        with held_by_another(here):
            await storage.logbook.record(answer(2), context(), NOON)
        here.rename(there)
        for place in ("none", "another"):
            if place == "another":
                here.mkdir()
            with pytest.raises(StorageError, match="moved or replaced"):
                await storage.logbook.record(answer(3), context(), NOON)
            with pytest.raises(OSError, match="moved or replaced"):
                storage.logbook.waiting()
            with pytest.raises(StorageError, match="moved or replaced"):
                storage.logbook.spool.check_place()
            assert not storage.logbook.spool.is_empty()
        assert list(here.iterdir()) == []
        here.rmdir()
        there.rename(here)
        await storage.logbook.record(answer(4), context(), NOON)
    async with Logbook.open(here) as log:
        assert log.waiting() == 0
    assert await ids(here) == {"id000001", "id000002", "id000004"}

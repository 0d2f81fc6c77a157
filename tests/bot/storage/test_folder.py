"""The data folder is closed to others when it is opened, and tidied when the bot starts."""

from __future__ import annotations

import asyncio
import os
import stat
import time
from pathlib import Path

import pytest

from bot.storage.database import FILE
from bot.storage.folder import LEFT, found_open, only_bot, open_folder, tidy_folder
from bot.storage.store import Storage
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON, answer, context


async def test_all_that_is_kept_is_for_its_owner_whatever_the_umask(tmp_path: Path) -> None:
    data_dir, before = tmp_path / "a" / "data", os.umask(0)
    try:
        async with Storage.open(data_dir, busy_timeout_ms=20) as storage:
            await storage.logbook._database.connection.execute_fetchall("PRAGMA query_only = 1")
            await storage.logbook.record(answer(1), context(), NOON)
            assert (data_dir / f"{FILE}-wal").exists()
            assert found_open(data_dir) == []
        async with Storage.open(data_dir) as storage:
            await storage.logbook.backup(tmp_path / "copy")
    finally:
        os.umask(before)
    assert found_open(data_dir) == []
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600


def test_only_what_is_ours_is_closed_and_old_drafts_go(tmp_path: Path) -> None:
    (tmp_path / "libraries").mkdir(mode=0o755)
    (tmp_path / "libraries" / "papers").touch(0o644)
    (tmp_path / "somebody's").touch(0o644)
    for name, age in ((".old.0011.part", LEFT + 9), (".new.0011.part", 0)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age, time.time() - age))
    open_folder(tmp_path)
    tidy_folder(tmp_path)
    assert found_open(tmp_path) == []
    assert stat.S_IMODE((tmp_path / "somebody's").stat().st_mode) == 0o644
    assert {path.name for path in tmp_path.iterdir()} == {"libraries", "somebody's", ".new.0011.part"}


@pytest.mark.parametrize("name", [FILE, "bot.lock"])
def test_a_link_in_the_place_of_ours_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").write_text("precious")
    (tmp_path / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageError, match="symbolic link"):
        _used(tmp_path)
    assert (tmp_path / "elsewhere").read_text() == "precious"


def _used(data_dir: Path) -> None:
    async def opened() -> None:
        with only_bot(data_dir):
            async with Storage.open(data_dir):
                pass

    asyncio.run(opened())


def test_a_folder_everybody_shares_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    with pytest.raises(StorageError, match="cannot be used: it is everybody's folder"):
        open_folder(tmp_path)


def test_what_lies_beside_a_logbook_is_writable_again_when_the_logbook_is_and_not_before(tmp_path: Path) -> None:
    logbook, beside = tmp_path / "logbook.sqlite3", tmp_path / "logbook.sqlite3-shm"
    for path in (logbook, beside):
        path.touch()
        path.chmod(0o400)
    open_folder(tmp_path)
    assert stat.S_IMODE(beside.stat().st_mode) == 0o400
    logbook.chmod(0o600)
    open_folder(tmp_path)
    assert stat.S_IMODE(beside.stat().st_mode) == 0o600

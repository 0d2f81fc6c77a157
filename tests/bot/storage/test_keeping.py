"""Copies while others write, message ids that come late, a name forgotten by its pseudonym."""

from __future__ import annotations

import asyncio
import os
import resource
from pathlib import Path

import pytest

from bot.storage.database import FILE
from bot.storage.logbook import Logbook
from bot.storage.pseudonyms import KEY_FILE, KeyTrouble
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON, answer, at, context, held_by_another, written


async def reply_of(data_dir: Path, answer_id: str) -> str | None:
    async with Logbook.read(data_dir) as log:
        entry = await log.get(answer_id)
    assert entry is not None
    return entry.reply


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_the_id_of_a_message_waits_with_its_spooled_row(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(1), context(), NOON)
    with held_by_another(tmp_path):
        async with Logbook.open(tmp_path, busy_timeout_ms=20) as log:
            await log.record(answer(2), context(), NOON)
            await log.delivered("id000001", "m1")
            await log.delivered("id000002", "m2")
    async with Logbook.open(tmp_path) as log:
        assert log.waiting() == 0
    assert [await reply_of(tmp_path, f"id00000{n}") for n in (1, 2)] == ["m1", "m2"]


async def test_a_copy_made_while_rows_are_written_is_sound_and_opens(tmp_path: Path) -> None:
    out = tmp_path / "copy.sqlite3"
    async with Logbook.open(tmp_path / "data") as log:
        await log.record_many([(answer(n), context(), at(n)) for n in range(500)])
        async with Logbook.read(tmp_path / "data") as reader:
            await reader.backup(out)
            await log.record(answer(3000), context(), at(3000))
    assert files(tmp_path) == {"data", "copy.sqlite3"}
    restored = tmp_path / "restored"
    restored.mkdir()
    out.rename(restored / FILE)
    with pytest.raises(KeyTrouble, match="is missing: put it back from the backup"):
        async with Logbook.open(restored):
            pass
    assert files(restored) == {FILE}
    (restored / KEY_FILE).write_bytes((tmp_path / "data" / KEY_FILE).read_bytes())
    async with Logbook.open(restored) as log:
        assert (await log.check(), await log.count()) == ("ok", 500)
        await log.record(answer(4000), context(), at(4000))
        assert await log.count() == 501


@pytest.mark.slow
async def test_a_copy_of_a_large_logbook_ends_however_much_is_written_meanwhile(tmp_path: Path) -> None:
    copied = asyncio.Event()

    async def keep_writing(log: Logbook) -> int:
        number = 0
        while not copied.is_set():
            await log.record(answer(number := number + 1), context(), NOON)
        return number

    async with Logbook.open(tmp_path / "data") as log, Logbook.read(tmp_path / "data") as reader:
        await log._database.execute("CREATE TABLE large AS SELECT zeroblob(50000000) AS bytes")
        writing = asyncio.create_task(keep_writing(log))
        copying = asyncio.create_task(reader.backup(tmp_path / "copy.sqlite3"))
        ended, _ = await asyncio.wait({copying}, timeout=120)
        copied.set()
        assert await writing > 0
        await copying
    assert ended == {copying}


async def test_no_copy_overwrites_another(tmp_path: Path) -> None:
    out = tmp_path / "copy.sqlite3"
    out.write_text("precious")
    async with Logbook.open(tmp_path / "data") as log:
        with pytest.raises(StorageError, match="is there already"):
            await log.backup(out)
        with pytest.raises(StorageError, match="could not be"):
            await log.backup(tmp_path / "nowhere" / "copy.sqlite3")
    assert out.read_text() == "precious"


async def test_a_copy_that_finds_no_room_names_its_file_and_says_what_to_do(tmp_path: Path) -> None:
    out, limits = tmp_path / "copy.sqlite3", resource.getrlimit(resource.RLIMIT_FSIZE)
    async with Logbook.open(tmp_path / "data") as log:
        await log.record(answer(1, "zebrafish"), context(), NOON)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, limits[1]))
        try:
            with pytest.raises(StorageError) as told:
                await log.backup(out)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert f"could not be copied to {out}: " in str(told.value)
        assert "name a file on another" in str(told.value)
        await log.backup(out)
    assert [name for name in os.listdir(tmp_path) if name != "data"] == [out.name]


async def test_a_pseudonym_is_forgotten_to_the_last_byte(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(1, "zebrafish secrets"), context("alice"), NOON)
        await log.record(answer(2, "mouse models"), context("bob"), NOON)
        entry = await log.get("id000001")
        assert entry is not None
        assert entry.asker is not None
        assert await log.forget_named("guild", entry.asker) == 1
        assert await log.forget_named("guild", entry.asker) == 0
        assert b"zebrafish" not in written(tmp_path)
        assert b"mouse" in written(tmp_path)

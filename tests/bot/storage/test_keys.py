"""The key for pseudonyms: made once, known again, and nothing is written where it is missing, damaged or another."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.database import FILE
from bot.storage.keys import examined, start_anew
from bot.storage.logbook import Logbook
from bot.storage.pseudonyms import KEY_FILE, KeyTrouble, Pseudonyms, first_key, rotate
from bot.storage.store import Storage
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON, answer, context
from tests.bot.storage.test_migrate import first_schema

NAMER = """
import asyncio, sys
from pathlib import Path
from bot.storage.logbook import Logbook
from tests.bot.storage.samples import NOON, answer, context

async def main():
    sys.stdin.readline()
    async with Logbook.open(Path(sys.argv[1])) as log:
        await log.record(answer(int(sys.argv[2])), context("alice"), NOON)

asyncio.run(main())
"""
SPOILT = {
    "missing": None,
    "empty": "",
    "blank": "\n \n",
    "one byte": "7f",
    "short": secrets.token_hex(31),
    "long": secrets.token_hex(33),
    "no hexadecimal": "z" * 64,
    "no ASCII": "é" * 64,
    "another": secrets.token_hex(32),
    "one sound, one short": f"{secrets.token_hex(32)}\nff",
}


async def kept(data_dir: Path) -> None:
    """A folder in which Alice asked and Bob opted out."""
    async with Storage.open(data_dir) as storage:
        await storage.logbook.record(answer(1), context("alice"), NOON)
        await storage.members.opt_out("bob", "guild")


def state(data_dir: Path) -> dict[str, bytes]:
    """Every file of the folder but what SQLite makes while somebody reads."""
    files = [path for path in data_dir.rglob("*") if path.is_file() and not path.name.endswith(("-wal", "-shm"))]
    return {path.name: path.read_bytes() for path in files}


def spoil(data_dir: Path, text: str | None) -> None:
    (data_dir / KEY_FILE).unlink()
    if text is not None:
        (data_dir / KEY_FILE).write_text(text, "utf-8")


@pytest.mark.parametrize("how", SPOILT)
async def test_nothing_is_opened_or_changed_without_the_logbooks_own_key(tmp_path: Path, how: str) -> None:
    await kept(tmp_path)
    spoil(tmp_path, SPOILT[how])
    before = state(tmp_path)
    for opening in (Storage.open, Logbook.open):
        with pytest.raises(
            KeyTrouble, match=r"pseudonym\.key\) .*: put it back .*rotate --anew.*opt-outs are lost"
        ):
            async with opening(tmp_path):
                pass
    with pytest.raises(KeyTrouble):
        await examined(tmp_path / FILE)
    assert state(tmp_path) == before


@pytest.mark.parametrize("how", [name for name in SPOILT if name not in ("missing", "another")])
async def test_a_damaged_key_is_refused_in_a_new_folder_too(tmp_path: Path, how: str) -> None:
    (tmp_path / KEY_FILE).write_text(str(SPOILT[how]), "utf-8")
    with pytest.raises(KeyTrouble):
        async with Logbook.open(tmp_path):
            pass
    with pytest.raises(KeyTrouble):
        rotate(tmp_path)


@pytest.mark.parametrize("schema", [1, 4])
async def test_a_logbook_from_before_fingerprints_takes_the_key_there_is(tmp_path: Path, schema: int) -> None:
    first_schema(tmp_path / FILE, schema)
    async with Storage.open(tmp_path):
        pass
    spoil(tmp_path, secrets.token_hex(32))
    with pytest.raises(KeyTrouble, match="is not the one"):
        async with Storage.open(tmp_path):
            pass


async def test_a_logbook_from_before_without_its_key_is_not_touched(tmp_path: Path) -> None:
    first_schema(tmp_path / FILE)
    spoil(tmp_path, None)
    with pytest.raises(KeyTrouble, match="is missing"):
        async with Logbook.open(tmp_path):
            pass
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        assert database.execute("SELECT max(number) FROM migrations").fetchone() == (1,)
    assert not (tmp_path / KEY_FILE).exists()


async def test_a_row_that_waits_was_named_with_a_key_too(tmp_path: Path) -> None:
    first_key(tmp_path)
    (tmp_path / FILE).mkdir()
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(1), context("alice"), NOON)
    (tmp_path / FILE).rmdir()
    spoil(tmp_path, None)
    with pytest.raises(KeyTrouble, match="is missing"):
        async with Logbook.open(tmp_path):
            pass


async def test_without_any_named_row_a_key_is_made(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path / "old") as log:
        await log.record(answer(1), context(None), NOON)
    with closing(sqlite3.connect(tmp_path / "old" / FILE)) as database, database:
        database.execute("DELETE FROM pseudonym_keys")
    spoil(tmp_path / "old", None)
    async with Logbook.open(tmp_path / "old") as log:
        assert await log.count() == 1
    assert await examined(tmp_path / "new" / FILE) is None


@pytest.mark.slow
def test_processes_that_come_at_once_make_one_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", NAMER, str(tmp_path)]
    ready = [subprocess.Popen([*command, str(n)], stdin=subprocess.PIPE, text=True) for n in range(3)]
    for process in ready:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.wait(60) for process in ready] == [0] * 3
    for process in ready:
        assert process.stdin is not None
        process.stdin.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        (asker,) = database.execute("SELECT DISTINCT asker FROM answers").fetchall()
        assert database.execute("SELECT count(*) FROM answers").fetchone() == (3,)
        assert len(database.execute("SELECT * FROM pseudonym_keys").fetchall()) == 1
    assert asker == (Pseudonyms.load(tmp_path).of("alice", "guild"),)
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


async def test_keys_that_were_rotated_in_belong_to_the_logbook_and_none_may_be_missing(tmp_path: Path) -> None:
    await kept(tmp_path)
    first = (tmp_path / KEY_FILE).read_text()
    assert rotate(tmp_path) == 2
    async with Storage.open(tmp_path) as storage:
        assert await storage.members.opted_out("bob", "guild")
    both = (tmp_path / KEY_FILE).read_text()
    for some in (first, both.split()[1]):
        spoil(tmp_path, some)
        with pytest.raises(KeyTrouble, match="is not the one"):
            async with Storage.open(tmp_path):
                pass
    spoil(tmp_path, both)
    async with Storage.open(tmp_path) as storage:
        assert await storage.logbook.count_mine("alice", "guild") == 1


@pytest.mark.parametrize("how", SPOILT)
async def test_starting_anew_is_possible_once_the_key_is_lost(tmp_path: Path, how: str) -> None:
    await kept(tmp_path)
    spoil(tmp_path, SPOILT[how])
    aside = await start_anew(tmp_path / FILE)
    assert (aside.read_text("utf-8") if aside else None) == SPOILT[how]
    async with Storage.open(tmp_path) as storage:
        assert await storage.logbook.count() == 1
        assert await storage.logbook.count_mine("alice", "guild") == 0
        assert not await storage.members.opted_out("bob", "guild")


async def test_a_key_found_again_after_starting_anew_finds_everything_again(tmp_path: Path) -> None:
    await kept(tmp_path)
    lost = (tmp_path / KEY_FILE).read_text()
    spoil(tmp_path, None)
    await start_anew(tmp_path / FILE)
    spoil(tmp_path, f"{lost}\n{(tmp_path / KEY_FILE).read_text()}")
    async with Storage.open(tmp_path) as storage:
        assert await storage.members.opted_out("bob", "guild")
        assert await storage.logbook.count_mine("alice", "guild") == 1


async def test_a_sound_key_is_not_started_anew(tmp_path: Path) -> None:
    await kept(tmp_path)
    before = state(tmp_path)
    with pytest.raises(StorageError, match="nothing to start anew"):
        await start_anew(tmp_path / FILE)
    assert state(tmp_path) == before


async def test_a_fingerprint_is_no_key(tmp_path: Path) -> None:
    await kept(tmp_path)
    key = bytes.fromhex((tmp_path / KEY_FILE).read_text())
    content = await asyncio.to_thread((tmp_path / FILE).read_bytes)
    assert key not in content
    assert key.hex().encode() not in content


def test_keys_added_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    first_key(tmp_path)
    many = 6
    script = (
        "import sys; from pathlib import Path; from bot.storage.pseudonyms import rotate\n"
        "sys.stdin.readline(); rotate(Path(sys.argv[1]))"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE) for _ in range(many)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.close()  # they all begin now
    assert [process.wait(timeout=60) for process in started] == [0] * many
    assert len(Pseudonyms.load(tmp_path).fingerprints) == 1 + many

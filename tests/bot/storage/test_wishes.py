"""What members wished since a backup holds after it was put back."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.storage import wishes
from bot.storage.database import FILE, Database
from bot.storage.store import Storage
from bot.storage.wishes import Wish, forget_wishes
from bot.terminal.diagnosing import guarded, logbook
from corpus.errors import StorageError
from tests.bot.storage.samples import answer, at, context, held_by_another

pytestmark = pytest.mark.usefixtures("begun_log")

SOON, LATER = datetime.now(UTC) - timedelta(days=1), datetime.now(UTC) + timedelta(days=1)


async def asks(storage: Storage, number: int, member: str) -> None:
    await storage.logbook.record(answer(number), context(member, "one"), at(number))


async def wished(data_dir: Path) -> None:
    """A backup, and what was wished after it."""
    async with Storage.open(data_dir) as storage:
        for number, member in enumerate(("alice", "bob", "carol")):
            await asks(storage, number, member)
        await storage.members.opt_out("carol", "one")
        await storage.logbook.backup(data_dir / "backup")
        await storage.logbook.forget("alice", "one")
        await storage.members.opt_out("bob", "one")
        await storage.members.opt_out("bob", None)
        await storage.members.opt_in("carol", "one")


def put_back(data_dir: Path) -> None:
    for end in ("-wal", "-shm"):
        (data_dir / f"{FILE}{end}").unlink(missing_ok=True)
    shutil.copy(data_dir / "backup", data_dir / FILE)


async def found(data_dir: Path) -> tuple[list[str], list[bool]]:
    """The kept answers, and who of bob (here, and in direct messages) and carol has opted out."""
    async with Storage.open(data_dir) as storage:
        rows = sorted(one.id for one in await storage.logbook.recent())
        members = [("bob", "one"), ("bob", None), ("carol", "one")]
        return rows, [await storage.members.opted_out(*one) for one in members]


KEPT = (["id000001", "id000002"], [True, True, False])


async def test_what_was_wished_since_a_backup_is_done_again_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await wished(tmp_path)
    assert (await found(tmp_path), caplog.text) == (KEPT, "")
    put_back(tmp_path)
    assert await found(tmp_path) == KEPT
    assert "that is done again (wishes: 4)" in caplog.text
    caplog.clear()
    async with Storage.open(tmp_path) as storage:
        await asks(storage, 7, "alice")
    assert (await found(tmp_path))[0] == ["id000001", "id000002", "id000007"]
    assert caplog.text == ""


async def test_who_wishes_again_and_again_has_two_lines(tmp_path: Path) -> None:
    """One member could have filled the file for all."""
    await wished(tmp_path)
    async with Storage.open(tmp_path) as storage:
        for _ in range(3):
            await storage.members.opt_in("bob", "one")
            await storage.members.opt_out("bob", "one")
            await storage.logbook.forget("bob", "one")
    assert len(wishes._read(tmp_path)) == 5
    put_back(tmp_path)
    assert await found(tmp_path) == (["id000002"], [True, True, False])


async def test_a_wish_that_was_not_fulfilled_is_not_fulfilled_later(tmp_path: Path) -> None:
    """Who is told that it failed may go on asking, and would lose that at the next start."""
    async with Storage.open(tmp_path, busy_timeout_ms=50) as storage:
        await asks(storage, 0, "alice")
        with held_by_another(tmp_path), pytest.raises(StorageError):
            await storage.logbook.forget("alice", "one")
        await asks(storage, 1, "alice")
    assert (await found(tmp_path))[0] == ["id000000", "id000001"]


async def test_rows_that_wait_stay_if_a_deletion_fails(tmp_path: Path) -> None:
    """The rows of answers that were seen went from the spool, while the member was told that nothing was removed."""
    async with Storage.open(tmp_path, busy_timeout_ms=50) as storage:
        with held_by_another(tmp_path):
            await asks(storage, 0, "alice")
            with pytest.raises(StorageError):
                await storage.logbook.forget("alice", "one")
            assert storage.logbook.waiting() == 1
        assert await storage.logbook.forget("alice", "one") == 1
        assert storage.logbook.waiting() == 0
    assert (await found(tmp_path))[0] == []


async def test_a_logbook_begun_anew_knows_who_opted_out(tmp_path: Path) -> None:
    await wished(tmp_path)
    put_back(tmp_path)
    (tmp_path / FILE).unlink()
    assert await found(tmp_path) == ([], [True, True, False])


async def test_two_wishes_have_two_numbers_whatever_is_lost(tmp_path: Path) -> None:
    await wished(tmp_path)
    (tmp_path / wishes.FILE).unlink()
    async with Storage.open(tmp_path) as storage:
        await storage.members.opt_in("bob", "one")
    put_back(tmp_path)
    assert (await found(tmp_path))[1] == [False, False, True]


@pytest.mark.parametrize("wrong", [b"{\n", b"[" * 100_000, b'{"number": 9}\n', b"\xff\xfe\n"])
async def test_a_damaged_line_is_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, wrong: bytes
) -> None:
    await wished(tmp_path)
    path = tmp_path / wishes.FILE
    path.write_bytes(wrong.rstrip(b"\n") + b"\n" + path.read_bytes())
    put_back(tmp_path)
    assert await found(tmp_path) == KEPT
    assert "cannot be read, and is passed over" in caplog.text


async def test_what_cannot_be_kept_beside_the_logbook_is_done_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with Storage.open(tmp_path) as storage:
        (tmp_path / wishes.FILE).mkdir()
        await storage.members.opt_out("bob", "one")
        assert await storage.members.opted_out("bob", "one")
    assert "could not be kept beside the logbook" in caplog.text


def _too_long(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(wishes.LARGEST + 1)


@pytest.mark.parametrize("unreadable", [Path.mkdir, os.mkfifo, _too_long])
async def test_where_wishes_cannot_be_read_nothing_begins(
    tmp_path: Path, unreadable: Callable[[Path], object]
) -> None:
    """Whoever opted out since the backup was kept again; and read later, an old wish would have undone a newer one."""
    await wished(tmp_path)
    put_back(tmp_path)
    path = tmp_path / wishes.FILE
    path.rename(tmp_path / "aside")
    unreadable(path)
    with pytest.raises(StorageError, match="nothing begins without it"):
        await found(tmp_path)
    told = await guarded("logbook", partial(logbook, tmp_path))
    assert told is not None
    assert (told.state, "nothing begins without it" in told.says) == ("fail", True)
    path.rename(tmp_path / "odd")
    (tmp_path / "aside").rename(path)
    assert await found(tmp_path) == KEPT


@pytest.mark.slow
async def test_the_file_never_grows_beyond_what_is_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    long = Wish(number=1, at=SOON, wish="opt out", server="one", names=("x" * (wishes.LARGEST - 200),))
    wishes._write(tmp_path, [long])
    async with Storage.open(tmp_path) as storage:
        await storage.members.opt_out("bob", "one")
    assert "could not be kept beside the logbook" in caplog.text
    assert (await found(tmp_path))[1] == [True, False, False]


@pytest.mark.parametrize(("off", "stays"), [(-20_000, []), (400, [2])])
def test_a_wish_is_as_old_as_its_place_says_whatever_the_clock_said(
    tmp_path: Path, off: int, stays: list[int]
) -> None:
    """Made on a machine that had just started in 1970, it went in the next hour, and a backup brought back what was deleted."""
    now, day = datetime.now(UTC), timedelta(days=1)
    times = (now - 40 * day, now - 3 * day, now + off * day, now - day)
    made = [Wish(number=n, at=at, wish="forget", server="one", names=(f"{n}",)) for n, at in enumerate(times)]
    wishes._write(tmp_path, made)
    for days, left in ((30, [1, 2, 3]), (2, [*stays, 3]), (0.5, stays)):
        forget_wishes(tmp_path, now - days * day, now)
        assert [one.number for one in wishes._read(tmp_path)] == left


async def test_no_wish_is_kept_longer_than_a_backup_but_opting_out(tmp_path: Path) -> None:
    await wished(tmp_path)
    forget_wishes(tmp_path, SOON, LATER)
    assert len(wishes._read(tmp_path)) == 4
    forget_wishes(tmp_path, LATER, LATER)
    kept = wishes._read(tmp_path)
    assert [(one.wish, one.server) for one in kept] == [("opt out", "one"), ("opt out", None)]
    async with Storage.open(tmp_path) as storage:
        await storage.members.opt_in("bob", "one")
        await storage.members.opt_out("bob", "one")
    forget_wishes(tmp_path, LATER, LATER)
    assert [(one.wish, one.server) for one in wishes._read(tmp_path)] == [("opt out", None), ("opt out", "one")]


@pytest.mark.parametrize("turns", range(6))
async def test_what_is_fulfilled_is_kept_whoever_is_cancelled_meanwhile(tmp_path: Path, turns: int) -> None:
    """As by a bot that stops: after a backup is put back, nobody would know of it."""
    async with Database.open(tmp_path) as database:
        known = wishes.Wishes(database, tmp_path)
        fulfilling = asyncio.create_task(known.fulfil("opt out", "one", ["bob"]))
        for _ in range(turns):
            await asyncio.sleep(0)
        fulfilling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await fulfilling
        assert len(wishes._read(tmp_path)) == await known._last()
        assert turns == 0 or await known._last() == 1  # a task that never began wished nothing


async def test_a_wish_that_another_process_fulfils_meanwhile_is_not_done_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The terminal opens the logbook beside a bot: it looks which wish is the last, then at the file, then writes."""
    async with Database.open(tmp_path) as bots, Database.open(tmp_path) as terminals:
        bot, terminal = wishes.Wishes(bots, tmp_path), wishes.Wishes(terminals, tmp_path)
        last = await terminal._last()
        await bot.fulfil("opt out", "one", ["ann"])
        (wish,) = wishes._read(tmp_path)
        await bot.fulfil("opt in", "one", ["ann"])
        assert wish.number > last
        assert not await terminals.write(partial(wishes._again, wish=wish))
        assert (await bots.rows("SELECT * FROM opted_out"), await bot._last()) == ([], 2)
        await terminal.again()
        assert caplog.text == ""

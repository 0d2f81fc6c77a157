"""What another member asked in somebody's words goes with them wherever it lies, and is no row of theirs."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.models import Context, Turn
from bot.storage.database import FILE
from bot.storage.forgetting import REPEATED
from bot.storage.pseudonyms import Pseudonyms, rotate
from bot.storage.servers import _ASKED
from bot.storage.spool import BROKEN, WAITING
from bot.storage.store import Storage
from bot.storage.traces import whose
from tests.bot.storage.samples import NOON, answer, at, context, written
from tests.bot.storage.test_weekly import UNTIL, week_of

pytestmark = pytest.mark.usefixtures("begun_log")

HERS = "zebrafish in a message to others"


async def asks(storage: Storage, number: int, who: str, question: str, writer: str | None = None) -> None:
    """A question, in the words of ``writer`` if there is one."""
    named = storage.members.writer((writer,), who, "one")
    where = context(who, "one").model_copy(update={"writer": named, "surface": "menu"})
    await storage.logbook.record(answer(number, question), where, at(number))
    await storage.shown.keep(answer(number, question), where, public=True)


async def asked(storage: Storage) -> list[str]:
    return sorted(row.question for row in await storage.logbook.recent())


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """Bob asked in Alice's words and in Dan's, and the same as Dan's himself."""
    async with Storage.open(tmp_path, busy_timeout_ms=20) as opened:
        await asks(opened, 1, "bob", HERS, "alice")
        await asks(opened, 2, "bob", "marmoset", "dan")
        await asks(opened, 3, "bob", "gerbil")
        yield opened


async def test_it_goes_with_its_writer_and_is_shown_to_them_nowhere(storage: Storage, tmp_path: Path) -> None:
    assert (await storage.logbook.kept_of("alice", "one"))["answers"] == 0
    assert [rows async for rows in storage.logbook.export_mine("alice", "one") if rows] == []
    alice = storage.members.writer(("alice",), "bob", "one")
    bobs = [row async for some in storage.logbook.export_mine("bob", "one") for row in some]
    assert str(alice) not in str(bobs)
    assert await storage.members.quoted("one", str(alice)) == 1
    assert await storage.logbook.forget("alice", "one") == 0
    assert await asked(storage) == ["gerbil", "marmoset"]
    assert b"zebrafish" not in written(tmp_path)
    assert str(alice).encode() not in written(tmp_path)


async def test_it_goes_from_the_spool_and_from_what_is_set_aside_there(storage: Storage, tmp_path: Path) -> None:
    await storage.logbook._database.connection.execute_fetchall("PRAGMA query_only = 1")
    await asks(storage, 4, "bob", HERS, "alice")
    waiting = (tmp_path / "spool" / WAITING).read_bytes()
    (tmp_path / "spool" / BROKEN).write_bytes(waiting[: waiting.index(HERS.encode()) + len(HERS)] + b"\n")
    await storage.logbook._database.connection.execute_fetchall("PRAGMA query_only = 0")
    await storage.logbook.forget("alice", "one")
    assert await asked(storage) == ["gerbil", "marmoset"]
    assert b"zebrafish" not in written(tmp_path)


async def test_it_goes_again_where_a_backup_is_put_back(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as opened:
        await asks(opened, 1, "bob", HERS, "alice")
        await opened.logbook.backup(tmp_path / "backup")
        await opened.logbook.forget("alice", "one")
    for end in ("-wal", "-shm"):
        (tmp_path / f"{FILE}{end}").unlink(missing_ok=True)
    shutil.move(tmp_path / "backup", tmp_path / FILE)
    async with Storage.open(tmp_path) as opened:
        assert await asked(opened) == []


async def test_who_wrote_it_is_forgotten_with_who_asked(storage: Storage, tmp_path: Path) -> None:
    alice = str(storage.members.writer(("alice",), "bob", "one"))
    assert alice.encode() in written(tmp_path)
    assert await storage.retention.fade("one", at(60)) == 3
    await storage.retention.erase()
    assert alice.encode() not in written(tmp_path)
    assert await asked(storage) == ["gerbil", "marmoset", HERS]


async def test_what_followed_it_is_not_kept_once_its_writer_opted_out(storage: Storage) -> None:
    await storage.members.opt_out("alice", "one")
    said = [await storage.members.opted_out_of(one, "bob", "one") for one in (HERS, "marmoset", "gerbil")]
    assert said == [True, False, False]
    await asks(storage, 4, "bob", HERS)  # by himself, too
    assert not await storage.members.opted_out_of(HERS, "bob", "one")


async def test_no_week_tells_it_once_its_writer_opted_out(storage: Storage) -> None:
    assert (await week_of(storage, "one", UNTIL)).asked == 3
    await storage.members.opt_out("alice", "one")
    assert (await week_of(storage, "one", UNTIL)).asked == 2


async def test_nothing_that_was_waited_for_is_told_of_it_once_its_writer_opted_out(storage: Storage) -> None:
    for number, kept in ((1, False), (2, True)):
        await storage.awaited.add(f"id{number:06}", "one", "bob")
        await storage.members.opt_out("alice", "one")
        entry = await storage.logbook.get(f"id{number:06}")
        shown = await storage.shown.get(f"id{number:06}", "one")
        assert entry is not None
        assert shown is not None
        where = Context(server="one", writer=entry.writer)
        later = answer(number + 10, entry.question).model_copy(update={"read_with": None})
        assert await storage.awaited.claim(entry, shown, later, where) is kept
    told = await storage.logbook.get("id000012")
    assert told is not None
    assert (told.surface, told.writer) == ("terminal", storage.members.writer(("dan",), "bob", "one"))


async def test_nothing_waited_for_is_told_after_it_either(storage: Storage) -> None:
    turn = Turn(question=HERS)
    going_on = answer(4, "and mice?").model_copy(update={"read_with": turn})
    await storage.logbook.record(going_on, context("bob", "one"), NOON)
    await storage.shown.keep(going_on, context("bob", "one"), public=True)
    await storage.awaited.add("id000004", "one", "bob")
    await storage.members.opt_out("alice", "one")
    entry, shown = await storage.logbook.get("id000004"), await storage.shown.get("id000004", "one")
    assert entry is not None
    assert shown is not None
    assert not await storage.awaited.claim(entry, shown, answer(14), Context(server="one", previous=turn))


async def test_a_writer_is_known_under_every_key_and_nobody_is_their_own(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as opened:
        old = str(opened.members.writer(("alice",), "bob", "one"))
        assert opened.members.writer((None, old, "dan"), "bob", "one") == old
        await asks(opened, 1, "bob", HERS, "alice")
    rotate(tmp_path)
    async with Storage.open(tmp_path) as opened:
        assert [opened.members.writer((one,), "alice", "one") for one in ("alice", old, None)] == [None] * 3
        assert opened.members.writer(("alice",), "bob", "one") == Pseudonyms.load(tmp_path).of("alice", "one")
        await opened.logbook.forget("alice", "one")
        assert await asked(opened) == []


@pytest.mark.parametrize("query", [REPEATED, _ASKED])
async def test_whose_words_they_are_is_looked_up(storage: Storage, query: str) -> None:
    """A server may have a million rows, and nothing else is written while a member is forgotten."""
    values = whose(("a", "b"), "one") | {"question": HERS}
    plan = [row[3] for row in await storage.logbook._database.rows(f"EXPLAIN QUERY PLAN {query}", values)]
    assert [step for step in plan if step.endswith("(server=?)") or step.startswith("SCAN a")] == []


async def test_whoever_asked_about_messages_is_told_the_number_that_was_announced(storage: Storage) -> None:
    """What was asked through the menu goes as words said again, too; it was not counted."""
    announced = (await storage.logbook.kept_of("bob", "one"))["answers"]
    assert await storage.logbook.forget("bob", "one") == announced == 3

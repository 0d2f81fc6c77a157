"""The two clocks, row by row: whose names and words go, in which server, from which moment on, and what stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.models import Turn
from bot.storage import retention as room
from bot.storage import selection
from bot.storage.store import Storage
from index.models import Outcome
from tests.bot.storage.samples import NOON, answer, at, context, pinned, written

pytestmark = pytest.mark.usefixtures("begun_log")

NAMES = "asker, channel, message, reply, conversation"
FAR = NOON + timedelta(days=3650)


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with Storage.open(tmp_path) as opened:
        yield opened


async def rows(storage: Storage, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await storage.logbook._database.rows(sql)]


async def column(storage: Storage, sql: str) -> list[Any]:
    return [value for (value,) in await rows(storage, sql)]


async def ask(storage: Storage, number: int, server: str | None, moment: datetime | None = None) -> None:
    """A question of Alice at second ``number``, with a verdict and a report of two readers, a note, buttons and a wish."""
    where = context("alice", server)
    asked = answer(number, f"zebrafish {number}?")
    await storage.logbook.record(asked, where, moment or at(number))
    await storage.logbook.delivered(asked.id, f"m{number}")
    await storage.shown.keep(asked, where, public=True)
    for who in ("alice", "bob"):
        await storage.feedback.judge(asked.id, server, who, False, "why")
        await storage.feedback.report(asked.id, server, who, "odd")
        await storage.reader.note(asked.id, server, who, "see the paper")
    await storage.awaited.add(asked.id, server, "alice")


async def asked(storage: Storage) -> list[str]:
    return await column(storage, "SELECT question FROM answers ORDER BY number")


async def test_who_asked_before_a_moment_is_forgotten_in_one_server_and_what_was_asked_stays(
    storage: Storage,
) -> None:
    for number, server in ((1, "one"), (2, "one"), (3, "one"), (4, "two"), (5, None)):
        await ask(storage, number, server)
    before = {
        table: await column(storage, f"SELECT {name} FROM {table} WHERE answer = 'id000001'")  # noqa: S608
        for table, name in (("feedback", "asker"), ("reports", "asker"), ("notes", "author"))
    }
    assert await storage.retention.fade("one", at(3)) == 2  # not the one asked at that very moment
    assert await rows(storage, f"SELECT {NAMES} FROM answers WHERE number < 3") == [(None,) * 5] * 2  # noqa: S608
    assert all(None not in row for row in await rows(storage, f"SELECT {NAMES} FROM answers WHERE number > 2"))  # noqa: S608
    assert await asked(storage) == [f"zebrafish {n}?" for n in range(1, 6)]
    for table, name in (("feedback", "asker"), ("reports", "asker"), ("notes", "author")):
        now = await column(storage, f"SELECT {name} FROM {table} WHERE answer = 'id000001'")  # noqa: S608
        digits = [one.removeprefix("reader-") if table == "notes" else one for one in now]
        assert [len(one) for one in digits] == [16, 16]
        assert all(int(one, 16) >= 0 and one == one.lower() for one in digits)
        assert len({*now, *before[table]}) == 4  # two readers are still two, and none of them is who they were
        later = await column(storage, f"SELECT {name} FROM {table} WHERE answer = 'id000004'")  # noqa: S608
        assert [len(one) for one in later] == [len(one) for one in before[table]]
    askers = await rows(storage, "SELECT answer, asker IS NULL FROM shown ORDER BY answer")
    assert askers == [(f"id00000{n}", int(n < 3)) for n in range(1, 6)]
    assert await column(storage, "SELECT answer FROM awaited ORDER BY answer") == [
        "id000003",
        "id000004",
        "id000005",
    ]
    assert await storage.retention.fade("one", at(3)) == 0  # nobody is forgotten twice
    assert await storage.retention.fade(None, at(9)) == 1
    assert await column(storage, "SELECT count(*) FROM answers WHERE asker IS NOT NULL") == [2]


@pytest.mark.parametrize("name", ["asker", "member", "channel", "message", "reply", "conversation"])
async def test_a_row_with_one_name_left_is_still_to_fade(storage: Storage, name: str) -> None:
    await ask(storage, 1, "one")
    await storage.retention.fade("one", at(2))
    await storage.logbook._database.execute(f"UPDATE answers SET {name} = 'left'")  # noqa: S608
    assert await storage.retention.fade("one", at(2)) == 1
    assert await column(storage, f"SELECT {name} FROM answers") == [None]  # noqa: S608


async def test_what_was_asked_before_a_moment_goes_with_all_that_came_of_it(storage: Storage) -> None:
    for number, server in ((1, "one"), (2, "one"), (3, "two"), (4, None)):
        await ask(storage, number, server)
    assert await storage.retention.expire("one", at(2)) == 1
    assert await asked(storage) == [f"zebrafish {n}?" for n in (2, 3, 4)]
    for table in ("feedback", "reports", "notes", "awaited"):
        assert set(await column(storage, f"SELECT answer FROM {table}")) == {"id000002", "id000003", "id000004"}  # noqa: S608
    assert len(await column(storage, "SELECT answer FROM quotes")) == 3
    assert await column(storage, "SELECT answer FROM shown WHERE asker IS NULL") == ["id000001"]
    assert await storage.retention.expire("one", at(2)) == 0
    assert await storage.retention.expire(None, at(9)) == 1
    assert await asked(storage) == [f"zebrafish {n}?" for n in (2, 3)]


async def test_that_a_wait_has_ended_is_kept_no_longer_than_a_question(storage: Storage) -> None:
    await ask(storage, 1, "one")
    await storage.awaited.add("id000001", "one", "bob")
    await storage.logbook.forget("alice", "one")
    assert [one.ended for one in await storage.awaited.of("bob", "one")] == [True]
    await storage.retention.expire("two", FAR)
    assert len(await storage.awaited.of("bob", "one")) == 1
    await storage.retention.expire("one", FAR)
    assert await storage.awaited.of("bob", "one") == []


async def test_a_solved_gap_goes_with_the_last_question_that_has_it(storage: Storage) -> None:
    for number, server in ((1, "one"), (2, "one"), (3, "two")):
        gap = answer(number).model_copy(
            update={"outcome": Outcome.NOTHING, "unknown_words": ("zebrafish",), "quotes": ()}
        )
        await storage.logbook.record(gap, context("alice", server), at(number))
    await storage.reader.solve("one", "zebrafish", "danio")
    await storage.reader.solve("two", "zebrafish", "danio")
    await storage.retention.expire("one", at(2))
    assert len(await column(storage, "SELECT word FROM solved")) == 2
    await storage.retention.expire("one", at(3))
    assert await column(storage, "SELECT server FROM solved") == ["two"]


async def test_who_read_the_log_is_forgotten_first_and_then_that_it_was_read(storage: Storage) -> None:
    for server in ("one", "one", "two", None):
        await storage.reader.read(server, "moderator", "show", "id000001")
    for number in range(1, 5):
        moment = selection.written(at(number))
        await storage.logbook._database.execute("UPDATE readings SET at = ? WHERE number = ?", (moment, number))
    readers = "SELECT number FROM readings WHERE reader = 'forgotten'"
    await storage.retention.fade("one", at(2))
    assert await column(storage, readers) == [1]
    await storage.retention.fade(None, at(9))
    assert await column(storage, readers) == [1, 4]
    await storage.retention.expire("one", at(2))
    assert await column(storage, "SELECT number FROM readings") == [2, 3, 4]
    await storage.retention.expire(None, at(9))
    assert await column(storage, "SELECT number FROM readings") == [2, 3]


async def test_a_pin_loses_who_made_it_and_then_the_words_of_its_question(storage: Storage) -> None:
    for letter, server in (("a", "one"), ("b", "one"), ("c", "two")):
        pin = pinned(letter * 12, server, "id000001", f"zebrafish {letter}?", "The median was 54.4 months.")
        await ask(storage, ord(letter), server)
        pin = pin.model_copy(update={"answer": f"id{ord(letter):06}"})
        await storage.pins.add(pin, storage.pins.known_by(server, {f"zebrafish {letter}"}), "moderator")
        await storage.pins.undo(pin.id, server, "another")
    for letter, made, undone in (("a", 1, 2), ("b", 2, 3), ("c", 1, 1)):
        await storage.logbook._database.execute(
            "UPDATE pins SET at = ?, undone_at = ? WHERE id = ?",
            (selection.written(at(made)), selection.written(at(undone)), letter * 12),
        )
    names = "SELECT substr(id, 1, 1), author IS NULL, undone_by IS NULL, question IS NULL FROM pins ORDER BY id"
    await storage.retention.fade("one", at(2))
    assert await rows(storage, names) == [("a", 1, 0, 0), ("b", 0, 0, 0), ("c", 0, 0, 0)]
    await storage.retention.fade("one", at(3))
    assert await rows(storage, names) == [("a", 1, 1, 0), ("b", 1, 0, 0), ("c", 0, 0, 0)]
    assert await storage.retention.expire("one", at(2)) == 1
    assert await rows(storage, names) == [("a", 1, 1, 1), ("b", 1, 0, 0), ("c", 0, 0, 0)]
    assert await storage.retention.expire("one", at(2)) == 0


@pytest.mark.parametrize("clock", ["fade", "expire"])
@pytest.mark.parametrize("server", ["one", None])
async def test_talks_lists_and_looks_go_with_either_clock_in_their_own_server(
    storage: Storage, clock: str, server: str | None
) -> None:
    tables = ("conversations", "saved", "looked", "listings")
    for where in (server, "two"):
        for number, moment in ((1, at(1)), (2, at(2)), (3, FAR)):
            await storage.conversations.keep(f"c{number}", where, "alice", Turn(question="x"), moment)
            await storage.saved.add("alice", where, "bees", [f"10.1/{number}"])
            await storage.saved.look("alice", where, f"library {number}", "s1")
            token = await storage.listings.keep(where, {"keyword": f"word {number}"}, "alice")
            for sql, key in (
                ("UPDATE saved SET at = ? WHERE key = ? AND server = ?", f"10.1/{number}"),
                ("UPDATE looked SET at = ? WHERE library = ? AND server = ?", f"library {number}"),
                ("UPDATE listings SET at = ? WHERE token = ? AND server = ?", token),
            ):
                values = (selection.written(moment), key, where or "")
                assert await storage.logbook._database.execute(sql, values) == 1
        await storage.listings.keep(where, {"keys": "[]"})  # nobody's words
    await storage.logbook._database.execute("UPDATE listings SET at = '2000' WHERE asker IS NULL")

    async def left() -> list[list[str]]:
        return [
            await column(storage, f"SELECT at FROM {table} WHERE server = '{server or ''}' ORDER BY at")  # noqa: S608
            for table in tables
        ]

    turn, moments = getattr(storage.retention, clock), [selection.written(one) for one in (at(1), at(2), FAR)]
    await turn(server, at(2))  # without a clock to trust, what is dated into the future stays
    assert await left() == [moments[1:]] * 3 + [["2000", *moments[1:]]]
    await turn(server, at(2), FAR - timedelta(days=1))
    assert await left() == [moments[1:]] * 3 + [["2000", *moments[1:]]]  # a day is no mistake
    await turn(server, at(2), FAR - timedelta(days=1, seconds=1))
    assert await left() == [moments[1:2]] * 3 + [["2000", *moments[1:2]]]
    for table in tables:
        kept = await column(storage, f"SELECT count(*) FROM {table} WHERE server = 'two'")  # noqa: S608
        assert kept == [4 if table == "listings" else 3]


@pytest.mark.parametrize("clock", ["fade", "expire"])
async def test_a_few_at_a_time_are_all_of_them_each_once(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, clock: str
) -> None:
    monkeypatch.setattr(room, "AT_ONCE", 2)
    for number in range(1, 8):
        await storage.logbook.record(answer(number), context("alice", "one"), at(number // 3))
    assert await getattr(storage.retention, clock)("one", at(9)) == 7
    assert await getattr(storage.retention, clock)("one", at(9)) == 0


async def test_receipts_of_places_that_keep_no_log_go_after_a_while_and_no_others(storage: Storage) -> None:
    for number, (server, withheld) in enumerate(
        (
            ("one", "log off"),
            ("two", "log off"),
            (None, "log off"),
            ("one", "opt-out"),
            ("one", None),
            ("one", "log off"),
        )
    ):
        where = context("alice", server).model_copy(update={"withheld": withheld})
        await storage.logbook.record(answer(number), where, at(number))
    assert await storage.retention.drop_receipts(at(5)) == 3
    assert await column(storage, "SELECT id FROM answers") == ["id000003", "id000004", "id000005"]
    assert await storage.retention.drop_receipts(at(5)) == 0
    where = context("alice", "one").model_copy(update={"withheld": "log off"})
    await storage.logbook.record(answer(9), where, FAR)
    await storage.logbook.record(answer(10), where, at(6))
    # with the one at second 5; who knows when the clock is right?
    assert await storage.retention.drop_receipts(at(9)) == 2
    await storage.logbook.record(answer(11), where, at(7))
    assert await storage.retention.drop_receipts(at(9), at(10)) == 2


async def test_what_was_removed_is_erased_from_the_files(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await ask(storage, 1, "one")
        await storage.retention.expire("one", at(2))
        await storage.retention.erase()
        assert b"zebrafish" not in written(tmp_path)


async def test_the_hourly_tidying_reads_no_row_that_has_nothing_to_lose(storage: Storage) -> None:
    values = {"server": "one", "until": "", "tomorrow": "", "at": "", "number": 0, "size": 1}
    for where, index in (
        (f"server IS :server AND {room.STILL_NAMED}", "answers_named"),
        (room.RECEIPT, "answers_receipts"),
    ):
        for query in (room.MISDATED, room.OLD):
            sql = f"EXPLAIN QUERY PLAN {query.format(where=where)}"
            plan = [row["detail"] for row in await storage.logbook._database.rows(sql, values)]
            assert f"INDEX {index} " in plan[0]

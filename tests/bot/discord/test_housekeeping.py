"""What is too old goes by itself: names and then words by their clocks, and removed bytes once a day;
and a round that goes wrong is told, and not the last."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import format_datetime
from pathlib import Path
from time import perf_counter

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.discord.curating import waiting
from bot.discord.housekeeping import ERASED, Housekeeping, Repeating
from bot.discord.parts import DiscordsClock, Parts
from bot.models import Context
from bot.privacy import WITHHELD
from bot.storage.database import FILE
from bot.storage.retention import DUE, LATER, NOT, NOW
from bot.storage.servers import ServerSettings
from bot.storage.spool import BROKEN
from bot.storage.wishes import FILE as WISHES
from corpus.errors import StorageError
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import QUESTION
from tests.bot.storage.samples import answer, written


async def test_two_clocks_take_the_name_and_then_the_words(server: Server, parts: Parts, tmp_path: Path) -> None:
    result = await server.ask("zanzibar follow-up after TES?")
    await server.rest(server.bob, result.response.message, "Helpful")
    await server.admin.slash(server.channel, "setup", names_days=7, retention_days=30)
    now = datetime.now(UTC)

    async def in_days(days: int) -> int:
        return await Housekeeping(parts, lambda: now + timedelta(days=days)).tidy()

    (named,) = await parts.storage.logbook.recent()
    assert named.asker is not None
    assert [await in_days(days) for days in (6, 8, 9)] == [0, 1, 0]
    (row,) = await parts.storage.logbook.recent()
    assert (row.asker, row.channel, row.message, row.reply) == (None, None, None, None)
    assert row.question == "zanzibar follow-up after TES?"
    assert named.asker.encode() not in written(tmp_path)
    assert len(await parts.storage.feedback.verdicts(row.id)) == 1
    assert [await in_days(days) for days in (29, 31)] == [0, 1]
    assert await parts.storage.logbook.count() == 0
    assert b"zanzibar" not in written(tmp_path)


@pytest.mark.parametrize("damaged", ["1", "2"])
async def test_a_servers_rows_that_cannot_be_removed_keep_no_others_back(
    parts: Parts, tmp_path: Path, damaged: str
) -> None:
    """As where a page of the logbook is damaged: nothing went by its age in any server after that one."""
    now = datetime.now(UTC)
    for number, one in enumerate(("1", "2")):
        await parts.storage.servers.put(ServerSettings(server=one, retention_days=30))
        asked = Context(surface="command", server=one, asker="alice")
        await parts.storage.logbook.record(answer(number), asked, now - timedelta(days=60))
    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        database.execute(
            f"CREATE TRIGGER damaged BEFORE DELETE ON answers WHEN OLD.server = '{damaged}' BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    with pytest.raises(StorageError):
        await Housekeeping(parts, lambda: now).tidy()
    assert [row.server for row in await parts.storage.logbook.recent()] == [damaged]
    assert await parts.storage.facts.get(DUE) == NOT


@pytest.mark.parametrize("trouble", ["receipt", "wishes"])
async def test_what_cannot_go_by_its_age_keeps_nothing_else_from_going(
    parts: Parts, tmp_path: Path, trouble: str
) -> None:
    """Nothing behind the first that failed went, in no server: here a receipt on a damaged page, or the list of wishes."""
    now = datetime.now(UTC)
    await parts.storage.servers.put(ServerSettings(server="1", retention_days=30))
    for server, withheld in (("1", None), ("9", WITHHELD["off"])):
        asked = Context(surface="command", server=server, asker="alice", withheld=withheld)
        await parts.storage.logbook.record(answer(int(server)), asked, now - timedelta(days=60))
    (tmp_path / "spool").mkdir(exist_ok=True)
    (tmp_path / "spool" / BROKEN).write_bytes(b'{"question": "zanzibar\n')
    seen = now - timedelta(days=40)
    parts.storage.logbook.spool.age_out(seen, seen)  # which is noted behind what was set aside
    if trouble == "wishes":
        (tmp_path / WISHES).unlink(missing_ok=True)
        (tmp_path / WISHES).mkdir()
    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        stays = "9" if trouble == "receipt" else "none"
        database.execute(
            f"CREATE TRIGGER damaged BEFORE DELETE ON answers WHEN OLD.server = '{stays}' BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    with pytest.raises(StorageError):
        await Housekeeping(parts, lambda: now).tidy()
    assert [row.server for row in await parts.storage.logbook.recent()] == (["9"] if trouble == "receipt" else [])
    assert b"zanzibar" not in written(tmp_path)


async def test_a_clock_moved_back_removes_nothing(server: Server, parts: Parts) -> None:
    await server.ask(QUESTION)
    await server.admin.slash(server.channel, "setup", names_days=1, retention_days=1)
    assert await Housekeeping(parts, lambda: datetime.now(UTC) - timedelta(days=400)).tidy() == 0


@pytest.mark.parametrize("days", [400, -400])
async def test_a_clock_far_from_discords_removes_nothing_until_it_is_right(
    parts: Parts, caplog: pytest.LogCaptureFixture, days: int
) -> None:
    """As where a machine starts before its clock is set: names and words that may be kept were gone at once."""
    now, marrow = datetime.now(UTC), Context(surface="command", server="1", asker="alice")
    await parts.storage.servers.put(ServerSettings(server="1", names_days=30, retention_days=60))
    await parts.storage.logbook.record(answer(), marrow, now + min(timedelta(days=days), timedelta()))
    wrong = now + timedelta(days=days)
    parts.clock.hear(format_datetime(now))
    assert await Housekeeping(parts, lambda: wrong).tidy() == 0
    assert f"400 days {'ahead of' if days > 0 else 'behind'} Discord's" in caplog.text
    parts.clock.hear(format_datetime(wrong))  # it was Discord's time after all
    assert await Housekeeping(parts, lambda: wrong + timedelta(hours=1)).tidy() == (2 if days > 0 else 0)


@pytest.mark.parametrize(
    "date",
    [
        *("", "yesterday", "Fri, 27 Nov 2026 20:00:00 -0000", "Fri, 99 Nov 2026 20:00:00 GMT"),
        "Fri, 27 Nov 2026 20:00:00 +99999999999999",
    ],
)
def test_what_is_no_time_is_not_discords(date: str) -> None:
    clock = DiscordsClock()
    clock.hear(date)
    assert clock.off(datetime(2030, 1, 1, tzinfo=UTC)) == timedelta()


@pytest.mark.parametrize(("headers", "days"), [({}, 400), ({"Age": "60"}, 0)])
async def test_every_answer_of_discords_tells_its_clock_but_one_that_a_cache_gives(
    headers: dict[str, str], days: int
) -> None:
    """Without it nothing would tell that this machine's clock is wrong, and what may be kept would go at once."""
    clock, told = DiscordsClock(), datetime(2026, 1, 1, tzinfo=UTC)

    async def answered(_: web.Request) -> web.Response:
        return web.Response(headers={"Date": format_datetime(told, usegmt=True), **headers})

    site = web.Application()
    site.router.add_get("/", answered)
    async with TestServer(site) as discord, aiohttp.ClientSession(trace_configs=[clock.trace()]) as session:
        await session.get(discord.make_url("/"))
    assert round(clock.off(told + timedelta(days=400)) / timedelta(days=1)) == days


def test_discords_clock_goes_on_between_its_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a machine that hears nothing for days would count as wrong, and nothing would be removed any more."""
    clock, now = DiscordsClock(), datetime(2026, 1, 1, tzinfo=UTC)
    monkeypatch.setattr("time.clock_gettime", lambda _: 1000.0)
    clock.hear(format_datetime(now))
    monkeypatch.setattr("time.clock_gettime", lambda _: 1000.0 + 3 * 86_400)
    assert clock.off(now + timedelta(days=3)) == timedelta()
    assert clock.off(now) == timedelta(days=-3)


@pytest.mark.parametrize("last", ["2199-01-01T00:00:00+00:00", "2199-01-01T00:00:00", "never", ""])
async def test_a_clock_that_was_wrong_once_does_not_stop_erasing(parts: Parts, last: str) -> None:
    await parts.storage.facts.put(DUE, LATER)
    await parts.storage.facts.put(ERASED, last)
    await Housekeeping(parts).tidy()
    assert await parts.storage.facts.get(DUE) == NOT


async def test_bytes_are_erased_once_a_day_and_at_once_where_a_forgetting_was_cut_short(parts: Parts) -> None:
    now = datetime.now(UTC)
    await parts.storage.facts.put(ERASED, (now - timedelta(hours=2)).isoformat())
    for due, left in ((LATER, LATER), (NOW, NOT)):
        await parts.storage.facts.put(DUE, due)
        await Housekeeping(parts, lambda: now).tidy()
        assert await parts.storage.facts.get(DUE) == left


async def test_a_round_that_fails_is_told_and_the_next_is_tried(caplog: pytest.LogCaptureFixture) -> None:
    rounds: list[int] = []
    third = asyncio.Event()

    async def work() -> None:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise RuntimeError("the disk is on fire")
        if len(rounds) == 2:
            raise StorageError("The logbook cannot be read.")
        if len(rounds) == 3:
            third.set()

    repeating = Repeating("tidying", 0.0, work)
    assert not await repeating.stop()
    repeating.start()
    await asyncio.wait_for(third.wait(), 60)  # not for ever, where the loop has ended
    assert await repeating.stop()
    record, known = [one for one in caplog.records if one.name == "marrow.discord"]
    assert (known.levelname, known.exc_info) == ("WARNING", None)
    assert known.getMessage().endswith("all the same: The logbook cannot be read.")
    assert "The tidying of this round failed" in record.getMessage()
    assert record.exc_info is not None
    assert "the disk is on fire" in str(record.exc_info[1])


@pytest.mark.parametrize("hours", [-9000, 9000])
async def test_rounds_go_on_as_they_do_where_the_machines_clock_is_set(
    monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    """As after a start with a wrong clock: a round would wait for a year, or those of a year would be made up for."""
    rounds: list[datetime] = []
    beginning, fourth = datetime.now(UTC), asyncio.Event()

    class Set(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return beginning + timedelta(seconds=perf_counter(), hours=hours * (len(rounds) > 1))

    async def work() -> None:
        rounds.append(beginning + timedelta(seconds=perf_counter()))
        if len(rounds) == 4:
            fourth.set()

    monkeypatch.setattr("datetime.datetime", Set)
    repeating = Repeating("tidying", 0.05, work)
    repeating.start()
    try:
        await asyncio.wait_for(fourth.wait(), 20)
    finally:
        await repeating.stop()
    assert rounds[-1] - rounds[-2] > timedelta(seconds=0.04)


async def test_a_curators_file_that_nobody_said_yes_to_goes_after_a_day(parts: Parts) -> None:
    """Also where none is sent after it; it stood there until the next start."""
    folder = parts.libraries.data_dir
    for token, hours in (("a" * 12, 25), ("b" * 12, 23), (f"{'c' * 12}-taken", 25)):
        waiting.kept(waiting.place_of(folder, "1", token) / "papers.ris", b"TY  - JOUR")
        then = (datetime.now(UTC) - timedelta(hours=hours)).timestamp()
        os.utime(waiting.place_of(folder, "1", token), (then, then))
    await Housekeeping(parts).tidy()
    left = {one.name for one in (folder / waiting.FOLDER).iterdir()}
    assert left == {f"1-{'b' * 12}", f"1-{'c' * 12}-taken"}, "and what is being taken in stays"


@pytest.mark.parametrize(
    ("set_to", "stays", "gone"), [({}, 29, 31), ({"names_days": 7, "retention_days": 9}, 6, 8)]
)
async def test_what_the_spool_set_aside_goes_with_the_shortest_clock(
    server: Server, parts: Parts, tmp_path: Path, set_to: dict[str, int], stays: int, gone: int
) -> None:
    if set_to:
        await server.admin.slash(server.channel, "setup", **set_to)
    (tmp_path / "spool").mkdir(exist_ok=True)
    (tmp_path / "spool" / BROKEN).write_bytes(b'{"question": "zanzibar\n')
    now, found = datetime.now(UTC), list[bool]()
    for days in (0, stays, gone):
        await Housekeeping(parts, lambda days=days: now + timedelta(days=days)).tidy()  # type: ignore[misc]
        found.append(b"zanzibar" in written(tmp_path))
    assert found == [True, True, False]

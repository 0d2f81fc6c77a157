"""Settings, opt-outs, verdicts, reports, turns, lists and facts: kept over a restart, apart by server."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.models import Turn
from bot.storage.database import FILE, Database
from bot.storage.logbook import Logbook
from bot.storage.pseudonyms import rotate
from bot.storage.servers import ServerSettings
from bot.storage.store import Storage
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON, answer, context, held_by_another, written

pytestmark = pytest.mark.usefixtures("begun_log")

SET = ServerSettings(
    server="one",
    channels=("11", "12"),
    visibility="private",
    moderator_role="21",
    moderator_channel="22",
    retention_days=90,
    library="bees",
    channel_libraries={"12": "ants", "13": "bees"},
)


async def test_settings_outlive_a_restart_and_stay_in_their_server(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        assert await storage.servers.get("one") == ServerSettings(server="one")
        await storage.servers.put(SET)
        assert await storage.servers.get("one") == SET
    async with Storage.open(tmp_path) as storage:
        assert await storage.servers.get("one") == SET
        assert await storage.servers.get("two") == ServerSettings(server="two")
        assert await storage.servers.get(None) == ServerSettings()
        await storage.servers.put(ServerSettings(server="one"))
        assert await storage.servers.get("one") == ServerSettings(server="one")


async def test_settings_belong_to_a_server_and_know_two_visibilities(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        with pytest.raises(ValueError, match="belong to a server"):
            await storage.servers.put(ServerSettings())
    with pytest.raises(ValidationError):
        ServerSettings(server="one", visibility="hidden")


async def test_settings_that_could_not_be_kept_are_not_remembered(tmp_path: Path) -> None:
    async with Storage.open(tmp_path, busy_timeout_ms=20) as storage:
        with held_by_another(tmp_path):
            for failing in (storage.servers.put(SET), storage.members.opt_out("alice", "one")):
                with pytest.raises(StorageError, match="locked"):
                    await failing
        assert await storage.servers.get("one") == ServerSettings(server="one")
        assert not await storage.members.opted_out("alice", "one")


async def test_opting_out_is_by_server_over_a_restart_and_without_a_name(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.members.opt_out("alice", "one")
        await storage.members.opt_out("alice", "one")
        await storage.members.opt_out("alice", None)
        assert b"alice" not in written(tmp_path)
    async with Storage.open(tmp_path) as storage:
        assert await storage.members.opted_out("alice", "one")
        assert await storage.members.opted_out("alice", None)
        assert not await storage.members.opted_out("alice", "two")
        assert not await storage.members.opted_out("bob", "one")
        await storage.members.opt_in("alice", "one")
        assert not await storage.members.opted_out("alice", "one")
        assert await storage.members.opted_out("alice", None)
    async with Storage.open(tmp_path) as storage:
        assert not await storage.members.opted_out("alice", "one")


async def test_what_is_kept_while_others_read_it_for_the_first_time_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Storage.open(tmp_path) as storage:
        rows, both_read, may_go_on = Database.rows, asyncio.Barrier(3), asyncio.Event()

        async def late(database: Database, *given: Any) -> Any:
            found = await rows(database, *given)
            await both_read.wait()
            await may_go_on.wait()
            return found

        with monkeypatch.context() as slow:
            slow.setattr(Database, "rows", late)
            reading = [
                asyncio.create_task(storage.members.opted_out("alice", "one")),
                asyncio.create_task(storage.servers.get("one")),
            ]
            await both_read.wait()
        await storage.members.opt_out("alice", "one")
        await storage.servers.put(SET)
        may_go_on.set()
        await asyncio.gather(*reading)
        assert await storage.members.opted_out("alice", "one")
        assert await storage.servers.get("one") == SET


async def test_a_reader_has_one_verdict_and_the_newest_counts(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.feedback.judge("a1", "one", "alice", False, "wrong arm")
        await storage.feedback.judge("a1", "one", "bob", False, None)
        await storage.feedback.judge("a1", "one", "alice", True, None)
        await storage.feedback.judge("a2", "one", "alice", False, "late")
        first, second = await storage.feedback.verdicts("a1")
        assert [(v.helpful, v.reason) for v in (first, second)] == [(False, None), (True, None)]
        assert first.at < second.at
        assert [(v.helpful, v.reason) for v in await storage.feedback.verdicts("a2")] == [(False, "late")]
        assert await storage.feedback.verdicts("a3") == []


async def test_a_reader_has_one_verdict_also_after_a_new_key(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.feedback.judge("a1", "one", "alice", False, "wrong arm")
        await storage.feedback.judge("a1", "one", "bob", False, None)
    rotate(tmp_path)
    async with Storage.open(tmp_path) as storage:
        await storage.feedback.judge("a1", "one", "alice", True, None)
        assert [verdict.helpful for verdict in await storage.feedback.verdicts("a1")] == [False, True]


async def test_reports_are_numbered_and_all_kept(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        numbers = await asyncio.gather(
            *(storage.feedback.report("a1", "one", "alice", f"reason {n}") for n in range(5))
        )
        assert sorted(numbers) == [1, 2, 3, 4, 5]
        kept = {report.number: report.reason for report in await storage.feedback.reports("a1")}
        assert kept == {number: f"reason {n}" for n, number in enumerate(numbers)}
        assert await storage.feedback.reports("a2") == []


async def test_a_turn_is_the_last_of_its_conversation_and_grows_old(tmp_path: Path) -> None:
    first, second = Turn(question="how long?", terms=("long",), keys=("10.1234/x",)), Turn(question="ἄλλο\n‮x")
    async with Storage.open(tmp_path) as storage:
        await storage.conversations.keep("c1", "one", "alice", first, NOON)
        await storage.conversations.keep("c1", "two", "alice", second, NOON)
    async with Storage.open(tmp_path) as storage:
        last, minute = storage.conversations.last, timedelta(minutes=1)
        assert await last("c1", "one", NOON + minute, minute) == first
        assert await last("c1", "one", NOON + minute + timedelta(microseconds=1), minute) is None
        assert await last("c1", "one", NOON + timedelta(days=900), None) == first
        assert await last("c1", "two", NOON, minute) == second
        assert await last("c1", None, NOON, minute) is None
        assert await last("c2", "one", NOON, minute) is None
        await storage.conversations.keep("c1", "one", "bob", second, NOON + minute)
        assert await last("c1", "one", NOON + minute, minute) == second


async def test_the_same_list_has_the_same_token_in_its_server_alone(tmp_path: Path) -> None:
    spec = {"sort": "newest", "author": "Müller “J”"}
    async with Storage.open(tmp_path) as storage:
        token = await storage.listings.keep("one", spec)
        assert len(token) == 8
        assert int(token, 16) >= 0
        assert await storage.listings.keep("one", dict(reversed(spec.items()))) == token
        assert await storage.listings.keep("one", spec | {"sort": "oldest"}) != token
        assert await storage.listings.keep(None, spec) != token
    async with Storage.open(tmp_path) as storage:
        assert await storage.listings.get(token, "one") == spec
        assert await storage.listings.get(token, "two") is None
        assert await storage.listings.get(token, None) is None
        assert await storage.listings.get("00000000", "one") is None


async def test_a_fact_is_replaced_and_outlives_a_restart(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        assert await storage.facts.get("commands") is None
        await storage.facts.put("commands", "abc")
        await storage.facts.put("commands", "def")
    async with Storage.open(tmp_path) as storage:
        assert await storage.facts.get("commands") == "def"


async def test_without_its_database_the_bot_is_not_opened_but_the_terminals_logbook_is(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageError, match=r"cannot be opened: .*marrow doctor"):
        async with Storage.open(tmp_path):
            pass
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(1), context(), NOON)
        assert log.waiting() == 1


async def test_the_terminal_writes_beside_the_bot(tmp_path: Path) -> None:
    patient = 60_000  # milliseconds: on a busy machine neither gives up waiting for the other
    async with Storage.open(tmp_path, patient) as storage, Logbook.open(tmp_path, patient) as terminal:
        await asyncio.gather(
            *(storage.logbook.record(answer(n), context(), NOON) for n in range(50)),
            *(terminal.record(answer(100 + n), context(), NOON) for n in range(50)),
        )
        assert await storage.logbook.count() == 100
        assert (terminal.waiting(), await storage.logbook.check()) == (0, "ok")


async def test_words_of_lists_go_with_the_clock_and_with_whoever_typed_them(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        typed = await storage.listings.keep("one", {"keyword": "bees"}, "alice")
        bobs = await storage.listings.keep("one", {"keyword": "bees"}, "bob")
        free = await storage.listings.keep("one", {"keys": "[]"})
        assert len({typed, bobs, free}) == 3
        await storage.logbook.forget("alice", "one")
        assert await storage.listings.get(typed, "one") is None
        assert await storage.listings.get(bobs, "one") == {"keyword": "bees"}
        await storage.retention.expire("one", datetime.now(UTC) + timedelta(days=1))
        assert await storage.listings.get(bobs, "one") is None
        assert await storage.listings.get(free, "one") == {"keys": "[]"}


async def test_a_full_disk_is_named_where_the_logbook_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite says “disk I/O error”, and who only wanted to read the log does not know what it has to write."""
    (tmp_path / FILE).write_bytes(b"this is no database" * 1000)
    with pytest.raises(StorageError, match="cannot be opened: file is not a database"):
        await opened(tmp_path)
    full = os.statvfs_result((4096, 4096, 9, 0, 0, 9, 9, 9, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: full)
    with pytest.raises(StorageError, match="its disk is full, and even a reading is noted there: make room"):
        await opened(tmp_path)


async def opened(folder: Path) -> None:
    async with Storage.open(folder):
        pass

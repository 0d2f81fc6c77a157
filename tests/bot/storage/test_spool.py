"""The spool is read as if somebody hostile had written it; what it holds is found, and read in when the log is free."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage import database as storing
from bot.storage import inserting
from bot.storage.database import FILE
from bot.storage.logbook import Logbook
from bot.storage.rows import Entry, answer_row
from bot.storage.spool import BROKEN, WAITING
from bot.storage.spooled import LONGEST, SpooledRow, read_line
from bot.storage.store import Storage
from tests.bot.storage.samples import NOON, answer, context, held_by_another
from tests.synced import syncs

pytestmark = pytest.mark.usefixtures("begun_log")

SOUND = answer_row(answer(1), context(), "0011223344556677", NOON)
POISON: dict[str, bytes] = {
    "a number": b"5",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"id"',
    "half a row": b'{"id": "aaaaaaaaaaaa"}',
    "no quotes": json.dumps({name: value for name, value in SOUND.items() if name != "quotes"}).encode(),
    "a wrong name": json.dumps(SOUND | {"quntes": []}).encode(),
    "deep": b"[" * 100_000,
    "deep within": json.dumps(SOUND | {"dois": "[" * 100_000}).encode(),
    "a list that is none": json.dumps(SOUND | {"dois": "{}"}).encode(),
    "a wrong type": json.dumps(SOUND | {"question": 7}).encode(),
    "a huge number": json.dumps(SOUND | {"quotes": [SOUND["quotes"][0] | {"start": 2**70}]}).encode(),
    "no number": json.dumps(SOUND | {"latency_ms": float("nan")}).encode(),
    "an id that is none": json.dumps(SOUND | {"id": "' OR 1"}).encode(),
    "no time": json.dumps(SOUND | {"asked_at": "yesterday"}).encode(),
    "a time that would not sort": json.dumps(SOUND | {"asked_at": "2026-11-23T13:00:00+01:00"}).encode(),
    "a time without end": json.dumps(SOUND | {"latency_ms": float("inf")}).encode(),
    "a number in quotation marks": json.dumps(SOUND | {"latency_ms": "1.5"}).encode(),
    "no outcome": json.dumps(SOUND | {"outcome": "won"}).encode(),
    "a reply to nothing": b'{"reply": "1"}',
    "a reply that is a list": b'{"id": "id000001", "reply": []}',
    "half a character": b'{"id": "id000001", "reply": "\\ud800"}',
    "no text": b"\xff\xfe\x00",
    "too long": b'{"id": "id000001", "reply": "' + b"x" * LONGEST + b'"}',
}


def put(data_dir: Path, *lines: bytes) -> Path:
    """A spool with some lines; where what is set aside goes."""
    folder = data_dir / "spool"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WAITING).write_bytes(b"\n".join(lines) + b"\n")
    return folder / BROKEN


def test_the_schema_of_a_waiting_row_is_the_schema_of_the_log() -> None:
    assert set(SpooledRow.model_fields) == set(Entry.model_fields) - {"reply"}
    assert read_line(json.dumps(SOUND).encode()) is not None


async def test_a_line_that_is_no_row_is_set_aside_and_the_sound_ones_are_read_in(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with Logbook.open(tmp_path):
        pass
    sound = [json.dumps(SOUND | {"id": f"id{n}"}).encode() for n in range(len(POISON))]
    mixed = [line for pair in zip(sound, POISON.values(), strict=True) for line in pair]
    aside = put(tmp_path, *mixed, b'{"id": "id1", "reply": "m9"}')
    async with Logbook.open(tmp_path) as log:
        assert log.waiting() == 0
        read = {entry.id: entry.reply for entry in await log.recent(len(sound) + 1)}
        assert read == {f"id{n}": "m9" if n == 1 else None for n in range(len(sound))}
    told = dict(zip(POISON, aside.read_bytes().split(b"\n"), strict=False))
    assert [name for name, line in POISON.items() if told.get(name) != line] == []
    assert "set aside in spool/unreadable.jsonl" in caplog.text


@settings(deadline=None)
@given(st.binary(max_size=300) | st.recursive(st.none() | st.text() | st.floats(), st.lists).map(json.dumps))
def test_no_line_raises(line: bytes | str) -> None:
    row = read_line(line if isinstance(line, bytes) else line.encode())
    assert row is None or isinstance(row, dict)


async def test_a_row_that_sqlite_refuses_is_set_aside_and_blocks_none(tmp_path: Path) -> None:
    """A rule of the database that the schema of a line does not know of."""
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(5), context(), NOON)
    database = sqlite3.connect(tmp_path / FILE)
    database.execute(
        "CREATE TRIGGER never BEFORE INSERT ON answers WHEN new.kind = 'never' BEGIN SELECT raise(ABORT, 'never'); END"
    )
    database.commit()
    database.close()
    refused = json.dumps(SOUND | {"id": "id1", "kind": "never"}).encode()
    aside = put(tmp_path, refused, json.dumps(SOUND | {"id": "id2"}).encode())
    async with Logbook.open(tmp_path) as log:
        assert {entry.id for entry in await log.recent()} == {"id000005", "id2"}
    assert aside.read_bytes() == refused + b"\n"


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inserting, "AGAIN", 0.01)


@pytest.mark.usefixtures("quickly")
async def test_what_waits_is_read_in_as_soon_as_the_log_is_free_and_is_found_meanwhile(tmp_path: Path) -> None:
    async with Storage.open(tmp_path, busy_timeout_ms=20) as storage:
        book, shown, spool = storage.logbook, storage.shown, storage.logbook.spool
        with held_by_another(tmp_path):
            await book.record(answer(1), context(), NOON)
            await shown.keep(answer(1), context(), public=True)
            await book.delivered("id000001", "m7")
            await shown.delivered("id000001", "m7")
            assert spool.waits("id0000", "guild")
            assert not spool.waits("id0000", "another guild")
            state = await shown.get("id000001", "guild")
            assert state is not None
            assert await shown.get("id000001", "another guild") is None
            assert await shown.by_question("m1") == [await shown.by_message("m7")] == [state]
            assert (state.message, state.public) == ("m7", True)
            assert await book.get("id000001") is None
        assert book._catching_up._trying is not None
        await asyncio.wait_for(book._catching_up._trying, 120)
        assert spool.is_empty()
        entry = await book.get("id000001")
        assert entry is not None
        assert entry.reply == "m7"
        assert not spool.waits("id0000", "guild")
        assert await shown.by_message("m7") == state


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("late", ["a state", "the id of a message"])
async def test_whatever_waits_is_read_in_without_another_row(tmp_path: Path, late: str) -> None:
    """Where the log was busy for these alone, they waited until the next start, and the alarm for rows that wait stayed on."""
    async with Storage.open(tmp_path, busy_timeout_ms=20) as storage:
        await storage.logbook.record(answer(1), context(), NOON)
        with held_by_another(tmp_path):
            if late == "a state":
                await storage.shown.keep(answer(1), context(), public=True)
            else:
                await storage.logbook.delivered("id000001", "m7")
            assert storage.logbook.waiting() == 1
        async with asyncio.timeout(120):
            while not storage.logbook.spool.is_empty():  # noqa: ASYNC110  # nothing tells of it
                await asyncio.sleep(0.01)
        entry = await storage.logbook.get("id000001")
        assert entry is not None
        assert (entry.reply, await storage.shown.get("id000001", "guild") is None) == (
            (None, False) if late == "a state" else ("m7", True)
        )


async def test_the_next_start_knows_what_still_waits(tmp_path: Path) -> None:
    async with Storage.open(tmp_path, busy_timeout_ms=20) as storage:
        other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await storage.logbook.record(answer(1), context(), NOON)
        await storage.shown.keep(answer(1), context(), public=True)
    async with Storage.open(tmp_path, busy_timeout_ms=20) as storage:
        assert storage.logbook.spool.waits("id000001", "guild")
        assert await storage.shown.by_question("m1") != []
        other.execute("ROLLBACK")
        other.close()


async def test_a_lock_is_waited_for_once_and_reading_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first write waits as long as is configured; those after it, and every reading, do not."""
    now = 0.0
    monkeypatch.setattr(storing, "monotonic", lambda: now)
    monkeypatch.setattr(inserting, "AGAIN", 3600)  # the spool's own tries would be counted, on a busy machine
    async with Storage.open(tmp_path, busy_timeout_ms=400) as storage:
        await storage.facts.put("key", "value")
        other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        begun: list[str] = []
        await storage.logbook._database.connection.set_trace_callback(begun.append)
        first = asyncio.create_task(storage.logbook.record(answer(1), context(), NOON))
        while len(begun) < 3:
            assert await storage.facts.get("key") == "value"
        assert not first.done()
        now = 0.4
        await first
        begun.clear()
        for number in range(2, 5):
            await storage.logbook.record(answer(number), context(), NOON)
        assert begun.count("BEGIN IMMEDIATE") == 3
        other.execute("ROLLBACK")
        await storage.facts.put("key", "another")
        other.execute("BEGIN IMMEDIATE")
        begun.clear()
        last = asyncio.create_task(storage.facts.put("key", "the last"))
        while len(begun) < 3:
            await storage.facts.get("key")
        other.execute("ROLLBACK")
        other.close()
        await last
        await storage.logbook._database.connection.set_trace_callback(None)  # type: ignore[arg-type]


async def test_rows_are_synced_with_their_folder_before_the_answer_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Logbook.open(tmp_path) as log:
        await log._database.connection.execute_fetchall("PRAGMA query_only = 1")
        synced = syncs(monkeypatch)
        await log.record(answer(1), context(), NOON)
        assert synced == [(WAITING, (tmp_path / "spool" / WAITING).stat().st_size), ("spool", 2)]


async def test_where_the_fault_is_the_databases_no_line_is_set_aside(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        log.spool.append([SOUND | {"text": "long " * 100_000}])
        connection = log._database.connection
        await connection.execute_fetchall("PRAGMA max_page_count = 1")  # that is: no more than there are
        assert not await log._catching_up.now()
        assert log.waiting() == 1
        assert not (tmp_path / "spool" / BROKEN).exists()
        await connection.execute_fetchall("PRAGMA max_page_count = 1000000")
        assert await log._catching_up.now()
        assert (log.waiting(), await log.count()) == (0, 1)

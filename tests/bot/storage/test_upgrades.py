"""A data folder of 0.1.0, whichever of its schemas it has and with every table filled, is taken over whole; a newer one is refused."""

from __future__ import annotations

import asyncio
import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.models import Turn
from bot.storage.database import FILE
from bot.storage.migrate import functions, steps
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.selection import Selection
from bot.storage.servers import ServerSettings
from bot.storage.store import Storage
from tests.bot.storage.samples import NOON, at
from tests.bot.storage.test_migrate import OLD, first_schema
from tests.bot.terminal.running import marrow

ALICE, MONA, SERVER, CHANNEL, ROLE, QUESTION = (f"14560744439808{n:05}" for n in range(6))
ID, GAP = OLD["id"], "ba9876543210"
SET = ServerSettings(server=SERVER, channels=(CHANNEL,), moderator_role=ROLE, retention_days=90)
TURN = Turn(question="how long?", keys=("10.1234/x",))
KEYED = 5  # from this schema on ids that lead to a person stand under the key
# What 0.1.0 shipped. A step that somebody's logbook has been through is never changed: what is wrong with it is mended by another.
SHIPPED = {
    "0001_answers.sql": "c9331c112591acb1",
    "0002_discord.sql": "38b77332d0d62f5b",
    "0003_reading.sql": "24c3fe0b19caa50f",
    "0004_privacy.sql": "2138bf0720095d3e",
    "0005_names.sql": "ea89b12e169727ee",
    "0006_typed.sql": "94118243d10e4da2",
    "0007_forgetting.sql": "0dd756cae3c24f05",
}


def rows(names: Pseudonyms, schema: int) -> dict[str, dict[str, object]]:
    """A row for every table of 0.1.0, as its schemas wrote them."""

    def keyed(kind: str, value: str, server: str | None) -> str | None:
        return names.keyed(kind, value, server) if schema >= KEYED else value

    def reader(who: str) -> str | None:
        return names.reader(who, SERVER) if schema >= KEYED else f"Mona ({who})"

    when, asker = NOON.isoformat(timespec="microseconds"), names.of(ALICE, SERVER)
    whose: dict[str, object] = {"answer": ID, "server": SERVER, "at": when}
    gap = {"id": GAP, "outcome": "nothing", "unknown_words": json.dumps(["zebrafish"]), "dois": "[]", "keys": "[]"}
    shown: dict[str, object] = {
        "channel": CHANNEL,
        "question": keyed("message", QUESTION, None),
        "message": "reply",
        "asker": asker,
        "outcome": "answered",
        "kind": "content",
        "library": "default",
        "snapshot": OLD["snapshot"],
        "quotes": json.dumps([{"key": "10.1234/x", "start": 4, "stop": 9}]),
        "keys": OLD["keys"],
        "public": 1,
    }
    return {
        "answers": OLD | gap | {"server": SERVER, "asker": asker},
        "servers": {"server": SERVER, "settings": SET.model_dump_json()},
        "opted_out": {"server": SERVER, "asker": names.of(MONA, SERVER)},
        "feedback": whose | {"asker": asker, "helpful": 0, "reason": "odd"},
        "reports": whose | {"asker": asker, "reason": "wrong"},
        "shown": whose | shown,
        "conversations": {
            "conversation": keyed("conversation", f"{CHANNEL}:{ALICE}", SERVER),
            "server": SERVER,
            "asker": asker,
            "turn": TURN.model_dump_json(),
            "at": when,
        },
        "listings": {"token": "t0", "server": SERVER, "spec": json.dumps({"keys": '["10.1234/x"]'})},
        "facts": {"key": "commands", "value": "as Discord has them"},
        "solved": {"server": SERVER, "word": "zebrafish", "by": "10.1234/y", "at": when},
        "notes": whose | {"author": reader(MONA), "note": "see the paper"},
        "readings": {"server": SERVER, "reader": reader(MONA), "what": "show", "detail": ID, "at": when},
        "pseudonym_keys": {"fingerprint": names.fingerprints[-1], "at": when},
    }


def filled(data_dir: Path, schema: int) -> dict[str, int]:
    """A data folder of 0.1.0 at one of its schemas with a row in every table; how many rows each has."""
    first_schema(data_dir / FILE, schema)
    names = Pseudonyms.load(data_dir)
    with closing(sqlite3.connect(data_dir / FILE)) as database, database:
        for name, (count, function) in functions(names).items():
            database.create_function(name, count, function)
        there = counts(database)
        for table, row in rows(names, schema).items():
            if table in there:
                marks = ", ".join(f":{column}" for column in row)
                database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608
        database.execute("UPDATE answers SET server = ?, asker = ?", (SERVER, names.of(ALICE, SERVER)))
        return counts(database)


def counts(database: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has, without those that SQLite keeps for itself and for the full text."""
    named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = [name for (name,) in named if not name.startswith(("sqlite_", "answers_text_"))]
    return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608


def test_what_was_shipped_is_never_changed() -> None:
    found = {name: hashlib.sha256(sql.encode()).hexdigest()[:16] for _, name, sql in steps()}
    assert {name: found.get(name) for name in SHIPPED} == SHIPPED


@pytest.mark.parametrize("schema", range(1, len(SHIPPED) + 1))
async def test_a_folder_of_the_first_release_is_taken_over_whole(tmp_path: Path, schema: int) -> None:
    before = filled(tmp_path, schema)
    assert all(before.values()), before
    async with Storage.open(tmp_path) as storage:
        await _answers(storage)
        if "servers" in before:
            await _discord(storage)
        if "notes" in before:
            await _reading(storage)
        assert await storage.logbook.check() == "ok"
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        after = counts(database)
    assert {table for table, count in before.items() if after[table] < count} == set()
    assert (after["answers"], after["quotes"]) == (2, 1)


async def _answers(storage: Storage) -> None:
    entries = await storage.logbook.mine(ALICE, SERVER, 10)
    assert {entry.id for entry in entries} == {ID, GAP}
    entry = await storage.logbook.get(str(ID))
    assert entry is not None
    assert [quote.text for quote in entry.quotes] == ["Long."]
    assert [one.id for one in (await storage.reader.page(Selection(server=SERVER, text="long"))).entries]
    gaps = await storage.reader.gaps(Selection(server=SERVER), solved=False)
    solved = await storage.reader.gaps(Selection(server=SERVER), solved=True)
    assert [(gap.word, gap.questions) for gap in (*gaps, *solved)] == [("zebrafish", 1)]


async def _discord(storage: Storage) -> None:
    assert await storage.servers.get(SERVER) == SET
    assert await storage.members.opted_out(MONA, SERVER)
    assert not await storage.members.opted_out(ALICE, SERVER)
    assert [(one.helpful, one.reason) for one in await storage.feedback.verdicts(str(ID))] == [(False, "odd")]
    assert [one.reason for one in await storage.feedback.reports(str(ID))] == ["wrong"]
    (asked,) = await storage.shown.by_question(QUESTION)
    for shown in (await storage.shown.get(str(ID), SERVER), asked):
        assert shown is not None
        assert [(one.key, one.start, one.stop) for one in shown.quotes] == [("10.1234/x", 4, 9)]
    assert await storage.conversations.last(f"{CHANNEL}:{ALICE}", SERVER, at(1), None) == TURN
    assert await storage.listings.get("t0", SERVER) == {"keys": '["10.1234/x"]'}
    assert await storage.facts.get("commands") == "as Discord has them"


async def _reading(storage: Storage) -> None:
    whole = await storage.reader.whole(str(ID), Selection(server=SERVER))
    assert whole is not None
    assert [note.note for note in whole.notes] == ["see the paper"]
    readings = await storage.reader.readings(Selection(server=SERVER))
    assert [(one.what, one.detail) for one in readings] == [("show", ID)]
    (gap,) = await storage.reader.gaps(Selection(server=SERVER), solved=True)
    assert gap.solved_by == "10.1234/y"


@pytest.mark.parametrize("command", [("chat",), ("ask", "how long?"), ("log", "list"), ("log", "stats")])
async def test_an_older_program_refuses_a_newer_folder_in_one_sentence(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    async with Storage.open(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        database.execute("INSERT INTO migrations VALUES (9999, '9999_later.sql')")
    before = (tmp_path / FILE).read_bytes()
    done = await asyncio.to_thread(marrow, tmp_path, *command)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The logbook was written by a newer Marrow (schema 9999, this one knows ")
    assert done.stderr.count("\n") == 1
    assert (tmp_path / FILE).read_bytes() == before

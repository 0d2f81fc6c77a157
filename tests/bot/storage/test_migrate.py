"""Migrations: from nothing, twice, by several at once, and never backwards."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest

from bot.models import Runner, Turn
from bot.storage.connecting import connection_to
from bot.storage.database import FILE
from bot.storage.logbook import Logbook
from bot.storage.migrate import _step, functions, steps
from bot.storage.pseudonyms import Pseudonyms, first_key
from bot.storage.selection import Selection
from bot.storage.store import Storage
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON, answer, at, context


def tables(path: Path) -> set[str]:
    database = sqlite3.connect(path)
    names = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    database.close()
    return names


async def test_a_blank_folder_gets_the_newest_schema_once(tmp_path: Path) -> None:
    for _ in range(2):
        async with Logbook.open(tmp_path):
            pass
    assert {"answers", "quotes", "migrations"} <= tables(tmp_path / FILE)
    database = sqlite3.connect(tmp_path / FILE)
    assert database.execute("SELECT number, name FROM migrations").fetchall() == [
        (n, name) for n, name, _ in steps()
    ]
    database.close()


async def test_several_may_open_a_blank_folder_at_once(tmp_path: Path) -> None:
    async def ask(number: int) -> None:
        async with Logbook.open(tmp_path) as log:
            await log.record(answer(number), context(), NOON)

    await asyncio.gather(*(ask(number) for number in range(8)))
    async with Logbook.read(tmp_path) as log:
        assert await log.count() == 8


async def test_a_step_that_another_process_ran_meanwhile_is_passed_over_and_one_that_fails_leaves_nothing(
    tmp_path: Path,
) -> None:
    async with Logbook.open(tmp_path):
        pass
    before = tables(tmp_path / FILE)
    number, name, sql = steps()[-1]
    async with connection_to(tmp_path / FILE, isolation_level=None) as database:
        await _step(database, number, name, sql)
        twice = "CREATE TABLE begun (n INTEGER PRIMARY KEY); INSERT INTO begun VALUES (1), (1);"
        with pytest.raises(sqlite3.IntegrityError):
            await _step(database, number + 1, "twice.sql", twice)
        assert not database.in_transaction
    assert tables(tmp_path / FILE) == before


async def test_a_newer_database_is_refused_in_a_sentence(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path):
        pass
    database = sqlite3.connect(tmp_path / FILE)
    database.execute("INSERT INTO migrations VALUES (9999, 'from the future')")
    database.commit()
    database.close()
    with pytest.raises(StorageError, match="newer Marrow"):
        async with Logbook.open(tmp_path):
            pass


def test_numbers_are_unique_and_rise() -> None:
    numbers = [number for number, _, _ in steps()]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 1


OLD = {
    "id": "0123456789ab",
    "asked_at": "2026-11-23T12:00:00.000000+00:00",
    "surface": "chat",
    "asker": "0011223344556677",
    "question": "how long?",
    "outcome": "answered",
    "kind": "content",
    "text": "> Long. 骨転移の治療",
    "dois": json.dumps(["10.1234/x"]),
    "keys": json.dumps(["10.1234/x"]),
    "matched": json.dumps(["long"]),
    "unmatched": "[]",
    "searched_also": "[]",
    "unknown_words": "[]",
    "runners": json.dumps([{"key": "10.1234/x", "score": 2.5}]),
    "read_with": json.dumps({"question": "before", "terms": [], "keys": ["10.1234/x"], "kind": "content"}),
    "library": "default",
    "snapshot": "ab" * 32,
    "engine": "rank-bm25",
    "weights": "w1",
    "settings": "s1",
    "version": "0.1.0",
    "latency_ms": 1.5,
}


SEARCHED = 8  # the schema from which on a row is written with what the words of its full text leave out


def first_schema(path: Path, schema: int = 1) -> None:
    """A database as an older release wrote it, the first one's by default, with a row, its quote, and the key beside it."""
    first_key(path.parent)
    database = sqlite3.connect(path)
    for name, (count, function) in functions(Pseudonyms.load(path.parent)).items():
        database.create_function(name, count, function)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
    for number, name, sql in steps()[:schema]:
        database.executescript(sql)
        database.execute("INSERT INTO migrations VALUES (?, ?)", (number, name))
    columns, marks = ", ".join(OLD), ", ".join(f":{column}" for column in OLD)
    database.execute(f"INSERT INTO answers ({columns}) VALUES ({marks})", OLD)  # noqa: S608
    if schema >= SEARCHED:
        database.execute("UPDATE answers SET pairs = pairs_of(question, text)")
    database.execute("INSERT INTO quotes VALUES (1, 0, '10.1234/x', '10.1234/x', 4, 9, 1, NULL, 'Long.')")
    database.commit()
    database.close()


async def test_rows_of_the_first_release_are_read_back_after_migrating(tmp_path: Path) -> None:
    first_schema(tmp_path / FILE)
    async with Storage.open(tmp_path) as storage:
        old = await storage.logbook.get("0123456789ab")
        await storage.logbook.record(answer(2), context(), at(1))
        assert [entry.id for entry in await storage.logbook.recent()] == ["id000002", "0123456789ab"]
        await storage.facts.put("a table of the second", "is there")
    assert old is not None
    assert (old.asked_at, old.question, old.text) == (NOON, "how long?", OLD["text"])
    assert (old.runners, old.read_with) == (
        (Runner(key="10.1234/x", score=2.5),),
        Turn(question="before", keys=("10.1234/x",)),
    )
    assert [(quote.start, quote.stop, quote.text) for quote in old.quotes] == [(4, 9, "Long.")]
    assert (old.scope, old.withheld, old.server) == (None, None, None)
    assert (old.warned, old.not_said) == (None, ())


@pytest.mark.parametrize("schema", range(1, len(steps())))
async def test_rows_of_every_older_schema_are_found_and_counted(tmp_path: Path, schema: int) -> None:
    first_schema(tmp_path / FILE, schema)
    async with Storage.open(tmp_path) as storage:
        for text in ("long", "転移", "?", "long? 治療"):
            found = await storage.reader.page(Selection(text=text))
            assert [entry.id for entry in found.entries] == ["0123456789ab"], text
        whole = await storage.reader.whole("0123", Selection())
        assert whole is not None
        assert [quote.text for quote in whole.entry.quotes] == ["Long."]
        stats = await storage.reader.stats(Selection())
        assert (stats.outcomes, stats.papers) == ({"answered": 1}, (("10.1234/x", 1),))
        assert await storage.retention.expire(None, at(1)) == 1
        assert (await storage.reader.stats(Selection())).questions == 0


async def test_the_first_releases_log_can_be_read_before_anything_migrates_it(tmp_path: Path) -> None:
    first_schema(tmp_path / FILE)
    async with Logbook.read(tmp_path) as log:
        (entry,) = await log.recent()
    assert (entry.id, entry.scope, entry.withheld) == ("0123456789ab", None, None)
    assert "facts" not in tables(tmp_path / FILE)


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    """A table in the way of the second step: nothing of that step stays, and the first release's row is there."""
    first_schema(tmp_path / FILE)
    database = sqlite3.connect(tmp_path / FILE)
    database.execute("CREATE TABLE facts (somebody TEXT)")
    database.commit()
    before = database.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()

    async def opened() -> None:
        async with Storage.open(tmp_path):
            pass

    with pytest.raises(StorageError, match="cannot be opened: table facts already exists"):
        asyncio.run(opened())
    assert database.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == before
    assert database.execute("SELECT max(number) FROM migrations").fetchone() == (1,)
    assert database.execute("SELECT question FROM answers").fetchall() == [(OLD["question"],)]
    database.close()


async def test_further_passages_that_were_counted_as_questions_are_taken_out_of_the_counts(tmp_path: Path) -> None:
    first_schema(tmp_path / FILE, 18)
    database = sqlite3.connect(tmp_path / FILE)
    names = [row[1] for row in database.execute("PRAGMA table_info(answers)") if row[1] not in ("number", "id")]
    told = ", ".join("'more'" if name == "kind" else name for name in names)
    database.execute(f"INSERT INTO answers (id, {', '.join(names)}) SELECT 'fedcba987654', {told} FROM answers")  # noqa: S608
    database.commit()
    assert database.execute("SELECT sum(questions) FROM days").fetchone() == (2,)
    database.close()
    async with Storage.open(tmp_path) as storage:
        assert (await storage.reader.stats(Selection())).outcomes == {"answered": 1}

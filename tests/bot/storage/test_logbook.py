"""A row is committed when ``record`` returns, and says everything an answer can be explained by."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.database import FILE
from bot.storage.logbook import Logbook
from bot.storage.selection import BY_ID
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON, answer, at, context

pytestmark = pytest.mark.usefixtures("begun_log")


async def test_what_was_recorded_is_read_back_whole(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(), context(), NOON)
    async with Logbook.read(tmp_path) as log:
        entry = await log.get("id000001")
    assert entry is not None
    assert entry.asked_at == NOON
    assert (entry.surface, entry.server, entry.channel) == ("test", "guild", "papers")
    assert (entry.question, entry.outcome, entry.kind) == ("how long was follow-up?", "answered", "content")
    assert (entry.library, entry.snapshot, entry.engine) == ("default", "ab" * 32, "rank-bm25")
    assert (entry.weights, entry.settings, entry.version) == ("w1", "s1", "0.1.0")
    assert entry.read_with is not None
    assert entry.read_with.question == "before"
    assert [(r.key, r.score) for r in entry.runners] == [("10.1234/x", 2.5)]
    assert [(q.key, q.start, q.stop, q.sentence, q.section) for q in entry.quotes] == [
        ("10.1234/x", 10, 37, 2, "Results")
    ]


async def test_another_process_sees_the_row_as_soon_as_record_returns(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(), context(), NOON)
        with sqlite3.connect(tmp_path / FILE) as other:
            assert other.execute("SELECT count(*) FROM answers").fetchone() == (1,)
        other.close()


async def test_it_syncs_every_commit(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log, log._database.connection.execute("PRAGMA synchronous") as rows:
        assert tuple(await rows.fetchone() or ()) == (2,)


async def test_the_newest_come_first(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        await log.record_many([(answer(n), context(), at(n)) for n in range(5)])
        assert [entry.id for entry in await log.recent(limit=2)] == ["id000004", "id000003"]


async def test_an_id_may_be_given_by_its_beginning_if_only_one_begins_so(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        await log.record_many([(answer(1), context(), NOON), (answer(20), context(), NOON)])
        assert await log.get("id") is None
        found = await log.get("id00002")
        assert found is not None
        assert found.id == "id000020"


async def test_an_id_with_which_another_begins_is_its_own(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        for name in ("id1", "id12"):
            await log.record(answer().model_copy(update={"id": name}), context(), NOON)
        found = await log.get("id1")
        assert found is not None
        assert found.id == "id1"


async def test_finding_an_answer_or_a_pin_by_its_id_does_not_read_all_rows(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        for table in ("answers", "pins"):
            query = f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {BY_ID}"  # noqa: S608
            plan = [step[3] for step in database.execute(query, {"id": "a"})]
            assert [step.partition(" USING")[0] for step in plan] == [f"SEARCH {table}"]


async def test_the_same_person_has_another_pseudonym_in_another_server(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(1), context("alice", "one"), at(1))
        await log.record(answer(2), context("alice", "two"), at(2))
        await log.record(answer(3), context("alice", "one"), at(3))
        await log.record(answer(4), context(None, "one"), at(4))
        nobody, again, elsewhere, first = [entry.asker for entry in await log.recent()]
    assert first == again
    assert elsewhere not in (first, None)
    assert nobody is None
    assert b"alice" not in (tmp_path / FILE).read_bytes()


def test_the_key_for_pseudonyms_is_for_its_owner_alone(tmp_path: Path) -> None:
    async def use() -> None:
        async with Logbook.open(tmp_path):
            pass

    asyncio.run(use())
    assert (tmp_path / "pseudonym.key").stat().st_mode & 0o777 == 0o600


async def test_a_refused_line_is_a_row_too(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        await log.refuse("{not json", context(), "not JSON", NOON)
        (entry,) = await log.recent()
    assert (entry.outcome, entry.reason, entry.question) == ("refused", "not JSON", "{not json")


async def test_the_message_id_is_added_once_it_was_sent(tmp_path: Path) -> None:
    async with Logbook.open(tmp_path) as log:
        await log.record(answer(), context(), NOON)
        await log.delivered("id000001", "m2")
        entry = await log.get("id000001")
    assert entry is not None
    assert entry.reply == "m2"


async def test_reading_where_nothing_was_asked_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no logbook"):
        async with Logbook.read(tmp_path / "unasked"):
            pass


@given(st.text())
def test_any_text_can_be_kept(question: str) -> None:
    from bot.storage.rows import clean, refusal_row

    row = refusal_row("x", question, context(), "why", None, NOON)
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE t (q TEXT)")
    database.execute("INSERT INTO t VALUES (?)", (row["question"],))
    assert database.execute("SELECT q FROM t").fetchone() == (clean(question),)
    database.close()

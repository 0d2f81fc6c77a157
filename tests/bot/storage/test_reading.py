"""What moderators read: pages, whole records, gaps, figures, exports; and that it is kept who read."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.models import Turn
from bot.storage.database import FILE
from bot.storage.exporting import pieces
from bot.storage.selection import PageEnd, Selection
from bot.storage.store import Storage
from index.models import Outcome
from tests.bot.storage.conftest import ONE, found
from tests.bot.storage.samples import NOON, answer, at, context, written


@pytest.mark.parametrize("filters", [{}, {"text": "reply"}, {"paper": "10.1234/x"}])
async def test_pages_join_without_a_gap(storage: Storage, filters: dict[str, object]) -> None:
    selection = Selection(everywhere=True).model_copy(update=filters)
    whole = [entry.id for entry in (await storage.reader.page(selection)).entries]
    joined, after = [], None
    while True:
        page = await storage.reader.page(selection, after, 2)
        joined += [entry.id for entry in page.entries]
        if page.next is None:
            break
        after = PageEnd(*page.next)
    assert joined == whole


async def test_a_whole_record_and_who_read_it(storage: Storage) -> None:
    await storage.reader.note("id000003", "one", "mod", "see the other paper")
    await storage.reader.read("one", "mod", "show", "id000003")
    whole = await storage.reader.whole("id000003", ONE)
    assert whole is not None
    assert [report.reason for report in whole.reports] == ["odd"]
    assert [note.note for note in whole.notes] == ["see the other paper"]
    names = storage.reader.names_of(["mod"], "one")
    assert [(names[r.reader], r.what) for r in whole.readings] == [("mod", "show")]
    assert await storage.reader.whole("id000003", Selection(server="two")) is None
    assert await storage.reader.whole("id00000", ONE) is None
    assert await storage.reader.whole("' OR 1", ONE) is None
    first = await storage.reader.whole("id000001", ONE)
    assert first is not None
    assert [quote.text for quote in first.entry.quotes] == ["The median was 54.4 months."]
    assert len(await storage.reader.readings(ONE)) == 1
    assert await storage.reader.readings(Selection(server="two")) == ()


async def test_gaps_count_questions_and_close(storage: Storage) -> None:
    gaps = await storage.reader.gaps(ONE)
    assert [(gap.word, gap.questions) for gap in gaps] == [("proton", 2), ("arc", 1)]
    await storage.reader.solve("one", "proton", "10.1/new")
    assert [gap.word for gap in await storage.reader.gaps(ONE)] == ["arc"]
    assert [(g.word, g.solved_by) for g in await storage.reader.gaps(ONE, solved=True)] == [("proton", "10.1/new")]
    await storage.reader.solve("one", "proton", "")
    assert len(await storage.reader.gaps(ONE)) == 2
    assert [gap.word for gap in await storage.reader.gaps(Selection(server="two"))] == ["vertebroplasty"]


async def test_everyday_words_and_words_of_asking_are_no_gaps(storage: Storage) -> None:
    asked = answer(9, "median size of lucerne afterwards?").model_copy(
        update={
            "outcome": Outcome.NOTHING,
            "unknown_words": (),
            "unmatched": ("median", "size", "lucerne", "afterwards"),
        }
    )
    await storage.logbook.record(asked, context("alice", "one"), at(9))
    assert [gap.word for gap in await storage.reader.gaps(ONE)] == ["proton", "arc", "lucerne"]
    assert [gap.word for gap in await storage.reader.gaps(ONE, 2)] == ["proton", "arc"]
    await storage.reader.solve("one", "median", "10.1/new")  # what somebody closed is shown, whatever it is
    assert [gap.word for gap in await storage.reader.gaps(ONE, solved=True)] == ["median"]


async def test_a_gap_of_several_words_names_something_if_one_of_them_does(storage: Storage) -> None:
    gap = {"outcome": Outcome.NOTHING, "unknown_words": (), "unmatched": ("lucerne size",)}
    await storage.logbook.record(answer(9, "size?").model_copy(update=gap), context("alice", "one"), at(9))
    assert "lucerne size" in [gap.word for gap in await storage.reader.gaps(ONE)]


async def test_further_passages_are_no_question_of_their_own(storage: Storage) -> None:
    before = await storage.reader.stats(ONE)
    more = answer(9, "size?").model_copy(update={"kind": "more", "outcome": Outcome.RELATED})
    await storage.logbook.record(more, context("alice", "one"), at(9))
    after = await storage.reader.stats(ONE)
    assert (after.outcomes, after.days) == (before.outcomes, before.days)
    await storage.retention.expire("one", at(10**8))
    assert (await storage.reader.stats(ONE)).questions == 0


async def test_figures_of_a_period(storage: Storage) -> None:
    stats = await storage.reader.stats(ONE)
    assert stats.outcomes == {"answered": 2, "related": 2, "nothing": 1, "help": 1}
    assert (stats.questions, stats.helpful, stats.not_helpful, stats.reports) == (6, 1, 1, 1)
    assert stats.papers == (("10.1234/x", 2),)
    assert (stats.p50_ms, stats.p99_ms) == (1.5, 1.5)
    day = (NOON + timedelta(days=2)).date()
    assert (day, "nothing", 1) in stats.days
    later = await storage.reader.stats(ONE.model_copy(update={"since": at(4 * 86400)}))
    assert later.outcomes == {"answered": 1, "related": 1, "help": 1}
    assert all(day >= date(2026, 11, 27) for day, _, _ in later.days)


async def test_what_is_forgotten_is_in_no_count_and_no_byte(storage: Storage, tmp_path: Path) -> None:
    assert b"proton" in written(tmp_path)
    for who in ("alice", "bob"):
        await storage.logbook.forget(who, "one")
    assert await found(storage, ONE) == [6, 5]
    stats = await storage.reader.stats(ONE)
    assert (stats.outcomes, stats.papers) == ({"related": 1, "help": 1}, ())
    assert await storage.reader.gaps(ONE) == ()
    assert b"proton" not in written(tmp_path)
    assert b"depression" not in written(tmp_path)


async def test_retention_takes_counts_and_words_with_it(storage: Storage) -> None:
    assert await storage.retention.expire("one", at(4 * 86400)) == 3
    assert await found(storage, ONE.model_copy(update={"text": "proton"})) == []
    assert sum((await storage.reader.stats(ONE)).outcomes.values()) == 3
    assert await storage.reader.gaps(ONE) == ()


async def test_an_export_holds_every_row_and_no_name(storage: Storage) -> None:
    await storage.logbook.record(answer(9, "=HYPERLINK(1)\u202e"), context("alice", "one"), at(9 * 86400))
    text = "".join([piece async for piece, _ in pieces(storage.reader.everything(ONE), False, "jsonl")])
    rows = [json.loads(line) for line in text.splitlines()]
    assert rows[0]["question"] == "=HYPERLINK(1)\u202e"
    assert "\u202e" not in text  # it stands there as \\u202e
    assert [row["id"] for row in rows] == [f"id00000{n}" for n in (9, 6, 5, 4, 3, 2, 1)]
    assert rows[-1]["quotes"][0]["key"] == "10.1234/x"
    assert not {"asker", "channel", "message", "server"} & rows[0].keys()
    table = "".join([piece async for piece, _ in pieces(storage.reader.everything(ONE), True, "csv")])
    cells = list(csv.DictReader(io.StringIO(table)))
    assert len(cells) == 7
    assert cells[0]["question"] == "'=HYPERLINK(1)\ufffd"
    assert cells[-1]["asker"]


async def test_another_servers_answers_take_no_note_and_its_readers_do_not_count(storage: Storage) -> None:
    assert not await storage.reader.note("id000003", "two", "mod", "from elsewhere")
    assert not await storage.reader.note("id000003", None, "mod", "from elsewhere")
    before = await storage.reader.stats(ONE)
    await storage.feedback.judge("id000007", "two", "bob", True, None)
    await storage.feedback.judge("id000007", "two", "carol", False, None)
    await storage.feedback.report("id000007", "two", "bob", "odd")
    assert await storage.reader.stats(ONE) == before


async def test_ones_own_questions_are_those_of_one_server(storage: Storage) -> None:
    for server, numbers in (("one", [2, 1]), ("two", [7]), (None, [8])):
        assert await storage.logbook.count_mine("alice", server) == len(numbers)
        assert [int(entry.id[2:]) for entry in await storage.logbook.mine("alice", server, 10)] == numbers
        exported = [
            row["id"]
            async for some in storage.logbook.export_mine("alice", server)
            for row in some
            if "question" in row
        ]
        assert [int(one[2:]) for one in exported] == numbers[::-1]


async def test_servers_stay_apart_even_where_a_pseudonym_is_the_same_in_two(
    storage: Storage, tmp_path: Path
) -> None:
    """Pseudonyms differ from server to server; nothing may hang on that alone."""
    for number in (1, 7):
        where = context("alice", "one" if number == 1 else "two")
        await storage.shown.keep(answer(number), where, public=True)
        await storage.shown.delivered(f"id{number:06}", f"m{number}")
        await storage.conversations.keep("c", where.server, "alice", Turn(question=f"q{number}"), at(number))
    first = await storage.logbook.get("id000001")
    assert first is not None
    database = sqlite3.connect(tmp_path / FILE)
    for table in ("answers", "shown", "conversations"):
        database.execute(f"UPDATE {table} SET asker = ?", (first.asker,))  # noqa: S608
    database.execute(
        "UPDATE conversations SET conversation = (SELECT conversation FROM conversations WHERE server = 'one')"
    )
    database.commit()
    database.close()
    log, hers = storage.logbook, {1, 2, 3, 4, 5, 6}
    assert await log.count_mine("alice", "one") == 6
    assert {int(entry.id[2:]) for entry in await log.mine("alice", "one", 20)} == hers
    exported = [row["id"] async for some in log.export_mine("alice", "one") for row in some if "latency_ms" in row]
    assert {int(one[2:]) for one in exported} == hers
    assert [message for _, message in await storage.shown.sent_to("alice", "one")] == ["m1"]
    turn = await storage.conversations.last("c", "one", at(0), None)
    assert turn is not None
    assert turn.question == "q1"
    assert await log.forget("alice", "one") == 6
    assert {entry.id for entry in await log.recent()} == {"id000007", "id000008"}


async def test_an_export_has_what_readers_thought_and_moderators_noted(storage: Storage) -> None:
    await storage.reader.note("id000003", "one", "mod", "see the erratum")
    for form in ("csv", "jsonl"):
        text = "".join([piece async for piece, _ in pieces(storage.reader.everything(ONE), False, form)])
        rows = (
            list(csv.DictReader(io.StringIO(text))) if form == "csv" else list(map(json.loads, text.splitlines()))
        )
        found = {
            row["id"]: tuple(row[n] for n in ("helpful", "not_helpful", "feedback", "reports", "notes"))
            for row in rows
        }
        none = ("0", "0", "", "", "") if form == "csv" else (0, 0, [], [], [])
        assert found["id000002"] == none
        assert found["id000001"] == (("1", "0", "", "", "") if form == "csv" else (1, 0, [], [], []))
        assert found["id000004"] == (("0", "1", "off", "", "") if form == "csv" else (0, 1, ["off"], [], []))
        assert found["id000003"][3:] == (
            ("odd", "see the erratum") if form == "csv" else (["odd"], ["see the erratum"])
        )
        assert "mod" not in text.replace("model", "")

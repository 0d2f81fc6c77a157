"""Forgetting is proved on the bytes of the files, and touches nobody else and no other server."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import Turn
from bot.storage.rows import refusal_row
from bot.storage.spool import BROKEN, WAITING, Spool
from bot.storage.store import Storage
from index.models import Outcome
from tests.bot.storage.samples import NOON, answer, at, context, written
from tests.conftest import examples

pytestmark = pytest.mark.usefixtures("begun_log")

HERS = "zebrafish in the first server"


async def ask(storage: Storage, number: int, who: str, server: str | None, question: str) -> None:
    """A question with all that may come of it: row, buttons, conversation, verdict, report."""
    where = context(who, server).model_copy(update={"conversation": f"{who} in {server}"})
    asked = answer(number, question).model_copy(update={"turn": Turn(question=question), "read_with": None})
    await storage.logbook.record(asked, where, at(number))
    await storage.shown.keep(asked, where, public=True)
    await storage.conversations.keep(f"{who} in {server}", server, who, Turn(question=question), NOON)
    await storage.feedback.judge(asked.id, server, who, False, f"verdict on {question}")
    await storage.feedback.report(asked.id, server, who, f"report on {question}")


async def left(storage: Storage, who: str, server: str | None) -> tuple[int, ...]:
    """How much is kept of somebody: rows, lines of the export, turns."""
    rows = [row async for some in storage.logbook.export_mine(who, server) for row in some]
    turn = await storage.conversations.last(f"{who} in {server}", server, NOON, None)
    return await storage.logbook.count_mine(who, server), len(rows), int(turn is not None)


async def test_no_byte_of_hers_is_left_and_every_row_of_others_is(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await ask(storage, 1, "alice", "one", HERS)
        await ask(storage, 2, "bob", "one", "marmoset of bob")
        await ask(storage, 3, "alice", "two", "gerbil in the second server")
        await ask(storage, 4, "alice", None, "hamster in direct messages")
        name = str(storage.logbook._pseudonyms.of("alice", "one")).encode()
        assert HERS.encode() in written(tmp_path)
        assert name in written(tmp_path)
        assert await storage.logbook.forget("alice", "one") == 1
        content = written(tmp_path)
        assert b"zebrafish" not in content
        assert name not in content
        assert await left(storage, "alice", "one") == (0, 0, 0)
        for who, server in (("bob", "one"), ("alice", "two"), ("alice", None)):
            assert await left(storage, who, server) == (1, 5, 1)
        assert await storage.logbook.count() == 3
    assert b"zebrafish" not in written(tmp_path)


async def test_direct_messages_are_forgotten_by_themselves(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await ask(storage, 1, "alice", None, "hamster")
        await ask(storage, 2, "alice", "one", HERS)
        assert await storage.logbook.forget("alice", None) == 1
        assert b"hamster" not in written(tmp_path)
        assert await left(storage, "alice", "one") == (1, 5, 1)


async def test_rows_that_moved_between_pages_leave_no_copy(tmp_path: Path) -> None:
    """Short rows of two members, mixed: secure_delete alone leaves copies where pages were split."""
    chance = random.Random(7)
    async with Storage.open(tmp_path) as storage:
        for start in range(0, 400, 40):
            turns = []
            for number in range(start, start + 40):
                who, word = chance.choice((("alice", "zebrafish "), ("bob", "marmoset ")))
                asked = answer(number, word * chance.randint(1, 12))
                turns.append(storage.logbook.record(asked, context(who, "one"), at(chance.randint(0, 9999))))
            await asyncio.gather(*turns)
        await storage.logbook.forget("alice", "one")
        assert written(tmp_path).count(b"zebrafish") == 0
        assert written(tmp_path).count(b"marmoset") > 100


async def test_her_words_go_from_the_rows_and_talks_of_others_who_followed_up(tmp_path: Path) -> None:
    turn = Turn(question=HERS)
    async with Storage.open(tmp_path) as storage:
        await ask(storage, 1, "alice", "one", HERS)
        for number, read_with in ((2, turn), (3, Turn(question="marmoset"))):
            asked = answer(number, f"and then {number}?").model_copy(update={"read_with": read_with})
            await storage.logbook.record(asked, context("bob", "one"), at(number))
        await storage.conversations.keep("thread of bob", "one", "bob", turn, NOON)
        await storage.conversations.keep("other thread", "one", "bob", Turn(question="marmoset"), NOON)
        await storage.logbook.forget("alice", "one")
        assert b"zebrafish" not in written(tmp_path)
        own, followed = await storage.logbook.mine("bob", "one", 10)
        assert own.read_with == Turn(question="marmoset")
        assert (followed.question, followed.read_with) == ("and then 2?", None)
        assert await storage.conversations.last("thread of bob", "one", NOON, None) is None
        assert await storage.conversations.last("other thread", "one", NOON, None) is not None


async def test_what_others_taps_asked_in_her_words_goes_with_all_that_came_of_it_and_nothing_else(
    tmp_path: Path,
) -> None:
    taps: list[tuple[str, str, dict[str, str], dict[str, str]]] = [
        ("bob", "one", {"kind": "more"}, {}),  # before she asked: the words are not hers
        ("alice", "one", {}, {}),
        ("bob", "one", {"kind": "more"}, {}),
        ("bob", "one", {}, {"surface": "menu"}),
        ("bob", "one", {}, {}),  # typed by himself
        ("bob", "two", {"kind": "more"}, {}),
        ("bob", "one", {}, {"surface": "menu"}),  # of what she wrote to others before she asked
    ]
    moments = (1, 2, 3, 4, 5, 6, 0)
    async with Storage.open(tmp_path) as storage:
        for number, (who, server, said, where) in enumerate(taps, 1):
            asked = answer(number, HERS).model_copy(update=said)
            moment = at(moments[number - 1])
            await storage.logbook.record(asked, context(who, server).model_copy(update=where), moment)
            await storage.feedback.judge(asked.id, server, "carol", False, "verdict")
            await storage.feedback.report(asked.id, server, "carol", "report")
        await storage.logbook.forget("alice", "one")
        ids = [answer(number, HERS).id for number in range(1, len(taps) + 1)]
        kept = {one.id for one in await storage.logbook.recent()}
        assert kept == {ids[0], ids[4], ids[5]}
        for tapped in (*ids[2:4], ids[6]):
            assert await storage.feedback.verdicts(tapped) == []
            assert await storage.feedback.reports(tapped) == []
        assert [len(await storage.feedback.verdicts(one)) for one in sorted(kept)] == [1, 1, 1]


async def test_buttons_of_hers_go_on_working_without_her(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await ask(storage, 1, "alice", "one", HERS)
        await storage.feedback.judge("id000001", "one", "bob", True, None)
        before = await storage.shown.get("id000001", "one")
        await storage.logbook.forget("alice", "one")
        after = await storage.shown.get("id000001", "one")
        assert before is not None
        assert after is not None
        assert storage.shown.is_asker(before, "alice", "one")
        assert not storage.shown.is_asker(after, "alice", "one")
        assert after == before.model_copy(update={"asker": None})
        assert [verdict.helpful for verdict in await storage.feedback.verdicts("id000001")] == [True]


async def test_rows_that_wait_in_the_spool_are_forgotten_there(tmp_path: Path) -> None:
    async with Storage.open(tmp_path, busy_timeout_ms=20) as storage:
        await storage.logbook._database.connection.execute_fetchall("PRAGMA query_only = 1")
        for number, (who, server) in enumerate((("alice", "one"), ("bob", "one"), ("alice", "two"))):
            await storage.logbook.record(answer(number, f"{who} {server}"), context(who, server), NOON)
        await storage.logbook._database.connection.execute_fetchall("PRAGMA query_only = 0")
        assert await storage.logbook.forget("alice", "one") == 1
        assert b"alice one" not in written(tmp_path)
    async with Storage.open(tmp_path) as storage:
        assert {entry.question for entry in await storage.logbook.recent()} == {"bob one", "alice two"}


async def test_rows_that_wait_in_the_spool_are_counted_and_exported(tmp_path: Path) -> None:
    async with Storage.open(tmp_path, busy_timeout_ms=20) as storage:
        await storage.logbook.record(answer(0, "alice before"), context("alice", "one"), NOON)
        await storage.logbook._database.connection.execute_fetchall("PRAGMA query_only = 1")
        for number, (who, server) in enumerate((("alice", "one"), ("bob", "one"), ("alice", "two")), 1):
            await storage.logbook.record(answer(number, f"{who} {server}"), context(who, server), NOON)
        await storage.shown.keep(answer(1), context("alice", "one"), True)
        rows = [row async for some in storage.logbook.export_mine("alice", "one") for row in some]
        assert [row.get("table", row.get("question")) for row in rows] == ["alice before", "alice one", "shown"]
        assert rows[1]["quotes"] == rows[0]["quotes"] != []
        assert (await storage.logbook.kept_of("alice", "one"))["answers"] == 2
        await storage.logbook._database.connection.execute_fetchall("PRAGMA query_only = 0")
        assert await storage.logbook._catching_up.now()
        assert (await storage.logbook.kept_of("alice", "one"))["answers"] == 2
        again = [row async for some in storage.logbook.export_mine("alice", "one") for row in some]
        assert [row.get("table", row.get("question")) for row in again] == ["alice before", "alice one", "shown"]


@settings(max_examples=examples(25), deadline=None)
@given(asked=st.lists(st.tuples(st.sampled_from(("aa", "bb")), st.text()), max_size=6), cut=st.integers(1, 400))
def test_any_words_of_hers_leave_the_spool_also_where_a_line_was_cut_short(
    asked: Sequence[tuple[str, str]], cut: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        spool, folder = Spool(Path(name)), Path(name) / "spool"
        rows = [
            refusal_row(str(n), f'"asker": "aa" {text}', context(), "why", who, NOON)
            for n, (who, text) in enumerate(asked)
        ]
        spool.append(rows)
        torn = (folder / WAITING).read_bytes()[:cut]
        (folder / BROKEN).write_bytes(torn + b"\n")
        assert spool.forget("aa") == sum(who == "aa" for who, _ in asked)
        with spool.draining() as waiting:
            assert [line.row["id"] for line in waiting.lines] == [
                str(n) for n, (who, _) in enumerate(asked) if who == "bb"
            ]
        for line in (folder / BROKEN).read_bytes().split(b"\n"):
            assert b'"asker": "aa"' not in line
            assert b'"question"' not in line or b'"asker": "bb"' in line


async def test_forgetting_nobody_is_nothing(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await ask(storage, 1, "bob", "one", "marmoset")
        assert await storage.logbook.forget("alice", "one") == 0
        assert await left(storage, "bob", "one") == (1, 5, 1)


@pytest.mark.parametrize("server", ["one", None])
async def test_own_rows_come_in_pages_newest_first_and_whole_in_the_export(
    tmp_path: Path, server: str | None
) -> None:
    async with Storage.open(tmp_path) as storage:
        for number in range(5):
            where = context("alice", server).model_copy(update={"writer": "bob"})  # asked about Bob's message
            await storage.logbook.record(answer(number), where, NOON + timedelta(hours=number))
        await storage.logbook.record(answer(9), context("bob", server), NOON)
        await storage.logbook.record(answer(8), context("alice", "elsewhere"), NOON)
        pages = [await storage.logbook.mine("alice", server, 2, offset) for offset in (0, 2, 4)]
        assert [[entry.id[-1] for entry in page] for page in pages] == [["4", "3"], ["2", "1"], ["0"]]
        await storage.feedback.judge("id000002", server, "alice", True, "just so")
        rows = [row async for some in storage.logbook.export_mine("alice", server) for row in some]
    assert [row["id"] for row in rows[:5]] == [f"id00000{n}" for n in range(5)]
    assert rows[0]["quotes"][0]["text"] == "The median was 54.4 months."
    assert "writer" not in json.dumps(rows), "who wrote what was asked about is not hers"
    assert [(row["table"], row["reason"]) for row in rows[5:]] == [("feedback", "just so")]


async def test_her_words_go_from_all_that_was_asked_after_hers_and_after_that(tmp_path: Path) -> None:
    """Bob inherits “zebrafish” and hands it on to Carol; Dan asked in Bob's words, after something else."""
    async with Storage.open(tmp_path) as storage:
        await ask(storage, 1, "alice", "one", HERS)
        asked = (
            ("bob", "and mice?", HERS, ("zebrafish", "first")),
            ("carol", "and rats?", "and mice?", ("zebrafish", "mice")),
        )
        others = (("dan", "and cats?", "and mice?", ("marmoset", "mice")),)
        for number, (who, question, before, terms) in enumerate((*asked, *others), 2):
            row = answer(number, question).model_copy(
                update={
                    "outcome": Outcome.RELATED,
                    "text": f"No abstract here has “Zebrafish”, “first”.\n\n> A {terms[0]} in “zebra”.",
                    "matched": ("mice",),
                    "unmatched": (*terms, question.split()[-1].rstrip("?")),
                    "unknown_words": terms[:1],
                    "read_with": Turn(question=before, terms=terms),
                    "turn": None,
                }
            )
            await storage.logbook.record(
                row, context(who, "one").model_copy(update={"conversation": who}), at(number)
            )
            turn = Turn(question=question, terms=(*terms, question))
            await storage.conversations.keep(who, "one", who, turn, NOON)
        await storage.logbook.forget("alice", "one")
        dans, carols, bobs = await storage.logbook.recent()
        assert (bobs.question, bobs.matched, bobs.unmatched, bobs.unknown_words) == (
            "and mice?",
            ("mice",),
            ("mice",),
            (),
        )
        assert (bobs.read_with, bobs.text.split("\n")[0]) == (None, "No abstract here has “…”, “…”.")
        assert (carols.read_with, carols.matched, carols.unmatched) == (None, (), ("rats",))
        assert dans.read_with == Turn(question="and mice?", terms=("marmoset", "mice"))
        assert (dans.matched, dans.unmatched) == (("mice",), ("marmoset", "mice", "cats"))
        kept = [await storage.conversations.last(who, "one", NOON, None) for who in ("bob", "carol", "dan")]
        assert [turn is not None for turn in kept] == [False, False, True]
        gaps = await storage.logbook._database.rows("SELECT word, questions FROM day_gaps ORDER BY word")
        assert [tuple(gap) for gap in gaps] == [("marmoset", 1), ("mice", 1), ("rats", 1)]
        for who in ("bob", "carol", "dan"):
            await storage.logbook.forget(who, "one")
        assert await storage.logbook._database.rows("SELECT * FROM day_gaps") == []


async def test_a_follow_up_that_waits_in_the_spool_does_not_bring_forgotten_words_back(tmp_path: Path) -> None:
    async with Storage.open(tmp_path, busy_timeout_ms=20) as storage:
        await storage.logbook.record(answer(1, HERS), context("alice", "one"), NOON)
        await storage.logbook._database.connection.execute_fetchall("PRAGMA query_only = 1")
        after = context("bob", "one").model_copy(update={"previous": Turn(question=HERS)})
        going_on = answer(2, "and then?").model_copy(
            update={"read_with": Turn(question=HERS, terms=("zebrafish",))}
        )
        await storage.logbook.record(going_on, after, NOON)
        await storage.logbook._database.connection.execute_fetchall("PRAGMA query_only = 0")
        assert await storage.logbook.forget("alice", "one") == 1
        assert await storage.logbook._catching_up.now()
        assert [entry.question for entry in await storage.logbook.recent()] == ["and then?"]
        assert b"zebrafish" not in written(tmp_path)

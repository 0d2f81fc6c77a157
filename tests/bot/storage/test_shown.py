"""The state of buttons: found by answer, question or message, over a restart, in its own server, without words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.storage.database import FILE
from bot.storage.rows import Shown, Slice
from bot.storage.store import Storage
from tests.bot.storage.samples import answer, context, written

pytestmark = pytest.mark.usefixtures("begun_log")

KEPT = Shown(
    answer="id000001",
    server="guild",
    channel="papers",
    question=None,
    message="m2",
    asker=None,
    outcome="answered",
    kind="content",
    library="default",
    snapshot="ab" * 32,
    quotes=(Slice(key="10.1234/x", start=10, stop=37),),
    keys=("10.1234/x",),
    public=True,
)


async def test_an_answers_state_is_found_by_all_that_may_be_pressed_or_deleted(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.shown.keep(answer(1), context(), public=True)
        before = await storage.shown.get("id000001", "guild")
        assert before is not None
        assert before.message is None
        assert await storage.shown.by_message("m2") is None
        await storage.shown.delivered("id000001", "m2")
    async with Storage.open(tmp_path) as storage:
        found = await storage.shown.get("id000001", "guild")
        assert found is not None
        assert found == KEPT.model_copy(update={"asker": found.asker, "question": found.question})
        assert await storage.shown.by_question("m1") == [found]
        assert await storage.shown.by_message("m2") == found
        assert await storage.shown.by_question("m2") == []
        assert await storage.shown.by_message("m1") is None


async def test_nothing_of_one_server_is_seen_in_another(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.shown.keep(answer(1), context(server="guild"), public=True)
        await storage.shown.keep(answer(2), context(server=None), public=False)
        assert await storage.shown.get("id000001", "other") is None
        assert await storage.shown.get("id000001", None) is None
        assert await storage.shown.get("id000002", "guild") is None
        direct = await storage.shown.get("id000002", None)
        assert direct is not None
        assert not direct.public


async def test_the_asker_is_known_again_in_the_same_server(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.shown.keep(answer(1), context("alice"), public=True)
        shown = await storage.shown.get("id000001", "guild")
        assert shown is not None
        assert storage.shown.is_asker(shown, "alice", "guild")
        assert not storage.shown.is_asker(shown, "bob", "guild")
        assert not storage.shown.is_asker(shown, "alice", "other")


async def test_it_holds_no_words_and_no_name(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.shown.keep(answer(1, "of the zebrafish?"), context("alice"), public=True)
        content = written(tmp_path)
        assert [word for word in (b"zebrafish", b"54.4 months", b"alice") if word in content] == []


async def test_nobody_asked_where_words_are_withheld(tmp_path: Path) -> None:
    quiet = context("alice").model_copy(update={"withheld": "opt-out"})
    async with Storage.open(tmp_path) as storage:
        await storage.shown.keep(answer(1), quiet, public=False)
        shown = await storage.shown.get("id000001", "guild")
        assert shown is not None
        assert shown.asker is None
        assert not storage.shown.is_asker(shown, "alice", "guild")


async def test_sharing_makes_an_answer_public_where_it_was_shared(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.shown.keep(answer(1), context(), public=False)
        await storage.shown.delivered("id000001", "m2")
        own = await storage.shown.by_message("m2")
        assert await storage.shown.publish("id000001", "guild", "lounge")
        await storage.shown.delivered("id000001", "m3")
        shared = await storage.shown.by_message("m3")
        assert own is not None
        assert shared is not None
        assert (own.channel, own.public) == ("papers", False)
        assert (shared.channel, shared.public) == ("lounge", True)


async def test_a_channels_papers_are_those_of_its_public_answers_in_order(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        for number, keys, public, server in (
            (1, ("b", "a"), True, "guild"),
            (2, ("a", "c"), True, "guild"),
            (3, ("private",), False, "guild"),
            (4, ("elsewhere",), True, "other"),
        ):
            asked = answer(number).model_copy(update={"keys": keys})
            await storage.shown.keep(asked, context(server=server), public=public)
        assert await storage.shown.cited_in("papers", "guild") == ["b", "a", "c"]
        assert await storage.shown.cited_in("lounge", "guild") == []


async def test_finding_a_message_does_not_read_all_rows(tmp_path: Path) -> None:
    async with Storage.open(tmp_path):
        pass
    database = sqlite3.connect(tmp_path / FILE)
    for column in ("answer", "question", "message"):
        plan = database.execute(f"EXPLAIN QUERY PLAN SELECT * FROM shown WHERE {column} = 'x'").fetchall()  # noqa: S608
        assert plan[0][3].startswith("SEARCH shown"), column
    database.close()


async def test_only_answers_that_everybody_saw_are_named(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.shown.keep(answer(2), context("alice"), public=False)
        await storage.shown.delivered("id000002", "m2")
        assert await storage.shown.sent_to("alice", "guild") == []
        assert await storage.shown.cited_in("papers", "guild") == []
        await storage.shown.keep(answer(1), context("alice"), public=True)
        await storage.shown.delivered("id000001", "m1")
        assert await storage.shown.sent_to("alice", "guild") == [("papers", "m1")]
        assert await storage.shown.cited_in("papers", "guild") == list(answer(1).keys)

"""A server's week: figures of public questions, words of those that several asked, and told once a week."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.models import Context
from bot.storage.pseudonyms import rotate
from bot.storage.store import Storage
from bot.storage.weekly import Week
from index.models import Outcome
from tests.bot.storage.samples import NOON, answer, context

pytestmark = pytest.mark.usefixtures("begun_log")

MONDAY = date(2026, 11, 30)
UNTIL = datetime(2026, 11, 30, tzinfo=UTC)


async def ask(
    storage: Storage, number: int, who: str, question: str, public: bool = True, outcome: Outcome = Outcome.ANSWERED,
    at: datetime = NOON, **more: object,
) -> None:  # fmt: skip
    asked = answer(number, question).model_copy(update={"outcome": outcome})
    where: Context = context(who, "one").model_copy(update=more)
    await storage.logbook.record(asked, where, at)
    await storage.shown.keep(asked, where, public=public)


async def week_of(storage: Storage, server: str, until: datetime = UNTIL) -> Week:
    """The week of all channels."""
    return await storage.weekly.week(server, until, 5, await storage.weekly.channels(server, until))


async def test_a_week_is_what_was_asked_in_public(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await ask(storage, 1, "alice", "pain?")
        await ask(storage, 2, "bob", "cost?", outcome=Outcome.NOTHING)
        await ask(storage, 3, "bob", "thanks", outcome=Outcome.HELP)
        await ask(storage, 4, "bob", "in private?", public=False, outcome=Outcome.NOTHING)
        await ask(storage, 5, "bob", "long ago?", at=NOON - timedelta(days=8))
        await ask(storage, 6, "bob", "counts only?", withheld="counts")
        await ask(storage, 7, "bob", "elsewhere?", server="two")
        await ask(storage, 8, "carol", "what did I ask?", outcome=Outcome.RELATED)
        await storage.members.opt_out("carol", "one")
        week = await week_of(storage, "one", UNTIL)
        day = NOON.date()
        assert week.days == ((day, "answered", 1), (day, "nothing", 1))
        assert (week.asked, week.unanswered) == (2, 1)
        assert week.papers == (("10.1234/x", 2),)
        assert await week_of(storage, "three", UNTIL) == Week()


async def test_words_are_shown_only_where_three_members_asked_them_in_public(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        for number, who in enumerate(("alice", "bob", "carol"), 1):
            await ask(storage, number, who, f"How  long was FOLLOW-UP{'?' * number}")
        for number in range(4, 9):  # often, by the same two
            await ask(storage, number, "alice" if number % 2 else "bob", "who wrote it?")
        for number, who in enumerate(("alice", "bob", "carol"), 10):  # the third in private
            await ask(storage, number, who, "and the costs?", public=who != "carol")
        week = await week_of(storage, "one", UNTIL)
        assert week.questions == (("how long was follow up", 3),)
        await storage.members.opt_out("carol", "one")
        assert (await week_of(storage, "one", UNTIL)).questions == ()


async def test_a_member_with_two_names_is_one(tmp_path: Path) -> None:
    """After a new key each member has another pseudonym; nobody knows which of the old ones was whose."""
    async with Storage.open(tmp_path) as storage:
        await ask(storage, 1, "alice", "pain?")
        await ask(storage, 2, "bob", "pain?")
    rotate(tmp_path)
    async with Storage.open(tmp_path) as storage:
        now = datetime.now(UTC) + timedelta(seconds=1)
        await ask(storage, 3, "alice", "pain?", at=now)
        week = await week_of(storage, "one", now + timedelta(days=1))
        assert week.asked >= 1
        assert week.questions == ()


async def test_an_answer_that_was_told_is_unanswered_no_more(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await ask(storage, 1, "alice", "cost?", outcome=Outcome.NOTHING)
        await ask(storage, 2, "alice", "cost?", surface="awaited")
        week = await week_of(storage, "one", UNTIL)
        assert (week.asked, week.unanswered) == (1, 0)


async def test_a_week_is_claimed_once_a_channel_also_by_two_at_once_and_after_a_restart(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage, Storage.open(tmp_path) as other:
        claims = (one.weekly.claim("one", "11", MONDAY) for one in (storage, other, storage, other))
        assert sorted(await asyncio.gather(*claims)) == [False, False, False, True]
        assert await storage.weekly.claim("one", "12", MONDAY)
        assert await storage.weekly.claim("two", "11", MONDAY)
    async with Storage.open(tmp_path) as storage:
        assert not await storage.weekly.claim("one", "11", MONDAY)
        # an admin chose another day
        assert not await storage.weekly.claim("one", "11", MONDAY + timedelta(days=6))
        assert await storage.weekly.claim("one", "11", MONDAY + timedelta(days=7))
        await storage.weekly.told("one", "11", MONDAY, "99")


async def test_a_clock_that_was_wrong_silences_no_week(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        assert await storage.weekly.claim("one", "11", date(2031, 1, 6))
        assert await storage.weekly.claim("one", "11", MONDAY)

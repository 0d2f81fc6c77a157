"""What nobody asks for again and somebody is told all the same: the week in a channel, an answer by direct message."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.storage.awaited import SURFACE
from bot.storage.database import FILE
from bot.storage.servers import DAYS
from tests.process.asking import QUESTION
from tests.process.harness import World, today, world

pytestmark = pytest.mark.slow

HEAD = "**The week here**"
HONEY = "how much did feeding raise honey?"
BEES = (
    "bees.ris",
    b"TY  - JOUR\nTI  - Bees and sugar\nDO  - 10.1234/bees\nAB  - Feeding raised honey by 12%.\nER  - \n",
)


async def asked_yesterday(here: World) -> None:
    """A public question of the week that has passed, an admin who wants the week today, and no bot."""
    now = await today()  # the day is what it was when the bot looks at it
    day = DAYS[now.weekday()]
    await here.sim.slash("admin", "setup", {"weekly_channel": here.sim.papers, "weekly_day": day})
    await here.sim.slash("alice", "ask", {"question": QUESTION})
    await here.bot.terminate()
    with closing(sqlite3.connect(here.folder / FILE)) as database, database:
        before = (now - timedelta(days=1)).isoformat(timespec="microseconds")
        database.execute("UPDATE answers SET asked_at = ?", (before,))


async def test_a_day_that_is_about_to_end_is_waited_out() -> None:
    midnight = datetime(2027, 1, 1, tzinfo=UTC)
    moments = iter((midnight - timedelta(milliseconds=20), midnight))
    assert await today(lambda: next(moments)) == midnight
    noon = midnight + timedelta(hours=12)
    assert await today(lambda: noon) == noon


def weeks(here: World) -> list[Any]:
    return [one for one in here.sim.papers.messages.values() if one.content.startswith(HEAD)]


def claims(here: World) -> list[Any]:
    with closing(sqlite3.connect(here.folder / FILE)) as database:
        return database.execute("SELECT message FROM weekly").fetchall()


async def test_the_week_is_told_once_over_restarts(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await asked_yesterday(here)
        await here.start()
        await here.sim.wait_until(lambda: weeks(here), what="the week is told")
        (message,) = weeks(here)
        assert [one.filename for one in message.attachments] == ["week.png"]
        assert not message.pings
        await here.sim.wait_until(lambda: claims(here) == [(str(message.id),)], what="it is noted where")
        await here.bot.terminate()
        await here.start()
        await here.sim.slash("alice", "ask", {"question": QUESTION})
        assert len(weeks(here)) == 1
        here.blameless()


async def test_a_week_that_was_being_told_when_it_was_killed_is_not_told_twice(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await asked_yesterday(here)
        hung = here.sim.fail(rf"/channels/{here.sim.papers.id}/messages", "hang", method="POST", times=1)
        await here.start()
        await here.sim.wait_until(lambda: hung.hits, what="the week is on its way")
        await here.bot.kill()
        here.sim.heal()
        assert claims(here) == [(None,)]
        await here.start()
        await here.sim.slash("alice", "ask", {"question": QUESTION})
        assert weeks(here) == []
        shown = await here.sim.slash("admin", "setup", {})
        assert f"**The week is told in** <#{here.sim.papers.id}>" in shown.message.content
        here.blameless()


async def taken_in(here: World) -> None:
    tried = await here.sim.slash("admin", "corpus import", {"file": BEES})
    assert "holds 1 paper now" in (await here.sim.click(tried, "Import these papers")).text


def direct(here: World, user: Any) -> list[Any]:
    """The direct messages somebody has from the bot."""
    found = [one for one in here.sim.world.channels.values() if one.is_dm and one.recipient is user]
    return [message for one in found for message in one.messages.values()]


async def test_an_answer_comes_by_direct_message_or_where_there_is_none_under_the_question(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        private = await sim.slash("alice", "ask", {"question": HONEY, "visible": "private"})
        assert "I will send you a direct message" in (await sim.click(private, "Tell me")).text
        public = await sim.slash("alice", "ask", {"question": HONEY})
        promised = await sim.click(public, "Tell me", user="bob")
        assert "direct message" in (await sim.click(promised, "By direct message instead", user="bob")).text
        sim.dm_blocked.add(sim.bob.id)
        await taken_in(here)
        await sim.wait_until(lambda: direct(here, sim.alice), what="alice is told")
        (message,) = direct(here, sim.alice)
        assert "Feeding raised honey by 12%." in message.content
        assert not message.buttons

        def under() -> list[Any]:
            return [one for one in sim.general.messages.values() if one.reference is public.message]

        await sim.wait_until(under, what="bob is told under the answer")
        assert direct(here, sim.bob) == []
        here.blameless()


async def test_an_answer_on_its_way_when_it_was_killed_is_kept_for_who_waited(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        private = await sim.slash("alice", "ask", {"question": HONEY, "visible": "private"})
        await sim.click(private, "Tell me")
        hung = sim.fail(r"/users/@me/channels", "hang", method="POST", times=1)
        tried = await sim.slash("admin", "corpus import", {"file": BEES})
        await sim.click(tried, "Import these papers", wait=False)
        await sim.wait_until(lambda: hung.hits, what="the answer is on its way")
        assert (await here.rows())[0].surface == SURFACE
        await here.bot.kill()
        sim.heal()
        await here.start()
        assert (
            "/history shows it"
            in (await sim.slash("alice", "ask", {"question": HONEY, "visible": "private"})).text
        )
        history = await sim.slash("alice", "history")
        (came,) = [one for one in history.message.selects if one["custom_id"].endswith(":came")]
        shown = await sim.select(history, [came["options"][0]["value"]], came["custom_id"])
        assert "Feeding raised honey by 12%." in shown.text
        assert direct(here, sim.alice) == []

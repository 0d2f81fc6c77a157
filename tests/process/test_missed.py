"""What is asked or deleted while the bot is away: killed, stopped, or without a session that Discord still knows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.discord.posting import LATER
from tests.process.asking import QUESTION, prove
from tests.process.harness import LONG, PAUSE, World, answers_in, seen, world
from tests.process.test_resuming import away

pytestmark = pytest.mark.slow


@pytest.fixture(params=["killed", "stopped", "forgotten"])
def how(request: pytest.FixtureRequest) -> str:
    """Why the bot is told nothing."""
    return str(request.param)


@asynccontextmanager
async def told_nothing(here: World, how: str) -> AsyncIterator[None]:
    """What happens in the block is not told to the bot, which is back afterwards."""
    if how != "forgotten":
        await (here.bot.kill() if how == "killed" else here.bot.terminate())
        yield
        await here.start()
        return
    await seen(here.is_ready)
    await away(here)
    for session in here.sim.gateway.sessions.values():
        session.valid = False
    yield
    here.sim.gateway.accept = True
    await here.sim.gateway.wait_event("ready", 2)


async def test_what_was_deleted_while_it_was_away_takes_its_answer_with_it(tmp_path: Path, how: str) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        kept = await sim.say("alice", sim.general, f"{sim.bot.mention} {QUESTION}")
        gone = await sim.say("bob", sim.general, f"{sim.bot.mention} what dose was given?")
        by_command = await sim.slash("alice", "ask", {"question": QUESTION})
        async with told_nothing(here, how):
            sim.delete(next(one for one in sim.general.messages.values() if one.author.username == "bob"))
        await seen(lambda: gone.reply.deleted)
        assert not kept.reply.deleted
        assert not by_command.message.deleted
        assert len(answers_in(sim.general)) == 2
        assert len(await here.rows()) == 3
        here.blameless()


async def test_what_was_asked_while_it_was_away_is_answered_once(tmp_path: Path, how: str) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        await sim.say("alice", sim.general, f"{sim.bot.mention} {QUESTION}")
        await sim.say("alice", sim.general, sim.bot.mention)  # told that there is no question in it
        before = said(here)
        async with told_nothing(here, how):
            asked = [
                sim.post("bob", sim.general, f"{sim.bot.mention} {words}") for words in (QUESTION, "and the dose?")
            ]
            sim.post("bob", sim.general, "are you there?")
            sim.react(
                sim.bot, sim.post("bob", sim.general, f"{sim.bot.mention} {QUESTION}"), LATER
            )  # it was too fast
        await seen(lambda: len(said(here)) == len(before) + len(asked))
        found = said(here)[len(before) :]
        assert [one.reference for one in found] == asked
        assert prove(found[0].content)
        last = await sim.say("alice", sim.general, f"{sim.bot.mention} {QUESTION}")
        assert said(here)[-1] is last.reply
        assert len(said(here)) == len(before) + len(asked) + 1
        assert len(await here.rows()) == 4
        here.blameless()


async def test_what_was_edited_while_it_was_away_changes_its_answer_once(tmp_path: Path, how: str) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        answers = [await sim.say("bob", sim.general, f"{sim.bot.mention} what dose was given?") for _ in range(2)]
        asked, kept = (one.reply.reference for one in answers)
        sim.edit(kept, f"{sim.bot.mention} what is EQD2?")  # before it is away: answered then
        await seen(lambda: "EQD2" in answers[1].reply.content)
        async with asyncio.timeout(LONG):
            while not all(row.reply for row in await here.rows()):  # noqa: ASYNC110  # another process has no event
                await asyncio.sleep(PAUSE)
        told = answers[1].reply.content
        async with told_nothing(here, how):
            sim.edit(asked, f"{sim.bot.mention} {QUESTION}")
        await seen(lambda: QUESTION not in answers[0].reply.content and prove(answers[0].reply.content))
        assert answers[1].reply.content == told
        await here.bot.terminate()
        await here.start()
        last = await sim.say("alice", sim.general, f"{sim.bot.mention} {QUESTION}")
        assert len(said(here)) == 3
        assert prove(last.reply.content)
        assert len(await here.rows()) == 5
        here.blameless()


async def test_it_is_answered_also_where_something_else_comes_in_its_place_at_first(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        sim = here.sim
        await sim.say("alice", sim.general, f"{sim.bot.mention} {QUESTION}")
        sim.fail(r"/messages$", status=200, method="GET", body="<html>")
        async with told_nothing(here, "killed"):
            sim.post("bob", sim.general, f"{sim.bot.mention} {QUESTION}")
        await seen(lambda: len(answers_in(sim.general)) == 2)
        assert "Traceback" not in (here.folder / "bot.log").read_text("utf-8")


def said(here: World) -> list[Any]:
    """The bot's messages in the channel where members ask."""
    return [one for one in here.sim.general.messages.values() if one.author.bot]

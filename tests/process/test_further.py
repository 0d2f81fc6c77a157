"""Further messages of one command, when Discord takes one and stumbles, or says nothing: each is shown, and once."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.discord.echoes import LISTENING
from bot.storage.rows import Entry
from tests.process.asking import QUESTION, prove
from tests.process.harness import LONG, PAUSE, World, answers_of, seen, world

pytestmark = pytest.mark.slow

TWO = "How long was follow-up after TES? Which factors are associated with mortality?"
FURTHER = r"/webhooks/\d+/[^/]+$"
FOUND = re.compile(r"/channels/\d+/messages$")
DIRECT = 1 << 12  # the intent for direct messages
STUMBLES: dict[str, dict[str, Any]] = {
    "taken, 500": {"status": 500, "apply_then_fail": True},
    "taken, 503": {"status": 503, "apply_then_fail": True},
    "taken, not named": {"status": 200, "body": {}, "apply_then_fail": True},
    "taken twice in doubt": {"status": 502, "apply_then_fail": True, "times": 2},
    "not taken, 500": {"status": 500},
    "not taken, broken off": {"status": "reset"},
    "too many": {"status": 429, "retry_after": 0.1},
    "too many, says Cloudflare": {"status": 429, "retry_after": 1, "via": False},
}


def tell_all(sim: Any) -> None:
    """Have the simulator tell the bot also of messages that only one member sees, as Discord does: as of direct ones."""

    def publish(message: Any) -> None:
        if message.ephemeral:
            said = message.json(sim.world, for_bot=True) | {"channel_type": message.channel.type}
            sim.gateway.dispatch("MESSAGE_CREATE", said, need=DIRECT)
        else:
            sim.emit_message("MESSAGE_CREATE", message)
        sim.activity.set()

    sim.rest._publish = publish


@pytest.mark.parametrize("private", [False, True], ids=["public", "private"])
async def test_what_discord_took_and_did_not_confirm_stands_once(tmp_path: Path, private: bool) -> None:
    async with world(tmp_path) as here:
        tell_all(here.sim)
        for name, fault in STUMBLES.items():
            here.sim.fail(FURTHER, method="POST", **fault)
            await answered_once(here, name, private)
            here.sim.heal()
        assert here.sim.violations == []


async def answered_once(here: World, name: str, private: bool) -> None:
    """Two questions in one command are answered in two messages."""
    given = {"question": TWO, "visible": "private" if private else "public"}
    asked = await here.sim.slash("alice", "ask", given, until=lambda one: one.followups)
    async with asyncio.timeout(LONG):
        while not all(row.reply for row in (await here.rows())[:2]):  # noqa: ASYNC110  # another process has no event
            await asyncio.sleep(PAUSE)
    await asked.settle()
    first, *further = [one for one in (asked.message, *asked.followups) if not one.deleted]
    assert len(further) == 1, name
    assert prove(first.content), name
    assert prove(further[0].content), name
    rows = (await here.rows())[:2]
    assert Counter(row.reply for row in rows) == Counter((first.id, further[0].id)), name
    assert {row.id for row in rows} == answers_of(first) | answers_of(further[0]), name


@pytest.mark.parametrize("private", [False, True], ids=["public", "private"])
async def test_what_was_taken_while_the_gateway_was_away_stands_once(tmp_path: Path, private: bool) -> None:
    """What all may read is found in the channel; what one member sees is told once the gateway is back."""
    async with world(tmp_path) as here:
        sim = here.sim
        tell_all(sim)
        taken, done = sim.rest.followup, asyncio.Event()

        async def cut_off(asked: Any) -> Any:
            sim.gateway.accept = False
            sim.gateway.abort()
            done.set()
            return await taken(asked)

        sim.rest.routes = [
            (how, where, cut_off if what == taken else what) for how, where, what in sim.rest.routes
        ]
        sim.fail(FURTHER, 500, method="POST", apply_then_fail=True)
        asking = asyncio.create_task(answered_once(here, "away", private))
        await done.wait()
        if private:  # longer than is listened where the gateway is there
            await asyncio.sleep(2 * LISTENING[0])
        else:
            await seen(lambda: any(FOUND.search(one.path) for one in sim.requests if one.method == "GET"))
        sim.rest.routes = [
            (how, where, taken if what == cut_off else what) for how, where, what in sim.rest.routes
        ]
        sim.gateway.accept = True
        await asking


@pytest.mark.parametrize("settings", [{}, {"ANSWER__MAX_QUOTES": "1"}], ids=["alike", "not alike"])
async def test_two_processes_with_one_token_answer_once(tmp_path: Path, settings: dict[str, str]) -> None:
    """As for the time of a move to another machine, where the old one was forgotten: both are told of every question, and
    may answer it in other words."""
    homes = [tmp_path / "one", tmp_path / "two"]
    for home in homes:
        home.mkdir()
    async with world(homes[0]) as here:
        tell_all(here.sim)
        other = World(here.sim, homes[1])
        await other.start(**settings)
        await here.sim.gateway.wait_event("ready", 2)
        await seen(other.is_ready)
        try:
            twice = {"until": lambda said: len(said.replies) == 2}
            said = await here.sim.say("alice", here.sim.general, f"{here.sim.bot.mention} {TWO}", **twice)
            asked = await here.sim.slash("alice", "ask", {"question": QUESTION})
            await _all_delivered(here, other, 3)
            await asked.settle()
            assert prove(asked.message.content) >= 1
            for number, visible in enumerate(("public", "private")):
                both = await here.sim.slash("alice", "ask", {"question": TWO, "visible": visible})
                await _all_delivered(here, other, 5 + 2 * number)
                await both.settle()
                assert len([one for one in both.followups if not one.deleted]) == 1, visible
                assert [prove(one.content) > 0 for one in (both.message, *both.followups)] == [True, True], visible
        finally:
            await other.bot.terminate()
        assert [prove(one.content) > 0 for one in said.replies] == [True, True]
        shown = [one for one in here.sim.general.messages.values() if one.author.bot and not one.ephemeral]
        assert len(shown) == 5


async def _all_delivered(one: World, other: World, rows: int) -> None:
    """Wait until both have as many rows, and know of each where it stands."""
    async with asyncio.timeout(LONG):
        while any(len(kept) < rows or not all(row.reply for row in kept) for kept in await _kept(one, other)):  # noqa: ASYNC110
            await asyncio.sleep(PAUSE)


async def _kept(*worlds: World) -> list[list[Entry]]:
    return [await one.rows() for one in worlds]

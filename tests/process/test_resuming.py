"""The gateway goes away for longer than one try to connect: what was said meanwhile is told, and answered once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.process.asking import QUESTION, prove
from tests.process.harness import World, answers_in, seen, world

pytestmark = pytest.mark.slow


async def test_a_mention_while_the_gateway_is_away_is_answered_afterwards(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await away(here)
        here.sim.post("alice", here.sim.general, f"{here.sim.bot.mention} {QUESTION}")
        here.sim.gateway.accept = True
        await here.sim.gateway.wait_event("resumed")
        await seen(lambda: answers_in(here.sim.general))
        said = [one for one in here.sim.general.messages.values() if one.author.bot]
        assert [prove(one.content) > 0 for one in said] == [True]
        here.blameless()


async def test_a_session_that_discord_has_forgotten_is_begun_anew(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await away(here)
        for session in here.sim.gateway.sessions.values():
            session.valid = False
        here.sim.gateway.accept = True
        await here.sim.gateway.wait_event("ready", 2)
        said = await here.sim.say("alice", here.sim.general, f"{here.sim.bot.mention} {QUESTION}")
        assert prove(said.text)


class Refusing:
    """What the simulator's gateway asks whether it lets in: no, and that it asked is noted."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    def __bool__(self) -> bool:
        self.asked.set()
        return False


async def away(here: World) -> None:
    """Break the gateway's connection, and wait until a try to connect again has failed."""
    here.sim.gateway.accept = refusing = Refusing()
    here.sim.gateway.abort()
    await refusing.asked.wait()


@pytest.mark.parametrize("sent", [b"\x01\x02 no zlib", "no JSON", "[1, 2]", "[" * 50_000])
async def test_what_cannot_be_read_of_the_gateway_costs_the_connection_alone(
    tmp_path: Path, sent: str | bytes
) -> None:
    """As through a proxy that is out of order; discord.py ended the bot."""
    async with world(tmp_path) as here:
        (connection,) = here.sim.gateway.connections
        await (connection.ws.send_bytes(sent) if isinstance(sent, bytes) else connection.ws.send_str(sent))
        here.sim.post("alice", here.sim.general, f"{here.sim.bot.mention} {QUESTION}")
        await seen(lambda: answers_in(here.sim.general))
        said = [one for one in here.sim.general.messages.values() if one.author.bot]
        assert [prove(one.content) > 0 for one in said] == [True]
        assert "what came could not be read" in (tmp_path / "bot.log").read_text("utf-8")
        assert "Traceback" not in (tmp_path / "bot.log").read_text("utf-8")
        here.blameless()


async def test_a_number_of_events_that_discord_never_told_is_named_once(tmp_path: Path) -> None:
    """Discord closes what takes a session up with it, and discord.py came back with the same, at once and without end."""
    async with world(tmp_path) as here:
        (connection,) = here.sim.gateway.connections
        await connection.ws.send_str('{"op": 0, "t": "READY", "s": 7000, "d": null}')
        await here.sim.gateway.wait_event("ready", 2)
        assert len(here.sim.gateway.events("server_close")) == 1
        said = await here.sim.say("alice", here.sim.general, f"{here.sim.bot.mention} {QUESTION}")
        assert prove(said.text)

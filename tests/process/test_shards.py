"""One bot in three processes: each server's rows, settings and buttons in its own process, and a restart of one after another."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.storage.logbook import Logbook
from bot.storage.servers import kept_settings
from tests.process.harness import PATIENT, PAUSE, World, answers_in, seen, simulator

pytestmark = pytest.mark.slow

PROCESSES = 3
QUESTIONS = (
    "how long was follow-up after TES?",
    "most cited paper?",
    "which factors are associated with mortality?",
)


class Fleet:
    """Three processes of one bot; each has a server of Alice's at least, and one has two."""

    def __init__(self, sim: Any, folder: Path) -> None:
        self.sim = sim
        self.worlds = [World(sim, folder / str(number)) for number in range(PROCESSES)]
        self.lobbies: dict[Any, int] = {}
        self.started = [0] * PROCESSES  # how often each was
        while len(set(self.lobbies.values())) < PROCESSES or len(self.lobbies) <= PROCESSES:
            time.sleep(0.002)  # ids count milliseconds, and shards are counted by them
            guild = sim.world.add_guild(f"lab {len(self.lobbies)}", sim.alice)
            self.lobbies[sim.world.add_channel(guild, "general")] = self.shard(guild)

    @staticmethod
    def shard(guild: Any) -> int:
        """Whose events a server's are, by Discord's rule."""
        return (int(guild.id) >> 22) % PROCESSES

    async def start(self, number: int) -> None:
        """Start one process and wait until it is ready."""
        here = self.worlds[number]
        here.folder.mkdir(exist_ok=True)
        (here.folder / "health.json").unlink(missing_ok=True)
        await here.start(DISCORD__SHARDS=f"{number}/{PROCESSES}", DISCORD__COOLDOWN_QUESTIONS="1000")
        await seen(here.is_ready)
        self.started[number] += 1

    async def ask(self, channel: Any, number: int = 0) -> Any:
        """Alice asks by command in a channel; None where nobody was there who could have heard of it.

        That is so where Discord says it at once, or where the process was leaving and another has begun since.
        """
        shard = 0 if channel == "dm" else self.lobbies[channel]
        started, question = self.started[shard], {"question": QUESTIONS[number % len(QUESTIONS)]}
        result = await self.sim.slash("alice", "ask", question, channel=channel, wait=False)
        if result.interaction.errors:
            return None
        await seen(lambda: _is_whole(result) or (self.started[shard] > started and result.error != "no_final"))
        return result if _is_whole(result) else None

    def answers(self) -> dict[str, str]:
        """The server in which each answer stands, by the answer's id."""
        return {found: channel.guild.id for channel in self.lobbies for found in answers_in(channel)}

    async def rows(self, number: int) -> dict[str, str | None]:
        """The server of every row of a process, by the answer's id."""
        async with Logbook.read(self.worlds[number].folder) as log:
            return {row.id: row.server for row in await log.recent(100_000)}


def _is_whole(result: Any) -> bool:
    return result.error is None and bool(result.message.buttons)


@asynccontextmanager
async def fleet(folder: Path) -> AsyncIterator[Fleet]:
    """The three of them, running."""
    async with await simulator().DiscordSim.start(**PATIENT) as sim:
        opened = Fleet(sim, folder)
        try:
            for number in range(PROCESSES):
                await opened.start(number)
            yield opened
        finally:
            for here in opened.worlds:
                if here.bot is not None and here.bot.returncode is None:
                    await here.bot.terminate()


async def test_what_a_server_leaves_is_in_its_own_process_and_direct_messages_in_the_first(tmp_path: Path) -> None:
    async with fleet(tmp_path) as here:
        for channel in here.lobbies:
            assert await here.ask(channel)
            await here.sim.slash("alice", "setup", {"retention_days": 99}, channel=channel)
        assert await here.ask("dm")
        for number, world in enumerate(here.worlds):
            ours = {channel.guild.id for channel, shard in here.lobbies.items() if shard == number}
            assert set((await here.rows(number)).values()) == ours | ({None} if number == 0 else set())
            assert {settings.server for settings in await kept_settings(world.folder)} == ours
            listed = await world.marrow("log", "list", "--json")
            assert len(json.loads(listed)) == len(ours) + (number == 0)
        assert here.sim.violations == []


async def test_they_are_restarted_one_after_another_under_load_and_nothing_is_lost(tmp_path: Path) -> None:
    async with fleet(tmp_path) as here:
        old = {channel: await here.ask(channel) for channel in here.lobbies}
        load = Load(here)
        async with load.going_on():
            for number in range(PROCESSES):
                await load.restart(number)
        assert load.unheard == []
        logged = [await here.rows(number) for number in range(PROCESSES)]
        for answer, server in here.answers().items():
            assert [rows.get(answer) for rows in logged].count(server) == 1
        assert len(here.answers()) >= len(old) + sum(load.answered)
        for channel, result in old.items():
            pressed = await here.sim.click(result, "In context", user="alice")
            assert pressed.error is None, here.lobbies[channel]
        assert here.sim.violations == []


class Load:
    """Alice asks in every server, again and again."""

    def __init__(self, here: Fleet) -> None:
        self.here = here
        self.away: int | None = None  # the process that is being restarted
        self.answered = [0] * PROCESSES
        self.nobody = 0  # questions that were asked while their process was being restarted, and never reached it
        self.unheard: list[int] = []  # shards where nobody was there, though their process was not being restarted
        self._over = asyncio.Event()

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """While the block lasts."""
        tasks = [asyncio.create_task(self._ask(*one)) for one in self.here.lobbies.items()]
        try:
            yield
        finally:
            self._over.set()
            await asyncio.gather(*tasks)

    async def restart(self, number: int) -> None:
        """End a process in the middle of its work and start it again; the others answer meanwhile."""
        self.away, here = number, self.here.worlds[number]
        assert await here.bot.terminate() == 0
        await asyncio.gather(*(self._answered_in(shard) for shard in range(PROCESSES) if shard != number))
        await self.here.start(number)
        self.away = None
        await self._answered_in(number)

    async def _answered_in(self, shard: int) -> None:
        before = self.answered[shard]
        await seen(lambda: self.answered[shard] > before)

    async def _ask(self, channel: Any, shard: int) -> None:
        number = 0
        while not self._over.is_set():
            number, before = number + 1, self.away
            if await self.here.ask(channel, number):
                self.answered[shard] += 1
            elif shard in (before, self.away):
                self.nobody += 1
                await asyncio.sleep(PAUSE)
            else:
                self.unheard.append(shard)

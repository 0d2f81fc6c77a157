"""The real process against a strict Discord on loopback.

The simulator lies beside the repository (``../shared/discord_sim``) and is no part of it: where it is absent, the
tests that use it are skipped.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.storage.logbook import Logbook
from bot.storage.rows import Entry

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MARROW_SHARED") or ROOT.parent / "shared")
ANSWER = re.compile(r"marrow:[a-z]+:([0-9a-f]{12})")  # what a button under an answer carries
LONG = 120  # seconds after which something is taken to hang; no test waits that long for anything that comes
# how soon the bot answers is measured elsewhere: here the machine may be busy
PATIENT = {"settle": 0.15, "ack_deadline": LONG}
PAUSE = 0.02  # seconds between two looks
AHEAD = timedelta(minutes=4)  # what is left of a day that a test begins in: none takes that long


def simulator() -> Any:
    """The simulator's package, or a skipped test."""
    if not (SHARED / "discord_sim").is_dir():
        pytest.skip("the Discord simulator is not beside the repository")
    if str(SHARED) not in sys.path:
        sys.path.append(str(SHARED))
    return pytest.importorskip("discord_sim", reason="the simulator's own requirements are missing")


def answers_in(channel: Any) -> set[str]:
    """The ids of the answers that stand in a channel of the simulator's, as their buttons carry them."""
    return {found for message in channel.messages.values() if not message.deleted for found in answers_of(message)}


def answers_of(message: Any) -> set[str]:
    """The id of the answer that a message is; nothing for any other."""
    return set(ANSWER.findall(json.dumps(message.components)))


def cpu_seconds(process: int) -> float:
    """The processor time a process has used, in seconds (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def seen(found: Callable[[], object]) -> None:
    """Wait until something is there, however long it takes short of hanging."""
    async with asyncio.timeout(LONG):
        while not found():  # noqa: ASYNC110  # another process has no event to wait on
            await asyncio.sleep(PAUSE)


async def today(now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> datetime:
    """The time, on a day (UTC) that goes on: just before midnight, after it, as the bot's own clock cannot be set."""
    moment = now()
    left = datetime.combine(moment.date() + timedelta(days=1), time(), UTC) - moment
    if left < AHEAD:
        await asyncio.sleep(left.total_seconds())
        return await today(now)
    return moment


class World:
    """One simulator, one data folder, and the bot's process, which may be started again."""

    def __init__(self, sim: Any, folder: Path) -> None:
        self.sim = sim
        self.folder = folder
        self.bot: Any = None

    async def start(self, **settings: str) -> None:
        """Start ``marrow run`` and wait until it is ready. ``settings``: SECTION__KEY=value."""
        await self._spawn(settings)
        await self.sim.wait_ready(timeout=LONG, commands=["ask"])

    async def refused(self, token: str | None = None, **settings: str) -> str:
        """Start ``marrow run``, which must leave with 1; what it said."""
        await self._spawn(settings, token)
        assert await asyncio.wait_for(self.bot.proc.wait(), LONG) == 1
        said = (self.folder / "bot.log").read_text("utf-8")
        assert "Traceback" not in said
        return said

    async def doctor(self, *switches: str, token: str | None = None) -> str:
        """What ``marrow doctor`` prints here."""
        return await self.marrow("doctor", *switches, token=token)

    async def marrow(self, *arguments: str, token: str | None = None) -> str:
        """What a command of the terminal prints beside the running bot."""
        environment = os.environ | self._environment({}) | {"DISCORD_TOKEN": token or self.sim.token}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments, cwd=ROOT, env=environment, stdout=PIPE, stderr=STDOUT
        )
        said, _ = await asyncio.wait_for(process.communicate(), LONG)
        return said.decode()

    async def _spawn(self, settings: dict[str, str], token: str | None = None) -> None:
        environment = self._environment(settings) | ({"DISCORD_TOKEN": token} if token is not None else {})
        self.bot = await self.sim.spawn(
            [sys.executable, "-m", "bot", "run"],
            cwd=str(ROOT),
            env=environment,
            shim=False,
            log_file=str(self.folder / "bot.log"),
        )

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        return {
            "MARROW__STORAGE__DATA_DIR": str(self.folder),
            "MARROW__DISCORD__API_BASE": self.sim.base_url,
            "MARROW__DISCORD__GATEWAY_URL": self.sim.gateway_url,
            **{f"MARROW__{name}": value for name, value in settings.items()},
        }

    async def rows(self) -> list[Entry]:
        """All rows of the logbook, newest first."""
        async with Logbook.read(self.folder) as log:
            return await log.recent(100_000)

    def is_ready(self) -> bool:
        """Whether the bot's report on its health says so."""
        report = self.folder / "health.json"
        return report.exists() and json.loads(report.read_text("utf-8")).get("state") == "ready"

    def blameless(self) -> None:
        """Nothing the bot sent broke a rule, and the simulator's own answers kept theirs."""
        assert self.sim.violations == [], "\n".join(map(str, self.sim.violations))
        assert self.sim.self_errors == []


def patient(sim: Any) -> Any:
    """The simulator, whose members wait for the bot as long as it takes short of hanging."""
    for waiting, names in (
        (sim, ("say", "slash", "click", "select", "submit_modal", "context_menu", "wait_until")),
        (sim.gateway, ("wait_event",)),
    ):
        for name in names:
            setattr(waiting, name, partial(getattr(waiting, name), timeout=LONG))
    return sim


MODERATOR = "mona"


@asynccontextmanager
async def world(folder: Path, settings: Mapping[str, str] | None = None, **options: Any) -> AsyncIterator[World]:
    """A world with the bot running in it. ``settings``: SECTION__KEY=value; ``options``: the simulator's own."""
    module = simulator()
    async with await module.DiscordSim.start(**(PATIENT | options)) as sim:
        sim.world.join(sim.guild, sim.world.add_user(MODERATOR), [sim.member_role, sim.mod_role])
        opened = World(patient(sim), folder)
        try:
            await opened.start(DISCORD__COOLDOWN_QUESTIONS="1000", **(settings or {}))
            yield opened
        finally:
            if opened.bot is not None and opened.bot.returncode is None:
                await opened.bot.terminate()

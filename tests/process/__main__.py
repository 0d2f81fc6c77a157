"""``python -m tests.process load | many | heard | beside | kills | frozen | soak``: the long proofs of the real process, with their figures.

load    500 questions, 50 at a time, three times: violations, first response, memory, and what the simulator itself costs
many    5,000 questions through one process: its memory at every thousand
heard   10,000 messages of others that ask nothing: what one takes
beside  50 questions at a time while 50,000 papers are imported into another server's library
kills   the process killed while answering, 100 times: every message that came through has its row
frozen  a gateway that stays open and silent: the bot notices and comes back
soak    hours of its life in twenty minutes (SOAK_MINUTES=…): questions, imports, reloads, retention, forgetting, reconnects
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.generate import papers
from tests.process.harness import World, answers_in, cpu_seconds, world
from tests.process.soaking import soak

SEED, QUESTIONS, AT_ONCE, ROUNDS, KILLS = 20261123, 500, 50, 3, 100
MANY, THOUSAND, HEARD, IMPORTED, SHORT = 5_000, 1_000, 10_000, 50_000, 180
THAW = 75.0  # seconds of silence: discord.py gives a gateway up after 60
ASKED = (
    "how long was follow-up after TES?",
    "which factors are associated with mortality?",
    "what did SABR do for local control?",
    "how many patients needed surgery after radiotherapy?",
    "is CT or MRI better for guiding ablation?",
    "most cited paper?",
    "what is the capital of Mongolia?",
)


async def load(folder: Path) -> None:
    """Ask much at once and say how it went."""
    async with world(folder, rate_limits=False) as here:
        for number in range(20):
            await here.sim.slash("alice", "ask", {"question": ASKED[number % len(ASKED)]})
        memory = [here.bot.rss() / 2**20]

        async def one(number: int) -> Any:
            who = ("alice", "bob", "admin")[number % 3]
            return await here.sim.slash(who, "ask", {"question": ASKED[number % len(ASKED)]}, timeout=30)

        for _ in range(ROUNDS):
            began, ours, theirs = time.perf_counter(), time.process_time(), cpu_seconds(here.bot.pid)
            result = await here.sim.load(QUESTIONS, AT_ONCE, one)
            took, ours, theirs = (
                time.perf_counter() - began,
                time.process_time() - ours,
                cpu_seconds(here.bot.pid) - theirs,
            )
            memory.append(here.bot.rss() / 2**20)
            print(f"{QUESTIONS} questions, {AT_ONCE} at a time, in {took:.1f} s: {result.summary()}")
            print(f"processor: bot {theirs:.1f} s, simulator {ours:.1f} s ({ours / (ours + theirs):.0%} of both)")
        print(f"rows: {len(await here.rows()) - 20}, violations: {len(here.sim.violations)}")
        print("memory in MB, before and after each round:", ", ".join(f"{one:.0f}" for one in memory))


async def many(folder: Path) -> None:
    """Ask 5,000 questions, ten at a time, and watch the memory."""
    async with world(folder, rate_limits=False) as here:
        memory = []

        async def one(number: int) -> Any:
            return await here.sim.slash(
                ("alice", "bob", "admin")[number % 3], "ask", {"question": ASKED[number % len(ASKED)]}, timeout=60
            )

        for done in range(0, MANY, THOUSAND):
            result = await here.sim.load(THOUSAND, 10, one)
            memory.append(here.bot.rss() / 2**20)
            print(f"{done + THOUSAND:,} questions, {memory[-1]:.0f} MB: {result.summary()}", flush=True)
        print(f"rows: {len(await here.rows())}, violations: {here.sim.kinds()}")
        print("memory in MB at every thousand:", ", ".join(f"{one:.0f}" for one in memory))


async def heard(folder: Path) -> None:
    """Let others talk, then ask; what a message of theirs takes of the processor."""
    async with world(folder, rate_limits=False) as here:
        for _ in range(2):
            await here.sim.slash("alice", "ask", {"question": ASKED[0]})
        before = cpu_seconds(here.bot.pid)
        for number in range(HEARD):
            here.sim.post("bob", None, f"nothing that I am asked, {number}")
            await asyncio.sleep(0)
        await here.sim.slash("alice", "ask", {"question": ASKED[0]}, timeout=60)
        took = cpu_seconds(here.bot.pid) - before
        print(f"{HEARD:,} messages of others: {1000 * took / HEARD:.2f} ms of the processor each")
        print(f"idle, {here.bot.rss() / 2**20:.0f} MB; rows: {len(await here.rows())}")


async def beside(folder: Path) -> None:
    """Ask 50 at a time in one server while another's curator imports 50,000 papers."""
    file = ("papers.jsonl.gz", _imported(IMPORTED))
    async with world(folder, rate_limits=False) as here:
        sim = here.sim
        other = sim.add_guild("Other", owner=sim.mallory)
        lobby = next(one for one in sim.world.channels.values() if getattr(one, "guild", None) is other)
        began = time.perf_counter()

        async def imported() -> None:
            tried = await sim.slash("mallory", "corpus import", {"file": file}, channel=lobby, timeout=600)
            print(f"tried after {time.perf_counter() - began:.0f} s: {tried.text[:120]}", flush=True)
            done = await sim.click(tried, "Import these papers", user="mallory", timeout=600)
            await done.wait_for(lambda result: "papers now" in result.text)
            print(f"imported and open after {time.perf_counter() - began:.0f} s: {done.text[:120]}", flush=True)

        async def one(number: int) -> Any:
            return await sim.slash(
                ("alice", "bob", "admin")[number % 3], "ask", {"question": ASKED[number % len(ASKED)]}, timeout=60
            )

        importing = asyncio.create_task(imported())
        while not importing.done():
            print(f"meanwhile: {(await sim.load(QUESTIONS, AT_ONCE, one)).summary()}", flush=True)
        await importing
        print(f"rows: {len(await here.rows())}, violations: {sim.kinds()}")


def _imported(count: int) -> bytes:
    """So many papers as JSON Lines, short enough for an attachment."""
    lines = (
        json.dumps({"_id": p.source_id, "title": p.title[:60], "text": (p.abstract or "")[:SHORT]})
        for p in papers(count)
    )
    return gzip.compress("\n".join(lines).encode(), 9)


async def kills(folder: Path) -> None:
    """Kill the process at random moments while it answers; count messages without a row."""
    chance = random.Random(SEED)
    seen: set[str] = set()
    async with world(folder) as here:
        for _ in range(KILLS):
            asked = [
                asyncio.create_task(here.sim.slash("alice", "ask", {"question": question}, wait=False))
                for question in ASKED
            ]
            await asyncio.sleep(chance.uniform(0.0, 0.3))
            await here.bot.kill()
            await asyncio.gather(*asked, return_exceptions=True)
            seen |= _answers(here)
            await here.start(DISCORD__COOLDOWN_QUESTIONS="1000")
        rows = {row.id for row in await here.rows()}
        print(f"{KILLS} kills: {len(seen)} answers reached Discord, {len(seen - rows)} of them without a row")


def _answers(here: World) -> set[str]:
    """The ids of all answers that reached the simulator."""
    return {found for channel in here.sim.world.channels.values() for found in answers_in(channel)}


async def frozen(folder: Path) -> None:
    """Freeze the gateway and wait until the bot has noticed and come back."""
    async with world(folder, heartbeat_interval=5.0) as here:
        gateway = here.sim.gateway
        gateway.frozen = True
        began = time.perf_counter()
        asyncio.get_running_loop().call_later(THAW, setattr, gateway, "frozen", False)
        await gateway.wait_event("resumed", 1, timeout=150)
        print(f"a frozen gateway was noticed and left within {time.perf_counter() - began:.0f} s")
        result = await here.sim.slash("alice", "ask", {"question": ASKED[0]})
        print("answered after it:", bool(result.message))


async def soaked(folder: Path) -> None:
    """The soak, for as long as the environment says."""
    await soak(folder, float(os.environ.get("SOAK_MINUTES", "20")), ASKED)


def main() -> None:
    """Run what was named."""
    wanted = {
        "load": load,
        "many": many,
        "heard": heard,
        "beside": beside,
        "kills": kills,
        "frozen": frozen,
        "soak": soaked,
    }
    names = sys.argv[1:] or list(wanted)
    if not set(names) <= set(wanted):
        sys.exit(__doc__)
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(wanted[name](Path(folder)))


if __name__ == "__main__":
    main()

"""``python -m tests.process load | kills | frozen``: the long proofs of the real process, with their figures.

load    500 questions, 50 at a time, three times: violations, first response, memory, and what the simulator itself costs
kills   the process killed while answering, 100 times: every message that came through has its row
frozen  a gateway that stays open and silent: the bot notices and comes back
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.process.harness import World, world

SEED, QUESTIONS, AT_ONCE, ROUNDS, KILLS = 20261123, 500, 50, 3, 100
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
ANSWER = re.compile(r"answer ([0-9a-f]{12})")


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


def cpu_seconds(process: int) -> float:
    """The processor time a process has used, in seconds (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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
    texts = (m.text for channel in here.sim.world.channels.values() for m in channel.messages.values())
    return {found for text in texts for found in ANSWER.findall(text)}


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


def main() -> None:
    """Run what was named."""
    wanted = {"load": load, "kills": kills, "frozen": frozen}
    names = sys.argv[1:] or list(wanted)
    if not set(names) <= set(wanted):
        sys.exit(__doc__)
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(wanted[name](Path(folder)))


if __name__ == "__main__":
    main()

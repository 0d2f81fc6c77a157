"""Hours of a bot's life condensed into minutes: much is asked, and all that happens beside it happens again and again.

What does not happen by itself in minutes is done by hand with the real code: rows are dated back and the clock of retention is
turned beside the running bot.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import aiosqlite

from bot.storage.database import FILE
from bot.storage.store import Storage
from tests.benchmarks.generate import papers
from tests.process.harness import World, cpu_seconds, seen, world

BATCH, AT_ONCE, PAPERS = 500, 50, 200
# half of the rows are dated back so far, and what is older than this goes
OLD, KEPT = (
    timedelta(days=40),
    timedelta(days=30),
)
MEMBERS = ("alice", "bob", "admin")


class Figures(NamedTuple):
    """How the process is: MB, open files, threads, files and MB of the data folder, rows, and a batch's milliseconds."""

    memory: float
    open_files: int
    threads: int
    files: int
    disk: float
    rows: int
    p50: float
    p99: float
    processor: float


async def soak(folder: Path, minutes: float, asked: tuple[str, ...]) -> None:
    """Ask for so many minutes, and say how the process is at the beginning and at the end."""
    async with world(folder, rate_limits=False) as here:
        other = here.sim.add_guild("Other", owner=here.sim.mallory)
        lobby = next(one for one in here.sim.world.channels.values() if getattr(one, "guild", None) is other)
        await _batch(here, asked)
        first = last = await _figures(here, await _batch(here, asked))
        _tell("at the start", first, 2 * BATCH)
        until, number = time.monotonic() + 60 * minutes, 2
        while time.monotonic() < until:
            batch = asyncio.create_task(_batch(here, asked))
            await _beside(here, number, lobby)
            last, number = await _figures(here, await batch), number + 1
            if number % 10 == 0:
                _tell(f"after {number * BATCH:,} questions", last, number * BATCH)
        _tell("at the end", last, number * BATCH)
        print(f"violations: {here.sim.kinds()}, notes: {len(here.sim.notes)}; {_log(folder)}")


async def _batch(here: World, asked: tuple[str, ...]) -> tuple[list[float], float]:
    """So many questions, a few at a time; the milliseconds of each, and the processor's for one."""
    before = cpu_seconds(here.bot.pid)

    async def one(number: int) -> Any:
        question = {"question": asked[number % len(asked)]}
        return await here.sim.slash(MEMBERS[number % len(MEMBERS)], "ask", question, timeout=60)

    result = await here.sim.load(BATCH, AT_ONCE, one)
    assert not result.errors, result.errors[:3]
    return sorted(1000 * seconds for seconds in result.final), 1000 * (cpu_seconds(here.bot.pid) - before) / BATCH


async def _beside(here: World, number: int, lobby: Any) -> None:
    """What else happens in a day: a file taken in, libraries taken up, a connection lost, old rows gone, a member forgotten."""
    what = number % 5
    if what == 0:
        await _import(here, number, lobby)
    elif what == 1:
        os.kill(here.bot.pid, signal.SIGHUP)
    elif what == 2:
        await _reconnect(here, number)
    elif what == 3:
        await _retain(here.folder)
    else:
        shown = await here.sim.slash("bob", "privacy delete", {})
        await here.sim.click(shown, shown.message.buttons[0]["custom_id"], user="bob")


async def _import(here: World, number: int, lobby: Any) -> None:
    """Another server's curator takes in a file that is never the same."""
    few = list(papers(PAPERS + number))[number:]
    lines = (json.dumps({"_id": p.source_id, "title": p.title, "text": p.abstract or ""}) for p in few)
    file = (f"papers{number}.jsonl", "\n".join(lines).encode())
    tried = await here.sim.slash("mallory", "corpus import", {"file": file}, channel=lobby, timeout=120)
    await tried.wait_for(lambda result: bool(result.message and result.message.buttons), timeout=120)
    done = await here.sim.click(tried, "Import these papers", user="mallory", timeout=120)
    await done.wait_for(lambda result: "papers now" in result.text, timeout=120)


async def _reconnect(here: World, number: int) -> None:
    """The gateway goes in one of the ways in which gateways go; the bot comes back by itself."""
    gateway = here.sim.gateway
    before = len(gateway.events("resumed")) + len(gateway.events("ready"))
    (gateway.abort, gateway.close, gateway.reconnect)[number // 5 % 3]()
    await seen(lambda: len(gateway.events("resumed")) + len(gateway.events("ready")) > before)


async def _retain(folder: Path) -> None:
    """Half of the rows grow old, and the clock is turned beside the bot."""
    now = datetime.now(UTC)
    async with aiosqlite.connect(folder / FILE, timeout=60) as database:
        old = (now - OLD).isoformat(timespec="microseconds")
        await database.execute("UPDATE answers SET asked_at = ? WHERE number % 2 = 0 AND asked_at > ?", (old, old))
        await database.commit()
    async with Storage.open(folder, 60_000) as storage:
        for server in await storage.servers.with_rows():
            await storage.retention.expire(server, now - KEPT, now)
        await storage.retention.erase()


async def _figures(here: World, batch: tuple[list[float], float]) -> Figures:
    files = [file for file in here.folder.rglob("*") if file.is_file()]
    process, times = Path(f"/proc/{here.bot.pid}"), batch[0]
    return Figures(
        memory=here.bot.rss() / 2**20,
        open_files=len(list((process / "fd").iterdir())),
        threads=len(list((process / "task").iterdir())),
        files=len(files),
        disk=sum(file.stat().st_size for file in files) / 2**20,
        rows=len(await here.rows()),
        p50=times[len(times) // 2],
        p99=times[len(times) * 99 // 100],
        processor=batch[1],
    )


def _tell(when: str, found: Figures, asked: int) -> None:
    print(
        f"{when}: {asked:,} asked; {found.memory:.0f} MB, {found.open_files} open files, {found.threads} threads; data folder "
        f"{found.files} files, {found.disk:.0f} MB, {found.rows:,} rows; p50 {found.p50:.0f} ms, p99 {found.p99:.0f} ms, "
        f"{found.processor:.1f} ms of processor a question",
        flush=True,
    )


def _log(folder: Path) -> str:
    """How many lines of the bot's log are errors."""
    lines = (folder / "bot.log").read_text("utf-8").splitlines()
    errors = sum('"level": "error"' in line for line in lines)
    return f"{len(lines)} lines in the log, {errors} of them errors"

"""``python -m tests.benchmarks.loop [PAPERS]``: how long the event loop stands still for each command, button, menu, form and offer.

Everything is used once over a server's own library of so many papers (100,000), in this process. For each is printed the longest
time the loop was late (milliseconds: ours, the simulated Discord's, and what the machine took from us), and what a busy
machine does not change: the longest work of the loop's own thread in one piece, and how long all our threads worked while
the loop was late ("held": at most so long did another thread keep it). More than 50 ms of these two is marked.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import simcord

from bot.config import Config, StorageSection
from bot.discord.client import Marrow
from bot.discord.parts import Parts
from bot.discord.running import open_parts, settle
from bot.models import Context
from bot.ownership import own
from bot.service import SWITCH, settings_of
from bot.settings import DiscordSection
from bot.storage.servers import ServerSettings
from corpus.models import ImportReport, Parsed
from corpus.store import CorpusStore
from index.kept.libraries import index_aside
from tests.benchmarks.generate import papers
from tests.bot.discord import surfaces
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.surfaces_staff import FILE, Step

SIZE, KNOWN, BOUND = 100_000, 40, 50.0
ROWS = 5_000
PATIENCE = 300.0
TICK = 0.001
MORE = [
    {"_id": f"n{n}", "title": f"New study {n}", "text": "Zirconium held in new patients. " * 20}
    for n in range(500)
]


class Watch:
    """How late the loop was since one last asked, how much its thread worked in one piece, and how much all of our threads
    did meanwhile, but no longer than the loop was late; in milliseconds.
    """

    def __init__(self) -> None:
        self.late = self.worked = self.held = 0.0

    async def run(self) -> None:
        """Look every millisecond, without end."""
        while True:
            began, worked, all_worked = time.perf_counter(), time.thread_time(), time.process_time()
            await asyncio.sleep(TICK)
            late = (time.perf_counter() - began - TICK) * 1000
            self.late = max(self.late, late)
            self.worked = max(self.worked, (time.thread_time() - worked) * 1000)
            self.held = max(self.held, min(late, (time.process_time() - all_worked) * 1000))

    def taken(self) -> tuple[float, float, float]:
        """All three; they begin anew."""
        found, self.late, self.worked, self.held = (self.late, self.worked, self.held), 0.0, 0.0, 0.0
        return found


def make(folder: Path, size: int) -> None:
    """A library of so many papers, its index beside it."""
    made = (*surfaces.papers(KNOWN), *papers(size - KNOWN))
    store = CorpusStore(folder / "libraries")
    store.add_all("made", (Parsed(papers=made, report=ImportReport(source="made", read=size, kept=size)),))
    asyncio.run(index_aside(store, "made", settings_of(Config())))


async def measure(folder: Path) -> None:
    """Use everything, and print what the loop was kept by."""
    sys.setswitchinterval(SWITCH)
    config = Config(storage=StorageSection(data_dir=folder), discord=DiscordSection(cooldown_questions=1000))
    async with open_parts(config) as parts:
        env = simcord.Env(Marrow(parts, shards=1), check_errors=False, settle_timeout=PATIENCE)
        await env.start()
        settle()
        watch = Watch()
        watching = asyncio.create_task(watch.run())
        try:
            await asyncio.sleep(2)
            _row("(nothing)", *watch.taken())
            async for name, result in _used(new_server(env), parts):
                _row(name, *watch.taken(), _said(result))
        finally:
            watching.cancel()
            await env.shutdown()


async def _used(server: Server, parts: Parts) -> AsyncIterator[Step]:
    """Everything, and what becomes of a large library of the server's own when papers come to it."""
    library, news = own(str(server.guild.id)), server.guild.create_text_channel("news")
    libraries = parts.libraries.data_dir / "libraries"
    (libraries / "made").rename(libraries / library)
    settings = ServerSettings(server=str(server.guild.id), library=library, digest_channel=str(news.id))
    await parts.storage.servers.put(settings)
    await parts.libraries.opened(library)
    await _asked_often(server, parts, library)
    yield "(made ready)", None
    for name in ("privacy show", "privacy export", "history"):
        yield f"{name}, {ROWS:,} rows", await server.alice.slash(server.channel, name)
    for name, more in (("export", {}), ("stats", {}), ("search", {"text": "zirconium"})):
        yield f"log {name}, {ROWS:,} rows", await server.admin.slash(server.channel, f"log {name}", **more)
    async for step in surfaces.used(server):
        yield step
    async for step in _changed(server, parts, library):
        yield step


async def _asked_often(server: Server, parts: Parts, library: str) -> None:
    """So many rows of one member."""
    service = await parts.libraries.opened(library)
    answer = await service.run(service.assistant.ask(surfaces.QUESTION, Context()))
    context = Context(server=str(server.guild.id), asker=str(server.alice.id), surface="command", library=library)
    rows = [(answer.model_copy(update={"id": f"{n:012x}"}), context, datetime.now(UTC)) for n in range(ROWS)]
    await parts.storage.logbook.record_many(rows)


async def _changed(server: Server, parts: Parts, library: str) -> AsyncIterator[Step]:
    admin, channel = server.admin, server.channel
    before = (await parts.libraries.opened(library)).corpus.digest
    answer = (await server.ask(surfaces.QUESTION)).response.message
    file = ("more.jsonl", "\n".join(map(json.dumps, MORE)).encode())
    tried = await admin.slash(channel, "corpus import", file=file)
    yield "import of 500: tried", tried
    yield "import of 500", await admin.click(tried.response.message, label="Import these papers")
    yield "corpus diff, old state", await admin.slash(channel, "corpus diff", before=before[:12])
    yield "In context, old state", await server.alice.click(answer, label="In context")
    yield "Cite, old state", await server.alice.click(answer, label="Cite")
    record = await server.moderator.context_menu(channel, "Answer record", answer)
    yield "Answer record, old state", record
    yield "Replay, old state", await server.moderator.click(record.response.message, label="Replay")
    yield "corpus term", await admin.slash(channel, "corpus term", word="honey", meaning="nectar")
    yield "corpus reload", await admin.slash(channel, "corpus reload")
    tried = await admin.slash(channel, "corpus import", file=FILE)
    yield "anew: tried", tried
    yield "anew", await admin.click(tried.response.message, label="Start the library anew with these")


def _said(result: Any) -> str:
    """The beginning of what was answered."""
    content = getattr(getattr(result, "response", None), "content", "") or ""
    return " ".join(content.split())[:50]


def _row(name: str, late: float, worked: float, held: float, said: str = "") -> None:
    mark = "  <<" if max(worked, held) > BOUND else ""
    print(f"{name:28} late {late:7.1f}  worked {worked:7.1f}  held {held:7.1f} ms  {said}{mark}", flush=True)


def main(arguments: list[str]) -> None:
    """Make the library in a process of its own, then use it in this one."""
    if arguments[:1] == ["--make"]:
        make(Path(arguments[1]), int(arguments[2]))
        return
    size = int(arguments[0]) if arguments else SIZE
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "tests.benchmarks.loop", "--make", folder, str(size)], check=True)
        took = time.perf_counter() - began
        print(f"{size:,} papers, made in {took:.0f} s; load {os.getloadavg()[0]:.1f}", flush=True)
        asyncio.run(measure(Path(folder)))
        print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])

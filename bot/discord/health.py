"""How the bot is, for an operator's monitor: a small file that says whether it is connected, since when, and its latency;
and a page for Prometheus, readable only on this machine.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from discord.ext import commands

from bot import own_version
from bot.browsing.guarding import SECONDS, WAITING, admits, bounded
from bot.discord.housekeeping import Repeating
from bot.discord.metrics import CONTENT_TYPE
from bot.discord.missed import HEARD, Missed
from bot.discord.parts import Parts
from corpus.errors import ConfigError, StorageError
from corpus.private import why, write_whole

FILE = "health.json"
HOST, PATH = "127.0.0.1", "/metrics"
MOST = 8  # connections to that page at once
EVERY = 5.0  # seconds; a file older than six times this means that the bot hangs
SILENT = 15.0  # seconds after Discord's own interval; a heartbeat unanswered for longer means: disconnected


class Health(Repeating):
    """Writes ``health.json`` in the data folder while the bot runs, and at the end that it stopped."""

    def __init__(self, bot: commands.AutoShardedBot, parts: Parts, missed: Missed) -> None:
        super().__init__("health", EVERY, self.tell)
        self._bot, self._missed = bot, missed
        self.path = parts.libraries.data_dir / FILE
        self._parts = parts
        self._began, self._version = datetime.now(UTC), own_version()
        self._lost: dict[int, str] = {}  # shards without a connection, and since when

    async def stop(self) -> bool:
        """Stop, and write for the last time."""
        if began := await super().stop():
            await asyncio.to_thread(self._write, self.report() | {"state": "stopped"})
        return began

    async def lost(self, shard: int) -> None:
        """Note that a shard lost its connection; discord.py connects again by itself."""
        self._lost.setdefault(shard, _now())
        await self.tell()

    async def found(self, shard: int) -> None:
        """Note that a shard is connected again."""
        self._lost.pop(shard, None)
        await self.tell()

    def connections(self) -> dict[int, bool]:
        """By shard, whether it has a connection that Discord still answers; empty before the bot is ready."""
        shards = self._bot.shards.items() if self._bot.is_ready() else ()
        return {number: number not in self._lost and not _silent(shard) for number, shard in shards}

    def report(self) -> dict[str, Any]:
        """The bot's state. Latencies are in milliseconds, ages in seconds, None if unknown."""
        ready = self._bot.is_ready()
        ages = {str(number): _age(shard) for number, shard in self._bot.shards.items()} if ready else {}
        return {
            "state": self._state(ready),
            "at": _now(),
            HEARD: self._missed.heard().isoformat(timespec="seconds"),
            "since": self._began.isoformat(timespec="seconds"),
            "pid": os.getpid(),
            "version": self._version,
            "servers": len(self._bot.guilds),
            "shards": {str(number): _ms(latency) for number, latency in self._bot.latencies} if ready else {},
            "last_heartbeat": ages,
            "disconnected_since": {str(number): since for number, since in self._lost.items()},
        }

    async def tell(self) -> None:
        """Write the state now."""
        await asyncio.to_thread(self._write, self.report())

    async def figures(self) -> bytes:
        """The page for Prometheus."""
        waiting = (await asyncio.to_thread(self._waiting))["rows_in_spool"]
        shards = {number: (here, self._bot.shards[number].latency) for number, here in self.connections().items()}
        sizes = self._parts.libraries.sizes()
        return self._parts.metrics.written(
            -1 if waiting is None else waiting, shards, len(self._bot.guilds), sizes
        )

    def _state(self, ready: bool) -> str:
        if not ready:
            return "connecting"
        gone = bool(self._lost) or any(map(_silent, self._bot.shards.values()))
        return "reconnecting" if gone else "ready"

    def _write(self, report: dict[str, Any]) -> None:
        """Replace the whole file. Errors are ignored, so that a full disk does not stop the bot. If the data folder
        was moved, nothing is made in its old place.
        """
        with suppress(OSError, StorageError):
            self._parts.storage.logbook.spool.check_place()
            write_whole(self.path, f"{json.dumps(report | self._waiting(), indent=1)}\n".encode())

    def _waiting(self) -> dict[str, int | None]:
        try:
            return {"rows_in_spool": self._parts.storage.logbook.waiting()}
        except (OSError, ValueError):
            return {"rows_in_spool": None}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _heart(shard: Any) -> Any:
    """discord.py's object that keeps a shard's connection alive; None without one. (It has no public name.)"""
    return getattr(getattr(getattr(shard, "_parent", None), "ws", None), "_keep_alive", None)


def _age(shard: Any) -> float | None:
    """Seconds since Discord last answered a shard's heartbeat; None if unknown."""
    heart = _heart(shard)
    return round(time.perf_counter() - heart._last_ack, 1) if heart is not None else None


def _silent(shard: Any) -> bool:
    """Whether Discord has not answered a heartbeat for long."""
    age, heart = _age(shard), _heart(shard)
    return age is not None and age > heart.interval + SILENT


def _ms(seconds: float) -> float | None:
    return round(seconds * 1000, 1) if math.isfinite(seconds) else None


def _is_ours(record: logging.LogRecord) -> bool:
    """False for a request that is no HTTP: each would be an error in the log, in the words of whoever sent it."""
    return record.exc_info is None or not isinstance(record.exc_info[1], HttpProcessingError)


@asynccontextmanager
async def exposed(health: Health, port: int, seconds: float = SECONDS) -> AsyncIterator[None]:
    """Serve the page for Prometheus on 127.0.0.1, if ``port`` is not 0; no connection stays longer than ``seconds``.

    Raises ConfigError if the port cannot be used.
    """

    async def answer(request: web.Request) -> web.Response:
        if not admits(request.host, ip_address(HOST)):
            raise web.HTTPForbidden(text="This page answers only under an address of this machine.\n")
        return web.Response(body=await health.figures(), headers={"Content-Type": CONTENT_TYPE})

    app = web.Application()
    app.router.add_get(PATH, answer)
    log = logging.getLogger("marrow.figures")
    log.addFilter(_is_ours)
    runner = web.AppRunner(app, access_log=None, logger=log)
    await runner.setup()
    try:
        async with _listening(runner.server, port, seconds) if port else nullcontext():
            yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _listening(pages: web.Server | None, port: int, seconds: float) -> AsyncIterator[None]:
    assert pages is not None  # the runner is set up
    made = bounded(pages, lambda: len(pages.connections), MOST, web.RequestHandler.force_close, seconds)
    try:
        server = await asyncio.get_running_loop().create_server(made, HOST, port, backlog=WAITING)
    except OSError as error:
        raise ConfigError(
            f"metrics.port {port} cannot be had: {why(error)}. Name another, or 0 for none."
        ) from None
    try:
        yield
    finally:
        server.close()

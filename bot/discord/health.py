"""A small file an operator's monitor can read: is the bot connected, since when, and how quickly."""

from __future__ import annotations

import asyncio
import json
import math
import os
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from discord.ext import commands

from bot.discord.parts import Parts
from bot.discord.periodic import Periodic
from corpus.private import write_whole

FILE = "health.json"
EVERY = 10.0  # seconds; a file older than three times this means that the bot hangs


class Health:
    """Writes ``health.json`` in the data folder while the bot runs, and says at the end that it stopped."""

    def __init__(self, bot: commands.AutoShardedBot, parts: Parts) -> None:
        self._bot = bot
        self._path = parts.libraries.data_dir / FILE
        self._parts = parts
        self._began = datetime.now(UTC)
        self._beat = Periodic("marrow-health", EVERY, self.tell)

    def start(self) -> None:
        """Begin to write."""
        self._beat.start()

    async def stop(self) -> None:
        """Write a last time."""
        if await self._beat.stop():
            await asyncio.to_thread(self._write, self.report() | {"state": "stopped"})

    def report(self) -> dict[str, Any]:
        """How the bot is. Latencies are in milliseconds, None where not connected."""
        ready = self._bot.is_ready()
        return {
            "state": "ready" if ready else "connecting",
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "since": self._began.isoformat(timespec="seconds"),
            "pid": os.getpid(),
            "version": version("marrow"),
            "servers": len(self._bot.guilds),
            "shards": {str(number): _ms(latency) for number, latency in self._bot.latencies} if ready else {},
            "rows_in_spool": self._parts.storage.logbook.waiting(),
        }

    async def tell(self) -> None:
        """Write how the bot is now."""
        await asyncio.to_thread(self._write, self.report())

    def _write(self, report: dict[str, Any]) -> None:
        """Replace the file whole; a full disk must not stop the bot."""
        with suppress(OSError):
            write_whole(self._path, f"{json.dumps(report, indent=1)}\n".encode())


def _ms(seconds: float) -> float | None:
    return round(seconds * 1000, 1) if math.isfinite(seconds) else None

"""What comes at once: presses of one member."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.storage.awaited import MOST
from bot.storage.store import Storage


async def test_wishes_that_come_at_once_are_no_more_than_there_may_be(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        kept = await asyncio.gather(*(storage.awaited.add(f"a{n}", "one", "alice") for n in range(MOST + 3)))
        assert kept.count(True) == len(await storage.awaited.of("alice", "one")) == MOST

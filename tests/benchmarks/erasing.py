"""``python -m tests.benchmarks.erasing [ROWS] [FOLDER]``: what others wait while a member is forgotten in a large logbook.

Rows are made as ``tests.benchmarks.logbook`` makes them (in FOLDER they stay, for another run). One asker of the busiest
server is forgotten, to the last byte; meanwhile answers are written and settings read, as fast as they can be.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from bot.storage.inserting import insert
from bot.storage.logbook import Logbook
from bot.storage.store import Storage
from tests.benchmarks.logbook import ASKERS, BUSY, Rows, fill
from tests.benchmarks.measure import Times

PAUSE = 0.005  # seconds between two of the others' calls


async def measure(data_dir: Path, rows: int) -> None:
    """Forget one asker and say what everybody waited."""
    async with Storage.open(data_dir) as storage:
        if not await storage.logbook.count():
            await fill(storage, rows)
        held = await storage.logbook.count()
        others = [
            asyncio.create_task(_again_and_again(call))
            for call in (_writing(storage, held), lambda _: _read(storage))
        ]
        await asyncio.sleep(1)
        began = time.perf_counter()
        gone = await storage.logbook.forget_named(BUSY, f"{held % ASKERS:016x}")
        took = time.perf_counter() - began
        for task in others:
            task.cancel()
        written, read = await asyncio.gather(*others)
        spooled = storage.logbook.waiting()
    print(f"{held:,} rows, {gone:,} of them forgotten in {took:.1f} s; {spooled} rows went to the spool")
    for name, times in (("a row written", written), ("settings read", read)):
        print(
            f"  {name:<14} {len(times):>6,} times, p99 {times.percentile(0.99):.0f} ms, longest {max(times):.0f} ms"
        )


def _writing(storage: Storage, held: int) -> Callable[[int], Awaitable[object]]:
    made = Rows(1)
    log: Logbook = storage.logbook

    async def write(number: int) -> None:
        row = made.one(number) | {"id": f"{time.time_ns() + held:012x}"}
        await log._database.write(lambda connection: insert(connection, [row]))

    return write


async def _read(storage: Storage) -> None:
    await storage.servers.all()


async def _again_and_again(call: Callable[[int], Awaitable[object]]) -> Times:
    """How long each of many calls took, until this is cancelled, in milliseconds."""
    times = Times()
    with suppress(asyncio.CancelledError):
        for number in count():
            began = time.perf_counter()
            await call(number)
            times.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(PAUSE)
    return times


def main() -> None:
    """Measure a logbook of 700,000 rows, or as many as are named."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 700_000
    with tempfile.TemporaryDirectory() as passing:
        asyncio.run(measure(Path(sys.argv[2] if len(sys.argv) > 2 else passing), rows))


if __name__ == "__main__":
    main()

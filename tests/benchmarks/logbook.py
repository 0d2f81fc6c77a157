"""``python -m tests.benchmarks.logbook [ROWS]``: what moderators' readings take in a logbook of a million rows.

Rows are made by a seeded generator: a year of questions in twenty servers, half of them in one. Discord waits three
seconds for an answer; the aims are 150 ms (p99) for a reading and 20 ms (p99) for a row written meanwhile.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiosqlite

from bot.models import Answer, Context, Quote
from bot.storage.exporting import pieces
from bot.storage.inserting import insert
from bot.storage.rows import Row, answer_row
from bot.storage.selection import PageEnd, Selection
from bot.storage.store import Storage
from index.models import Outcome
from tests.benchmarks.generate import SEED, Words
from tests.benchmarks.measure import Times, resident_mb

BATCH, YEAR, SERVERS, PAPERS, ASKERS = 2000, timedelta(days=365), 20, 300, 500
BUSY = "server0"
END = datetime(2026, 11, 1, tzinfo=UTC)
OUTCOMES = (Outcome.ANSWERED, Outcome.RELATED, Outcome.NOTHING, Outcome.HELP)


class Rows:
    """Draws rows as the bot would write them."""

    def __init__(self, total: int) -> None:
        self._words, self._chance, self._total = Words(), random.Random(SEED), total

    def one(self, number: int) -> Row:
        """Row ``number`` of all, in the order of time."""
        chance = self._chance
        question = " ".join(self._words.draw(chance.randint(3, 12)))
        outcome = chance.choices(OUTCOMES, weights=(60, 20, 15, 5))[0]
        missing = tuple(self._words.draw(1)) if outcome in (Outcome.RELATED, Outcome.NOTHING) else ()
        quotes = tuple(self._quote() for _ in range(chance.randint(1, 3) if outcome is Outcome.ANSWERED else 0))
        answer = Answer(
            id=f"{number:012x}",
            question=question,
            outcome=outcome,
            kind="content",
            text=f"You asked: {question}\n\n" + "\n".join(f"> {quote.text}" for quote in quotes),
            quotes=quotes,
            keys=tuple(dict.fromkeys(quote.key for quote in quotes)),
            unknown_words=missing,
            library="default",
            snapshot="ab" * 32,
            engine="rank-bm25",
            weights="w1",
            settings="s1",
            version="0.1.0",
            latency_ms=chance.lognormvariate(1.5, 0.5),
        )
        server = BUSY if chance.random() < 0.5 else f"server{chance.randrange(1, SERVERS)}"
        context = Context(surface=chance.choice(("command", "mention")), server=server, channel="c", message="m")
        asked_at = END - YEAR + YEAR * (number / self._total)
        return answer_row(answer, context, f"{chance.randrange(ASKERS):016x}", asked_at)

    def _quote(self) -> Quote:
        key = f"10.1234/p{int(PAPERS * self._chance.random() ** 2)}"
        text = self._words.sentence()
        return Quote(
            text=text, key=key, doi=key, url=None, start=0, end=len(text), section=None, sentence=1, cite=key
        )


async def fill(storage: Storage, rows: int) -> None:
    """Write so many rows, and a verdict on every twentieth, a report on every thousandth."""
    made, began = Rows(rows), time.perf_counter()
    for start in range(0, rows, BATCH):
        batch = [made.one(number) for number in range(start, min(rows, start + BATCH))]

        async def write(connection: aiosqlite.Connection, batch: list[Row] = batch) -> None:
            await insert(connection, batch)
            judged = [(row["id"], row["server"], row["asked_at"]) for row in batch[::20]]
            await connection.executemany("INSERT INTO feedback VALUES (?, ?, 'r', 1, NULL, ?)", judged)
            sql = "INSERT INTO reports (answer, server, asker, reason, at) VALUES (?, ?, 'r', 'odd', ?)"
            await connection.executemany(sql, judged[:2])

        await storage.reader._database.write(write)
    seconds = time.perf_counter() - began
    print(f"  written in {seconds:.0f} s ({1e6 * seconds / rows:.0f} µs a row)", flush=True)


def readings(storage: Storage, rows: int) -> Iterator[tuple[str, Callable[[int], Awaitable[object]]]]:
    """What moderators do, by name."""
    log, here = storage.reader, Selection(server=BUSY)
    words = Words(7).draw(400)

    def deep(number: int) -> PageEnd:
        at = END - YEAR + YEAR * ((number * 7919 % rows) / rows)
        return PageEnd(at.isoformat(timespec="microseconds"), number * 7919 % rows)

    yield "recent", lambda _: log.page(here)
    yield "a page deep down", lambda n: log.page(here, deep(n))
    yield "everywhere", lambda _: log.page(Selection(everywhere=True))
    yield "search: common words", lambda _: log.page(Selection(server=BUSY, text="the of"))
    yield "search: any word", lambda n: log.page(Selection(server=BUSY, text=words[n % len(words)]))
    yield "search: two words", lambda n: log.page(Selection(server=BUSY, text=" ".join(words[n : n + 2])))
    yield "search: a beginning", lambda n: log.page(Selection(server=BUSY, text=words[n % len(words)][:4]))
    yield "search: outcome", lambda _: log.page(Selection(server=BUSY, outcome="nothing"))
    yield "search: paper", lambda n: log.page(Selection(server=BUSY, paper=f"10.1234/p{n % PAPERS}"))
    yield "search: asker", lambda n: log.page(Selection(server=BUSY, asker=f"{n % ASKERS:016x}"))
    yield "search: reported", lambda _: log.page(Selection(server=BUSY, thought="reported"))
    yield (
        "search: word, reported",
        lambda n: log.page(Selection(server=BUSY, text=words[n % len(words)], thought="reported")),
    )
    yield (
        "search: word, outcome, paper",
        lambda n: log.page(
            Selection(server=BUSY, text=words[n % len(words)], outcome="answered", paper=f"10.1234/p{n % 9}")
        ),
    )
    yield "show", lambda n: log.whole(f"{n * 7919 % rows:012x}", Selection(everywhere=True))
    yield "stats, a year", lambda _: log.stats(here)
    yield (
        "stats, a month",
        lambda _: log.stats(
            Selection(server=BUSY, since=END - timedelta(days=60), until=END - timedelta(days=30))
        ),
    )
    yield "gaps, a year", lambda _: log.gaps(here)


async def read(storage: Storage, rows: int, times: int) -> None:
    """Each reading, alone."""
    for name, work in readings(storage, rows):
        taken = Times()
        for number in range(times):
            began = time.perf_counter()
            await work(number)
            taken.append((time.perf_counter() - began) * 1000)
        print(f"  {name:28} p50 {taken.percentile(0.5):8.2f} ms  p99 {taken.percentile(0.99):8.2f} ms", flush=True)


async def write(folder: Path, storage: Storage, rows: int, times: int) -> None:
    """Rows written one by one: alone, and while a moderator searches from another connection."""
    made = Rows(rows)

    async def some(start: int) -> Times:
        taken = Times()
        for number in range(start, start + times):
            row = made.one(number)
            began = time.perf_counter()
            await storage.reader._database.write(lambda connection, row=row: insert(connection, [row]))  # type: ignore[misc]
            taken.append((time.perf_counter() - began) * 1000)
        return taken

    async def searching() -> None:
        async with Storage.open(folder) as other:
            while True:
                for _, work in readings(other, rows):
                    await work(1)

    alone = await some(2 * rows)
    searcher = asyncio.create_task(searching())
    await asyncio.sleep(1)
    beside = await some(3 * rows)
    searcher.cancel()
    with suppress(asyncio.CancelledError):
        await searcher
    for name, taken in (("a row written, alone", alone), ("the same, beside searches", beside)):
        print(f"  {name:28} p50 {taken.percentile(0.5):8.2f} ms  p99 {taken.percentile(0.99):8.2f} ms")


async def export(storage: Storage) -> None:
    """All rows of the busy server as JSON lines."""
    before, began, count = resident_mb(), time.perf_counter(), 0
    async for _ in pieces(storage.reader.everything(Selection(server=BUSY)), True, "jsonl"):
        count += 1
    seconds = time.perf_counter() - began
    print(
        f"  {count:,} rows exported, {count / seconds:,.0f} a second; {before:.0f} MB before, {resident_mb():.0f} MB after"
    )


def on_disk(folder: Path) -> float:
    """MB of the logbook's files."""
    return sum(file.stat().st_size for file in folder.glob("logbook*")) / 2**20


async def main(rows: int, times: int = 200) -> None:
    """Fill a logbook, then read, write and export it."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{rows:,} rows", flush=True)
        async with Storage.open(Path(folder)) as storage:
            await fill(storage, rows)
            print(f"  {on_disk(Path(folder)):.0f} MB on disk, {resident_mb():.0f} MB of memory")
            await read(storage, rows, times)
            await write(Path(folder), storage, rows, times)
            await export(storage)


if __name__ == "__main__":
    if sys.argv[1:2] in (["--help"], ["-h"]):
        print(__doc__)
    else:
        asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))

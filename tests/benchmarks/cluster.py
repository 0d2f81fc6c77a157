"""``python -m tests.benchmarks.cluster [SIZE …] [--port 9200]``: libraries in a cluster that ``make opensearch`` started.

Of each size: how long it takes to be put there, what it takes there, and how long an answer takes. Where the machine has other
work, time on the processor is what can be compared.
"""

from __future__ import annotations

import argparse
import asyncio
import time

from bot.assistant.assistant import Assistant
from bot.models import Context
from index.cluster import ClusterSettings
from index.cluster.connection import Cluster
from index.cluster.libraries import open_asked, publish
from index.library import LibraryIndex, Settings
from tests.benchmarks.generate import library, questions
from tests.benchmarks.measure import Times, resident_mb, timed

ASKED = 200
NODES = 3


def measure(cluster: Cluster, size: int) -> None:
    """Put a library of so many generated papers there, and ask it."""
    corpus = library(size)
    began, worked = time.perf_counter(), time.process_time()
    publish(cluster, "made", corpus.digest, lambda: corpus, Settings())
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    print(f"  put there in {seconds:.0f} s ({1000 * worked / size:.2f} ms of our own processor a paper)")
    asked = questions(corpus, ASKED)
    index = open_asked(cluster, "made", Settings())
    assert index is not None
    _told(cluster, size)
    asyncio.run(_asked(index, asked))


def _told(cluster: Cluster, size: int) -> None:
    name = f"{cluster.settings.prefix}.made.*"
    cluster.ask(lambda client: client.indices.flush(index=name, params={"request_timeout": 120}))
    found = cluster.ask(lambda client: client.indices.stats(index=name))["_all"]["primaries"]
    disk = found["store"]["size_in_bytes"]
    nodes = cluster.ask(lambda client: client.nodes.stats(metric="jvm"))["nodes"].values()
    heaps = ", ".join(f"{one['jvm']['mem']['heap_used_in_bytes'] / 2**20:.0f}" for one in nodes)
    print(
        f"  {disk / 2**20:.0f} MB on disk without copies ({disk / size / 1024:.2f} KB a paper), {found['docs']['count']:,} documents"
    )
    print(f"  heap of the nodes just now: {heaps} MB; this process {resident_mb():.0f} MB")


async def _asked(index: LibraryIndex, asked: list[str]) -> None:
    assistant = Assistant(index)
    first = await timed(lambda question: assistant.ask(question, Context()), asked)
    again = await timed(lambda question: assistant.ask(question, Context()), asked)
    read = {question: index.reader.read(question).ranked for question in asked}
    ranking = await timed(lambda question: index.engine.search(read[question], 30), asked)
    for name, times in (
        ("answers, words not known yet", first),
        ("answers", again),
        ("ranking and texts", ranking),
    ):
        _row(name, times)


def _row(name: str, times: Times) -> None:
    print(f"  {name:30} p50 {times.percentile(0.5):7.1f} ms  p99 {times.percentile(0.99):7.1f} ms")


def main() -> None:
    """Each size after the other, each under a prefix of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--port", type=int, default=9200)
    chosen = parser.parse_args()
    urls = tuple(f"http://127.0.0.1:{chosen.port + number}" for number in range(NODES))
    for size in chosen.sizes:
        print(f"\n{size:,} papers on {NODES} nodes", flush=True)
        settings = ClusterSettings(urls=urls, prefix=f"bench{size}", replicas=0, timeout_seconds=60)
        measure(Cluster(settings), size)


if __name__ == "__main__":
    main()

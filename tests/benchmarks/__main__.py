"""``python -m tests.benchmarks [SIZE …]``: Marrow beside rank-bm25 alone, in one run. Ratios are what is compared.

SIZE 9 is the built-in library; any other is made by the seeded generator. Each size runs in a process of its own,
so that memory is its own.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rank_bm25 import BM25Okapi

from bot.assistant.assistant import Assistant
from bot.models import Context
from corpus.joining import builtin
from corpus.models import Corpus, ImportReport, Parsed
from corpus.store import CorpusStore
from index.library import LibraryIndex
from tests.benchmarks.generate import library, questions
from tests.benchmarks.measure import Times, first_answer, resident_mb, settled, timed

ASKED = 300


def peer(corpus: Corpus) -> BM25Okapi:
    """rank-bm25 as its own page shows it: lower-cased words, BM25Okapi, scores for every document."""
    return BM25Okapi([f"{paper.title} {paper.abstract}".lower().split() for paper in corpus.papers])


async def measure(size: int) -> None:
    """Print the figures of one size."""
    corpus = builtin() if size == 9 else library(size)
    asked = questions(corpus, ASKED)
    before = resident_mb()
    began = time.perf_counter()
    index = LibraryIndex.build(corpus)
    built = time.perf_counter() - began
    assistant = Assistant(index)
    settled()
    grown = resident_mb() - before

    ours = await timed(lambda question: assistant.ask(question, Context()), asked)
    ranking = await timed(lambda question: index.search(question, 10), asked)
    bm25 = peer(corpus)

    async def theirs_alone(question: str) -> None:
        bm25.get_scores(question.lower().split())

    theirs = await timed(theirs_alone, asked)
    print(f"\n{size:,} papers, {ASKED} ten-word questions")
    _row("whole answer", ours, theirs)
    _row("ranking alone", ranking, theirs)
    _row("rank-bm25 alone", theirs, theirs)
    print(f"  index built in {built:.2f} s; memory: index {grown:.0f} MB, process {resident_mb():.0f} MB at most")
    with tempfile.TemporaryDirectory() as folder:
        if size != 9:
            report = ImportReport(source="generated", read=size, kept=size)
            CorpusStore(Path(folder) / "libraries").add("default", Parsed(papers=corpus.papers, report=report))
        print(f"  command to first answer: {first_answer(asked[0], Path(folder)):.2f} s")


def _row(name: str, times: Times, theirs: Times) -> None:
    p50, p99 = times.percentile(0.5), times.percentile(0.99)
    print(
        f"  {name:16} p50 {p50:8.2f} ms  p99 {p99:8.2f} ms  = {p50 / theirs.percentile(0.5):5.2f} × rank-bm25's p50"
    )


def main(arguments: list[str]) -> None:
    """Measure each size in a process of its own."""
    if len(arguments) == 1:
        asyncio.run(measure(int(arguments[0])))
        return
    for size in arguments or ["9", "10000"]:
        subprocess.run([sys.executable, "-m", "tests.benchmarks", size], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])

"""``python -m tests.benchmarks.libraries [PAPERS …]``: a process's memory with many servers' libraries open, each of so many papers of its own."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from corpus.canonical import canonical
from corpus.models import Corpus, Paper
from corpus.snapshots import digest
from index.kept.libraries import FEW, index_of
from index.library import LibraryIndex, Settings
from tests.benchmarks.generate import papers
from tests.benchmarks.measure import settled

COUNTS = (0, 1, 10, 25, 50)


def held_mb() -> float:
    """The memory this process holds now, in MB."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize() / 2**20


def measure(size: int, folder: Path) -> None:
    """Open one library after another as the bot does, ask each for all its papers, and tell the memory at some of them."""
    source, opened, began = papers(size * COUNTS[-1]), list[LibraryIndex](), time.process_time()
    for count in COUNTS:
        while len(opened) < count:
            opened.append(_opened(tuple(islice(source, size)), folder / str(len(opened))))
            sum(len(paper.title) for paper in opened[-1].corpus.papers)
        settled()
        took = time.process_time() - began
        files = len(os.listdir("/proc/self/fd"))
        print(
            f"  {count:3} libraries of {size:,}: {held_mb():4.0f} MB, {files} open files, {took:.1f} s of the processor"
        )


def _opened(some: tuple[Paper, ...], folder: Path) -> LibraryIndex:
    corpus = Corpus(name="some", digest=digest(None, some), papers=some)
    kept = sum(len(canonical(paper)) for paper in some) >= FEW
    return index_of(folder, "some", corpus.digest, lambda: corpus, Settings(), keep=kept)


if __name__ == "__main__":
    for given in sys.argv[1:] or ["200"]:
        with tempfile.TemporaryDirectory() as place:
            measure(int(given), Path(place))

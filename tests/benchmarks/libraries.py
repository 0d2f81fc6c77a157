"""``python -m tests.benchmarks.libraries [PAPERS …]``: a process's memory with many servers' libraries open, each of so many papers of its own."""

from __future__ import annotations

import resource
import sys
import time
from itertools import islice
from pathlib import Path

from bot.assistant.assistant import Assistant
from corpus.models import Corpus
from corpus.snapshots import digest
from index.library import LibraryIndex
from tests.benchmarks.generate import papers
from tests.benchmarks.measure import settled

COUNTS = (0, 1, 10, 25, 50)


def held_mb() -> float:
    """The memory this process holds now, in MB."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize() / 2**20


def measure(size: int) -> None:
    """Open one library after another, and tell the memory at some of them."""
    source, opened, began = papers(size * COUNTS[-1]), list[Assistant](), time.process_time()
    for count in COUNTS:
        while len(opened) < count:
            some = tuple(islice(source, size))
            opened.append(
                Assistant(LibraryIndex.build(Corpus(name="some", digest=digest(None, some), papers=some)))
            )
        settled()
        took = time.process_time() - began
        print(f"  {count:3} libraries of {size:,}: {held_mb():4.0f} MB, {took:.1f} s of the processor", flush=True)


if __name__ == "__main__":
    for given in sys.argv[1:] or ["200"]:
        measure(int(given))

"""``python -m index.making``: the process that makes a library's index. ``index.aside`` starts it and receives
its progress."""

from __future__ import annotations

import sys

from corpus.child import work
from corpus.progress import Progress
from corpus.store import CorpusStore
from index.aside import Job, made


def _make(job: Job, progress: Progress) -> None:
    made(CorpusStore(job.root), job, progress, keep=True)


if __name__ == "__main__":
    sys.exit(work(Job, _make))

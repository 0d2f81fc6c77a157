"""``python -m tests.corpus.working``: a process as ``corpus.child`` makes it, for tests: it tells about itself, or never ends."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any, Literal

from corpus.child import work
from corpus.private import held
from corpus.processes import Work
from corpus.progress import Progress


class Asked(Work):
    """What it is asked to do; a ``lock`` is held for as long as it lives."""

    what: Literal["tell", "never end", "be killed", "stand still", "fail", "parse"]
    lock: Path

    @property
    def undone(self) -> str:
        """That it was not done."""
        return "The work was not done"


def _do(asked: Asked, progress: Progress) -> dict[str, Any]:
    with held(asked.lock):
        if asked.what == "fail":
            raise RuntimeError("no reason")
        if asked.what == "parse":  # as Python's own parser says it, where it has no memory left for a module
            raise SyntaxError("expected ':'")
        if asked.what == "be killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if asked.what == "stand still":
            progress(1)
            os.kill(os.getpid(), signal.SIGSTOP)
        while asked.what == "never end":
            progress(1)
            time.sleep(0.05)
    limits = {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0] for name in ("AS", "CPU", "CORE")}
    return {"environment": dict(os.environ), "nice": os.nice(0), "long": "é" * 1_000_000, **limits}


if __name__ == "__main__":
    sys.exit(work(Asked, _do))

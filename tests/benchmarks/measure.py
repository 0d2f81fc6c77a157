"""Times and sizes: percentiles of a call, a process's start and memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.discord.running import settle


def settled() -> None:
    """Garbage is collected from here on as in the running bot."""
    settle()


class Times(list[float]):
    """Milliseconds."""

    def percentile(self, share: float) -> float:
        """The value below which so great a share lies."""
        ranked = sorted(self)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


async def timed(call: Callable[[str], Awaitable[object]], inputs: Sequence[str], warm: int = 5) -> Times:
    """How long each call takes, after a few that do not count."""
    for one in inputs[:warm]:
        await call(one)
    times = Times()
    for one in inputs:
        began = time.perf_counter()
        await call(one)
        times.append((time.perf_counter() - began) * 1000)
    return times


def first_answer(question: str, data_dir: Path, runs: int = 5) -> float:
    """Seconds from the command to its end with an answer printed, the median of several runs."""
    command = [sys.executable, "-m", "bot", "ask", question]
    environment = {"MARROW__STORAGE__DATA_DIR": str(data_dir), "PATH": "/usr/bin:/bin"}
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run(command, env=environment, check=True, capture_output=True, cwd=Path(__file__).parents[2])
        taken.append(time.perf_counter() - began)
    return sorted(taken)[runs // 2]


def resident_mb() -> float:
    """The most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

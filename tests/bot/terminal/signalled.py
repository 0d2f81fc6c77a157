"""A command of the terminal in a process of its own, ended by a signal."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE

import pytest

from tests.bot.terminal.running import PATIENCE, ROOT, environment

BY = (signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.slow))
BEFORE_IT_WAS_DONE = "Ended by {} before it was done; no file is left half written."


@contextmanager
def begun(folder: Path, *command: str, ignored: signal.Signals | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A command with its streams in our hands; it is gone when the block ends."""

    def before() -> (
        None
    ):  # whatever the suite itself was begun with: nohup ignores SIGHUP, and what is ignored is inherited
        for one in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(one, signal.SIG_IGN if one == ignored else signal.SIG_DFL)

    with subprocess.Popen(
        (sys.executable, "-m", "bot", *command),
        env=environment(folder),
        cwd=ROOT,
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        preexec_fn=before,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ended(process: subprocess.Popen[bytes], by: signal.Signals) -> list[str]:
    """What is complained of once a signal has ended a process."""
    process.send_signal(by)
    _, complained = process.communicate(timeout=PATIENCE)
    assert process.returncode == -by
    return complained.decode().splitlines()

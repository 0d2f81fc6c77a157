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
def begun(
    folder: Path, *command: str, ignored: signal.Signals | None = None, by: tuple[str, str] = ("-m", "bot")
) -> Iterator[subprocess.Popen[bytes]]:
    """A command with its streams in our hands; it is gone when the block ends. ``by``: how Python begins it."""

    def before() -> None:
        # whatever the suite was begun with: nohup ignores SIGHUP, and what is ignored is inherited
        for one in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(one, signal.SIG_IGN if one == ignored else signal.SIG_DFL)

    patient = {"MARROW__STORAGE__BUSY_TIMEOUT_MS": "60000"}  # who waits for a lock does when it is told to end
    with subprocess.Popen(
        (sys.executable, *by, *command),
        env=environment(folder) | patient,
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

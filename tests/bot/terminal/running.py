"""Runs the real program in a process of its own, with a data folder of its own."""

from __future__ import annotations

import ctypes
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]


def environment(data_dir: Path) -> dict[str, str]:
    """Only what the program needs, so that no setting of the machine leaks in."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    kept |= {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    return kept | {"MARROW__STORAGE__DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}


def no_more_than_others() -> None:
    """Before a program begins: root may what the modes of files say, and no more (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; for everybody else there is nothing to drop


def marrow(
    data_dir: Path, *arguments: str, stdin: str | bytes = "", before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """A command's exit code, output and complaints. ``before``: done in its process before it begins."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        env=environment(data_dir),
        cwd=data_dir,
        capture_output=True,
        timeout=120,
        check=False,
        preexec_fn=before,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def json_lines(text: str) -> list[dict[str, Any]]:
    """The objects of JSON Lines."""
    return [json.loads(line) for line in text.split("\n") if line]


def rows(data_dir: Path, columns: str = "id") -> list[tuple[Any, ...]]:
    """Rows of the logbook in the order they were written, read with nothing of ours."""
    database = sqlite3.connect(data_dir / "logbook.sqlite3")
    found = database.execute(f"SELECT {columns} FROM answers ORDER BY number").fetchall()  # noqa: S608
    database.close()
    return found

"""Runs the real program in a process of its own, with a data folder of its own."""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from multiprocessing.context import ForkServerContext
from multiprocessing.forkserver import ensure_running
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
PATIENCE = 300  # seconds after which a command hangs: a thousand questions take 21, and six times as long under coverage on a busy machine
# what most commands need; and this module itself, which each forked process is told its work by, with pytest
IMPORTED = (
    *(f"bot.terminal.{name}" for name in ("app", "corpus", "log", "asking", "searching", "doctor")),
    "tests.bot.terminal.begun",
    __name__,
)


def environment(data_dir: Path) -> dict[str, str]:
    """Only what the program needs, so that no setting of the machine leaks in."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    kept |= {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    return kept | {"MARROW__STORAGE__DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}


def no_more_than_others() -> None:
    """Before a program begins: root may what the modes of files say, and no more (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)."""
    # of the lower 32 and the higher: effective, permitted, inherited
    libc, kept = (
        ctypes.CDLL(None),
        (ctypes.c_uint32 * 6)(),
    )
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    libc.capget(header, kept)
    for capability in (1, 2):
        # PR_CAPBSET_DROP, for what it starts; for everybody else there is nothing to drop
        libc.prctl(24, capability, 0, 0, 0)
        for number in range(3):
            kept[number] &= ~(1 << capability)
    libc.capset(header, kept)


def marrow(
    data_dir: Path,
    *arguments: str,
    stdin: str | bytes = "",
    before: Callable[[], None] | None = None,
    further: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[str]:
    """A command's exit code, output and complaints. ``before``: done in its process before it begins; ``further``: what
    its environment has besides.

    Each is a process of its own. It is forked off one that has the program imported already and has answered once, since
    to do so again and again was half of the suite's time; where coverage is counted, each is started as anybody starts it.
    """
    typed = stdin.encode() if isinstance(stdin, str) else stdin
    counted = any(name.startswith("COVERAGE_") for name in os.environ)
    # with a full disk or fewer rights nothing can be counted
    run = _started if counted and before is None else _forked
    done = run(data_dir, arguments, typed, before, {**environment(data_dir), **further})
    return subprocess.CompletedProcess(arguments, done.returncode, done.stdout.decode(), done.stderr.decode())


def _started(
    data_dir: Path,
    arguments: tuple[str, ...],
    stdin: bytes,
    before: Callable[[], None] | None,
    given: Mapping[str, str],
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=stdin,
        env=given,
        cwd=data_dir,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        preexec_fn=before,
    )


@cache
def _forking() -> ForkServerContext:
    """What forks: a process with one thread that has imported the program."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", *IMPORTED])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENBLAS_NUM_THREADS", "1")  # numpy would start others
        ensure_running()
    return context


def _forked(
    data_dir: Path,
    arguments: tuple[str, ...],
    stdin: bytes,
    before: Callable[[], None] | None,
    given: Mapping[str, str],
) -> subprocess.CompletedProcess[bytes]:
    with TemporaryDirectory() as folder:
        streams = tuple(Path(folder) / name for name in ("in", "out", "err"))
        streams[0].write_bytes(stdin)
        process = _forking().Process(target=_command, args=(arguments, dict(given), data_dir, streams, before))
        process.start()
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(arguments, PATIENCE)
        out, err = (stream.read_bytes() for stream in streams[1:])
        return subprocess.CompletedProcess(arguments, process.exitcode, out, err)


def _command(
    arguments: tuple[str, ...],
    given: dict[str, str],
    folder: Path,
    streams: tuple[Path, Path, Path],
    before: Callable[[], None] | None,
) -> None:
    """In the forked process: what ``python -m bot`` would find, then the command."""
    from bot.__main__ import main

    for number, stream in enumerate(streams):
        file = os.open(stream, os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY, 0o600)
        os.dup2(file, number)
        os.close(file)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 (they stay open as long as the process is there)
    sys.stdout, sys.stderr = (open(number, "w", closefd=False) for number in (1, 2))  # noqa: SIM115
    os.environ.clear()
    os.environ.update(given)
    os.chdir(folder)
    sys.argv = [str(ROOT / "bot" / "__main__.py"), *arguments]
    if before:
        before()
    main()


# The program, which stops itself once it has begun a file.
STOPS_IN_A_FILE = """
import os, signal
from contextlib import contextmanager
from bot.__main__ import main
from bot.terminal import setting

begin = setting.whole

@contextmanager
def whole(path):
    with begin(path) as file:
        os.kill(os.getpid(), signal.SIGSTOP)
        yield file

setting.whole = whole
main()
"""


def stands_still(process: subprocess.Popen[Any]) -> None:
    """Wait until a process has stopped itself."""
    found = os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    assert found is not None
    assert found.si_code == os.CLD_STOPPED


def json_lines(text: str) -> list[dict[str, Any]]:
    """The objects of JSON Lines."""
    return [json.loads(line) for line in text.split("\n") if line]


def rows(data_dir: Path, columns: str = "id") -> list[tuple[Any, ...]]:
    """Rows of the logbook in the order they were written, read with nothing of ours."""
    database = sqlite3.connect(data_dir / "logbook.sqlite3")
    found = database.execute(f"SELECT {columns} FROM answers ORDER BY number").fetchall()  # noqa: S608
    database.close()
    return found

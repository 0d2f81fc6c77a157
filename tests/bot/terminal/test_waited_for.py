"""A signal ends what waits: a prompt, an input that stays open, a pipe that nobody writes to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE

import pytest

from tests.bot.terminal.running import PATIENCE, ROOT, environment
from tests.bot.terminal.signalled import BEFORE_IT_WAS_DONE, begun, ended


@pytest.mark.parametrize("ignored", [None, signal.SIGINT])
def test_a_chat_whose_input_stays_open_is_ended_at_once(tmp_path: Path, ignored: signal.Signals | None) -> None:
    """As ``tail -f questions | marrow chat`` in a script, which ignores Ctrl-C behind an ``&``."""
    with begun(tmp_path, "chat", ignored=ignored) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"what does SINS stand for?\n")
        process.stdin.flush()
        assert process.stdout.readline().startswith("›".encode())
        if ignored:
            process.send_signal(ignored)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == -signal.SIGTERM


@pytest.mark.slow
def test_a_prompt_that_ctrl_c_only_clears_is_ended_too(tmp_path: Path) -> None:
    """Ctrl-C clears the line there; a terminal that is closed has nobody who could type on. Readline sleeps through a signal
    that comes in the instant before it waits, as one does that is sent when the prompt is seen.
    """
    ours, theirs = os.openpty()
    with (
        open(ours, "rb", buffering=0) as screen,
        subprocess.Popen(
            (sys.executable, "-m", "bot", "chat"),
            env=environment(tmp_path) | {"TERM": "dumb"},
            cwd=ROOT,
            stdin=theirs,
            stdout=theirs,
            stderr=PIPE,
        ) as process,
    ):
        os.close(theirs)
        shown = b""
        while "\n› ".encode() not in shown.replace(b"\r", b""):
            shown += screen.read(1000)
        assert ended(process, signal.SIGTERM) == [BEFORE_IT_WAS_DONE.format("SIGTERM")]


MISSED = """
import ctypes, functools, os, readline, signal
from bot.ending import Ending, hearing

Ending().listen()
readline.set_startup_hook(functools.partial(ctypes.CDLL(None).kill, os.getpid(), signal.%s))
with hearing():
    input("? ")
"""


@pytest.mark.parametrize(("by", "code"), [("SIGTERM", 128 + signal.SIGTERM), ("SIGINT", -signal.SIGINT)])
def test_a_signal_in_the_instant_before_a_prompt_waits_is_heard(tmp_path: Path, by: str, code: int) -> None:
    """The hook is the last that readline does before it sleeps, and no line of Python follows in which a signal is looked for."""
    ours, theirs = os.openpty()
    process = subprocess.run(
        (sys.executable, "-c", MISSED % by),
        env=environment(tmp_path),
        cwd=ROOT,
        stdin=theirs,
        stdout=theirs,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        timeout=PATIENCE,
    )
    os.close(theirs)
    os.close(ours)
    assert process.returncode == code


UNREAD = """
import ctypes, functools, operator, os, signal, sys, types
from pathlib import Path
from bot.ending import Ending
from bot.terminal.setting import given

def read(most):
    told, waits = functools.partial(ctypes.CDLL(None).kill, os.getpid(), signal.SIGTERM), functools.partial(os.read, 0, most)
    return list(map(operator.methodcaller("__call__"), (told, waits)))

sys.stdin = types.SimpleNamespace(buffer=types.SimpleNamespace(read=read))
Ending().listen()
given(Path("-"), 1)
"""


def test_a_signal_in_the_instant_before_a_pipe_is_read_is_heard(tmp_path: Path) -> None:
    """Between the signal and the read there is no line of Python either: ``list`` calls one after the other."""
    with subprocess.Popen(
        (sys.executable, "-c", UNREAD), env=environment(tmp_path), cwd=ROOT, stdin=PIPE
    ) as process:
        try:
            assert process.wait(PATIENCE) == 128 + signal.SIGTERM
        finally:
            process.kill()


@pytest.mark.slow
def test_a_command_that_reads_a_pipe_nobody_writes_to_is_ended(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "questions")
    with begun(tmp_path, "ask", "--batch", str(tmp_path / "questions")) as process:
        while True:
            with suppress(OSError):  # until somebody reads
                writer = os.open(tmp_path / "questions", os.O_WRONLY | os.O_NONBLOCK)
                break
            assert process.poll() is None
            time.sleep(0.001)
        try:
            assert ended(process, signal.SIGTERM) == [BEFORE_IT_WAS_DONE.format("SIGTERM")]
        finally:
            os.close(writer)

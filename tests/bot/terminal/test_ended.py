"""SIGTERM and SIGHUP end a command of the terminal as Ctrl-C does: with a sentence, and with nothing half done."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.storage.logbook import Logbook
from tests.bot.storage.samples import answer, at, context, held_by_another
from tests.bot.terminal.running import PATIENCE, ROOT, STOPS_IN_A_FILE, environment, stands_still
from tests.bot.terminal.signalled import BEFORE_IT_WAS_DONE, BY, begun, ended


async def many(folder: Path, number: int) -> None:
    """A logbook with so many rows that writing them out takes a while."""
    async with Logbook.open(folder) as log:
        await log.record_many([(answer(one), context(), at(one)) for one in range(number)])


@pytest.mark.parametrize("by", BY)
def test_a_chat_is_ended_with_a_sentence(tmp_path: Path, by: signal.Signals) -> None:
    with begun(tmp_path, "chat") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"what does SINS stand for?\n")
        process.stdin.flush()
        assert process.stdout.readline().startswith("›".encode())
        assert ended(process, by) == [BEFORE_IT_WAS_DONE.format(by.name)]


WITHIN = """
import asyncio, os, signal
from bot.ending import Ending, run

async def work():
    asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGTERM)
    try:
        await asyncio.sleep(60)
    finally:
        await asyncio.sleep(0)
        print("closed")

signal.signal(signal.SIGINT, signal.%s)
ending = Ending()
ending.listen()
try:
    run(work())
except KeyboardInterrupt:
    ending.leave(130)
"""


@pytest.mark.parametrize("ctrl_c", ["SIG_IGN", "default_int_handler"])
def test_a_signal_cancels_work_and_does_not_raise_into_its_loop(tmp_path: Path, ctrl_c: str) -> None:
    """SIGINT is ignored in the background of a shell's script; there asyncio sets no handler that could be called."""
    process = subprocess.run(
        (sys.executable, "-c", WITHIN % ctrl_c),
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        timeout=PATIENCE,
    )
    assert (process.returncode, process.stdout) == (-signal.SIGTERM, b"closed\n")
    assert process.stderr.decode() == BEFORE_IT_WAS_DONE.format("SIGTERM") + "\n"


@pytest.mark.parametrize("by", BY)
def test_an_export_that_is_ended_leaves_no_part_of_a_file(tmp_path: Path, by: signal.Signals) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    out.mkdir()
    asyncio.run(many(data, 3000))
    (out / "log.jsonl").write_text("before")
    with begun(data, "log", "export", "--out", str(out / "log.jsonl"), by=("-c", STOPS_IN_A_FILE)) as process:
        stands_still(process)
        assert list(out.glob(".*"))
        process.send_signal(by)
        process.send_signal(signal.SIGCONT)
        assert ended(process, by) == [BEFORE_IT_WAS_DONE.format(by.name)]
    assert [one.name for one in out.iterdir()] == ["log.jsonl"]
    assert (out / "log.jsonl").read_text() == "before"


@pytest.mark.slow
@pytest.mark.parametrize("ignored", [None, signal.SIGINT], ids=["at a terminal", "in the background of a script"])
def test_a_command_that_waits_for_the_logbook_is_ended_at_once(
    tmp_path: Path, ignored: signal.Signals | None
) -> None:
    asyncio.run(many(tmp_path, 1))
    with held_by_another(tmp_path), begun(tmp_path, "log", "export", "--out", "-", ignored=ignored) as process:
        while not (tmp_path / "logbook.sqlite3-shm").exists() or not _open(process, "logbook.sqlite3"):
            assert process.poll() is None
            time.sleep(0.001)
        assert ended(process, signal.SIGTERM) == [BEFORE_IT_WAS_DONE.format("SIGTERM")]


def _open(process: subprocess.Popen[bytes], name: str) -> bool:
    """Whether a process has opened a file of that name."""
    for one in Path(f"/proc/{process.pid}/fd").iterdir():
        try:
            if Path(os.readlink(one)).name == name:
                return True
        except OSError:  # closed meanwhile
            continue
    return False


@pytest.mark.slow
def test_what_is_to_outlive_its_terminal_does(tmp_path: Path) -> None:
    """As nohup starts it: with SIGHUP ignored."""
    with begun(tmp_path, "chat", ignored=signal.SIGHUP) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"what does SINS stand for?\n")
        process.stdin.flush()
        assert process.stdout.readline().startswith("›".encode())
        process.send_signal(signal.SIGHUP)
        _, complained = process.communicate(timeout=PATIENCE)
        assert (process.returncode, complained) == (0, b"")


DONE = """
import os, signal
from bot.ending import Ending

ending = Ending()
ending.listen()
try:
    os.kill(os.getpid(), signal.SIGTERM)
except SystemExit as told:
    print(told.code)
os.kill(os.getpid(), signal.SIGTERM)  # as a terminal that is closed may send two
ending.leave(0)
print("left")
"""
CLOSED = """
import os, signal
from bot.ending import Ending

ending = Ending()
ending.listen()
try:
    os.kill(os.getpid(), signal.SIGTERM)
except SystemExit as told:
    print("what is still to be written")
    os.close(1)
    os.close(2)
    ending.leave(told.code)
"""


def program(folder: Path, text: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        (sys.executable, "-c", text),
        env=environment(folder),
        cwd=ROOT,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )


def test_a_signal_is_heard_once_and_one_that_came_when_all_was_done_changes_nothing(tmp_path: Path) -> None:
    ended = program(tmp_path, DONE)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"143\nleft\n", b"")


def test_whoever_began_it_is_told_the_truth_also_where_nobody_reads_it(tmp_path: Path) -> None:
    """As a command behind “| head”, or whose terminal is closed."""
    assert program(tmp_path, CLOSED).returncode == -signal.SIGTERM

"""Files that may not be written or read, and a disk that is full: one plain sentence at every door, and nothing half done."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from subprocess import PIPE

import pytest

from bot.storage.migrate import steps
from tests.bot.storage.test_migrate import first_schema
from tests.bot.terminal.running import PATIENCE, ROOT, environment, marrow, no_more_than_others, rows, stands_still

LOGBOOK, QUESTION = "logbook.sqlite3", "how long was follow-up after TES?"
LOG = ("list", "stats", "readings")


def said(done: object) -> list[str]:
    """The sentences on stderr, where no traceback is among them."""
    text = str(getattr(done, "stderr", ""))
    assert "Traceback" not in text
    assert "Exception" not in text
    return text.splitlines()


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a question."""
    data = tmp_path_factory.mktemp("asked") / "data"
    data.mkdir()
    assert marrow(data, "ask", QUESTION).returncode == 0
    return data


@pytest.fixture
def data(asked: Path, tmp_path: Path) -> Path:
    return shutil.copytree(asked, tmp_path / "data")


@pytest.mark.parametrize("mode", [0o000, 0o400])
def test_a_logbook_that_may_not_be_opened_or_written_is_a_sentence_at_every_door(data: Path, mode: int) -> None:
    (data / LOGBOOK).chmod(mode)
    for command in LOG:
        done = marrow(data, "log", command, before=no_more_than_others)
        assert (done.returncode, len(said(done))) == (1, 1), command
    checked = marrow(data, "doctor", before=no_more_than_others)
    (state,) = [line.split()[0] for line in checked.stdout.splitlines() if line.split()[1] == "logbook"]
    assert state == "fail"
    assert (said(checked), checked.returncode) == ([], 1)
    answered = marrow(data, "ask", QUESTION, before=no_more_than_others)
    assert (answered.returncode, "54.4" in answered.stdout, len(said(answered)) > 0) == (0, True, True)
    assert len((data / "spool" / "rows.jsonl").read_text().splitlines()) == 1
    (data / LOGBOOK).chmod(0o600)
    done = marrow(data, "ask", QUESTION, before=no_more_than_others)
    assert (done.returncode, len(rows(data))) == (0, 3)
    assert "What had waited in the spool is in the logbook now" in done.stderr


def test_a_logbook_in_a_folder_that_may_only_be_read_is_copied_and_a_reading_says_what_to_do(
    data: Path, tmp_path: Path
) -> None:
    """A mounted backup: SQLite makes files beside a logbook even to read it, and a reading is noted in it."""
    for file in data.iterdir():
        file.chmod(file.stat().st_mode & ~0o222)
    data.chmod(0o500)
    before = (data / LOGBOOK).read_bytes()
    copied = marrow(data, "log", "backup", str(tmp_path / "copy.sqlite3"), before=no_more_than_others)
    assert (copied.returncode, said(copied)) == (0, [])
    tried = marrow(data, "log", "backup", "--verify", str(data / LOGBOOK), before=no_more_than_others)
    assert (tried.returncode, said(tried), "can be restored: 1 row" in tried.stdout) == (0, [], True)
    for command in LOG:
        done = marrow(data, "log", command, before=no_more_than_others)
        (sentence,) = said(done)
        assert done.returncode == 1, command
        assert "copy the folder to where it can be, and name the copy as storage.data_dir" in sentence
    assert (sorted(data.glob(f"{LOGBOOK}*")), (data / LOGBOOK).read_bytes()) == ([data / LOGBOOK], before)
    data.chmod(0o700)


def test_a_library_that_may_not_be_read_is_a_sentence(data: Path) -> None:
    (data / "libraries").mkdir(exist_ok=True)
    (data / "libraries").chmod(0o000)
    done = marrow(data, "ask", QUESTION, before=no_more_than_others)
    (data / "libraries").chmod(0o700)
    assert (done.returncode, len(said(done))) == (1, 1)


def _old(folder: Path, many: int = 400) -> None:
    """A logbook of the first release with so many rows."""
    folder.mkdir(mode=0o700)
    first_schema(folder / LOGBOOK, 1)
    (folder / LOGBOOK).chmod(0o600)
    with closing(sqlite3.connect(folder / LOGBOOK)) as database, database:
        columns = [row[1] for row in database.execute("PRAGMA table_info (answers)")]
        copied = ", ".join(one for one in columns if one not in ("number", "id"))
        for number in range(1, many):
            copy = f"INSERT INTO answers (id, {copied}) SELECT ?, {copied} FROM answers LIMIT 1"  # noqa: S608
            database.execute(copy, (f"{number:012x}",))


def _schema(folder: Path) -> tuple[int, int, list[tuple[str]]]:
    """The newest step that was done, the rows, and whether all is sound."""
    with closing(sqlite3.connect(folder / LOGBOOK)) as database:
        (newest,) = database.execute("SELECT max(number) FROM migrations").fetchone()
        (count,) = database.execute("SELECT count(*) FROM answers").fetchone()
        return newest, count, database.execute("PRAGMA integrity_check").fetchall()


def full_at(size: int) -> Callable[[], None]:
    """A disk on which no file can become larger than so many bytes."""
    return partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("room", [4_096, 40_000, 150_000, 300_000])
def test_a_disk_that_is_full_in_a_migration_leaves_whole_steps_and_a_sentence(tmp_path: Path, room: int) -> None:
    folder = tmp_path / "data"
    _old(folder)
    done = marrow(folder, "log", "list", before=full_at(room))
    (sentence,) = said(done)
    assert done.returncode == 1
    assert "disk" in sentence
    newest, count, sound = _schema(folder)
    assert (count, sound) == (400, [("ok",)])
    assert newest < steps()[-1][0]
    again = marrow(folder, "log", "list")
    assert (again.returncode, said(again)) == (0, [])
    assert _schema(folder) == (steps()[-1][0], 400, [("ok",)])


def test_a_logbook_of_an_older_release_that_may_not_be_written_stays_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    _old(folder)
    before = (folder / LOGBOOK).read_bytes()
    (folder / LOGBOOK).chmod(0o400)
    done = marrow(folder, "log", "list", before=no_more_than_others)
    assert (done.returncode, len(said(done))) == (1, 1)
    assert (folder / LOGBOOK).read_bytes() == before


@pytest.mark.slow
def test_output_that_nobody_takes_is_no_error(data: Path) -> None:
    """As a scheduler starts a command whose output was closed."""
    command = ["/bin/sh", "-c", 'exec "$0" -m bot log list >&-', sys.executable]
    done = subprocess.run(command, cwd=ROOT, env=environment(data), stderr=PIPE, text=True, check=False)
    assert (done.returncode, said(done)) == (0, [])


STOPS = """
import os, signal
from bot.__main__ import main

told = signal.signal

def stops(number, how):
    told(number, how)
    if how is signal.SIG_IGN:
        os.kill(os.getpid(), signal.SIGSTOP)

signal.signal = stops
main()
"""


@pytest.mark.slow
def test_a_reload_asked_for_while_the_bot_starts_does_not_end_it(tmp_path: Path) -> None:
    """systemd takes a process that SIGHUP ended for one that left as it should, and starts it no more."""
    with subprocess.Popen(
        [sys.executable, "-c", STOPS, "run"], env=environment(tmp_path), cwd=ROOT, stderr=PIPE, text=True
    ) as starting:
        stands_still(starting)
        starting.send_signal(signal.SIGHUP)
        starting.send_signal(signal.SIGCONT)
        _, said = starting.communicate(timeout=PATIENCE)
    assert starting.returncode == 1
    assert "There is no DISCORD_TOKEN" in said


@pytest.mark.parametrize(
    "command",
    [
        "corpus list 2>&-",
        *(
            pytest.param(command, marks=pytest.mark.slow)
            for command in ("ask 'how long was follow-up?' >&-", "chat <&-", "chat <&- >&- 2>&-")
        ),
    ],
)
def test_what_is_closed_is_no_error(tmp_path: Path, command: str) -> None:
    done = _shell(tmp_path, command)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "errors.log").exists()


@pytest.mark.parametrize(
    "command",
    [
        "corpus list",
        *(
            pytest.param(command, marks=pytest.mark.slow)
            for command in ("ask 'how long was follow-up?'", "corpus cite --style ris", "corpus list --json")
        ),
    ],
)
def test_where_the_output_finds_no_room_one_sentence_says_so(tmp_path: Path, command: str) -> None:
    done = _shell(tmp_path, f"{command} > /dev/full")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith("cannot be used: No space left on device (make room).\n")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("corpus list", 0),
        *(pytest.param(*case, marks=pytest.mark.slow) for case in (("ask x", 0), ("corpus show 99", 1))),
    ],
)
def test_whoever_has_read_enough_leaves_no_error(tmp_path: Path, command: str, code: int) -> None:
    """A pipe whose reader is gone before anything is written: it was 1 and not a word, or Python's 120."""
    ours, theirs = os.pipe()
    os.close(ours)
    for errors in (PIPE, theirs):
        done = subprocess.run(
            [sys.executable, "-m", "bot", *command.split()],
            cwd=ROOT, env=environment(tmp_path), stdout=theirs, stderr=errors, check=False, timeout=PATIENCE,
        )  # fmt: skip
        assert done.returncode == code
        assert len((done.stderr or b"").splitlines()) == (code if errors == PIPE else 0)
    os.close(theirs)


def _shell(data_dir: Path, command: str) -> subprocess.CompletedProcess[str]:
    said = ["/bin/sh", "-c", f'exec "$0" -m bot {command}', sys.executable]
    return subprocess.run(said, env=environment(data_dir), capture_output=True, text=True, check=False, timeout=60)

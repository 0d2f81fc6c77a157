"""What the doctor sees of a data folder that is not well: a sentence with what to do, and never “run the doctor”."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.storage.folder import only_bot
from bot.terminal.diagnosing import folder
from tests.bot.terminal.running import marrow, no_more_than_others


def findings(data_dir: Path, token: str = "") -> dict[str, tuple[str, str]]:
    """State and sentence by what was looked at."""
    said = marrow(data_dir, "doctor", "--json", further={"DISCORD_TOKEN": token} if token else {})
    assert "unexpected" not in said.stderr
    return {one["name"]: (one["state"], one["says"]) for one in json.loads(said.stdout)}


def test_a_damaged_log_is_to_be_restored(tmp_path: Path) -> None:
    marrow(tmp_path, "ask", "pain")
    (tmp_path / "logbook.sqlite3-wal").unlink(missing_ok=True)
    (tmp_path / "logbook.sqlite3").write_bytes(b"this is no database" * 1000)
    state, says = findings(tmp_path)["logbook"]
    assert state == "fail"
    assert "put a backup back" in says
    assert "doctor" not in says


def a_view(data_dir: Path) -> None:
    with closing(sqlite3.connect(data_dir / "logbook.sqlite3")) as database, database:
        database.executescript("ALTER TABLE answers RENAME TO were; CREATE VIEW answers AS SELECT * FROM were")


def a_folder(data_dir: Path) -> None:
    (data_dir / "logbook.sqlite3-shm").unlink(missing_ok=True)
    (data_dir / "logbook.sqlite3-shm").mkdir()


@pytest.mark.parametrize("made", [a_view, a_folder])
def test_a_log_that_takes_no_rows_is_not_well(tmp_path: Path, made: Callable[[Path], None]) -> None:
    """It only warned that lines wait, and that they would be read in."""
    marrow(tmp_path, "ask", "pain")
    made(tmp_path)
    assert marrow(tmp_path, "ask", "pain").returncode == 0  # kept in the spool
    state, says = findings(tmp_path)["logbook"]
    assert state == "fail"
    assert "takes no rows" in says
    assert "put a backup back" in says


def test_a_log_that_is_just_written_is_well(tmp_path: Path) -> None:
    marrow(tmp_path, "ask", "pain")
    with closing(sqlite3.connect(tmp_path / "logbook.sqlite3")) as database:
        database.execute("BEGIN IMMEDIATE")
        assert findings(tmp_path)["logbook"][0] == "ok"


def test_a_log_that_a_newer_marrow_wrote_is_not_well(tmp_path: Path) -> None:
    """All was well, and nothing would start: the doctor is asked before, after an upgrade that was taken back."""
    marrow(tmp_path, "ask", "pain")
    with closing(sqlite3.connect(tmp_path / "logbook.sqlite3")) as database, database:
        database.execute("INSERT INTO migrations (number, name) VALUES (9999, 'later')")
    state, says = findings(tmp_path)["logbook"]
    assert state == "fail"
    assert "written by a newer Marrow (schema 9999" in says


def test_a_folder_that_nothing_can_be_kept_in_is_not_well(tmp_path: Path) -> None:
    """Everybody's folder was "open to others: marrow run closes them", which it refuses; links in a circle were unexpected."""
    tmp_path.chmod(0o1777)
    assert "it is everybody's folder" in marrow(tmp_path, "ask", "pain").stderr
    state, says = findings(tmp_path)["modes"]
    assert (state, "it is everybody's folder: give Marrow one of its own" in says) == ("fail", True)
    tmp_path.chmod(0o700)
    (tmp_path / "circle").symlink_to("circle")
    within = {"MARROW__STORAGE__DATA_DIR": str(tmp_path / "circle" / "data")}
    said = marrow(tmp_path, "doctor", "--json", further=within)
    assert (said.returncode, said.stderr) == (1, "")
    assert "Too many levels of symbolic links" in said.stdout


async def test_a_folder_that_takes_no_file_is_named_and_not_the_file_that_was_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left") as refused:
        await folder(tmp_path)
    assert (refused.value.errno, refused.value.filename) == (errno.ENOSPC, str(tmp_path))


def test_a_bot_that_was_killed_is_seen_at_once(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    report = {"state": "ready", "at": datetime.now(UTC).isoformat(), "pid": gone.pid, "servers": 1}
    (tmp_path / "health.json").write_text(json.dumps(report))
    assert findings(tmp_path)["bot"][0] == "warn"
    assert "it was killed" in findings(tmp_path)["bot"][1]


@pytest.mark.parametrize(
    "content", ["5", "[" * 100_000, "{", '{"state": "ready", "at": 7}', '{"at": "2026-01-01"}', ""]
)
def test_damaged_health_is_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "health.json").write_text(content)
    assert "is damaged: remove it" in findings(tmp_path)["bot"][1]


def test_what_is_open_to_others_is_seen_and_closed_by_the_next_writer(tmp_path: Path) -> None:
    marrow(tmp_path, "ask", "pain")
    assert findings(tmp_path)["modes"][0] == "ok"
    tmp_path.chmod(0o755)
    (tmp_path / "logbook.sqlite3").chmod(0o644)
    assert findings(tmp_path)["modes"] == (
        "warn",
        f"{tmp_path} is open to others (2 in all): “marrow run” closes them, or chmod go= does",
    )
    said = marrow(tmp_path, "ask", "pain")
    assert "for their owner alone now" in said.stderr
    assert findings(tmp_path)["modes"][0] == "ok"
    assert stat.S_IMODE((tmp_path / "logbook.sqlite3").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "command", ["ask pain", "doctor", "log list", "corpus list", "log backup copy.db", "log rotate", "run"]
)
def test_a_closed_folder_is_one_sentence_at_every_door(tmp_path: Path, command: str) -> None:
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    data_dir.chmod(0)
    further = {"MARROW__STORAGE__DATA_DIR": str(data_dir), "DISCORD_TOKEN": "x"}
    done = marrow(tmp_path, *command.split(), before=no_more_than_others, further=further)
    data_dir.chmod(0o700)
    assert done.returncode == 1
    assert "unexpected" not in done.stderr
    assert "Permission denied (give it to the user Marrow runs as)" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("state", "age", "held", "well"),
    [
        ("ready", 0, True, True),
        ("connecting", 0, True, True),
        ("reconnecting", 0, True, True),
        ("ready", 60, True, False),
        ("ready", 0, False, False),
        ("stopped", 0, True, False),
        (None, 0, False, False),
    ],
)
def test_a_health_check_passes_while_the_bot_runs_and_does_not_hang(
    tmp_path: Path, state: str | None, age: int, held: bool, well: bool
) -> None:
    if state is not None:
        at = datetime.now(UTC) - timedelta(seconds=age)
        report = {"state": state, "at": at.isoformat(), "pid": os.getpid(), "servers": 1}
        (tmp_path / "health.json").write_text(json.dumps(report), "utf-8")
    with only_bot(tmp_path) if held else nullcontext():
        done = marrow(tmp_path, "doctor", "--running", "--json")
    (found,) = json.loads(done.stdout)
    assert (done.returncode, found["state"]) == ((0, "ok") if well else (1, "fail"))


def test_a_token_that_cannot_be_used_is_told_once(tmp_path: Path) -> None:
    found = findings(tmp_path, "no token at all")
    assert found["discord"][0] == "fail"
    assert "copy the token alone" in found["discord"][1]
    assert not {"commands", "settings"} & {*found}

"""Backups: made, tried, rotated, and put back as docs/operating.md says, after which everything is as it was."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.storage.backups import dated
from tests.bot.terminal.running import json_lines, marrow

PAPER = {"_id": "1", "title": "Bees and sugar", "text": "We fed 40 bees with sugar. Feeding raised honey by 12%."}
COPY = "copy.sqlite3"
QUESTION = "did sugar raise honey?"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a library, two answers from it, and a backup beside it."""
    folder = tmp_path_factory.mktemp("asked")
    data_dir, file = folder / "data", folder / "papers.jsonl"
    data_dir.mkdir()
    file.write_text(json.dumps(PAPER) + "\n", "utf-8")
    assert marrow(data_dir, "corpus", "import", str(file)).returncode == 0
    assert "12%" in marrow(data_dir, "ask", QUESTION).stdout
    assert marrow(data_dir, "ask", "what is a drone?").returncode == 0
    assert marrow(data_dir, "log", "backup", str(folder / COPY)).returncode == 0
    return folder


@pytest.fixture
def kept(asked: Path, tmp_path: Path) -> Path:
    """The same for one test to harm, with an empty folder for further backups; the data folder."""
    shutil.copytree(asked, tmp_path, dirs_exist_ok=True)
    (tmp_path / "backups").mkdir()
    return tmp_path / "data"


def well(data_dir: Path) -> bool:
    done = marrow(data_dir, "doctor")
    return done.returncode == 0 and all(line.startswith("ok ") for line in done.stdout.splitlines())


def exported(data_dir: Path) -> list[dict[str, object]]:
    return json_lines(marrow(data_dir, "log", "export", "--out", "-", "--names").stdout)


def test_the_restore_drill(kept: Path) -> None:
    """The disk is lost; what is left are a backup, the key, and a copy of the libraries."""
    backups, safe = kept.parent / "backups", kept.parent / "safe"
    assert marrow(kept, "log", "backup", str(backups)).returncode == 0
    (copy,) = backups.iterdir()
    before, (answer, *_) = exported(kept), json.loads(marrow(kept, "log", "list", "--json").stdout)
    safe.mkdir(mode=0o700)
    shutil.copy(kept / "pseudonym.key", safe)
    shutil.copytree(kept / "libraries", safe / "libraries")
    shutil.rmtree(kept)

    shutil.copytree(safe, kept)
    said = marrow(kept, "log", "backup", "--verify", str(backups))
    assert said.stdout.startswith(f"{copy} can be restored: 2 rows, the newest of ")
    shutil.copy(copy, kept / "logbook.sqlite3")
    assert well(kept)
    assert exported(kept) == before
    assert marrow(kept, "log", "replay", answer["id"]).stdout.startswith("Identical.")
    assert "12%" in marrow(kept, "ask", QUESTION).stdout
    assert len(exported(kept)) == 3


def test_a_damaged_logbook_is_replaced_by_a_backup(kept: Path) -> None:
    copy, before = kept.parent / COPY, exported(kept)
    (kept / "logbook.sqlite3").write_bytes(b"this is no database" * 1000)
    assert marrow(kept, "log", "list").returncode == 1
    for beside in ("-wal", "-shm"):
        (kept / f"logbook.sqlite3{beside}").unlink(missing_ok=True)
    shutil.copy(copy, kept / "logbook.sqlite3")
    assert well(kept)
    assert exported(kept) == before


def damage_pages(copy: Path, _: Path) -> None:
    """Half of a page in the middle is lost."""
    content = bytearray(copy.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 2048] = bytes(2048)
    copy.write_bytes(content)


def another_key(_: Path, data_dir: Path) -> None:
    (data_dir / "pseudonym.key").write_text("ab" * 32, "ascii")


def no_logbook(copy: Path, _: Path) -> None:
    copy.unlink()
    sqlite3.connect(copy).execute("CREATE TABLE theirs (x)").connection.close()


def newer(copy: Path, _: Path) -> None:
    database = sqlite3.connect(copy)
    database.execute("INSERT INTO migrations VALUES (9999, '9999_later.sql')").connection.commit()
    database.close()


def gone(copy: Path, _: Path) -> None:
    copy.unlink()


def a_pipe(copy: Path, _: Path) -> None:
    copy.unlink()
    os.mkfifo(copy)


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (damage_pages, "is not sound"),
        (another_key, "is not the one this backup was kept with"),
        (no_logbook, "is no logbook of Marrow's"),
        (newer, "was written by a newer Marrow (schema 9999"),
        (gone, "There is no backup"),
        (a_pipe, "cannot be read"),
    ],
)
def test_a_backup_that_could_not_be_restored_is_told(kept: Path, harm: object, says: str) -> None:
    copy = kept.parent / COPY
    assert callable(harm)
    harm(copy, kept)
    done = marrow(kept, "log", "backup", "--verify", str(copy))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert says in done.stderr


def test_backups_are_rotated_by_the_days_that_members_are_told(kept: Path) -> None:
    backups, now = kept.parent / "backups", datetime.now(UTC)
    for days in (1, 29, 31, 400):
        dated(backups, now - timedelta(days=days)).write_bytes(b"a backup")
    (backups / "logbook-of-mine.sqlite3").write_bytes(b"not named by its time")
    (backups / "logbook-99999999T999999Z.sqlite3").write_bytes(b"no time")
    killed = backups / f".{dated(backups, now).name}.0123456789ab.part"
    for path, age in (
        (killed, 2),
        (killed.with_name(f"{killed.name}-journal"), 2),
        (killed.with_name(f"{killed.name}-wal"), -48),  # by a clock that was wrong
        (killed.with_name(".mine.part"), 2),
    ):
        path.write_bytes(b"half a backup")
        os.utime(path, (then := (now - timedelta(hours=age)).timestamp(), then))
    made_now = backups / f".{dated(backups, now).name}.ba9876543210.part"
    made_now.write_bytes(b"another process writes it")
    done = marrow(kept, "log", "backup", "--rotate", str(backups))
    assert "2 older backups removed." in done.stdout
    left = {path.name for path in backups.iterdir()}
    assert len(left) == 7
    assert {".mine.part", made_now.name} < left
    assert {dated(backups, now - timedelta(days=days)).name for days in (1, 29)} < left
    assert {"logbook-of-mine.sqlite3", "logbook-99999999T999999Z.sqlite3"} < left


def test_the_newest_backup_is_never_removed_and_none_before_the_new_one_is_tried(kept: Path) -> None:
    backups = kept.parent / "backups"
    old = dated(backups, datetime(2020, 1, 1, tzinfo=UTC))
    old.write_bytes(b"a backup")
    (kept / "logbook.sqlite3").write_bytes(b"this is no database" * 1000)
    assert marrow(kept, "log", "backup", "--rotate", str(backups)).returncode == 1
    assert [path.name for path in backups.iterdir()] == [old.name]


def test_where_members_are_told_of_no_backups_none_is_rotated(kept: Path) -> None:
    (kept / "config.toml").write_text(f'[storage]\ndata_dir = "{kept}"\n[privacy]\nbackup_days = 0\n', "utf-8")
    done = marrow(kept, "log", "backup", "--rotate", str(kept.parent / "backups"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "members are told that there are no backups" in done.stderr
    assert "name the folder" in marrow(kept, "log", "backup", "--rotate", "copy.sqlite3").stderr
    assert (
        "There is no backup in" in marrow(kept, "log", "backup", "--verify", str(kept.parent / "backups")).stderr
    )


def test_a_backup_without_a_name_is_made_nowhere(kept: Path) -> None:
    """An unset variable gives it: it was made in the current folder."""
    done = marrow(kept, "log", "backup", "")
    assert (done.returncode, done.stderr) == (
        1,
        "A file was given without a name, as an unset variable gives it.\n",
    )


def test_a_folder_for_backups_that_is_not_there_is_no_file(kept: Path) -> None:
    done = marrow(kept, "log", "backup", "nights/")
    assert (done.returncode, done.stderr) == (1, "There is no folder nights/ for the backup; make it first.\n")


WRITING = (
    ("log", "export", "--out"),
    ("log", "export", "--format", "csv", "--out"),
    ("log", "stats", "--chart"),
    ("log", "backup"),
    ("corpus", "cite", "--out"),
    ("table", "--xlsx"),
)


@pytest.mark.parametrize("command", WRITING)
@pytest.mark.parametrize(
    "name",
    ["logbook.sqlite3", "logbook.sqlite3-journal", "pseudonym.key", "spool/rows.jsonl", "libraries/x/current"],
)
def test_nothing_is_written_over_what_marrow_keeps(command: tuple[str, ...], name: str, kept: Path) -> None:
    """One slip of completed names in the shell would be the end of all rows, or of the key to them."""
    (kept / "spool").mkdir(exist_ok=True)
    (kept.parent / "link").symlink_to(kept)
    files = (path for path in kept.rglob("*") if path.is_file() and not path.name.endswith(("-wal", "-shm")))
    before = {path: path.read_bytes() for path in files}
    for place in (kept / name, kept.parent / "link" / name):
        done = marrow(kept, *command, str(place))
        assert done.returncode == 1, (done.stdout, done.stderr)
        assert "name another file" in done.stderr
    readings = {kept / "logbook.sqlite3"}  # each command that reads the log is noted there
    assert {path for path in before.keys() - readings if path.read_bytes() != before[path]} == set()
    assert len(exported(kept)) == 2
    assert not (kept / name).exists() or kept / name in before


@pytest.mark.parametrize("command", WRITING)
def test_a_file_of_another_name_is_written_beside_what_marrow_keeps(command: tuple[str, ...], kept: Path) -> None:
    done = marrow(kept, *command, str(kept / "mine"))
    assert done.returncode == 0, done.stderr
    assert (kept / "mine").stat().st_size > 0

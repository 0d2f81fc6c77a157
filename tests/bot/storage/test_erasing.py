"""What was removed is gone from the bytes of the file, and nothing else of it has changed."""

from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.erasing import NotErasedError, _alone, _overwrite, erase, left_over, unused
from bot.storage.store import Storage
from tests.bot.storage.samples import answer, at, context, written
from tests.conftest import examples

SIZES = {"small": 30, "of a page": 900, "of several pages": 9000}


def filled(path: Path, seed: int, size: int) -> tuple[sqlite3.Connection, set[str]]:
    """A table of many words, of which some were changed and most removed, in any order; the words that are gone."""
    chance, database = random.Random(seed), sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA secure_delete = ON")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("BEGIN")
    database.execute("CREATE TABLE said (who TEXT, words TEXT, PRIMARY KEY (who)) WITHOUT ROWID")
    database.execute("CREATE TABLE kept (number INTEGER PRIMARY KEY, words TEXT)")
    database.execute("CREATE INDEX kept_words ON kept (words)")
    database.execute(
        "CREATE VIRTUAL TABLE answers_text USING fts5 (words, content = 'kept', content_rowid = 'number')"
    )
    words = [chance.randbytes(10).hex() for _ in range(300)]
    for number, word in enumerate(words):
        text = f"{word} {'z' * chance.randrange(size)}"
        database.execute("INSERT INTO said VALUES (?, ?)", (chance.randbytes(6).hex(), text))
        database.execute("INSERT INTO kept VALUES (?, ?)", (number, text))
        database.execute("INSERT INTO answers_text (rowid, words) VALUES (?, ?)", (number, text))
        if chance.random() < 0.5:
            database.execute("UPDATE kept SET words = words || 'and more' WHERE number = ?", (number - 1,))
    gone = set(chance.sample(words, 200))
    for word in gone:
        for number, text in database.execute(
            "SELECT number, words FROM kept WHERE words GLOB ?", (f"{word} *",)
        ).fetchall():
            was = text.removesuffix("and more")
            database.execute(
                "INSERT INTO answers_text (answers_text, rowid, words) VALUES ('delete', ?, ?)", (number, was)
            )
            database.execute("DELETE FROM kept WHERE number = ?", (number,))
        database.execute("DELETE FROM said WHERE words GLOB ?", (f"{word} *",))
    database.execute("COMMIT")
    return database, gone


def content(database: sqlite3.Connection) -> list[str]:
    return list(database.iterdump())


def remaining(words: set[str], path: Path) -> list[str]:
    """Which words are still in the files, whole or, as the full-text index has them, without their beginning."""
    held = b"".join(file.read_bytes() for file in path.parent.iterdir() if file.name.startswith(path.name))
    held = re.sub(rb"z+|\0+", b" ", held)  # what stands around them would be searched for each word
    return [word for word in words if word[8:].encode() in held]


@settings(max_examples=examples(5), deadline=None)
@given(seed=st.integers(0, 10**6), size=st.sampled_from(sorted(SIZES)))
def test_removed_words_are_gone_and_all_others_are_as_they_were(seed: int, size: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        database, gone = filled(path, seed, SIZES[size])
        before = [line for line in content(database) if "answers_text" not in line]
        database.close()
        erase(path, 1000)
        assert not remaining(gone, path)
        with closing(sqlite3.connect(path)) as after:
            assert after.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            after.execute("INSERT INTO answers_text (answers_text) VALUES ('integrity-check')")
            assert [line for line in content(after) if "answers_text" not in line] == before


def test_without_erasing_they_are_still_there(tmp_path: Path) -> None:
    """Otherwise the test above would prove nothing."""
    database, gone = filled(tmp_path / "log", 7, SIZES["of a page"])
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    assert remaining(gone, tmp_path / "log")


def test_a_reader_that_keeps_an_old_state_is_waited_for_and_then_said(tmp_path: Path) -> None:
    path = tmp_path / "log"
    database, _ = filled(path, 7, 900)
    database.execute("BEGIN")
    database.execute("SELECT count(*) FROM kept").fetchall()
    with closing(sqlite3.connect(path)) as writer, writer:
        writer.execute("DELETE FROM kept")
    with pytest.raises(NotErasedError, match="another program"):
        erase(path, 50)
    database.close()
    erase(path, 50)


def test_no_page_is_touched_while_a_reader_keeps_newer_ones_out_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "log"
    database, _ = filled(path, 7, 900)
    database.execute("BEGIN")
    database.execute("SELECT count(*) FROM kept").fetchall()
    with closing(sqlite3.connect(path, isolation_level=None)) as writer, closing(sqlite3.connect(path)) as other:
        writer.execute("DELETE FROM kept WHERE number < 9")
        with pytest.raises(NotErasedError), _alone(writer, other, 0.05):
            pytest.fail("the newest pages are not in the file")
        assert not writer.in_transaction
        database.execute("COMMIT")
        with _alone(writer, other, 0.05):
            assert writer.in_transaction
    database.close()


# what SQLite locks in the file beside the log while pages are moved: https://www.sqlite.org/walformat.html#wal_locks
_MOVING = """
import fcntl, sys
with open(sys.argv[1], "r+b") as shared:
    fcntl.lockf(shared, fcntl.LOCK_EX, 1, 121)
    print("moving", flush=True)
    sys.stdin.read()
"""


def test_no_page_is_touched_while_another_program_moves_newer_ones_into_the_file(tmp_path: Path) -> None:
    """What it has moved since a page was read here would be overwritten with zeros: the logbook would be damaged."""
    path = tmp_path / "log"
    database, _ = filled(path, 7, 900)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer, closing(sqlite3.connect(path)) as other:
        writer.execute("DELETE FROM kept WHERE number < 9")
        command = (sys.executable, "-c", _MOVING, f"{path}-shm")
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
            assert program.stdout is not None
            assert program.stdout.readline() == b"moving\n"
            with pytest.raises(NotErasedError, match="another program"), _alone(writer, other, 0.05):
                pytest.fail("the newest pages are on their way into the file")
            assert not writer.in_transaction
            program.communicate()
        with _alone(writer, other, 0.05):
            assert writer.in_transaction
    database.close()


def test_whoever_remembers_a_page_reads_it_anew(tmp_path: Path) -> None:
    """Otherwise the next write would bring back what was overwritten in the file."""
    path = tmp_path / "log"
    database, gone = filled(path, 7, 900)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.execute("SELECT * FROM said").fetchall()
    file = os.open(path, os.O_RDWR)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer, closing(sqlite3.connect(path)) as other:
        _overwrite(file, writer, other, 1.0)
    database.execute("UPDATE said SET words = upper(words)")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    os.close(file)
    assert not [word for word in gone if f"{word} z".encode() in path.read_bytes()]


@pytest.mark.slow
async def test_connections_that_remember_old_pages_do_not_bring_words_back(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        for number in range(240):
            who = ("alice", "bob")[number % 2]
            words = f"zebrafish {number} " * (1 + number % 40) if who == "alice" else f"marmoset {number}"
            await storage.logbook.record(answer(number, words), context(who, "one"), at(number))
            await storage.logbook.delivered(f"id{number:06}", "1" * (number % 19))
        assert await storage.logbook.forget("alice", "one") == 120
        for number in range(1, 240, 2):
            await storage.logbook.delivered(f"id{number:06}", "22")
            await storage.logbook.record(answer(1000 + number, "axolotl"), context("bob", "one"), at(number))
        assert len(await storage.logbook.mine("bob", "one", 1000)) == 240
        assert b"zebrafish" not in written(tmp_path)
    assert b"zebrafish" not in written(tmp_path)
    assert b"marmoset" in written(tmp_path)


def test_a_page_that_is_no_tree_has_no_unused_part() -> None:
    assert unused(bytes(4096), 2) == (0, 0)
    assert unused(b"\x0d" + b"\xff" * 4095, 2) == (0, 0), "a table of cells that leads nowhere"
    leaf = b"\x0d\x00\x00\x00\x01\x0f\xf0\x00" + b"\x0f\xf0" + b"left" + bytes(4082 - 16 - 4)
    page = leaf + bytes(4096 - len(leaf))
    assert unused(page, 2) == (10, 0xFF0)
    assert left_over(page, 2) == (10, 0xFF0)
    assert left_over(page.replace(b"left", bytes(4)), 2) == (0, 0)

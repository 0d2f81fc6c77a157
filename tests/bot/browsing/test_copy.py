"""The copy: what it shows, and that no byte of it holds what is hidden."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.browsing import visible
from bot.browsing.copy import PREFIX, passing_folder, redacted
from bot.browsing.pages import pages
from bot.browsing.visible import ANSWERS, LONGEST, TABLES
from bot.config import Config, StorageSection
from bot.discord.running import open_parts
from bot.storage.database import FILE
from bot.storage.selection import Selection
from bot.storage.store import Storage
from corpus.errors import StorageError
from tests.bot.storage.samples import answer, at, context, written

ALL = Selection(everywhere=True)
GUILD = Selection(server="guild")


def rows(copy: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as database:
        return database.execute(sql).fetchall()


def pseudonyms(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "logbook.sqlite3")) as database:
        sql = "SELECT asker FROM answers WHERE asker IS NOT NULL UNION SELECT asker FROM feedback UNION SELECT asker FROM reports"
        return {row[0] for row in database.execute(sql)}


def test_nobody_can_be_found_in_it(logbook: Path) -> None:
    with redacted(logbook, ALL, names=False) as copy:
        held = copy.read_bytes()
        assert len(pseudonyms(logbook)) == 4  # alice, bob and carol in one server, alice in another
        hidden = [*pseudonyms(logbook), "SECRET", "guild", "papers", "m1", "c1", "before"]
        assert [word for word in hidden if word.encode() in held] == []
        assert b"proton dose?" in held


def test_with_names_the_words_that_are_withheld_stay_hidden(logbook: Path) -> None:
    with redacted(logbook, ALL, names=True) as copy:
        held = copy.read_bytes()
        assert all(name.encode() in held for name in pseudonyms(logbook))
        assert b"SECRETREPLY1" in held
        assert b"SECRETAUTHOR" not in written(logbook) + held
        assert b"reader-" in held
        assert b"SECRETWORDS" not in held
        assert b"SECRETFACT" not in held


def test_no_line_is_turned_in_a_browser(tmp_path: Path) -> None:
    async def asked() -> None:
        async with Storage.open(tmp_path) as storage:
            turned = answer(1, "how \u202egnol\u202c\x1b[31m?").model_copy(update={"unknown_words": ("\u2066x",)})
            await storage.logbook.record(turned, context(), at(1))
            await storage.feedback.report(turned.id, "guild", "bob", "\u202edd")

    asyncio.run(asked())
    with redacted(tmp_path, ALL, names=False) as copy:
        found = rows(copy, "SELECT question, unknown_words FROM answers UNION ALL SELECT reason, '' FROM reports")
    assert found == [("how \ufffdgnol\ufffd\ufffd[31m?", '["\ufffdx"]'), ("\ufffddd", "")]


DAMAGED = (
    *(
        f"UPDATE answers SET {column} = CAST(X'ff5bfe' AS TEXT) WHERE id = 'id000001'"  # noqa: S608  # names are ours
        for column in ("question", "text", "dois", "unknown_words", "library", "asker", "asked_at")
    ),
    "UPDATE quotes SET text = CAST(X'ff5bfe' AS TEXT)",
    "UPDATE feedback SET reason = CAST(X'ff5bfe' AS TEXT)",
    "UPDATE reports SET reason = CAST(X'ff5bfe' AS TEXT)",
    "UPDATE notes SET note = CAST(X'ff5bfe' AS TEXT)",
    "UPDATE day_gaps SET word = CAST(X'ff5bfe' AS TEXT)",
)


def test_bytes_that_are_no_text_hide_no_other_row(logbook: Path, tmp_path: Path) -> None:
    """A damaged cell ended “marrow log browse” for all; a damaged day its first page, and a damaged list the facets."""
    shutil.copytree(logbook, tmp_path / "data")
    with closing(sqlite3.connect(tmp_path / "data" / FILE)) as database, database:
        for statement in DAMAGED:
            database.execute(statement)

    async def opened(copy: Path) -> list[int]:
        with pages(copy, names=True) as shown:
            return [
                (await shown.client.get(path)).status_code
                for path in ("/logbook", "/logbook/answers", "/logbook/gaps")
            ]

    with redacted(tmp_path / "data", ALL, names=True) as copy:
        assert rows(copy, "SELECT question, dois FROM answers WHERE id = 'id000001'") == [("\ufffd[\ufffd", "[]")]
        assert rows(copy, "SELECT question FROM answers WHERE id = 'id000003'") == [("proton dose?",)]
        assert asyncio.run(opened(copy)) == [200, 200, 200]


def test_its_tables_are_those_that_may_be_seen(logbook: Path) -> None:
    with redacted(logbook, ALL, names=False) as copy:
        found = {name for (name,) in rows(copy, "SELECT name FROM sqlite_schema WHERE type = 'table'")}
        assert {name for name in found if not name.startswith("answers_fts")} == {
            "answers", "quotes", "feedback", "reports", "notes", "gaps",
        }  # fmt: skip


def test_rows_arrive_as_they_are(logbook: Path) -> None:
    with redacted(logbook, ALL, names=False) as copy:
        asked = rows(copy, "SELECT id, day, question, outcome, dois, withheld FROM answers ORDER BY id")
        assert asked[0] == ("id000001", "2026-11-23", "how long was follow-up?", "answered", '["10.1234/x"]', None)
        assert asked[4] == ("id000005", "2026-11-25", "", "answered", "[]", "opt-out")
        assert rows(copy, "SELECT answer, text, start, stop FROM quotes")[0] == (
            "id000001", "The median was 54.4 months.", 10, 37,
        )  # fmt: skip
        assert rows(copy, "SELECT answer, helpful, reason FROM feedback") == [("id000001", 0, "too short")]
        assert rows(copy, "SELECT answer, reason FROM reports") == [("id000002", "looks odd"), ("id000005", "")]
        assert rows(copy, "SELECT answer, note FROM notes") == [("id000002", "see the paper")]
        assert rows(copy, "SELECT * FROM gaps") == [("2026-11-24", "proton", 1, "10.9999/p")]
        found = "SELECT id FROM answers WHERE rowid IN (SELECT rowid FROM answers_fts('PROTON'))"
        assert rows(copy, found) == [("id000003",)]


def test_one_server_alone(logbook: Path) -> None:
    with redacted(logbook, GUILD, names=False) as copy:
        assert len(rows(copy, "SELECT id FROM answers")) == 4
        assert b"elsewhere asked" not in copy.read_bytes()
    with redacted(logbook, Selection(server="other"), names=False) as copy:
        counts = {table.name: rows(copy, f"SELECT count(*) FROM {table.name}")[0][0] for table in TABLES}  # noqa: S608
        assert counts == {"answers": 1, "quotes": 1, "feedback": 0, "reports": 0, "notes": 0, "gaps": 0}


def test_what_leads_to_a_person_is_marked_so() -> None:
    named = {column.name for column in ANSWERS.columns if column.naming}
    assert named == {"asker", "server", "channel", "message", "reply"}


def test_it_goes_when_the_browser_is_done(logbook: Path) -> None:
    with redacted(logbook, ALL, names=False) as copy:
        assert copy.parent.stat().st_mode & 0o777 == 0o700
    assert not copy.parent.exists()
    assert not list(logbook.glob(f"{PREFIX}*"))


async def test_the_bot_writes_while_it_is_copied_and_after(logbook: Path) -> None:
    async with Storage.open(logbook) as storage:
        with redacted(logbook, ALL, names=False) as copy:
            await storage.facts.put("later", "1")
            assert len(rows(copy, "SELECT id FROM answers")) == 5


def test_the_copy_of_a_killed_process_goes_at_the_next_opening(tmp_path: Path) -> None:
    script = (
        "import os, pathlib; from bot.browsing.copy import passing_folder\n"
        "with passing_folder(pathlib.Path('.')) as folder: print(folder, flush=True); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path, env={"PYTHONPATH": str(Path(__file__).parents[3])}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    left = tmp_path / killed.stdout.strip()
    assert left.name.startswith(PREFIX)
    assert left.is_dir()
    with passing_folder(tmp_path) as one, passing_folder(tmp_path) as two:
        assert not left.exists()
        assert one.exists()
        assert two.exists()


def test_a_logbook_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no logbook"), redacted(tmp_path, ALL, names=False):
        pass
    (tmp_path / "logbook.sqlite3").write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    with pytest.raises(StorageError, match="could not be copied"), redacted(tmp_path, ALL, names=False):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["logbook.sqlite3"]


async def test_a_cell_is_only_so_long(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        long = answer(1).model_copy(update={"text": "骨" * (LONGEST + 1), "quotes": ()})
        await storage.logbook.record(long, context("alice"), at(0))
    with redacted(tmp_path, ALL, names=False) as copy:
        assert rows(copy, "SELECT length(text), latency_ms FROM answers") == [(LONGEST, long.latency_ms)]
        assert LONGEST * 4 < visible.LONGEST_READ


async def test_it_goes_when_the_bot_starts_too(tmp_path: Path) -> None:
    left, held = tmp_path / f"{PREFIX}left", tmp_path / "data.txt"
    left.mkdir()
    (left / "logbook.db").write_text("words of somebody")
    held.write_text("kept")
    with passing_folder(tmp_path) as used:
        left.mkdir()
        async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))):
            assert (left.exists(), used.exists(), held.read_text()) == (False, True, "kept")


def test_a_link_with_the_name_of_such_a_folder_is_not_followed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").write_text("mine")
    data = tmp_path / "data"
    data.mkdir()
    (data / f"{PREFIX}link").symlink_to(kept)
    (data / f"{PREFIX}file").write_text("no folder")
    with passing_folder(data):
        pass
    assert (kept / "file").read_text() == "mine"

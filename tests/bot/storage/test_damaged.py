"""What is found again in the logbook is read as if it were hostile: damage is a sentence and a fallback, for its owner alone."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.models import Turn
from bot.storage.database import FILE
from bot.storage.selection import Selection
from bot.storage.servers import ServerSettings
from bot.storage.store import Storage
from tests.bot.storage.samples import NOON, answer, at, context

WRONG = {"deep": "[" * 100_000, "no JSON": "{", "another thing": '{"a": 1}', "a number": "5", "nothing": "null"}
COLUMNS = (
    "dois",
    "keys",
    "matched",
    "unmatched",
    "searched_also",
    "unknown_words",
    "runners",
    "read_with",
    "scope",
)


def damage(data_dir: Path, sql: str, *values: object) -> None:
    """Change the file with nothing of ours."""
    database = sqlite3.connect(data_dir / FILE)
    database.execute(sql, values)
    database.commit()
    database.close()


async def fill(data_dir: Path) -> None:
    async with Storage.open(data_dir) as storage:
        for number, server in enumerate(("one", "two")):
            asked = context("alice", server).model_copy(update={"scope": ("10.1234/x",), "message": f"m{number}"})
            await storage.logbook.record(answer(number), asked, at(number))
            await storage.shown.keep(answer(number), asked, public=True)
            await storage.conversations.keep("c", server, "alice", Turn(question="before"), NOON)
            await storage.servers.put(ServerSettings(server=server, visibility="public"))
            await storage.listings.keep(server, {"author": "Kang"})


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    asyncio.run(fill(folder))
    return folder


@pytest.fixture
def data_dir(filled: Path, tmp_path: Path) -> Path:
    """A data folder with two servers' rows: made once, and copied for each test."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("column", COLUMNS)
async def test_a_damaged_column_of_a_row_is_left_out_and_said(
    data_dir: Path, caplog: pytest.LogCaptureFixture, column: str, wrong: str
) -> None:
    damage(data_dir, f"UPDATE answers SET {column} = ? WHERE server = 'one'", WRONG[wrong])  # noqa: S608
    async with Storage.open(data_dir) as storage:
        page = await storage.reader.page(Selection(everywhere=True))
        assert [entry.id for entry in page.entries] == ["id000001", "id000000"]
        assert not getattr(page.entries[1], column)
        assert (await storage.reader.whole("id000001", Selection(server="two"))) is not None
    assert f"“{column}” of answer id000000 cannot be read" in caplog.text
    assert WRONG["deep"][:20] not in caplog.text


@pytest.mark.parametrize("wrong", WRONG)
async def test_damaged_settings_keep_nothing_and_are_no_other_servers_trouble(
    data_dir: Path, caplog: pytest.LogCaptureFixture, wrong: str
) -> None:
    damage(data_dir, "UPDATE servers SET settings = ? WHERE server = 'one'", WRONG[wrong])
    async with Storage.open(data_dir) as storage:
        everyone = {one.server: one for one in await storage.servers.all()}
        assert everyone["one"] == await storage.servers.get("one")
        assert (everyone["one"].logging, everyone["one"].visibility) == ("off", "private")
        assert everyone["two"] == ServerSettings(server="two")
        await storage.servers.put(ServerSettings(server="one"))
        assert await storage.servers.get("one") == ServerSettings(server="one")
    assert "what is set in server one cannot be read" in caplog.text


async def test_settings_that_name_another_server_are_not_its_own(data_dir: Path) -> None:
    damage(data_dir, "UPDATE servers SET settings = ? WHERE server = 'one'", '{"server": "two"}')
    async with Storage.open(data_dir) as storage:
        assert (await storage.servers.get("one")).logging == "off"


@pytest.mark.parametrize("wrong", WRONG)
async def test_damaged_buttons_turns_and_lists_are_not_there(data_dir: Path, wrong: str) -> None:
    async with Storage.open(data_dir) as storage:
        token = await storage.listings.keep("one", {"author": "Kang"})
    for sql in (
        "UPDATE shown SET quotes = ? WHERE server = 'one'",
        "UPDATE conversations SET turn = ? WHERE server = 'one'",
        "UPDATE listings SET spec = ? WHERE server = 'one'",
    ):
        damage(data_dir, sql, WRONG[wrong])
    async with Storage.open(data_dir) as storage:
        assert await storage.shown.get("id000000", "one") is None
        assert await storage.shown.get("id000001", "two") is not None
        assert await storage.conversations.last("c", "one", NOON, timedelta(1)) is None
        assert await storage.conversations.last("c", "two", NOON, timedelta(1)) is not None
        if wrong != "another thing":
            assert await storage.listings.get(token, "one") is None
        assert await storage.listings.keep("one", {"author": "Kang"}) == token


@pytest.mark.parametrize("wrong", WRONG)
async def test_damaged_turns_do_not_stand_in_the_way_of_forgetting(data_dir: Path, wrong: str) -> None:
    damage(data_dir, "UPDATE answers SET read_with = ?", WRONG[wrong])
    damage(data_dir, "UPDATE conversations SET turn = ?", WRONG[wrong])
    async with Storage.open(data_dir) as storage:
        assert await storage.logbook.forget("alice", "one") == 1
        assert [entry.server for entry in await storage.logbook.recent()] == ["two"]


async def test_a_moment_that_is_none_does_not_hide_the_row(data_dir: Path) -> None:
    damage(data_dir, "UPDATE answers SET asked_at = 'yesterday' WHERE server = 'one'")
    async with Storage.open(data_dir) as storage:
        assert await storage.logbook.get("id000000") is not None


@pytest.mark.parametrize("table", ["days", "feedback", "reports", "notes", "readings"])
async def test_one_damaged_row_hides_no_record_no_list_and_no_figures(data_dir: Path, table: str) -> None:
    """A moment that is none, of a note or of who read it, hid the answer's whole record and all readings; a day, all figures."""
    one = Selection(server="one")
    async with Storage.open(data_dir) as storage:
        await storage.feedback.judge("id000000", "one", "bob", False, "short")
        await storage.feedback.report("id000000", "one", "bob", "odd")
        for _ in range(2):
            await storage.reader.note("id000000", "one", "mona", "see Table 2")
            await storage.reader.read("one", "mona", "show", "id000000")
        await storage.logbook.record(answer(7), context("alice", "one"), NOON)
    first = "true" if table in ("days", "feedback") else f"number = (SELECT min(number) FROM {table})"  # noqa: S608
    damage(data_dir, f"UPDATE {table} SET {'day' if table == 'days' else 'at'} = '2026-99-99' WHERE {first}")  # noqa: S608
    async with Storage.open(data_dir) as storage:
        whole, stats = await storage.reader.whole("id000000", one), await storage.reader.stats(one)
        readings = await storage.reader.readings(one)
        verdicts, reports = await storage.feedback.verdicts("id000000"), await storage.feedback.reports("id000000")
    assert whole is not None
    lost = {"feedback": 0, "reports": 1, "notes": 2, "readings": 3}.get(table)
    sound = [1, 1, 2, 2]
    if lost is not None:
        sound[lost] -= 1
    assert [len(part) for part in (whole.verdicts, whole.reports, whole.notes, whole.readings)] == sound
    assert [len(readings), len(verdicts), len(reports)] == [sound[3], *sound[:2]]
    assert (stats.outcomes, len(stats.days)) == ({"answered": 2}, 0 if table == "days" else 1)


async def test_a_row_that_cannot_be_changed_does_not_keep_the_clock_from_the_others(data_dir: Path) -> None:
    """Nor does it keep it going for ever."""
    damage(
        data_dir,
        "CREATE TRIGGER stays BEFORE DELETE ON answers WHEN old.id = 'id000002' BEGIN SELECT raise(IGNORE); END",
    )
    async with Storage.open(data_dir) as storage:
        for number in range(2, 6):
            await storage.logbook.record(answer(number), context("bob", "one"), at(number))
        async with asyncio.timeout(60):
            assert await storage.retention.expire("one", at(5)) == 4
        assert {entry.id for entry in await storage.logbook.recent()} == {"id000001", "id000002", "id000005"}


async def test_what_a_wrong_clock_dated_goes_with_what_was_written_after_it(tmp_path: Path) -> None:
    ten_years = timedelta(days=3650)
    async with Storage.open(tmp_path) as storage:
        await storage.logbook.record(answer(1), context("alice", "one"), NOON + ten_years)
        await storage.logbook.record(answer(2), context("alice", "one"), at(2))
        await storage.logbook.record(answer(3), context("alice", "one"), NOON + timedelta(days=9) + ten_years)
        await storage.conversations.keep("c", "one", "alice", Turn(question="q"), NOON + ten_years)
        now = NOON + timedelta(days=8)
        assert await storage.conversations.last("c", "one", now, timedelta(days=1)) is None
        assert await storage.retention.fade("one", at(1), now) == 0
        assert await storage.retention.fade("one", at(3), now) == 2
        assert await storage.retention.expire("one", at(3), now) == 2
        assert [entry.id for entry in await storage.logbook.recent()] == ["id000003"]
        assert await storage.conversations.last("c", "one", NOON + ten_years, None) is None


async def test_readings_that_a_wrong_clock_dated_fade_and_go(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        for server in ("one", "two"):
            await storage.reader.read(server, "mona", "show", "id000001")
        damage(tmp_path, "UPDATE readings SET at = '2046-01-01T00:00:00.000000+00:00'")
        now = datetime.now(UTC)
        await storage.retention.fade("one", now - timedelta(days=9), now)
        (faded,) = await storage.reader.readings(Selection(server="one"))
        assert faded.reader == "forgotten"
        await storage.retention.expire("one", now - timedelta(days=9), now)
        assert await storage.reader.readings(Selection(server="one")) == ()
        assert len(await storage.reader.readings(Selection(server="two"))) == 1


async def test_bytes_that_are_no_text_are_their_rows_trouble_alone(data_dir: Path) -> None:
    """A flipped bit in one cell let no list of opt-outs, settings or rows be read, in any server."""
    async with Storage.open(data_dir) as storage:
        await storage.members.opt_out("carol", "one")
    for table in ("answers", "shown", "conversations", "servers", "opted_out"):
        column = {"answers": "question", "servers": "settings"}.get(table, "asker")
        damage(data_dir, f"UPDATE {table} SET {column} = CAST(X'C328FF' AS TEXT) WHERE server = 'one'")  # noqa: S608
    async with Storage.open(data_dir) as storage:
        page = await storage.reader.page(Selection(everywhere=True))
        assert [(one.id, "\ufffd" in one.question) for one in page.entries] == [
            ("id000001", False),
            ("id000000", True),
        ]
        assert not await storage.members.opted_out("alice", "two")
        assert [(one.server, one.logging) for one in await storage.servers.all()] == [
            ("one", "off"),
            ("two", None),
        ]
        assert await storage.shown.get("id000000", "one") is not None
        mine = [one async for rows in storage.logbook.export_mine("alice", "two") for one in rows]
        assert mine[0]["id"] == "id000001"
        assert await storage.logbook.forget("alice", "two") == 1

"""Rows of every kind that waited go into the logbook with one another, can be found there, and it is said how many."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from pathlib import Path

import pytest

from bot.storage import inserting
from bot.storage.logbook import Logbook
from bot.storage.rows import answer_row
from bot.storage.selection import Selection
from bot.storage.spool import BROKEN, WAITING, Spool
from bot.storage.store import Storage
from tests.bot.storage.conftest import found
from tests.bot.storage.samples import NOON, answer, context, held_by_another
from tests.bot.storage.test_spool_file import ALICE, state

pytestmark = pytest.mark.usefixtures("begun_log")


def row(number: int, question: str = "how long was follow-up?", text: str = "> no") -> dict[str, object]:
    return answer_row(answer(number, question).model_copy(update={"text": text}), context(), ALICE, NOON)


@pytest.fixture
async def begun(tmp_path: Path) -> Path:
    """A data folder in which a logbook was opened before."""
    async with Logbook.open(tmp_path):
        return tmp_path


async def test_what_follows_a_state_or_the_id_of_a_message_is_written_too(begun: Path) -> None:
    waiting = Spool(begun)
    late = {"id": "id000001", "reply": "m7"}
    waiting.append([row(1), state(1, ALICE), late, row(2), {"answer": "id000001", "sent": "m8"}, row(3)])
    async with Storage.open(begun) as storage:
        assert storage.logbook.waiting() == 0
        replies = {entry.id: entry.reply for entry in await storage.logbook.recent()}
        assert replies == {"id000001": "m7", "id000002": None, "id000003": None}
        whole = await storage.logbook.get("id000003")
        assert whole is not None
        assert [quote.text for quote in whole.quotes] == ["The median was 54.4 months."]
        kept = await storage.shown.get("id000001", "guild")
        assert kept is not None
        assert kept.message == "m8"


async def test_rows_of_one_transaction_are_all_written_and_none_twice(begun: Path) -> None:
    late = {"id": "id000001", "reply": "m7"}
    async with Storage.open(begun) as storage:
        for _ in range(2):
            rows = [state(1, ALICE), row(1), late, row(2)]
            await storage.logbook._database.write(partial(inserting.insert, rows=rows))
        assert {entry.id: entry.reply for entry in await storage.logbook.recent()} == {
            "id000001": "m7",
            "id000002": None,
        }
        quotes = await storage.logbook._database.rows("SELECT text FROM quotes")
        assert [one["text"] for one in quotes] == ["The median was 54.4 months."] * 2


async def test_why_the_spool_is_not_read_in_is_said_once(begun: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = begun / "spool" / WAITING
    file.mkdir(mode=0o700, parents=True)
    file.parent.chmod(0o700)
    async with Logbook.open(begun) as book:
        for _ in range(2):
            assert not await book._catching_up.now()
        said = f"What waits in the spool is not read in yet: {file} cannot be used: Is a directory."
        assert [record.getMessage() for record in caplog.records] == [said]
        file.rmdir()
        assert await book._catching_up.now()
        file.mkdir()
        assert not await book._catching_up.now()
        assert [record.getMessage() for record in caplog.records] == [said, said]  # it was well meanwhile
        file.rmdir()


async def test_why_the_logbook_cannot_be_written_is_said_once_with_what_to_do(
    begun: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with Storage.open(begun, busy_timeout_ms=20) as storage:
        with held_by_another(begun):
            Spool(begun).append([row(1)])
            for _ in range(2):
                assert not await storage.logbook._catching_up.now()
        assert [record.getMessage() for record in caplog.records] == [
            "The logbook cannot be written (database is locked); rows are kept in the spool beside it and read in as soon as it "
            "can be written. Run “marrow doctor”."
        ]
        assert await storage.logbook._catching_up.now()


async def test_more_lines_than_one_transaction_takes_are_all_read_in(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inserting, "AT_ONCE", 2)
    Spool(begun).append([row(number) for number in range(1, 6)])
    async with Storage.open(begun) as storage:
        assert len(await storage.logbook.recent()) == 5


async def test_what_waited_is_found_by_two_signs_of_its_question_and_of_its_reply(begun: Path) -> None:
    Spool(begun).append([row(1, "骨転移の治療"), row(2, "treatment", "> 放射線"), row(3, "", "")])
    async with Storage.open(begun) as storage:
        for text, numbers in (("転移", [1]), ("放射", [2]), ("転射", []), ("XX", [])):
            assert await found(storage, Selection(server="guild", text=text)) == numbers


async def test_how_many_lines_were_read_in_and_how_many_were_none_is_said(
    begun: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Spool(begun).append([row(1), row(2)])
    with (begun / "spool" / WAITING).open("ab") as file:
        file.write(b"none\nneither\nnor this\n")
    async with Logbook.open(begun):
        pass
    assert [record.getMessage() for record in caplog.records] == [
        "What had waited in the spool is in the logbook now (lines: 2).",
        f"3 lines of the spool are no rows of a logbook; they are set aside in spool/{BROKEN}.",
    ]


class _Another(logging.Handler):
    """Another process, which writes to the spool just when this one has read it in."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder, self.rows = folder, [row(2)]

    def emit(self, record: logging.LogRecord) -> None:
        if self.rows:
            Spool(self._folder).append([self.rows.pop()])


async def test_what_comes_while_the_rest_is_read_in_is_read_in_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inserting, "AGAIN", 0.01)
    log, another = logging.getLogger("marrow.storage"), _Another(tmp_path)
    async with Logbook.open(tmp_path) as book:
        log.addHandler(another)
        try:
            await book._catching_up.later([row(1)])
            assert book._catching_up._trying is not None
            await asyncio.wait_for(book._catching_up._trying, 120)
        finally:
            log.removeHandler(another)
        assert not another.rows
        assert (book.waiting(), {entry.id for entry in await book.recent()}) == (0, {"id000001", "id000002"})


async def test_a_row_that_the_logbook_passes_over_waits_in_the_spool(begun: Path) -> None:
    """SQLite gives no error for it, so that an answer was shown of which no row was kept."""
    async with Storage.open(begun) as storage:
        await storage.logbook._database.write(
            lambda connection: connection.execute(
                "CREATE TRIGGER away BEFORE INSERT ON answers BEGIN SELECT RAISE(IGNORE); END"
            )
        )
        await storage.logbook.record(answer(1), context(), NOON)
        assert storage.logbook.waiting() == 1
        await storage.logbook._database.write(lambda connection: connection.execute("DROP TRIGGER away"))
    async with Storage.open(begun) as storage:
        assert [entry.id for entry in await storage.logbook.recent()] == ["id000001"]

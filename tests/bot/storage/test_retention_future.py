"""Rows that a wrong clock dated into the future: they go with what came after them, by either clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage import selection
from bot.storage.store import Storage
from tests.bot.storage.samples import at, pinned
from tests.bot.storage.test_retention import FAR, ask, column

pytestmark = pytest.mark.usefixtures("begun_log")


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with Storage.open(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("clock", ["fade", "expire"])
async def test_what_a_wrong_clock_dated_into_the_future_goes_with_the_rows_after_it(
    storage: Storage, clock: str
) -> None:
    for number, moment in ((1, at(1)), (2, FAR), (3, at(3)), (4, FAR)):
        await ask(storage, number, "one", moment)
    turn = getattr(storage.retention, clock)
    assert await turn("one", at(1), at(10)) == 0  # no row after it is old enough
    assert await turn("one", at(9)) == 2  # without a clock to trust
    await ask(storage, 5, "one", at(5))
    assert await turn("one", at(9), FAR - timedelta(days=1)) == 1  # the fifth: a day is no mistake
    await ask(storage, 6, "one", at(6))
    assert await turn("one", at(9), at(10)) == 3  # the sixth, and the two before it


async def test_only_a_later_row_that_is_old_itself_tells_that_the_clock_was_wrong(storage: Storage) -> None:
    await ask(storage, 1, "one", FAR)
    await ask(storage, 2, "one", at(2))
    assert await storage.retention.expire("one", at(2), at(10)) == 0
    assert await storage.retention.expire("one", at(3), at(10)) == 2


async def test_readings_and_pins_of_the_future_go_too(storage: Storage) -> None:
    await storage.reader.read("one", "moderator", "show", "id000001")
    await ask(storage, 1, "one", at(8))
    pin = pinned("a" * 12, "one", "id000001", "zebrafish?")
    await storage.pins.add(pin, storage.pins.known_by("one", {"zebrafish"}), "moderator")
    await storage.pins.undo(pin.id, "one", "moderator")
    future, soon = selection.written(FAR), selection.written(at(2))
    for sql, moments in (
        ("UPDATE readings SET at = ?", (future,)),
        ("UPDATE pins SET at = ?, undone_at = ?", (soon, future)),
    ):
        await storage.logbook._database.execute(sql, moments)
    names = (
        "SELECT reader = 'forgotten' FROM readings UNION ALL SELECT author IS NULL FROM pins "
        "UNION ALL SELECT undone_by IS NULL FROM pins"
    )
    await storage.retention.fade("one", at(2))
    assert await column(storage, names) == [0, 0, 0]
    await storage.retention.fade("one", at(2), at(3))
    assert await column(storage, names) == [1, 0, 1]  # the pin itself was made at that very moment
    await storage.logbook._database.execute("UPDATE pins SET at = ?", (future,))
    await storage.retention.fade("one", at(2), at(3))
    assert await column(storage, names) == [1, 1, 1]
    assert await storage.retention.expire("one", at(2)) == 0
    assert await column(storage, "SELECT count(*) FROM readings") == [1]
    assert await storage.retention.expire("one", at(2), at(3)) == 1  # the pin's words
    assert await column(storage, "SELECT count(*) FROM readings") == [0]
    assert await column(storage, "SELECT question FROM pins") == [None]


async def test_a_pin_that_was_begun_and_not_finished_goes_once_it_is_old_or_dated_into_the_future(
    storage: Storage,
) -> None:
    for draft, moment in (("a", at(1)), ("b", at(5)), ("c", FAR)):
        token = await storage.listings.keep("one", {"pin": draft})
        await storage.logbook._database.execute(
            "UPDATE listings SET at = ? WHERE token = ?", (selection.written(moment), token)
        )
    await storage.listings.keep("one", {"keyword": '{"pin": '}, "alice")  # words that look like one
    drafts = "SELECT at FROM listings WHERE asker IS NULL ORDER BY at"
    await storage.retention.drop_receipts(at(3))
    assert await column(storage, drafts) == [selection.written(moment) for moment in (at(5), FAR)]
    await storage.retention.drop_receipts(at(3), at(4))
    assert await column(storage, drafts) == [selection.written(at(5))]
    assert await column(storage, "SELECT count(*) FROM listings") == [2]

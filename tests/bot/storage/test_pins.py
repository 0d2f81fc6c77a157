"""Pins in a real database: found by likeness in their own server, replaced, taken back, kept as history, forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage import pins as room
from bot.storage.pins import Pin
from bot.storage.pseudonyms import rotate
from bot.storage.selection import Selection
from bot.storage.store import Storage
from tests.bot.storage.samples import NOON, answer, at, context, pinned, written

pytestmark = pytest.mark.usefixtures("begun_log")

HERE = Selection(server="guild")
ALIKE = frozenset({"how | of | sleep tea"})


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with Storage.open(tmp_path) as opened:
        yield opened


def known(storage: Storage, *alike: str) -> tuple[tuple[str, ...], ...]:
    return storage.pins.known_by("guild", alike or ALIKE)


async def ids(storage: Storage, server: str | None = "guild", alike: frozenset[str] = ALIKE) -> list[str]:
    return [one.id for one in await storage.pins.matching(server, alike)]


async def test_a_pin_is_found_by_what_is_alike_in_its_own_server_alone(storage: Storage) -> None:
    kept = pinned("a" * 12, "guild", "id000001", "sleep of tea?", "The median was 54.4 months.")
    assert await storage.pins.add(kept, known(storage), "moderator")
    (found,) = await storage.pins.matching("guild", {"slip", *ALIKE})
    assert found.sentences == kept.sentences
    assert found.at == NOON
    assert await ids(storage, "other") == await ids(storage, None) == []
    assert await ids(storage, alike=frozenset({"how | of | coffee sleep"})) == []
    assert await storage.pins.any("guild")
    assert not await storage.pins.any("other")


async def test_a_new_pin_takes_the_place_of_the_old_one_which_stays_as_history(storage: Storage) -> None:
    for letter in "ab":
        await storage.pins.add(
            pinned(letter * 12, "guild", "id000001", "sleep?"), known(storage), f"moderator {letter}"
        )
    assert await ids(storage) == ["b" * 12]
    newest, old = sorted(await storage.pins.all(HERE, 10, history=True), key=lambda one: one.undone_at is not None)
    assert old.id == "a" * 12
    assert old.undone_by == newest.author != old.author
    assert [one.id for one in await storage.pins.all(HERE, 10)] == ["b" * 12]


async def test_a_pin_is_taken_back_once_and_only_in_its_server(storage: Storage) -> None:
    await storage.pins.add(pinned("a" * 12, "guild", "id000001"), known(storage), "one")
    assert not await storage.pins.undo("a" * 12, "other", "two")
    assert await storage.pins.undo("a" * 12, "guild", "two")
    assert not await storage.pins.undo("a" * 12, "guild", "two")
    assert await ids(storage) == []
    gone = await storage.pins.get("aaaa", HERE)
    assert isinstance(gone, Pin)
    assert gone.undone_by is not None
    assert gone.undone_at is not None
    assert await storage.pins.get("aaaa", Selection(server="other")) is None


async def test_there_are_not_more_than_may_be(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST", 1)
    assert await storage.pins.add(pinned("a" * 12, "guild", "id000001"), known(storage), "one")
    assert not await storage.pins.add(pinned("b" * 12, "guild", "id000001"), known(storage, "another"), "one")
    assert await storage.pins.add(pinned("c" * 12, "guild", "id000001"), known(storage), "one")


async def test_a_pin_is_found_after_the_key_was_rotated(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.pins.add(pinned("a" * 12, "guild", "id000001"), known(storage), "one")
    rotate(tmp_path)
    async with Storage.open(tmp_path) as storage:
        assert await ids(storage) == ["a" * 12]
        await storage.pins.add(pinned("b" * 12, "guild", "id000001"), known(storage), "one")
        assert await ids(storage) == ["b" * 12]


async def test_its_words_go_with_the_question_and_it_stays_in_force(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        asked = answer(1, "zebrafish sleep?")
        await storage.logbook.record(asked, context("alice"), at(0))
        await storage.pins.add(
            pinned("a" * 12, "guild", asked.id, "zebrafish sleep?"), known(storage), "moderator"
        )
        assert await storage.logbook.forget("alice", "guild") == 1
        kept = await storage.pins.get("a" * 12, HERE)
        assert kept is not None
        assert kept.question is None
        assert await ids(storage) == ["a" * 12]
    assert b"zebrafish" not in written(tmp_path)


async def test_it_takes_no_words_of_a_question_that_was_removed_while_it_was_chosen(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        asked = answer(1, "zebrafish sleep?")
        await storage.logbook.record(asked, context("alice"), at(0))
        chosen = pinned("a" * 12, "guild", asked.id, "zebrafish sleep?")
        assert await storage.logbook.forget("alice", "guild") == 1
        assert await storage.pins.add(chosen, known(storage), "moderator")
        (kept,) = await storage.pins.all(HERE, 5)
        assert kept.question is None
        assert await ids(storage) == ["a" * 12]
    assert b"zebrafish" not in written(tmp_path)


async def test_both_clocks_take_its_words_and_its_names(storage: Storage) -> None:
    asked = answer(1, "zebrafish?")
    await storage.logbook.record(asked, context("alice"), at(0))
    await storage.pins.add(pinned("a" * 12, "guild", asked.id, "zebrafish?"), known(storage), "moderator")
    await storage.pins.undo("a" * 12, "guild", "moderator")
    later = NOON + timedelta(days=1)
    assert "guild" in await storage.servers.with_rows()
    await storage.retention.fade("guild", later, later)
    await storage.retention.expire("guild", later, later)
    kept = await storage.pins.get("a" * 12, HERE)
    assert kept is not None
    assert (kept.author, kept.question) == (None, None)


async def test_a_receipt_does_not_tell_which_pin_it_was(storage: Storage) -> None:
    given = answer(1).model_copy(update={"pin": "a" * 12, "kind": "pinned"})
    await storage.logbook.record(given, context().model_copy(update={"withheld": "opt-out"}), at(0))
    await storage.logbook.record(given.model_copy(update={"id": "id000002"}), context(), at(1))
    receipt, row = await storage.logbook.get("id000001"), await storage.logbook.get("id000002")
    assert receipt is not None
    assert row is not None
    assert (receipt.kind, receipt.pin) == ("content", None)
    assert (row.kind, row.pin) == ("pinned", "a" * 12)


async def test_a_damaged_pin_is_passed_over(tmp_path: Path, storage: Storage) -> None:
    await storage.pins.add(pinned("a" * 12, "guild", "id000001"), known(storage), "one")

    async def damage(connection: object) -> None:
        await connection.execute("UPDATE pins SET sentences = '{'")  # type: ignore[attr-defined]

    await storage.pins._database.write(damage)
    assert await ids(storage) == []
    assert await storage.pins.all(HERE, 10) == []

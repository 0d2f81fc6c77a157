"""What is a member's own: a reading list, the last look at a library, and wishes to be told."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.storage.awaited import MOST as WISHES
from bot.storage.pseudonyms import Pseudonyms, rotate
from bot.storage.saved import MOST
from bot.storage.store import Storage
from tests.bot.storage.samples import written

pytestmark = pytest.mark.usefixtures("begun_log")


async def test_a_reading_list_is_a_members_own_and_each_paper_stands_on_it_once(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        saved = storage.saved
        assert await saved.add("alice", "one", "bees", ["10.1/a", "10.1/b", "10.1/a"]) == "saved"
        both = (saved.add("alice", "one", "bees", ["10.1/c"]) for _ in range(2))
        assert sorted(await asyncio.gather(*both)) == ["saved", "there"]
        assert await saved.add("alice", "one", "bees", [f"10.2/{n}" for n in range(MOST)]) == "full"
        assert [one.key for one in await saved.of("alice", "one")] == ["10.1/c", "10.1/a", "10.1/b"]
        for who, server in (("bob", "one"), ("alice", "two"), ("alice", None)):
            assert await saved.of(who, server) == []
        assert await saved.drop("bob", "one") == 0
        assert await saved.drop("alice", "one", "10.1/a") == 1
    rotate(tmp_path)
    async with Storage.open(tmp_path) as storage:
        assert await storage.saved.add("alice", "one", "bees", ["10.1/b"]) == "there"
        assert await storage.saved.drop("alice", "one") == 2


async def test_a_look_is_kept_in_place_of_the_one_before_by_library_and_its_state_is_needed(
    tmp_path: Path,
) -> None:
    async with Storage.open(tmp_path) as storage:
        assert await storage.saved.last_look("alice", "one", "bees") is None
        await storage.saved.look("alice", "one", "bees", "s1")
        await storage.saved.look("alice", "one", "ants", "s2")
    rotate(tmp_path)
    async with Storage.open(tmp_path) as storage:
        await storage.saved.look("alice", "one", "bees", "s3")
        looks = [await storage.saved.last_look("alice", "one", library) for library in ("bees", "ants")]
        assert [look and look.snapshot for look in looks] == ["s3", "s2"]
        assert await storage.saved.last_look("bob", "one", "bees") is None
        assert await storage.logbook.snapshots() == {"s2", "s3"}


@pytest.mark.parametrize("clock", ["fade", "expire"])
async def test_reading_lists_and_looks_go_with_both_clocks(tmp_path: Path, clock: str) -> None:
    async with Storage.open(tmp_path) as storage:
        await storage.saved.add("alice", "one", "bees", ["10.1/a"])
        await storage.saved.look("alice", "one", "bees", "s1")
        assert await storage.servers.with_rows() == ["one"]
        turn = getattr(storage.retention, clock)
        await turn("one", datetime.now(UTC) - timedelta(days=1))
        assert len(await storage.saved.of("alice", "one")) == 1
        await turn("one", datetime.now(UTC) + timedelta(days=1))
        assert await storage.saved.of("alice", "one") == []
        assert await storage.saved.last_look("alice", "one", "bees") is None


async def test_who_wants_a_direct_message_is_known_by_the_key_alone_and_may_change_that(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        for direct in (False, True, True):
            assert await storage.awaited.add("a1", "one", "145607444398080001", direct)
        (wish,) = await storage.awaited.of("145607444398080001", "one")
        assert (wish.direct, wish.member, wish.held) == (True, "145607444398080001", False)
        assert b"145607444398080001" not in written(tmp_path)
        assert await storage.awaited.add("a1", "one", "145607444398080001")
        (wish,) = await storage.awaited.wishes("a1")
        assert (wish.direct, wish.member) == (False, None)


async def test_who_wants_again_what_ended_waits_again_and_what_came_stays_for_them(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        awaited = storage.awaited
        for name in ("came", "ended"):
            assert await awaited.add(name, "one", "alice")
        came, ended = await awaited.of("alice", "one")
        await awaited.hold(came)
        await awaited.end_for(ended)
        for name in ("came", "ended"):
            assert await awaited.add(name, "one", "alice", direct=True)
        assert [(one.held, one.ended, one.direct) for one in await awaited.of("alice", "one")] == [
            (True, False, True),
            (False, False, True),
        ]


async def test_a_wish_that_ended_takes_no_room_of_those_that_go_on(tmp_path: Path) -> None:
    async with Storage.open(tmp_path) as storage:
        awaited = storage.awaited
        for number in range(WISHES):
            assert await awaited.add(f"a{number}", "one", "alice")
        assert not await awaited.add("more", "one", "alice")
        assert await awaited.add("a0", "one", "alice", direct=True)
        await awaited.end_for((await awaited.of("alice", "one"))[1])
        assert await awaited.add("more", "one", "alice")
        assert not await awaited.add("even more", "one", "alice")
        assert len([one for one in await awaited.of("alice", "one") if not one.ended]) == WISHES


def test_a_sealed_id_opens_only_with_its_key_and_in_its_server() -> None:
    old, new = Pseudonyms(b"1" * 32), Pseudonyms(b"1" * 32, b"2" * 32)
    sealed = old.sealed("145607444398080001", "one") or ""
    assert sealed != old.sealed("145607444398080001", "one")
    assert new.unsealed(sealed, "one") == old.unsealed(sealed, "one") == "145607444398080001"
    others = (sealed[:-1] + ("0" if sealed[-1] != "0" else "1"), "sealed-", "", f"{sealed}0")
    assert [new.unsealed(other, "one") for other in others] == [None] * 4
    assert Pseudonyms(b"2" * 32).unsealed(sealed, "one") is None
    assert old.unsealed(sealed, "two") is None

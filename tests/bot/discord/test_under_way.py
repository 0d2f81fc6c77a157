"""A deletion waits for what has begun, and holds back for a moment what begins; in this process, or from the terminal."""

from __future__ import annotations

import asyncio
import fcntl
from pathlib import Path

import pytest

from bot.discord import pace as module
from bot.discord.pace import UnderWay
from bot.storage import folder
from bot.storage.folder import nothing_answered


async def work(under_way: UnderWay, until: asyncio.Event, done: list[str], name: str = "work") -> None:
    async with under_way.noted("1"):
        await until.wait()
        done.append(name)


async def test_a_deletion_waits_for_what_has_begun_in_its_server_and_no_longer_than_it_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "LAST", 3600)  # which nobody waits who has waited in vain
    under_way, until, done = UnderWay(), asyncio.Event(), list[str]()
    begun = asyncio.create_task(work(under_way, until, done))
    await asyncio.sleep(0)
    async with asyncio.timeout(60):
        async with under_way.stilled("1", 0) as ended, under_way.stilled("2", 0) as elsewhere:
            assert (ended, elsewhere) == (False, True)
    until.set()
    async with under_way.stilled("1", 60) as ended:
        assert (ended, done) == (True, ["work"])
    await begun


async def test_deletions_in_a_server_are_done_one_after_the_other() -> None:
    under_way, first, done = UnderWay(), asyncio.Event(), list[str]()

    async def deleted(name: str, until: asyncio.Event) -> None:
        async with under_way.stilled("1", 60):
            await until.wait()
            done.append(name)

    one = asyncio.create_task(deleted("one", first))
    await asyncio.sleep(0)
    at_once = asyncio.Event()
    at_once.set()
    others = [asyncio.create_task(deleted(name, at_once)) for name in ("two", "three")]
    async with under_way.noted("2"):
        await asyncio.sleep(0.01)
    assert done == []
    first.set()
    async with asyncio.timeout(60):
        await asyncio.gather(one, *others)
        await work(under_way, at_once, done)
    assert (done[0], sorted(done[1:3]), done[3:]) == ("one", ["three", "two"], ["work"])


async def test_what_begins_while_rows_are_removed_begins_after_it() -> None:
    under_way, until, done = UnderWay(), asyncio.Event(), list[str]()
    until.set()
    async with under_way.stilled("1", 60) as ended:
        later = asyncio.create_task(work(under_way, until, done))
        async with under_way.noted("2"):
            await asyncio.sleep(0)
        assert (ended, done) == (True, [])
    await asyncio.wait_for(later, 60)
    assert done == ["work"]


async def test_what_begins_while_a_deletion_waits_is_not_held_back_and_waited_for_a_moment_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "LAST", 0)
    under_way, first, never, done = UnderWay(), asyncio.Event(), asyncio.Event(), list[str]()
    begun = asyncio.create_task(work(under_way, first, done, "first"))
    await asyncio.sleep(0)

    async def deleted() -> bool:
        async with under_way.stilled("1", 60) as ended:
            return ended

    waiting = asyncio.create_task(deleted())
    await asyncio.sleep(0)
    later = asyncio.create_task(work(under_way, never, done, "later"))
    await asyncio.sleep(0)
    first.set()
    assert not await asyncio.wait_for(waiting, 60)
    assert done == ["first"]
    never.set()
    await asyncio.gather(begun, later)


async def test_the_terminal_waits_until_nothing_is_under_way_in_any_server(tmp_path: Path) -> None:
    under_way = UnderWay(tmp_path)

    async def elsewhere() -> None:
        async with under_way.noted("2"):
            pass

    async with under_way.noted("1"):
        await asyncio.create_task(elsewhere())
        async with nothing_answered(tmp_path, 0) as alone:
            assert not alone
    async with nothing_answered(tmp_path, 0) as alone:
        assert alone


async def test_nothing_is_held_back_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HELD", 0)
    under_way, until, done = UnderWay(), asyncio.Event(), list[str]()
    until.set()
    async with under_way.stilled("1", 60):
        await asyncio.wait_for(asyncio.create_task(work(under_way, until, done)), 60)
        assert done == ["work"]


async def test_what_begins_within_what_has_begun_is_not_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form's question is asked within the form: held back, it would be waited for in vain."""
    under_way, until = UnderWay(), asyncio.Event()

    async def form() -> None:
        async with under_way.noted("1"):
            await until.wait()
            async with under_way.noted("1"):
                pass

    begun = asyncio.create_task(form())
    await asyncio.sleep(0)
    monkeypatch.setattr(module, "LAST", 60)
    asyncio.get_running_loop().call_soon(until.set)
    async with under_way.stilled("1", 60) as ended:
        assert ended
    await begun


async def test_the_terminal_waits_for_the_bot_and_the_bot_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HELD", 60)
    under_way, until, done = UnderWay(tmp_path), asyncio.Event(), list[str]()
    begun = [asyncio.create_task(work(under_way, until, done, name)) for name in ("one", "two")]
    await asyncio.sleep(0.01)
    async with nothing_answered(tmp_path, 0) as alone:
        assert not alone
    until.set()
    async with nothing_answered(tmp_path, 60) as alone:
        assert (alone, sorted(done)) == (True, ["one", "two"])
        later = asyncio.create_task(work(under_way, until, done, "later"))
        await asyncio.sleep(3 * folder.LOOK)
        assert "later" not in done
    await asyncio.wait_for(asyncio.gather(*begun, later), 60)
    assert "later" in done


async def test_an_answer_waits_for_a_deletion_no_longer_than_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HELD", 0.01)
    under_way, until, done, waited = UnderWay(tmp_path), asyncio.Event(), list[str](), list[float]()
    until.set()

    async def held(data_dir: Path, within: float) -> tuple[int, bool] | None:
        waited.append(within)
        return await folder.held_by_bot(data_dir, within)

    monkeypatch.setattr(module, "held_by_bot", held)
    async with nothing_answered(tmp_path, 60):
        for _ in range(2):
            await asyncio.wait_for(work(under_way, until, done), 60)
    for _ in range(2):
        await work(under_way, until, done)
    assert (done, waited) == (["work"] * 4, [0.01, 0, 0, 0.01])


async def test_where_nothing_can_be_locked_members_are_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    until, done = asyncio.Event(), list[str]()
    until.set()
    await work(UnderWay(tmp_path / "gone"), until, done)

    def refused(file: int, how: int) -> None:
        raise OSError("no locks here")

    monkeypatch.setattr(fcntl, "flock", refused)
    await work(UnderWay(tmp_path), until, done)
    async with nothing_answered(tmp_path, 60) as alone:
        assert not alone
    assert done == ["work", "work"]

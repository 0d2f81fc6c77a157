"""So many questions in so many seconds, said once. A deletion waits for what has begun, and holds back for a moment what begins; in this process, or from the terminal."""

from __future__ import annotations

import asyncio
import fcntl
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord import pace as module
from bot.discord.pace import Allowance, Cooldown, Doubles, Pace, Turns, UnderWay, too_fast
from bot.storage import folder
from bot.storage.folder import nothing_answered


def test_the_sixth_in_the_window_waits_until_the_first_is_old() -> None:
    pace = Cooldown(5, 30)
    assert [pace.take("s", "m", float(n)).pace for n in range(5)] == [Pace.FINE] * 5
    allowed = pace.take("s", "m", 6.0)
    assert allowed == (Pace.TOLD, 24.0)
    assert pace.take("s", "m", 7.0).pace is Pace.QUIET
    assert pace.take("s", "m", 30.0).pace is Pace.FINE


def test_members_and_servers_have_windows_of_their_own() -> None:
    pace = Cooldown(1, 30)
    assert [pace.take(s, m, 0.0).pace for s, m in (("s", "m"), ("s", "n"), ("t", "m"), (None, "m"))] == [
        Pace.FINE
    ] * 4


@given(st.lists(st.floats(0, 20), max_size=60))
def test_no_window_ever_holds_more_than_allowed(gaps: list[float]) -> None:
    pace, now, let_through = Cooldown(3, 10), 0.0, []
    for gap in gaps:
        now += gap
        if pace.take("s", "m", now).pace is Pace.FINE:
            let_through.append(now)
    for start in let_through:
        assert sum(start <= at < start + 10 for at in let_through) <= 3


def test_members_who_have_long_been_calm_are_forgotten() -> None:
    pace = Cooldown(5, 30)
    for number in range(3000):
        pace.take("s", str(number), number * 1.0)
    assert len(pace._asked) < 1100


def test_a_member_is_told_once_and_again_only_after_a_question_was_let_through() -> None:
    pace = Cooldown(1, 30)
    said = [pace.take("s", "m", at).pace for at in (0.0, 1.0, 2.0, 29.9, 30.0, 31.0, 32.0)]
    assert said == [Pace.FINE, Pace.TOLD, Pace.QUIET, Pace.QUIET, Pace.FINE, Pace.TOLD, Pace.QUIET]
    assert pace.take("s", "other", 32.0).pace is Pace.FINE
    assert [pace.take("s", "m", at).wait for at in (40.0, 59.5)] == [20.0, 0.5]
    assert pace.take("s", "m", 60.0) == (Pace.FINE, 0.0)
    assert ("s", "m") not in pace._told  # nor is it kept that they were


def test_whoever_is_in_the_midst_of_a_window_is_not_forgotten_among_many() -> None:
    pace = Cooldown(1, 30)
    for number in range(1001):
        pace.take("s", str(number), 0.0)
    assert pace.take("s", "0", 29.0).pace is Pace.TOLD
    assert pace.take("s", "0", 29.5).pace is Pace.QUIET
    assert len(pace._asked) == 1001
    pace.take("s", "new", 29.9)
    assert len(pace._asked) == 1002
    pace.take("s", "newer", 30.0)  # now all of them are calm but the one that asked just before
    assert sorted(who for _, who in pace._asked) == ["new", "newer"]
    assert pace._told == {}


def test_the_sentence_names_a_moment_that_discord_counts_down_to() -> None:
    earliest, said, latest = time.time(), too_fast(Allowance(Pace.TOLD, 24.0)), time.time()
    found = re.fullmatch(r"That was quick\. Please ask again <t:(\d+):R>\.", said)
    assert found is not None
    assert earliest + 24 < int(found[1]) <= latest + 25


def test_what_is_done_again_in_time_is_a_double_of_its_own_kind() -> None:
    doubles = Doubles()
    assert not doubles.again(("press", "1"), 0.0, 10)
    assert doubles.again(("press", "1"), 9.9, 10)
    assert not doubles.again(("press", "2"), 9.9, 10)
    assert not doubles.again(("press", "1"), 10.0, 10)  # which counts from now on
    assert doubles.again(("press", "1"), 19.9, 10)


def test_the_newest_actions_are_those_remembered() -> None:
    doubles = Doubles(most=2)
    for at, what in enumerate(("a", "b", "a", "c")):
        assert not doubles.again((what,), at * 1.0, 1.5)
    assert doubles.again(("a",), 4.0, 10)  # done again after "b", which made room for "c"
    assert not doubles.again(("b",), 4.0, 10)


async def test_the_events_of_a_message_take_turns_and_only_the_last_edit_counts() -> None:
    turns, order, busy = Turns(), list[str](), asyncio.Event()

    async def event(name: str, message: int, edit: bool, wait: bool = False) -> bool:
        async with turns.taken(message, edit) as newest:
            order.append(name)
            if wait:
                await busy.wait()
            return newest

    first = asyncio.create_task(event("first", 1, False, wait=True))
    await asyncio.sleep(0)
    edits = [asyncio.create_task(event(name, 1, True)) for name in ("second", "third")]
    assert await event("elsewhere", 2, True)  # another message waits for none of them
    assert order == ["first", "elsewhere"]
    busy.set()
    assert [await first, *[await edit for edit in edits]] == [True, False, True]
    assert order == ["first", "elsewhere", "second", "third"]
    assert not turns._turns  # nothing is kept of a message that nobody waits for


def test_who_was_told_in_private_is_told_once_where_they_write_too() -> None:
    pace = Cooldown(1, 30)
    assert [pace.take("s", "m", at).pace for at in (0.0, 1.0)] == [Pace.FINE, Pace.TOLD]
    assert [pace.take("s", "m", at, "message").pace for at in (2.0, 3.0)] == [Pace.TOLD, Pace.QUIET]
    assert pace.take("s", "m", 4.0).pace is Pace.QUIET


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


async def test_the_terminal_waits_for_the_bot_and_the_bot_for_it(tmp_path: Path) -> None:
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

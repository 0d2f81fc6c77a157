"""So many questions in so many seconds, said once; what is done twice; the events of one message in turn."""

from __future__ import annotations

import asyncio
import re
import time

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.pace import Allowance, Cooldown, Doubles, Pace, Turns, too_fast


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

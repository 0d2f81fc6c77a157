"""So many questions in so many seconds, said once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.cooldown import Cooldown, Pace


def test_the_sixth_in_the_window_waits_until_the_first_is_old() -> None:
    pace = Cooldown(5, 30)
    assert [pace.take("s", "m", float(n)).pace for n in range(5)] == [Pace.FINE] * 5
    verdict = pace.take("s", "m", 6.0)
    assert verdict == (Pace.TOLD, 24.0)
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

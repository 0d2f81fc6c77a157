"""The chart is a picture of the size a message shows, for any period."""

from __future__ import annotations

import struct
from datetime import date, timedelta

import pytest

from bot.charting import drawn, png
from bot.storage.reviewed import Stats


def stats(days: int) -> Stats:
    """Two questions a day."""
    first = date(2026, 1, 1)
    return Stats(
        days=tuple((first + timedelta(days=n), "answered", 2) for n in range(days)),
        outcomes={"answered": 2 * days} if days else {},
        papers=(("10.1234/x", 3),) if days else (),
        helpful=1,
        not_helpful=0,
        reports=0,
        p50_ms=4.2,
        p99_ms=9.9,
    )


@pytest.mark.parametrize("days", [0, 1, 63, 4000])
def test_any_period_is_drawn(days: int) -> None:
    picture = png(stats(days))
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture[16:24]) == (1200, 540)


def test_the_figures_are_told_in_words() -> None:
    assert stats(0).told() == "No question in this period."
    told = stats(3).told().split("\n")
    assert told[0] == "6 questions on 3 days: 6 answered."
    assert told[1] == "Most on one day: 2, on 2026-01-03 (days are those of UTC)."
    assert told[-1].split() == ["3", "×", "10.1234/x"]


async def test_a_process_of_its_own_draws_the_same_picture() -> None:
    assert await drawn(stats(62)) == png(stats(62))

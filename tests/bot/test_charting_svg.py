"""The chart: bars that hold every question once, and nothing that could act."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charting import BARS, bars_of, svg
from tests.conftest import examples


def counted(*asked: tuple[date, str]) -> list[tuple[date, str, int]]:
    """Days, outcomes and counts, as the log gives them."""
    return [(day, ended, count) for (day, ended), count in Counter(asked).items()]


JAN = date(2026, 1, 1)


def test_a_bar_a_day_the_empty_ones_too() -> None:
    asked = [(JAN, "answered"), (JAN, "answered"), (JAN, "nothing"), (JAN + timedelta(days=2), "help")]
    bars = bars_of(counted(*asked))
    assert [(bar.first.day, bar.last.day, bar.total) for bar in bars] == [(1, 1, 3), (2, 2, 0), (3, 3, 1)]
    assert bars[0].told == "2026-01-01: 2 answered, 1 nothing"
    assert bars[1].told == "2026-01-02: none"


@pytest.mark.parametrize(("days", "length", "count"), [(62, 1, 62), (63, 7, 9), (434, 7, 62), (435, 30, 15)])
def test_longer_periods_have_wider_bars(days: int, length: int, count: int) -> None:
    bars = bars_of(counted((JAN, "answered"), (JAN + timedelta(days=days - 1), "answered")))
    assert len(bars) == count
    assert (bars[1].first - bars[0].first).days == length
    assert bars[-1].last == JAN + timedelta(days=days - 1)


@settings(max_examples=examples(30), deadline=None)
@given(
    st.lists(
        st.tuples(st.dates(JAN, date(2030, 1, 1)), st.sampled_from(["answered", "help", "nothing"])), min_size=1
    )
)
def test_every_question_stands_in_one_bar_and_inside_the_picture(asked: list[tuple[date, str]]) -> None:
    bars = bars_of(counted(*asked))
    assert sum(bar.total for bar in bars) == len(asked)
    assert all(one.last < two.first for one, two in zip(bars, bars[1:], strict=False))
    assert len(bars) <= max(BARS, (date(2030, 1, 1) - JAN).days // 30 + 1)
    picture = ElementTree.fromstring(svg(bars, "/logbook/answers"))
    tops = [float(part.get("y", "-1")) for part in picture.iter("{http://www.w3.org/2000/svg}rect")]
    assert min(tops) >= 0


def test_a_bar_leads_to_its_rows_and_says_what_it_is() -> None:
    picture = svg(bars_of(counted((JAN, "answered"))), "/logbook/answers")
    assert 'href="/logbook/answers?day__gte=2026-01-01&amp;day__lte=2026-01-01"' in picture
    assert "<title>2026-01-01: 1 answered</title>" in picture
    assert "<script" not in picture


def test_an_empty_log_has_a_sentence_for_a_chart() -> None:
    assert svg(bars_of(()), "/logbook/answers") == "<p>Nothing was asked yet.</p>"

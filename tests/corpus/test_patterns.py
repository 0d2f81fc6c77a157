"""A pattern that is made late does what one made at once does, and is made when it is first asked for something."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.patterns import late
from index.weights import weights_digest


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


def test_it_reads_as_what_it_finds_and_not_as_where_it_lies() -> None:
    """Among the constants that name what an answer was made by: another name in every process replays nothing."""
    assert repr(late("a+", re.IGNORECASE)) == repr(late("a+", re.IGNORECASE)) != repr(late("a+"))


def test_the_name_of_what_shapes_answers_is_the_same_in_another_process() -> None:
    command = [sys.executable, "-c", "from index.weights import weights_digest; print(weights_digest())"]
    there = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    assert there.stdout.strip() == weights_digest()

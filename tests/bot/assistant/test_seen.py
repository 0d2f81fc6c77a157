"""What the answer before has shown: which papers and sentences, and which of some quotes are new to the reader."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.assistant.seen import NOTHING, SeenLast, seen_in
from bot.models import Quote, Turn


def quote(key: str, start: int) -> Quote:
    return Quote(text="", key=key, doi=None, url=None, start=start, end=start, section=None, sentence=0, cite=key)


def test_a_paper_that_was_quoted_twice_is_shown_once_and_before_those_listed() -> None:
    shown = seen_in(Turn(question="?", keys=("b",), listed=("c",), shown=(("b", 0), ("a", 4), ("b", 9))))
    assert (shown.quoted, shown.papers) == (("b", "a"), ("b", "a"))


def test_without_quotes_those_listed_were_shown_and_else_those_talked_about() -> None:
    assert seen_in(Turn(question="?", keys=("b",), listed=("b", "c"))).papers == ("b", "c")
    assert seen_in(Turn(question="?", keys=("b",))).papers == ("b",)
    assert seen_in(None) == NOTHING
    assert NOTHING.papers == ()


@pytest.mark.parametrize(
    ("keys", "sentences", "one"),
    [
        (("a",), (), True),
        (("a",), (("a", 0), ("a", 7)), True),
        (("a",), (("a", 0), ("b", 0)), False),
        (("a", "b"), (), False),
        ((), (("a", 0),), False),
    ],
)
def test_it_was_of_one_paper_if_no_other_was_quoted(
    keys: tuple[str, ...], sentences: tuple[tuple[str, int], ...], one: bool
) -> None:
    assert SeenLast(about=keys, sentences=sentences).of_one is one


def test_a_sentence_is_read_by_its_paper_and_its_place_there() -> None:
    shown = SeenLast(sentences=(("a", 0), ("b", 5)))
    new = quote("a", 5), quote("b", 0)
    assert shown.unread((quote("a", 0), *new, quote("b", 5))) == new
    assert NOTHING.unread(new) == new


def test_it_stays_as_it_was_shown() -> None:
    with pytest.raises(ValidationError):
        NOTHING.about = ("a",)  # type: ignore[misc]

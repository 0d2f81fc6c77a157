"""A few words for the papers that an answer was of: "which papers?" after a count, "list them" after what papers say, "the other one"."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

KITES = over(
    paper("Ash", "Kites in a calm", "Kites of silk rose in a calm. The tails were long."),
    paper("Birch", "Kites at sea", "Kites of paper fell at sea. Silk was lost in 4 of 9 flights."),
    paper("Cedar", "Gliders at sea", "Gliders flew on. The strings were wet."),
)


@pytest.mark.parametrize("asked", ["which papers", "and which ones?", "show me them", "which are they"])
@pytest.mark.parametrize("counted", ["how many papers have kites in the title", "number of papers on kites"])
async def test_papers_that_were_counted_are_listed(counted: str, asked: str) -> None:
    *_, listed = await talk(KITES, counted, asked)
    assert (listed.kind, listed.outcome, {*listed.keys}) == ("record", Outcome.ANSWERED, {"Ash", "Birch"}), (
        listed.text
    )


@pytest.mark.parametrize("asked", ["show them", "which ones?", "name them"])
async def test_papers_that_say_something_are_named(asked: str) -> None:
    said, named = await talk(KITES, "is there anything known about silk", asked)
    assert (named.kind, {*named.keys}) == ("record", {quote.key for quote in said.quotes}), named.text


async def test_what_was_counted_in_a_paper_is_shown_where_it_stands() -> None:
    *_, shown = await talk(KITES, "in how many flights was silk lost", "which ones?")
    assert shown.kind == "context", shown.text


async def test_the_other_one_of_three_is_asked_back() -> None:
    *_, told = await talk(KITES, "list the papers", "who wrote the second one", "and the other one?")
    assert (told.kind, told.quotes) == ("help", ())
    assert "3 papers" in told.text


async def test_the_other_one_of_two_is_the_other_one() -> None:
    *_, told = await talk(KITES, "papers on kites", "who wrote the first one", "and the other one?")
    assert told.keys == ("Birch",), told.text

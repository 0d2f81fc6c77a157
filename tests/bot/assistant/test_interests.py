"""Interests and money are asked of the paper talked about, in whatever words its abstract tells them."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.gardens import last


@pytest.mark.parametrize(
    "then", ["conflict of interest?", "any conflict", "conflicts", "competing interests", "COI?"]
)
async def test_interests_are_asked_of_the_paper_talked_about_in_whatever_words_it_tells_them(then: str) -> None:
    answer = await last("frogs in garden ponds", then)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.quotes[0].text == "A.H. advises a pump company.", answer.text


async def test_support_that_came_from_somebody_is_who_paid() -> None:
    answer = await last("bees in meadows", "who paid for it")
    assert "Kent Meadow Trust" in answer.quotes[0].text


@pytest.mark.parametrize("asked", ["is the author of the frog paper biased", "who employs the first author of the frog paper"])  # fmt: skip
async def test_what_is_asked_about_an_author_is_no_question_for_a_name(asked: str) -> None:
    answer = await last(asked)
    assert answer.kind == "content", answer.text

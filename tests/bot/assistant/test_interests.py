"""Interests and money are asked of the paper talked about, in whatever words its abstract tells them."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk
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


_SCALE = over(
    paper("Lund", "A scale for tired bakers", "The scale has six items. It is free to use with acknowledgement. Funnel plots were even.", 2020),
    paper("Moe", "Crown volume of rye loaves from photographs", "Loaves were weighed. Volumes agreed within a tenth of the scan.", 2021),
)  # fmt: skip


@pytest.mark.parametrize("then", ["licence?", "is it free", "what licence is it under"])
async def test_the_licence_of_what_a_paper_made_may_stand_in_its_abstract(then: str) -> None:
    *_, answer = await talk(_SCALE, "how many items has the scale", then)
    assert answer.quotes[0].text == "It is free to use with acknowledgement.", answer.text


async def test_a_licence_that_nobody_gives_is_said_to_be_none() -> None:
    *_, answer = await talk(_SCALE, "how far did volumes agree with the scan", "licence?")
    assert answer.outcome is Outcome.NOTHING


async def test_a_field_s_name_in_a_title_is_what_the_paper_is_on() -> None:
    (answer,) = await talk(_SCALE, "tell me about the crown volume paper")
    assert "does not give the volume" not in answer.text
    assert answer.outcome is Outcome.ANSWERED


async def test_publication_bias_is_told_once_of_a_review() -> None:
    *_, answer = await talk(_SCALE, "how many items has the scale", "publication bias?")
    assert answer.quotes[0].text == "Funnel plots were even.", answer.text


@pytest.mark.parametrize("asked", ["who is the oldest author", "how old is the author", "youngest author"])
async def test_no_record_gives_an_author_s_age(asked: str) -> None:
    (answer,) = await talk(_SCALE, asked)
    assert answer.outcome is Outcome.NOTHING
    assert "ages of the authors" in answer.text

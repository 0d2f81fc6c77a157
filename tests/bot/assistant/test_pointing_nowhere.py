"""A place that no list before it has is said to be none; an ordinal that is no place is read as it was."""

from __future__ import annotations

import pytest

from bot.assistant.telling.pointers import with_noun
from index.models import Outcome
from tests.bot.assistant.test_pointing import REVIEWS, TUMOUR, after


@pytest.mark.parametrize(
    "question",
    [
        "the second one", "What about the third?", "summarise the fifth paper", "who wrote the second one?", "the 9th",
        "doi of the fourth paper", "how many patients in the second one", "what does the last one say about survival?",
    ],
)  # fmt: skip
async def test_a_place_without_a_list_before_it_is_said_to_be_none(question: str) -> None:
    answer = await after(question)
    assert answer.outcome is Outcome.HELP
    assert answer.quotes == ()
    assert answer.text.startswith("I showed no list just before")
    assert "list the papers" in answer.text


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        ((REVIEWS, "the ninth one"), "I showed 3 papers just before, and “ninth” is none of them."),
        ((REVIEWS, "who wrote the 4th?"), "“fourth” is none of them."),
        ((REVIEWS, "how many patients in the fourth one"), "“fourth” is none of them."),
        ((REVIEWS, "12"), "“12” is none of them."),
        (("how long was follow-up after TES?", "and the fifth?"), "I showed 3 quotes just before"),
        (("who wrote the Kang paper", "the second one"), "I showed one paper just before"),
    ],
)
async def test_a_place_beyond_the_list_is_said_to_be_none(turns: tuple[str, ...], said: str) -> None:
    answer = await after(*turns)
    assert answer.outcome is Outcome.HELP
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "was the first trial on SABR randomized?", "What was the second most common primary tumour?", "first author",
        "how long after the first fracture did the second one occur", "is a second operation better than the first?",
        "who wrote the last paper", "number 2", "papers in issue 2", "the second author of the Kang paper",
    ],
)  # fmt: skip
async def test_an_ordinal_that_is_no_place_of_a_list_is_read_as_it_was(question: str) -> None:
    answer = await after(question)
    assert "just before" not in answer.text


@pytest.mark.parametrize(
    "question", ["survival in the first, second and third week?", "the first, or the 4th rib"]
)
def test_places_in_a_row_are_those_of_something_else_than_the_list(question: str) -> None:
    assert with_noun("and the second, how many households?") == "and the second one, how many households?"
    assert with_noun(question) == question


async def test_a_place_beyond_the_list_leaves_the_list_as_it_was() -> None:
    assert (await after(REVIEWS, "the ninth one", "the third one")).keys[0].endswith(TUMOUR)


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("do they mention quality of life", Outcome.NOTHING),
        ("did any of them look at costs?", Outcome.NOTHING),
        ("do they talk about pain", Outcome.ANSWERED),
        ("is pain mentioned anywhere?", Outcome.ANSWERED),
        ("do they mention it", Outcome.HELP),
        ("did they randomise", Outcome.HELP),
    ],
)
async def test_whether_papers_mention_something_needs_no_turn_before_it(question: str, outcome: Outcome) -> None:
    assert (await after(question)).outcome is outcome

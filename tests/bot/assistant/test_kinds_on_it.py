"""“Is there a trial on this?” asks for papers of that kind on what was talked about: not for all of the kind, and not for the paper talked about again."""

from __future__ import annotations

import pytest

from bot.models import Answer
from tests.bot.assistant.conversations import over, paper, talk

CASES = paper(
    "Lund",
    "Honey for hoof rot in goats: a case series",
    "Hoof rot lames goats. We report 14 goats treated with honey. Nine goats healed. Two goats died.",
)
TRIAL = paper(
    "Roe",
    "Zinc baths for foot rash of ducks: a randomised trial",
    "Foot rash is common in ducks. We randomised 80 ducks to zinc baths or water. The rash healed sooner with zinc.",
    2019,
)
REVIEW = paper(
    "Tait",
    "Foot rash of ducks and geese: a review",
    "Foot rash spoils feathers. We read 30 papers. Zinc is used most.",
    2015,
)
OTHER = paper(
    "Vik",
    "Milk yield of cows: a systematic review",
    "Cows give milk. We included 12 studies. Yield rose with clover.",
    2021,
)
FARM = (CASES, TRIAL, REVIEW, OTHER)
HONEY, ZINC = "does honey heal hoof rot", "do zinc baths heal foot rash"


async def last(*asked: str) -> Answer:
    """The last reply of a conversation over the four papers."""
    return (await talk(over(*FARM), *asked))[-1]


@pytest.mark.parametrize(
    "question",
    [
        "is there a trial on this",
        "any trials on it?",
        "is there an rct about that",
        "any review of it",
        "are there reviews on this topic?",
    ],
)
@pytest.mark.parametrize("before", [(HONEY,), (HONEY, "how many goats died"), ("who wrote the honey paper",)])
async def test_where_there_is_none_none_is_listed(before: tuple[str, ...], question: str) -> None:
    answer = await last(*before, question)
    assert not answer.keys, answer.text
    assert answer.text.partition("\n\n")[2].startswith("No paper"), answer.text


@pytest.mark.parametrize(
    "question", ["is there a review on it", "any reviews of this?", "is there also a review on the same topic"]
)
@pytest.mark.parametrize(
    "before",
    [(ZINC,), (ZINC, "how many ducks were there"), ("who wrote the zinc paper",), ("summarise the zinc paper",)],
)
async def test_one_of_the_kind_on_the_same_is_listed(before: tuple[str, ...], question: str) -> None:
    answer = await last(*before, question)
    assert set(answer.keys) == {"Tait"}, answer.text


async def test_a_kind_of_paper_alone_is_asked_of_all() -> None:
    answer = await last(ZINC, "are there any reviews")
    assert {"Tait", "Vik"} <= set(answer.keys), answer.text


async def test_a_topic_that_is_named_is_that_topic() -> None:
    answer = await last(ZINC, "is there a review on cows")
    assert set(answer.keys) == {"Vik"}, answer.text

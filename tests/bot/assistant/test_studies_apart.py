"""A study called by words of its own is asked for its number, and never the one talked about in its place."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.conversations import KANG, NINE, over, paper, talk

TWO_CREWS = over(
    paper(
        "Kiln",
        "Effect of Slow Firing on potters",
        "A total of 61 potters used slow firing (SF). Backs ached less.",
    ),
    paper("Dye", "Indigo vats in towns", "We asked 340 dyers about indigo. Hands were blue."),
)


@pytest.mark.parametrize("before", ["what about indigo?", "who wrote the indigo paper"])
@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("sample size firing study", "61"),
        ("sample size SF study", "61"),
        ("sample size of the study of potters", "61"),
        ("sample size", "340"),
        ("sample size of that study", "340"),
        ("sample size indigo study", "340"),
        ("sample size overall pls", "340"),
    ],
)
async def test_a_study_called_by_words_of_its_own_is_not_the_one_talked_about(
    before: str, question: str, number: str
) -> None:
    *_, answer = await talk(TWO_CREWS, before, question)
    assert [number in quote.text for quote in answer.quotes] == [True], answer.text


@pytest.mark.parametrize("before", ["what about indigo?", "who wrote the indigo paper"])
async def test_a_study_that_is_not_here_is_not_the_one_talked_about(before: str) -> None:
    *_, answer = await talk(TWO_CREWS, before, "sample size walrus study")
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ())
    assert "walrus" in answer.text


@pytest.mark.parametrize("question", ["number of patients in TES study", "complications TES study"])
async def test_an_attribute_of_a_study_is_not_what_was_asked_before(question: str) -> None:
    *_, answer = await talk(NINE, "who wrote the leiomyogenic paper", question)
    assert (answer.kind, answer.keys[:1]) == ("content", (KANG,)), answer.text


@pytest.mark.parametrize("question", ["TES study", "and the TES one", "the one on spondylectomy"])
async def test_a_study_alone_is_asked_again_what_was_asked_before(question: str) -> None:
    *_, answer = await talk(NINE, "who wrote the leiomyogenic paper", question)
    assert (answer.kind, answer.keys) == ("record", (KANG,)), answer.text


async def test_where_two_studies_are_asked_for_a_third_that_says_less_is_not_shown() -> None:
    library = over(
        paper("Ash", "Naps of porters", "Quality of sleep was measured with a questionnaire in porters."),
        paper("Bay", "Night shifts", "Sleep was measured with a questionnaire by post."),
        paper("Cox", "Lamps", "Lamps were rated with a questionnaire. Cost was measured by shops."),
    )
    (answer,) = await talk(library, "which two studies measured sleep quality with a questionnaire")
    assert [one.key for one in answer.quotes] == ["Ash", "Bay"]


async def test_who_finds_or_says_something_names_no_papers() -> None:
    library = over(
        paper(
            "Ash", "Beach finds", "Guests who found something on a beach kept it. Half of the guests told nobody."
        ),
        paper("Bay", "Guides of beaches", "Guides led 40 walks. Rain fell."),
    )
    (answer,) = await talk(library, "what did guests do when guides found something")
    assert [one.key for one in answer.quotes][:1] == ["Ash"]

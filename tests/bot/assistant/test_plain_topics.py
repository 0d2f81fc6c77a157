"""An everyday word that a paper is titled by is a topic, and no reason to ask what a question is about."""

from __future__ import annotations

import pytest

from bot.models import Context
from tests.bot.assistant.conversations import over, paper, talk

FARM = over(
    paper("a", "Deep wells and thirsty herds", "We visited 40 deep wells. Wells ran dry in 12 villages. Herders walked 9 km to the next well."),
    paper("b", "Lead in duck eggs", "Lead was found in 31 of 90 eggs. Ducks near mines laid eggs with more lead."),
    paper("c", "Night light in stables", "A dim light burned in 5 stables. The light calmed mares. Mares slept 4 hours."),
    paper("d", "Home visits by farm vets", "Vets made monthly home visits to 60 farms. Visits lasted 50 minutes. Losses of calves fell by 8%."),
    paper("e", "A good year for hay: a difference in rain", "Hay was cut twice. The good fields gave 6 tonnes. The difference was due to rain."),
    paper("f", "Straw as a roof", "Straw roofs lasted 20 years."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("deep wells", "a"),
        ("how many wells ran dry", "a"),
        ("how much lead", "b"),
        ("lead", "b"),
        ("how strong is the light", "c"),
        ("light", "c"),
        ("home visits", "d"),
        ("how long are the home visits", "d"),
    ],
)
async def test_a_word_of_a_title_is_a_topic(question: str, key: str) -> None:
    answer = await FARM.ask(question, Context())
    assert answer.kind == "content", answer.text
    assert {quote.key for quote in answer.quotes} == {key}, answer.text


@pytest.mark.parametrize(
    "question",
    ["is it good", "is that good or bad", "what is the difference", "which is better", "any change?", "what about the others", "does it work", "how much"],
)  # fmt: skip
async def test_a_word_that_weighs_is_none(question: str) -> None:
    answer = await FARM.ask(question, Context())
    assert answer.kind == "help", answer.text


async def test_what_goes_on_is_of_the_paper_talked_about() -> None:
    *_, answer = await talk(FARM, "how many eggs had lead", "was the light on")
    assert {quote.key for quote in answer.quotes} <= {"b", "c"}

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
    paper("k", "Stopwatches of timekeepers", "Timekeepers held a round watch. The watch was late by 2 seconds."),
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
        ("looking at a watch", "k"),
        ("is it bright in that light", "c"),
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


ELSEWHERE = over(
    paper("g", "Leaders of flocks", "Geese take the lead in turn. Leaders fly in front."),
    paper("h", "Fences by the road", "Fences lasted 20 years. Rain was heavy."),
    paper("i", "Hay in barns", "Barns were dry."),
)
WELLS = over(
    *(
        paper(place, f"Wells of {place}", f"Wells in {place} were deep. Wells ran dry in 4 villages.")
        for place in ("Tarn", "Glen", "Moor")
    )
)


async def test_a_word_that_only_begins_as_one_of_a_title_does_is_none() -> None:
    """Of geese nobody asked who wants to know of lead."""
    assert (await ELSEWHERE.ask("how much lead", Context())).kind == "help"


async def test_a_word_that_most_are_titled_by_tells_no_paper() -> None:
    """Any sentence on wells would be shown, as if it were what was asked for."""
    assert (await WELLS.ask("wells", Context())).kind == "help"


async def test_a_word_that_is_in_a_title_and_in_no_sentence_is_none() -> None:
    """There is nothing to quote about it."""
    visits = over(
        paper("c", "Home visits by vets", "Vets drove far. Cows were calm."),
        paper("x", "Straw", "Straw burned."),
        paper("y", "Hay", "Hay burned."),
    )
    assert (await visits.ask("how long are the home visits", Context())).kind == "help"


async def test_half_of_the_papers_are_not_most() -> None:
    pair = over(
        paper("b", "Lead in duck eggs", "Lead was found in 31 of 90 eggs."), paper("f", "Straw", "Straw burned.")
    )
    assert [quote.key for quote in (await pair.ask("how much lead", Context())).quotes] == ["b"]


@pytest.mark.parametrize("question", ["what are the differences", "any changes?", "what are the six"])
async def test_numbers_and_words_that_weigh_are_no_topic_in_the_plural_either(question: str) -> None:
    rain = paper(
        "e",
        "Differences in rain: two changes, six years",
        "The differences were due to rain. Six fields changed. Changes were seen in six.",
    )
    library = over(rain, paper("x", "Straw", "Straw burned."), paper("y", "Hay", "Hay burned."))
    assert (await library.ask(question, Context())).kind == "help"

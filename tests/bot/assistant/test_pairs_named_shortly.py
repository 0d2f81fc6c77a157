"""Two papers of one author, named by their years or as both; and the larger one of two papers, asked something."""

from __future__ import annotations

import pytest

from tests.bot.assistant.conversations import over, paper, talk

SHORT = paper(
    "Lund",
    "Oats for ponies",
    "Ponies eat oats. We randomised 40 renters of ponies to oats or hay. Oats cost 3 euros.",
    2016,
)
LATER = SHORT.model_copy(
    update={
        "source_id": "Lund2",
        "title": "Hay for ponies in the Alps",
        "year": 2019,
        "abstract": "Ponies eat hay. In a field experiment with 900 renters in two counties of Ohio, we gave hay. English messages helped. Hay cost 2 euros.",
    }
)
OTHER = paper("Roe", "Rain on roofs", "Rain falls. We measured 12 roofs. Roofs leaked.", 2018)
FARM = (SHORT, LATER, OTHER)


@pytest.mark.parametrize(
    "question",
    [
        "compare Lund 2016 and 2019",
        "Lund 2016 vs 2019",
        "difference between Lund 2016 and 2019",
        "compare the two Lund papers",
        "compare both Lund papers on cost",
        "compare the Lund papers",
        "how do the two Lund studies differ",
    ],
)
async def test_both_are_put_side_by_side(question: str) -> None:
    *_, answer = await talk(over(*FARM), question)
    assert answer.kind == "comparison", answer.text
    assert {quote.key for quote in answer.quotes} == {"Lund", "Lund2"}


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("the bigger one, where was it done?", "Lund2"),
        ("what did the smaller one cost", "Lund"),
        ("what did the larger study cost", "Lund2"),
        ("which had more renters", "Lund2"),
        ("which had the fewest renters", "Lund"),
    ],
)
async def test_of_two_the_larger_one_is_asked(question: str, key: str) -> None:
    *_, answer = await talk(over(*FARM), "compare Lund 2016 and 2019", question)
    assert {quote.key for quote in answer.quotes} == {key}, answer.text


async def test_a_language_is_no_country_and_counties_are_in_one() -> None:
    *_, answer = await talk(over(*FARM), "summarise the Alps paper", "in which country was that")
    assert [quote.text for quote in answer.quotes] == [
        "In a field experiment with 900 renters in two counties of Ohio, we gave hay."
    ], answer.text

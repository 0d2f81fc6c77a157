"""How many of a thing a study had is the whole, and no part that left it; a number with others beside it is no total."""

from __future__ import annotations

import pytest

from bot.models import Context
from tests.bot.assistant.conversations import over, paper, talk

FARMS = over(
    paper("Aas", "Robots in goat barns", "Fifty-two barns in Voss with 1,400 goats were visited before the change and a year after it. Three barns left the study. Goats in 9 barns gave more milk."),
    paper("Bull", "Hoods for falcons: interviews", "We asked 14 falconers and then asked 61 others to draw a hood. Hoods calmed birds."),
    paper("Cole", "Nets over cherries", "We hung 300 nets in 20 orchards. Nets kept starlings out of 17 orchards."),
    paper("Dorn", "Bells for cats", "We studied 44 cats with bells for 6 weeks. Cats with bells brought fewer mice home."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "key", "said"),
    [
        ("how many barns in the robot study", "Aas", "Fifty-two barns"),
        ("how many barns did the goat study have?", "Aas", "Fifty-two barns"),
        ("number of nets in the cherries study", "Cole", "300 nets"),
        ("how many orchards were in the nets trial", "Cole", "20 orchards"),
    ],
)
async def test_the_whole_is_told_of_the_study_named(question: str, key: str, said: str) -> None:
    answer = await FARMS.ask(question, Context())
    assert answer.keys == (key,), answer.text
    assert len(answer.quotes) == 1
    assert said in answer.quotes[0].text


@pytest.mark.parametrize(("about", "question", "said"), [("goats and robots", "how many barns?", "Fifty-two barns"), ("nets over cherries", "and how many orchards were there", "20 orchards")])  # fmt: skip
async def test_the_whole_is_told_of_the_paper_talked_about(about: str, question: str, said: str) -> None:
    *_, answer = await talk(FARMS, about, question)
    assert said in answer.quotes[0].text, answer.text


@pytest.mark.parametrize("question", ["how many barns left the robot study", "how many barns gave more milk"])
async def test_a_part_that_is_asked_for_is_told(question: str) -> None:
    answer = await FARMS.ask(question, Context())
    assert answer.kind == "content"
    assert "Three barns left" in answer.text or "9 barns" in answer.text


async def test_those_asked_first_of_two_are_not_the_smallest_study() -> None:
    answer = await FARMS.ask("smallest study", Context())
    assert answer.keys == ("Dorn",), answer.text


@pytest.mark.parametrize(
    "question", ["was that number corrected?", "how many deaths were there", "how many authors does it have"]
)
async def test_what_is_no_thing_studied_is_not_counted(question: str) -> None:
    *_, answer = await talk(FARMS, "nets over cherries", question)
    assert answer.kind != "table", answer.text

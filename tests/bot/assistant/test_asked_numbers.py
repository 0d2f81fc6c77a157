"""How many were in each group, and "n?", after an answer."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

BELLS = paper(
    "Aune",
    "Handbells against loneliness in care homes",
    "Handbells are played together. We enrolled 96 residents of four care homes. Loneliness was seen in 12 of 44 residents (27%) who played "
    "and in 20 of 47 (43%) who read. Two residents died.",
)
KITES = paper(
    "Ferro",
    "Kite flying and sleep of night porters",
    "Porters sleep badly. We interviewed 31 porters. Kite flying made them sleep longer.",
    2019,
)
DRUMS = paper(
    "Okafor",
    "Drums and grip of stroke patients",
    "Of 80 patients who drummed, 12 stopped. Grip was better (40 in each arm).",
)
LIBRARY = (BELLS, KITES, DRUMS)


@pytest.mark.parametrize(
    "question",
    [
        "N in each group",
        "number per group?",
        "n each",
        "n each arm",
        "how many residents in each arm",
        "and n per group?",
    ],
)
async def test_groups_are_told_where_an_outcome_is_told_of_each(question: str) -> None:
    *_, answer = await talk(over(*LIBRARY), "do handbells help with loneliness", question)
    assert answer.answered
    assert "▸ 44 · 47" in answer.text
    assert {quote.key for quote in answer.quotes} == {"Aune"}


async def test_a_number_in_each_arm_is_that_of_the_groups() -> None:
    *_, answer = await talk(over(*LIBRARY), "do drums help grip", "n per arm?")
    assert answer.answered
    assert "▸ 40" in answer.text


async def test_a_total_is_no_answer_to_how_many_were_in_each_group() -> None:
    *_, answer = await talk(over(*LIBRARY), "does kite flying help sleep", "N in each group")
    assert answer.outcome is Outcome.RELATED
    assert "I found no numbers of groups" in answer.text
    assert [quote.text for quote in answer.quotes] == ["We interviewed 31 porters."]


@pytest.mark.parametrize("question", ["number of deaths in each group", "how many deaths per group"])
async def test_an_outcome_in_each_group_is_no_number_of_those_in_it(question: str) -> None:
    *_, answer = await talk(over(*LIBRARY), "do handbells help with loneliness", question)
    assert "▸" not in answer.text


@pytest.mark.parametrize("asked", ["do handbells or kite flying help people sleep", "do handbells cure warts"])
@pytest.mark.parametrize("question", ["n?", "n", "and the n?", "what was n"])
async def test_n_alone_is_the_number_studied_of_the_paper_shown_first(asked: str, question: str) -> None:
    first, answer = await talk(over(*LIBRARY), asked, question)
    shown = first.quotes[0].key
    told = {
        "Aune": "We enrolled 96 residents of four care homes.",
        "Ferro": "We interviewed 31 porters.",
    }
    assert answer.quotes[0].text == told[shown], answer.text


async def test_n_alone_asks_for_nothing_where_no_paper_is_shown() -> None:
    (answer,) = await talk(over(*LIBRARY), "n?")
    assert answer.outcome is Outcome.HELP


async def test_in_each_of_several_papers_shown_is_no_group_of_the_first() -> None:
    first, answer = await talk(
        over(*LIBRARY), "what was better with handbells, drums and kite flying", "how many people in each"
    )
    assert len({quote.key for quote in first.quotes}) > 1
    assert len({quote.key for quote in answer.quotes}) > 1, answer.text

"""“Any other trials?” lists trials, without those shown; “show me the papers” after what is known of something gives those quoted."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.conversations import NINE, over, paper, talk

WALLS = over(
    paper("Ivy", "Ivy on walls: a randomised trial", "Walls with ivy stayed cool. We randomised 40 walls.", 2019),
    paper(
        "Lime", "Lime wash on walls: a randomised trial", "Lime wash kept walls dry. We randomised 30 walls.", 2021
    ),
    paper("Moss", "Moss on walls: a survey", "Walls with moss stayed damp. We surveyed 90 walls.", 2021),
    paper("Brick", "Brick walls: a review", "We review how walls crack.", 2022),
)


@pytest.mark.parametrize(
    ("before", "asked", "keys"),
    [
        ("did ivy keep walls cool?", "any other trials?", {"Lime"}),
        ("did ivy keep walls cool?", "are there any other randomised trials", {"Lime"}),
        ("did ivy keep walls cool?", "what other surveys are there", {"Moss"}),
        ("papers from 2021", "any other papers from 2021?", set[str]()),
        ("papers from 2021", "any other trials?", {"Ivy"}),
        ("how many trials are there?", "any other trials?", set[str]()),
    ],
)
async def test_others_of_a_kind_are_listed_without_those_shown(before: str, asked: str, keys: set[str]) -> None:
    answer = (await talk(WALLS, before, asked))[-1]
    assert {*answer.keys} == keys, answer.text
    assert answer.outcome is (Outcome.ANSWERED if keys else Outcome.NOTHING)


@pytest.mark.parametrize(
    "asked", ["show me the papers", "can i see the papers?", "the papers please", "let me see the studies"]
)
async def test_the_papers_behind_what_is_known_are_those_quoted(asked: str) -> None:
    known, answer = await talk(NINE, "what is known about ablation", asked)
    assert {*answer.keys} == {quote.key for quote in known.quotes}


@pytest.mark.parametrize("asked", ["list the papers", "show all papers"])
async def test_all_papers_are_those_of_the_library(asked: str) -> None:
    answer = (await talk(NINE, "what is known about ablation", asked))[-1]
    assert len(answer.keys) == len(NINE.papers)

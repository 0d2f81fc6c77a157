"""Others on the same, after an answer or a list: none that was just shown, and a line where there is no further one."""

from __future__ import annotations

import pytest

from bot.assistant.compose import NO_OTHERS
from bot.assistant.papers.verbatim import NO_MORE_RECORDED
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

HEDGE = paper(
    "Abel", "Hedges and wind on farms", "Hedges slow the wind. Behind hedges wind fell by 40%. Yield rose.", 2015
)
LATER = paper(
    "Brun", "Hedges and beetles", "Hedges shelter beetles. Along hedges 31 species lived. Wind was weak.", 2018
)
WALL = paper("Cole", "Walls of stone", "Walls of stone warm the soil. Frost came later along walls.", 2019)
FARM = (HEDGE, LATER, WALL)


@pytest.mark.parametrize(
    "asked", ["any other hedges?", "are there any other hedges", "do you have any other hedges?"]
)
async def test_another_such_thing_is_of_another_paper(asked: str) -> None:
    first, answer = await talk(over(*FARM), "how much did wind fall behind hedges", asked)
    shown = {quote.key for quote in first.quotes}
    assert answer.quotes or NO_OTHERS in answer.text
    assert shown.isdisjoint(quote.key for quote in answer.quotes), answer.text


@pytest.mark.parametrize("asked", ["any other walls?", "has anyone else?", "any others?", "anyone else"])
async def test_that_there_is_no_other_is_said(asked: str) -> None:
    *_, answer = await talk(over(*FARM), "do walls of stone warm the soil", asked)
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ()), answer.text
    assert NO_OTHERS in answer.text


async def test_what_else_one_paper_tells_is_not_asked_of_others() -> None:
    *_, answer = await talk(over(*FARM), "do walls of stone warm the soil", "any other side effects?")
    assert answer.kind != "more"


@pytest.mark.parametrize(
    ("first", "asked", "left"),
    [
        ("hedges", "any other hedge studies?", set()),
        ("list the papers about hedges", "any other hedge studies?", set()),
        ("list the papers about hedges", "anything else on hedges", set()),
        ("list the papers about hedges", "are there other papers about walls", {"Cole"}),
        ("list the papers", "any other hedge studies?", {"Abel", "Brun"}),
    ],
)
async def test_other_papers_are_none_of_those_shown(first: str, asked: str, left: set[str]) -> None:
    *_, answer = await talk(over(*FARM), first, asked)
    assert answer.kind == "record"
    assert {*answer.keys} == left, answer.text


async def test_more_after_a_record_is_looked_for_in_no_words_of_asking() -> None:
    dated = paper("Dorn", "Printing", "Books were written and published between 1900 and 1910.", 2020)
    *_, answer = await talk(over(*FARM, dated), "do walls of stone warm the soil", "who wrote it", "more")
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ())
    assert NO_MORE_RECORDED in answer.text


async def test_since_when_after_an_answer_is_no_question_for_the_year_of_the_paper() -> None:
    lanes = paper(
        "Hal", "Lanes for buses", "Lanes for buses were opened in Graz in 2003. Buses became faster.", 2011
    )
    *_, answer = await talk(over(*FARM, lanes), "did buses become faster with lanes", "and since when?")
    assert "2011" not in "".join(quote.text for quote in answer.quotes)
    assert answer.kind != "record", answer.text

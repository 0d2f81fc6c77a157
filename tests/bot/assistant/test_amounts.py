"""How much of a thing, or how much a month, is asked of what was talked about: neither the number of papers nor their year."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk


def _paper(key: str, title: str, abstract: str) -> Paper:
    return Paper(source_id=key, title=title, abstract=abstract, year=2019)


WALLS = over(
    _paper("lime", "Lime plaster on damp walls", "Lime plaster dried 30 damp walls. Plastering took three days of work a wall. Heating cost 45 pounds less a month. Owners liked lime more than cement."),
    _paper("roof", "Grass roofs: a meta-analysis", "We searched for papers to May 2021 for field experiments. Twenty-six experiments with grass roofs were pooled. Grass roofs kept rooms cool."),
    _paper("beam", "Steel beams in barns: systematic review", "We pooled 88 comparisons of steel beams with timber. Steel beams rusted in two thirds of barns."),
    _paper("door", "Oak doors", "Oak doors warped in 5 of 60 houses. Two earlier studies looked at pine."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("how much a month", "45 pounds less a month"),
        ("how much is that per month?", "45 pounds less a month"),
    ],
)
async def test_an_amount_is_asked_of_what_was_talked_about(question: str, said: str) -> None:
    *_, answer = await talk(WALLS, "lime plaster on damp walls", question)
    assert (answer.kind, answer.keys) == ("content", ("lime",)), answer.text
    assert said in answer.text


@pytest.mark.parametrize("question", ["how much work is it", "and how much work?"])
async def test_how_much_work_counts_no_papers(question: str) -> None:
    *_, answer = await talk(WALLS, "lime plaster on damp walls", question)
    assert (answer.kind, answer.keys) == ("content", ("lime",)), answer.text


@pytest.mark.parametrize("question", ["how many studies?", "how many papers", "and how many experiments"])
@pytest.mark.parametrize(("about", "key", "said"), [("do grass roofs cool rooms", "roof", "Twenty-six experiments"), ("steel beams", "beam", "88 comparisons")])  # fmt: skip
async def test_after_a_review_it_tells_how_many_it_pooled(question: str, about: str, key: str, said: str) -> None:
    *_, answer = await talk(WALLS, about, question)
    assert answer.keys == (key,), answer.text
    assert said in answer.quotes[0].text


@pytest.mark.parametrize("question", ["how many papers are here", "how many papers do you have"])
async def test_of_the_library_papers_are_counted_after_a_review_too(question: str) -> None:
    *_, answer = await talk(WALLS, "do grass roofs cool rooms", question)
    assert "4 papers in this library" in answer.text


async def test_after_another_paper_how_many_papers_counts_the_library() -> None:
    *_, answer = await talk(WALLS, "did oak doors warp", "how many papers")
    assert "4 papers in this library" in answer.text


@pytest.mark.parametrize("question", ["which did they like more", "and what do they like more"])
async def test_more_of_two_is_no_wish_for_further_passages(question: str) -> None:
    *_, answer = await talk(WALLS, "lime plaster on damp walls", question)
    assert answer.kind == "content"
    assert "Owners liked lime more than cement." in answer.text


@pytest.mark.parametrize("question", ["how many papers a year", "how many papers came out a year"])
async def test_papers_a_year_are_counted_by_year(question: str) -> None:
    answer = await WALLS.ask(question, Context())
    assert answer.outcome is Outcome.ANSWERED
    assert "Papers here by year: 2019: 4 papers" in answer.text

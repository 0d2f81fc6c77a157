"""One thing asked of every paper: a sentence from each, and the papers that give none by name."""

from __future__ import annotations

import pytest

from bot.assistant.citing import cite
from bot.assistant.each import MOST
from bot.models import Answer, Context
from tests.quality.understanding import assistant

NINE, HARBOUR = assistant("nine"), assistant("harbour")


async def told(question: str, of: str = "nine") -> Answer:
    answer = await assistant(of).ask(question, Context())
    assert answer.kind == "each"
    return answer


@pytest.mark.parametrize(
    "question", ["key takeaways of each paper", "summarise all papers", "conclusions of all studies"]
)
async def test_every_paper_says_its_own_conclusion(question: str) -> None:
    answer = await told(question)
    assert [quote.key for quote in answer.quotes] == [paper.key for paper in NINE.corpus.papers]
    for quote in answer.quotes:
        assert quote.text == (NINE.papers[quote.key].abstract or "")[quote.start : quote.end]


async def test_an_attribute_is_quoted_or_the_paper_named_as_silent() -> None:
    answer = await told("p values of each study")
    quoted = {quote.key for quote in answer.quotes}
    silent = [paper for paper in NINE.corpus.papers if paper.key not in quoted]
    assert quoted
    assert all(any(c.isdigit() for c in quote.text) for quote in answer.quotes)
    assert all(cite(paper) in answer.text for paper in silent)


async def test_of_many_papers_the_first_are_told_and_the_rest_counted() -> None:
    answer = await told("main findings of all papers", "harbour")
    more = len(HARBOUR.corpus.papers) - MOST
    assert more > 0
    assert len(answer.keys) == MOST
    assert f"{more} further papers not shown" in answer.text


async def test_a_filter_says_which_papers() -> None:
    answer = await told("key points of each review")
    assert {NINE.papers[key].type for key in answer.keys} == {"Systematic Review"}

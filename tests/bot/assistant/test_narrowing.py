"""The options inside a question, through the whole assistant: what is looked at, what is said of it, what is kept."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.models import Answer, Context
from corpus.joining import builtin
from index.models import Outcome
from tests.bot.assistant.teahouse import COFFEE, MINT, TEA, nine, teas

TEAS = Assistant(teas())
NINE = Assistant(nine())


async def ask(question: str, assistant: Assistant = TEAS, previous: Answer | None = None) -> Answer:
    return await assistant.ask(question, Context(previous=previous.turn if previous else None))


def papers(answer: Answer) -> set[str]:
    return {quote.key for quote in answer.quotes}


async def test_a_minus_leaves_out_papers_in_any_form_of_the_word() -> None:
    assert TEA in papers(await ask("how long did porters sleep"))
    without = await ask("how long did porters sleep -porters")
    assert TEA not in papers(without)
    assert "Looked only at papers without “porters”." in without.text


async def test_a_phrase_must_stand_in_a_row() -> None:
    found = await ask('"psychomotor vigilance" in nurses')
    assert papers(found) == {COFFEE}
    assert all("psychomotor vigilance" in quote.text for quote in found.quotes)
    assert "with “psychomotor vigilance”" in found.text
    apart = await ask('"vigilance psychomotor" in nurses')
    assert (apart.quotes, apart.outcome) == ((), Outcome.NOTHING)


@pytest.mark.parametrize("key", [paper.key for paper in builtin().papers])
async def test_an_author_and_a_doi_narrow_to_their_papers(key: str) -> None:
    paper = next(paper for paper in builtin().papers if paper.key == key)
    theirs = {p.key for p in builtin().papers if paper.authors[0].name in {a.name for a in p.authors}}
    by = await ask(f'author:"{paper.authors[0].name}" what was found in patients with metastases?', NINE)
    assert papers(by) <= theirs
    of = await ask(f"doi:{key} what was found in patients with metastases?", NINE)
    assert papers(of) <= {key}
    assert f"Looked only at papers with the DOI {key}." in of.text


async def test_years_and_types_narrow_records_too() -> None:
    reviews = {paper.key for paper in builtin().papers if "review" in (paper.type or "").lower()}
    listed = await ask("type:review list the papers", NINE)
    assert set(listed.keys) == reviews
    alone = await ask("type:review", NINE)
    assert set(alone.keys) == reviews
    years = {paper.key for paper in builtin().papers if paper.published and paper.published.year == 2023}
    assert set((await ask("year:2023 list the papers", NINE)).keys) == years


async def test_what_leaves_no_paper_is_said() -> None:
    answer = await ask("author:Nobody what about sleep?", NINE)
    assert answer.outcome is Outcome.NOTHING
    assert "No paper here is by “Nobody”." in answer.text
    assert "of 1901 or earlier" in (await ask("sleep year:<=1901", NINE)).text


async def test_a_follow_up_looks_where_the_question_before_it_looked() -> None:
    first = await ask("-porters how was menthol measured?")
    assert papers(first) == {MINT}
    second = await ask("and for how long?", previous=first)
    third = await ask("and sleep?", previous=second)
    assert TEA not in papers(second) | papers(third)
    assert "without “porters”" in third.text
    fresh = await ask("how long did porters sleep after green tea?", previous=third)
    assert TEA in papers(fresh)


async def test_a_question_that_only_looks_like_one_is_as_before() -> None:
    plain = await ask("sleep of porters - and how long?")
    assert "Looked only" not in plain.text
    assert TEA in papers(plain)

"""Who paid, and where nothing was found to differ: no record says it, so each abstract's own sentence is shown."""

from __future__ import annotations

import pytest

from bot.assistant.studies.gathered import NO_KIND
from bot.models import Context
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over


def _paper(key: str, title: str, abstract: str) -> Paper:
    return Paper(source_id=key, title=title, abstract=abstract, year=2021)


BREAD = over(
    _paper("rye", "Sourdough and rye flour", "We baked 90 loaves with rye flour. Crumb did not differ between flours. The Grain Board funded the study."),
    _paper("oven", "Steam ovens in village bakeries", "Steam ovens saved 12% of gas. The oxygen cost of kneading was low. L.M. works for Ovenia GmbH, which lent the ovens."),
    _paper("salt", "Less salt in white bread", "Salt was halved in 40 bakeries. Sales were unchanged. This work received no grant from any agency."),
    _paper("yeast", "Fresh or dry yeast", "Dry yeast lowered volume by 8% and did not change taste. Funding: none."),
    _paper("crust", "Crust colour and price", "Dark crusts sold for more money. Bakers without grants sold less bread. The funder had no role in the analysis."),
)  # fmt: skip


@pytest.mark.parametrize(
    "question",
    ["which ones were not funded", "unfunded papers?", "which studies got no money", "papers without any funding", "which had no outside funding",
     "and which weren't funded by anyone?", "any studies without a grant", "which of these were not sponsored"],
)  # fmt: skip
async def test_papers_that_say_nobody_paid_are_those_asked_for(question: str) -> None:
    answer = await BREAD.ask(question, Context())
    assert (answer.outcome, answer.keys) == (Outcome.ANSWERED, ("salt", "yeast")), answer.text
    assert "> Funding: none." in answer.text
    assert "None found in 3 abstracts" in answer.text


@pytest.mark.parametrize(
    "question",
    ["which papers had industry money", "anyone employed by a company?", "was any of this funded by industry", "which studies were paid for by a manufacturer",
     "company funded studies", "do any of the authors work for a firm"],
)  # fmt: skip
async def test_papers_in_which_a_company_pays_or_employs_are_those_asked_for(question: str) -> None:
    answer = await BREAD.ask(question, Context())
    assert (answer.outcome, answer.keys) == (Outcome.ANSWERED, ("oven",)), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "who has a conflict of interest",
        "do any authors have competing interests?",
        "which papers declared conflicts of interest",
        "studies with conflict of interest",
        "list the papers with competing interests",
    ],
)
async def test_papers_whose_authors_have_an_interest_are_those_asked_for(question: str) -> None:
    answer = await BREAD.ask(question, Context())
    assert (answer.outcome, answer.keys) == (Outcome.ANSWERED, ("oven",)), answer.text


@pytest.mark.parametrize(
    "question",
    ["which studies found nothing", "which found no difference", "which ones did not show any effect", "negative results", "any trials that found no benefit?"],
)  # fmt: skip
async def test_papers_that_tell_of_no_difference_alone_are_those_asked_for(question: str) -> None:
    answer = await BREAD.ask(question, Context())
    assert (answer.outcome, answer.keys) == (Outcome.ANSWERED, ("rye", "salt")), answer.text
    assert "it may be of one outcome among others" in answer.text


@pytest.mark.parametrize(
    "question", ["which were not tested on people", "which ones were done on animals", "human studies"]
)
async def test_on_whom_a_study_was_done_no_record_says(question: str) -> None:
    answer = await BREAD.ask(question, Context())
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ())
    assert NO_KIND in answer.text


@pytest.mark.parametrize(
    "question",
    ["were the bakers paid by a company", "which flour made no difference to crumb", "bakers without grants"],
)
async def test_what_is_asked_of_those_studied_is_a_question_of_content(question: str) -> None:
    assert (await BREAD.ask(question, Context())).kind == "content"


async def test_where_no_abstract_says_it_that_is_said() -> None:
    answer = await over(_paper("jam", "Jam", "Jam was sweet.")).ask("which ones were not funded", Context())
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ())
    assert "None of these abstracts says that nobody paid" in answer.text

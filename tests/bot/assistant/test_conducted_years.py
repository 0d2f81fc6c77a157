"""In which years a study was done: the date of a record is that of publication, so these are its abstract's own."""

from __future__ import annotations

import pytest

from bot.models import Context
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

MILLS = over(
    paper("Reed", "Old mills of the fens", "Mills were taxed from 1821. We measured 30 mills from 2014 to 2016. Nine turned."),
    paper("Sand", "Wheels of iron: the RIM trial", "Forty wheels were laid in the spring of 2019. Half rusted."),
    paper("Tarn", "Sails of cloth", "We sewed 12 sails. Cloth tore in wind."),
)  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    ["what year was that done", "when was it done", "in which year was the study done", "when was this study carried out", "which years was that run"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("how many fen mills turned", "We measured 30 mills from 2014 to 2016."),
        ("did iron wheels rust", "Forty wheels were laid in the spring of 2019."),
    ],
)
async def test_the_years_of_the_study_are_told(first: str, said: str, asked: str) -> None:
    answer = (await talk(MILLS, first, asked))[-1]
    assert [quote.text for quote in answer.quotes] == [said], answer.text


async def test_where_none_is_given_the_date_of_publication_is_told_as_such() -> None:
    answer = (await talk(MILLS, "did cloth sails tear", "what year was that done"))[-1]
    assert (answer.outcome, answer.keys) == (Outcome.NOTHING, ("Tarn",))
    assert "does not say when the study was done; it was published in 2020" in answer.text


@pytest.mark.parametrize("asked", ["when was the RIM trial conducted", "when was RIM run"])
async def test_a_study_may_be_named(asked: str) -> None:
    answer = await MILLS.ask(asked, Context())
    assert [quote.text for quote in answer.quotes] == ["Forty wheels were laid in the spring of 2019."]


@pytest.mark.parametrize(
    "asked",
    ["when are sails sewn", "when was the harvest done", "when did rain happen", "when was this repair made"],
)
async def test_when_something_is_done_in_a_study_is_no_such_question(asked: str) -> None:
    answer = (await talk(MILLS, "how many fen mills turned", asked))[-1]
    assert answer.kind == "content"


@pytest.mark.parametrize("asked", ["what year was that done", "when was this done"])
async def test_of_several_that_were_quoted_that_is_the_first(asked: str) -> None:
    first, answer = await talk(MILLS, "wheels and mills", asked)
    assert len({quote.key for quote in first.quotes}) > 1
    assert answer.keys == (first.quotes[0].key,)


async def test_a_span_is_told_before_a_single_year_and_with_its_part() -> None:
    """The year of a beginning alone would stand for the time of the whole study."""
    fens = paper(
        "Reed",
        "Old mills of the fens",
        "METHODS: We began in the spring of 2013. We measured 30 mills from 2014 to 2016. RESULTS: Nine turned.",
    )
    answer = (await talk(over(fens), "how many fen mills turned", "when was it done"))[-1]
    assert [(quote.text, quote.section) for quote in answer.quotes] == [
        ("We measured 30 mills from 2014 to 2016.", "METHODS")
    ]


async def test_no_year_of_publication_is_made_up() -> None:
    sails = paper("Tarn", "Sails of cloth", "We sewed 12 sails. Cloth tore in wind.").model_copy(
        update={"year": None}
    )
    answer = (await talk(over(sails), "did cloth sails tear", "what year was that done"))[-1]
    assert "does not say when the study was done. —" in " ".join(answer.text.split())

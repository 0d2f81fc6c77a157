"""Largest, smallest and all together: from the numbers that abstracts print, each above its sentence."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.models import Answer, Context
from corpus.models import Author, Corpus, Paper
from index.library import LibraryIndex
from index.models import Outcome
from tests.bot.assistant.teahouse import nine

NINE = Assistant(nine())
PARK = "10.3390/cancers16142554"


def paper(key: str, title: str, abstract: str, year: int = 2020) -> Paper:
    authors = (Author(name=f"Ada {key}", family=key, given="Ada"),)
    return Paper(source_id=key, title=title, abstract=abstract, year=year, authors=authors)


BAKERS = Assistant(
    LibraryIndex.build(
        Corpus(
            name="bakers",
            digest="0" * 64,
            papers=(
                paper(
                    "Rye",
                    "Rye bread and sleep: a randomised trial",
                    "We randomised 240 workers to rye or wheat bread. Sleep improved.",
                ),
                paper(
                    "Oat",
                    "Oats and cough",
                    "A total of 1,012 patients were included. Cough was rarer with oats.",
                    2021,
                ),
                paper("Bun", "Buns in wards", "We enrolled 38 patients who ate buns. Nobody complained.", 2022),
                paper(
                    "Pie",
                    "Pies reviewed: a systematic review",
                    "We searched PubMed and included 17 studies. Pies are warm.",
                ),
                paper(
                    "Two",
                    "Two kinds of toast",
                    "We compared 20 patients with white toast to 25 patients with brown toast.",
                ),
                paper("Jam", "On jam", "Jam is sweet. This letter asks for less of it."),
            ),
        )
    )
)


async def ask(question: str, assistant: Assistant = BAKERS) -> Answer:
    return await assistant.ask(question, Context())


@pytest.mark.parametrize(
    ("question", "key", "number"),
    [
        ("what is the biggest study here?", "Oat", "1,012"),
        ("which paper has the most patients", "Oat", "1,012"),
        ("which study enrolled the fewest patients", "Bun", "38"),
        ("smallest sample", "Bun", "38"),
        ("largest sample size of 2022", "Bun", "38"),
        ("which trial was the largest?", "Rye", "240"),
        ("largest study on cough", "Oat", "1,012"),
    ],
)
async def test_the_study_at_an_end_stands_below_its_number(question: str, key: str, number: str) -> None:
    reply = await ask(question)
    assert (reply.outcome, reply.keys) == (Outcome.ANSWERED, (key,))
    assert f"▸ {number}" in reply.text
    assert number in reply.quotes[0].text


async def test_all_together_are_only_those_that_state_a_total_of_them() -> None:
    reply = await ask("how many patients were there in all the papers together?")
    assert "of 2 of 6 papers state one total of patients: 1,012 + 38 = 1,050." in reply.text
    assert [quote.key for quote in reply.quotes] == ["Oat", "Bun"]
    for silent in ("Rye", "Pie", "Two", "Jam"):
        assert silent in reply.text.rpartition("No such total is stated in 4 abstracts")[2]


async def test_what_no_abstract_states_is_said() -> None:
    reply = await ask("which paper has the most patients from 2020?")
    assert (reply.outcome, reply.quotes) == (Outcome.NOTHING, ())
    assert "no abstract states one total" in reply.text


@pytest.mark.parametrize(
    "question",
    ["did most patients in the trial improve?", "what did the largest effect come from?", "which was cited most?"],
)
async def test_other_ends_are_none_of_it(question: str) -> None:
    assert (await ask(question)).kind != "table"


async def test_of_the_shipped_library() -> None:
    assert (await ask("which study has the most patients?", NINE)).keys == (PARK,)

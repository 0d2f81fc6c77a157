"""Studies with more or fewer than some number of those studied, told by their abstracts."""

from __future__ import annotations

import pytest

from bot.models import Answer, Context
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper

_BAKERS = over(
    paper("Rye", "Rye bread and sleep of children: a trial", "We randomised 240 children to rye or wheat bread."),
    paper("Oat", "Oats and cough", "A total of 1,012 patients were included. Cough was rarer with oats.", 2021),
    paper("Bun", "Buns in wards", "We enrolled 38 patients who ate buns. Nobody complained.", 2022),
    paper("Jam", "On jam", "Jam is sweet. This letter asks for less of it."),
)


async def _ask(question: str) -> Answer:
    return await _BAKERS.ask(question, Context())


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers with more than 200 participants", ["Oat", "Rye"]),
        ("which studies had over 1000 people", ["Oat"]),
        ("how many studies have more than 1,000 patients?", ["Oat"]),
        ("small studies with fewer than 100 patients", ["Bun"]),
        ("studies under 100 patients", ["Bun"]),
        ("trials with a sample size of at least 240", ["Rye"]),
        ("papers with 240 or more subjects", ["Oat", "Rye"]),
        ("papers on sleep with more than 20 participants", ["Rye"]),
        ("any paper with one hundred or fewer patients", ["Bun"]),
    ],
)
async def test_those_within_the_bound_are_shown_the_furthest_first(question: str, keys: list[str]) -> None:
    answer = await _ask(question)
    assert (answer.outcome, answer.kind, list(answer.keys)) == (Outcome.ANSWERED, "table", keys), answer.text
    assert f"{len(keys)} of these counted " in answer.text


async def test_a_bound_that_no_study_reaches_is_told() -> None:
    answer = await _ask("studies with more than 5000 patients")
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ())
    assert "Of 4 papers, 3 state one total; none of these counted more than 5,000." in answer.text
    assert "No such total found in 1 abstract" in answer.text


@pytest.mark.parametrize("question", ["average sample size", "what's the mean number of patients"])
async def test_an_average_shows_the_numbers_and_adds_nothing_up(question: str) -> None:
    answer = await _ask(question)
    assert {quote.key for quote in answer.quotes} >= {"Oat", "Bun"}
    assert "not added up" in answer.text


@pytest.mark.parametrize(
    "question", ["papers with more than 2 authors", "what happened in wards with more than 30 patients"]
)
async def test_other_bounds_are_none_of_those_studied(question: str) -> None:
    assert "state one total" not in (await _ask(question)).text


_FAMILIES = over(
    paper("Fam", "Sleep in families with more than two children", "We surveyed 400 families. Sleep was shorter."),
    paper(
        "Doc", "Villages and doctors", "The mean number of patients per doctor was 1,200. We surveyed 40 doctors."
    ),
    paper("Age", "Tea and cohort age", "The median cohort age was 61 years. We enrolled 90 patients."),
)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("papers on families with more than two children", "Fam"),
        ("average number of patients per doctor", "Doc"),
    ],
)
async def test_a_number_within_the_topic_is_none_of_those_studied(question: str, key: str) -> None:
    answer = await _FAMILIES.ask(question, Context())
    assert (answer.outcome, answer.keys[:1]) == (Outcome.ANSWERED, (key,)), answer.text
    assert "one total" not in answer.text
    assert "not added up" not in answer.text


async def test_the_age_of_a_cohort_is_no_number_of_it() -> None:
    answer = await _FAMILIES.ask("median cohort age", Context())
    assert [quote.sentence for quote in answer.quotes] == [1], answer.text
    assert "61 years" in answer.text


@pytest.mark.parametrize("question", ["average sample size in these trials", "average sample size of the studies"])
async def test_an_average_over_the_papers_is_one_of_those_studied(question: str) -> None:
    answer = await _BAKERS.ask(question, Context())
    assert answer.kind == "table"
    assert "Figures on “number studied”" in answer.text

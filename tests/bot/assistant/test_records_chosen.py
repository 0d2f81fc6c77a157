"""Which papers a question about records chooses, however it says it; and conditions that no record gives."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.conversations import ask
from tests.bot.assistant.test_records import told


async def same_papers(question: str, other: str) -> None:
    """Assert that two questions choose the same papers, at least one."""
    wanted, found = await told(other), await told(question)
    assert set(found.keys) == set(wanted.keys) != set()


@pytest.mark.parametrize(
    ("question", "same"),
    [
        ("papers pre 2024", "list the papers before 2024"),
        ("papers that predate 2024", "list the papers before 2024"),
        ("papers published ahead of 2024", "list the papers before 2024"),
        ("papers post 2023", "list the papers after 2023"),
        ("papers from after the 2023", "list the papers after 2023"),
        ("papers Kang is not on", "papers not by Kang"),
        ("papers that Kang is not an author of", "papers not by Kang"),
        ("papers Kang had no hand in", "papers not by Kang"),
        ("papers with volume number 16", "papers in volume 16"),
        ("papers with a page count greater than 15", "papers with more than 15 pages"),
    ],
)
async def test_one_selection_in_other_words(question: str, same: str) -> None:
    await same_papers(question, same)


@pytest.mark.parametrize(
    ("question", "same"),
    [
        ("papers by Kang not in 2023", "papers by Kang in 2024"),
        ("papers by Park, not in 2023", "papers by Park in 2024"),
        ("papers by Dong-Ho Kang and Se-Jun Park not in 2023", "papers by Kang in 2024"),
        ("papers with Kang not in 2023", "papers by Kang in 2024"),
        ("papers by Rades not among the reviews", "articles by Rades"),
        ("papers by Kang not on spondylectomy", "papers by Kang in 2024"),
        ("papers by Kang not written in 2023", "papers by Kang in 2024"),
        ("papers with Kang not among the authors", "papers not by Kang"),
        ("papers with Kang not on them", "papers not by Kang"),
        ("which papers was Kang not in?", "papers not by Kang"),
    ],
)
async def test_what_a_persons_papers_are_not_is_no_missing_author(question: str, same: str) -> None:
    await same_papers(question, same)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers where Kang is not the first author", {"16142554"}),
        ("papers where Kang isn't the first author", {"16142554"}),
        ("papers Kang was not the first author on", {"16142554"}),
        ("papers that Kang is not the first author of", {"16142554"}),
        ("which papers is Kang not the lead author of", {"16142554"}),
        ("papers where Kang is not a first author", {"16142554"}),
        ("papers where Kang is not the last author", {"15235518"}),
        ("papers where Kang is not the senior author", {"15235518"}),
        ("papers where Kang is not the second author", {"15235518"}),
        ("papers where Kang is not first", {"16142554"}),
    ],
)
async def test_who_is_not_in_a_place_among_the_authors_is_an_author_all_the_same(
    question: str, keys: set[str]
) -> None:
    assert {key.removeprefix("10.3390/cancers") for key in (await told(question)).keys} == keys


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("papers with more than fifteen references", "reference list"),
        ("papers with over 100 references", "reference list"),
        ("reviews with over fifty references by Kang", "reference list"),
        ("which paper has the most references", "reference list"),
        ("list papers with two tables", "number of figures or tables"),
        ("articles with more than 5 figures", "number of figures or tables"),
        ("papers longer than 5000 words", "number of words"),
    ],
)
async def test_a_condition_that_no_record_gives_is_said_to_be_unknown(question: str, unknown: str) -> None:
    answer = await ask(question)
    assert (answer.outcome, answer.keys, answer.unknown_words) == (Outcome.NOTHING, (), (unknown,))
    assert f"do not give the {unknown}" in answer.text


@pytest.mark.parametrize(
    "question", ["papers with one author", "papers with at least 20 pages", "table of follow-up"]
)
async def test_a_condition_that_records_give_is_not(question: str) -> None:
    assert "do not give" not in (await ask(question)).text

"""Other papers than the one talked about: of its journal, its year, its authors; and the papers of a library in time."""

from __future__ import annotations

import pytest

from corpus.models import Author, Paper
from tests.bot.assistant.conversations import NINE, over, talk
from tests.quality.understanding import assistant


@pytest.mark.parametrize(
    "asked", ["other papers in that journal", "anything else in that journal", "any others from the same year"]
)
async def test_the_others_of_a_journal_or_year_leave_out_the_paper_talked_about(asked: str) -> None:
    about, others = await talk(assistant("archaeology"), "who wrote the milk paper", asked)
    assert others.keys
    assert about.keys[0] not in others.keys


async def test_earlier_papers_of_an_author_are_no_later_ones() -> None:
    bells, bees, bows = (
        Paper(
            source_id=key,
            title=f"{key} of brass",
            year=year,
            abstract=f"{key} rang.",
            authors=(Author(name="Ida Berg", family="Berg"),),
        )
        for key, year in (("Bells", 2018), ("Beads", 2020), ("Bows", 2022))
    )
    answers = await talk(
        over(bells, bees, bows),
        "who wrote the beads paper",
        "any earlier ones by the same author",
    )
    assert answers[-1].keys == ("Bells",)
    answers = await talk(over(bells, bees, bows), "who wrote the beads paper", "what else did she do")
    assert {*answers[-1].keys} == {"Bells", "Bows"}


async def test_listed_by_year_papers_are_listed_and_not_counted() -> None:
    (listed,) = await talk(NINE, "list the papers by year")
    assert "newest first" in listed.text
    (counted,) = await talk(NINE, "papers by year")
    assert "Papers here by year" in counted.text

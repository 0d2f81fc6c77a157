"""Other papers than the one talked about: of its journal, its year, its authors; and the papers of a library in time."""

from __future__ import annotations

import pytest

from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import KANG, NINE, over, talk
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


@pytest.mark.parametrize(
    "asked",
    ["what was published in the same year as the milk paper", "anything from the same journal as the milk paper?"],
)
async def test_the_year_or_journal_of_a_named_paper_chooses_papers(asked: str) -> None:
    (answer,) = await talk(assistant("archaeology"), asked)
    assert len(answer.keys) > 1, answer.text


async def test_a_field_alone_is_asked_of_the_list_last_shown_or_of_all() -> None:
    listed, of_list = await talk(NINE, "list the reviews", "just the dois")
    assert of_list.keys == listed.keys
    (of_all,) = await talk(NINE, "just the titles please")
    assert len(of_all.keys) == 9


async def test_which_asks_for_the_list_just_shown() -> None:
    listed, again = await talk(NINE, "are there reviews?", "which")
    assert again.keys == listed.keys


async def test_the_newest_on_a_topic_is_no_summary_of_the_newest_of_all() -> None:
    (answer,) = await talk(assistant("archaeology"), "whats the newest one about graves")
    assert answer.kind == "record"
    assert "matching “graves”" in answer.text


async def test_who_may_read_papers_stands_in_no_abstract() -> None:
    doors = over(Paper(source_id="d", title="Doors", abstract="Doors gave open access to papers in 40 rooms."))
    (answer,) = await talk(doors, "which papers are open access")
    assert (answer.kind, answer.outcome) == ("record", Outcome.NOTHING), answer.text


async def test_how_many_did_something_with_one_is_asked_of_the_study_and_lists_no_papers() -> None:
    bells = Paper(
        source_id="b",
        title="Lending bells to porters: a trial",
        abstract="We lent bells to 80 porters. Twelve of them bought a bell by May. Sleep did not change.",
    )
    drums = Paper(source_id="d", title="Drums", abstract="Most drums are bought in spring.")
    _, bought, sleep = await talk(
        over(bells, drums), "lending bells to porters", "how many bought one", "did sleep change"
    )
    assert (bought.kind, bought.keys[:1], sleep.keys[:1]) == ("content", ("b",), ("b",))


@pytest.mark.parametrize(
    "asked", ["show citations by year", "show how many papers by year", "give me a breakdown by year"]
)
async def test_what_is_counted_by_year_is_no_list(asked: str) -> None:
    (answer,) = await talk(NINE, asked)
    assert "newest first" not in answer.text


async def test_older_people_are_no_older_papers() -> None:
    bells, drums = (
        Paper(
            source_id=key,
            title=f"{key} for older women",
            year=year,
            abstract="Older women slept.",
            authors=(Author(name="Ida Berg", family="Berg"),),
        )
        for key, year in (("Bells", 2018), ("Drums", 2021))
    )
    answers = await talk(
        over(bells, drums), "who wrote the bells paper", "any papers by the same author on older women"
    )
    assert "Drums" in answers[-1].keys, answers[-1].text


async def test_the_same_year_is_that_of_the_paper_talked_about() -> None:
    assert "published in 2023" in (await talk(NINE, "who wrote Kang 2023?", "papers of the same year"))[1].text


async def test_papers_by_the_author_in_a_place_of_another_paper_are_listed() -> None:
    (answer,) = await talk(NINE, "papers by the first author of Kang 2023")
    assert answer.keys[:1] == (KANG,)
    assert "2 papers by Dong-Ho Kang" in answer.text


async def test_a_paper_of_the_issue_is_asked_for_its_own_title() -> None:
    (answer,) = await talk(NINE, "title of the special issue paper by Kang")
    assert answer.keys == (KANG,)

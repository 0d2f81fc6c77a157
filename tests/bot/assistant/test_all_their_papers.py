"""References of a whole library or issue, and some of a paper's authors in their order."""

from __future__ import annotations

import pytest

from bot.models import Context
from tests.bot.assistant.conversations import NINE, over, paper, talk
from tests.bot.assistant.test_others_on_the_same import FARM


@pytest.mark.parametrize(
    "asked",
    ["cite the special issue in Vancouver", "references of the library as APA", "cite this library in ama"],
)
async def test_a_style_is_for_the_references_of_all_papers(asked: str) -> None:
    assert len((await NINE.ask(asked, Context())).keys) == 9
    assert {*(await over(*FARM).ask(asked, Context())).keys} == {"Abel", "Brun", "Cole"}


async def test_without_the_page_of_an_issue_the_issue_is_cited_by_its_papers() -> None:
    assert {*(await over(*FARM).ask("cite the special issue", Context())).keys} == {"Abel", "Brun", "Cole"}


@pytest.mark.parametrize(
    "asked",
    ["first three authors of Abel", "the first 2 authors of the paper on wind", "last two authors of Abel 2015"],
)
async def test_some_authors_are_names_and_no_number_of_authors(asked: str) -> None:
    answer = await over(*FARM).ask(asked, Context())
    assert "was written by Ada Abel" in answer.text


async def test_some_authors_of_the_paper_talked_about() -> None:
    *_, answer = await talk(over(*FARM), "who wrote the paper on wind", "and the first three authors?")
    assert "was written by Ada Abel" in answer.text


async def test_papers_with_so_many_authors_are_still_counted() -> None:
    answer = await over(*FARM, paper("Dorn", "Printing", "Books were printed.")).ask(
        "papers with 1 author", Context()
    )
    assert len(answer.keys) == 4


@pytest.mark.parametrize(
    ("first", "asked", "found"),
    [
        ("how many papers are there", "which are retrospective", {"Eke"}),
        ("how many trials are there", "which are retrospective?", {"Eke"}),
        ("list the papers about looms", "which of them are prospective", {"Fay"}),
        ("how many papers are there", "how many prospective studies", {"Fay"}),
    ],
)
async def test_whether_a_study_looked_back_is_a_design(first: str, asked: str, found: set[str]) -> None:
    back = paper("Eke", "Looms and hearing", "We retrospectively compared 90 weavers. Noise was loud.")
    ahead = paper(
        "Fay", "Looms and lungs", "In this prospective cohort of 80 weavers, dust was counted near looms."
    )
    trial = paper("Gil", "Masks at looms: a trial", "Weavers were assigned to masks. Cough was rare.")
    *_, answer = await talk(over(back, ahead, trial), first, asked)
    assert (answer.kind, {*answer.keys}) == ("record", found), answer.text

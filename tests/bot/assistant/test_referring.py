"""A pasted reference with or without its whole title names its paper, and what stands behind it is asked of that paper."""

from __future__ import annotations

import pytest

from bot.assistant.besides import unreferenced
from bot.assistant.message.splitting import parts_of
from corpus.models import DERIVED, Author, Paper
from tests.bot.assistant.conversations import over, talk

BELLS = Paper(
    doi="10.5555/bells",
    title="Bells of brass by the river: how loud they ring in winter and who hears them",
    authors=(
        Author(name="Tola Banda", family="Banda", given="Tola"),
        Author(name="Kofi Oseï", family="Oseï", given="Kofi"),
    ),
    journal="Sounds of the Town",
    year=2019,
    volume="19",
    abstract="Bells rang.",
)
OTHER = BELLS.model_copy(update={"doi": None, "source_id": "o", "title": "Drums", "year": 2018})


@pytest.mark.parametrize(
    ("pasted", "asked"),
    [
        ("Banda T, Osei K (2019) Bells of brass by the river. Sounds of the Town - did they ring?", "10.5555/bells did they ring?"),
        ("Banda & Osei 2019 Sounds of the Town 19:222 loudness?", "10.5555/bells loudness?"),
        ("Banda et al., 2019 Sound Town 19:222 do you have this?", "10.5555/bells"),
        ("Banda T, Osei K. Sounds of the Town. 2019;19(2):222-231.", "summarise 10.5555/bells"),
        ("Banda T, Osei K. Bells of brass by the river. Sounds Town 2019. who rang", "10.5555/bells who rang"),
        ("Banda T, Osei K. 2019 - what were the limits?", "10.5555/bells what were the limits?"),
        ("Banda, T. & Osei, K. (2019). Bells of brass. Sounds of the Town. -> cite bibtex", "10.5555/bells cite bibtex"),
        (f"Banda T, Osei K. {BELLS.title}. Sounds of the Town 2019;19:222-231.", "summarise 10.5555/bells"),
    ],
)  # fmt: skip
def test_what_is_asked_behind_a_reference_is_asked_of_its_paper(pasted: str, asked: str) -> None:
    assert unreferenced(pasted, (BELLS, OTHER)) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Banda and Osei 2019: did bells ring louder in the winter of that town",
        "what did banda find in 2019 about bells of brass by the river",
        "bells of brass by the river in 2019, how loud",
        "Moss T, Osei K (2019) Bells of brass by the river. Sounds of the Town - did they ring?",
        "Banda T (2017) Bells of brass by the river. Sounds of the Town - did they ring?",
        "Banda and Osei 2019: bells of brass by the river and how loud they ring",
    ],
)
def test_what_is_no_reference_is_a_question_as_it_stands(question: str) -> None:
    assert unreferenced(question, (BELLS, OTHER)) == question


def test_a_paper_that_nothing_names_within_a_question_leaves_it_as_it_stands() -> None:
    unnamed = BELLS.model_copy(update={"doi": None, "source_id": f"{DERIVED}996ba7c204243f59"})
    pasted = "Banda & Osei 2019 Sounds of the Town 19:222 loudness?"
    assert unreferenced(pasted, (unnamed, OTHER)) == pasted


@pytest.mark.parametrize("behind", ["", " how loud were they", " how loud were they?"])
def test_a_reference_in_apas_style_is_one_message(behind: str) -> None:
    pasted = f"Banda, T., & Osei, U. (2019). {BELLS.title}. Sounds of the Town.{behind}"
    assert parts_of(pasted) == (pasted,)


async def test_an_initial_is_no_shorthand() -> None:
    mills = Paper(
        doi="10.5555/mills",
        title="Mills of the upper valley and the grain they ground",
        authors=(
            Author(name="Ulla Moss", family="Moss", given="Ulla"),
            Author(name="Rune Quill", family="Quill", given="Rune"),
        ),
        journal="Valley Notes",
        year=2020,
        abstract="Mills ground barley. They stood idle for 14 weeks a year.",
    )
    for asked in (
        "Moss, U. (2020). Mills of the upper valley and the grain they ground. Valley Notes. how long were they idle",
        "Moss U, Quill R, et al. Mills of the upper valley and the grain. Val Notes 2020. how long were they idle",
    ):
        (answer,) = await talk(over(mills, BELLS), asked)
        assert [quote.key for quote in answer.quotes] == ["10.5555/mills"]
        assert "14 weeks" in answer.text
        assert answer.sure

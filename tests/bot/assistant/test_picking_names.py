"""A paper picked by its authors' names, by almost its words, or by its title within a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.assistant.reading.titles import FEWEST_OF_TITLE, title_within
from bot.assistant.reading.words import fold
from bot.models import Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over
from tests.bot.assistant.test_picking import NINE, NINE_INDEX


def _library_of_names() -> Assistant:
    """Papers by people whose names have particles, and one on photographs."""
    rows = (
        ("van der Berg", "Pieter", "Dikes and the North Sea", "Dikes were measured in winter."),
        ("van den Broek", "Anna", "Peat fires", "Peat burned for a week."),
        ("de la Cruz", "Ines", "Coral growth", "Corals grew slowly."),
        ("Moser", "Jan", "Smartphone photographs of moths", "Moths were photographed at night."),
    )
    papers = tuple(
        Paper(
            source_id=f"p{n}",
            title=title,
            abstract=abstract,
            year=2020 + n,
            authors=(Author(name=f"{given} {family}", family=family, given=given),),
        )
        for n, (family, given, title, abstract) in enumerate(rows)
    )
    return over(*papers)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("papers by Berg", "p0"),
        ("anything from van der Berg?", "p0"),
        ("what did Broek publish?", "p1"),
        ("papers by Cruz", "p2"),
        ("author:Berg list the papers", "p0"),
    ],
)
async def test_a_family_name_is_found_without_its_particles(name: str, key: str) -> None:
    reply = await _library_of_names().ask(name, Context())
    assert reply.keys == (key,)


@pytest.mark.parametrize(
    ("name", "key"),
    [("Berg 2020", "p0"), ("van den Berg 2020", "p0"), ("the Cruz paper", "p2"), ("smartphone pictures", "p3")],
)
async def test_a_paper_is_named_in_almost_its_words(name: str, key: str) -> None:
    talked = _library_of_names()
    found = await talked.which(name)
    assert found.one is not None
    assert found.one.key == key
    assert key in {paper.key for paper in await talked.offered(name, 5)}


async def test_somebody_unknown_is_nobody_of_almost_that_name() -> None:
    found = await _library_of_names().which("Smith 2020")
    assert found.one is None
    assert "smith" in found.missing


async def test_a_doi_behind_a_record_is_a_record_again() -> None:
    talked = Assistant(NINE_INDEX)
    first = await talked.ask(f"{NINE[0].doi}", Context())
    again = await talked.ask(f"https://doi.org/{NINE[1].doi}", Context(previous=first.turn))
    assert again.keys == (NINE[1].key,)


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=60))
def test_a_text_is_folded_alike_whatever_letters_stand_behind_it(text: str) -> None:
    assert fold(f"{text} é").split() == [*fold(text).split(), "e"]


TITLE = st.lists(
    st.sampled_from(
        ["The", "(Dose", "2.5", "mg_kg", "a-b", "“Über", "Trial:", "of", "IL-2.5_x", "骨", "one?", "Two.", "…"]
    ),
    min_size=1,
    max_size=9,
)


@given(TITLE.map(" ".join))
def test_a_title_within_a_text_is_found_however_it_begins(title: str) -> None:
    said = fold(title)
    found = title_within(f"what did {said} find", [Paper(source_id="1", title=title)])
    assert (found is not None) == (len(said.split()) >= FEWEST_OF_TITLE)


PILGRIMS = over(
    Paper(
        source_id="boots",
        title="Blisters and boots of pilgrims",
        abstract="We asked 90 pilgrims about their feet. Wool kept half of them dry.",
        journal="Walking Letters",
        year=2021,
        authors=(
            Author(name="Ana Roca", family="Roca", given="Ana"),
            Author(name="Jon Egea", family="Egea", given="Jon"),
        ),
    ),
    Paper(source_id="staffs", title="Staffs of shepherds", abstract="Staffs of hazel were light."),
)


@pytest.mark.parametrize("asked", ["roca egea walking letters", "Roca & Egea blisters", "Egea 2021 letters"])
async def test_an_author_with_words_of_title_or_journal_names_the_paper(asked: str) -> None:
    """No sentence of the abstract has them, and "not in the abstract" would be true and useless."""
    answer = await PILGRIMS.ask(asked, Context())
    assert answer.keys == ("boots",)
    assert "Not in the abstract" not in answer.text


async def test_what_a_named_paper_does_not_say_is_told_with_the_way_to_read_it() -> None:
    answer = await PILGRIMS.ask("Roca & Egea poles", Context())
    assert "Not in the abstract of Roca and Egea 2021, Walking Letters." in answer.text
    assert "“show the abstract”" in answer.text
    shown = await PILGRIMS.ask("show the abstract", Context(previous=answer.turn))
    assert "Wool kept half of them dry." in shown.text

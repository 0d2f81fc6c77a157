"""A society, a team or a consortium that signed a paper is meant where a question calls it one, and not by its subject."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over

KILN = Author(name="Ida Kiln", family="Kiln", given="Ida")
TILES = over(
    Paper(
        source_id="frost",
        title="Frost on clay roofs",
        abstract="Frost broke 12 of 80 clay roofs. Wear of roof tiles was not measured.",
        authors=(KILN, Author(name="Nordic Society of Roof Tiles")),
    ),
    Paper(
        source_id="wear",
        title="Wear after ten winters",
        abstract="The wear of roof tiles from lowland kilns was 3 mm in ten winters.",
        authors=(Author(name="Bo Slate", family="Slate", given="Bo"), Author(name="Oat and Rye Study Group")),
    ),
)


@pytest.mark.parametrize(
    "question",
    [
        "what is the wear of roof tiles from lowland kilns",
        "wear of roof tiles in ten winters?",
        "how large was the wear of roof coverings from lowland kilns",
        "is there a society of potters, and what is the wear of tiles from lowland kilns",
    ],
)
async def test_the_subject_of_a_society_is_no_author(question: str) -> None:
    answer = await TILES.ask(question, Context())
    assert "Asked only of" not in answer.text
    assert "wear" in answer.keys


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("papers by the Nordic Society of Roof Tiles", "frost"),
        ("papers by the Nordic society", "frost"),
        ("papers by the Society of Roof Tiles", "frost"),
        ("papers by the Rye Study Group", "wear"),
    ],
)
async def test_a_society_is_called_by_what_it_is(question: str, key: str) -> None:
    assert (await TILES.ask(question, Context())).keys == (key,)

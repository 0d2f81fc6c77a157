"""“Not” before the first of several types, journals or years is said of all of them."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over


def _paper(key: str, kind: str, journal: str, year: int) -> Paper:
    authors = (Author(name=f"Uma {key}", family=key, given="Uma"),)
    return Paper(source_id=key, title=f"On {key.lower()} hedges", abstract=f"We cut {year - 2000} hedges.", type=kind, journal=journal, year=year, authors=authors)  # fmt: skip


HEDGES = over(
    _paper("Beech", "Article", "Hedge Letters", 2018),
    _paper("Holly", "Review", "Hedge Letters", 2019),
    _paper("Yew", "Case Reports", "Annals of Gardens", 2020),
    _paper("Box", "Editorial", "Green Walls", 2021),
)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("everything but reviews and case reports", {"Beech", "Box"}),
        ("papers that are neither reviews nor editorials", {"Beech", "Yew"}),
        ("list papers that are not case reports, reviews or editorials", {"Beech"}),
        ("papers not in Hedge Letters or Green Walls", {"Yew"}),
        ("which papers are not from 2018 or 2021", {"Holly", "Yew"}),
        ("exclude 2018 and 2019", {"Yew", "Box"}),
        ("reviews and case reports", {"Holly", "Yew"}),
        ("papers in Hedge Letters or Green Walls", {"Beech", "Holly", "Box"}),
        ("no reviews, only papers from 2018 or 2019", {"Beech"}),
    ],
)
async def test_all_of_a_row_are_denied(question: str, keys: set[str]) -> None:
    answer = await HEDGES.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("record", keys), answer.text

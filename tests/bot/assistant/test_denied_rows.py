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
    _paper("Privet", "Meta-Analysis", "Thickets", 2022).model_copy(
        update={"title": "Cutting of privet hedges: a systematic review and meta-analysis"}
    ),
    _paper("Hazel", "Meta-Analysis", "Shrubs", 2023),
)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("everything but reviews and case reports", {"Beech", "Box", "Hazel"}),
        ("papers that are neither reviews nor editorials", {"Beech", "Yew", "Hazel"}),
        ("list papers that are not case reports, reviews or editorials", {"Beech", "Hazel"}),
        ("papers not in Hedge Letters or Green Walls", {"Yew", "Privet", "Hazel"}),
        ("which papers are not from 2018 or 2021", {"Holly", "Yew", "Privet", "Hazel"}),
        ("exclude 2018 and 2019", {"Yew", "Box", "Privet", "Hazel"}),
        ("reviews and case reports", {"Holly", "Yew", "Privet"}),
        ("papers in Hedge Letters or Green Walls", {"Beech", "Holly", "Box"}),
        ("papers in Thickets or Shrubs", {"Privet", "Hazel"}),
        ("papers from Hedge Letters, Thickets and Shrubs", {"Beech", "Holly", "Privet", "Hazel"}),
        ("papers not in Thickets or Shrubs", {"Beech", "Holly", "Yew", "Box"}),
        ("how many papers are in Shrubs", {"Hazel"}),
        ("meta-analyses", {"Privet", "Hazel"}),
        ("list the reviews", {"Holly", "Privet"}),
        ("no reviews, only papers from 2018 or 2019", {"Beech"}),
    ],
)
async def test_all_of_a_row_are_denied(question: str, keys: set[str]) -> None:
    answer = await HEDGES.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("record", keys), answer.text

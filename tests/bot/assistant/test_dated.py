"""A paper's date is known to the day or to the year: a year alone decides as much as it can, and that it decides no more is said."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.models import Paper
from tests.bot.assistant.conversations import over, paper, talk


def _dated(key: str, year: int, day: str = "") -> Paper:
    one = paper(key, f"{key} turbines in winter", f"We tested {key} turbines.", year)
    return one.model_copy(update={"published": date.fromisoformat(day) if day else None})


_DATED = over(
    _dated("Kim", 2025),
    _dated("Larsen", 2021),
    _dated("Obi", 2024, "2024-06-03"),
    _dated("Sato", 2024),
    _dated("Weber", 2024, "2024-01-09"),
)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("newest paper", ("Kim",)),
        ("oldest paper", ("Larsen",)),
        ("list by year oldest first", ("Larsen", "Weber", "Obi", "Sato", "Kim")),
        ("list by date newest first", ("Kim", "Obi", "Weber", "Sato", "Larsen")),
        ("which is older, kim or larsen", ("Larsen", "Kim")),
        ("which is newer, obi or larsen", ("Obi", "Larsen")),
        ("which is newer, obi or weber", ("Obi", "Weber")),
    ],
)
async def test_a_year_alone_counts_as_far_as_it_decides(question: str, keys: tuple[str, ...]) -> None:
    (answer,) = await talk(_DATED, question)
    assert answer.keys == keys, answer.text
    assert "not given" not in answer.text
    assert "not say" not in answer.text


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("which is older, sato or weber", {"Sato", "Weber"}),
        ("newest paper of 2024", {"Sato", "Obi"}),
        ("oldest paper of 2024", {"Sato", "Weber"}),
        ("the second newest paper", {"Sato", "Obi"}),
    ],
)
async def test_between_a_year_and_a_day_in_it_nothing_is_decided(question: str, keys: set[str]) -> None:
    (answer,) = await talk(_DATED, question)
    assert {*answer.keys} == keys
    assert "A year alone does not decide between them." in answer.text
    assert "tie" not in answer.text


async def test_no_day_is_made_of_a_year_alone() -> None:
    none, listed = await talk(_DATED, "papers from 1990", "list by date newest first")
    assert "The papers run from 2021 to 2025." in none.text
    assert "comes last in that year" in listed.text


@pytest.mark.parametrize(
    "then",
    [
        "what else came out that yr",
        "what else came out that year",
        "are there other papers from that year",
        "any others in 2024",
    ],
)
async def test_what_else_came_out_that_year_is_not_the_paper_itself(then: str) -> None:
    _, others = await talk(_DATED, "when was the obi paper published", then)
    assert {*others.keys} == {"Sato", "Weber"}
    _, none = await talk(_DATED, "when was the kim paper published", "what else came out that yr")
    assert none.keys == ()
    assert "No paper" in none.text

"""Several largest or smallest studies: as many as were asked for, with all that share the last place, or all in order."""

from __future__ import annotations

import pytest

from bot.models import Context
from tests.bot.assistant.conversations import over, paper

SIZES = {"rye": 90, "oat": 50, "bun": 50, "pie": 50, "tart": 10}
BREAD = over(
    *(paper(key, f"Loaves of {key}", f"We studied {n} patients. Loaves rose.") for key, n in SIZES.items())
)
TIE = "3 papers tie for the last place."


@pytest.mark.parametrize(
    ("question", "shown", "tie"),
    [
        ("the 2 largest studies", ["rye", "oat", "bun", "pie"], True),
        ("what are the two biggest studies?", ["rye", "oat", "bun", "pie"], True),
        ("list the three largest studies here", ["rye", "oat", "bun", "pie"], True),
        ("the 4 largest studies", ["rye", "oat", "bun", "pie"], False),
        ("the two studies with the most patients", ["rye", "oat", "bun", "pie"], True),
        ("top 2 studies by number of patients", ["rye", "oat", "bun", "pie"], True),
        ("the two smallest studies", ["tart", "oat", "bun", "pie"], True),
        ("2 studies with the fewest patients", ["tart", "oat", "bun", "pie"], True),
    ],
)
async def test_so_many_are_shown_with_all_that_share_the_last_place(
    question: str, shown: list[str], tie: bool
) -> None:
    answer = await BREAD.ask(question, Context())
    assert [one.key for one in answer.quotes] == shown, answer.text
    assert (TIE in answer.text) is tie, answer.text


@pytest.mark.parametrize("question", ["the largest studies", "which studies are the largest?", "largest studies"])
async def test_without_a_number_all_are_in_order(question: str) -> None:
    answer = await BREAD.ask(question, Context())
    assert [one.key for one in answer.quotes] == ["rye", "oat", "bun", "pie", "tart"], answer.text
    assert TIE not in answer.text


@pytest.mark.parametrize(
    "question",
    ["did the largest studies find that loaves rose?", "the 2 most cited studies", "do most patients like loaves?", "the two largest loaves"],
)  # fmt: skip
async def test_other_questions_with_these_words_are_not_read_so(question: str) -> None:
    answer = await BREAD.ask(question, Context())
    assert "abstracts state one total" not in answer.text

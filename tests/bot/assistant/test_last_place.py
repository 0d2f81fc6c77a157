"""The best so many of a measure: who else shares the last place is shown and said, and nobody is left out without a word."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over


def _paper(key: str, cited: int, year: int, *authors: str) -> Paper:
    names = tuple(Author(name=f"Ann {one}", family=one) for one in authors)
    return Paper(
        source_id=key, title=f"Loaves of {key}", abstract="It rose.", year=year, authors=names, cited_by=cited
    )


BREAD = over(
    _paper("rye", 9, 2020, "Li", "Wu"), _paper("oat", 5, 2021, "Li", "Xu"), _paper("bun", 5, 2022, "Li", "Wu"),
    _paper("pie", 5, 2022, "Xu"), _paper("tart", 1, 2022, "Zu"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "shown", "tie"),
    [
        ("the 2 most cited papers", {"rye", "oat", "bun", "pie"}, 3),
        ("top 3 by citations", {"rye", "oat", "bun", "pie"}, 3),
        ("the 4 most cited", {"rye", "oat", "bun", "pie"}, 0),
        ("the 2 least cited papers", {"tart", "oat", "bun", "pie"}, 3),
        ("2 papers with the fewest authors", {"pie", "tart"}, 0),
        ("two papers with the most authors", {"rye", "oat", "bun"}, 3),
    ],
)
async def test_who_shares_the_last_place_is_shown_and_counted(question: str, shown: set[str], tie: int) -> None:
    answer = await BREAD.ask(question, Context())
    assert set(answer.keys) == shown
    assert (f"\n{tie} papers tie for the last place." in answer.text) == bool(tie), answer.text
    assert "paper with" not in answer.text


async def test_where_only_years_are_known_it_is_said_who_else_may_stand_there() -> None:
    answer = await BREAD.ask("the 2 newest papers", Context())
    assert "1 other paper may stand there as well. A year alone does not decide" in answer.text

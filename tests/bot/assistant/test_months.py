"""Papers of which the month is known and no day: asked for by the month, put in order by it, and told."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Paper
from tests.bot.assistant.conversations import over, paper


def owls(key: str, year: int, month: int | None) -> Paper:
    return paper(key, f"Owls of {key}", "Owls hoot.").model_copy(update={"year": year, "month": month})


SHELF = over(owls("Elm", 2024, 3), owls("Oak", 2024, None), owls("Ash", 2024, 11), owls("Fir", 2023, 3))


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers of March 2024", ("Elm",)),
        ("papers published in march", ("Elm", "Fir")),
        ("papers since june 2024", ("Ash",)),
        ("papers from 2024", ("Elm", "Oak", "Ash")),
        ("papers published before April 2024", ("Elm", "Fir")),
    ],
)
async def test_a_month_chooses_papers(question: str, keys: tuple[str, ...]) -> None:
    assert set((await SHELF.ask(question, Context())).keys) == set(keys)


async def test_a_month_is_told() -> None:
    assert "was published in March 2024." in (await SHELF.ask("when was Owls of Elm published?", Context())).text


async def test_a_month_puts_papers_in_order() -> None:
    two = over(owls("Ash", 2024, 3), owls("Elm", 2024, 11), owls("Fir", 2024, 5))
    text = (await two.ask("list the papers, newest first", Context())).text
    assert text.index("Elm") < text.index("Fir") < text.index("Ash")

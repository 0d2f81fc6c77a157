"""As many of the most prolific authors are named as are asked for, with those who tie for the last place; and those of at least so many papers."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over

_SIGNED = ("Ana Mole", "Ben Voss", "Cy Hart"), ("Ana Mole", "Ben Voss"), ("Ana Mole", "Cy Hart"), ("Ana Mole", "Ben Voss"), ("Dee Lund",)  # fmt: skip
WELLS = over(
    *(
        Paper(source_id=f"w{n}", title=f"Wells, part {n}", abstract="Wells ran dry.", authors=tuple(Author(name=one, family=one.split()[1]) for one in names))
        for n, names in enumerate(_SIGNED)
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("most productive author", ("Mole",)),
        ("who are the top 2 authors", ("Mole", "Voss")),
        ("two most prolific writers", ("Mole", "Voss")),
        ("the 2 busiest authors?", ("Mole", "Voss")),
        ("show me the three most frequent authors", ("Mole", "Voss", "Hart")),
        ("top 3 authors", ("Mole", "Voss", "Hart")),
        ("top three writers", ("Mole", "Voss", "Hart")),
        ("the top two authors", ("Mole", "Voss")),
        ("top two researchers", ("Mole", "Voss")),
        ("authors on at least 3 papers", ("Mole", "Voss")),
        ("who wrote three or more papers?", ("Mole", "Voss")),
        ("authors of 4+ papers", ("Mole",)),
        ("people on 2+ papers", ("Mole", "Voss", "Hart")),
        ("which authors have more than three papers", ("Mole",)),
        ("authors on a minimum of 3 papers", ("Mole", "Voss")),
        ("anyone with four papers or more?", ("Mole",)),
        ("authors with over 2 papers", ("Mole", "Voss")),
        ("who has at least five papers here", ()),
    ],
)
async def test_so_many_authors_are_named(question: str, named: tuple[str, ...]) -> None:
    answer = await WELLS.ask(question, Context())
    head = answer.text.partition("•")[0]
    assert [one for one in ("Mole", "Voss", "Hart", "Lund") if one in head] == list(named), answer.text


@pytest.mark.parametrize(
    "question", ["papers with three authors", "papers with at least 2 authors", "which paper has most authors"]
)
async def test_of_so_many_authors_are_papers(question: str) -> None:
    answer = await WELLS.ask(question, Context())
    assert "On the most papers" not in answer.text
    assert answer.keys

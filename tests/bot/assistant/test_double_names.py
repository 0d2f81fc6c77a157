"""An author with a double name is called by either part of it, unless that is somebody else's name."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over


def _by(key: str, title: str, given: str, family: str) -> Paper:
    author = Author(name=f"{given} {family}", family=family, given=given)
    return Paper(source_id=key, title=title, abstract=f"{title} were looked at.", year=2020, authors=(author,))


NESTS = over(
    _by("reed", "Nests in reeds", "Ida", "Halonen-Brook"),
    _by("barn", "Nests in barns", "Leo", "Vargas-Tamm"),
    _by("roof", "Nests on roofs", "Una", "Tamm"),
)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers by Halonen", ("reed",)),
        ("Halonen 2020", ("reed",)),
        ("did Vargas write anything", ("barn",)),
        ("papers by Vargas-Tamm", ("barn",)),
        ("papers by Tamm", ("roof",)),
    ],
)
async def test_a_part_of_a_double_name_is_that_author(question: str, keys: tuple[str, ...]) -> None:
    answer = await NESTS.ask(question, Context())
    assert answer.keys == keys, answer.text


async def test_two_are_compared_by_the_first_parts_of_their_names() -> None:
    answer = await NESTS.ask("compare Halonen and Vargas", Context())
    assert answer.kind == "comparison", answer.text
    assert {quote.key for quote in answer.quotes} == {"reed", "barn"}

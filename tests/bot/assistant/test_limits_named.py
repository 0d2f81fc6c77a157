"""The limits of a paper that a question names, under whatever kind of heading it tells them."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk


def _paper(key: str, family: str, title: str, abstract: str) -> Paper:
    return Paper(
        source_id=key,
        title=title,
        abstract=abstract,
        year=2021,
        authors=(Author(name=f"Ann {family}", family=family),),
    )


SWANS = over(
    _paper("swans", "Hegg", "Lead shot and swans on Norwegian lakes: a case-control study", "Background. Swans swallow shot. Methods. We X-rayed 240 swans. "
           "Results. Shot was found in 61 swans. Limitations. Small shot is missed by the film, and sick birds are caught with more ease. Conclusion. Shot is common. Funding. Lakes Agency."),
    _paper("geese", "Moreau", "Geese and winter wheat in Belgium", "Background: Geese graze wheat. Results: Yield fell by 7% and did not recover. Limitations: Hares grazed, too. "
           "Droppings were not counted. Conclusions: Geese cost little."),
    _paper("ducks", "Ito", "Ducks in rice fields", "Ducks ate weeds in 30 fields. Rice grew by 5%. Nests were not searched for. A field without ducks could not be found in two villages, so that it was not compared."),
    _paper("rails", "Kerr", "Rails in a marsh", "Rails called at dawn in 12 marshes. Numbers rose by 4% a year."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("limitations of Hegg", "Small shot is missed"),
        ("Hegg limitations", "Small shot is missed"),
        ("what are the limitations of the Norwegian one", "Small shot is missed"),
        ("limitations of the swan study", "Small shot is missed"),
        ("any caveats in the Hegg paper?", "Small shot is missed"),
        ("limitations of the Moreau study", "Hares grazed"),
        ("weaknesses of Moreau 2021", "Hares grazed"),
        ("what limitations does Ito have", "could not be found"),
    ],
)
async def test_they_are_told_by_their_heading_or_words(asked: str, says: str) -> None:
    answer = await SWANS.ask(asked, Context())
    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert says in " ".join(quote.text for quote in answer.quotes), answer.text
    assert all(word not in answer.text for word in ("X-rayed", "Yield fell", "grew by"))


async def test_a_paper_that_names_none_is_not_told_by_another() -> None:
    answer = await SWANS.ask("limitations of Kerr", Context())
    assert {quote.key for quote in answer.quotes} <= {"rails"}
    assert answer.outcome is not Outcome.ANSWERED or not answer.sure, answer.text


async def test_after_a_paper_what_stands_under_the_heading_comes_before_what_was_not_found() -> None:
    answer = (await talk(SWANS, "did wheat yield recover from geese", "limitations"))[-1]
    assert [quote.text for quote in answer.quotes] == [
        "Limitations: Hares grazed, too.",
        "Droppings were not counted.",
    ]


async def test_after_a_paper_they_are_those_of_that() -> None:
    answer = (await talk(SWANS, "how many swans had shot", "limitations?"))[-1]
    assert "Small shot is missed" in answer.quotes[0].text, answer.text

"""What a follow-up asks of limits and of those studied, what "they" are within a question, and a notice that says that it is one."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk

_GEESE = Paper(
    source_id="geese",
    title="Whistles and the fear of goslings",
    year=2020,
    abstract="Background: Goslings fear whistles. Results: Fear lasted 4 minutes in goslings aged 2 weeks and 9 minutes in the youngest. "
    "Calls doubled. Limitations: All nests lay beside a road. Conclusions: Whistles frighten goslings.",
)
_PLATES = Paper(
    source_id="plates",
    title="Licence plates and the memory of waiters",
    year=2021,
    abstract="Waiters were shown licence plates. A confident waiter was right about the plate in 84% of trials, others in 51%. Tips rose.",
)
_NOTICE = Paper(
    source_id="notice",
    title="Retraction: Nettle soup makes runners thin",
    year=2022,
    labels=("Retraction Notice",),
    abstract="The article claimed that nettle soup took 8 kg off runners. No runner could be found.",
)


@pytest.mark.parametrize("asked", ["limitations", "its limits", "and the limits?", "study limitations"])
async def test_limits_are_told_by_what_stands_under_that_heading(asked: str) -> None:
    answer = (await talk(over(_GEESE, _PLATES), "how long did fear of whistles last in goslings", asked))[-1]
    assert answer.quotes[0].text == "All nests lay beside a road."


async def test_the_youngest_of_those_studied_are_no_papers() -> None:
    asked = ("how long did fear of whistles last in goslings", "and the youngest?")
    answer = (await talk(over(_GEESE, _PLATES), *asked))[-1]
    assert answer.kind == "content"
    assert "9 minutes in the youngest" in answer.quotes[0].text
    listed = (await talk(over(_GEESE, _PLATES), "list the papers", "and the oldest?"))[-1]
    assert listed.keys == ("geese",)


async def test_who_they_are_may_stand_in_the_question() -> None:
    (answer,) = await talk(over(_GEESE, _PLATES), "if a waiter is confident are they right")
    assert answer.outcome is not Outcome.HELP
    assert "84% of trials" in answer.text


_DUSK = Paper(
    source_id="dusk",
    title="Lanterns at dusk",
    year=2019,
    abstract="Dusk has never been measured under lanterns. We lit 40 lanterns and counted moths. Moths came to 12 of them. Rain was not recorded.",
)


async def test_what_was_not_known_before_is_no_limit_of_the_study() -> None:
    answer = (await talk(over(_DUSK, _PLATES), "how many moths came to lanterns", "limitations?"))[-1]
    assert [one.text for one in answer.quotes] == ["Rain was not recorded."]


async def test_licence_plates_are_no_licence() -> None:
    (answer,) = await talk(over(_GEESE, _PLATES), "waiters and licence plates")
    assert answer.kind == "content"
    assert answer.quotes


async def test_what_a_retraction_repeats_is_marked_as_one() -> None:
    (answer,) = await talk(over(_GEESE, _NOTICE), "does nettle soup make runners thin")
    assert "⚠ Retraction notice" in answer.text
    (other,) = await talk(over(_GEESE, _NOTICE), "fear of whistles")
    assert "⚠" not in other.text

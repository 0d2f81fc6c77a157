"""A paper is named by its key, the number of a place is none without a list, and "his other one" is the other of two."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.models import Answer, Context
from corpus.models import Author, Paper
from tests.bot.assistant.teahouse import nine
from tests.libraries import indexed

LOOMS = Assistant(
    indexed(
        Paper(source_id="q01", title="Wool in rain", abstract="We wetted wool. Wool kept its warmth."),
        Paper(
            source_id="q02",
            title="Linen in sun",
            abstract="We dried linen. Linen paled in a month.",
            authors=(Author(name="Ada Loom", family="Loom", given="Ada"),),
            year=2020,
        ),
        Paper(source_id="b12", title="Felt", abstract="Dyers took vitamin b12. Felt shrank."),
    )
)
NINE = Assistant(nine())


async def after(*turns: str, assistant: Assistant = LOOMS) -> Answer:
    context, answer = Context(), None
    for turn in turns:
        answer = await assistant.ask(turn, context)
        context = Context(previous=answer.turn)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("question", "kind", "key"),
    [
        ("q01", "summary", "q01"),  # its record has nothing but the title
        ("Q02?", "record", "q02"),
        ("who wrote q02", "record", "q02"),
        ("what did q01 find", "summary", "q01"),
    ],
)
async def test_a_key_names_its_paper(question: str, kind: str, key: str) -> None:
    answer = await after(question)
    assert (answer.kind, answer.keys) == (kind, (key,))


async def test_two_keys_are_compared() -> None:
    answer = await after("compare q01 and q02")
    assert (answer.kind, answer.keys) == ("comparison", ("q01", "q02"))


async def test_a_key_that_papers_say_is_asked_of_them() -> None:
    assert (await after("b12")).kind == "content"


@pytest.mark.parametrize("question", ["paper 7", "study 7"])
async def test_a_number_without_a_list_is_no_place(question: str) -> None:
    assert "I showed no list just before" in (await after(question)).text


async def test_a_number_is_a_place_of_the_list_just_shown() -> None:
    assert (await after("list the papers", "paper 2")).keys == ("q02",)
    assert "“7” is none of them" in (await after("list the papers", "paper 7")).text


@pytest.mark.parametrize("other", ["and his other one?", "his other paper", "the other one"])
async def test_the_other_of_one_author_is_the_other_of_two(other: str) -> None:
    answer = await after("papers by Kang", "summarise the first one", other, assistant=NINE)
    assert answer.keys == ("10.3390/cancers16142554",)

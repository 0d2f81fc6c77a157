"""“Does it say anything about …” is asked of the paper talked about, and is no list of the papers that do."""

from __future__ import annotations

import pytest

from tests.bot.assistant.conversations import over, paper, talk

GEESE = paper(
    "Lund",
    "Geese on winter wheat",
    "Geese graze winter wheat. We fenced 14 fields. Yield fell by a tenth. Farmers were paid 30 euros a goose. Dogs kept them off.",
)
SWANS = paper(
    "Roe", "Swans and ice", "Swans leave frozen lakes. We ringed 60 swans. Thunder woke none of them.", 2015
)
ROOKS = paper(
    "Tait", "Rooks at dawn", "Rooks call at dawn. We recorded rooks in thunder and rain. They fell silent.", 2018
)
BIRDS = (GEESE, SWANS, ROOKS)


@pytest.mark.parametrize(
    "question",
    [
        "does it say anything about dogs",
        "did the authors say something about dogs",
        "did the abstract say anything about dogs",
        "anything in it about dogs?",
        "is there anything about dogs in it",
        "and does it have anything on dogs",
    ],
)
async def test_what_it_says_is_quoted(question: str) -> None:
    *_, answer = await talk(over(*BIRDS), "how much did yield of wheat fall", question)
    assert answer.answered, answer.text
    assert "Dogs kept them off." in {quote.text for quote in answer.quotes}


@pytest.mark.parametrize(
    "question",
    [
        "does that paper say anything about dogs?",
        "anything about dogs in that one",
        "does the geese paper say anything about dogs",
    ],
)
async def test_a_named_paper_is_asked_alone(question: str) -> None:
    *_, answer = await talk(over(*BIRDS), "what did rooks do in thunder", question)
    assert {quote.key for quote in answer.quotes} <= {"Lund" if "geese" in question else "Tait"}, answer.text
    assert answer.kind != "record"


@pytest.mark.parametrize(
    "question",
    [
        "does it say anything about thunder",
        "anything in that paper about thunder",
        "did she mention anything about thunder?",
    ],
)
@pytest.mark.parametrize(
    "before", ["how much did yield of wheat fall", "who wrote the geese paper", "summarise the geese paper"]
)
async def test_what_it_does_not_say_is_told_of_it(question: str, before: str) -> None:
    *_, answer = await talk(over(*BIRDS), before, question)
    assert answer.kind != "record", answer.text
    assert not (answer.answered and answer.sure), answer.text


async def test_of_one_of_a_list_it_is_asked_of_that_one() -> None:
    *_, answer = await talk(over(*BIRDS), "papers about thunder", "does the second one say anything about rain")
    assert {quote.key for quote in answer.quotes} == {"Tait"}, answer.text
    assert answer.kind != "record"


@pytest.mark.parametrize(
    "question",
    [
        "anything about thunder?",
        "do any of the papers say anything about thunder",
        "is there anything on thunder here",
    ],
)
async def test_without_a_paper_it_asks_for_papers(question: str) -> None:
    *_, answer = await talk(over(*BIRDS), "how much did yield of wheat fall", question)
    assert {"Roe", "Tait"} <= {*answer.keys}, answer.text

"""Conversations with the assistant, over the invented papers and over nine real ones."""

from __future__ import annotations

from bot.assistant.assistant import Assistant
from bot.models import Answer, Context, Turn
from corpus.models import Author, Paper
from tests.bot.assistant.teahouse import nine, teas
from tests.libraries import shared
from tests.quality.understanding import assistant as library

TEAS = Assistant(teas())
NINE = Assistant(nine())
KANG, PARK = "10.3390/cancers15235518", "10.3390/cancers16142554"


async def talk(assistant: Assistant, *questions: str) -> list[Answer]:
    """A conversation: each question asked with the turn the answer before it left."""
    answers: list[Answer] = []
    for question in questions:
        context = Context(previous=answers[-1].turn if answers else None)
        answers.append(await assistant.ask(question, context))
    return answers


async def asked(question: str) -> Answer:
    """What is replied to a question asked by itself, over invented papers on archaeology."""
    return await library("archaeology").ask(question, Context())


async def alike(question: str, plain: str) -> None:
    """Assert that two questions get one reply from the records, with papers in it."""
    told, wanted = await asked(question), await asked(plain)
    assert wanted.kind in ("record", "issue")
    assert wanted.keys
    assert (told.kind, told.outcome, told.keys) == (wanted.kind, wanted.outcome, wanted.keys), told.text


def paper(key: str, title: str, abstract: str, year: int = 2020) -> Paper:
    """An invented paper, by Ada KEY."""
    authors = (Author(name=f"Ada {key}", family=key, given="Ada"),)
    return Paper(source_id=key, title=title, abstract=abstract, year=year, authors=authors)


def over(*papers: Paper) -> Assistant:
    """The assistant over a library of these papers alone."""
    return Assistant(shared(*papers))


async def ask(question: str, assistant: Assistant = NINE, about: tuple[str, ...] = ()) -> Answer:
    """What is replied to a question after ``about``, the keys of the papers talked about last."""
    turn = Turn(question="what about these?", keys=about, listed=about, kind="record") if about else None
    return await assistant.ask(question, Context(previous=turn))

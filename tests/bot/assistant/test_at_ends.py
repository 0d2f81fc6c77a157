"""Papers named by their place in an order are compared and asked like papers named by their authors."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk


def _mill(key: str, year: int, people: int, more: str, cited: int | None = None) -> Paper:
    abstract = f"We asked {people} millers. {more} Follow-up was {people} days."
    made = paper(key, f"Mills of the {key} valley: a survey", abstract, year)
    return made.model_copy(update={"cited_by": cited})


MILLS = over(
    _mill("Aar", 2011, 310, "Flour was dear.", 7),
    _mill("Bode", 2014, 45, "Millstones wore out. Flour was cheap.", 1),
    _mill("Cher", 2018, 90, "Sails were mended in autumn.", 7),
    _mill("Drin", 2022, 120, "Flour was sold at dawn.", 3),
)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("contrast the 2 oldest", {"Aar", "Bode"}),
        ("compare the two largest surveys on follow-up", {"Aar", "Drin"}),
        ("how do the two most recent papers differ?", {"Cher", "Drin"}),
        ("the smallest survey versus the largest", {"Bode", "Aar"}),
        ("compare the earliest paper with the latest one", {"Aar", "Drin"}),
        ("did the two newest papers agree", {"Cher", "Drin"}),
        ("differences between the most recent and the smallest study", {"Drin", "Bode"}),
        ("compare the first and the last published", {"Aar", "Drin"}),
        ("compare the first and last published papers on flour", {"Aar", "Drin"}),
        ("how does the first paper differ from the last", {"Aar", "Drin"}),
        ("difference between the earliest published and the most recently published", {"Aar", "Drin"}),
        ("compare the two newest surveys", {"Cher", "Drin"}),
    ],
)
async def test_papers_at_ends_of_an_order_are_compared(question: str, keys: set[str]) -> None:
    assert MILLS.questions(question) == (question,)
    (answer,) = await talk(MILLS, question)
    assert (answer.kind, {*answer.keys}) == ("comparison", keys), answer.text
    assert answer.text.startswith(f"You asked: {question}")


async def test_what_is_compared_may_be_asked_on() -> None:
    _, answer = await talk(MILLS, "compare the two newest", "which is larger?")
    assert {quote.key for quote in answer.quotes} == {"Drin"}, answer.text


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("what do the two smallest studies say about flour", {"Bode"}),
        ("what did the 3 newest studies say on flour", {"Bode", "Drin"}),
        ("what does the biggest survey report about flour", {"Aar"}),
    ],
)
async def test_what_such_papers_say_is_looked_for_in_them_alone(question: str, keys: set[str]) -> None:
    (answer,) = await talk(MILLS, question)
    assert (answer.kind, answer.outcome) == ("content", Outcome.ANSWERED), answer.text
    assert {quote.key for quote in answer.quotes} <= keys
    assert "Asked only of" in answer.text
    assert "last question" not in answer.text


async def test_all_papers_may_be_asked_then() -> None:
    _, answer = await talk(MILLS, "what do the two smallest studies say about flour", "ask all papers")
    assert {"Aar", "Drin"} <= {quote.key for quote in answer.quotes}, answer.text


async def test_papers_that_tie_are_listed_and_not_compared() -> None:
    (answer,) = await talk(MILLS, "compare the most cited and the least cited")
    assert (answer.kind, {*answer.keys}) == ("record", {"Aar", "Cher"}), answer.text


async def test_more_than_two_are_listed() -> None:
    (answer,) = await talk(MILLS, "compare the three oldest papers")
    assert (answer.kind, {*answer.keys}) == ("record", {"Aar", "Bode", "Cher"}), answer.text


@pytest.mark.parametrize(
    "question", ["how many people took part in the two largest surveys", "the 2 largest surveys"]
)
async def test_how_many_were_in_the_largest_is_told_of_these(question: str) -> None:
    (answer,) = await talk(MILLS, question)
    assert (answer.kind, [quote.key for quote in answer.quotes]) == ("table", ["Aar", "Drin"]), answer.text


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("the two newest papers", "record"),
        ("who wrote the two oldest papers", "record"),
        ("what do the largest mills grind", "content"),
        ("which is the newest and which the oldest", "record"),
    ],
)
async def test_what_is_asked_of_records_or_of_things_is_asked_as_before(question: str, kind: str) -> None:
    (answer,) = await talk(MILLS, question)
    assert answer.kind == kind, answer.text


async def test_of_a_list_its_own_first_and_last_are_compared() -> None:
    answer = (await talk(MILLS, "papers since 2014, newest first", "compare the first and the last paper"))[-1]
    assert {*answer.keys} == {"Drin", "Bode"}, answer.text


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("newer vs older papers", ("Drin", "Cher", "Bode", "Aar")),
        ("how do the newer papers compare with the older ones?", ("Drin", "Cher", "Bode", "Aar")),
        ("older papers", ("Aar", "Bode", "Cher", "Drin")),
        ("which paper is newer", ("Drin", "Cher", "Bode", "Aar")),
        ("the 3 newest surveys", ("Drin", "Cher", "Bode")),
        ("the oldest survey", ("Aar",)),
        ("the two newest trials", ()),
    ],
)
async def test_newer_and_older_ones_are_put_in_order(question: str, keys: tuple[str, ...]) -> None:
    (answer,) = await talk(MILLS, question)
    assert answer.keys == keys, answer.text
    assert ("It is" in answer.text) is ("paper is" in question)

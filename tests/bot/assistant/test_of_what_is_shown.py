"""What a few words ask of the papers just shown: how many, all references, what else their authors wrote; and which author has the
most papers, which is asked of the library whatever was shown.
"""

from __future__ import annotations

import pytest

from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk


def _author(name: str) -> Author:
    given, family = name.split()
    return Author(name=name, family=family, given=given)


def _paper(key: str, year: int, names: tuple[str, ...], title: str, abstract: str) -> Paper:
    return Paper(source_id=key, title=title, abstract=abstract, year=year, authors=tuple(map(_author, names)))


BOATS = over(
    _paper("oars", 2011, ("Nell Frost", "Otto Marsh"), "Oars of ash and spruce: a review", "Oars of ash bent least. Spruce was lighter."),
    _paper("hulls", 2013, ("Nell Frost", "Iris Bay"), "Hulls of larch in salt water", "Hulls of larch lasted 30 years. Worms ate pine."),
    _paper("sails", 2015, ("Karl Reed", "Vera Moss"), "Sails of flax in strong wind", "Sails of flax tore in gales. Hemp held."),
    _paper("ropes", 2017, ("Karl Reed",), "Ropes of hemp after a winter at sea", "Ropes of hemp lost a third of their strength."),
    _paper("knots", 2019, ("Karl Reed", "Pia Holt"), "A survey of the knots that sailors trust", "A survey of 90 sailors found that most trust the bowline. We chose 14 items for the Knot Trust Scale (KTS)."),
)  # fmt: skip


@pytest.mark.parametrize("asked", ["how many", "how many are there?", "and how many is that", "how many in total"])
@pytest.mark.parametrize("listing", ["list the papers about sails", "list all the reviews", "papers from 2019"])
async def test_how_many_after_a_list_of_one_is_that_one(listing: str, asked: str) -> None:
    first, answer = await talk(BOATS, listing, asked)
    assert len(first.keys) == 1
    assert answer.keys == first.keys, answer.text
    assert "1 paper" in answer.text


@pytest.mark.parametrize(
    "asked",
    ["give me the references", "give me all the references", "both references please", "all of their references", "send me their references", "i need all references"],
)  # fmt: skip
async def test_references_after_a_list_are_those_of_its_papers(asked: str) -> None:
    answer = (await talk(BOATS, "papers by Frost", asked))[-1]
    assert answer.outcome is Outcome.ANSWERED, answer.text
    assert set(answer.keys) == {"oars", "hulls"}, answer.text


async def test_all_three_references_are_those_of_the_three_listed() -> None:
    answer = (await talk(BOATS, "papers by Reed", "give me all three references"))[-1]
    assert set(answer.keys) == {"sails", "ropes", "knots"}, answer.text


@pytest.mark.parametrize(
    ("about", "asked", "told"),
    [
        ("do sails of flax tear in gales", "anything newer by the same people", {"ropes", "knots"}),
        ("do sails of flax tear in gales", "is there a newer one by the same guys?", {"ropes", "knots"}),
        ("do sails of flax tear in gales", "something later from this team", {"ropes", "knots"}),
        ("how long do hulls of larch last", "any older ones by these folks", {"oars"}),
        ("how long do hulls of larch last", "and earlier ones from the same lab", {"oars"}),
    ],
)
async def test_newer_and_older_ones_by_the_same_people_are_theirs(about: str, asked: str, told: set[str]) -> None:
    answer = (await talk(BOATS, about, asked))[-1]
    assert set(answer.keys) == told, answer.text


@pytest.mark.parametrize("asked", ["who's the author with most papers here", "which is the author that has the most papers"])  # fmt: skip
async def test_the_author_with_the_most_papers_is_nobody_of_the_paper_talked_about(asked: str) -> None:
    answer = (await talk(BOATS, "how long do hulls of larch last", asked))[-1]
    assert "Karl Reed (3 papers)" in answer.text


@pytest.mark.parametrize(
    ("about", "asked"),
    [("papers about sails", "how many studies did they look at"), ("papers from 2017", "how many trials does it include"),
     ("what is the KTS", "how many items does it have"), ("what is the KTS", "how many works did it count")],
)  # fmt: skip
async def test_how_many_it_has_is_never_the_number_of_papers_here(about: str, asked: str) -> None:
    first, answer = await talk(BOATS, about, asked)
    assert set(answer.keys) <= set(first.keys), answer.text
    assert "papers in this library:" not in answer.text


@pytest.mark.parametrize(
    "asked", ["how many papers did they write", "how many papers have these authors published"]
)
async def test_how_many_papers_they_wrote_is_asked_of_the_authors(asked: str) -> None:
    answer = (await talk(BOATS, "papers about sails", asked))[-1]
    assert set(answer.keys) == {"sails", "ropes", "knots"}, answer.text


@pytest.mark.parametrize("asked", ["what's that one about", "what is this paper about?", "what is that study about"])  # fmt: skip
async def test_what_that_one_is_about_is_its_abstract(asked: str) -> None:
    answer = (await talk(BOATS, "papers from 2017", asked))[-1]
    assert answer.kind == "summary", answer.text
    assert answer.keys == ("ropes",)


@pytest.mark.parametrize(("number", "told"), [("two", {"sails", "knots"}), ("three", {"hulls", "sails", "knots"})])
async def test_which_of_so_many_is_asked_of_the_last_so_many_talked_about(number: str, told: set[str]) -> None:
    asked = ("how long do hulls of larch last", "do sails of flax tear in gales", "which knot do sailors trust")
    answer = (await talk(BOATS, *asked, f"which of the {number} has the biggest sample"))[-1]
    assert f"of {len(told)} papers" in answer.text
    assert set(answer.keys) <= told

"""The conversations of strangers: what is wanted stands in their abstracts, and verdicts are what a reader would say."""

from __future__ import annotations

import pytest

from tests.bot.assistant.conversations import over, talk
from tests.bot.assistant.gardens import replies
from tests.quality.strangers import Message, Verdict, judge, library, messages, names, pieces_of

HALVES = [(half, name) for half in ("look", "score") for name in names(half)]


@pytest.mark.parametrize(("half", "name"), HALVES)
def test_what_is_wanted_stands_in_the_library(half: str, name: str) -> None:
    papers = library(half, name).papers
    held = " ".join(" ".join(f"{one.title} {one.abstract}".split()) for one in papers).casefold()
    dois = {(one.doi or "").casefold() for one in papers}
    for one in messages(half, name):
        assert [piece for piece in pieces_of(one) if " ".join(piece.split()).casefold() not in held] == [], (
            one.message
        )
        assert {doi.casefold() for doi in (*one.papers, *one.may)} <= dois, one.message


def _wanted(**fields: object) -> Message:
    return Message.model_validate({"conversation": "a", "message": "m", "want": "quote", **fields})


@pytest.mark.parametrize(
    ("asked", "fields", "verdict"),
    [
        ("how many garden ponds", {"shows": [["frogs at 84 ponds"]]}, Verdict.FIRST),
        ("how many garden ponds", {"shows": [["mowing was stopped"]]}, Verdict.WRONG),
        ("how many garden ponds", {"shows": [["at 84 ponds"], ["mowing was stopped"]]}, Verdict.PART),
        ("how many garden ponds", {"want": "absent"}, Verdict.WRONG),
        ("how many garden ponds", {"want": "absent", "or": [{"want": "quote", "shows": [["at 84 ponds"]]}]}, Verdict.FIRST),
        ("zebras at garden ponds", {"shows": [["mowing was stopped"]]}, Verdict.WARNED),
        ("zebras", {"want": "absent"}, Verdict.FIRST),
        ("zebras", {"shows": [["at 84 ponds"]]}, Verdict.NONE),
        ("thanks", {"want": "ask"}, Verdict.FIRST),
        ("who wrote the paper on garden ponds", {"want": "tell", "says": [["Okoro"]]}, Verdict.FIRST),
    ],
)  # fmt: skip
async def test_a_reply_is_judged_as_a_reader_would(
    asked: str, fields: dict[str, object], verdict: Verdict
) -> None:
    assert judge(_wanted(**fields), await replies(asked)) is verdict


async def test_a_list_is_judged_by_all_that_it_names() -> None:
    told = await talk(over(*library("look", "teeth").papers[:3]), "list all papers")
    named = [doi for one in told for doi in one.dois]
    assert len(named) == 3
    assert judge(_wanted(want="papers", papers=named), told) is Verdict.FIRST
    assert judge(_wanted(want="papers", papers=named[:2], may=named), told) is Verdict.FIRST
    assert judge(_wanted(want="papers", papers=named[:2]), told) is Verdict.PART
    assert judge(_wanted(want="papers", papers=["10.5555/none"]), told) is Verdict.WRONG


def test_a_library_is_asked_enough() -> None:
    assert sum(len(messages(*one)) for one in HALVES) == 4766

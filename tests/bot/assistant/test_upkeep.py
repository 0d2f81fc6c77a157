"""How the library is kept is told in a few words, and no paper is searched for it."""

from __future__ import annotations

import pytest

from bot.assistant.message.on_upkeep import TWICE, UPKEEP
from bot.assistant.message.smalltalk import talk
from tests.bot.assistant.teahouse import teahouse

CORPUS = teahouse()


@pytest.mark.parametrize(
    "question",
    [
        "how do I add papers",
        "can i upload a pdf?",
        "when was the library last updated",
        "when did you last update the library",
        "is this database up to date?",
        "how are papers added",
    ],
)
def test_how_papers_come_in_and_since_when_is_told(question: str) -> None:
    assert talk(question, CORPUS) == UPKEEP


@pytest.mark.parametrize(
    "question",
    [
        "any duplicate records?",
        "Are there dupes in here",
        "check the library for duplicates, please",
        "how many duplicates do we have",
        "is any paper in the collection twice?",
        "do you have some studies more than once",
        "remove all duplicates",
        "duplicated entries?",
        "any double records",
        "which references are dupes",
        "is anything here more than once",
    ],
)
@pytest.mark.parametrize("talked", [False, True])
def test_that_no_paper_is_held_twice_is_told_with_what_finds_them(question: str, talked: bool) -> None:
    assert talk(question, CORPUS, talked) == TWICE


@pytest.mark.parametrize(
    "question",
    [
        "how were duplicates removed",
        "was the tea given twice",
        "any twice daily doses?",
        "is the dose doubled",
        "were duplicate readings taken",
        "gene duplicates in tea",
        "more than once",
        "is anything taken twice",
        "did the papers remove duplicates before screening",
    ],
)
def test_what_papers_did_twice_is_looked_up(question: str) -> None:
    assert talk(question, CORPUS) is None

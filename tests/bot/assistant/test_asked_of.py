"""Whom a question is asked of: the papers, whatever a member calls them; the issue's page only for what stands on it."""

from __future__ import annotations

import pytest

from bot.assistant.turns.asked_of import without_library
from bot.models import Context
from index.models import Outcome
from tests.bot.assistant.conversations import NINE, talk

CALLED = ("the special issue", "this issue", "the whole issue", "your library", "this collection", "the SI")


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("did fractures follow radiotherapy in these papers?", "did fractures follow radiotherapy?"),
        ("which drugs stand in the abstracts", "which drugs stand in the abstracts"),
        ("what is in these papers", "what is in these papers"),
        ("how many of these papers", "how many of these papers"),
        ("in these papers", "in these papers"),
        ("surgery in these papers", "surgery"),
        ("what do these studies say about surgery", "what do the studies say about surgery"),
        ("what do these studies share", "what do these studies share"),
    ],
)
def test_these_papers_are_the_library_only_where_something_else_is_asked(question: str, asks: str) -> None:
    assert without_library(question) == asks


@pytest.mark.parametrize("called", CALLED)
async def test_what_the_issue_says_of_something_is_asked_of_its_papers(called: str) -> None:
    """Its page was quoted, or the library's name was looked for in the abstracts."""
    plain, told = await talk(NINE, "what do the papers say about surgery", f"what does {called} say about surgery")
    assert plain.outcome is Outcome.ANSWERED
    assert [one.text for one in told.quotes] == [one.text for one in plain.quotes]
    missing = await NINE.ask(f"what can {called} tell us about vertebroplasty", Context())
    assert missing.outcome is Outcome.NOTHING
    assert "“vertebroplasty”" in missing.text
    assert not any(f"“{word}”" in missing.text.casefold() for word in called.casefold().split())


@pytest.mark.parametrize("verb", ["mention", "cover", "talk about", "discuss"])
async def test_whether_the_issue_speaks_of_something_is_asked_of_its_papers(verb: str) -> None:
    absent = await NINE.ask(f"does the special issue {verb} vertebroplasty?", Context())
    assert absent.outcome is Outcome.NOTHING
    there = await NINE.ask(f"does the special issue {verb} pain?", Context())
    assert there.keys
    assert there.kind != "issue"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("what does the special issue say about fees?", "2900 CHF"),
        ("what does this issue say about the deadline", "20 August 2025"),
        ("does the special issue talk about peer review", "single-blind"),
        ("what does the special issue cover?", "goal of this Special Issue"),
        ("what is the special issue about", "goal of this Special Issue"),
        ("how do I cite the special issue?", "“Bone and Spine Metastases” in the journal Cancers"),
    ],
)
async def test_what_stands_on_the_page_is_told_from_the_page(question: str, said: str) -> None:
    assert said in (await NINE.ask(question, Context())).text


async def test_what_the_issue_says_of_its_own_subject_is_asked_of_its_papers() -> None:
    plain, told = await talk(
        NINE, "what do the papers say about bone metastases", "what does the issue say about bone metastases"
    )
    assert plain.kind == told.kind == "content"
    assert [one.text for one in told.quotes] == [one.text for one in plain.quotes]


async def test_a_library_that_includes_reviews_is_asked_for_reviews() -> None:
    """The three reviews: "include" was taken for a word of their subject."""
    plain, told = await talk(NINE, "list the reviews", "does the special issue include reviews?")
    assert len(plain.keys) == 3
    assert set(told.keys) == set(plain.keys)

"""What people ask of a record in words that no question set has: each is told its field, or that the records do not give it."""

from __future__ import annotations

import pytest

from bot.models import Context
from tests.bot.assistant.conversations import NINE


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("what papers cite Kang", "the papers that cite it"),
        ("which papers cited Park", "the papers that cite it"),
        ("who were the reviewers", "the peer reviewers"),
        ("reviewers of the Kang paper", "the peer reviewers"),
        ("nationality of the authors", "the affiliations of the authors"),
        ("author affiliations", "the affiliations of the authors"),
        ("where is the first author from", "the affiliations of the authors"),
        ("how many references does Kang have", "the reference list"),
        ("download counts", "the number of downloads"),
        ("journal ranking of Cancers", "the impact factor"),
        ("i10 of Kang", "the h-index"),
        ("funded by whom", "the funding"),
    ],
)
async def test_a_field_that_no_record_has_is_named(question: str, field: str) -> None:
    answer = await NINE.ask(question, Context())
    assert answer.kind == "record"
    assert f"do not give {field}" in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("author count of the Kang paper", "8"),
        ("the team behind the Park paper", "was written by Se-Jun Park"),
        ("whose names are on the Park paper", "was written by Se-Jun Park"),
        ("Kang paper in apa", "Kang, D.-H., Lee, W."),
        ("the citation for the Park paper", "The reference of"),
        ("how popular is the Park paper", "has been viewed"),
        ("where do these papers come from", "source"),
        ("show the library", "9 papers in this library"),
    ],
)
async def test_a_field_that_the_records_have_is_told(question: str, told: str) -> None:
    answer = await NINE.ask(question, Context())
    assert answer.kind == "record"
    assert told in answer.text

"""Kinds of papers as people ask for them, where the records' types say nothing of them."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over

WRITER = (Author(name="Una Brandt", family="Brandt", given="Una"),)
SHELF = over(
    Paper(source_id="plan", title="Bells on buoys: protocol of the DING trial", abstract="DING will ring bells.", type="Article"),
    Paper(source_id="bells", title="Bells on buoys: the DING trial", abstract="Bells kept seals away.", type="Article"),
    Paper(
        source_id="nets", title="Nets and seals: a survey", abstract="We review 40 papers on nets.", type="Article",
        keywords=("Review", "nets"), authors=WRITER,
    ),
    Paper(source_id="note", title="Correction: Nets and seals: a survey", abstract="It should read 38.", type="Article", authors=WRITER),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("is there a protocol", {"plan"}),
        ("list the protocols", {"plan"}),
        ("list the reviews", {"nets"}),
        ("any review?", {"nets"}),
        ("is there a review on nets", {"nets"}),
    ],
)
async def test_a_kind_is_told_by_title_or_keyword(asked: str, keys: set[str]) -> None:
    answer = await SHELF.ask(asked, Context())
    assert (answer.kind, set(answer.keys)) == ("record", keys)


async def test_who_did_a_survey_is_told_without_the_notice_on_it() -> None:
    answer = await SHELF.ask("who did the seals survey", Context())
    assert answer.keys == ("nets",)
    assert "Una Brandt" in answer.text

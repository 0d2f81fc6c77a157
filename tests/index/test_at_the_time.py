"""A question that goes on from another and asks about a time point is shown the sentence of that time."""

from __future__ import annotations

import asyncio

import pytest

from corpus.models import Paper
from tests.libraries import indexed

MOSS = indexed(
    Paper(
        source_id="m",
        title="Moss on roofs after brushing",
        abstract="Moss was brushed off 40 roofs. Brushing took four hours a roof. At 12 months moss was back on 9 roofs and at 36 months on 31. "
        "Brushing of moss is short-lived. Roofs of slate kept less moss than roofs of tile.",
    ),
    Paper(source_id="t", title="Tiles", abstract="Tiles crack in frost. Slate does not."),
)


@pytest.mark.parametrize(
    ("question", "carried", "first"),
    [
        ("and a year later?", "moss roofs brushing", "At 12 months"),
        ("at three years", "moss roofs brushing", "At 12 months"),  # in the same sentence
        ("and slate?", "moss roofs brushing", "Roofs of slate"),
    ],
)
def test_the_sentence_of_the_time_asked_about_comes_first(question: str, carried: str, first: str) -> None:
    found = asyncio.run(MOSS.find(MOSS.reader.read(question, carried), lambda key: key == "m"))
    assert found.evidence[0].sentence.text.startswith(first)

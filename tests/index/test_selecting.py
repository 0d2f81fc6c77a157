"""Sentences that lean on the one before are quoted with it."""

from __future__ import annotations

import asyncio

import pytest

from corpus.models import Paper
from corpus.sentences import sentences_of
from index.finding.selecting import leans, with_what_it_leans_on
from tests.libraries import indexed

ABSTRACT = (
    "We followed 40 porters. Night work and cold were risk factors for gout. "
    "These factors doubled the use of colchicine in winter. This study was small."
)
PAPER = Paper(source_id="porters", title="Gout in porters", abstract=ABSTRACT)
OTHER = Paper(source_id="pilots", title="Sleep of pilots", abstract="Pilots slept six hours. It is unclear why.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("These factors were associated with death.", True),
        ("Patients with these factors fared worse.", True),
        ("They were older.", True),
        ("It doubled in a year.", True),
        ("It was 2.94 in cold houses.", True),
        ("At three months it had been 44%.", True),
        ("It was found in 12 of them.", False),
        ("At first it was unclear.", False),
        ("The latter was rare.", True),
        ("This study was small.", False),
        ("This systematic review compares drugs.", False),
        ("These findings suggest harm.", False),
        ("It is unclear whether it helps.", False),
        ("Techniques such as ablation are used.", False),
        ("Both arms improved.", False),
        ("Survival was longer.", False),
    ],
)
def test_what_points_back(text: str, expected: bool) -> None:
    assert leans(text) is expected


def test_a_leaning_sentence_is_quoted_from_the_one_before_as_one_slice() -> None:
    papers = (PAPER, OTHER)
    index = indexed(*papers)
    finding = asyncio.run(index.find(index.reader.read("colchicine in winter"), most=1))
    (found,) = finding.evidence
    sentence = found.sentence
    assert sentence.text == ABSTRACT[sentence.start : sentence.end]
    assert sentence.text.startswith("Night work and cold")
    assert sentence.text.endswith("in winter.")
    assert "colchicine" in {sentence.text[start:end] for start, end in found.marks}


def test_what_is_quoted_anyway_is_not_quoted_twice_and_sections_are_not_crossed() -> None:
    lines = sentences_of(PAPER)
    leaning, before = lines[2], lines[:2]
    assert with_what_it_leans_on(leaning, before, ABSTRACT, {2}) == leaning
    other_section = [line.model_copy(update={"section": "Methods"}) for line in before]
    assert with_what_it_leans_on(leaning, other_section, ABSTRACT, ()) == leaning
    assert with_what_it_leans_on(leaning, (), ABSTRACT, ()) == leaning
    assert with_what_it_leans_on(lines[3], lines[:3], ABSTRACT, ()) == lines[3]


async def test_a_short_form_searched_also_is_shown_in_the_capitals_of_the_sentence() -> None:
    """It is folded for the search; what only begins a sentence is no short form."""
    index = indexed("Ice cores told of ENSO.", "Physicians were asked in every valley.")
    for question, shown in (
        ("el nino in ice cores", "ENSO"),
        ("which doctors were asked", "physicians"),
    ):
        finding = await index.find(index.reader.read(question))
        assert finding.searched_also == (shown,)

"""A paper's analysis survives being written and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.builtin import builtin
from corpus.models import Paper
from index.analyzer import Analyzer
from index.cues import Cues
from index.forms import form_of, unpacked
from index.texts import PaperTexts

ANALYZER = Analyzer()


@pytest.mark.parametrize("paper", builtin().papers, ids=lambda paper: paper.key)
def test_a_form_written_and_read_gives_the_same_lines(paper: Paper) -> None:
    fresh = PaperTexts(paper, ANALYZER)
    kept = PaperTexts(paper, ANALYZER, unpacked(form_of(paper, ANALYZER).packed()))
    assert [line.sentence for line in kept.lines] == [line.sentence for line in fresh.lines]
    assert [(line.places.of, line.places.tokens, line.held.terms, line.cues) for line in kept.lines] == [
        (line.places.of, line.places.tokens, line.held.terms, line.cues) for line in fresh.lines
    ]
    assert kept.name.terms == fresh.name.terms


@given(st.text(max_size=300))
def test_any_text_survives(text: str) -> None:
    form = form_of(Paper(source_id="1", title="t", abstract=text), ANALYZER)
    assert unpacked(form.packed()) == form
    for sentence in form.sentences:
        tokens = list(ANALYZER.tokens(text[sentence.start : sentence.end]))
        assert " ".join(token.term for token in tokens) == sentence.terms
        for token in tokens:
            assert 0 <= token.start < token.end <= sentence.end - sentence.start


@given(st.integers(0, 31))
def test_cues_are_bits(bits: int) -> None:
    assert Cues.of_bits(bits).bits == bits

"""A paper's analysis survives being written and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.joining import builtin
from corpus.models import Paper
from index.finding.texts import PaperTexts
from index.sentences.cues import Cues
from index.terms.analyzer import Analyzer
from index.terms.forms import PaperForm, SentenceForm, analysed, form_of, passage_terms, unpacked
from index.terms.words import LUCENE

ANALYZER = Analyzer()


@pytest.mark.parametrize("paper", builtin().papers, ids=lambda paper: paper.key)
def test_a_form_written_and_read_gives_the_same_lines(paper: Paper) -> None:
    fresh = PaperTexts(paper, ANALYZER)
    kept = PaperTexts(paper, ANALYZER, unpacked(form_of(paper, ANALYZER).packed()))
    assert [line.sentence for line in kept.lines] == [line.sentence for line in fresh.lines]
    assert [(line.places, line.tokens, line.held.terms, line.cues) for line in kept.lines] == [
        (line.places, line.tokens, line.held.terms, line.cues) for line in fresh.lines
    ]
    assert kept.name.terms == fresh.name.terms


@given(st.text(max_size=300))
def test_any_text_survives(text: str) -> None:
    form = form_of(Paper(source_id="1", title="t", abstract=text), ANALYZER)
    assert unpacked(form.packed()) == form
    for sentence in form.sentences:
        tokens = list(ANALYZER.tokens(text[sentence.start : sentence.end]))
        assert [token.term for token in tokens] == (sentence.terms.split(" ") if sentence.terms else [])
        for token in tokens:
            assert 0 <= token.start < token.end <= sentence.end - sentence.start


@given(st.integers(0, 31))
def test_cues_are_bits(bits: int) -> None:
    assert [bool(bits >> place & 1) for place in range(5)] == list(Cues.of_bits(bits))


TEXTS = st.lists(
    st.sampled_from(
        ["Methods:", "RESULTS", "AIMS", "12,5", "and 4", "48", "300", "5", "patients.", "end.Next", "骨折。", "(n = 3).", "\n\n", "A", "?", "…", "vs."]
    ),
    max_size=20,
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), TEXTS.map(" ".join), TEXTS.map("".join)))
def test_an_abstract_has_the_terms_of_its_sentences_and_of_what_stands_between(text: str) -> None:
    paper = Paper(source_id="1", title="The title", abstract=text)
    found = analysed(paper, ANALYZER, 2)
    words = [part for piece in found.passages[0].pieces for part in piece.parts]
    assert words == ANALYZER.words("The title") + ANALYZER.words(text)
    assert [one.terms for one in found.passages] == [one.terms for one in passage_terms(paper, ANALYZER, 2)]
    assert found.form == form_of(paper, ANALYZER)
    ranked = [term for term, word in words if word not in LUCENE]
    assert found.passages[0].terms.split() == ["titl", *ranked]


SAID = st.sampled_from(["pain", "pai", "ct", "comput", "tomographi", "a", "painless"])


@given(st.lists(st.lists(SAID, max_size=6), max_size=3), st.frozensets(SAID, max_size=3))
def test_the_sentences_that_say_a_term_are_those_that_have_it(
    said: list[list[str]], terms: frozenset[str]
) -> None:
    sentences = tuple(SentenceForm(0, 0, None, " ".join(words), 0) for words in said)
    form = PaperForm(sentences, "", {"ct": ("comput", "tomographi"), "a": ("pai",)})
    texts = PaperTexts(Paper(source_id="p", title="P"), ANALYZER, form)
    assert texts.saying(terms) == [one for one in texts.held if not terms.isdisjoint(one.terms)]


@given(
    st.lists(
        st.sampled_from(["three", "3", "4.5", "12", "Two", "thrée", "4T1.2", "13", "one", "women"]), max_size=6
    )
)
def test_numerals_are_the_numbers_written_in_figures(words: list[str]) -> None:
    line = PaperTexts(Paper(source_id="1", title="", abstract=f"It was {' and '.join(words)}"), ANALYZER).lines[0]
    figures = {"3", "4.5", "12", "13"}
    assert {line.tokens[place].word for place in line.numerals} <= figures
    assert len(line.numerals) == sum(word in figures for word in words)

"""Answered, related or nothing: what decides, and that its weights and thresholds are part of an answer's record."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.models import Corpus, Paper
from index import outcome
from index.library import LibraryIndex
from index.models import Outcome
from index.outcome import ANSWERED, DECISION, features, is_name, judge, support
from index.query import Concept
from index.weights import weights_digest
from tests.bot.assistant.teahouse import teahouse

TEAS = LibraryIndex.build(teahouse())


def found(question: str, index: LibraryIndex = TEAS) -> Outcome:
    return asyncio.run(index.find(index.reader.read(question))).outcome


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("was tremor seen in nurses after coffee?", Outcome.ANSWERED),
        ("does green tea shorten the sleep of porters?", Outcome.ANSWERED),
        ("how was menthol measured?", Outcome.ANSWERED),
        ("what was the blood pressure of pilots on green tea?", Outcome.RELATED),
        ("green tea for dental caries in children", Outcome.RELATED),
        ("zebra crossings in Oslo", Outcome.NOTHING),
        ("quantum chromodynamics", Outcome.NOTHING),
        ("the and of with", Outcome.NOTHING),
        ("", Outcome.NOTHING),
    ],
)
def test_the_three_outcomes(question: str, expected: Outcome) -> None:
    assert found(question) is expected


def test_a_name_no_paper_holds_makes_an_answer_less_likely() -> None:
    supports = []
    for question in ("did coffee help nurses?", "did coffee help nurses in Trondheim?"):
        query = TEAS.reader.read(question)
        _, readings, chosen = asyncio.run(TEAS.read(query))
        supports.append(support(readings, chosen, query))
    assert supports[0] > supports[1]


def test_a_figure_asked_for_where_none_is_given_is_noticed() -> None:
    query = TEAS.reader.read("what percentage of menthol was measured in peppermint?")
    _, readings, chosen = asyncio.run(TEAS.read(query))
    told = [candidate for candidate in chosen if "%" in candidate.sentence.text]
    assert told == []
    assert features(readings, chosen, query)["quantity"] == 1.0
    assert judge(readings, chosen, query) is not Outcome.ANSWERED


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdefgh tea coffee porters 12 %?", max_size=60))
def test_the_decision_is_a_likelihood_over_the_named_features(question: str) -> None:
    query = TEAS.reader.read(question)
    _, readings, chosen = asyncio.run(TEAS.read(query))
    assert 0.0 <= support(readings, chosen, query) <= 1.0
    if not chosen:
        assert judge(readings, chosen, query) is Outcome.NOTHING
        return
    seen = features(readings, chosen, query)
    assert set(seen) == set(DECISION)
    assert all(0.0 <= value <= 1.0 for name, value in seen.items() if name != "score")
    answered = judge(readings, chosen, query) is Outcome.ANSWERED
    assert not answered or support(readings, chosen, query) >= ANSWERED


def test_what_is_found_does_not_hang_on_how_many_other_papers_there_are() -> None:
    """Papers that share no word with a question make none of its answers a refusal."""
    others = tuple(
        Paper(source_id=f"o{n}", title=f"Gears {n}", abstract=f"Cogwheel number {n} turned left and rusted.")
        for n in range(200)
    )
    corpus = teahouse()
    grown = LibraryIndex.build(Corpus(name="grown", digest="1", papers=(*corpus.papers, *others)))
    for question in ("was tremor seen in nurses after coffee?", "how was menthol measured?"):
        assert found(question, grown) is Outcome.ANSWERED


@pytest.mark.parametrize(
    ("word", "question", "expected"),
    [
        ("oxford", "did they do this in Oxford?", True),
        ("cd4", "were cd4 cells counted?", True),
        ("ror2", "is Ror2 expressed?", True),
        ("coffee", "did coffee help?", False),
        ("coffee", "Coffee for nurses", False),  # a capital that opens a sentence names nothing
        ("coffee", "DID COFFEE HELP", False),
        ("1999", "was it in 1999?", False),
    ],
)
def test_names_and_codes(word: str, question: str, expected: bool) -> None:
    concept = Concept(words=word, phrase=(word,), others=(), weight=1.0, known=False)
    assert is_name(concept, question) is expected


@pytest.mark.parametrize(
    "threshold", ["ANSWERED", "RELATED", "HEAVY", "HELD", "PART", "NAMING", "FLOOR", "LIGHTEST"]
)
def test_the_digest_changes_with_a_threshold(threshold: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = weights_digest()
    assert before == weights_digest()
    monkeypatch.setattr(outcome, threshold, getattr(outcome, threshold) + 0.01)
    assert weights_digest() != before


@pytest.mark.parametrize("name", sorted(DECISION))
def test_the_digest_changes_with_every_weight_of_the_decision(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = weights_digest()
    monkeypatch.setitem(DECISION, name, DECISION[name] + 0.01)
    assert weights_digest() != before

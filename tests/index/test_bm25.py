"""rank-bm25 behind our class against a second BM25, written from Lucene's formula, on generated corpora."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import RetrievalError
from index.ranking.bm25 import RankBM25

WORDS = st.sampled_from("alpha beta gamma delta epsilon zeta eta theta".split())
DOCUMENTS = st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=12).filter(any)
QUERIES = st.dictionaries(WORDS, st.sampled_from([0.3, 1.0, 2.0]), min_size=1, max_size=5)


def engine(documents: list[list[str]]) -> RankBM25:
    return RankBM25([(f"p{i}#1", f"p{i}") for i in range(len(documents))], documents, k1=1.2, b=0.75)


def by_the_formula(
    query: dict[str, float], documents: list[list[str]], k1: float = 1.2, b: float = 0.75
) -> list[float]:
    """Robertson's BM25 with Lucene's idf, times (k1 + 1) as rank-bm25 keeps it."""
    average = sum(map(len, documents)) / len(documents)
    scores = []
    for document in documents:
        score = 0.0
        for term, weight in query.items():
            n = sum(term in other for other in documents)
            idf = math.log(1 + (len(documents) - n + 0.5) / (n + 0.5))
            tf = document.count(term)
            score += weight * idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * len(document) / average))
        scores.append(score)
    return scores


@given(DOCUMENTS, QUERIES)
async def test_scores_and_order_are_those_of_the_formula(
    documents: list[list[str]], query: dict[str, float]
) -> None:
    expected = by_the_formula(query, documents)
    hits = await engine(documents).search(query, k=len(documents))
    matching = {f"p{i}" for i, document in enumerate(documents) if set(document) & set(query)}
    assert {hit.key for hit in hits} == matching
    for hit in hits:
        assert hit.score == pytest.approx(expected[int(hit.key[1:])], abs=1e-8)
    order = [(-round(hit.score, 9), int(hit.key[1:])) for hit in hits]
    assert order == sorted(order)


async def test_a_term_in_every_passage_still_counts() -> None:
    """rank-bm25's own idf would weigh it 0 or less; a special issue's theme words are such terms."""
    hits = await engine([["spine", "spine"], ["spine", "bone"]]).search({"spine": 1.0}, k=2)
    assert [hit.key for hit in hits] == ["p0", "p1"]
    assert hits[-1].score > 0


async def test_nothing_matches_nothing() -> None:
    assert await engine([["spine"], ["bone"]]).search({"football": 1.0}, k=5) == []


async def test_ties_are_broken_by_the_order_of_passages() -> None:
    hits = await engine([["bone"], ["bone"], ["bone"]]).search({"bone": 1.0}, k=2)
    assert [hit.passage_id for hit in hits] == ["p0#1", "p1#1"]


async def test_a_filter_keeps_papers_out() -> None:
    hits = await engine([["bone"], ["bone"]]).search({"bone": 1.0}, k=5, keep=lambda key: key == "p1")
    assert [hit.key for hit in hits] == ["p1"]


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_a_library_without_words_is_refused_in_a_sentence(documents: list[list[str]]) -> None:
    with pytest.raises(RetrievalError, match="nothing to search"):
        engine(documents)


async def test_what_a_term_scores_is_reckoned_once_for_all_questions() -> None:
    made = engine([["alpha", "beta"], ["beta"], ["gamma"]])
    first = await made.search({"alpha": 1.0, "beta": 0.5}, k=3)
    assert await made.search({"beta": 0.5, "alpha": 1.0}, k=3) == first
    kept: Any = made._scores
    assert (kept.cache_info().misses, kept.cache_info().hits) == (2, 2)

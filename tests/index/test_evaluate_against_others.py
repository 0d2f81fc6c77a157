"""The measures, held to those of ``ir_measures`` (trec_eval behind it) over runs and judgements drawn at random."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking.evaluate import evaluate, ndcg, recall, reciprocal_rank

theirs = pytest.importorskip("ir_measures")  # not installed where it would have to be compiled (pyproject.toml)

PAPERS = [f"paper{number}" for number in range(16)]  # more than the ten that a cut-off leaves
QUERIES = ["q1", "q2", "q3", "q4"]
MEASURES = ("nDCG@10", "recall@10", "recall@100", "RR", "P@1")
NAMES = {"recall@10": "R@10", "recall@100": "R@100"}
Scores = dict[str, dict[str, int]]

# none below 0: trec_eval's binding for Python ends the process over one
judged = st.dictionaries(st.sampled_from(PAPERS), st.integers(0, 3), max_size=len(PAPERS))
# few scores for many papers: most of them are ties
scored = st.dictionaries(st.sampled_from(PAPERS), st.integers(0, 4), max_size=len(PAPERS))
qrels_drawn = st.dictionaries(st.sampled_from(QUERIES), judged, max_size=len(QUERIES))
runs_drawn = st.dictionaries(st.sampled_from(QUERIES), scored, max_size=len(QUERIES))


def ranked(scores: dict[str, int]) -> list[str]:
    """The order in which the engines list papers: by score, and equal ones by their place in the library."""
    return sorted(scores, key=lambda key: (-scores[key], PAPERS.index(key)))


def by_rank(run: Scores) -> Scores:
    """The same run for a tool that sorts by score: a place further down is a lower one."""
    return {query: {key: -rank for rank, key in enumerate(ranked(scores))} for query, scores in run.items()}


def means_of(qrels: Scores, run: Scores) -> dict[str, float]:
    """What ``ir_measures`` makes of it, by our names of the measures."""
    measures = {name: theirs.parse_measure(NAMES.get(name, name)) for name in MEASURES}
    found = theirs.calc_aggregate(list(measures.values()), qrels, run)
    return {name: found[measure] for name, measure in measures.items()}


def with_relevant(qrels: Scores) -> Scores:
    """The queries that can be judged at all."""
    return {query: grades for query, grades in qrels.items() if max(grades.values(), default=0) > 0}


@given(qrels_drawn, runs_drawn)
def test_means_are_those_of_ir_measures(qrels: Scores, run: Scores) -> None:
    result = evaluate({query: ranked(scores) for query, scores in run.items()}, qrels)
    assert result.queries == len(with_relevant(qrels))
    if result.queries:
        ours = {one.name: one.mean for one in result.means}
        assert ours == pytest.approx(means_of(with_relevant(qrels), by_rank(run)))


@given(judged, scored)
def test_each_query_is_measured_as_by_ir_measures(grades: dict[str, int], scores: dict[str, int]) -> None:
    """Also without a relevant paper, which is 0, and without a ranking."""
    ranking = ranked(scores)
    expected = means_of({"q": grades or {"never found": 0}}, by_rank({"q": scores}))
    assert ndcg(ranking, grades) == pytest.approx(expected["nDCG@10"])
    assert recall(ranking, grades, 10) == pytest.approx(expected["recall@10"])
    assert recall(ranking, grades) == pytest.approx(expected["recall@100"])
    assert reciprocal_rank(ranking, grades) == pytest.approx(expected["RR"])


@given(judged, scored, st.sets(st.sampled_from(PAPERS)))
def test_a_grade_below_nought_is_worth_as_little_as_nought(
    grades: dict[str, int], scores: dict[str, int], spam: set[str]
) -> None:
    ranking, lowered = ranked(scores), {**grades, **dict.fromkeys(spam, -2)}
    nought = {**grades, **dict.fromkeys(spam, 0)}
    assert ndcg(ranking, lowered) == ndcg(ranking, nought)
    assert recall(ranking, lowered) == recall(ranking, nought)
    assert reciprocal_rank(ranking, lowered) == reciprocal_rank(ranking, nought)


def test_scores_alone_would_be_ranked_otherwise_by_trec_eval() -> None:
    """It puts equal scores in falling order of their keys; what is measured here is the order that readers see."""
    grades, scores = {"paper1": 1}, {"paper1": 2, "paper2": 2}
    assert means_of({"q": grades}, {"q": scores})["RR"] == 1 / 2
    assert means_of({"q": grades}, by_rank({"q": scores}))["RR"] == reciprocal_rank(ranked(scores), grades) == 1

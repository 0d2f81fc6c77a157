"""The measures, worked by hand."""

from __future__ import annotations

import gzip
from math import log2
from pathlib import Path

import pytest

from corpus.errors import RetrievalError
from index.ranking.evaluate import LONGEST, evaluate, mean, ndcg, read_queries, recall, reciprocal_rank

GRADES = {"a": 2, "b": 1, "c": 0}


def test_ndcg_by_hand() -> None:
    """Found b (1) first and a (2) third; ideal is a first, b second."""
    expected = (1 / log2(2) + 2 / log2(4)) / (2 / log2(2) + 1 / log2(3))
    assert ndcg(["b", "x", "a"], GRADES) == pytest.approx(expected)
    assert ndcg(["a", "b"], GRADES) == 1.0
    assert ndcg(["b", "x", "a"], GRADES, k=1) == pytest.approx(1 / 2)
    assert ndcg([], GRADES) == 0.0


def test_recall_and_reciprocal_rank_by_hand() -> None:
    assert recall(["x", "b"], GRADES) == 1 / 2
    assert recall(["x", "b", "a"], GRADES, k=2) == 1 / 2
    assert reciprocal_rank(["x", "c", "a"], GRADES) == 1 / 3
    assert reciprocal_rank(["x", "c"], GRADES) == 0.0


def test_a_query_missing_from_the_run_counts_as_nothing() -> None:
    qrels = {"q1": {"a": 1}, "q2": {"a": 1}, "q3": {"a": 0}}
    result = evaluate({"q1": ["a"]}, qrels)
    assert result.queries == 2, "one with nothing relevant cannot be judged"
    assert {one.name: one.mean for one in result.means} == {
        "nDCG@10": 0.5,
        "recall@10": 0.5,
        "recall@100": 0.5,
        "RR": 0.5,
        "P@1": 0.5,
    }


def test_the_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    values = [0.0, 1.0, 1.0, 0.5, 0.25] * 20
    one = mean("m", values)
    assert one == mean("m", values)
    assert one.mean == pytest.approx(0.55)
    assert one.low < one.mean < one.high


@pytest.mark.parametrize("packed", [False, True])
def test_a_line_without_an_end_is_refused_and_not_read_to_it(tmp_path: Path, packed: bool) -> None:
    """A file of noughts, or a small one that unpacks to gigabytes, filled the memory."""
    path = tmp_path / "queries.tsv"
    content = b"1\thow long was follow-up?\n" + b"x" * (LONGEST + 1)
    path.write_bytes(gzip.compress(content) if packed else content)
    with pytest.raises(RetrievalError, match=r"queries.tsv, line 2: it is longer than 1,048,576 characters\.$"):
        read_queries(path)

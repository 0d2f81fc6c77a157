"""Measures how good a ranking is: nDCG, recall, reciprocal rank, with bootstrap intervals.

nDCG is trec_eval's ``ndcg_cut`` (gain = grade, discount = log2(rank + 1); Järvelin and Kekäläinen 2002, "Cumulated
gain-based evaluation of IR techniques"); a query's measures are 0 if nothing relevant was found. All of them are those of
``ir_measures``, which tests hold, but for two choices: what is measured is the order that readers see, where trec_eval sorts
by score again and puts equal ones in falling order of their keys; and a query without a relevant paper is left out of the
mean, not counted as 0.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence

from corpus.models import Model

SEED, SAMPLES = 20261123, 1000


class Mean(Model):
    """The mean of a measure over queries, with its 95 % bootstrap interval."""

    name: str
    mean: float
    low: float
    high: float


class Evaluation(Model):
    """All measures of a run over ``queries`` judged queries."""

    queries: int
    means: tuple[Mean, ...]


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], k: int = 10) -> float:
    """The normalised discounted cumulated gain of the first ``k`` papers, 0 to 1."""
    found = _gain([grades.get(key, 0) for key in ranking[:k]])
    ideal = _gain(sorted(grades.values(), reverse=True)[:k])
    return found / ideal if ideal else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum(max(0, grade) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def recall(ranking: Sequence[str], grades: Mapping[str, int], k: int = 100) -> float:
    """The share (0..1) of the relevant papers that are among the first ``k``."""
    relevant = {key for key, grade in grades.items() if grade > 0}
    return len(relevant & set(ranking[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """1 / rank of the first relevant paper; 0 if none was found."""
    return next((1 / rank for rank, key in enumerate(ranking, 1) if grades.get(key, 0) > 0), 0.0)


def evaluate(run: Mapping[str, Sequence[str]], qrels: Mapping[str, Mapping[str, int]], k: int = 10) -> Evaluation:
    """The means over all queries that have a relevant paper; a query that is missing from the run counts 0."""
    judged = [query for query, grades in qrels.items() if any(grade > 0 for grade in grades.values())]
    measures: dict[str, Callable[[Sequence[str], Mapping[str, int]], float]] = {
        f"nDCG@{k}": lambda ranking, grades: ndcg(ranking, grades, k),
        "recall@10": lambda ranking, grades: recall(ranking, grades, 10),
        "recall@100": lambda ranking, grades: recall(ranking, grades, 100),
        "RR": reciprocal_rank,
        "P@1": lambda ranking, grades: float(any(grades.get(key, 0) > 0 for key in ranking[:1])),
    }
    means = [mean(name, [measure(run.get(q, ()), qrels[q]) for q in judged]) for name, measure in measures.items()]
    return Evaluation(queries=len(judged), means=tuple(means))


def mean(name: str, values: Sequence[float]) -> Mean:
    """The mean and its percentile bootstrap interval; the seed is fixed, so that it is always the same."""
    if not values:
        return Mean(name=name, mean=0.0, low=0.0, high=0.0)
    chance = random.Random(SEED)  # nosec B311: to be repeated, not guessed
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(SAMPLES))
    return Mean(
        name=name,
        mean=sum(values) / len(values),
        low=means[int(0.025 * SAMPLES)],
        high=means[int(0.975 * SAMPLES) - 1],
    )


def paired(name: str, ours: Sequence[float], theirs: Sequence[float]) -> Mean:
    """The mean of the differences, query by query, with its interval; above 0 if ours is better."""
    return mean(name, [a - b for a, b in zip(ours, theirs, strict=True)])

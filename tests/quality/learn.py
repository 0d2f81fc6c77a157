"""Fits the decision between *answered* and *related*: ``python -m tests.quality.learn`` prints weights and figures.

Only questions that may be fitted on are used: hand-written sets, each on its own library, and PubMedQA's at a low
weight. The figures are those of a library left out while fitting. The weights are copied into ``index/outcome.py``
by hand, so that a change of an answer is always a change of the code.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import numpy as np

from corpus.models import Corpus
from index.account import account_of
from index.features import features
from index.library import LibraryIndex
from index.outcome import DECISION
from tests.quality.public import fields
from tests.quality.sets import fitted, library, questions

KINDS = (
    "content",
    "unanswerable-neighbour",
    "unanswerable-ontopic",
    "unanswerable-offtopic",
    "no-topic",
    "offtopic",
)
NAMES = tuple(name for name in DECISION if name != "bias")
RIDGE, STEPS, PUBLIC = 8.0, 12, 0.1

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


async def examples(corpus: Corpus, asked: Iterable[tuple[str, bool, tuple[str, ...]]]) -> tuple[Floats, Floats]:
    """Feature rows and labels of questions, given with whether the abstracts answer them and which (empty: any may).

    The label is 1 where they do and the first sentence is of a right one; those without any evidence are left out.
    """
    index = LibraryIndex.build(corpus)
    rows, labels = [], []
    for question, answerable, papers in asked:
        query = index.reader.read(question)
        _, readings, chosen = await index.read(query)
        if chosen:
            found = features(account_of(readings, chosen, query), readings)
            rows.append([found[name] for name in NAMES])
            labels.append(float(answerable and (not papers or chosen[0].paper in papers)))
    return np.array(rows), np.array(labels)


def fit(x: Floats, y: Floats, weights: Floats) -> tuple[Floats, float]:
    """Weighted ridge logistic regression by Newton's method on standardised features: coefficients and bias."""
    total = weights.sum()
    mean = (x * weights[:, None]).sum(0) / total
    spread = np.sqrt(((x - mean) ** 2 * weights[:, None]).sum(0) / total) + 1e-9
    z = np.column_stack([(x - mean) / spread, np.ones(len(y))])
    ridge = np.diag([RIDGE] * x.shape[1] + [1e-6])
    found = np.zeros(z.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-(z @ found)))
        slope = z.T @ (weights * (likely - y)) + ridge @ found
        bend = (z * (weights * likely * (1 - likely))[:, None]).T @ z + ridge
        found -= np.linalg.solve(bend, slope)
    return found[:-1] / spread, float(found[-1] - (found[:-1] / spread * mean).sum())


def area(scores: Floats, y: Floats) -> float:
    """The chance that an answerable question scores above another (area under the ROC curve)."""
    above = scores[y == 1][:, None] - scores[y == 0][None]
    return float((above > 0).mean() + (above == 0).mean() / 2)


def main() -> None:
    """Print what the fit does to each library it was not fitted to, and the weights fitted to all."""
    names = fitted()
    sets = [asyncio.run(_of_set(name)) for name in names]
    public = [asyncio.run(examples(corpus, [(*one, ()) for one in asked])) for corpus, asked in fields()]
    extra, known = (np.concatenate([part[i] for part in public]) for i in (0, 1))
    x, y = (np.concatenate([part[i] for part in sets]) for i in (0, 1))
    groups = np.concatenate([np.full(len(labels), i) for i, (_, labels) in enumerate(sets)])
    scores = np.zeros(len(y))
    for i, name in enumerate(names):
        out = groups == i
        weights, bias = _fitted(x[~out], y[~out], extra, known)
        scores[out] = x[out] @ weights + bias
        _print(name, scores[out], y[out])
    _print("all", scores, y)
    weights, bias = _fitted(x, y, extra, known)
    _print("PubMedQA", extra @ weights + bias, known)
    print({"bias": round(bias, 2)} | {name: round(float(w), 2) for name, w in zip(NAMES, weights, strict=True)})


async def _of_set(name: str) -> tuple[Floats, Floats]:
    corpus = library(name)
    assert corpus is not None, "the public retrieval data is not beside the repository"
    asked = [one for one in questions(name, "look") if one.kind in KINDS]
    return await examples(corpus, [(one.question, one.expect == "answered", one.papers) for one in asked])


def _fitted(x: Floats, y: Floats, extra: Floats, known: Floats) -> tuple[Floats, float]:
    weights = np.concatenate([np.ones(len(y)), np.full(len(known), PUBLIC)])
    return fit(np.concatenate([x, extra]), np.concatenate([y, known]), weights)


def _print(name: str, scores: Floats, y: Floats) -> None:
    right, refused = (scores[y == 1] >= 0).mean(), (scores[y == 0] < 0).mean()
    print(
        f"{name:9} {len(y):4} questions: {right:.3f} of the answerable answered, {refused:.3f} of the others declined,"
        f" area {area(scores, y):.3f}"
    )


if __name__ == "__main__":
    main()

"""Fits the decision between *answered* and *related*: ``python -m tests.quality.learn`` prints weights and figures.

Only questions that may be fitted on are used: hand-written sets, each on its own library, and PubMedQA's at a lower
weight, of small libraries and of all its abstracts with and without the one that answers. The figures are those of a
library left out while fitting, and of PubMedQA's questions those of another half. The weights are copied into
``index/finding/outcome.py`` by hand, so that a change of an answer is always a change of the code.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from corpus.models import Corpus
from index.finding.account import account_of
from index.finding.features import features
from index.finding.outcome import DECISION
from index.library import LibraryIndex
from tests.quality import public
from tests.quality.sets import fitted, library, questions
from tests.quality.variants import collection

KINDS = (
    "content",
    "unanswerable-neighbour",
    "unanswerable-ontopic",
    "unanswerable-offtopic",
    "no-topic",
    "offtopic",
)
SEEN = ("clinic3",)  # may be read, and is never fitted on
HALVES = 2
NAMES = tuple(name for name in DECISION if name != "bias")
RIDGE, STEPS = 8.0, 12
PUBLIC, ABSENT = 0.1, 0.5  # what a question of a small library of PubMedQA's counts, and one of all its abstracts

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


class Fitted(NamedTuple):
    """Rows of features, labels, and what each counts."""

    x: Floats
    y: Floats
    counts: Floats


async def examples(corpus: Corpus, asked: Iterable[tuple[str, bool, tuple[str, ...]]]) -> tuple[Floats, Floats]:
    """Feature rows and labels of questions, given with whether the abstracts answer them and which (empty: any may).

    The label is 1 where they do and the first sentence is of a right one; those without any evidence are left out.
    """
    index = LibraryIndex.build(corpus)
    found = [one for question, right, papers in asked if (one := await _seen(index, question, right, papers))]
    return np.array([row for row, _ in found]), np.array([label for _, label in found])


async def _seen(
    index: LibraryIndex, question: str, answerable: bool, papers: tuple[str, ...], missing: str | None = None
) -> tuple[list[float], float] | None:
    """The row and the label of a question, asked of all papers but a missing one; None where nothing is found."""
    query = index.reader.read(question)
    _, readings, chosen = await index.read(query, (lambda key: key != missing) if missing else None)
    if not chosen:
        return None
    found = features(account_of(readings, chosen, query), readings)
    label = float(answerable and (not papers or chosen[0].paper in papers))
    return [found[name] for name in NAMES], label


async def _absent() -> tuple[Floats, Floats, Floats]:
    """PubMedQA's questions asked of all its abstracts, with and without the one that answers; and in which half each is."""
    over, held_back = collection("pubmedqa", 1), public.held_back()
    rows, labels, halves = [], [], []
    for number, (key, text) in enumerate(over.asked.items()):
        for missing in (None, key) if key not in held_back else ():
            seen = await _seen(over.index, text, not missing, (key,), missing)
            if seen:
                rows.append(seen[0])
                labels.append(seen[1])
                halves.append(number % HALVES)
    return np.array(rows), np.array(labels), np.array(halves)


def fit(x: Floats, y: Floats, weights: Floats, ridge: float = RIDGE) -> tuple[Floats, float]:
    """Weighted ridge logistic regression by Newton's method on standardised features: coefficients and bias."""
    total = weights.sum()
    mean = (x * weights[:, None]).sum(0) / total
    spread = np.sqrt(((x - mean) ** 2 * weights[:, None]).sum(0) / total) + 1e-9
    z = np.column_stack([(x - mean) / spread, np.ones(len(y))])
    held = np.diag([ridge] * x.shape[1] + [1e-6])
    found = np.zeros(z.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-(z @ found)))
        slope = z.T @ (weights * (likely - y)) + held @ found
        bend = (z * (weights * likely * (1 - likely))[:, None]).T @ z + held
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
    small = [asyncio.run(examples(corpus, [(*one, ()) for one in asked])) for corpus, asked in public.fields()]
    rows, labels, halves = asyncio.run(_absent())
    parts = [*((*one, 1.0) for one in sets), *((*one, PUBLIC) for one in small), (rows, labels, ABSENT)]
    groups = np.concatenate([np.full(len(y), i) for i, (_, y, _) in enumerate(parts)])
    whole = Fitted(
        np.concatenate([x for x, _, _ in parts]),
        np.concatenate([y for _, y, _ in parts]),
        np.concatenate([np.full(len(y), count) for _, y, count in parts]),
    )
    scores = np.zeros(len(groups))
    for i, name in enumerate(names):
        _left_out(whole, groups == i, scores)
        _print(name, scores[groups == i], whole.y[groups == i])
    hand = groups < len(sets)
    _print("all", scores[hand], whole.y[hand])
    last = groups == len(parts) - 1
    for half in range(HALVES):
        _left_out(whole, last & (np.concatenate([np.full((~last).sum(), -1), halves]) == half), scores)
    _print("absent", scores[last], whole.y[last])
    for name in SEEN:
        x, y = asyncio.run(_of_set(name))
        weights, bias = fit(*whole)
        _print(name, x @ weights + bias, y)
    weights, bias = fit(*whole)
    print({"bias": round(bias, 2)} | {name: round(float(w), 2) for name, w in zip(NAMES, weights, strict=True)})


def _left_out(whole: Fitted, out: Any, scores: Floats) -> None:
    """Score some rows by weights fitted to all others."""
    weights, bias = fit(*(part[~out] for part in whole))
    scores[out] = whole.x[out] @ weights + bias


async def _of_set(name: str) -> tuple[Floats, Floats]:
    corpus = library(name)
    assert corpus is not None, "the public retrieval data is not beside the repository"
    asked = [one for one in questions(name, "look") if one.kind in KINDS]
    return await examples(corpus, [(one.question, one.expect == "answered", one.papers) for one in asked])


def _print(name: str, scores: Floats, y: Floats) -> None:
    right, refused = (scores[y == 1] >= 0).mean(), (scores[y == 0] < 0).mean()
    print(
        f"{name:9} {len(y):4} questions: {right:.3f} of the answerable answered, {refused:.3f} of the others declined,"
        f" area {area(scores, y):.3f}"
    )


if __name__ == "__main__":
    main()

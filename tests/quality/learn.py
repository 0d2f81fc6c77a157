"""Fits the decision between *answered* and *related*: ``python -m tests.quality.learn`` prints weights and figures.

Only the halves that may be read are used. The weights are copied into ``index/outcome.py`` by hand, so that a
change of an answer is always a change of the code.
"""

from __future__ import annotations

import asyncio

import numpy as np

from index.library import LibraryIndex
from index.outcome import DECISION, features
from tests.quality.sets import library, questions

KINDS = ("content", "unanswerable-neighbour", "unanswerable-ontopic", "unanswerable-offtopic")
SEED, FOLDS, RIDGE, STEPS, RATE = 20261123, 10, 5.0, 4000, 0.3


async def examples(name: str) -> tuple[list[list[float]], list[float]]:
    """Feature rows and labels (1: the abstracts answer it) of a set's readable half."""
    corpus = library(name)
    assert corpus is not None, "the public retrieval data is not beside the repository"
    index = LibraryIndex.build(corpus)
    rows, labels = [], []
    for asked in questions(name, "look"):
        query = index.reader.read(asked.question)
        _, readings, chosen = await index.read(query)
        if asked.kind in KINDS and chosen:
            found = features(readings, chosen, query)
            rows.append([found[feature] for feature in DECISION if feature != "bias"])
            labels.append(float(asked.expect == "answered"))
    return rows, labels


def fit(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Ridge logistic regression by gradient descent on standardised features: weights and bias."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z, weights, bias = (x - mean) / spread, np.zeros(x.shape[1]), 0.0
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-(z @ weights + bias))) - y
        weights -= RATE * (z.T @ error + RIDGE * weights) / len(y)
        bias -= RATE * float(error.mean())
    return weights / spread, bias - float((weights / spread * mean).sum())


def main() -> None:
    """Print the weights, and what they do to questions they were not fitted to."""
    found = [asyncio.run(examples(name)) for name in ("nine", "other")]
    x = np.array([row for rows, _ in found for row in rows])
    y = np.array([label for _, labels in found for label in labels])
    order = np.random.default_rng(SEED).permutation(len(y))
    held_out = np.zeros(len(y))
    for fold in np.array_split(order, FOLDS):
        rest = np.setdiff1d(order, fold)
        weights, bias = fit(x[rest], y[rest])
        held_out[fold] = x[fold] @ weights + bias
    weights, bias = fit(x, y)
    print(f"{len(y)} questions, {int(y.sum())} answerable; cross-validated in {FOLDS} folds")
    for cut in (-1.0, -0.5, 0.0, 0.5, 1.0):
        right, refused = (held_out[y == 1] >= cut).mean(), (held_out[y == 0] < cut).mean()
        print(f"  cut {cut:+.1f}: {right:.3f} of the answerable answered, {refused:.3f} of the others declined")
    names = [feature for feature in DECISION if feature != "bias"]
    print({"bias": round(bias, 2)} | {name: round(float(w), 2) for name, w in zip(names, weights, strict=True)})


if __name__ == "__main__":
    main()

"""Multinomial logistic regression: weights of marks for labels, fitted with a ridge by L-BFGS (Liu and Nocedal 1989)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

RIDGE, STEPS, MEMORY, ENOUGH = 0.5, 150, 8, 1e-6

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


def fit(x: Floats, y: Any, size: int, ridge: float = RIDGE) -> Floats:
    """Multinomial logistic regression with a ridge, by L-BFGS: weights of each mark (columns of ``x``, the first is all ones) for each
    of ``size`` labels."""
    found, truth = np.zeros((x.shape[1], size), np.float32), np.eye(size, dtype=np.float32)[y]
    ridges = np.full((x.shape[1], 1), ridge / len(y), np.float32)
    ridges[0] /= 100
    value, slope = _loss(found, x, truth, ridges)
    steps: list[tuple[Floats, Floats]] = []
    for _ in range(STEPS):
        way, length = _way(slope, steps), 1.0
        while length > ENOUGH:
            other = found - np.float32(length) * way
            new, new_slope = _loss(other, x, truth, ridges)
            if new <= value - 1e-4 * length * float((slope * way).sum()):
                break
            length /= 2
        steps = [*steps, (other - found, new_slope - slope)][-MEMORY:]
        gained, (found, value, slope) = value - new, (other, new, new_slope)
        if gained < ENOUGH:
            break
    return found


def _loss(found: Floats, x: Floats, truth: Floats, ridge: Floats) -> tuple[float, Floats]:
    chances = likely(x @ found)
    value = -float(np.log((chances * truth).sum(1) + 1e-12).mean()) + float((ridge * found * found).sum()) / 2
    return value, x.T @ ((chances - truth) / np.float32(len(x))) + ridge * found


def likely(scores: Floats) -> Floats:
    """The chance of each label (columns) by the scores of some rows."""
    parts = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(parts / parts.sum(1, keepdims=True))


def _way(slope: Floats, steps: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The direction of L-BFGS: the slope, bent by the last steps."""
    way, parts = slope.copy(), []
    for step, bend in reversed(steps):
        part = float((step * way).sum() / (step * bend).sum())
        parts.append(part)
        way -= np.float32(part) * bend
    scale = (
        float((steps[-1][0] * steps[-1][1]).sum() / (steps[-1][1] ** 2).sum())
        if steps
        else 1 / float(np.abs(slope).max())
    )
    way *= np.float32(scale)
    for (step, bend), part in zip(steps, reversed(parts), strict=True):
        way += step * np.float32(part - float((bend * way).sum() / (step * bend).sum()))
    return way

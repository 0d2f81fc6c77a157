"""Fits the decision whether a question goes on from the turn before it: ``python -m tests.quality.learn_turns`` prints
weights and figures.

Learned from are conversations that may be read, turn by turn: whichever reading shows a right paper is right, and
where both do, what the writer meant counts a little. Questions that begin one conversation are asked after the first
turn of others, too: a new question must not depend on what was talked about. The figures are those of libraries left
out while fitting. The weights are copied into ``bot/assistant/turns/following.py`` by hand.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np

from bot.assistant.turns import weighing
from bot.models import Answer, Turn
from tests.bot.assistant.test_talks import talks
from tests.quality.learn import Floats, fit
from tests.quality.understanding import READABLE, assistant, each, lines, turned

MEANT = 0.15  # what a question counts for which both readings are right
ELSEWHERE = 0.3  # what a new question counts that is asked in another conversation than its own
KEYWORD = 0.1  # what a paper's keyword counts that is asked after something else
RIDGE = 3.0
OTHERS = 4  # other conversations it is asked in


class Example(NamedTuple):
    """A question: the features of its readings, and whether each is right: by itself, and after the turn before."""

    library: str
    features: Mapping[str, float]
    alone: bool
    after: bool
    goes_on: bool
    counts: float


class _Forced:
    """Stands for the decision: gives the same verdict each time, and keeps what it was to be made from."""

    def __init__(self, verdict: bool) -> None:
        self.verdict, self.features = verdict, dict[str, float]()

    def __call__(self, features: Mapping[str, float]) -> bool:
        self.features = dict(features)
        return self.verdict


async def _both(
    library: str, say: str, previous: Turn | None
) -> tuple[list[Answer], list[Answer], dict[str, float]]:
    """The answers of both readings, and the features; without features the decision was not asked."""
    found = []
    for verdict in (False, True):
        with patch.object(weighing, "follows", forced := _Forced(verdict)):
            found.append(await each(assistant(library), say, previous))
    return found[0], found[1], forced.features


def _right(turn: dict[str, Any], answers: list[Answer]) -> bool:
    return not turned(turn, answers[-1], [key for one in answers for key in one.keys])


async def _of(
    library: str, turn: dict[str, Any], previous: Turn | None, counts: float
) -> tuple[Example, Turn | None]:
    alone, after, features = await _both(library, turn["say"], previous)
    goes_on = turn["means"] == "follow"
    example = Example(library, features, _right(turn, alone), _right(turn, after), goes_on, counts)
    chosen = after if example.after and (goes_on or not example.alone) else alone
    return example, chosen[-1].turn


async def examples() -> AsyncIterator[Example]:
    """The questions of the conversations that may be read: each after the turn before it, read right, and those that
    begin one also after the first turns of others.
    """
    first: dict[str, list[tuple[dict[str, Any], Turn | None]]] = {}
    for half, readable in READABLE.items():
        for line in lines(half, "conversations", readable[0]):
            previous: Turn | None = None
            for turn in line["turns"]:
                example, previous = await _of(line["library"], turn, previous, 1.0)
                if turn is line["turns"][0]:
                    first.setdefault(line["library"], []).append((turn, previous))
                if example.features:
                    yield example
    async for one in _of_talks():
        yield one
    async for one in _elsewhere(first):
        yield one


async def _of_talks() -> AsyncIterator[Example]:
    """The turns of ``tests/data/talks.txt``, where the first paper shown tells which reading is right."""
    for library, said in talks():
        previous: Turn | None = None
        for one in said:
            alone, after, features = await _both(library, one.text, previous)
            left, leant = (_first(answers).endswith(one.about) for answers in (alone, after))
            told = one.held and not {"*", "help"} & set(one.about)
            if features and told and left != leant:
                yield Example(library, features, left, leant, leant, 1.0)
            previous = (after if leant or not told else alone)[-1].turn


def _first(answers: list[Answer]) -> str:
    return next(iter(answers[-1].keys), "")


async def _elsewhere(first: Mapping[str, list[tuple[dict[str, Any], Turn | None]]]) -> AsyncIterator[Example]:
    """Whole questions and keywords of papers, asked after the ``first`` turns of conversations about something else."""
    for library, begun in first.items():
        papers = assistant(library).papers
        for at, paper in enumerate(papers.values()):
            after_others = [
                turn for _, turn in (begun[at:] + begun[:at])[:2] if turn and paper.key not in turn.keys
            ]
            for word, before in ((word, turn) for word in paper.keywords[:2] for turn in after_others):
                alone, after, features = await _both(library, word, before)
                shown = (papers.get(_first(answers)) for answers in (alone, after))
                left, leant = (one is not None and word in one.keywords for one in shown)
                if features:
                    yield Example(library, features, left, leant, False, KEYWORD)
        for at, (turn, _) in enumerate(begun):
            for _, previous in (begun[at + 1 :] + begun[:at])[:OTHERS]:
                example, _ = await _of(library, turn, previous, ELSEWHERE)
                if example.features:
                    yield example


async def main() -> None:
    """Print the share of turns read right in libraries left out, and the weights fitted to all."""
    found = [one async for one in examples()]
    names = list(found[0].features)
    x = np.array([[one.features[name] for name in names] for one in found])
    y = np.array([one.after if one.alone != one.after else one.goes_on for one in found], float)
    counts = np.array([one.counts * (1.0 if one.alone != one.after else MEANT) for one in found])
    chosen, libraries = np.zeros(len(y)), np.array([one.library for one in found])
    for library in sorted(set(libraries)):
        out = libraries == library
        weights, bias = fit(x[~out], y[~out], counts[~out], RIDGE)
        chosen[out] = x[out] @ weights + bias
        _print(library, [one for one, left in zip(found, out, strict=True) if left], chosen[out])
    _print("all", found, chosen)
    weights, bias = fit(x, y, counts, RIDGE)
    print({"bias": round(bias, 2)} | {name: round(float(w), 2) for name, w in zip(names, weights, strict=True)})


def _print(name: str, found: list[Example], chosen: Floats) -> None:
    for kind, some in (("in their conversation", 1.0), ("in another", ELSEWHERE)):
        right = [
            one.after if score > 0 else one.alone
            for one, score in zip(found, chosen, strict=True)
            if one.counts == some
        ]
        best = sum(one.after or one.alone for one in found if one.counts == some)
        if right:
            print(f"{name:12} {kind:22} {sum(right):4} of {len(right):4} right, {best:4} at best")


if __name__ == "__main__":
    asyncio.run(main())

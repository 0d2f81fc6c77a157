"""Fits the decision for questions asked of some papers, or after others: ``python -m tests.quality.learn_following`` prints weights and figures.

Learned from are the strangers' messages that may be read (``tests/data/questions/strangers/look``): what was found for each, in its conversation, is right if the
sentences chosen have what a reader of the abstracts wrote down. The figures are those of libraries left out while fitting, first beside what is
answered without a warning now. The weights are copied into ``index/finding/outcome.py`` by hand.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unittest.mock import patch

import numpy as np

import index.library
from bot.assistant.assistant import Assistant
from bot.models import Answer, Turn
from index.finding.account import account_of
from index.finding.candidates import Candidate, ReadPaper
from index.finding.features import features
from index.finding.outcome import FOLLOWING, Judgement, judge
from index.library import LibraryIndex
from index.terms.query import Query
from tests.quality import strangers
from tests.quality.learn import Floats, area, fit
from tests.quality.understanding import each

RIDGE = 60.0
NAMES = tuple(name for name in FOLLOWING if name != "bias")
LEAST = (0.5, 0.55, 0.6, 0.65, 0.7)  # support for which right and wrong ones are printed


class Judged(NamedTuple):
    """What was found for a question: its features, the sentences chosen, and the judgement."""

    row: list[float]
    texts: tuple[str, ...]
    judgement: Judgement


class Example(NamedTuple):
    """The features of what a message was answered with, whether it was right, and whether it was shown without a warning."""

    library: str
    row: list[float]
    right: bool
    sure: bool


def examples() -> Iterator[Example]:
    """What was found for the messages that go on from others, or name papers, and were answered with sentences."""
    for name in strangers.names("look"):
        talked = Assistant(LibraryIndex.build(strangers.library("look", name)))
        conversation, turn = "", None
        for one in strangers.messages("look", name):
            turn = turn if one.conversation == conversation else None
            answers, judged = asyncio.run(_asked(talked, one.message, turn))
            conversation, turn = one.conversation, next((a.turn for a in reversed(answers) if a.turn), turn)
            shown = _shown(answers, judged) if one.want in ("quote", "absent", "ask") else None
            if shown:
                right = one.want == "quote" and strangers.holds(one, shown.texts)
                yield Example(name, shown.row, right, answers[0].answered and answers[0].sure)


async def _asked(talked: Assistant, message: str, turn: Turn | None) -> tuple[list[Answer], list[Judged]]:
    """The answers, and all that was judged on the way to them and goes on from other questions."""
    judged: list[Judged] = []

    def kept(readings: Sequence[ReadPaper], chosen: Sequence[Candidate], query: Query) -> Judgement:
        judgement = judge(readings, chosen, query)
        if chosen and query.follows:
            found = features(account_of(readings, chosen, query), readings)
            judged.append(
                Judged([found[name] for name in NAMES], tuple(one.line.text for one in chosen), judgement)
            )
        return judgement

    with patch.object(index.library, "judge", kept):
        return await each(talked, message, turn), judged


def _shown(answers: Sequence[Answer], judged: Sequence[Judged]) -> Judged | None:
    """What was shown of all that was judged: the last with the first quote and the outcome of the only answer, if there is just one."""
    if len(answers) != 1 or answers[0].kind != "content" or not answers[0].quotes:
        return None
    shown = {" ".join(quote.text.split()) for quote in answers[0].quotes}
    fits = (one for one in reversed(judged) if one.judgement.outcome == answers[0].outcome)
    return next((one for one in fits if " ".join(one.texts[0].split()) in shown), None)


def main() -> None:
    """Print the figures of libraries left out, and the weights fitted to all."""
    found = list(examples())
    x, y = np.array([one.row for one in found]), np.array([one.right for one in found], float)
    libraries = np.array([one.library for one in found])
    scores = np.zeros(len(y))
    for library in sorted(set(libraries)):
        out = libraries == library
        weights, bias = fit(x[~out], y[~out], np.ones((~out).sum()), RIDGE)
        scores[out] = x[out] @ weights + bias
    sure = np.array([one.sure for one in found])
    print(
        f"{len(y)} messages, {int(y.sum())} right, area {area(scores, y):.3f}; without a warning now {_told(y, sure)}"
    )
    for least in LEAST:
        print(f"    support {least}: {_told(y, 1 / (1 + np.exp(-scores)) >= least)}")
    weights, bias = fit(x, y, np.ones(len(y)), RIDGE)
    print({"bias": round(bias, 2)} | {name: round(float(w), 2) for name, w in zip(NAMES, weights, strict=True)})


def _told(y: Floats, sure: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> str:
    return f"{int(y[sure].sum())} right, {int((1 - y[sure]).sum())} wrong"


if __name__ == "__main__":
    main()

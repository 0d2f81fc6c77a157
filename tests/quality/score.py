"""Asks every question of a set and counts what came out right, with Wilson's 95 % intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from bot.assistant.assistant import Assistant
from bot.models import Answer, Context, Turn
from corpus.models import Corpus, Model
from index.library import LibraryIndex
from tests.quality.sets import Asked


class Scored(Model):
    """A question and the reply it got."""

    asked: Asked
    answer: Answer

    @property
    def first(self) -> bool:
        """The first paper cited is a right one."""
        return bool(self.answer.keys) and self.answer.keys[0] in self.asked.papers

    @property
    def holds(self) -> bool:
        """Every needed figure or phrase stands in the text a reader sees."""
        text = " ".join(self.answer.text.split()).casefold()
        return all(any(" ".join(alt.split()).casefold() in text for alt in group) for group in self.asked.needs)

    @property
    def as_expected(self) -> bool:
        """Answered where there is an answer, not answered where there is none."""
        return self.answer.answered == (self.asked.expect == "answered")


class Share(Model):
    """A share of a number, with its interval (Wilson 1927)."""

    name: str
    hits: int
    of: int

    def interval(self) -> tuple[float, float]:
        """The 95 % interval; (0, 1) of nothing."""
        if not self.of:
            return 0.0, 1.0
        z, p, n = 1.96, self.hits / self.of, self.of
        middle, reach = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - reach) / (1 + z * z / n), (middle + reach) / (1 + z * z / n)


async def ask_all(asked: Sequence[Asked], corpus: Corpus) -> list[Scored]:
    """The replies to all questions, threads in the order of their turns."""
    assistant = Assistant(LibraryIndex.build(corpus))
    last: dict[str, Turn | None] = {}
    scored = []
    for question in asked:
        previous = last.get(question.thread) if question.thread else None
        answer = await assistant.ask(question.question, Context(previous=previous))
        if question.thread:
            last[question.thread] = answer.turn
        scored.append(Scored(asked=question, answer=answer))
    return scored


def shares(scored: Sequence[Scored]) -> list[Share]:
    """The issue's four figures, then how each kind ended."""
    answerable = [s for s in scored if s.asked.expect == "answered"]
    unanswerable = [s for s in scored if s.asked.expect == "declined"]
    smalltalk = [s for s in scored if s.asked.expect == "help"]
    named = [s for s in answerable if s.asked.papers]
    rows = [
        _share("right paper first", named, lambda s: s.first),
        _share("needed phrase shown", answerable, lambda s: s.holds),
        _share("unanswerable declined", unanswerable, lambda s: s.as_expected),
        _share("answerable answered", answerable, lambda s: s.as_expected),
        _share("small talk not answered", smalltalk, lambda s: s.as_expected),
    ]
    for kind in sorted({s.asked.kind for s in scored}):
        ours = [s for s in scored if s.asked.kind == kind]
        rows.append(
            _share(f"  {kind}", ours, lambda s: s.as_expected and (s.asked.expect != "answered" or s.holds))
        )
    return rows


def _share(name: str, scored: Sequence[Scored], right: Callable[[Scored], bool]) -> Share:
    return Share(name=name, hits=sum(map(right, scored)), of=len(scored))

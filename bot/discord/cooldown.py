"""So many questions in so many seconds for each member of each server; said once, never spammed."""

from __future__ import annotations

from collections import deque
from enum import Enum
from typing import NamedTuple


class Pace(Enum):
    """How a question comes: in good time, the first one too early, or another one after that was said."""

    FINE = "fine"
    TOLD = "told"
    QUIET = "quiet"


class Verdict(NamedTuple):
    """The pace, and the seconds until the member may ask again."""

    pace: Pace
    wait: float


class Cooldown:
    """Counts in a sliding window. Times are seconds of one clock that only goes forward."""

    def __init__(self, questions: int, seconds: float) -> None:
        self._questions = questions
        self._seconds = seconds
        self._asked: dict[tuple[str | None, str], deque[float]] = {}
        self._told: dict[tuple[str | None, str], float] = {}

    def take(self, server: str | None, member: str, now: float) -> Verdict:
        """Count a question at ``now`` where there is room for it."""
        who = (server, member)
        self._forget_the_calm(now)
        asked = self._asked.setdefault(who, deque())
        while asked and asked[0] <= now - self._seconds:
            asked.popleft()
        if len(asked) < self._questions:
            asked.append(now)
            self._told.pop(who, None)
            return Verdict(Pace.FINE, 0.0)
        wait = asked[0] + self._seconds - now
        told = self._told.get(who, 0.0) > now
        self._told[who] = now + wait
        return Verdict(Pace.QUIET if told else Pace.TOLD, wait)

    def _forget_the_calm(self, now: float) -> None:
        """Drop members whose window has passed, so that memory stays flat."""
        if len(self._asked) > 1000:
            calm = [who for who, asked in self._asked.items() if not asked or asked[-1] <= now - self._seconds]
            for who in calm:
                del self._asked[who]
                self._told.pop(who, None)

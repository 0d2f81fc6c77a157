"""Limits how fast members ask, and says so once; does an action that arrives twice only once; handles one message's
events in turn. It also knows what is being answered in each server, so that a deletion can wait for that: a row kept,
or a message sent, after the deletion would stay.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from bot.storage.folder import held_by_bot

LAST = 3.0  # seconds that a deletion holds back what begins, for what began just before it
HELD = 5.0  # seconds that anything is held back at most, however many deletions there are


class Pace(Enum):
    """FINE: in time; TOLD: too early, and the member is told; QUIET: too early again after being told."""

    FINE = "fine"
    TOLD = "told"
    QUIET = "quiet"


class Allowance(NamedTuple):
    """The pace, and the seconds until the member may ask again."""

    pace: Pace
    wait: float


class Cooldown:
    """Counts questions in a sliding window. Times are seconds of a clock that only goes forward."""

    def __init__(self, questions: int, seconds: float) -> None:
        self._questions = questions
        self._seconds = seconds
        self._asked: dict[tuple[str | None, str], deque[float]] = {}
        self._told: dict[tuple[str | None, str], dict[str, float]] = {}

    def take(self, server: str | None, member: str, now: float, way: str = "") -> Allowance:
        """Count a question at the time ``now``, if the limit allows it. A member is told once for each ``way`` of
        asking, because a reply to one way may be invisible to them when they ask in another.
        """
        who = (server, member)
        self._forget_the_calm(now)
        asked = self._asked.setdefault(who, deque())
        while asked and asked[0] <= now - self._seconds:
            asked.popleft()
        if len(asked) < self._questions:
            asked.append(now)
            self._told.pop(who, None)
            return Allowance(Pace.FINE, 0.0)
        wait = asked[0] + self._seconds - now
        ways = self._told.setdefault(who, {})
        told = ways.get(way, 0.0) > now
        ways[way] = now + wait
        return Allowance(Pace.QUIET if told else Pace.TOLD, wait)

    def _forget_the_calm(self, now: float) -> None:
        """Drop members whose window has passed, so that memory does not grow."""
        if len(self._asked) > 1000:
            calm = [who for who, asked in self._asked.items() if asked[-1] <= now - self._seconds]
            for who in calm:
                del self._asked[who]
                self._told.pop(who, None)


def too_fast(allowance: Allowance) -> str:
    """The sentence for a member who asks too fast, with a relative time that Discord renders."""
    return f"That was quick. Please ask again <t:{int(time.time() + allowance.wait) + 1}:R>."


class Doubles:
    """Remembers recent actions: a message delivered twice, a button pressed twice, a form sent twice."""

    def __init__(self, most: int = 10_000) -> None:
        """``most``: how many are remembered, the newest."""
        self._done: OrderedDict[tuple[str, ...], float] = OrderedDict()
        self._most = most

    def again(self, what: tuple[str, ...], now: float, within: float) -> bool:
        """Whether the same was done less than ``within`` seconds before ``now``; otherwise remember it as done now."""
        if now - self._done.get(what, float("-inf")) < within:
            return True
        self._done[what] = now
        self._done.move_to_end(what)
        if len(self._done) > self._most:
            self._done.popitem(last=False)
        return False


@dataclass(eq=False)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    edits: int = 0


class Turns:
    """Lets the events of one message, or the questions of one member, be handled one after the other, in the order of their
    arrival.
    """

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[Hashable, _Turn] = WeakValueDictionary()  # each while a task waits for it

    @asynccontextmanager
    async def taken(self, whose: Hashable, edit: bool = False) -> AsyncIterator[bool]:
        """Wait for the turn of a message, by its id, or of a member and a library; yields False if the message was edited again while this ``edit`` waited."""
        turn = self._turns.setdefault(whose, _Turn())
        turn.edits += edit
        mine = turn.edits
        async with turn.lock:
            yield mine == turn.edits


class UnderWay:
    """Counts the work being done, by task; work that a task begins within its own work is part of it. A deletion waits
    for others' answers too, which may be to a follow-up of the member's ("Ask all papers").
    """

    def __init__(self, data_dir: Path | None = None) -> None:
        """``data_dir``: the folder in which a deletion in the terminal waits as well; None: there is none."""
        self._data_dir = data_dir
        self._begun: dict[str | None, dict[asyncio.Task[Any] | None, asyncio.Future[None]]] = {}
        self._still: dict[str | None, asyncio.Future[None]] = {}
        self._held: int | None = None
        self._patient = True  # a deletion in the terminal that was waited for in vain is not waited for again
        self._taking = asyncio.Lock()

    @asynccontextmanager
    async def noted(self, server: str | None) -> AsyncIterator[None]:
        """Wraps the work on a message, a press or a form. If a deletion is being done, the work begins after it."""
        task = asyncio.current_task()
        if task in self._begun.get(server, {}):
            yield
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(HELD):
                await self._free(server)
        end = self._begun.setdefault(server, {})[task] = asyncio.get_running_loop().create_future()
        try:
            await self._hold()
            yield
        finally:
            end.set_result(None)
            del self._begun[server][task]
            if not self._begun[server]:
                del self._begun[server]
            if not self._begun:
                self._let_go()

    @asynccontextmanager
    async def stilled(self, server: str | None, within: float) -> AsyncIterator[bool]:
        """Wait until all work that has begun has ended, at most ``within`` seconds, and hold back new work while the
        block runs. Yields whether no work is being done.
        """
        done = await self._ended(server, within)
        await self._free(server)
        still = self._still[server] = asyncio.get_running_loop().create_future()
        try:
            yield done and await self._ended(server, LAST)
        finally:
            del self._still[server]
            still.set_result(None)

    async def _free(self, server: str | None) -> None:
        """Wait until no deletion holds back new work."""
        while (still := self._still.get(server)) is not None:
            await asyncio.wait({still})

    async def _ended(self, server: str | None, within: float) -> bool:
        """Wait until the present work has ended, but not for work that begins meanwhile. True if it has ended."""
        begun = set(self._begun.get(server, {}).values())
        return not begun or not (await asyncio.wait(begun, timeout=within))[1]

    async def _hold(self) -> None:
        """Show a deletion in the terminal that work is being done, until none is."""
        async with self._taking:
            if self._held is None and self._data_dir is not None:
                taken = await held_by_bot(self._data_dir, HELD if self._patient else 0)
                self._held, self._patient = taken or (None, self._patient)

    def _let_go(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None

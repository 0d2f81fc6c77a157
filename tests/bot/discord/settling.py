"""A simulated Discord that knows soon that the bot is done, and waits long enough for it on a busy machine."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import simcord
from simcord import _dpy_internals

PATIENCE = 25.0  # seconds the simulation waits for the bot to be done: long for a busy machine, short of most timers of ours
LOOK = 0.003  # seconds between two looks whether it is; with a hundredth a third of a test was waiting
Task = asyncio.Task[Any]


class Patient(simcord.Env):
    """A simulation that waits longer for the bot to start: five seconds are its own constant, and a busy machine takes more.

    It looks whether the bot is done every ``LOOK`` seconds. Before it looks at all tasks of the bot's, which takes long, it
    waits for those that began since all was done the last time, until one of them takes longer. What is repeated at its hour
    is not looked at in between, but afterwards: whatever woke up meanwhile is waited for like all else.
    """

    _resting: frozenset[Task] = frozenset()  # what goes on when all is done: tasks that wait for their hour

    async def _settle_internal(
        self,
        *,
        timeout: float | None = None,  # noqa: ASYNC109
        idle: float = LOOK,
        **others: Any,
    ) -> None:
        patient = None if timeout is None else max(timeout, PATIENCE)
        ends = time.monotonic() + PATIENCE
        while (begun := self._unfinished() - self._resting) and time.monotonic() < ends:
            done, _ = await asyncio.wait(begun, timeout=idle, return_when=asyncio.FIRST_COMPLETED)
            if not done and not self._work.executors:
                break
        asleep = self._asleep()
        records = {task: self._work.tasks.pop(task) for task in asleep}
        try:
            await super()._settle_internal(timeout=patient, idle=idle, **others)
        finally:
            self._work.tasks.update(records)
            assert self._loop is not None
            for task, record in records.items():
                if task.done():
                    self._work.inspect_task(task, record, self._loop, self._record_error)
        if self._asleep().items() >= asleep.items():
            self._resting = self._unfinished()
        else:
            await self._settle_internal(timeout=timeout, idle=idle, **others)

    def _unfinished(self) -> frozenset[Task]:
        return frozenset(task for task in self._work.tasks if not task.done())

    def _asleep(self) -> dict[Task, Any]:
        """What is repeated and rested when all was done the last time, with what it waits for."""
        waiting = {task: getattr(task, "_fut_waiter", None) for task in self._resting & self._unfinished()}
        return {task: waiter for task, waiter in waiting.items() if _dpy_internals.tasks_loop_sleep(task, waiter)}

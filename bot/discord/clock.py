"""How far this machine's clock is from Discord's, whose answers each bear the time (the header Date). What is removed by its
age would be gone at once where a machine starts with its clock a year ahead.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp
from aiohttp import hdrs

FAR = timedelta(days=1)  # a clock that is farther from Discord's is wrong
_GOING_ON = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # counts while the machine sleeps, too


class DiscordsClock:
    """Discord's clock, as its last answer told it and as it has gone on since."""

    def __init__(self) -> None:
        self._told: tuple[datetime, float] | None = None

    def trace(self) -> aiohttp.TraceConfig:
        """What discord.py's session needs so that every answer of Discord's is heard."""
        traced = aiohttp.TraceConfig()
        traced.on_request_end.append(self._answered)
        return traced

    async def _answered(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
    ) -> None:
        headers = ended.response.headers
        if hdrs.AGE not in headers:  # what a cache gives may bear an old time
            self.hear(headers.get(hdrs.DATE, ""))

    def hear(self, date: str) -> None:
        """Note what Discord says the time is; what is no time is passed over."""
        try:
            told = parsedate_to_datetime(date)
        except (ValueError, TypeError):
            return
        if told.tzinfo is not None:
            self._told = told, time.clock_gettime(_GOING_ON)

    def off(self, now: datetime) -> timedelta:
        """How far ahead the time ``now`` of this machine is; nothing where Discord has not been heard yet, or it is near."""
        if self._told is None:
            return timedelta()
        told, at = self._told
        ahead = now - told - timedelta(seconds=time.clock_gettime(_GOING_ON) - at)
        return ahead if abs(ahead) > FAR else timedelta()

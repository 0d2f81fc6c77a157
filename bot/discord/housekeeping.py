"""What the bot does by itself, every hour: let rows go that servers want kept no longer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.discord.parts import Parts
from bot.discord.periodic import Periodic
from corpus.errors import StorageError

EVERY = 3600.0  # seconds
_LOG = logging.getLogger("marrow.discord")


def _now() -> datetime:
    return datetime.now(UTC)


class Housekeeping:
    """Runs beside the bot; ``now`` is the clock it goes by."""

    def __init__(self, parts: Parts, now: Callable[[], datetime] = _now) -> None:
        self._parts = parts
        self._now = now
        self._round = Periodic("marrow-housekeeping", EVERY, self._tidy)

    def start(self) -> None:
        """Begin, at once and then every hour."""
        self._round.start()

    async def stop(self) -> None:
        """Stop."""
        await self._round.stop()

    async def tidy(self) -> int:
        """Remove what every server wants kept no longer; how many answers that were. Raises StorageError."""
        total = 0
        for settings in await self._parts.storage.servers.all():
            if settings.server and settings.retention_days:
                before = self._now() - timedelta(days=settings.retention_days)
                total += await self._parts.storage.retention.expire(settings.server, before)
        return total

    async def _tidy(self) -> None:
        try:
            if removed := await self.tidy():
                _LOG.info("%d answers had been kept as long as their servers wanted; they are removed.", removed)
        except StorageError as error:
            _LOG.warning("Old rows could not be removed: %s", error)

"""``python -m bot.drawing``: a process that draws a chart, because loading matplotlib would block the bot's
event loop.

picture = await drawn(stats)
"""

from __future__ import annotations

import base64
import sys

from bot.storage.reviewed import Stats
from corpus.child import work
from corpus.processes import Work, WorkLimits, in_process
from corpus.progress import Progress

LIMITS = WorkLimits(seconds=120)


class Picture(Work):
    """The job: the figures to draw."""

    stats: Stats

    @property
    def undone(self) -> str:
        """The beginning of the error sentence if this fails."""
        return "The chart was not drawn"


async def drawn(stats: Stats) -> bytes:
    """The chart of some figures, as the bytes of a PNG file. Raises CorpusError if it cannot be drawn."""
    return base64.b64decode(await in_process("bot.drawing", Picture(limits=LIMITS, stats=stats)))


def _draw(picture: Picture, progress: Progress) -> str:
    from bot.charting import png  # whoever asks for the chart need not load it

    return base64.b64encode(png(picture.stats)).decode()


if __name__ == "__main__":
    sys.exit(work(Picture, _draw))

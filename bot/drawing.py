"""``python -m bot.drawing``: the process in which a chart is drawn: loading matplotlib would keep the bot's loop for a while.

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
    """Figures to draw."""

    stats: Stats

    @property
    def undone(self) -> str:
        """That there is no chart."""
        return "The chart was not drawn"


async def drawn(stats: Stats) -> bytes:
    """A chart as a PNG file. Raises CorpusError, a sentence, where it cannot be drawn."""
    return base64.b64decode(await in_process("bot.drawing", Picture(limits=LIMITS, stats=stats)))


def _draw(picture: Picture, progress: Progress) -> str:
    from bot.charting import png  # whoever asks for the chart need not load it

    return base64.b64encode(png(picture.stats)).decode()


if __name__ == "__main__":
    sys.exit(work(Picture, _draw))

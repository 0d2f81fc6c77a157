"""The log's figures as a chart: the number of questions a day, coloured by how they ended. ``python -m bot.charting`` is the
process that draws it, because loading matplotlib would block the bot's event loop.

Its labels are English for every reader: matplotlib brings no font with kana or kanji, and the machine may have none.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO

from bot.browsing.chart import BARS, COLOURS
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
    return base64.b64decode(await in_process("bot.charting", Picture(limits=LIMITS, stats=stats)))


def _draw(picture: Picture, progress: Progress) -> str:
    return base64.b64encode(png(picture.stats)).decode()


EPOCH = date(1970, 1, 1)  # from which matplotlib counts days
SIZE, DOTS = (8.0, 3.6), 150  # inches and dots an inch: as wide as a message shows it
LEAST = 7  # days drawn; a single one would be a wall


def png(stats: Stats) -> bytes:
    """A PNG file with one stacked bar for each day, week or thirty days; the longer the period, the wider the
    bars.
    """
    from matplotlib.figure import Figure  # whoever asks for the chart need not load it
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=SIZE, dpi=DOTS, layout="constrained")
    axes = figure.subplots()
    starts, step = _steps(stats)
    places = [(start - EPOCH).days for start in starts]
    below = [0] * len(starts)
    for outcome, colour in COLOURS.items():
        if outcome not in stats.outcomes:
            continue
        heights = _heights(stats, outcome, starts, step)
        axes.bar(places, heights, width=0.85 * step, bottom=below, color=colour, label=outcome, align="edge")
        below = [low + high for low, high in zip(below, heights, strict=True)]
    axes.xaxis_date()
    axes.set_ylabel(f"questions a {({1: 'day', 7: 'week'}).get(step, 'month (30 days)')}")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="x", labelrotation=30)
    if starts:
        figure.legend(loc="outside upper left", ncols=len(COLOURS), frameon=False)
    written = BytesIO()
    figure.savefig(written, format="png")
    return written.getvalue()


def _steps(stats: Stats) -> tuple[list[date], int]:
    """The first day of each bar, and how many days a bar stands for."""
    days = [day for day, _, _ in stats.days]
    if not days:
        return [], 1
    first = min(*days, max(days) - timedelta(days=LEAST - 1))
    length = (max(days) - first).days + 1
    step = next((step for step in (1, 7) if length <= BARS * step), 30)
    return [first + timedelta(days=at) for at in range(0, length, step)], step


def _heights(stats: Stats, outcome: str, starts: list[date], step: int) -> list[int]:
    counts: Mapping[date, int] = {day: count for day, ended, count in stats.days if ended == outcome}
    return [sum(counts.get(start + timedelta(days=at), 0) for at in range(step)) for start in starts]


if __name__ == "__main__":
    sys.exit(work(Picture, _draw))

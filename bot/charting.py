"""The log's figures as a chart: the number of questions a day, coloured by how they ended. In the browser it is an SVG that needs
no script, in which each bar is a link to its rows; in Discord a PNG, drawn by a process of its own (``python -m bot.charting``),
because loading matplotlib would block the bot's event loop.

Its labels are English for every reader: matplotlib brings no font with kana or kanji, and the machine may have none.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from html import escape
from io import BytesIO

from bot.assistant.wording import counted
from bot.storage.reviewed import Stats
from corpus.child import work
from corpus.models import Model
from corpus.processes import Work, WorkLimits, in_process
from corpus.progress import Progress

STEPS = (1, 7, 30)  # days of a bar
WIDE = 0.85  # of its place is a bar; the rest parts it from the next
BARS = 62  # days drawn one by one; a longer period is drawn in weeks, then in months of thirty days
# Okabe and Ito's colours (https://jfly.uni-koeln.de/color/), told apart by most colour-blind readers.
COLOURS = {
    "answered": "#0072B2",
    "related": "#56B4E9",
    "nothing": "#E69F00",
    "help": "#BBBBBB",
    "refused": "#666666",
}
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
    bars = bars_of(stats.days, LEAST)
    step = (bars[1].first - bars[0].first).days if bars else 1
    places = [(bar.first - EPOCH).days for bar in bars]
    below = [0] * len(bars)
    for outcome, colour in COLOURS.items():
        if outcome not in stats.outcomes:
            continue
        heights = [bar.counts.get(outcome, 0) for bar in bars]
        axes.bar(places, heights, width=WIDE * step, bottom=below, color=colour, label=outcome, align="edge")
        below = [low + high for low, high in zip(below, heights, strict=True)]
    axes.xaxis_date()
    axes.set_ylabel(f"questions a {({1: 'day', 7: 'week'}).get(step, 'month (30 days)')}")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="x", labelrotation=30)
    if bars:
        figure.legend(loc="outside upper left", ncols=len(COLOURS), frameon=False)
    written = BytesIO()
    figure.savefig(written, format="png")
    return written.getvalue()


# the picture; below, above and left of the bars (SVG units)
WIDTH, HEIGHT, FOOT, HEAD, SIDE = 860, 220, 20, 26, 34
NARROW = 14  # the least number of places, so that a single day is not drawn too wide


class Bar(Model):
    """A bar for one day or several: the first and last day, and the number of questions by outcome."""

    first: date
    last: date
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """The number of its questions."""
        return sum(self.counts.values())

    @property
    def told(self) -> str:
        """The text shown beside the mouse pointer."""
        days = f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"
        return f"{days}: " + (
            ", ".join(f"{count:,} {outcome}" for outcome, count in self.counts.items()) or "none"
        )


def bars_of(days: Collection[tuple[date, str, int]], least: int = 1) -> tuple[Bar, ...]:
    """The bars for days, outcomes and counts: each for one day, a week or thirty days, up to the last day and from the first
    on, or from so long before the last that at ``least`` so many days are drawn."""
    if not days:
        return ()
    last = max(days)[0]
    first = min(min(days)[0], last - timedelta(days=least - 1))
    length = (last - first).days + 1
    step = next((step for step in STEPS if length <= BARS * step), STEPS[-1])
    summed: list[dict[str, int]] = [{} for _ in range(0, length, step)]
    for day, ended, count in days:
        held = summed[(day - first).days // step]
        held[ended] = held.get(ended, 0) + count
    starts = (first + timedelta(days=step * at) for at in range(len(summed)))
    return tuple(
        Bar(first=start, last=min(last, start + timedelta(days=step - 1)), counts=held)
        for start, held in zip(starts, summed, strict=True)
    )


def svg(bars: tuple[Bar, ...], rows: str) -> str:
    """The chart as HTML; a sentence if nothing was asked. ``rows``: the address of the table of answers."""
    if not bars:
        return "<p>Nothing was asked yet.</p>"
    said = f"{counted(sum(bar.total for bar in bars), 'question')} from {bars[0].first} to {bars[-1].last}"
    parts = "".join((*_axes(bars), *_drawn(bars, rows), *_legend(bars)))
    return (
        f'<figure style="margin: 0 0 1em"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="100%" style="max-width: {WIDTH}px" role="group" aria-label="{said}" font-size="11" '
        f'font-family="sans-serif">{parts}</svg><figcaption>{said}. A bar leads to its rows.</figcaption></figure>'
    )


def _drawn(bars: tuple[Bar, ...], rows: str) -> Iterator[str]:
    """Each bar as a link, with its outcomes stacked."""
    place = (WIDTH - SIDE) / max(NARROW, len(bars))
    unit = (HEIGHT - HEAD - FOOT) / max(bar.total for bar in bars)
    for at, bar in enumerate(bars):
        below = float(HEIGHT - FOOT)
        yield f'<a href="{escape(f"{rows}?day__gte={bar.first}&day__lte={bar.last}")}"><title>{escape(bar.told)}</title>'
        for outcome, colour in COLOURS.items():
            high = bar.counts.get(outcome, 0) * unit
            below -= high
            if high:
                yield (
                    f'<rect x="{SIDE + at * place:.1f}" y="{below:.1f}" width="{place * WIDE:.1f}" '
                    f'height="{high:.1f}" fill="{colour}"/>'
                )
        yield "</a>"


def _axes(bars: tuple[Bar, ...]) -> Iterator[str]:
    """The labels: the highest number of questions at the left, the first and last day below."""
    floor = HEIGHT - FOOT
    yield f'<path d="M{SIDE} {floor}H{WIDTH}M{SIDE} {HEAD}H{WIDTH}" stroke="#ccc" fill="none"/>'
    yield _label(SIDE - 6, HEAD + 4, f"{max(bar.total for bar in bars):,}", "end")
    yield _label(SIDE - 6, floor, "0", "end")
    yield _label(SIDE, HEIGHT - 5, f"{bars[0].first}", "start")
    if len(bars) > NARROW // 2:
        end = SIDE + len(bars) * (WIDTH - SIDE) / max(NARROW, len(bars))
        yield _label(end, HEIGHT - 5, f"{bars[-1].last}", "end")


def _legend(bars: tuple[Bar, ...]) -> Iterator[str]:
    """The meaning of each colour."""
    found = [outcome for outcome in COLOURS if any(outcome in bar.counts for bar in bars)]
    for at, outcome in enumerate(found):
        left = SIDE + 90 * at
        yield f'<rect x="{left}" y="5" width="11" height="11" fill="{COLOURS[outcome]}"/>'
        yield _label(left + 16, 15, outcome, "start")


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="#444">{escape(text)}</text>'


if __name__ == "__main__":
    sys.exit(work(Picture, _draw))

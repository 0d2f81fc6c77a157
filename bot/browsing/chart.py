"""A chart of questions per day: an SVG that needs no script; each bar is a link to its rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from html import escape
from pathlib import Path

from bot.assistant.wording import counted
from corpus.models import Model

WIDTH, HEIGHT, FOOT, HEAD, SIDE = (
    860,
    220,
    20,
    26,
    34,
)  # the picture; below, above and left of the bars (SVG units)
BARS = 62  # days drawn one by one; a longer period is drawn in weeks, then in months of thirty days
LEAST = 14  # the least number of places, so that a single day is not drawn too wide
# Okabe and Ito's colours (https://jfly.uni-koeln.de/color/), told apart by most colour-blind readers.
COLOURS = {
    "answered": "#0072B2",
    "related": "#56B4E9",
    "nothing": "#E69F00",
    "help": "#BBBBBB",
    "refused": "#666666",
}
_COUNTS = "SELECT day, outcome, count(*) FROM answers GROUP BY day, outcome"


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


def bars_of(copy: Path) -> tuple[Bar, ...]:
    """The bars for a copy of the logbook, from its first to its last day: each for one day, a week or thirty days."""
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as database:
        counts = [(date.fromisoformat(day), ended, count) for day, ended, count in database.execute(_COUNTS)]
    if not counts:
        return ()
    first, last = min(counts)[0], max(counts)[0]
    length = (last - first).days + 1
    step = next((step for step in (1, 7) if length <= BARS * step), 30)
    summed: list[dict[str, int]] = [{} for _ in range(0, length, step)]
    for day, ended, count in counts:
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
    place = (WIDTH - SIDE) / max(LEAST, len(bars))
    unit = (HEIGHT - HEAD - FOOT) / max(bar.total for bar in bars)
    for at, bar in enumerate(bars):
        below = float(HEIGHT - FOOT)
        yield f'<a href="{escape(f"{rows}?day__gte={bar.first}&day__lte={bar.last}")}"><title>{escape(bar.told)}</title>'
        for outcome, colour in COLOURS.items():
            high = bar.counts.get(outcome, 0) * unit
            below -= high
            if high:
                yield (
                    f'<rect x="{SIDE + at * place:.1f}" y="{below:.1f}" width="{place * 0.85:.1f}" '
                    f'height="{high:.1f}" fill="{colour}"/>'
                )
        yield "</a>"


def _axes(bars: tuple[Bar, ...]) -> Iterator[str]:
    """Labels: the highest number of questions at the left, the first and last day below."""
    floor = HEIGHT - FOOT
    yield f'<path d="M{SIDE} {floor}H{WIDTH}M{SIDE} {HEAD}H{WIDTH}" stroke="#ccc" fill="none"/>'
    yield _label(SIDE - 6, HEAD + 4, f"{max(bar.total for bar in bars):,}", "end")
    yield _label(SIDE - 6, floor, "0", "end")
    yield _label(SIDE, HEIGHT - 5, f"{bars[0].first}", "start")
    if len(bars) > LEAST // 2:
        end = SIDE + len(bars) * (WIDTH - SIDE) / max(LEAST, len(bars))
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

"""What moderators read of the log, as models: pages, whole records, gaps, figures, readings."""

from __future__ import annotations

from datetime import date, datetime

from bot.storage.feedback import Report, Verdict
from bot.storage.rows import Entry
from corpus.models import Model


class Reviewed(Entry):
    """An entry with what readers thought of it and what moderators noted, as exports give it; nobody is named."""

    helpful: int = 0
    not_helpful: int = 0
    feedback: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Page(Model):
    """Some entries without their quotes, newest first, and where the next page begins; None at the end."""

    entries: tuple[Entry, ...]
    next: tuple[str, int] | None


class Note(Model):
    """What a moderator added to an answer."""

    author: str
    note: str
    at: datetime


class Reading(Model):
    """One reading of the log."""

    reader: str
    what: str
    detail: str
    at: datetime


class Whole(Model):
    """One answer's whole record."""

    entry: Entry
    verdicts: tuple[Verdict, ...]
    reports: tuple[Report, ...]
    notes: tuple[Note, ...]
    readings: tuple[Reading, ...]


class Gap(Model):
    """A word that questions without an answer had and the papers did not, and how many questions."""

    word: str
    questions: int
    solved_by: str | None = None


class Stats(Model):
    """A period in figures. ``days`` are (day, outcome, questions); latencies in milliseconds, of the newest answers."""

    days: tuple[tuple[date, str, int], ...]
    outcomes: dict[str, int]
    papers: tuple[tuple[str, int], ...]
    helpful: int
    not_helpful: int
    reports: int
    p50_ms: float
    p99_ms: float

    @property
    def questions(self) -> int:
        """All questions of the period."""
        return sum(self.outcomes.values())

    def told(self) -> str:
        """The figures as lines of text, which is also what a reader hears who cannot see the chart."""
        if not self.questions:
            return "No question in this period."
        ends = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(self.outcomes.items()))
        busiest = max(_by_day(self.days).items(), key=lambda pair: (pair[1], pair[0]))
        lines = [
            f"{_many(self.questions, 'question')} on {_many(len(_by_day(self.days)), 'day')}: {ends}.",
            f"Most on one day: {busiest[1]:,}, on {busiest[0]:%Y-%m-%d} (days are those of UTC).",
            f"Answers took {self.p50_ms:.0f} ms (half of them less), {self.p99_ms:.0f} ms (99 in 100 less).",
            f"Readers found {self.helpful:,} helpful, {self.not_helpful:,} not; {self.reports:,} were reported.",
        ]
        papers = [f"  {quotes:>6,}  {key}" for key, quotes in self.papers]
        return "\n".join([*lines, *(["Quoted most often:"] if papers else []), *papers])


def _by_day(days: tuple[tuple[date, str, int], ...]) -> dict[date, int]:
    counts: dict[date, int] = {}
    for day, _, count in days:
        counts[day] = counts.get(day, 0) + count
    return counts


def _many(count: int, of: str) -> str:
    return f"{count:,} {of}{'' if count == 1 else 's'}"

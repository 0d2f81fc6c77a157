"""Models of what moderators read of the log: pages, whole records, gaps, figures, readings."""

from __future__ import annotations

from datetime import date, datetime

from bot.storage.feedback import Report, Verdict
from bot.storage.rows import Entry
from corpus.models import Model


class Reviewed(Entry):
    """An entry with its verdicts, reports and moderators' notes, without their authors, for exports."""

    helpful: int = 0
    not_helpful: int = 0
    feedback: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Page(Model):
    """Some entries without their quotes, newest first; ``next``: where the next page begins, None on the last page."""

    entries: tuple[Entry, ...]
    next: tuple[str, int] | None


class Note(Model):
    """A moderator's note on an answer."""

    author: str
    note: str
    at: datetime


class Reading(Model):
    """A record that somebody read the log."""

    reader: str
    what: str
    detail: str
    at: datetime


class Whole(Model):
    """The whole record of one answer."""

    entry: Entry
    verdicts: tuple[Verdict, ...]
    reports: tuple[Report, ...]
    notes: tuple[Note, ...]
    readings: tuple[Reading, ...]


class Gap(Model):
    """A word that papers lack: it occurs in ``questions`` unanswered questions."""

    word: str
    questions: int
    solved_by: str | None = None


class Stats(Model):
    """The figures of a period. ``days``: (day, outcome, number of questions); latencies in milliseconds, of the newest
    answers.
    """

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
        """The number of questions in the period."""
        return sum(self.outcomes.values())

    def told(self) -> str:
        """The figures as lines of text; also the description of the chart for people who cannot see it."""
        if not self.questions:
            return "No question in this period."
        ends = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(self.outcomes.items()))
        busiest = max(_by_day(self.days).items(), key=lambda pair: (pair[1], pair[0]))
        lines = [
            f"{_many(self.questions, 'question')} on {_many(len(_by_day(self.days)), 'day')}: {ends}.",
            f"Most on one day: {busiest[1]:,}, on {busiest[0]:%Y-%m-%d} (days are those of UTC).",
            f"Answers took {self.p50_ms:.0f} ms (half of them less), {self.p99_ms:.0f} ms (99 in 100 less).",
            f"Readers found {self.helpful:,} helpful, {self.not_helpful:,} not; reports: {self.reports:,}.",
        ]
        papers = [f"  {quotes:>6,} × {key}" for key, quotes in self.papers]
        return "\n".join([*lines, *(["Quoted most often:"] if papers else []), *papers])


def _by_day(days: tuple[tuple[date, str, int], ...]) -> dict[date, int]:
    counts: dict[date, int] = {}
    for day, _, count in days:
        counts[day] = counts.get(day, 0) + count
    return counts


def _many(count: int, of: str) -> str:
    return f"{count:,} {of}{'' if count == 1 else 's'}"

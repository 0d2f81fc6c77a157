"""Which of some papers stand at an end: the newest, the oldest, the largest by the numbers in their abstracts; and whether that is known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from bot.assistant.fields import MEASURES, span
from bot.models import End
from corpus.models import Paper
from index.sentences.units import counts_studied

ENDS = ("newer", "older", "larger", "smaller")  # ways of ``[point]`` in ``lexicon.toml``


def end_of(papers: Sequence[Paper], way: str) -> tuple[Paper, ...]:
    """Those of some papers that stand at the end which a word of pointing means ("the bigger one"); () if that is not known of all."""
    if way in ("newer", "older"):
        return newest_or_oldest(papers, way == "newer")
    counts = [sum(one.number for one in counts_studied(paper)) for paper in papers]
    if not all(counts):
        return ()
    end = max(counts) if way == "larger" else min(counts)
    return tuple(paper for paper, count in zip(papers, counts, strict=True) if count == end)


def newest_or_oldest(papers: Sequence[Paper], newest: bool) -> tuple[Paper, ...]:
    """The newest or the oldest of some papers; several if they are of the same day, or if only a year is known and does not decide."""
    return tuple(at_end(papers, End(measure="date", high=newest)))


def at_end(papers: Sequence[Paper], end: End) -> list[Paper]:
    """The papers at one end of a measure, in order, with all that tie and all that may be at that end as far as is known."""
    spans = [(found, paper) for paper in papers if (found := span(MEASURES[end.measure], paper))]
    # Counted from the end asked for: the nearest and the farthest place that each paper may have.
    placed = [((-most, -least) if end.high else (least, most), paper) for (least, most), paper in spans]
    placed.sort(key=lambda one: (one[0][1], one[0][0] != one[0][1]))
    if end.top:
        farthest = sorted(far for (_, far), _ in placed)
        return [paper for (near, _), paper in placed if bisect_left(farthest, near) < end.top]
    known = {place for place, _ in placed}
    near, far = sorted(place[0] for place in known), sorted(place[1] for place in known)

    def may_be(place: tuple[int, int]) -> bool:
        ahead = bisect_left(near, place[1]) - (place[0] < place[1])  # those that may be before it, without itself
        return bisect_left(far, place[0]) < end.rank <= ahead + 1

    return [paper for place, paper in placed if may_be(place)]


def sharing_last(values: Sequence[object], top: int | None) -> str:
    """A sentence that says how many share the last of so many places (``top``; None: of as many as there are), by the values of
    those shown, in order; "" if no more are shown than were asked for.
    """
    return f"{values.count(values[top - 1])} papers tie for the last place." if top and top < len(values) else ""


def decided(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True if it is known which of two values is greater, or that they are equal; False if only a year is known."""
    return one[1] < other[0] or other[1] < one[0] or one[0] == one[1] == other[0] == other[1]

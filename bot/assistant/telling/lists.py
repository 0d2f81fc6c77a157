"""Replies with lists, counts, extremes and figures of the papers that a frame selects; they also say how many records give no value."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.assistant.fields import MEASURES, ORDERS, Measure, field_of, ordinal, span
from bot.assistant.reading.frame import Frame, loosened
from bot.assistant.reading.phrases import SO
from bot.assistant.reading.places import regions
from bot.assistant.reading.which import Found
from bot.assistant.reading.words import fold
from bot.assistant.reply import RecordReply, answered, lines, listing, not_said, nothing
from bot.assistant.telling.choosing import Chosen, select
from bot.assistant.telling.ends import at_end, decided, sharing_last
from bot.assistant.telling.holding import Library
from bot.assistant.telling.values import say
from bot.assistant.wording import counted, covers, joined, when
from bot.models import Ask, End
from corpus.models import Paper
from corpus.patterns import late

UNDECIDED = "A year alone does not decide between them."
YEAR_LAST = "Where a record gives the year alone, its paper comes last in that year."


def tell_list(frame: Frame, library: Library) -> RecordReply:
    """The reply with the papers selected: their number and a list, in the order asked for."""
    chosen = select(frame, library)
    if frame.ask.op == "sort" and chosen.papers:
        return in_order(frame, chosen)
    return _told(chosen, frame, library)


def by_record(frame: Frame, library: Library) -> Found:
    """The papers that a frame names only by their records: an author and a place, a journal, a year, "the newest"."""
    if frame.leftover or frame.name or frame.links or frame.ask.op not in ("", "list", "extreme", "value"):
        return Found()
    if not (frame.people or frame.filters or frame.ask.ends):
        return Found()
    papers: Sequence[Paper] = select(frame._replace(ask=Ask(op="list")), library).papers
    for end in frame.ask.ends:
        papers = at_end(papers, end)
    return Found(tuple(papers), len(papers) == 1)


def in_order(frame: Frame, chosen: Chosen) -> RecordReply:
    """The reply with the papers sorted by a text (title, first author …) or a measure; those without a value come last."""
    by = frame.ask.by
    if by in ORDERS:
        papers = _in_letters(chosen.papers, by, frame.ask.high)
        return listing(f"{_head(chosen)}, by {by}:\n{lines(papers)}", papers)
    measure = MEASURES[by]
    known = [(found, paper) for paper in chosen.papers if (found := span(measure, paper))]
    # What has a year alone comes last in that year, from whichever end.
    known.sort(key=lambda pair: (-pair[0][0] if frame.ask.high else pair[0][1], pair[0][0] < pair[0][1]))
    papers = (*(p for _, p in known), *(p for p in chosen.papers if measure.number(p) is None))
    first, values = measure.high if frame.ask.high else measure.low, [said_of(measure, paper) for paper in papers]
    note = "" if all(decided(one, other) for (one, _), (other, _) in pairwise(known)) else f"\n{YEAR_LAST}"
    return listing(f"{_head(chosen)}, {first} first:\n{lines(papers, values)}{note}", papers)


def said_of(measure: Measure, paper: Paper) -> str:
    """What a measure of a paper is, in words; of a date only what is known."""
    if measure.name == "date":
        return when(covers(paper)) or "not given"
    number = measure.number(paper)
    return "not given" if number is None else measure.says(number)


def _in_letters(papers: Sequence[Paper], by: str, backwards: bool) -> tuple[Paper, ...]:
    """Papers sorted by a text, without regard to accents and case; numbers in it are sorted by size."""
    said = [(fold(text), paper) for paper in papers if (text := ORDERS[by](paper))]
    said.sort(
        key=lambda pair: [part.zfill(9) if part.isdigit() else part for part in pair[0].split()], reverse=backwards
    )
    return (*(paper for _, paper in said), *(paper for paper in papers if not ORDERS[by](paper)))


def _head(chosen: Chosen) -> str:
    says = f" {chosen.says}" if chosen.says else " in this library"
    return f"{chosen.note}{counted(len(chosen.papers), 'paper')}{says}"


def _told(chosen: Chosen, frame: Frame, library: Library) -> RecordReply:
    if chosen.papers:
        several = len({paper.type for paper in chosen.papers}) > 1
        types = _types(chosen.papers) if several or not chosen.says else ""
        text = f"{_head(chosen)}{types}:\n{lines(chosen.papers)}{_silence(frame, library)}"
        return listing(text, chosen.papers)
    loose = loosened(frame.filters)
    if loose != frame.filters and (wider := select(near := frame._replace(filters=loose), library)).papers:
        return _told(wider, near, library)
    silent = [
        one.kind for one in frame.filters if not any(one.reads(paper) is not None for paper in library.papers)
    ]
    if silent:
        return nothing(f"The records here do not give the {joined(silent)} of the papers.", unknown=tuple(silent))
    where = " I looked in titles, keywords and abstracts." if frame.name and not frame.somebody else ""
    text = f"{chosen.note}No paper {chosen.says} is in this library.{where} {_held(frame, library)}".strip()
    if frame.ask.op == "count" and frame.filters and not chosen.missing:
        return answered(text)
    return nothing(text, unknown=chosen.missing)


def _types(papers: Sequence[Paper]) -> str:
    """The note " (6 of type Article, 3 of type Systematic Review)"; "" if no record gives a type."""
    types = Counter(paper.type for paper in papers if paper.type)
    parts = [f"{number} of type {kind}" for kind, number in types.items()]
    return f" ({', '.join(parts)})" if parts else ""


def _silence(frame: Frame, library: Library) -> str:
    """A line on how many records do not give the value of a filter; "" if all do."""
    silent = [p for p in library.papers if any(one.reads(p) is None for one in frame.filters)]
    return f"\n{not_said(len(silent))}" if silent else ""


def _held(frame: Frame, library: Library) -> str:
    """A sentence on what the library has instead of what was asked for; "" if there is nothing to say."""
    if regions(frame.name):
        return "The records here do not give the countries of papers or authors."
    types = _types(library.papers)
    if types and any(one.kind == "type" for one in frame.filters):
        return f"There are{types}.".replace("are (", "are ").replace(").", ".")
    days = sorted(found for paper in library.papers if (found := covers(paper)))
    if days and any(one.kind == "date" for one in frame.filters):
        return f"The papers run from {when(days[0])} to {when(max(days, key=lambda one: one[1]))}."
    return ""


# "Does the newest paper mention pain": asked of that paper, and not for the newest that does.
_JUDGED = late(rf"^{SO}(?:do|does|did|has|have|had) (?:the|this|that) ")


def tell_extreme(frame: Frame, library: Library) -> RecordReply | None:
    """The reply with the papers at one end of a measure, and what else is asked of them; None if the question is not about papers."""
    if frame.name and (not frame.papers or _JUDGED.match(frame.text)):
        return None
    chosen = select(frame, library)
    if not chosen.papers:
        return nothing(f"{chosen.note}No paper {chosen.says} is in this library.", unknown=chosen.missing)
    if frame.ask.fields and len(frame.ask.ends) == 1:
        ends = at_end(chosen.papers, frame.ask.ends[0])
        fields = [field_of(called) for called in frame.ask.fields]
        told = Chosen(tuple(ends), how="filter", note=chosen.note)
        return say(fields, told) if ends else _nobody_at(frame.ask.ends[0], chosen.papers)
    replies = [_at_end_told(end, chosen) for end in frame.ask.ends]
    if len(replies) == 1:
        return replies[0]
    keys = tuple(dict.fromkeys(key for reply in replies for key in reply.keys))
    unknown = tuple(word for reply in replies for word in reply.unknown)
    text = "\n\n".join(reply.text for reply in replies)
    return answered(text).model_copy(update={"keys": keys, "unknown": unknown})


def _at_end_told(end: End, chosen: Chosen) -> RecordReply:
    measure, papers = MEASURES[end.measure], at_end(chosen.papers, end)
    if not papers:
        return _nobody_at(end, chosen.papers)
    spans = [found for paper in papers if (found := span(measure, paper))]
    sure = all(decided(one, other) for one, other in pairwise(spans))
    among = counted(len(chosen.papers), "paper")
    of = f" of these {among}" if chosen.says == "of these" else f" of the {among} {chosen.says or 'here'}"
    tie = " (they tie)" if len(papers) > 1 and not end.top and sure else ""
    place = f"{min(len(papers), end.top)} " if end.top else f"{ordinal(end.rank)} " * (end.rank > 1)
    best = measure.high if end.high else measure.low
    best = best.replace("paper ", "papers ") if end.top else best
    heading = f"The {place}{best}{of}{tie}:"
    silent = sum(measure.number(paper) is None for paper in chosen.papers)
    cut = end.top if end.top and not sure else len(papers)
    others = f"{counted(len(papers) - cut, 'other paper')} may stand there as well. " if len(papers) > cut else ""
    further = sharing_last(spans, end.top) if sure else f"{others}{UNDECIDED}"
    also = "".join(f"\n{one}" for one in (further, not_said(silent) if silent else "") if one)
    said = [said_of(measure, paper) for paper in papers[:cut]]
    return listing(f"{chosen.note}{heading}\n{lines(papers[:cut], said)}{also}", papers[:cut])


def _nobody_at(end: End, papers: Sequence[Paper]) -> RecordReply:
    """The reply where no paper is at a rank: there are not so many values, or there is none at all."""
    if last := at_end(papers, End(measure=end.measure, high=not end.high)):
        place = ordinal(end.rank)
        return nothing(f"None of these papers takes the {place} place; those that tie share one.", last)
    return _silent(end.measure)


def _silent(measure: str) -> RecordReply:
    return nothing(f"The records here do not give the {measure} of the papers.", unknown=(measure,))


def tell_figure(frame: Frame, library: Library) -> RecordReply | None:
    """The reply with a sum, a mean or a median of a measure; None if a topic is named but no papers."""
    if frame.name and not frame.papers:
        return None
    chosen, measure = select(frame, library), MEASURES[frame.ask.by]
    if not chosen.papers:
        return nothing(f"{chosen.note}No paper {chosen.says} is in this library.", unknown=chosen.missing)
    values = [value for paper in chosen.papers if (value := measure.number(paper)) is not None]
    if not values:
        return _silent(measure.name)
    figure = {
        "mean": lambda: f"{sum(values) / len(values):,.1f} {measure.name} on average ({sum(values):,} in all)",
        "median": lambda: f"a median of {statistics.median(values):,.1f} {measure.name}",
        "sum": lambda: f"{sum(values):,} {measure.name} together",
    }[frame.ask.op]()
    papers = f"{counted(len(values), 'paper')}{f' {chosen.says}' if chosen.says else ''}"
    silent = len(chosen.papers) - len(values)
    also = f" {not_said(silent)}" if silent else ""
    each = [said_of(measure, paper) for paper in chosen.papers]
    return listing(f"The {papers} here have {figure}.{also}\n{lines(chosen.papers, each)}", chosen.papers)

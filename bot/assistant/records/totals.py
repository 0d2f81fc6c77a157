"""Figures over many papers: the sum or the mean of a count, and how many papers there are of each year or type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from bot.assistant.records.measures import MEASURES, Measure
from bot.assistant.records.reply import MOST_LINES, RecordReply, TopicFinder, answered, lines, nothing
from bot.assistant.records.selecting import Selection, select
from bot.assistant.records.text import PAPERS, Asked
from bot.assistant.wording import counted
from corpus.models import Corpus, Paper

_SUM = re.compile(r"\b(?:total|altogether|all together|together|combined|in all|sum|overall|in sum)\b")
_MEAN = re.compile(r"\b(?:average|mean|on average)\b")
_COUNTS = {"citations": r"citations?|cited|cites", "views": r"views?|viewed", "pages": r"pages?"}
_WORDS = frozenset(
    "total altogether together combined all sum average mean number count many times citations citation cited cites"
    " views view viewed pages page added per paper collected received".split()
)
_EACH = re.compile(
    rf"\b(?:how many|number of|count of|count) (?:\S+ )?{PAPERS}\b.*\b(?:per|by|in each|for each|each|every) (?P<by>year|type|kind|category|heading|section|journal|month)\b"
)
_BY: dict[str, Callable[[Paper], str | None]] = {
    "year": lambda paper: str(paper.year) if paper.year else None,
    "month": lambda paper: f"{paper.published:%Y-%m}" if paper.published else None,
    "type": lambda paper: paper.type,
    "kind": lambda paper: paper.type,
    "heading": lambda paper: paper.heading,
    "section": lambda paper: paper.heading,
    "category": lambda paper: paper.type or paper.heading,
    "journal": lambda paper: paper.journal,
}


async def answer_totals(
    asked: Asked, corpus: Corpus, topic: TopicFinder, about: Sequence[str]
) -> RecordReply | None:
    """A sum, a mean or counts by group; None where none of them is asked for, or only one paper's."""
    each, rest = asked.take(_EACH)
    if each and await select(rest, _WORDS, corpus, topic, about):
        return _grouped(corpus, each["by"])
    measure = _measure(asked)
    if measure is None or not (asked.has(_SUM) or asked.has(_MEAN)):
        return None
    picked = await select(asked, _WORDS, corpus, topic, about)
    return None if picked is None or picked.topic else _figure(measure, picked, mean=asked.has(_MEAN))


def _measure(asked: Asked) -> Measure | None:
    named = [name for name, words in _COUNTS.items() if re.search(rf"\b(?:{words})\b", asked.text)]
    return next((one for one in MEASURES if one.name in named), None)


def _figure(measure: Measure, picked: Selection, mean: bool) -> RecordReply:
    values = [value for paper in picked.papers if (value := measure.value(paper)) is not None]
    if not values:
        return nothing(f"The records here do not give the {measure.name} of the papers.", unknown=(measure.name,))
    papers = f"{counted(len(values), 'paper')}{f' {picked.says}' if picked.says else ''}"
    figure = (
        f"{sum(values) / len(values):,.1f} {measure.name} on average"
        if mean
        else f"{sum(values):,} {measure.name}"
    )
    silent = len(picked.papers) - len(values)
    also = f" {counted(silent, 'record')} {'does' if silent == 1 else 'do'} not say." if silent else ""
    return answered(
        f"The {papers} here have {figure}{'' if mean else ' together'}.{also}\n{lines(picked.papers)}",
        picked.papers[:MOST_LINES],
    )


def _grouped(corpus: Corpus, by: str) -> RecordReply:
    counts = Counter(value for paper in corpus.papers if (value := _BY[by](paper)))
    if not counts:
        return nothing(f"The records here do not give the {by} of the papers.", unknown=(by,))
    parts = [f"{name}: {counted(number, 'paper')}" for name, number in sorted(counts.items())]
    return answered(f"Papers here by {by}: {', '.join(parts)}.")

"""Most and least, first and last: of all papers, of a selection, or of two that are compared.

Ties are all named; records that do not give the value are counted and said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.assistant.records.asking import fields_in
from bot.assistant.records.measures import MEASURES, NUMBERS, RANKS, Measure
from bot.assistant.records.naming import EVIDENCE, Named
from bot.assistant.records.reply import MOST_LINES, RecordReply, TopicFinder, answered, lines, nothing
from bot.assistant.records.selecting import Selection, select
from bot.assistant.records.single import say
from bot.assistant.records.text import Asked
from bot.assistant.wording import counted
from corpus.models import Corpus, Paper

_WORDS = frozenset("published publish number count times time was is far so first last being".split())


class Ask(NamedTuple):
    """An extreme asked for: of what, at which end, how many (``top``) or which one from the end (``rank``, from 1)."""

    measure: Measure
    high: bool
    top: int | None
    rank: int


async def answer_extremes(
    asked: Asked, corpus: Corpus, topic: TopicFinder, about: Sequence[str]
) -> RecordReply | None:
    """The papers at one end of a measure, and what else is asked of them; None where no such end is asked for."""
    asks, rest = _asks(asked)
    if not asks:
        return None
    fields = fields_in(rest)
    ignored = frozenset().union(_WORDS, *(field.words for field in fields))
    picked = await select(rest, ignored, corpus, topic, about)
    if picked is None or (picked.topic and not asked.has(EVIDENCE)) or asked.has(_PERSON):
        return None
    if not picked.papers:
        return nothing(f"{picked.note}No paper {picked.says} is in this library.", unknown=picked.missing)
    if fields and len(asks) == 1:
        ends = _at_end(picked.papers, asks[0])
        return say(fields, Named(tuple(ends), "topic", note=picked.note)) if ends else _silent(asks[0])
    replies = [_told(one, picked) for one in asks]
    return replies[0] if len(replies) == 1 else _both(replies)


_PERSON = re.compile(r"^(?:and )?who (?:is|was|are) (?:the )?$")


def _asks(asked: Asked) -> tuple[list[Ask], Asked]:
    found = []
    for measure in MEASURES:
        for pattern in (measure.high, measure.low):
            match, asked = asked.take(pattern)
            if match:
                top = match["n"] and (NUMBERS.get(match["n"]) or int(match["n"]))
                found.append(Ask(measure, pattern is measure.high, top or None, RANKS.get(match["rank"] or "", 1)))
    return found, asked


def _ordered(papers: Sequence[Paper], ask: Ask) -> list[tuple[int, Paper]]:
    """The papers whose record gives the value, from the end asked for; ties in the library's order."""
    valued = [(value, paper) for paper in papers if (value := ask.measure.value(paper)) is not None]
    return sorted(valued, key=lambda pair: -pair[0] if ask.high else pair[0])


def _at_end(papers: Sequence[Paper], ask: Ask) -> list[Paper]:
    """The papers at the end asked for, all of those that tie."""
    valued = _ordered(papers, ask)
    if ask.top:
        last = valued[: ask.top][-1:]
        return [paper for at, (value, paper) in enumerate(valued) if at < ask.top or value == last[0][0]]
    values = list(dict.fromkeys(value for value, _ in valued))
    wanted = values[ask.rank - 1 : ask.rank]
    return [paper for value, paper in valued if value in wanted]


def _told(ask: Ask, picked: Selection) -> RecordReply:
    papers = _at_end(picked.papers, ask)
    if not papers:
        return _silent(ask)
    said = [ask.measure.says(ask.measure.value(paper) or 0) for paper in papers]
    text = f"{picked.note}{_heading(ask, picked, len(papers))}\n{lines(papers, said)}{_unknown(ask, picked)}"
    return answered(text, papers[:MOST_LINES])


def _heading(ask: Ask, picked: Selection, number: int) -> str:
    end = ask.measure.ends[0 if ask.high else 1]
    place = next((f"{word} " for word, rank in RANKS.items() if rank == ask.rank > 1), "")
    of = f" of the {counted(len(picked.papers), 'paper')}{' ' + picked.says if picked.says else ' here'}"
    tie = " (they tie)" if number > 1 and not ask.top else ""
    top = f"{number} " if ask.top else ""
    return f"The {top}{place}{end}{of}{tie}:"


def _unknown(ask: Ask, picked: Selection) -> str:
    silent = sum(ask.measure.value(paper) is None for paper in picked.papers)
    return f"\n{counted(silent, 'record')} {'does' if silent == 1 else 'do'} not say." if silent else ""


def _silent(ask: Ask) -> RecordReply:
    return nothing(
        f"The records here do not give the {ask.measure.name} of the papers.", unknown=(ask.measure.name,)
    )


def _both(replies: Sequence[RecordReply]) -> RecordReply:
    keys = tuple(dict.fromkeys(key for reply in replies for key in reply.keys))
    text = "\n\n".join(reply.text for reply in replies)
    unknown = tuple(word for reply in replies for word in reply.unknown)
    return answered(text).model_copy(update={"keys": keys, "unknown": unknown})

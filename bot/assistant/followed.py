"""Which study followed people the longest, by the follow-up that its abstract states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.assistant import compose, tables
from bot.assistant.citing import cite
from bot.assistant.reply import Reply
from bot.assistant.telling.choosing import Library
from bot.assistant.wording import counted
from bot.models import Turn
from corpus.models import Paper
from corpus.patterns import late
from index.figures import Kind
from index.models import Outcome
from index.quantities import NUMBERS

_END = r"(?P<end>longest|shortest)"
ASKED = late(
    rf"^(?!(?:(?:and|so|ok|but) )*(?:does|do|did|can|could|will|would|how|why|when|for|among|is|are|was|were)\b).*\b{_END} follow ?ups?(?: (?:time|length|duration|period))?\b"
    rf"|^(?:(?:and|so|ok) )*(?:which|what|who) (?:(?:study|paper|trial|one|cohort) )?(?:followed|ran|lasted|went on)(?: (?:up|people|patients|participants|them|children|adults|animals))*(?: for)?(?: the)? {_END.replace('end', 'end2')}$"
)
_MOST = 10  # papers shown, and named as stating none
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30.44, "y": 365.25}
_LENGTH = late(
    rf"(?P<n>\d+(?:\.\d+)?|{'|'.join(NUMBERS)})[ -](?P<unit>hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE
)


class _Followed(NamedTuple):
    days: float
    cell: tables.Cell


def high(said: re.Match[str]) -> bool:
    """True if the longest is asked for, and not the shortest."""
    return (said["end"] or said["end2"]) == "longest"


def tell(question: str, longest: bool, papers: Sequence[Paper], library: Library) -> Reply:
    """The sentence with the longest or shortest follow-up among some papers, and which abstracts state none."""
    stated = {paper.key: found for paper in papers if (found := _followed(paper, longest)) is not None}
    end = (max if longest else min)((one.days for one in stated.values()), default=None)
    chosen = [one.cell for one in stated.values() if one.days == end][:_MOST]
    parts = [compose.restated(question), _head(longest, len(stated), len(papers))]
    for cell in chosen:
        parts.append(f"{compose.figures([cell.text])}\n{compose.blocks([cell.sentence], library.index.papers)[0]}")
    silent = [cite(paper) for paper in papers if paper.key not in stated]
    if stated and silent:
        named = "; ".join(silent[:_MOST]) + (" …" if len(silent) > _MOST else "")
        parts.append(f"{tables.NONE_FOUND} in {counted(len(silent), 'abstract')}: {named}.")
    quotes = tuple(cell.sentence for cell in chosen)
    keys = tuple(dict.fromkeys(quote.key for quote in quotes))
    shown = tuple((quote.key, quote.start) for quote in quotes)
    turn = Turn(question=question, keys=keys[:1], kind="table", listed=keys, shown=shown)
    outcome = Outcome.ANSWERED if quotes else Outcome.NOTHING
    return Reply(outcome=outcome, kind="table", text="\n\n".join(parts), quotes=quotes, keys=keys, turn=turn)


def _head(longest: bool, stated: int, papers: int) -> str:
    if not stated:
        return f"I found the length of a follow-up in no abstract of {counted(papers, 'paper')}."
    end = "longest" if longest else "shortest"
    return f"The {end} follow-up among {stated} of {counted(papers, 'paper')} whose abstracts state one:"


def _followed(paper: Paper, longest: bool) -> _Followed | None:
    """The longest or shortest follow-up that a paper's abstract states, in days; None if it states none."""
    told = (cell for cell in tables.cells(paper) if cell.column == Kind.FOLLOW_UP.value)
    found = [
        _Followed(max(days), cell)
        for cell in told
        if (days := [_days(one) for one in _LENGTH.finditer(cell.text)])
    ]
    return (max if longest else min)(found, key=lambda one: one.days, default=None)


def _days(said: re.Match[str]) -> float:
    number = said["n"].casefold()
    return float(NUMBERS.get(number, number)) * _DAYS[said["unit"][0].casefold()]

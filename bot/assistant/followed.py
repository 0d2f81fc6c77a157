"""Which study followed people the longest, or lasted longest, by the times that its abstract states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.assistant import compose, tables
from bot.assistant.citing import cite
from bot.assistant.lasting import Lasted, days_in, lasted
from bot.assistant.reply import Reply
from bot.assistant.telling.choosing import Library
from bot.assistant.wording import counted
from bot.models import Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.figures import Kind
from index.models import Outcome

_END = r"(?P<end>longest|shortest)"
ASKED = late(
    rf"^(?!(?:(?:and|so|ok|but) )*(?:does|do|did|can|could|will|would|how|why|when|for|among|is|are|was|were)\b).*\b{_END} follow ?ups?(?: (?:time|length|duration|period))?\b"
    rf"|^(?:(?:and|so|ok) )*(?:which|what|who) (?:(?:study|paper|trial|one|cohort) )?(?:followed|ran|lasted|went on)(?: (?:up|people|patients|participants|them|children|adults|animals))*(?: for)?(?: the)? {_END.replace('end', 'end2')}$"
)
# "Longest study": of papers whose records give pages it may be the longest to read.
STUDY = late(
    r"^(?:(?:and|so|ok|which|what|is|was|the|one|has|had|show|me) )*(?P<end>longest|shortest)(?: (?:running|lasting|ever))? (?:study|trial|cohort|experiment|survey|project)(?: (?:here|of all|in (?:here|this library)))?$"
    r"|^(?:(?:and|so|ok) )*(?:which|what) (?:study|paper|trial|one|cohort|experiment) (?:ran|lasted|went on|took)(?: for)? the (?P<end2>longest|shortest) (?:time|period|while)$"
)
_MOST = 10  # papers shown, and named as stating none


class _Followed(NamedTuple):
    days: float
    text: str
    quote: Quote


def high(said: re.Match[str]) -> bool:
    """True if the longest is asked for, and not the shortest."""
    return (said["end"] or said["end2"]) == "longest"


def tell(question: str, longest: bool, papers: Sequence[Paper], library: Library, of_study: bool = False) -> Reply:
    """The sentence with the longest or shortest follow-up among some papers, and which abstracts state none. ``of_study``: how long
    the study lasted is asked for.
    """
    stated = {paper.key: found for paper in papers if (found := _followed(paper, longest, of_study)) is not None}
    end = (max if longest else min)((one.days for one in stated.values()), default=None)
    chosen = [one for one in stated.values() if one.days == end][:_MOST]
    parts = [compose.restated(question), _head(longest, of_study, len(stated), len(papers))]
    for one in chosen:
        parts.append(f"{compose.figures([one.text])}\n{compose.blocks([one.quote], library.index.papers)[0]}")
    silent = [cite(paper) for paper in papers if paper.key not in stated]
    if stated and silent:
        named = "; ".join(silent[:_MOST]) + (" …" if len(silent) > _MOST else "")
        parts.append(f"{tables.NONE_FOUND} in {counted(len(silent), 'abstract')}: {named}.")
    quotes = tuple(one.quote for one in chosen)
    keys = tuple(dict.fromkeys(quote.key for quote in quotes))
    shown = tuple((quote.key, quote.start) for quote in quotes)
    turn = Turn(question=question, keys=keys[:1], kind="table", listed=keys, shown=shown)
    outcome = Outcome.ANSWERED if quotes else Outcome.NOTHING
    return Reply(outcome=outcome, kind="table", text="\n\n".join(parts), quotes=quotes, keys=keys, turn=turn)


def _head(longest: bool, of_study: bool, stated: int, papers: int) -> str:
    if not stated:
        return f"I found the length of a follow-up in no abstract of {counted(papers, 'paper')}."
    end, of = "longest" if longest else "shortest", f"{stated} of {counted(papers, 'paper')}"
    if of_study:
        return f"The {end} time of following or measuring among {of} whose abstracts state one:"
    return f"The {end} follow-up among {of} whose abstracts state one:"


def _followed(paper: Paper, longest: bool, of_study: bool) -> _Followed | None:
    """The longest or shortest follow-up that a paper's abstract states, in days; if it states none under that name, the longest time
    that it says its study took; None if it says neither.
    """
    told = [cell for cell in tables.cells(paper) if cell.column == Kind.FOLLOW_UP.value]
    found = [_Followed(max(days), cell.text, cell.sentence) for cell in told if (days := days_in(cell.text))]
    if found:
        return (max if longest else min)(found, key=lambda one: one.days)
    took = max(lasted(paper, of_study), key=lambda one: one.days, default=None)
    return _Followed(took.days, took.text, _quote(paper, took)) if took else None


def _quote(paper: Paper, one: Lasted) -> Quote:
    said = one.sentence
    marks = ((one.start - said.start, one.end - said.start),)
    return compose.quote_slice(paper, said.start, said.end, said.number, said.section, marks)

"""Which study followed people the longest, or lasted longest, by the times that its abstract states; and how long a study ran, measured or
followed, where its title or abstract says it otherwise than as the length of a follow-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.assistant import compose, tables
from bot.assistant.citing import cite
from bot.assistant.reply import Reply
from bot.assistant.telling.choosing import Library
from bot.assistant.wording import counted
from bot.models import Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.figures import Kind
from index.models import Outcome
from index.quantities import NUMBERS
from index.units import is_review

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
_N = rf"(?:\d{{1,3}}(?:\.\d{{1,2}})?|{'|'.join(NUMBERS)})"
_UNIT = r"(?:days?|weeks?|months?|years?)"
_TIMES = rf"{_N}(?:,? (?:and |or )?{_N}|, {_N})*[ -]{_UNIT}\b"
_AGED = (
    r"(?!\s*(?:old|of age|or (?:older|younger|more)|and (?:older|over)|ago|earlier|before|later than)\b|-olds?\b)"
)
_DID = r"(?:follow|measur|monitor|track|observ|record|meter|sampl|visit|collect|count|survey|interview|kept|keep|ran|run|plac|install|stud|treat|assess|test|appl|fed|feed|grew|grow|grown|rais|hous|wore|use|taken|took|held|last|continu|stor)"
_FOR = late(
    rf"\b{_DID}\w*\b[^.;]{{0,160}}?\b(?:for|during|across|throughout|over(?= (?:an?|the|its)\b)) (?:(?:an?|the|its|up to|about|at least|some|period|total|median|mean|average|minimum|of|full|whole) ){{0,4}}(?P<said>{_TIMES}){_AGED}",
    re.IGNORECASE,
)
_AT = late(
    rf"\b(?:(?:at|within|after) (?P<said>{_TIMES}){_AGED}|(?P<then>{_TIMES}) (?:after(?!wards?\b.*\bago)|later|post\b|following|of follow))",
    re.IGNORECASE,
)
_LONG = late(
    rf"\b(?P<said>{_N}[- ](?:day|week|month|year))s?[- ](?:(?:long|field|cluster|randomi[sz]ed|controlled|cohort|prospective|follow-?up) )*(?:stud(?:y|ies)|trial|experiment|cohort|survey|period|programme|project|evaluation|follow-?up|measurements?|records?)\b"
    rf"|^(?P<titled>{_N} {_UNIT}) of\b|[:–] (?P<behind>{_N} {_UNIT}) of\b",
    re.IGNORECASE,
)
_SPAN = late(
    r"\b(?P<said>(?:from|between|in) (?:[A-Z][a-z]+ )?(?P<first>(?:19|20)\d\d) ?(?:to|and|until|through|[-–]) ?(?:[A-Z][a-z]+ )?(?P<last>(?:19|20)\d\d))\b"
)
_MEANT = late(
    r"\b(?:intend\w*|intention|wish\w*|hop(?:e|ed|ing)|want\w*|expect\w*|aged?|older|younger|guarantee\w*)\b",
    re.IGNORECASE,
)
_NUMBER = late(rf"\b{_N}\b", re.IGNORECASE)
_LENGTH = late(
    rf"\b{_N}(?:,? (?:and |or )?{_N})*[ -](?P<unit>hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE
)
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30.44, "y": 365.25}


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


class Lasted(NamedTuple):
    """A time that a sentence says its study took, as printed: ``text`` at ``start`` to ``end`` of the abstract; ``days`` long."""

    days: float
    text: str
    start: int
    end: int
    sentence: Sentence


def lasted(paper: Paper, years: bool) -> tuple[Lasted, ...]:
    """The times that a paper's abstract says its study took; if it says none, from which year to which (if ``years`` are to count),
    or when something was measured. None of a review, which tells how long the studies of others took.
    """
    lines = [] if is_review(paper) else [one for one in sentences_of(paper) if not _MEANT.search(one.text)]
    for patterns in ((_FOR, _LONG), (_SPAN,) if years else (), (_AT,)):
        if found := tuple(said for one in lines for pattern in patterns for said in _said(one, pattern)):
            return found
    return ()


def _said(one: Sentence, pattern: re.Pattern[str]) -> Iterator[Lasted]:
    for found in pattern.finditer(one.text):
        names = [name for name, said in found.groupdict().items() if said]
        start, end = found.span(names[0])
        text = one.text[start:end]
        days = [(int(found["last"]) - int(found["first"])) * _DAYS["y"]] if "last" in names else days_in(text)
        yield Lasted(max(days), text, one.start + start, one.start + end, one)


def days_in(text: str) -> list[float]:
    """The times that a text gives, in days; a unit is said once for all ("3, 12 and 24 months")."""
    return [
        float(NUMBERS.get(number.casefold(), number)) * _DAYS[said["unit"][0].casefold()]
        for said in _LENGTH.finditer(text)
        for number in _NUMBER.findall(said[0])
    ]

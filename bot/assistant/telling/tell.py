"""Makes the reply to a frame from the records or the issue's page; each operation has its function."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.assistant.reading.explaining import trials
from bot.assistant.reading.frame import Frame
from bot.assistant.reply import RecordReply
from bot.assistant.telling.authors import tell_authors
from bot.assistant.telling.choosing import Library
from bot.assistant.telling.issue import tell_issue
from bot.assistant.telling.lists import tell_comparison, tell_extreme, tell_figure, tell_list
from bot.assistant.telling.values import card, tell_absent, tell_groups, tell_values
from bot.models import Ask

# words by which a question asks what somebody found or said, and not for their papers
_SAYING = frozenset(
    "did does do find found say says said report reports reported show shows showed tell tells talk why how was were think thinks".split()
)
_DESIGN = r"(?:(?:randomi[sz]ed|controlled|clinical) )*"
_ANY = re.compile(  # "how many studies" is none of these: after an answer it may ask of the paper talked about
    rf"^(?:(?:and|so|only|just|the) )*(?:(?:are|is) there )?(?:(?:any )?{_DESIGN}(?:trials|papers|studies|articles|rcts)"
    rf"|(?:how many |the number of ){_DESIGN}(?:trials|rcts))(?: here| in here| at all| yet| only| please| are there| do you have| in total)*$"
)
_HELPING = frozenset("did does do was were".split())
Teller = Callable[[Frame, Library], RecordReply | None]
_TELLERS: dict[str, Teller] = {
    "list": tell_list,
    "count": tell_list,
    "sort": tell_list,
    "extreme": tell_extreme,
    "compare": tell_comparison,
    "sum": tell_figure,
    "mean": tell_figure,
    "median": tell_figure,
    "per": tell_groups,
}


def tell(frame: Frame, library: Library) -> RecordReply | None:
    """The reply from the records or the issue's page; None if these alone cannot answer the question."""
    op = frame.ask.op
    if frame.finding or op == "table":
        return None
    if op == "issue":
        return tell_issue(frame.ask.fields, frame.text, library.corpus)
    if op == "absent":
        return tell_absent(frame, library)
    if op == "who":
        return tell_authors(frame, library)
    if op == "value":
        return tell_values(frame, library)
    if not op:
        return _without_operation(frame, library)
    if frame.leftover and op != "compare":
        return None
    return _TELLERS[op](frame, library)


def _without_operation(frame: Frame, library: Library) -> RecordReply | None:
    """The reply to a question without an operation: a paper's card for a DOI, a list for a name or a filter;
    else None.
    """
    if _ANY.match(frame.text):
        named = trials(Ask(op="list"), frame.text.split())
        return tell_list(frame._replace(ask=Ask(op="list"), name=named, leftover=()), library)
    if frame.leftover:
        return None
    if frame.links:
        return card(frame, library) if not frame.name else None
    saying = _SAYING - _HELPING if frame.plural else _SAYING  # "does Hansen have more papers"
    if frame.people and not frame.name and not set(frame.text.split()) & saying:
        return tell_list(frame._replace(ask=Ask(op="list")), library)
    if frame.filters and not frame.name and not frame.people and not frame.text.startswith("what is a"):
        return tell_list(frame._replace(ask=Ask(op="list")), library)
    return None

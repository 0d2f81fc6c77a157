"""Places of the list last shown that it does not have: "the ninth one" of three, "which of the three" of two."""

from __future__ import annotations

import re

from bot.assistant.reading.frame import Frame, keep
from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO
from bot.assistant.telling.holding import Library
from bot.assistant.telling.pointers import SAID_PLACE, pointer
from bot.assistant.telling.pointing import UP_TO_TEN, pointed, talked_before
from corpus.patterns import late
from index.sentences.asking import AUX

_OF_A_LIST = f"one|{A_PAPER}"
_LONE_PLACE = late(  # "the second one", "and the 9th?", "summarise the second", "number four please"
    rf"^(?:(?:and|ok|so|now|then|please|show|open|give|me|see|tell me about|summari[sz]e|cite|compare|what about|how about|lets|take|i mean|i meant|paper|study|article|trial|number|no|the) )*"
    rf"(?P<n>{SAID_PLACE}|{'|'.join(UP_TO_TEN)}|\d{{1,2}})(?: (?:(?P<of>{_OF_A_LIST})|please|then|instead|now|on the list|in the list|of the list))*$"
)
_PLACE_ASKED = late(  # "who wrote the second one": the rest of the question asks for what every paper has
    rf"\bthe (?P<n>{SAID_PLACE})(?: (?P<of>{_OF_A_LIST})\b(?! (?:of|on|about|by|to|in|that|which)\b)|$)"
)
_PLACE_LOOKED_IN = late(  # "how many patients in the second one", "what does the first one say about …"
    rf"\b(?:in|of|from|for|by|does|did) the (?P<n>{SAID_PLACE}) (?P<of>one)\b"
)
_NUMBER_OF = late(rf"\b(?:{_OF_A_LIST}|number|no) \d+$")
_HANDLED = frozenset("summarise summarize cite open show compare summary give tell".split())
_ALSO_ONE = frozenset("first last one".split())  # of one paper alone
_DATED = frozenset("paper study article trial review".split())
NAME_IT = (
    "Ask “list the papers” and then say its place, or name the paper: by its topic, its first author or its DOI."
)
_SO_MANY = UP_TO_TEN | {str(n): n for n in UP_TO_TEN.values() if n > 1}
# "Which of the three is the newest"; of papers for sure only with a word for them, or if it is asked of records.
_OF_SO_MANY = late(
    rf"^{SO}which (?:(?:one|ones|{A_PAPER}|{PAPERS}) )?of (?:the|these|those) (?P<n>{'|'.join(_SO_MANY)})(?: (?P<papers>{PAPERS}))?(?: (?:{AUX})\b|$)"
)


def misplaced(frame: Frame, library: Library) -> str | None:
    """Why there is no paper at the place that a question names ("the second one"): no list was shown before, or a shorter one. None if there is a paper, or the
    question names no place.
    """
    if miscounted := _miscounted(frame, library):
        return miscounted
    places, said = library.quoted or library.listed, pointer(frame.text)
    if said is not None and said.alone and not frame.ask.op and pointed(frame, library) is None:
        if said.steps:
            return f"Nothing stands {said.side} what I showed last. {NAME_IT}" if library.about else None
        if said.way == "other" and (many := len({*places})) > 2:
            return (
                f"I showed {many} papers just before, so I cannot tell which paper “the other one” is. {NAME_IT}"
            )
    place = None if talked_before(frame, library) else _place_of(frame, len(places))
    counted = str(UP_TO_TEN.get(place, place)) if place else ""
    if place is None or library.which.placed(counted, places) is not None:
        return None
    if len(places) < 2:
        shown = "one paper" if places else "no list"
        return f"I showed {shown} just before, so I cannot tell which paper “{place}” is. {NAME_IT}"
    shown = "quotes" if library.quoted else "papers"
    return f"I showed {len(places)} {shown} just before, and “{place}” is none of them. {NAME_IT}"


def _miscounted(frame: Frame, library: Library) -> str | None:
    """Why there are not so many papers as a question is asked of ("which of the three"); None if there are, or if it may be asked
    of other things ("which of the two is safer").
    """
    found, many = _OF_SO_MANY.match(frame.text), len({*library.whole})
    if found is None or _SO_MANY[found["n"]] in (1, many, len(keep(library.papers, frame.filters))):
        return None
    read = frame.whole or frame
    of_records = read.ask.op and not {*read.leftover, *read.name} - {found["n"]}
    if not (found["papers"] or of_records or (many > 1 and not library.quoted)):
        return None
    shown = "no list" if not library.about else "one paper" if many < 2 else f"{many} papers"
    return f"I showed {shown} just before, so I cannot tell which “the {found['n']}” are. {NAME_IT}"


def _place_of(frame: Frame, shown: int) -> str | None:
    """The place of a list that a question names; None if it names none, or if its words may say something else."""
    chosen = frame.ask.ends or frame.filters or frame.people or frame.links or frame.place
    if chosen or frame.ask.op in ("extreme", "issue"):
        return None
    if match := _LONE_PLACE.match(frame.text):
        bare = match["n"].isdecimal() and shown < 2 and not _NUMBER_OF.search(frame.text)  # "12" may be anything
        return None if bare or _of_one(match, shown) else match["n"]
    places = re.findall(rf"\b{SAID_PLACE}\b", frame.text)
    rest = {*frame.name, *frame.leftover} - {*places, *_HANDLED}
    match = None if rest else _PLACE_ASKED.search(frame.text)
    if match is None and len(places) == 1 and shown != 1:
        match = _PLACE_LOOKED_IN.search(frame.text)
    return None if match is None or _of_one(match, shown) else match["n"]


def _of_one(match: re.Match[str], shown: int) -> bool:
    """Whether a place is also that of one paper alone, or says which is the oldest or newest ("the last paper")."""
    return match["n"] in _ALSO_ONE and (shown == 1 or (shown == 0 and match["of"] in _DATED))

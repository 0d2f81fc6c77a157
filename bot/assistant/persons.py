"""Which authors of the paper talked about "she", "they" or "the last author" means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.assistant.reading.frame import Frame
from bot.models import Ask, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.quantities import PLACES

if TYPE_CHECKING:
    from bot.assistant.telling.choosing import Library

_WRITERS = r"(?:authors|team|group|lab|laboratory|researchers|investigators|scientists|people|writers)"
# Without "by", "the people" are those who were studied: "did these people also work at night".
_TEAM = late(
    rf"\b(?:they|them|theirs?|(?:the|these|those|same|this|that) (?:same )?(?!people\b){_WRITERS}|(?:by|from) (?:the|these|those)(?: same)? people(?: here)?$|same people)\b"
)
_AGAIN = late(
    rf"\b(?:he|she|him|hers?|his|(?:that|this|same|the) (?:person|author)|(?:the )?(?P<place>{'|'.join(PLACES)}|last|senior) author(?: s)?)\b"
)
_THEIRS = late(
    rf"\b(?:papers?|articles?|study|studies|publications?|work|research|anything|something|more|others?|else) (?:(?:published|written|done|here) )?(?:by|from) (?:this|that|the|these|those)(?: same)? {_WRITERS}(?: here)?$|\b(?:publish(?:ed)?|write|wrote|written|papers?|articles?|by (?:them|(?:the|these|those) (?:same )?authors)|by (?:him|her|(?:that|this|the same|the) (?:(?:first|last|senior|lead|same) )?(?:person|author))|work|works)\b|\b(?:else|other things?) (?:has|have|had|did|does|do) (?:he|she|they|(?:the|this|that) (?:\w+ )?(?:team|group|author|person)) (?:do|done|did|study|studied|look(?:ed)? (?:at|into)|research(?:ed)?)$"
)
_SAME = late(
    rf"^(?:(?:and|other|more|from|by|the|any|anything|papers?|studies|articles|work|else) )*same {_WRITERS}$"
)
_SHOWN = 3  # papers at most whose authors "they" are
# "Older papers", and not "papers on older women"
_OF_WORK = r"(?:papers?|articles?|study|studies|publications?|trials?|reviews?|works?|ones?)"
OTHER = late(
    rf"\b(?:else|others?|another|more|also)\b|\b(?:further|earlier|previous|older|later|newer) {_OF_WORK}\b|\bsame {_WRITERS}\b"
)

THESE = late(rf"\b(?:these|those)(?= (?:same )?{_WRITERS}\b)")  # no papers of a list

_BY_AUTHOR_OF = late(
    rf"\bby (?:the )?(?P<place>{'|'.join(PLACES)}|last|senior|lead) author of (?P<paper>[^?,;]+)", re.I
)
_SAME_AS = late(r"\b(?:in|from|of) the same (?P<field>journal|year) as (?P<paper>[^?,;]+)[\s?.!]*$", re.IGNORECASE)


def meant_by(frame: Frame, previous: Turn, papers: Sequence[Paper]) -> tuple[str, ...]:
    """The author whom "he", "she" or "the last author" means: by the place it says, else by the place asked for
    before, else the first; all of those of the few ``papers`` talked about for "what else did they publish", "same
    authors". Empty if no author is meant.
    """
    match, other, paper = _AGAIN.search(frame.text), OTHER.search(frame.text), papers[0]
    if frame.people or not (_THEIRS.search(frame.text) or _SAME.match(frame.text)):
        return ()
    if match is None:
        team = other and _TEAM.search(frame.text) and len(papers) <= _SHOWN
        return tuple(dict.fromkeys(one.name for paper in papers for one in paper.authors)) if team else ()
    if match["place"] and not (other or "by the" in frame.text):
        return ()
    asked = " ".join(previous.ask.fields) if previous.ask else ""
    before = (word for word in ("last", *PLACES) if f"{word} author" in asked)
    place = match["place"] or next(before, "first")
    people = [author for author in paper.authors if not author.is_group] or list(paper.authors)
    at = {**PLACES, "last": -1, "senior": -1}[place]
    return (people[at].name,) if at < len(people) else ()


_BEFORE, _AFTER = (late(rf"\b(?:{words}) {_OF_WORK}\b") for words in ("earlier|previous|older", "later|newer"))


def in_time(text: str, paper: Paper, talked: Paper) -> bool:
    """True unless a plain question asks for earlier or later papers than the one talked about, and a paper is not, by its year."""
    before, after = _BEFORE.search(text), _AFTER.search(text)
    if not (before or after) or not talked.year:
        return True
    return paper.year is not None and (paper.year <= talked.year if before else paper.year >= talked.year)


def points_at_them(text: str) -> bool:
    """True if a plain question asks for other papers of those who wrote what was talked about: "anything else by them"."""
    theirs = _THEIRS.search(text) and (_TEAM.search(text) or _AGAIN.search(text))
    return OTHER.search(text) is not None and bool(theirs or _SAME.match(text))


def asked_again(ask: Ask) -> Ask:
    """What is asked of a person's papers: a count, an extreme or a field; else a list of them."""
    of_papers = ask.op in ("count", "extreme", "value") and ask.fields != ("authors",)
    return ask if of_papers and not any(one.endswith("author") for one in ask.fields) else Ask(op="list")


def by_its_author(question: str, library: Library) -> str:
    """A question with that author's name for "by the first author of the X paper", if X is one paper."""
    match = _BY_AUTHOR_OF.search(question)
    paper = library.which.find(match["paper"]).one if match else None
    names = [author.name for author in paper.authors if not author.is_group] if paper else []
    at = {**PLACES, "senior": -1, "last": -1, "lead": 0}[match["place"].lower()] if match else 0
    if match is None or not -len(names) <= at < len(names):
        return question
    return f"{question[: match.start()]}by {names[at]}{question[match.end() :]}"


def as_its(question: str, library: Library) -> str:
    """A question with that year or journal for "in the same year as the X paper", if X is one paper that has it."""
    match = _SAME_AS.search(question)
    paper = library.which.find(match["paper"].rstrip(" ?.!")).one if match else None
    value = (paper.journal if match["field"].lower() == "journal" else paper.year) if match and paper else None
    return f"{question[: match.start()]}in {value}" if match and value else question

"""When a study was done: the sentences of its abstract that give years of its own; records give the date of publication alone."""

from __future__ import annotations

from bot.assistant import compose
from bot.models import Quote
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import sentences_of

_STUDY = r"(?:study|trial|survey|work|research|experiment|cohort|review|project|paper|article|one)"
_DONE = r"(?:done|run|conducted|carried out|take place|performed|undertaken|made|happen|held)"
WHEN = late(
    rf"^(?:(?:and|so|ok) )*(?:in )?(?:when|(?:what|which) years?)(?: exactly)? (?:was|were|is|did) (?:it|this|that|they|these|(?:the|this|that) (?:\S+ ){{0,4}}{_STUDY}|(?P<of>\S+(?: \S+){{0,2}})) {_DONE}$"
)
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|fall|winter)"
_DATED = late(
    rf"\b(?:in|from|between|since|during|until|through|to|of|by|{_MONTH}) (?:{_MONTH} )?(?:\d{{1,2}},? )?{_YEAR}\b"
)
_SPAN = late(rf"\b{_YEAR},? ?(?:to|and|until|through|[-–])(?: \S+){{0,2}}? ?{_YEAR}\b")
_OWN = late(r"\b(?:[Ww]e|[Oo]ur|was|were|will|is|are|[Tt]he (?:study|trial|survey|interviews?|data))\b")
_MOST = 2  # sentences shown


def of_one(paper: Paper) -> list[Quote]:
    """The first sentences of a paper that say from when to when it was done, else in which year; at most two."""
    dated = [(one, _SPAN.search(one.text) is not None) for one in sentences_of(paper) if _tells(one.text)]
    spans = [one for one, span in dated if span] or [one for one, _ in dated]
    return [compose.quote_slice(paper, one.start, one.end, one.number, one.section) for one in spans[:_MOST]]


def _tells(text: str) -> bool:
    return _SPAN.search(text) is not None or (_DATED.search(text) is not None and _OWN.search(text) is not None)


def lacking(paper: Paper) -> str:
    """What an abstract without such a sentence does not say, and when its paper was published."""
    published = f"; it was published in {paper.year}" if paper.year else ""
    return f"does not say when the study was done{published}"

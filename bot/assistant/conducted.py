"""Where and when studies were done, of one paper or of all: the sentences that name a country, and those that give years of a study's own;
records give no place and the date of publication alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.assistant import compose, tables
from bot.assistant.citing import cite
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.places import countries_in
from bot.assistant.reply import Reply
from bot.assistant.telling.choosing import Library
from bot.assistant.telling.pointing import studies_meant
from bot.assistant.wording import counted, echoed
from bot.models import Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import sentences_of
from index.models import Outcome

WHERE = late(
    r"\b(?:which|what) (?:country|countries)\b(?!.*\b(?:authors?|editors?)\b)"
    r"|\bwhere (?:was|were|is|did) .*\b(?:done|run|conducted|carried out|take place|performed|set|recruited)$"
)
OF_ALL = late(
    r"^(?:(?:and|so|list|name|show|give|me|the|all|of|from|in) )*(?:(?:which|what) )?countries(?: (?:are|is|were|was|do|did|have|has|the|these|those|all|of|from|in|by|here|there|covered|cover|represented|named|mentioned|included|studied|done|conducted|run|come|studies|study|papers|trials|articles|library))*$"
)
OF_IT = late(
    r"^(?:(?:and|so|from|in|of|which|what) )*countries(?: (?:was|were|is|are) (?:that|it|this)(?: (?:done|run|from|in))?)?$"
)
HEAD = "Sentences that name a country or a place in one, the first of each abstract (the records give none):"
_MOST = 2  # sentences of one paper
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


def countries_of(paper: Paper) -> list[Quote]:
    """The first sentences of a paper that name a country, at most two."""
    return list(_naming(paper))[:_MOST]


def in_title(paper: Paper) -> str:
    """The first country that a paper's title names, or those who live there, with the part of it before or behind a comma, as
    printed ("Victoria, Australia"); "" if it names none.
    """
    first, *further = [*countries_in(paper.title), ""]
    for one in further:
        if one and f"{first}, {one}" in paper.title:
            first = f"{first}, {one}"
    return first


def of_all(question: str, frame: Frame, library: Library) -> Reply:
    """A reply with the first sentence of each paper meant that names a country, and which abstracts name none."""
    papers = studies_meant(frame, library, "these" in frame.text.split() or "those" in frame.text.split())
    named = [(paper, next(_naming(paper), None)) for paper in papers]
    quotes = [quote for _, quote in named if quote is not None]
    shown = _that_fit(quotes)
    parts = [compose.restated(question), *([HEAD] if shown else []), *compose.blocks(shown, library.index.papers)]
    if more := len(quotes) - len(shown):
        parts.append(
            f"{counted(more, 'further paper')} with such a sentence: ask “papers from …” for one country."
        )
    parts += _silent([paper for paper, quote in named if quote is None])
    keys = tuple(quote.key for quote in shown)
    turn = Turn(question=question, keys=keys[:1], listed=keys, shown=tuple((q.key, q.start) for q in shown))
    outcome = Outcome.ANSWERED if shown else Outcome.NOTHING
    return Reply(outcome=outcome, kind="table", text="\n\n".join(parts), quotes=shown, keys=keys, turn=turn)


def _naming(paper: Paper) -> Iterator[Quote]:
    for one in sentences_of(paper):
        if any(countries_in(one.text)):
            yield compose.quote_slice(paper, one.start, one.end, one.number, one.section)


def _that_fit(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The first quotes, as many as fit a message."""
    shown: list[Quote] = []
    for quote in quotes[: tables.MOST]:
        if sum(len(one.text) for one in (*shown, quote)) > tables.ROOM and len(shown) >= tables.LEAST:
            break
        shown.append(quote)
    return tuple(shown)


def _silent(papers: Sequence[Paper]) -> list[str]:
    """Lines on the papers of which the title alone names a country, and on those that name none."""
    titled = [f"{cite(paper)} ({echoed(in_title(paper))})" for paper in papers if in_title(paper)]
    quiet = [cite(paper) for paper in papers if not in_title(paper)]
    said = [f"A country stands in the title alone of {counted(len(titled), 'paper')}: {_first(titled)}."]
    none = [f"No country is named in {counted(len(quiet), 'abstract')}: {_first(quiet)}."]
    return (said if titled else []) + (none if quiet else [])


def _first(named: Sequence[str]) -> str:
    return "; ".join(named[: tables.MOST]) + (" …" if len(named) > tables.MOST else "")


def years_of(paper: Paper) -> list[Quote]:
    """The first sentences of a paper that say from when to when it was done, else in which year; at most two."""
    dated = [(one, _SPAN.search(one.text) is not None) for one in sentences_of(paper) if _tells(one.text)]
    spans = [one for one, span in dated if span] or [one for one, _ in dated]
    return [compose.quote_slice(paper, one.start, one.end, one.number, one.section) for one in spans[:_MOST]]


def _tells(text: str) -> bool:
    return _SPAN.search(text) is not None or (_DATED.search(text) is not None and _OWN.search(text) is not None)


def years_lacking(paper: Paper) -> str:
    """What an abstract without such a sentence does not say, and when its paper was published."""
    published = f"; it was published in {paper.year}" if paper.year else ""
    return f"does not say when the study was done{published}"

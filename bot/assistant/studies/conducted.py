"""How studies were done, as their abstracts tell it. Where and when, of one paper or of all: sentences that name a
country, and sentences with the years of the study itself, because records give no place and only the date of
publication. How long: which study followed people longest, or lasted longest, by the times that abstracts state; and
how long a study ran, measured or followed, if its title or abstract says so in other words than those for follow-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.assistant import compose
from bot.assistant.citing import cite
from bot.assistant.papers import tables
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.phrases import A_PAPER, A_STUDY, PAPERS, SO
from bot.assistant.reading.places import countries_in
from bot.assistant.reply import Reply
from bot.assistant.studies.gathered import first_of, told_of_many
from bot.assistant.telling.choosing import studies_meant
from bot.assistant.telling.holding import Library
from bot.assistant.wording import counted, echoed
from bot.models import Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.models import Outcome
from index.sentences.asking import Asked
from index.sentences.cues import fits_section
from index.sentences.figures import Kind
from index.sentences.quantities import NUMBERS
from index.sentences.reporting import is_formality
from index.sentences.units import is_review

WHERE = late(
    r"\b(?:which|what) (?:country|countries)\b(?!.*\b(?:authors?|editors?)\b)"
    r"|\bwhere (?:was|were|is|did) .*\b(?:done|run|conducted|carried out|take place|performed|set|recruited)$"
    rf"|^{SO}where (?:exactly )?(?:was|is|were) (?:it|this|that|they)(?: all)?$"
    r"|^(?:(?:and|so|but|ok|the|what|about|which|in) )*country$"
)
OF_ALL = late(
    r"^(?:(?:and|so|list|name|show|give|me|the|all|of|from|in) )*(?:(?:which|what) )?countries(?: (?:are|is|were|was|do|did|have|has|the|these|those|all|of|from|in|by|here|there|covered|cover|represented|named|mentioned|included|studied|done|conducted|run|come|studies|study|papers|trials|articles|library))*$"
)
OF_IT = late(
    r"^(?:(?:and|so|from|in|of|which|what) )*countries(?: (?:was|were|is|are) (?:that|it|this)(?: (?:done|run|from|in))?)?$"
)
# "Which country was it": asked of one study by that word, so that it is said where its abstract names none.
OF_ITS_COUNTRY = late(
    rf"^{SO}(?:(?:in|from) )?(?:which|what|the) (?:country|nation)(?: (?:is|was|were|are|did|does))?(?: (?:it|this|that|they|the study))?(?: (?:from|in|done|run|set|based|conducted|carried out|take place))*$"
)
HEAD = "Sentences that name a country or a place in one, the first of each abstract (the records give none):"
_DESCENT = late(
    r"\b(?:African|Asian|European|Mexican|Cuban|Native|Chinese|Japanese|Korean|Indian)[ -]Americans?\b"
)
_MOST = 2  # sentences of one paper
_STUDY = rf"(?:{A_PAPER}|work|research|project|one)"
_DONE = r"(?:done|run|conducted|carried out|take place|performed|undertaken|made|happen|held)"
WHEN = late(
    rf"^{SO}(?:in )?(?:when|(?:what|which) years?)(?: exactly)? (?:was|were|is|did) (?:it|this|that|they|these|(?:the|this|that) (?:\S+ ){{0,4}}{_STUDY}|(?P<of>\S+(?: \S+){{0,2}})) {_DONE}$"
)
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|fall|winter)"
_DATED = late(
    rf"\b(?:in|from|between|since|during|until|through|to|of|by|{_MONTH}) (?:{_MONTH} )?(?:\d{{1,2}},? )?{_YEAR}\b"
)
_SPAN = late(rf"\b{_YEAR},? ?(?:to|and|until|through|[-–])(?: \S+){{0,2}}? ?{_YEAR}\b")
_OWN = late(r"\b(?:[Ww]e|[Oo]ur|was|were|will|is|are|[Tt]he (?:study|trial|survey|interviews?|data))\b")
_OURS = late(r"\b(?:we|our|this|conducted|recruited|performed|enrolled|carried out)\b", re.IGNORECASE)
_END = r"(?P<end>longest|shortest)"
LONGEST = late(
    rf"^(?!{SO}(?:does|do|did|can|could|will|would|how|why|when|for|among|is|are|was|were)\b).*\b{_END} (?:follow ?ups?(?: (?:time|length|duration|period))?|(?:observation(?:al)?|monitoring|measurement) (?:period|time)s?)\b"
    rf"|^{SO}(?:which|what|who) (?:(?:{A_PAPER}|one) )?(?:of (?:these|those|them|the (?:{PAPERS})) )?(?:followed|ran|lasted|went on)(?: (?:up|people|patients|participants|them|children|adults|animals))*(?: for)?(?: the)? {_END.replace('end', 'end2')}$"
)
# "Longest study": of papers whose records give pages it may be the longest to read.
LONGEST_STUDY = late(
    rf"^(?:(?:and|so|ok|which|what|is|was|the|one|has|had|show|me) )*(?P<end>longest|shortest)(?:(?: (?:running|lasting|ever))? (?:{A_STUDY}|project)| (?:running|lasting) one)(?: (?:here|of all|in (?:here|this library)))?$"
    rf"|^{SO}(?:which|what) (?:{A_PAPER}|one) (?:ran|lasted|went on|took)(?: for)? the (?P<end2>longest|shortest) (?:time|period|while)$"
)
_SHOWN = 10  # papers shown
_N = rf"(?:\d{{1,3}}(?:\.\d{{1,2}})?|{'|'.join(NUMBERS)})"
_UNIT = (
    r"(?:days?|weeks?|wks?|months?|mos?|years?|yrs?|(?-i:[dy])|(?:(?:growing|field|grazing|breeding) )?seasons?)"
)
_TIMES = rf"{_N}(?:,? (?:and |or )?{_N}){{0,9}}[ -]{_UNIT}\b"
_AGED = (
    r"(?!\s*(?:old|of age|or (?:older|younger|more)|and (?:older|over)|ago|earlier|before|later than)\b|-olds?\b)"
)
_DID = r"(?:assign|allocat|follow|measur|monitor|track|observ|record|meter|sampl|visit|collect|count|survey|interview|kept|keep|ran|run|plac|install|stud|treat|assess|test|appl|fed|feed|grew|grow|grown|rais|hous|wore|use|taken|took|held|last|continu|stor)"
_FOR = late(
    rf"\b{_DID}\w*\b[^.;]{{0,160}}?\b(?:for|during|across|throughout|over(?= (?:an?|the|its)\b)|(?<=followed )over) (?:(?:an?|the|its|up to|about|at least|some|period|total|median|mean|average|minimum|of|full|whole) ){{0,4}}(?P<said>{_TIMES}){_AGED}",
    re.IGNORECASE,
)
_AT = late(
    rf"\b(?:(?:at|within|after) (?P<said>{_TIMES}){_AGED}|(?:fell|rose|dropped|grew|shrank|declined|increased|decreased|doubled|halved|spread|changed|gained|lost)\b[^.;]{{1,120}}? (?:in|over) (?P<took>{_TIMES}){_AGED}(?!')|(?P<then>{_TIMES}) (?:after(?!wards?\b.*\bago)|later|post\b|following|of follow))",
    re.IGNORECASE,
)
_LONG = late(
    rf"\b(?P<said>{_N}[- ](?:day|week|month|year))s?[- ](?:(?:long|field|cluster|randomi[sz]ed|controlled|cohort|prospective|follow-?up) )*(?:stud(?:y|ies)|trial|experiment|cohort|survey|period|programme|project|evaluation|follow-?up|measurements?|records?)\b"
    rf"|\b(?:trial|study|experiment|cohort|survey|programme|project|evaluation) (?:of|lasting|running|over|for) (?:about |at least |up to )?(?P<over>{_N} {_UNIT}){_AGED}(?![\w'’])"
    rf"|\b(?P<course>{_N}[- ](?:day|week|month|year))s? (?:course|duration|span|life) of (?:the|this|our) (?:study|trial|experiment|programme|program|project)\b"
    rf"|^(?P<titled>{_N} {_UNIT}) of\b|[:–] (?P<behind>{_N} {_UNIT}) of\b",
    re.IGNORECASE,
)
_RAN = late(
    r"\b(?P<said>(?:from|between|in) (?:[A-Z][a-z]+ )?(?P<first>(?:19|20)\d\d) ?(?:to|and|until|through|[-–]) ?(?:[A-Z][a-z]+ )?(?P<last>(?:19|20)\d\d))\b"
)
_MEANT = late(
    r"\b(?:intend\w*|intention|wish\w*|hop(?:e|ed|ing)|want\w*|expect\w*|aged?|older|younger|guarantee\w*)\b",
    re.IGNORECASE,
)
_NUMBER = late(rf"\b{_N}\b", re.IGNORECASE)
_LENGTH = late(
    rf"\b{_N}(?:,? (?:and |or )?{_N}){{0,9}}[ -](?:(?:growing|field|grazing|breeding) )?(?P<unit>hours?|days?|weeks?|wks?|months?|mos?|years?|yrs?|seasons?|(?-i:[dy]))\b",
    re.IGNORECASE,
)
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30.44, "y": 365.25, "s": 365.25}  # a season comes once a year


def countries_of(paper: Paper) -> list[Quote]:
    """The sentences of a paper that name a country, at most two: first those with the country of its title and those about the
    study itself, because the opening of an abstract tells where such things happen in general.
    """
    titled = set(countries_in(paper.title))

    def behind(quote: Quote) -> tuple[bool, bool]:
        opens = quote.sentence == 1 and quote.section is None and _OURS.search(quote.text) is None
        return titled.isdisjoint(countries_in(quote.text)), opens or fits_section(quote.section, Asked.AIM)

    return sorted(_naming(paper), key=behind)[:_MOST]


def in_title(paper: Paper) -> str:
    """The first country, or its people, that a paper's title names, with the place before or behind a comma, as printed
    ("Victoria, Australia"); "" if it names none.
    """
    first, *further = [*countries_in(paper.title), ""]
    for one in further:
        if one and f"{first}, {one}" in paper.title:
            first = f"{first}, {one}"
    return first


def of_all(question: str, frame: Frame, library: Library) -> Reply:
    """A reply with the first sentence that names a country from each paper meant, and the abstracts that name none."""
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
        if any(countries_in(_DESCENT.sub("", one.text))) and not is_formality(
            one.text, one.section
        ):  # a registry is no place of a study
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
    said = [f"A country stands in the title alone of {counted(len(titled), 'paper')}: {first_of(titled)}."]
    none = [f"No country is named in {counted(len(quiet), 'abstract')}: {first_of(quiet)}."]
    return (said if titled else []) + (none if quiet else [])


def years_of(paper: Paper) -> list[Quote]:
    """The first sentences of a paper that say from when to when it was done, or else in which year; at most two."""
    dated = [(one, _SPAN.search(one.text) is not None) for one in sentences_of(paper) if _tells(one.text)]
    spans = [one for one, span in dated if span] or [one for one, _ in dated]
    return [compose.quote_slice(paper, one.start, one.end, one.number, one.section) for one in spans[:_MOST]]


def _tells(text: str) -> bool:
    return _SPAN.search(text) is not None or (_DATED.search(text) is not None and _OWN.search(text) is not None)


def years_lacking(paper: Paper) -> str:
    """The sentences for an abstract that gives no years: that it gives none, and when its paper was published."""
    published = f"; it was published in {paper.year}" if paper.year else ""
    return f"does not say when the study was done{published}"


class _Followed(NamedTuple):
    days: float
    text: str
    quote: Quote


def is_longest(said: re.Match[str]) -> bool:
    """True if the longest is asked for, and not the shortest."""
    return (said["end"] or said["end2"]) == "longest"


def longest_told(
    question: str, longest: bool, papers: Sequence[Paper], library: Library, of_study: bool = False
) -> Reply:
    """The sentence with the longest or shortest follow-up among some papers, and which abstracts state none. ``of_study``: how long
    the study lasted is asked for.
    """
    stated = {paper.key: found for paper in papers if (found := _followed(paper, longest, of_study)) is not None}
    end = (max if longest else min)((one.days for one in stated.values()), default=None)
    chosen = [one for one in stated.values() if one.days == end][:_SHOWN]
    parts = [_head(longest, of_study, len(stated), len(papers))]
    for one in chosen:
        parts.append(f"{compose.figures([one.text])}\n{compose.blocks([one.quote], library.index.papers)[0]}")
    silent = [cite(paper) for paper in papers if paper.key not in stated]
    if stated and silent:
        parts.append(f"{tables.NONE_FOUND} in {counted(len(silent), 'abstract')}: {first_of(silent)}.")
    return told_of_many(question, parts, tuple(one.quote for one in chosen))


def _head(longest: bool, of_study: bool, stated: int, papers: int) -> str:
    if not stated:
        return f"I found no length of follow-up in any abstract of {counted(papers, 'paper')}."
    end, of = "longest" if longest else "shortest", f"{stated} of {counted(papers, 'paper')}"
    if of_study:
        return f"The {end} time of following or measuring among {of} whose abstracts state one:"
    return f"The {end} follow-up among {of} whose abstracts state one:"


def _followed(paper: Paper, longest: bool, of_study: bool) -> _Followed | None:
    """The longest or shortest follow-up that a paper's abstract states, in days; without one, the longest time that it says
    its study took; None if it says neither.
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
    """The times that a paper's abstract says its study took. If it says none: from which year to which (if ``years``
    may count), or when something was measured. None for a review, which tells how long the studies of others took.
    """
    lines = [] if is_review(paper) else [one for one in sentences_of(paper) if not _MEANT.search(one.text)]
    for patterns in ((_FOR, _LONG), (_RAN,) if years else (), (_AT,)):
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
    """The times that a text gives, in days; one unit may stand for several numbers ("3, 12 and 24 months")."""
    return [
        float(NUMBERS.get(number.casefold(), number)) * _DAYS[said["unit"][0].casefold()]
        for said in _LENGTH.finditer(text)
        for number in _NUMBER.findall(said[0])
    ]

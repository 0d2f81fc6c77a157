"""Notices in the library: which one a question asks for, what one says of figures quoted from the paper it is about, and which
of many papers were retracted, corrected or doubted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.assistant.compose import quote_slice
from bot.assistant.fields import Field
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.kinds import WHY_RETRACTED, is_notice, notices_of
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import SO
from bot.assistant.reply import RecordReply, Reply, lines, listing
from bot.assistant.telling.holding import Library
from bot.assistant.telling.pointing import pointed
from bot.models import Quote
from corpus.doi import Doi
from corpus.models import Paper
from corpus.patterns import late
from corpus.retractions import asked_for, became
from corpus.sentences import Sentence, sentences_of
from index.sentences.quantities import NUMBERS, value
from index.terms.words import ASKING

_NUMBER = late(r"(?<![^\W\d_])\d(?:[\d.,·]*\d)?(?!\d|[^\W\d_])")
_YEAR = late(r"(?:19|20)\d\d")
_IN_WORDS = late(rf"\b(?:{'|'.join(NUMBERS)})(?:[- ](?:{'|'.join(NUMBERS)}|hundred|thousand))*\b", re.IGNORECASE)
_LEAST = 11  # in words; below, it is mostly the number of kinds or groups
# How a notice says what stands right, in the sentence with the wrong figure or in the next.
_RIGHT = late(
    r"(?i)\b(?:correct(?:ed|ly)?|should|instead|rather than|replaced|read as|revised|actual(?:ly)?|changes? to|would (?:have been|be)|not \d[\d.,]*|not (?:one|two|three|four|five|six|seven|eight|nine|ten))\b"
)
# "It was printed as 12 years. It is 21 years.": the wrong figure, and the right one in the next sentence.
_MISPRINTED = late(
    r"(?i)\b(?:(?:printed|given|reported|stated|written|shown|listed|typed|entered|cited|published|appeared) (?:wrongly |incorrectly |erroneously |mistakenly )?as|mis(?:printed|reported|stated|typed|calculated)|wrong(?:ly)?|incorrect(?:ly)?|erroneous(?:ly)?|mistaken(?:ly)?)\b"
)
_IT_IS = late(r"(?:It|This|That|They|These|Those|The \w+) (?:is|was|are|were)\b")
_WRONG = frozenset("wrong mistake mistakes error errors".split())  # asked of a paper that was corrected
_NAMED_SO = frozenset("notice notices note statement".split())
_NOTICE = frozenset("corrected correction erratum corrigendum".split())
# Asked of a paper that was taken back, with why or by whom.
_TAKEN_BACK = frozenset("retract retracted retraction pulled withdrawn".split())
# A tooth is pulled and consent withdrawn; so are a paper, an article, "it".
_WAS_WITHDRAWN = late(
    r"\b(?:it|this|that|paper|article|study|trial|one)(?: (?:was|been|is|got|being))* (?:pulled|withdrawn)\b|\b(?:pulled|withdrawn) (?:it|the (?:paper|article))\b"
)
_REASON = frozenset("why who whom reason reasons says say said".split())
# "What changed in the sheds one", "after the correction?": the notice of the paper that is meant, if it has one.
_CHANGED = late(
    rf"^{SO}what (?:has |was |is |did they |did he |did she |got )?chang(?:ed?)(?: (?:in|about|with|of|for|by) .+| there| then| since| afterwards)?$"
)
_CHANGES = frozenset("change changed".split())
_AFTER = frozenset("after since afterwards following".split())
_FIGURE = frozenset("number figure value result numbers figures".split())  # "was that number corrected"
_WHAT = (
    frozenset("what anything something how why who whom reason reasons say says said wrong".split()) | _FIGURE
)  # asked for what was corrected, and not whether
_CONCERN = late(r"\b(?:expression|notice|statement) of concern\b")  # one notice, as an erratum is
# Who agreed to it, of the paper talked about.
_AGREED = late(
    rf"^{SO}(?:(?:do|did|does|have|has|who|which|what|all|any|both|the|of|its|their) )*(?:authors?|they|everyone|everybody|anyone|anybody|all|both|he|she|who)(?: of (?:them|the authors))?(?: (?:all|both|not|do|did|has|have))*"
    r" (?:agree[ds]?|disagree[ds]?|object(?:s|ed)?|consent(?:s|ed)?|accept(?:s|ed)?)(?: (?:to|with|about|on) (?:it|this|that|them|the (?:retraction|correction|notice|decision)))?$"
)
_SEVERAL = frozenset("list which papers studies articles many here".split())  # a list is asked for
_FEW = 5  # words of a question that leaves out what it is asked of


def with_notices(quotes: Sequence[Quote], papers: Mapping[str, Paper]) -> tuple[Quote, ...]:
    """Quotes, each paper's followed by the sentences of its notice that state a quoted figure anew."""
    held = {quote.key for quote in quotes}
    last = {quote.key: place for place, quote in enumerate(quotes)}
    found: list[Quote] = []
    for place, quote in enumerate(quotes):
        found.append(quote)
        notice = notice_of(papers[quote.key], papers) if last[quote.key] == place else None
        if notice is not None and notice.key not in held:
            called = papers[quote.key].title  # "a 20-minute test": that figure is its name
            found += _anew(notice, [one.text for one in quotes if one.key == quote.key], called)
    return tuple(found)


def notice_of(paper: Paper, papers: Mapping[str, Paper]) -> Paper | None:
    """The notice about a paper, if it is in the library."""
    source = paper.status.source if paper.status else None
    doi = Doi.within(source) if source else None
    return papers.get(doi) if doi else None


def _anew(notice: Paper, texts: Iterable[str], called: str) -> list[Quote]:
    figures = {figure for text in texts for figure in _figures(text)} - _figures(called)
    lines = sentences_of(notice)
    for at, line in enumerate(lines):
        if not figures.isdisjoint(_figures(line.text)) and (end := _righted(lines[at : at + 2])):
            return [quote_slice(notice, line.start, end, line.number, line.section)]
    return []


def _righted(lines: Sequence[Sentence]) -> int:
    """Where the sentence ends that says what is right instead: the first of two, or else the second; 0 if neither does."""
    right = (line.end for line in lines if _RIGHT.search(line.text) and _figures(line.text))
    return next(right, 0) or next((line.end for line in lines[1:] if _is_right(lines[0].text, line.text)), 0)


def _is_right(wrong: str, text: str) -> bool:
    """True if a sentence gives the right figure for the one that the sentence before calls wrong."""
    return bool(_MISPRINTED.search(wrong) and _IT_IS.match(text) and _figures(text))


def _figures(text: str) -> set[str]:
    """The figures of a text but years and parts of names ("CD4"), those in words as digits: "twenty-five" is 25."""
    written = {number for said in _IN_WORDS.finditer(text) if (number := value(said[0])) >= _LEAST}
    return {found for found in _NUMBER.findall(text) if not _YEAR.fullmatch(found)} | {*map(str, written)}


def of_notice(frame: Frame, text: str, library: Library) -> Paper | None:
    """The one notice that a question asks for ("is there an erratum", "what was wrong in the X paper"); ``text`` is the
    question in plain form. None if it asks for none or for a list, or if not exactly one notice with a text is meant.
    """
    text = frame.text if frame.text == WHY_RETRACTED else text  # "why", after its state
    said = _CONCERN.sub("erratum", text).split()
    taken = any(word.startswith("retract") for word in said) or _WAS_WITHDRAWN.search(text)
    reason = taken and _REASON.intersection(said)
    changed = _CHANGED.match(text) is not None
    if _AGREED.match(text) and (told := _told_of(library)):
        return told
    if not (reason or changed or (_WRONG | _NOTICE).intersection(said)) or _SEVERAL.intersection(said):
        return None
    found, kind = _notices(frame, said, library), asked_for(text)
    found = [one for one in found if became(one) == kind] if kind and len(found) > 1 else found
    return found[0] if len(found) == 1 and found[0].abstract else None


def _told_of(library: Library) -> Paper | None:
    """The notice that is talked about, or the one on the paper talked about; None if there is none with a text."""
    about = library.named(library.about)
    found = (one if is_notice(one) else notice_of(one, library.index.papers) for one in about[:1])
    return next((one for one in found if one is not None and one.abstract), None)


def still_talked_about(reply: Reply, notice: Paper, library: Library) -> Reply:
    """The reply with a notice. If the notice is about a paper talked about, that paper remains the one talked about."""
    about = library.named(library.about)
    held = tuple(one.key for one in about if notice_of(one, library.index.papers) == notice)
    if reply.turn is None or not held:
        return reply
    return reply.model_copy(update={"turn": reply.turn.model_copy(update={"keys": held})})


def _notices(frame: Frame, said: list[str], library: Library) -> list[Paper]:
    """The notices that some words ask for: on the papers that they name or point at, else any of the library."""
    lexicon = load()
    idle = (
        ASKING
        | lexicon.filler
        | lexicon.nouns
        | lexicon.person
        | _WRONG
        | _NOTICE
        | _FIGURE
        | _TAKEN_BACK
        | _REASON
        | _NAMED_SO
        | _AFTER
        | _CHANGES
    )
    rest = [word for word in said if word not in idle]
    if frame.links:
        papers = [paper for link in frame.links if (paper := library.which.exactly(link)) is not None]
    elif (one := pointed(frame, library)) is not None:
        papers = [one]
    elif rest:
        named = library.which.by_words(rest)
        papers = [] if named.missing else list(named.papers)
    elif library.about and (frame.points or len(said) <= _FEW):
        papers = list(library.named(library.about))
    else:
        papers = []
    if papers and any(paper.status for paper in papers) and not (_WHAT | _AFTER).intersection(said):
        # what corrects them; of other papers the record says whether they were
        return [notice for paper in papers if (notice := _that_corrects(paper, library))]
    if papers:
        linked = [notice_of(paper, library.index.papers) for paper in papers]
        titled = [one for paper in papers for one in (paper, *notices_of(paper, library.papers))]
        return list({one.key: one for one in (*linked, *titled) if one and is_notice(one)}.values())
    asks_any = not rest and not frame.links and not (_WRONG | _CHANGES | _AFTER).intersection(said)
    return [paper for paper in library.papers if is_notice(paper)] if asks_any else []


def _that_corrects(paper: Paper, library: Library) -> Paper | None:
    """The notice that corrects a paper, if it is in the library: who asks whether it was corrected asks what was."""
    corrected = paper.status is not None and paper.status.kind == "corrected"
    return notice_of(paper, library.index.papers) if corrected else None


def taken_back(field: Field, papers: Sequence[Paper]) -> RecordReply:
    """A reply with those of many papers that were retracted, corrected or doubted, if any, and then the notices about
    papers that are not here.
    """
    told = [paper for paper in papers if paper.status]
    values = [field.value(paper) or "" for paper in told]
    text = f"Of these {len(papers)} papers, {len(told)} {'was' if len(told) == 1 else 'were'} retracted, corrected or doubted:\n{lines(told, values)}"
    text = text if told else f"The records of these {len(papers)} papers name no {field.none}."
    sources = {paper.status.source for paper in told if paper.status}
    notices = [paper for paper in papers if is_notice(paper) and paper.link not in sources]
    there = f"\nNotices about other papers are among them:\n{lines(notices)}" if notices else ""
    return listing(text + there, (*told, *notices))

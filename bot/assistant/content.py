"""Answers questions about content, read alone or with the previous turn, whichever finds better evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.assistant import compose
from bot.assistant.citing import cite, pasted
from bot.assistant.conversing import (
    all_found_of,
    asks_what_was_found,
    concluded_by,
    is_idle,
    names_alone,
    only_signed,
    topicless,
    which_of,
)
from bot.assistant.notices import with_notices
from bot.assistant.reading.acronyms import acronyms, by_acronym, may_call, names_of_whole, studies
from bot.assistant.reading.frame import Frame, keep
from bot.assistant.reading.kinds import without_notices
from bot.assistant.reading.lexicon import Lexicon, load
from bot.assistant.reading.people import papers_by
from bot.assistant.reading.periods import YEAR
from bot.assistant.reading.selection import without_titles
from bot.assistant.reading.titles import by_few_words, by_title
from bot.assistant.reading.words import fold
from bot.assistant.reply import Attempt, Reply, helped, kept_list, still_beyond, still_listed
from bot.assistant.telling.choosing import Library
from bot.assistant.telling.pointing import BOTH, asks_of_that, at_end, pointed, unplaced
from bot.assistant.verbatim import Verbatim
from bot.assistant.weighing import Weighing
from bot.models import Context, End, Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.models import Finding, Outcome
from index.options import Options
from index.quantities import PLACES
from index.several import asks_of_several
from index.stopwords import ASKING

_DATED = late(
    rf"\b{YEAR} (?:paper|study|article|review|trial|one|papers|studies|articles|reviews)\b|\b(?:paper|study|article|review|trial|papers|studies|articles|reviews|ones?) (?:published )?(?:in|from|of) {YEAR}\b"
)
# "Reading with parents, does it help": what "it" is stands in the question itself.
_POINTS_WITHIN = late(r"(?i)^\S+ \S(?:(?![,:–—-]\s).)*+.\s(?:.*[,:–—-]\n)?.*\b(?:it|the[ym]|this|that)\b")
SEVERAL_HELD = 2  # fewest words of a topic in the sentences shown where no paper has all of its words
PLACED = (*PLACES, "last", "other", "next", "one")  # says a place and nothing else
POINTING = tuple("that this it one paper study article trial review about".split())


class Question(NamedTuple):
    """A question as ``asked``, and ``bare`` of its options; its frame; the options, and the limit they set in
    words (``told``); ``foreign``: it was asked in another language.
    """

    asked: str
    bare: str
    frame: Frame
    options: Options = Options()
    told: str = ""
    foreign: bool = False


async def from_abstracts(
    question: Question, context: Context, library: Library, lexicon: Lexicon, verbatim: Verbatim
) -> Reply:
    """The reply from the abstracts, by the better reading of the question."""
    if (referred := pasted(question.asked, library.papers) or library.which.tailed(question.asked)) is not None:
        return kept_list(verbatim.summary(question.asked, referred), context.previous)
    papers, bare = named(question, library)
    options, limits = without_titles(question.options, question.told, papers)
    question, scope = question._replace(options=options, told=limits), context.scope
    if papers:
        context = context.model_copy(update={"scope": tuple(paper.key for paper in papers)})
    previous = context.previous if context.previous and context.previous.keys and not question.options else None
    if papers and previous and not _half(bare, library, question.frame):
        previous = None
    alone = library.index.reader.read(bare)
    found = question.frame.finding and topicless(alone)  # "what did the newest one find", "the first one, result?"
    by_name = names_of_whole(papers, question.frame, alone, lexicon)  # "the KSST trial", "KSST conclusion"
    found = found or asks_what_was_found(alone, question.frame, lexicon, by_name)
    again = previous and question.frame.opens and not alone.concepts and by_title(question.bare, library.papers)
    if len(papers) == 1 and found and not again and not question.options:
        return kept_list(verbatim.whole(question.asked, papers[0], alone.asked), context.previous)
    if previous and not papers and (those := library.named(all_found_of(previous, alone))):
        return kept_list(verbatim.summary(question.asked, those[0]), previous)
    if previous and not papers and (those := library.named(concluded_by(previous, alone))):
        return kept_list(verbatim.briefly(question.asked, those[0], True), previous)
    idle = is_idle(alone, question.frame, lexicon) and not _POINTS_WITHIN.search(bare)
    weighing = Weighing(question.frame, question.options, context, scope, library, lexicon, idle, question.foreign)
    reading = await weighing.best(alone, previous, bool(papers))
    if reading.turn is None and not papers and idle and len(library.papers) > 1:
        return helped(compose.topicless(question.asked, library.corpus))
    untold = None if question.options else library.index.papers.get(reading.finding.bare)
    if untold and not only_signed(untold, question.frame, reading.query):
        return kept_list(verbatim.summary(question.asked, untold), context.previous)
    whole = not question.options and not question.frame.opens
    held = any(one.matched for one in reading.finding.evidence)  # else at most a title has it: "what is KSST"
    unsaid = not held or reading.outcome is Outcome.NOTHING
    meant = by_few_words(bare, library.papers) if unsaid and whole else None
    if meant is not None and (not papers or meant in papers):
        return kept_list(verbatim.summary(question.asked, meant), context.previous)
    nothing = bool(papers) and whole and reading.outcome is Outcome.NOTHING
    bare_records = not any(paper.abstract for paper in papers)  # that there is no abstract is what to say
    if nothing and (bare_records or names_alone(papers, question.frame, alone, lexicon)):
        one = kept_list(verbatim.summary(question.asked, papers[0]), context.previous)
        return which_of(question.asked, papers, "summary") if len(papers) > 1 else one
    return _reply_from(question, reading, context, library, papers)


async def nearest(
    question: Question, context: Context, library: Library, lexicon: Lexicon, verbatim: Verbatim, record: Reply
) -> Reply:
    """What papers with most words of a listed topic say, if no paper has all words; else the ``record`` reply."""
    frame = question.frame
    chosen = frame.filters or frame.people or frame.links or len(frame.name) < 2
    if frame.ask.op not in ("list", "count") or chosen:
        return record
    found = await from_abstracts(question, context, library, lexicon, verbatim)
    near = found.outcome is Outcome.RELATED and frame.ask.op == "list" and found.finding is not None
    held = set(found.finding.matched) - ASKING if near and found.finding else set[str]()
    return found if len(held) >= SEVERAL_HELD or found.outcome is Outcome.ANSWERED else record


def named(question: Question, library: Library) -> tuple[tuple[Paper, ...], str]:
    """The papers that a question names by author, year, kind, link or place, and its text without these names."""
    frame, bare = question.frame, question.bare
    if frame.links:
        found = tuple(p for link in frame.links if (p := library.which.exactly(link)) is not None)
        for link in frame.links:
            bare = re.sub(rf"(?:https?://\S*|doi:\s*)?{re.escape(link)}", " ", bare, flags=re.IGNORECASE)
        return found, bare
    if (said := by_title(bare, library.papers, question.options.phrases)) is not None:
        return (said[0],), said[1]
    if asks_of_that(frame.text) and (talked := library.named(library.about[:1])):
        return talked, _without(bare, POINTING)
    if BOTH.search(bare) and len(library.listed) == 2:
        return library.named(library.listed), BOTH.sub(" ", bare)
    if (one := pointed(frame, library)) is not None:
        return (one,), _without(unplaced(bare), frame.name or PLACED)
    if (one := at_an_end(frame, library)) is not None:
        return (one,), _without(bare, _words_of(frame.ask.ends[0]))
    if (paper := _by_name(frame, library)) is not None:
        return (paper,), bare
    dates = [one for one in frame.filters if one.kind == "date"]
    kinds = [one for one in frame.filters if one.kind in ("type", "journal", "heading", "volume", "issue")]
    if frame.people and not frame.denied:
        names = [name for person in frame.people for name in person.names]
        bare = _without(bare, [word for one in frame.people if not one.exact for word in one.typed.split()])
        theirs = papers_by(keep(library.papers, dates), names) or papers_by(library.papers, names)
        theirs = list(without_notices(theirs, frame.text.split()))
        leads = [p for p in theirs if p.authors[0].name in names]
        bare = re.sub(rf"\(?\b{YEAR}\b\)?", " ", bare) if dates else bare
        return tuple(leads if len(leads) == 1 else theirs), bare
    if dates and _DATED.search(frame.text):
        return tuple(keep(library.papers, [*dates, *kinds])), re.sub(rf"\b{YEAR}\b", " ", bare)
    if kinds and frame.papers:
        left = keep(library.papers, kinds)
        return (tuple(left) if 0 < len(left) < len(library.papers) else ()), bare
    return (), bare


def at_an_end(frame: Frame, library: Library, summed: bool = False) -> Paper | None:
    """The paper at an end of a measure if something else is asked of it ("the most cited one, how many patients")."""
    ends = frame.ask.ends
    if (
        len(ends) != 1
        or frame.ask.op == "per"
        or ends[0].top
        or not frame.papers
        or not (frame.leftover or frame.name or frame.finding or summed)
    ):
        return None
    pool = library.named(library.whole) if len(library.listed) > 1 else keep(library.papers, frame.filters)
    found = at_end(pool, ends[0])
    return found[0] if len(found) == 1 else None


def _words_of(end: End) -> frozenset[str]:
    """The words that name an end of a measure."""
    table = load()
    row, side = table.measures[end.measure], "high" if end.high else "low"
    said = (*row["of"], *row["most" if end.high else "least"], *table.end[side], *PLACED)
    return frozenset(word for phrase in said for word in phrase.split())


def _by_name(frame: Frame, library: Library) -> Paper | None:
    """The paper a question names by its study's acronym, or by the words before "paper" or "trial"."""
    words = {*frame.name, *frame.leftover} - {*frame.subject}
    found: dict[str, list[Paper]] = {}
    for paper in may_call(words, library.papers) if words else ():
        for word in words & acronyms(paper.title):
            found.setdefault(word, []).append(paper)
    longs = {word: [one.long for one in library.index.short_forms.entries(word)] for word in found}
    own = (by_acronym(word, studies(word, papers), library.papers, longs[word]) for word, papers in found.items())
    called = {paper.key: paper for paper in own if paper is not None}
    if len(called) == 1:
        return next(iter(called.values()))
    if (
        frame.name
        and frame.papers
        and not frame.plural
        and not asks_of_several(frame.text)
        and not (frame.people or frame.filters or frame.denied)
    ):
        return library.which.by_words(frame.name).one
    return None


def _without(text: str, words: Iterable[str]) -> str:
    """A text without some words, given as ``fold`` writes them."""
    gone = set(words)
    return re.sub(
        r"[\w-]+(?:['’]s)?",
        lambda m: " " if set(fold(m[0].removesuffix("'s").removesuffix("’s")).split()) <= gone else m[0],
        text,
    )


def _half(bare: str, library: Library, frame: Frame) -> bool:
    """True if a question has only a paper's name or an attribute; the rest comes from the previous turn."""
    return frame.opens or not [c for c in library.index.reader.read(bare).concepts if c.telling == 1.0]


def quotes_of(finding: Finding, library: Library) -> tuple[Quote, ...]:
    """The quotes of a finding's evidence."""
    papers = library.index.papers
    return tuple(compose.quote_of(papers[e.sentence.key], e) for e in finding.evidence)


def _reply_from(
    question: Question, reading: Attempt, context: Context, library: Library, papers: Sequence[Paper]
) -> Reply:
    finding, told = reading.finding, question.told
    if context.withheld:  # a reply to somebody who wants no words kept repeats none of them
        finding, told = finding.model_copy(update={"unknown_words": (), "not_said": ()}), ""
    known = library.index.papers
    found = quotes_of(finding, library)
    quotes, keys = with_notices(found, known), tuple({quote.key: None for quote in found})
    turn = reading.turn
    same = turn is not None and (not turn.keys or bool(set(keys) & set(turn.keys)))
    before = None if turn is None or not keys else ", ".join(cite(known[key]) for key in keys[:2]) if same else ""
    within = cite(papers[0]) if len(papers) == 1 else ""
    leans = turn is not None and turn.near and same and finding.outcome is Outcome.ANSWERED
    if leans:
        finding = finding.model_copy(update={"sure": False})
    only = papers if reading.confined and question.frame.tells_papers and turn is None else ()
    text = compose.content(
        question.asked, finding, quotes, library.corpus, known, told, before, within, leans, only
    )
    options = turn.options if turn else question.asked if question.options else ""
    keys = keys or tuple(paper.key for paper in papers[:1])
    after = turn
    if keys:
        after = Turn(
            question=question.asked,
            terms=tuple(c.words for c in reading.query.concepts if c.known or not c.carried),
            keys=keys[:1],
            options=options,
            listed=still_listed(context.previous, keys),
            beyond=still_beyond(context.previous, keys),
            shown=tuple((quote.key, quote.start) for quote in quotes),
            near=finding.outcome is Outcome.RELATED and (turn.near and same if turn else not papers),
        )
    return Reply(
        outcome=finding.outcome,
        kind="content",
        text=text,
        quotes=quotes,
        finding=finding,
        turn=after,
        read_with=turn,
        why=reading.why,
    )


def translated(reply: Reply, language: str, english: str | None) -> Reply:
    """The reply with a note on its question's language, and on which of the question's own words the papers hold."""
    own = set(fold(english).split()) if english else None
    held = None
    if (found := reply.finding) is not None:  # a word that the hedge above calls not said is not called held
        own_words = [words for words in found.matched if own is None or set(words.split()) <= own]
        unknown = {word for words in found.unknown_words for word in fold(words).split()}
        held = [words for words in own_words if words not in map(fold, found.not_said)]
        held = held or [words for words in own_words if unknown.isdisjoint(words.split())]
    line = compose.in_english(language, held, english)
    if reply.outcome is Outcome.HELP and not reply.text.startswith(compose.RESTATED):
        return reply.model_copy(update={"text": f"{line}\n\n{reply.text}"})
    if reply.quotes:  # a hedge and what it speaks of stay together
        return reply.model_copy(update={"text": f"{reply.text}\n\n{line}"})
    head, outcome, *rest = reply.text.split("\n\n")
    return reply.model_copy(update={"text": "\n\n".join((head, outcome, line, *rest))})

"""Answers questions about content, read alone or with the previous turn, whichever finds better evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.assistant import compose
from bot.assistant.citing import cite, pasted
from bot.assistant.papers.summaries import asks_for_summary, asks_results
from bot.assistant.papers.verbatim import Verbatim
from bot.assistant.reading.called import names_of_whole
from bot.assistant.reading.filters import without_titles
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.kinds import is_protocol
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.places import regions
from bot.assistant.reading.titles import by_beginning, by_few_words, by_title, by_whole_title, titles_holding
from bot.assistant.reading.words import fold
from bot.assistant.reply import Attempt, Reply, helped, kept_list, still_beyond, still_listed
from bot.assistant.seen import seen_in
from bot.assistant.telling.holding import Library
from bot.assistant.telling.notices import with_notices
from bot.assistant.telling.pointing import pointed
from bot.assistant.turns.conversing import (
    asks_all_found,
    asks_what_was_found,
    concluded_by,
    is_idle,
    names_alone,
    only_signed,
    own_topic,
    topicless,
    which_of,
)
from bot.assistant.turns.leading import doubted, says_all
from bot.assistant.turns.naming import Question, named, of_same_study
from bot.assistant.turns.topics import asks_of_any, by_titles, left_by, phrase_of_title, says_topic, shown_beside
from bot.assistant.turns.weighing import Weighing
from bot.models import Context, Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.models import Finding, Outcome
from index.sentences.asking import AUX, Asked
from index.terms.query import Query
from index.terms.words import ASKING

# "Reading with parents, does it help", "if a baker is sure are they right": what "it" is stands in the question itself.
_POINTS_WITHIN = late(
    r"(?i)^\S+ \S(?:(?![,:–—-]\s).)*+.\s(?:.*[,:–—-]\n)?.*\b(?:it|the[ym]|this|that)\b"
    r"|^(?:if|when|once) (?:an? |the |some )?(?!(?:it|they|this|that|these|those|you|we|i|he|she|there)\b)\w{3,} .*\b(?:it|the[ym])\b"
    rf"|^(?!(?:and|so|but|or|then|ok|okay|well|how|wh\w+|{AUX}|if|in|for|with|at|after|on)\b)"
    r"(?:[\w'’-]+ ){1,6}(?:does|do|did|is|are|was|were|will|would|can) (?:it|they) \w{3,}"
)
SEVERAL_HELD = 2  # fewest words of a topic in the sentences shown where no paper has all of its words


class _About(NamedTuple):
    """A question and the ``papers`` it names: its text without their names (``bare``), the query made of that text alone
    (``alone``), and the turn ``before``, which it may continue."""

    question: Question
    context: Context
    papers: tuple[Paper, ...]
    bare: str
    alone: Query
    before: Turn | None


async def from_abstracts(
    question: Question, context: Context, library: Library, lexicon: Lexicon, verbatim: Verbatim
) -> Reply:
    """The reply from the abstracts, by the better reading of the question. Of a study with several papers, from another
    of them if that is surer ("KITE-4 at two years").
    """
    if (referred := pasted(question.bare, library.papers) or library.which.tailed(question.asked)) is not None:
        return kept_list(verbatim.summary(question.asked, referred), context.previous)
    about = _about(question, context, library)
    found = await _answered(about, context, library, lexicon, verbatim)
    if found.outcome is Outcome.HELP or is_sure(found):
        return found
    further = of_same_study(question.bare, about.papers, library)
    if not further:
        return found
    about = _about(question._replace(frame=question.frame._replace(links=further)), context, library)
    other = await _answered(about, context, library, lexicon, verbatim)
    better = other.outcome is Outcome.ANSWERED and (is_sure(other) or found.outcome is not Outcome.ANSWERED)
    return other if better else found


def is_sure(reply: Reply) -> bool:
    """True if a reply answers, and warns of nothing."""
    return reply.outcome is Outcome.ANSWERED and (reply.finding is None or reply.finding.sure)


async def _answered(
    about: _About, context: Context, library: Library, lexicon: Lexicon, verbatim: Verbatim
) -> Reply:
    """The reply to a question about what it names. ``context`` is as it was asked in, not limited to the papers named."""
    if (whole := _told_whole(about, library, lexicon, verbatim)) is not None:
        return kept_list(whole, context.previous)
    question, papers, frame = about.question, about.papers, about.question.frame
    idle = is_idle(about.alone, frame, lexicon) and not _POINTS_WITHIN.search(about.bare)
    idle = idle and (frame.points or not phrase_of_title(about.alone, library, lexicon))
    topics = [] if about.before or asks_for_summary(about.bare) else own_topic(about.alone, lexicon)
    known = not pointed(frame, library) and any(one.known for one in topics)
    unsaid, idle = idle and known, idle and not known  # "do they leave stains", whatever "they" are
    weighing = Weighing(
        frame, question.options, about.context, context.scope, library, lexicon, idle, question.foreign
    )
    reading = await weighing.best(about.alone, about.before, bool(papers))
    if unsaid and reading.outcome is Outcome.ANSWERED:
        reading = reading._replace(finding=reading.finding.model_copy(update={"outcome": Outcome.RELATED}))
    lost = idle or reading.outcome is Outcome.NOTHING
    of_any = reading.turn is None and not papers and (len(library.papers) > 1 or library.part)
    if of_any and lost:
        if idle and (begun := by_beginning(about.bare, library.papers)) is not None:
            return kept_list(verbatim.summary(question.asked, begun), context.previous)
        apart = frame if idle else frame._replace(opens=False)
        if (topical := by_titles(about.alone, apart, library, context.previous is not None)) is not None:
            return await _answered(about._replace(alone=topical), context, library, lexicon, verbatim)
    if of_any and idle:
        return helped(compose.topicless(question.asked, library.index.corpus))
    if (one := _named_alone(question, about.bare, reading, papers, library)) is not None:
        return kept_list(verbatim.summary(question.asked, one), context.previous)
    nothing = bool(papers) and not (question.options or frame.opens) and reading.outcome is Outcome.NOTHING
    bare_records = not any(paper.abstract for paper in papers)  # that there is no abstract is what to say
    if nothing and (bare_records or names_alone(papers, frame, about.alone, lexicon)):
        if len(papers) > 1:
            return which_of(question.asked, papers)
        return kept_list(verbatim.summary(question.asked, papers[0]), context.previous)
    return _reply_from(question, reading, about.context, library, papers)


def _about(question: Question, context: Context, library: Library) -> _About:
    papers, bare = named(question, library)
    options, limits = without_titles(question.options, question.told, papers)
    question = question._replace(options=options, told=limits)
    if papers:
        context = context.model_copy(update={"scope": tuple(paper.key for paper in papers)})
    before = context.previous if context.previous and context.previous.keys and not question.options else None
    if papers and before and not _half(bare, library, question.frame):
        before = None
    return _About(question, context, papers, bare, library.index.reader.read(bare), before)


def _told_whole(about: _About, library: Library, lexicon: Lexicon, verbatim: Verbatim) -> Reply | None:
    """What the one paper that is named, or one of those just talked about, found as a whole; None if more is asked."""
    question, papers, alone, before = about.question, about.papers, about.alone, about.before
    found = question.frame.finding and topicless(alone)  # "what did the newest one find", "the first one, result?"
    by_name = names_of_whole(papers, question.frame, alone, lexicon)  # "the KSST trial", "KSST conclusion"
    found = found or asks_what_was_found(alone, question.frame, lexicon, by_name)
    found = found or (len(papers) == 1 and asks_results(about.bare, papers[0]))
    again = before and question.frame.opens and not alone.concepts and by_title(question.bare, library.papers)
    if len(papers) == 1 and found and not again and not question.options:
        return verbatim.whole(question.asked, papers[0], alone.asked)
    those = library.named(library.about) if asks_all_found(alone) and not (papers or question.options) else ()
    listed = before is None or before.kind == "record"  # or the question was limited to one paper
    if len(those) > 1 and listed and "it" in question.frame.text.split():
        return which_of(question.asked, those)
    if len(those) == 1 and (listed or is_protocol(those[0])):
        return verbatim.whole(question.asked, those[0], Asked.FINDING)
    if before and not papers and (those := library.named(concluded_by(before, alone))):
        return verbatim.briefly(question.asked, those[0], True)
    return None


def _named_alone(
    question: Question, bare: str, reading: Attempt, papers: Sequence[Paper], library: Library
) -> Paper | None:
    """The paper that is named by all that a question says, though no sentence holds that; None if there is none."""
    sure = reading.outcome is Outcome.ANSWERED and reading.finding.sure
    if not papers and not sure and (titled := by_whole_title(bare, library.papers)) is not None:
        return titled
    untold = None if question.options else library.index.papers.get(reading.finding.bare)
    if untold and not only_signed(untold, question.frame, reading.query):
        words = [word for word in fold(bare).split() if word not in ASKING]
        others = [one for one in titles_holding(words, library.papers) if one.abstract]  # with the same words
        return others[0] if len(others) == 1 else None if others else untold
    # At most a title has it: "what is KSST", "mushrooms" where abstracts write "fruiting bodies"; but "dose" names no paper on a six-dose regimen.
    unsaid = reading.unsaid or reading.outcome is Outcome.NOTHING
    whole = (
        not question.options
        and (reading.turn is None or not question.frame.opens)
        and not asks_of_any(reading.query)
    )
    meant = by_few_words(bare, library.papers) if unsaid and whole else None
    return meant if not papers or meant in papers else None


async def nearest(
    question: Question, context: Context, library: Library, lexicon: Lexicon, verbatim: Verbatim, record: Reply
) -> Reply:
    """A reply with what the papers that have most words of a listed topic say, if no paper has all of them; else the
    ``record`` reply.
    """
    frame = question.frame
    chosen = frame.filters or frame.people or frame.links or len(frame.name) < 2 or regions(frame.name)
    if frame.ask.op not in ("list", "count") or chosen:
        return record
    found = await from_abstracts(question, context, library, lexicon, verbatim)
    near = found.outcome is Outcome.RELATED and frame.ask.op == "list" and found.finding is not None
    held = set(found.finding.matched) - ASKING if near and found.finding else set[str]()
    return found if len(held) >= SEVERAL_HELD or found.outcome is Outcome.ANSWERED else record


def _half(bare: str, library: Library, frame: Frame) -> bool:
    """True if a question has only a paper's name or an attribute; the rest comes from the previous turn."""
    own = any(c.telling == 1.0 for c in library.index.reader.read(bare).concepts)
    return not own or (frame.opens and pointed(frame, library) is None)


def quotes_of(finding: Finding, library: Library) -> tuple[Quote, ...]:
    """The quotes of a finding's evidence."""
    papers = library.index.papers
    return tuple(compose.quote_of(papers[e.sentence.key], e) for e in finding.evidence)


def _reply_from(
    question: Question, reading: Attempt, context: Context, library: Library, papers: Sequence[Paper]
) -> Reply:
    finding, told = _worded(reading.finding, question.told, bool(context.withheld))
    known, found = library.index.papers, quotes_of(finding, library)
    quotes, keys = with_notices(found, known), tuple({quote.key: None for quote in found})
    turn = reading.turn
    talked = [key for key in keys if turn and key in (*turn.keys, *seen_in(turn).quoted)]
    same = turn is not None and (not turn.keys or bool(talked))
    cited = " and ".join(cite(known[key]) for key in (talked or keys)[:2]) if same else ""
    leans = turn is not None and turn.near and same and finding.outcome is Outcome.ANSWERED and not reading.surely
    leans = leans and not says_topic(turn, finding, library) and not says_all(reading, question.frame, library)
    finding = doubted(finding, reading, leans)
    only = papers if reading.confined and question.frame.tells_papers and turn is None else ()
    near = finding.outcome is Outcome.RELATED and (turn.near and same if turn else not papers)
    unread = seen_in(context.previous).unread(quotes)  # what no abstract tells is told no more by what was read
    again = turn and finding.outcome is Outcome.RELATED and finding.unknown_words and unread[:1] != quotes[:1]
    shown = unread if again else quotes
    left = left_by(question.frame, context.previous, keys) if turn is None and not papers else ""
    within, other = cite(papers[0]) if len(papers) == 1 else "", cite(known[left]) if left in known else ""
    before, corpus = cited if turn and keys else None, library.index.corpus
    text = compose.content(question.asked, finding, shown, corpus, known, told, before, within, leans, only, other)
    keys = keys or tuple(paper.key for paper in papers[:1])
    return Reply(
        outcome=finding.outcome,
        kind="content",
        text=text,
        quotes=shown,
        keys=keys if shown != quotes else (),
        finding=finding,
        turn=_turn_after(question, reading, context.previous, keys, quotes, near) if keys else turn,
        read_with=turn,
        why=reading.why,
    )


def _worded(finding: Finding, told: str, withheld: bool) -> tuple[Finding, str]:
    """The finding, and its limit in words. For somebody who wants no words kept, it repeats none of the question's."""
    return (finding.model_copy(update={"unknown_words": (), "not_said": ()}), "") if withheld else (finding, told)


def _turn_after(
    question: Question,
    reading: Attempt,
    previous: Turn | None,
    keys: tuple[str, ...],
    quotes: Sequence[Quote],
    near: bool,
) -> Turn:
    """The turn that a question with its reading leaves behind, and what of the list shown before is still listed."""
    with_options = reading.turn.options if reading.turn else question.asked if question.options else ""
    return Turn(
        question=question.asked,
        terms=tuple(c.words for c in reading.query.concepts if c.known or not c.carried),
        keys=keys[:1],
        options=with_options,
        listed=still_listed(previous, keys),
        beyond=still_beyond(previous, keys),
        shown=tuple((quote.key, quote.start) for quote in quotes),
        near=near,
        lately=shown_beside(reading.finding, keys[:1], [one for one in reading.query.concepts if not one.carried]),
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

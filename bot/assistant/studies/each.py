"""What is asked of each study: how many it studied, a table of figures, or a sentence of each paper ("sample sizes of all studies",
"key takeaways of each").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.assistant import compose
from bot.assistant.citing import reference
from bot.assistant.message.joints import RELATES
from bot.assistant.papers import tables
from bot.assistant.papers.summaries import (
    asks_for_summary,
    conclusion,
    marks_conclusion,
    named_paper,
    opens_with_summary,
)
from bot.assistant.reading.called import by_acronym, is_study, studies
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.kinds import without_notices
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO
from bot.assistant.reading.words import fold
from bot.assistant.reply import Reply, kept_list, whole_kept
from bot.assistant.studies import enrolled, participants, traits
from bot.assistant.studies.having import having
from bot.assistant.studies.paired import asked_pair
from bot.assistant.telling.choosing import select, studies_meant
from bot.assistant.telling.holding import Library, on_topic
from bot.assistant.turns.framing import Framing
from bot.assistant.turns.leading import stated_once
from bot.assistant.turns.naming import Question, named
from bot.assistant.wording import counted
from bot.models import Ask, Context, Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.models import Outcome
from index.sentences.asking import AUX, WH, Asked, asked_for
from index.sentences.cues import gives, plain
from index.sentences.units import WORK, counted_by, is_review
from index.terms.attributes import TOLD_ONCE, told, wanted
from index.terms.words import ASKING

OWN = "Of each paper, its own conclusion:"
OWN_OR_LAST = "Of each paper, its own conclusion, or its last sentence where it marks none:"
MOST = 10  # papers told in one reply
_ALL = frozenset("all each every".split())  # one of these stands where all are asked for
_WORKS_SHOWN = 2  # most sentences shown that count the studies of a review
_EVERY = late(
    r"\b(?:all|each|every)\b(?: one)?(?: of)?(?: the| these| those| your| our)?(?: \w+){0,2}? ?(?:papers?|stud(?:y|ies)|articles?|trials?|reviews?|abstracts?|them|ones?|publications?)\b"
    r"|\bfor each\b|\b(?:of|in|from|for|on|about) (?:each|all|every)$|\b(?:sentence|line)s? each$|\bper (?:paper|study|article|abstract|publication)\b"
)
# "For each: which drug?", "which drug in each", after a list: of each paper of it.
_OF_LISTED = late(
    rf"^(?:(?:and|so|ok|but) )?(?:for|in|of|from) each(?: one| {A_PAPER}| of (?:them|these|those))?(?= (?:{WH}|{AUX}|the|its)\b)"
    rf"|\b(?:for|in|of|from) each(?: one| {A_PAPER}| of (?:them|these|those))?$"
)
_TAKEAWAY = late(
    r"\b(?:take ?aways?|take home|key (?:points?|messages?|findings?|results?|facts?)|main (?:points?|messages?|findings?|results?|conclusions?)|conclusions?|bottom lines?|(?:one|1|a|single) (?:liners?|sentences?|lines?)|(?:two|2|few|short) (?:sentences?|lines?)|gist|summar\w+|tl ?dr|overview|conclude[sd]?)\b"
)

_IN_CAPITALS = late(r"\b(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*\b")
_WORKS = late(
    rf"^{SO}(?:how many|number of)(?: \w+)? {WORK}(?: (?:were|are|was|is|did|does|do|have|had|it|they|that|this|the|in|of|at"
    r"|includ\w+|cover\w*|pool\w*|analy[sz]\w+|review\w*|look\w*|found|find|contain\w*))*$"
)
# "How many studies in the ablation review": what one review counts, and not papers here.
_IN_REVIEW = late(
    rf"^{SO}(?:how many|number of)(?: \w+)? {WORK}(?: (?:were|are|there|included|pooled))* in (?:the |this |that )?(?:[\w-]+ ){{0,5}}?(?:review|meta ?analysis|overview)(?: on| of| by|$)"
)
# "What did each paper find", "findings of all studies": with nothing of which, what it concluded.
_FOUND = late(
    rf"^{SO}(?:what (?:did|do|does|has|have) (?:all|each|every)(?: of)?(?: the| these| those)?(?: (?:{A_PAPER}|{PAPERS}))? (?:find|found|show|shown|say|report|tell us)|(?:what (?:are|were|is|was) )?(?:the )?(?:findings?|results?)"
    rf" (?:of|in|from|for) (?:all|each|every)(?: of)?(?: the| these| those)?(?: (?:{A_PAPER}|{PAPERS}))?)$"
)
_OF_THEM = late(r"\b(?:for|in|of|from) (?:these|those|them|both)$")


def asks_each(frame: Frame, question: str, lexicon: Lexicon, listed: bool = False) -> bool:
    """True if a question asks every paper for a summary, a conclusion or an attribute, and for nothing else. ``listed``: "of them"
    are several papers listed before.
    """
    if frame.ask.op in ("value", "who", "issue", "per"):
        return False
    several = frame.plural and frame.ask.op == "list" and not (frame.people or frame.links)
    if several and opens_with_summary(question):
        return True
    if _found(frame):
        return True
    if not (_EVERY.search(frame.text) or (listed and _OF_THEM.search(frame.text))):
        return False
    if _TAKEAWAY.search(frame.text) or asks_for_summary(question):
        return True
    words = set(frame.leftover + frame.name)
    spans = [span for one in told(wanted(frame.text)) if one.attribute.name in TOLD_ONCE for span in one.spans]
    asks = {word for start, end in spans for word in frame.text[start:end].split()}
    return bool(words or asks) and words <= lexicon.attributes | asks


def _found(frame: Frame) -> bool:
    """True if a question asks what every paper found, and nothing else."""
    return not _ALL.isdisjoint(frame.text.split()) and _FOUND.match(frame.text) is not None


def told_of(frame: Frame, library: Library, question: str = "") -> Sequence[Paper]:
    """The papers that such a question is about: those that pass its filters, or those of the list before ("of each", "of these"), and,
    if it names a topic, have all of its words; empty if none has.
    """
    these = "each" in frame.text.split() or _OF_THEM.search(frame.text) is not None
    papers = studies_meant(frame, library, these) or library.papers
    left = set(_TAKEAWAY.sub(" ", frame.text).split())
    topic = [word for word in frame.name if word in left and _is_topic(word, library)]
    sums = _TAKEAWAY.search(frame.text) or asks_for_summary(question)
    return on_topic(topic, papers, library)[0] if topic and sums else papers


def _is_topic(word: str, library: Library) -> bool:
    return any(one.telling == 1.0 for one in library.index.reader.read(word).concepts)


async def tell_each(
    frame: Frame, papers: Sequence[Paper], question: str, library: Library, bare: str = ""
) -> Reply:
    """A reply with the concluding sentence of each of some papers, or with the sentence that gives the attribute;
    papers without one are named. At most ``MOST`` papers. ``bare``: the question without their names.
    """
    shown, more = papers[:MOST], len(papers) - MOST
    summed = (
        bool(_TAKEAWAY.search(frame.text) or _FOUND.match(frame.text))
        or asks_for_summary(question)
        or _sums_listed(bare)
    )
    found = [
        (paper, conclusion(paper) if summed else await _attribute(paper, bare or question, library))
        for paper in shown
    ]
    quotes = tuple(quote for _, quote in found if quote is not None)
    silent = [paper for paper, quote in found if quote is None]
    told = [paper for paper, quote in found if quote is not None]
    own = OWN if all(map(marks_conclusion, told)) else OWN_OR_LAST
    head = own if summed else "Of each paper, the sentence that comes nearest to it:"
    parts = [compose.restated(question), head, *compose.blocks(quotes, library.index.papers)]
    if silent:
        lacking = "\n".join(reference(paper) for paper in silent)
        parts.append(f"No sentence of {counted(len(silent), 'abstract')} gives that:\n{lacking}")
    if more > 0:
        parts.append(
            f"{counted(more, 'further paper')} not shown: name a paper, or narrow with author:, year: or type:."
        )
    return Reply(
        outcome=Outcome.ANSWERED if quotes else Outcome.NOTHING,
        kind="each",
        text="\n\n".join(parts),
        quotes=quotes,
        keys=_cited(quotes, silent),
        turn=_turn(question, papers, quotes),
    )


_THEM = frozenset("them these those all both papers ones studies abstracts summaries conclusions".split())
_SUMMED = frozenset("abstracts summaries conclusions".split())


def _sums_listed(question: str) -> bool:
    """True if after a list a question asks for a summary of all of it, and names nothing else: "summarise those", "abstracts please"."""
    said, left = set(fold(question).split()), set(fold(named_paper(question)).split())
    asks = asks_for_summary(question) or not _SUMMED.isdisjoint(said)
    return asks and not _THEM.isdisjoint(said) and left <= ASKING | _THEM


def _turn(question: str, papers: Sequence[Paper], quotes: Sequence[Quote]) -> Turn:
    keys = tuple(paper.key for paper in papers)
    shown = tuple((quote.key, quote.start) for quote in quotes)
    return Turn(
        question=question,
        keys=keys[:1],
        kind="record",
        ask=Ask(op="list"),
        listed=keys[:MOST],
        beyond=keys[MOST:],
        shown=shown,
    )


def _cited(quotes: Sequence[Quote], silent: Sequence[Paper]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(quote.key for quote in quotes), *(paper.key for paper in silent))))


async def _attribute(paper: Paper, question: str, library: Library) -> Quote | None:
    if (own := stated_once(question, library.index.texts(paper.key).lines)) is not None:
        return compose.quote_slice(paper, own.start, own.end, own.number, own.section)
    finding = await library.index.find(library.index.reader.read(question), lambda key: key == paper.key, 1)
    asked = asked_for(question)
    for evidence in finding.evidence:
        if asked is Asked.ANYTHING or gives(plain(evidence.sentence.text), asked):
            return compose.quote_of(paper, evidence)
    return None


def works_of(question: str, frame: Frame, library: Library, of_one: bool) -> Reply | None:
    """How many studies the one paper talked about reviewed ("how many studies?" after a review), or the one review that is named, in its
    own words; None if its abstract counts none.
    """
    if _IN_REVIEW.match(frame.text):
        reviews = tuple(filter(is_review, select(frame, library).papers))
    elif of_one and not frame.chooses and _WORKS.match(frame.text):
        reviews = library.named(library.about)
        if "papers" in frame.text.split():
            reviews = tuple(filter(is_review, reviews))  # else those of the library
    else:
        return None
    found = counted_by(reviews[0])[:_WORKS_SHOWN] if len(reviews) == 1 else ()
    quotes = [compose.quote_slice(reviews[0], s.start, s.end, s.number, s.section) for s in found]
    return participants.told_of_one(question, reviews[0], quotes, "") if quotes else None


async def of_studies(asked: Question, context: Context, library: Library, framing: Framing) -> Reply | None:
    """The table, numbers studied or sentence of each paper that a question asks for; None if it asks for none."""
    frame, little = asked.frame, library.counts_little
    said = tables.counts_each(frame) or asks_each(frame, asked.bare, framing.lexicon, len(library.listed) > 1)
    of_each = said and (frame.papers or not library.seen.of_one)  # after one paper perhaps of its groups
    if tables.asks_table(frame) or (of_each and tables.asks_sizes(frame)):
        return tables.answer(asked.asked, frame, library, framing.corpus)
    if not little and (told := traits.tell_each(asked, library) or having(asked, library)):
        return told
    meant = None if little or of_each else traits.meant(asked, library)
    if told := traits.tell(asked, meant, context.previous, library, False):
        return told
    who = None if little or frame.finding else enrolled.asked(frame)
    if who and (told := participants.tell(asked.asked, who, frame, library, framing.lexicon)):
        leant = who.of_one and not frame.chooses
        return whole_kept(kept_list(told, context.previous, leant), frame.stands, context.previous)
    if told := works_of(asked.asked, frame, library, library.seen.of_one):
        return kept_list(told, context.previous)
    if tables.counts_each(frame):  # it has no groups
        every = replace(library, listed=(), whole=())
        return tables.answer(asked.asked, frame, every, framing.corpus)
    if told := traits.tell(asked, meant, context.previous, library, True):
        return told
    papers = told_of(frame, library, asked.bare) if of_each and not little else ()
    listed = frame.leftover and _OF_LISTED.search(frame.text)
    if not papers and len(library.listed) > 1 and (listed or _sums_listed(asked.bare)):
        return await tell_each(frame, library.named(library.whole), asked.asked, library, asked.bare)
    if len(papers) > 1 or (papers and _EVERY.search(frame.text)):
        return await tell_each(frame, papers, asked.asked, library)
    names = len(frame.people) > 1 or len(frame.links) > 1 or (frame.people and frame.plural)
    several = named(asked, library)[0] if names and not little and asks_for_summary(asked.bare) else ()
    several = tuple(without_notices(several, frame.text.split()))
    if len(several) > 1:
        return await tell_each(frame, several, asked.asked, library)
    return None if little or frame.ask.op not in ("", "absent") else await _of_named_studies(asked, library)


async def _of_named_studies(asked: Question, library: Library) -> Reply | None:
    """What is asked of studies by two acronyms or more ("end points in KITE and in HOPE"), a sentence of each; None if fewer are named, or if they are compared."""
    named = {
        word: paper for word in dict.fromkeys(_IN_CAPITALS.findall(asked.bare)) if (paper := _study(word, library))
    }
    papers = {paper.key: paper for paper in named.values()}
    if (
        len(papers) < len(named)
        or len(papers) < 2
        or RELATES.search(asked.bare)
        or asked_pair(asked.bare, library)
    ):
        return None
    bare = re.sub(rf"\b(?:{'|'.join(map(re.escape, named))})\b", " ", asked.bare)
    if not any(one.telling == 1.0 for one in library.index.reader.read(bare).concepts) and not told(wanted(bare)):
        return None
    reply = await tell_each(asked.frame, tuple(papers.values()), asked.asked, library, bare)
    return reply if reply.quotes else None


def _study(word: str, library: Library) -> Paper | None:
    """The one paper of which a word in capitals is the study's name."""
    paper = by_acronym(fold(word), studies(fold(word), library.papers), library.papers)
    return paper if paper and is_study(fold(word), paper) else None

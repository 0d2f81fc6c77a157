"""Pinned answers, which a moderator gave to a question: which questions are like it, and showing the pin in
place of our own answer.

The sentences of a pin are proved like every quote. If a paper is gone or a sentence has changed, our own answer
is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.assistant import compose
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.words import written_out
from bot.assistant.reply import Reply, still_beyond, still_listed
from bot.assistant.turns.conversing import is_bare, own_topic, without_opening
from bot.assistant.turns.framing import READ_THROUGH, Framing
from bot.models import Context, Pinned, PinnedSentence, Quote, Turn
from corpus.models import Corpus, Paper
from corpus.sentences import sentences_of
from index.library import LibraryIndex
from index.models import Outcome
from index.questions.likeness import likeness
from index.questions.options import read_options
from index.terms.analyzer import Analyzer
from index.terms.query import ABBREVIATED, Concept, Query

KIND = "pinned"
KINDS = ("content", "definition", "record", "summary", KIND)  # of answers in whose place a pin may stand
CHANGED = "The papers here have changed since then."


def asked_alike(question: str, scope: Sequence[str], index: LibraryIndex, lexicon: Lexicon) -> frozenset[str]:
    """Texts that a question shares with every question that asks the same, of the same papers and with the same
    options. Empty if nothing can be compared.
    """
    bare, options = read_options(without_opening(written_out(question, lexicon)))
    found = likeness(bare, index.reader.read(bare, near=False), index.reader, Analyzer())
    limits = " ".join((options.model_dump_json() if options else "", *sorted(scope))).strip()
    return frozenset(f"{text} || {limits}" if limits else text for text in found)


async def stands_alone(question: str, before: Turn | None, index: LibraryIndex, framing: Framing) -> bool:
    """True if a question says by itself what is asked: nothing was asked before it; or it does not point at the papers
    talked about, and either brings a topic that they lack or names one of them by a short form that no other paper's
    title has ("TES").
    """
    if before is None:
        return True
    read, frame, papers = await _by_itself(question, index, framing)
    named = replace(read, concepts=tuple(one for one in read.concepts if one.telling == 1.0))
    own = own_topic(read, framing.lexicon)
    if not _is_whole(own, frame):
        return False
    return index.missing(named, before.keys) > 0 or _names_one(own, before.keys, papers, index)


async def is_whole(question: str, index: LibraryIndex, framing: Framing) -> bool:
    """True if a question has a topic of its own and neither points back nor opens as a continuation, so that it asks
    the same if it is repeated about the same papers.
    """
    read, frame, _ = await _by_itself(question, index, framing)
    return _is_whole(own_topic(read, framing.lexicon), frame)


async def _by_itself(question: str, index: LibraryIndex, framing: Framing) -> tuple[Query, Frame, Sequence[Paper]]:
    """A question read as the first of a conversation, its frame, and the papers it is asked of."""
    bare, _ = read_options(without_opening(framing.written_out(question)))
    library = await framing.library(bare, Context())
    return index.reader.read(bare), framing.frame(bare, library, Context()), library.papers


def _is_whole(own: Sequence[Concept], frame: Frame) -> bool:
    return bool(own) and not (frame.opens or frame.points or is_bare(frame))


def _names_one(
    topics: Sequence[Concept], keys: Sequence[str], papers: Sequence[Paper], index: LibraryIndex
) -> bool:
    """True if a short form that papers write out stands in the title of one of the papers ``keys``, and in that of no other."""
    topics = [topic for topic in topics if any(credit == ABBREVIATED and told for _, credit, told in topic.others)]
    if not topics or len(papers) > READ_THROUGH:
        return False
    names = {paper.key: index.texts(paper.key).name for paper in papers}
    titled = ([key for key, name in names.items() if name.credit(topic) >= ABBREVIATED] for topic in topics)
    return any(len(one) == 1 and one[0] in keys for one in titled)


def may_be_pinned(kind: str, outcome: str) -> bool:
    """True if an answer may be pinned to a question whose own answer has this kind and outcome."""
    return kind in KINDS and outcome in (Outcome.ANSWERED, Outcome.RELATED, Outcome.NOTHING)


def pinned_instead(
    reply: Reply,
    question: str,
    context: Context,
    corpus: Corpus,
    papers: Mapping[str, Paper],
    alone: bool,
    whole: bool,
) -> Reply:
    """A reply that shows the newest valid pin of the context. The given reply if no pin is valid, or if none may stand
    in its place.

    ``alone``: the question says by itself what is asked, whatever it was read with. ``whole``: it says so only together
    with the papers talked about (see ``is_whole``); then a pin is shown if it is of these papers, or of none.

    A pin is never shown for half a question, in a conversation with a limit, for advice or for small talk: there the
    words alone do not say what is asked.
    """
    before = context.previous
    limited = before is not None and bool(before.only or before.options)
    leant = reply.read_with is not None and not alone
    if reply.kind not in KINDS or reply.outcome is Outcome.HELP or limited or (leant and not whole):
        return reply
    within = set(before.keys) if leant and before else None
    pins = (one for one in context.pins if within is None or {s.key for s in one.sentences} <= within)
    pin = next((one for one in pins if trouble(one, corpus, papers) is None), None)
    return reply if pin is None else _told(pin, reply, question, context, corpus, papers)


def trouble(pin: Pinned, corpus: Corpus, papers: Mapping[str, Paper]) -> str | None:
    """Why a pin is not shown, as the end of a sentence; None if it is valid."""
    if not pin.sentences and pin.library != corpus.name:
        return "it says what another library does not hold"
    for sentence in pin.sentences:
        if sentence.key not in papers:
            return f"the paper {sentence.key} is no longer in the library"
        if _quote(sentence, papers[sentence.key]) is None:
            return f"its sentence in {sentence.key} has changed"
    return None


def pinnable(key: str, start: int, papers: Mapping[str, Paper]) -> PinnedSentence | None:
    """The sentence that begins at ``start`` (code points) in the abstract of the paper ``key``; None if there is
    none.
    """
    paper = papers.get(key)
    one = next((found for found in sentences_of(paper) if found.start == start), None) if paper else None
    if one is None:
        return None
    return PinnedSentence(
        key=key, start=one.start, stop=one.end, sentence=one.number, section=one.section, text=one.text
    )


def _quote(pinned: PinnedSentence, paper: Paper) -> Quote | None:
    """The quote of a pinned sentence where the paper has it now; None if the paper no longer has it."""
    same = [one for one in sentences_of(paper) if one.text == pinned.text]
    one = min(same, key=lambda found: abs(found.start - pinned.start), default=None)
    return compose.quote_slice(paper, one.start, one.end, one.number, one.section) if one else None


def shown(pin: Pinned, corpus: Corpus, papers: Mapping[str, Paper]) -> tuple[str, tuple[Quote, ...]]:
    """The text of a valid pin for members, and the quotes in it."""
    if not pin.sentences:
        held = f"Not in these abstracts (pinned by a moderator, {pin.at:%Y-%m-%d})."
        return "\n\n".join((held, *([CHANGED] if pin.snapshot != corpus.digest else []))), ()
    quotes = tuple(quote for one in pin.sentences if (quote := _quote(one, papers[one.key])))
    said = f"Pinned by a moderator, {pin.at:%Y-%m-%d}, in the papers' own words:"
    return "\n\n".join((said, *compose.blocks(quotes, papers))), quotes


def _told(
    pin: Pinned, reply: Reply, question: str, context: Context, corpus: Corpus, papers: Mapping[str, Paper]
) -> Reply:
    text, quotes = shown(pin, corpus, papers)
    if not quotes:
        return Reply(outcome=Outcome.NOTHING, kind=KIND, text=compose.said(question, text), pin=pin.id)
    keys = tuple(dict.fromkeys(quote.key for quote in quotes))
    turn = Turn(
        question=question,
        terms=reply.turn.terms if reply.turn else (),
        keys=keys[:1],
        listed=still_listed(context.previous, keys),
        beyond=still_beyond(context.previous, keys),
        shown=tuple((quote.key, quote.start) for quote in quotes),
    )
    return Reply(
        outcome=Outcome.ANSWERED,
        kind=KIND,
        text=compose.said(question, text),
        quotes=quotes,
        turn=turn,
        pin=pin.id,
    )

"""A moderator's answer to a question and its likes: which questions are alike, and the answer in the place of ours.

Its sentences are proved by the same gate as every quote; where a paper is gone or its sentence is another now, ours stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.assistant import compose
from bot.assistant.conversing import still_listed, without_opening
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.words import written_out
from bot.assistant.reply import Reply
from bot.models import Context, Pinned, PinnedSentence, Quote, Turn
from corpus.models import Corpus, Paper
from corpus.sentences import sentences_of
from index.analyzer import Analyzer
from index.library import LibraryIndex
from index.likeness import likeness
from index.models import Outcome
from index.options import read_options

KIND = "pinned"
KINDS = ("content", "definition", "record", "summary", KIND)  # of answers in whose place a pin may stand
CHANGED = "The papers here have changed since then."


def asked_alike(question: str, scope: Sequence[str], index: LibraryIndex, lexicon: Lexicon) -> frozenset[str]:
    """What a question has in common with those that ask the same, of the same papers and with the same options; empty for none."""
    bare, options = read_options(without_opening(written_out(question, lexicon)))
    found = likeness(bare, index.reader.read(bare, near=False), index.reader, Analyzer())
    limits = " ".join((options.model_dump_json() if options else "", *sorted(scope))).strip()
    return frozenset(f"{text} || {limits}" if limits else text for text in found)


def pinned_instead(
    reply: Reply, question: str, context: Context, corpus: Corpus, papers: Mapping[str, Paper]
) -> Reply:
    """The first pin of the context that holds, as a reply; the reply itself where there is none, or it is no place for one.

    A follow-up, what a conversation is limited to, advice and small talk are none: their words alone do not say what is asked.
    """
    before = context.previous
    limited = before is not None and bool(before.only or before.options)
    if reply.kind not in KINDS or reply.outcome is Outcome.HELP or reply.read_with is not None or limited:
        return reply
    pin = next((one for one in context.pins if trouble(one, corpus, papers) is None), None)
    return reply if pin is None else _told(pin, reply, question, context, corpus, papers)


def trouble(pin: Pinned, corpus: Corpus, papers: Mapping[str, Paper]) -> str | None:
    """Why a pin is not shown, as a sentence's end; None where it holds."""
    if not pin.sentences and pin.library != corpus.name:
        return "it says what another library does not hold"
    for sentence in pin.sentences:
        if sentence.key not in papers:
            return f"the paper {sentence.key} is no longer in the library"
        if _quote(sentence, papers[sentence.key]) is None:
            return f"its sentence of {sentence.key} is another now"
    return None


def _quote(pinned: PinnedSentence, paper: Paper) -> Quote | None:
    """The sentence as the paper has it now; None where it has none of these words."""
    same = [one for one in sentences_of(paper) if one.text == pinned.text]
    one = min(same, key=lambda found: abs(found.start - pinned.start), default=None)
    return compose.quote_slice(paper, one.start, one.end, one.number, one.section) if one else None


def _told(
    pin: Pinned, reply: Reply, question: str, context: Context, corpus: Corpus, papers: Mapping[str, Paper]
) -> Reply:
    if not pin.sentences:
        held = f"{compose.NOTHING.rstrip('.')} (pinned by a moderator, {pin.at:%Y-%m-%d})."
        text = compose.said(question, "\n\n".join((held, *([CHANGED] if pin.snapshot != corpus.digest else []))))
        return Reply(outcome=Outcome.NOTHING, kind=KIND, text=text, pin=pin.id)
    quotes = tuple(quote for one in pin.sentences if (quote := _quote(one, papers[one.key])))
    said = f"Pinned by a moderator, {pin.at:%Y-%m-%d}, in the papers' own words:"
    keys = tuple(dict.fromkeys(quote.key for quote in quotes))
    turn = Turn(
        question=question,
        terms=reply.turn.terms if reply.turn else (),
        keys=keys[:1],
        listed=still_listed(context.previous, keys),
        shown=tuple((quote.key, quote.start) for quote in quotes),
    )
    return Reply(
        outcome=Outcome.ANSWERED,
        kind=KIND,
        text="\n\n".join((compose.restated(question), said, *compose.blocks(quotes, papers))),
        quotes=quotes,
        turn=turn,
        pin=pin.id,
    )

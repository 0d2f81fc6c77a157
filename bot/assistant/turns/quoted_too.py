"""Few words that ask what any study may tell ("and the follow-up?") after an answer with quotes of several papers: they are asked of
the first, and of those quoted beside it, too."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence

from bot.assistant import compose
from bot.assistant.citing import cite
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import A_PAPER
from bot.assistant.reply import Reply
from bot.assistant.seen import seen_in
from bot.assistant.turns.conversing import own_topic
from bot.assistant.turns.topics import asks_of_any
from bot.assistant.wording import joined
from bot.models import Context, Quote, Turn
from corpus.patterns import late
from index.library import LibraryIndex
from index.models import Outcome
from index.sentences.asking import Asked, asked_for
from index.terms.attributes import wanted

TOO = "Also quoted just before:"
NOT_THERE = "I found nothing on it in {cited}, also quoted just before."
_READ = compose.as_before("…").partition(":")[0]  # how the line begins that says how a question was read
_FEW = 7  # words; a longer question says itself what it is about
# One paper is meant, or one thing of one.
_OF_ONE = late(
    rf"\b(?:its?|that|this|one|he|she|his|her|{A_PAPER}|first|second|third|last|former|latter|newer|older|top|other)\b",
    re.IGNORECASE,
)


async def quoted_too(
    question: str,
    reply: Reply,
    context: Context,
    index: LibraryIndex,
    ask: Callable[[str, str, Context], Awaitable[Reply]],
) -> Reply:
    """The ``reply`` to a question with what the papers quoted beside the first one tell of the same, or that they do not; unchanged if the
    question may be meant of the first one alone. ``ask`` puts a question to one paper.
    """
    previous = context.previous
    beside = _beside(previous, reply) if previous else ()
    if previous is None or not beside or not _is_of_several(question):
        return reply
    told, silent = list[Quote](), list[str]()
    for key in beside:
        other = await ask(question, key, context)
        sure = other.outcome is Outcome.ANSWERED and (other.finding is None or other.finding.sure)
        own = [quote for quote in other.quotes if quote.key == key] if sure else []
        told += own
        silent += [] if own or not _asks_of_any(question, previous, index) else [cite(index.papers[key])]
    parts = [TOO, *compose.blocks(told, index.papers)] if told else []
    parts += [NOT_THERE.format(cited=joined(silent))] if silent else []
    return _with(reply, told, parts, beside) if parts else reply


def _with(reply: Reply, told: Sequence[Quote], parts: Sequence[str], beside: Sequence[str]) -> Reply:
    """A reply with further quotes and the text that shows them, which stands before the line on how the question was read."""
    blocks = reply.text.split("\n\n")
    last = len(blocks) - (_READ in blocks[-1])
    above, below = blocks[:last], blocks[last:]
    turn = reply.turn and reply.turn.model_copy(
        update={
            "shown": (*reply.turn.shown, *((quote.key, quote.start) for quote in told)),
            "lately": tuple(dict.fromkeys((*beside, *reply.turn.lately))),
        }
    )
    return reply.model_copy(
        update={
            "text": "\n\n".join((*above, *parts, *below)),
            "quotes": (*reply.quotes, *told),
            "turn": turn,
        }
    )


def _beside(previous: Turn, reply: Reply) -> tuple[str, ...]:
    """The papers quoted beside the first one in the last answer, if a reply goes on from that and is of the first alone; else ()."""
    of = {*reply.keys, *(quote.key for quote in reply.quotes)}
    goes_on = previous.kind == "content" and not previous.near and reply.read_with is not None
    if not goes_on or not reply.turn or of != {*previous.keys} or reply.outcome is not Outcome.ANSWERED:
        return ()
    return tuple(key for key in previous.lately if key in seen_in(previous).quoted)


def _is_of_several(question: str) -> bool:
    """True if a question of a few words asks for something that a study tells, and of no one paper."""
    if len(question.split()) > _FEW or _OF_ONE.search(question):
        return False
    return bool(wanted(question)) or asked_for(question) is not Asked.ANYTHING


def _asks_of_any(question: str, previous: Turn, index: LibraryIndex) -> bool:
    """True if a question asks only for what any study may tell, or of what was asked before."""
    query = index.reader.read(question)
    return asks_of_any(query) or all(one.words in previous.terms for one in own_topic(query, load()))

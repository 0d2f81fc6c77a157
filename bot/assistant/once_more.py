"""The last question asked once more: as it was ("what was that again?"), of the paper before ("the paper before"), or for one thing in it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from bot.assistant.besides import wants_before
from bot.assistant.further import FOUND, as_asked
from bot.assistant.message.advice import ADVICE
from bot.assistant.reading.phrases import SO
from bot.assistant.reading.words import fold
from bot.assistant.reply import Reply
from bot.assistant.seen import seen_in
from bot.models import Context, Turn
from corpus.patterns import late

# "Sorry, what was that again?", "how many again?": the answer once more.
_AGAIN = late(
    r"^(?:(?:sorry|wait|pardon|ok|so|and|hm+|please|pls|can|could|you|but) )*(?:(?:what|(?P<how>how (?:many|much|long|often|old|far)))(?: (?:was|is|were|are))?(?: (?:that|it|this|they|those))?(?: (?:figure|number|answer))? again"
    r"|(?:say|show|tell|give)(?: me)? (?:(?:that|it|this|the answer) )?again|repeat(?: (?:that|it|this|the answer|yourself))?(?: again)?|come again)(?: (?:please|pls))?$"
)
# "Was pain one of them", "does it mention pain": of the one paper that was quoted.
_AMONG = late(
    rf"^\W*{SO}(?:(?:is|was|are|were) (?P<what>(?!(?:it|this|that)\b)[^,;?]+?) (?:one of|among|part of) (?:them|those|these)|(?:does|did) (?:it|that|this) mention (?P<it>[^,;?]+?))\W*$",
    re.IGNORECASE,
)


async def again(
    question: str,
    text: str,
    context: Context,
    previous: Turn,
    ask: Callable[[str, Context], Awaitable[Reply]],
    of_paper: Callable[[str, str, Context], Awaitable[Reply]],
) -> Reply | None:
    """The last question asked again, of the paper before that of the last answer ("the paper before") or as it was ("say that
    again"); whether what one paper told has something ("was pain one of them"); None for any other question (``text``: in plain form).
    """
    shown = seen_in(previous)
    if shown.of_one and previous.kind in FOUND and (among := _AMONG.match(question)):
        reply = await of_paper(among["what"] or among["it"], shown.about[0], context)
        return as_asked(question, reply.model_copy(update={"turn": previous}), previous)
    if previous.lately and wants_before(text):
        reply = await of_paper(previous.question, previous.lately[0], context)
        return as_asked(question, reply, previous)
    match = _AGAIN.match(text) if previous.kind in (*FOUND, "record", ADVICE) else None
    if match is None or not (match["how"] is None or match["how"] in fold(previous.question)):
        return None
    if shown.of_one and previous.kind in FOUND:
        reply = await of_paper(previous.question, previous.keys[0], context)
    else:
        reply = await ask(previous.question, context.model_copy(update={"previous": None}))
    return as_asked(question, reply, previous)

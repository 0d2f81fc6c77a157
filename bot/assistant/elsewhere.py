"""“Has anyone else planted it?”: a question asked of the papers that were not just talked about."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from bot.assistant import compose
from bot.assistant.further import COMPARED, as_asked
from bot.assistant.reading.phrases import SO
from bot.assistant.reply import Reply, within
from bot.models import Context
from corpus.patterns import late
from index.library import LibraryIndex
from index.models import Outcome

_ANYONE_ELSE = late(
    rf"^\W*{SO}(?:has|have|had|did|does|do|is|are|was|were) (?:any ?(?:one|body)|some ?(?:one|body)) else (?:here |also |ever |already )*(?P<asked>\w.*)",
    re.IGNORECASE,
)
OF_OTHERS = "Asked of the papers that we did not just talk about."


async def of_others(
    question: str,
    context: Context,
    index: LibraryIndex,
    looked_up: Callable[[str, Context], Awaitable[Reply]],
) -> Reply | None:
    """The reply to a question whether anyone else did something that it names, from papers other than those talked about; None for any
    other question. It is never a sure one: what is read is not whether somebody did it.
    """
    asked = _ANYONE_ELSE.match(question)
    topics = [one for one in index.reader.read(asked["asked"]).concepts if one.telling == 1.0] if asked else []
    previous = context.previous
    if asked is None or previous is None or not any(one.known for one in topics) or len(index.papers) > COMPARED:
        return None
    may = within(context, None)
    others = tuple(key for key in index.papers if key not in previous.keys and (may is None or may(key)))
    if not others:
        return None
    narrowed = context.model_copy(update={"scope": others, "previous": None})
    reply = await looked_up(asked["asked"], narrowed)
    said = f"{reply.text}\n\n{OF_OTHERS}"
    if reply.outcome is Outcome.NOTHING or not reply.quotes:
        said = compose.said(question, compose.NO_OTHERS)
    return as_asked(question, reply.model_copy(update={"text": said}), previous)

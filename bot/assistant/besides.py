"""What the abstracts say beside a reply from the records: what no record gives is looked for in the paper that is meant."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant import leading
from bot.assistant.content import from_abstracts, is_sure
from bot.assistant.naming import Question
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reply import Reply
from bot.assistant.telling.choosing import Library
from bot.assistant.verbatim import Verbatim
from bot.models import Ask, Context
from index.attributes import told, wanted


async def beside(
    question: Question,
    context: Context,
    library: Library,
    lexicon: Lexicon,
    verbatim: Verbatim,
    record: Reply | None,
) -> Reply:
    """The reply from the abstracts beside a ``record`` reply. What no record gives is looked for in the one paper that the records
    found, too ("who paid for the harbour trial")."""
    found = await from_abstracts(question, context, library, lexicon, verbatim)
    if record is None or question.frame.ask.op != "absent" or leading.states(found, question.frame):
        return found
    spans = [span for one in told(wanted(question.bare)) for span in one.spans]
    if len(record.keys) > 1 or not spans or question.frame.links:
        return found
    keys = record.keys or await _by_topic(question, spans, context, library, lexicon, verbatim)
    if not keys:
        return found
    asked = " ".join(question.bare[start:end] for start, end in spans)
    frame = question.frame._replace(links=keys, name=(), leftover=())
    return await from_abstracts(question._replace(bare=asked, frame=frame), context, library, lexicon, verbatim)


async def _by_topic(
    question: Question,
    spans: Sequence[tuple[int, int]],
    context: Context,
    library: Library,
    lexicon: Lexicon,
    verbatim: Verbatim,
) -> tuple[str, ...]:
    """The paper that the abstracts answer a question from without the words of these places, in a tuple; () if there is none."""
    rest = "".join(" " if any(s <= at < e for s, e in spans) else c for at, c in enumerate(question.bare))
    if not any(c.isalnum() for c in rest):
        return ()
    topic = question._replace(bare=" ".join(rest.split()), frame=question.frame._replace(ask=Ask()))
    reply = await from_abstracts(topic, context, library, lexicon, verbatim)
    return tuple(quote.key for quote in reply.quotes[:1]) if is_sure(reply) else ()

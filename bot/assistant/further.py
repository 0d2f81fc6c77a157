"""Few words that go on from the answer before: "any more?" after a list of papers, "when?" after what a study found."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.assistant import compose
from bot.assistant.besides import wants_more
from bot.assistant.reply import Reply
from bot.models import Context, Turn
from corpus.patterns import late
from index.models import Outcome

REST = "show me the rest"
WHOLE_LIST = "That was the whole list. Ask “similar studies” of one of them, or ask about something else."
DONE = "when was it done"
_WHEN = late(
    r"^(?:(?:and|so|ok|but|yes|yeah|then|if|was|that|it|this) )*when(?: (?:exactly|then|yes|so|was|that|it|this))*$"
)
_FOUND = (
    "content",
    "table",
    "each",
    "comparison",
    "more",
)  # kinds of answers that tell what studies did and found


async def of_list(
    question: str,
    text: str,
    context: Context,
    previous: Turn,
    looked_up: Callable[[str, Context], Awaitable[Reply]],
) -> Reply | None:
    """The reply to "any more?" after a list of papers: the rest of it, or that this was all; None for anything else. ``text``: the
    question in plain form.
    """
    listed = previous.kind == "record" and previous.ask is not None and previous.ask.op in ("list", "sort")
    if not listed or not wants_more(text, previous):
        return None
    if not previous.beyond:
        said = compose.said(question, WHOLE_LIST)
        return Reply(outcome=Outcome.NOTHING, kind="record", text=said, turn=previous, read_with=previous)
    return as_asked(question, await looked_up(REST, context), previous)


def as_asked(question: str, reply: Reply, previous: Turn) -> Reply:
    """A reply to other words, under the question that stood for them after the turn before."""
    text = compose.said(question, reply.text.partition("\n\n")[2])
    return reply.model_copy(update={"text": text, "read_with": previous})


def meant(text: str, previous: Turn | None) -> str:
    """The whole question for "when?" after what a study found: when it was done, and not when it was published; "" for others."""
    found = previous is not None and previous.keys and previous.kind in _FOUND
    return DONE if found and _WHEN.match(text) else ""

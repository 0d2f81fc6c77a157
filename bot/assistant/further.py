"""Few words that go on from the answer before: "any more?" after a list of papers, "when?" after what a study found."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.assistant import compose
from bot.assistant.besides import wants_more
from bot.assistant.citing import cite, reference
from bot.assistant.continuing import asks_for_rest_of_studies
from bot.assistant.reading.kinds import is_protocol
from bot.assistant.reading.phrases import PAPERS
from bot.assistant.reply import Reply
from bot.models import Context, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.models import Outcome
from index.units import is_review

REST = "show me the rest"
WHOLE_LIST = "That was the whole list. Ask “similar studies” of one of them, or ask about something else."
UNTOLD = "What a study did not do or find seldom stands in its abstract, so I cannot list those. “Papers not about …” lists the ones whose abstract does not mention it."
DONE = "when was it done"
_WHEN = late(
    r"^(?:(?:and|so|ok|but|yes|yeah|then|if|was|that|it|this) )*when(?: (?:exactly|then|yes|so|was|that|it|this))*$"
)
_HOW_MANY = late(r"^(?:(?:and|so|ok|but) )*how many(?: (?:in total|in all|altogether|then))*$")
_N_OF = late(
    r"^(?:(?:and|so|ok|but) )*(?:n (?:of )?(?P<of>[a-z]{3,}s)|(?P<of2>[a-z]{3,}s) n)$"
)  # "n studies", "interviews n"
_N = late(r"^(?:(?:and|so|ok|but|then|what|is|was|s|the) )*n$")  # a letter that no search should look for
# Kinds of answers that tell what studies did and found.
_FOUND = ("content", "table", "each", "comparison", "more")
_COUNTS_STUDIES = late(
    rf"^(?:(?:and|so|ok|but) )*how many (?:{PAPERS}) (?:were|did (?:it|they)|was) (?:included?|pooled?|reviewed?|screened|identified|analy[sz]ed)(?: in (?:it|total|all|there|the (?:review|analysis|meta analysis)))?$"
)
_COUNTED = late(
    rf"(?i)\b(?:\d[\d,]*|[a-z]+(?:een|ty)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:[\w-]+ ){{0,3}}?(?:{PAPERS}|records)\b"
)


def of_no_review(question: str, text: str, previous: Turn, papers: Mapping[str, Paper]) -> Reply | None:
    """The reply to "how many articles were included" after a paper that is no review and counts no studies; None for anything else."""
    paper = papers.get(previous.keys[0]) if len(previous.keys) == 1 and len(previous.listed) < 2 else None
    if (
        paper is None
        or not _COUNTS_STUDIES.match(text)
        or is_review(paper)
        or _COUNTED.search(paper.abstract or "")
    ):
        return None
    said = compose.said(
        question,
        f"The abstract of {cite(paper)} counts no studies; it is no review by its title.\n{reference(paper)}",
    )
    keys = (paper.key,)
    return Reply(outcome=Outcome.NOTHING, kind="table", text=said, keys=keys, turn=previous, read_with=previous)


def of_untold(question: str, text: str, previous: Turn) -> Reply | None:
    """The reply to "which studies did not" after what the abstracts say, and no list of papers; None for anything else."""
    if previous.kind not in _FOUND or previous.ask is not None or not asks_for_rest_of_studies(text):
        return None
    said = compose.said(question, UNTOLD)
    return Reply(outcome=Outcome.NOTHING, kind="record", text=said, turn=previous, read_with=previous)


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


def meant(text: str, previous: Turn | None, papers: Mapping[str, Paper]) -> str:
    """The whole question for "n?", for "how many?" after what a record says of one paper, and for "when?" after what a study found or a protocol plans: when
    it is done, and not when it was published; "" for others."""
    one = papers.get(previous.keys[0]) if previous is not None and len(previous.keys) == 1 else None
    of_record = (
        one is not None and previous is not None and previous.ask is not None and previous.ask.op == "value"
    )
    lone = "n" in text.split()
    if (lone and _N.match(text)) or (of_record and _HOW_MANY.match(text)):
        return "sample size"
    if lone and (of := _N_OF.match(text)):
        return f"how many {of['of'] or of['of2']}"
    planned = one is not None and previous is not None and previous.kind == "summary" and is_protocol(one)
    found = previous is not None and previous.keys and (planned or previous.kind in _FOUND)
    return DONE if found and _WHEN.match(text) else ""

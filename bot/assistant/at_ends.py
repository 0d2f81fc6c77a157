"""Papers named by their place in an order, of which something is asked: "compare the two newest", "what do the 2 largest
studies say about pain". They are listed first, unseen, and the question is then asked of that list.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import NamedTuple

from bot.assistant import compose
from bot.assistant.further import as_asked
from bot.assistant.reading.phrases import A_PAPER, PAPERS
from bot.assistant.reply import Reply
from bot.models import Context, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.sentences.quantities import NUMBERS

_READ_AFTER = "\n\n" + compose.as_before("…").partition("…")[0]  # the list, which nobody saw
_TWO = 2  # papers that are compared
_MOST = 5  # papers of which one question is asked
_SIZES = r"(?:largest|biggest|smallest)"
_SIZED = late(_SIZES, re.IGNORECASE)
_MAY_BE = late(r"(?:est|most|least)\b", re.IGNORECASE)
_END = rf"(?:newest|latest|oldest|earliest|longest|shortest|{_SIZES}|(?:most|least) (?:recent|cited|viewed|read))"
_SAID_MANY = rf"(?:[2-{_MOST}]|two|three|four|five)"
_KIND = r"(?:[\w-]+ ){0,2}?"  # "the two newest randomised trials"
_NOUNS, _NOUN = rf"(?:{PAPERS}|ones)", rf"(?:{A_PAPER}|one)"
_SEVERAL = rf"(?:the )?(?:(?P<n>{_SAID_MANY}) (?P<end>{_END})|(?P<end2>{_END}) (?P<n2>{_SAID_MANY}))"
_ONE = rf"(?:the )?(?P<end>{_END})(?: (?P<noun>{_KIND}{_NOUN}))?"
_TOPIC = r"(?P<topic> (?:on|in|for|about|regarding|concerning|by|in terms of) \S.*?)?[\s?.!]*$"
_SO = r"^(?:(?:and|so|ok|now|please|pls|can|could|you|what|are|is|the)[\s,]+)*"
_COMPARE = r"(?:compare|contrast|differences? (?:between|of)|(?:how )?(?:do|does|did))"
_TWO_ENDS = late(
    rf"{_SO}(?:{_COMPARE} )?{_ONE.replace('>', '1>')} (?:and|with|to|vs\.?|versus|against|compare[ds]? (?:to|with)|differ from) {_ONE.replace('>', '2>')}(?: (?:compare|differ|agree|disagree))?{_TOPIC}",
    re.IGNORECASE,
)
_ONE_END = late(
    rf"{_SO}{_COMPARE} {_SEVERAL}(?: (?P<noun>{_KIND}{_NOUNS}))?(?: (?:compare|differ|agree|disagree))?{_TOPIC}",
    re.IGNORECASE,
)
_SAYS = r"(?:say|find|report|show|conclude|tell(?: us| me)?|suggest|recommend|do|measure|use)"
_SAY = late(
    rf"^(?P<head>(?:(?:and|so|ok|but)[\s,]+)*(?:what|how|which \w+|where|when|why) (?:do|did)) {_SEVERAL} (?P<noun>{_KIND}{_NOUNS}) (?P<tail>(?:all |both |each )?{_SAYS}\b.*)$",
    re.IGNORECASE,
)
_SAYS_ALONE = late(
    rf"^(?P<head>(?:(?:and|so|ok|but)[\s,]+)*(?:what|how|which \w+|where|when|why) (?:do|does|did)) the (?P<end>{_SIZES}) (?P<noun>{_KIND}{_NOUN}) (?P<tail>{_SAYS}\b.*)$",
    re.IGNORECASE,
)
# "The first and the last published", "the first paper and the last": in time, where no list has a first one.
_IN_TIME = late(r"\b(?:first|earliest|oldest)\b.*\b(?:last|latest|newest|most recent(?:ly)?)\b", re.IGNORECASE)
_OF_PAPERS = late(rf"\b(?:published|{A_PAPER}|papers|articles)\b(?! authors?\b)", re.IGNORECASE)
_FIRST = late(r"\bfirst(?: published)?\b", re.IGNORECASE)
_LAST = late(
    r"\b(?:last|latest|newest|most recent(?:ly)?)(?: published)?\b(?: papers| articles| studies)?", re.IGNORECASE
)


class _Split(NamedTuple):
    """The questions that list the papers meant, how many papers each must list, and what is then asked of them; ``told``: it looks for
    sentences, and compares nothing.
    """

    lists: tuple[str, ...]
    each: int
    asked: str
    told: bool = False


async def of_ends(
    question: str, context: Context, papers: Mapping[str, Paper], ask: Callable[[str, Context], Awaitable[Reply]]
) -> Reply | None:
    """The reply to a question about papers at ends of an order, or the list without which it cannot be asked of so many; None for any
    other question. ``ask`` replies to one question.
    """
    said, before = " ".join(question.split()), context.previous
    if (split := _split(said if before and len(before.listed) > 1 else _in_time(said))) is None:
        return None
    keys = list[str]()
    for one in split.lists:
        listed = await ask(one, context.model_copy(update={"previous": None}))
        own = tuple(dict.fromkeys(listed.keys))
        if len(own) != split.each or not set(own).isdisjoint(keys):  # the newest is the oldest, too
            return as_asked(question, listed, None) if listed.kind in ("record", "table") else None
        keys += own
    shown = Turn(question=split.lists[0], keys=tuple(keys), listed=tuple(keys), kind="record")
    reply = await ask(split.asked, context.model_copy(update={"previous": shown, "scope": tuple(keys)}))
    return as_asked(question, _of_these(reply, split, [papers[key] for key in keys]), None)


def _of_these(reply: Reply, split: _Split, papers: Sequence[Paper]) -> Reply:
    """A reply to what was asked of a list that nobody saw: it says which papers were asked."""
    if not split.told or reply.kind != "content":
        return reply
    text = "\n\n".join((reply.text.partition(_READ_AFTER)[0].rstrip(), compose.asked_only(papers)))
    return reply.model_copy(update={"text": text})


def _in_time(question: str) -> str:
    """A question with "the oldest" and "the newest" for the first and the last paper."""
    if not _IN_TIME.search(question) or not _OF_PAPERS.search(question):
        return question
    return str(_LAST.sub("newest", _FIRST.sub("oldest", question)).replace("earliest published", "earliest"))


def _split(question: str) -> _Split | None:
    """How a question is asked in two steps; None for a question that needs none."""
    if not _MAY_BE.search(question):
        return None
    return _of_two_ends(question) or _of_one_end(question) or _of_what_they_say(question)


def _of_two_ends(question: str) -> _Split | None:
    if (found := _TWO_ENDS.match(question)) is None:
        return None
    noun = found["noun2"] or found["noun1"] or ("study" if _SIZED.match(found["end2"]) else "paper")
    lists = tuple(f"the {found[f'end{n}']} {found[f'noun{n}'] or noun}" for n in (1, 2))
    return _Split(lists, 1, f"compare them{found['topic'] or ''}")


def _of_one_end(question: str) -> _Split | None:
    found = _ONE_END.match(question)
    if found is None:
        return None
    end, many = found["end"] or found["end2"], _number(found)
    noun = found["noun"] or ("studies" if _SIZED.match(end) else "papers")
    return _Split((f"the {many} {end} {noun}",), _TWO, f"compare them{found['topic'] or ''}")


def _of_what_they_say(question: str) -> _Split | None:
    if found := _SAY.match(question):
        head, noun, tail, many = found["head"], found["noun"], found["tail"], _number(found)
        listed = f"the {many} {found['end'] or found['end2']} {noun}"
        return _Split((listed,), many, f"{head} they {tail}", told=True)
    if found := _SAYS_ALONE.match(question):
        listed = f"the {found['end']} {found['noun']}"
        return _Split((listed,), 1, f"{found['head']} it {found['tail']}", told=True)
    return None


def _number(found: re.Match[str]) -> int:
    said = (found["n"] or found["n2"]).casefold()
    return int(said) if said.isdecimal() else NUMBERS[said]

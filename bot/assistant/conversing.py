"""What a question leans on: nothing, or the turn before it. And the few things said in a conversation that are no questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum

from bot.assistant import compose
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reply import Reply
from bot.assistant.telling.reply import lines
from bot.models import Turn
from corpus.models import Paper
from index.asking import Asked
from index.models import Outcome
from index.query import Concept, Query
from index.stopwords import ASKING

FRAGMENT = 5  # words; so short a line that names nothing new goes on from the one before it
FEW = 2  # words of the field in a question that may be half of one even where nothing points back

UNTOLD = (
    Asked.ANYTHING,
    Asked.FINDING,
    Asked.DEFINITION,
)  # shapes of an answer that say nothing of what is asked for

_MORE = re.compile(
    r"^(?:(?:and|ok|please|can you|could you|so) )*(?:(?:tell|show|give) me (?:some |a bit |a little )?more(?: (?:about|on|of) (?:it|this|that|them))?"
    r"|more(?: (?:please|details?|passages|info(?:rmation)?|about (?:it|this|that)|on (?:it|this|that)))?|go on|continue|what else|anything else|elaborate"
    r"|say more|further passages?|(?:what|anything) (?:else|more) (?:does it say|is there)|any more(?: details?)?)(?: please| pls)?$"
)
_SURE = re.compile(
    r"^(?:(?:but|and|so|hm+|ok|wait) )*(?:(?:is|was) (?:that|this|it) (?:really |actually )?(?:right|true|correct|so|certain|sure)|really|are you sure|sure|true"
    r"|(?:does it|do they|did they) really say (?:that|so|this)|(?:where|in what context) (?:does it|do they|did they|is it|was (?:that|this)) (?:say|said|stand|written)?(?: (?:that|this|so))?"
    r"|(?:show (?:me )?(?:it |that |this )?)?in context|(?:what is )?the context|says who|who says (?:so|that)|source|how do you know(?: that)?)(?: please)?$"
)
_AFRESH = re.compile(
    r"^(?:(?:and|ok|please|now|so) )*(?:(?:ask|search|look|try)(?: (?:it|this|that|again|for it))* )?(?:of|in|across|over|from) (?:all|every|the other|other)(?: of)?(?: the| these| those)?"
    r"(?: (?:papers?|articles|studies|abstracts|them|others))?$|^(?:ask|look|search) (?:everywhere|in all)$|^all (?:the )?papers$"
)


class Lean(IntEnum):
    """How a question leans on the turn before it: not, perhaps (it is short), or plainly."""

    NOT = 0
    PERHAPS = 1
    PLAINLY = 2


def wants_more(text: str) -> bool:
    """True for "tell me more" in a plain question, and nothing else."""
    return bool(_MORE.match(text))


def wants_proof(text: str) -> bool:
    """True for "is that right?" and the like."""
    return bool(_SURE.match(text))


def wants_all(text: str) -> bool:
    """True for "ask it of all papers"."""
    return bool(_AFRESH.match(text))


_OPENING = re.compile(
    r"^(?:(?:hm+|ok(?:ay)?|well|thanks?(?: you)?|thx|ty|great|cool|nice|ah+|oh|hi|hey|hello)[\s,.!:]+)+(?=\S+\s*\S)",
    re.IGNORECASE,
)


def without_opening(question: str) -> str:
    """A question without the "ok thanks." it begins with."""
    return _OPENING.sub("", question)


def still_listed(previous: Turn | None, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The list that "the second one" and "the other" are places of: the one before, while papers of it are talked about."""
    before = previous.listed if previous else ()
    return before if len(before) > len(keys) and set(keys) <= set(before) else keys


def kept_list(reply: Reply, previous: Turn | None) -> Reply:
    """A reply about one paper of a list leaves the list as it was."""
    if reply.turn is None:
        return reply
    return reply.model_copy(
        update={"turn": reply.turn.model_copy(update={"listed": still_listed(previous, reply.turn.listed)})}
    )


def leaning(frame: Frame, alone: Query, new: int, lexicon: Lexicon) -> Lean:
    """How a question leans. ``new`` counts its words of the field that no paper talked about holds.

    It leans plainly where it opens as the second half of something ("and …"), points back without saying what at, or names
    but an attribute ("p value?"); with a word new to the conversation it changes the subject, unless it opens so.
    """
    if frame.opens:
        return Lean.PLAINLY
    if new:
        return Lean.NOT
    own = own_topic(alone, lexicon)
    if not own:
        return Lean.PLAINLY if _asks_of_it(frame, alone, lexicon) else Lean.NOT
    if frame.points and len(alone.concepts) <= 2 * FEW:
        return Lean.PLAINLY if len(own) <= FEW else Lean.PERHAPS
    if len(frame.text.split()) <= FRAGMENT and not frame.chooses:
        return Lean.PLAINLY
    return Lean.PERHAPS if len(alone.concepts) <= FEW else Lean.NOT


def own_topic(query: Query, lexicon: Lexicon) -> list[Concept]:
    """The words of the field a question names itself; what any study has ("dose", "follow-up") is none of them."""
    return [c for c in query.concepts if c.telling == 1.0 and not set(c.words.split()) <= lexicon.attributes]


def _asks_of_it(frame: Frame, alone: Query, lexicon: Lexicon) -> bool:
    """True for a question without a topic that asks something of what was talked about ("p value?", "why?", "was it?").

    Everyday words alone ("who is the best author", "what is new") ask nothing that a paper could be asked.
    """
    if frame.points or not alone.concepts or alone.asked not in UNTOLD or len(frame.text.split()) == 1:
        return True
    return any(set(c.words.split()) & lexicon.attributes for c in alone.concepts)


def carried(turn: Turn, words: Iterable[str]) -> str:
    """The words of the turn before that a follow-up is read with: all but those it says itself.

    Only a question about content leaves words; after a record, a summary or a definition the paper is enough.
    """
    if turn.kind != "content":
        return ""
    said = {word.casefold() for word in words}
    return " ".join(term for term in turn.terms if term.casefold() not in said and term.casefold() not in ASKING)


def which_of(question: str, papers: Sequence[Paper], kind: str) -> Reply:
    """The question back: which of these?"""
    offered = papers[:10]
    keys = tuple(paper.key for paper in offered)
    text = f"{compose.WHICH}\n{lines(offered)}"
    turn = Turn(question=question, keys=keys[:1], kind=kind, listed=keys, choosing=True)
    return Reply(outcome=Outcome.RELATED, kind="which", text=compose.said(question, text), keys=keys, turn=turn)

"""“Has anyone else planted it?”, “any other rent caps?”: a question asked of the papers that were not just talked about."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from bot.assistant import compose
from bot.assistant.further import COMPARED, FOUND, as_asked
from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO
from bot.assistant.reply import Reply, within
from bot.assistant.seen import seen_in
from bot.assistant.telling.holding import HELD
from bot.models import Context, Turn
from corpus.patterns import late
from index.library import LibraryIndex
from index.models import Outcome
from index.terms.attributes import wanted
from index.terms.query import Concept

_ANYONE_ELSE = late(
    rf"^\W*{SO}(?:has|have|had|did|does|do|is|are|was|were) (?:any ?(?:one|body)|some ?(?:one|body)) else (?:here |also |ever |already )*(?P<asked>\w.*)",
    re.IGNORECASE,
)
# "Any other rent caps?" after an answer on one: those of the other papers. Papers by their name are listed; "other arms" are of the same one.
_ANY_OTHER = late(
    rf"^\W*{SO}(?:(?:are|is|were|was) there |(?:do|have) you (?:have |got )?)?(?:any )?other (?!(?:\w+ )*(?:{PAPERS}|{A_PAPER}|ones?)\b)(?P<asked>\w.*)",
    re.IGNORECASE,
)
# What a study tests: others are of other papers, if these have the rest of the words ("other drugs that calm kids").
_TESTED = late(
    r"^(?:[\w-]+ ){0,3}?(?:drugs?|medicines?|medications?|treatments?|therap(?:y|ies)|interventions?|methods?|techniques?|approach(?:es)?|ways?|options?|remed(?:y|ies)|program(?:me)?s?)"
    r" (?:(?:that|which|to|for|against|of|in) )+(?=\w)",
    re.IGNORECASE,
)
# "Has anyone else?", "any others?": others on what was asked before.
_ANYBODY = late(
    rf"^\W*{SO}(?:(?:(?:has|have|had|did|does|do|is|are|was|were) )?any ?(?:one|body) else|who else|(?:(?:are|is|were|was) there )?any others?|(?:are|were) there others)(?: (?:here|too|then|has|have|did|does|do|is|was))*"
    r"(?: (?:looked (?:at|into)|look(?:s)? (?:at|into)|stud(?:y|ies|ied)|tested|tried|did|done|measured) (?:it|this|that|them|those))?\W*$",
    re.IGNORECASE,
)
OF_OTHERS = "Asked of the papers that we did not just talk about."


async def of_others(
    question: str,
    context: Context,
    index: LibraryIndex,
    looked_up: Callable[[str, Context], Awaitable[Reply]],
) -> Reply | None:
    """The reply to a question whether anyone else did something that it names, or whether there is another such thing, from papers other
    than those talked about; None for any other question. It is never a sure one: what is read is not whether somebody did it.
    """
    previous = context.previous
    if previous is None or len(index.papers) > COMPARED:
        return None
    said = _ANYONE_ELSE.match(question)
    before = previous.kind in FOUND and _ANYBODY.match(question)
    asked = said["asked"] if said else " ".join(previous.terms) if before else _of_same(question, previous, index)
    topics = [one.words for one in _topics(asked, index) if one.known and (said is None or one.telling == 1.0)]
    if not topics:
        return None
    shown, may = seen_in(previous), within(context, None)
    gone = shown.about if said else (*shown.about, *shown.quoted)
    others = [key for key in index.papers if key not in gone and (may is None or may(key))]
    for words in topics if said is None else ():  # another such thing has all words that this one has
        held = index.holding(words, (*others, *previous.keys))
        having = [key for key, one in held.items() if one.share >= HELD]
        others = [key for key in others if key in having] if {*previous.keys} & {*having} else others
    if not others:
        return None if said else _none(question, previous)
    narrowed = context.model_copy(update={"scope": tuple(others), "previous": None})
    reply = await looked_up(previous.question if before else asked, narrowed)
    if reply.outcome is Outcome.NOTHING or not reply.quotes:
        return _none(question, previous)
    turn = reply.turn and reply.turn.model_copy(update={"shown": (*previous.shown, *reply.turn.shown)})
    found = reply.model_copy(update={"text": f"{reply.text}\n\n{OF_OTHERS}", "turn": turn})
    return as_asked(question, found, previous)


def _none(question: str, previous: Turn) -> Reply:
    text = compose.said(question, compose.NO_OTHERS)
    return Reply(outcome=Outcome.NOTHING, kind="more", text=text, turn=previous, read_with=previous)


def _topics(words: str, index: LibraryIndex) -> list[Concept]:
    """The words of a subject among some words; all of them, if none names one by itself ("walls")."""
    said = index.reader.read(_TESTED.sub("", words)).concepts
    return [one for one in said if one.telling == 1.0] or list(said)


def _of_same(question: str, previous: Turn, index: LibraryIndex) -> str:
    """What "any other …" asks for, if the paper talked about is called so, or, unless it is a figure ("side effects"), if it was asked
    before; else ""."""
    match = _ANY_OTHER.match(question)
    paper = index.papers.get(previous.keys[0]) if previous.keys else None
    if match is None or paper is None:
        return ""
    asked_before = "" if wanted(_TESTED.sub("", match["asked"])) else " ".join(previous.terms)
    here = {one.phrase for words in (paper.title, asked_before) for one in index.reader.read(words).concepts}
    return match["asked"] if here >= {one.phrase for one in _topics(match["asked"], index)} else ""

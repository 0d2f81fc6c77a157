"""The question before, asked of another subject that a few words name: after "how much did the free buses cost", "and
the minibuses?" asks what the minibuses cost.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from bot.assistant import compose
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import A_PAPER
from bot.assistant.reading.places import countries_in
from bot.assistant.reading.words import fold
from bot.assistant.reply import Reply
from bot.assistant.wording import unlinked
from bot.models import Context, Turn
from corpus.patterns import late
from index.finding.account import HELD
from index.library import LibraryIndex
from index.models import Outcome
from index.sentences.asking import Asked, asked_for
from index.terms.attributes import wanted
from index.terms.words import ASKING

READ_AS = "Read after the last question, as “{asked}”."
WITHIN = 2  # words between two that name a subject: "the fare-free buses", "care of the old"
FEW = 7  # words of a subject; more of them are a question of their own
_NOUN = rf"(?:one|{A_PAPER})"
_ON = "and|so|ok|okay|but|then|or|now|also|hm+"  # goes before what is asked now
# "And the minibuses?", "what about winter", "same for the reefs".
_ANOTHER = late(
    rf"^\W*(?:(?:{_ON})[\s,]+)*(?:(?:(?:what|wat|how) (?:about|abt)|(?:the )?same (?:question |thing |again )?(?:for|with|of|in|on|about)"
    rf"|and|or|but|vs\.?|versus|compared (?:to|with))[\s,]+)(?:(?P<prep>for|in|of|with|on|at|by|from|to|about) )?(?:the {_NOUN} (?:on|about|with|of) )?(?P<subject>[^?.!,;:]+)[\s?.!]*$",
    re.IGNORECASE,
)
# "The danish one?", "and of the Swedish": another paper, told by a word or two.
_OTHER_ONE = late(
    rf"^\W*(?:(?:{_ON}|what about|how about|same for)[\s,]+)*(?:(?P<prep>for|in|of|with|on|at|from|about) )?the (?P<word>[^\W\d_]+"
    rf"(?:[ -](?!{_NOUN}\b)[^\W\d_]+)?)(?P<noun> {_NOUN})?[\s?.!]*$",
    re.IGNORECASE,
)
_THE_ONE = late(rf"\bthe (?:[\w-]+ ){{1,3}}{_NOUN}\b", re.IGNORECASE)
# "And Vargas?", "what about Nair 2016", "Nair et al.?": another paper, told by who wrote it.
_ANOTHER_WRITER = late(
    rf"^\W*(?:(?:{_ON}|for|in|by|(?:what|wat|how) (?:about|abt)|(?:the )?same (?:question |thing |again )?(?:for|with|of|in))[\s,]+)*"
    rf"(?:the )?(?P<name>[^\W\d_][^\d?.!,;:()]*?)(?P<more>(?: and colleagues| et al\b\.?)?(?:,? \(?(?:19|20)\d\d\)?)?(?:['’]s)?(?: {_NOUN})?)[\s?.!]*$",
    re.IGNORECASE,
)
_WORD = late(r"[^\W_]+")
_BEFORE = late(r"(?:\b(?:the|an?|this|that|these|those|their|its)\s+){1,4}\Z", re.IGNORECASE)
_IT = late(
    rf"\b(?:(?:this|that|the same) (?:{A_PAPER}|one)|it|they|them|this|that|those|these)\b",
    re.IGNORECASE,
)
_KINDS = ("content", "help", "summary")  # replies to words that may name another subject
_OPEN = frozenset({Asked.ANYTHING, Asked.FINDING, Asked.CONCLUSION, Asked.DEFINITION})


async def likewise(
    question: str,
    reply: Reply,
    context: Context,
    index: LibraryIndex,
    ask: Callable[[str, Context], Awaitable[Reply]],
) -> Reply:
    """The ``reply`` to a question. If the question only names another subject, and ``reply`` is not of the paper talked
    about: the reply to the question before, asked of that subject, if that is an answer or finds the same paper.
    """
    previous = context.previous
    of_it = previous is not None and not {quote.key for quote in reply.quotes}.isdisjoint(previous.keys)
    if previous is not None and (other := _asked_of_writer(question, previous, reply, index)):
        found = await ask(other, context.model_copy(update={"previous": _limits(previous)}))
        keys = (*found.keys, *(quote.key for quote in found.quotes), *(found.turn.keys if found.turn else ()))
        told = not {*keys}.isdisjoint(reply.keys)
        return _read_as(question, other, found, context) if told else reply
    if previous is None or reply.kind not in _KINDS or (of_it and reply.read_with is not None):
        return reply
    of_one = _asked_of_one(question, previous, reply, index)
    other = of_one or asked_of(question, previous, index)
    if not other or (not of_one and reply.kind == "summary"):
        return reply
    found = await ask(other, context.model_copy(update={"previous": _limits(previous)}))
    if not (_is_of_that(found, reply) if of_one else _better(found, reply, previous)):
        return reply
    return _read_as(question, other, found, context)


def _read_as(question: str, other: str, found: Reply, context: Context) -> Reply:
    """The reply to a question that was asked as an ``other``, which it says."""
    rest = found.text.removeprefix(compose.restated(other)).strip()
    told = [] if context.withheld else [READ_AS.format(asked=unlinked(other))]
    text = compose.said(question, "\n\n".join((rest, *told)))
    return found.model_copy(update={"text": text, "read_with": context.previous})


def _limits(previous: Turn) -> Turn | None:
    """A turn that says nothing but the limits of the conversation ("only 2023", author:); None if there are none."""
    if not (previous.only or previous.options):
        return None
    return Turn(question="", options=previous.options, only=previous.only, only_says=previous.only_says)


def _is_of_that(found: Reply, reply: Reply) -> bool:
    """True if what was asked before is answered by the paper that ``reply`` is of."""
    keys = [quote.key for quote in found.quotes[:1]] or list(found.keys[:1])
    return found.outcome is Outcome.ANSWERED and keys == [quote.key for quote in reply.quotes[:1]]


def _better(found: Reply, reply: Reply, previous: Turn) -> bool:
    """True if what was asked before is answered of another paper, or is not told by the very paper that was found."""
    key = next(iter(found.keys or [quote.key for quote in found.quotes]), "")
    told_so = found.turn is not None and found.turn.ask == previous.ask
    alike = found.kind == previous.kind or (found.kind == "table" and previous.kind in ("content", "summary"))
    if not key or key in previous.keys or not alike or not told_so:
        return False
    same = found.kind == "record" or key in [quote.key for quote in reply.quotes[:1]]
    return same or (found.outcome is Outcome.ANSWERED and reply.outcome is not Outcome.ANSWERED)


def asked_of(question: str, previous: Turn, index: LibraryIndex) -> str:
    """The question before, asked of the subject that a few words name. "" if these name none, ask something themselves,
    or are about the paper talked about; or if the question before only asked to tell of a paper.
    """
    match = _ANOTHER.match(" ".join(question.split()))
    if match is None or len(previous.keys) != 1 or len(match["subject"].split()) > FEW:
        return ""
    if previous.keys[0] not in index.papers:  # it left the library since
        return ""
    subject, preposition = match["subject"].strip(), match["prep"] or ""
    said = index.reader.read(subject)
    topics = [one for one in said.concepts if one.telling == 1.0 and one.known]
    if not topics or said.asked is not Asked.ANYTHING or wanted(subject):
        return ""
    if not index.missing(said, previous.keys):
        return ""
    if previous.kind == "record":
        if previous.ask is None or previous.ask.op != "value":
            return ""
        return _of_another(previous, f"the paper on {subject}", preposition, index)
    if asked_for(previous.question) in _OPEN and not wanted(previous.question):
        return ""
    return _of_another(previous, subject, preposition, index)


def _asked_of_one(question: str, previous: Turn, reply: Reply, index: LibraryIndex) -> str:
    """The question before, asked of another paper that a word tells ("the danish one?"), the one that ``reply`` is of; "" if none is so
    told, or nothing was asked but to tell of it."""
    match = _OTHER_ONE.match(" ".join(question.split()))
    others = {quote.key for quote in reply.quotes} - set(previous.keys)
    if match is None or len(others) != 1 or len(previous.keys) != 1 or previous.keys[0] not in index.papers:
        return ""
    word = match["word"]
    placed = any(countries_in(f"{word.title()} study"))  # alone it may be a language
    telling = [one for one in index.reader.read(word).concepts if one.telling == 1.0 and one.known]
    if not placed and not (match["noun"] and telling):
        return ""
    if asked_for(previous.question) in _OPEN and not wanted(previous.question):
        return ""
    subject = f"the {word} one"
    changed, count = _put(subject, _THE_ONE, previous.question)
    return changed if count else _of_another(previous, subject, match["prep"] or "", index)


def _asked_of_writer(question: str, previous: Turn, reply: Reply, index: LibraryIndex) -> str:
    """The question before, asked of the paper of another author ("and Vargas?"), whose papers ``reply`` lists; "" if it says more or
    less, or was no question to one paper."""
    match = _ANOTHER_WRITER.match(" ".join(question.split()))
    asked = previous.kind in ("content", "summary") and previous.ask is None
    if match is None or not asked or reply.kind != "record" or len(previous.keys) != 1 or len(reply.keys) != 1:
        return ""
    others = [index.papers[key] for key in reply.keys if key in index.papers and key not in previous.keys]
    before = index.papers.get(previous.keys[0])
    if before is None or not any(
        fold(one.short) == fold(match["name"]) for paper in others for one in paper.authors
    ):
        return ""
    subject = f"{match['name']}{match['more']}"
    said = previous.question.casefold()
    for name in (one.short for one in before.authors if one.short.casefold() in said):
        place = re.compile(
            rf"(?<!\w){re.escape(name)}(?!\w)(?: et al\b\.?| and colleagues)?(?:,? \(?(?:19|20)\d\d\)?)?",
            re.IGNORECASE,
        )
        changed, count = _put(subject, place, previous.question)
        if count:
            return changed
    if not wanted(previous.question):  # what only that paper may tell ("grind size") is not asked of another
        return ""
    changed, count = _put(subject, _THE_ONE, previous.question)
    return changed if count else _of_another(previous, subject, "", index)


def _of_another(previous: Turn, subject: str, preposition: str, index: LibraryIndex) -> str:
    """The question of a turn with another subject in the place of its own, or of what stands behind the same preposition; "" if its
    own is said in several places, or with all that is asked ("how many injuries with scooters")."""
    question = previous.question.rstrip(" ?.!")
    if preposition in ("", "in", "from") and _is_country(subject) and not any(countries_in(question)):
        return f"{question} {preposition or 'in'} {subject}"  # beside what was counted there, and not in its place
    places = _places(question, previous.keys[0], preposition, index)
    if not places:
        changed, count = _put(subject, _IT, question)
        return changed if count else f"{question} of {subject}"
    start, end = first, _ = places[0]
    for low, high in places[1:]:
        if len(_WORD.findall(question[end:low])) > WITHIN:
            return ""
        end = high
    if (article := _BEFORE.search(question[:start])) is not None:
        start = article.start()
    left = fold(f"{question[:start]} {question[end:]}").split()
    if not left or (" " in question[first:end] and ASKING.issuperset(left)):
        return ""
    return " ".join(f"{question[:start]}{subject}{_without_noun(question[end:])}".split())


def _is_country(subject: str) -> bool:
    """True if a subject is one or two words that name a country."""
    return len(subject.split()) <= WITHIN and any(countries_in(subject.title()))


def _put(subject: str, place: re.Pattern[str], question: str) -> tuple[str, int]:
    """A question with a subject, as it is typed, in the first of some places; and whether there is one (1, 0)."""
    return place.subn(lambda _: subject, question, count=1)


def _places(question: str, key: str, preposition: str, index: LibraryIndex) -> list[tuple[int, int]]:
    """Where a question names its subject (start, end; code points): behind a preposition if one is given and stands there, else
    by the words of the paper's name, else by all its topics; each with the noun that ends it ("the bus scheme") and the lighter
    words of the name beside it ("free buses")."""
    name, query = index.texts(key).name, index.reader.read(question)
    asked = [span for one in wanted(question) for span in one.spans]
    stated = [
        one for one in query.concepts if one.start >= 0 and not any(low <= one.start < high for low, high in asked)
    ]
    topics = {one.start: one for one in stated if one.telling == 1.0}
    light = [one for one in stated if one.telling < 1.0 and name.credit(one) >= HELD]
    before, after = {one.end + 1: one.start for one in light}, {one.start - 1: one.end for one in light}
    behind = [at for at in topics if preposition and _ends_with(question[:at], preposition)]
    named = behind[:1] or [at for at, one in topics.items() if name.credit(one) >= HELD] or list(topics)
    found = []
    for start in sorted(named):
        end = topics[start].end
        while (head := topics.get(end + 1)) is not None and question[end] == " ":
            end = head.end
        found.append((before.get(start, start), after.get(end, end)))
    return [one for one in found if not any(low < one[0] < high for low, high in found)]


def _ends_with(text: str, preposition: str) -> bool:
    """True if a text ends with a preposition, with or without an article behind it."""
    words = text.lower().split()
    return words[-1:] == [preposition] or (words[-2:-1] == [preposition] and _BEFORE.search(text) is not None)


def _without_noun(rest: str) -> str:
    """What stands behind a subject, without the kind of paper: "the ebike trial" is another's whole name."""
    word, _, behind = rest.lstrip().partition(" ")
    return f" {behind}" if fold(word) in load().nouns - ASKING else rest

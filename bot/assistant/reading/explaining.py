"""Decides which words of a question its operation explains, which name papers, and which are left over. Places
of words are counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from bot.assistant.reading.asking import words_of_authors, words_of_figures
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.hearing import Heard
from bot.assistant.reading.lexicon import Lexicon, load
from bot.assistant.reading.places import regions
from bot.assistant.reading.words import Workspace
from bot.models import Ask
from corpus.patterns import late
from index.sentences.quantities import NUMBERS, PLACES
from index.terms.words import ASKING

# Words that may stand inside a name ("quality of life paper", "surgery and radiotherapy trial").
_INSIDE = frozenset("of in and for with after without vs versus to at under during as by from on".split())
# What may follow the noun of one paper, or of several, and bring the words that name them.
_AFTER_ONE = frozenset(
    "of on about with in for that which from by where comparing called titled named entitled using describing evaluating"
    " examining investigating looking regarding whose dealing".split()
)
# "The 3 most prolific authors", "authors on over two papers".
_SO_MANY = frozenset((*NUMBERS, *map(str, range(2, 21)), *"top over above greater minimum fewer".split()))
_AFTER_MANY = frozenset("of on about for in with regarding concerning".split())
_DETERMINERS = frozenset(
    "the a an this that these those its their his her your our my any some all each every".split()
)


# "When nobody says anything": what is said of nothing is no name of papers.
_SAYS_ANY = late(
    r"\b(?:say|says|said|do|does|did|find|finds|found|know|knows|knew|see|sees|saw|hear|heard|notice|notices|noticed) (?:any|some)thing\b"
)


# "If you work from home", "to study at night": there the word for papers is a verb.
_VERBS = frozenset("work works study report review research".split())
_DOERS = frozenset(
    "to i you we they he she it who people persons can could will would should must may might not".split()
)


def nouns_in(space: Workspace) -> dict[int, str]:
    """The words for papers in a question, by their places."""
    words = space.words
    found = {at: word for at, word in enumerate(words) if word in space.lexicon.nouns}
    return {at: word for at, word in found.items() if not (at and word in _VERBS and words[at - 1] in _DOERS)}


def slots_of(space: Workspace, unexplained: set[int], about: Collection[int]) -> set[int]:
    """The places of the unexplained words that name papers or their topic; ``about`` are the places of "about",
    "on" and the like.
    """
    words, lexicon = space.words, space.lexicon
    found: set[int] = set()
    any_said = ("anything", "something") if _SAYS_ANY.search(space.plain.text) else ()
    if about:
        found |= {i for i in unexplained if i > max(about)}
    for at, word in nouns_in(space).items():
        if word == "group":  # "a control group" is part of a study, and names none
            continue
        if word not in any_said:
            found |= _before(at, words, unexplained, lexicon.nouns, space.taken)
        behind = words[at + 1] if at + 1 < len(words) else ""
        single = word in lexicon.one and (at == 0 or words[at - 1] not in ("which", "what"))
        if behind in (_AFTER_ONE if single else _AFTER_MANY):
            found |= {i for i in unexplained if i > at + 1}
    found |= {i for i in unexplained if i and space.is_denied([i])}
    for at, word in enumerate(words):
        if word in ("called", "titled", "entitled", "named") or (
            word in ("by", "from")
            and at + 1 + (words[at : at + 2] == ["from", "the"]) in unexplained | space.taken
        ):
            found |= _behind(at, words, unexplained, space)
    return found


def _behind(at: int, words: list[str], unexplained: set[int], space: Workspace) -> set[int]:
    """The places of the unexplained words right after the word at ``at``, which introduces a name."""
    run = set[int]()
    for i in range(at + 1, len(words)):
        if i in unexplained:
            run.add(i)
        elif i not in space.taken and words[i] not in ("dr", "prof", "the", "of", "and", "or"):
            break
    return run


def _before(
    noun: int, words: list[str], unexplained: set[int], nouns: Collection[str], taken: Collection[int]
) -> set[int]:
    """The places of the unexplained words right before a noun; small words may stand between them."""
    at, run = noun - 1, set[int]()
    while at >= 0 and (words[at] in nouns or at in taken) and words[at] not in _DETERMINERS:
        at -= 1
    while at >= 0:
        if at in unexplained:
            run.add(at)
        elif not (words[at] in _INSIDE and at - 1 in unexplained and run):
            break
        at -= 1
    return run


_WROTE = frozenset(
    "wrote write written writes published publish publishes author authored authoring authors co coauthored work worked did signed"
    " contributed by more another further others".split()
)
_FIGURES = ("sum", "mean", "median", "per", "compare", "sort")
_OF_FIELDS = ("value", "absent", "extreme", "list", "count", "sort", "compare", "sum", "mean", "median")
_OF_PAPERS = ("table", "list", "count", "sort", "extreme", "per", "sum", "mean", "median")
_PLACES = frozenset("lead leading main principal penultimate last to but one named listed author authors".split())
_OF_ENDS = frozenset("published publish number count times time far first last being order ordered sorted".split())


def explained(ask: Ask, heard: Heard, lexicon: Lexicon) -> set[int]:
    """The places of the words that do the asking, even if they could mean something else."""
    idle = set(lexicon.person) | _idle(ask, lexicon)
    if heard.people:
        idle |= _WROTE
    if ask.op == "value" and any("author" in field for field in ask.fields):
        idle |= _PLACES | PLACES.keys()
    places = {i for i, word in enumerate(heard.space.words) if word in idle} | heard.space.denied
    if ask.op in (*_FIGURES, "table"):
        places |= heard.operations.get(ask.op, frozenset())
    return places | (heard.places if ask.op else frozenset())


def _idle(ask: Ask, lexicon: Lexicon) -> set[str]:
    """The words that say nothing about a topic when this operation is asked for."""
    idle = set[str]()
    for name in ask.fields if ask.op in _OF_FIELDS else ():
        idle |= lexicon.words_of("field", name) if name in lexicon.asked or name in lexicon.weak else set()
    if ask.op in _OF_PAPERS:
        idle |= lexicon.given
    if ask.op == "extreme":
        idle |= _OF_ENDS | {word for end in ask.ends for word in lexicon.words_of("measure", end.measure)}
    if ask.op in _FIGURES:
        idle |= words_of_figures()
    if ask.op == "who":
        idle |= words_of_authors() | (_SO_MANY if ask.by in ("most", "repeated") else frozenset())
    return idle


def unexplained(heard: Heard, ask: Ask, known: Collection[int], lexicon: Lexicon) -> tuple[set[int], set[int]]:
    """The places of the words that nothing explains, and of those among them that name papers or their topic."""
    space, about = heard.space, heard.roles.get("about", frozenset[int]())
    x = {i for i in space.left(lexicon.filler, lexicon.nouns) if i not in known}
    if "here" in heard.roles:
        x -= {i for i in x if space.words[i] in ("included", "include", "includes")}
    slots = slots_of(space, x, about)
    x -= {i for i in x if _counts_papers(i, space, lexicon) or (heard.filters and space.words[i] in heard.kinds)}
    x -= {i for i in x if trials(ask, space.words) and space.words[i] in ("trial", "trials")}
    slots &= x
    if slots - about:
        slots, x = slots - about, x - about
    return x, slots


def trials(ask: Ask, words: list[str]) -> tuple[str, ...]:
    """("trial",) if a question asks for trials, else (). Records have no such type, so trials are found by the
    word.
    """
    led = {"a", "any", "title", "titles"} & set(words) or re.search(
        r"\btrial (?:papers|articles|studies)\b", " ".join(words)
    )
    one = (ask.op in ("extreme", "sort") or (ask.op == "list" and led)) and "trial" in words
    return ("trial",) if one or (ask.op in ("list", "count", "extreme", "sort") and "trials" in words) else ()


def _counts_papers(at: int, space: Workspace, lexicon: Lexicon) -> bool:
    """True if a word is the number in "the three reviews", "all 9", "Moreau's two papers"."""
    word, before = space.words[at], space.words[at - 1] if at else ""
    behind = space.words[at + 1] if at + 1 < len(space.words) else ""
    counted = before == "the" and any(word in lexicon.many for word in space.words[at + 2 : at + 3])
    if len(word) > 5 or not (word.isdigit() or word in lexicon.numbers):
        return False
    led = before in ("the", "these", "those") or at - 1 in space.taken
    return before == "all" or counted or (led and (behind in lexicon.nouns or at + 1 in space.taken))


VERBS = frozenset("write wrote written publish published author authored".split())


def somebody_named(space: Workspace, slots: set[int]) -> bool:
    """True if the words that name something are in the place of a person's name: "by …", "did … write", "anyone
    called …".
    """
    words = space.words
    if not slots:
        return False
    before = [word for word in words[: min(slots)] if word not in ("dr", "prof", "professor", "the")]
    if regions([words[i] for i in sorted(slots)]):
        return False
    led = bool(before) and before[-1] in ("by", "from", "called", "named", "author")
    if words[min(slots) - 1 : min(slots)] in (["on"], ["about"]):  # "has Müller written on storage": a topic
        return led
    return led or (bool({"did", "has", "have"} & set(words[:3])) and bool(VERBS & set(words)))


_RANGE = late(r"\b(?:range|covered|span|from when to when)\b")
# beside two people they ask for nothing more
WEIGHING = frozenset("compare compared comparing comparison versus vs".split())


def of_rivals(frame: Frame) -> Frame | None:
    """For a frame that has only "vs" between two people: the frame of the papers of either. None for any other."""
    rivals = len(frame.people) > 1 and not frame.name and not frame.ask.op
    weighed = bool(frame.leftover) and WEIGHING.issuperset(frame.leftover)
    return frame._replace(leftover=(), either=True) if rivals and weighed else None


def framed(heard: Heard, ask: Ask, strong: bool, known: Collection[int]) -> Frame:
    """The frame for what is asked. Words that ``known`` does not explain name papers or are left over."""
    space, roles, text = heard.space, heard.roles, heard.space.plain.text
    lexicon = space.lexicon
    x, slots = unexplained(heard, ask, known, lexicon)
    if len(heard.people) > 1 and slots and not ask.op:
        x -= {i for i in x - slots if space.words[i] in WEIGHING}
    slots |= {i - 1 for i in slots if i and space.words[i - 1] == "non"}  # a name's own: "non-small cell"
    nouns = nouns_in(space).values()
    designed = any(one.kind == "design" for one in heard.filters)
    return Frame(
        ask=ask,
        filters=heard.filters,
        people=heard.people,
        either=" or " in text or ask.op in ("compare", "extreme"),
        denied=bool(slots) and space.is_denied(slots),
        place=heard.place,
        somebody=somebody_named(space, slots),
        name=tuple(space.words[i] for i in sorted(slots)) or (() if designed else trials(ask, space.words)),
        leftover=tuple(space.words[i] for i in sorted(x - slots)),
        links=space.plain.links,
        strong=strong,
        papers=bool(nouns) or bool(space.plain.links),
        plural=any(word in lexicon.many and word not in lexicon.one for word in nouns),
        every="every" in roles or _RANGE.search(text) is not None,
        points="pointing" in roles,
        opens="opening" in roles,
        finding="finding" in roles,
        text=text,
    )


def loses(made: Frame, name: Sequence[str], frame: Frame, heard: Heard, idle: Callable[[str], bool]) -> bool:
    """True if a reading would list all papers although the question has words that may choose some ("papers by
    country", "any problem with this paper"): words that its phrases take for a name or leave over and that are not
    ``idle``. False if the papers here are counted ("how many made it into the special issue").
    """
    here, about = made.ask.op == "count" and "here" in heard.roles, heard.roles.get("about", frozenset[int]())
    topical = any(
        heard.space.words[at - 1] in load().nouns for at in about if at
    )  # "the newest paper about bears"
    listed = not here and (made.ask.op in ("list", "count") or topical) and not made.chooses_papers and not name
    said = {*frame.name, *frame.leftover} - ASKING - load().numbers.keys() if listed else set[str]()
    return not all(map(idle, said))


def which_are(frame: Frame) -> Frame:
    """The frame of "which of the studies is a review" as one for the list of them."""
    kinds = any(one.kind == "type" for one in frame.filters)
    asks = frame.ask == Ask(op="value", fields=("type",)) and "which" in frame.text.split()[:3]
    return frame._replace(ask=Ask(op="list"), papers=True, plural=True) if asks and kinds else frame

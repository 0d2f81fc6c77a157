"""Finds which paper of the list last shown a question refers to: by its place, as the newest or the other one,
or by a word of its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from bot.assistant.fields import MEASURES, span
from bot.assistant.reading.frame import Frame, keep
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO
from bot.assistant.reading.which import Which
from bot.assistant.reading.words import fold
from bot.assistant.telling.ends import ENDS, end_of
from bot.assistant.telling.holding import Library
from bot.assistant.telling.pointers import SIZED, Pointer, pointer, unpointed, with_noun
from bot.models import Ask, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.sentences.quantities import NUMBERS, PLACES

_TOP_ONE = late(
    r"\bthe (?:top|only|first) one\b(?! (?:by|on|about|from|with|of|to|who|that|in)\b)"
)  # where one paper is shown: that one
_FIRST_ONE = late(rf"\bthe first (?:one|{A_PAPER})\b(?! (?:by|on|about|from|with|of|to)\b)")
_PLACE_WITHIN = late(  # "who wrote the second one": a place in the midst of a question, or at its end
    rf"\bthe (?:{'|'.join(PLACES)}|last|middle|former|latter|top|bottom)(?: one\b|(?= (?:written|published|found|say)\b)|(?: paper| study| article| trial| review)?$)"
)

UP_TO_TEN = {word: n for word, n in NUMBERS.items() if n <= 10}
_NUMBERED = late(
    rf"\b(?:number|no) (?P<n>\d{{1,2}}|{'|'.join(UP_TO_TEN)})\b(?! \w*(?:patients|participants))", re.IGNORECASE
)  # "what is no 3 about", "number two"
# "The first paper by Hansen", "the last psoriasis paper": of those that fit the oldest or newest.
END_OF_THEM = late(rf"\b(first|last|latest|earliest) (?!author)(?:\S+ ){{0,2}}?(?:{A_PAPER})\b")
OF_THEM = late(r"\b(?:any|which) of (?:them|these|those)\b")  # of several papers, and never of one
_PLACED_SO = frozenset("last middle former latter top bottom".split())
_ONE_WITH = late(rf"\b(?:the|that) (?:\S+ )?(?:one|{A_PAPER})\b(?! of\b)")  # "the one from 2024"
_THAT_ONE = late(
    rf"^{SO}(?:is|was|are|were|does|did|has|had) (?:(?:this|that) (?:one|{A_PAPER})\b|(?:it|this|that) (?:also )?about\b)"
)
_ONLY_PLACED = late(  # "the second one", "and the third?", "no 3": nothing is asked of it
    rf"^(?:(?:and|ok|so|now|then|please|show|open|give|me|see|what about|how about|lets|take|i mean|i meant|paper|study|article|trial|number|no|the|his|her|their) )*"
    rf"(?:{'|'.join(PLACES)}|{'|'.join(UP_TO_TEN)}|last|middle|former|latter|top|bottom|\d{{1,2}})(?: (?:one|{A_PAPER}|please|then|instead|now))*$"
)
_OF_ALL = r"(?= (?:is|was|were|are|came|come|comes|has|have|had|did|does|appeared|got|gets)\b)"
BOTH = late(
    rf"\b(?:both(?: of (?:them|these|those))?(?: papers| studies| articles)?|the two)(?=[\s?.!]*$)|(?<=\bcite )both|^both(?= (?:as|in) )|(?<=\bof )(?:the|these|those) two{_OF_ALL}",
    re.IGNORECASE,
)  # of a list of two
_ONE_OF = late(
    rf"\b(?:the|only|just|and)(?: the)? (?:\w+ ){{1,4}}(?:ones?|{A_PAPER})\b|^(?:and |only |just )+the\b"
)
_THE_OTHER = late(r"\bthe other \w")  # "the other cooling trial": not the one talked about
_ONLY_ONES = late(rf"^{SO}(?:only|just) (?:the |those |these )?.*\b(?:ones|{PAPERS})(?: please)?$")


def numbered(text: str) -> str:
    """The number of a place in a list ("what is no 3 about"); "" if there is none, or if it is that of an issue or volume."""
    match = _NUMBERED.search(text)
    named = match["n"].casefold() if match and not re.search(r"\b(?:volume|issue)\b", text) else ""
    return str(UP_TO_TEN.get(named, named))


def quoted_last(turn: Turn) -> tuple[str, ...]:
    """For each quote of the last answer, the key of its paper, for "the second one"; () if a longer list was shown before, so that its places are meant."""
    keys = tuple(key for key, _ in turn.shown) if turn.kind == "content" else ()
    return keys if set(turn.listed) <= set(keys) else ()


def unplaced(text: str) -> str:
    """A question without words for a place, such as "no 3" and "the older one"."""
    return unpointed(with_noun(_NUMBERED.sub(" ", text)))


def placed_alone(frame: Frame, library: Library) -> Paper | None:
    """The paper whose place in the list last shown a question names without asking anything ("and the third?"), or that it names by its key alone if its record
    has nothing to show but the title; otherwise None.
    """
    if frame.links and not frame.text:
        one = library.which.exactly(frame.links[0])
        return one if one and not (one.authors or one.journal or one.year) else None
    return pointed(frame, library) if _is_alone(frame) and frame.ask.op in ("", "list", "sort") else None


def _is_alone(frame: Frame) -> bool:
    """True if a question only points at a paper."""
    said = pointer(frame.text)
    return (said is not None and said.alone) or _ONLY_PLACED.match(frame.text) is not None


_PICKING = frozenset(
    """the that this those one ones of by from on about with and or in at i mean meant want take choose pick please ok okay yes then rather instead
    number no nr paper papers study studies trial article review report survey published year etal""".split()
)  # words around a choice, which ask nothing


def chosen(question: str, text: str, library: Library) -> Paper | None:
    """The paper that a question, in plain form ``text``, chooses from those last offered; None if it asks something else."""
    offered = Which(library.index, library.named(library.listed))
    one = pointed(Frame(Ask(), text=text), library) or offered.find(question, library.listed).one
    return one if one is not None and is_choice(text, one, library.index.is_word) else None


def is_choice(text: str, paper: Paper, known: Callable[[str], bool]) -> bool:
    """True if a plain text only names a paper, as an answer to the question which one is meant: by its place, its year or words of its name, and nothing else.
    A word that is not ``known`` may be such a word with a slip.
    """
    own = fold(" ".join((paper.title, *(author.name for author in paper.authors), *paper.keywords)))
    own = f"{own} {fold(paper.journal or '')} {fold(paper.type or '')} {paper.year or ''}"
    idle = _PICKING | PLACES.keys() | UP_TO_TEN.keys() | load().ways.keys() | _PLACED_SO | {*own.split()}
    return all(word in idle or word.isdigit() or not known(word) for word in text.split())


def asks_of_that(text: str) -> bool:
    """True if a plain question asks for yes or no on the paper talked about: "was that one about imaging?"."""
    return _THAT_ONE.match(text) is not None


def only_ones(frame: Frame) -> bool:
    """True for "only the imaging ones": several papers of the list last shown, by their topic."""
    return _ONLY_ONES.match(frame.text) is not None


def pointed(frame: Frame, library: Library) -> Paper | None:
    """The paper of the list last shown that a question refers to: by its place, as the other one, or by a word
    that only it has; None if there is none.
    """
    listed, places = library.named(library.whole), library.quoted or library.listed
    said_so = pointer(frame.text)
    if len(places) < 2 and said_so is not None and said_so.steps:
        return _pointed_at(said_so, library, ())
    if not _is_alone(frame) and (paper := talked_before(frame, library)):
        return paper
    if len(places) < 2:
        alone = library.named(library.about) if _TOP_ONE.search(frame.text) and not frame.ask.ends else ()
        return alone[0] if len(alone) == 1 else None
    text = frame.text
    said = (
        text,
        " ".join((*frame.name, "one")) if frame.name else "",
        *(m[0] for m in _PLACE_WITHIN.finditer(text)),
    )
    for words in said:
        if words and (paper := library.which.placed(words, places)) is not None:
            return paper
    if number := numbered(text):
        return library.which.placed(number, places)
    if said_so is not None and (paper := _pointed_at(said_so, library, listed)) is not None:
        return paper
    filters = [one for one in frame.filters if one.kind != "paper"]
    if filters and not frame.people and _ONE_WITH.search(text) and len(kept := keep(listed, filters)) == 1:
        return kept[0]
    if frame.name and _ONE_OF.search(text) and not frame.links and not only_ones(frame):
        return _named_one(frame, listed, library)
    return None


def _named_one(frame: Frame, listed: Sequence[Paper], library: Library) -> Paper | None:
    """The paper of the list that alone has a question's words; None if another paper is the one called so ("the TES study")."""
    others = None
    if _THE_OTHER.search(frame.text):
        listed, others = ([p for p in of if p.key not in library.about] for of in (listed, library.papers))
    told_apart = Which(library.index, listed).by_words(frame.name).one
    best = library.which.by_words(frame.name, others).one
    return told_apart if best is None or best in listed else None


def talked_before(frame: Frame, library: Library) -> Paper | None:
    """The earlier one of two papers talked about in turn ("the first one again", "in the other one"); None if it is not meant."""
    said, of_one = pointer(frame.text), len({*(library.quoted or library.listed)}) < 2
    meant = of_one and (_FIRST_ONE.search(frame.text) or (said is not None and said.way == "other"))
    before = library.named(library.lately) if meant else ()
    return before[0] if len(before) == 1 else None


def _pointed_at(said: Pointer, library: Library, listed: Sequence[Paper]) -> Paper | None:
    """The paper that a pointer means among those listed, else beside the one talked about in time; None if there is none."""
    if said.way == "other":
        two = len(listed) == 2 and library.about
        return next((paper for paper in listed if paper.key != library.about[0]), None) if two else None
    if said.way in ENDS:
        found = () if said.alone and said.way in SIZED else end_of(listed, said.way)
        return found[0] if len(found) == 1 else None
    step = -1 if said.way == "previous" else 1
    if (one := _beside(library.listed, step, library)) is not None or (listed and step > 0):
        return one  # a list has an end
    return _beside(_in_time(listed or library.papers), step, library)


def _beside(keys: Sequence[str], step: int, library: Library) -> Paper | None:
    """The paper so many places after the one talked about among papers in an order; None if there is none."""
    about = library.about[0] if library.about else ""
    at = keys.index(about) + step if about in keys else -1
    return next(iter(library.named(keys[at : at + 1])), None) if 0 <= at < len(keys) else None


def _in_time(papers: Iterable[Paper]) -> tuple[str, ...]:
    """The keys of some papers, the oldest first; without those of which no date is known."""
    dated = [(found, paper.key) for paper in papers if (found := span(MEASURES["date"], paper))]
    return tuple(key for _, key in sorted(dated))

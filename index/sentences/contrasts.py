"""What a question specifies ("before surgery", "low dose", "three fractions", "NYHA IV", "smokers"), and whether a sentence has it with
another value alone, so that it tells of another time, arm or group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpus.remembering import SENTENCES
from index.sentences.quantities import NUMBERS, PLACES, bound_contradicted, bound_missing, bounds, points, said_of

_SHORTEST = 3  # letters of a word that has a value
_SHORTEST_DENIED = 4  # letters of a word that "non-" or "un-" stands before
_GREATEST = 1000  # a greater number is a year, or too many to be a value
_MODIFIERS = 2  # words between a relation and the word that it is of ("after the hygiene campaign")
# Values that exclude one another: each line a family, each part of it one value. Before the word of a relation others may stand; no comparatives
# are among the degrees, as "is mortality lower" is answered by a higher one.
_RELATIONS = """
before prior preceding | after following
with | without w/o no non lacking
in inside within | outside
"""
_DEGREES = """
low lowest | medium moderate intermediate | high highest
small smallest | large largest big biggest
short shortest | long longest
thin | thick
slow | fast
light | heavy
shallow | deep
early | late
first 1st | second 2nd | third 3rd | fourth 4th | fifth 5th | last final
left | right
upper | lower
primary | secondary | tertiary
partial | full total complete
"""
_MARKS = """
positive | negative
naive | experienced pretreated
"""  # these stand behind their word: "HIV-positive"
_NUMBER, _NUMBERED = (
    -1,
    -2,
)  # the families of numbers before what they count, and behind what they are of ("wave 2")
_RELATED = len(_RELATIONS.strip().splitlines())  # families of a lower number are relations
_PLAIN = frozenset("with in within inside".split())  # values that stand in most sentences, whatever is asked
_WITHOUT, _EITHER = frozenset("without w/o no non lacking".split()), frozenset("and or with".split())
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_KINDS = frozenset(
    "class grade stage type level phase group number no".split()
)  # before a number: "NYHA class IV"
_BETWEEN = frozenset("the a an any their his her its this that these those all each your our to having".split())
# Words that have no value: measures and times, which are read as such, people, who are counted otherwise, words of asking and small ones.
_NO_HEAD = frozenset(
    """
    year years month months week weeks day days hour hours hrs minute minutes min mins second seconds night nights times time point points percent
    mmhg dollars euros pounds degrees patient people person participant subject woman women men child children adult individual case control
    paper papers study studies trial trials article articles group groups arm arms thing things one ones and for the was were are than from not
    respect regard regards over under above below least most about around past since until between or of by at on to had has have how many much
    what which who when where rate number score age aged covid
    """.split()
)
_ENDING = frozenset("in at on for of compared patients people".split())  # behind a number: it counts nothing
_OF_THOSE = frozenset("the of all these those their".split())
_CIRCUMSTANCE = frozenset("in at with without after before for of under by on during among from".split())
_TIMES = frozenset("year years month months week weeks day days hour hours h hr minute minutes min".split())
_AT = frozenset("at after by within over during on until following".split())  # what a time stands behind
_STRIPPED = ".,;:?!()[]{}\"'“”‘’«»"

Words = tuple[str, ...]
Values = Mapping[int, int]  # family → value; a number's value is the number


class Specifier(NamedTuple):
    """A word of a question (``head``) with the value that it has there, and both as they are written, in small letters. ``asked``: it may be what
    a question for yes or no asks ("is it a high dose"), and no circumstance ("in a high dose")."""

    values: Values
    head: str
    written: str
    asked: bool = False


def is_otherwise(question: str, sentence: str, yes_no: bool) -> bool:
    """True if a sentence has what a question specifies with other values alone: a group, a number of things, a time point, a cut-off.
    ``yes_no``: the question wants yes or no, which "non-" may say."""
    if contradicted(question, sentence, yes_no) or (not yes_no and denied(question, sentence)):
        return True
    said = said_of(question, sentence) if points(question) else frozenset[float]()
    if said and not points(question) & said and _is_timed(_words(sentence)):
        return True
    return bool(bounds(question)) and bound_contradicted(question, sentence) != ""


def is_as_specified(question: str, sentence: str) -> bool:
    """True if a sentence has what a question specifies as it is specified there: a time point, a cut-off, a value of the same word."""
    if points(question) and points(question) & said_of(question, sentence):
        return True
    if bounds(question) and not bound_missing(question, sentence):
        return True
    words = _words(sentence)
    return any(_has(one, words, at) for one in specifiers(question) for at in _places(one, words))


def contradicted(question: str, sentence: str, yes_no: bool = False) -> tuple[str, ...]:
    """What a question specifies and a sentence has with other values alone, as the question writes it. ``yes_no``: it wants yes or no, which the other
    value may say."""
    asked = [one for one in specifiers(question) if not (yes_no and one.asked)]
    small = sentence.casefold() if asked else ""  # few sentences have the word: only they are read word by word
    near = (one for one in asked if one.head[:_SHORTEST] in small)
    return tuple(one.written for one in near if _is_contrary(one, _words(sentence)))


def denied(question: str, sentence: str) -> tuple[str, ...]:
    """The words of a question that a sentence has behind "non-" or "un-" alone where the question has not, or the reverse ("smokers" and
    "non-smokers"), each with the word before it in the question ("in smokers")."""
    asked, small = _asked(question), sentence.casefold()
    if not any(True in ways for ways in asked.values()) and not any(
        begins in small for begins in ("non", " un", "(un")
    ):
        return ()
    said = _denials(_words(sentence))
    return tuple(
        next(iter(written.values()))
        for word, written in asked.items()
        if word in said and len(written) == len(said[word]) == 1 and written.keys() != said[word].keys()
    )


@lru_cache(maxsize=64)  # a question's, which are asked for beside each sentence
def _asked(question: str) -> Mapping[str, Mapping[bool, str]]:
    return _denials(_words(question))


def _denials(words: Words) -> Mapping[str, Mapping[bool, str]]:
    """Each word that is there behind "non-" or "un-" (True) or without (False), as it is written, with the word before."""
    found = defaultdict[str, dict[bool, str]](dict)
    for before, word in pairwise(("", *words)):
        for begins in ("non", "un"):
            if word.startswith(begins):
                found[_singular(word.removeprefix(begins))][True] = word
        found[_singular(word)][before == "non"] = f"{before} {word}".strip()
    return {word: ways for word, ways in found.items() if len(word) >= _SHORTEST_DENIED and word not in _NO_HEAD}


@lru_cache(maxsize=64)  # a question's, which are asked for beside each sentence
def specifiers(question: str) -> tuple[Specifier, ...]:
    """What a question specifies; nothing of a family of which it names two values ("before or after surgery")."""
    words = _words(question)
    found = [one for at in range(len(words)) for one in (*_in_front(words, at), *_behind(words, at))]
    named = defaultdict[int, set[int]](set)
    for one in found:
        for family, value in one.values.items():
            named[family].add(value)
    return tuple(one for one in found if any(len(named[family]) == 1 for family in one.values))


def _in_front(words: Words, at: int) -> Iterator[Specifier]:
    """The value at a place with the word that it stands before."""
    values = _values_of(words[at])
    beside = _NUMBER in values
    if (
        beside and at and words[at - 1] in _OF_THOSE
    ):  # "how many of the 40 eyes": the answer is another number of eyes
        return
    head = next((i for i in range(at + 1, min(at + 3, len(words))) if beside or words[i] not in _BETWEEN), -1)
    if values and head >= 0 and _is_head(words[head]):
        before = next((one for one in reversed(words[:at]) if one not in _BETWEEN), "")
        asked = values.keys().isdisjoint(range(_RELATED)) and before not in _CIRCUMSTANCE
        yield Specifier(values, words[head], " ".join(words[at : head + 1]), asked)


def _behind(words: Words, at: int) -> Iterator[Specifier]:
    """The value at a place with the word that it stands behind: a mark, or a number that counts nothing."""
    counts = at + 1 < len(words) and words[at + 1] not in _ENDING
    number = 0 if counts or words[at] == "one" else _number(words[at])  # "the reading one" is no first reading
    values = _table(_MARKS).get(words[at]) or ({_NUMBERED: number} if number else {})
    if at and values and (_is_head(words[at - 1]) or words[at - 1] == "ph"):
        yield Specifier(values, words[at - 1], f"{words[at - 1]} {words[at]}")


def _is_head(word: str) -> bool:
    plain = word.isalpha() and len(word) >= _SHORTEST and not _values_of(word)
    return plain and word not in _NO_HEAD and _singular(word) not in _NO_HEAD


def _places(asked: Specifier, words: Words) -> list[int]:
    """Where a sentence has the word."""
    return [at for at, word in enumerate(words) if _is_form(word, asked.head)]


def _is_contrary(asked: Specifier, words: Words) -> bool:
    """True if each time a sentence has the word, it has it with another value, and the value asked for nowhere."""
    plain = asked.written.split()[0] in _PLAIN
    if not plain and any(asked.values in (_values_of(one), _numbered(one)) for one in words):
        return False
    places = _places(asked, words)
    return bool(places) and all(_has(asked, words, at, other=True) for at in places)


def _has(asked: Specifier, words: Words, at: int, other: bool = False) -> bool:
    """True if the word at a place has the value asked for, or with ``other`` another one of its family."""
    found = _values_there(asked, words, at)
    return any(family in found and (found[family] != value) == other for family, value in asked.values.items())


def _values_there(asked: Specifier, words: Words, at: int) -> Values:
    """The values that the word at a place of a sentence has; none for "with or without"."""
    if _NUMBERED in asked.values:
        return _number_there(words, at)
    if asked.values.keys() & (mark := _table(_MARKS).get(words[at + 1] if at + 1 < len(words) else "", {})).keys():
        return mark
    related = any(0 <= family < _RELATED for family in asked.values)
    between = 0
    while between < at and between <= _MODIFIERS and related and _is_between(words[at - 1 - between]):
        between += 1
    before = at - 1 - between
    if before < 0 or (before > 1 and words[before] in _WITHOUT and words[before - 1] in _EITHER):
        return {}
    return _values_of(words[before])


def _number_there(words: Words, at: int) -> Values:
    """The number behind the word at a place ("NYHA class IV"), or its place in an order before it ("the second wave")."""
    behind = next((one for one in words[at + 1 : at + 3] if one not in _KINDS), "")
    ordinal = words[at - 1] if at and words[at - 1] in PLACES else ""
    return _numbered(behind) or _numbered(ordinal)


def _numbered(word: str) -> Values:
    number = _number(word) or PLACES.get(word, -1) + 1
    return {_NUMBERED: number} if number else {}


def _is_between(word: str) -> bool:
    """True for a word that may stand between a relation and what it is of: an article, or one that describes it."""
    return word in _BETWEEN or (word.isalpha() and word not in _NO_HEAD and not _values_of(word))


def _is_timed(words: Words) -> bool:
    """True if a sentence tells of a time ("at 6 and 12 months", "the 5-year rate"), and not only how long something took ("a median of 22 days")."""
    times = [at for at, word in enumerate(words) if at and word in _TIMES and _number(words[at - 1])]
    return any(not words[at].endswith("s") or _stands_behind(words, at) in _AT for at in times)


def _stands_behind(words: Words, at: int) -> str:
    """The word before the numbers that a unit of time stands behind; "" if there is none."""
    return next((one for one in reversed(words[:at]) if not _number(one) and one not in ("and", "or", "to")), "")


@lru_cache(maxsize=4096)
def _values_of(word: str) -> Values:
    """The families that a word before another is a value of, with the value."""
    number = NUMBERS.get(word) or (int(word[:5]) if word.isdecimal() and word.isascii() else 0)
    return (
        ({_NUMBER: number} if number < _GREATEST else {})
        if number
        else _table(_RELATIONS + _DEGREES).get(word, {})
    )


def _number(word: str) -> int:
    """The value of a number, in Roman numerals too; 0 for any other word."""
    return _values_of(word).get(_NUMBER, 0) or _ROMAN.get(word, 0)


@lru_cache(maxsize=2)
def _table(families: str) -> Mapping[str, Values]:
    found = defaultdict[str, dict[int, int]](dict)
    first = 0 if families != _MARKS else 100  # the marks are families of their own
    for family, line in enumerate((one for one in families.splitlines() if one), first):
        for value, part in enumerate(line.split("|")):
            for word in part.split():
                found[word][family] = value
    return found


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _is_form(word: str, head: str) -> bool:
    """True for the same word, also in the plural or with "-ing"."""
    short, long = sorted((_singular(word), _singular(head)), key=len)
    return long == short or (len(short) > _SHORTEST and long in (f"{short}e", f"{short}ing", f"{short}ed"))


@lru_cache(maxsize=SENTENCES)
def _words(text: str) -> Words:
    """The words of a text in small letters, those joined by a hyphen each for itself."""
    parted = text.casefold().replace("-", " ").replace("–", " ").replace("‐", " ").split()
    return tuple(filter(None, (word.strip(_STRIPPED) for word in parted)))

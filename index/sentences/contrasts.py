"""What a question specifies ("before surgery", "low dose", "three fractions", "smokers"), and whether a sentence has it with another value
alone, so that it tells of another time, arm or group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpus.remembering import SENTENCES
from index.sentences.quantities import NUMBERS, bound_contradicted, bound_missing, bounds, points, said_of

_SHORTEST = 3  # letters of a word that a value may stand before
_SHORTEST_DENIED = 4  # letters of a word that "non-" stands before
_GREATEST = 1000  # a greater number is a year, or too many to be a value
# Values that exclude one another before the same word: each line a family, each part of it one value. No comparatives: "is mortality
# lower" is answered by a higher one.
_FAMILIES = """
before prior preceding | after following
with | without w/o no non lacking
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
_WITH, _WITHOUT = "with", frozenset("without w/o no non lacking".split())
_NUMBER = -1  # the family of numbers before what they count
_BETWEEN = frozenset("the a an any their his her its this that these those all each your our to having".split())
# Words that no value is one of: measures and times, which are read as such, people, who are counted otherwise, and words of asking.
_NO_HEAD = frozenset(
    """
    year years month months week weeks day days hour hours hrs minute minutes min mins second seconds night nights times time point points percent
    mmhg dollars euros pounds degrees patient people person participant subject woman women men child children adult individual case control
    paper papers study studies trial trials article articles group groups arm arms thing things one ones and for the with was were are than from not
    respect regard regards
    """.split()
)
_TIMES = frozenset(
    "year years month months week weeks day days hour hours h hr hrs minute minutes min mins".split()
)
_AT = frozenset("at after by within over during on until following".split())  # what a time stands behind
_JOINING = frozenset("and or to".split())
_STRIPPED = ".,;:?!()[]{}\"'“”‘’«»"


class Specifier(NamedTuple):
    """A word of a question with the value that it has there: ``family`` → value (a number's is what it counts up to), the word it stands before in
    the singular, and both as they are written, in small letters."""

    values: Mapping[int, int]
    head: str
    written: str


def is_otherwise(question: str, sentence: str, yes_no: bool) -> bool:
    """True if a sentence has what a question specifies with other values alone: a group, a number of things, a time point, a cut-off.
    ``yes_no``: the question wants yes or no, which "non-" may say."""
    if contradicted(question, sentence) or (not yes_no and denied(question, sentence)):
        return True
    if points(question) and _is_timed(_words(sentence)) and not points(question) & said_of(question, sentence):
        return True
    return bound_contradicted(question, sentence) != ""


def _is_timed(words: tuple[str, ...]) -> bool:
    """True if a sentence tells of a time ("at 6 and 12 months", "the 5-year rate"), and not only how long something took ("a median of 22 days")."""
    times = [at for at, word in enumerate(words) if at and word in _TIMES and _NUMBER in _values_of(words[at - 1])]
    return any(not words[at].endswith("s") or _stands_behind(words, at) in _AT for at in times)


def _stands_behind(words: tuple[str, ...], at: int) -> str:
    """The word before the numbers that a unit of time stands behind; "" if there is none."""
    return next(
        (one for one in reversed(words[:at]) if _NUMBER not in _values_of(one) and one not in _JOINING), ""
    )


def is_as_specified(question: str, sentence: str) -> bool:
    """True if a sentence has what a question specifies as it is specified there: a time point, a cut-off, or a value before the same
    word."""
    words = _words(sentence)
    if points(question) and points(question) & said_of(question, sentence):
        return True
    if bounds(question) and not bound_missing(question, sentence):
        return True
    return any(
        _has_value(one, words, at)
        for one in specifiers(question)
        for at, word in enumerate(words)
        if _singular(word) == one.head
    )


def contradicted(question: str, sentence: str) -> tuple[str, ...]:
    """What a question specifies and a sentence has with other values alone, as the question writes it."""
    return tuple(one.written for one in specifiers(question) if _is_contrary(one, _words(sentence)))


def denied(question: str, sentence: str) -> tuple[str, ...]:
    """The words of a question that a sentence has behind "non-" alone ("smokers" of "non-smokers"), each with the word before it in the
    question ("in smokers")."""
    words = _words(sentence)
    without = {_singular(after) for before, after in pairwise(words) if before == "non"}
    without |= {_singular(word.removeprefix("non")) for word in words if word.startswith("non")}
    asked = pairwise(("", *_words(question))) if without else ()
    return tuple(
        f"{before} {word}".strip()
        for before, word in asked
        if len(word) >= _SHORTEST_DENIED and _singular(word) in without
        if before not in _WITHOUT and not _is_said(_singular(word), words)
    )


def _is_said(word: str, words: tuple[str, ...]) -> bool:
    return any(_singular(one) == word and (not at or words[at - 1] != "non") for at, one in enumerate(words))


@lru_cache(maxsize=64)  # a question's, which are asked for beside each sentence
def specifiers(question: str) -> tuple[Specifier, ...]:
    """What a question specifies; nothing of a family of which it names two values ("before or after surgery")."""
    words = _words(question)
    found = [one for at in range(len(words)) if (one := _specifier(words, at)) is not None]
    named = Counter(family for one in found for family in one.values)
    return tuple(one for one in found if any(named[family] == 1 for family in one.values))


def _specifier(words: tuple[str, ...], at: int) -> Specifier | None:
    values = _values_of(words[at])
    head = next((i for i in range(at + 1, min(at + 3, len(words))) if words[i] not in _BETWEEN), -1)
    if not values or head < 0 or not _is_head(words[head]) or (_NUMBER in values and head != at + 1):
        return None
    return Specifier(values, _singular(words[head]), " ".join(words[at : head + 1]))


def _is_head(word: str) -> bool:
    plain = word.isalpha() and len(word) >= _SHORTEST and not _values_of(word)
    return plain and word not in _NO_HEAD and _singular(word) not in _NO_HEAD


def _is_contrary(asked: Specifier, words: tuple[str, ...]) -> bool:
    """True if each time a sentence has the word, it has it with another value, and the value asked for nowhere."""
    places = [at for at, word in enumerate(words) if _singular(word) == asked.head]
    if not places or (asked.written.split()[0] != _WITH and any(_values_of(one) == asked.values for one in words)):
        return False
    return all(_differs(asked.values, words, at) for at in places)


def _differs(asked: Mapping[int, int], words: tuple[str, ...], at: int) -> bool:
    """True if the word at a place has another value of a family in which a value is asked for."""
    found = _value_there(words, at, _NUMBER in asked)
    return any(family in found and found[family] != value for family, value in asked.items())


def _has_value(asked: Specifier, words: tuple[str, ...], at: int) -> bool:
    """True if the word at a place has the value asked for."""
    found = _value_there(words, at, _NUMBER in asked.values)
    return any(family in found and found[family] == value for family, value in asked.values.items())


def _value_there(words: tuple[str, ...], at: int, beside: bool) -> Mapping[int, int]:
    """The families that the word before a place is a value of, articles and the like between them left out, unless it must stand right
    ``beside`` it; none for "with or without"."""
    before = at - 1
    while before >= max(0, at - 2) and words[before] in _BETWEEN and not beside:
        before -= 1
    if before < 0 or (before > 1 and words[before] in _WITHOUT and words[before - 1] in ("and", "or", _WITH)):
        return {}
    return _values_of(words[before])


@lru_cache(maxsize=4096)
def _values_of(word: str) -> Mapping[int, int]:
    """The families that a word is a value of, with the value."""
    if word in NUMBERS or (word.isdecimal() and word.isascii()):
        number = NUMBERS[word] if word in NUMBERS else int(word[:5])
        return {_NUMBER: number} if number < _GREATEST else {}
    return _table().get(word, {})


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for family, line in enumerate(_FAMILIES.strip().splitlines()):
        for value, part in enumerate(line.split("|")):
            for word in part.split():
                found.setdefault(word, {})[family] = value
    return found


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=SENTENCES)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, those joined by a hyphen each for itself."""
    return tuple(filter(None, (word.strip(_STRIPPED) for word in _parted(text))))


def _parted(text: str) -> Iterator[str]:
    return iter(text.casefold().replace("-", " ").replace("–", " ").replace("‐", " ").split())

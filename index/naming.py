"""What names a thing stays with it: the K of vitamin K, the 10 of IL-10, the T of T cell, the II of type II.

Such words are one phrase, held only where they stand together: a text on vitamin D says nothing of vitamin K.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.analyzer import Token

# Words that are named by what stands behind them, and letters that stand before one ("T cell").
NAMED = frozenset(
    "type types grade stage phase class group level factor category version serotype genotype variant region chromosome omega interleukin "
    "vitamin hepatitis protein influenza covid sars apolipoprotein haemoglobin hemoglobin complement cytochrome mach series model".split()
)
ROMAN = {word: str(n) for n, word in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}
REACH = 6  # words behind a name in which its letter or number may stand in a list ("types 1, 2 and 4")
_BETWEEN = frozenset(("and", "or", "to", "&"))


def belongs(left: Token, right: Token, text: str) -> bool:
    """True where the second of two tokens of a question is part of the first one's name, or the first of the second's."""
    between, before = text[left.end : right.start], text[left.start : left.end]
    genus = between in (". ", ".") and len(before) == 1  # "S. aureus"
    if not (genus or between in (" ", "-", "\u2010", "\u2011")) or not left.word.isascii():
        return False
    written = text[right.start : right.end]
    if left.word.isalpha() and len(left.word) > 1 and _is_suffix(right.word):
        joined = between != " " or left.word in NAMED
        return joined or (len(written) == 1 and written.isupper())
    return (
        len(before) == 1
        and before.isupper()
        and before not in "AI"
        and right.word.isalpha()
        and len(right.word) > 2
    )


def _is_suffix(word: str) -> bool:
    return word in ROMAN or (len(word) == 1 and word.isalpha()) or bool(re.fullmatch(r"\d{1,3}[a-z]?", word))


def other_ways(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Other ways to write a name of two words: "il10" for "il 10", "type 2" for "type ii" and the other way round."""
    left, right = words
    numerals = {number: word for word, number in ROMAN.items()}
    found = [(left + right,)] if len(right) < 4 and right.isdecimal() else []
    other = ROMAN.get(right) or numerals.get(right)
    return (*found, (left, other)) if other else tuple(found)


def parted(word: str) -> tuple[str, str] | None:
    """The name and the number of one written as one word ("il6", "covid19"); None for any other word."""
    match = re.fullmatch(r"([a-z]{2,})(\d{1,3})", word)
    return (match[1], match[2]) if match else None


def together(phrase: Sequence[str], terms: Sequence[str]) -> bool:
    """True where the terms of a name stand together: one after the other, or its last one in a list behind it."""
    first, last = phrase[0], phrase[-1]
    for at, term in enumerate(terms):
        if term == first:
            for other in terms[at + 1 : at + 1 + REACH]:
                if other == last:
                    return True
                if not (other in _BETWEEN or _is_suffix(other)):
                    break
    return False

"""Keeps the parts of a name together: the K of vitamin K, the 10 of IL-10, the T of T cell, the II of type II.

Such words are one phrase, and a text contains it only if they stand together: a text about vitamin D says
nothing about vitamin K.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from corpus.patterns import late
from corpus.sentences import WITH_A_NAME
from index.sentences.asking import COUNTED, TIME
from index.terms.analyzer import Token, comparable
from index.terms.words import ASKING, binds, is_asking, is_run

ROMAN = {
    word: str(n)
    for n, word in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), 1)
}
REACH = 6  # words after a name among which its letter or number may be in a list ("types 1, 2 and 4")
MOST_PARTS = 4  # parts of a name; for longer names no other spellings are searched
SHOUTED = 3  # letters of a name in capitals that is an everyday word too, at least
LONGEST_JOINED = 24  # letters; a longer word is not divided
SHORTEST_SPACED = 4  # letters of each of two words that may be one in spite of a space: "flood water"
ELECTRONIC = "e"  # before a word: "e-books", "ebooks"
GENUS = "."  # after a letter that abbreviates a word beginning with it: "s. aureus"
_BETWEEN = frozenset(("and", "or", "to", "&"))
_HYPHENS = "-\u2010\u2011\u2012\u2013"
_NUMERALS = {number: word for word, number in ROMAN.items()}
_SHORT_GREEK = {"alpha": "a", "beta": "b", "gamma": "g", "delta": "d", "kappa": "k"}
_LONG_GREEK = {short: long for long, short in _SHORT_GREEK.items()}
_CODE = late(r"[a-z]{0,2}\d{1,4}[a-z]?")
_ONWARDS = tuple("/" + _HYPHENS)
_SPACES = (" ", "\u00a0", "\u2009", "\u202f")
_UNITS = late(rf"{COUNTED}|{TIME}")  # words that a number after a short name counts: "ICU 30 patients"
_YEAR = late(r"(?:19|20)\d\d")


def without_binding(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without pairs of characters that contain hiragana, which write the small words between others and name
    nothing.
    """
    kept: list[Token] = []
    run: list[Token] = []
    for token in tokens:
        if run and token.start >= run[-1].end:
            kept += _naming_of(run)
            run = []
        (run if is_run(token.word) else kept).append(token)
    return [*kept, *_naming_of(run)]


def _naming_of(run: Sequence[Token]) -> Sequence[Token]:
    """The tokens of a run of kanji and kana that may name something; all of them if every one contains hiragana."""
    return [token for token in run if not binds(token.word)] or run


def names_in(tokens: Iterable[Token], text: str, is_written: Callable[[str, bool], bool]) -> list[list[Token]]:
    """The words of a text that may name something; words of one name are together in one list. ``is_written``: whether
    the library writes a folded word; with True beside it, whether that is no mistake, too.
    """
    there = without_binding([token for token in tokens if token.term])
    names: list[list[Token]] = []
    joined = False
    for at, token in enumerate(there):
        if joined:
            names[-1].append(token)
        right, after = (there[at + n] if at + n < len(there) else None for n in (1, 2))
        joins = right is not None and _joins(token, right, after, text, not joined, is_written)
        if not joined and (joins or not is_asking(token.word, token.start, text)):
            names.append([token])
        joined = joins and len(names[-1]) < MOST_PARTS
    return names


def _joins(
    left: Token, right: Token, after: Token | None, text: str, led: bool, is_written: Callable[[str, bool], bool]
) -> bool:
    """True if two adjacent words are one name, or the library also writes them as one word."""
    if is_asking(left.word, left.start, text) and left.word not in WITH_A_NAME:
        return False
    spaced = text[left.end : right.start] == " " and min(len(left.word), len(right.word)) >= SHORTEST_SPACED
    spaced = spaced and right.word != "less"  # "was pain less with tea?"
    one = (spaced or is_hyphened(left, right, text)) and is_written(left.word + right.word, spaced)
    return one or is_named(left, right, after, text, led)


def words_of(tokens: Sequence[Token], text: str) -> str:
    """A name's folded words, joined by spaces; for a run of kanji, the folded run."""
    if len(tokens) > 1 and tokens[1].start < tokens[0].end:
        return comparable(text[tokens[0].start : tokens[-1].end])
    return " ".join(token.word for token in tokens)


def is_hyphened(left: Token, right: Token, text: str) -> bool:
    """True if there is exactly one hyphen between two words."""
    between = text[left.end : right.start]
    return len(between) == 1 and between in _HYPHENS


def is_named(left: Token, right: Token, after: Token | None, text: str, led: bool = True) -> bool:
    """True if two adjacent tokens of a question are parts of one name.

    ``after``: the next token; a number that counts it ("30 patients") is no name. ``led``: False if ``left``
    already belongs to the name before it: in "vitamin D levels", "D levels" is no name.
    """
    # of one run of kanji; or of one quantity, which is part of a name as "5D" is of "EQ-5D"
    if right.start < left.end:
        return right.start > left.start or not led
    between, before, written = (
        text[left.end : right.start],
        text[left.start : left.end],
        text[right.start : right.end],
    )
    if between == ". ":
        return len(before) == 1 and before.isupper() and _is_word(right.word) and written.islower()
    if is_hyphened(left, right, text):
        return _joined(right, before, written, led)
    return between in _SPACES and (
        _behind(left, right, before, written, after, text) or (led and _led(before, right, written))
    )


def _joined(right: Token, before: str, written: str, led: bool) -> bool:
    """True if two hyphened words are one name: "IL-10", "NF-κB", "B-52", "HLA-DR4", "B-tree"; but not
    "MRI-guided", "FITC-PNA", "12-14"."""
    if not any(c.isalpha() for c in before):
        return False
    if _is_suffix(right.word) and not _YEAR.fullmatch(right.word):
        return True
    code = len(written) <= 5 and any(c.isupper() or not c.isascii() for c in written)
    code = code and not (len(written) > 2 and written.isalpha() and written.isascii() and written.isupper())
    return code or (led and _led(before, right, written))


def _led(before: str, right: Token, written: str) -> bool:
    """True if a single capital letter stands before a word: "T cell", "X-ray", "H pylori"."""
    capital = len(before) == 1 and before.isupper() and before not in "AI"
    return capital and written.islower() and _is_word(right.word) and right.word not in ASKING


def _is_word(word: str) -> bool:
    return word.isalpha() and len(word) > 2


def _behind(left: Token, right: Token, before: str, written: str, after: Token | None, text: str) -> bool:
    """True if a letter, number or numeral follows a name: "protein S", "type 2", "collagen IV", "ISO 9001",
    "Python 3"."""
    if not left.word.isalpha() or len(left.word) < 2 or not left.word.isascii():
        return False
    if text[right.end : right.end + 1] in _ONWARDS:
        return False  # the letter belongs to what follows: "arm U-Blade", "median U/ml"
    named = left.word in WITH_A_NAME
    if len(written) == 1 and written.isupper():
        return (
            written != "A"
            or (named and before.islower())
            or ((named or before.islower()) and _ends_at(right, after, text))
        )
    if right.word in ROMAN:
        return named or written.isupper()
    if named and _is_suffix(right.word):
        return written != "a" or _ends_at(right, after, text)
    if _CODE.fullmatch(right.word) is None or _YEAR.fullmatch(right.word):
        return False
    if before.isupper():
        return after is None or not _UNITS.fullmatch(after.word)
    proper = before[0].isupper() and left.start > 0
    return proper and (not right.word.isdecimal() or _ends_at(right, after, text))


def _ends_at(token: Token, after: Token | None, text: str) -> bool:
    """True if no word follows that the token could count or be the article of."""
    if after is None:
        return True
    between = text[token.end : after.start]
    return between != " " or after.word in _SMALL


_SMALL = frozenset(
    """in of on at for with without and or to from by after before during is are was were be as among between versus vs than
    do does did can could has have had will would may might should against into under over within the a an used when where""".split()
)


def _is_suffix(word: str) -> bool:
    return word in ROMAN or (len(word) == 1 and word.isalpha()) or _CODE.fullmatch(word) is not None


def other_ways(words: Sequence[str], genus: bool = False) -> Iterator[tuple[str, ...]]:
    """Other spellings of a name of several words: "il10" for "il 10", "type 2" for "type ii", "nfkb" for "nf
    kappab". ``genus``: the first word is the abbreviated genus of a species."""
    if genus:
        yield (words[0] + GENUS, *words[1:])
    if not genus and len(words) <= MOST_PARTS:
        yield from (way for way in _groupings(words) if way != tuple(words))
    other = ROMAN.get(words[-1]) or _NUMERALS.get(words[-1])
    if other:
        yield (*words[:-1], other)


def _groupings(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All spellings of some words: each joined with the next one or not, Greek letters short or long."""
    for written in product(*(dict.fromkeys((word, _short(word))) for word in words)):
        for joins in product((False, True), repeat=len(words) - 1):
            parts = [written[0]]
            for word, join in zip(written[1:], joins, strict=True):
                parts = [*parts[:-1], parts[-1] + word] if join and _may_join(parts[-1], word) else [*parts, word]
            yield tuple(parts)


def _may_join(left: str, right: str) -> bool:
    """False if ``right`` is a letter after a longer word, as joined they may look like its plural ("protein s")."""
    return len(right) > 1 or not right.isalpha() or len(left) < 4 or left in _SHORT_GREEK


def _short(word: str) -> str:
    """The word with a Greek letter at its beginning replaced by the Latin one: "kappab" → "kb"."""
    for long, short in _SHORT_GREEK.items():
        if word.startswith(long) and len(word) - len(long) <= 1:
            return short + word[len(long) :]
    return word


def parted(word: str, written: str) -> Iterator[tuple[str, ...]]:
    """The ways to divide one word into several: "il6" into "il 6", "sarscov2" into "sars cov 2", "NFkB" into "nf
    kappab".

    ``written``: the word as it was typed; a Latin letter is read as a Greek one only if the word has several
    capitals. A number has no parts: "0.64" is not 64.
    """
    if len(word) > LONGEST_JOINED or not any(map(str.isalpha, word)):
        return
    words = [word]
    capitals = sum(c.isupper() for c in written)
    if capitals > 1:
        words += [
            word[:at] + _LONG_GREEK[word[at]] + word[at + 1 :]
            for at in range(2, len(word))
            if word[at] in _LONG_GREEK
        ]
    for one in words:
        if one != word:
            yield (one,)
        yield from _cuts(one)


def _cuts(word: str) -> Iterator[tuple[str, ...]]:
    """A word divided into two parts, or into three if the last is a number or the second a Greek letter."""
    for long in _SHORT_GREEK:
        at = word.find(long, 1)
        if at > 0 and at + len(long) < len(word):
            yield word[:at], long, word[at + len(long) :]
    number = re.fullmatch(r"(.*?\D)(\d+)", word)
    for cut in range(1, len(word)):
        left, right = word[:cut], word[cut:]
        if not (left[-1].isdigit() and right[0].isdigit()):
            yield left, right
    if number:
        for cut in range(2, len(number[1]) - 1):
            yield number[1][:cut], number[1][cut:], number[2]


def together(phrase: Sequence[str], terms: Sequence[str]) -> bool:
    """True if the terms of a name stand together: one after the other, or the last one in a list after the
    others ("types 1, 2 and 4").

    A first term that ends with a full stop (an abbreviated genus) matches any word that begins with its letters.
    """
    head, last = tuple(phrase[:-1]), phrase[-1]
    size = len(head)
    for at in range(size, len(terms)):
        if head[0].endswith(GENUS):
            if terms[at] == last and terms[at - 1].startswith(head[0][:-1]):
                return True
        elif tuple(terms[at - size : at]) == head and _in_list(last, terms[at : at + REACH]):
            return True
    return False


def _in_list(last: str, behind: Sequence[str]) -> bool:
    for other in behind:
        if other == last:
            return True
        if not (other in _BETWEEN or _is_suffix(other)):
            return False
    return False


def is_shouted(word: str, text: str) -> bool:
    """True for a word in capitals in a text that is not all in capitals: "REST" then names a study and does not mean
    rest.
    """
    return len(word) >= SHOUTED and word.isalpha() and word.isupper() and not text.isupper()

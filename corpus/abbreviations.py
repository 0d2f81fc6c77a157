"""Short forms and what they stand for, as each paper writes them out: "long form (SHORT)" and "SHORT [long form]".

The matching is Schwartz and Hearst's ("A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical
Text", Pacific Symposium on Biocomputing 2003): read both backwards; every letter of the short form must be found
in the long one, the first at the beginning of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from corpus.models import Abbreviation, Paper
from corpus.patterns import late
from corpus.sentences import Span, spans_of

_ASIDE = late(r"\(([^()\[\]]{2,200})\)|\[([^()\[\]]{2,200})\]")
_SHORT = late(r"(?=[^\s]*[A-Z])[^\W_][\w.+/‑‐-]{1,13}(?: [A-Z0-9][\w-]{0,5})?")
# A long form is a name: no clause, no bare number ("the median was 54.4 (TES)").
_CLAUSE = late(r"[;:]|\.\s|\b(?:is|are|was|were|had|has)\b|(?<![\w-])[\d.,]+(?![\w-])")
_WORD_BEFORE = late(r"(?<![\w-])((?=\S{0,9}[A-Z])[^\W_][\w.+/‑‐-]{1,9})\Z")
_ONE = late(r"[^\W_](?:[\w+/‑‐-]|\.(?=\w))*")  # what may be a short form of one word
_WORD = late(r"[^\W_]+")
_LONGEST_WORD = 12  # characters before an aside that surely hold such a word and the one before it in full
# characters before an aside in which its long form may begin; the limit keeps the time proportional to the text
LONGEST = 400


def abbreviations_of(paper: Paper, sentences: Iterable[Span] | None = None) -> tuple[Abbreviation, ...]:
    """Every definition in a paper's sentences, in order; of equal pairs (short form, long form) the first. Pass
    ``sentences`` if they are known already."""
    found: dict[tuple[str, str], Abbreviation] = {}
    for sentence in spans_of(paper.abstract or "") if sentences is None else sentences:
        for short, start, end in _definitions(sentence.text):
            long = sentence.text[start:end]
            found.setdefault(
                (short, long.casefold()),
                Abbreviation(
                    short=short,
                    long=long,
                    key=paper.key,
                    sentence=sentence.number,
                    start=sentence.start + start,
                    end=sentence.start + end,
                ),
            )
    return tuple(found.values())


class LongForms:
    """The short forms of a paper with the long forms it gives them, read from its abstract when they are first needed."""

    def __init__(self, paper: Paper) -> None:
        """The paper."""
        self._paper = paper

    @cached_property
    def _long(self) -> dict[str, str]:
        return {one.short: one.long for one in reversed(abbreviations_of(self._paper))}

    def written_out(self, text: str) -> str:
        """A text of the paper with each long form behind its short form: "LPFS local progression-free survival was 98 %"."""
        return _ONE.sub(
            lambda word: f"{word[0]} {self._long[word[0]]}" if word[0] in self._long else word[0], text
        )


def _definitions(text: str) -> Iterable[tuple[str, int, int]]:
    """(short form, start and end of the long form) for each aside of a sentence that defines one."""
    for aside in _ASIDE.finditer(text):
        inside = aside.group(1) or aside.group(2)
        at = aside.start() + 1
        short = re.split(r"[;,=]|\s[–—-]\s|\s(?:or|for short)\b", inside)[0].strip(" “”\"'")
        start = max(0, aside.start() - LONGEST)
        before = text[start : aside.start()].rstrip()
        if _SHORT.fullmatch(short) and (long := _before(before, short, cut=start > 0)):
            yield short, start + long[0], start + long[1]
        elif (word := _WORD_BEFORE.search(before[-_LONGEST_WORD:])) and (long := _within(inside, word.group(1))):
            yield word.group(1), at + long[0], at + long[1]


def _before(text: str, short: str, cut: bool) -> tuple[int, int] | None:
    """The long form that ends where the aside begins; ``cut``: the text's first word may be half of one."""
    reach = min(_size(short) + 5, 2 * _size(short))
    if not reach:
        return None
    first = _last_words(text, reach, cut)
    start = _by_initials(short, text[first:])
    start = _match(short, text[first:]) if start is None else start
    return _valid(short, text, first + start, len(text)) if start is not None else None


def _last_words(text: str, most: int, cut: bool) -> int:
    """Where the last words of a text begin, at most so many; never with what may be half a word."""
    words = text.rsplit(None, most)
    left = len(words[0]) if words and (len(words) > most or cut) else 0
    return len(text) - len(text[left:].lstrip())


def _within(inside: str, short: str) -> tuple[int, int] | None:
    """The long form that fills the aside after its short form: it must begin with the short form's letter."""
    if len(inside.split()) < 2:
        return None
    return _valid(short, inside, 0, len(inside)) if _match(short, inside) == 0 else None


def _size(short: str) -> int:
    return sum(c.isalnum() for c in short)


def _by_initials(short: str, long: str) -> int | None:
    """The start of the last words whose initials are the short form: for BBS "Brief Bread Scale" and not "Bread
    Scale"; None if the initials differ.
    """
    letters = [c.lower() for c in _singular(short) if c.isalnum()]
    words = [word.start() for word in _WORD.finditer(long)][-len(letters) :]
    return words[0] if [long[at].lower() for at in words] == letters else None


def _match(short: str, long: str) -> int | None:
    """Where in ``long`` the long form of ``short`` begins, or None: Schwartz and Hearst's findBestLongForm."""
    letters = [c.lower() for c in _singular(short) if c.isalnum()]
    at = len(long) - 1
    for number in range(len(letters) - 1, -1, -1):
        while at >= 0 and not (long[at].lower() == letters[number] and (number or _begins_word(long, at))):
            at -= 1
        if at < 0:
            return None
        at -= 1
    return at + 1


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _singular(short: str) -> str:
    """Without the plural's s: "miRNAs" → "miRNA"."""
    return short[:-1] if len(short) > 2 and short[-1] == "s" and short[-2].isupper() else short


def _valid(short: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span, unless what it holds cannot be a long form."""
    long = text[start:end]
    words = long.split()
    if len(long) <= len(short) or short.lower() in (word.lower().strip(",;") for word in words):
        return None
    if len(words) > 2 * _size(short) or _CLAUSE.search(long) or not long[0].isalnum():
        return None
    return start, end

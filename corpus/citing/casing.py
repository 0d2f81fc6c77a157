"""A title in Title Case → the same in sentence case, as APA prints it; names and short forms keep their capitals."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_INSIDE = re.compile(r"(?<=[a-z0-9,;)] )[A-Z][\w’'-]*")  # capitals in the middle of a sentence
_SUBTITLE = re.compile(r"(?<=: )[a-z](?=[a-z]*(?:[^\w-]|\Z|-[a-z]))")
_BEGINS = re.compile(r"(?:^|[:.?!—]\s+|[“\"‘(\[])$")
_OWNED = re.compile(r"[’']s?$")
_NO_NAMES = frozenset(
    "child children woman women man men people patient patients nurse nurses parent parents today world".split()
)
_LONG, _SHARE, _LEAST = (
    4,
    0.7,
    3,
)  # letters of a word that Title Case writes large; how many of them are; how many there must be


def sentence_case(title: str, abstract: str | None) -> str:
    """A title as a sentence writes it; one that is not in Title Case stays, and so does one without an abstract.

    The abstract tells which words are names: those it writes with a capital inside its sentences.
    """
    if not abstract or not in_title_case(title):
        return title
    names = {part for word in _INSIDE.findall(abstract) for part in (word, *word.split("-"))}
    pieces, at = list[str](), 0
    for found in _WORD.finditer(title):
        pieces.append(title[at : found.start()])
        begins = _BEGINS.search(title[: found.start()][-3:]) is not None
        parts = found[0].split("-")
        pieces.append("-".join(part if begins and n == 0 else _small(part, names) for n, part in enumerate(parts)))
        at = found.end()
    return "".join((*pieces, title[at:]))


def with_subtitle(title: str) -> str:
    """A title whose subtitle, behind a colon, begins large; a word that has capitals or figures of its own (mRNA, p53) stays."""
    return _SUBTITLE.sub(lambda found: found[0].upper(), title)


def in_title_case(title: str) -> bool:
    """Whether a title writes its words large: nearly all long ones behind the first, and at least three."""
    long = [word for word in _WORD.findall(title)[1:] if len(word) >= _LONG]
    large = sum(1 for word in long if word[:1].isupper())
    return large >= _LEAST and large >= _SHARE * len(long)


def _small(word: str, names: set[str]) -> str:
    """A word in small letters; a name, what belongs to one, and anything with further capitals or figures stay."""
    bare = _OWNED.sub("", word)
    if word in names or bare in names or not word[1:].islower():
        return "a" if word == "A" and word not in names else word
    if bare != word and bare.casefold() not in _NO_NAMES:  # Parkinson's
        return word
    return word.lower()

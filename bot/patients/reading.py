"""Text as the signs read it: one form for every way to write a letter, a digit, a hyphen or a space."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from corpus.models import Model

_DASHES = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"}
_SIGNS = _DASHES | {ord("’"): "'", ord("№"): "no."}
_LATIN = 0x250  # from here on marks belong to the letter, as in が
_MARKS = range(0x300, 0x370)


class Plain(Model):
    """A text in plain form; ``source[i]`` is where in the original its i-th character comes from."""

    text: str
    source: tuple[int, ...]


def plain(text: str) -> Plain:
    """A text with full-width forms, accents, dashes and spaces as a keyboard has them; unseen characters left out.

    Each character is read by itself, so the work grows with the text and no faster.
    """
    letters: list[str] = []
    source: list[int] = []
    for place, character in enumerate(text):
        for letter in _plain(character):
            if letter != " " or letters[-1:] != [" "]:
                letters.append(letter)
                source.append(place)
    return Plain(text="".join(letters), source=tuple(source))


@lru_cache(4096)
def _plain(character: str) -> str:
    if character.isspace() or character == "_":
        return " "
    if unicodedata.category(character) == "Cf" or ord(character) in _MARKS:
        return ""
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    wide = character.translate(_SIGNS)
    wide = unicodedata.normalize("NFKC", wide).translate(_SIGNS)
    if all(ord(letter) < _LATIN for letter in wide):
        wide = "".join(part for part in unicodedata.normalize("NFD", wide) if ord(part) not in _MARKS)
    return wide

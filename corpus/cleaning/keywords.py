"""The list of keywords that stands behind an abstract in the same field, where people copied both from a page or a PDF."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.patterns import late

_ENGLISH = r"(?:author |additional )?key[ -]?words(?: and phrases)?|index terms"
_OTHERS = (
    r"palabras?[ -]claves?|palavras?[ -]chaves?|mots?[ -]cl(?:és?|efs?)|schl(?:ü|ue)sselw(?:ö|oe)rter|schlagw(?:ö|oe)rter|parole[ -]chiave|trefwoorden|ключевые слова|ключові слова"
    r"|anahtar (?:kelimeler|sözcükler)|słowa kluczowe|klíčová slova|ključne ri?ječi|ključne besede|cuvinte cheie|kulcsszavak|nyckelord|avainsanat|kata kunci"
    r"|关键词|關鍵詞|关键字|キーワード|키워드|주제어|핵심어"
)
_TAIL = late(
    rf"(?:(?<=[.!?)\]”\"'。])\s?|\n)(?:(?P<english>{_ENGLISH})|{_OTHERS})\s?(?:[:：.—–]|-(?=\s)|\n)\s?(?P<listed>[^\n]{{1,600}})\Z",
    re.IGNORECASE,
)
# of which such a list's label has one, in ASCII's letters or others
_PLAIN = tuple(
    "key|index terms|clave|chave|mots|schl|chiave|trefw|anahtar|cheie|kulcs|nyckel|avainsan|kunci".split("|")
)
_FURTHER = tuple("ключ|kluczow|klíč|ključ|关键|關鍵|キーワード|키워드|주제어|핵심어".split("|"))
_LONGEST = 700  # characters: such a list with its label
_JOINTS = late(r"[;,·•|、；，\t]|\s[-–—/]\s|\.\s")
_TOLD = late(r"\b(?:is|are|was|were|we|this|that|these|has|have|which|there)\b", re.IGNORECASE)
_MOST, _MOST_WORDS, _LONGEST_WORD = 30, 7, 90  # keywords, words of one, its characters
_LISTS = 3  # one behind the other, in as many languages


class Untailed(NamedTuple):
    """An abstract without the lists of keywords at its end, and the keywords: the English ones where there are some."""

    text: str
    keywords: tuple[str, ...] = ()


def without_keywords(abstract: str) -> Untailed:
    """An abstract without the lists of keywords behind it; what may be a sentence is none."""
    end = abstract[-_LONGEST:].casefold()
    if not any(map(end.__contains__, _PLAIN if end.isascii() else _PLAIN + _FURTHER)):
        return Untailed(abstract)
    text, kept, is_english = abstract, tuple[str, ...](), False
    for _ in range(_LISTS):
        found = _TAIL.search(text, max(0, len(text) - _LONGEST))
        words = _listed(found["listed"]) if found and found.start() > 0 else ()
        if not found or not words:
            break
        text = text[: found.start()].rstrip()
        if found["english"] or not is_english:
            kept, is_english = words, bool(found["english"])
    return Untailed(text, kept)


def _listed(text: str) -> tuple[str, ...]:
    """The keywords of a list; none if it is not surely one."""
    words = [one.strip(" .\t") for one in _JOINTS.split(text)]
    if len(words) > _MOST or any(
        len(one) > _LONGEST_WORD or one.count(" ") >= _MOST_WORDS or _TOLD.search(one) for one in words
    ):
        return ()
    return tuple(dict.fromkeys(filter(None, words)))

"""German words: their base forms, their parts, and the English words that are spelt like them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from corpus.patterns import late

_ENDINGS = ("ern", "en", "em", "er", "es", "e", "n", "s")
_PARTICIPLE = late(
    r"(?P<before>(?:ab|an|auf|aus|ein|nach|vor|zu|mit|um|unter|weg)?)ge(?P<stem>\w{3,}?)(?:e?t|en)(?:e[nmrs]?)?"
)
SHARED = 6  # letters of a word that two languages may share
_ENDS_OF_SHARED = (
    ("ionen", "ions"), ("ion", "ion"), ("itäten", "ities"), ("ität", "ity"), ("ische", "ic"), ("isches", "ic"), ("ischen", "ic"), ("isch", "ic"),
    ("ien", "ies"), ("ie", "y"), ("ik", "ic"), ("ose", "osis"), ("ese", "esis"), ("yse", "ysis"), ("osen", "oses"), ("asen", "ases"), ("ase", "asis"), ("ate", "ates"), ("en", "s"), ("en", "es"),
    ("en", "e"), ("e", ""), ("er", "er"), ("n", ""), ("", ""), ("", "e"),
)  # fmt: skip


def of_parts(word: str, words: Mapping[str, str], held: Callable[[str], bool]) -> str:
    """A German word in English: found as it is, without its ending, in two parts, or as a similar word of the library."""
    low = word.casefold()
    if found := _bare(low, words):
        return found
    if held(word):
        return word
    for cut in range(len(low) - 3, 2, -1):
        head, tail = low[:cut], _bare(low[cut:], words)
        front = tail and (
            _bare(head, words) or _bare(re.sub(r"(?:s|n|en|er)$", "", head), words) or _held(head, held)
        )
        if tail and front:
            return f"{front} {tail}"
    return next((one for one in _kindred(low) if one != low and held(one)), word)


def _held(word: str, held: Callable[[str], bool]) -> str:
    """A word, or its English spelling, that the library has; "" if it has neither."""
    return next((one for one in (word, *_kindred(word)) if len(word) >= SHARED and held(one)), "")


def _bare(word: str, words: Mapping[str, str]) -> str:
    """The English of a word in any of its forms; "" if unknown."""
    base = tuple(forms(word))
    longer = (f"{form}{end}" for end in ("e", "n", "en") for form in base)
    return next((words[form] for form in (*base, *longer) if form in words), "")


def forms(word: str) -> Iterator[str]:
    """The possible base forms of a word: without its ending; for a participle the verb ("geheilt": heilen)."""
    yield word
    yield from (word.removesuffix(end) for end in _ENDINGS if word.endswith(end) and len(word) - len(end) > 2)
    if match := _PARTICIPLE.fullmatch(word):
        yield from (f"{match['before']}{match['stem']}{end}" for end in ("en", "n"))


def _kindred(word: str) -> Iterator[str]:
    """The possible English spellings of a German word from Greek or Latin."""
    if len(word) < SHARED:
        return
    for end, other in _ENDS_OF_SHARED:
        if word.endswith(end):
            stem = word.removesuffix(end)
            latin = stem.replace("k", "c").replace("ä", "a").replace("ö", "o").replace("ü", "y")
            yield from (
                f"{one}{other}"
                for one in (
                    stem,
                    latin,
                    latin.replace("z", "c"),
                    latin.replace("a", "ae"),
                    stem.replace("f", "ph"),
                )
            )

"""Which questions ask what an abbreviation means, and the papers' definitions of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.models import Abbreviation
from corpus.patterns import late
from index.terms.forms import ShortForms, bare

_ASKS = late(
    r"^(?:(?:so|and|hey|hi|pls|please|um|ok|btw|quick question|can (?:you|u) (?:tell me|explain)|(?:do you )?know|remind me|explain|"
    r"tell me|i forgot|sorry|again)[\s,:]+)*"
    # Each word can be read in one way only: with "what is" beside "what" and "is" a long run of them would never end.
    r"(?:(?:what|wat|wht|whats|what's|wats|meaning of|(?:full|long) (?:form|name) (?:of|for)|define|definition of|expand|spell out|"
    r"expansion of|abbreviation(?: for| of)?|acronym|term|letters?|is|are|does|do|did|the|an?|s)\s+)*"
    r"[\"'“‘]?(?P<short>(?:[\w+/-]|\.++)+(?: [\w+/-]+)??)[\"'”’]?\s*"
    r"(?P<tail>(?:stands?|standing|stnads?) for.*|means?\b.*|short for.*|abbreviat\w+.*|(?:full|long) (?:form|name).*|"
    r"is (?:it )?(?:what|short).*|here|exactly|again|definition|meaning|in full|in (?:this|the|that) (?:context|paper|abstract|issue)|"
    r"\bin (?:the )?[\w\s-]+(?:paper|study|abstract|one))?\s*[?.!]*$",
    re.IGNORECASE,
)
WORDS_OF_ASKING = late(
    r"\b(?:stands?|stnads?|standing) for\b|\b(?:do|does|did) (?:\S+ ){1,4}mean\b|\bmeans? what\b|\bmeaning\b|\bwhat \S+ means\b"
    r"|\bdefin(?:e|ition)\b|\babbreviat\w+|\bacronym|\b(?:full|long) (?:form|name)|\bexpand\b|\bexpansion\b|\bshort for\b"
    r"|\bspell(?:ed)? out\b|\bin full\b",
    re.IGNORECASE,
)
_WHAT_IS = late(r"^\W*(?:so |and |hey |ok )?(?:what|wat)(?:'s|s| is| are)?\s+(?:an? |the )?", re.IGNORECASE)
_ORDINARY = frozenset("is in it what does for the a an of are mean stand or us all as".split())


def asked_short_form(question: str, short_forms: ShortForms) -> tuple[str, bool] | None:
    """The abbreviation whose meaning a question asks for, and True if these papers write it out; None if it asks
    for no abbreviation.

    "What is TES?" counts only if these papers write out TES; "what does ECOG stand for?" always counts.
    """
    line = " ".join(question.split())
    wording = bool(WORDS_OF_ASKING.search(line))
    if wording and (named := _known_word(line, short_forms)):
        return named, True
    match = _ASKS.match(line)
    if not match:
        return None
    short = match["short"]
    known = short_forms.known(short)
    if known and (wording or _WHAT_IS.match(line) or bare(line) == bare(short)):
        return known, True
    if wording and (_in_capitals(short) or (_stands_for(match["tail"]) and _short(short))):
        return short, False
    return None


def _stands_for(tail: str | None) -> bool:
    """True if a wording is used only for abbreviations ("stand for"); "mean" can be asked of any word."""
    return bool(tail and not tail.casefold().startswith("mean"))


def _known_word(line: str, short_forms: ShortForms) -> str | None:
    """The abbreviation in a question that these papers write out, in their spelling; None if there is none or
    several.
    """
    found = [short for word in may_be_short(line) if (short := short_forms.known(word))]
    return found[0] if len(dict.fromkeys(found)) == 1 else None


def may_be_short(line: str) -> Iterator[str]:
    """The words of a question that may be an abbreviation, and each two of them as one, in small letters."""
    words = [bare(word) for word in re.findall(r"[\w+/-]+", line)]
    pairs = (f"{a}{b}" for a, b in zip(words, words[1:], strict=False))
    return (word for word in (*words, *pairs) if word not in _ORDINARY)


def _short(word: str) -> bool:
    return 1 < sum(c.isalpha() for c in word) <= 5


def _in_capitals(word: str) -> bool:
    """True if a word is written like an abbreviation."""
    letters = [c for c in word if c.isalpha()]
    return len(letters) <= 8 and sum(c.isupper() for c in letters) >= 2


def entries_for(short: str, short_forms: ShortForms) -> list[Abbreviation]:
    """The papers' definitions of an abbreviation; of those with the same long form only the first."""
    found: dict[str, Abbreviation] = {}
    for entry in short_forms.entries(short):
        found.setdefault(" ".join(entry.long.casefold().split()), entry)
    return list(found.values())

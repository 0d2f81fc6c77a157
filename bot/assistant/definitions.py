"""What an abbreviation means: the sentence that writes it out, per paper, because letters are shared."""

from __future__ import annotations

import re

from corpus.models import Abbreviation
from index.shortforms import ShortForms, bare

_ASKS = re.compile(
    r"^(?:(?:so|and|hey|hi|pls|please|um|ok|btw|quick question|can (?:you|u) (?:tell me|explain)|(?:do you )?know|remind me|explain|"
    r"tell me|i forgot|sorry|again)[\s,:]+)*"
    # Each word can be read in one way only: with "what is" beside "what" and "is" a long run of them would never end.
    r"(?:(?:what|wat|wht|whats|what's|wats|meaning of|(?:full|long) (?:form|name) (?:of|for)|define|definition of|expand|spell out|"
    r"expansion of|abbreviation(?: for| of)?|acronym|term|letters?|is|are|does|do|did|the|an?|s)\s+)*"
    r"[\"'“‘]?(?P<short>[\w+/.-]+(?: [\w+/-]+)??)[\"'”’]?\s*"
    r"(?P<tail>(?:stands?|standing|stnads?) for.*|means?\b.*|short for.*|abbreviat\w+.*|(?:full|long) (?:form|name).*|"
    r"is (?:it )?(?:what|short).*|here|exactly|again|definition|meaning|in full|in (?:this|the|that) (?:context|paper|abstract|issue)|"
    r"\bin (?:the )?[\w\s-]+(?:paper|study|abstract|one))?\s*[?.!]*$",
    re.IGNORECASE,
)
_WORDS_OF_ASKING = re.compile(
    r"\b(?:stands?|stnads?|standing) for\b|\b(?:do|does|did) (?:\S+ ){1,4}mean\b|\bmeans? what\b|\bmeaning\b|\bwhat \S+ means\b"
    r"|\bdefin(?:e|ition)\b|\babbreviat\w+|\bacronym|\b(?:full|long) (?:form|name)|\bexpand\b|\bexpansion\b|\bshort for\b"
    r"|\bspell(?:ed)? out\b|\bin full\b",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(
    r"^\W*(?:so |and |hey |ok )?(?:what|wat)(?:'s|s| is| are|s)?\s+(?:an? |the )?", re.IGNORECASE
)


def asked_short_form(question: str, short_forms: ShortForms) -> tuple[str, bool] | None:
    """The short form a question wants written out, and whether these papers do; None if it asks for no such thing.

    "What is TES?" counts only where TES is a short form of these papers; "what does ECOG stand for?" always.
    """
    line = " ".join(question.split())
    wording = bool(_WORDS_OF_ASKING.search(line))
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
    """True for wordings that only short forms are asked with; any word may be asked what it means."""
    return bool(tail and not tail.casefold().startswith("mean"))


def _known_word(line: str, short_forms: ShortForms) -> str | None:
    """The one word of a question that is a short form of these papers, as they write it."""
    words = [bare(word) for word in re.findall(r"[\w+/-]+", line)]
    pairs = [f"{a}{b}" for a, b in zip(words, words[1:], strict=False)]
    ordinary = {
        "is",
        "in",
        "it",
        "what",
        "does",
        "for",
        "the",
        "a",
        "an",
        "of",
        "are",
        "mean",
        "stand",
        "or",
        "us",
        "all",
        "as",
    }
    named = (short_forms.known(word) for word in (*words, *pairs) if word not in ordinary)
    found = [short for short in named if short]
    return found[0] if len(dict.fromkeys(found)) == 1 else None


def _short(word: str) -> bool:
    return 1 < sum(c.isalpha() for c in word) <= 5


def _in_capitals(word: str) -> bool:
    """True for what is written like an abbreviation."""
    letters = [c for c in word if c.isalpha()]
    return len(letters) <= 8 and sum(c.isupper() for c in letters) >= 2


def entries_for(short: str, short_forms: ShortForms) -> list[Abbreviation]:
    """The papers' definitions of a short form: one a paper, those with the same long form only once."""
    found: dict[str, Abbreviation] = {}
    for entry in short_forms.entries(short):
        found.setdefault(" ".join(entry.long.casefold().split()), entry)
    return list(found.values())

"""Which two papers a question wants side by side: named, called by their studies, or those talked about and shown."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.assistant.continuing import COMPARES
from bot.assistant.reading.called import study_of
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.titles import titles_holding
from bot.assistant.reading.words import fold
from bot.assistant.telling.choosing import Library
from bot.assistant.telling.pointing import is_choice
from corpus.models import Paper
from corpus.patterns import late
from index.words import ASKING

# "Kang vs Park"
_VERSUS = late(r"^(?P<one>\S.{0,80}?) (?:vs\.?|versus) (?P<other>\S.{0,80}?)[\s?.!]*$", re.IGNORECASE)
_HOW_COMPARES = late(
    r"^(?:(?:and|so|ok|but)[\s,]+)*how (?:does|do|did|would) (?P<it>(?:it|this|that)(?: one| paper| study| trial| review)?) (?:compare|differ|stack up) (?:with|to|from|against) ",
    re.IGNORECASE,
)
_BOTH = late(
    r"^(?:(?:please|pls|can you|could you|now|and|ok)[\s,]+)*compare (?:(?:them|these|those)(?: two)?|both(?: of (?:them|these|those))?|the (?:last |first |above )?two)(?: (?:papers|studies|trials|articles|reviews|surveys|experiments|cohorts|ones))?"
    r"(?: (?:on|about|of|in terms of|regarding|with respect to|as to|concerning) (?P<topic>\S.*?))?[\s?.!]*$",
    re.IGNORECASE,
)
_NOUN_BEHIND = late(r"(?i) (papers?|study|studies|trials?|articles?|reviews?|surveys?|cohorts?)$")
_NAMES_PAPER = late(
    r"\b(?:papers?|study|trial|article|review|one|first|second|third|last)\b|10\.\d{4}|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)


class Pair(NamedTuple):
    """Two papers that a question wants compared, the topic ("" for none), and the one that is talked about from then on."""

    one: Paper
    other: Paper
    topic: str
    about: Paper


def asked_pair(question: str, library: Library) -> Pair | None:
    """The two papers that a question wants compared. None unless both sides name a paper or its authors: "compare A
    with B" may name two topics, which one paper compares.
    """
    said = _HOW_COMPARES.sub(r"compare \g<it> with ", " ".join(question.split()))
    if both := _BOTH.match(said):
        listed = library.named(library.whole)
        return Pair(listed[0], listed[1], both["topic"] or "", listed[0]) if len(listed) == 2 else None
    bare = None if COMPARES.match(said) else _VERSUS.match(said)
    match = COMPARES.match(said) or bare
    one, other = _sides(match, library) if match else (None, None)
    if match is None or one is None or other is None or one.key == other.key:
        return None
    known = library.index.is_word
    if bare and not (is_choice(fold(bare["one"]), one, known) and is_choice(fold(bare["other"]), other, known)):
        return None
    return Pair(one, other, "" if bare else match["topic"] or "", one if match["one"] else other)


def _sides(match: re.Match[str], library: Library) -> tuple[Paper | None, Paper | None]:
    """The papers that both sides of a comparison name; the one talked about where only the other is named."""
    if match["one"]:
        one, other = _each_with_noun(match["one"], match["other"])
        return _side(one, library), _side(other, library)
    talked = next(iter(library.named(library.about)), None)
    return talked, _side(match["other"], library)


def _each_with_noun(one: str, other: str) -> tuple[str, str]:
    """Two sides, each with the kind of paper that stands only behind the second: "the London and (the) Mali paper(s)"."""
    noun = _NOUN_BEHIND.search(other)
    if noun is None or _NAMES_PAPER.search(one):
        return one, other
    kind = {"studies": "study"}.get(noun[1].lower(), noun[1].removesuffix("s"))
    return f"{one} {kind}", f"{other[: noun.start()]} {kind}"


def _side(words: str, library: Library) -> Paper | None:
    """The paper that one side of a comparison names; for a person, the one paper of which they are the first
    author.
    """
    if (exact := library.which.exactly(words)) is not None:  # by its key
        return exact
    it, _, noun = fold(words).partition(" ")
    if it in ("it", "this", "that") and noun in ("", *load().pointed):
        return next(iter(library.named(library.about)), None)
    persons = library.people.named(fold(words).split())
    is_study = words.isupper() and study_of(fold(words), library.papers)
    if not persons and not is_study and not _NAMES_PAPER.search(words):
        return None
    found = library.which.find(words, library.listed)
    names = [name for person in persons for name in person.names]
    leads = [paper for paper in found.papers if paper.authors and paper.authors[0].name in names]
    return found.one or (leads[0] if len(leads) == 1 else None) or _only_titled(words, library)


def _only_titled(words: str, library: Library) -> Paper | None:
    """The one paper whose title has all that "the milking trial" says beside the kind of paper."""
    idle = load().nouns | load().filler | ASKING
    said = [word for word in fold(words).split() if word not in idle]
    found = titles_holding(said, library.papers) if said else ()
    return found[0] if len(found) == 1 else None

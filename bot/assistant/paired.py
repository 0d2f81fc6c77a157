"""Which two papers a question wants side by side: named, called by their studies, or those talked about and shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.assistant.continuing import COMPARES
from bot.assistant.reading.called import study_of
from bot.assistant.reading.designs import DESIGNS, of_design
from bot.assistant.reading.kinds import titles_itself
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.selection import of_type
from bot.assistant.reading.titles import titles_holding
from bot.assistant.reading.words import fold
from bot.assistant.telling.choosing import Library
from bot.assistant.telling.pointing import is_choice
from bot.assistant.telling.topical import on_topic
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
    r"^(?:(?:please|pls|can you|could you|now|and|ok)[\s,]+)*compare (?:(?:them|these|those)(?: two)?|both(?: of (?:them|these|those))?|the (?:last |first |above )?two)(?: (?P<noun>papers|studies|trials|articles|reviews|surveys|experiments|cohorts|ones))?"
    r"(?: (?:on|about|of|in terms of|regarding|with respect to|as to|concerning) (?P<topic>\S.*?))?[\s?.!]*$",
    re.IGNORECASE,
)
_THAN = r"(?P<by>longer|shorter|larger|bigger|smaller)"
_MEASURED = late(
    rf"^(?:(?:and|so|ok)[\s,]+)*(?:is|was|did) (?:the )?(?P<one>\S+)(?: trial| study)?(?: run| last)? {_THAN} than (?:the )?(?P<other>\S+?)(?: trial| study)?[\s?.!]*$"
    rf"|^(?:(?:and|so|ok)[\s,]+)*which (?:one |trial |study )?(?:is|was) {_THAN.replace('by', 'by2')},? (?P<one2>\S+) or (?P<other2>\S+?)[\s?.!]*$",
    re.IGNORECASE,
)
_OTHER = late(r"(?i)^the other (?P<noun>one|paper|study|trial|article|review|survey|experiment|cohort)$")
_NOUN_BEHIND = late(r"(?i) (papers?|study|studies|trials?|articles?|reviews?|surveys?|cohorts?)$")
_NAMES_PAPER = late(
    r"\b(?:papers?|study|trial|article|review|one|first|second|third|last)\b|10\.\d{4}|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)


class Pair(NamedTuple):
    """Two papers that a question wants compared, the topic ("" for none), and the one that is talked about from then on.
    ``measured``: two studies by how long or how large they are.
    """

    one: Paper
    other: Paper
    topic: str
    about: Paper
    measured: bool = False


def asked_pair(question: str, library: Library) -> Pair | None:
    """The two papers that a question wants compared. None unless both sides name a paper or its authors: "compare A
    with B" may name two topics, which one paper compares.
    """
    said = _HOW_COMPARES.sub(r"compare \g<it> with ", " ".join(question.split()))
    if both := _BOTH.match(said):
        pair, topic = _two_of(both["noun"], both["topic"] or "", library), both["topic"] or ""
        return Pair(*pair, topic if len(library.whole) == 2 else "", pair[0]) if pair else None
    if measured := _MEASURED.match(said):
        return _measured(measured.groupdict(), library)
    bare = None if COMPARES.match(said) else _VERSUS.match(said)
    match = COMPARES.match(said) or bare
    one, other = _sides(match, library) if match else (None, None)
    if match is None or one is None or other is None or one.key == other.key:
        return None
    known = library.index.is_word
    if bare and not (is_choice(fold(bare["one"]), one, known) and is_choice(fold(bare["other"]), other, known)):
        return None
    return Pair(one, other, "" if bare else match["topic"] or "", one if match["one"] else other)


def _measured(said: Mapping[str, str | None], library: Library) -> Pair | None:
    """Two studies, called by their names, side by side by their follow-up or the number studied; None for any other papers."""
    names = (said["one"] or said["one2"] or "", said["other"] or said["other2"] or "")
    one, other = (_side(name, library) if _is_study(name, library) else None for name in names)
    if one is None or other is None or one.key == other.key:
        return None
    by = (said["by"] or said["by2"] or "").casefold()
    return Pair(one, other, "follow-up" if by in ("longer", "shorter") else "sample size", one, measured=True)


def _is_study(words: str, library: Library) -> bool:
    return words.isupper() and bool(study_of(fold(words), library.papers))


def _sides(match: re.Match[str], library: Library) -> tuple[Paper | None, Paper | None]:
    """The papers that both sides of a comparison name; the one talked about where only the other is named."""
    if match["one"]:
        one, other = _each_with_noun(match["one"], match["other"])
        return _side(one, library), _side(other, library)
    talked = next(iter(library.named(library.about)), None)
    return talked, _side(match["other"], library) or (_titled(match["other"], talked, library) if talked else None)


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
    if match := _OTHER.match(words):
        return _only_other(match["noun"], library)
    persons = library.people.named(fold(words).split())
    if not persons and not _is_study(words, library) and not _NAMES_PAPER.search(words):
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


def _titled(words: str, talked: Paper, library: Library) -> Paper | None:
    """The one paper whose title has some words of which the paper talked about has none."""
    said = [word for word in fold(words).split() if word not in ASKING]
    found = titles_holding(said, library.papers) if said else ()
    within = any(library.index.holding(word, [talked.key]) for word in said)
    return found[0] if len(found) == 1 and not within else None


def _only_other(noun: str, library: Library) -> Paper | None:
    """The only other paper of a kind among those listed, else among all; None if there are several."""
    pool = library.named(library.whole) if len(library.whole) > 1 else library.papers
    others = [paper for paper in pool if paper.key not in library.about[:1]]
    found = others if len(others) == 1 else [paper for paper in others if _is_a(noun, paper)]
    return found[0] if len(found) == 1 and library.about else None


def _two_of(noun: str | None, topic: str, library: Library) -> tuple[Paper, Paper] | None:
    """The two papers listed; else the only two of a kind and on a topic, by their titles if by these they are two."""
    if len(library.whole) == 2 and len(listed := library.named(library.whole)) == 2:
        return listed[0], listed[1]
    words = [word for word in fold(topic).split() if word not in ASKING]
    if not noun or not words:
        return None
    for papers in (titles_holding(words, library.papers), on_topic(words, library.papers, library)[0]):
        if len(found := [paper for paper in papers if _is_a(noun, paper)]) == 2:
            return found[0], found[1]
    return None


def _is_a(noun: str, paper: Paper) -> bool:
    """True if a paper is what "trial" or "reviews" names; "paper", "studies" name any."""
    kind = fold(noun).removesuffix("s")
    design = next((name for name, one in DESIGNS.items() if re.fullmatch(one.asked, kind)), None)
    if kind == "review":
        return of_type(paper, kind) or titles_itself(kind, paper)
    return design is None or of_design(paper, design)

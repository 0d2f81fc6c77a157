"""Which two papers a question wants side by side: named, called by their studies, or those talked about and shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.assistant.reading.called import study_of
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.kinds import is_protocol
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import A_PAPER, PAPERS
from bot.assistant.reading.titles import titles_holding
from bot.assistant.reading.words import fold
from bot.assistant.studies import traits
from bot.assistant.studies.two import is_a, two_by, two_of
from bot.assistant.telling.holding import Library
from bot.assistant.telling.pointers import SAID_PLACE
from bot.assistant.telling.pointing import is_choice
from bot.assistant.turns.continuing import COMPARES
from corpus.models import Paper
from corpus.patterns import late
from index.terms.words import ASKING

_HOW_COMPARES = late(
    r"^(?:(?:and|so|ok|but)[\s,]+)*how (?:does|do|did|would) (?P<it>(?:it|this|that)(?: one| paper| study| trial| review)?) (?:compare|differ|stack up) (?:with|to|from|against) ",
    re.IGNORECASE,
)
# "How does Kang compare with Park on survival", "how do they …", "the difference between Kang and Park in survival"
_TOPIC = r"(?: (?:on|in|for|about|in terms of|regarding|as to) (?P<topic{}>\S.*?))?[\s?.!]*$"
# "Kang vs Park", "Kang vs Park on survival"
_VERSUS = late(
    rf"^(?P<one>\S.{{0,80}}?) (?:vs\.?|versus) (?P<other>\S.{{0,80}}?){_TOPIC.format('')}", re.IGNORECASE
)
_ALIKE = (
    r"(?:agree|disagree|differ|conflict|concur|contradict (?:each other|one another)|(?:say|find|found|show|conclude|report) the same(?: thing)?"
    r"|(?:reach|come to|came to|have|had|get|got) (?:the same|similar|different|opposite) (?:conclusions?|results?|findings?|answers?)|consistent|comparable|similar)"
)
_HOW_APART = late(
    rf"^(?:(?:and|so|ok|but)[\s,]+)*how (?:does|do|did|would) (?P<one>\S.{{0,80}}?) (?:compare|differ|stack up) (?:with|to|from|against) (?P<other>\S.{{0,80}}?){_TOPIC.format(1)}"
    rf"|^(?:(?:and|so|ok|but)[\s,]+)*how (?:do|did|would) (?P<one2>\S.{{0,80}}?) and (?P<other2>\S.{{0,80}}?) (?:compare|differ|stack up){_TOPIC.format(2)}"
    rf"|^(?:(?:and|so|ok|but|what|is|are|s)[\s,'’]+)*(?:the )?differences? between (?P<one3>\S.{{0,80}}?) and (?P<other3>\S.{{0,80}}?){_TOPIC.format(3)}"
    # "Did Kang and Park agree", "does Kang contradict Park on survival"
    rf"|^(?:(?:and|so|ok|but)[\s,]+)*(?:do|did|does|are|were) (?P<one4>\S.{{0,80}}?) and (?P<other4>\S.{{0,80}}?) (?:really |actually |both )?{_ALIKE}{_TOPIC.format(4)}"
    rf"|^(?:(?:and|so|ok|but)[\s,]+)*(?:does|did|is|was) (?P<one5>\S.{{0,80}}?) (?:(?:agree|disagree|conflict|consistent|compatible|at odds|in (?:line|agreement|conflict)) with|contradict) (?P<other5>\S.{{0,80}}?){_TOPIC.format(5)}",
    re.IGNORECASE,
)
_BOTH = late(
    rf"^(?:(?:please|pls|can you|could you|now|and|ok)[\s,]+)*compare (?:(?:them|these|those)(?: two)?|both(?: of (?:them|these|those))?|the (?:last |first |above )?two|the(?= \w+[\s?.!]*$| \w+ (?:on|about|of|in)\b))(?: (?P<noun>{PAPERS}|protocols|ones))?"
    r"(?: (?:on|about|of|in terms of|regarding|with respect to|as to|concerning) (?P<topic>\S.*?))?[\s?.!]*$",
    re.IGNORECASE,
)
# "What's the difference between them", "how do they differ": of the two shown.
_APART = late(
    r"^(?:(?:and|so|ok|but|then|what|whats|is|are|were|do|did|s|was|the|main|key|there|any|a)[\s,'’]+)*(?:differences?(?: between (?:them|these|those|the)(?: two)?)?|(?:they|these|those|the|both|two)(?: two)?(?: (?:papers|studies|trials))?(?: (?:use|used|have|had|share|shared|study|studied|analy[sz]ed?))? (?:really |actually )?the same (?:studies|study|papers?|trials?|data(?: ?sets?)?|cohorts?|samples?|people|patients)|how (?:do|did) (?:they|these|those|the two)(?: two)?(?: (?:papers|studies|trials))? (?:differ|compare))"
    r"(?: (?P<noun>papers|studies|trials|articles|reviews))?(?: (?:on|in|for|about|in terms of|regarding|as to) (?P<topic>\S.*?))?[\s?.!]*$",
    re.IGNORECASE,
)
_THAN = r"(?P<by>longer|shorter|larger|bigger|smaller)"
_MEASURED = late(
    rf"^(?:(?:and|so|ok)[\s,]+)*(?:is|was|did) (?:the )?(?P<one>\S+)(?: trial| study)?(?: run| last)? {_THAN} than (?:the )?(?P<other>\S+?)(?: trial| study)?[\s?.!]*$"
    rf"|^(?:(?:and|so|ok)[\s,]+)*which (?:one |trial |study )?(?:is|was) {_THAN.replace('by', 'by2')},? (?P<one2>\S.{{0,60}}?) or (?P<other2>\S.{{0,60}}?)[\s?.!]*$",
    re.IGNORECASE,
)
# "Compare Brook and Marsh 2021 with Ruiz": the first side is a paper by two.
_TEAM = late(r"^(.*?\bcompare \S.*?) and (\S.*? (?:with|vs\.?|versus) (?!respect|regard))", re.IGNORECASE)
_OTHER = late(rf"(?i)^the other (?P<noun>one|{A_PAPER})$")
_NOUN_BEHIND = late(rf"(?i) ({A_PAPER}|{PAPERS})$")
_NAMES_PAPER = late(
    rf"\b(?:{A_PAPER}|papers|pilot|protocol|one|first|second|third|last)\b|10\.\d{{4}}|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_DATED = late(r"\b(?:19|20)\d\d\b|10\.\d{4}")
TWO = 2  # papers that are compared
_OFFERED = 10  # papers that one side may name, if it is asked which


class Pair(NamedTuple):
    """Two papers that a question wants compared, the topic ("" for none), and the one that is talked about from then on.
    ``measured``: two studies by how long or how large they are. ``either``: the papers that a side may name, if it names
    several; then ``one`` is the other side, and ``other`` the first of them.
    """

    one: Paper
    other: Paper
    topic: str
    about: Paper
    measured: bool = False
    either: tuple[Paper, ...] = ()


# "Compare 1 and 3", "2 vs 5", "the first and the third on follow-up", of the list shown last.
_PLACE = rf"(?:the )?(?:(?:papers?|studies|study|numbers?|nos?\.?) )?(?:#?\d{{1,2}}|{SAID_PLACE})(?: (?:one|{A_PAPER}))?"
_BY_PLACE = late(
    rf"^\W*(?:(?:and|now|please|so|ok|then|can you|what about|how about)[\s,]+)*(?P<asks>(?:compare|contrast|differences? between) )?(?P<one>{_PLACE}) (?:(?P<against>with|to|vs\.?|versus|against)|and|&) (?P<other>{_PLACE})"
    rf"(?: (?:{PAPERS}|ones))?(?: (?:on|by|in|for|about|regarding|in terms of) (?P<topic>\S.*?))?[\s?.!]*$",
    re.IGNORECASE,
)
_PLACE_SAID = late(rf"{SAID_PLACE}|\d{{1,2}}", re.IGNORECASE)
_OF_TWO = late(r"\bthe (first|last) two\b", re.IGNORECASE)  # of a longer list


def asked_pair(question: str, library: Library, chosen: Paper | None = None) -> Pair | None:
    """The two papers that a question wants compared. None unless both sides name a paper or its authors: "compare A
    with B" may name two topics, which one paper compares. ``chosen``: the paper that a side with several names.
    """
    said = _HOW_COMPARES.sub(r"compare \g<it> with ", " ".join(question.split()))
    if (placed := _by_places(said, library)) is not None:
        return placed
    if both := _BOTH.match(said) or (_APART.match(said) if len(library.whole) == TWO else None):
        pair, topic = two_of(both["noun"], both["topic"] or "", library), both["topic"] or ""
        return Pair(*pair, topic if len(library.whole) == 2 else "", pair[0]) if pair else None
    if (two := two_by(said, library)) is not None:
        return Pair(two.one, two.other, two.topic, two.one)
    if measured := _MEASURED.match(said):
        return _measured(measured.groupdict(), library)
    pairs = [_of_two(way, library, chosen) for way in dict.fromkeys((said, _TEAM.sub(r"\1 & \2", said)))]
    return min(filter(None, pairs), key=lambda pair: len(pair.either), default=None)


def _by_places(said: str, library: Library) -> Pair | None:
    """The two papers at places of the list shown last ("2 vs 5", "compare the last two"), if a question names nothing else but a topic."""
    if len(library.listed) < 2:
        return None
    by, both = _BY_PLACE.match(said), _BOTH.match(said)
    if both and len(library.listed) > 2 and (end := _OF_TWO.search(both[0])):
        found = library.named(library.listed[:2] if end[1].casefold() == "first" else library.listed[-2:])
        return Pair(found[0], found[1], both["topic"] or "", found[0])
    if by is None or not (by["asks"] or by["against"] or by["topic"]):
        return None
    one, other = (_at(by[side], library) for side in ("one", "other"))
    return Pair(one, other, by["topic"] or "", one) if one and other and one != other else None


def _at(words: str, library: Library) -> Paper | None:
    """The paper at the place of the list shown last that some words name ("paper 2", "the third one")."""
    place = _PLACE_SAID.search(words.casefold())
    return library.which.placed(place[0], library.listed) if place else None


def _of_two(said: str, library: Library, chosen: Paper | None) -> Pair | None:
    """The two papers that a question names on its two sides."""
    compares = COMPARES.match(said)
    match = compares or _VERSUS.match(said) or _HOW_APART.match(said)
    if match is None:
        return None
    said_so = {name.rstrip("12345"): found for name, found in match.groupdict().items() if found}
    names = said_so.get("one", ""), said_so["other"]
    sides = [tuple(one for one in side if one == chosen) or side for side in _sides(*names, library)]
    if not all(sides):
        return None
    known = library.index.is_word
    if not compares and not all(
        is_choice(fold(name), side[0], known) for name, side in zip(names, sides, strict=True)
    ):
        return None
    return _paired(sides[0], sides[1], said_so.get("topic", ""), talked=not names[0])


def _paired(ones: Sequence[Paper], others: Sequence[Paper], topic: str, talked: bool) -> Pair | None:
    """A pair of what its sides name, of which one may name several papers. ``talked``: the first side is not named: it is the paper
    talked about before, and the other is from then on.
    """
    (several, lone), turned = ((others, ones), False) if len(ones) == 1 else ((ones, others), True)
    if len(lone) > 1 or len(several) > _OFFERED:
        return None
    either = tuple(paper for paper in several if paper.key != lone[0].key)
    if not either:
        return None
    if len(either) > 1:
        return Pair(lone[0], several[0], "", lone[0], either=either)
    one, other = (either[0], lone[0]) if turned else (lone[0], either[0])
    return Pair(one, other, topic, other if talked else one)


def outranks(pair: Pair | None, frame: Frame) -> bool:
    """True if two papers are to be compared in their own sentences though their records answer: no field and no order is asked for, and
    nothing but both authors makes it a list ("Kang vs Park on survival"). What no record gives, the abstracts may."""
    if pair is None:
        return False
    both = frame.ask.op == "list" and len(frame.people) > 1
    told = frame.ask.op == "absent" and bool(traits.asked(fold(pair.topic), load()))
    return pair.measured or not frame.ask.op or both or told


def _measured(said: Mapping[str, str | None], library: Library) -> Pair | None:
    """Two studies, called by their names or by author and year, side by side by their follow-up or the number studied; None for any other papers."""
    names = (said["one"] or said["one2"] or "", said["other"] or said["other2"] or "")
    sides = [_side(name, library) if _is_study(name, library) or _DATED.search(name) else () for name in names]
    if [len(side) for side in sides] != [1, 1] or sides[0] == sides[1]:
        return None
    by = (said["by"] or said["by2"] or "").casefold()
    topic = "follow-up" if by in ("longer", "shorter") else "sample size"
    return Pair(sides[0][0], sides[1][0], topic, sides[0][0], measured=True)


def _is_study(words: str, library: Library) -> bool:
    return words.isupper() and bool(study_of(fold(words), library.papers))


def _sides(one: str, other: str, library: Library) -> tuple[Sequence[Paper], Sequence[Paper]]:
    """The papers that both sides of a comparison name; the one talked about where only the other is named."""
    if one:
        one, other = _each_with_noun(one, other)
        return _side(one, library), _side(other, library)
    talked = library.named(library.about)[:1]
    return talked, _side(other, library) or (_titled(other, talked[0], library) if talked else ())


def _each_with_noun(one: str, other: str) -> tuple[str, str]:
    """Two sides, each with what stands only at the other: "the London and (the) Mali paper(s)", "Kang 2022 and 2024"."""
    if _DATED.fullmatch(other):
        other = _DATED.sub(other, one, count=1)
    noun = _NOUN_BEHIND.search(other)
    if noun is None or _NAMES_PAPER.search(one):
        return one, other
    kind = {"studies": "study"}.get(noun[1].lower(), noun[1].removesuffix("s"))
    return f"{one} {kind}", f"{other[: noun.start()]} {kind}"


def _side(words: str, library: Library) -> Sequence[Paper]:
    """The paper that one side of a comparison names, or several that it may name; for a person, the papers of which they are the
    first author; for a study, what reports it rather than its protocol.
    """
    if (exact := library.which.exactly(words)) is not None:  # by its key
        return (exact,)
    it, _, noun = fold(words).partition(" ")
    if it in ("it", "this", "that") and noun in ("", *load().pointed):
        return library.named(library.about)[:1]
    if match := _OTHER.match(words):
        return _only_other(match["noun"], library)
    persons, study = library.people.named(fold(words).split()), _is_study(words, library)
    if not persons and not study and not _NAMES_PAPER.search(words):
        return ()
    found = library.which.find(words, library.listed)
    if found.one:
        return (found.one,)
    if study:
        return [paper for paper in found.papers if not is_protocol(paper)] or found.papers
    names = [name for person in persons for name in person.names]
    leads = [paper for paper in found.papers if paper.authors and paper.authors[0].name in names]
    return leads[:1] if len(leads) == 1 else _only_titled(words, library) or leads


def _only_titled(words: str, library: Library) -> Sequence[Paper]:
    """The one paper whose title has all that "the milking trial" says beside the kind of paper."""
    idle = load().nouns | load().filler | ASKING
    said = [word for word in fold(words).split() if word not in idle]
    found = titles_holding(said, library.papers) if said else ()
    return found if len(found) == 1 else ()


def _titled(words: str, talked: Paper, library: Library) -> Sequence[Paper]:
    """The one paper whose title has some words of which the paper talked about has none."""
    said = [word for word in fold(words).split() if word not in ASKING]
    found = titles_holding(said, library.papers) if said else ()
    within = any(library.index.holding(word, [talked.key]) for word in said)
    return found if len(found) == 1 and not within else ()


def _only_other(noun: str, library: Library) -> Sequence[Paper]:
    """The only other paper of a kind among those listed, else among all; none if there are several."""
    pool = library.named(library.whole) if len(library.whole) > 1 else library.papers
    others = [paper for paper in pool if paper.key not in library.about[:1]]
    found = others if len(others) == 1 else [paper for paper in others if is_a(noun, paper)]
    return found if len(found) == 1 and library.about else ()

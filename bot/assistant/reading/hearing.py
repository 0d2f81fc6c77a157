"""Collects what a question contains: people, filters, ends of measures, and fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from typing import NamedTuple

from bot.assistant.reading.asking import fields_in
from bot.assistant.reading.catalogue import kept
from bot.assistant.reading.filters import take_filters
from bot.assistant.reading.frame import Filter
from bot.assistant.reading.lexicon import Lexicon, end_patterns
from bot.assistant.reading.people import People, Person
from bot.assistant.reading.periods import YEAR
from bot.assistant.reading.phrases import A_PAPER, Match, PhraseTable, has_article
from bot.assistant.reading.words import Workspace, fold
from bot.models import End
from corpus.models import Paper
from corpus.patterns import late
from index.questions.slips import is_form
from index.sentences.quantities import PLACES

_LEAD = late(
    r"\b(?:as |is |with |the |was ){0,4}(?P<which>first|last|senior|lead) authors?(?:ed)?\b(?: is| was)?|\b(?:in (?:the )?|(?:named|listed|placed|signing) )(?P<at>first|last)(?: (?:place|position)(?: (?:among|of) (?:the )?authors)?| among (?:the )?authors|$)"
    rf"|(?<=\bnot )(?P<bare>first|last)$|\b(?:as |is |was )(?:the )?(?P<nth>{'|'.join([*PLACES][1:])}) author\b"
)
_NTH = late(
    rf"\b({'|'.join(PLACES)}|lead|leading|main|principal|second to last|second last|penultimate|last but one) (?:named |listed )?authors?\b"
    rf"|\bwho (?:is|was|comes?|stands?) (?:the |listed |named )?({'|'.join(PLACES)}) (?:on|in|of)\b"
)
_PLACED = ("first author", "last author", "authors")
_MOST = 100  # papers that somebody asks for at an end of a measure
# "How much do they save a year" asks for no date.
_RATE = late(r"\bhow (?:much|many|often)\b.* (?:a|per|each|every) (?:year|month)$")
_AS_AUTHOR = late(r"\bas (?:the )?(?:first|last|senior|lead) authors?\b")
_WHO_IS_IT = late(r"\bwho (?:is|was|are)\b|\bwhat is the\b|^(?:first|last|senior|lead) author\b|author of\b")


class Heard(NamedTuple):
    """What a question contains, before it is decided what it asks. ``strong``: words that can only be asking ask
    for the fields. ``places`` are those of the words that ask for fields. ``kinds`` are the words of the types
    of papers here.
    """

    space: Workspace
    roles: Mapping[str, frozenset[int]]
    operations: dict[str, frozenset[int]]
    about: dict[str, frozenset[int]]
    ends: tuple[End, ...]
    end_places: frozenset[int]
    filters: tuple[Filter, ...]
    people: tuple[Person, ...]
    place: str
    fields: tuple[str, ...]
    strong: bool
    places: frozenset[int]
    named: str
    kinds: frozenset[str]

    @property
    def finding(self) -> bool:
        """True if the question asks what authors did or found."""
        return "finding" in self.roles


class Hearing:
    """Matches the words of a question with the lexicon, the papers and their authors."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._ends = end_patterns(lexicon)

    def heard(
        self, space: Workspace, papers: Sequence[Paper], people: People, known: Callable[[str], bool]
    ) -> Heard:
        """What a question contains: phrases of the lexicon, filters and people. The words of filters, people and
        ends are taken. ``known`` says whether a word is an ordinary one.
        """
        lexicon, text = self._lexicon, space.plain.text
        roles = self._found(lexicon.roles, text)
        asked, weak = lexicon.find(lexicon.asked, text), self._weak(text)
        space.taken |= roles.get("here", frozenset())
        self._take_all_of_them(space, len(papers))
        ends, end_places = self._take_ends(space)
        before = set(space.taken)
        filters = tuple(take_filters(space, papers))
        asked = _not_of(filters, space.taken - before, asked)
        if any(one.kind == "journal" for one in filters):  # a word of its name asks for nothing
            roles = {name: places for name, places in roles.items() if not places <= space.taken - before}
        persons = tuple(self._persons(space, people, known))
        place = self._place(space, people)
        about = roles.get("about", frozenset())
        asked = [one for one in asked if not one.places <= about and not (place and one.name in _PLACED)]
        weak = [one for one in weak if not one.places <= space.taken and not (place and one.name in _PLACED)]
        fields = fields_in(asked, weak, None if place else _NTH.search(text))
        return Heard(
            space=space,
            roles=roles,
            operations=self._found(lexicon.operations, text),
            about=self._found(lexicon.people, text),
            ends=ends,
            end_places=end_places,
            filters=filters,
            people=persons,
            place=place,
            fields=fields,
            strong=bool(asked) or any(name.endswith(" author") for name in fields),
            places=_places_of(fields, (*asked, *weak)),
            named=_named(persons, people),
            kinds=_kind_words(papers),
        )

    def _found(self, table: PhraseTable, text: str) -> dict[str, frozenset[int]]:
        return {match.name: match.places for match in self._lexicon.find(table, text)}

    def _weak(self, text: str) -> list[Match]:
        found = self._lexicon.find(self._lexicon.weak, text)
        return [one for one in found if one.name != "date of publication"] if _RATE.search(text) else found

    def _take_all_of_them(self, space: Workspace, size: int) -> None:
        """Take the words "of the nine" if there are nine papers: they only mean all papers."""
        numbers = [str(size), *(word for word, n in self._lexicon.numbers.items() if n == size)]
        space.take(late(rf"\b(?:of|in|among|all) (?:(?:the|these|those|your) )?(?:{'|'.join(numbers)})\b"))

    def _take_ends(self, space: Workspace) -> tuple[tuple[End, ...], frozenset[int]]:
        """The ends of measures asked for ("the two most cited"), and the places of their words, which are taken."""
        before = frozenset(space.taken)
        found: dict[tuple[str, bool], End] = {}
        for measure, high, pattern in self._ends:
            if took := space.take(pattern):
                match, after = took[0], max(took[1]) + 1
                if _of_something_else(space, after):
                    space.taken -= took[1]
                    continue
                number = match["n"] or match["m"] or match.groupdict().get("t")
                if number is None and after < len(space.words) - 1 and self._counts(space.words[after]):
                    number = space.words[after]
                    space.taken.add(after)
                top = (self._lexicon.numbers.get(number) or int(number)) if number else None
                rank = self._lexicon.ranks.get(match["rank"] or "", 1)
                found.setdefault((measure, high), End(measure=measure, high=high, top=top, rank=rank))
        return tuple(found.values()), frozenset(space.taken) - before

    def _counts(self, word: str) -> bool:
        """True for how many papers are asked for: "the latest 3 papers"; a year is no such number."""
        return word in self._lexicon.numbers or (word.isdecimal() and 1 < int(word) <= _MOST)

    def _place(self, space: Workspace, people: People) -> str:
        """ "first" or "last" if a named person is meant in that place among the authors; "" if not."""
        whole, text = space.plain.text, space.text
        as_author = bool(_AS_AUTHOR.search(whole))
        lead = _LEAD.search(text)
        if not as_author and not (people.named(space.words) and (lead or _NTH.search(whole))):
            return ""
        if lead and not as_author and self._before_a_name(text, lead.end(), people):
            return self._take_place(space)
        if lead and text[: lead.start()].endswith("not "):  # who is not it is no question for its name
            return self._take_place(space)
        if re.search(rf"{YEAR} (?:first|last|senior|lead) author$", whole) or _WHO_IS_IT.search(text):
            return ""
        return self._take_place(space)

    @staticmethod
    def _before_a_name(text: str, at: int, people: People) -> bool:
        """True if the place stands right before a name: "last author Hansen"."""
        return (
            bool(people.named(text[at:].split()[:3])) and text.count("author") == 1 and not text.startswith("who")
        )

    @staticmethod
    def _take_place(space: Workspace) -> str:
        """The place among the authors that the question gives, "" if none; its words are taken."""
        took = space.take(_LEAD)
        if not took:
            return ""
        which = took[0]["which"] or took[0]["bare"] or took[0]["nth"] or took[0]["at"] or "first"
        place = {"senior": "last", "lead": "first"}.get(which, which)
        return f"not {place}" if space.is_denied(took[1]) else place

    def _persons(self, space: Workspace, people: People, known: Callable[[str], bool]) -> list[Person]:
        """The people named, whose words are taken. A first name, or a family name with a slip, counts only if it is
        no other word here.
        """
        words = [word if i not in space.taken else "·" for i, word in enumerate(space.words)]
        found = people.named(words)
        held = {i for person in found for i in range(person.start, person.end)}
        for i, word in enumerate(words):
            if i not in held and len(word) > 2 and word not in self._lexicon.vocabulary and not known(word):
                names = people.by_given(word)
                # "the brand", "greener"
                slip = word.isalpha() and not (has_article(i, words) or is_form(word, known))
                near = people.near(word) if slip and not names else None
                found += [Person(word, i, i + 1, names)] if names else []
                found += [near._replace(start=i, end=i + 1)] if near else []
        found = [
            one._replace(denied=space.is_denied(range(one.start, one.end)))
            for one in sorted(found, key=lambda p: p.start)
        ]
        found = [_with_no_part(person, found, space) for person in found]
        for person in found:
            space.taken |= set(range(person.start, person.end))
        return _but_those_meant(_with_those_after_or(found, space.words))


_NO_PART = late(
    r"(?:(?:ha[sd]|have) )?(?:no (?:hand|part|role|share|say)|nothing to do|not (?:signed|written|co ?written|authored|worked on|contributed to|taken part))\b(?: (?:in|with|on))*"
    r"|(?:(?:is|was|were|are|be|been) )?not (?:involved|part|(?:an?|the) (?:co ?)?author|among (?:the|its|their) authors)\b(?: (?:of|in|on|with|the|authors?))*"
    rf"|(?:(?:is|was|were|are|be|been) )?not (?:on|in|among)(?: (?:it|them|any of them)\b|$|(?= (?:which|that|this|the) (?:one|{A_PAPER})\b))"
    r"|(?:did )?not (?:write|co ?write|sign|author|publish|work|contribute|take part)\b(?: (?:to|in|on))*"
)
_BESIDE_A_NAME = frozenset("and or nor dr prof professor".split())


def _with_no_part(person: Person, found: Sequence[Person], space: Workspace) -> Person:
    """The person, denied if what follows says that they had no part in it ("Kang had no hand in"); its words are
    taken. Behind "by Kang" it says what the papers are not ("papers by Kang not in 2023").
    """
    said = _NO_PART.match(" ".join(space.words[person.end :]))
    if said is None or _is_led(person, found, space.words):
        return person
    space.taken |= set(range(person.end, person.end + len(said[0].split())))
    return person._replace(denied=True)


def _is_led(person: Person, found: Sequence[Person], words: Sequence[str]) -> bool:
    """True if "by" and the like stand before a person, or before those named with them ("by Kang and Park")."""
    named = {i for one in found for i in range(one.start, one.end)}
    at = person.start - 1
    while at >= 0 and (at in named or words[at] in _BESIDE_A_NAME):
        at -= 1
    return at >= 0 and words[at] in ("by", "from", "of")


def _but_those_meant(people: list[Person]) -> list[Person]:
    """The people; of a name that several bear, the one who is meant is not denied as well ("Greta's, not the other
    Fischer's")."""
    meant = {name for person in people if not person.denied for name in person.names}
    return [
        person._replace(names=tuple(name for name in person.names if name not in meant) or person.names)
        if person.denied
        else person
        for person in people
    ]


def _with_those_after_or(people: list[Person], words: Sequence[str]) -> list[Person]:
    """The people; those joined by "or" to a denied one are denied too ("not by A or B")."""
    found: list[Person] = []
    for person in people:
        joined = (
            bool(found) and found[-1].denied and set(words[found[-1].end : person.start]) <= {"or", "nor", "by"}
        )
        found.append(person._replace(denied=person.denied or joined))
    return found


def _of_something_else(space: Workspace, at: int) -> bool:
    """True if the word after "the longest" begins no phrase for a paper: "the longest follow-up"."""
    words, lexicon = space.words, space.lexicon
    idle = lexicon.filler | lexicon.nouns | lexicon.given | lexicon.person
    behind = words[at] if at < len(words) else ""
    if not behind or at in space.taken or behind in idle or behind in lexicon.vocabulary or not behind.isalpha():
        return False
    while at < len(words) and words[at] not in idle and at not in space.taken:
        at += 1
    return not (at < len(words) and words[at] in lexicon.nouns)


def _not_of(filters: Sequence[Filter], taken: Set[int], asked: list[Match]) -> list[Match]:
    """The fields asked for by other words than those ``taken`` by filters ("tagged lead", "the longest that is not a review")."""
    if any(one.kind in ("keywords", "volume", "issue") or one.kind.endswith(" given") for one in filters):
        asked = [match for match in asked if not match.places <= taken]
    if any(one.kind == "type" and one.denied for one in filters):
        asked = [match for match in asked if match.name != "type"]
    return asked


@kept
def _kind_words(papers: Sequence[Paper]) -> frozenset[str]:
    return frozenset(
        word for kind in dict.fromkeys(paper.type for paper in papers) if kind for word in fold(kind).split()
    )


def _named(persons: Sequence[Person], people: People) -> str:
    """ "group" if a group is named, "person" if only people are, "" if nobody is."""
    if not persons:
        return ""
    return "group" if any(people.is_group(person) for person in persons) else "person"


def _places_of(fields: Sequence[str], matches: Sequence[Match]) -> frozenset[int]:
    return frozenset().union(*(match.places for match in matches if match.name in fields))

"""The one reader: a plain question → a frame. Every word is explained once, in no order of the question's, or left over."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.assistant.reading.asking import Asking, fields_in, words_of_authors, words_of_figures
from bot.assistant.reading.facts import facts_in
from bot.assistant.reading.filters import rivals
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import Lexicon, end_patterns
from bot.assistant.reading.people import People, Person
from bot.assistant.reading.selection import take_filters
from bot.assistant.reading.slots import slots_of
from bot.assistant.reading.words import LONGEST, Plain, fold
from bot.assistant.reading.workspace import Workspace
from bot.models import Ask, End
from corpus.models import Issue, Paper

_LEAD = re.compile(
    r"\b(?:as |is |with |the |was )*(?P<which>first|last|senior|lead) authors?(?:ed)?\b(?: is| was)?|\bfirst authored\b"
)
_NTH = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|lead|leading|main|principal) (?:named |listed )?authors?\b"
)
_WROTE = frozenset(
    "wrote write written writes published publish publishes author authored authoring authors co coauthored work worked did signed"
    " contributed by".split()
)
_RANGE = re.compile(r"\b(?:range|covered|span|from when to when)\b")
_VERBS = frozenset("write wrote written publish published author authored".split())
_PLACED = ("first author", "last author", "authors")
_TOP = re.compile(r"\btop (?P<n>\d{1,2})\b")


class Reader:
    """Reads plain questions about the papers of one library."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._asking = Asking(lexicon)
        self._ends = end_patterns(lexicon)

    def read(
        self,
        plain: Plain,
        papers: Sequence[Paper],
        people: People,
        issue: Issue | None,
        known: Callable[[str], bool],
    ) -> Frame:
        """The frame of a question; a text too long to be one has no operation and everything left over."""
        space = Workspace(plain, self._lexicon)
        if not 0 < len(space.words) + len(plain.links) <= LONGEST:
            return Frame(Ask(), leftover=tuple(space.words), text=plain.text)
        find, lexicon = self._lexicon.find, self._lexicon
        roles = {match.name: match.places for match in find(lexicon.roles, plain.text)}
        asked, weak = find(lexicon.asked, plain.text), find(lexicon.weak, plain.text)
        operations = {match.name: match.places for match in find(lexicon.operations, plain.text)}
        about = {match.name: match.places for match in find(lexicon.people, plain.text)}
        space.taken |= roles.get("here", frozenset())
        nth = _NTH.search(plain.text)
        ends = self._take_ends(space)
        before = set(space.taken)
        filters = take_filters(space, papers)
        lacked = any(one.kind.endswith(" given") for one in filters)
        asked = [match for match in asked if not (lacked and match.places <= space.taken - before)]
        persons = self._persons(space, people, known)
        weak = [match for match in weak if not match.places <= space.taken]
        place = self._place(space, people)
        if place:
            asked = [match for match in asked if match.name not in _PLACED]
            weak = [match for match in weak if match.name not in _PLACED]
        asked = [match for match in asked if not match.places <= roles.get("about", frozenset())]
        fields = fields_in(asked, weak, None if place else nth)
        places = frozenset().union(*(match.places for match in (*asked, *weak) if match.name in fields))
        facts = facts_in(plain, issue, lexicon)
        ask, strong = (
            (Ask(op="issue", fields=facts), True)
            if facts
            else self._asking.asked(
                plain.text, fields, bool(asked), ends, operations, about, _named(persons, people)
            )
        )
        if ask.op in ("list", "count", "compare", "") and (by := rivals(filters, plain.text)):
            ask, strong = Ask(op="per", by=by), True
        explained = self._explained(ask, operations, space, persons) | (places if ask.op != "" else set())
        x = {i for i in space.left(lexicon.filler, lexicon.nouns) if i not in explained}
        if "here" in roles:
            x -= {i for i in x if space.words[i] in ("included", "include", "includes")}
        slots = slots_of(space, x, roles.get("about", frozenset()))
        x -= {i for i in x if self._counts_papers(i, space) or (filters and space.words[i] in _kind_words(papers))}
        x -= {i for i in x if _trials(ask, space.words) and space.words[i] == "trials"}
        slots -= slots - x
        x -= roles.get("about", frozenset()) if slots else frozenset()
        nouns = [word for word in space.words if word in lexicon.nouns]
        return Frame(
            ask=ask,
            filters=tuple(filters),
            people=tuple(persons),
            either=" or " in plain.text or ask.op in ("compare", "extreme"),
            denied=bool(slots) and space.is_denied(slots),
            place=place,
            somebody=_somebody(space, slots),
            name=tuple(space.words[i] for i in sorted(slots)) or _trials(ask, space.words),
            leftover=tuple(space.words[i] for i in sorted(x - slots)),
            links=plain.links,
            strong=strong,
            papers=bool(nouns) or bool(plain.links),
            plural=any(word in lexicon.many and word not in lexicon.one for word in nouns),
            every="every" in roles or _RANGE.search(plain.text) is not None,
            points="pointing" in roles,
            opens="opening" in roles,
            finding="finding" in roles,
            text=plain.text,
        )

    def _counts_papers(self, at: int, space: Workspace) -> bool:
        """True for the number in "the three reviews", "all 9"."""
        word, before = space.words[at], space.words[at - 1] if at else ""
        behind = space.words[at + 1] if at + 1 < len(space.words) else ""
        number = word.isdigit() or word in self._lexicon.numbers
        return (
            number
            and len(word) < 6
            and (
                before == "all"
                or (
                    before in ("the", "these", "those")
                    and (behind in self._lexicon.nouns or at + 1 in space.taken)
                )
            )
        )

    def _take_ends(self, space: Workspace) -> tuple[End, ...]:
        """The ends of measures asked for ("the two most cited"), their words taken."""
        found: dict[tuple[str, bool], End] = {}
        for measure, high, pattern in self._ends:
            if took := space.take(pattern):
                match = took[0]
                if _of_something_else(space, max(took[1]) + 1):
                    space.taken -= took[1]
                    continue
                number = match["n"] or match["m"] or match.groupdict().get("t")
                after = max(took[1]) + 1
                if number is None and after < len(space.words) - 1 and space.words[after] in self._lexicon.numbers:
                    number = space.words[after]
                    space.taken.add(after)
                if number is None and (behind := space.take(_TOP)):
                    number = behind[0]["n"]
                top = (self._lexicon.numbers.get(number) or int(number)) if number else None
                rank = self._lexicon.ranks.get(match["rank"] or "", 1)
                found.setdefault((measure, high), End(measure=measure, high=high, top=top, rank=rank))
        return tuple(found.values())

    def _place(self, space: Workspace, people: People) -> str:
        """ "first" or "last" where somebody named is meant in that place."""
        as_author = re.search(r"\bas (?:the )?(?:first|last|senior|lead) authors?\b", space.plain.text)
        if not as_author and (
            not people.named(space.words) or not (_NTH.search(space.plain.text) or _LEAD.search(space.text))
        ):
            return ""
        text = space.text
        if re.search(
            r"\bwho (?:is|was|are)\b|\bwhat is the\b|^(?:first|last|senior|lead) author\b|author of\b", text
        ):
            return ""
        took = space.take(_LEAD)
        if not took:
            return ""
        place = {"senior": "last", "last": "last"}.get(took[0]["which"] or "", "first")
        return f"not {place}" if space.is_denied(took[1]) else place

    def _persons(self, space: Workspace, people: People, known: Callable[[str], bool]) -> list[Person]:
        """The people named; a first name stands for somebody where it is no other word here."""
        words = [word if i not in space.taken else "·" for i, word in enumerate(space.words)]
        found = people.named(words)
        held = {i for person in found for i in range(person.start, person.end)}
        for i, word in enumerate(words):
            if i not in held and len(word) > 3 and word not in self._lexicon.vocabulary and not known(word):
                names = people.by_given(word)
                found += [Person(word, i, i + 1, names)] if names else []
        found = [
            one._replace(denied=space.is_denied(range(one.start, one.end)))
            for one in sorted(found, key=lambda p: p.start)
        ]
        for person in found:
            space.taken |= set(range(person.start, person.end))
        return _with_those_after_or(found, space.words)

    def _explained(
        self,
        ask: Ask,
        operations: dict[str, frozenset[int]],
        space: Workspace,
        persons: Sequence[Person],
    ) -> set[int]:
        """The places of the words that ask, whatever else they might mean."""
        lexicon, words = self._lexicon, space.words
        idle: set[str] = set(lexicon.person)
        if ask.op in (
            "value",
            "absent",
            "extreme",
            "list",
            "count",
            "sort",
            "compare",
            "sum",
            "mean",
            "median",
            "per",
        ):
            for name in ask.fields if ask.op != "per" else ():
                idle |= lexicon.words_of("field", name) if name in lexicon.asked or name in lexicon.weak else set()
        if ask.op in ("list", "count", "sort", "extreme", "per", "sum", "mean", "median"):
            idle |= lexicon.given
        if ask.op == "extreme":
            idle |= {
                w
                for end in ask.ends
                for row in lexicon.measures[end.measure].values()
                for words in row
                for w in words.split()
            }
            idle |= frozenset(
                "published publish number count times time far first last being order ordered sorted".split()
            )
        if ask.op in ("sum", "mean", "median", "per", "compare", "sort"):
            idle |= words_of_figures(lexicon)
        if ask.op == "who":
            idle |= words_of_authors()
        if persons:
            idle |= _WROTE
        if ask.op == "value" and re.search(
            r"\b(?:first|second|third|fourth|fifth|lead|leading|main|principal)\b", space.plain.text
        ):
            idle |= frozenset(
                "first second third fourth fifth sixth lead leading main principal named listed author authors".split()
            )
        places = {i for i, word in enumerate(words) if word in idle}
        for name in ("sort", "per", "sum", "mean", "median", "compare"):
            if ask.op == name:
                places |= operations.get(name, frozenset())
        return places | space.denied


def _somebody(space: Workspace, slots: set[int]) -> bool:
    """True where the words that name stand where a person's name does: "by …", "did … write", "anyone called …"."""
    words = space.words
    if not slots:
        return False
    before = [word for word in words[: min(slots)] if word not in ("dr", "prof", "professor", "the")]
    led = bool(before) and before[-1] in ("by", "from", "called", "named", "author")
    return led or (bool({"did", "has", "have"} & set(words[:3])) and bool(_VERBS & set(words)))


def _with_those_after_or(people: list[Person], words: Sequence[str]) -> list[Person]:
    """What is denied of one is denied of those joined to it by "or" ("not by A or B")."""
    found: list[Person] = []
    for person in people:
        joined = (
            bool(found) and found[-1].denied and set(words[found[-1].end : person.start]) <= {"or", "nor", "by"}
        )
        found.append(person._replace(denied=person.denied or joined))
    return found


def _of_something_else(space: Workspace, at: int) -> bool:
    """True where the word behind "the longest" is neither a paper nor before one: "the longest follow-up"."""
    words, lexicon = space.words, space.lexicon
    idle = lexicon.filler | lexicon.nouns | lexicon.given | lexicon.person
    behind = words[at] if at < len(words) else ""
    if not behind or at in space.taken or behind in idle or behind in lexicon.vocabulary or not behind.isalpha():
        return False
    while at < len(words) and words[at] not in idle and at not in space.taken:
        at += 1
    return not (at < len(words) and words[at] in lexicon.nouns)


def _trials(ask: Ask, words: Sequence[str]) -> tuple[str, ...]:
    """ "Trials" are no type that records give: they are listed by the word."""
    return ("trial",) if ask.op in ("list", "count") and "trials" in words else ()


def _kind_words(papers: Sequence[Paper]) -> frozenset[str]:
    return frozenset(
        word for kind in dict.fromkeys(paper.type for paper in papers) if kind for word in fold(kind).split()
    )


def _named(persons: Sequence[Person], people: People) -> str:
    """Whether somebody is named: "group" or "person"; "" for nobody."""
    if not persons:
        return ""
    return "group" if any(people.is_group(person) for person in persons) else "person"

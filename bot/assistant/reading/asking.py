"""Decides what a question asks (an operation, fields, measures) from the lexicon's phrases in it, whatever their
order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bot.assistant.fields import GROUPS, MEASURES, ORDERS, SUMMED, TOTALLED
from bot.assistant.reading.lexicon import Lexicon, load
from bot.assistant.reading.phrases import LISTED_BY_DATE, Match
from bot.models import Ask, End
from corpus.patterns import late

# operations on the number of authors, so that "authors" asks for no names
_RECKONED = frozenset(("sort", "mean", "median"))
_SORTED = (("title", r"titles?|name"), ("journal", r"journals?"), ("type", r"types?"), ("volume", r"volumes?"), ("heading", r"headings?"),
           ("first author", r"(?:(?:first|lead) )?authors?(?! counts?)|surnames?|family names?|last names?"), ("citations", r"citations?|cited"), ("views", r"views?|viewed|popular\w*"),
           ("pages", r"pages|length|longest|shortest|long"), ("authors", r"(?:number of|how many|most|fewest|size of the) (?:co )?authors|author (?:counts?|teams?)"),
           ("date", r"years?|dates?|newest|oldest|publication|published|chronological(?:ly)?|recent|time|new|old"))  # fmt: skip
_COUNTED = late(r"\b(?:how many|number of|count (?:of|the|all|papers))\b")
_UPWARD = late(
    r"\b(?:ascending|oldest first|from oldest|oldest to|least \w+ first|fewest to|fewest first|shortest first|shortest to|least(?: \w+)? to|lowest to|timeline|order did|earliest first|a to z|(?<!reverse )chronological|from (?:the )?(?:least|lowest|fewest|shortest)|lowest first|increasing"
    r"|earliest (?:at|on) (?:the )?top|(?:start|begin|starting|beginning) (?:with|from|at) (?:the )?(?:first|earliest|oldest|beginning|lowest|fewest|least|shortest))\b"
)
_BACKWARDS = late(r"\b(?:z to a|z a|revers\w+|backwards|descending|desc)\b")
_LETTERS = late(r"\b(?:alphabetical(?:ly)?|a z|a to z|z a|z to a)\b")
_OF_GROUPS = late(
    r"\b(?:which|what|who)\b.*\b(?:(?P<high>most|busiest|commonest|highest|top|more)|(?P<low>fewest|least|rarest|lowest|fewer))\b"
)
_ANY = late(r"\b(?:anything|something|any|here|papers|articles|studies|else|more|another)\b")
_BETWEEN = late(r"\b(?:or|than|vs|versus)\b")
_FIELD_OF = late(
    r"^(?:and |so |list |show |show me |give me |what are |what is )*(?:the )?(?:\w+ )?\w+ (?:counts? )?(?:of|for) (?:all|each|every|both|the|these|those)\b"
)
_DEFINED = late(r"^(?:and |so )?what (?:is|are) an? (?:\w+ ){0,2}\w+$")


class Clues(NamedTuple):
    """What a plain question contains of the lexicon. ``strong``: words that can only be asking ask for the fields.
    ``named``: "person" or "group" if somebody is named, else "". ``free``: the text with a dot for every word that a
    filter or a name explains.
    """

    text: str
    free: str
    fields: tuple[str, ...]
    strong: bool
    ends: tuple[End, ...]
    operations: Mapping[str, frozenset[int]]
    about: Mapping[str, frozenset[int]]
    named: str


class Asking:
    """Decides what plain questions ask."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._measures = {name: late(rf"\b(?:{'|'.join(_nouns(lexicon, name))})\b") for name in SUMMED}
        self._more = {
            (name, side == "more"): late(
                rf"\b(?:{'|'.join(row[side])})\b(?! than (?:\d|one|two|three|four|five|ten|once|twice))"
            )
            for name, row in lexicon.measures.items()
            for side in ("more", "less")
        }

    def asked(self, clues: Clues) -> tuple[Ask, bool]:
        """What is asked, and True if the words that ask it can mean nothing else."""
        if "table" in clues.operations and not clues.fields and not clues.ends:
            return Ask(op="table"), True
        absent = tuple(name for name in clues.fields if name in self._lexicon.absent)
        if absent:
            return Ask(op="absent", fields=absent), True
        who = _who(clues.about, clues.named, clues.text)
        figured = who == "everybody" and not _RECKONED.isdisjoint(clues.operations)
        figured = figured or (who == "together" and "sum" in clues.operations and self._counted(clues.text))
        of_people = who == "most" and {end.measure for end in clues.ends} <= {"authors"}
        if who and not figured and (of_people or not clues.ends):
            return Ask(op="who", by=who, ends=clues.ends), True
        figure = self._figure(clues)
        return (figure, True) if figure else self._papers(clues)

    def _counted(self, text: str) -> bool:
        """True if a text names citations, views or pages, which are added up."""
        return any(self._measures[name].search(text) for name in TOTALLED)

    def _figure(self, clues: Clues) -> Ask | None:
        """A sorting, a grouping, a figure or a comparison; None if none is asked for."""
        text, ends, operations = clues.text, clues.ends, clues.operations
        measures = [name for name, pattern in self._measures.items() if pattern.search(text)]
        both = {end.measure for end in ends if end.high} & {end.measure for end in ends if not end.high}
        if both or ("sort" in operations and not _COUNTED.search(text)):
            return _in_order(next(iter(both)) if both else _sorted_by(text, operations["sort"]), text)
        if LISTED_BY_DATE.match(text):
            return _in_order("date", text)
        if "per" in operations and not ends and (by := _group(text)):
            return Ask(op="per", by=by, fields=tuple(measures[:1]), ends=_end_of_groups(text))
        for op in ("mean", "median", "sum"):
            if op in operations and measures and not ends:
                return Ask(op=op, by=measures[0])
        if (more := self._comparison(clues.free)) and (not ends or _BETWEEN.search(text)):
            return Ask(op="compare", by=more[0], high=more[1])
        if "compare" in operations and not measures and clues.fields == ("date of publication",):
            return Ask(op="compare", by="date")
        if "compare" in operations and (measures or clues.fields):
            return Ask(op="compare", by=measures[0]) if measures else Ask(op="value", fields=clues.fields)
        if "sort" in operations:
            return _in_order(_sorted_by(text, operations["sort"]), text)
        return None

    def _papers(self, clues: Clues) -> tuple[Ask, bool]:
        """The ends of a measure, a count, a list or fields of papers, with True as in ``asked``; an empty
        ``Ask`` if none is asked for.
        """
        text, fields, strong = clues.text, clues.fields, clues.strong
        if clues.ends:
            return Ask(op="extreme", ends=clues.ends, fields=_beside(clues)), False
        if "count" in clues.operations and "inside" in clues.about:
            return Ask(), False
        of_paper = strong and any(name.startswith("number of") or name == "views" for name in fields)
        if "count" in clues.operations and not of_paper:
            return Ask(op="count"), False
        if fields and not strong and _FIELD_OF.match(text):
            return Ask(op="value", fields=fields), True
        if "list" in clues.operations and not strong:
            return Ask(op="list"), False
        if fields and not _DEFINED.match(text):
            return Ask(op="value", fields=fields), strong
        return Ask(), False

    def _comparison(self, text: str) -> tuple[str, bool] | None:
        """The measure that two papers are compared by, and True if more of it is asked for; None if there is
        none.
        """
        return next((found for found, pattern in self._more.items() if pattern.search(text)), None)


def _beside(clues: Clues) -> tuple[str, ...]:
    """The fields asked for besides ends of measures, without the fields that these ends tell anyway."""
    own = {MEASURES[end.measure].field for end in clues.ends}
    own |= {"authors"} if any(end.measure == "authors" for end in clues.ends) else set()
    return tuple(
        name for name in clues.fields if name not in own or (clues.strong and name == "date of publication")
    )


_PLACED = dict.fromkeys(("lead", "leading", "main", "principal"), "first")


def fields_in(asked: Sequence[Match], weak: Sequence[Match], nth: re.Match[str] | None) -> tuple[str, ...]:
    """The names of the fields asked for, in the order of the question, without matches that are part of longer
    ones. ``nth`` matches "third author" and the like.
    """
    found: dict[str, frozenset[int]] = {}
    for match in [*asked, *([] if asked else weak)]:
        longer = frozenset().union(*(places for places in found.values() if len(places) > len(match.places)))
        if not match.places <= longer:
            found[match.name] = match.places
    for match in weak if asked else ():
        if not match.places & frozenset().union(*found.values()):
            found.setdefault(match.name, match.places)
    names = sorted(found, key=lambda name: min(found[name]))
    if nth:
        said = nth[1] or nth[2]
        word = "penultimate" if "last" in said else _PLACED.get(said, said)
        names = [f"{word} author", *(name for name in names if name not in ("authors", "last author"))]
    if "number of authors" in names or "last author" in names:
        names = [name for name in names if name != "authors"]
    return tuple(names)


def _who(about: Mapping[str, frozenset[int]], named: str, text: str) -> str:
    """The name of the question about authors of several papers; "" if it is none."""
    if named:
        for name in ("together", "full name", "is_author", "members"):
            if (
                name in about
                and not (name == "members" and named != "group")
                and not (name == "is_author" and _ANY.search(text))
            ):
                return name
        return "repeated" if "repeated" in about and len(about["repeated"]) > 3 else ""
    return next((name for name in ("shared", "repeated", "most", "everybody") if name in about), "")


def _end_of_groups(text: str) -> tuple[End, ...]:
    """The end for the group with the most or fewest papers; () if neither is asked for."""
    match = _OF_GROUPS.search(text)
    return (End(measure="papers", high=match["low"] is None),) if match else ()


def _group(text: str) -> str:
    words = {"kind": "type", "category": "type", "section": "heading", "years": "year", "journals": "journal", "types": "type", "kinds": "type",
             "headings": "heading", "months": "month", "authors": "author", "categories": "type"}  # fmt: skip
    found = [words.get(word, word) for word in text.split()]
    return next((word for word in found if word in GROUPS), "")


def _sorted_by(text: str, places: frozenset[int]) -> str:
    """What to sort by: what stands after the words of sorting, else anywhere in the text, else the title for
    "alphabetically", else the date.
    """
    behind = " ".join(text.split()[min(places) :]) if places else text
    for part in (behind, text):
        named = [
            (found.start(), -len(found[0]), name)
            for name, pattern in _SORTED
            if (found := re.search(rf"\b(?:{pattern})\b", part))
        ]
        if named:
            return min(named)[2]
    return "title" if _LETTERS.search(text) else "date"


def _in_order(by: str, text: str) -> Ask:
    """The sorting asked for: texts from A, numbers from the greatest, unless the question says otherwise."""
    return Ask(op="sort", by=by, high=bool(_BACKWARDS.search(text)) if by in ORDERS else not _UPWARD.search(text))


def _nouns(lexicon: Lexicon, measure: str) -> list[str]:
    return [
        w
        for w in lexicon.measures[measure]["of"]
        if w not in ("read", "reads", "popular", "seen", "view", "page", "cite")
    ]


# Rows of the lexicon's single words that ask for figures, or for authors of several papers.
_OF_FIGURES = (
    "count,each,yearly,sort,upward,downward,foremost,degree,lower,difference,beside,gained,sum,whole,mean,median,papers,out,often,"
    "order.date,order.title,group.year,group.month,group.type,group.journal,group.heading"
).split(",")
_OF_AUTHORS = "somebody,repeat,often,jointly,companions,sign,count,busiest,whole,sum".split(",")


@cache
def words_of_authors() -> frozenset[str]:
    """Words of questions about authors, which never say a paper's topic."""
    words = frozenset().union(*(load().words_of("word", row) for row in _OF_AUTHORS))
    return words | frozenset(
        "most least highest largest first last different distinct unique separate full complete member members special issue".split()
    )


@cache
def words_of_figures() -> frozenset[str]:
    """Words of questions for figures, which never say a paper's topic."""
    words = frozenset().union(*(load().words_of("word", row) for row in _OF_FIGURES))
    measured = frozenset().union(
        *(load().words_of("measure", row) for row in MEASURES), load().words_of("op", "per")
    )
    return words | measured | frozenset("first most least highest lowest fewest range between".split())

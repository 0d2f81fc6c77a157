"""Filters papers by the ages of those studied ("papers on over 75s", "studies in children"): by the ages that an abstract states, and by what
its title and its counts call those studied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.assistant.reading.designs import take_design
from bot.assistant.reading.frame import Filter, meant
from bot.assistant.reading.phrases import SO, WHO
from bot.assistant.reading.words import Workspace
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import sentences_of
from index.sentences.cues import plain
from index.sentences.quantities import PERSONS
from index.sentences.samples import sample_size

ADULT, OLD, TEEN, BABY = 18, 65, 10, 2  # years
NOBODY = 200  # years: nobody is so old
_N = r"(?:\d{1,2}|1[01]\d)"
_YEARS = r"(?:s|(?: years?| yrs?)?(?: olds?| of age)?)"
_OVER = r"(?:over|above|older than|more than|at least|from)"
_UNDER = r"(?:under|below|younger than|less than|up to|fewer than)"
_LED = rf"(?:in|on|about|of|for|among|with|including) (?:the )?(?:(?:{WHO}|those|anyone|anybody) )?(?:(?:who|that) )?(?:(?:are|were) )?(?:aged? )?"
_ASKED = rf"{_LED}(?:(?P<how>{_OVER}|{_UNDER}) (?P<n>{_N})(?:s|(?: years?| yrs?)(?: olds?| of age)?)?|(?P<from>{_N}) (?:to |and )?(?P<to>{_N}) (?:years?|yrs?)(?: olds?| of age)?|(?P<least>{_N})(?: years?| yrs?)?(?: olds?)? (?:and|or|plus)(?: (?:over|older|above|more)(?: (?:years?|yrs?)(?: olds?)?)?)?)"
_GROUPS = {
    "children": r"(?:(?:school ?)?(?:children|kids|child)|paediatrics?(?: patients)?|pediatrics?(?: patients)?|boys|girls)",
    "babies": r"(?:babies|newborns|infants|neonates|toddlers)",
    "teenagers": r"(?:teenagers|teens|adolescents|young people)",
    "older people": r"(?:(?:the )?elderly(?: (?:people|patients|adults))?|(?:older|old) (?:people|adults|patients|persons|ppl|women|men)|seniors|pensioners)",
}
_GROUP = rf"(?:in|on|about|of|among|with|for) (?:the )?(?P<group>{'|'.join(_GROUPS.values())})"
_WORKS = r"(?:papers?|stud(?:y|ies)|(?P<design>(?:randomi[sz]ed (?:controlled )?)?trials?|rcts?)|articles?|research|evidence|anything|something|reviews?|ones)"
_LIST = late(
    rf"^{SO}(?:(?:list|show|find|give|get|me|any|all|the|what|which|are|is|there|do|does|you|have|got|how many|some|only|just|of) )*(?:\w+ ){{0,2}}?{_WORKS}(?: (?:were|was|are|is|done|here|there|that|which|you have))*"
    rf"(?: (?:on|about) [^·]{{1,40}}?)? (?P<ages>{_ASKED}|{_GROUP})(?: (?:here|please|only|at all|in this library))*$"
)
_TITLED = {
    "children": r"child|kids\b|paediatric|pediatric|infant|newborn|neonat|toddler|pupil|schoolboy|schoolgirl|adolescent|teenager",
    "babies": r"bab(?:y|ies)\b|infant|newborn|neonat|toddler",
    "teenagers": r"adolescen|teenage|young people",
    "older people": r"elderly|older (?:people|adults|patients|persons|women|men|prisoners|workers)|geriatric|ageing|aging|octogenarian|nonagenarian|old age",
}
_TO = r"(?: ?(?:to|and|[-–‐‑]) ?(?P<to>\d{1,3}))?"
_UNIT = r"(?: ?(?P<unit>years?|yrs?|months?|weeks?|days?))?"
# An age that an abstract states: of those studied, as a limit or on average.
_STATED = (
    rf"(?<!before the )(?<!until the )(?<!since the )(?<!by the )(?<!at the )\bage[ds]? (?:(?:was|were|is|of|from|between|over|under|above|below|at least|range|ranged|about|at \w+) )*(?P<n>\d{{1,3}})(?![\d,]|\.\d+ ?%| ?%){_TO}{_UNIT}",
    rf"(?<![\d.,-])(?P<n>\d{{1,3}}){_TO}[ -](?P<unit>year|month|week|day)s?[ -]olds?\b",
    r"(?<![\d.,-])(?P<n>\d{1,3}) (?P<unit>years?|yrs?|months?) (?:of age|old|(?:and|or) (?:older|over|above|younger))\b",
    rf"\b(?:{WHO}|those|prisoners|residents) (?:over|under|above|below|older than|younger than) (?:the age of )?(?P<n>\d{{1,3}})(?! ?%|[\d,.]*\d| \w+ (?:a|per|of)\b)",
    r"\b(?P<n>\d{2,3}) (?:and|or) (?:older|over)\b",
)
# Those that have an age: a tree and a barn have one, too.
_WHOM = late(
    rf"\b(?:{PERSONS}|{WHO}|patient|(?:wo)?man|child|boy|girl|prisoners|relatives)\b|\bage[ds]?\b", re.IGNORECASE
)
_IN_YEARS = {"m": 12, "w": 52, "d": 365}


def take_ages(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filters of a list of papers on people or animals of some age, and on a design named with it; [] if none is asked for."""
    asked = _LIST.match(space.plain.text)
    took = space.take(late(re.escape(asked["ages"]))) if asked else None
    if asked is None or took is None:
        return []
    found = _filter(asked)
    if asked["group"] and not any(map(found.keeps, papers)):  # at most a word of theirs stands somewhere
        space.taken -= took[1]
        return []
    design = take_design(space, papers, asked["design"]) if asked["design"] else []
    return [meant(space, took[1], found), *design]


def _filter(asked: re.Match[str]) -> Filter:
    if said := asked["group"]:
        group = next(name for name, words in _GROUPS.items() if re.fullmatch(words, said))
        told = f"on {group} (by title, those counted and ages)"
        return Filter("age", lambda paper: paper.title, lambda paper: _is_of(group, paper), told)
    if asked["how"] and re.fullmatch(_UNDER, asked["how"]):
        low, high, told = 0.0, float(asked["n"]), f"whose abstract states an age under {asked['n']}"
    elif asked["from"]:
        low, high = float(asked["from"]), float(asked["to"]) + 1
        told = f"whose abstract states an age from {asked['from']} to {asked['to']}"
    else:
        least = asked["n"] or asked["least"]
        low, high, told = float(least), NOBODY, f"whose abstract states an age of {least} or more"
    return Filter(
        "age", lambda paper: paper.abstract, lambda paper: any(low <= age < high for age in stated(paper)), told
    )


def stated(paper: Paper) -> Iterator[float]:
    """The ages that an abstract states, in years: limits, ranges and averages."""
    told = [text for one in sentences_of(paper) if _WHOM.search(text := plain(one.text))]
    for pattern in _STATED:
        for one in late(pattern, re.IGNORECASE).finditer(" · ".join(told)):
            said = one.groupdict()
            share = _IN_YEARS.get((said.get("unit") or "y")[0].lower(), 1)
            yield from (float(number) / share for number in (said["n"], said.get("to")) if number)


def _is_of(group: str, paper: Paper) -> bool:
    """True if a paper is on those of a group: by its title, by what its abstract counts, or by the ages that it states."""
    words, sample = late(_TITLED[group], re.IGNORECASE), sample_size(paper)
    counted = " ".join(one.of for one in sample.counts) if sample else ""
    if words.search(paper.title) or words.search(counted):
        return True
    low, high = {"children": (0, ADULT), "babies": (0, BABY), "teenagers": (TEEN, ADULT + 2)}.get(
        group, (OLD, NOBODY)
    )
    return any(low <= age < high for age in stated(paper))

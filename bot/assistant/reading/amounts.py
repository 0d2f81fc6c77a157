"""Finds filters by number ("more than 1000 views", "in volume 9"), by missing fields, by licence, and by groups
as authors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from bot.assistant.fields import FIELDS, MEASURES
from bot.assistant.reading.frame import Filter, meant
from bot.assistant.reading.periods import YEAR
from bot.assistant.reading.words import TAKEN, Workspace, fold
from corpus.models import Paper
from corpus.patterns import late
from index.sentences.quantities import NUMBERS

_NUMBERS = NUMBERS | {
    "no": 0, "zero": 0, "once": 1, "a single": 1, "single": 1, "sole": 1, "a sole": 1, "twice": 2, "a dozen": 12, "dozen": 12,
    "hundred": 100, "a hundred": 100, "one hundred": 100, "thousand": 1000, "a thousand": 1000,
}  # fmt: skip
N = rf"(?:\d[\d,]*|{'|'.join(sorted(_NUMBERS, key=lambda word: -len(word)))})"
_WHAT = r"(?P<what>citations?|cites?|views?|reads|pages?|authors?|co authors|people|persons?|writers?|times)"
# How a number bounds what is counted, and the words for it, before the number or behind it.
BOUNDS = {word: bound for bound, words in {
    "more than": "more than,over,above,longer than,greater than,higher than,larger than,bigger than,past,got past,get past,go past,went past,passed,passing,beyond,exceeding",
    "fewer than": "fewer than,less than,under,below,shorter than,smaller than,lower than,not make it to,not reach,not get to,not hit",
    "at least": "at least,no fewer than,not fewer than,minimum of,minimum,min,upwards of,made it to,reach,reached,reaches,reaching,or more",
    "at most": "at most,no more than,not more than,up to,maximum of,maximum,max,or fewer,or less",
    "exactly": "exactly,equal to,only,just",
}.items() for word in words.split(",")}  # fmt: skip
HOW = rf"(?P<how>{'|'.join(word for word in BOUNDS if not word.startswith('or '))})"
_AMOUNT = late(
    rf"\b(?:(?:with|have|has|having|had|cited|viewed|been|read|that|are|is|were|written|signed|by|run|of|which|a total of) ){{0,6}}"
    rf"(?:{HOW} )?(?P<n>{N})(?P<more> or more| or fewer| or less)? (?:total )?{_WHAT}(?: each)?(?P<over> or more| or fewer| or less| at most| at least)?\b"
)
_BEHIND = late(
    rf"\b(?:(?:with|have|has|having|whose|a|the) ){{0,6}}(?P<what>times cited|citations?|cites|cited by|views?|pages?|authors?) (?:counts? |numbers? |values? |is |are |of )*{HOW} (?P<n>{N})\b(?<!once)(?<!twice)(?! (?:citations|views|pages|authors))"
)
_RANGE = late(
    rf"\b(?:(?:with|have|has|having|cited|viewed|been|that|are) ){{0,6}}(?:between |from )?(?P<n>{N}) (?:and|to|up to) (?P<m>{N}) {_WHAT}\b"
)
_RANGE_BEHIND = late(
    rf"\b(?:(?:with|have|has|having|whose|a|the|number of) ){{0,6}}(?P<what>citations?|cites|views?|pages?|authors?) (?:counts? |numbers? |is |are )*(?:between|from) (?P<n>{N}) (?:and|to) (?P<m>{N})\b"
)
_TIMES = late(
    rf"\bcited (?:{HOW} (?P<n>{N})|(?P<t>once|twice|{N}(?= times)))(?: times?)?(?: (?P<after>exactly|only|or more|or less|or fewer))?\b"
)
_CITED_RANGE = late(
    rf"\bcited (?:between |from )?(?P<n>{N}) (?:and|to|up to) (?P<m>{N})\b(?: times)?(?! (?:views|pages|authors))"
)
_UNCITED = late(
    r"\b(?:(?:have|has|are|is|were|which|that) ){0,6}(?:uncited|(?:never|nobody|no one) (?:has |have |ever |been |yet )*cited|not (?:yet )?(?:ever )?(?:been )?cited|cited (?:by )?(?:no one|nobody|zero times|0 times|no times)|(?:(?:with|have|has|having) (?:no|zero)|without(?: any)?) citations?)\b(?: yet| at all| so far)?"
)
_SOLO = late(
    r"\b(?:solo|(?:solo|single|sole) authored)\b(?= (?:papers?|articles?|works?|studies|reviews?|ones?)\b|$)|\b(?:(?:is|was|as|has|with) ){0,6}the only author\b$"
    r"|\bon (?:her|his|their) own$|\b(?:all )?by (?:herself|himself|themself)$|\bsingle handed(?:ly)?$|(?<=\bwrote )alone$|(?<=\bwritten )alone$|(?<=\bpublished )alone$"
    r"|\b(?:without|with no|has no|have no|having no) (?:any )?(?:co ?authors?|other authors?)$"
)
_CITED = late(r"\b(?:have been|has been|that are|which are|were) cited(?: at all| at least once)\b")
_MEASURED = {word: measure for measure, words in {
    "citations": "citation,cite,citation count,cited by", "views": "view,read", "pages": "page", "authors": "author,co author,people,person,writer",
}.items() for word in words.split(",")}  # fmt: skip


def take_amounts(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filters of "more than 1000 views", "at least 10 authors", "cited twice or more", "between 5 and 9
    pages", "never cited"; their words are taken.
    """
    found = list[Filter]()
    for pattern, read in _READ:
        while took := space.take(pattern):
            amounts = read(took[0])
            if amounts is None:
                space.taken -= took[1]
                break
            found += [meant(space, took[1], amounts[0])] if len(amounts) == 1 else amounts
    return found


def _exactly(number: int, what: str) -> Callable[[re.Match[str]], list[Filter] | None]:
    return lambda match: [_amount("exactly", number, what)]


def _range(match: re.Match[str]) -> list[Filter] | None:
    what = _measured(match) if "what" in match.re.groupindex else "citations"
    return [_amount("at least", number_in(match["n"]), what), _amount("at most", number_in(match["m"]), what)]


def _times(match: re.Match[str]) -> list[Filter] | None:
    how = match["after"] or match["how"] or "exactly"
    return [_amount(how, number_in(match["n"] or match["t"]), "citations")]


def _behind(match: re.Match[str]) -> list[Filter] | None:
    if match["how"] in ("only", "just") and re.fullmatch(YEAR, match["n"]):  # "citations, only 2020"
        return None
    return [_amount(match["how"], number_in(match["n"]), _measured(match))]


def _counted(match: re.Match[str]) -> list[Filter] | None:
    people = match["what"] in ("people", "persons", "person")
    if people and not re.search(r"\b(?:by|written|signed)\b", match[0]):
        return None
    if match.string[: match.start()].endswith("top "):  # "the top five authors"
        return None
    year = match["how"] in (None, "only", "just") and not match["more"] and re.fullmatch(YEAR, match["n"])
    if year or (match[0].startswith("one ") and match["what"].endswith("s")):
        return None  # "Knapp 2024, authors?", "the last one, authors?"
    how = (match["more"] or match["over"] or match["how"] or "exactly").strip()
    return [_amount(how, number_in(match["n"]), _measured(match))]


# What is read off the words of each pattern, in this order; None where they say another thing, and are given back.
_READ: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[Filter] | None]], ...] = (
    (_UNCITED, _exactly(0, "citations")),
    (_CITED, lambda match: [_amount("at least", 1, "citations")]),
    (_SOLO, _exactly(1, "authors")),
    (_RANGE_BEHIND, _range),
    (_RANGE, _range),
    (_CITED_RANGE, _range),
    (_TIMES, _times),
    (_BEHIND, _behind),
    (_AMOUNT, _counted),
)


def _measured(match: re.Match[str]) -> str:
    what = match["what"]
    if what.startswith("time"):
        return "views" if re.search(r"\bviewed|\bread\b", match[0]) else "citations"
    return _MEASURED[what.removesuffix("s")]


def number_in(text: str) -> int:
    """The number that digits or a word of ``N`` stand for."""
    return _NUMBERS[text] if text in _NUMBERS else int(re.sub("[, ]", "", text))


def bounded(how: str, number: int) -> Callable[[int], bool]:
    """A function that tells whether a number is within a bound, which is one of ``BOUNDS``."""
    compare: dict[str, Callable[[int], bool]] = {
        "more than": lambda n: n > number,
        "fewer than": lambda n: n < number,
        "at least": lambda n: n >= number,
        "at most": lambda n: n <= number,
        "exactly": lambda n: n == number,
    }
    return compare[how]


def _amount(how: str, number: int, what: str) -> Filter:
    measure = MEASURES[what]
    how = BOUNDS[how]
    within = bounded(how, number)

    def keeps(paper: Paper) -> bool:
        value = measure.number(paper)
        return value is not None and within(value)

    noun = what if number != 1 else what.removesuffix("s")
    said = (
        f"with {how} {number:,} {noun}"
        if number
        else f"with no {what}"
        if how == "exactly"
        else f"with {how} 0 {what}"
    )
    return Filter(what, measure.number, keeps, said, bound=True)


@cache
def _lacking(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns that say that a record lacks a field, and that it has it."""
    noun = FIELDS[name].lacking
    unknown = "(?:unknown|missing|not known|not given|not recorded|lacking)"
    without = rf"\b(?:without|lack(?:s|ing)?|missing|(?:have|has|having|with) no|no|not have|not having) (?:an? |any |the )?(?:{noun})\b(?! articles?\b)"
    without += rf"|\b(?:for |of )?(?:the )?(?:{noun}) (?:is |are )?{unknown}\b|\bis (?:the )?(?:{noun}) {unknown}\b|\b(?:unknown|missing) (?:{noun})\b"
    without += rf"|\b(?:with |have |has |having )?no (?:known|given|recorded) (?:{noun})\b"
    if name == "number of citations":
        without += rf"|\b(?:unknown|missing) citations\b|\b(?:where )?(?:the )?citations (?:are |is )?{unknown}\b"
    given = rf"\b(?:papers|articles|studies|records|ones)? ?(?:that |which )?(?:have|with) (?:an? )?(?:{noun})$"
    given += rf"|\b(?:that |which )?(?:have|has|having|with) (?:an? |the )?(?:known|given|recorded) (?:{noun})\b"
    return late(without), late(given)


def take_lacking(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filters of "papers without a DOI", "which have no abstract", "papers that have an abstract"; their
    words are taken.
    """
    found = []
    for name in (row.name for row in FIELDS.values() if row.lacking):
        without, given = _lacking(name)
        if space.take(without):
            found.append(_having(name, False))
        elif space.take(given):
            found.append(_having(name, True))
    return found


def _having(name: str, there: bool) -> Filter:
    value = FIELDS[name].value
    said = f"{'with' if there else 'without'} {'an' if name[0] in 'aAI' else 'a'} {name}".replace(
        "a keywords", "keywords"
    ).replace("an authors", "authors")
    return Filter(f"{name} given", lambda paper: True, lambda paper: (value(paper) is not None) is there, said)


_LICENCE = late(
    r"\b(?:under |with )?(?:a |the )?(?P<licence>cc by(?: (?:nc|nd|sa))*(?: \d(?:\.\d)?)?)(?: licen[cs]e)?\b"
)


def take_licences(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filter of "under CC BY 4.0"; its words are taken. [] if no record gives a licence."""
    if not any(paper.licence for paper in papers) or not (took := space.take(_LICENCE)):
        return []
    wanted = fold(took[0]["licence"])
    return [
        Filter(
            "licence",
            lambda p: p.licence,
            lambda p: fold(p.licence or "").startswith(wanted),
            f"under {wanted.upper()}",
        )
    ]


_PART = late(
    r"\b(?:in |of )?(?:vol(?:ume)?(?: number)? (?P<volume>\d+)|(?:issue|number)(?: number)? (?P<issue>\d+))\b"
)


def take_parts(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filters of "in volume 16" and "volume 9 issue 2"; their words are taken."""
    found = []
    for volume, issue in _pairs(space, papers):
        found += [_part("volume", volume), _part("issue", issue)]
    while took := space.take(_PART):
        name, text = ("volume", took[0]["volume"]) if took[0]["volume"] else ("issue", took[0]["issue"])
        found.append(_part(name, text))
    return found


_TWO_NUMBERS = late(r"(?:^|(?<= ))(?P<volume>\d{1,4}) (?P<issue>\d{1,3})(?= ·|$)")
_BEFORE_NUMBERS = frozenset("in of from the volume".split())


def _pairs(space: Workspace, papers: Sequence[Paper]) -> list[tuple[str, str]]:
    """The volume and issue of "32/2" behind a journal's name or alone, if papers here are of both; its words are taken."""
    for pair in _TWO_NUMBERS.finditer(space.text):
        said = (pair["volume"], pair["issue"])
        before = pair.string[: pair.start()].rpartition(TAKEN)[2].split()
        if any((paper.volume, paper.issue) == said for paper in papers) and _only_names(before, papers):
            last = len(pair.string[: pair.end()].split())
            space.taken |= {*range(last - 2 - len(before), last)}
            return [said]
    return []


def _only_names(words: Sequence[str], papers: Sequence[Paper]) -> bool:
    """True if some words are nothing but a journal's name and small words. Compared word by word and no pattern: a
    journal may be called anything.
    """
    named = _own(words)
    return not named or named in [
        _own(fold(name).split()) for name in dict.fromkeys(p.journal for p in papers) if name
    ]


def _own(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _BEFORE_NUMBERS]


def _part(name: str, text: str) -> Filter:
    return Filter(name, lambda p: getattr(p, name), lambda p: getattr(p, name) == text, f"in {name} {text}")


_GROUP = late(
    r"\b(?:(?:that|which|were|was|are|written|authored|signed|published) ){0,6}(?:by|from|of|with) (?:a|an|any|some|the)? ?(?:\w+ )?(?:groups?|consortium|consortia|collaborations?|working (?:group|party))(?: (?:as|among) (?:an? |the )?authors?| authors?)?$|^groups? authors?$"
)


def take_groups(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filter of "papers by a group"; its words are taken. [] if no paper has a group among its authors."""
    if not any(author.is_group for paper in papers for author in paper.authors):
        return []
    found = _GROUP.search(space.text)
    if not found or any(fold(a.name) in space.plain.text for p in papers for a in p.authors if a.is_group):
        return []
    took = space.take(_GROUP)
    signed = Filter(
        "group", lambda p: p.authors, lambda p: any(a.is_group for a in p.authors), "signed by a group"
    )
    return [meant(space, took[1], signed)] if took else []

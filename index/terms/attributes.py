"""Attributes: what a question asks for in addition to its topic (a follow-up, a dose, a hazard ratio), and
whether a sentence states it.

The table ``data/attributes.tsv`` has for each attribute how a question names it, how a sentence states it, and
what its figure looks like. Words that only name the attribute need not be in the sentence; the other words of
the question must.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from corpus.patterns import Sieve, finds, late
from index.sentences.asking import AS_TIME, COUNTED, NUMERAL, NUMERAL_ALONE, TIME, Asked, has_figure
from index.sentences.cues import Cues, gives
from index.sentences.quantities import PERSONS
from index.terms.countries import as_printed
from index.terms.words import ASKING

REMEMBERED = 256  # questions in the cache: each is read several times
# General attributes of any number: beside another attribute they say how it is given, not what is asked.
SHARES = frozenset({"rate", "percentage"})
GENERAL = SHARES | {"duration", "number studied", "significance", "score"}
# What is asked of a study as a whole, whichever of its topics was talked about.
_WHOLE = "follow-up,age,sex,design,blinding,comparator,exclusions,eligibility,period,country,place,funding,end date,limitations,source of the data,tool,conclusion,respondents"
OF_THE_STUDY = GENERAL | frozenset(_WHOLE.split(","))
# Told in one sentence, whatever that is about.
_ONCE = "country,place,primary outcome,funding,conflicts of interest,end date,limitations,blinding,comparator,exclusions,heterogeneity,publication bias,licence,altitude"
TOLD_ONCE = frozenset(_ONCE.split(","))
# Statistics with a name: a sentence that only speaks of one does not give it.
OF_A_RESULT = frozenset("p value,confidence interval,standard deviation".split(","))  # of what was just shown
_OTHERS = "hazard ratio,odds ratio,relative risk,effect size,number needed to treat,correlation coefficient,sensitivity,specificity,area under the curve,predictive value"
STATISTICS = OF_A_RESULT.union(_OTHERS.split(","))
STUDIED = "number studied"
DEFINITION = "definition"
HARM = "complications"  # the attribute of side effects, each by its name
NEAR = 80  # characters between a number and the words for what it measures
_NUMBER = late(
    rf"\d|\b{NUMERAL}\b|\b(?:none|no (?:one|deaths?|cases?|events?|patients?|participants?)|half|third|quarter)\b",
    re.IGNORECASE,
)
_AT = late(  # "up to 90 days", "after two years"
    rf"\b(?:at|to|after|within|over|for|during|by)(?: the)?(?: first| last| next)? {NUMERAL}[ -]?{TIME}\b",
    re.IGNORECASE,
)
NUMBER_OF, HOW_MANY = "number of ", "how many "
AVERAGES = ("mean ", "median ", "average ")  # an average that is named as missing begins so
LONGEST = 24  # code points; what those counted did is named by its last word if it takes more
_COUNTABLE = late(COUNTED, re.IGNORECASE)
_COUNTED = late(
    r"\b(?:how many|number of|no\. of)\s+(?:(?:of|the|these|those|them|they|all|its|their)\s+)*([\w-]+)",
    re.IGNORECASE,
)
# What no count is, though it has a number: p values, cut-offs, times, ratios and other decimals, years, doses.
_UNCOUNTED = late(
    rf"\bp(?:[\s-]?values?)?\s?[=<>≤≥]{{1,2}}\s?[\d.·]+|[<>≤≥]=?\s?{NUMERAL}|\bage[ds]?(?: of)? {NUMERAL}|\b9[059]\s?%\s?(?:ci|confidence)\b"
    rf"|{NUMERAL}(?:\s?(?:-|–|to|and|or)\s?{NUMERAL})?[\s-]?{TIME}\b|(?<![\d.])\d+[.·]\d+(?!\d|\s?(?:%|per ?cent))|\b(?:19|20)\d\d\b"
    r"|\d\s?(?:c?gy|[mµμk]?g|ml|mm|cm)\b",
    re.IGNORECASE,
)
_AVERAGED = late(  # "mean age", "the median overall survival"
    r"\b(?P<how>mean|median|average)(?: (?:of|the|their|its|patients?['’]?s?|total|overall))* (?P<of>[^\W\d][\w-]+)",
    re.IGNORECASE,
)
_AVERAGE = late(r"\b(?:means?|medians?|averages?|averaged|m(?:os|pfs|dfs))\b|±|\+/-", re.IGNORECASE)
_PAST = r"had|got|did|went|came|fell|lost|felt|left|kept|broke|grew|took|bought|sold|chose|paid|spent|told|saw|heard|won|became"
_DID = late(  # "how many of them failed", "how many died within a year": no thing to count, but what it did
    rf"\bhow many (?:(?:of )?(?:them|these|those|they|it) (?:\w+ )??)?(?P<able>(?:could|can|(?:was|were) able to|had to be) )?"
    rf"((?:(?<=could )|(?<=can )|(?<=able to ))\w+|(?!need\b)\w+ed|take part|took part|{_PAST}|stopped|survive|die|fail|quit|stay|leave)"
    r"(?=\W*$| (?:in|at|on|by|with|within|without|after|before|during|from|for|to|of|again|later|and|or|the|an?|it|one|them|their|because|due|out|up|\w+ing)\b)",
    re.IGNORECASE,
)
_VERBS = rf"(?:\w+ed|{_PAST}|quit|began|gave|sold|wore|ate|drank|slept)\b"
_DOING = late(  # "how many pupils of small schools had left", "how many women kept up"
    rf"\bhow many(?: [\w'’-]+){{1,9}}? (?:had|have|has|was|were) (?P<done>{_VERBS})|\bhow many(?: [\w'’-]+){{1,9}}? (?P<did>{_VERBS})",
    re.IGNORECASE,
)
_PARTICLE = late(r" (?:out|up|off|back|away|down)\b", re.IGNORECASE)  # of the verb before it: "dropped out"
_STATED = late(r" (?!(?:to|in|on|at|by|for|from|of|with|into|through|and|or|the|an?)\b)[\w-]+", re.IGNORECASE)
_OBJECT = late(r" (?:it|them|(?:the|an?|their|his|her|this|that|these|those) [\w-]+)", re.IGNORECASE)
BARE = frozenset("took got had used kept made gave did lost found".split())  # nothing without an object
STATE = frozenset("went became turned stayed remained felt".split())  # the next word says which
_TIMES = late(rf"\bhow many {AS_TIME}{TIME}\b", re.IGNORECASE)  # who or what did it is not counted
_BEHIND = late(r"(?: [\w-]+){0,3}")
_FIGURE = late(NUMERAL, re.IGNORECASE)
_VERB = late(rf"\w+ed|{_PAST}", re.IGNORECASE)
_IRREGULAR, _NEXT = late(_PAST, re.IGNORECASE), late(r"(?: (?:the|an?|their|his|her))?(?: [\w-]+)?")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A row of the table: its name, and the patterns for a question, a sentence and a figure ("" if it has no
    figure).

    Every question is compared with all rows, so ``asked`` is compiled at once; the other patterns are compiled
    when they are needed.
    """

    name: str
    asked: re.Pattern[str]
    stated: str
    figure: str

    def names_in(self, sentence: str) -> bool:
        """True if a sentence speaks of the attribute."""
        return finds(_made(self.stated), sentence)

    def places_in(self, sentence: str) -> list[tuple[int, int]]:
        """Where a sentence has words for the attribute (start, end; code points)."""
        return [match.span() for match in _made(self.stated).finditer(sentence)]

    def counted_in(self, sentence: str) -> bool:
        """True if a number that is no time point stands within ``NEAR`` characters of words for the attribute."""
        numbers = [match.span() for match in _NUMBER.finditer(_AT.sub(lambda at: " " * len(at[0]), sentence))]
        return any(
            start - NEAR <= found.end() and found.start() <= end + NEAR
            for found in _made(self.stated).finditer(sentence)
            for start, end in numbers
        )

    def stands_in(self, sentence: str) -> bool:
        """True if a sentence states the attribute, with a figure if it has one."""
        return self.names_in(sentence) and self.has_figure(sentence)

    def has_figure(self, sentence: str) -> bool:
        """True if a sentence has a figure like that of the attribute, whatever it is of; also if it has none."""
        return finds(_made(self.figure), sentence)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An attribute that a question asks for, and where the question names it (start, end; code points)."""

    attribute: Attribute
    spans: tuple[tuple[int, int], ...]

    def names(self, start: int, end: int = 0) -> bool:
        """True if the position ``start``, or everything from there to ``end``, is inside the words that name the attribute."""
        return any(low <= start < high and end <= high for low, high in self.spans)


@lru_cache(maxsize=REMEMBERED)
def wanted(question: str) -> tuple[Wanted, ...]:
    """The attributes that a question asks for, in the table's order."""
    rows = [table()[at] for at in _asked().left(question)]
    found = (Wanted(row, tuple(_spans(row, question))) for row in rows)
    named = tuple(one for one in found if one.spans)
    return tuple(one for one in named if one.attribute.name != DEFINITION) or named  # "what is overall survival"


def _spans(row: Attribute, question: str) -> Iterator[tuple[int, int]]:
    """Where a question names an attribute: also by the words of a group ``also`` further on ("how many … took part"), and, where there is a
    group ``put``, by that and not by what stands between them ("how were the pupils chosen")."""
    for match in row.asked.finditer(question):
        parts = match.groupdict()
        yield match.span("put" if parts.get("put") else 0)
        if parts.get("also"):
            yield match.span("also")


def told(asked: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """The attributes that say what is asked; general ones (``GENERAL``) only if there are no others."""
    return tuple(one for one in asked if one.attribute.name not in GENERAL) or tuple(asked)


def figure_names() -> frozenset[str]:
    """The names of the attributes that are figures."""
    return frozenset(row.name for row in table() if row.figure)


@cache
def _asked() -> Sieve:
    """Which rows a question may ask for."""
    return Sieve((row.asked,) for row in table())


@cache
def table() -> tuple[Attribute, ...]:
    """The rows of the table that comes with Marrow."""
    return tuple(_rows((files("index") / "data" / "attributes.tsv").read_text("utf-8").splitlines()))


def tells(sentence: str, asked: Asked, cues: Cues) -> bool:
    """True if a sentence has the kind of thing asked for, or no particular kind is asked for. Harm may be there by that word or by a name of it ("nausea"); a
    sentence on what was done tells it, one on what a study set out to look for does not.
    """
    if asked is not Asked.HARM:
        return gives(sentence, asked)
    return not cues.sets_out and next(row for row in table() if row.name == HARM).names_in(sentence)


def _rows(lines: Iterable[str]) -> Iterable[Attribute]:
    pieces = {"{number}": NUMERAL_ALONE, "{persons}": PERSONS, "{as_time}": AS_TIME, "{country}": as_printed()}
    for line in lines:
        if line.startswith("#") or not line:
            continue
        name, *patterns = (_filled(cell, pieces) for cell in line.split("\t"))
        if name.startswith("="):
            pieces[line.split("\t")[0][1:]] = patterns[0]
        else:
            asked, stated, figure = patterns
            yield Attribute(name, _made(asked), stated, figure)


@cache
def _made(pattern: str) -> re.Pattern[str]:
    return late(pattern, re.IGNORECASE)


def _filled(cell: str, pieces: dict[str, str]) -> str:
    for name, piece in pieces.items():
        cell = cell.replace(name, piece)
    return cell


def to_count(question: str) -> Iterator[tuple[str, int]]:
    """What a question asks to count ("number of patients", "how many failed"), and where its word begins."""
    if did := _DID.search(question):
        yield f"{HOW_MANY}{did['able'] or ''}{did[2]}{_particle(question, did.end(2))}", did.start(2)
        return
    for match in _COUNTED.finditer(question):
        if match[1].casefold() in ASKING or _FIGURE.fullmatch(match[1]):
            continue
        if _IRREGULAR.fullmatch(match[1]):  # "how many lost weight"
            yield f"{HOW_MANY}{match[1]}{next(_NEXT.finditer(question, match.end(1)))[0]}", match.start(1)
            continue
        yield f"{NUMBER_OF}{_thing(question, match)}", match.start(1)


@lru_cache(maxsize=REMEMBERED)
def things_counted(question: str) -> tuple[str, int]:
    """The first things that a question asks to count, and where their word begins; ("", -1) if it counts none."""
    name, start = next(iter(to_count(question)), ("", -1))
    return (name.removeprefix(NUMBER_OF), start) if name.startswith(NUMBER_OF) else ("", -1)


def has_count(sentence: str, question: str) -> bool:
    """True if a sentence has a number that may count something, or a share, and that is not in the question."""
    return has_figure(_UNCOUNTED.sub(" ", sentence), question)


def averaged(question: str) -> tuple[str, int] | None:
    """The word for the average a question asks for ("mean"), and where the thing averaged begins; None if it asks for none."""
    asked = _AVERAGED.search(question)
    if asked is None or asked["of"].casefold() in ASKING:
        return None
    return asked["how"].casefold(), asked.start("of")


def is_average(sentence: str, start: int, end: int) -> bool:
    """True if an average of the thing at this place of a sentence is given: a word for it and, behind that, a number stand near."""
    near = sentence[max(0, start - NEAR) : end + NEAR]
    return any(_FIGURE.search(near, one.end()) or one[0] in "±+/-" for one in _AVERAGE.finditer(near))


def _thing(question: str, counted: re.Match[str]) -> str:
    """A thing that is counted, up to its first word in the plural ("developer hours", "lymph nodes"); the first word alone if
    none follows."""
    words = [counted[1], *next(_BEHIND.finditer(question, counted.end()))[0].split()]
    if words[1:2] in (["and"], ["or"]) and len(words) > 3:  # "urban and rural schools"
        words = [" ".join(words[:3]), *words[3:]]
    for at, word in enumerate(words):
        if word.endswith("s") or _COUNTABLE.fullmatch(word):
            return " ".join(words[: at + 1])
        if at and (word in ASKING or _VERB.fullmatch(word)):
            break
    return counted[1]


def did_itself(question: str) -> tuple[int, int] | None:
    """The place of the word that stands for what is counted, if that word is what they did ("how many failed"); else None."""
    did = _DID.search(question)
    return did.span(2) if did else None


def doing_counted(question: str, joined: bool = False) -> tuple[str, int] | None:
    """What those counted did ("how many women kept"), and where its word begins. None if the question does not say, if nothing else is counted, or, unless
    ``joined``, if the word asks who took part in the study ("answered")."""
    asked = None if _DID.search(question) or _TIMES.search(question) else _DOING.search(question)
    if asked is None:
        return None
    did = asked["done"] or asked["did"]
    if not joined and any(
        one.names(asked.end() - len(did)) for one in wanted(question) if one.attribute.name == STUDIED
    ):
        return None
    start, out = asked.end() - len(did), _particle(question, asked.end())
    return f"{asked[0]}{out}" if len(asked[0]) <= LONGEST else f"{HOW_MANY}… {did}{out}", start


def _particle(question: str, end: int) -> str:
    """What belongs to a verb that ends at a place of a question ("dropped out", "took the course"); "" if nothing does."""
    verb = question[question.rfind(" ", 0, end) + 1 : end].casefold()
    more = _OBJECT if verb in BARE else _STATED if verb in STATE else _PARTICLE
    behind = _PARTICLE.match(question, end) or more.match(question, end)
    return behind[0] if behind else ""

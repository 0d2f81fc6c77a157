"""Finds the quantities in a question: its time points ("12 months" is one year) and its cut-offs ("> 2")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from corpus.patterns import late
from corpus.remembering import SENTENCES

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
# Numbers in words, and places in an order from "first" (0): whatever reads either takes it from here.
NUMBERS = {word: n for n, word in enumerate(_ONES.split(), 1)} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), 2)
}
PLACES = {word: n for n, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)}  # fmt: skip
# In days, as people mean months and years: twelve months are a year, but four weeks are not a month.
_DAYS = {"y": 360.0, "mo": 30.0, "w": 7.0, "d": 1.0, "h": 1 / 24, "mi": 1 / 1440}
_DIGITS = 4  # of a day: a minute is more, and what is off after a division is less
_WHOLE = "|".join(word for word, number in NUMBERS.items() if number <= 12)
_NUMBER = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|{_WHOLE}|half a)"
_UNIT = r"(?:years?|yrs?|(?-i:y)|months?|mos?|weeks?|wks?|days?|hours?|(?-i:hrs?|h)|minutes?|(?-i:mins?))"
_POINT = late(
    rf"\b({_NUMBER}(?:[ -]{{0,2}}(?:,(?: and| or)?|and|or|to|/|–)[ -]{{0,2}}{_NUMBER}){{0,7}})[ -]{{0,2}}(?:post-?operative )?({_UNIT})\b(?! weeks?\b)",  # a four-day week is a kind of week
    re.IGNORECASE,
)
_ONE = late(_NUMBER, re.IGNORECASE)
_AGE_BEFORE = late(r"\b(?:age[ds]?|older than|younger than|over|under)(?: of| over| under)? \Z", re.IGNORECASE)
_AGES = {"older": 1, "elderly": 1, "pensioners": 1, "seniors": 1, "younger": -1}
GROWN = (
    45  # years; people over that age or a higher one are the older ones, those under it or a lower one the younger
)
_COUNTED = late(  # "day 7", "weeks 6 and 12"
    rf"\b(year|month|week|day|hour|minute)s? ((?:\d{{1,3}}|{_WHOLE})(?:(?: ?[-–/,] ?|,? (?:and|or|to) )\d{{1,3}}){{0,7}})(?![\d:%\w]|\.\d)",
    re.IGNORECASE,
)
# "The second year" is no time after the start ("two years"): it stands as a number below zero, which no other does.
_TURNS = 1000.0  # what a turn is told by, more than any unit has days
_TURN = late(rf"\b({'|'.join(PLACES)}|\d{{1,2}}(?:st|nd|rd|th))[ -](year|month|week|day)\b", re.IGNORECASE)
_SINGLE = late(  # "after a year", "a week later", "the next day"
    r"\b(?:(?:after|at|within|by|for) an? (year|month|week|day|hour)|(?<!half )an? (year|month|week|day|hour) (?:later|after|on)"
    r"|(?:next|following) (year|month|week|day))\b",
    re.IGNORECASE,
)


# An age ("aged 12 to 71 months", "3-year-olds", "5 years and older") is no time point of a study.
_AGE = late(
    rf"\bage[ds]?(?: (?:of|from|between|over|under|below|above|at least))? {_NUMBER}(?: ?{_UNIT})?(?:[ -]{{0,2}}(?:and|or|to|–|-)[ -]{{0,2}}{_NUMBER})?[ -]?{_UNIT}\b"
    rf"|\b{_NUMBER}[ -]{_UNIT}[ -]olds?\b|\b{_NUMBER} {_UNIT} (?:and|or) (?:older|younger|over|under|above|below)\b",
    re.IGNORECASE,
)
_OF_AGES = late(
    r"\b(?:age[ds]?|olds?|older|younger|over|under|above|below|born|bab(?:y|ies)|infants?)\b", re.IGNORECASE
)

# What abstracts count: patterns of words for people and for other things.
PERSONS = (  # in the plural, as two or more of them are written: "individual" is an adjective too
    r"(?:patients|pts|people|participants|subjects|women|men|boys|girls|students|pupils|children|kids|adults|adolescents|teenagers|volunteers|individuals"
    r"|persons|humans|males|females|infants|neonates|newborns|babies|toddlers|respondents|nurses|doctors|physicians|surgeons|midwives|practitioners|residents"
    r"|teachers|workers|employees|veterans|survivors|recipients|donors|carriers|mothers|fathers|parents|couples|families|twins|members|users|smokers|caregivers"
    r"|carers|clinicians|pharmacists|dentists|professors|players|athletes|runners|drivers|librarians|probands|households|outpatients|inpatients|interviewees"
    r"|attendees|learners|trainees|readers|beneficiaries|servants|inhabitants|citizens|immigrants|refugees|soldiers|firefighters|seafarers|farmers|f[oe]etuses"
    r"|visitors|tourists|dispensers|sellers|vendors|retailers|prescribers|customers|consumers|passengers|commuters|cyclists|pedestrians|developers|programmers"
    r"|translators|interpreters|lawyers|judges|technicians|paramedics|therapists|fishers|growers|keepers|owners|miners|pilots|prisoners|migrants|speakers|listeners"
    r"|engineers|managers|officers|officials|leaders|curators|gardeners|musicians|artists|tenants|renters|landlords|homeowners|applicants|claimants|defendants|litigants|jurors|voters|offenders|detainees|fishermen|gleaners|siblings|spouses|grandparents|graduates|undergraduates|apprentices|[a-z]{3,12}(?:ologists|iatrists|icians))"
)
THINGS = (
    r"(?:cases|deliveries|births|pregnancies|admissions|hospitali[sz]ations|procedures|operations|surgeries|records|charts|hips|knees|shoulders|eyes|ears"
    r"|teeth|fractures|tumou?rs|lesions|specimens|samples|biopsies|mice|rats|rabbits|pigs|dogs|cats|sheep|animals|horses|mares|foals|stallions|geldings|ponies|donkeys|mules|camels|cows|cattle|calves|heifers|bulls|ewes|lambs|goats|sows|piglets|boars"
    r"|hens|chickens|broilers|chicks|ducks|geese|turkeys|birds|puppies|kittens|hamsters|ferrets|monkeys|macaques|baboons|apes|chimpanzees|wolves|foxes|bears|deer|bats|seals|whales|dolphins"
    r"|turtles|tortoises|snakes|lizards|frogs|toads|hearts|embryos|cycles|pairs|transplants|grafts"
    r"|episodes|visits|consultations|prescriptions|interviews|questionnaires|trees|plots|schools|villages|queries|documents|carcinomas|cancers|aneurysms|stones)"
)


@lru_cache(maxsize=SENTENCES)  # a question's are asked for beside each sentence of a paper
def points(text: str) -> frozenset[float]:
    """The time points and spans that a text names, in days."""
    return frozenset(named(text))


def said_of(question: str, sentence: str) -> frozenset[float]:
    """The time points of a sentence that may be one of a question's. An age counts only if the question speaks of ages.
    What is said of the first year is also said of one year.
    """
    said = points(sentence if _OF_AGES.search(question) else _AGE.sub(" ", sentence))
    return said | {-one - _TURNS for one in said if -2 * _TURNS < one < -_TURNS}


@lru_cache(maxsize=64)  # a question's, which several rooms ask for
def named(text: str) -> Mapping[float, str]:
    """The time points and spans that a text names, in days, each as it is written; turns ("the second year") as
    numbers below zero."""
    found = {
        round(_value(number) * _unit(match[2]), _DIGITS): f"{number} {match[2]}"
        for match in _POINT.finditer(text)
        for number in _ONE.findall(match[1])[_is_age(match) :]
    }
    singles = ((match[0], next(filter(None, match.groups()))) for match in _SINGLE.finditer(text))
    counted = {
        round(_value(number) * _unit(unit), _DIGITS): f"{unit} {number}"
        for unit, numbers in _COUNTED.findall(text)
        for number in _ONE.findall(numbers)
    }
    turns = {
        -_TURNS * _place(which.lower()) - _unit(unit): f"{which} {unit}" for which, unit in _TURN.findall(text)
    }
    return {round(_unit(unit), _DIGITS): words for words, unit in singles} | counted | found | turns


def _is_age(point: re.Match[str]) -> bool:
    """True if the first of several numbers is an age that only stands before a time ("over 65 and 180 day mortality")."""
    return " and " in point[1] and _AGE_BEFORE.search(point.string, 0, point.start()) is not None


def said_otherwise(word: str, question: str, sentences: str) -> bool:
    """True for a word of a question that sentences express in the way such things are usually written: "people" as
    those who …; the age of "older" ones; a "risk" as a measure of it; the number of a time that they give in another
    unit ("12 months", "one year"), or what is said to be so much later; each of several groups.
    """
    if word in _ANYBODY:
        return _ANYONE.search(sentences) is not None
    if word in _RISK:
        return _AT_RISK.search(sentences) is not None
    if word in _ARMS and any(f"{each} {word}" in question.casefold() for each in ("each", "every", "both", "per")):
        return len(_ONE.findall(sentences)) > 1
    if way := _AGES.get(word):
        found = ((_bound(one), one) for one in _BOUND.finditer(sentences))
        return any(
            one.way == way and way * (one.number - GROWN) >= 0 and _is_of_persons(written)
            for one, written in found
        )
    asked = named(question).items()
    times = (point for point, words in asked if word in _LATER or (word.isdecimal() and words.split()[0] == word))
    return any(point in said_of(question, sentences) for point in times)


_ARMS = frozenset("group groups arm arms".split())  # told by a number for each ("24 … with 24")
_LATER = frozenset("later afterwards".split())  # said with a time point: "a year later"


# What measures a risk: a ratio, a rate of events, or that something is more or less common.
_RISK = frozenset("risk risks chance chances odds likelihood".split())
_AT_RISK = late(
    r"\b(?:hazard|odds|risk|rate|prevalence|incidence) ratios?\b|\b(?:a?OR|a?HR|a?RR|IRR)\b ?[=:(]? ?\d|\d per (?:100,?000|10,?000|1,?000|hundred|thousand)\b"
    r"|\b(?:more|less|equally|as) (?:common|likely|frequent|often|prevalent)\b|\b(?i:common|likel|frequent|rar)(?:i?er)\b"
)


def _place(which: str) -> int:
    """The place of "second" or "2nd", counted from 1."""
    return PLACES[which] + 1 if which in PLACES else int(which[:-2])


def _value(number: str) -> float:
    return 0.5 if number.lower() == "half a" else float(NUMBERS.get(number.lower(), 0) or number)


def _unit(unit: str) -> float:
    short = unit.lower()
    return _DAYS[short[:2] if short[0] == "m" else short[0]]


# Cut-offs: a comparison and a number, which is itself excluded (strict) or not.
_YEAR_NEXT = r"(?= (?:19|20)\d\d\b)"  # "after 12 months" is a time point
_OVER = (
    rf"(?P<over>after{_YEAR_NEXT}|>(?!=)|(?:more|greater|higher|larger|longer|older) than(?! or)|over|above|beyond|exceeding)",
    rf"(?P<from>since{_YEAR_NEXT}|≥|>=|(?:not|no) (?:less|fewer) than|at least|(?:a )?minimum of|(?:more|greater|higher|larger|longer|older) than or equal to)",
)
_UNDER = (
    r"(?P<under><(?!=)|(?:less|fewer|lower|smaller|shorter|younger) than(?! or)|under|below|before)",
    rf"(?P<to>until{_YEAR_NEXT}|≤|<=|(?:not|no) more than|up to|at most|(?:a )?maximum of|(?:less|fewer|lower|smaller|shorter|younger) than or equal to)",
)
_VALUE = r"(?:\d{1,3}(?:,\d{3}){1,3}(?!\d)|\d{1,9})(?:[.,]\d{1,6})?"
_BOUND = late(
    rf"(?:{'|'.join((_OVER[1], _UNDER[1], *_OVER[:1], *_UNDER[:1]))}|(?P<equal>(?<=[a-z])\s?=))(?:(?<=[a-z])-|\s?)[$€£]?(?P<number>[-−]?{_VALUE})(?!\d)"
    rf"|(?P<behind>{_VALUE})(?:\s?(?:%|[a-z]{{1,12}}))?\s(?:or|and) (?:(?P<more>more|over|above|older|higher|greater|larger|longer|later|up|upwards)|(?:less|fewer|under|below|younger|lower|smaller|shorter|earlier))\b",
    re.IGNORECASE,
)
_STANDING = late(rf"(?<![\d.])(?:(?<!\w)[-−])?{_VALUE}")


class Bound(NamedTuple):
    """A cut-off. ``way``: values from ``number`` upwards (1), down from it (-1), or the number itself (0).
    ``strict``: True if the number itself is excluded."""

    way: int
    number: float
    strict: bool

    def is_of(self, other: Bound) -> bool:
        """True if two cut-offs mean the same as people write them: "over 65" and "65 and over", "3 and over" and
        "over 2"."""
        whole = self.number.is_integer() and self.strict != other.strict
        if self.way != other.way:
            return False
        step = self.way if self.strict else -self.way
        return self.number == other.number or (whole and self.number + step == other.number)


@lru_cache(maxsize=SENTENCES)  # a question's are asked for beside each sentence of a paper
def bounds(text: str) -> Mapping[Bound, str]:
    """The cut-offs in a text, each as it is written."""
    return {_bound(match): match[0].strip() for match in _BOUND.finditer(text)}


def _bound(match: re.Match[str]) -> Bound:
    over, under = match["over"] or match["from"] or match["more"], not match["equal"]
    way = 1 if over else -1 if under else 0
    return Bound(way, _number(match["number"] or match["behind"]), bool(match["over"] or match["under"]))


# Before a cut-off: people whose age or number of children it is ("women over 60"), not what an answer may be ("is it over 60 %").
_OF_PERSONS = late(
    rf"\b(?:{PERSONS}|those|anyone|somebody|aged?)(?: who (?:are|were))?(?: aged)? \Z", re.IGNORECASE
)

_SHARE = late(r"\s?(?:%|per ?cent)")
_ANYBODY = frozenset(
    "people person persons folk folks ppl participants subjects".split()
)  # whom a paper calls what they are
_ANYONE = late(rf"\b{PERSONS}\b", re.IGNORECASE)


def bound_missing(question: str, sentences: str, of_persons: bool = False) -> str:
    """The first cut-off of a question that is not in ``sentences``, as the question writes it; "" if none is
    missing. ``of_persons``: only cut-offs right behind people are looked for.

    The number without a comparison is enough ("at 65 years" for "aged over 65"); the number only with another
    comparison is not.
    """
    found = (one for one in _BOUND.finditer(question) if not of_persons or _is_of_persons(one))
    if not (asked := {_bound(one): one[0].strip() for one in found}):
        return ""
    said = bounds(sentences)
    compared = {one.number for one in said if one.way}
    numbers = {_number(match[0]) for match in _STANDING.finditer(sentences)} - compared
    for bound, written in asked.items():
        if bound.number not in numbers and not any(bound.is_of(one) for one in said):
            return written
    return ""


def _is_of_persons(bound: re.Match[str]) -> bool:
    share = _SHARE.match(bound.string, bound.end())
    return share is None and _OF_PERSONS.search(bound.string, 0, bound.start()) is not None


_MEASURED = late(
    rf"(?<![\w.,])({_VALUE})\s?(%|° ?C|degrees\b|km/h|m/s|k?W\b|[kmµ]?g\b|m[lLm]\b|cm\b|km\b|Gy\b|MPa\b|[kM]?V\b|A\b|[kMG]?Hz\b|[kMG]B\b|bits?\b|ppm\b)"
    rf"|([$€£])\s?({_VALUE})"
)


def amounts(text: str) -> dict[tuple[float, str], str]:
    """The numbers with a unit or a currency in a text, each as it is written."""
    found = ((one[1] or one[4], (one[2] or one[3]).casefold(), one[0]) for one in _MEASURED.finditer(text))
    return {(_number(number), "degrees" if unit in ("°c", "° c") else unit): said for number, unit, said in found}


def bound_contradicted(question: str, sentences: str) -> str:
    """The first cut-off of a question that ``sentences`` have only the other way round, as the question writes it;
    "" if there is none."""
    asked = bounds(question)
    said = bounds(sentences) if asked else {}
    for bound, written in asked.items():
        same = [one for one in said if one.number == bound.number and one.way]
        if bound.way and same and all(one.way == -bound.way for one in same):
            return written
    return ""


def _number(written: str) -> float:
    """The value of a printed number, which may have commas between thousands."""
    return float(re.sub(r",(?=\d{3}(?!\d))", "", written.replace("−", "-")).replace(",", ".").rstrip("."))


def value(printed: str) -> int:
    """The value of a printed number: digits with separators, or words."""
    if printed[0].isdigit():
        return int(re.sub(r"\D", "", printed))
    whole = part = 0
    for word in re.split(r"[- ]", printed.lower()):
        if word == "thousand":
            whole, part = whole + 1000 * max(part, 1), 0
        elif word == "hundred":
            part = 100 * max(part, 1)
        else:
            part += NUMBERS.get(word, 0)
    return whole + part

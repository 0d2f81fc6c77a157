"""The unit in which a question wants a figure ("in kg"), and whether sentences give it, under whatever name; and how sums of money are
printed, with the currency before or behind: "€12,400", "US$ 1.2 million", "1,200 yen".
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.patterns import late
from index.sentences.asking import TIME

# Units as questions write them. "In" must stand before the short ones, which may be (parts of) words: a bacterium ("in
# M. bovis") and what a time or place is of ("in years of drought", "in feet with ulcers") are none.
_PLAIN = (
    r"mm ?hg",
    r"[mµμunp]?g/(?:d|m)?l",
    r"m?iu/m?l",
    r"u/l",
    r"[mµμunp]?mol/l",
    r"m/s",
    r"km/h",
    r"kw ?h",
    r"mbq",
    r"kpa",
    r"mpa",
    r"[mµμ]v",
    r"db",
    r"[kmg]?hz",
    r"kcal",
    r"met(?:re|er)s per second",
    r"microvolts?",
    r"decibels?",
    r"(?:degrees?|°) ?(?:celsius|c)",
    r"dollars",
    r"euros",
)
_SHORT = (
    r"[mµμk]?g",
    r"[cmkµμn]?m",
    r"m?l",
    r"tons?(?:nes)?",
    r"kilograms?",
    r"met(?:re|er)s",
    r"degrees",
    r"seconds?",
    r"minutes?",
    r"hours?",
    r"days?",
    r"weeks?",
    r"months?",
    r"years?",
    r"points?",
    r"feet",
    r"inches",
)
_ASKED = late(
    rf"\b(?:{'|'.join(_PLAIN)})(?![\w/])|(?<=\bin )(?:{'|'.join(_SHORT)})(?![\w/]|\.? \d|\. ?[a-z]| (?:of|with|without|when|where|that|per)\b)",
    re.IGNORECASE,
)
_SUM = late(  # "how much money", "how much did it cost", "what does one test cost", "what costs a test"
    r"\b(?:how much |(?:how much|what) (?:does|did|do|would|will) [^?.;]{1,60}? |what )(?P<money>money|costs?)\b",
    re.IGNORECASE,
)
_BEFORE_LETTER = late(r"(?:\d\)?[\s-]?|(?:\A|\s)[(\[])\Z")

# The ways to write one unit, by its name, by a sign or cut short.
_SAME = (
    r"kg|kilo(?:gram(?:me)?)?s?",
    r"g|gram(?:me)?s?",
    r"mg|milligram(?:me)?s?",
    r"t|tons?|tonnes?",
    r"km|kilomet(?:re|er)s?",
    r"m|met(?:re|er)s?",
    r"cm|centimet(?:re|er)s?",
    r"mm|millimet(?:re|er)s?",
    r"ft|feet|foot",
    r"(?<=\d )in(?=[.,;)]|\Z| (?:tall|long|wide|deep|high|thick)\b)|inch(?:es)?",  # not "12 in each group"
    r"l|lit(?:re|er)s?",
    r"ml|millilit(?:re|er)s?",
    r"m/s|met(?:re|er)s per second|m s-1",
    r"km/h|kilomet(?:re|er)s (?:per|an) hour",
    r"[uµμ]v|microvolts?",
    r"db|decibels?",
    r"°|(?:degrees?|°) ?(?:celsius|c)|degrees?",
    r"dollars?|usd|(?:us)?\$",
    r"euros?|eur|€",
    r"s(?:ec(?:ond)?s?)?",
    r"min(?:ute)?s?",
    r"h(?:(?:ou)?rs?)?",
    r"d(?:ays?)?",
    r"w(?:(?:ee)?ks?)?",
    r"mo(?:nth)?s?",
    r"y(?:(?:ea)?rs?)?",
)


def unit_missing(question: str, sentences: str) -> str:
    """The first unit asked for that is not in ``sentences``, as the question writes it; the word for money, if a sum of it is
    asked for and there is none; "" if none is missing."""
    for match in _ASKED.finditer(question):
        if not has_unit(sentences, match[0]):
            return match[0]
    money = _SUM.search(question)
    return "" if money is None or COST.search(sentences) else money["money"]


def is_unit(words: str) -> bool:
    """True for the name of a unit or a currency."""
    return _same(words) != ""


def has_unit(text: str, unit: str) -> bool:
    """True if a text has a unit, under whatever name; one letter is a unit only behind a figure or in brackets ("5 s", "(s)")."""
    found = re.finditer(_written(unit), text, re.IGNORECASE)
    return any(len(one[0]) > 1 or not one[0].isalpha() or _is_unit_there(one) for one in found)


def _is_unit_there(letter: re.Match[str]) -> bool:
    return _BEFORE_LETTER.search(letter.string, max(0, letter.start() - 3), letter.start()) is not None


@lru_cache(maxsize=1024)  # words of questions
def _same(unit: str) -> str:
    """A pattern for the ways to write a unit; "" if it has one way only."""
    return next((ways for ways in _SAME if re.fullmatch(ways, unit, re.IGNORECASE)), "")


def _written(unit: str) -> str:
    """A pattern for the ways to write a unit: under another name, with a space in it, in the plural, with "u" or either
    sign for micro."""
    if same := _same(unit):
        return rf"(?<![a-zµμ])(?:{same})(?:(?<=[$€°])|(?![\w/]))"
    letters = ("[uµμ]" if c in "uµμ" else re.escape(c) for c in unit.lower().replace(" ", "").removesuffix("s"))
    return rf"(?<![a-zµμ]){' ?'.join(letters)}s?(?![\w/])"


_N = r"(?:\d{1,3}(?:,\d{3})+(?:[.·]\d{1,6})?|\d{1,9}(?:[.·]\d{1,6})?)"
_SIGN = r"(?:(?:\b(?:US|AU|CA|NZ|HK|[ACRS]) ?)?\$|[€£¥₹₽]|\b(?:CHF|USD|EUR|GBP|JPY|CNY|INR|AUD|CAD|SEK|NOK|DKK)\b)"
_MONEY = rf"(?:{_SIGN}|(?:(?:US|Canadian|Australian|Swiss|French) )?(?:dollars?|euros?|pounds sterling|yen|francs?|rupees?|yuan|kron[oe]r|cents?|pence)\b)"
_SCALE = r"(?:\s?(?:thousand|million|billion|trillion)\b|[km](?![\w/]))?"
_AND = r"\s?(?:-|–|to|and|or|vs\.?|versus)\s?"
_SPREAD = r"(?:\s?[(\[]\s?(?:9[059]\s?%\s?(?:CI|confidence)|CI|SD|SEM?|IQR|interquartile|range|±)[^()\[\]]{0,60}[)\]]|\s?±\s?[^\s()]{1,12})?"
COST = late(
    rf"(?P<value>{_SIGN}\s?{_N}{_SCALE}{_SPREAD}(?:{_AND}{_SIGN}?\s?{_N}{_SCALE}{_SPREAD}(?![\d%.,]\d|\d|\s?%|\s?{TIME}\b))?"
    rf"|(?<![\w.,·])(?:{_N}{_SCALE}(?:\s?{_MONEY})?{_AND})?{_N}{_SCALE}\s?{_MONEY}{_SPREAD})",
    re.IGNORECASE,
)


# A share in words, and what says that nothing differed: either tells how much or how many without a figure.
_PARTLY = (
    r"(?:\b(?:half|(?:an?|one|two|three|four) (?:half|halves|thirds?|quarters?|fifths?|sixths?|tenths?)) (?:of|the)\b"
    r"|\d ?(?:%|per ?cent) of\b)"
)
_ALIKE = r"\b(?:(?:did|do|does|was|were) not (?:\w+ly )?(?:differ\w*|change[ds]?|different)|(?:no|not any) (?:\w+ ){0,3}?(?:difference|change)s?|(?:was|were|is|are|remained|stayed) (?:\w+ly )?(?:unchanged|similar|the same|equal|identical))\b"
_PART, _EQUAL, _EITHER = (late(one, re.IGNORECASE) for one in (_PARTLY, _ALIKE, rf"{_PARTLY}|{_ALIKE}"))
# One of these stands in whatever matches: most sentences have none.
_SIGNS = tuple("differ chang similar same equal identical half halves third quarter fifth sixth tenth".split())
_OF_IT = 3  # words behind a share, of which one says what it is of


def is_share(sentence: str, of: str = "") -> bool:
    """True if a sentence gives a share right before a word that begins with ``of``: "a fifth of the bales", "20% of the bales"."""
    found = (sentence[one.end() :].casefold() for one in _PART.finditer(sentence))
    return any(any(word.startswith(of) for word in rest.split()[:_OF_IT]) for rest in found)


def is_same(sentence: str) -> bool:
    """True if a sentence says that the thing it names did not differ or change; it then needs no figure."""
    return _EQUAL.search(sentence) is not None


def is_told(sentence: str) -> bool:
    """True if a sentence says in words, without a figure, how much or how many."""
    return any(map(sentence.casefold().__contains__, _SIGNS)) and _EITHER.search(sentence) is not None

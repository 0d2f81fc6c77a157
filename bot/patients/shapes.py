"""Brings a text into one plain form, whatever letters, digits, hyphens and spaces it uses (``plain``); and patterns,
for that form, of data that leads to one person.

Every repetition has an upper limit, so that the time for each place in a text is limited.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from bot.patients.labels import MONTHS, alternatives
from corpus.models import Model

_DASHES = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"}
_SIGNS = _DASHES | {ord("’"): "'", ord("№"): "no."}
_LATIN = 0x250  # from here on marks belong to the letter, as in が
_MARKS = range(0x300, 0x370)


class PlainText(Model):
    """A text in plain form; its i-th character comes from place ``source[i]`` of the original."""

    text: str
    source: tuple[int, ...]


def plain(text: str) -> PlainText:
    """A text with the letters, digits, dashes and spaces of a keyboard, without accents and invisible characters.

    Each character is converted by itself, so the time is proportional to the text's length.
    """
    letters: list[str] = []
    source: list[int] = []
    for place, character in enumerate(text):
        for letter in _plain(character):
            if letter != " " or letters[-1:] != [" "]:
                letters.append(letter)
                source.append(place)
    return PlainText(text="".join(letters), source=tuple(source))


@lru_cache(4096)
def _plain(character: str) -> str:
    if character.isspace() or character == "_":
        return " "
    if unicodedata.category(character) == "Cf" or ord(character) in _MARKS:
        return ""
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    wide = character.translate(_SIGNS)
    wide = unicodedata.normalize("NFKC", wide).translate(_SIGNS)
    if all(ord(letter) < _LATIN for letter in wide):
        wide = "".join(part for part in unicodedata.normalize("NFD", wide) if ord(part) not in _MARKS)
    return wide


START = r"(?<![A-Za-z0-9ø])"  # of a word; not \b: Japanese letters may stand beside a label
END = r"(?![A-Za-z0-9ø])"
# Between a label and its value: "MRN: 12", "MRN is 12", "(MRN) # 12".
BETWEEN = r"(?:'s)?[ :;#=.(*\"/-]{0,4}(?:(?i:is|ist|es|est|ending|ends in|は|が|:)[ :]{0,2})?"

# What a number looks like: letters before and among the digits, in groups.
NUMBER = (
    r"(?:[A-Z]{1,6}[-/ ]?)?[A-Za-z]{0,8}+\d[A-Za-z0-9]{0,19}+"
    r"(?:[-/.:][A-Za-z0-9]{1,19}+|(?:- | -| )\d{1,12}+(?![A-Za-z%])| [A-Z](?= \d{3})){0,7}"
)

_YEAR, _DAY = r"(?:1[89]|20)\d\d", r"(?:[0-3]?\d)"
_MONTH = rf"(?i:{alternatives(MONTHS)}[a-z]{{0,7}}\.?)"
_OF = r"(?: ?(?i:of|de|del|d') ?)?"
NUMERIC_DATE = (
    rf"(?:{_YEAR} ?[./-] ?[01]?\d ?[./-] ?{_DAY}|{_DAY} ?[./-] ?{_DAY} ?[./-] ?(?:{_YEAR}|\d\d))(?![\d/-]|\.\d)"
)
_NAMED_DATE = (
    rf"(?:{_DAY}(?i:st|nd|rd|th|er)?\.?[ -]?{_OF}{_MONTH},?[ -]?{_OF}(?:{_YEAR}|\d\d)"
    rf"|{_MONTH} ?{_DAY}(?i:st|nd|rd|th)?,? (?:{_YEAR}|\d\d))(?!\d)"
)
EASTERN_DATE = (
    r"(?:(?:明治|大正|昭和|平成|令和) ?(?:\d{1,2}|元) ?年 ?[01]?\d ?月 ?[0-3]?\d ?日"
    rf"|{_YEAR} ?[年년] ?[01]?\d ?[月월] ?[0-3]?\d ?[日일]|[MTSHR]\.?\d{{1,2}}[./-][01]?\d[./-][0-3]?\d(?!\d))"
)
WRITTEN_DATE = rf"(?:{NUMERIC_DATE}|{_NAMED_DATE}|{EASTERN_DATE})"
BARE_DATE = r"(?:\d{8}|\d{6})(?![\d.,])"

PHONE_NUMBER = r"(?:\+ ?|\()?\d[\d ()./-]{5,20}\d"
EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}+ ?(?:@|[\[(] ?at ?[\])]) ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"

_LETTER, _SMALL = "[A-ZØÆÞ]", "[a-zøæþßA-Z'-]"
SURNAME = rf"(?:(?:van|von|de|del|der|den|da|di|la|le|al|el|bin)[ -]){{0,2}}{_LETTER}{_SMALL}{{1,24}}+"
INITIALS = r"[A-Z](?:\. ?|-)?[A-Z](?:(?:\. ?|-)?[A-Z])?(?![A-Za-z0-9])"
AGE = r"[ ,(]{0,3}(?i:aged? )?\d{1,3} ?(?:[MFWmfw](?![a-z])|(?i:y/?o|y\.o|yrs?|years?|jahre|jr|j\.?|ans|anos|anni|a)(?![a-z])|[歳세岁才])"
AGE_BESIDE = rf"(?:{AGE}|[ ,]{{0,2}}\([MFmf]?[ ,]{{0,2}}\d{{2,3}}\)| aged? \d{{1,3}})"
KANJI = r"[一-龥々]"

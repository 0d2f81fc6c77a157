"""The signs of patient data: a label, what may stand after it, and a shape of the value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from bot.patients import labels
from bot.patients.labels import alternatives
from bot.patients.shapes import (
    AGE,
    AGE_BESIDE,
    BARE_DATE,
    BETWEEN,
    EMAIL,
    END,
    INITIALS,
    KANJI,
    NUMBER,
    NUMERIC_DATE,
    PHONE_NUMBER,
    START,
    SURNAME,
    WRITTEN_DATE,
    plain,
)
from corpus.patterns import late
from index.terms import lexicon, names
from index.terms.analyzer import Analyzer

RECORD, BIRTH, PHONE, MAIL, ADDRESS, NAME, BED = (
    "a record number",
    "a birth date",
    "a phone number",
    "an e-mail address",
    "an address",
    "a name",
    "a bed or room",
)
_WITH_DIGITS = frozenset((RECORD, BIRTH, PHONE, BED))
Match = re.Match[str]
LOOKED_BACK = 40  # characters before a label that may say whose number it is


@dataclass(frozen=True)
class Sign:
    """One kind of sign: its name for the member, its pattern, and a check whether a match really is one. ``numbered``:
    every match has a digit.
    """

    called: str
    pattern: re.Pattern[str]
    fits: Callable[[Match], bool]
    numbered: bool


def _sign(called: str, pattern: str, fits: Callable[[Match], bool] = lambda found: True) -> Sign:
    return Sign(called, late(pattern), fits, called in _WITH_DIGITS)


_COUNTED = (
    r"(?! ?(?i:%|patients|pts|case|cell|women|men\b|person|participant|subject|individual|admission|discharge|record|hospital|gy\b|mg\b|iu\b"
    r"|例|人|名|falle|pazient|pacient))"
)
# Registers, sequences, catalogues: numbers of things, however they are labelled.
_OF_A_THING = late(
    r"(?i:NCT|ISRCTN|CRD|DRKS|ChiCTR|UMIN|ACTRN|CTRI|jRCT|JapicCTI|EudraCT|KCT|IRCT|GS[EM]|GPL|PRJ[A-Z]|[SED]R[APRXS]|E-MTAB|EGA|PHS|PXD"
    r"|[RS]CV|RS|ENS[A-Z]|[NX][MPR]_|CVCL|PMC|10\.)[-/ ]?\d|[A-Z]\d{5}(?:\.\d)?$|[A-Z]{2}\d{6}(?:\.\d)?$"
)
_YEARS = late(r"(?:1[89]|20)\d\d(?: ?[-/] ?(?:(?:1[89]|20)\d\d|\d\d))?")
_DECIMAL = late(r"\d+\.\d+|\d{1,2}")
_SCIENCE = late(rf"{START}(?i:{alternatives(labels.NOT_OF_A_PERSON)})")
_THINGS_NUMBERS = frozenset(
    "IRB EC CAS REC ATCC NIH NSF ISBN ISSN ICD CPT DOI PMID LOT CAT GEO EGA PDB SRA DFG EU UK US".split()
)


def numbered(least: int) -> Callable[[Match], bool]:
    """A check whether a match's value has at least ``least`` digits and is not a year, a decimal, or the number of a
    study or thing.
    """

    def fits(found: Match) -> bool:
        value = found["value"]
        if sum(map(str.isdigit, value)) < least or _YEARS.fullmatch(value) or _DECIMAL.fullmatch(value):
            return False
        before = found.string[max(0, found.start() - LOOKED_BACK) : found.start("value")]
        return not (_OF_A_THING.match(value) or _SCIENCE.search(before))

    return fits


def _short_form(found: Match) -> bool:
    return found["short"] not in _THINGS_NUMBERS and numbered(6)(found)


def _no_years(found: Match) -> bool:
    return not _YEARS.fullmatch(found["value"])


def _phone(found: Match) -> bool:
    """Whether a value has at least seven digits in at most six groups, and is not a list of years."""
    groups = re.findall(r"\d+", found["value"])
    years = all(_YEARS.fullmatch(group) for group in groups)
    return not years and len("".join(groups)) >= 7 and len(groups) <= 6


def _surely_named(found: Match) -> bool:
    words = re.findall(r"[A-Za-z'-]+", found["value"])
    return not any(word in labels.INSTRUMENTS or word in labels.LEARNED for word in words)


def _labelled(found: Match) -> bool:
    """Whether what stands behind "Patient:" is surely named and no topic ("Lung Cancer"): the label says so, or it has a
    given name, or a word that is none of the field's."""
    words = re.findall(r"[^\W\d_]+", found["value"].casefold())
    given = {plain(name).text.casefold() for name in labels.GIVEN}
    told = re.search(r"(?i:name|named|called)\W*\Z", found.string[found.start() : found.start("value")])
    return _surely_named(found) and bool(told or given & set(words) or not all(map(_of_the_field, words)))


def _of_the_field(word: str) -> bool:
    term = Analyzer().term(word)
    return term in lexicon.load_background() or (term,) in names.load().beginning(term)


def _initialled(found: Match) -> bool:
    return re.sub(r"[^A-Z]", "", found["value"]) not in labels.NO_INITIALS


_WORD = alternatives(labels.NUMBER_WORDS)
_NOUN = alternatives(labels.NOUNS)
_NUMBERED = rf"(?:'?s?(?:[ .-]{{1,2}}(?i:{_WORD}){END}| ?#))"
_OPENED = rf"(?:{_NUMBERED}|(?= ?[:#=]))"
_SPELT = r"(?![A-Za-zø])"  # the label ends here, though its number may stand right behind it
_VALUE = rf"(?P<value>{NUMBER}){_COUNTED}"
_SURE, _LIKELY = alternatives(labels.SURE_NUMBERS), alternatives(labels.LIKELY_NUMBERS)
_TITLE = rf"{START}(?:(?:{alternatives(labels.TITLES)})\.?|Fr\.|Hr\.) "
_LEARNED = rf"(?!(?:{'|'.join(labels.LEARNED)})\b)"
_CITED = r"(?!'?s? ?(?:et al|and colleagues|\(?(?:19|20)\d\d))"
_GIVEN = alternatives(part for name in labels.GIVEN for part in (plain(name).text, plain(name).text.upper()))
_PATIENT = rf"{START}(?:{alternatives(labels.PATIENT)}),?(?: (?i:name|named|called))?[ :]{{1,2}}"
_OF_ONE = r",? ?\d{1,3} ?(?:[MFmf]|(?i:yo|y/o|y\.o))(?![A-Za-z0-9])"  # "64M": the age and sex of one person
_JAPANESE = alternatives(labels.JAPANESE)


def _records() -> Iterator[Sign]:
    yield _sign(RECORD, rf"{START}(?i:{_SURE})(?:{_OPENED}|(?i:{_WORD}))?{_SPELT}{BETWEEN}{_VALUE}", numbered(4))
    yield _sign(RECORD, rf"{START}(?i:{_LIKELY}){_OPENED}{BETWEEN}{_VALUE}", numbered(4))
    yield _sign(RECORD, rf"{START}(?i:{_LIKELY}){_SPELT}{BETWEEN}{_VALUE}", numbered(5))
    yield _sign(RECORD, rf"{START}(?i:{_NOUN}){_NUMBERED}{BETWEEN}{_VALUE}", numbered(4))
    yield _sign(RECORD, rf"{START}(?i:n(?:umer)?[o°]) ?(?i:d[eiu'] ?)?(?i:{_NOUN}){BETWEEN}{_VALUE}", numbered(4))
    yield _sign(
        RECORD,
        rf"{START}(?i:{alternatives(labels.GERMANIC)}-?(?:nummer|nr\.?|id|zeichen)){BETWEEN}{_VALUE}",
        numbered(4),
    )
    eastern = rf"(?:{alternatives(labels.EAST_ASIAN)}) ?(?i:{alternatives(labels.EAST_ASIAN_NUMBERS)})|身份证|マイナンバー|ID番号"
    yield _sign(RECORD, rf"(?:{eastern}){BETWEEN}{_VALUE}", numbered(4))
    yield _sign(RECORD, rf"(?:{alternatives(labels.EAST_ASIAN)}){BETWEEN}{_VALUE}", numbered(5))
    yield _sign(RECORD, rf"{START}(?P<short>[A-Z][A-Z&]{{0,4}}){_NUMBERED}{BETWEEN}{_VALUE}", _short_form)
    yield _sign(RECORD, rf"{START}(?i:subject|participant) (?P<value>\d{{2,4}}-\d{{2,5}}){END}", _no_years)
    for shape in (
        r"\d{3}-\d{2}-\d{4}",  # the United States
        r"[A-Z]{2} \d{2} \d{2} \d{2} [A-D]",  # the United Kingdom
        r"\d[AC-HJKMNP-RTV-Y][AC-HJKMNP-RTV-Y0-9]\d-?[AC-HJKMNP-RTV-Y]{2}\d-?[AC-HJKMNP-RTV-Y]{2}\d{2}",  # Medicare
        r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]",  # Italy
        r"756\.\d{4}\.\d{4}\.\d{2}",  # Switzerland
        r"\d{6}-[1-4]\d{6}",  # Korea
        r"\d{3}\.\d{3}\.\d{3}-\d{2}",  # Brazil
        r"[1-6]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dX]",  # China
        r"[12] ?\d{2} ?[01]\d ?\d{2} ?\d{3} ?\d{3} ?\d{2}",  # France
        r"[A-Z]{1,2}\d{6,8}\([\dA-Z]\)",  # Hong Kong, and others whose last digit checks the rest
    ):
        yield _sign(RECORD, rf"(?<![\w.,/-]){shape}(?![\w/-])")


def _births() -> Iterator[Sign]:
    label = rf"(?:{START}(?i:{alternatives(labels.BIRTH)}){_SPELT}|生年月日|誕生日|生まれ|出生日期|생년월일)"
    until = r"(?! ?(?:-|to |and |until |through |bis |from ))"
    on = rf"(?: ?(?i:{alternatives(labels.ON)}))?"
    yield _sign(BIRTH, rf"{label}\.?{BETWEEN}{on}[ :]{{0,2}}(?:{WRITTEN_DATE}|{BARE_DATE}){until}")
    yield _sign(BIRTH, rf"(?<![\w.])(?:[bfB]\.?|BD|bd|\*) ?{NUMERIC_DATE}")
    after = rf"(?:[ (]{{0,2}}(?i:d\.?o\.?b|birth|born|geb){END}|(?: ?に)?(?:生まれ|生(?![存検体活後])|出生))"
    yield _sign(BIRTH, rf"(?<![\d.,/~-])(?<!から)(?<!から ){WRITTEN_DATE}{after}")


def _contacts() -> Iterator[Sign]:
    words = r"(?:[ :.(-]{0,3}[A-Za-zは]{1,8}){0,3}[ :.(-]{0,3}"
    yield _sign(
        PHONE,
        rf"(?:{START}|(?<=[^\W\d_a-zA-Z]))(?i:{alternatives(labels.PHONE)}){_SPELT}{words}(?P<value>{PHONE_NUMBER})",
        _phone,
    )
    yield _sign(
        PHONE, r"(?<![\w.,+/])(?P<value>\+\d{1,3}[ .-]?\(?\d{1,5}\)?(?:[ .-]?\d{2,7}){1,4})(?![\w.,]?\d)", _phone
    )
    yield _sign(
        PHONE, r"\(\d{3}\) ?\d{3}-\d{4}\b|(?<![\w.,/-])\d{3}-\d{3}-\d{4}\b|(?<![\w.,/-])0\d{2,4}[ /-]\d{6,8}\b"
    )
    yield _sign(PHONE, r"(?<![\w.,/-])0\d{1,4}-\d{1,4}-\d{3,4}(?![\w-])")
    yield _sign(MAIL, EMAIL)


def _addresses() -> Iterator[Sign]:
    house, word = r"(?<![\w.,/-])\d{1,5}[A-Za-z]?,? ", r"[A-Za-z'-]{2,20}"
    yield _sign(ADDRESS, rf"{house}(?:{_CAPITAL_WORD} ){{1,3}}(?:{'|'.join(labels.SHORT_STREETS)}){END}")
    yield _sign(ADDRESS, rf"{house}(?:{word} ){{1,3}}(?i:{alternatives(labels.STREETS)}){END}")
    yield _sign(ADDRESS, rf"{house}(?i:{alternatives(labels.STREETS_FIRST)}) {word}")
    yield _sign(ADDRESS, rf"{START}(?i:{alternatives(labels.STREETS_FIRST)})(?: {word}){{1,3}},? \d{{1,4}}{END}")
    yield _sign(
        ADDRESS,
        rf"{START}[A-ZÄÖÜ][a-z-]{{2,20}}[ -]?(?i:{alternatives(labels.GERMANIC_STREETS)}) \d{{1,4}}[a-z]?{END}",
    )
    yield _sign(
        ADDRESS,
        rf"(?i:(?<![a-z]){alternatives(labels.POSTCODES)})[ :]{{0,2}}(?:\d{{3}}-?\d{{4}}|\d{{5}}|[A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}}|[A-Z]\d[A-Z] ?\d[A-Z]\d){END}",
    )
    yield _sign(ADDRESS, rf"{START}(?i:p\.?o\.? ?box|postfach|apartado) \d{{1,6}}")
    yield _sign(
        ADDRESS,
        rf"(?:住所|住址|지址|주소)[ :は]{{0,3}}{KANJI}|{KANJI}{{2,4}}[都道府県市区町村][^\s\d]{{1,12}}\d{{1,4}}-\d{{1,4}}",
    )


_CAPITAL_WORD = r"[A-Z][a-z'-]{2,20}"


def _names() -> Iterator[Sign]:
    yield _sign(NAME, rf"{_TITLE}{_LEARNED}(?:[A-Z]\. ?)?(?P<value>{SURNAME}){_CITED}", _surely_named)
    yield _sign(NAME, rf"{_TITLE}(?P<value>[A-Z](?:\. ?[A-Z])?\.?)(?![A-Za-z0-9'])")
    yield _sign(
        NAME,
        rf"{START}(?i:mrs|mr|ms|miss|frau|herr|mme|lady|sir)\.? (?i:(?:prof|dr)\.? ){{0,2}}[A-Za-z'-]{{2,24}}{AGE_BESIDE}",
    )
    yield _sign(NAME, rf"{START}(?i:patient|pt),? {_GIVEN} {SURNAME}")
    yield _sign(NAME, rf"{START}M\. {SURNAME}{AGE}")
    yield _sign(NAME, rf"{_PATIENT}(?P<value>{SURNAME},? {SURNAME}){_CITED}", _labelled)
    # With a colon a capital letter begins no title ("Patient Reported …").
    labelled = rf"{START}(?i:patient|pt|pat)\.?(?: (?i:name))? ?: ?(?P<value>{SURNAME},? {SURNAME}){_CITED}"
    yield _sign(NAME, labelled, _labelled)
    yield _sign(NAME, rf"{START}(?i:{alternatives(labels.NAME_LABELS)})(?: ?: ?| is ){SURNAME},? {SURNAME}")
    yield _sign(NAME, rf"{START}(?:{_GIVEN},? {SURNAME}|{SURNAME},? {_GIVEN}){AGE_BESIDE}")
    yield _sign(NAME, rf"{START}(?P<value>{SURNAME},? {SURNAME}){_OF_ONE}", _labelled)
    yield _sign(
        NAME,
        rf"{START}(?i:(?:patient |pt )?name|he is|she is|he's|she's) (?P<value>{SURNAME},? {SURNAME}){_CITED}",
        _labelled,
    )
    yield _sign(NAME, rf"{START}(?i:initials|initialen)[ :=(]{{1,3}}(?P<value>{INITIALS})")
    yield _sign(NAME, rf"(?:{alternatives(labels.EAST_ASIAN_NAME_LABELS)})[ :は]{{0,3}}[^\W\d_a-zA-Z]{{2,6}}")
    nobody = "".join(rf"(?<!{word})" for word in labels.NOBODY)
    yield _sign(NAME, rf"(?:(?<!{KANJI}){KANJI}{{1,4}}{nobody}|{START}[A-Z](?:\.?[A-Z]\.?)?)さん")
    yield _sign(NAME, rf"(?<!{KANJI}){_JAPANESE}{KANJI}{{0,3}} ?(?:様|氏|殿|君|{AGE})")
    yield _sign(NAME, rf"患者 ?[:の]? ?{_JAPANESE}{KANJI}{{0,3}}")
    yield _sign(
        NAME,
        r"(?:(?<!환자)(?<!선생)(?<!교수)(?<!의사)(?<!보호자))(?<![가-힣])(?!환자|선생|교수|의사|보호)[가-힣]{2,4}님",
    )


def _beds() -> Iterator[Sign]:
    bed, ward = alternatives(labels.BEDS), alternatives(labels.WARDS)
    yield _sign(
        BED,
        rf"{START}(?i:{bed}) ?\d{{1,4}}[A-Za-z]?[ ,:(-]{{1,3}}(?:(?i:pt|patient),? )?(?P<value>{INITIALS})",
        _initialled,
    )
    yield _sign(BED, rf"{START}(?i:{ward}) ?[A-Z]?\d{{0,3}}[A-Z]?[ ,-]{{1,3}}(?i:bed|bett|bay|b) ?\d{{1,3}}{END}")
    yield _sign(
        BED,
        rf"{START}(?i:{bed}|{ward}|raum|sala) ?[A-Z]?\d{{1,4}}[A-Za-z]?[ ,/-]{{1,3}}(?i:bed|bett|bay|cama|lit) ?(?:[A-Z]|\d{{1,3}}){END}",
    )
    yield _sign(BED, r"\d{2,4} ?号(?:室|床)")


@cache
def signs() -> tuple[Sign, ...]:
    """All signs. They are made on first use, because compiling their patterns takes a tenth of a second."""
    return tuple(sign for kind in (_records, _births, _contacts, _addresses, _names, _beds) for sign in kind())

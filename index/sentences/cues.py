"""What a sentence has: the kind of thing a question asks for, figures, and cues, which say what the sentence
does.

Cues do not depend on the question and are read once for each sentence; the rest is searched for each question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache, reduce
from operator import or_
from typing import NamedTuple

from corpus.patterns import late
from corpus.remembering import SENTENCES
from index.sentences.asking import COUNTED, NUMERAL, PEOPLE, TIME, WORKS, Asked, any_of
from index.sentences.quantities import PERSONS

_ANSWERS: dict[Asked, re.Pattern[str]] = {
    Asked.PERCENT: any_of(
        r"\d\s?%|\bper ?cent\b|\b0?\.\d+|\d\.\d|\d+ (?:of|out of|in) (?:the )?\d+|\bhalf\b|\b(?:one|two)[ -]thirds?\b",
        r"\bper \d[\d,]*\b|\d ?/ ?\d|\bn ?= ?\d|\(\d+\)|\b(?:most|more|majority|rare|common|often|frequent)\w*\b",
    ),
    Asked.DURATION: any_of(rf"\b{NUMERAL}(?:[ -]|\s\([^)]{{0,80}}\)\s|\s?±\s?[\d.]{{1,20}}\s|\s?(?:to|and|-|–|or)\s?[\d.]{{1,20}}[ -]){{0,6}}{TIME}\b", r"\b(?:age|aged|old)\b.{0,40}\d"),
    Asked.DOSE: any_of(  # milligrams in a litre of blood are none
        r"\d\s?(?:c?gy\d*|(?:[mµμ]?gs?|mmol)\b(?!\s?/\s?[mdµμ]?l\b)|m?l\b|iu\b|[nµμm]m\b)|\bfractions?\b",
        r"\b(?:dos(?:e|es|age|ed|ing)|given|solution|concentrations?|strength)\b.{0,80}?\d\s?(?:%|[mµμ]?gs?\s?/|mmol)|\d\s?(?:%|[mµμ]g/\w+) (?!(?:of|in|and|for|to|at|or|by|vs|versus|were|was|had|with|after|from|compared|reported|more|less|higher|lower)\b)[a-z]",
    ),
    Asked.P_VALUE: any_of(r"\bp\s?(?:value)?\s?[=<>≤≥]"),
    Asked.SIGNIFICANCE: any_of(r"\bp\s?(?:value)?s?\s?[=<>≤≥]", r"\bsignifican", r"\b95 ?% ?(?:ci|confidence)"),
    Asked.NUMBER: any_of(rf"\d|\b{NUMERAL}\b"),
    Asked.SIZE: any_of(rf"\d|\b{NUMERAL}\b"),
    Asked.WHEN: any_of(r"\b(?:19|20)\d\d\b", r"\b\d+ (?:days?|weeks?|months?|years?)\b", r"\b(?:day|week|month|year)s? \d"),
    Asked.AIM: any_of(
        r"\b(?:aim(?:s|ed)?|objectives?|purpose|goal|sought|hypothes\w+)\b|^here,? we\b|\bwe (?:investigat|examin|stud|ask|assess|evaluat|test|compar)\w+",
        r"\bto (?:compare|evaluate|assess|investigate|determine|examine|analy[sz]e|identify|explore|describe|develop|create|test|study|characteri[sz]e|clarify|understand|establish)\b",
        r"\bthis (?:study|review|paper|trial) (?:compare|investigate|examine|represent|evaluate|assess|describe|aim)\w*",
    ),
    Asked.METHOD: any_of(
        r"\bwe (?:performed|used|conducted|analy[sz]ed|identified|searched|measured|developed|compared|included|examined|investigated|studied|undertook|reviewed)\b",
        r"\b(?:was|were) (?:\w+ly )?(?:performed|conducted|used|reviewed|included|enrolled|recruited|analy[sz]ed|matched|compared|assessed|measured|validated|extracted|collected|randomi[sz]ed|searched|evaluated|examined)\b",
        r"\b(?:using|followed|retrospective(?:ly)?|prospective(?:ly)?|search(?:es|ed)?|based on|database)\b",
    ),
    Asked.CONCLUSION: any_of(
        r"\b(?:conclu\w+|suggests?|findings|should|in summary|our (?:results|data|study)|these (?:results|data)|highlights?|support\w*)\b",
        r"\b(?:remains?|provides?|promis\w+|warrant\w*|therefore|thus|may be|needs? to|potential)\b",
    ),
    Asked.DEFINITION: any_of(
        r"\b(?:defin\w+|refer(?:s|red)? to|i\.e\.|called|known as|means? that|is an?|are an?|criteri(?:a|on)|categor\w+|classified|considered|termed)\b"
    ),
    Asked.REASON: any_of(
        r"\b(?:because|due to|owing to|as a result of|reasons?|causes? of|caused? by|attribut\w+|explain\w*|responsible for|in order to)\b",
        r"\b(?:most often|mainly|mostly|usually|chiefly) (?:after|by|from|because|due)\b|\bfor (?:a variety of|various) reasons\b|\bsince\b(?! (?:19|20)\d\d)",
    ),
    Asked.FINDING: any_of(
        r"\b(?:showed|found|demonstrated|revealed|identified|significant(?:ly)?|higher|lower|increased|decreased|associated|were|was)\b"
    ),
}  # fmt: skip

_SECTIONS: dict[Asked, re.Pattern[str]] = {
    Asked.AIM: any_of(r"aim|objective|purpose|goal|background|introduction"),
    Asked.METHOD: any_of(r"method|design|material|setting|patients|participants|data source|search"),
    Asked.CONCLUSION: any_of(r"conclu|interpretation|implication|discussion|significance"),
    Asked.FINDING: any_of(r"result|finding|conclu"),
    Asked.PERCENT: any_of(r"result|finding|outcome"),
    Asked.DURATION: any_of(r"result|finding|method|outcome|patients"),
    Asked.P_VALUE: any_of(r"result|finding"),
    Asked.SIGNIFICANCE: any_of(r"result|finding"),
    Asked.WHEN: any_of(r"method|patients|setting|design"),
    Asked.SIZE: any_of(r"method|patients|participants|design|result"),
    Asked.NUMBER: any_of(r"result|finding|method|patients"),
}

# Patterns of the answer's own figures; stricter than those of sentences worth showing.
_FIGURES: dict[Asked, re.Pattern[str]] = {
    Asked.PERCENT: any_of(
        r"\d\s?%|\bper ?cent\b|\b\d+ (?:of|out of|in) (?:the )?\d+|\d/\d|\b(?:half|third|quarter)\b|(?<![=<>≤≥])(?<![=<>≤≥] )\b0?\.\d++(?! ?(?:[mcµμ]?g|[mµμ]?l|[cmµμ]?m|kg|gy)\b)"
    ),
    Asked.NUMBER: any_of(rf"\b{NUMERAL}\b"),
    Asked.SIZE: any_of(rf"\b{NUMERAL}\b"),
}


def _small_of(*patterns: str) -> re.Pattern[str]:
    """One pattern that matches what any of some patterns does; they are looked for in small letters."""
    return late("|".join(patterns))


_SETTING_OUT = _small_of(
    r"\b(?:aims?|aimed|objectives?|purpose|goal) (?:of|is|was|were|to)\b|\bwe (?:aimed|sought|hypothesi[sz]ed|set out)\b",
    r"\b(?:study|review|paper|trial|work|research) (?:was|is|were) (?:designed|undertaken|conducted|performed|aimed|carried out) to\b",
    r"\b(?:remains?|is|are) (?:still )?(?:unclear|unknown|controversial|limited|poorly understood|a (?:major )?(?:concern|challenge|dilemma))\b",
    r"\b(?:variables?|parameters?|characteristics|outcomes?|data|items|measures?|tests?) (?:\w+ )?(?:recorded|considered|collected|included|analy[sz]ed|studied|assessed|compared)\b",
    r"\b(?:were|was) (?:\w+ly )?(?:recorded|documented|noted|registered)\b|\b(?:assessment|evaluation|analysis|questionnaire) included\b",
    r"\b(?:main|primary|secondary) (?:outcome|endpoint|end point)s?(?: measures?)? (?:was|were|included)\b|\bmain outcome measures?\b",
    r"\b(?:is|are) (?:said|thought|believed|supposed|assumed|often assumed|meant) to\b|\b(?:is|are) (?:seldom|rarely) (?:tested|studied|compared|measured|referred)\b",
    r"^\W*(?:\w+: )?whether\b.*\b(?:is|are|has been|remains?) (?:still |much |hotly |often )?(?:disputed|debated|contested|controversial|argued over)(?: (?:in|among|by|since) [^,;]{0,60})?\W*$|\bit is (?:still )?(?:disputed|debated|contested) whether\b",
    r"\b(?:little is known|(?:has|have) been (?:suggested|proposed|postulated|hypothesi[sz]ed|assumed|speculated)|to (?:determine|investigate|examine|evaluate|assess) whether)\b",
)
_SETTING_SECTION = any_of(
    r"aim|objective|purpose|background|introduction|context|rationale|method|design|setting|material"
)
_PUTS_OFF = _small_of(
    r"\b(?:requires?|needs?|needed|warrants?|deserves?) (?:further|more|future)\b",
    r"\b(?:further|future) (?:studies|study|research|trials?|work|investigation)\b",
)
_COMPARES = _small_of(
    r"\b(?:than|compared|versus|vs|similar\w*|comparable|higher|lower|greater|better|worse|longer|shorter|(?:more|less) likely)\b",
    r"\b(?:signific|differ|increas|decreas|reduc|improv|associat|correlat|predict)\w+|\b(?:superior|inferior|equivalent|unaffected|unchanged|no effect|identical|equally|equal)\b",
    r"\bas (?!well\b|soon\b|long\b|far\b)\w+ as\b|\bnon-?inferior|\bthe same\b|\bdid not (?:differ|change|improve|reduce|increase)",
)
_SINGLES_OUT = _small_of(
    r"\b(?:most|mainly|main|major|predominant\w*|primar\w+|highest|lowest|largest|greatest|common|best|important|key)\b"
)
_SIZES = _small_of(
    rf"\b{NUMERAL}(?:[ -][\w-]{{1,40}}+){{0,4}} {COUNTED}\b|\b{COUNTED} ?\(?n ?= ?\d|\b(?:total|cohort|sample|series) of {NUMERAL}\b"
)

_NUMBER_OF = {
    name: any_of(rf"\b{NUMERAL}(?: ?\([^()]{{1,20}}\))?(?:[ -][\w-]{{1,40}}+){{0,4}}? {of}\b|\b{of} ?\(?n ?= ?\d")
    for name, of in {
        "people": rf"(?:{PEOPLE}|(?!inhabitants|citizens|residents){PERSONS})",  # not of a place
        "works": WORKS,
        "found": rf"(?:{WORKS}|records?|citations?|abstracts?)",
    }.items()
}
_ONLY_FOUND = any_of(
    r"\A(?!.*\b(?:includ|met\b|eligib|select|analy[sz]ed|remain)).*\b(?:yield|retriev|search|screened|duplicate|excluded)"
)
_FOUND = any_of(r"(?<!after )(?<!following )\b(?:yield|retriev|identif|screen|search|found)")


class Cues(NamedTuple):
    """What a sentence does: ``sets_out``, it says what was planned, done or known before; ``puts_off``, it
    leaves something to later work; ``compares``; ``singles_out``, it says what is the most of something;
    ``sizes``, it gives the number of those studied.
    """

    sets_out: bool
    puts_off: bool
    compares: bool
    singles_out: bool
    sizes: bool

    @classmethod
    def of_bits(cls, bits: int) -> Cues:
        """The cues for some bits; the first cue is the lowest bit."""
        return _CUES[bits]


_CUES = tuple(Cues(*(bool(bits >> place & 1) for place in range(5))) for bits in range(32))

_SPACES, _HYPHENS = "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\n\t", "\u2010\u2011\u2212"
_PLAIN = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_HYPHENS, "-"))


def plain(sentence: str) -> str:
    """A sentence with plain spaces and hyphens, as the patterns expect; its length and all offsets stay the
    same."""
    if sentence.isascii() and "\n" not in sentence and "\t" not in sentence:
        return sentence
    return sentence.translate(_PLAIN)


# Letters that are an i or an s to whom ignores case, and to ``lower`` another one or two.
_CASELESS = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s"})


def _small(sentence: str) -> str:
    """A sentence in small letters, with plain spaces and hyphens. Patterns find the same in it as in the sentence itself without
    regard to case, and three times as fast."""
    sentence = plain(sentence)
    return (sentence if sentence.isascii() else sentence.translate(_CASELESS)).lower()


class _Sought(NamedTuple):
    """How a cue is searched for in small letters: ``pattern``; ``alone``, True if a single word can match it; ``signs``, patterns
    for words, at least one of which is in every longer match. With ``pairs`` (first sign, second sign, most
    words between their places), two signs must follow each other. Few sentences have the signs, and only those
    are searched with the pattern.
    """

    pattern: re.Pattern[str]
    alone: bool
    signs: tuple[re.Pattern[str], ...]
    pairs: tuple[tuple[int, int, int], ...] = ()


_SOUGHT = (
    _Sought(
        _SETTING_OUT,
        False,
        (
            _small_of(
                r"\b(?:aims?|aimed|objectives?|purpose|goal|set|little|main)\Z",
                r"\A(?:aimed|sought|hypothesi[sz]ed|designed|undertaken|conducted|performed|carried|unclear|unknown|controversial|limited|poorly)\b",
                r"\A(?:concern|challenge|dilemma|recorded|considered|collected|included|analy[sz]ed|studied|assessed|compared)\b",
                r"\A(?:documented|noted|registered|suggested|proposed|whether|postulated|speculated|said|thought|believed|supposed|meant)\b",
                r"\A(?:seldom|rarely|assumed|primary|secondary|outcomes?|endpoints?)\b",
            ),
        ),
    ),
    _Sought(_PUTS_OFF, False, (_small_of(r"\b(?:requires?|needs?|needed|warrants?|deserves?|further|future)\Z"),)),
    _Sought(_COMPARES, True, (_small_of(r"\A(?:likely|effect|as|same)\b", r"\Anot\Z"),)),
    _Sought(_SINGLES_OUT, True, ()),
    _Sought(
        _SIZES,
        False,
        (
            _small_of(rf"\b{NUMERAL}"),
            _small_of(rf"\b{COUNTED}"),
            _small_of("="),
            _small_of(r"\b(?:total|cohort|sample|series)\Z"),
        ),
        ((0, 1, 5), (1, 2, 2), (3, 0, 2)),
    ),
)
_BITS = 5  # of a cue: whether a word has it alone, and whether it has each of its signs


def marks_of(word: str) -> int:
    """The marks of a word (a text between two spaces): bits for the cues it matches alone, and for the signs it
    has."""
    word = _small(word)
    marks = 0
    for at, (pattern, alone, signs, _) in enumerate(_SOUGHT):
        if alone and pattern.search(word):
            marks |= 1 << at * _BITS
        for place, sign in enumerate(signs, 1):
            if sign.search(word):
                marks |= 1 << at * _BITS + place
    return marks


@cache
def _left(marks: int) -> tuple[int, tuple[tuple[int, _Sought], ...]]:
    """From all marks of a sentence's words: the bits of its cues, and the cues (with their places) for which it
    must be searched."""
    found, left = 0, []
    for at, sought in enumerate(_SOUGHT):
        own = marks >> at * _BITS
        if own & 1:
            found |= 1 << at
        elif any(own & 2 << one and own & 2 << other for one, other, _ in sought.pairs or ((0, 0, 0),)):
            left.append((at, sought))
    return found, tuple(left)


def _near(marks: Sequence[int], at: int, pairs: Sequence[tuple[int, int, int]]) -> bool:
    """True if the signs of a pair of the cue ``at`` follow each other closely, or the cue has no pairs."""
    for one, other, reach in pairs:
        first, second = 2 << at * _BITS + one, 2 << at * _BITS + other
        for place, mark in enumerate(marks):
            if mark & first and any(behind & second for behind in marks[place : place + reach + 1]):
                return True
    return not pairs


def bits_of(sentence: str, section: str | None, marks: Sequence[int] | None = None) -> int:
    """The cues of a sentence as bits, from its words and its published section. ``marks``: those of its words,
    if they are known."""
    if marks is None:
        marks = list(map(marks_of, sentence.split()))
    bits, left = _left(reduce(or_, set(marks), 0))
    sentence = _small(sentence) if left else sentence
    for at, sought in left:
        if _near(marks, at, sought.pairs) and sought.pattern.search(sentence):
            bits |= 1 << at
    return bits | 1 if section and not bits & 1 and _SETTING_SECTION.search(section) else bits


def counts(sentence: str, counted: str) -> bool:
    """True if a sentence has a number of what is to be counted ("people", "works", "found"; "": anything). Works that
    were only found by a search do not count, unless these are asked for."""
    pattern = _NUMBER_OF.get(counted)
    if pattern is None:
        return True
    found = counted != "found" or _FOUND.search(sentence)
    return bool(found and pattern.search(sentence)) and not (counted == "works" and _ONLY_FOUND.search(sentence))


@lru_cache(maxsize=SENTENCES)
def figures(sentence: str, asked: Asked) -> tuple[tuple[int, int], ...]:
    """The places (start, end; code points) of figures of the kind asked for in a sentence; empty if no figure is
    asked for."""
    pattern = _FIGURES.get(asked) or _ANSWERS.get(asked)
    return tuple([match.span() for match in pattern.finditer(sentence)]) if pattern else ()


def gives(sentence: str, asked: Asked) -> bool:
    """True if a sentence has the kind of thing asked for, or no particular kind is asked for."""
    pattern = _ANSWERS.get(asked)
    return pattern is None or bool(pattern.search(sentence))


def fits_section(section: str | None, asked: Asked) -> bool:
    """True if the kind of thing asked for is usually in this published section; False if there is no section."""
    pattern = _SECTIONS.get(asked)
    return bool(section and pattern and pattern.search(section))

"""What an abstract says about its study beside its subject: who paid for it, its limits, and where it was done. Whether a question
asks for one of the first two, of one paper and nothing else; and the sentences that tell it, since no record does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.assistant.citing import cite
from bot.assistant.reading.phrases import A_PAPER
from bot.assistant.reading.words import fold
from bot.assistant.studies.conducted import countries_of, in_title
from bot.assistant.studies.gathered import FIRMS, quoted, says_firm, says_unpaid
from bot.assistant.studies.traits_told import says
from bot.models import Quote
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.sentences.cues import plain
from index.sentences.reporting import is_formality, is_limits
from index.terms.attributes import Wanted, told, wanted

NEAREST = "The abstract of {} {}. {}:"  # what it does not tell, and above what comes nearest to that
OF_PLACE = "What it says of the place"
MOST = 2  # sentences shown
HEADED = 3  # sentences under a heading for limits
_EARLY = 3  # a part so large of an abstract may begin with what was not known before
_NOT_YET = late(r"\b(?:has|have|had) (?:not|never)\b|\bno (?:stud(?:y|ies)|trials?|data)\b", re.IGNORECASE)
_BACKGROUND = late(r"background|introduction|objective|\baims?\b|context|purpose|rationale", re.IGNORECASE)
PAYERS = frozenset(
    "who paid pays pay funded funds fund funding financed sponsored sponsor sponsors commissioned money grant grants company industry manufacturer maker firm".split()
)  # words that ask who paid
LIMITS = frozenset(
    "limitation limitations weakness weaknesses shortcoming shortcomings caveat caveats limits".split()
)
_SO = r"^(?:(?:and|so|but|ok|then|now|please|okay|also|tell me|do you know|well|(?:19|20)\d\d) )*"
_WORK = rf"(?:{A_PAPER}|work|research|project|one|authors?|analysis|meta analysis)"
_IT = rf"(?:it|this|that|they|them|these|those|all this|all that|(?:(?:the|this|that|their|his|her|a|an) )?(?:\S+ ){{0,6}}?{_WORK})"
_PAID = r"(?:funded|financed|sponsored|commissioned|paid(?: for)?|bankrolled|backed)"
_PAYS = rf"(?:{_PAID}|(?:pays?|payed)(?: for)?|funds|gave (?:them |it )?(?:the )?(?:money|grants?|funding)|footed the bill)"
_FIRMS = rf"(?:an? |the |any |some |their )?(?:\S+ ){{0,2}}?{FIRMS}"
_BEHIND = r"(?: (?:bias|involved|involvement|in it|behind it|here|there|for (?:it|this|that)|in (?:it|this|that)|at all))*"
_ASKS_PAYER = late(
    rf"{_SO}(?:who|which \S+|what \S+) (?:has |had )?{_PAYS}(?: {_IT})?$"
    rf"|{_SO}(?:who|by whom) (?:was|is|were|did) {_IT} {_PAID}(?: by)?$"
    rf"|{_SO}{_IT} who {_PAYS}(?: {_IT})?$"
    rf"|{_SO}(?:who|what) (?:is|are|was|were) (?:the|its|their) (?:funders?|sponsors?|funding(?: sources?)?|sources? of (?:funding|money|support))(?: (?:of|for|behind|in) {_IT})?$"
    rf"|{_SO}where did (?:the|its|their) (?:money|funding|funds) come from(?: for {_IT})?$"
    rf"|{_SO}(?:was|is|were|are) {_IT} (?:{FIRMS} )?{_PAID}(?: (?:by|from) (?:{_FIRMS}|anyone|anybody|someone|somebody))?$"
    rf"|{_SO}{_PAID} (?:by|from) {_FIRMS}$"
    rf"|{_SO}(?:did|does|has|have|had) (?:an? |any |the |some )?(?:\S+ )?{FIRMS} (?:pay|paid|fund|funded|sponsor|sponsored)(?: for)?(?: {_IT})?$"
    rf"|{_SO}(?:(?:what about|is there|was there) )?(?:any )?{FIRMS} (?:money|funding|sponsorship|sponsors?|backing|ties|links){_BEHIND}$"
)
_BY = late(r"\b(?:by|from) .*", re.IGNORECASE)
_FIRM = late(rf"\b{FIRMS}\b", re.IGNORECASE)
_LIMITS = r"(?:limitations?|weaknesses|shortcomings?|caveats?|limits)"
_ASKS_LIMITS = late(
    rf"{_SO}(?:(?:what|which|any|are|were|is|there|the|its|main|own|list|show|me|about|study) )*{_LIMITS}(?: (?:did|does|do) {_IT} (?:have|has|had|name|mention|give|state))?"
    rf"(?: (?:are|were) there)?(?: (?:of|in|for|with|from|by|to|did|do|does|have|has|had|name|mention|(?:19|20)\d\d))*(?: {_IT}(?: (?:have|has|had|name|mention))?)?$"
    rf"|{_SO}(?:the )?{_IT} {_LIMITS}$"
)


def asks_payer(text: str) -> bool:
    """True if a plain question asks who paid for a study and nothing else; it may name the paper."""
    return _ASKS_PAYER.match(fold(text)) is not None


def asks_limits(text: str) -> bool:
    """True if it asks for the limits of a study, and nothing else."""
    return _ASKS_LIMITS.match(fold(text)) is not None


def unasked(bare: str) -> str:
    """A question who paid, without the words that ask this ("paid by a tile company" is not asked of another paper on
    tiles).
    """
    return " ".join(word for word in _BY.sub("", bare).split() if fold(word) not in PAYERS)


def payers(text: str, paper: Paper) -> list[Quote]:
    """The sentences of a paper that say who paid for it, or that nobody did, at most two. If a plain question is about
    companies ("industry money?"), one that tells of their money comes first, whatever studies it was for.
    """
    spoken = [
        one
        for one in sentences_of(paper)
        if _states("who funded", f"{one.section or ''}: {one.text}") or _is_told(one)
    ]
    own = [one for one in spoken if is_formality(one.text, one.section)] or [
        one for one in spoken if _is_told(one)
    ]
    of_firms = [one for one in spoken if _FIRM.search(text) and _FIRM.search(one.text)]
    found = dict.fromkeys((*of_firms, *(own or spoken)))
    return [quoted(paper, one) for one in [*found][:MOST]]


def limits(paper: Paper, named: bool) -> list[Quote]:
    """The sentences of a paper under a heading for its limits, at most three. Without such a heading: at most two that tell a
    limit, and only if the paper is ``named``; otherwise the question is answered like any follow-up.
    """
    lines = sentences_of(paper)
    headed = [one for one in lines if is_limits(one.section)]
    telling = [
        one
        for one in lines
        if named and _states("what are the limitations", one.text) and not is_formality(one.text, one.section)
        if not _is_gap(one, lines)
    ]
    return [quoted(paper, one) for one in headed[:HEADED] or telling[:MOST]]


def placed(paper: Paper) -> list[Quote]:
    """The sentences of a paper that say where it was done without a country, at most two: its setting, an institution."""
    return [quoted(paper, one) for one in says("place", paper)[:MOST]]


def where(paper: Paper) -> tuple[list[Quote], str, str]:
    """The sentences of a paper that say where it was done, what its abstract lacks if there is none, and the line above them: "" if
    they name a country.
    """
    named, told = in_title(paper), countries_of(paper)
    if not named and not told and (near := placed(paper)):
        return near, "", NEAREST.format(cite(paper), "names no country", OF_PLACE)
    lacking = f"names no country; its title says “{named}”" if named else "names no country, and records give none"
    return told, lacking, ""


def _is_gap(one: Sentence, lines: Sequence[Sentence]) -> bool:
    """True if a sentence tells what was not known before the study ("has never been investigated")."""
    early = one.number <= len(lines) / _EARLY and _NOT_YET.search(one.text) is not None
    return early or (one.section is not None and _BACKGROUND.search(one.section) is not None)


def _is_told(one: Sentence) -> bool:
    """True if a sentence says that nobody paid, or that a company did."""
    return says_unpaid(one.text, one.section or "") or says_firm(one.text, one.section or "")


def _states(asked: str, text: str) -> bool:
    """True if a text states what a question asks for."""
    said = plain(text)
    return any(wish.attribute.stands_in(said) for wish in _wishes(asked))


@cache
def _wishes(asked: str) -> tuple[Wanted, ...]:
    return tuple(told(wanted(asked)))

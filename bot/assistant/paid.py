"""Who paid for one paper: whether a question asks that and no more, and the sentences of its abstract that say it. No record gives it."""

from __future__ import annotations

import re
from functools import cache

from bot.assistant import gathered
from bot.assistant.reading.words import fold
from bot.models import Quote
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.attributes import Wanted, told, wanted
from index.cues import plain
from index.parts import is_formality

_MOST = 2  # sentences shown
WORDS = frozenset(
    "who paid pays pay funded funds fund funding financed sponsored sponsor sponsors commissioned money grant grants company industry manufacturer maker firm".split()
)  # that ask it
SO = r"^(?:(?:and|so|ok|okay|but|now|then|also|please|tell me|do you know|well|(?:19|20)\d\d) )*"
_WORK = r"(?:study|trial|survey|work|research|experiment|cohort|review|project|paper|article|one|authors?|analysis|meta analysis)"
IT = rf"(?:it|this|that|they|them|these|those|all this|all that|(?:(?:the|this|that|their|his|her|a|an) )?(?:\S+ ){{0,6}}?{_WORK})"
_PAID = r"(?:funded|financed|sponsored|commissioned|paid(?: for)?|bankrolled|backed)"
_PAYS = rf"(?:{_PAID}|(?:pays?|payed)(?: for)?|funds|gave (?:them |it )?(?:the )?(?:money|grants?|funding)|footed the bill)"
_FIRMS = rf"(?:an? |the |any |some |their )?(?:\S+ ){{0,2}}?{gathered.FIRMS}"
_BEHIND = r"(?: (?:bias|involved|involvement|in it|behind it|here|there|for (?:it|this|that)|in (?:it|this|that)|at all))*"
_ASKS = late(
    rf"{SO}(?:who|which \S+|what \S+) (?:has |had )?{_PAYS}(?: {IT})?$"
    rf"|{SO}(?:who|by whom) (?:was|is|were|did) {IT} {_PAID}(?: by)?$"
    rf"|{SO}{IT} who {_PAYS}(?: {IT})?$"
    rf"|{SO}(?:who|what) (?:is|are|was|were) (?:the|its|their) (?:funders?|sponsors?|funding(?: sources?)?|sources? of (?:funding|money|support))(?: (?:of|for|behind|in) {IT})?$"
    rf"|{SO}where did (?:the|its|their) (?:money|funding|funds) come from(?: for {IT})?$"
    rf"|{SO}(?:was|is|were|are) {IT} (?:{gathered.FIRMS} )?{_PAID}(?: (?:by|from) (?:{_FIRMS}|anyone|anybody|someone|somebody))?$"
    rf"|{SO}{_PAID} (?:by|from) {_FIRMS}$"
    rf"|{SO}(?:did|does|has|have|had) (?:an? |any |the |some )?(?:\S+ )?{gathered.FIRMS} (?:pay|paid|fund|funded|sponsor|sponsored)(?: for)?(?: {IT})?$"
    rf"|{SO}(?:(?:what about|is there|was there) )?(?:any )?{gathered.FIRMS} (?:money|funding|sponsorship|sponsors?|backing|ties|links){_BEHIND}$"
)
_BY = late(r"\b(?:by|from) .*", re.IGNORECASE)
_FIRM = late(rf"\b{gathered.FIRMS}\b", re.IGNORECASE)


def asks(text: str) -> bool:
    """True if a question, in plain form and with or without the name of its paper, asks who paid for a study, and no more."""
    return _ASKS.match(fold(text)) is not None


def unasked(bare: str) -> str:
    """The text of such a question without what asks it ("paid by a tile company" is asked of no other paper on tiles)."""
    return " ".join(word for word in _BY.sub("", bare).split() if fold(word) not in WORDS)


def quotes_of(text: str, paper: Paper) -> list[Quote]:
    """The sentences of a paper that say who paid for it, or that nobody did, at most two; and if a plain question is about companies
    ("industry money?"), first one that tells of their money, in whatever studies."""
    spoken = [one for one in sentences_of(paper) if _states(one) or _is_told(one)]
    own = [one for one in spoken if is_formality(one.text, one.section)] or [
        one for one in spoken if _is_told(one)
    ]
    of_firms = [one for one in spoken if _FIRM.search(text) and _FIRM.search(one.text)]
    found = dict.fromkeys((*of_firms, *(own or spoken)))
    return [gathered.quoted(paper, one) for one in [*found][:_MOST]]


def _is_told(one: Sentence) -> bool:
    """True if a sentence says that nobody paid, or that a company did."""
    return gathered.says_unpaid(one.text, one.section or "") or gathered.says_firm(one.text, one.section or "")


def _states(one: Sentence) -> bool:
    said = plain(f"{one.section or ''}: {one.text}")
    return any(wish.attribute.stands_in(said) for wish in _funding())


@cache
def _funding() -> tuple[Wanted, ...]:
    return tuple(told(wanted("who funded")))

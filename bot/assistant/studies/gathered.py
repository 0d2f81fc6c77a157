"""What no record gives, gathered from the abstracts: the first sentence of each paper that says it, and the papers that
say nothing of it. Which studies nobody paid for, which a company paid for, which found no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bot.assistant import compose
from bot.assistant.citing import cite
from bot.assistant.papers import tables
from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO
from bot.assistant.reply import Reply
from bot.assistant.wording import counted
from bot.models import Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.models import Outcome
from index.sentences.reporting import is_formality

FURTHER = "{} not shown: narrow with author:, year: or type:."
_FEW = 3  # words of a sentence that needs its heading
_PAPERS = rf"(?:{PAPERS}|{A_PAPER}|ones?)"
_ONES = (
    rf"(?:(?:and|so|ok|but|list|show|me|are|is|there|any|the|do|you|have) )*(?:(?:which|what|any)(?: of (?:them|these|those|the))?(?: {_PAPERS})?"
    rf"|{_PAPERS}(?: that| which)?|anything)"
)
# Who paid.
_MONEY = r"(?:funding|funds?|grants?|sponsor(?:s|ship)?|money|(?:financial|outside|external) support)"
_HAD = r"(?:(?:had|has|have|got|get|gets|received?|with|took|were|was|are|is|did|given|of (?:these|them)) )*"
_NO = r"(?:no|without(?: any)?|not (?:have|get|receive)(?: any)?)"
_UNPAID = late(
    rf"^{_ONES} {_HAD}{_NO} (?:\w+ ){{0,2}}?{_MONEY}(?: at all| of any kind)?$"
    rf"|^{_ONES} {_HAD}(?:not |un)(?:externally )?(?:funded|sponsored|financed|paid for)(?: by (?:anyone|anybody|any one))?$"
    rf"|^(?:(?:and|so|list|show|me|the|any|are|there) )*(?:unfunded|self funded) {_PAPERS}$"
)
FIRMS = r"(?:industry|industrial|company|companies|firms?|businesses|business|manufacturers?|makers?|vendors?|commercial|corporate|corporations?)"
_ANY = (
    r"(?:and|so|is|are|was|were|did|do|does|has|have|had|been|being|any|anyone|anybody|anything|of|these|those|them|this|here|there|the|authors?|papers|studies|trials|articles"
    r"|ones|which|what|get|got|receive|work|research|not)"
)
_BY_FIRMS = late(
    rf"^{_ONES} {_HAD}(?:any )?{FIRMS} (?:\w+ )?(?:{_MONEY}|support|backing|ties|links|funded|sponsored|paid)$"
    rf"|^(?:{_ANY} )+(?:paid|funded|sponsored|financed|backed|supported|employed|money|funding)(?: for)? (?:by|from) (?:an? |the |any |some )?(?:\w+ )?{FIRMS}$"
    rf"|^(?:(?:and|so|list|show|me|the|any|are|is|there|do|does) )*{FIRMS} (?:funded|sponsored|paid|backed) {_PAPERS}$"
    rf"|^(?:{_ANY} )+(?:work|works|working|employed) (?:for|by|at) (?:an? |the |any )?{FIRMS}$"
)
_WORK = r"(?:study|trial|work|research|review|project|survey|analysis|evaluation|paper|article|authors?|we)"
_NOBODY = late(
    rf"^\W{{0,3}}(?:(?:sources? of )?(?:funding|(?:financial )?support)|sponsor\w*|grants?)\b\W{{1,3}}(?:none|no|nil|not)\b|^\W{{0,3}}no (?:\w+ ){{0,3}}{_MONEY}\b"
    rf"|\b{_WORK}\b.{{0,40}}\b(?:no|without|not (?:receive|have|get|supported by))(?: any)? (?:\w+ ){{0,3}}{_MONEY}\b|\bno (?:\w+ ){{0,2}}(?:funding|grants?|funds) (?:was|were) (?:received|obtained|used|sought|given)\b"
    rf"|\bthere (?:was|were) no (?:\w+ ){{0,2}}{_MONEY}\b|\breceived no (?:\w+ ){{0,3}}{_MONEY}\b"
    rf"|\b{_WORK}\b (?:was|is|were) (?:not (?:externally )?(?:funded|sponsored|financed)|un-?funded|self-?funded)\b",
    re.IGNORECASE,
)
_HEADING, _NONE = late(r"\bfund", re.IGNORECASE), late(r"^\W{0,3}(?:none|no|nil)\b", re.IGNORECASE)
_NO_PART = late(r"\bno (?:\w+ ){0,2}(?:role|part|influence|say)\b", re.IGNORECASE)
_FIRM = late(
    r"(?:Ltd|Limited|Inc|GmbH|LLC|PLC|plc|Corp|Corporation|AG|AS|A/S|AB|BV|B\.V|N\.V|SpA|S\.p\.A|Oy|Pty|SAS|Pharma\w*)\b(?![-/])"
    r"|\b(?i:compan(?:y|ies)|manufacturers?|makers?|suppliers?|vendors?|industry|industrial|commercial|start-?up|employees?)\b"
)
_GIVES = late(
    r"\b(?:paid|pays|fund(?:s|ed|ing)|financ\w+|sponsor\w*|supported by|free of charge|free by|donated|lent|grants?)\b",
    re.IGNORECASE,
)
# Of authors alone: a company's staff may be those who were studied, and stocks and fees what was.
_EMPLOYS = late(r"\b(?:employ(?:s|ed|ees?)|works? (?:for|at)|consult\w*|shares?|stock|fees)\b", re.IGNORECASE)
_AUTHORS = late(r"\bauthors?\b|\b(?:Dr|Prof)\b", re.IGNORECASE)
_INTEREST = r"(?:(?:financial |commercial )?(?:conflicts? of|competing|vested) interests?|(?:financial|commercial|industry) ties)"
_INTERESTED = late(
    rf"^{SO}(?:who|anyone|anybody|any of the authors|do any(?: of the)? authors|which(?: of (?:them|these|those))?(?: {_PAPERS}| authors)?|(?:(?:list|show|me|the|all|any) )*{_PAPERS}(?: that| which| where)?)(?: (?:here|has|have|had|with|declare|declared|report|reported|mention|mentions|mentioned|tell|tells|told|of|name|names|state|states|a|any|no|its|their))* {_INTEREST}$"
)
_HAS_INTEREST = late(
    r"\b(?:(?:conflicts? of|competing) interests?|employees? (?:of|at)|employed by|works? (?:for|at)|consult(?:s|ed|ants?|ancy)? (?:for|to|of)|shares? in|stock|honorari\w+|speaker fees|fees from|patents?)\b",
    re.IGNORECASE,
)
# What made no difference.
_FOUND = r"(?:find|found|show|showed|see|saw|report|reported|have|had|detect|detected|get|got)"
_FINDING = r"(?:significant |clear |real |measurable |statistical )?(?:differences?|effects?|benefits?|associations?|changes?|improvements?|links?|results?)"
_NOTHING = late(
    rf"^{_ONES} (?:(?:did|do|does) not {_FOUND}(?: any| an?)? {_FINDING}|{_FOUND} (?:no {_FINDING}|nothing))(?: at all| between (?:the |their )?(?:two |both )?(?:groups|arms))?$"
    rf"|^(?:(?:and|so|list|show|me|the|any|are|there|which|what|were|was) )*(?:negative|null) (?:results?|findings?|{_PAPERS})$|^{_ONES} (?:were|was|are|is) (?:negative|null)$"
)
_SAME = late(
    r"\b(?<!needs )(?<!need )(?<!requires )(?<!require )no (?:\w+ ){0,3}(?:differences?|effects?|associations?|benefits?|improvements?|changes?|correlations?|advantages?|impact)\b"
    r"|\b(?:did|do|does) not (?:\w+ )?(?:differ|change|improve|reduce|affect|alter|increase|lower|raise|prevent|help|influence|matter|work)\b"
    r"|\bnot (?:statistically )?(?:significant(?:ly)?|different|distinguishable|associated|superior|better|more effective)\b|\bnon-?significant\b"
    r"|\b(?:was|were) (?:no (?:better|worse|higher|lower|different|more)|similar|the same|equal|unchanged|unaffected|comparable)\b"
    r"|\bneither\b.{0,60}\b(?:superior|better|differed|improved|worked|helped)\b",
    re.IGNORECASE,
)
_CHANGED = late(
    r"\b(?:fell|rose|dropped|grew|halved|doubled|(?:improv|increas|decreas|reduc|lower|rais|shorten|slow|prevent)(?:ed|es|s)|higher|lower|greater|fewer|larger|smaller|faster|slower|better|worse)\b",
    re.IGNORECASE,
)
# On whom a study was done.
_TRIED = r"(?:tested|done|tried|carried out|run|conducted|performed|made)"
_ON_WHOM = late(
    rf"^{_ONES} (?:were|was|are|is|did) (?:not )?(?:{_TRIED} )?(?:on|in|with|use|involve|include|study) (?:real |living |live )?(?:people|humans?|persons|human beings|animals|patients)$"
    rf"|^(?:(?:and|so|list|show|me|the|any|are|there|which|what|were|was) )*(?:human|animal) (?:studies|trials|experiments|papers)$"
)
NO_KIND = "No record says on whom or what a study was done. “Sample sizes of all studies” shows what each counted, and “papers about …” finds a word."


class Gathered(NamedTuple):
    """A thing that questions ask and only abstracts tell: the pattern of such a question (``asked``), which sentences
    say it (``says``; None: no words can tell), the ``head`` above those found, and the sentence if there is ``none``.
    """

    asked: re.Pattern[str]
    says: Callable[[str, str], bool] | None
    none: str
    head: str = ""


def says_unpaid(text: str, section: str) -> bool:
    """True if a sentence says that nobody paid for a study."""
    headed = _HEADING.search(section) and _NONE.match(text)
    return not _NO_PART.search(text) and bool(headed or _NOBODY.search(text))


def says_firm(text: str, section: str) -> bool:
    """True if a sentence tells of a company that pays, gives or employs."""
    of_authors = is_formality(text, section) or _AUTHORS.search(text)
    gives = _GIVES.search(text) or (of_authors and _EMPLOYS.search(text))
    return bool(gives and _FIRM.search(text)) and not says_unpaid(text, section)


def _says_interest(text: str, section: str) -> bool:
    return _HAS_INTEREST.search(text) is not None and (is_formality(text, section) or says_firm(text, section))


def _says_nothing(text: str, section: str) -> bool:
    """True if a sentence tells of no difference, and of none beside it ("fell by 18% and did not change in the others")."""
    return _SAME.search(text) is not None and not _CHANGED.search(_SAME.sub("", text))


ROWS = (
    Gathered(
        _UNPAID,
        says_unpaid,
        "None of these abstracts says that nobody paid, and the records give no funding.",
        "Sentences that say that nobody paid (the records give no funding):",
    ),
    Gathered(
        _BY_FIRMS,
        says_firm,
        "I found no company that pays, gives or employs in any of these abstracts, and the records give no funding.",
        "Sentences in which a company pays, gives or employs, by words such as “Ltd”, “maker” or “employee” (the records give no funding):",
    ),
    Gathered(
        _INTERESTED,
        _says_interest,
        "None of these abstracts tells of an interest of its authors, and the records give none.",
        "Sentences that tell of an interest of the authors, or of none (the records give none):",
    ),
    Gathered(
        _NOTHING,
        _says_nothing,
        "I found no words for no difference or effect in any of these abstracts.",
        "The first sentence of each abstract that tells of no difference or effect; it may be of one outcome among others:",
    ),
    Gathered(_ON_WHOM, None, NO_KIND),
)


def asked(text: str) -> tuple[Gathered, re.Match[str]] | None:
    """What a plain question asks to be gathered, with the words that ask it; None if it asks for nothing of the kind."""
    return next(((row, found) for row in ROWS if (found := row.asked.search(text))), None)


def tell(question: str, row: Gathered, papers: Sequence[Paper]) -> Reply:
    """A reply with the sentence of each paper that says what is asked for, or the sentence that there is none."""
    found = {paper.key: quote for paper in papers if (quote := _first(paper, row)) is not None}
    quotes = tuple(found.values())[: tables.MOST]
    parts = [row.head if quotes else row.none, *compose.blocks(quotes, {paper.key: paper for paper in papers})]
    if more := len(found) - len(quotes):
        parts.append(FURTHER.format(counted(more, "further paper")))
    if quotes and (silent := [paper for paper in papers if paper.key not in found]):
        parts.append(f"{tables.NONE_FOUND} in {counted(len(silent), 'abstract')}: {first_of(map(cite, silent))}.")
    return told_of_many(question, parts, quotes)


def told_of_many(question: str, parts: Sequence[str], quotes: tuple[Quote, ...]) -> Reply:
    """A reply with quotes of several papers. ``parts`` are its texts: the quotes, and what is said beside them. Without
    a quote it is no answer.
    """
    keys = tuple(dict.fromkeys(quote.key for quote in quotes))
    shown = tuple((quote.key, quote.start) for quote in quotes)
    return Reply(
        outcome=Outcome.ANSWERED if quotes else Outcome.NOTHING,
        kind="table",
        text="\n\n".join((compose.restated(question), *parts)),
        quotes=quotes,
        keys=keys,
        turn=Turn(question=question, keys=keys[:1], kind="table", listed=keys, shown=shown),
    )


def first_of(names: Iterable[str]) -> str:
    """The first of some names, as many as one reply has room for."""
    every = [*names]
    return "; ".join(every[: tables.MOST]) + (" …" if len(every) > tables.MOST else "")


def _first(paper: Paper, row: Gathered) -> Quote | None:
    """The first sentence that says it; with the heading above it where it says nothing without ("Funding: none.")."""
    one = next((one for one in sentences_of(paper) if row.says and row.says(one.text, one.section or "")), None)
    return None if one is None else quoted(paper, one)


def quoted(paper: Paper, one: Sentence) -> Quote:
    """The quote of a sentence, with the heading right above it where it says little without ("Funding: none declared.")."""
    abstract, start = paper.abstract or "", one.start
    if one.section and (_HEADING.search(one.section) or len(one.text.split()) <= _FEW):
        heading = abstract.rfind(one.section, 0, start)
        between = abstract[heading + len(one.section) : start] if heading >= 0 else one.section
        start = start if any(map(str.isalnum, between)) else heading
    return compose.quote_slice(paper, start, one.end, one.number, one.section)

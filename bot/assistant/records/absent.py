"""What people ask of papers that no record here gives: said plainly, so that nobody takes another figure for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.citing import address
from bot.assistant.records.naming import Named, name_papers
from bot.assistant.records.reply import RecordReply, TopicFinder, named, nothing
from bot.assistant.records.text import PAPER, PAPERS, Asked
from corpus.models import Corpus

_OF_PAPER = rf"(?:it|this|that|they|{PAPER}|{PAPERS}|etal)"
_ABSENT: tuple[tuple[str, str], ...] = (
    (
        "impact factor",
        r"\bimpact factors?\b|\bcite ?score\b|\bjournal (?:rank\w*|quartile|metrics?)\b|\bjcr\b|\bsjr\b",
    ),
    ("h-index", r"\bh ?index\b|\bi10\b"),
    ("altmetric score", r"\baltmetrics?\b"),
    (
        "contact details of the authors",
        r"\be ?mails?\b|\bcontact (?:details|info\w*|address|author|person)\b|\bhow (?:can|do) (?:i|we) (?:contact|reach)\b"
        r"|\bcorrespond\w+ (?:author|address)\b|\bphone number\b|\borcids?\b",
    ),
    (
        "affiliations of the authors",
        r"\bauthors? affiliations?\b|\baffiliations? of (?:the )?(?:\w+ )?(?:authors?|paper)|\bauthors? .*\baffiliated\b"
        r"|\bwhere (?:are|do|is) (?:the |these )?(?:\w+ )?authors? .*(?:from|work|based)\b|\bwhere (?:are|is) .*\bauthors? from$"
        r"|\b(?:what|which) (?:country|countries|institut\w+|universit\w+|hospitals?|city) (?:are|is|do|does) (?:the )?(?:\w+ )?authors?\b",
    ),
    (
        "article processing charge",
        r"\bapcs?\b|\b(?:article )?processing (?:charge|fee)s?\b|\bpublication (?:fee|cost|charge)s?\b"
        r"|\b(?:how much|what) (?:does|did|is|will) it cost to (?:publish|submit)\b|\bcosts? (?:of|to) publish\w*\b",
    ),
    (
        "peer review",
        r"\bpeer ?review\w*\b|\brefereed\b|\b(?:who|how many) (?:were |are )?(?:the )?(?:peer )?reviewers\b",
    ),
    (
        "funding",
        r"\bfunding\b|\bwho (?:funded|sponsored|financed|paid for)\b|\bfunders?\b|\bsponsors?\b|\bgrant numbers?\b"
        rf"|\b{_OF_PAPER} (?:funded|sponsored) by\b|\b(?:funded|sponsored|financed) by (?:who|whom|what)\b",
    ),
    ("conflicts of interest", r"\bconflicts? of interests?\b|\bcompeting interests?\b|\bfinancial disclosures?\b"),
    (
        "dates of submission and acceptance",
        rf"\bwhen (?:was|were|did) .*\b{_OF_PAPER} (?:get |first )?(?:submitted|accepted|received|revised)\b"
        r"|\b(?:acceptance|submission|received|accepted) date of\b",
    ),
    (
        "number of downloads",
        r"\bdownload (?:count|number)s?\b|\bhow (?:many|often|many times) .*\bdownload(?:s|ed)\b",
    ),
    (
        "publisher",
        r"\bwho (?:is the publisher|publishes)\b|\b(?:which|what) publisher\b|\bpublisher of\b|\bthe publisher\b",
    ),
    (
        "reference list",
        rf"\bhow many references\b|\breference lists?\b|\bbibliography\b|\breferences (?:of|in) (?:the|this|that) .*{_OF_PAPER}"
        rf"|\b(?:what|which|whom) .*\b(?:papers?|studies|works?) (?:does|do|did) (?:it|this|that|{PAPER}) cite$",
    ),
    (
        "papers that cite it",
        rf"\bwho (?:has )?cite[sd] .*\b{_OF_PAPER}\b|\bwho (?:has )?cite[sd] it\b|\b(?:which|what) (?:other )?{PAPERS} cite[sd]?\b",
    ),
    (
        "supplementary files",
        r"\bsupplement(?:ary|al)? (?:material|file|data|table|figure)s?\b|\bdata availability\b",
    ),
    ("number of figures or tables", r"\bhow many (?:figures|tables)\b|\bnumber of (?:figures|tables)\b"),
    ("ISBN", r"\bisbn\b"),
    ("editor in chief", r"\beditors? in chief\b|\bchief editors?\b"),
    (
        "country of origin",
        r"\b(?:which|what) (?:country|countries) .*\b(?:paper|article|publication|papers|articles) (?:come |comes )?from$",
    ),
    ("state of retraction", rf"\b{_OF_PAPER} (?:been )?retract(?:ed|ion)\b|\bretracted {PAPERS}\b"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _ABSENT)
_ESCAPE = re.compile(r"\\[a-z]")
_HELD = "They hold what the journal prints beside a paper: authors, date, journal, DOI, type, pages, citations and the like."


async def answer_absent(
    asked: Asked, corpus: Corpus, topic: TopicFinder, about: Sequence[str]
) -> RecordReply | None:
    """That the records do not give what is asked, with the paper's address where one paper is meant; else None."""
    wanted = [name for name, pattern in _PATTERNS if asked.has(pattern)]
    if not wanted:
        return None
    words = frozenset(
        word
        for name in wanted
        for word in re.findall(r"[a-z]{3,}", _ESCAPE.sub(" ", dict(_PATTERNS)[name].pattern))
    )
    spoken = frozenset(
        word for word in asked.words if any(word.startswith(stem) for stem in words if len(stem) > 3)
    )
    found = await name_papers(asked, spoken | words, corpus, topic, about)
    text = f"The records here do not give the {' or the '.join(wanted)}. {_HELD}"
    return nothing(text + _pointer(found), found.papers[:1] if _is_one(found) else (), tuple(wanted))


def _is_one(found: Named) -> bool:
    return len(found.papers) == 1


def _pointer(found: Named) -> str:
    if not _is_one(found):
        return ""
    return f" The paper itself may say: {named(found.papers[0])} {address(found.papers[0])}"

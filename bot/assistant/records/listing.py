"""Listings and counts: which papers there are, of a kind, a time, an author, a topic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.assistant.records.dates import YEAR, said
from bot.assistant.records.filtering import Filter
from bot.assistant.records.measures import measure
from bot.assistant.records.people import people_of
from bot.assistant.records.periods import covers
from bot.assistant.records.reply import MOST_LINES, RecordReply, TopicFinder, answered, joined, lines, nothing
from bot.assistant.records.selecting import Selection, select
from bot.assistant.records.text import NOUNS, PAPER, PAPERS, Asked
from bot.assistant.wording import counted
from corpus.models import Corpus, Paper

_KINDS = rf"(?:{PAPERS}|editorials|letters|communications|commentaries|protocols|perspectives|corrections|titles)"
_COUNT = re.compile(
    rf"\b(?:how many|number of|count (?:of )?)\b(?: \S+){{0,4}}? {_KINDS}\b|\bhow many (?:were |are |was |have been )?(?:published|came out|come out|out|from|by)\b|\bhow (?:big|large) is (?:the|this|your) (?:library|collection|corpus)\b"
)
_LIST = re.compile(
    rf"^(?:\S+ ){{0,4}}?(?:list|show|display|print|enumerate|name|give|find|see|get|send)\b(?: \S+){{0,6}}? {_KINDS}\b"
    rf"|\b(?:which|what)(?: \S+){{0,3}}? {_KINDS}\b|\b(?:which|what) (?:\S+ ){{0,2}}?(?:paper|article|review|publication)s? (?:is|are|deals?|covers?|discuss(?:es)?|mentions?|by|from|on|about)\b"
    rf"|^(?:\S+ ){{0,2}}?(?:any|all|every|the)?(?: \S+){{0,3}}? ?{_KINDS}\b|\b(?:any|some|all)(?: \S+){{0,3}}? {_KINDS}\b"
    rf"|\b(?:is|are) there (?:any|a|an)?(?: \S+){{0,3}}? ?(?:{_KINDS}|{PAPER})\b|\b(?:do|have) (?:you|we) (?:have|got)?(?: \S+){{0,4}}? (?:{_KINDS}|{PAPER})\b"
    r"|\b(?:any|some|an?) (?:\S+ ){0,2}?(?:paper|article|study|review|publication) (?:about|on|by|from|regarding)\b"
    r"|\bwhat (?:do|have) (?:you|we) (?:have|got|hold) (?:on|about|from|by)\b|\bdoes .* have (?:\S+ ){0,4}?(?:papers?|articles?)\b"
    r"|\b(?:anything|something|stuff|everything) (?:\w+ )?(?:by|from|about|on|published|written|regarding|in|after|before|since|of)\b"
    rf"|\b(?:looking for|need|want|find)(?: \S+){{0,3}}? (?:{_KINDS}|{PAPER}) (?:about|on|by|from)\b"
    rf"|\bwhat (?:else )?(?:did|has|have) .*\b(?:written|published|publish|write|authored|author)\b"
    rf"|\b(?:has|have|did) .*\b(?:publish|published|write|written|author|authored) (?:anything|something|{PAPERS}|any|here|in)\b"
    rf"|^what (?:is|stands|comes) (?:\w+ )?under\b|\b{PAPERS} (?:by|from|about|on|under|in|published|written)\b"
)
_CONTENTS = re.compile(
    r"^(?:show |list |what is |tell me )?(?:what is )?(?:in |the )*(?:contents?|table of contents|papers|library|collection|everything)$"
    r"|\bwhat is in (?:the|your|this) (?:library|collection|corpus|special issue|issue)\b"
    r"|^what (?:have|do) you (?:have|got)(?: (?:got|here|there|in there))*$|^what (?:(?:is|else|all) )*by\b"
    r"|^what (?:was|is|came|has been|got|else was) (?:\w+ )?(?:published|out|new)\b"
)
_INSIDE = re.compile(
    rf"\b(?:in|of|by|from|within|inside) (?:the|this|that|their|its|each|an?) (?:\S+ ){{0,3}}?(?:systematic )?(?:review|{PAPER})\b|\bpublication bias\b"
)
_ORDER = re.compile(
    r"\b(?:(?:sorted|ordered|grouped|arranged|in order) (?:by|of)|by) (?:the )?(?:(?P<by>year|date|newest|oldest|citations?|views?|title|pages)|number of (?P<n>citations?|views?|pages))\b(?: of publication)?|\bnewest first\b"
)
_YES_OR_NO = re.compile(r"^(?:is|was|are)\b")
_LONGEST_NAME = 6
_BESIDE = frozenset(
    "the a an by from of who is are and please pls show me give any all our your ok so hi hey 2".split()
)
_GIVEN = frozenset(
    "written published publish write wrote authored author come came out appeared contained included held stored indexed"
    " loaded exist available titles title editorials letters communications commentaries protocols perspectives corrections"
    " more number count big large size contents table deal deals cover covers anything special issue issues everything together".split()
)


_ASKS_ELSE = re.compile(
    r"^(?:and |so |ok )*(?:(?:who|whose|whom|when|where|why|how(?! many| (?:big|large)))\b|(?:is|was) (?:the|it|this|that)\b)"
)


async def answer_listing(
    asked: Asked, corpus: Corpus, topic: TopicFinder, about: Sequence[str]
) -> RecordReply | None:
    """The papers a question selects, counted and listed; None where it asks for no listing or asks for more."""
    counting = asked.has(_COUNT)
    listing = (counting or asked.has(_LIST) or asked.has(_CONTENTS)) and not asked.has(_ASKS_ELSE)
    if not (listing or _only_names(asked, corpus)) or (counting and asked.has(_INSIDE)):
        return None
    order, asked = asked.take(_ORDER)
    picked = await select(asked, _GIVEN, corpus, topic, about)
    if picked is None:
        return None
    if order:
        picked = picked._replace(papers=_sorted(picked.papers, order["by"] or order["n"] or "newest"))
    return _told(picked, corpus, counting)


def _only_names(asked: Asked, corpus: Corpus) -> bool:
    """True for an author and nothing else: "Kang et al", "Knapp 2024", "who is Dong-Ho Kang"."""
    words = [
        word for word in asked.words if word not in _BESIDE and word not in NOUNS and not re.fullmatch(YEAR, word)
    ]
    if not 0 < len(words) <= _LONGEST_NAME:
        return False
    if asked.has(_YES_OR_NO):
        return False
    persons = people_of(corpus).named(words)
    return sum(person.end - person.start for person in persons) == len(words)


def _sorted(papers: Sequence[Paper], by: str) -> tuple[Paper, ...]:
    """By title from A, from the oldest on request, else from the newest, most cited, most viewed or longest down."""
    if by == "title":
        return tuple(sorted(papers, key=lambda paper: paper.title.casefold()))
    value = measure(by).value
    known = [paper for paper in papers if value(paper) is not None]
    known.sort(key=lambda paper: value(paper) or 0, reverse=by != "oldest")
    return (*known, *(paper for paper in papers if value(paper) is None))


def _told(picked: Selection, corpus: Corpus, counting: bool) -> RecordReply:
    if picked.papers:
        return answered(_listed(picked, corpus), picked.papers[:MOST_LINES])
    silent = [
        one.kind for one in picked.filters if not any(one.reads(paper) is not None for paper in corpus.papers)
    ]
    if silent:
        return nothing(f"The records here do not give the {joined(silent)} of the papers.", unknown=tuple(silent))
    text = f"{picked.note}No paper {picked.says} is in this library. {_held(corpus, picked.filters)}".strip()
    if counting and picked.filters and not picked.missing:
        return answered(text)
    return nothing(text, unknown=picked.missing)


def _listed(picked: Selection, corpus: Corpus) -> str:
    number = counted(len(picked.papers), "paper")
    several = len({paper.type for paper in picked.papers}) > 1
    says = f" {picked.says}" if picked.says else " in this library"
    says += _types(picked.papers) if several or not picked.says else ""
    return f"{picked.note}{number}{says}:\n{lines(picked.papers)}{_silence(picked, corpus)}"


def _types(papers: Sequence[Paper]) -> str:
    """ " (6 of type Article, 3 of type Systematic Review)", where the records give types."""
    types = Counter(paper.type for paper in papers if paper.type)
    parts = [f"{number} of type {name}" for name, number in types.items()]
    return f" ({', '.join(parts)})" if parts else ""


def _silence(picked: Selection, corpus: Corpus) -> str:
    """How many records do not say what was filtered by."""
    silent = [paper for paper in corpus.papers if any(one.reads(paper) is None for one in picked.filters)]
    if not silent:
        return ""
    verb = "does" if len(silent) == 1 else "do"
    return f"\n{counted(len(silent), 'record')} {verb} not say."


def _held(corpus: Corpus, filters: Sequence[Filter]) -> str:
    """What there is instead, in the terms of the question."""
    if any(one.kind == "type" for one in filters):
        return f"There are{_types(corpus.papers)}.".replace("are (", "are ").replace(").", ".")
    days = sorted(day for paper in corpus.papers if (day := covers(paper)))
    if days and any(one.kind == "date" for one in filters):
        return f"The papers run from {said(days[0][0])} to {said(days[-1][1])}."
    return ""

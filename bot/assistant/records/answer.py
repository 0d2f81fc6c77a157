"""The order in which a question about records is tried. Content questions that look alike are let through first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.assistant.records.absent import answer_absent
from bot.assistant.records.authors import answer_authors
from bot.assistant.records.comparing import answer_comparison
from bot.assistant.records.extremes import answer_extremes
from bot.assistant.records.issue import answer_issue
from bot.assistant.records.listing import answer_listing
from bot.assistant.records.reply import RecordReply, TopicFinder
from bot.assistant.records.single import answer_fields
from bot.assistant.records.text import LONGEST, PAPER, Asked, read
from bot.assistant.records.totals import answer_totals
from corpus.models import Corpus

# What authors did, found or say stands in the abstract, and so does what a review screened and included.
_CONTENT = re.compile(
    r"\b(?:did|do|does|would|could|should|according to)(?: \w+)? authors?\b(?! (?:publish|write|wrote|have|appear|sign))"
    r"|\bauthors? (?:\w+ly )?(?:conclu|recommend|suggest|propos|report|found|find|show|use|say|said|state|claim|discuss|describ|think"
    r"|believ|argu|mention|note|compar|defin|measur|assess|observ|treat|includ|identif|develop|consider|call|advis|advoc|view)"
    r"|\b(?:screened|inclusion|exclusion|eligib\w+|prisma|retrieved|excluded|pooled|databases?|literature search)\b"
    rf"|\b(?:in|into|by|does|did|from) (?:the|this|that|their|each) (?:\w+ )?(?:systematic )?(?:review|meta analysis|{PAPER})"
    r" (?:include|analy[sz]e|cover|find|found|show|use|compare|report|conclude|assess|screen|identify|describe)"
    r"|\bpatients?\b.*\b(?:enrol\w*|included|treated|recruited)\b|\bjournal club\b|\bstands? for\b|\bcited as\b"
    r"|\b(?:summar\w+|tl ?dr|key points?|main (?:points?|message|finding|findings|result|results)|conclusions?|gist)\b"
)

_HERE = re.compile(
    r"\b(?:in|of|from|within|inside) (?:the|this|your|our) (?:special issue|issue|collection|library|corpus|database)\b"
)


_RECORDS = re.compile(
    r"\b(?:who|whom|whose|authors?|editors?|wrote|written|writes|publish\w*|publications?|papers?|articles?|reviews|doi|journal"
    r"|(?:what|which) (?:year|volume|issue|pages?)|viewed|views|cited|citations?|keywords?|deadline|licen[cs]e"
    r"|newest|oldest|latest|et al)\b"
)


def may_ask(question: str) -> bool:
    """False for a question that has no word of asking for records: in a large library it is not read as one."""
    asked = read(question)
    return bool(asked.dois) or asked.has(_RECORDS)


async def answer_records(
    question: str, corpus: Corpus, topic: TopicFinder, about: tuple[str, ...] = (), *, today: date | None = None
) -> RecordReply | None:
    """The answer to a question about papers as records or about the issue; None where it is neither.

    ``topic`` finds papers by words; ``about`` are the keys of the papers the conversation was last about, for "who
    wrote it?"; ``today`` lets a deadline be compared with a day, and without it only what the page says is said.
    Nothing is raised for any text.
    """
    asked = read(question)
    if not 0 < len(asked.words) + len(asked.dois) <= LONGEST or asked.has(_CONTENT):
        return None
    return await _first(asked, corpus, topic, about, today)


async def _first(
    asked: Asked, corpus: Corpus, topic: TopicFinder, about: Sequence[str], today: date | None
) -> RecordReply | None:
    told = await answer_absent(asked, corpus, topic, about) or answer_issue(asked, corpus, today)
    _, asked = asked.take(_HERE)
    return (
        told
        or await answer_authors(asked, corpus, topic, about)
        or await answer_comparison(asked, corpus, topic, about)
        or await answer_totals(asked, corpus, topic, about)
        or await answer_extremes(asked, corpus, topic, about)
        or await answer_listing(asked, corpus, topic, about)
        or await answer_fields(asked, corpus, topic, about)
    )

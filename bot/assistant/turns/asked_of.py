"""Whom a question is asked of: the papers, which a member may call the issue, the library, or these papers. It is asked of the papers then,
and no word of it is looked for in them.
"""

from __future__ import annotations

import re

from bot.assistant.message.wrapping import is_finished
from bot.assistant.reading.facts import facts_in
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.words import plain
from corpus.models import Issue
from corpus.patterns import late
from index.sentences.asking import AUX, WH

# "What does this issue tell us about …", "does the library mention …".
_ISSUE = late(
    r"\b(?:does|do|did|can|could|will) (?:the|this|our|your) (?:whole |entire )?(?:special issue|issue|library|collection|corpus|si)"
    r" (?:(?:really|actually|also|even|ever|have to|anywhere) )*"
    r"(?=(?:say|tell|report|conclude|mention|cover|discuss|talk|speak|address|show|know|suggest|teach|deal)\b)",
    re.IGNORECASE,
)
# "Cite the special issue in Vancouver", "references of the library": those of all its papers.
_CITED = late(
    r"\b(?P<cite>cite|(?:references?|bibliography) (?:of|for)) (?:all of )?(?:the|this|our|your) (?:whole |entire )?(?:special issue|issue|library|collection|corpus)(?=(?P<style> (?:in|as) )|\W*$)",
    re.IGNORECASE,
)
_HELD_IN = (" issue", " library", " collection", " corpus", " si ")
_ON = late(r"\b(?:about|on|of|regarding|concerning|mention|cover|discuss|address)\s+\w", re.IGNORECASE)
_OVERVIEW = ("overview",)
# Before anything was shown, these papers are the library's.
_IN_THESE = late(
    r"(?<=\w)\s+(?:in|from|among|across) (?:these|the|those) (?:papers|abstracts|studies|articles)(?=[\s.!?]*$)",
    re.IGNORECASE,
)
_THESE_SAY = late(
    r"(?<=\bdo )(?:these|those)(?= (?:papers|abstracts|studies|articles) (?:say|tell|report|conclude|mention|suggest)\b)",
    re.IGNORECASE,
)
_ASKS = late(rf"(?:{WH}|{AUX}|any|if)\b", re.IGNORECASE)


def asked_of_papers(question: str, issue: Issue | None, lexicon: Lexicon) -> str:
    """A question what the issue or the library says of something, or for its reference, asked of its papers; unchanged where a fact of the
    issue's page is asked for ("what does the special issue say about fees").
    """
    if not any(held in question.casefold() for held in _HELD_IN):
        return question
    cited = _CITED.search(question)
    if cited and (issue is None or cited["style"]):  # the page of an issue says how to cite the issue itself
        return f"{question[: cited.end('cite')]} all papers{question[cited.end() :]}"
    papers: str = _ISSUE.sub("do the papers ", question)
    if papers == question:
        return question
    facts = facts_in(plain(question), issue, lexicon)
    return papers if not facts or (facts == _OVERVIEW and _ON.search(papers)) else question


def without_library(question: str) -> str:
    """A first question without "in these papers" at its end; unchanged if it asks nothing else. "These papers" are the papers."""
    question = _THESE_SAY.sub("the", question) if "do th" in question.casefold() else question
    shorter: str = _IN_THESE.sub("", question)
    return shorter if is_finished(shorter) and not (" " not in shorter and _ASKS.match(shorter)) else question

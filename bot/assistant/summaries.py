"""A paper's summary: its abstract, section by section as published, or whole as it is. Nothing is condensed."""

from __future__ import annotations

import re

from bot.assistant.citing import reference
from bot.assistant.compose import quote_slice, quoted
from bot.assistant.models import Quote
from corpus.models import Paper
from corpus.sections import sections

_ASKS = re.compile(
    r"\b(?:summar(?:y|ies|i[sz]e[sd]?|i[sz]ing|ise)|sumar\w+|summery|sum(?:med)? up|tl;?\s?dr|gist|synopsis|overview|in a nutshell|key points|"
    r"main points|recap|abstract (?:of|for)|(?:show|give|read|see|send)(?: me| us)?(?: the)? (?:full |whole )?abstract|"
    r"short version|eli5|brief(?:ing)? (?:on|of|about)|run ?down)\b",
    re.IGNORECASE,
)


def asks_for_summary(question: str) -> bool:
    """True where a question wants a whole paper told."""
    return bool(_ASKS.search(question))


def named_paper(question: str) -> str:
    """The words that name the paper, without those that ask for a summary."""
    return _ASKS.sub(" ", question)


def summary(paper: Paper) -> tuple[str, tuple[Quote, ...]]:
    """The text and quotes of a paper's summary; a paper without an abstract says so."""
    abstract = paper.abstract or ""
    if not abstract.strip():
        return f"“{paper.title}” has no abstract in this library. {reference(paper)}", ()
    parts, quotes = [paper.title or reference(paper)], []
    for section in sections(abstract):
        body = abstract[section.body : section.end]
        end = section.body + len(body.rstrip())
        start = end - len(body.strip())
        if start < end:
            quote = quote_slice(paper, start, end, 0, section.name)
            quotes.append(quote)
            label = [section.name] if section.name else []
            parts.append("\n".join((*label, quoted(quote.text), reference(paper))))
    return "\n\n".join(parts), tuple(quotes)

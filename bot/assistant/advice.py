"""Questions about a person's own care: the papers may be quoted, but nothing here is advice."""

from __future__ import annotations

import re

_PERSON = re.compile(
    r"\b(?:my|our|this|a|the) (?:\d+[ -]?(?:yo|y/?o|year[ -]old) )?(?:patient|pt|case)\b.*\b(?:should|can|could|would|will|do) "
    r"(?:i|we|he|she|they|you)\b"
    r"|\b(?:should|shall|can|could|must|would you|do) (?:i|we|you) (?:\w+ )?(?:give|prescribe|start|stop|operate|treat|offer|recommend|refer|"
    r"irradiate|take|use|switch|increase|choose|do surgery|suggest|get)\b"
    r"|\bmy (?:mom|mum|mother|dad|father|wife|husband|son|daughter|brother|sister|grand\w+|aunt|uncle|friend|doctor|tumou?r|cancer|"
    r"scan|mri|back|spine|pain)\b"
    r"|\bi (?:have|had|was diagnosed|am diagnosed|got|suffer)\b.*\b(?:cancer|tumou?r|metasta\w+|pain|diagnos\w+|mets|disease)\b"
    r"|\b(?:my|our|this) (?:\d+[ -]?(?:yo|y/?o|year[ -]?old)\b|patient\b|pt\b)",
    re.IGNORECASE,
)

NO_ADVICE = (
    "I can't advise on a patient; I only quote what these abstracts report. "
    "For a decision about a person, read the papers and ask the team in charge."
)


def asks_for_advice(question: str) -> bool:
    """True where a question is about what to do for somebody."""
    return bool(_PERSON.search(question))

"""Questions about a person's own care: the papers may be quoted, but nothing here is advice."""

from __future__ import annotations

import re

# What the bot itself is asked for: "can you give me the abstract", "would you recommend a review".
_OF_THE_BOT = (
    r"(?: (?:me|us)\b| (?:an? |any |some |the )?(?:[\w-]+ ){0,2}(?:papers?|articles?|studies|reviews?|summar(?:y|ies)|lists?|dois?|abstracts?"
    r"|citations?|references?|overview|titles?|authors?|communications?|manuscripts?|submissions?|letters?|editorials?|protocols?|reports?)\b)"
)
_PERSON = re.compile(
    r"\b(?:my|our|this|a|the) (?:\d+[ -]?(?:yo|y/?o|year[ -]old) )?(?:patient|pt|case)\b.*\b(?:should|can|could|would|will|do) "
    r"(?:i|we|he|she|they|you)\b"
    rf"|\b(?:should|shall|can|could|must|would|do) (?:i|we|you) (?:\w+ )?(?:give|prescribe|start|stop|operate|treat|offer|recommend|refer|"
    rf"irradiate|take|use|switch|increase|choose|do surgery|suggest|get)\b(?!{_OF_THE_BOT})"
    r"|\bmy (?:mom|mum|mother|dad|father|wife|husband|son|daughter|brother|sister|grand\w+|aunt|uncle|friend|doctor|tumou?r|cancer|"
    r"scan|mri|back|spine|pain)\b"
    r"|\bi (?:have|had|was diagnosed|am diagnosed|got|suffer)\b.*\b(?:cancer|tumou?r|metasta\w+|pain|diagnos\w+|mets|disease)\b"
    r"|\bwhat (?:should|shall|would|can|could) (?:i|we|you) (?:do|give|recommend|advise|suggest|prescribe)\b(?! (?:to|if|when|me|us|read|ask|with (?:this|the) (?:bot|paper)))"
    r"|\b(?:pt|patient)\b.*\b(?:mrn|dob|\d{1,3} ?(?:yo|y/?o|year[ -]?old))\b"
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

"""Messages on how the library is kept, which no paper tells: how papers come in, how old it is, and whether one is in it twice."""

from __future__ import annotations

import re

from corpus.patterns import late

_HELD_HERE = r"(?:papers?|articles?|stud(?:y|ies)|files?|references?|pdfs?|publications?|records?)"
_SHELF = r"(?:library|collection|corpus|database|papers)"
_ON_UPKEEP = late(
    rf"^(?:(?:and|so|ok)[\s,]+)*(?:how|where|can|may)(?: (?:do|can|could|should|would|to|i|we|one|you|are|does))* (?:add|import|upload|remove|added|imported|uploaded|removed)(?: (?:a|an|the|new|more|my|our|other|own|further|some))*(?: {_HELD_HERE})?(?: (?:to|into|from|in|here|this|the|your|{_SHELF}))*\W*$"
    rf"|^how are {_HELD_HERE} (?:added|imported|uploaded|removed)\W*$"
    rf"|^(?=.*\b(?:{_SHELF}|you)\b)(?:when|how often)(?: (?:was|is|were|are|did|do|does|you|the|this|your|it|last))*(?: {_SHELF})?(?: (?:was|were|is|be|been))*(?: last| lastly)? (?:update|updated|refreshed|imported|changed|renewed)(?: (?:the|this|your|last|{_SHELF}))*\W*$"
    rf"|^(?:is|are|how (?:old|current|recent|up[ -]to[ -]date) (?:is|are)) (?:the|this|your) {_SHELF}(?: (?:still )?(?:up[ -]to[ -]date|current|complete))?\W*$",
    re.IGNORECASE,
)
_LIBRARY_WORDS = rf"(?:in|of|from|among|inside|here|there|left|the|this|your|our|all|library|collection|corpus|database|{_HELD_HERE}|titles?|entr(?:y|ies))"
_TWICE = late(
    rf"^(?!(?!.*\b(?:{_HELD_HERE}|entr|anything)).*(?:twice|once))(?:(?:and|so|ok|hi|hey|please|pls|can|could|you|i|we|are|is|do|does|have|has|got|any|anything|which|some|how many|find|show|list|check|look|for|me|us|possible|exact|same|listed|stored|held|kept|{_LIBRARY_WORDS})[\s,]+)*"
    rf"(?:duplicates?|duplicated|dupes?|doubles|double(?= (?:{_HELD_HERE}|entr))|(?<=\s)(?:twice|more than once))(?:,? (?:{_LIBRARY_WORDS}|do|are|we|you|have|please|pls))*[\s?.!]*$"
    rf"|^(?:remove|delete|merge|join)(?: the| all| any)? (?:duplicates?|dupes?|doubles)(?: {_LIBRARY_WORDS})*[\s?.!]*$",
    re.IGNORECASE,
)

UPKEEP = (
    "Papers come in by files that curators import: `/corpus import` in Discord, `marrow corpus import` on the machine. "
    "What the library holds and since when is said by `/corpus status` and `marrow corpus states`."
)
TWICE = (
    "Records of the same paper (by DOI, PMID, or title and year) become one when they are imported, and the import's report counts them. "
    "`marrow corpus check` says before an import of a file what would be joined, and where it is in doubt."
)


def on_upkeep(line: str) -> str | None:
    """The reply to a message on one line that asks how the library is kept; None for any other."""
    if _ON_UPKEEP.match(line):
        return UPKEEP
    return TWICE if _TWICE.match(line) else None

"""What somebody tells of themselves beside a question ("I'm pulling bits together for my review. What helps …?", "as a nurse: …")
is no part of it where it says nothing that the library has.
"""

from __future__ import annotations

import re

from corpus.patterns import late
from index.asking import AUX, WH
from index.library import LibraryIndex
from index.query import Query

MOST = 12  # ends of clauses in a message that is looked at; a longer one is no question with a few words around it
KNOWN = 0.5  # with this share of its topic words in the library, a clause belongs to the question
_OPENS = late(
    r"\W*(?:(?:hi(?:ya)?|hey|hello|ok(?:ay)?|so|well|sorry|morning|evening)\b[\s,!.]*)*"
    r"(?:(?:i|i['’](?:m|ve|d|ll)|im|ive|my|we|we['’](?:re|ve)|our)\b|(?P<new>new (?:here|to (?:this|it)))\b|(?P<role>(?:speaking )?as an? |(?:[\w-]+ ){1,3}here\W*\Z))",
    re.IGNORECASE,
)
_END = late(
    rf"(?<![.!?:–—])[.!?:–—]++\s+|,\s+(?=(?:{WH}|{AUX}|any)\b)",
    re.IGNORECASE,
)


def without_oneself(message: str, index: LibraryIndex) -> str:
    """A message without the clauses about whoever writes it, before its question and behind it, of whose topic words the library
    has fewer than half; as it is, if what stays names no topic of the library.
    """
    ends = [found.end() for found in _END.finditer(message.rstrip())]
    if not 0 < len(ends) <= MOST:
        return message
    clauses = [message[start:end] for start, end in zip((0, *ends), (*ends, len(message)), strict=True)]
    first, last = 0, len(clauses)
    while first < last - 1 and _is_beside(clauses[first], index):
        first += 1
    while last - 1 > first and _is_beside(clauses[last - 1], index):
        last -= 1
    rest = "".join(clauses[first:last]).strip()
    return rest if rest != message.strip() and _topics(index.reader.read(rest, near=False)) else message


def _is_beside(clause: str, index: LibraryIndex) -> bool:
    """True if a clause only tells who asks. "I am pregnant, is it safe?" is one thought: what ends at a comma has to be a role."""
    if "?" in clause or (opens := _OPENS.match(clause)) is None:
        return False
    if clause.rstrip().endswith(",") and not (opens["role"] or opens["new"]):
        return False
    read = index.reader.read(clause, near=False)
    named = [one for one in read.concepts if one.telling == 1.0]
    return len(_topics(read)) < max(KNOWN * len(named), not opens["role"])


def _topics(read: Query) -> list[str]:
    """The topic words of what was read that the library has."""
    return [one.words for one in read.concepts if one.telling == 1.0 and one.known]

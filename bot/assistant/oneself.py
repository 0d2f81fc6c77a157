"""What somebody tells of themselves beside a question ("I'm pulling bits together for my review. What helps …?") is no part
of it where it says nothing that the library has.
"""

from __future__ import annotations

import re

from corpus.patterns import late
from index.library import LibraryIndex
from index.query import Query

MOST = (
    12  # ends of sentences in a message that is looked at; a longer one is no question with a few words around it
)
KNOWN = 0.5  # with this share of its topic words in the library, a sentence belongs to the question
_OPENS = late(
    r"\W*(?:(?:hi(?:ya)?|hey|hello|ok(?:ay)?|so|well|sorry|morning|evening)\b[\s,!.]*)*(?:i|i['’](?:m|ve|d|ll)|im|ive|my|we|we['’](?:re|ve)|our)\b",
    re.IGNORECASE,
)
_END = late(r"(?<![.!?])[.!?]++\s+")


def without_oneself(message: str, index: LibraryIndex) -> str:
    """A message without the sentences in the first person before its question, and behind it, of whose topic words the library
    has fewer than half; as it is, if what stays names no topic of the library.
    """
    ends = [found.end() for found in _END.finditer(message.rstrip())]
    if not 0 < len(ends) <= MOST:
        return message
    sentences = [message[start:end] for start, end in zip((0, *ends), (*ends, len(message)), strict=True)]
    first, last = 0, len(sentences)
    while first < last - 1 and _is_beside(sentences[first], index):
        first += 1
    while last - 1 > first and _is_beside(sentences[last - 1], index):
        last -= 1
    rest = "".join(sentences[first:last]).strip()
    return rest if rest != message.strip() and _topics(index.reader.read(rest, near=False)) else message


def _is_beside(sentence: str, index: LibraryIndex) -> bool:
    if "?" in sentence or _OPENS.match(sentence) is None:
        return False
    read = index.reader.read(sentence, near=False)
    named = [one for one in read.concepts if one.telling == 1.0]
    return len(_topics(read)) < max(1.0, KNOWN * len(named))


def _topics(read: Query) -> list[str]:
    """The topic words of what was read that the library has."""
    return [one.words for one in read.concepts if one.telling == 1.0 and one.known]

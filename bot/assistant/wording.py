"""Small phrases that many answers use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.patterns import late

LONGEST_WORD = 80  # characters of an asker's word; a longer one would fill the reply
_LONG = late(rf"(\S{{{LONGEST_WORD}}})\S+")
_LINK = late(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)


def unlinked(words: str) -> str:
    """An asker's words as a reply may say them again: a DOI without its address, so that nobody follows a link to
    a paper that is not here ("doi.org" if the words are an address alone), and a word that would fill the reply
    shortened.
    """
    bare = words
    while (left := _LINK.sub("", bare)) != bare:  # what is left may be an address again
        bare = left
    return _LONG.sub(r"\1…", bare) or (words and "doi.org")


def echoed(words: str) -> str:
    """An asker's words, ``unlinked`` and in quotation marks."""
    return f"“{unlinked(words)}”"


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 page", "2 pages", "1,216 views". ``plural`` is the plural if it is not noun +
    "s".
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def joined(parts: Sequence[str], word: str = "and") -> str:
    """The parts as a list in words: "a, b and c"; "" if there are none. ``word`` comes before the last one."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}" if parts else ""

"""Small phrases that many answers use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.patterns import late

LONGEST_WORD = 80  # characters of an asker's word; a longer one would fill the reply
_LONG = late(rf"(\S{{{LONGEST_WORD}}})\S+")
_SOUNDS = dict(
    zip(
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽぁぃぅぇぉ",
        "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi mu me mo ya yu yo ra ri ru re ro wa o n"
        " ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu be bo pa pi pu pe po a i u e o".split(),
        strict=True,
    )
)
_LINK = late(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)


def unlinked(words: str) -> str:
    """An asker's words as a reply may say them again: on one line, for a line of theirs may look like ours; a DOI without its address, so that nobody follows a link to
    a paper that is not here ("doi.org" if the words are an address alone), and a word that would fill the reply
    shortened.
    """
    bare = " ".join(map(str.strip, words.split("\n"))) if "\n" in words else words
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


def romaji(kana: str) -> str:
    """Kana in Latin letters (Hepburn, long vowels unmarked)."""
    text = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in kana).replace("ー", "")
    said = "".join(_SOUNDS.get(c, c) for c in text)
    for small, vowel in (("ゃ", "a"), ("ゅ", "u"), ("ょ", "o")):
        said = re.sub(rf"(sh|ch|j)i{small}", rf"\1{vowel}", said)
        said = re.sub(rf"([kgnhbpmr])i{small}", rf"\1y{vowel}", said)
    return re.sub(r"っ(\w)", r"\1\1", said)

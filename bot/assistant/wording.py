"""Small phrases that many answers use, and when a paper was published, in words, as far as its record tells: a day, a month or a year."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from corpus.models import Paper
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
    """An asker's words in a form in which a reply may repeat them: on one line, because a line of theirs may look like
    ours; a DOI without its address, so that nobody follows a link to a paper that is not here ("doi.org" if the words
    are only an address); and a word that would fill the reply shortened.
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
        if small in said:  # asked at every place of a text without spaces, and most have none
            said = re.sub(rf"(sh|ch|j)i{small}", rf"\1{vowel}", said)
            said = re.sub(rf"([kgnhbpmr])i{small}", rf"\1y{vowel}", said)
    return re.sub(r"っ(\w)", r"\1\1", said) if "っ" in said else said


def day(when: date) -> str:
    """A date in words: "6 February 2025"."""
    return f"{when.day} {calendar.month_name[when.month]} {when.year}"


def covers(paper: Paper) -> tuple[date, date] | None:
    """The first and the last day on which a paper may have been published; None if its year is unknown."""
    if paper.published:
        return paper.published, paper.published
    return span_of(paper.year, paper.month) if paper.year else None


def span_of(year: int, month: int | None = None) -> tuple[date, date]:
    """The first and the last day of a month, or of a year."""
    last = calendar.monthrange(year, month or 12)[1]
    return date(year, month or 1, 1), date(year, month or 12, last)


def when(days: tuple[date, date] | None) -> str | None:
    """What ``covers`` found, in words: a day, or the month or year if only that is known; None if nothing is."""
    if days is None or days[0] == days[1]:
        return day(days[0]) if days else None
    return str(days[0].year) if days[0].month != days[1].month else day(days[0]).split(" ", 1)[1]


def latest(paper: Paper) -> int | None:
    """The last day on which a paper may have been published, as its number; None if its year is unknown."""
    return days[1].toordinal() if (days := covers(paper)) else None

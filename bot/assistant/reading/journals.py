"""The filters of journals, however a question names them: whole, cut, by initials, or by what they call themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.assistant.reading.frame import Filter, meant
from bot.assistant.reading.titles import titles_holding
from bot.assistant.reading.words import SMALL, Workspace, fold, initials, name_of_journal
from corpus.models import Paper
from corpus.patterns import late

_LED = frozenset("in from by of published journal".split())  # before the name of a journal, with "the" between
_JOURNAL = frozenset(("j", "jnl"))  # how the word "journal" is cut
_OF_KIND = late(
    r"\b(?:in|from|by|of) the (?P<kind>annals|archives|bulletin|chronicle|gazette|magazine|proceedings|quarterly|transactions|yearbook)\b"
)
_MOST_LEFT_OUT = 2  # words of a journal's name


def take_journals(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filters of "in Cancers", "from the journal Spine"; only for journals in the library. Names of several
    words count anywhere.
    """
    found = []
    journals = dict.fromkeys(paper.journal for paper in papers if paper.journal)
    for journal in sorted(journals, key=lambda name: -len(name)):
        if took := space.take(_named_journal(journal)):
            found.append(meant(space, took[1], _journal(journal)))
    names = list(journals)
    cut = _cut_journals(space, names, papers) + _journals_by_words(space, names) + _journal_by_kind(space, names)
    return [*found, *(meant(space, places, _journal(journal)) for journal, places in cut)]


def _cut_journals(
    space: Workspace, journals: Sequence[str], papers: Sequence[Paper]
) -> list[tuple[str, frozenset[int]]]:
    """The journals named by initials or shortened words ("J Coast Struct"), with the places of these words; only
    if one journal fits.
    """
    words, found = space.words, []
    for at in range(len(words)):
        lead = at - 1 - (at > 1 and words[at - 1] == "the")
        shown = bool(_JOURNAL & set(words[at : at + 2]))  # "northern j of urology"
        led = (lead >= 0 and words[lead] in _LED) or shown
        cut = {name: end for name in journals if (end := _cut_end(space, at, name, led)) > at}
        longest = [name for name, end in cut.items() if end == max(cut.values())]
        plain = led or (at + 1 < len(words) and words[at + 1] in space.lexicon.nouns | {"journal"})
        if at not in space.taken and len(longest) == 1 and (plain or not titles_holding([words[at]], papers)):
            places = frozenset(range(lead if led and not shown else at, cut[longest[0]]))
            space.taken |= places
            found.append((longest[0], places))
    return found


def _journals_by_words(space: Workspace, journals: Sequence[str]) -> list[tuple[str, frozenset[int]]]:
    """The journals named by words of their names before "journal" ("the coast structures journal"), with the
    places of these words; only if one journal has them all.
    """
    own = {name: frozenset(name_of_journal(name)) - {"journal"} for name in journals}
    known, found = frozenset().union(*own.values()), []
    for at in [i for i, word in enumerate(space.words) if word == "journal" and i not in space.taken]:
        first = at
        while first and first - 1 not in space.taken and space.words[first - 1] in known:
            first -= 1
        fits = [name for name, words in own.items() if set(space.words[first:at]) <= words] if first < at else []
        if len(fits) == 1:
            places = frozenset(range(first, at + 1))
            space.taken |= places
            found.append((fits[0], places))
    return found


def _journal_by_kind(space: Workspace, journals: Sequence[str]) -> list[tuple[str, frozenset[int]]]:
    """The journal named by what it calls itself ("in the Bulletin"), with the places of these words; only if one does."""
    took = space.take(_OF_KIND)
    fits = [name for name in journals if took and took[0]["kind"] in name_of_journal(name)]
    if took and len(fits) != 1:
        space.taken -= took[1]
    return [(fits[0], took[1])] if took and len(fits) == 1 else []


def _cut_end(space: Workspace, at: int, journal: str, led: bool) -> int:
    """The place after a journal's shortened name that begins at ``at``; ``at`` itself if none begins there."""
    words = name_of_journal(journal)
    if space.words[at] in initials(journal):
        return at + 1
    end, own, said, left_out = at, 0, 0, 0
    while led and end < len(space.words) and end not in space.taken and own < len(words):
        word = space.words[end]
        ahead = next((n for n, name in enumerate(words[own : own + 2]) if name.startswith(word)), None)
        if word in SMALL and said:
            end += 1
        elif ahead is None or (ahead and not said):
            break
        else:
            own, said, left_out, end = own + ahead + 1, said + 1, left_out + ahead, end + 1
    while end > at and space.words[end - 1] in SMALL:
        end -= 1
    return end if said > 1 and left_out + len(words) - own <= _MOST_LEFT_OUT and said * 2 > len(words) else at


@lru_cache(maxsize=256)
def _named_journal(journal: str) -> re.Pattern[str]:
    folded = fold(journal.replace("&", " and "))
    name = re.escape(folded.removeprefix("the ")).replace(r"and\ ", r"(?:and\ )?")
    lead = r"\b(?:(?:published|appeared|printed|that appeared|were|was) )*"
    pattern = rf"{lead}(?:in|from|by|of) (?:the )?(?:journal )?{name}\b|\b(?:the )?journal {name}\b"
    pattern += rf"|\b{name}\b" if len(folded.split()) > 1 else rf"|\b{name} (?:papers|articles|journal)\b"
    return late(pattern)


def _journal(journal: str) -> Filter:
    return Filter("journal", lambda p: p.journal, lambda p: p.journal == journal, f"in {journal}")

"""The filters for journals, however a question names them: in full, shortened, by initials, or by the name they use for
themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from bot.assistant.reading.catalogue import kept
from bot.assistant.reading.frame import Filter, meant
from bot.assistant.reading.titles import titles_holding
from bot.assistant.reading.words import CUT, SMALL, Workspace, fold, initials, name_of_journal
from corpus.models import Paper
from corpus.patterns import Sieve, late
from index.terms.words import ASKING

_LED = frozenset("in from by of published journal".split())  # before the name of a journal, with "the" between
_JOURNAL = frozenset(("j", "jnl"))  # how the word "journal" is cut
_OF_KIND = late(
    r"\b(?:in|from|by|of) the (?P<kind>annals|archives|bulletin|chronicle|gazette|magazine|proceedings|quarterly|transactions|yearbook)\b"
)
_OF = frozenset(("of", "by"))  # "the power of nature" names no journal
_FIRST_WORD = 4  # letters of a word that stands for a name of two
_MOST_LEFT_OUT = 2  # words of a journal's name


class _Journals:
    """The journals of some papers, to be found by the words of a question."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.names = tuple(dict.fromkeys(paper.journal for paper in papers if paper.journal))
        self.words = {name: name_of_journal(name) for name in self.names}
        self._short = {
            paper.journal: paper.short_journal for paper in papers if paper.journal and paper.short_journal
        }
        self._initialled: defaultdict[str, list[str]] = defaultdict(list)
        for name in self.names:
            for one in initials(name) | _capitals(name):
                self._initialled[one].append(name)
        self._begin = sorted((words[0], name) for name, words in self.words.items() if words)

    @cached_property
    def _named(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple(
            (name, _named_journal(name, self._short.get(name, "")))
            for name in sorted(self.names, key=lambda name: -len(name))
        )

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve((pattern,) for _, pattern in self._named)

    def whole(self, text: str) -> list[tuple[str, re.Pattern[str]]]:
        """The journals that a text may name in full, each with the pattern that finds it; the longest first."""
        return [self._named[at] for at in self._sieve.left(text)]

    def initialled(self, word: str) -> Sequence[str]:
        """The journals whose initials a word is, or that have it in capitals in their name ("AJNR. American journal of …")."""
        return self._initialled.get(word, ())

    def begun(self, word: str) -> list[str]:
        """The journals whose initials a word is, or whose name's first word begins with it."""
        at, found = bisect_left(self._begin, (word, "")), [*self.initialled(word)]
        while at < len(self._begin) and self._begin[at][0].startswith(word):
            found.append(self._begin[at][1])
            at += 1
        return found


@kept
def _journals_of(papers: Sequence[Paper]) -> _Journals:
    return _Journals(papers)


def take_journals(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filters of "in Cancers", "from the journal Spine"; only for journals in the library. Names of several
    words count anywhere.
    """
    found, journals, places = [], _journals_of(papers), set[int]()
    for journal, pattern in journals.whole(space.text):
        if took := space.take(pattern):
            places |= took[1]
            found.append(meant(space, took[1], _journal(journal)))
    if places:
        found += _in_a_row(space, places, {fold(name): name for name in journals.names})
    cut = _cut_journals(space, journals, papers) + _journals_by_words(space, journals)
    cut += _journal_by_kind(space, journals)
    return [*found, *(meant(space, places, _journal(journal)) for journal, places in cut)]


def _in_a_row(space: Workspace, places: set[int], named: Mapping[str, str]) -> list[Filter]:
    """The filters of journals of one word that stand in a row behind another: "in Spine, Cancers or Bone"."""
    found = []
    for at, word in enumerate(space.words):
        before = at - 1 - (at > 1 and space.words[at - 1] in ("or", "and", "nor"))
        if before in places and at not in space.taken and word in named:
            space.taken.add(at)
            places.add(at)
            found.append(meant(space, frozenset((at,)), _journal(named[word])))
    return found


def _cut_journals(
    space: Workspace, journals: _Journals, papers: Sequence[Paper]
) -> list[tuple[str, frozenset[int]]]:
    """The journals named by initials or shortened words ("J Coast Struct"), with the places of these words; only
    if one journal fits.
    """
    words, found = space.words, []
    for at in range(len(words)):
        lead = at - 1 - (at > 1 and words[at - 1] == "the")
        shown = bool(_JOURNAL & set(words[at : at + 2]))  # "northern j of urology"
        led = (lead >= 0 and words[lead] in _LED) or shown
        begun = journals.begun(words[at])
        cut = {one: end for one in begun if (end := _cut_end(space, at, journals, one, led)) > at}
        plain = led or (
            at + 1 < len(words) and (words[at + 1] in space.lexicon.nouns or words[at + 1] == "journal")
        )
        named = words[at + 1 : at + 2] == ["journal"]  # by its words, below
        first = plain and not named and len(words[at]) >= _FIRST_WORD and (lead < 0 or words[lead] not in _OF)
        if not cut and first and not titles_holding([words[at]], papers):
            cut = {one: at + 1 for one in begun if [words[at]] == [*journals.words[one][:-1]]}  # "in PLOS"
        longest = [name for name, end in cut.items() if end == max(cut.values())]
        # "each" is no Environment and Child Health
        usual = words[at] in ASKING or words[at] in space.lexicon.vocabulary
        known = led if usual else plain or not titles_holding([words[at]], papers)
        if at not in space.taken and len(longest) == 1 and known:
            places = frozenset(range(lead if led and not shown else at, cut[longest[0]]))
            space.taken |= places
            found.append((longest[0], places))
    return found


def _journals_by_words(space: Workspace, journals: _Journals) -> list[tuple[str, frozenset[int]]]:
    """The journals named by words of their names before "journal" ("the coast structures journal"), with the
    places of these words; only if one journal has them all.
    """
    places_of = [i for i, word in enumerate(space.words) if word == "journal" and i not in space.taken]
    own = {name: frozenset(words) - {"journal"} for name, words in journals.words.items()} if places_of else {}
    known, found = frozenset[str]().union(*own.values()), []
    for at in places_of:
        first = at
        while first and first - 1 not in space.taken and space.words[first - 1] in known:
            first -= 1
        fits = [name for name, words in own.items() if set(space.words[first:at]) <= words] if first < at else []
        if len(fits) == 1:
            places = frozenset(range(first, at + 1))
            space.taken |= places
            found.append((fits[0], places))
    return found


def _journal_by_kind(space: Workspace, journals: _Journals) -> list[tuple[str, frozenset[int]]]:
    """The journal named by what it calls itself ("in the Bulletin"), with the places of these words; only if one does."""
    took = space.take(_OF_KIND)
    fits = [name for name, words in journals.words.items() if took[0]["kind"] in words] if took else []
    if took and len(fits) != 1:
        space.taken -= took[1]
    return [(fits[0], took[1])] if took and len(fits) == 1 else []


def _cut_end(space: Workspace, at: int, journals: _Journals, journal: str, led: bool) -> int:
    """The place after a journal's shortened name that begins at ``at``; ``at`` itself if none begins there."""
    if journal in journals.initialled(space.words[at]):
        return at + 1
    words = journals.words[journal]
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


def _capitals(journal: str) -> frozenset[str]:
    """What a journal is called for short, folded, where catalogues print that before or behind its name: "AJNR. American …"."""
    parts = {journal.partition(". ")[0], journal.rpartition(" : ")[2]} - {journal}
    return frozenset(fold(part) for part in parts if part.isupper() and part.isalpha() and len(part) >= CUT)


def _named_journal(journal: str, short: str) -> re.Pattern[str]:
    """The pattern of a journal's name in full, or as catalogues shorten it (``short``, perhaps "")."""
    folded = fold(journal.replace("&", " and "))
    name = re.escape(folded.removeprefix("the ")).replace(r"and\ ", r"(?:and\ )?")
    lead = r"\b(?:(?:published|appeared|printed|that appeared|were|was) )*"
    pattern = rf"{lead}(?:in|from|by|of) (?:the )?(?:journal )?{name}\b|\b(?:the )?journal {name}\b"
    pattern += rf"|\b{name}\b" if len(folded.split()) > 1 else rf"|\b{name} (?:papers|articles|journal)\b"
    cut = fold(short)
    return late(
        rf"{pattern}|{lead}(?:(?:in|from|by|of) (?:the )?)?\b{re.escape(cut)}\b"
        if " " in cut and cut != folded
        else pattern
    )


def _journal(journal: str) -> Filter:
    return Filter("journal", lambda p: p.journal, lambda p: p.journal == journal, f"in {journal}")


def words_of_journals(words: list[str], papers: Sequence[Paper]) -> set[int]:
    """The places of the words of a question that are a journal's whole name."""
    text, found = f" {' '.join(words)} ", set[int]()
    for name in {fold(one.journal) for one in papers if one.journal}:
        if f" {name} " in text:
            first = text.count(" ", 0, text.index(f" {name} "))
            found |= {*range(first, first + len(name.split()))}
    return found

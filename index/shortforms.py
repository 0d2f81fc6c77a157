"""A library's abbreviations: the long forms of each short form, and which phrases may replace each other in a
question."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from corpus.models import Abbreviation
from index.lexicon import Phrase

MOST_LONG = 3  # long forms of one short form that are searched for: those most papers write, the first first
LONGEST = 12  # words of a phrase that is looked up

Phraser = Callable[[str], Phrase]
Counted = Mapping[Phrase, Mapping[str, int]]  # other phrase → how it is shown → in how many definitions


class ShortForms(Protocol):
    """Abbreviations as the papers define them. ``longest``: the number of terms of the longest phrase."""

    longest: int

    def known(self, short: str) -> str | None:
        """A short form as the papers write it, found without regard to case, spaces, hyphens and stops; None if
        no paper defines it."""
        ...

    def entries(self, short: str) -> Sequence[Abbreviation]:
        """All papers' definitions of a short form, sorted by paper key."""
        ...

    def standing_for(self, phrase: Phrase) -> Mapping[Phrase, str]:
        """The phrases that mean the same as a phrase: the long forms of a short form, or the reverse. Each has
        the text that is shown for it."""
        ...

    def all(self) -> Sequence[str]:
        """All short forms, each once."""
        ...


class HeldShortForms:
    """Abbreviations held in memory."""

    def __init__(self, entries: Iterable[Abbreviation], phrase: Phraser) -> None:
        """``phrase`` turns a text into its terms."""
        self._entries: dict[str, list[Abbreviation]] = defaultdict(list)
        found: dict[Phrase, dict[Phrase, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for entry in entries:
            self._entries[bare(entry.short)].append(entry)
            for one, other, shown in pairs(entry, phrase):
                found[one][other][shown] += 1
        for defined in self._entries.values():
            defined.sort(key=in_order)
        self._standing = {one: ranked(others) for one, others in found.items()}
        self.longest = max((len(one) for one in self._standing), default=1)

    def known(self, short: str) -> str | None:
        """See :class:`ShortForms`."""
        entries = self.entries(short)
        return entries[0].short if entries else None

    def entries(self, short: str) -> Sequence[Abbreviation]:
        """See :class:`ShortForms`."""
        return self._entries.get(bare(short), ())

    def standing_for(self, phrase: Phrase) -> Mapping[Phrase, str]:
        """See :class:`ShortForms`."""
        return self._standing.get(phrase, {})

    def all(self) -> Sequence[str]:
        """See :class:`ShortForms`."""
        return tuple(dict.fromkeys(entry.short for entries in self._entries.values() for entry in entries))


def in_order(entry: Abbreviation) -> tuple[str, int, int]:
    """The sort key of definitions; it does not depend on the order in which papers were added."""
    return (entry.key, entry.sentence, entry.start)


def bare(short: str) -> str:
    """A short form in lower case, without spaces, hyphens, slashes and stops: "TES-1" and "tes 1" become "tes1"."""
    return re.sub(r"[\s/.-]", "", short).casefold().removesuffix("?")


def pairs(entry: Abbreviation, phrase: Phraser) -> Iterable[tuple[Phrase, Phrase, str]]:
    """The pairs of phrases with the same meaning in a definition, in both directions, each with the text shown."""
    short, long = phrase(entry.short), phrase(entry.long)
    if short and long and short != long and len(long) <= LONGEST:
        shown = f"{entry.long} ({entry.short})"
        yield short, long, shown
        yield long, short, shown


def ranked(others: Counted) -> dict[Phrase, str]:
    """The phrases that most definitions have, at most ``MOST_LONG``, each with its most frequent text to be
    shown."""
    totals = {phrase: sum(shown.values()) for phrase, shown in others.items()}
    best = sorted(others, key=lambda phrase: (-totals[phrase], phrase))[:MOST_LONG]
    return {phrase: min(others[phrase].items(), key=lambda item: (-item[1], item[0]))[0] for phrase in best}

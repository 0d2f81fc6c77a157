"""A large library's words and abbreviations on disk: words by term, definitions by short form, and phrases of the same
meaning by phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from corpus.models import Abbreviation
from corpus.records import Keyed
from corpus.remembering import remembered
from index.finding.sources import Values
from index.terms.forms import Phraser, bare, in_order, pairs, ranked
from index.terms.lexicon import Phrase
from index.terms.words import Spellings

REMEMBERED, PHRASES_REMEMBERED = 20_000, 4096  # words and phrases looked up, kept
LENGTHS = 64  # of words, each with its words kept
ONCE_IS_A_SLIP = 10_000  # passages: in so large a library a word written only once is as likely a slip itself
FORMS = "\n"  # first character of the keys for words of one length; no term begins with it
DEFINED, STANDING = "=", "~"  # the first characters of the keys for short forms, and for phrases


class KeptWords:
    """See :class:`index.terms.vocabulary.Words`. A term's value is (number of passages that contain it, {word: how
    often it is written}).

    The words of one length to which a misspelt word may be repaired are together under one key, joined by
    spaces; those added or removed since the index was built are under another key.
    """

    def __init__(self, kept: Values, size: int) -> None:
        self._kept = kept
        self.size = size
        self._value = lru_cache(maxsize=REMEMBERED)(kept.get)
        self.spellings = Spellings(remembered(self._of_length, LENGTHS))

    def frequency(self, term: str) -> int:
        """See :class:`index.terms.vocabulary.Words`."""
        value = self._value(term)
        return int(value[0]) if value else 0

    def words(self, term: str) -> Mapping[str, int]:
        """See :class:`index.terms.vocabulary.Words`."""
        value = self._value(term)
        return value[1] if value else {}

    def _of_length(self, length: int) -> Sequence[str]:
        words = (self._kept.get(forms_key(length)) or "").split()
        since: dict[str, bool] = self._kept.get(since_key(length)) or {}
        return (
            sorted({word for word in words if since.get(word, True)}.union(w for w, come in since.items() if come))
            if since
            else words
        )


def forms_key(length: int) -> str:
    """The key of the words of a length."""
    return f"{FORMS}{length}"


def since_key(length: int) -> str:
    """The key of the words of a length that were added (True) or removed (False) since the index was built."""
    return f"{FORMS}+{length}"


def least(size: int) -> int:
    """How often a word must be written, in a library of ``size`` passages, so that misspelt words are repaired
    to it."""
    return 2 if size >= ONCE_IS_A_SLIP else 1


def by_length(words: Mapping[str, int], size: int) -> dict[int, set[str]]:
    """By length, the words to which misspelt words may be repaired. ``words``: how often each is written;
    ``size``: the library's passages."""
    found: dict[int, set[str]] = {}
    for word, count in words.items():
        if count >= least(size):
            found.setdefault(len(word), set()).add(word)
    return found


class KeptShortForms:
    """See :class:`index.terms.forms.ShortForms`."""

    def __init__(self, kept: Values, longest: int) -> None:
        self._kept = kept
        self.longest = longest
        self.standing_for = remembered(self._standing_for, PHRASES_REMEMBERED)

    def known(self, short: str) -> str | None:
        """See :class:`index.terms.forms.ShortForms`."""
        entries = self.entries(short)
        return entries[0].short if entries else None

    def entries(self, short: str) -> Sequence[Abbreviation]:
        """See :class:`index.terms.forms.ShortForms`."""
        entries = map(_read, self._kept.get(DEFINED + bare(short)) or ())
        return sorted(entries, key=in_order)

    def _standing_for(self, phrase: Phrase) -> Mapping[Phrase, str]:
        """See :class:`index.terms.forms.ShortForms`."""
        others = self._kept.get(STANDING + " ".join(phrase)) if len(phrase) <= self.longest else None
        return ranked({tuple(other.split(" ")): shown for other, shown in others.items()}) if others else {}

    def all(self) -> Sequence[str]:
        """See :class:`index.terms.forms.ShortForms`."""
        return self._all

    @cached_property
    def _all(self) -> tuple[str, ...]:
        shorts = (entries[0][0] for key, entries in self._kept.items() if key.startswith(DEFINED))
        return tuple(shorts)


class ShortCounts:
    """Counts definitions, added or removed, on top of those stored in ``before``."""

    def __init__(self, before: Keyed | None = None) -> None:
        self._before = before
        self.values: dict[str, Any] = {}
        self.longest = 1

    def add(self, entries: Iterable[Abbreviation], phrase: Phraser) -> None:
        """Add a paper's definitions; ``phrase`` turns a text into its terms."""
        for entry in entries:
            self._at(DEFINED + bare(entry.short), list).append(_written(entry))
            for one, other, shown in pairs(entry, phrase):
                self.longest = max(self.longest, len(one))
                counted = self._at(STANDING + " ".join(one), dict).setdefault(" ".join(other), {})
                counted[shown] = counted.get(shown, 0) + 1

    def take(self, values: Mapping[str, Any], longest: int) -> None:
        """Add the ``values`` and ``longest`` that another object of this class has counted."""
        self.longest = max(self.longest, longest)
        for key, value in values.items():
            if key.startswith(DEFINED):
                self._at(key, list).extend(value)
                continue
            held = self._at(key, dict)
            for other, shown in value.items():
                counted = held.setdefault(other, {})
                for name, count in shown.items():
                    counted[name] = counted.get(name, 0) + count

    def remove(self, entries: Iterable[Abbreviation], phrase: Phraser) -> None:
        """Remove a paper's definitions."""
        for entry in entries:
            key = DEFINED + bare(entry.short)
            kept = [one for one in self._at(key, list) if one[2] != entry.key]
            self.values[key] = kept or None
            for one, other, shown in pairs(entry, phrase):
                self._less(STANDING + " ".join(one), " ".join(other), shown)

    def _less(self, key: str, other: str, shown: str) -> None:
        value = self._at(key, dict)
        counted = value.get(other, {})
        counted[shown] = counted.get(shown, 0) - 1
        value[other] = {name: count for name, count in counted.items() if count > 0}
        self.values[key] = {name: counts for name, counts in value.items() if counts} or None

    def _at(self, key: str, empty: type[Any]) -> Any:
        value = self.values.get(key)
        if value is None:
            before = self._before.get(key) if self._before and key not in self.values else None
            value = self.values[key] = before if before is not None else empty()
        return value

    def items(self) -> Iterator[tuple[str, Any]]:
        """All changed keys with their values; None for a key to be removed."""
        yield from self.values.items()


def _written(entry: Abbreviation) -> tuple[str, str, str, int, int, int]:
    return (entry.short, entry.long, entry.key, entry.sentence, entry.start, entry.end)


def _read(written: Sequence[Any]) -> Abbreviation:
    short, long, key, sentence, start, end = written
    return Abbreviation.model_construct(short=short, long=long, key=key, sentence=sentence, start=start, end=end)

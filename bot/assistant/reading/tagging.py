"""Tags the words of a question with what they may do, and finds the measures and ends they name, whatever their
order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from bot.assistant.reading.lexicon import Lexicon
from bot.models import Ask


class Composed(NamedTuple):
    """What is asked, the places of the words that ask it, and the places of those that name an end."""

    ask: Ask
    places: frozenset[int]
    ends: frozenset[int] = frozenset()


class Tagged:
    """The words of a question with their tags: ``places`` has the places of each tag of the lexicon's ``[word]``
    table.
    """

    def __init__(self, words: Sequence[str], free: Collection[int], lexicon: Lexicon) -> None:
        self.words = words
        self.places: dict[str, set[int]] = {}
        at = 0
        while at < len(words):
            length = 1
            for phrase, tags in lexicon.tags_from(words[at]):
                run = range(at, at + len(phrase))
                if tuple(words[at : at + len(phrase)]) == phrase and all(i in free for i in run):
                    for tag in tags:
                        self.places.setdefault(tag, set()).update(run)
                    length = len(phrase)
                    break
            at += length

    def has(self, *tags: str) -> bool:
        """True if a word has any of the tags."""
        return any(tag in self.places for tag in tags)

    def under(self, kind: str) -> Iterator[str]:
        """The names of the tags of one kind, in the order of the question: "citations" for the tag
        "measure.citations".
        """
        lead = f"{kind}."
        found = [tag for tag in self.places if tag.startswith(lead)]
        yield from (tag.removeprefix(lead) for tag in sorted(found, key=lambda tag: min(self.places[tag])))

    def of(self, *tags: str) -> frozenset[int]:
        """The places of the words with any of the tags."""
        return frozenset(place for tag in tags for place in self.places.get(tag, ()))


class Said:
    """The tags of a question, and the measure and the end that they name."""

    def __init__(self, tags: Tagged, lexicon: Lexicon, owned: bool = False) -> None:
        """``owned``: the question is about a person's papers or those of a filter, so "first" and "last" may be
        papers.
        """
        self.tags = tags
        self.owned = owned
        self.numbers: Mapping[str, int] = lexicon.numbers
        self.ranks: Mapping[str, int] = lexicon.ranks

    @cached_property
    def poles(self) -> list[tuple[str, bool]]:
        """The ends whose word also names the measure ("newest"), as (measure, True for the high end)."""
        found = [name.split(".") for name in self.tags.under("pole")]
        return [(measure, side == "high") for measure, side in found] or (
            [("date", self.edge == "high")] if self.edge else []
        )

    @cached_property
    def edge(self) -> str:
        """The end of the date that "the last three", "first 3", "Hansen's first paper" mean; "" if there is none
        or a measure is named.
        """
        behind = self.tags.of("number", *(("papers",) if self.owned else ()))
        closing = self.owned and self.tags.has("out") and {len(self.tags.words) - 1}
        named = [
            side
            for side in self.tags.under("edge")
            if any(i + 1 in behind or i in (closing or ()) for i in self.tags.of(f"edge.{side}"))
        ]
        return named[0] if named and not any(self.tags.under("measure")) else ""

    @cached_property
    def measure(self) -> str:
        """The measure named by its own noun or by a word like "newest"; "" if none is."""
        measures = list(self.tags.under("measure"))
        by = self.tags.of("by")
        named = next(
            (one for one in measures if self.tags.of(f"measure.{one}") & by), measures[0] if measures else ""
        )
        return named or (self.poles[0][0] if self.poles else "")

    @cached_property
    def high(self) -> bool | None:
        """True for the high end, False for the low one; the first that is named. None if none is."""
        ends = [(min(self.tags.places[f"end.{side}"]), side == "high") for side in self.tags.under("end")]
        ends += [
            (min(self.tags.of(f"pole.{m}.{'high' if high else 'low'}", f"edge.{self.edge}")), high)
            for m, high in self.poles
        ]
        return min(ends)[1] if ends else None

    @cached_property
    def ends(self) -> frozenset[int]:
        """The places of all words that name an end."""
        return self.every("end", "pole") | self.tags.of(f"edge.{self.edge}")

    def every(self, *kinds: str) -> frozenset[int]:
        """The places of all words with tags of some kinds."""
        return self.tags.of(*(f"{kind}.{name}" for kind in kinds for name in self.tags.under(kind)))

    def made(self, ask: Ask, *tags: str, ends: bool = False) -> Composed:
        """What is asked, with the places of its words: those with some tags, of counts and measures, and of the
        ends if ``ends``.
        """
        places = self.tags.of(*tags, "count", "glue") | self.every("measure")
        return Composed(ask, places | self.ends, self.ends) if ends else Composed(ask, places)

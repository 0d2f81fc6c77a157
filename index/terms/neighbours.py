"""Words of similar meaning, the same for every library: "physician" is near "doctor".

A table of 48,000 everyday and scientific words, made once with a sentence encoder; ``data/neighbours.md`` has
its source and licence. No model runs here, so a word always has the same neighbours. The table (6 MB) is
memory-mapped: only the parts that are needed are read. ``python -m index.terms.neighbours TABLE.tsv.gz`` writes it; without
the file it is written anew from itself, after a change of what is left out.
"""

from __future__ import annotations

import gzip
import hashlib
import mmap
import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from corpus.remembering import remembered
from index.terms.countries import places

NAME = "neighbours.bin"
DIGEST = 16  # bytes of the digest at the beginning
REMEMBERED = 4096  # words whose place is kept: a question's are looked up several times
LEAST = 50  # hundredths of nearness; less similar pairs are left out


ROOT = 4  # letters that the names of a country and of those who live there share
# where as few are another country's, too
_ROOTS = tuple("austral austri nigeri slovak sloven turkm mauritan mauriti".split())
_TIMES = (
    frozenset("monday tuesday wednesday thursday friday saturday sunday".split()),
    frozenset("january february march april june july august september october november december".split()),
)


class Near(NamedTuple):
    """A word of similar meaning, and how similar it is (cosine, 0.5..1)."""

    word: str
    nearness: float


class Neighbours:
    """Looks up words in the table.

    The content is: a digest (``DIGEST`` bytes); the number of words n (32 bits); the offsets of the words,
    then of the rows (n + 1 numbers each, 32 bits); the words, sorted; the numbers of each row's neighbours (16
    bits each); their nearness in hundredths (8 bits each).
    """

    def __init__(self, content: bytes | mmap.mmap) -> None:
        self._content = memoryview(content)
        self.digest = bytes(self._content[:DIGEST]).hex()
        (self._size,) = self._content[DIGEST : DIGEST + 4].cast("I")
        tables = self._content[DIGEST + 4 :][: 8 * (self._size + 1)].cast("I")
        self._begins, self._rows = tables[: self._size + 1], tables[self._size + 1 :]
        words = DIGEST + 4 + 8 * (self._size + 1)
        numbers = words + _even(self._begins[self._size])
        self._words, pairs = self._content[words:numbers], self._rows[self._size]
        self._numbers = self._content[numbers : numbers + 2 * pairs].cast("H")
        self._hundredths = self._content[numbers + 2 * pairs : numbers + 3 * pairs]
        self._place = remembered(self._looked_up, REMEMBERED)

    def of(self, word: str) -> Iterator[Near]:
        """The neighbours of a folded word, the nearest first; nothing if the table does not have the word."""
        place = self._place(word)
        if place is not None:
            for at in range(self._rows[place], self._rows[place + 1]):
                yield Near(self._word(self._numbers[at]), self._hundredths[at] / 100)

    def __contains__(self, word: str) -> bool:
        """True if the table has this folded word, so that it is no spelling mistake."""
        return self._place(word) is not None

    def like(self, word: str) -> Iterator[str]:
        """The words of the table that begin with the same letter as a folded word and are at most one letter longer or shorter."""
        sizes = range(len(word) - 1, len(word) + 2)
        for number in range(self._from(word[:1]), self._from(chr(ord(word[0]) + 1))):
            if self._begins[number + 1] - self._begins[number] in sizes:
                yield self._word(number)

    def rows(self) -> Iterator[tuple[str, list[tuple[str, int]]]]:
        """Every word with its neighbours and their nearness in hundredths."""
        words = [self._word(number) for number in range(self._size)]
        for word, (first, end) in zip(words, pairwise(self._rows), strict=True):
            yield (
                word,
                [
                    (words[n], near)
                    for n, near in zip(self._numbers[first:end], self._hundredths[first:end], strict=True)
                ],
            )

    def _word(self, number: int) -> str:
        return str(self._words[self._begins[number] : self._begins[number + 1]], "ascii")

    def _looked_up(self, word: str) -> int | None:
        place = self._from(word)
        return place if place < self._size and self._word(place) == word else None

    def _from(self, word: str) -> int:
        """The number of the first word that is not less than a word."""
        return bisect_left(range(self._size), word, key=self._word)


def load() -> Neighbours:
    """The table that comes with Marrow, memory-mapped."""
    with as_file(files("index") / "data" / NAME) as path, path.open("rb") as file:
        return Neighbours(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def written(rows: Iterable[tuple[str, Iterable[tuple[str, int]]]]) -> bytes:
    """The table's content, from every word with its neighbours and their nearness in hundredths."""
    near = {word: sorted(others, key=lambda one: (-one[1], one[0])) for word, others in rows}
    words = sorted(near)
    number = {word: at for at, word in enumerate(words)}
    begins, places = array("I", [0]), array("I", [0])
    numbers, hundredths = array("H"), bytearray()
    for word in words:
        begins.append(begins[-1] + len(word))
        numbers.extend(number[other] for other, _ in near[word])
        hundredths.extend(n for _, n in near[word])
        places.append(len(hundredths))
    text = "".join(words).encode("ascii")
    body = b"".join(
        (
            array("I", [len(words)]).tobytes(),
            begins.tobytes(),
            places.tobytes(),
            text.ljust(_even(len(text)), b"\0"),
            numbers.tobytes(),
            bytes(hundredths),
        )
    )
    return hashlib.sha256(body).digest()[:DIGEST] + body


def _even(size: int) -> int:
    return size + size % 2


def both_ways(lines: Iterable[str]) -> dict[str, dict[str, int]]:
    """Every word with all its neighbours and their nearness in hundredths. ``lines`` have each pair only once: a
    word, a tab, then "other:hundredths other:…".

    Pairs with the same stem are left out: such words match each other anyway.
    """
    from index.terms.analyzer import Analyzer

    near: dict[str, dict[str, int]] = defaultdict(dict)
    term = Analyzer().term
    for line in lines:
        word, _, others = line.rstrip("\n").partition("\t")
        for other, _, hundredths in (pair.rpartition(":") for pair in others.split()):
            if int(hundredths) >= LEAST and term(word) != term(other):
                near[word][other] = near[other][word] = int(hundredths)
    return near


def sisters(word: str, other: str, places: frozenset[str]) -> bool:
    """True for two of a kind that never mean each other, however near they are: two countries, months, days of the week."""
    if any({word, other} <= kind for kind in _TIMES):
        return True
    return {word, other} <= places and _root(word) != _root(other)


def _root(place: str) -> str:
    return next((root for root in _ROOTS if place.startswith(root)), place[:ROOT])


def _from_source(path: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from ((word, list(near.items())) for word, near in both_ways(lines).items())


def main(paths: Sequence[str]) -> None:
    """Write the table from a gzip file of lines as for ``both_ways``, or else from itself."""
    rows = _from_source(Path(paths[0])) if paths else load().rows()
    apart = [(word, [one for one in near if not sisters(word, one[0], places())]) for word, near in rows]
    (Path(__file__).parents[1] / "data" / NAME).write_bytes(written(apart))


if __name__ == "__main__":
    main(sys.argv[1:])

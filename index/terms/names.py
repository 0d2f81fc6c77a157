"""Other names for a word or a phrase, the same for every library: abbreviations, subject headings, derived
words, and the field's words for what people say every day.

The table ``data/names.tsv`` has one line for each phrase (as terms), followed by its other names;
``data/names.md`` has the sources and licences. It is searched in the file, without loading it. A name is used
only if the library has it. ``python -m index.terms.names ABBREVIATIONS.tsv MESH.tsv DERIVATIONS.tsv`` writes the
table; without the three files it renews the everyday names, of the files of ``SOURCES``, and keeps the rest.
"""

from __future__ import annotations

import mmap
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from index.sentences.measures import has_unit

Phrase = tuple[str, ...]
NAME = "names.tsv"
FOLDER = Path(__file__).parents[1] / "data"
CREDITS = {
    "a": 0.88,
    "m": 0.68,
    "d": 0.67,
    "e": 0.8,
}  # what a match counts by an abbreviation, a subject heading's other name, a derived word, the field's word for an everyday one
EVERYDAY = (
    "e"  # a name in one direction only: an everyday word is looked for as the field's, a region as its countries
)
TELLING = 0.5  # a single everyday word less rare than this among abstracts has a meaning of its own there
NAMING = 0.3  # a single word of the field less rare than this names nothing
# how rare a single word of theirs is at least: a region means one thing, and what a thing is a kind of hardly another
SOURCES = {"everyday.tsv": TELLING, "regions.tsv": 0.0, "kinds.tsv": NAMING}
DERIVED, SAID = CREDITS["d"], CREDITS["e"]
LONGEST = 5  # words in a name


class OtherName(NamedTuple):
    """Another name for a phrase, as terms, and what a match by it counts (0..1)."""

    phrase: Phrase
    credit: float


class Names:
    """Looks up phrases in sorted lines: the phrase's terms joined by spaces, a tab, then for each other name its
    kind (one letter, see ``CREDITS``) and terms, separated by tabs."""

    def __init__(self, content: bytes | mmap.mmap) -> None:
        self._content = content
        self._size = len(content)

    def beginning(self, term: str) -> dict[Phrase, tuple[OtherName, ...]]:
        """All phrases that begin with the term, with their other names."""
        first, found = term.encode(), {}
        for line in self._from(first):
            key, *others = line.split(b"\t")
            if key != first and not key.startswith(first + b" "):
                break
            phrase = tuple(key.decode().split(" "))
            found[phrase] = tuple(
                OtherName(tuple(one[1:].decode().split(" ")), CREDITS[chr(one[0])]) for one in others
            )
        return found

    def is_short(self, term: str) -> bool:
        """True if a term is a short form of some phrase."""
        others = self.beginning(term).get((term,), ())
        return any(one.credit == CREDITS["a"] and len(one.phrase) > 1 for one in others)

    def _from(self, key: bytes) -> Iterator[bytes]:
        """All lines from the first one whose key is not less than ``key``."""
        low, high = 0, self._size
        while low < high:
            middle = (low + high) // 2
            start = self._content.rfind(b"\n", 0, middle) + 1
            if self._key(start) < key:
                end = self._content.find(b"\n", middle)
                low = self._size if end < 0 else end + 1
            else:
                high = start
        while low < self._size:
            end = self._content.find(b"\n", low)
            yield self._content[low:end]
            low = end + 1

    def _key(self, start: int) -> bytes:
        return self._content[start : self._content.find(b"\t", start)]


def load() -> Names:
    """The table that comes with Marrow, memory-mapped."""
    with as_file(files("index") / "data" / NAME) as path, path.open("rb") as file:
        return Names(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def written(
    groups: Iterable[tuple[str, Sequence[Phrase]]], everyday: Iterable[tuple[Phrase, Phrase]] = ()
) -> bytes:
    """The table's content for some groups, each a kind and phrases that are names of one another, and for pairs of an
    everyday phrase with the field's. If a pair of phrases is in several groups, the kind with the highest credit
    counts."""
    found: dict[Phrase, dict[Phrase, str]] = defaultdict(dict)
    for kind, phrases in groups:
        for one in phrases:
            for other in phrases:
                if (
                    not set(one) & set(other)
                    and not is_letter(one)
                    and (not is_letter(other) or has_unit(f"5 {other[0]}", " ".join(one)))
                    and not is_with(one, other, kind)
                    and CREDITS[kind] > CREDITS.get(found[one].get(other, ""), 0.0)
                ):
                    found[one][other] = kind
    for one, other in everyday:
        found[one].setdefault(other, EVERYDAY)
    lines = (
        "\t".join((" ".join(one), *(kind + " ".join(other) for other, kind in sorted(others.items()))))
        for one, others in found.items()
        if others
    )
    return b"".join(
        line + b"\n" for line in sorted((line.encode() for line in lines), key=lambda line: line.split(b"\t")[0])
    )


# Words of asking, which phrases are made without: "burn-out" is no burn, and "up regulation" no regulation.
_BESIDE = ("up", "down", "out", "off", "over", "under")


def is_letter(one: Phrase) -> bool:
    """True for a letter alone, which stands for too many things to be a name: "P" of "P < .05" is no pulse."""
    return len(one) == 1 and len(one[0]) == 1


def is_with(one: Phrase, other: Phrase, kind: str) -> bool:
    """True if two words differ by an "in" that denies one of them ("intolerance"), or, as names of the same heading, by
    a word of asking.
    """
    short, long = sorted((" ".join(one), " ".join(other)), key=len)
    beside = _BESIDE if kind == "m" else ()
    return long in (f"{short}{part}" for part in beside) or long in (f"{part}{short}" for part in (*beside, "in"))


def everyday(lines: Iterable[str], least: float = TELLING) -> Iterator[tuple[Phrase, Phrase]]:
    """Each everyday phrase with each of the field's phrases, as terms. The lines are those of ``data/everyday.tsv``:
    everyday phrases, a tab, the field's phrases, all separated by commas. Left out are phrases that say too little
    (``least``: the rarity, 0..1, that a single everyday word needs), and pairs that share a word.
    """
    phrase = _Phrases()
    for line in lines:
        left, right = ([one.strip() for one in side.split(",")] for side in line.split("\t"))
        ours, theirs = (phrase.of(one, least) for one in left), [phrase.of(one, NAMING) for one in right]
        yield from (
            (one, other) for one in ours for other in theirs if one and other and not set(one) & set(other)
        )


class _Phrases:
    """Makes phrases of the everyday list to terms."""

    def __init__(self) -> None:
        from index.terms import lexicon
        from index.terms.analyzer import Analyzer
        from index.terms.words import ASKING

        self._phrase, self._rarity, self._asking = Analyzer().phrase, lexicon.load_background().rarity, ASKING
        self._lexicon = lexicon.load(Analyzer())

    def of(self, text: str, least: float) -> Phrase:
        """The terms of a phrase, without words of asking. None if all are light words, if it is a single word less rare
        than ``least`` (0..1) in abstracts in general (0: any word will do), the rest of a phrase with a word of asking
        ("water" of "water works"), a letter, or too long.
        """
        terms = self._phrase(text)
        light = least > 0 and all(
            self._lexicon.is_light((term,)) or self._lexicon.is_asking((term,)) for term in terms
        )
        common = len(terms) == 1 and self._rarity(terms[0]) < least
        rest = len(terms) == 1 and not self._asking.isdisjoint(text.casefold().split())
        return () if light or common or rest or is_letter(terms) or len(terms) > LONGEST else terms


def _groups(abbreviations: Path, mesh: Path, derivations: Path) -> Iterator[tuple[str, list[Phrase]]]:
    from index.terms.analyzer import Analyzer

    phrase = Analyzer().phrase
    for kind, path, skipped in (("a", abbreviations, 0), ("m", mesh, 2), ("d", derivations, 0)):
        for line in path.read_text("utf-8").splitlines():
            head, *rest = line.split("\t")[skipped:]
            names = [one for one in dict.fromkeys(map(phrase, (head, *rest))) if 0 < len(one) <= LONGEST]
            if kind == "m":
                yield kind, names
            else:
                yield from ((kind, [names[0], one]) for one in names[1:])


def kept(content: bytes) -> Iterator[tuple[str, list[Phrase]]]:
    """The pairs of a table with their kinds, without everyday names."""
    for line in content.decode().splitlines():
        one, *others = line.split("\t")
        for other in others:
            if other[0] != EVERYDAY:
                yield other[0], [tuple(one.split(" ")), tuple(other[1:].split(" "))]


def main(paths: Sequence[str]) -> None:
    """Write the table from three files: abbreviations, subject headings (MeSH), derived words; without them, from the
    table as it is. The everyday names are made anew."""
    groups = _groups(*map(Path, paths)) if paths else kept((FOLDER / NAME).read_bytes())
    pairs = (pair for name, least in SOURCES.items() for pair in everyday(_lines(name), least))
    (FOLDER / NAME).write_bytes(written(groups, pairs))


def _lines(name: str) -> list[str]:
    return (FOLDER / name).read_text("utf-8").splitlines()


if __name__ == "__main__":
    main(sys.argv[1:])

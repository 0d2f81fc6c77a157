"""A kept index brought to another state of its library: papers that came are added, papers that went are taken away.

Everything is written beside what is there, the manifest last; killed at any moment, the old state is opened, or,
where the engine is ahead of the manifest, the index is built anew.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.abbreviations import abbreviations_of
from corpus.digest import canonical
from corpus.errors import RetrievalError
from corpus.keyed import Keyed, write_changes
from corpus.models import Issue, Paper, Terms
from corpus.records import Writer
from corpus.shelf import Shelf, write_shelf
from index import engines
from index.analyzer import Analyzer
from index.forms import form_of, passage_terms
from index.kept import manifest
from index.kept.batches import characters_of
from index.kept.building import ENGINE, FORMS, PAPERS, SHORTS, WORDS
from index.kept.manifest import Manifest
from index.kept.opening import changes, usable
from index.kept.shorts import ShortCounts
from index.kept.words import by_length, forms_key, least
from index.library import Settings

MOST_CHANGED = 0.2  # of a library's papers; beyond it building anew costs less


def change(
    folder: Path,
    papers: Sequence[Paper],
    issue: Issue | None,
    digest: str,
    settings: Settings,
    engine: str,
    curated: Terms | None = None,
) -> None:
    """Make a kept index that of these papers.

    Raises RetrievalError or CorpusError, saying why, where it has to be built anew instead.
    """
    kept = usable(folder, settings, engine)
    shelf = Shelf.open(folder / PAPERS, kept.records, kept.papers, kept.named)
    places, new, gone = _compared(shelf, papers)
    if len(new) + len(gone) > MOST_CHANGED * max(len(papers), kept.papers) + 1:
        raise RetrievalError("most of the library is new")
    changed = _Changing(folder, kept, settings)
    for number in gone:
        changed.remove(shelf.record(number))
    for paper in new:
        changed.add(paper)
    numbers = array("I", (kept.records - 1 - place if place < 0 else place for place in places))
    changed.write(numbers, [paper.key for paper in papers], issue, digest, curated)


def _compared(shelf: Shelf, papers: Iterable[Paper]) -> tuple[list[int], list[Paper], list[int]]:
    """Each paper's record (−1, −2 … for those to be written), the papers to be written, the records to be taken away."""
    numbers: list[int] = []
    new: list[Paper] = []
    for paper in papers:
        number = shelf.number(paper.key)
        if number is not None and shelf.records[number] == canonical(paper).encode():
            numbers.append(number)
        else:
            new.append(paper)
            numbers.append(-len(new))
    held = set(numbers)
    return numbers, new, [number for number in shelf.numbers if number not in held]


class _Changing:
    """What a change does to every part of a kept index."""

    def __init__(self, folder: Path, kept: Manifest, settings: Settings) -> None:
        self._folder, self._kept, self._settings = folder, kept, settings
        self._analyzer = Analyzer()
        self._word_base = Keyed(folder / WORDS, kept.terms, changes(folder, WORDS, kept))
        self._short_base = Keyed(folder / SHORTS, kept.shorts, changes(folder, SHORTS, kept))
        self._shorts = ShortCounts(self._short_base)
        self._words: dict[str, Any] = {}
        self._size, self._characters = kept.passages, kept.characters
        self._new: list[Paper] = []
        self._gone: list[str] = []

    def add(self, paper: Paper) -> None:
        """A paper that is to be there."""
        self._new.append(paper)
        self._shorts.add(abbreviations_of(paper), self._analyzer.phrase)
        self._count(paper, 1)

    def remove(self, paper: Paper) -> None:
        """A paper that is to be there no more."""
        self._gone.append(paper.key)
        self._shorts.remove(abbreviations_of(paper), self._analyzer.phrase)
        self._count(paper, -1)

    def _count(self, paper: Paper, sign: int) -> None:
        self._characters += sign * characters_of(paper)
        for passage in passage_terms(paper, self._analyzer, self._settings.title_weight):
            self._size += sign
            for term, words in _by_term(part for piece in passage.pieces for part in piece.parts):
                frequency, before = self._value(term)
                counted = Counter(before)
                for word, count in words.items():
                    counted[word] += sign * count
                self._words[term] = (frequency + sign, {word: n for word, n in counted.items() if n > 0})

    def _value(self, term: str) -> tuple[int, dict[str, int]]:
        if term not in self._words:
            self._words[term] = self._word_base.get(term) or (0, {})
        frequency, words = self._words[term]
        return frequency, words

    def _lengths(self) -> dict[str, str]:
        """The words of each length, where words came or went. Raises RetrievalError where another rule holds now."""
        if least(self._size) != least(self._kept.passages):
            raise RetrievalError("the library has become another in size")
        lengths: dict[int, set[str]] = {}
        for term, (_, words) in self._words.items():
            before: dict[str, int] = (self._word_base.get(term) or (0, {}))[1]
            for length in {len(word) for word in (*before, *words)}:
                if length not in lengths:
                    lengths[length] = set((self._word_base.get(forms_key(length)) or "").split())
                lengths[length] -= by_length(before, self._size).get(length, set())
                lengths[length] |= by_length(words, self._size).get(length, set())
        return {forms_key(length): " ".join(sorted(forms)) for length, forms in lengths.items()}

    def write(
        self, numbers: array[int], keys: Sequence[str], issue: Issue | None, digest: str, curated: Terms | None
    ) -> None:
        """Write what changed, the engine's part and the manifest last."""
        folder, generation = self._folder, self._kept.generation + 1
        named = f"g{generation}"
        before = self._kept.records
        with Writer(folder / PAPERS, before) as records, Writer(folder / FORMS, before) as forms:
            for paper in self._new:
                records.add(canonical(paper).encode())
                forms.add(form_of(paper, self._analyzer).packed())
        write_shelf(folder / PAPERS, named, numbers, keys)
        words = {term: value if value[0] else None for term, value in self._words.items()}
        write_changes(folder / f"{WORDS}.{named}.changes", self._word_base.changed(words | self._lengths()))
        write_changes(folder / f"{SHORTS}.{named}.changes", self._short_base.changed(self._shorts.values))
        fields = {
            "digest": digest,
            "engine_generation": self._ranked(engines.kept(self._kept.engine).open(folder / ENGINE)),
            "generation": generation,
            "records": records.count,
            "papers": len(numbers),
            "characters": self._characters,
            "passages": self._size,
            "files": manifest.sums_of(folder, named, self._kept.files),
            "longest": max(self._kept.longest, self._shorts.longest),
            "issue": issue,
            "curated": curated,
        }
        manifest.write(folder, self._kept.model_copy(update=fields))
        for old in folder.glob(f"*.{self._kept.named}.*"):
            old.unlink(missing_ok=True)

    def _ranked(self, engine: engines.KeptEngine) -> str:
        if self._gone:
            engine.remove(self._gone)
        if self._new:
            engine.add(self._passages())
        return engine.generation

    def _passages(self) -> Iterator[tuple[str, str, Sequence[str]]]:
        for paper in self._new:
            for passage in passage_terms(paper, self._analyzer, self._settings.title_weight):
                yield passage.id, paper.key, passage.terms.split()


def _by_term(written: Iterable[tuple[str, str]]) -> Iterable[tuple[str, Counter[str]]]:
    """A passage's terms, each with how often it is written as which word."""
    found: dict[str, Counter[str]] = {}
    for term, word in written:
        found.setdefault(term, Counter())[word] += 1
    return found.items()

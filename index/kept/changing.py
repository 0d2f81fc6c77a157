"""Changes an index on disk to another state of its library: adds the new papers, removes those that are gone.

New data is written beside the old, and the manifest last. If the program is killed meanwhile, the old state is
opened next time; if the engine had already changed, the index is built again.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpus.canonical import canonical
from corpus.checked import check, note
from corpus.errors import RetrievalError
from corpus.models import Issue, Paper, Terms
from corpus.pile import lined
from corpus.records import Keyed, RecordWriter, write_changes
from corpus.shelf import Shelf, write_changed
from index.kept import building
from index.kept.batches import characters_of
from index.kept.building import ENGINE, FORMS, PAPERS, SHORTS, WORDS, Manifest
from index.kept.keptwords import ShortCounts, least, since_key
from index.kept.opening import changes, usable
from index.library import Settings
from index.ranking import engines
from index.terms.analyzer import Analyzer
from index.terms.forms import Analysis, analysed

MOST_CHANGED = 0.2  # share of a library's papers; with more changes, building it again is quicker
_NEW = "most of the library is new"


class IndexDifference(NamedTuple):
    """The difference between an index and another state of its library. ``numbers``: the record numbers of the
    wanted papers, in order. ``new``: papers without a record; their numbers follow the last one there is.
    ``gone``: record numbers of papers to be removed.
    """

    numbers: array[int]
    new: Sequence[Paper]
    gone: Sequence[int]


def change(
    folder: Path,
    papers: Sequence[Paper],
    issue: Issue | None,
    digest: str,
    settings: Settings,
    engine: str,
    curated: Terms | None = None,
) -> None:
    """Change an index on disk to be that of these papers.

    Raises RetrievalError or CorpusError, with the reason, if it has to be built again instead.
    """
    kept = usable(folder, settings, engine)
    shelf = Shelf.open(folder / PAPERS, kept.records, kept.papers, kept.named)
    most = _most(len(papers), kept)
    bring(folder, kept, shelf, _compared(shelf, papers, most), issue, digest, settings, curated)


def bring(
    folder: Path,
    kept: Manifest,
    shelf: Shelf,
    difference: IndexDifference,
    issue: Issue | None,
    digest: str,
    settings: Settings,
    curated: Terms | None = None,
) -> None:
    """Change an index on disk by a known difference. The time depends on the size of the difference, and hardly
    on that of the library. Raises as ``change`` does."""
    numbers, new, gone = difference
    if len(new) + len(gone) > _most(len(numbers), kept):
        raise RetrievalError(_NEW)
    check(folder, kept.files)
    changed = _Changing(folder, kept, settings, shelf)
    for number in gone:
        changed.remove(number)
    for paper in new:
        changed.add(paper)
    changed.write(numbers, issue, digest, curated)


def _most(papers: int, kept: Manifest) -> float:
    """How many papers of a library may have changed at the most."""
    return MOST_CHANGED * max(papers, kept.papers) + 1


def _compared(shelf: Shelf, papers: Iterable[Paper], most: float) -> IndexDifference:
    """The difference between a shelf and these papers. Raises RetrievalError if more of them than ``most`` are new."""
    numbers, new = array("I"), list[Paper]()
    for paper, line in lined(papers):
        number = shelf.holds(paper.key, line or canonical(paper).encode())
        if number is None:
            if len(new) > most:
                raise RetrievalError(_NEW)
            number = len(shelf.records) + len(new)
            new.append(paper)
        numbers.append(number)
    held = set(numbers)
    return IndexDifference(numbers, new, [number for number in shelf.numbers if number not in held])


class _Changing:
    """Collects the changes to all parts of an index, and writes them."""

    def __init__(self, folder: Path, kept: Manifest, settings: Settings, shelf: Shelf) -> None:
        self._folder, self._kept, self._settings, self._shelf = folder, kept, settings, shelf
        self._analyzer = Analyzer()
        self._word_base = Keyed(folder / WORDS, kept.terms, changes(folder, WORDS, kept))
        self._short_base = Keyed(folder / SHORTS, kept.shorts, changes(folder, SHORTS, kept))
        self._shorts = ShortCounts(self._short_base)
        self._words: dict[str, Any] = {}
        self._size, self._characters = kept.passages, kept.characters
        self._new: list[tuple[Paper, bytes, list[tuple[str, str]]]] = []
        self._gone: dict[str, int] = {}

    def add(self, paper: Paper) -> None:
        """Add a paper."""
        found = self._counted(paper, 1)
        passages = [(passage.id, passage.terms) for passage in found.passages]
        self._new.append((paper, found.form.packed(), passages))
        self._shorts.add(found.entries, self._analyzer.phrase)

    def remove(self, number: int) -> None:
        """Remove the paper with this record number."""
        paper = self._shelf.record(number)
        self._gone[paper.key] = number
        self._shorts.remove(self._counted(paper, -1).entries, self._analyzer.phrase)

    def _counted(self, paper: Paper, sign: int) -> Analysis:
        """Analyse a paper, and add (``sign`` 1) or subtract (-1) its words."""
        found = analysed(paper, self._analyzer, self._settings.title_weight)
        self._characters += sign * characters_of(paper)
        for passage in found.passages:
            self._size += sign
            for term, words in _by_term(part for piece in passage.pieces for part in piece.parts):
                frequency, before = self._value(term)
                counted = Counter(before)
                for word, count in words.items():
                    counted[word] += sign * count
                self._words[term] = (frequency + sign, {word: n for word, n in counted.items() if n > 0})
        return found

    def _value(self, term: str) -> tuple[int, dict[str, int]]:
        if term not in self._words:
            self._words[term] = self._word_base.get(term) or (0, {})
        frequency, words = self._words[term]
        return frequency, words

    def _since(self) -> dict[str, dict[str, bool]]:
        """By key, the words of each length that were added or removed since the index was built. Raises
        RetrievalError if ``least`` gives another number for the library's new size."""
        if least(self._size) != least(self._kept.passages):
            raise RetrievalError("the library has become another in size")
        since: dict[str, dict[str, bool]] = {}
        for term, (_, words) in self._words.items():
            before: dict[str, int] = (self._word_base.get(term) or (0, {}))[1]
            for word in {*before, *words}:
                worth = words.get(word, 0) >= least(self._size)
                if worth != (before.get(word, 0) >= least(self._size)):
                    key = since_key(len(word))
                    if key not in since:
                        since[key] = dict(self._word_base.get(key) or {})
                    since[key][word] = worth
        return since

    def write(self, numbers: array[int], issue: Issue | None, digest: str, curated: Terms | None) -> None:
        """Write the changes: at last the engine's, and then the manifest."""
        folder, generation = self._folder, self._kept.generation + 1
        named = f"g{generation}"
        before = self._kept.records
        with RecordWriter(folder / PAPERS, before) as records, RecordWriter(folder / FORMS, before) as forms:
            for paper, form, _ in self._new:
                records.add(canonical(paper).encode())
                forms.add(form)
        new = {paper.key: before + place for place, (paper, _, _) in enumerate(self._new)}
        write_changed(folder / PAPERS, named, self._shelf, numbers, self._gone, new)
        words = {term: value if value[0] else None for term, value in self._words.items()}
        write_changes(folder / f"{WORDS}.{named}.changes", self._word_base.changed(words | self._since()))
        write_changes(folder / f"{SHORTS}.{named}.changes", self._short_base.changed(self._shorts.values))
        fields = {
            "digest": digest,
            "engine_generation": self._ranked(building.engine_of(self._kept.engine).open(folder / ENGINE)),
            "generation": generation,
            "records": records.count,
            "papers": len(numbers),
            "characters": self._characters,
            "passages": self._size,
            "files": building.sums_of(folder, named, self._kept.files),
            "longest": max(self._kept.longest, self._shorts.longest),
            "issue": issue,
            "curated": curated,
        }
        changed = self._kept.model_copy(update=fields)
        building.write_manifest(folder, changed)
        note(folder, changed.files)
        for old in folder.glob(f"*.{self._kept.named}.*"):
            old.unlink(missing_ok=True)

    def _ranked(self, engine: engines.KeptEngine) -> str:
        if self._gone:
            engine.remove(self._gone)
        if self._new:
            engine.add(self._passages())
        return engine.generation

    def _passages(self) -> engines.Passages:
        for paper, _, passages in self._new:
            for passage_id, terms in passages:
                yield passage_id, paper.key, terms


def _by_term(written: Iterable[tuple[str, str]]) -> Iterable[tuple[str, Counter[str]]]:
    """A passage's terms, each with its words and how often they are written."""
    found: dict[str, Counter[str]] = {}
    for term, word in written:
        found.setdefault(term, Counter())[word] += 1
    return found.items()

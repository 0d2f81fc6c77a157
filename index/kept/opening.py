"""Opens an index on disk; reads only the manifest, the order of the papers, and what changed since it was built."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.checked import check
from corpus.errors import CorpusError, RetrievalError
from corpus.models import Corpus
from corpus.records import Keyed, Records
from corpus.remembering import remembered
from corpus.shelf import FEW, Shelf
from index.finding.texts import PaperTexts
from index.kept import building
from index.kept.building import ENGINE, FORMS, PAPERS, SHORTS, WORDS, Manifest
from index.kept.keptwords import KeptShortForms, KeptWords
from index.library import LibraryIndex, Settings
from index.terms.analyzer import Analyzer
from index.terms.forms import unpacked

REMEMBERED = 256  # papers kept analysed


class KeptTexts:
    """See :class:`index.finding.sources.TextSource`. For a small library the words of all stored forms stay in memory, as
    bytes; a paper that lacks a word there need not be read for it.
    """

    def __init__(self, shelf: Shelf, forms: Records, analyzer: Analyzer) -> None:
        self._shelf, self._forms, self._analyzer = shelf, forms, analyzer
        self._read = remembered(self._texts, REMEMBERED)
        self._words = remembered(self._words_of, FEW if shelf.is_small else REMEMBERED)

    def __getitem__(self, key: str) -> PaperTexts:
        """A paper's texts. Raises KeyError if no paper has the key, CorpusError if its record is damaged."""
        return self._read(key)

    def __contains__(self, key: object) -> bool:
        """True if a paper has the key."""
        return isinstance(key, str) and self._shelf.number(key) is not None

    def having(self, keys: Iterable[str], terms: frozenset[str]) -> Iterator[tuple[str, PaperTexts]]:
        """See :class:`index.finding.sources.TextSource`. Raises CorpusError for a damaged record."""
        written = [f" {json.dumps(term)[1:-1]} ".encode() for term in terms]
        return ((key, self._read(key)) for key in keys if any(map(self._words(key).__contains__, written)))

    def _texts(self, key: str) -> PaperTexts:
        number = self._number(key)
        return PaperTexts(self._shelf.record(number), self._analyzer, unpacked(self._forms[number]))

    def _words_of(self, key: str) -> bytes:
        """The form of a paper as ``PaperForm.packed`` writes it, with a space before and behind every term."""
        return self._forms[self._number(key)].replace(b'"', b" ")

    def _number(self, key: str) -> int:
        number = self._shelf.number(key)
        if number is None:
            raise KeyError(key)
        return number


class OfAnotherStateError(RetrievalError):
    """An index on disk is undamaged, but of another state of its library; it may be changed into the wanted one."""


def open_index(folder: Path, library: str, digest: str, settings: Settings, engine: str) -> LibraryIndex:
    """The index in a folder. Raises RetrievalError, with the reason, if it is of another library's state
    (OfAnotherStateError), of other settings or another version, or damaged."""
    kept = usable(folder, settings, engine)
    if kept.digest != digest:
        raise OfAnotherStateError("it is of another state of the library")
    try:
        return _opened(folder, library, kept, settings)
    except (CorpusError, OSError) as error:
        raise RetrievalError(str(error)) from None


def usable(folder: Path, settings: Settings, engine: str) -> Manifest:
    """The manifest of an index on disk. Raises RetrievalError, with the reason, if it is damaged or this program
    would make the index differently."""
    kept = building.read_manifest(folder)
    if kept.made_by != building.made_by():
        raise RetrievalError("another version of Marrow or of Python made it")
    if (kept.shape, kept.engine) != (settings.shape, engine):
        raise RetrievalError("it was made with other settings of search")
    return kept


def _opened(folder: Path, library: str, kept: Manifest, settings: Settings) -> LibraryIndex:
    check(folder, kept.files)
    ranking = building.engine_of(kept.engine).open(folder / ENGINE)
    if ranking.generation != kept.engine_generation:
        raise RetrievalError("its parts are of different states")
    shelf = Shelf.open(folder / PAPERS, kept.records, kept.papers, kept.named)
    corpus = Corpus.model_construct(
        name=library, digest=kept.digest, papers=shelf, issue=kept.issue, terms=kept.curated
    )
    analyzer = Analyzer()
    return LibraryIndex.over(
        corpus,
        settings,
        ranking,
        analyzer,
        KeptWords(Keyed(folder / WORDS, kept.terms, changes(folder, WORDS, kept)), kept.passages),
        KeptShortForms(Keyed(folder / SHORTS, kept.shorts, changes(folder, SHORTS, kept)), kept.longest),
        KeptTexts(shelf, Records(folder / FORMS, kept.records), analyzer),
    )


def changes(folder: Path, part: str, kept: Manifest) -> Path | None:
    """The file with the changes of a part since the index was built; None if there were no changes."""
    return folder / f"{part}.{kept.named}.changes" if kept.generation else None

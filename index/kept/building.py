"""Builds an index on disk from a stream of papers; only their words, short forms and the hashes of their keys stay in
memory. The manifest, which says which library the index is of and how much of its files is valid, is written last.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
from array import array
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus import checked
from corpus.checked import SEEN, Sums, note, read_checked, write_checked
from corpus.errors import CorpusError, RetrievalError
from corpus.models import Issue, Model, Terms
from corpus.patterns import late
from corpus.progress import Progress
from corpus.records import RecordWriter, key_hash, write_keyed
from corpus.shelf import write_shelf
from index.kept.batches import Analysed, Batch, analyses
from index.kept.keptwords import ShortCounts, by_length, forms_key
from index.library import Settings
from index.ranking import engines
from index.terms.analyzer import APART
from index.terms.vocabulary import CountedWords

FILE = "manifest.json"
_GENERATION = late(r"\.(g[0-9]+)\.")
_SHAPING = {
    "corpus": (
        "sentences",
        "sections",
        "abbreviations",
        "models",
        "records",
        "shelf",
        "checked",
    ),
    "index.sentences": ("asking", "cues", "quantities"),
    "index.terms": ("analyzer", "forms", "words"),
    "index.kept": ("batches", "keptwords", "opening", "building", "changing"),
}
PAPERS, FORMS, WORDS, SHORTS, ENGINE = "papers", "forms", "words", "shorts", "engine"


class Manifest(Model):
    """What an index is of, and how much of it is valid. ``records``: how many papers were ever written.
    ``papers``: how many of them are in the library now; the files of ``generation`` have their order. ``files``:
    checksums by file name."""

    made_by: str
    digest: str
    shape: str
    engine: str
    engine_generation: str
    generation: int
    records: int
    papers: int
    characters: int
    passages: int
    terms: int
    shorts: int
    longest: int
    files: dict[str, tuple[int, int]]
    issue: Issue | None = None
    curated: Terms | None = None

    @property
    def named(self) -> str:
        """The generation as it is written in file names."""
        return f"g{self.generation}"


def made_by() -> str:
    """A digest (16 hex digits) of what an index depends on apart from its corpus: the code of the analysis, and
    the version of Python with its Unicode data."""
    whole = hashlib.sha256(platform.python_version().encode())
    for package, modules in _SHAPING.items():
        for module in modules:
            whole.update((files(package) / f"{module}.py").read_bytes())
    whole.update((files("index") / "data" / APART).read_bytes())
    return whole.hexdigest()[:16]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an index on disk. Raises RetrievalError if it is missing or damaged."""
    try:
        return Manifest.model_validate(read_checked(folder / FILE))
    except (CorpusError, ValueError):
        raise RetrievalError("its manifest is missing or damaged") from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest; from then on its state is the valid one. Raises CorpusError if it cannot be written."""
    try:
        write_checked(folder / FILE, manifest.model_dump(mode="json"))
    except OSError as error:
        raise CorpusError(f"{folder / FILE} could not be written: {error.strerror or error}.") from None


def sums_of(folder: Path, generation: str, before: Sums | None = None) -> dict[str, tuple[int, int]]:
    """The checksums of an index's files in one generation, without the manifest and the engine's files, which
    have their own.

    Files without a generation in their name are only appended to; of those in ``before``, only the new part is
    read.
    """
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    ours = [name for name in names if name not in (FILE, SEEN) and _of(name) in ("", generation)]
    return checked.sums_of(folder, ours, before)


def _of(name: str) -> str:
    """The generation in a file's name; "" if the file belongs to all generations."""
    found = _GENERATION.search(name)
    return found[1] if found else ""


def build(
    folder: Path,
    lines: Iterable[bytes],
    issue: Issue | None,
    digest: str,
    settings: Settings,
    engine: str,
    progress: Progress | None = None,
    curated: Terms | None = None,
    processes: int | None = None,
) -> None:
    """Write the index of some papers, given as their canonical lines, into ``folder``. It is written into
    another folder and then renamed, so that an incomplete index is never there; what was analysed is kept if this is
    interrupted, and used the next time.

    ``progress`` is called with the number of papers done. ``processes``: see ``index.kept.batches``; they do not
    change what is written. Raises RetrievalError if there are no papers, or they have no words.
    """
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    known = Analysed(folder.with_name(f".{folder.name}.analysed"), (made_by(), digest, settings.shape))
    try:
        written = _Building(part, progress)
        passages = written.passages(analyses(lines, settings.title_weight, processes, known))
        made = engine_of(engine).create(part / ENGINE, passages, settings.k1, settings.b)
        kept = written.finished(issue, curated, digest, settings, engine, made.generation)
        write_manifest(part, kept)
        del made
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
        note(folder, kept.files)
        known.forget()
    except (OSError, CorpusError):  # perhaps the disk is full
        known.forget()
        raise
    finally:
        known.close()
        shutil.rmtree(part, ignore_errors=True)


class _Building:
    """Writes papers and forms while their passages are read; counts words and short forms."""

    def __init__(self, folder: Path, progress: Progress | None) -> None:
        self._folder, self._progress = folder, progress
        self._words, self._shorts = CountedWords(), ShortCounts()
        self._keys = array("Q")  # their hashes
        self._characters = 0

    def passages(self, batches: Iterable[tuple[list[bytes], Batch]]) -> engines.Passages:
        """The passages to be ranked (passage id, paper key, terms joined by spaces), paper by paper."""
        with RecordWriter(self._folder / PAPERS) as records, RecordWriter(self._folder / FORMS) as forms:
            for lines, batch in batches:
                for line, form, key, passages in zip(lines, batch.forms, batch.keys, batch.passages, strict=True):
                    self._keys.append(key_hash(key))
                    records.add(line)
                    forms.add(form)
                    for passage_id, terms in passages:
                        yield passage_id, key, terms
                    if self._progress:
                        self._progress(len(self._keys))
                self._characters += batch.characters
                self._words.take(batch.words.size, batch.words.counts())
                self._shorts.take(batch.shorts.values, batch.shorts.longest)

    def finished(
        self,
        issue: Issue | None,
        curated: Terms | None,
        digest: str,
        settings: Settings,
        engine: str,
        generation: str,
    ) -> Manifest:
        """Write words, short forms and keys; returns the manifest. Raises RetrievalError if there were no
        papers."""
        if not self._keys:
            raise RetrievalError("The library has no papers yet: import some, then ask.")
        count = len(self._keys)
        write_shelf(self._folder / PAPERS, "g0", self._keys)
        terms = write_keyed(self._folder / WORDS, self._vocabulary())
        shorts = write_keyed(self._folder / SHORTS, self._shorts.values.items())
        return Manifest(
            made_by=made_by(),
            digest=digest,
            shape=settings.shape,
            engine=engine,
            engine_generation=generation,
            generation=0,
            records=count,
            papers=count,
            characters=self._characters,
            passages=self._words.size,
            terms=terms,
            shorts=shorts,
            longest=self._shorts.longest,
            files=sums_of(self._folder, "g0"),
            issue=issue,
            curated=curated,
        )

    def _vocabulary(self) -> Iterator[tuple[str, Any]]:
        """All terms with their values, then the words of each length."""
        lengths: dict[int, set[str]] = {}
        for term in sorted(self._words.counts()):
            words = dict(sorted(self._words.words(term).items()))
            yield term, (self._words.frequency(term), words)
            for length, forms in by_length(words, self._words.size).items():
                lengths.setdefault(length, set()).update(forms)
        for length, forms in lengths.items():
            yield forms_key(length), " ".join(sorted(forms))


def engine_of(name: str) -> engines.KeptEngines:
    """What makes and opens the named engine's index on disk. Raises RetrievalError if no engine with an index on
    disk has this name."""
    if name == "tantivy":
        from index.ranking.tantivy_engine import TantivyEngine

        return TantivyEngine
    if name == "rank-bm25":
        from index.ranking.bm25 import KeptRankBM25

        return KeptRankBM25
    raise RetrievalError(f"“{name}” is no engine that keeps its index on disk.")

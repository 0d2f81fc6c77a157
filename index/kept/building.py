"""Builds an index on disk from a stream of papers; only their words, short forms and the hashes of their keys stay in memory."""

from __future__ import annotations

import shutil
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.checked import note
from corpus.errors import CorpusError, RetrievalError
from corpus.models import Issue, Paper, Terms
from corpus.records import Writer, key_hash, write_keyed
from corpus.shelf import write_shelf
from corpus.snapshots import canonical
from index import engines
from index.kept import manifest
from index.kept.analysed import Analysed
from index.kept.batches import Batch, analyses
from index.kept.manifest import Manifest
from index.kept.words import ShortCounts, by_length, forms_key
from index.library import Settings
from index.vocabulary import CountedWords

PAPERS, FORMS, WORDS, SHORTS, ENGINE = "papers", "forms", "words", "shorts", "engine"


def build(
    folder: Path,
    lines: Iterable[bytes],
    issue: Issue | None,
    digest: str,
    settings: Settings,
    engine: str,
    progress: engines.Progress | None = None,
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
    known = Analysed(folder.with_name(f".{folder.name}.analysed"), (manifest.made_by(), digest, settings.shape))
    try:
        written = _Building(part, progress)
        passages = written.passages(analyses(lines, settings.title_weight, processes, known))
        made = engines.kept(engine).create(part / ENGINE, passages, settings.k1, settings.b)
        kept = written.finished(issue, curated, digest, settings, engine, made.generation)
        manifest.write(part, kept)
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


def lines_of(papers: Iterable[Paper]) -> Iterator[bytes]:
    """The canonical lines of some papers, in UTF-8."""
    return (canonical(paper).encode() for paper in papers)


class _Building:
    """Writes papers and forms while their passages are read; counts words and short forms."""

    def __init__(self, folder: Path, progress: engines.Progress | None) -> None:
        self._folder, self._progress = folder, progress
        self._words, self._shorts = CountedWords(), ShortCounts()
        self._keys = array("Q")  # their hashes
        self._characters = 0

    def passages(self, batches: Iterable[tuple[list[bytes], Batch]]) -> engines.Passages:
        """The passages to be ranked (passage id, paper key, terms joined by spaces), paper by paper."""
        with Writer(self._folder / PAPERS) as records, Writer(self._folder / FORMS) as forms:
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
            made_by=manifest.made_by(),
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
            files=manifest.sums_of(self._folder, "g0"),
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

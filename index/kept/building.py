"""A kept index made anew, as a stream: papers go in one by one, and nothing of them stays in memory but their words."""

from __future__ import annotations

import shutil
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.digest import canonical
from corpus.errors import RetrievalError
from corpus.keyed import write_keyed
from corpus.models import Issue, Paper, Terms
from corpus.records import Writer
from corpus.shelf import write_shelf
from index import engines
from index.analyzer import Analyzer
from index.forms import analysed
from index.kept import manifest
from index.kept.manifest import Manifest
from index.kept.shorts import ShortCounts
from index.kept.words import by_length, forms_key
from index.library import Settings
from index.vocabulary import CountedWords

PAPERS, FORMS, WORDS, SHORTS, ENGINE = "papers", "forms", "words", "shorts", "engine"


def build(
    folder: Path,
    papers: Iterable[Paper],
    issue: Issue | None,
    digest: str,
    settings: Settings,
    engine: str,
    progress: engines.Progress | None = None,
    curated: Terms | None = None,
) -> None:
    """Write the index of some papers into ``folder``: beside it first, then renamed, so that it is whole or not there.

    ``progress`` is told how many papers are done. Raises RetrievalError where there is nothing to search.
    """
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        written = _Building(part, settings, progress)
        made = engines.kept(engine).create(part / ENGINE, written.passages(papers), settings.k1, settings.b)
        manifest.write(part, written.finished(issue, curated, digest, settings, engine, made.generation))
        del made
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def characters_of(paper: Paper) -> int:
    """How long a paper's texts are."""
    return len(paper.title) + len(paper.abstract or "")


class _Building:
    """Writes papers and forms as their passages are drawn; counts words and short forms."""

    def __init__(self, folder: Path, settings: Settings, progress: engines.Progress | None) -> None:
        self._folder, self._settings, self._progress = folder, settings, progress
        self._analyzer, self._words = Analyzer(), CountedWords()
        self._shorts = ShortCounts(self._analyzer.phrase)
        self._keys: list[str] = []
        self._characters = 0

    def passages(self, papers: Iterable[Paper]) -> Iterator[tuple[str, str, Sequence[str]]]:
        """The passages to be ranked, paper by paper."""
        with Writer(self._folder / PAPERS) as records, Writer(self._folder / FORMS) as forms:
            for count, paper in enumerate(papers, 1):
                self._keys.append(paper.key)
                self._characters += characters_of(paper)
                records.add(canonical(paper).encode())
                found = analysed(paper, self._analyzer, self._settings.title_weight)
                forms.add(found.form.packed())
                self._shorts.add(found.entries)
                for passage in found.passages:
                    self._words.add(passage.pieces)
                    yield passage.id, paper.key, passage.terms.split()
                if self._progress:
                    self._progress(count)

    def finished(
        self,
        issue: Issue | None,
        curated: Terms | None,
        digest: str,
        settings: Settings,
        engine: str,
        generation: str,
    ) -> Manifest:
        """Write words, short forms and keys; what the index is."""
        if not self._keys:
            raise RetrievalError("The library has no papers yet: import some, then ask.")
        count = len(self._keys)
        write_shelf(self._folder / PAPERS, "g0", array("I", range(count)), self._keys)
        terms = write_keyed(self._folder / WORDS, self._vocabulary())
        shorts = write_keyed(self._folder / SHORTS, self._shorts.items())
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
        """Every term with its value, then the words of each length."""
        lengths: dict[int, set[str]] = {}
        for term, (count, words) in self._words.items():
            yield term, (count, words)
            for length, forms in by_length(words, self._words.size).items():
                lengths.setdefault(length, set()).update(forms)
        for length, forms in lengths.items():
            yield forms_key(length), " ".join(sorted(forms))

"""The only way to get a library's index: in memory if the library is small, on disk if it is large. An index
that exists is opened, changed or replaced."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.errors import CorpusError, RetrievalError
from corpus.models import Corpus
from corpus.private import held, make_folder, why
from index import engines
from index.kept import manifest
from index.kept.batches import characters_of
from index.kept.building import build, lines_of
from index.kept.changing import change
from index.kept.opening import OfAnotherStateError, open_index
from index.library import LibraryIndex, Settings

_LOG = logging.getLogger("marrow.index")
FOLDER = "index"


def index_of(
    folder: Path,
    library: str,
    digest: str,
    load: Callable[[], Corpus],
    settings: Settings,
    engine: engines.Name = "auto",
    progress: engines.Progress | None = None,
    keep: bool = False,
) -> LibraryIndex:
    """The index of a library in the state ``digest``; it is made if there is none.

    ``folder``: the library's folder. ``load`` reads its papers; it is not called if the index of this state is
    on disk. ``keep``: True to put also a small library's index on disk. Raises CorpusError if papers cannot be
    read or files cannot be written, RetrievalError if the index cannot be made or opened.
    """
    if (there := opened(folder, library, digest, settings, engine)) is not None:
        return there
    place, corpus = folder / FOLDER, load()
    name = engines.chosen(engine, len(corpus.papers), sum(map(characters_of, corpus.papers)))
    if name == "rank-bm25" and not keep:
        return LibraryIndex.build(corpus, settings)
    with _alone(folder):
        if not _is_there(place, corpus, settings, name):
            _build(place, corpus, settings, name, progress)
    return open_index(place, library, digest, settings, name)


def opened(
    folder: Path, library: str, digest: str, settings: Settings, engine: engines.Name = "auto"
) -> LibraryIndex | None:
    """The index on disk of a library in the state ``digest``; None if there is none or it cannot be used."""
    place = folder / FOLDER
    if place.exists():
        with suppress(RetrievalError):
            kept = manifest.read(place)
            name = engines.chosen(engine, kept.papers, kept.characters)
            return open_index(place, library, digest, settings, name)
    return None


def _is_there(place: Path, corpus: Corpus, settings: Settings, name: str) -> bool:
    """True if the index on disk is of this corpus, or was changed to be so; if it cannot be used, the reason is
    logged."""
    try:
        open_index(place, corpus.name, corpus.digest, settings, name)
    except OfAnotherStateError:
        if name == "rank-bm25":
            return False  # for so small a library, building again is as quick
        try:
            change(place, corpus.papers, corpus.issue, corpus.digest, settings, name, corpus.terms)
        except (RetrievalError, CorpusError) as reason:
            return _no_use(corpus, reason)
    except RetrievalError as reason:
        return _no_use(corpus, reason) if place.exists() else False
    return True


def _no_use(corpus: Corpus, reason: Exception) -> bool:
    _LOG.warning("The index of “%s” is built anew: %s.", corpus.name, str(reason).rstrip("."))
    return False


def _build(place: Path, corpus: Corpus, settings: Settings, name: str, progress: engines.Progress | None) -> None:
    try:
        build(place, lines_of(corpus.papers), corpus.issue, corpus.digest, settings, name, progress, corpus.terms)
    except OSError as error:
        raise RetrievalError(f"The index {place} could not be written: {why(error)}.") from None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Lock a library's folder while its index is made, so that two processes do not make it at once. Raises
    RetrievalError if the folder cannot be used."""
    try:
        make_folder(folder)
        with held(folder / "index.lock"):
            yield
    except OSError as error:
        raise RetrievalError(f"The folder {folder} cannot be used for an index: {why(error)}.") from None

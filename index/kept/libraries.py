"""The only way to get a library's index: in memory if the library is small, on disk if it is large. An index that exists is opened, changed or
replaced; and a long job does not block the program:

    index = await index_aside(CorpusStore(root), library, settings, engine, limits, progress)

runs in a process of its own (``python -m index.kept.libraries``), which may be ended at any moment, has limits of time and memory, and ends
with the program that started it. A small library is indexed in a thread, because that is quicker than starting a process.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

from corpus.child import work
from corpus.errors import CorpusError, RetrievalError
from corpus.models import Corpus
from corpus.pile import lines_of
from corpus.private import held, make_folder, why
from corpus.processes import Work, WorkLimits, in_process
from corpus.progress import Progress, silent
from corpus.store import CorpusStore
from index.kept import building
from index.kept.batches import characters_of
from index.kept.building import build
from index.kept.changing import change
from index.kept.opening import OfAnotherStateError, open_index
from index.library import LibraryIndex, Settings
from index.ranking import engines

_LOG = logging.getLogger("marrow.index")
FOLDER = "index"
FEW = 300_000  # bytes of papers; a library with fewer is read within 0.2 seconds


def index_of(
    folder: Path,
    library: str,
    digest: str,
    load: Callable[[], Corpus],
    settings: Settings,
    engine: engines.Name = "auto",
    progress: Progress | None = None,
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
            kept = building.read_manifest(place)
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
        except OSError as error:
            raise _unwritten(place, error) from None
    except RetrievalError as reason:
        return _no_use(corpus, reason) if place.exists() else False
    return True


def _no_use(corpus: Corpus, reason: Exception) -> bool:
    _LOG.warning("The index of “%s” is built anew: %s.", corpus.name, str(reason).rstrip("."))
    return False


def _build(place: Path, corpus: Corpus, settings: Settings, name: str, progress: Progress | None) -> None:
    try:
        build(place, lines_of(corpus.papers), corpus.issue, corpus.digest, settings, name, progress, corpus.terms)
    except OSError as error:
        raise _unwritten(place, error) from None


def _unwritten(place: Path, error: OSError) -> RetrievalError:
    return RetrievalError(f"The index {place} could not be written: {why(error)}.")


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


class Job(Work):
    """An index to make."""

    failure = RetrievalError
    root: Path
    library: str
    settings: Settings
    engine: engines.Name

    @property
    def undone(self) -> str:
        """The beginning of the message that the work failed."""
        return f"The index of “{self.library}” was not made"


async def index_aside(
    store: CorpusStore,
    library: str,
    settings: Settings,
    engine: engines.Name = "auto",
    limits: WorkLimits | None = None,
    progress: Progress = silent,
    turn: AbstractAsyncContextManager[None] | None = None,
) -> LibraryIndex:
    """The index of a library in its present state. The event loop is not blocked meanwhile.

    ``progress`` is called with the number of papers done. If this call is cancelled, the process is ended, and
    its unfinished index is never read. Each call may start a process: ``turn`` is entered before and left after
    it, so that the caller can limit how many run at once. Raises CorpusError or RetrievalError, with one
    sentence each, also if a limit is reached.
    """
    job = Job(root=store.root, library=library, settings=settings, engine=engine, limits=limits or WorkLimits())
    if await asyncio.to_thread(_has_few, store, library):
        return await asyncio.to_thread(_made, job)
    index = await asyncio.to_thread(_there, job)
    if index is None:
        async with turn or nullcontext():
            await in_process("index.kept.libraries", job, progress)
        index = await asyncio.to_thread(_there, job)
    if index is None:
        raise RetrievalError(
            f"The index of “{library}” was made, but cannot be opened; look at the disk it is on."
        )
    return index


def _has_few(store: CorpusStore, library: str) -> bool:
    return store.size(library, FEW) < FEW


def _there(job: Job) -> LibraryIndex | None:
    """The index on disk of the library's present state; None if there is none or it cannot be used."""
    store = CorpusStore(job.root)
    state = store.known_state(job.library)
    return opened(store.folder(job.library), job.library, state, job.settings, job.engine) if state else None


def _made(job: Job) -> LibraryIndex:
    return made(CorpusStore(job.root), job)


def made(store: CorpusStore, job: Job, progress: Progress = silent, keep: bool = False) -> LibraryIndex:
    """The index of a job's library, opened or made in this thread; the library's snapshot is saved. ``keep``:
    put also a small library's index on disk. Raises CorpusError or RetrievalError."""
    return index_of(
        store.folder(job.library),
        job.library,
        store.state(job.library),
        lambda: store.loaded_and_kept(job.library),
        job.settings,
        job.engine,
        progress,
        keep,
    )


def _make(job: Job, progress: Progress) -> None:
    made(CorpusStore(job.root), job, progress, keep=True)


if __name__ == "__main__":
    sys.exit(work(Job, _make))

"""The only way to a library in the cluster: puts it there or opens it; nothing of it is kept on this machine.

``python -m index.cluster.libraries`` is the process that puts a large library there while the bot continues to answer.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

from pydantic import Field, SecretStr

from corpus.child import work
from corpus.errors import RetrievalError
from corpus.models import Corpus
from corpus.processes import Work, in_process
from corpus.progress import Progress, silent
from corpus.snapshots import digest as digest_of
from corpus.store import CorpusStore
from index.cluster import ClusterSettings
from index.cluster.connection import Cluster, ClusterError
from index.cluster.filling import fill
from index.cluster.papers import DAMAGED, FEW, ClusterPapers, ClusterValues
from index.cluster.states import OpenSearchEngine, State, States, usable
from index.kept.keptwords import DEFINED, STANDING, KeptShortForms, KeptWords, forms_key, since_key
from index.library import LibraryIndex, Settings
from index.terms.analyzer import Analyzer
from index.terms.forms import LONGEST, bare
from index.terms.neighbours import Neighbours
from index.terms.neighbours import load as neighbours
from index.terms.vocabulary import LONGEST_REPAIRED
from index.terms.words import ASKING

MOST_READ = 1_000  # characters of a question fetched in advance; words after them are looked up one by one
ASIDE_FROM = 300_000  # bytes of papers; a library with fewer is sent in a second or two


def open_asked(cluster: Cluster, library: str, settings: Settings) -> LibraryIndex | None:
    """A library in the state that the cluster now has; None if it has no library of this name. Raises
    RetrievalError if another version or other settings made it, ClusterError if the cluster does not answer."""
    cluster.check()
    states = States(cluster)
    found = states.asked(library)
    if found is None:
        return None
    found = states.find(library, found[1].digest, settings) or found  # while versions change, each has its own
    usable(found[1], settings)
    return _opened(cluster, *found, settings)


def open_state(cluster: Cluster, library: str, digest: str, settings: Settings) -> LibraryIndex:
    """A library in the state with this digest. Raises RetrievalError if the cluster does not have that state,
    ClusterError if it does not answer."""
    cluster.check()
    found = States(cluster).find(library, digest, settings)
    if found is None:
        raise RetrievalError(
            f"The search cluster does not have the snapshot {digest[:12]} of “{library}” as this Marrow reads it"
        )
    return _opened(cluster, *found, settings)


def publish(
    cluster: Cluster,
    library: str,
    digest: str,
    load: Callable[[], Corpus],
    settings: Settings,
    progress: Progress = silent,
) -> None:
    """Make a state the library's current one. If the cluster does not have it, its papers are read by ``load``
    and put there first; then all questions change to it at once. Raises RetrievalError."""
    cluster.check()
    states = States(cluster)
    found = states.find(library, digest, settings)
    name = found[0] if found else fill(cluster, library, load(), settings, progress)
    states.ask_now(library, name)


def _opened(cluster: Cluster, name: str, state: State, settings: Settings) -> LibraryIndex:
    analyzer = Analyzer()
    papers = ClusterPapers(cluster, name, state.papers, analyzer)
    values = ClusterValues(cluster, name, state.shorts)
    held = papers if state.papers > FEW else tuple(papers)
    if isinstance(held, tuple) and digest_of(state.issue, held, state.curated) != state.digest:
        raise ClusterError(DAMAGED)
    corpus = Corpus.model_construct(
        name=state.called, digest=state.digest, papers=held, issue=state.issue, terms=state.curated
    )
    ahead = _Ahead(values, analyzer, neighbours(), state.longest)
    return LibraryIndex.over(
        corpus,
        settings,
        OpenSearchEngine(cluster, name, papers),
        analyzer,
        KeptWords(values, state.passages),
        KeptShortForms(values, state.longest),
        papers.texts,
        ahead,
    )


class _Ahead:
    """Fetches in two requests what reading a question will look up: first its words, similar words, phrases and
    short forms; then candidates for repairing words that the library lacks.
    """

    def __init__(self, values: ClusterValues, analyzer: Analyzer, near: Neighbours, longest: int) -> None:
        self._values, self._analyzer, self._near, self._longest = values, analyzer, near, min(longest, LONGEST)

    def __call__(self, text: str) -> None:
        """Fetch what reading ``text`` will look up. Raises ClusterError."""
        words = [(term, word) for term, word in self._analyzer.words(text[:MOST_READ]) if term]
        self._values.prepare(self._keys(words))
        alone = ((term, word.rstrip("0123456789")) for term, word in words)  # a number may be joined to a word
        lacking = [word for term, word in alone if word.isalpha() and self._values.get(term) is None]
        self._values.prepare(key for word in lacking for key in self._meant(word))

    def _keys(self, words: Sequence[tuple[str, str]]) -> Iterator[str]:
        for (term, word), (_, after) in zip(words, [*words[1:], ("", "")], strict=True):
            yield from (
                term,
                self._analyzer.term(word + after),
                DEFINED + bare(word),
                DEFINED + bare(word + after),
            )
            yield from (self._analyzer.term(one.word) for one in self._near.of(word))
        telling = [term for term, word in words if word not in ASKING]
        for terms in ([term for term, _ in words], telling):
            for size in range(1, self._longest + 1):
                yield from (STANDING + " ".join(terms[at : at + size]) for at in range(len(terms) - size + 1))

    def _meant(self, word: str) -> Iterator[str]:
        """The keys for a word: the word, the two parts of each way to divide it, and the words of each length, from
        two letters shorter on, that may be meant.
        """
        if len(word) > LONGEST_REPAIRED:
            return
        yield self._analyzer.term(word)
        yield from (self._analyzer.term(part) for cut in range(1, len(word)) for part in (word[:cut], word[cut:]))
        for length in range(len(word) - 2, LONGEST_REPAIRED + 1):
            yield from (forms_key(length), since_key(length))


class Publishing(Work):
    """A library to put into a cluster. ``password`` is a field of its own, as settings hide theirs when they are
    written; the process reads it from standard input."""

    failure = RetrievalError
    root: Path
    library: str
    settings: Settings
    cluster: ClusterSettings
    password: str = Field("", repr=False)

    @property
    def undone(self) -> str:
        """The beginning of the message that the work failed."""
        return f"The library “{self.library}” was not put into the search cluster"


def published(job: Publishing, progress: Progress = silent) -> None:
    """Put a library into the cluster as it is on this machine, and make that its current state. Raises
    CorpusError or RetrievalError."""
    store = CorpusStore(job.root)
    publish(
        Cluster(job.cluster.model_copy(update={"password": SecretStr(job.password)})),
        job.library,
        store.state(job.library),
        lambda: store.loaded_and_kept(job.library),
        job.settings,
        progress,
    )


async def published_aside(job: Publishing, turn: AbstractAsyncContextManager[None] | None = None) -> None:
    """Do what ``published`` does without blocking the event loop: for a small library in a thread, for a large
    one in a process of its own. ``turn`` is held while the process runs. Raises CorpusError or RetrievalError.
    """
    if await asyncio.to_thread(CorpusStore(job.root).size, job.library, ASIDE_FROM) < ASIDE_FROM:
        await asyncio.to_thread(published, job)
        return
    async with turn or nullcontext():
        await in_process("index.cluster.libraries", job)


if __name__ == "__main__":
    sys.exit(work(Publishing, published))

"""The only way to a library in the cluster: puts it there or opens it; nothing of it is kept on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus.digest import digest as digest_of
from corpus.errors import RetrievalError
from corpus.models import Corpus
from corpus.progress import Progress, silent
from index.analyzer import Analyzer
from index.cluster.connection import Cluster, ClusterError
from index.cluster.filling import fill
from index.cluster.papers import DAMAGED, FEW, ClusterPapers, ClusterValues
from index.cluster.states import State, States, usable
from index.kept.shorts import DEFINED, STANDING, KeptShortForms
from index.kept.words import KeptWords, forms_key
from index.library import LibraryIndex, Settings
from index.neighbours import Neighbours
from index.neighbours import load as neighbours
from index.opensearch_engine import OpenSearchEngine
from index.shortforms import LONGEST, bare
from index.stopwords import ASKING
from index.vocabulary import LONGEST_REPAIRED

MOST_READ = 1_000  # characters of a question fetched in advance; words after them are looked up one by one


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
        lacking = [word for term, word in words if word.isalpha() and self._values.get(term) is None]
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
        """The keys of the two parts into which a word may be divided, and of all words from two letters shorter
        upwards, one of which may be meant."""
        if len(word) > LONGEST_REPAIRED:
            return
        yield from (
            self._analyzer.term(part) for cut in range(3, len(word) - 1) for part in (word[:cut], word[cut:])
        )
        yield from map(forms_key, range(len(word) - 2, LONGEST_REPAIRED + 1))

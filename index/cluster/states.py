"""A library's states in the cluster: each is an index that never changes once it is whole; an alias names the current one.

    <prefix>.<library>.<sixteen digits of the digest>.<eight of what made it>    a state
    <prefix>.<library>                                                           the alias

A state's index contains its passages (each with its paper and the paper's analysis), the library's words and short forms, and one document,
the manifest, which describes it and is marked as whole last.

The engine that ranks there uses BM25; one request brings the ranking and the papers. It gets terms from our own analyzer and does not change
them: the field is split only at spaces. Statistics are those of the whole library, not of a shard (``dfs_query_then_fetch``), so that the
order is the same as with the engines on one machine. Like tantivy, it stores a passage's length in one byte (exact to 40 terms, then within
1/8). Passages without words do not count in the statistics.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from opensearchpy import AsyncOpenSearch
from pydantic import ValidationError

from corpus.errors import RetrievalError
from corpus.models import Issue, Model, Terms
from index.cluster.connection import CUT, Cluster, ClusterError, as_said
from index.cluster.papers import ClusterPapers, whole
from index.kept.building import made_by
from index.library import Settings
from index.models import Hit
from index.ranking.engines import Among, Keep

DIGITS = 5  # decimals of a score; smaller differences are ties
SPARE = 10  # additional hits, so that ties at the end are sorted correctly
MORE, PAGE = 4, 500  # if too many hits were filtered out, MORE times as many are read; at most PAGE in one request
MOST_KEYS = 5_000  # paper keys in a request
MOST_TERMS = 1_000  # terms in a request; the server allows 1,024
LONG = 200  # characters of a term; a longer one is cut, with a hash at the end
PARAMS = {"search_type": "dfs_query_then_fetch", "allow_partial_search_results": "false"}
_FIELDS = ["passage", "key", "paper", "form", "sum"]
MANIFEST = "manifest"
_UNSEEN: dict[str, Any] = {"type": "keyword", "index": False, "doc_values": False}
MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"excludes": ["terms"]},  # they can be made of the paper again
    "properties": {
        "terms": {
            "type": "text",
            "analyzer": "spaces",
            "index_options": "freqs",
            "similarity": "marrow",
        },
        "key": {"type": "keyword", "doc_values": False},
        "number": {"type": "integer"},  # of a passage, in the library's order; ties are sorted by it
        "place": {"type": "integer"},  # of a paper, on its first passage alone
        "row": {"type": "integer"},  # of a word or a short form, those first
        "mark": {"type": "keyword", "doc_values": False},
        **dict.fromkeys(("passage", "paper", "form", "sum", "what", "value", "manifest"), _UNSEEN),
    },
}


class OpenSearchEngine:
    """See :class:`index.ranking.engines.Engine`. Papers that a search returns are kept in ``papers``."""

    name = "opensearch"

    def __init__(self, cluster: Cluster, index: str, papers: ClusterPapers | None = None) -> None:
        self._cluster, self._index, self._papers = cluster, index, papers

    async def search(self, terms: Mapping[str, float], k: int, keep: Keep | None = None) -> list[Hit]:
        """See :class:`index.ranking.engines.Engine`. Raises ClusterError if the cluster does not answer for the whole
        library."""
        if not terms or (isinstance(keep, Among) and not keep.keys):
            return []
        body, kept = self._body(terms, keep), dict[tuple[float, int], Hit]()
        size, before = min(k + SPARE, PAGE), (-math.inf, 0)
        while True:
            found = await self._page(body | {"size": size})
            kept |= {at: hit for at, hit in self._hits(found) if keep is None or keep(hit.key)}
            if len(kept) >= k + SPARE or len(found) < size:
                return [kept[at] for at in sorted(kept)][:k]
            if (reached := _place(found[-1]["sort"])) <= before:  # the same page again, from a cache between
                raise ClusterError(CUT)
            before, body["search_after"], size = reached, found[-1]["sort"], min(size * MORE, PAGE)

    def _body(self, terms: Mapping[str, float], keep: Keep | None) -> dict[str, Any]:
        weightiest = sorted(terms.items(), key=lambda one: (-one[1], one[0]))[:MOST_TERMS]
        clauses = [
            {"term": {"terms": {"value": written(term), "boost": weight}}} for term, weight in sorted(weightiest)
        ]
        query: dict[str, Any] = {"should": clauses, "minimum_should_match": 1}
        if isinstance(keep, Among) and len(keep.keys) <= MOST_KEYS:
            query["filter"] = [{"terms": {"key": sorted(keep.keys)}}]
        return {
            "query": {"bool": query},
            "sort": ["_score", {"number": "asc"}],
            "track_total_hits": False,
            "_source": _FIELDS if self._papers is not None else ["passage", "key"],
        }

    async def _page(self, body: dict[str, Any]) -> list[Any]:
        return whole(
            await self._cluster.asked(
                lambda client: client.search(index=self._index, body=body, params=dict(PARAMS))
            )
        )

    def _hits(self, found: Sequence[Mapping[str, Any]]) -> Iterator[tuple[tuple[float, int], Hit]]:
        """The hits, each with its sort key (score descending, then passage number)."""
        for one in found:
            try:
                source, (score, number) = one["_source"], one["sort"]
                number = int(number)
                hit = Hit(passage_id=source["passage"], key=source["key"], score=round(float(score), DIGITS))
            except (LookupError, TypeError, ValueError, ArithmeticError):
                raise ClusterError(CUT) from None
            if self._papers is not None and "paper" in source:
                self._papers.remember(source)
            yield (-hit.score, number), hit


def _place(sort: Sequence[Any]) -> tuple[float, int]:
    """What a hit is sorted by: its score, the highest first, then its passage's number."""
    return -float(sort[0]), int(sort[1])


def written(term: str) -> str:
    """A term as it is stored in the index: a long one is cut, with a hash at the end."""
    if len(term) <= LONG:
        return term
    return f"{term[:LONG]}~{hashlib.sha256(term.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


class State(Model):
    """The manifest of a state. ``library``: its name in the cluster; ``called``: the corpus's own name.
    ``done``: how many papers are surely in it. ``whole``: True if it is complete."""

    library: str
    called: str
    digest: str
    made_by: str
    shape: str
    papers: int
    passages: int = 0
    shorts: int = 0
    order: str = ""
    longest: int = 1
    done: int = 0
    whole: bool = False
    issue: Issue | None = None
    curated: Terms | None = None
    written: str = ""


def name_of(prefix: str, library: str, digest: str, settings: Settings) -> str:
    """The name of a state's index, if this program makes it."""
    made = hashlib.sha256(f"{made_by()} {settings.shape}".encode()).hexdigest()
    return f"{prefix}.{library}.{digest[:16]}.{made[:8]}"


def alias_of(prefix: str, library: str) -> str:
    """The alias of a library, to which its questions are sent."""
    return f"{prefix}.{library}"


def body_of(shards: int, settings: Settings) -> dict[str, Any]:
    """The settings and mappings of a new index: without copies and refreshing until it is whole."""
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "similarity": {"marrow": {"type": "BM25", "k1": settings.k1, "b": settings.b}},
            "analysis": {
                "analyzer": {"spaces": {"type": "custom", "tokenizer": "spaces"}},
                "tokenizer": {"spaces": {"type": "whitespace"}},
            },
        },
        "mappings": MAPPINGS,
    }


class States:
    """The states of libraries in one cluster. Every method raises ClusterError."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._prefix = cluster.settings.prefix

    def find(self, library: str, digest: str, settings: Settings) -> tuple[str, State] | None:
        """The index and manifest of a complete state; None if there is none that was made as this program makes
        it."""
        name = name_of(self._prefix, library, digest, settings)
        state = self.read(name)
        return (name, state) if state is not None and state.whole else None

    def asked(self, library: str) -> tuple[str, State] | None:
        """The index and manifest of the current state, whatever version made it; None if the cluster has no such
        library."""
        try:
            found = self.cluster.ask(lambda client: client.indices.get_alias(name=alias_of(self._prefix, library)))
        except ClusterError as error:
            if error.lacks:
                return None
            raise
        for name in _names(found):
            state = self.read(name)
            if state is not None and state.whole:
                return name, state
        return None

    def read(self, name: str) -> State | None:
        """The manifest of an index; None if there is no such index, or it has no manifest yet."""
        try:
            found = self.cluster.ask(lambda client: client.get(index=name, id=MANIFEST))
            return State.model_validate_json(found["_source"]["manifest"])
        except ClusterError as error:
            if error.lacks:
                return None
            raise
        except (ValidationError, LookupError, TypeError):
            raise ClusterError("What the search cluster says of this library is damaged.") from None

    def all(self, library: str) -> dict[str, State]:
        """All complete states of a library, by the names of their indexes."""
        pattern = f"{alias_of(self._prefix, library)}.*"
        found = self.cluster.ask(
            lambda client: client.indices.get(index=pattern, params={"allow_no_indices": "true"})
        )
        states = {name: self.read(name) for name in sorted(_names(found))}
        return {name: state for name, state in states.items() if state is not None and state.whole}

    def libraries(self) -> tuple[str, ...]:
        """The names of all libraries that have a current state here."""
        pattern = alias_of(self._prefix, "*")
        try:
            found = self.cluster.ask(lambda client: client.indices.get_alias(name=pattern))
        except ClusterError as error:
            if error.lacks:
                return ()
            raise
        with as_said():
            aliases = {str(alias) for one in found.values() for alias in one["aliases"]}
        return tuple(sorted(alias.removeprefix(alias_of(self._prefix, "")) for alias in aliases))

    def ask_now(self, library: str, name: str) -> None:
        """Make an index the current one of a library, in one atomic step."""
        alias = alias_of(self._prefix, library)
        actions = [
            {"remove": {"index": f"{alias}.*", "alias": alias, "must_exist": False}},
            {"add": {"index": name, "alias": alias}},
        ]
        self.cluster.ask(lambda client: client.indices.update_aliases(body={"actions": actions}))

    def remove(self, name: str) -> None:
        """Remove an index."""
        self.cluster.ask(lambda client: client.indices.delete(index=name))


def _names(found: Any) -> list[str]:
    """The names of the indexes in an answer. Raises ClusterError."""
    if not isinstance(found, dict):
        raise ClusterError(CUT)
    return list(found)


async def write_state(client: AsyncOpenSearch, name: str, state: State) -> None:
    """Write the manifest of an index."""
    await client.index(index=name, id=MANIFEST, body={"manifest": state.model_dump_json()})


def usable(state: State, settings: Settings) -> None:
    """Raises RetrievalError, with advice, if a state was made by another version or with other settings of
    search."""
    if state.made_by != made_by():
        raise RetrievalError(
            f"“{state.library}” was put into the search cluster by another version of Marrow or of Python; "
            "run “marrow corpus publish” with this one where its files are."
        )
    if state.shape != settings.shape:
        raise RetrievalError(
            f"“{state.library}” was put into the search cluster with other settings of search (k1, b, title_weight); "
            "use the same here, or run “marrow corpus publish” where its files are."
        )

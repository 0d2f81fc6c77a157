"""The engine that uses OpenSearch: BM25 for a library in a cluster; one request brings the ranking and the
papers.

It gets terms from our own analyzer and does not change them: the field is split only at spaces. Statistics are
those of the whole library, not of a shard (``dfs_query_then_fetch``), so that the order is the same as with the
engines on one machine. Like tantivy, it stores a passage's length in one byte (exact to 40 terms, then within
1/8). Passages without words do not count in the statistics.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.cluster.connection import CUT, Cluster, ClusterError
from index.cluster.papers import ClusterPapers, whole
from index.engines import Among, Keep
from index.models import Hit

DIGITS = 5  # decimals of a score; smaller differences are ties
SPARE = 10  # additional hits, so that ties at the end are sorted correctly
MORE, PAGE = 4, 500  # if too many hits were filtered out, MORE times as many are read; at most PAGE in one request
MOST_KEYS = 5_000  # paper keys in a request
MOST_TERMS = 1_000  # terms in a request; the server allows 1,024
LONG = 200  # characters of a term; a longer one is cut, with a hash at the end
PARAMS = {"search_type": "dfs_query_then_fetch", "allow_partial_search_results": "false"}
_FIELDS = ["passage", "key", "paper", "form", "sum"]


class OpenSearchEngine:
    """See :class:`index.engines.Engine`. Papers that a search returns are kept in ``papers``."""

    name = "opensearch"

    def __init__(self, cluster: Cluster, index: str, papers: ClusterPapers | None = None) -> None:
        self._cluster, self._index, self._papers = cluster, index, papers

    async def search(self, terms: Mapping[str, float], k: int, keep: Keep | None = None) -> list[Hit]:
        """See :class:`index.engines.Engine`. Raises ClusterError if the cluster does not answer for the whole
        library."""
        if not terms or (isinstance(keep, Among) and not keep.keys):
            return []
        body, kept = self._body(terms, keep), dict[tuple[float, int], Hit]()
        size = min(k + SPARE, PAGE)
        while True:
            found = await self._page(body | {"size": size})
            kept |= {at: hit for at, hit in self._hits(found) if keep is None or keep(hit.key)}
            if len(kept) >= k + SPARE or len(found) < size:
                return [kept[at] for at in sorted(kept)][:k]
            body["search_after"], size = found[-1]["sort"], min(size * MORE, PAGE)

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
                hit = Hit(passage_id=source["passage"], key=source["key"], score=round(float(score), DIGITS))
            except (KeyError, TypeError, ValueError):
                raise ClusterError(CUT) from None
            if self._papers is not None and "paper" in source:
                self._papers.remember(source)
            yield (-hit.score, int(number)), hit


def written(term: str) -> str:
    """A term as it is stored in the index: a long one is cut, with a hash at the end."""
    if len(term) <= LONG:
        return term
    return f"{term[:LONG]}~{hashlib.sha256(term.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"

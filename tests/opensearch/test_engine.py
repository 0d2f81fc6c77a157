"""The real server ranks as every engine does: what ``tests/index/test_engines.py`` holds, held here of OpenSearch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.cluster import ClusterSettings
from index.cluster.connection import Cluster
from index.cluster.states import OpenSearchEngine, body_of, written
from index.library import Settings
from index.ranking.engines import Among
from tests.index import test_engines as face
from tests.opensearch.cluster import Cluster as Nodes

Make = Callable[[Sequence[Sequence[str]]], OpenSearchEngine]
PAPERS = st.lists(st.lists(face.TERM, min_size=1, max_size=40), min_size=1, max_size=12)
real = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="session")
def make(nodes: Nodes) -> Iterator[Make]:
    """Engines over the terms of papers, spread over two shards."""
    cluster = Cluster(ClusterSettings(urls=nodes.urls, timeout_seconds=20))

    def made(papers: Sequence[Sequence[str]]) -> OpenSearchEngine:
        name = f"e{uuid4().hex}"
        lines = [
            line
            for number, terms in enumerate(papers)
            for line in (
                {"create": {"_id": f"p{number}"}},
                {
                    "passage": f"p{number}#1",
                    "key": f"p{number}",
                    "number": number,
                    "terms": " ".join(map(written, terms)),
                },
            )
        ]
        cluster.ask(lambda client: client.indices.create(index=name, body=body_of(2, Settings())))
        found = cluster.ask(lambda client: client.bulk(index=name, body=lines, params={"refresh": "true"}))
        assert not found["errors"]
        return OpenSearchEngine(cluster, name)

    yield made
    cluster.ask(lambda client: client.indices.delete(index="e*"))
    cluster.close()


@real
@given(papers=PAPERS, terms=face.QUESTION)
def test_scores_are_bm25s_and_the_order_is_theirs(
    make: Make, papers: list[list[str]], terms: dict[str, float]
) -> None:
    face.holds_scores(make(papers), papers, terms)


@real
@given(
    papers=PAPERS, terms=face.QUESTION, k=st.integers(1, 5), kept=st.sets(st.integers(0, 11)), told=st.booleans()
)
def test_filters_and_k_take_from_the_same_ranking(
    make: Make, papers: list[list[str]], terms: dict[str, float], k: int, kept: set[int], told: bool
) -> None:
    """Whether the server is told which papers may be found, or it is asked of each that it found."""
    keys = frozenset(f"p{number}" for number in kept)
    face.holds_filters(make(papers), terms, k, Among(keys) if told else keys.__contains__)


def test_a_filter_that_leaves_few_is_followed_to_the_end_of_the_ranking(make: Make) -> None:
    engine = make([["a"]] * 1200)
    assert [hit.key for hit in face.search(engine, {"a": 1.0}, 2, {"p1150", "p1199"}.__contains__)] == [
        "p1150",
        "p1199",
    ]


def test_a_term_of_any_length_and_kind_is_one_term(make: Make) -> None:
    long = "x" * 40_000
    engine = make([["a", long], [long + "y"], ["µ\u2009m", "a\u00a0b", "日本"]])
    assert [hit.key for hit in face.search(engine, {long: 1.0})] == ["p0"]
    assert [hit.key for hit in face.search(engine, {long + "y": 1.0})] == ["p1"]
    assert [hit.key for hit in face.search(engine, {"日本": 1.0})] == ["p2"]

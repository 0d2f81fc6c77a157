"""A question costs one request: it brings the ranking and the texts. Its words cost one more, unless they were asked about lately."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing

import pytest

from corpus.models import Paper
from index.cluster.papers import ClusterPapers, ClusterValues, sum_of
from index.cluster.states import OpenSearchEngine
from index.terms.analyzer import Analyzer
from index.terms.forms import form_of
from tests.index.test_cluster import WORD, Server, found

PAPERS = [Paper(doi=f"10.1234/{n}", title=f"Bees {n}", abstract="Bees dance. We saw it.") for n in range(1, 4)]


@pytest.fixture
def server() -> Iterator[Server]:
    analyzer = Analyzer()
    written = [(one.key, one.model_dump_json(), form_of(one, analyzer).packed().decode()) for one in PAPERS]
    hits = [
        {
            "_source": {"passage": f"{key}#1", "key": key, "paper": one, "form": form, "sum": sum_of(one, form)},
            "sort": [3.0 - n, n],
        }
        for n, (key, one, form) in enumerate(written)
    ]
    with closing(Server(body=found(*hits))) as server:
        yield server


async def test_one_request_brings_the_ranking_and_the_texts(server: Server) -> None:
    papers = ClusterPapers(server.cluster, "library", len(PAPERS), Analyzer())
    hits = await OpenSearchEngine(server.cluster, "library", papers).search({"bee": 1.0}, 3)
    assert [hit.key for hit in hits] == [paper.key for paper in PAPERS]
    assert papers.of_keys(hit.key for hit in hits) == PAPERS
    assert [papers.texts[hit.key].paper for hit in hits] == PAPERS
    assert [path.partition("?")[0] for path in server.handler.asked] == ["/library/_search"]


def test_words_cost_one_request_together_and_none_the_second_time() -> None:
    body = json.dumps({"docs": [{"found": True, "_source": WORD}, {"found": False}]}).encode()
    with closing(Server(body=body)) as server:
        values = ClusterValues(server.cluster, "library", 0)
        for _ in range(2):
            values.prepare(["bone", "spine"])
            assert (values.get("bone"), values.get("spine")) == ([1, {}], None)
        assert [path.partition("?")[0] for path in server.handler.asked] == ["/library/_mget"]

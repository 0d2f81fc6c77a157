"""One cluster for all of these tests, where they are asked for: ``make test-opensearch``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from corpus.models import Corpus
from index.cluster import ClusterSettings
from index.cluster.connection import Cluster
from tests.benchmarks.generate import library as generated
from tests.opensearch.cluster import Cluster as Nodes
from tests.opensearch.cluster import cache
from tests.opensearch.cluster import cluster as running
from tests.opensearch.made import SIZE as PAPERS

WANTED = "MARROW_TEST_OPENSEARCH"
SIZE = 3


@pytest.fixture(scope="session")
def nodes() -> Iterator[Nodes]:
    """Three nodes of the real server, ended with the tests."""
    if not os.environ.get(WANTED):
        pytest.skip("it asks a real cluster: make test-opensearch")
    if os.environ[WANTED] != "1":  # a cluster that runs already, started with this port
        yield Nodes(cache(), Path(), SIZE, int(os.environ[WANTED]))
        return
    with running(SIZE) as made:
        yield made


@pytest.fixture
def asked(nodes: Nodes) -> ClusterSettings:
    """How the cluster is asked, each test under a prefix of its own."""
    return ClusterSettings(urls=nodes.urls, prefix=f"t{uuid4().hex[:8]}", shards=2, replicas=1, timeout_seconds=20)


@pytest.fixture
def cluster(asked: ClusterSettings) -> Iterator[Cluster]:
    """A client of it."""
    made = Cluster(asked)
    yield made
    made.close()


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return generated(PAPERS).model_copy(update={"name": "made"})


@pytest.fixture
def folder(asked: ClusterSettings, tmp_path: Path) -> Path:
    """A configuration's file, as an operator writes it."""
    urls = ", ".join(f'"{url}"' for url in asked.urls)
    settings = f'[search]\nengine = "opensearch"\n[opensearch]\nurls = [{urls}]\nprefix = "{asked.prefix}"\n'
    path = tmp_path / "config.toml"
    path.write_text(f"{settings}timeout_seconds = 20.0\n")
    return path

"""A library in a search cluster: put there once, by the machine that has its files and knows what is there, and looked at by
the doctor. Against a little stand-in; ``tests/opensearch`` asks a real one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from bot.assistant.assistant import Assistant
from bot.clustered import (
    cluster_seen,
    libraries_there,
    open_beside,
    open_clustered,
    open_past,
    publish_beside,
    publish_now,
    state_there,
)
from bot.config import Config
from bot.models import Context
from bot.service import settings_of
from corpus.errors import RetrievalError
from corpus.store import CorpusStore
from index.cluster import ClusterSettings
from tests.bot.little_cluster import LittleCluster, little_cluster
from tests.opensearch.made import BAT, OWL, SAME, config, parsed


@pytest.fixture
def cluster() -> Iterator[LittleCluster]:
    with little_cluster() as one:
        yield one


def machine(cluster: LittleCluster, folder: Path, **how: Any) -> Config:
    """The settings of a machine with a data folder of its own."""
    return config(ClusterSettings(urls=(cluster.url,), timeout_seconds=60, retries=0, **how), folder)


def curated(config: Config, *papers: Any) -> str:
    """Papers taken into a machine's library; the digest of its state."""
    return CorpusStore(config.storage.libraries).add("made", parsed(*papers))[0].digest


def published(config: Config, replace: bool = False) -> None:
    publish_now(config, settings_of(config), replace=replace)


def beside(config: Config) -> str | None:
    return asyncio.run(publish_beside(config, settings_of(config), "made", nullcontext()))


def answered(index: Any, question: str) -> list[str]:
    answer = asyncio.run(Assistant(index).ask(question, Context(library="made")))
    return [quote.text for quote in answer.quotes]


@pytest.mark.parametrize("aside", [False, True])
def test_what_the_cluster_does_not_have_is_put_there_once_and_answered_from(
    cluster: LittleCluster, tmp_path: Path, aside: bool
) -> None:
    here = machine(cluster, tmp_path)
    curated(here, OWL)
    assert (state_there(here, "made"), libraries_there(here)) == (None, ())
    for _ in range(2):
        settings = settings_of(here)
        index = asyncio.run(open_beside(here, settings)) if aside else open_clustered(here, settings)
        assert answered(index, "Where do owls hunt?") == [OWL.abstract]
    assert (state_there(here, "made"), libraries_there(here)) == (index.corpus.digest, ("made",))
    assert cluster.sent == 2  # its passages, and its words


@pytest.mark.parametrize("aside", [False, True])
def test_what_was_put_there_and_is_not_found_is_one_sentence(
    cluster: LittleCluster, tmp_path: Path, aside: bool
) -> None:
    here, cluster.forgets = machine(cluster, tmp_path), True
    curated(here, OWL)
    settings = settings_of(here)
    with pytest.raises(RetrievalError, match="“made” was put into the search cluster, but is not found there"):
        asyncio.run(open_beside(here, settings)) if aside else open_clustered(here, settings)


def test_an_earlier_state_is_opened_and_one_that_is_not_there_is_a_sentence(
    cluster: LittleCluster, tmp_path: Path
) -> None:
    here = machine(cluster, tmp_path)
    first = curated(here, OWL)
    published(here)
    curated(here, BAT)
    published(here)
    assert open_past(here, SAME, "made", first).corpus.papers == (OWL,)
    with pytest.raises(RetrievalError, match="does not have the snapshot 000000000000 of “made”"):
        open_past(here, SAME, "made", "0" * 64)


def test_a_machine_with_other_files_takes_nothing_back_but_where_it_is_told_to(
    cluster: LittleCluster, tmp_path: Path
) -> None:
    here, other = machine(cluster, tmp_path / "here"), machine(cluster, tmp_path / "other")
    first = curated(here, OWL)
    published(here)
    second = curated(other, BAT)
    for publish in (published, beside):
        with pytest.raises(
            RetrievalError, match="put there by another machine, in a state that this one does not"
        ):
            publish(other)
        assert state_there(other, "made") == first
    published(other, replace=True)
    assert state_there(here, "made") == second


def test_a_machine_that_had_what_is_there_brings_it_up_to_its_own_files_and_once(
    cluster: LittleCluster, tmp_path: Path
) -> None:
    here = machine(cluster, tmp_path)
    first = curated(here, OWL)
    assert beside(here) == first
    second = curated(here, BAT)
    assert beside(here) == second
    sent = cluster.sent
    assert beside(here) == second
    published(here)
    assert cluster.sent == sent
    assert state_there(here, "made") == second


def test_a_machine_without_the_files_puts_nothing_there(cluster: LittleCluster, tmp_path: Path) -> None:
    here, other = machine(cluster, tmp_path / "here"), machine(cluster, tmp_path / "other")
    assert beside(other) is None
    first = curated(here, OWL)
    published(here)
    assert beside(other) == first


def test_the_built_in_papers_that_another_machine_put_there_are_known_here(
    cluster: LittleCluster, tmp_path: Path
) -> None:
    """Every machine has them, though none of them imported them."""
    asked = ClusterSettings(urls=(cluster.url,), timeout_seconds=60, retries=0)
    here, other = (config(asked, tmp_path / name, "default") for name in ("here", "other"))
    published(here)
    changed = CorpusStore(other.storage.libraries).add("default", parsed(BAT))[0].digest
    published(other)
    assert state_there(other, "default") == changed


def test_what_the_doctor_says_of_it(cluster: LittleCluster, tmp_path: Path) -> None:
    here = machine(cluster, tmp_path)
    digest = curated(here, OWL)
    assert cluster_seen(here, settings_of(here)) == (
        "warn",
        "OpenSearch 2.19.1, 3 nodes, green; it has no “made” yet, which the first question puts there from this machine",
    )
    published(here)
    says = f"“made”: 1 paper, snapshot {digest[:12]}, 1 state kept"
    for status, verdict, more in (
        ("green", "ok", ""),
        ("yellow", "warn", "; copies are lacking: one more lost node and nothing is answered"),
        ("red", "fail", "; a part is missing, so that nothing is answered: bring its node back"),
    ):
        cluster.health = {"status": status, "number_of_nodes": 1}
        assert cluster_seen(here, settings_of(here)) == (
            verdict,
            f"OpenSearch 2.19.1, 1 node, {status}; {says}{more}",
        )


@pytest.mark.parametrize(
    ("user", "urls", "open"),
    [
        ("marrow", ("http://127.0.0.1",), False),
        ("marrow", ("http://0.0.0.0",), True),  # led to this machine, though it does not name it
        ("", ("http://0.0.0.0",), False),
        ("marrow", ("http://127.0.0.1", "https://0.0.0.0"), False),
        ("marrow", ("https://127.0.0.1", "http://0.0.0.0"), True),
    ],
)
def test_a_password_that_travels_in_the_open_is_said(
    cluster: LittleCluster, tmp_path: Path, user: str, urls: tuple[str, ...], open: bool
) -> None:
    port = cluster.url.rpartition(":")[2]
    there = ClusterSettings(urls=tuple(f"{url}:{port}" for url in urls), user=user, retries=10)
    here = config(there, tmp_path)
    curated(here, OWL)
    published(here)
    verdict, said = cluster_seen(here, settings_of(here))
    assert (verdict, "; name and password travel unencrypted: use https" in said) == (
        "warn" if open else "ok",
        open,
    )


def test_a_state_that_was_put_there_with_other_settings_is_not_found_fine(
    cluster: LittleCluster, tmp_path: Path
) -> None:
    here = machine(cluster, tmp_path)
    curated(here, OWL)
    published(here)
    with pytest.raises(RetrievalError, match="with other settings of search"):
        cluster_seen(here, settings_of(here).model_copy(update={"k1": 2.0}))


@pytest.mark.parametrize("health", [{}, {"status": "green"}, {"status": "green", "number_of_nodes": None}, [], 7])
def test_a_health_that_is_none_is_a_sentence(cluster: LittleCluster, tmp_path: Path, health: Any) -> None:
    here, cluster.health = machine(cluster, tmp_path), health
    with pytest.raises(RetrievalError, match="cut off or no answer"):
        cluster_seen(here, settings_of(here))


@pytest.mark.parametrize(
    ("number", "distribution"), [("1\n2", "a\x1b[31m\nb\u202e"), ("9" * 5_000, "opensearch"), ("x", "y" * 5_000)]
)
def test_what_another_server_calls_itself_is_one_short_line(
    cluster: LittleCluster, tmp_path: Path, number: str, distribution: str
) -> None:
    here, cluster.version = machine(cluster, tmp_path), {"number": number, "distribution": distribution}
    with pytest.raises(RetrievalError, match=r"^The search cluster is .{,41}; I work with") as raised:
        cluster_seen(here, settings_of(here))
    assert str(raised.value).isprintable()

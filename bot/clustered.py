"""Libraries in a search cluster, as the settings name it: opened from there, put there by the machine that has their files.

A library's files are on one machine, which curates it; every other needs the settings alone. So that no machine with old or
other files takes a library back, it is only put there by one that knows the state that is there.
"""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Literal
from urllib.parse import urlsplit

from bot.assistant.wording import counted
from bot.config import Config
from corpus.errors import CorpusError, RetrievalError
from corpus.progress import Progress, silent
from corpus.store import DEFAULT, CorpusStore
from index.cluster.connection import Cluster
from index.cluster.libraries import open_asked, open_state
from index.cluster.publishing import Publishing, published, published_aside
from index.cluster.states import States, usable
from index.library import LibraryIndex, Settings

NOT_HERE = (
    "“{}” lives in the search cluster and was put there by another machine, in a state that this one does not know; "
    "nothing was changed there. Change it where its files are, or run “marrow corpus publish --replace” here."
)


def open_clustered(config: Config, settings: Settings, progress: Progress = silent) -> LibraryIndex:
    """The configured library as the cluster has it; put there from this machine where it has none. Raises CorpusError or RetrievalError."""
    cluster, library = Cluster(config.opensearch), config.corpus.library
    found = open_asked(cluster, library, settings)
    if found is None:
        published(_publishing(config, library, settings), progress)
        found = open_asked(cluster, library, settings)
    if found is None:
        raise RetrievalError(
            f"“{library}” was put into the search cluster, but is not found there; look at its state."
        )
    return found


async def open_beside(
    config: Config, settings: Settings, turn: AbstractAsyncContextManager[None] | None = None
) -> LibraryIndex:
    """The same while an event loop goes on; ``turn`` is held while a process works for it."""
    cluster, library = Cluster(config.opensearch), config.corpus.library
    found = await asyncio.to_thread(open_asked, cluster, library, settings)
    if found is None:
        await published_aside(_publishing(config, library, settings), turn)
        found = await asyncio.to_thread(open_asked, cluster, library, settings)
    if found is None:
        raise RetrievalError(
            f"“{library}” was put into the search cluster, but is not found there; look at its state."
        )
    return found


def open_past(config: Config, settings: Settings, library: str, snapshot: str) -> LibraryIndex:
    """A library as it was, by the digest of a snapshot. Raises RetrievalError where the cluster does not have it."""
    return open_state(Cluster(config.opensearch), library, snapshot, settings)


def publish_now(config: Config, settings: Settings, progress: Progress = silent, replace: bool = False) -> None:
    """Have the configured library asked as it is on this machine; ``replace``: whatever is there. Raises CorpusError or RetrievalError."""
    library = config.corpus.library
    if not replace:
        _check_known(config, library)
    published(_publishing(config, library, settings), progress)


async def publish_beside(
    config: Config, settings: Settings, library: str, turn: AbstractAsyncContextManager[None]
) -> str | None:
    """The same while an event loop goes on, where this machine has the library's files; the digest that is asked now,
    None where the cluster has no such library.
    """
    if await asyncio.to_thread(_is_ahead, config, library):
        await published_aside(_publishing(config, library, settings), turn)
    return await asyncio.to_thread(state_there, config, library)


def state_there(config: Config, library: str) -> str | None:
    """The digest of a library as the cluster has it; None where it has none. Raises RetrievalError."""
    found = States(Cluster(config.opensearch)).asked(library)
    return found[1].digest if found else None


def libraries_there(config: Config) -> tuple[str, ...]:
    """The libraries that the cluster has. Raises RetrievalError."""
    return States(Cluster(config.opensearch)).libraries()


def cluster_seen(config: Config, settings: Settings) -> tuple[Literal["ok", "warn", "fail"], str]:
    """How the cluster is, and what of the configured library it has. Raises RetrievalError where it cannot be asked."""
    cluster, library = Cluster(config.opensearch), config.corpus.library
    version, health = cluster.check(), cluster.health()
    says = f"OpenSearch {version}, {counted(int(health['number_of_nodes']), 'node')}, {health['status']}"
    found = States(cluster).asked(library)
    if found is None:
        return "warn", f"{says}; it has no “{library}” yet, which the first question puts there from this machine"
    usable(found[1], settings)
    kept = counted(len(States(cluster).all(library)), "state")
    says = (
        f"{says}; “{library}”: {counted(found[1].papers, 'paper')}, snapshot {found[1].digest[:12]}, {kept} kept"
    )
    if health["status"] == "red":
        return "fail", f"{says}; a part is missing, so that nothing is answered: bring its node back"
    if health["status"] == "yellow":
        return "warn", f"{says}; copies are lacking: one more lost node and nothing is answered"
    if config.opensearch.user and any(map(_is_in_the_open, config.opensearch.urls)):
        return "warn", f"{says}; name and password travel unencrypted: use https"
    return "ok", says


def _is_in_the_open(url: str) -> bool:
    """True where what is said to an address can be read on its way."""
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1")


def _is_ahead(config: Config, library: str) -> bool:
    """True where this machine has a library in another state than the cluster. Raises RetrievalError where it does not know that one."""
    store = _store(config)
    if library not in store.libraries() or store.state(library) == state_there(config, library):
        return False
    _check_known(config, library)
    return True


def _check_known(config: Config, library: str) -> None:
    """Raise RetrievalError where the cluster has a library in a state that this machine never had."""
    there, store = state_there(config, library), _store(config)
    if there is None or there == store.state(library):
        return
    try:
        if there in {digest for digest, _ in store.states(library)} or store.snapshot(DEFAULT, there):
            return
    except CorpusError:
        raise RetrievalError(NOT_HERE.format(library)) from None


def _publishing(config: Config, library: str, settings: Settings) -> Publishing:
    return Publishing(
        limits=config.corpus.work_limits,
        root=_store(config).root,
        library=library,
        settings=settings,
        cluster=config.opensearch,
        password=config.opensearch.password.get_secret_value(),
    )


def _store(config: Config) -> CorpusStore:
    return CorpusStore(config.storage.data_dir / "libraries")

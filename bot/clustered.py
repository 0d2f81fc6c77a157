"""Libraries in the search cluster of the settings: opening them there, and putting them there from the machine
that has their files.

The files of a library are on the one machine that curates it; every other machine needs only the settings. A
machine may replace the state in the cluster only if it has had that state itself; so a machine with old or other
files cannot undo what was published.
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
from corpus.reaching import is_here
from corpus.store import DEFAULT, CorpusStore
from index.cluster.connection import Cluster, as_said, shown
from index.cluster.libraries import Publishing, open_asked, open_state, published, published_aside
from index.cluster.states import States, usable
from index.library import LibraryIndex, Settings

NOT_HERE = (
    "“{}” lives in the search cluster and was put there by another machine, in a state that this one does not know; "
    "nothing was changed there. Change it where its files are, or run “marrow corpus publish --replace” here."
)


def open_clustered(config: Config, settings: Settings, progress: Progress = silent) -> LibraryIndex:
    """The configured library, opened from the cluster. If the cluster does not have it, it is first put there
    from this machine. Raises CorpusError or RetrievalError.
    """
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
    """As ``open_clustered``, without blocking the event loop; ``turn`` is held while a process puts the library
    there.
    """
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
    """A library in an earlier state, given by the digest of its snapshot. Raises RetrievalError if the cluster
    does not have that state.
    """
    return open_state(Cluster(config.opensearch), library, snapshot, settings)


def publish_now(config: Config, settings: Settings, progress: Progress = silent, replace: bool = False) -> None:
    """Put the configured library into the cluster as it is on this machine; questions are answered from it from
    then on. ``replace``: even if the cluster has a state that this machine does not know. Raises CorpusError or
    RetrievalError.
    """
    library = config.corpus.library
    if not replace:
        _check_known(config, library)
    published(_publishing(config, library, settings), progress)


async def publish_beside(
    config: Config, settings: Settings, library: str, turn: AbstractAsyncContextManager[None]
) -> str | None:
    """As ``publish_now``, without blocking the event loop; nothing is put there if this machine does not have
    the library's files. Returns the digest of the state that answers questions now; None if the cluster does not
    have the library.
    """
    if await asyncio.to_thread(_is_ahead, config, library):
        await published_aside(_publishing(config, library, settings), turn)
    return await asyncio.to_thread(state_there, config, library)


def state_there(config: Config, library: str) -> str | None:
    """The digest of the state that the cluster answers from; None if it does not have the library. Raises
    RetrievalError.
    """
    found = States(Cluster(config.opensearch)).asked(library)
    return found[1].digest if found else None


def libraries_there(config: Config) -> tuple[str, ...]:
    """The names of the libraries in the cluster. Raises RetrievalError."""
    return States(Cluster(config.opensearch)).libraries()


def cluster_seen(config: Config, settings: Settings) -> tuple[Literal["ok", "warn", "fail"], str]:
    """The state of the cluster and of the configured library in it: a verdict and a sentence that explains it.
    Raises RetrievalError if the cluster cannot be asked.
    """
    cluster, library = Cluster(config.opensearch), config.corpus.library
    version, health = cluster.check(), cluster.health()
    with as_said():
        nodes, status = int(health["number_of_nodes"]), shown(health["status"])
    says = f"OpenSearch {version}, {counted(nodes, 'node')}, {status}"
    found = States(cluster).asked(library)
    if found is None:
        return "warn", f"{says}; it has no “{library}” yet, which the first question puts there from this machine"
    usable(found[1], settings)
    kept = counted(len(States(cluster).all(library)), "state")
    says = (
        f"{says}; “{library}”: {counted(found[1].papers, 'paper')}, snapshot {found[1].digest[:12]}, {kept} kept"
    )
    if status == "red":
        return "fail", f"{says}; a part is missing, so that nothing is answered: bring its node back"
    if status == "yellow":
        return "warn", f"{says}; copies are lacking: one more lost node and nothing is answered"
    if config.opensearch.user and any(map(_is_in_the_open, config.opensearch.urls)):
        return "warn", f"{says}; name and password travel unencrypted: use https"
    return "ok", says


def _is_in_the_open(url: str) -> bool:
    """True if traffic to an address leaves this machine unencrypted."""
    parts = urlsplit(url)
    return parts.scheme == "http" and not is_here(parts.hostname or "")


def _is_ahead(config: Config, library: str) -> bool:
    """True if this machine has the library, in another state than the cluster. Raises RetrievalError if this
    machine never had the cluster's state.
    """
    store = CorpusStore(config.storage.libraries)
    if library not in store.libraries() or store.state(library) == state_there(config, library):
        return False
    _check_known(config, library)
    return True


def _check_known(config: Config, library: str) -> None:
    """Raise RetrievalError if the cluster has the library in a state that this machine never had."""
    there, store = state_there(config, library), CorpusStore(config.storage.libraries)
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
        root=config.storage.libraries,
        library=library,
        settings=settings,
        cluster=config.opensearch,
        password=config.opensearch.password.get_secret_value(),
    )

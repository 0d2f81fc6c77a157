"""The cluster as it is asked: one client on a loop of its own, and whatever goes wrong said in one sentence.

A question is read in a thread and looks words up as it goes, so that the client must answer threads and event loops alike:
``ask`` waits where it is called, ``asked`` is awaited. The only file that imports opensearch-py.
"""

from __future__ import annotations

import asyncio
import logging
import re
import weakref
from collections.abc import Awaitable, Callable, Coroutine
from threading import Thread, current_thread
from typing import Any, TypeVar

from opensearchpy import AsyncOpenSearch
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionTimeout,
    ImproperlyConfigured,
    NotFoundError,
    OpenSearchException,
    SSLError,
    TransportError,
)
from opensearchpy.exceptions import ConnectionError as Unreachable

from corpus.errors import RetrievalError
from index.cluster.settings import ClusterSettings

Result = TypeVar("Result")
KNOWN = (2, 11)  # the oldest OpenSearch it works with, and the only major version
SETTINGS = "the settings under [opensearch]"
CLOSING = 5.0  # seconds to close connections in
CUT = "The search cluster's answer was cut off or no answer at all."
PART = "A part of the library did not answer in the search cluster, so I say nothing from the rest."
UNFINISHED = (
    "search_phase_execution_exception"  # what the server calls it where a node goes while it is being asked
)
LATER = "Please ask again in a minute."
_LOG = logging.getLogger("marrow.cluster")
_REFUSED = "The search cluster does not let me in: its name or password is not right in " + SETTINGS + "."


class ClusterError(RetrievalError):
    """The cluster cannot say it, so that nothing is said; ``lacks`` where it only has nothing of that name."""

    def __init__(self, sentence: str, lacks: bool = False) -> None:
        super().__init__(sentence)
        self.lacks = lacks


class Cluster:
    """A client of one cluster. It ends with whoever holds it, or with the program."""

    def __init__(self, settings: ClusterSettings) -> None:
        """Asks nothing yet. Raises ClusterError where no address is set."""
        if not settings.urls:
            raise ClusterError(f"No address of a search cluster is set: name at least one in {SETTINGS}.")
        logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # what it has to say is said by ``_sentence``
        self.settings = settings
        self._loop = asyncio.new_event_loop()
        self._client = _client(settings)
        thread = Thread(target=self._loop.run_forever, name="marrow-cluster", daemon=True)
        thread.start()
        self.close = weakref.finalize(self, _ended, self._loop, self._client, thread)

    def ask(self, work: Callable[[AsyncOpenSearch], Awaitable[Result]]) -> Result:
        """What comes of some requests; the thread waits. Raises ClusterError."""
        return asyncio.run_coroutine_threadsafe(self._done(work), self._loop).result()

    async def asked(self, work: Callable[[AsyncOpenSearch], Awaitable[Result]]) -> Result:
        """The same, awaited from any event loop."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._done(work), self._loop))

    def begin(self, work: Coroutine[Any, Any, Result]) -> Any:
        """Have a coroutine of our own run on the client's loop; its future, for ``result()``."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _done(self, work: Callable[[AsyncOpenSearch], Awaitable[Result]]) -> Result:
        return await told(work(self._client), self.settings)

    @property
    def client(self) -> AsyncOpenSearch:
        """The client, for what runs on its loop already."""
        return self._client

    def check(self) -> str:
        """The cluster's version. Raises ClusterError where it is none we know, or cannot be asked."""
        found = self.ask(lambda client: client.info())
        version = found.get("version") if isinstance(found, dict) else None
        version = version if isinstance(version, dict) else {}
        number, kind = str(version.get("number", "")), str(version.get("distribution") or "another server")
        parts = tuple(map(int, re.findall(r"\d+", number)[:2]))
        if kind != "opensearch" or parts < KNOWN or parts[0] != KNOWN[0]:
            known = f"OpenSearch {KNOWN[0]}.{KNOWN[1]} or a newer {KNOWN[0]}"
            raise ClusterError(f"The search cluster is {kind[:20]} {number[:20]}; I work with {known}.")
        return number

    def health(self) -> dict[str, Any]:
        """What the cluster says of itself: status, nodes, shards. Raises ClusterError."""
        pattern = f"{self.settings.prefix}.*"
        return dict(
            self.ask(lambda client: client.cluster.health(index=pattern, params={"expand_wildcards": "open"}))
        )


async def told(work: Awaitable[Result], settings: ClusterSettings) -> Result:
    """What comes of a request, its error as a sentence. Raises ClusterError; what is of use to the operator alone is logged."""
    try:
        return await work
    except (OSError, ImproperlyConfigured):
        raise ClusterError(
            f"The certificates in the file {settings.ca_file} cannot be read; see ca_file in {SETTINGS}."
        ) from None
    except OpenSearchException as error:
        said = _sentence(error, settings)
        if not said.lacks:
            _LOG.warning("The search cluster: %s", _detail(error))
        raise said from None


def _sentence(error: OpenSearchException, settings: ClusterSettings) -> ClusterError:
    if isinstance(error, ConnectionTimeout):
        return ClusterError(
            f"The search cluster did not answer within {settings.timeout_seconds:g} seconds. {LATER}"
        )
    if isinstance(error, SSLError):
        return ClusterError(f"The search cluster's certificate cannot be trusted; see ca_file in {SETTINGS}.")
    if isinstance(error, Unreachable):
        return ClusterError(f"The search cluster cannot be reached just now. {LATER}")
    if isinstance(error, AuthenticationException | AuthorizationException):
        return ClusterError(_REFUSED)
    if isinstance(error, NotFoundError):
        return ClusterError("The search cluster does not have this library in this state.", lacks=True)
    if isinstance(error, TransportError) and isinstance(error.status_code, int):
        if error.status_code in (429, 502, 503, 504) or error.error == UNFINISHED:
            return ClusterError(
                f"A part of the search cluster is missing or busy, so I say nothing from the rest. {LATER}"
            )
        return ClusterError(f"The search cluster refused what I asked (status {error.status_code}).")
    return ClusterError(f"{CUT} {LATER}")


def _detail(error: OpenSearchException) -> str:
    """What happened, for the log: kind, status and the server's own name for it, and nothing that was sent."""
    status = getattr(error, "status_code", "") if isinstance(error, TransportError) else ""
    reason = error.error if isinstance(error, TransportError) and isinstance(error.error, str) else ""
    return " ".join(filter(None, (type(error).__name__, str(status), reason[:200])))


def _client(settings: ClusterSettings) -> AsyncOpenSearch:
    secret = settings.password.get_secret_value()
    return AsyncOpenSearch(
        hosts=list(settings.urls),
        http_auth=(settings.user, secret) if settings.user else None,
        verify_certs=True,
        ca_certs=settings.ca_file or None,
        timeout=settings.timeout_seconds,
        max_retries=settings.retries,
        retry_on_timeout=True,
        retry_on_status=(500, 502, 503, 504),
        http_compress=True,
    )


def _ended(loop: asyncio.AbstractEventLoop, client: AsyncOpenSearch, thread: Thread) -> None:
    """Close the client's connections, then its loop; from whatever thread the last holder let go of it."""

    async def close() -> None:
        pool = client.transport.connection_pool
        for connection in {*getattr(pool, "orig_connections", ()), *pool.connections}:
            await (
                connection.close()
            )  # also those to nodes that were lost, which the client's own closing leaves open
        loop.stop()

    asyncio.run_coroutine_threadsafe(close(), loop)
    if current_thread() is not thread:
        thread.join(CLOSING)
        loop.close()

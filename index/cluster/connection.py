"""The connection to the cluster: one client on its own event loop. Every error becomes one plain sentence.

A question is read in a thread, which looks up words meanwhile; so the client must serve both threads and event
loops: ``ask`` blocks its thread, ``asked`` is awaited. Only this package imports opensearch-py.
"""

from __future__ import annotations

import asyncio
import logging
import re
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from threading import Thread, current_thread
from typing import Any, TypeVar

from opensearchpy import AIOHttpConnection, AsyncOpenSearch
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
from index.cluster import ClusterSettings

Result = TypeVar("Result")
KNOWN = (2, 11)  # the oldest OpenSearch it works with, and the only major version
SETTINGS = "the settings under [opensearch]"
CLOSING = 5.0  # seconds to close connections in
IN_A_ROW = 2  # requests without an answer after which the cluster is taken to be gone; one may be too much for it
REST = 10.0  # seconds without a request after that, so that later callers do not each wait in vain
LARGEST = 256 * 2**20  # bytes of an answer: a page of papers has 200, of at most a million characters each
CUT = "The search cluster's answer was cut off or no answer at all."
PART = "A part of the library did not answer in the search cluster, so I say nothing from the rest."
UNFINISHED = "search_phase_execution_exception"  # the server's error if a node stops during a request
LATER = "Please ask again in a minute."
_LOG = logging.getLogger("marrow.cluster")
_REFUSED = "The search cluster does not let me in: its name or password is not right in " + SETTINGS + "."


class ClusterError(RetrievalError):
    """The cluster did not answer, or not completely. ``lacks``: True if it answered that it has nothing of that
    name; ``gone``: if there was no answer at all."""

    def __init__(self, sentence: str, lacks: bool = False, gone: bool = False) -> None:
        super().__init__(sentence)
        self.lacks, self.gone = lacks, gone


class Cluster:
    """A client of one cluster. Its connections are closed when the object is no longer used, or when the program
    ends."""

    def __init__(self, settings: ClusterSettings) -> None:
        """No request is sent yet. Raises ClusterError if the settings have no address."""
        if not settings.urls:
            raise ClusterError(f"No address of a search cluster is set: name at least one in {SETTINGS}.")
        logging.getLogger("opensearch").setLevel(logging.CRITICAL)  # ``_sentence`` reports its errors
        self.settings = settings
        self._loop = asyncio.new_event_loop()
        self._client = _client(settings)
        self._vain, self._until, self._said = 0, 0.0, ""
        thread = Thread(target=self._loop.run_forever, name="marrow-cluster", daemon=True)
        thread.start()
        self.close = weakref.finalize(self, _ended, self._loop, self._client, thread)

    def ask(self, work: Callable[[AsyncOpenSearch], Awaitable[Result]]) -> Result:
        """The result of ``work``, which sends requests with the client it is given; the calling thread waits.
        Raises ClusterError."""
        return asyncio.run_coroutine_threadsafe(self._done(work), self._loop).result()

    async def asked(self, work: Callable[[AsyncOpenSearch], Awaitable[Result]]) -> Result:
        """The result of ``work``, as for ``ask``, but awaited from any event loop. Raises ClusterError."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._done(work), self._loop))

    def begin(self, work: Coroutine[Any, Any, Result]) -> Any:
        """Start a coroutine on the client's event loop; returns its ``concurrent.futures.Future``."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _done(self, work: Callable[[AsyncOpenSearch], Awaitable[Result]]) -> Result:
        if self._loop.time() < self._until:
            raise ClusterError(self._said)
        try:
            result = await told(work(self._client), self.settings)
        except ClusterError as error:
            self._vain = self._vain + 1 if error.gone else 0
            if self._vain >= IN_A_ROW:
                self._until, self._said = self._loop.time() + REST, str(error)
            raise
        self._vain = 0
        return result

    @property
    def client(self) -> AsyncOpenSearch:
        """The client, for code that already runs on its event loop."""
        return self._client

    def check(self) -> str:
        """The cluster's version. Raises ClusterError if it is not a supported one, or the cluster does not
        answer."""
        found: Any = self.ask(lambda client: client.info())
        version = found.get("version") if isinstance(found, dict) else None
        version = version if isinstance(version, dict) else {}
        number, kind = shown(version.get("number", "")), shown(version.get("distribution") or "another server")
        parts = tuple(map(int, re.findall(r"\d+", number)[:2]))
        if kind != "opensearch" or parts < KNOWN or parts[0] != KNOWN[0]:
            known = f"OpenSearch {KNOWN[0]}.{KNOWN[1]} or a newer {KNOWN[0]}"
            raise ClusterError(f"The search cluster is {kind} {number}; I work with {known}.")
        return number

    def health(self) -> dict[str, Any]:
        """The cluster's report on its health: status, nodes, shards. Raises ClusterError."""
        pattern = f"{self.settings.prefix}.*"
        with as_said():
            return dict(
                self.ask(lambda client: client.cluster.health(index=pattern, params={"expand_wildcards": "open"}))
            )


async def told(work: Awaitable[Result], settings: ClusterSettings) -> Result:
    """The result of a request. Raises ClusterError with a sentence for the reader; details for the operator are
    logged."""
    try:
        with as_said():
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


@contextmanager
def as_said() -> Iterator[None]:
    """Raise ClusterError if an answer turns out, while it is read, not to have OpenSearch's form."""
    try:
        yield
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as error:
        _LOG.warning("The search cluster: what it said cannot be read (%s)", type(error).__name__)
        raise ClusterError(f"{CUT} {LATER}") from None


def shown(said: object) -> str:
    """The beginning of what a server says of itself, on one line."""
    return "".join(filter(str.isprintable, str(said)[:20]))


def _sentence(error: OpenSearchException, settings: ClusterSettings) -> ClusterError:
    if isinstance(error, ConnectionTimeout):
        return ClusterError(
            f"The search cluster did not answer within {settings.timeout_seconds:g} seconds. {LATER}", gone=True
        )
    if isinstance(error, SSLError):
        return ClusterError(f"The search cluster's certificate cannot be trusted; see ca_file in {SETTINGS}.")
    if isinstance(error, Unreachable):
        return ClusterError(f"The search cluster cannot be reached just now. {LATER}", gone=True)
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
    """An error for the log: its type, status and the server's name for it, but nothing that was sent."""
    status = getattr(error, "status_code", "") if isinstance(error, TransportError) else ""
    reason = error.error if isinstance(error, TransportError) and isinstance(error.error, str) else ""
    return " ".join(filter(None, (type(error).__name__, str(status), reason[:200])))


class _Reply:
    """An answer of aiohttp's as opensearch-py reads it, within ``LARGEST``."""

    def __init__(self, response: Any) -> None:
        self._response = response
        self.status: int = response.status
        self.headers: Mapping[str, str] = response.headers

    async def text(self) -> str:
        """The whole content. Raises ValueError if it is longer than that."""
        content = bytearray()
        async for chunk in self._response.content.iter_any():
            content += chunk
            if len(content) > LARGEST:
                raise ValueError(f"an answer of more than {LARGEST:,} bytes")
        return content.decode("utf-8", "surrogatepass")


class _Session:
    """aiohttp's session, which reads no answer without end, and follows no redirect: a question goes to no other host."""

    def __init__(self, session: Any) -> None:
        self._session = session

    @asynccontextmanager
    async def request(self, method: str, url: Any, **given: Any) -> AsyncIterator[_Reply]:
        """The answer to one request."""
        async with self._session.request(method, url, allow_redirects=False, **given) as response:
            yield _Reply(response)

    async def close(self) -> None:
        """Close its connections."""
        await self._session.close()


class _Connection(AIOHttpConnection):
    """opensearch-py's connection to a node, over a ``_Session``."""

    async def _create_aiohttp_session(self) -> None:
        await super()._create_aiohttp_session()
        self.session: Any = _Session(self.session)


def _client(settings: ClusterSettings) -> AsyncOpenSearch:
    secret = settings.password.get_secret_value()
    return AsyncOpenSearch(
        hosts=list(settings.urls),
        connection_class=_Connection,
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
    """Close the client's connections, then its event loop; may be called in any thread."""

    async def close() -> None:
        pool = client.transport.connection_pool
        for connection in {*getattr(pool, "orig_connections", ()), *pool.connections}:
            # also those to nodes that were lost, which the client's own closing leaves open
            await connection.close()
        loop.stop()

    asyncio.run_coroutine_threadsafe(close(), loop)
    if current_thread() is not thread:
        thread.join(CLOSING)
        loop.close()

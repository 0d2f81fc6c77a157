"""Asking a service over HTTP as a good guest does: one question at a time, with pauses, and never for more than was said.

    async with Fetcher(Manners(agent="Marrow (mailto:…)", hosts=frozenset({"api.crossref.org"}))) as fetcher:
        answer = await fetcher.get("https://api.crossref.org/works/10.1234%2Fx")

Nothing is asked but of the hosts that are named, redirected or not; an answer is bounded in bytes and in time. A service
that is busy is asked again a little later, as late as it says itself, and left alone where that is too late. robots.txt is
for whoever reads pages: an interface made for programs has none.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import zlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType

import aiohttp
from yarl import URL

from corpus.errors import CorpusError, FetchError, NoAnswerError
from corpus.models import Model
from corpus.reaching import Reachable, host_of, is_allowed, proxy_of

_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_MOVED = (301, 302, 303, 307, 308)
_MOVES = 5  # redirects that are followed
_FIRST_WAIT = 0.5  # seconds before a service that says no time is asked again; twice as long each time
_SENDABLE = re.compile(r"[!-~]+")  # what may stand in a request as it is
_CHUNK = 65_536  # bytes read at once
_PACKED = ("gzip", "deflate")


class TooLongError(CorpusError):
    """An answer is longer than it may be; a smaller question may have a smaller one."""


class Manners(Model):
    """How a service is asked: who asks (``agent``), which ``hosts`` may be ("name", or "name:port" for an unusual port), and bounds.

    ``largest``: bytes of an answer, unpacked; ``pause_seconds``: between two questions; ``tries``: how often one is asked
    of a service that is busy; ``longest_wait_seconds``: how long it may have itself waited for.
    """

    agent: str
    hosts: frozenset[str] = frozenset()
    timeout_seconds: float = 10
    largest: int = 8 * 2**20
    pause_seconds: float = 0
    tries: int = 4
    longest_wait_seconds: float = 30


class Answer(Model):
    """What a service answered: its status (200, 404 …), where it was found in the end, its kind ("text/html"), its bytes.

    ``moved``: where it is to be asked for instead, where that is not followed. ``etag``, ``modified``: what the service
    calls this state of it.
    """

    status: int
    address: str
    kind: str
    content: bytes
    moved: str | None = None
    etag: str = ""
    modified: str = ""

    @property
    def text(self) -> str:
        """The content as UTF-8; what is none is marked."""
        return self.content.decode("utf-8-sig", "replace")


class _BusyError(Exception):
    """Why an answer did not come this time, and how many seconds the service wants to be left alone; None: it does not say."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class Fetcher:
    """Asks one service, one question at a time, while its block runs. ``wait``: how it waits for so many seconds."""

    def __init__(self, manners: Manners, wait: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._manners, self._wait = manners, wait
        self._turn = asyncio.Lock()
        self._asked = False
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Fetcher:
        """Get ready; nothing is asked yet."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=Reachable()),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=self._manners.timeout_seconds),
            headers={"User-Agent": self._manners.agent, "Accept-Encoding": ", ".join(_PACKED)},
            auto_decompress=False,  # unpacked here, so that a small answer cannot become a huge one
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()

    async def get(self, address: str, fields: Mapping[str, str] | None = None, follow: bool = True) -> Answer:
        """What an address answers, whatever its status. ``address``: ready to be sent, what needs it percent-encoded;
        ``fields``: of the request's head; ``follow``: False: an answer that it has moved is an answer too.

        Raises FetchError, one sentence, where nothing came of it or the host is none that may be asked; TooLongError.
        """
        url = self._checked(_url(address))
        async with self._turn:
            if self._asked and self._manners.pause_seconds:
                await self._wait(self._manners.pause_seconds)
            self._asked = True
            return await self._patiently(url, fields or {}, follow)

    async def _patiently(self, url: URL, fields: Mapping[str, str], follow: bool) -> Answer:
        for tried in range(self._manners.tries):
            try:
                return await self._followed(url, fields, follow)
            except _BusyError as busy:
                why, seconds = str(busy), busy.seconds
            longest = self._manners.longest_wait_seconds
            if seconds is not None and seconds > longest:
                raise FetchError(
                    f"{url.host} {why} and asks to be left alone for {seconds:,.0f} seconds; try again then."
                )
            if tried + 1 < self._manners.tries:
                await self._wait(min(longest, _FIRST_WAIT * 2**tried) if seconds is None else seconds)
        raise NoAnswerError(f"{url.host} could not be asked: it {why}. Try again later.")

    async def _followed(self, url: URL, fields: Mapping[str, str], follow: bool) -> Answer:
        """One answer, at the end of its redirects. Raises _BusyError where it is worth asking again."""
        for _ in range(_MOVES + 1):
            answer = await self._once(url, fields)
            if answer.moved is None or not follow:
                return answer
            moved = self._checked(_url(answer.moved))
            if (url.scheme, moved.scheme) == ("https", "http"):
                raise FetchError(f"{url.host} redirects to where nothing is encrypted; that is not followed.")
            url = moved
        raise FetchError(f"{url.host} redirects more than {_MOVES} times; that is not followed.")

    async def _once(self, url: URL, fields: Mapping[str, str]) -> Answer:
        """The answer of one address."""
        if self._session is None:
            raise RuntimeError("a fetcher asks inside its block alone")
        try:
            async with self._session.get(
                url, headers=fields, allow_redirects=False, proxy=proxy_of(url)
            ) as response:
                if response.status in _AGAIN:
                    seconds = _seconds(response.headers.get("Retry-After", ""))
                    raise _BusyError(f"answers {response.status}", seconds)
                where = response.headers.get("Location") if response.status in _MOVED else None
                return Answer(
                    status=response.status,
                    address=str(url),
                    kind=response.content_type,
                    content=b"" if where else await self._content(response, str(url.host)),
                    moved=str(url.join(_url(where))) if where else None,
                    etag=response.headers.get("ETag", ""),
                    modified=response.headers.get("Last-Modified", ""),
                )
        except (aiohttp.ClientError, OSError, ValueError) as error:  # a timeout is an OSError
            raise _BusyError(_why(error, self._manners.timeout_seconds)) from None

    async def _content(self, response: aiohttp.ClientResponse, host: str) -> bytes:
        packing = response.headers.get("Content-Encoding", "identity").strip().casefold()
        if packing not in (*_PACKED, "identity", ""):
            raise FetchError(f"{host} answers in an encoding that is not read ({packing[:20]}).")
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packing in _PACKED else None
        content = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            room = self._manners.largest + 1 - len(content)
            content += chunk if unpack is None else _unpacked(unpack, chunk, room)
            if len(content) > self._manners.largest:
                raise TooLongError(
                    f"The answer of {host} is longer than {self._manners.largest / 2**20:,.0f} MB; it is not read."
                )
        return bytes(content)

    def _checked(self, url: URL) -> URL:
        if not is_allowed(url, self._manners.hosts):
            raise FetchError(
                f"{host_of(url) or 'That'} is no host that may be asked; nothing was fetched from it."
            )
        return url


def _unpacked(unpack: zlib._Decompress, chunk: bytes, room: int) -> bytes:
    try:
        return unpack.decompress(chunk, room)
    except zlib.error:
        raise ValueError("packing") from None


def _url(address: str) -> URL:
    """An address as it is written. Raises FetchError where it is none."""
    try:
        url = URL(address, encoded=_SENDABLE.fullmatch(address) is not None)
        url.port  # noqa: B018  # is read where it is asked for, and only then found wrong
    except ValueError:
        raise FetchError("What should be asked, or was redirected to, is no web address.") from None
    return url


def _seconds(written: str) -> float | None:
    """Retry-After, in seconds or as a moment: how long to wait; None where it says nothing."""
    if written.isascii() and written.isdigit():
        return float(written)
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _why(error: Exception, timeout: float) -> str:
    """Why no answer came, in words that follow "it "; an error's own may hold the address."""
    if isinstance(error, TimeoutError):
        return f"did not answer within {timeout:g} seconds"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "is not known by that name here"
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return "cannot prove who it is (its certificate)"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "cannot be reached"
    return "broke off, or does not answer as a web server does"

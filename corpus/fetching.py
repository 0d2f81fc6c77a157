"""A polite HTTP client: one request at a time, with pauses, within fixed limits.

    async with Fetcher(Manners(agent="Marrow (mailto:…)", hosts=frozenset({"api.crossref.org"}))) as fetcher:
        answer = await fetcher.get("https://api.crossref.org/works/10.1234%2Fx")

Only the named hosts are asked, also after a redirect; an answer is limited in bytes and time. A busy service is
asked again after the time it names itself, or not at all if that is too long. robots.txt concerns readers of web
pages (``corpus.watching``); interfaces made for programs have none.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import zlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from urllib.request import getproxies

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver
from yarl import URL

from corpus.errors import CorpusError, FetchError, NoAnswerError
from corpus.models import Model
from corpus.patterns import late
from corpus.reaching import host_of, is_allowed, is_here, leads_out, proxy_of

# HTTP's status codes after which a service is asked again, or elsewhere.
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_MOVED = (301, 302, 303, 307, 308)
_MOVES = 5  # redirects that are followed
_FIRST_WAIT = 0.5  # seconds before a service that says no time is asked again; twice as long each time
_SENDABLE = late(r"[!-~]+")  # characters that a request may have unencoded
_EVER = 1e9  # seconds; a service may write more digits than a number holds
_CHUNK = 65_536  # bytes read at once
_PACKED, _PLAIN = ("gzip", "deflate"), ("identity", "")


class TooLongError(CorpusError):
    """An answer exceeds the limit; a smaller question may have a smaller answer."""


class Reachable(AbstractResolver):
    """Resolves a host and refuses addresses in private networks, to which any public name may point."""

    def __init__(self) -> None:
        self._resolver = DefaultResolver()
        # the operator's own
        self._proxies = {URL(proxy).host for proxy in getproxies().values() if "://" in proxy}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host. Raises OSError if there are none, FetchError if one is not allowed."""
        found = await self._resolver.resolve(host, port, family)
        fine = is_here if is_here(host) else leads_out
        if host not in self._proxies and not all(fine(one["host"]) for one in found):
            raise FetchError(f"{host} leads into a private network, so it is not asked.")
        return found

    async def close(self) -> None:
        """Leave nothing open."""
        await self._resolver.close()


class Manners(Model):
    """How a service is asked: who asks (``agent``), the allowed ``hosts`` ("name", or "name:port" for an unusual
    port), and limits.

    ``largest``: bytes of an unpacked answer; ``pause_seconds``: between two requests; ``tries``: requests to a
    busy service; ``longest_wait_seconds``: the longest wait it may ask for.
    """

    agent: str
    hosts: frozenset[str] = frozenset()
    timeout_seconds: float = 10
    largest: int = 8 * 2**20
    pause_seconds: float = 0
    tries: int = 4
    longest_wait_seconds: float = 30


class Response(Model):
    """An answer: HTTP status, final address, media type ("text/html") and bytes.

    ``moved``: the target of a redirect that was not followed. ``etag``, ``modified``: the server's marks for this state
    of the content.
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
        """The content decoded as UTF-8, with a mark for each invalid byte."""
        return self.content.decode("utf-8-sig", "replace")


class _BusyError(Exception):
    """Why there is no answer this time, and how many seconds the service asks us to wait (None: it does not
    say)."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class Fetcher:
    """Asks one service, one request at a time, while its block runs. ``wait``: an async sleep, in seconds."""

    def __init__(self, manners: Manners, wait: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._manners, self._wait = manners, wait
        self._turn = asyncio.Lock()
        self._asked = False
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Fetcher:
        """Open the session; nothing is requested yet."""
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

    async def get(self, address: str, fields: Mapping[str, str] | None = None, follow: bool = True) -> Response:
        """The answer of an address, whatever its status. ``address``: percent-encoded where needed; ``fields``:
        request headers; ``follow``: if False, a redirect is returned as the answer.

        Raises FetchError, in one sentence, if there is no answer or the host is not allowed; TooLongError.
        """
        url = self._checked(_url(address))
        async with self._turn:
            if self._asked and self._manners.pause_seconds:
                await self._wait(self._manners.pause_seconds)
            self._asked = True
            return await self._patiently(url, fields or {}, follow)

    async def _patiently(self, url: URL, fields: Mapping[str, str], follow: bool) -> Response:
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

    async def _followed(self, url: URL, fields: Mapping[str, str], follow: bool) -> Response:
        """One answer, after any redirects. Raises _BusyError if asking again may help."""
        for _ in range(_MOVES + 1):
            answer = await self._once(url, fields)
            if answer.moved is None or not follow:
                return answer
            moved = self._checked(_url(answer.moved))
            if (url.scheme, moved.scheme) == ("https", "http"):
                raise FetchError(f"{url.host} redirects to where nothing is encrypted; that is not followed.")
            url = moved
        raise FetchError(f"{url.host} redirects more than {_MOVES} times; that is not followed.")

    async def _once(self, url: URL, fields: Mapping[str, str]) -> Response:
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
                return Response(
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
        if (packing := _packing(response)) not in (*_PACKED, *_PLAIN):
            raise FetchError(f"{host} answers in an encoding that is not read ({packing[:20]}).")
        content = await content_within(response, self._manners.largest)
        if len(content) > self._manners.largest:
            raise TooLongError(
                f"The answer of {host} is longer than {self._manners.largest / 2**20:,.0f} MB; it is not read."
            )
        return content

    def _checked(self, url: URL) -> URL:
        if not is_allowed(url, self._manners.hosts):
            raise FetchError(
                f"{host_of(url) or 'That'} is no host that may be asked; nothing was fetched from it."
            )
        return url


def _packing(response: aiohttp.ClientResponse) -> str:
    return response.headers.get("Content-Encoding", "").strip().casefold()


async def content_within(response: aiohttp.ClientResponse, largest: int) -> bytes:
    """The unpacked content of an answer that aiohttp leaves packed; if it is longer than ``largest``, the beginning,
    one byte more than that. Raises ValueError if it cannot be unpacked.
    """
    packing, content = _packing(response), bytearray()
    if packing not in (*_PACKED, *_PLAIN):
        raise ValueError("packing")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packing in _PACKED else None
    async for chunk in response.content.iter_chunked(_CHUNK):
        room = largest + 1 - len(content)
        content += chunk[:room] if unpack is None else _unpacked(unpack, chunk, room)
        if len(content) > largest:
            break
    return bytes(content)


def _unpacked(unpack: zlib._Decompress, chunk: bytes, room: int) -> bytes:
    try:
        return unpack.decompress(chunk, room)
    except zlib.error:
        raise ValueError("packing") from None


def _url(address: str) -> URL:
    """An address, unchanged. Raises FetchError if it is not one."""
    try:
        url = URL(address, encoded=_SENDABLE.fullmatch(address) is not None)
        url.port  # noqa: B018  # is read where it is asked for, and only then found wrong
    except ValueError:
        raise FetchError("What should be asked, or was redirected to, is no web address.") from None
    return url


def _seconds(written: str) -> float | None:
    """The seconds to wait from a Retry-After header (seconds or a date); None if it says nothing."""
    if written.isascii() and written.isdigit():
        return min(float(written), _EVER)
    try:
        moment = parsedate_to_datetime(written).astimezone(UTC)
    except (ValueError, OverflowError):  # also a moment that no calendar has
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _why(error: Exception, timeout: float) -> str:
    """The reason for a missing answer, in words that follow "it "; an error's own text might contain the
    address."""
    if isinstance(error, TimeoutError):
        return f"did not answer within {timeout:g} seconds"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "is not known by that name here"
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return "cannot prove who it is (its certificate)"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "cannot be reached"
    return "broke off, or does not answer as a web server does"

"""Serves a copy of the logbook through Datasette until it is ended, to browsers that have the token."""

from __future__ import annotations

import asyncio
import re
import secrets
import signal
import socket
from collections.abc import Awaitable, Callable, Generator, MutableMapping
from contextlib import contextmanager
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, quote

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.browsing.copy import NAME
from bot.browsing.guarding import WAITING, Address, admits, bounded
from bot.browsing.pages import pages
from bot.browsing.visible import MEMORY
from corpus.errors import StorageError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

ASK = "This page opens with the address that “marrow log browse” printed."
_HEADERS: Headers = [
    (b"cache-control", b"private, no-store"),
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]
_INSIDE = re.compile(r"/+-/+(?!static)")  # Datasette's pages about itself: files, threads, versions
_OURS = {name for name, _ in _HEADERS}


class Guard:
    """Protects an ASGI application (https://asgi.readthedocs.io): only readers with the token get in, all others get
    403.

    The token comes once in the address (``?token=``) and then as a cookie. Nothing can be written; browsers may not
    store answers or show them inside other pages.
    """

    def __init__(self, app: App, token: str, listening: Address, port: int) -> None:
        self._app = app
        self._token = token
        self._listening = listening
        self._cookie = f"marrow-log-{port}"  # browsers share cookies between the ports of a host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it to the application."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers: Headers = scope["headers"]
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if not self._our_name(headers):
            await _refuse(send, 403, "This page answers only under an address of this machine.")
        elif _INSIDE.match(scope["path"]):
            await _refuse(send, 404, "There is no such page here.")
        elif scope["method"] not in ("GET", "HEAD"):
            await _refuse(send, 405, "The logbook can only be read here.")
        elif self._is_token(given):
            await self._welcome(scope, send)
        elif any(self._is_token(value) for value in self._cookies(headers)):
            await self._app(scope, receive, _with_our_headers(send))
        else:
            await _refuse(send, 403, ASK)

    def _our_name(self, headers: Headers) -> bool:
        """Whether the Host header is allowed; the name of another site that points here (DNS rebinding) is not."""
        hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
        return len(hosts) == 1 and admits(hosts[0], self._listening)

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "replace"), self._token.encode("ascii"))

    def _cookies(self, headers: Headers) -> list[str]:
        """The values of our cookie."""
        pairs = [
            pair.strip().partition("=")
            for name, value in headers
            if name == b"cookie"
            for pair in value.decode("latin-1").split(";")
        ]
        return [value for name, _, value in pairs if name == self._cookie]

    async def _welcome(self, scope: Scope, send: Send) -> None:
        """Set the token as a cookie and redirect to the address without it."""
        path = quote("/" + scope["path"].lstrip("/\\"))  # "//elsewhere" would lead to another site
        cookie = f"{self._cookie}={self._token}; Path=/; HttpOnly; SameSite=Strict"
        headers = [(b"location", path.encode("ascii")), (b"set-cookie", cookie.encode("ascii"))]
        await _answer(send, 303, "", headers)


def _with_our_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in _OURS]
            message = {**message, "headers": [*kept, *_HEADERS]}
        await send(message)

    return sending


async def _refuse(send: Send, status: int, sentence: str) -> None:
    """Answer, and close the connection: whoever was refused could hold it with one byte every few seconds."""
    await _answer(send, status, f"{sentence}\n", [(b"connection", b"close")])


async def _answer(send: Send, status: int, text: str, headers: Headers) -> None:
    body = text.encode("utf-8")
    told = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode("ascii"))]
    await send({"type": "http.response.start", "status": status, "headers": [*told, *headers, *_HEADERS]})
    await send({"type": "http.response.body", "body": body})


MOST = 64  # connections at once: a browser opens six
GRACE = 2  # seconds that a page under way gets when the browser is closed
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _Server(uvicorn.Server):
    """A server that calls ``ready`` when it answers, and leaves signals to us: after uvicorn's own handling the copy
    would not be removed.
    """

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start answering."""
        await super().startup(sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave the signal handlers unchanged."""
        yield


def bound(address: Address, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free port. Raises StorageError."""
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    try:
        return socket.create_server((str(address), port), family=family)
    except OSError as error:
        why = error.strerror or error
        raise StorageError(
            f"{address}, port {port}, cannot be listened at: {why}. Choose another --port."
        ) from None


def serve(copy: Path, names: bool, at: socket.socket, said: Callable[[str], None]) -> None:
    """Serve a copy until Ctrl-C, SIGTERM or SIGHUP; ``said`` is called with the address, including the token, once it
    answers.
    """
    host, port = at.getsockname()[:2]
    token = secrets.token_urlsafe(32)
    with pages(copy, names, MEMORY) as shown:
        guard = Guard(shown.app(), token, ip_address(host), port)
        asyncio.run(_served(guard, at, lambda: said(url_of(ip_address(host), port, token))))


def url_of(listening: Address, port: int, token: str) -> str:
    """The address to open in a browser on this machine."""
    loopback = "127.0.0.1" if listening.version == 4 else "::1"
    host = loopback if listening.is_unspecified else str(listening)
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/{NAME}?token={token}"


def _handled(server_state: ServerState, **given: Any) -> asyncio.Protocol:
    """The handler of a new connection; one that has asked for nothing in some seconds is closed."""

    def overdue(handler: H11Protocol) -> None:
        if handler.cycle is None:
            handler.transport.close()

    made = partial(H11Protocol, server_state=server_state, **given)
    return bounded(made, lambda: len(server_state.connections), MOST, overdue)()


async def _served(app: Guard, at: socket.socket, ready: Callable[[], None]) -> None:
    config = uvicorn.Config(
        app,
        http=cast("Any", _handled),
        backlog=WAITING,
        log_config=None,
        access_log=False,
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
    )
    server = _Server(config, ready)
    loop = asyncio.get_running_loop()
    for number in _ENDING:
        loop.add_signal_handler(number, setattr, server, "should_exit", True)
    await server.serve(sockets=[at])

"""Who may read: only a browser that brought the token, under a name of this machine that no other site can claim."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import parse_qs, quote

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Address = IPv4Address | IPv6Address
Headers = list[tuple[bytes, bytes]]

ASK = "This page opens with the address that “marrow log browse” printed."
_HOST = re.compile(
    r"(?:(?P<name>localhost)|(?P<four>[0-9.]+)|\[(?P<six>[0-9a-f:.]+)\])(?::(?P<port>[0-9]{1,5}))?",
    re.IGNORECASE | re.ASCII,
)
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
    """Stands before an ASGI application (https://asgi.readthedocs.io) and lets readers in who bring the token.

    The token comes once in the address (``?token=``) and then as a cookie. Everything else gets 403. Nothing can be
    written, and no answer may be kept by the browser or shown inside another page.
    """

    def __init__(self, app: App, token: str, listening: Address, port: int) -> None:
        self._app = app
        self._token = token
        self._listening = listening
        self._cookie = f"marrow-log-{port}"  # browsers share cookies between the ports of a host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or leave it to the application."""
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
        """The Host is an address or "localhost": another site's name that was pointed here (DNS rebinding) is neither."""
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
        """Keep the token as a cookie and take it out of the address."""
        path = quote("/" + scope["path"].lstrip("/\\"))  # "//elsewhere" would lead to another site
        cookie = f"{self._cookie}={self._token}; Path=/; HttpOnly; SameSite=Strict"
        headers = [(b"location", path.encode("ascii")), (b"set-cookie", cookie.encode("ascii"))]
        await _answer(send, 303, "", headers)


def admits(host: str, listening: Address) -> bool:
    """Whether a Host header ("127.0.0.1:8001", "[::1]:80", "localhost") may ask a server that listens there.

    On this machine alone: a loopback address or "localhost", with any port, as the near end of a tunnel has. On one
    address: that one. On all: any address, for this machine may be known by others' (behind a router), but no name.
    """
    found = _HOST.fullmatch(host)
    if found is None or int(found["port"] or 0) > 65_535:
        return False
    here = listening.is_loopback or listening.is_unspecified
    if found["name"]:
        return here
    try:
        address = ip_address(found["six"] or found["four"])
    except ValueError:
        return False
    return listening.is_unspecified or (address.is_loopback if here else address == listening)


def _with_our_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in _OURS]
            message = {**message, "headers": [*kept, *_HEADERS]}
        await send(message)

    return sending


async def _refuse(send: Send, status: int, sentence: str) -> None:
    await _answer(send, status, f"{sentence}\n", [])


async def _answer(send: Send, status: int, text: str, headers: Headers) -> None:
    body = text.encode("utf-8")
    told = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode("ascii"))]
    await send({"type": "http.response.start", "status": status, "headers": [*told, *headers, *_HEADERS]})
    await send({"type": "http.response.body", "body": body})

"""Datasette over a copy of the logbook, behind the guard, until somebody ends it."""

from __future__ import annotations

import asyncio
import secrets
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from bot.browsing.bounds import MEMORY
from bot.browsing.copy import NAME
from bot.browsing.guard import Address, Guard
from bot.browsing.pages import pages
from corpus.errors import StorageError

GRACE = 2  # seconds that a page under way gets when the browser is closed
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _Server(uvicorn.Server):
    """A server that says when it answers and leaves signals to us: uvicorn would pass SIGTERM on, and the copy would stay."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Touch no signal."""
        yield


def bound(address: Address, port: int) -> socket.socket:
    """A socket that listens there; port 0 for any that is free. Raises StorageError."""
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    try:
        return socket.create_server((str(address), port), family=family)
    except OSError as error:
        why = error.strerror or error
        raise StorageError(
            f"{address}, port {port}, cannot be listened at: {why}. Choose another --port."
        ) from None


def serve(copy: Path, names: bool, at: socket.socket, said: Callable[[str], None]) -> None:
    """Serve a copy until Ctrl-C, SIGTERM or SIGHUP; ``said`` is told the address, with its token, once it answers."""
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


async def _served(app: Guard, at: socket.socket, ready: Callable[[], None]) -> None:
    config = uvicorn.Config(
        app,
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

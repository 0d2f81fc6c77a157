"""What guards a page that is served on this machine.

The names under which it answers: a page of another site may let its own name lead to this machine, so that a browser
would read ours for it (DNS rebinding); the header Host then shows that name. And the number of connections, each for a
few seconds until it says what it wants: each takes a file, of which a process has some hundred, and anybody on this
machine can open thousands.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TypeVar

Address = IPv4Address | IPv6Address
_HOST = re.compile(
    r"(?:(?P<name>localhost)|(?P<four>[0-9.]+)|\[(?P<six>[0-9a-f:.]+)\])(?::(?P<port>[0-9]{1,5}))?",
    re.IGNORECASE | re.ASCII,
)
Handler = TypeVar("Handler", bound=asyncio.Protocol)
SECONDS = 10.0  # within which a connection must send its request
WAITING = 16  # connections that may wait to be accepted: asyncio accepts as many at each turn, and one refused takes a file for four turns


def admits(host: str, listening: Address) -> bool:
    """Whether a request with this Host header ("127.0.0.1:8001", "[::1]:80", "localhost") is allowed at a listening
    address.

    Listening on loopback: a loopback address or "localhost", with any port, because a tunnel may use another one. On
    one address: that address. On all addresses: any address, because others may know this machine by another one
    (behind a router), or "localhost".
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


def bounded(
    make: Callable[[], Handler],
    held: Callable[[], int],
    most: int,
    overdue: Callable[[Handler], object],
    seconds: float = SECONDS,
) -> Callable[[], asyncio.Protocol]:
    """A factory for a server's connection handlers. Beyond ``most`` open connections (``held``) a further one is
    closed; ``overdue`` is called with each handler after ``seconds``.
    """

    def admitted() -> asyncio.Protocol:
        if held() >= most:
            return _Refused()
        handler = make()
        asyncio.get_running_loop().call_later(seconds, overdue, handler)
        return handler

    return admitted


class _Refused(asyncio.Protocol):
    """A connection that is closed at once."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Close it."""
        transport.close()

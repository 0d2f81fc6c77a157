"""A few connections to a page, each for a few seconds until it says what it wants: each takes a file, of which a process has
some hundred, and anybody on this machine can open thousands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Handler = TypeVar("Handler", bound=asyncio.Protocol)
SECONDS = 10.0


def bounded(
    make: Callable[[], Handler],
    held: Callable[[], int],
    most: int,
    overdue: Callable[[Handler], object],
    seconds: float = SECONDS,
) -> Callable[[], asyncio.Protocol]:
    """What makes a connection's handler, for a server: it closes a connection beyond ``most`` at once, of which ``held`` are
    open, and calls ``overdue`` with each handler after ``seconds``.
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

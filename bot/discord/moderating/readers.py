"""Who has read a server's log since the bot began: in memory alone, so that admins see mentions where rows hold pseudonyms."""

from __future__ import annotations

from collections import OrderedDict

MOST = 10_000  # members remembered, the newest


class Readers:
    """Members by server, the newest at the end."""

    def __init__(self) -> None:
        self._met: OrderedDict[tuple[str | None, str], None] = OrderedDict()

    def met(self, server: str | None, member: str) -> None:
        """Remember who reads a server's log."""
        self._met[server, member] = None
        self._met.move_to_end((server, member))
        if len(self._met) > MOST:
            self._met.popitem(last=False)

    def of(self, server: str | None) -> list[str]:
        """The ids of those who have read a server's log."""
        return [member for where, member in self._met if where == server]

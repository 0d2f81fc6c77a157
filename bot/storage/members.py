"""Members who want no words kept of what they ask."""

from __future__ import annotations

from bot.storage.database import Database
from bot.storage.pseudonyms import Pseudonyms


class Members:
    """Opt-outs by server and pseudonym; None stands for direct messages."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms
        self._out: set[tuple[str, str]] | None = None

    async def opted_out(self, member: str, server: str | None) -> bool:
        """True for a member who opted out in this server. Raises StorageError where that cannot be known."""
        if self._out is None:
            rows = await self._database.rows("SELECT server, asker FROM opted_out")
            self._out = {(row["server"], row["asker"]) for row in rows}
        return not self._out.isdisjoint(self._all(member, server))

    async def opt_out(self, member: str, server: str | None) -> None:
        """Keep no words of this member from now on. Raises StorageError."""
        await self.opted_out(member, server)
        for who in self._all(
            member, server
        ):  # what was asked under an older name is asked again for nobody either
            await self._database.execute("INSERT OR IGNORE INTO opted_out (server, asker) VALUES (?, ?)", who)
            if self._out is not None:
                self._out.add(who)

    async def opt_in(self, member: str, server: str | None) -> None:
        """Keep words again. Raises StorageError."""
        await self.opted_out(member, server)
        for who in self._all(member, server):
            await self._database.execute("DELETE FROM opted_out WHERE server = ? AND asker = ?", who)
            if self._out is not None:
                self._out.discard(who)

    def _all(self, member: str, server: str | None) -> list[tuple[str, str]]:
        """The member under every name they have had, the present one last."""
        return [(server or "", name) for name in self._pseudonyms.all_of(member, server)]

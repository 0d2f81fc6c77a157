"""Members who want no words kept of their questions."""

from __future__ import annotations

from bot.storage.database import Database
from bot.storage.pseudonyms import Pseudonyms


class Members:
    """Opt-outs by server and pseudonym; server None means direct messages."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms
        self._out: set[tuple[str, str]] | None = None

    async def opted_out(self, member: str, server: str | None) -> bool:
        """Whether a member has opted out in this server. Raises StorageError if that cannot be read."""
        if self._out is None:
            rows = await self._database.rows("SELECT server, asker FROM opted_out")
            self._out = {(row["server"], row["asker"]) for row in rows}
        return not self._out.isdisjoint(self._all(member, server))

    async def opt_out(self, member: str, server: str | None) -> None:
        """Stop keeping the words of this member. Raises StorageError."""
        await self.opted_out(member, server)
        for who in self._all(member, server):  # older names too, so that their questions are not asked again
            await self._database.execute("INSERT OR IGNORE INTO opted_out (server, asker) VALUES (?, ?)", who)
            if self._out is not None:
                self._out.add(who)

    async def opt_in(self, member: str, server: str | None) -> None:
        """Keep the words of this member again. Raises StorageError."""
        await self.opted_out(member, server)
        for who in self._all(member, server):
            await self._database.execute("DELETE FROM opted_out WHERE server = ? AND asker = ?", who)
            if self._out is not None:
                self._out.discard(who)

    def _all(self, member: str, server: str | None) -> list[tuple[str, str]]:
        """(server, pseudonym) under every key, the current key last."""
        return [(server or "", name) for name in self._pseudonyms.all_of(member, server)]

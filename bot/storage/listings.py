"""The choice behind a list of papers or a set of references, under a short token that buttons can carry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from pydantic import TypeAdapter

from bot.storage.database import Database
from bot.storage.found import found_json
from bot.storage.pseudonyms import Pseudonyms

_SPEC = TypeAdapter(dict[str, str])


class Listings:
    """Choices by token; the same choice has the same token."""

    def __init__(self, database: Database, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    async def keep(self, server: str | None, spec: Mapping[str, str], member: str | None = None) -> str:
        """Keep a choice; its token, eight hex digits. Raises StorageError.

        ``member``: who typed words that are in it, and with whom they are forgotten; None where nobody typed any.
        """
        whole, whose = json.dumps(spec, sort_keys=True, ensure_ascii=False), self._pseudonyms.of(member, server)
        token = hashlib.sha256(f"{server or ''}\x00{whose or ''}\x00{whole}".encode()).hexdigest()[:8]
        if await self.get(token, server) is None:
            await self._database.execute(
                "INSERT OR REPLACE INTO listings (token, server, spec, asker, at) VALUES (?, ?, ?, ?, ?)",
                (token, server or "", whole, whose, datetime.now(UTC).isoformat(timespec="microseconds")),
            )
        return token

    async def get(self, token: str, server: str | None) -> dict[str, str] | None:
        """The choice of a token; None where there is none in this server."""
        row = await self._database.row(
            "SELECT spec FROM listings WHERE token = ? AND server = ?", (token, server or "")
        )
        return found_json(_SPEC, row["spec"], "the choice behind a list") if row else None

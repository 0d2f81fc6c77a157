"""Commands are told to Discord only when they changed: their fingerprint is kept beside the logbook."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any

from discord import app_commands

from bot.storage.facts import Facts

FACT = "commands"
_LOG = logging.getLogger("marrow.discord")


async def sync_if_changed(tree: app_commands.CommandTree[Any], facts: Facts) -> bool:
    """Upload the commands where they, their translations or the application are new; True where that was done."""
    now = await fingerprint(tree)
    if await facts.get(FACT) == now:
        return False
    await tree.sync()
    await facts.put(FACT, now)
    _LOG.info("Commands were told to Discord anew.")
    return True


async def fingerprint(tree: app_commands.CommandTree[Any]) -> str:
    """A hash of the application and of every command as Discord is told it."""
    translator = tree.translator
    payload = [
        await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    whole = json.dumps([tree.client.application_id, sorted(payload, key=_name)], sort_keys=True, default=str)
    return hashlib.sha256(whole.encode()).hexdigest()


def _name(payload: Any) -> tuple[int, str]:
    return int(payload.get("type", 1)), str(payload["name"])

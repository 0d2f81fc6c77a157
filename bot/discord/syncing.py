"""Commands are told to Discord only when they changed or Discord has lost some; what it refuses for now is tried again."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import discord
from discord import app_commands

from bot.storage.store import Facts

FACT = "commands"
PATIENCE = 60.0  # seconds for one try: where Discord wants more time, it is given it between two
FIRST, LONGEST = 30.0, 3600.0  # seconds until the second try, and at most between two
SUBCOMMANDS = (1, 2)  # kinds of options that are commands themselves
_LOG = logging.getLogger("marrow.discord")
Payload = Mapping[str, Any]


async def keep_synced(tree: app_commands.CommandTree[Any], facts: Facts, first: float = FIRST) -> None:
    """Tell Discord the commands where it has not got them, and go on trying where it refuses for now."""
    wait = first
    while True:
        try:
            async with asyncio.timeout(PATIENCE):
                await sync_if_changed(tree, facts)
        except Exception as error:  # whatever it is, the bot answers on without it
            _LOG.warning(
                "Discord has not taken the commands yet (%s). Mentions are answered all the same; I try again in %d s.",
                why(error),
                wait,
            )
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST)
        else:
            return


async def sync_if_changed(tree: app_commands.CommandTree[Any], facts: Facts) -> bool:
    """Upload the commands where they, their translations or the application are new, or Discord lacks some.

    True where that was done. Raises what Discord or the network raises.
    """
    now = await fingerprint(tree)
    if await facts.get(FACT) == now and not any(await difference(tree)):
        return False
    await tree.sync()
    await facts.put(FACT, now)
    _LOG.info("Commands were told to Discord anew.")
    return True


class Difference(NamedTuple):
    """Names of commands: those Discord does not have, those it has otherwise than we do, and those we do not have."""

    lacking: tuple[str, ...]
    otherwise: tuple[str, ...]
    left: tuple[str, ...]


async def difference(tree: app_commands.CommandTree[Any]) -> Difference:
    """Discord's commands beside ours. Raises what Discord or the network raises."""
    application = tree.client.application_id
    assert application is not None, "whoever asks has logged in"  # nosec B101: for mypy
    held: Any = await tree.client.http.get_global_commands(application)
    theirs, ours = _shapes(held), _shapes(await payloads(tree))
    both = ours.keys() & theirs.keys()
    otherwise = {key for key in both if theirs[key] != ours[key]}
    return Difference(*(_names(keys) for keys in (ours.keys() - both, otherwise, theirs.keys() - both)))


def _names(keys: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(sorted(name for _, name in keys))


async def payloads(tree: app_commands.CommandTree[Any]) -> list[Payload]:
    """Every command as Discord is told it."""
    translator = tree.translator
    return [
        await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
        for command in tree.get_commands()
    ]


async def fingerprint(tree: app_commands.CommandTree[Any]) -> str:
    """A hash of the application and of every command as Discord is told it."""
    whole = json.dumps(
        [tree.client.application_id, sorted(await payloads(tree), key=_name)], sort_keys=True, default=str
    )
    return hashlib.sha256(whole.encode()).hexdigest()


def _shapes(told: Iterable[Payload]) -> dict[tuple[int, str], object]:
    """What of each command must be the same: what it says, and its options with theirs."""
    return {_name(payload): (payload.get("description") or "", _options(payload)) for payload in told}


def _options(payload: Payload) -> tuple[object, ...]:
    """The options of a command; Discord leaves out what is false or empty."""
    return tuple(
        (
            int(one["type"]),
            one["name"],
            one.get("description") or "",
            bool(one.get("required")) and int(one["type"]) not in SUBCOMMANDS,
            bool(one.get("autocomplete")),
            tuple((choice["name"], choice["value"]) for choice in one.get("choices") or ()),
            _options(one),
        )
        for one in payload.get("options") or ()
    )


def _name(payload: Payload) -> tuple[int, str]:
    return int(payload.get("type", 1)), str(payload["name"])


def why(error: Exception) -> str:
    """What went wrong, in a few words."""
    if isinstance(error, discord.HTTPException):
        return f"{error.status}, code {error.code}: {error.text or 'no reason given'}"
    return str(error) or type(error).__name__

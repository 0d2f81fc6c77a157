"""Sends the commands to Discord only if they changed or Discord lacks some; if Discord refuses for now, tries again."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import discord
from discord import app_commands

from bot.discord.translator import localized
from bot.storage.store import Facts

FACT = "commands"
PATIENCE = 60.0  # seconds for one try; if Discord needs more time, it gets it between two tries
FIRST, LONGEST = 30.0, 3600.0  # seconds until the second try, and at most between two
SUBCOMMANDS = (1, 2)  # kinds of options that are commands themselves
_LOG = logging.getLogger("marrow.discord")
Payload = Mapping[str, Any]


async def keep_synced(tree: app_commands.CommandTree[Any], facts: Facts, first: float = FIRST) -> None:
    """Send the commands to Discord if needed, and try again until that succeeds."""
    wait = first
    while True:
        try:
            async with asyncio.timeout(PATIENCE):
                await sync_if_changed(tree, facts)
        except Exception as error:  # the bot works without it
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
    """Upload the commands if they, their translations or the application changed, or Discord lacks some.

    Returns True if they were uploaded. Raises the errors of Discord or the network.
    """
    ours = payloads(tree)
    now = fingerprint(tree, ours)
    if await facts.get(FACT) == now and not any(await difference(tree, ours)):
        return False
    await tree.client.http.bulk_upsert_global_commands(_application(tree), payload=[dict(one) for one in ours])
    await facts.put(FACT, now)
    _LOG.info("Commands were told to Discord anew.")
    return True


class CommandDifference(NamedTuple):
    """Names of commands: those Discord lacks, those that differ there, and those that only Discord has."""

    lacking: tuple[str, ...]
    otherwise: tuple[str, ...]
    left: tuple[str, ...]


async def difference(tree: app_commands.CommandTree[Any], told: Iterable[Payload]) -> CommandDifference:
    """Compare the commands that Discord has with those it is ``told``. Raises the errors of Discord or the network."""
    held: Any = await tree.client.http.get_global_commands(_application(tree))
    theirs, ours = _shapes(held), _shapes(told)
    both = ours.keys() & theirs.keys()
    otherwise = {key for key in both if theirs[key] != ours[key]}
    return CommandDifference(*(_names(keys) for keys in (ours.keys() - both, otherwise, theirs.keys() - both)))


def _application(tree: app_commands.CommandTree[Any]) -> int:
    application: int | None = tree.client.application_id
    assert application is not None, "whoever asks has logged in"  # nosec B101: for mypy
    return application


def _names(keys: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(sorted(name for _, name in keys))


def payloads(tree: app_commands.CommandTree[Any]) -> list[Payload]:
    """Every command in the form sent to Discord, in each language there is."""
    return [localized(command.to_dict(tree)) for command in tree.get_commands()]


def fingerprint(tree: app_commands.CommandTree[Any], told: Iterable[Payload]) -> str:
    """A hash of the application and of every command as Discord is ``told`` it."""
    whole = json.dumps([tree.client.application_id, sorted(told, key=_name)], sort_keys=True, default=str)
    return hashlib.sha256(whole.encode()).hexdigest()


def _shapes(told: Iterable[Payload]) -> dict[tuple[int, str], object]:
    """What must be equal in each command: its description and its options."""
    return {_name(payload): (payload.get("description") or "", _options(payload)) for payload in told}


def _options(payload: Payload) -> tuple[object, ...]:
    """The options of a command, in one form; Discord leaves out values that are false or empty."""
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
    """The reason of an error, in a few words."""
    if isinstance(error, discord.HTTPException):
        return f"{error.status}, code {error.code}: {error.text or 'no reason given'}"
    return str(error) or type(error).__name__

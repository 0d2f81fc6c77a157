"""Tells those who use a library what changed in it.

A change is posted once, to every server that uses the library and has a channel for it. The last state told is kept, so
that changes from while the bot was away, or before a library was first asked, are told too. Questions whose answers
were reported as wrong are listed for curators, so that they can add papers or terms.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from bot.assistant.wording import counted
from bot.discord.access import is_moderator
from bot.discord.awaiting import tell_awaited
from bot.discord.guards import curated, kept_reading, may_look, service_over, told
from bot.discord.parts import Interaction, Parts, server_of
from bot.discord.posting import post
from bot.discord.rendering import Rendered, first_page
from bot.discord.text import clip, escape, library_name, pages, theirs
from bot.libraries import LibraryError
from bot.models import Context
from bot.reported import State, listed, rows_reported, state_of
from bot.storage.reviewed import Reviewed
from bot.storage.selection import Selection
from bot.storage.servers import ServerSettings
from corpus.errors import MarrowError, StorageError
from corpus.looking import Change

TOLD = "told:"  # begins a fact: the digest of the state of a library that was last told of
NONCE, OF_STATE = 25, 8  # characters at most, and those of a state's digest
BEGINNING = 3_000  # characters to escape; a message shows at most 2,000
_LOG = logging.getLogger("marrow.discord")
QUESTION = 200  # units of a question


async def reloaded(parts: Parts, client: Any, names: Collection[str] | None = None) -> dict[str, Change]:
    """Reload those of the named libraries (None: of all) that changed, and tell what changed since it was last told.
    Raises, after the others were told, StorageError if it cannot be noted, and LibraryError if some cannot be opened: they are
    told when they can.
    """
    changed: dict[str, Change] = {}
    failed: list[LibraryError] = []
    unnoted: list[StorageError] = []
    for name in parts.libraries.names() if names is None else names:
        try:
            changed |= await _reloaded(parts, client, name)
        except LibraryError as error:
            failed.append(error)
        except StorageError as error:
            unnoted.append(error)
    if unnoted:
        raise unnoted[0]
    if failed:
        raise LibraryError(" ".join(map(str, failed)))
    return changed


async def _reloaded(parts: Parts, client: Any, name: str) -> dict[str, Change]:
    """The same for one library; it is noted as told only when it was."""
    async with parts.telling[name]:
        changed = await parts.libraries.reload([name], await told_of(parts, [name]))
        await post_digests(parts, client, changed)
        await note(parts, name)
    return changed


async def caught_up(parts: Parts, client: Any) -> None:
    """Tell what changed while the bot was away; errors are logged."""
    try:
        await reloaded(parts, client)
    except MarrowError as error:
        _LOG.warning("What changed in the libraries while Marrow was away could not all be told: %s", error)


async def told_of(parts: Parts, names: Collection[str] | None = None) -> dict[str, str]:
    """The digest of the last state told, by library (None: of all libraries). Raises StorageError."""
    every = parts.libraries.names() if names is None else names
    found = {name: await parts.storage.facts.get(f"{TOLD}{name}") for name in every}
    return {name: digest for name, digest in found.items() if digest}


async def note(parts: Parts, name: str) -> None:
    """Keep a library's present state as told. Raises StorageError."""
    if digest := await parts.libraries.state(name):
        await parts.storage.facts.put(f"{TOLD}{name}", digest)


async def post_digests(parts: Parts, client: Any, changed: Mapping[str, Change]) -> None:
    """Post the changes, each once, to the channels chosen in /setup, and answer waiting questions. Raises StorageError."""
    new = {name: change for name, change in changed.items() if parts.posted.get(name) != change.after}
    # If the process is killed before posts are noted, the next one repeats them, and Discord drops what it took minutes ago.
    # Later they are told twice rather than never.
    once = new[min(new)].after[:OF_STATE] if new else ""
    for settings in await parts.storage.servers.all() if new else ():
        text = "\n".join(_lines(settings, parts.config.corpus.library, new))
        if not (text and settings.digest_channel and settings.server):
            continue
        place = settings.digest_channel
        await post(client, place, settings.server, paged(text), nonce=f"{once}{place[-NONCE + len(once) :]}")
    parts.posted.update((name, change.after) for name, change in new.items())
    await tell_awaited(parts, client, changed)


def paged(text: str, file: str = "difference.txt", links: Collection[str] = ()) -> Rendered:
    """A text as a message, with a file of this name if it is longer than one. ``links`` stay links."""
    return first_page(pages(escape(text[:BEGINNING], links)), file, text)


def _lines(settings: ServerSettings, usual: str, changed: Mapping[str, Change]) -> Iterator[str]:
    """The changes of the libraries that a server uses, with their names if it uses several."""
    asked = tuple(dict.fromkeys(name or usual for name in settings.libraries))
    for name in asked:
        if name in changed:
            yield f"The library{f' “{library_name(name)}”' if len(asked) > 1 else ''} has changed: {changed[name].counts}."
            yield changed[name].told


async def reported_reply(interaction: Interaction) -> Rendered:
    """The questions, each with its state; it is recorded who read them. Raises Refusal."""
    parts, settings = await curated(interaction)
    selection = Selection(server=server_of(interaction))
    await kept_reading(interaction, "reported", selection)
    rows = await rows_reported(parts.storage.reader, selection)
    if not is_moderator(interaction, settings):
        rows = await _seen(interaction, parts, rows)
    found = listed([(row, await _state(parts, settings.server or "", row)) for row in rows])
    if not found:
        return told(Rendered(content="No answer was reported here, or no words of what was asked are kept."))
    lines = [
        f"{theirs(clip(one.question, QUESTION))}\n-# {one.state} · {counted(one.reports, 'report')} · `{one.answer}`"
        for one in found
    ]
    text = "\n".join(("Questions whose answers were reported as wrong, the open ones first:", *lines))
    return told(first_page(pages(text), "reported.txt", text))


async def _seen(interaction: Interaction, parts: Parts, rows: Sequence[Reviewed]) -> list[Reviewed]:
    """The rows whose answers others than their askers saw, in channels that this member may see."""
    shown = [(row, await parts.storage.shown.get(row.id, row.server)) for row in rows]
    placed = [(row, one.channel) for row, one in shown if one is not None and one.public and one.channel]
    channels = {channel for _, channel in placed}  # each is asked once: Discord may have to be asked for it
    seen = {channel for channel in channels if await may_look(interaction, channel)}
    return [row for row, channel in placed if channel in seen]


async def _state(parts: Parts, server: str, row: Reviewed) -> State:
    service = await service_over(parts, server, row.library)
    if service is None:
        return "open"
    with_pins = await service.with_pins(row.question, Context(server=row.server, scope=row.scope or ()))
    return await service.run(state_of(row, service.assistant, with_pins.pins))

"""Posts what changed in libraries, once, to every server that uses them and has a channel for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.discord.awaiting import tell_awaited
from bot.discord.parts import Parts
from bot.discord.posting import post
from bot.discord.rendering import Rendered, text_file
from bot.discord.text import escape, pages
from bot.naming import called
from bot.storage.servers import ServerSettings
from corpus.difference import Change

BEGINNING = 3_000  # characters to escape; a message shows at most 2,000


async def post_digests(parts: Parts, client: Any, changed: Mapping[str, Change]) -> None:
    """Post the changes, each once, to the channels chosen in /setup, and answer waiting questions. Raises StorageError."""
    for settings in await parts.storage.servers.all() if changed else ():
        text = "\n".join(_lines(settings, parts.config.corpus.library, changed))
        if not (text and settings.digest_channel and settings.server):
            continue
        await post(client, settings.digest_channel, settings.server, paged(text))
    await tell_awaited(parts, client, changed)


def paged(text: str, file: str = "difference.txt") -> Rendered:
    """A text as a message, with a file of this name if it is longer than one."""
    shown = pages(escape(text[:BEGINNING]))
    return Rendered(content=shown[0], attach=text_file(file, text) if len(shown) > 1 else list)


def _lines(settings: ServerSettings, usual: str, changed: Mapping[str, Change]) -> Iterator[str]:
    """The changes of the libraries that a server uses, with their names if it uses several."""
    asked = tuple(dict.fromkeys(name or usual for name in settings.libraries))
    for name in asked:
        if name in changed:
            yield f"The library{f' “{called(name)}”' if len(asked) > 1 else ''} has changed: {changed[name].counts}."
            yield changed[name].told

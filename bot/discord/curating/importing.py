"""A curator's file: read first, taken in only after a second yes, and told to the channel that wants to know."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from pathlib import Path
from typing import Any, Self

import discord

from bot.discord.curating.guard import Interaction, own_library
from bot.discord.errors import Refusal, report_interaction
from bot.discord.pages import pages
from bot.discord.parts import Parts, server_of
from bot.discord.rendering import Rendered, text_file
from bot.discord.sending import NO_PINGS, CommandDoor
from bot.discord.text import escape
from corpus.difference import Difference
from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.models import ImportReport, Parsed
from corpus.store import CorpusStore

LARGEST = 8 * 1024 * 1024  # bytes of an attachment
KEPT = 86_400  # seconds a file waits for its second yes
SHOWN = 10  # refusals, conflicts and notes that are shown
_UNFIT = re.compile(r"[^\w.-]+")


async def tried(interaction: Interaction, attachment: discord.Attachment, keep: bool) -> Rendered:
    """What an import of a file would do; ``keep``: the file waits for the button that does it. Raises Refusal."""
    parts, _ = await own_library(interaction)
    if attachment.size > LARGEST:
        raise Refusal(
            f"That file is larger than {LARGEST // 2**20} MB. The operator can import it with “marrow corpus import”."
        )
    token = secrets.token_hex(6)
    folder = parts.libraries.data_dir / "waiting" / token
    path = folder / (_UNFIT.sub("-", attachment.filename)[-60:] or "papers")
    content = await attachment.read()
    await asyncio.to_thread(_written, path, content)
    try:
        parsed = await asyncio.to_thread(_read, path)
    except Refusal:
        await asyncio.to_thread(_gone, folder)
        raise
    view = None
    if keep and parsed.papers:
        view = discord.ui.View(timeout=None)
        view.add_item(ImportButton(token, False))
        view.add_item(ImportButton(token, True))
    else:
        await asyncio.to_thread(_gone, folder)
    return _shown(parsed.report, "Nothing is changed yet." if view else "Nothing was changed.", view)


def _written(path: Path, content: bytes) -> None:
    """Keep a file until its second yes; those that waited too long go."""
    for old in path.parent.parent.glob("*") if path.parent.parent.exists() else ():
        if time.time() - old.stat().st_mtime > KEPT:
            _gone(old)
    path.parent.mkdir(parents=True, mode=0o700)
    path.write_bytes(content)


def _gone(folder: Path) -> None:
    for file in folder.glob("*"):
        file.unlink(missing_ok=True)
    folder.rmdir()


def _read(path: Path) -> Parsed:
    try:
        return read_papers(path)
    except CorpusError as error:
        raise Refusal(escape(str(error))[:1800]) from None


def _shown(report: ImportReport, after: str, view: discord.ui.View | None = None) -> Rendered:
    """A report as a message, and whole as a file."""
    lines = [
        f"{report.source}: {report.read:,} records read = {report.kept:,} kept + {report.merged:,} merged + {len(report.rejected):,} refused",
        *(f"note: {note}" for note in report.notes[:SHOWN]),
        *(f"refused, line {one.line}: {one.reason}" for one in report.rejected[:SHOWN]),
        *(f"{one.key}, {one.field}: {one.difference}" for one in report.conflicts[:SHOWN]),
        after,
    ]
    shown = pages(escape("\n".join(lines)))[0]
    whole = (
        text_file("report.json", report.model_dump_json(indent=1))
        if report.rejected or len(report.notes) > SHOWN
        else list
    )
    return Rendered(content=shown, view=view, attach=whole)


class ImportButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"marrow:import:(?P<token>[0-9a-f]{12})(?P<replace>:replace)?",
):
    """The second yes: take the file's papers in, or start the library anew with them."""

    def __init__(self, token: str, replace: bool) -> None:
        self.token, self.replace = token, replace
        style = discord.ButtonStyle.danger if replace else discord.ButtonStyle.primary
        label = "Start the library anew with these" if replace else "Import these papers"
        name = f"marrow:import:{token}{':replace' if replace else ''}"
        super().__init__(discord.ui.Button(label=label, style=style, custom_id=name))

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: re.Match[str], /) -> Self:
        """The button that was pressed."""
        return cls(match["token"], bool(match["replace"]))

    async def callback(self, interaction: Interaction) -> None:
        """Take the papers in, answer from them, and say what changed."""
        try:
            parts, library = await own_library(interaction)
            door = CommandDoor(interaction, True, parts.config.discord.defer_after_ms / 1000)
            await door.send(await door.within(self._done(interaction, parts, library)))
        except Exception as error:  # the error door
            await report_interaction(interaction, error)

    async def _done(self, interaction: Interaction, parts: Parts, library: str) -> Rendered:
        folder = parts.libraries.data_dir / "waiting" / self.token
        found = next(iter(await asyncio.to_thread(lambda: sorted(folder.glob("*")))), None)
        if found is None:
            raise Refusal("That file is no longer kept. Use /corpus import again.")
        parsed = await asyncio.to_thread(_read, found)
        report = await asyncio.to_thread(_added, parts, library, parsed, self.replace)
        await asyncio.to_thread(_gone, folder)
        settings = await parts.settings(server_of(interaction))
        if settings.library is None:
            await parts.storage.servers.put(
                settings.model_copy(update={"server": server_of(interaction), "library": library})
            )
        changed = await reloaded(parts, interaction.client)
        count = len((await parts.libraries.service(library)).corpus.papers)
        return _shown(
            report,
            f"This server's library holds {count:,} papers now, {len(changed.get(library, _NONE).keys):,} changed.",
        )


_NONE = Difference(before="", after="")


def _added(parts: Parts, library: str, parsed: Parsed, replace: bool) -> ImportReport:
    store = CorpusStore(parts.libraries.data_dir / "libraries")
    try:
        return store.add(library, parsed, replace)[1]
    except CorpusError as error:
        raise Refusal(escape(str(error))[:1800]) from None


async def reloaded(parts: Parts, client: Any) -> dict[str, Difference]:
    """Take up every library that changed, and tell the channels that want to know, each paper once. Raises Refusal."""
    try:
        changed = await parts.libraries.reload()
    except CorpusError as error:
        raise Refusal(escape(str(error))[:1800]) from None
    for settings in await parts.storage.servers.all():
        difference = changed.get(settings.library or parts.config.corpus.library)
        if difference is not None and settings.digest_channel and settings.server:
            channel = client.get_partial_messageable(int(settings.digest_channel), guild_id=int(settings.server))
            said = pages(escape(f"The library has changed.\n{difference.told()}"))[0]
            try:
                await channel.send(said, allowed_mentions=NO_PINGS, suppress_embeds=True)
            except discord.HTTPException:
                continue  # the channel is gone, or closed to us: /setup says so
    return changed

"""Imports of a curator's file or of a page: first a trial, then the import when the curator presses its button; the
change is then posted.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import secrets
from functools import partial
from pathlib import Path

import aiohttp
import discord

from bot.assistant.wording import counted
from bot.discord.awaiting import tell_awaited
from bot.discord.curating import waiting
from bot.discord.curating.digest import reloaded
from bot.discord.errors import Refusal, errors_told
from bot.discord.guards import curated, library_to_fill
from bot.discord.modals import KeptButton
from bot.discord.parts import Interaction, Parts, home_of, server_of
from bot.discord.reasons import reason
from bot.discord.receiving import LARGEST
from bot.discord.rendering import Rendered, holding, text_file
from bot.discord.sending import CommandDoor
from bot.discord.text import escape, library_name, nameless, pages, slot
from bot.ownership import by_name, called, own, short
from bot.privacy import admitted
from bot.visiting import visiting
from corpus.errors import ConfigError, CorpusError
from corpus.progress import in_thread
from corpus.taking import Brief, Intake, is_small, taken, taken_aside
from corpus.watching.origins import FetchedState, file_name, page_address

LARGEST_UNPACKED = 64 * 1024 * 1024  # bytes of an attachment
PATIENCE = 60.0  # seconds for Discord to hand over an attachment
LONGEST_SAID = 1_800  # characters of an error; the rest of a message is for what is said around it
TOO_LARGE = "The operator can import it with “marrow corpus import”."
MODES = {  # mode of an import → the button's label
    "": "Import these papers",
    "new": "Import them; where texts differ, theirs win",
    "replace": "Start the library anew with these",
}
_UNFIT = re.compile(r"[^\w.-]+")
_LOG = logging.getLogger("marrow.discord")


async def tried(interaction: Interaction, attachment: discord.Attachment, keep: bool, named: str = "") -> Rendered:
    """What an import of a file would do; ``keep``: keep the file for the button that imports it. Raises Refusal.

    ``named``: the short name of another library of the server, for which the file is meant.
    """
    file = nameless(attachment.filename)
    admitted(named, file)
    parts, library = await library_to_fill(interaction, named)
    if attachment.size > LARGEST:
        raise _too_large()
    name = _UNFIT.sub("-", file)[-60:].lstrip(".") or "papers"  # “..” is a folder
    return await offered(interaction, parts, library, name, await _fetched(attachment), keep)


async def _fetched(attachment: discord.Attachment) -> bytes:
    """The content of an attachment. Raises Refusal if Discord does not hand it over whole, and in time, or it is too large."""
    try:
        async with asyncio.timeout(PATIENCE):
            content = await attachment.read()
        if len(content) < attachment.size:
            raise aiohttp.ClientPayloadError
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        _LOG.warning("A curator's file could not be fetched: %s.", reason(error))
        raise Refusal("Discord did not hand me that file. Nothing was changed; send it once more.") from None
    if len(content) > LARGEST:
        raise _too_large()
    return content


def _too_large() -> Refusal:
    return Refusal(f"That file is larger than {LARGEST // 2**20} MB. {TOO_LARGE}")


async def offered(
    interaction: Interaction,
    parts: Parts,
    library: str,
    name: str,
    content: bytes,
    keep: bool,
    found: FetchedState | None = None,
) -> Rendered:
    """What an import of ``content`` would do, as a file called ``name``; with the import buttons if ``keep`` and it has
    papers. ``found``: the page that it comes from. Raises Refusal.
    """
    parts.storage.logbook.spool.check_place()
    token = secrets.token_hex(6)
    folder = waiting.place_of(parts.libraries.data_dir, server_of(interaction), token)
    await asyncio.to_thread(waiting.kept, folder / name, content)
    waits = False
    try:
        if found:
            await asyncio.to_thread(waiting.noted, folder / name, found.model_dump_json().encode())
        brief = await _worked(parts, _intake(parts, library, folder / name))
        waits = keep and brief.papers > 0
    finally:
        if not waits:
            await asyncio.to_thread(waiting.gone, folder)
    if not waits:
        return report_shown(brief, "Nothing was changed.")
    view = holding()
    further = short(library, server_of(interaction))
    for mode in MODES if brief.conflicting else ("", "replace"):
        view.add_item(ImportButton(token, mode, further))
    after = f"Nothing is changed yet. The button takes them into “{library_name(library)}”."
    if not further and (await parts.settings(server_of(interaction))).library is None:
        after += f" {_instead(parts)}"
    return report_shown(brief, after, view)


def _instead(parts: Parts, done: bool = False) -> str:
    """A sentence: what changes for members when a server gets its first own library, or what has changed (``done``)."""
    usual = library_name(parts.config.corpus.library)
    if done:
        return (
            f"From now on this server asks these papers alone, and no more those of “{usual}”; "
            f"an admin brings them back with /setup library: {usual}."
        )
    return (
        f"From then on this server asks these papers alone, and no more those of “{usual}”; "
        f"an admin brings them back with /setup library: {usual}."
    )


def _intake(parts: Parts, library: str, path: Path) -> Intake:
    """The work of importing a file, or a page, into a library."""
    settings, note = parts.config.corpus, waiting.note_of(path)
    return Intake(
        root=parts.libraries.store.root,
        library=library,
        path=path,
        texts=settings.limits,
        limits=settings.work_limits,
        largest=LARGEST_UNPACKED,
        found=FetchedState.model_validate_json(note) if note else None,
    )


async def _worked(parts: Parts, intake: Intake) -> Brief:
    """The result of an import or trial: in a thread if it is small, else in its own process. Raises Refusal."""
    try:
        if await asyncio.to_thread(is_small, intake):
            return await in_thread(partial(taken, intake))
        return await taken_aside(intake, turn=parts.libraries.turn(intake.library))
    except CorpusError as error:
        raise Refusal(plain(error, parts)) from None


def plain(error: CorpusError, parts: Parts) -> str:
    """An error's text for a curator; if it names the operator's folders, it is logged and replaced by a general
    sentence.
    """
    text = by_name(str(error))
    if f"{parts.libraries.data_dir}{os.sep}" not in text:
        return escape(text)[:LONGEST_SAID]
    _LOG.error("An import was refused: %s", text)
    return "The library's files cannot be read or written just now; the operator's log says why."


class ImportButton(
    KeptButton,
    template=r"marrow:import:(?P<token>[0-9a-f]{12})(?::(?P<mode>replace|new))?(?:/(?P<name>[a-z0-9-]{1,63}))?",
):
    """The button behind a trial: import the file's papers, or replace the library with them."""

    def __init__(self, token: str, mode: str = "", name: str = "") -> None:
        self.token, self.mode, self.name = token, mode, name
        style = discord.ButtonStyle.danger if mode == "replace" else discord.ButtonStyle.primary
        custom_id = f"marrow:import:{token}{f':{mode}' if mode else ''}{f'/{name}' if name else ''}"
        super().__init__(MODES[mode], custom_id, style)

    @errors_told
    async def callback(self, interaction: Interaction) -> None:
        """Import the papers, answer from them, and say what changed."""
        parts, _ = await curated(interaction)
        library = own(server_of(interaction), self.name)  # as it was when the file was tried
        door = CommandDoor(interaction, True)
        await door.send(await door.within(self._done(interaction, parts, library)))

    async def _done(self, interaction: Interaction, parts: Parts, library: str) -> Rendered:
        parts.storage.logbook.spool.check_place()
        place = waiting.place_of(parts.libraries.data_dir, server_of(interaction), self.token)
        file = waiting.claimed(place)
        try:
            said = await self._taken_in(interaction, parts, library, file)
        except BaseException:
            waiting.returned(file.parent)
            raise
        await asyncio.to_thread(waiting.gone, file.parent)
        return said

    async def _taken_in(self, interaction: Interaction, parts: Parts, library: str, file: Path) -> Rendered:
        """Import a claimed file's papers and update the settings. If this is interrupted, it may be repeated from the
        start.
        """
        how = {"keep": True, "replace": self.mode == "replace", "prefer": "new" if self.mode == "new" else None}
        brief = await _worked(parts, _intake(parts, library, file).model_copy(update=how))
        changed = await reloaded(parts, interaction.client, [library])
        count = len((await parts.libraries.opened(library)).corpus.papers)
        async with parts.storage.servers.turn(server_of(interaction)):
            settings = await parts.settings(server_of(interaction))
            first = settings.library is None and not self.name
            if first:  # only now that it is open, so that members can ask all the time
                settings = settings.model_copy(update={"server": server_of(interaction), "library": library})
                await parts.storage.servers.put(settings)
        if first:
            await tell_awaited(parts, interaction.client, [library])
        said = f"The library “{library_name(library)}” holds {counted(count, 'paper')} now"
        said += f": {changed[library].counts}." if library in changed else "."
        if first:
            said += f" {_instead(parts, done=True)}"
        if library != settings.library_in(home_of(interaction)):
            said += f" An admin lets a channel ask it: /setup library: {slot(called(library))} library_in: the channel."
        return report_shown(brief, said)


def report_shown(brief: Brief, after: str, view: discord.ui.View | None = None) -> Rendered:
    """The counts, what happens next (``after``), and the first of the things a curator should see."""
    counts = (
        f"{slot(brief.source)}: {counted(brief.read, 'record')} read = {brief.kept:,} kept + {brief.merged:,} merged"
        f" + {brief.refused:,} refused"
    )
    shown = pages(escape("\n".join((counts, after, *brief.told))))
    attach = text_file("report.json", brief.whole) if brief.more or len(shown) > 1 else list
    return Rendered(content=shown[0], view=view, attach=attach)


async def fetched(interaction: Interaction, address: str, named: str = "") -> Rendered:
    """What an import of a page would do, with the button for it. Raises Refusal, also if the operator does not allow
    the page.
    """
    admitted(named, address)
    parts, library = await library_to_fill(interaction, named)
    try:
        async with parts.libraries.turn(library), visiting(parts.config.pages) as visitor:
            page = await visitor.page(page_address(address))
    except ConfigError:
        raise Refusal(
            "No page is read by its address here; the operator would have to allow its host. Save it in a browser and send the file."
        ) from None
    except CorpusError as error:
        raise Refusal(plain(error, parts)) from None
    if page is None:
        raise Refusal("That page has nothing to say.")
    name = file_name(page.found.address)
    return await offered(interaction, parts, library, name, page.content, True, page.found)

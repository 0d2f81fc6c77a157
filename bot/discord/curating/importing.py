"""A curator's file: read first, taken in only after a second yes, and told to the channel that wants to know."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Collection
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Self

import discord

from bot.assistant.wording import counted
from bot.discord.curating.digest import post_digests
from bot.discord.curating.guard import Interaction, curated, library_to_fill
from bot.discord.curating.reporting import report_shown
from bot.discord.errors import Refusal, report_interaction
from bot.discord.parts import Parts, home_of, server_of
from bot.discord.rendering import Rendered
from bot.discord.sending import CommandDoor
from bot.discord.text import escape
from bot.ending import in_thread
from bot.freetext import admitted
from bot.naming import called, own, short
from corpus.difference import Difference
from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.opening import unpacked
from corpus.formats.reading import Reading
from corpus.limits import Limits
from corpus.merging import Prefer
from corpus.models import ImportReport, Parsed
from corpus.private import write_whole
from corpus.progress import Progress
from corpus.store import CorpusStore

LARGEST, LARGEST_UNPACKED = 8 * 1024 * 1024, 64 * 1024 * 1024  # bytes of an attachment
TOO_LARGE = "The operator can import it with “marrow corpus import”."
MODES = {  # of an import: what the button says
    "": "Import these papers",
    "new": "Import them; where texts differ, theirs win",
    "replace": "Start the library anew with these",
}
KEPT = 86_400  # seconds a file waits for its second yes
_UNFIT = re.compile(r"[^\w.-]+")


async def tried(interaction: Interaction, attachment: discord.Attachment, keep: bool, named: str = "") -> Rendered:
    """What an import of a file would do; ``keep``: the file waits for the button that does it. Raises Refusal.

    ``named``: the short name of a further library of the server's own, for which the file is meant.
    """
    admitted(named, attachment.filename)
    parts, library = await library_to_fill(interaction, named)
    if attachment.size > LARGEST:
        raise Refusal(f"That file is larger than {LARGEST // 2**20} MB. {TOO_LARGE}")
    token = secrets.token_hex(6)
    folder = _waiting(parts, interaction, token)
    path = folder / (_UNFIT.sub("-", attachment.filename)[-60:] or "papers")
    content = await attachment.read()
    await asyncio.to_thread(_written, path, content)
    try:
        parsed, report = await in_thread(partial(_dry_run, parts, library, path))
    except Refusal:
        await asyncio.to_thread(_gone, folder)
        raise
    view = None
    if keep and parsed.papers:
        view = discord.ui.View(timeout=None)
        name = short(library, server_of(interaction))
        for mode in MODES if report.conflicts else ("", "replace"):
            view.add_item(ImportButton(token, mode, name))
    else:
        await asyncio.to_thread(_gone, folder)
    after = (
        f"Nothing is changed yet. The button takes them into “{called(library)}”."
        if view
        else "Nothing was changed."
    )
    return report_shown(report, after, view)


def _waiting(parts: Parts, interaction: Interaction, token: str) -> Path:
    """Where a file waits: under its server's name, so that its button is worth nothing in another."""
    return parts.libraries.data_dir / "waiting" / f"{server_of(interaction)}-{token}"


def _written(path: Path, content: bytes) -> None:
    """Keep a file until its second yes; those that waited too long go."""
    for old in path.parent.parent.glob("*"):
        with suppress(OSError):  # another import may be tidying up too
            if time.time() - old.stat().st_mtime > KEPT:
                _gone(old)
    write_whole(path, content, fresh=True)


def _gone(folder: Path) -> None:
    for file in folder.glob("*"):
        file.unlink(missing_ok=True)
    folder.rmdir()


def _dry_run(parts: Parts, library: str, path: Path, progress: Progress) -> tuple[Parsed, ImportReport]:
    """A file's papers, and what would become of them in a library. Raises Refusal."""
    parsed = _read(path, parts.config.corpus.limits, progress)
    store = CorpusStore(parts.libraries.data_dir / "libraries")
    try:
        (joined,) = store.tried(library, (parsed,), progress=progress)
    except CorpusError as error:
        raise Refusal(escape(str(error))[:1800]) from None
    return parsed, joined.report


def _read(path: Path, limits: Limits, progress: Progress) -> Parsed:
    """A file's papers. Raises Refusal, also where it unpacks to more than one bot should hold for one server."""
    try:
        with unpacked(path) as stream:
            while stream.read(2**20):
                if stream.tell() > LARGEST_UNPACKED:
                    raise Refusal(f"That file unpacks to more than {LARGEST_UNPACKED // 2**20} MB. {TOO_LARGE}")
        return read_papers(path, reading=Reading(progress, limits=limits))
    except CorpusError as error:
        raise Refusal(escape(str(error))[:1800]) from None


class ImportButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"marrow:import:(?P<token>[0-9a-f]{12})(?::(?P<mode>replace|new))?(?:/(?P<name>[a-z0-9-]{1,63}))?",
):
    """The second yes: take the file's papers in, or start the library anew with them."""

    def __init__(self, token: str, mode: str, name: str = "") -> None:
        self.token, self.mode, self.name = token, mode, name
        style = discord.ButtonStyle.danger if mode == "replace" else discord.ButtonStyle.primary
        custom_id = f"marrow:import:{token}{f':{mode}' if mode else ''}{f'/{name}' if name else ''}"
        super().__init__(discord.ui.Button(label=MODES[mode], style=style, custom_id=custom_id))

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: re.Match[str], /) -> Self:
        """The button that was pressed."""
        return cls(match["token"], match["mode"] or "", match["name"] or "")

    async def callback(self, interaction: Interaction) -> None:
        """Take the papers in, answer from them, and say what changed."""
        try:
            parts, _ = await curated(interaction)
            library = own(server_of(interaction), self.name)  # as it was when the file was tried
            door = CommandDoor(interaction, True)
            await door.send(await door.within(self._done(interaction, parts, library)))
        except Exception as error:  # the error door
            await report_interaction(interaction, error)

    async def _done(self, interaction: Interaction, parts: Parts, library: str) -> Rendered:
        waiting = _waiting(parts, interaction, self.token)
        report = await in_thread(partial(_taken_in, parts, library, waiting, self.mode))
        changed = await reloaded(parts, interaction.client, [library])
        count = len((await parts.libraries.opened(library)).corpus.papers)
        settings = await parts.settings(server_of(interaction))
        if settings.library is None and not self.name:  # not before it is open: the server's members go on asking
            settings = settings.model_copy(update={"server": server_of(interaction), "library": library})
            await parts.storage.servers.put(settings)
        said = f"The library “{called(library)}” holds {counted(count, 'paper')} now"
        said += f": {changed[library].counts()}." if library in changed else "."
        if library != settings.library_in(home_of(interaction)):
            said += f" An admin lets a channel ask it: /setup library: {called(library)} library_in: the channel."
        return report_shown(report, said)


def _taken_in(parts: Parts, library: str, waiting: Path, mode: str, progress: Progress) -> ImportReport:
    """A waiting file's papers, added once however often the button is pressed. Raises Refusal; the file then waits on."""
    taken = waiting.with_name(f"{waiting.name}-taken")
    try:
        waiting.rename(taken)
    except OSError:
        raise Refusal(
            "That file is no longer kept, or is being taken in already. Use /corpus import again."
        ) from None
    try:
        parsed = _read(min(taken.iterdir()), parts.config.corpus.limits, progress)
        report = _added(parts, library, parsed, mode, progress)
    except BaseException:
        taken.rename(waiting)
        raise
    _gone(taken)
    return report


def _added(parts: Parts, library: str, parsed: Parsed, mode: str, progress: Progress) -> ImportReport:
    store = CorpusStore(parts.libraries.data_dir / "libraries")
    try:
        prefer: Prefer | None = "new" if mode == "new" else None
        _, (joined,) = store.add_all(library, (parsed,), mode == "replace", prefer, progress)
    except CorpusError as error:
        raise Refusal(escape(str(error))[:1800]) from None
    return joined.report


async def reloaded(parts: Parts, client: Any, names: Collection[str]) -> dict[str, Difference]:
    """Take up those of some libraries that changed, and tell the channels that want to know, each paper once.

    Raises LibraryError.
    """
    changed = await parts.libraries.reload(names)
    await post_digests(parts, client, changed)
    return changed

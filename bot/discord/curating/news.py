"""News of the page that a library comes from: looked for in the background, if the operator wants it; told to the library's
server, and imported when a curator says yes.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord

from bot.assistant.wording import counted
from bot.discord.curating.digest import note, paged, post_digests, told_of
from bot.discord.curating.importing import plain, report_shown
from bot.discord.errors import Refusal, errors_told
from bot.discord.guards import curated
from bot.discord.housekeeping import THE_PAGES, Repeating
from bot.discord.modals import KeptButton
from bot.discord.parts import Interaction, Parts, server_of
from bot.discord.posting import post
from bot.discord.rendering import Rendered, holding
from bot.discord.sending import CommandDoor
from bot.discord.text import library_name
from bot.models import at_present
from bot.ownership import OWN, own, owner, short
from bot.visiting import visiting
from corpus.characters import address
from corpus.errors import CorpusError, MarrowError
from corpus.looking import LONGEST
from corpus.private import read_own, write_whole
from corpus.progress import in_thread
from corpus.store import CorpusStore
from corpus.taking import FEW, brief
from corpus.watching.origins import (
    Source,
    Watched,
    change_source,
    drop_page,
    is_due,
    kept_page,
    page_id,
    sources_of,
    troubled,
    watched_in,
)
from corpus.watching.visiting import FetchedPage, Visitor
from corpus.watching.watch import Visited, Watch, watched, watched_aside

LARGEST = 32 * 2**20  # bytes of a page that waits
_CHANGED = "That page has changed since, or what was new there is taken in already. A newer message has a button of its own."
EVERY = 3600.0  # seconds between two looks at which pages are due
_LOG = logging.getLogger("marrow.discord")


async def worked(parts: Parts, watch: Watch) -> Visited:
    """What is new on a page: in a thread if it is small, else in its own process. Raises CorpusError."""

    def is_small() -> bool:
        store = CorpusStore(watch.root)
        return watch.path.stat().st_size < FEW and store.size(watch.library, FEW) < FEW

    if await asyncio.to_thread(is_small):
        return await in_thread(lambda progress: watched(watch, progress))
    return await watched_aside(watch, turn=parts.libraries.turn(watch.library))


async def taken_up(parts: Parts, client: Any, library: str, outcome: Visited) -> None:
    """Reload the library and post its changes, unless they were told meanwhile. Raises LibraryError or StorageError."""
    async with parts.telling[library]:
        last = await told_of(parts, [library])
        changed = await parts.libraries.reload([library], last)
        news, state = outcome.news, await parts.libraries.state(library)
        if not changed and (state is None or last.get(library) != state):  # nobody knows what was told last
            changed = {library: news.difference.change(news.titles)}
        await post_digests(parts, client, changed if news.difference.keys else {})
        await note(parts, library)


async def told(parts: Parts, client: Any, library: str, source: Source, outcome: Visited) -> bool:
    """Tell the server that owns the library, in its moderators' channel or its channel for changes. Returns whether it
    was told.
    """
    server = owner(library).removeprefix(OWN)
    settings = await parts.settings(server) if server else None
    place = settings and (settings.moderator_channel or settings.digest_channel)
    if not place:
        return False
    # Where it is not noted before the process is killed, Discord knows it again for some minutes.
    nonce = f"{page_id(source.address)}{outcome.news.token}"
    return await post(client, place, server, _shown(library, server, source, outcome), nonce) is not None


def _shown(library: str, server: str, source: Source, outcome: Visited) -> Rendered:
    """What is new, with a button that imports it if it is not imported yet."""
    news, report = outcome.news, outcome.report
    lines = [
        f"The page that “{library_name(library)}” comes from says something else now: {news.counts}.",
        news.told,
    ]
    if report.rejected:
        lines.append(f"{len(report.rejected):,} of its {counted(report.read, 'record')} cannot be read.")
    text = "\n".join((source.address, *lines))[:LONGEST]
    links = {source.address} if address(source.address) == source.address else ()
    shown = paged(text, links=links)
    if outcome.taken or not news.is_any:
        return shown
    view = holding(NewsButton(page_id(source.address), news.token, short(library, server)))
    return replace(shown, view=view)


class NewsButton(
    KeptButton,
    template=r"marrow:news:(?P<source>[0-9a-f]{12}):(?P<token>[0-9a-f]{12})(?:/(?P<name>[a-z0-9-]{1,63}))?",
):
    """A curator's yes: import what is new on a page, exactly as it was shown."""

    def __init__(self, source: str, token: str, name: str = "") -> None:
        self.source, self.token, self.name = source, token, name
        custom_id = f"marrow:news:{source}:{token}{f'/{name}' if name else ''}"
        super().__init__("Take this in", custom_id, discord.ButtonStyle.primary)

    @errors_told
    async def callback(self, interaction: Interaction) -> None:
        """Import it, answer from it, and say what changed."""
        parts, _ = await curated(interaction)
        library = own(server_of(interaction), self.name)
        door = CommandDoor(interaction, True)
        await door.send(await door.within(self._done(interaction, parts, library)))

    async def _done(self, interaction: Interaction, parts: Parts, library: str) -> Rendered:
        try:
            watch = await asyncio.to_thread(self._waiting, parts, library)
            outcome = await worked(parts, watch)
        except CorpusError as error:
            raise Refusal(plain(error, parts)) from None
        await asyncio.to_thread(drop_page, watch.path)
        await taken_up(parts, interaction.client, library, outcome)
        count = len((await parts.libraries.opened(library)).corpus.papers)
        said = f"The library “{library_name(library)}” holds {counted(count, 'paper')} now: {outcome.news.counts}."
        return report_shown(await asyncio.to_thread(brief, outcome.report, outcome.report.read), said)

    def _waiting(self, parts: Parts, library: str) -> Watch:
        """The page as it was shown. Raises Refusal if it has changed since; CorpusError."""
        folder = parts.libraries.store.folder(library)
        source = next((one for one in sources_of(folder).pages if page_id(one.address) == self.source), None)
        if source is None or source.waiting is None or source.waiting.token != self.token:
            raise Refusal(_CHANGED)
        path, found = kept_page(folder, source.address), source.waiting.found
        try:
            is_it = hashlib.sha256(read_own(path, LARGEST)).hexdigest() == found.digest
        except OSError:
            is_it = False
        if not is_it:
            raise Refusal(_CHANGED)
        return watch_of(parts, library, path, found=found, keep=True)


def watch_of(parts: Parts, library: str, path: Path, **how: Any) -> Watch:
    """The work of comparing a saved page with a library."""
    section = parts.config.corpus
    return Watch(
        limits=section.work_limits,
        root=parts.libraries.store.root,
        library=library,
        path=path,
        texts=section.limits,
        **how,
    )


class Watching(Repeating):
    """Runs in the background; ``now`` gives the time."""

    def __init__(self, client: Any, parts: Parts, now: Callable[[], datetime] = at_present) -> None:
        super().__init__(THE_PAGES, EVERY, self.look)
        self._client, self._parts, self._now = client, parts, now
        self._store = parts.libraries.store

    def start(self) -> None:
        """Start, if the operator wants it."""
        if self._parts.config.pages.watch_days:
            super().start()

    async def look(self) -> int:
        """Check every page that is due, one after the other. Returns how many were due. Raises ConfigError."""
        due = await asyncio.to_thread(self._due)
        if due:
            async with visiting(self._parts.config.pages) as visitor:
                for one in due:
                    await self._looked_at(visitor, one)
        return len(due)

    def _due(self) -> list[Watched]:
        every = timedelta(days=max(1, self._parts.config.pages.watch_days))
        found = list[Watched]()
        for name in self._store.libraries():
            try:
                found += watched_in(self._store, name)
            except CorpusError as error:
                _LOG.warning("The pages of “%s” are not looked at: %s", name, error)
        return [one for one in found if is_due(one.source, self._now(), every)]

    async def _looked_at(self, visitor: Visitor, one: Watched) -> None:
        """Check one page, and tell or import what is new. Errors are logged and kept for the doctor; the library then
        stays as it was.
        """
        try:
            page = await visitor.visit(self._store, one)
            if page is not None:
                await self._tell(one, await self._compared(one, page))
        except CorpusError as error:
            _LOG.warning("%s, %s: %s", one.library, one.source.address, error)
            await asyncio.to_thread(troubled, self._store, one, error)
        except (MarrowError, OSError) as error:
            _LOG.warning("%s, %s: what is new there is not told: %s", one.library, one.source.address, error)

    async def _compared(self, one: Watched, page: FetchedPage) -> Visited:
        """Compare a page with its library; the page is kept until somebody accepts what is new. Raises CorpusError."""
        path = kept_page(self._store.folder(one.library), one.source.address)
        how = {"found": page.found, "keep": self._parts.config.pages.watch_import, "unseen": True}
        try:
            await asyncio.to_thread(write_whole, path, page.content)
            outcome = await worked(self._parts, watch_of(self._parts, one.library, path, **how))
        except OSError as error:
            raise CorpusError(f"{path} cannot be written: {error.strerror or error}.") from None
        if outcome.taken or not outcome.news.is_any:
            await asyncio.to_thread(drop_page, path)
        return outcome

    async def _tell(self, one: Watched, outcome: Visited) -> None:
        """Tell once what is new; if it was imported, post it as every change of a library. Raises MarrowError."""
        news, source = outcome.news, one.source
        if outcome.taken:
            await taken_up(self._parts, self._client, one.library, outcome)
            _LOG.info("“%s” was brought up to %s: %s.", one.library, source.address, news.counts)
        is_question = bool({*news.gone} - {*source.gone}) or (news.is_any and not outcome.taken)
        if not is_question or news.token == source.told:
            return
        if await told(self._parts, self._client, one.library, source, outcome):
            folder, change = self._store.folder(one.library), {"told": news.token}
            await asyncio.to_thread(
                change_source, folder, source.address, lambda old: old.model_copy(update=change)
            )
            return
        _LOG.info(
            "%s, %s: %s. “marrow corpus watch” shows it and takes it in.", one.library, source.address, news.counts
        )

"""Asks waiting questions again when papers have come in, and tells the answer to those who wait: under the old answer,
or in a direct message.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord

from bot.discord.access import allowed, home
from bot.discord.asking import render
from bot.discord.guards import looks_no_more
from bot.discord.parts import Parts
from bot.discord.reasons import why
from bot.discord.rendering import Rendered
from bot.discord.sending import NO_PINGS, whole_or_plain
from bot.discord.translator import Tongue, tongue_of
from bot.discord.trying import again, fitting
from bot.models import Answer, Context, at_present
from bot.privacy import Policy
from bot.service import Service
from bot.storage.awaited import SURFACE, WaitingMember
from bot.storage.rows import Entry, Shown
from corpus.errors import MarrowError, StorageError
from index.models import Outcome

MOST = 200  # questions of a server that are asked again after one change
REFUSED_BELOW = 429  # lower HTTP statuses: Discord refuses it, so another try is useless
FOR_NOW = (20016, 20028, 40004, 160006, 160007)  # Discord's codes for temporary refusals
TOLD = "A paper that came in answers this; somebody here wanted to be told"
TOLD_PINNED = "A moderator answered this; somebody here wanted to be told"
WANTED = "You wanted to be told when this is answered"
_LOG = logging.getLogger("marrow.discord")


async def tell_awaited(
    parts: Parts, client: Any, changed: Collection[str], now: Callable[[], datetime] = at_present
) -> None:
    """Ask the waiting questions of the libraries in ``changed`` again and tell new answers. Raises StorageError."""
    for server in filter(None, await parts.storage.servers.with_rows() if changed else ()):
        try:
            waiting = await parts.storage.awaited.waiting(server, MOST)
        except StorageError as error:  # the other servers must still be told
            _LOG.warning("Who waits for an answer in a server could not be read: %s", error)
            continue
        for answer in waiting:
            try:
                await _asked_again(parts, client, answer, server, changed, now())
            except MarrowError as error:  # the others must still be told
                _LOG.warning("A question that somebody waits for could not be asked again: %s", error)


async def _asked_again(
    parts: Parts, client: Any, answer: str, server: str, changed: Collection[str], now: datetime
) -> None:
    """Ask one question again and tell its answer. Its wishes are removed if it may no longer be asked, or nobody can be
    told.
    """
    entry, shown = await parts.storage.logbook.get(answer), await parts.storage.shown.get(answer, server)
    settings = await parts.settings(server)
    kept = entry is not None and _is_kept(entry, parts.policy(settings), now)
    if entry is None or not kept or shown is None:
        await parts.storage.awaited.done(answer)
        return
    if not await _anybody(parts, entry, shown):
        return
    channel = client.get_channel(int(shown.channel or 0)) or discord.Object(int(shown.channel or 0))
    service = await parts.service(server, home(channel))
    if service.corpus.name not in changed:
        return
    context = _context(entry, shown, service.corpus.name)
    proposed = await service.propose(entry.question, context)
    if proposed.context.withheld:
        await parts.storage.awaited.done(answer)
        return
    if proposed.answer.outcome is not Outcome.ANSWERED or not proposed.answer.sure:
        return
    if await parts.storage.awaited.claim(entry, shown, proposed.answer, context):
        here = shown.public and shown.message is not None and allowed(settings, channel)
        await _Telling(parts, client, service, entry, shown, proposed.answer, here).told()


async def _anybody(parts: Parts, entry: Entry, shown: Shown) -> bool:
    """Whether anybody can be told: everybody under a public answer, otherwise each member of their own question. If the
    answer is no longer public, the wishes of others end.
    """
    if shown.public and shown.message is not None:
        return True
    for wish in await parts.storage.awaited.wishes(entry.id):
        if wish.asker != entry.asker:
            await parts.storage.awaited.end_for(wish)
    return any(not wish.ended for wish in await parts.storage.awaited.wishes(entry.id))


class _Telling:
    """Tells a claimed answer to everybody who waits for it.

    ``here``: it may stand under the old answer. For those who cannot be reached it is kept until they look; those who
    cannot be reached for now go on waiting. If there are only these, its rows are removed.
    """

    def __init__(
        self,
        parts: Parts,
        client: Any,
        service: Service,
        entry: Entry,
        shown: Shown,
        answer: Answer,
        here: bool,
    ) -> None:
        self._parts, self._client, self._service = parts, client, service
        self._entry, self._shown, self._answer = entry, shown, answer
        self._awaited, self._here = parts.storage.awaited, here
        self._kept = False  # its row stays: somebody was told, or will be when they ask again
        guild = client.get_guild(int(shown.server or 0))
        self._tongue = tongue_of(guild.preferred_locale) if guild else None

    async def told(self) -> None:
        """Send direct messages to those who want them; tell the others, and those who could not be reached, under the
        old answer.
        """
        here = list[WaitingMember]()
        for wish in await self._awaited.wishes(self._answer.id):
            if await self._left(wish):
                await self._awaited.met(wish)
                continue
            reached = await self._by_direct_message(wish) if wish.direct else False
            if reached:
                await self._awaited.met(wish)
                self._kept = True
            elif reached is False and self._here:
                here.append(wish)
            elif reached is False:
                await self._awaited.hold(wish)
                self._kept = True
        if here:
            await self._told_here(here)
        if await self._waiting() or not self._kept:
            await self._go_on()

    async def _waiting(self) -> bool:
        return not all(wish.held for wish in await self._awaited.wishes(self._answer.id))

    async def _go_on(self) -> None:
        """Let those who were not told wait again."""
        if self._kept:
            await self._awaited.go_on(self._answer.id, self._shown.answer)
        else:
            await self._awaited.release(self._answer.id, self._shown.answer)

    async def _left(self, wish: WaitingMember) -> bool:
        """Whether a member may no longer see the papers: they left the server, or can no longer see the channel."""
        guild = self._client.get_guild(int(self._shown.server or 0))
        if wish.member is None or guild is None:
            return False
        try:
            member = await again(lambda: guild.fetch_member(int(wish.member or 0)))
            return await looks_no_more(guild, self._shown.channel, member)
        except discord.NotFound:
            return True
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            _LOG.warning("Whether a member is still in a server could not be found out just now: %s.", error)
        return False

    async def _by_direct_message(self, wish: WaitingMember) -> bool | None:
        """Whether a member was told; False if they take no direct messages or their id is unknown; None if we may try
        again.
        """
        if wish.member is None:
            return False
        rendered, tongue = self._for(wish), tongue_of(wish.language) if wish.language else self._tongue
        try:
            channel = await again(lambda: self._client.create_dm(discord.Object(int(wish.member or 0))))
            sent = await whole_or_plain(
                lambda what: again(lambda: self._directly(channel, what, tongue)), rendered
            )
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if isinstance(error, discord.HTTPException) and error.status < REFUSED_BELOW:
                return False
            _LOG.warning("A direct message could not be sent just now: %s.", error)
            return None
        if await self._parts.storage.logbook.get(self._answer.id) is None:  # its question was deleted meanwhile
            with suppress(discord.NotFound, discord.Forbidden):
                await again(sent.delete)
        return True

    def _for(self, wish: WaitingMember) -> Rendered:
        """The answer for one member. Another member's question is left out, because its asker could not remove it
        there.
        """
        shown, own = self._shown, wish.asker == self._entry.asker
        link = f"https://discord.com/channels/{shown.server}/{shown.channel}/{shown.message}"
        where = f": <{link}>" if shown.public else "."
        rendered = render(self._answer, self._service, [], True, restate=own, before=f"{WANTED}{where}")
        return replace(rendered, view=None)

    async def _directly(self, channel: Any, rendered: Rendered, tongue: Tongue | None) -> discord.Message:
        given = rendered.arguments(tongue) | {"nonce": self._answer.id, "allowed_mentions": NO_PINGS}
        sent: discord.Message = await channel.send(**given)
        return sent

    async def _told_here(self, wishes: Sequence[WaitingMember]) -> None:
        """Tell under the old answer, once for all of them."""
        told, asked = self._answer.id, self._shown.answer
        try:
            sent = await self._under(wishes)
        except BaseException as error:
            if _is_refused(error):
                await self._hold(wishes)
            else:
                await self._go_on()
            if not isinstance(error, (discord.HTTPException, aiohttp.ClientError, OSError)):
                raise
            said = why(error) if isinstance(error, discord.HTTPException) else str(error)
            _LOG.warning("Nobody could be told of an answer that was waited for: %s.", said)
            return
        if await _may_stand(self._parts, self._shown, told, str(sent.id)):
            self._kept = True
            await self._parts.storage.logbook.delivered(told, str(sent.id))
            for wish in wishes:
                await self._awaited.met(wish)
            await self._awaited.done(asked)
            return
        with suppress(discord.NotFound, discord.Forbidden):
            await again(sent.delete)
        await self._awaited.release(told, asked)

    async def _hold(self, wishes: Sequence[WaitingMember]) -> None:
        """Keep the answer for those who wait, until they look."""
        self._kept = True
        for wish in wishes:
            await self._awaited.hold(wish)

    async def _under(self, wishes: Sequence[WaitingMember]) -> discord.Message:
        """Reply under the old answer, in the server's language, or in that of all who wait if it is another than English.
        The nonce lets Discord drop a repeated try.
        """
        languages = {wish.language for wish in wishes}
        tongue = self._tongue or (tongue_of(*languages) if len(languages) == 1 else None)
        shown, rendered = (
            self._shown,
            render(self._answer, self._service, [TOLD_PINNED if self._answer.pin else TOLD], False),
        )
        place: Any = self._client.get_partial_messageable(int(shown.channel or 0), guild_id=int(shown.server or 0))
        under = {"reference": place.get_partial_message(int(shown.message or 0)), "mention_author": False}

        async def tell(what: Rendered, **where: Any) -> discord.Message:
            given = what.arguments(tongue) | where | {"nonce": self._answer.id}
            sent: discord.Message = await place.send(**given, allowed_mentions=NO_PINGS)
            return sent

        return await fitting(  # without the reference too: the message above may be hidden or gone
            lambda: again(lambda: tell(rendered, **under)), lambda: again(lambda: tell(rendered.only()))
        )


def _is_refused(error: BaseException) -> bool:
    """True if Discord would not take it another time either."""
    return isinstance(error, discord.HTTPException) and error.status < REFUSED_BELOW and error.code not in FOR_NOW


async def _may_stand(parts: Parts, shown: Shown, told: str, message: str) -> bool:
    """Note the message of a told answer. Returns False if its question or the old answer was removed meanwhile."""
    try:
        await parts.storage.shown.delivered(told, message)
        above = await parts.storage.shown.get(shown.answer, shown.server)
        kept = await parts.storage.logbook.get(told)
    except StorageError:  # without this note it could not be deleted later
        return False
    return kept is not None and above is not None and above.public


def _is_kept(entry: Entry, policy: Policy, now: datetime) -> bool:
    """Whether a question's words and asker may still be kept today; the hourly housekeeping may not have run yet."""
    days = min(filter(None, (policy.names_days, policy.words_days)), default=None)
    old = days is not None and entry.asked_at < now - timedelta(days=days)
    return bool(entry.question and entry.asker) and not (entry.withheld or policy.withheld or old)


def _context(entry: Entry, shown: Shown, library: str) -> Context:
    """The context in which the question was first asked."""
    return Context(
        library=library,
        surface=SURFACE,
        server=entry.server,
        channel=shown.channel,
        writer=entry.writer,
        previous=entry.read_with,
        scope=entry.scope or (),
    )

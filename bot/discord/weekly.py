"""Background work, if an admin wants it: posts the week in a channel, once, in figures and papers, without a single
member's words.
"""

from __future__ import annotations

import io
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import discord

from bot.assistant.citing import cite, entitled
from bot.charting import drawn
from bot.discord.guards import shared_place
from bot.discord.housekeeping import THE_WEEK, Repeating
from bot.discord.listing import Choice
from bot.discord.parts import Parts
from bot.discord.posting import post
from bot.discord.rendering import Rendered
from bot.discord.text import (
    EMBED_FIELD,
    EMBED_FIELDS,
    EMBED_TOTAL,
    PAPER_COLOUR,
    SMALL,
    linked,
    pages,
    shortened,
    size,
    slot,
)
from bot.discord.trying import powers_in
from bot.models import at_present
from bot.ownership import own
from bot.storage.reviewed import Stats
from bot.storage.servers import DAYS, ServerSettings
from bot.storage.weekly import Week
from corpus.errors import MarrowError
from corpus.models import Paper

EVERY = 3600.0  # seconds between two checks of whose day it is
WEEK = timedelta(days=7)
MOST = 5  # papers and questions of each kind
TITLE, NAME, ALT = 120, 80, 1024  # units of a new paper, of a quoted one, and of what a picture is said to show
BELOW = (
    "From public questions alone; words only where at least three members asked in the same words. "
    "/papers with new:True shows what is new for you."
)
_LOG = logging.getLogger("marrow.discord")


class WeekSection(NamedTuple):
    """Some lines of papers or figures under a heading."""

    name: str
    lines: tuple[str, ...]

    @property
    def value(self) -> str:
        """As many whole lines as an embed's field holds."""
        held = ""
        for line in self.lines:
            if size(f"{held}\n{line}") > EMBED_FIELD:
                break
            held = f"{held}\n{line}".lstrip("\n")
        return held


class Weekly(Repeating):
    """Runs every hour, once the servers are known; ``now`` gives the time."""

    def __init__(self, client: Any, parts: Parts, now: Callable[[], datetime] = at_present) -> None:
        super().__init__(THE_WEEK, EVERY, self._when_ready)
        self._client, self._parts, self._now = client, parts, now
        self._unreached: set[tuple[str, str, date]] = set()  # already logged

    async def _when_ready(self) -> None:
        await self._client.wait_until_ready()
        await self.look()

    async def look(self) -> int:
        """Post the week in every server that has its day today. Returns how many were posted. Raises StorageError."""
        today, told = self._now().astimezone(UTC).date(), 0
        for settings in await self._parts.storage.servers.all():
            guild = self._client.get_guild(int(settings.server or 0))
            if settings.weekly is None or DAYS[today.weekday()] != settings.weekly_day or guild is None:
                continue
            try:
                told += await self._told(settings, guild, today)
            except (MarrowError, OSError) as error:  # the other servers must still get theirs
                _LOG.warning("The week of %s was not told: %s", own(str(guild.id)), error)
        return told

    async def _told(self, settings: ServerSettings, guild: discord.Guild, today: date) -> bool:
        """Post one server's week if possible, unless nothing happened. It is claimed first, so that it is posted only
        once.
        """
        server, channel, weekly = str(guild.id), str(settings.weekly), self._parts.storage.weekly
        place = guild.get_channel(int(channel))
        held = place.permissions_for(guild.me) if place else discord.Permissions.none()
        if not (held.view_channel and held.send_messages):
            self._unable(server, channel, today)
            return False
        until = datetime.combine(today, time(), UTC)
        asked = [one for one in await weekly.channels(server, until) if await _is_seen(guild, one, place)]
        week = await weekly.week(server, until, MOST, asked)
        elsewhere = [name for at, name in settings.channel_libraries.items() if await _is_seen(guild, at, place)]
        shown = [one async for one in self._sections((settings.library, *elsewhere), week, until)]
        if not (shown or week.asked) or not await weekly.claim(server, channel, today):
            return False
        may = powers_in(place, held)
        rendered = told_week(week, shown, until, await _picture(week, until) if may.files else None, may.embeds)
        sent = await post(self._client, channel, server, rendered, nonce=f"{today:%y%m%d}{channel[-19:]}")
        if sent is not None:
            await weekly.told(server, channel, today, str(sent))
        return sent is not None

    def _unable(self, server: str, channel: str, today: date) -> None:
        """Log, once a day, that a week cannot be posted; /setup shows it too."""
        if (server, channel, today) not in self._unreached:
            self._unreached.add((server, channel, today))
            _LOG.warning(
                "The week of %s is not told: its channel was deleted, or I may not see it or write there.",
                own(server),
            )

    async def _sections(
        self, libraries: Sequence[str | None], week: Week, until: datetime
    ) -> AsyncIterator[WeekSection]:
        """The sections of a week: new papers of these libraries, the most quoted papers, questions asked by several; empty
        ones are left out.
        """
        held: dict[str, Paper] = {}
        for name in dict.fromkeys(one or self._parts.config.corpus.library for one in libraries):
            service = await self._parts.libraries.service(name)
            before, after = [await self._parts.libraries.state_at(name, at) for at in (until - WEEK, until)]
            if after is not None and before != after:
                choice = Choice(since=before or "", until="" if after == service.corpus.digest else after)
                order = await self._parts.lists.order(service.corpus, choice)
                if order.papers:
                    first = [service.corpus.papers[at] for at in order.papers[:MOST]]
                    yield WeekSection(f"New papers: {len(order.papers):,}", tuple(_new(first, len(order.papers))))
            papers = service.assistant.papers
            held |= {key: papers[key] for key, _ in week.papers if key in papers}
        quoted = [f"{count:,} × {_named(held[key])}" for key, count in week.papers if key in held]
        if quoted:
            yield WeekSection("Quoted most often", tuple(quoted))
        if week.questions:
            asked = (f"{count:,} × “{slot(shortened(words, TITLE))}”" for words, count in week.questions)
            yield WeekSection("Asked by several", tuple(asked))


async def _is_seen(guild: discord.Guild, channel: str, place: Any) -> bool:
    """Whether everybody who may see ``place``, the channel for the week, may also see the channel with this id; False
    if it cannot be found or is a private thread.
    """
    if channel == str(place.id):
        return True
    found = await shared_place(guild, channel)
    if found is None:
        return False
    readers = [*(role for role in guild.roles if not role.is_bot_managed()), *place.overwrites]
    return all(
        found.permissions_for(one).view_channel
        for one in readers
        if not isinstance(one, discord.Object) and one != guild.me and place.permissions_for(one).view_channel
    )


def _new(papers: Iterable[Paper], count: int) -> Iterator[str]:
    for paper in papers:
        yield f"{slot(shortened(entitled(paper), TITLE))} {linked(paper)}".rstrip()
    if count > MOST:
        yield f"… +{count - MOST:,}"


def _named(paper: Paper) -> str:
    return f"{slot(shortened(cite(paper), NAME))} {linked(paper)}".rstrip()


def told_week(
    week: Week, shown: Sequence[WeekSection], until: datetime, picture: bytes | None, embeds: bool
) -> Rendered:
    """A week as a message: its figures in the text, its papers in an embed, or in the text if embeds are not allowed.

    ``until``: the midnight at its end; ``picture``: a PNG file, or None.
    """
    first, last = until - WEEK, until - timedelta(days=1)
    lines = [f"**The week here**: {first:%Y-%m-%d} to {last:%Y-%m-%d}"]
    if week.asked:
        lines.append(f"Questions in public: {week.asked:,}; still unanswered: {week.unanswered:,}.")
    attach = (lambda: [discord.File(io.BytesIO(picture), "week.png", description=_alt(week))]) if picture else list
    if embeds and shown:
        embed = discord.Embed(colour=PAPER_COLOUR)
        for one in _fitting(shown):
            embed.add_field(name=one.name, value=one.value, inline=False)
        return Rendered(content="\n".join((*lines, f"{SMALL}{BELOW}")), embed=embed, attach=attach)
    parts = [line for one in shown for line in (f"**{one.name}**", *one.value.split("\n"))]
    return Rendered(content=pages("\n".join((*lines, *parts, f"{SMALL}{BELOW}")))[0], attach=attach)


def _fitting(shown: Sequence[WeekSection]) -> Iterator[WeekSection]:
    """The first sections, as many as one embed holds: a server may ask many libraries."""
    room = EMBED_TOTAL
    for one in shown[:EMBED_FIELDS]:
        room -= size(one.name) + size(one.value)
        if room < 0:
            return
        yield one


def _alt(week: Week) -> str:
    """A description of the picture for readers who cannot see it: one line per day and outcome."""
    days = (f"{day:%Y-%m-%d}, {outcome}: {count:,}" for day, outcome, count in week.days)
    return "\n".join(("Questions in public a day, by how they ended:", *days))[:ALT]


async def _picture(week: Week, until: datetime) -> bytes | None:
    """A PNG file with the week's questions per day, by outcome; None if there are no questions or it cannot be drawn."""
    if not week.asked:
        return None
    outcomes: dict[str, int] = {}
    for _, outcome, count in week.days:
        outcomes[outcome] = outcomes.get(outcome, 0) + count
    days = (*week.days, ((until - timedelta(days=1)).date(), next(iter(outcomes)), 0))  # drawn to the week's end
    stats = Stats(
        days=days,
        outcomes=outcomes,
        papers=week.papers,
        helpful=0,
        not_helpful=0,
        reports=0,
        p50_ms=0,
        p99_ms=0,
    )
    try:
        return await drawn(stats)
    except MarrowError as error:  # the figures are all in the text
        _LOG.error("%s", error)
        return None

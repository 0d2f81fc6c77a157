"""/log: what was asked in a server and why it was answered so, only for its moderators."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.cogs.base import MarrowCog
from bot.discord.errors import Refusal
from bot.discord.guards import kept_reading, moderated, owned, told
from bot.discord.moderating import rows
from bot.discord.moderating.pinning import offered_at_once
from bot.discord.moderating.record import answer_in, noted, record_reply, removed, replayed, taken_back
from bot.discord.moderating.rows import log_page
from bot.discord.parts import Interaction, Parts, server_of, typed
from bot.discord.rendering import Rendered
from bot.discord.text import escape, theirs
from bot.privacy import admitted
from bot.storage.exporting import FileFormat
from bot.storage.pseudonyms import PSEUDONYM
from bot.storage.selection import Selection, Thought, unfindable
from index.models import Outcome

MENU, PIN = "Answer record", "Pin an answer"
OUTCOMES = [app_commands.Choice(name=one.value, value=one.value) for one in Outcome]
THOUGHTS: dict[str, Thought] = {"helpful": "helpful", "not helpful": "not helpful", "reported": "reported"}
SURFACES = [app_commands.Choice(name=one, value=one) for one in ("command", "mention", "menu", "button")]
FORMATS: dict[str, FileFormat] = {"CSV (spreadsheet)": "csv", "JSON Lines": "jsonl"}
NO_GAP = "Nobody here asked in vain for “{}”; /log gaps lists the words."
SINCE = "From this day on (UTC), as 2026-01-31"
UNTIL = "Up to and with this day (UTC), as 2026-12-31"


class LogCog(MarrowCog):
    """A server's log."""

    log = app_commands.Group(
        name="log",
        description="For moderators: what was asked here, and why I answered so",
        guild_only=True,
        default_permissions=discord.Permissions(manage_messages=True),
    )

    def __init__(self, bot: commands.AutoShardedBot, parts: Parts) -> None:
        super().__init__(bot, parts)
        for name, callback in ((MENU, self.record_of), (PIN, self.pin_to)):
            menu = app_commands.ContextMenu(name=name, callback=callback)
            menu.default_permissions = discord.Permissions(manage_messages=True)
            menu.guild_only = True
            bot.tree.add_command(menu)

    @log.command(name="recent", description="The newest questions")
    async def recent(self, interaction: Interaction) -> None:
        """The newest rows."""
        await self._rows(interaction, "recent", Selection(server=server_of(interaction)))

    @log.command(name="search", description="Find questions by any combination of filters")
    @app_commands.describe(
        text="Words of the question or the answer; the last may be cut",
        outcome="How it ended",
        feedback="What readers thought of it",
        paper="A paper that was quoted",
        surface="How it was asked",
        asker="A pseudonym, as the record shows it",
        since=SINCE,
        until=UNTIL,
    )
    @app_commands.choices(
        outcome=OUTCOMES,
        feedback=[app_commands.Choice(name=one, value=one) for one in THOUGHTS],
        surface=SURFACES,
    )
    @app_commands.autocomplete(paper=MarrowCog.suggested)
    async def search(
        self,
        interaction: Interaction,
        text: app_commands.Range[str, 1, 200] = "",
        outcome: app_commands.Choice[str] | None = None,
        feedback: app_commands.Choice[str] | None = None,
        paper: str | None = None,
        surface: app_commands.Choice[str] | None = None,
        asker: app_commands.Range[str, 1, 64] | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> None:
        """The rows that fit."""
        await moderated(interaction)
        if asker and not PSEUDONYM.fullmatch(asker.strip()):
            raise Refusal("That is no pseudonym; a record shows one, sixteen letters and digits.")
        admitted(text)
        if said := unfindable(text):
            raise Refusal(said)
        selection = Selection(
            server=server_of(interaction),
            text=text,
            outcome=outcome.value if outcome else None,
            thought=THOUGHTS[feedback.value] if feedback else None,
            paper=(await self.paper(interaction, paper)).key if paper else None,
            surface=surface.value if surface else None,
            asker=asker.strip() if asker else None,
            **period(since, until),
        )
        await self._rows(interaction, "search", selection)

    @log.command(name="show", description="One answer's whole record")
    @app_commands.describe(answer="The answer's id, or the beginning of it")
    async def show(self, interaction: Interaction, answer: app_commands.Range[str, 4, 12]) -> None:
        """A record."""
        await self.own_door(interaction).send(await record_reply(interaction, answer))

    async def record_of(self, interaction: Interaction, message: discord.Message) -> None:
        """The record behind a message of mine."""
        await self.own_door(interaction).send(
            await record_reply(interaction, await answer_in(interaction, message))
        )

    async def pin_to(self, interaction: Interaction, message: discord.Message) -> None:
        """Sentences to pin to the question that a message of mine answers."""
        await offered_at_once(interaction, await answer_in(interaction, message))

    @log.command(name="replay", description="Ask a logged question again: identical, or the first difference")
    @app_commands.describe(answer="The answer's id, or the beginning of it", today="Ask today's papers instead")
    async def replay(
        self, interaction: Interaction, answer: app_commands.Range[str, 4, 12], today: bool = False
    ) -> None:
        """The answer, again."""
        door = self.own_door(interaction)
        await door.send(await door.within(replayed(interaction, answer, today)))

    @log.command(name="gaps", description="Words that were asked for and the papers lack: what to add next")
    @app_commands.describe(
        since=SINCE,
        until=UNTIL,
        close="Mark this word as solved",
        by="What solves it: a paper or a term; without it the word is open again",
    )
    async def gaps(
        self,
        interaction: Interaction,
        since: str | None = None,
        until: str | None = None,
        close: app_commands.Range[str, 1, 100] | None = None,
        by: app_commands.Range[str, 1, 200] = "",
    ) -> None:
        """Missing words with counts, and no names."""
        parts, server = await moderated(interaction)
        selection = Selection(server=server, **period(since, until))
        await kept_reading(interaction, "gaps", selection)
        if close:
            said = await typed(interaction, close, by)
            if said.withheld:
                raise Refusal(f"No words of yours are kept here ({said.withheld}), so I cannot mark a gap.")
            if not await parts.storage.reader.solve(server, close.strip(), by.strip()):
                raise Refusal(NO_GAP.format(theirs(close.strip())))
        gaps = await parts.storage.reader.gaps(selection, 50)
        await self.own_door(interaction).send(told(rows.gaps_reply(gaps)))

    @log.command(name="stats", description="Questions a day, outcomes, papers, latency and feedback")
    @app_commands.describe(since=SINCE, until=UNTIL)
    async def stats(self, interaction: Interaction, since: str | None = None, until: str | None = None) -> None:
        """The figures, and a picture of them."""
        parts, server = await moderated(interaction)
        selection = Selection(server=server, **period(since, until))
        await kept_reading(interaction, "stats", selection)
        door = self.own_door(interaction)
        stats = await parts.storage.reader.stats(selection)
        await door.send(told(await door.within(rows.stats_reply(parts, stats))))

    @log.command(name="export", description="This server's rows as a file")
    @app_commands.describe(
        since=SINCE,
        until=UNTIL,
        format="For a spreadsheet, or for everything else",
        names="With pseudonyms and places",
    )
    @app_commands.choices(format=[app_commands.Choice(name=name, value=form) for name, form in FORMATS.items()])
    async def export(
        self,
        interaction: Interaction,
        format: app_commands.Choice[str] | None = None,  # the option's name, as members read it
        since: str | None = None,
        until: str | None = None,
        names: bool = False,
    ) -> None:
        """The rows, anonymised unless the server allows names."""
        parts, server = await moderated(interaction)
        if names and not (await parts.settings(server)).export_names:
            raise Refusal("This server does not let exports name askers and places; an admin can, with /setup.")
        selection = Selection(server=server, **period(since, until))
        await kept_reading(interaction, "export with names" if names else "export", selection)
        door, limit = self.own_door(interaction), interaction.guild.filesize_limit if interaction.guild else 0
        form: FileFormat = "jsonl" if format and format.value == "jsonl" else "csv"
        await door.send(told(await door.within(rows.export_reply(parts, selection, form, names, limit))))

    @log.command(name="note", description="Add a note to an answer, for everybody who sees it")
    @app_commands.describe(answer="The answer's id, or the beginning of it", note="What readers should know")
    async def note(
        self,
        interaction: Interaction,
        answer: app_commands.Range[str, 4, 12],
        note: app_commands.Range[str, 1, 1000],
    ) -> None:
        """A note in the record and under the answer."""
        said = await noted(interaction, answer, note)
        await self.own_door(interaction).send(Rendered(content=said))

    @log.command(name="remove", description="Take an answer's message away; its record stays")
    @app_commands.describe(answer="The answer's id, or the beginning of it")
    async def remove(self, interaction: Interaction, answer: app_commands.Range[str, 4, 12]) -> None:
        """The message goes, the record stays."""
        said = await removed(interaction, answer)
        await self.own_door(interaction).send(Rendered(content=said))

    @log.command(name="pins", description="Answers pinned to questions by moderators, and how each is")
    @app_commands.describe(
        undo="Take this pinned answer back, by its id", history="Those that were taken back, too"
    )
    async def pins(
        self, interaction: Interaction, undo: app_commands.Range[str, 4, 12] | None = None, history: bool = False
    ) -> None:
        """The pinned answers, or one of them taken back."""
        door = self.own_door(interaction)
        if undo:
            await door.send(Rendered(content=await taken_back(interaction, undo)))
        else:
            await door.send(await door.within(rows.pins_reply(interaction, history)))

    @log.command(name="readings", description="For admins: who read this server's log, and when")
    @app_commands.describe(member="Only what this member read")
    async def readings(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """Who read and exported: rows hold pseudonyms, and members are named who are known here."""
        parts, server = await owned(interaction)
        log = parts.storage.reader
        known = {*parts.readers.of(server), str(interaction.user.id), *([str(member.id)] if member else ())}
        names = log.names_of(known, server)
        only = [name for name, who in names.items() if who == str(member.id)] if member else None
        found = await log.readings(Selection(server=server), 100, only)
        await self.own_door(interaction).send(rows.readings_reply(found, names))

    async def _rows(self, interaction: Interaction, what: str, selection: Selection) -> None:
        await moderated(interaction)
        await kept_reading(interaction, what, selection)
        await self.own_door(interaction).send(await log_page(interaction, selection))


def day(written: str | None) -> datetime | None:
    """The beginning of a day (UTC) written as 2026-01-31; None for None. Raises Refusal."""
    if written is None:
        return None
    try:
        return datetime.strptime(written.strip(), "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise Refusal(f"“{theirs(written[:40])}” is no day; write it as 2026-01-31.") from None


def day_after(written: str | None) -> datetime | None:
    """The end of a day (UTC); None, no end, for None and for the last possible day. Raises Refusal."""
    found = day(written)
    try:
        return found + timedelta(days=1) if found else None
    except OverflowError:
        return None


def period(since: str | None, until: str | None) -> dict[str, datetime | None]:
    """The fields ``since`` and ``until`` of a selection, from two days (UTC). Raises Refusal, also if the period has no
    day.
    """
    begins, ends = day(since), day_after(until)
    if begins and ends and begins >= ends:
        raise Refusal(
            f"That period has no day: it ends on {escape(str(until))}, before it begins on {escape(str(since))}."
        )
    return {"since": begins, "until": ends}

"""/history and /privacy: a member's own questions, which only they can see, export and delete."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping

import discord
from discord import app_commands

from bot.assistant.wording import counted
from bot.discord.actions.follow import unnamed
from bot.discord.actions.judging import NO_WORDS
from bot.discord.cogs.base import MarrowCog
from bot.discord.errors import errors_told
from bot.discord.history import history_page
from bot.discord.modals import KeptButton
from bot.discord.parts import Interaction, Parts, parts_of, server_of
from bot.discord.posting import taken_away
from bot.discord.rendering import Rendered, holding
from bot.discord.sending import NO_PINGS, CommandDoor, Door
from bot.discord.text import ATTACHED
from bot.discord.translator import ENGLISH, tongue_of
from bot.discord.trying import going_on
from bot.storage.exporting import OwnFile

POLICY = (
    "When you ask me something, I note that it was asked and how it ended, and as far as this server keeps it, the "
    "question, the answer, the time and the channel, so that moderators can say why I answered so. Each time they read it "
    "is noted, under a pseudonym of theirs. Other servers see nothing. `/privacy export` gives you all of it, `/privacy delete` removes it, and `/privacy opt-out` keeps no words "
    "and no name of what you ask from then on. Text that looks like a patient's data is never kept."
)
ELSEWHERE = (
    "What you asked in a server is shown, exported and deleted by the same commands there. If you have left it, its rows are still "
    "yours: ask whoever runs me, who can delete them for you; name the server and one question you asked there."
)
BACKUPS = "What is deleted here stays in the operator's backups until they are overwritten, after {} at most."
_NAMES = {
    "feedback": "verdicts",
    "reports": "reports",
    "notes": "notes as a moderator",
    "readings": "readings of the log",
    "awaited": "answers waited for",
    "saved": "papers saved to read",
}
UNDER_WAY = 60.0  # seconds that a deletion waits for the answers that are on their way in its server
MOST_MESSAGES = 200  # of ours that are deleted for a member who wants that; Discord lets five a second or so


OPTED = {
    True: "You have opted out: new questions leave no words and no name.",
    False: "You have not opted out.",
}


class PrivacyCog(MarrowCog):
    """What is kept of a member, and what they can do about it."""

    privacy = app_commands.Group(name="privacy", description="What I keep about you, and how to change that")

    @app_commands.command(name="history", description="The questions you asked here, newest first")
    async def history(self, interaction: Interaction) -> None:
        """The member's own questions, with a menu that shows an answer again."""
        rendered = await history_page(self.parts, server_of(interaction), str(interaction.user.id), 1)
        await self.own_door(interaction).send(rendered)

    @privacy.command(name="show", description="What I keep about you here")
    async def show(self, interaction: Interaction) -> None:
        """What is kept, in words and in figures."""
        member, server = str(interaction.user.id), server_of(interaction)
        log = self.parts.storage.logbook
        kept, read = await log.kept_of(member, server), await log.read_of(member, server)
        policy = self.parts.policy(await self.parts.settings(server)).told()
        opened = f" Records of your answers were opened {_times(read)}." if read else ""
        opened += f" {ELSEWHERE}" if server is None else ""
        said = f"{POLICY}\n\n{policy} {self._backups()}\n\n{_kept(kept, server)}{opened} {OPTED[bool(kept['opted_out'])]}"
        await self.own_door(interaction).send(Rendered(content=said))

    def _backups(self) -> str:
        days = self.parts.config.privacy.backup_days
        return BACKUPS.format(counted(days, "day")) if days else "There are no backups of it."

    @privacy.command(name="export", description="Everything I keep about you here, as a file")
    async def export(self, interaction: Interaction) -> None:
        """All the member's rows as JSON, in as many files as it takes."""
        door: Door = self.own_door(interaction)
        file = await door.within(self._own(str(interaction.user.id), server_of(interaction)))
        for rendered in await asyncio.to_thread(_exported, file):
            await door.send(rendered)
            door = door.further()

    async def _own(self, member: str, server: str | None) -> OwnFile:
        file = OwnFile(ATTACHED)
        async for rows in self.parts.storage.logbook.export_mine(member, server):
            await asyncio.to_thread(file.add, rows)
        return file

    @privacy.command(name="delete", description="Delete everything I keep about you here")
    async def delete(self, interaction: Interaction) -> None:
        """Ask once more, then delete."""
        server = server_of(interaction)
        kept = await self.parts.storage.logbook.kept_of(str(interaction.user.id), server)
        view = holding(ForgetButton(), ForgetButton(":messages"))
        said = (
            f"This removes {kept['answers']:,} of your questions with their answers, and your feedback, reports and notes, "
            f"from my records, for good.{_stays(kept)} {self._backups()} My answers in channels may quote your questions: the second button deletes those messages too."
        )
        said += f" {ELSEWHERE}" if server is None else ""
        await self.own_door(interaction).send(Rendered(content=said, view=view))

    @privacy.command(name="opt-out", description="Keep no words and no name of what I ask from now on")
    async def opt_out(self, interaction: Interaction) -> None:
        """From now on only a receipt is kept, and nothing is waited for."""
        member, server = str(interaction.user.id), server_of(interaction)
        await self.parts.storage.members.opt_out(member, server)
        ended = await self.parts.storage.awaited.end_all(member, server)
        said = (
            "Done. From now on I keep no words and no name of what you ask here; answers to your commands are shown to "
            "you alone. What was kept before stays until you use /privacy delete."
        )
        said += f" You no longer wait for {counted(ended, 'answer')}." if ended else ""
        await self.own_door(interaction).send(Rendered(content=said))

    @privacy.command(name="opt-in", description="Let my questions be kept again, under a pseudonym")
    async def opt_in(self, interaction: Interaction) -> None:
        """Keep the member's questions as usual again."""
        await self.parts.storage.members.opt_in(str(interaction.user.id), server_of(interaction))
        await self.own_door(interaction).send(
            Rendered(content="Done. Your questions are kept again, under a pseudonym.")
        )


def _exported(file: OwnFile) -> list[Rendered]:
    """A member's rows as JSON files, each in a message of its own: together they may be too large for one."""
    if not file.rows:
        return [Rendered(content="I keep nothing about you here.")]
    (end, content), *further = file.finished()
    rows, count = counted(file.rows, "row"), len(further) + 1
    if not further:
        return [_attached(f"{rows}, everything I keep about you here.", end, content)]
    first = f"{rows}, everything I keep about you here. This is file 1 of {count}."
    others = (_attached(f"File {number} of {count}.", *one) for number, one in enumerate(further, 2))
    return [_attached(first, end, content), *others]


def _attached(said: str, end: str, content: bytes) -> Rendered:
    return Rendered(content=said, attach=lambda: [discord.File(io.BytesIO(content), f"marrow-my-questions{end}")])


def _kept(kept: Mapping[str, int], server: str | None) -> str:
    """A sentence about what is kept of a member; what only buttons and follow-ups need is in the export alone."""
    rows = "1 question of yours is" if kept["answers"] == 1 else f"{kept['answers']:,} questions of yours are"
    others = ", ".join(f"{_NAMES[table]}: {kept[table]:,}" for table in _NAMES if kept[table])
    where = "here" if server else "in direct messages"
    return f"{rows} kept {where}{f' ({others})' if others else ''}."


def _stays(kept: Mapping[str, int]) -> str:
    """Sentences about what is not deleted, and why."""
    said = ""
    if kept["readings"]:
        said += f" That you read the log {_times(kept['readings'])} stays noted under a pseudonym: those whose questions you read may ask."
    if kept["opted_out"]:
        said += " That you opted out stays too, so that I go on keeping nothing."
    return said


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


STILL = "An answer was still on its way: please delete once more when it is there."


class ForgetButton(KeptButton, template=r"marrow:forget(?P<messages>:messages)?"):
    """The confirmation of a deletion; ``messages``: delete my answers in channels too. Its id names nobody: the rows
    are the presser's own.
    """

    def __init__(self, messages: str = "") -> None:
        self.messages = bool(messages)
        label = "Delete it all, and the answers sent to me" if messages else "Delete it all"
        super().__init__(label, f"marrow:forget{messages}", discord.ButtonStyle.danger)

    @errors_told
    async def callback(self, interaction: Interaction) -> None:
        """Delete the presser's own rows in this server; erasing their bytes may take a moment."""
        parts = parts_of(interaction)
        door = CommandDoor(interaction, True)
        await door.send(Rendered(content=await door.within(self._forgotten(interaction, parts))))

    async def _forgotten(self, interaction: Interaction, parts: Parts) -> str:
        member, server = str(interaction.user.id), server_of(interaction)
        async with parts.under_way.stilled(server, UNDER_WAY) as done:
            await parts.storage.logbook.catch_up()  # the places of answers may wait in the spool
            sent = await parts.storage.shown.sent_to(member, server) if self.messages else []
            posts = await parts.storage.feedback.posts_of(member, server) if self.messages else []
            count = await parts.storage.logbook.forget(member, server, erase=False)
        await parts.storage.logbook.erase()
        said = f"Deleted: {counted(count, 'question')} of yours, for good." + ("" if done else f" {STILL}")
        if not self.messages:
            return said
        every = [*((channel, message) for channel, message, own in posts if own), *sent]
        for channel, message in [(where, post) for where, post, own in posts if not own][:MOST_MESSAGES]:
            await _wordless(interaction, int(channel), int(message))
        tried = await _deleted(interaction, every[:MOST_MESSAGES])
        gone, stay = tried.count(True), tried.count(None)
        named = await _named(interaction, sent[:MOST_MESSAGES])
        rest = (
            ""
            if len(every) <= MOST_MESSAGES
            else f" {len(every) - MOST_MESSAGES:,} older ones stay; a moderator can remove them."
        )
        rest += f" Messages I could not delete: {stay:,}; a moderator can." if stay else ""
        rest += f" Threads whose name I could not change: {named:,}; a moderator can." if named else ""
        return f"{said} {gone} of my messages {'is' if gone == 1 else 'are'} gone with them.{rest}"


async def _wordless(interaction: Interaction, channel: int, message: int) -> None:
    """Take the question out of the post of somebody else's report, which the moderators still need; a line in the log if
    that cannot be done.
    """
    place = interaction.client.get_partial_messageable(channel, guild_id=interaction.guild_id)
    said = (tongue_of(interaction.guild.preferred_locale) if interaction.guild else None) or ENGLISH
    with going_on("The question in a report's post could not be removed"):
        post = await place.fetch_message(message)
        head, _, *reason = post.content.split("\n")
        await post.edit(content="\n".join((head, said.message(NO_WORDS), *reason)), allowed_mentions=NO_PINGS)


async def _deleted(interaction: Interaction, sent: list[tuple[str, str]]) -> list[bool | None]:
    """Delete messages of ours. Returns for each what became of it, as ``taken_away`` says."""
    return [
        await taken_away(
            interaction.client,
            int((channel if interaction.guild_id else interaction.channel_id) or 0),
            int(message),
            interaction.guild_id,
        )
        for channel, message in sent
    ]


async def _named(interaction: Interaction, sent: list[tuple[str, str]]) -> int:
    """Remove the questions from threads under our messages. Returns how many threads could not be changed."""
    guild = interaction.guild
    if guild is None:
        return 0
    under = [int(message) for channel, message in sent if guild.get_thread(int(channel)) is None]
    return sum([not await unnamed(interaction.client, guild, message) for message in under])

"""The last step of every reply: quick replies are sent directly, slow ones announced first; each is sent once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any, Protocol, TypeVar

import discord

from bot.discord.echoes import Echoes
from bot.discord.rendering import Rendered
from bot.discord.text import pages
from bot.discord.translator import Tongue, tongue_of
from bot.discord.trying import Powers, again, first_response, fitting, going_on, powers_in

Result = TypeVar("Result")
NO_PINGS = discord.AllowedMentions.none()


async def whole_or_plain(send: Callable[[Rendered], Awaitable[Result]], rendered: Rendered) -> Result:
    """Send a message, without its embed and files if Discord refuses these."""
    return await fitting(lambda: send(rendered), lambda: send(rendered.only()))


class Door(Protocol):
    """The way in which a question came and its reply goes out."""

    private: bool

    @property
    def powers(self) -> Powers:
        """What the bot may do there."""
        ...

    async def within(self, work: Awaitable[Result]) -> Result:
        """Wait for work, and let the asker know if it takes long."""
        ...

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Send the reply. Returns its message's id; None if it could not be delivered."""
        ...

    def further(self) -> Door:
        """The door for what comes after the first reply."""
        ...

    async def refuse(self, sentence: str) -> None:
        """Say a short sentence, only to the asker if possible."""
        ...


class CommandDoor:
    """A command, button, menu or form. ``private``: only the asker sees replies.

    ``quietly``: a button's answer is not announced visibly, so that it may be decided later who sees it.
    """

    def __init__(self, interaction: discord.Interaction[Any], private: bool, quietly: bool = False) -> None:
        self._interaction = interaction
        self._tongue = tongue_of(interaction.locale)
        self._first = first_response(interaction)
        self._first.in_place |= quietly
        self.private = private

    @property
    def private(self) -> bool:
        """Whether only the asker sees the reply; after a private announcement this stays True."""
        return self._private or self._first.announced == "privately"

    @private.setter
    def private(self, wanted: bool) -> None:
        self._private = self._first.private = wanted

    @property
    def powers(self) -> Powers:
        """What the bot may do there. Discord shows embeds and files in answers to commands in every channel."""
        asked = self._interaction
        told = powers_in(asked.channel, asked.app_permissions if asked.guild_id else None)
        return Powers(threads=told.threads)

    async def within(self, work: Awaitable[Result]) -> Result:
        """Wait for work; the interaction's own clock announces a slow answer."""
        return await work

    async def hush(self) -> None:
        """Confirm the press to Discord, and say nothing; an announcement that everyone or the presser sees is taken away."""
        await self._first.announce()
        await self._take_back()

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Answer the interaction, or fill in the announced answer (which can safely be tried again)."""
        there = await self._send_first(rendered)
        if there is not None:
            self._first.shown |= {there}
        return there

    async def _send_first(self, rendered: Rendered) -> int | None:
        made, sent = await self._first.give(lambda: whole_or_plain(self._respond, rendered))
        if not made:
            return await self._fill_in(rendered)
        if sent is not None:
            return sent.message_id
        with going_on("Where an answer stands is not known, so that what needs its place cannot be done"):
            return (await self._interaction.original_response()).id
        return None

    async def _respond(self, rendered: Rendered) -> discord.InteractionCallbackResponse[Any]:
        return await self._interaction.response.send_message(
            **rendered.arguments(self._tongue), ephemeral=self.private, allowed_mentions=NO_PINGS
        )

    async def _add(self, rendered: Rendered) -> int:
        """Send a new message. Returns its id."""
        echoes: Echoes = self._interaction.client.parts.echoes

        async def send(under: discord.Webhook) -> int:
            given = rendered.arguments(self._tongue)
            sent = await under.send(**given, ephemeral=self.private, allowed_mentions=NO_PINGS, wait=True)
            return sent.id

        content = rendered.only().arguments(self._tongue)["content"] or ""
        elsewhere = self._first.shown if self._first.elsewhere else None
        there = await echoes.sent_once(self._interaction, content, send, self.private, elsewhere)
        self._first.shown |= {there}
        return there

    async def _fill_in(self, rendered: Rendered) -> int | None:
        """Put the answer into its announcement; into a new message if there is no announcement, or other people would
        see it.
        """
        if self._first.announced == "privately" or (self._first.announced == "to all" and not self.private):
            return (await edited(self._interaction, rendered)).id
        await self._take_back()
        return await whole_or_plain(self._add, rendered)

    def further(self) -> Door:
        """The door for what comes after the first reply."""
        return FurtherDoor(self._interaction, self.private)

    async def refuse(self, sentence: str) -> None:
        """Say it only to the member; a public announcement is removed first."""
        self.private = True
        await self.send(Rendered(content=clip_lines(sentence)))

    async def _take_back(self) -> None:
        """Remove a visible announcement: the reply is private, or there is none."""
        if self._first.announced in ("to all", "privately"):
            self._first.announced = None
            with going_on("The announcement of an answer could not be taken away"):
                await self._interaction.delete_original_response()


async def edited(interaction: discord.Interaction[Any], rendered: Rendered) -> discord.InteractionMessage:
    """Edit an interaction's message (a button's own, or the announcement), without embed and files if they are not
    allowed.
    """
    return await whole_or_plain(lambda what: again(partial(_edit, interaction, what)), rendered)


def _edit(interaction: discord.Interaction[Any], rendered: Rendered) -> Awaitable[discord.InteractionMessage]:
    return interaction.edit_original_response(**changing(rendered, tongue_of(interaction.locale)))


class FurtherDoor(CommandDoor):
    """Sends new messages after a command's first reply."""

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Send a new message."""
        return await whole_or_plain(self._add, rendered)


class ThreadDoor(CommandDoor):
    """Answers a form's question in a thread, and tells the asker where."""

    def __init__(self, interaction: discord.Interaction[Any], thread: discord.Thread) -> None:
        super().__init__(interaction, private=True)
        self._thread = thread
        self._told = False

    @property
    def private(self) -> bool:
        """False: everybody who reads the thread sees the answer."""
        return False

    @private.setter
    def private(self, wanted: bool) -> None:
        self._first.private = True  # this reply only says where the answer is

    @property
    def powers(self) -> Powers:
        """What the bot may do in the thread, as far as is known."""
        me = self._thread.guild.me
        try:
            return powers_in(self._thread, self._thread.permissions_for(me))
        except discord.ClientException:
            return Powers(threads=False)

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Answer in the thread. If Discord refuses, the error is raised."""
        may = self.powers
        allowed = rendered.only(may.embeds, may.files)
        message = await whole_or_plain(lambda what: again(lambda: self._send(what, nonce)), allowed)
        await self._say(f"The answer is in <#{self._thread.id}>.")
        return message.id

    async def _send(self, rendered: Rendered, nonce: str | None) -> discord.Message:
        given = rendered.arguments(self._tongue) | ({"nonce": nonce} if nonce else {})
        return await self._thread.send(**given, allowed_mentions=NO_PINGS)

    def further(self) -> Door:
        """This door: each answer goes into the thread."""
        return self

    async def refuse(self, sentence: str) -> None:
        """Say it only to the asker."""
        await self._say(clip_lines(sentence))

    async def _say(self, sentence: str) -> None:
        told = CommandDoor(self._interaction, private=True)
        if self._told:
            return
        self._told = True
        await told.send(Rendered(content=sentence))


class PlaceDoor(CommandDoor):
    """A button or menu that changes its own message; errors are told beside it, only to the presser."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        super().__init__(interaction, private=True, quietly=True)

    async def change(self, rendered: Rendered) -> None:
        """Replace the message by this one."""
        made, _ = await self._first.give(
            lambda: self._interaction.response.edit_message(**changing(rendered, self._tongue))
        )
        if not made:
            await edited(self._interaction, rendered)

    async def remove(self) -> None:
        """Delete the message, if it still exists."""
        await self._first.announce()
        with suppress(discord.NotFound):
            await self._interaction.delete_original_response()


class OwnDoor(PlaceDoor):
    """A button or menu with private content: it changes its message if only the presser sees that, otherwise it sends a
    new private one.
    """

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._alone = interaction.message is not None and interaction.message.flags.ephemeral
        CommandDoor.__init__(self, interaction, private=True, quietly=self._alone)

    async def change(self, rendered: Rendered) -> None:
        """Show this only to the presser."""
        if self._alone:
            await super().change(rendered)
        else:
            await self.send(rendered)


def changing(rendered: Rendered, tongue: Tongue | None) -> dict[str, Any]:
    """The arguments for editing a message; its old files are removed."""
    given = rendered.arguments(tongue)
    return given | {"attachments": given.pop("files", []), "allowed_mentions": NO_PINGS}


def clip_lines(sentence: str) -> str:
    """A sentence of ours, cut to one message: the member's words in it may be long."""
    return pages(sentence)[0]

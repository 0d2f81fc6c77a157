"""The last step of every reply, on every surface: quick ones directly, slow ones announced, each sent once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from functools import partial
from typing import Any, Protocol, TypeVar

import discord

from bot.discord.acknowledging import first_response
from bot.discord.pages import pages
from bot.discord.rendering import Rendered
from bot.discord.trying import Powers, again, fitting, own_powers, powers_in, why
from bot.naming import own

Result = TypeVar("Result")
NO_PINGS = discord.AllowedMentions.none()
_LOG = logging.getLogger("marrow.discord")


class Door(Protocol):
    """Where a question came in and its reply goes out."""

    private: bool

    @property
    def powers(self) -> Powers:
        """What the bot may do there."""
        ...

    async def within(self, work: Awaitable[Result]) -> Result:
        """Wait for some work, letting the asker know when it takes long."""
        ...

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Send the reply; its message's id, None where it could not be delivered."""
        ...

    def further(self) -> Door:
        """The door for what is said after the first reply."""
        ...

    async def refuse(self, sentence: str) -> None:
        """Say a short sentence to the asker alone, as far as the surface can."""
        ...


class CommandDoor:
    """A command, a button, a menu or a form: ``private`` replies are seen by the asker alone.

    ``quietly``: a button's answer is not announced in sight, so that who sees it need not be known by then.
    """

    def __init__(self, interaction: discord.Interaction[Any], private: bool, quietly: bool = False) -> None:
        self._interaction = interaction
        self._first = first_response(interaction)
        self._first.in_place |= quietly
        self.private = private

    @property
    def private(self) -> bool:
        """Whether the asker alone sees the reply; what was announced to them alone stays so."""
        return self._private or self._first.announced == "privately"

    @private.setter
    def private(self, wanted: bool) -> None:
        self._private = self._first.private = wanted

    @property
    def powers(self) -> Powers:
        """What Discord says the bot may do there. Embeds and files of an answer to a command are shown whatever that is."""
        asked = self._interaction
        told = powers_in(asked.channel, asked.app_permissions if asked.guild_id else None)
        return Powers(threads=told.threads)

    async def within(self, work: Awaitable[Result]) -> Result:
        """Wait; the interaction's own clock announces what takes long."""
        return await work

    async def hush(self) -> None:
        """Let Discord know that the press was heard, and say nothing."""
        await self._first.announce()

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Answer the interaction, or fill in the answer that was announced (which may be tried again safely)."""
        made, sent = await self._first.give(
            lambda: fitting(lambda: self._respond(rendered), lambda: self._respond(rendered.only()))
        )
        if not made:
            return await self._fill_in(rendered)
        if sent is not None:
            return sent.message_id
        with suppress(discord.HTTPException):
            return (await self._interaction.original_response()).id
        return None

    async def _respond(self, rendered: Rendered) -> discord.InteractionCallbackResponse[Any]:
        return await self._interaction.response.send_message(
            **rendered.arguments(), ephemeral=self.private, allowed_mentions=NO_PINGS
        )

    async def _add(self, rendered: Rendered) -> int:
        """Send a message of its own; its id."""
        sent = await self._interaction.followup.send(
            **rendered.arguments(), ephemeral=self.private, allowed_mentions=NO_PINGS, wait=True
        )
        return sent.id

    async def _fill_in(self, rendered: Rendered) -> int | None:
        """Put the answer where it was announced; as a message of its own where it was not, or not as it has to be seen."""
        if self._first.announced == "privately" or (self._first.announced == "to all" and not self.private):
            return (await edited(self._interaction, rendered)).id
        await self._take_back()
        return await fitting(lambda: self._add(rendered), lambda: self._add(rendered.only()))

    def further(self) -> Door:
        """The door for what is said after the first reply."""
        return FurtherDoor(self._interaction, self.private)

    async def refuse(self, sentence: str) -> None:
        """Say it ephemerally; a public announcement is taken back first."""
        self.private = True
        await self.send(Rendered(content=clip_lines(sentence)))

    async def _take_back(self) -> None:
        """Remove an announcement to everybody; what follows is for one."""
        if self._first.announced == "to all":
            self._first.announced = None
            with suppress(discord.HTTPException):
                await self._interaction.delete_original_response()


async def edited(interaction: discord.Interaction[Any], rendered: Rendered) -> discord.InteractionMessage:
    """Change the message an interaction belongs to (a button's own, or the announced one) into this, as far as it may be."""
    return await fitting(
        lambda: again(partial(_edit, interaction, rendered)),
        lambda: again(partial(_edit, interaction, rendered.only())),
    )


def _edit(interaction: discord.Interaction[Any], rendered: Rendered) -> Awaitable[discord.InteractionMessage]:
    return interaction.edit_original_response(**_changing(rendered))


class FurtherDoor(CommandDoor):
    """What is said after a command's first reply: messages of their own."""

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Send a further message."""
        return await fitting(lambda: self._add(rendered), lambda: self._add(rendered.only()))


class PlaceDoor(CommandDoor):
    """A button or menu whose own message is changed; what goes wrong is said beside it, to the presser alone."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        super().__init__(interaction, private=True, quietly=True)

    async def change(self, rendered: Rendered) -> None:
        """Show this in place of what stood there."""
        made, _ = await self._first.give(lambda: self._interaction.response.edit_message(**_changing(rendered)))
        if not made:
            await edited(self._interaction, rendered)

    async def remove(self) -> None:
        """Take the message away; one that is gone already is as it should be."""
        await self._first.announce()
        with suppress(discord.NotFound):
            await self._interaction.delete_original_response()


class OwnDoor(PlaceDoor):
    """A button or menu of something private: changed in place where the presser alone sees it, else given beside it."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._alone = interaction.message is not None and interaction.message.flags.ephemeral
        CommandDoor.__init__(self, interaction, private=True, quietly=self._alone)

    async def change(self, rendered: Rendered) -> None:
        """Show this to the presser, and to nobody else."""
        if self._alone:
            await super().change(rendered)
        else:
            await self.send(rendered)


def _changing(rendered: Rendered) -> dict[str, Any]:
    """A message changed keeps no file of what it was before."""
    given = rendered.arguments()
    return given | {"attachments": given.pop("files", []), "allowed_mentions": NO_PINGS}


class MessageDoor:
    """A mention or a direct message: the reply goes under it, and pings nobody."""

    private = False

    def __init__(self, message: discord.Message, defer_after: float) -> None:
        self._message = message
        self._defer_after = defer_after
        self.powers = own_powers(message)

    async def within(self, work: Awaitable[Result]) -> Result:
        """Wait; show that the bot is typing when it takes long."""
        task = asyncio.ensure_future(work)
        done, _ = await asyncio.wait({task}, timeout=self._defer_after)
        if not done:
            with suppress(discord.HTTPException):
                await self._message.channel.typing()
        return await task

    async def send(self, rendered: Rendered, nonce: str | None = None) -> int | None:
        """Reply under the question; Discord drops a second try that the first made needless, by its nonce."""
        may = self.powers
        try:
            sent = await fitting(
                lambda: again(lambda: self._reply(rendered.only(may.embeds, may.files), nonce, may.replies)),
                lambda: again(lambda: self._reply(rendered.only(), nonce, False)),
            )
        except (discord.Forbidden, discord.NotFound) as error:
            where = own(str(self._message.guild.id)) if self._message.guild else "direct messages"
            _LOG.warning("A reply could not be sent in a channel of %s: %s.", where, why(error))
            return None
        return sent.id

    async def _reply(self, rendered: Rendered, nonce: str | None, under: bool) -> discord.Message:
        given = rendered.arguments() | ({"nonce": nonce} if nonce else {})
        if under:
            given["reference"] = discord.MessageReference.from_message(self._message, fail_if_not_exists=False)
            given["mention_author"] = False
        return await self._message.channel.send(**given, allowed_mentions=NO_PINGS)

    def further(self) -> Door:
        """The same: each reply goes under the question."""
        return self

    async def refuse(self, sentence: str) -> None:
        """Say it briefly under the message."""
        await self.send(Rendered(content=clip_lines(sentence)), nonce=str(self._message.id))


async def post(client: discord.Client, channel: str, server: str | None, rendered: Rendered) -> bool:
    """Post to a channel that was set for it, as far as it may be; False, and a line in the log, where it cannot be reached."""
    place = client.get_partial_messageable(int(channel), guild_id=int(server) if server else None)

    async def sent(what: Rendered) -> None:
        await place.send(**what.arguments(), allowed_mentions=NO_PINGS, suppress_embeds=what.embed is None)

    try:
        await fitting(lambda: sent(rendered), lambda: sent(rendered.only()))
    except discord.HTTPException as error:
        _LOG.warning(
            "A post could not be made in %s: %s.", own(server) if server else "direct messages", why(error)
        )
        return False
    return True


def clip_lines(sentence: str) -> str:
    """A sentence of ours as far as a message goes: what it repeats of the member's words may be long."""
    return pages(sentence)[0]

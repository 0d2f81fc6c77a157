"""Three guards for what comes from Discord, where discord.py has none.

* An event that lacks what Discord always sends (a proxy may have changed it) is refused at once. discord.py would pass it on, and whatever
  needs the missing member or words would fail much later.
* A shard that lost its connection goes on with its session as long as Discord knows it, so that Discord tells it what was said meanwhile.
  discord.py tries that only once, and then begins a new session.
* A file that a member sends is read up to a limit, whatever size was announced. discord.py reads, and unpacks, as much as comes.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from http import HTTPStatus
from itertools import cycle
from typing import Annotated, Any, Literal, Self

import aiohttp
import discord
from discord import AppCommandOptionType, AppCommandType, InteractionType
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from pydantic import AfterValidator, BaseModel, Field, StrictInt, StrictStr, model_validator

from bot.discord.syncing import SUBCOMMANDS
from corpus.fetching import content_within

TEXT = AppCommandOptionType.string.value
# what is offered while it is typed
TYPED = (TEXT, AppCommandOptionType.integer.value, AppCommandOptionType.number.value)
OPTIONED = (InteractionType.application_command.value, InteractionType.autocomplete.value)
PRESS = InteractionType.component.value
ON_A_MESSAGE = AppCommandType.message.value
Id = Annotated[str, Field(pattern=r"^\d{1,20}$", strict=True)]
UNREAD = (ValueError, TypeError, LookupError, AttributeError, RecursionError, zlib.error)
KEPT = 300.0  # seconds in which Discord may still know a session; after that a new one is begun
BROKEN = 4000  # closed by us, and the session is kept
MISCOUNTED = 4007  # closed by Discord, for a number of events it never told
LARGEST = 8 * 1024 * 1024  # bytes of an attachment


class _Person(BaseModel):
    id: Id


class _Member(BaseModel):
    user: _Person


class _Option(BaseModel):
    name: StrictStr
    type: StrictInt
    value: StrictStr | StrictInt | float | bool | None = None
    options: list[_Option] = []
    focused: bool = False

    @model_validator(mode="after")
    def _has_a_value(self) -> Self:
        if self.type not in SUBCOMMANDS and (
            self.value is None or (self.type == TEXT and not isinstance(self.value, str))
        ):
            raise ValueError
        if self.focused and self.type not in TYPED:
            raise ValueError
        return self


class _Author(_Person):
    username: StrictStr
    avatar: StrictStr | None
    discriminator: StrictStr


class _Component(BaseModel):
    """A row of buttons, a button or a menu; any other part of a message counts as a row without parts."""

    type: StrictInt
    id: StrictInt | None = None
    custom_id: StrictStr | None = None
    style: StrictInt | None = None
    components: list[_Component] = []


class _Message(BaseModel):
    id: Id
    type: StrictInt
    channel_id: Id
    author: _Author
    content: StrictStr
    mentions: list[_Author]
    mention_roles: list[Id]
    attachments: list[dict[str, Any]]
    components: list[_Component]
    embeds: list[dict[str, Any]] = []
    flags: StrictInt = 0
    edited_timestamp: Annotated[StrictStr, AfterValidator(datetime.fromisoformat)] | None = None


class _Resolved(BaseModel):
    messages: dict[Id, _Message]


class _Command(BaseModel):
    name: StrictStr
    type: Literal[1, 2, 3] = 1
    options: list[_Option] = []


class _MessageMenu(_Command):
    target_id: Id
    resolved: _Resolved

    @model_validator(mode="after")
    def _has_its_message(self) -> Self:
        if self.target_id not in self.resolved.messages:
            raise ValueError
        return self


class _Channel(BaseModel):
    id: Id
    type: StrictInt


class _Given(BaseModel):
    """A command, a press or a form, or an option that is being typed."""

    type: StrictInt
    token: StrictStr
    channel: _Channel
    data: dict[str, Any]
    guild_id: Id | None = None
    locale: StrictStr = ""
    guild_locale: StrictStr | None = None


class _InServer(_Given):
    member: _Member


class _Directly(_Given):
    user: _Person


def check_interaction(data: Any) -> None:
    """Raise ValueError if an interaction does not say who made it, or if its command's options or the message that it is about
    are not of Discord's form.
    """
    given = (_InServer if data.get("guild_id") is not None else _Directly).model_validate(data)
    if given.type in OPTIONED:
        of_message = given.data.get("type") == ON_A_MESSAGE
        (_MessageMenu if of_message else _Command).model_validate(given.data)
    if given.type == PRESS:
        _Message.model_validate(data.get("message"))


def check_message(data: Any) -> None:
    """Raise ValueError if a message has no writer, no words or no lists of what it mentions and holds."""
    _Message.model_validate(data)


CHECKS = {
    "INTERACTION_CREATE": check_interaction,
    "MESSAGE_CREATE": check_message,
    "MESSAGE_UPDATE": check_message,
}


def keep_session(shard: discord.ShardInfo) -> None:
    """Let a shard that was just launched go on with its session as long as Discord may know it, also after it was sent what
    cannot be read (by a proxy that is out of order), at which discord.py would end the bot.

    Its connection, and what connects it again, have no public names in discord.py.
    """
    parent: Any = shard._parent
    parent._handled_exceptions += UNREAD
    resuming = Resuming(parent, parent.reconnect, parent.reidentify)
    parent.reconnect, parent.reidentify = resuming.reconnect, resuming.reidentify


class Resuming:
    """Connects one shard again."""

    def __init__(
        self,
        parent: Any,
        anew: Callable[[], Awaitable[None]],
        again: Callable[[ReconnectWebSocket], Awaitable[None]],
    ) -> None:
        """``anew``: begins a new session. ``again``: takes the session up, or begins a new one."""
        self._parent, self._anew, self._again = parent, anew, again
        self._lost: object = None  # the connection that broke off
        self._since = 0.0
        self._ways: Iterator[Any] = iter(())

    async def reconnect(self) -> None:
        """Connect; Discord itself says if the session is unknown, and discord.py begins a new one then."""
        now, ws = asyncio.get_running_loop().time(), self._parent.ws
        if ws.open:  # what came could not be read, and more may come
            await ws.close(BROKEN)
        if self._lost is not ws:
            self._lost, self._since = ws, now
            # the host of the session may be gone for good
            self._ways = cycle((ws.gateway, DiscordWebSocket.DEFAULT_GATEWAY))
        if now - self._since < KEPT:
            ws.gateway = next(self._ways)
            await self._parent.reidentify(ReconnectWebSocket(self._parent.id, resume=True))
        else:
            await self._anew()

    async def reidentify(self, wanted: ReconnectWebSocket) -> None:
        """Connect as ``wanted``; but with a new session if Discord refused the number of the last event. discord.py would send
        that number again and again.
        """
        miscounted = self._parent.ws.socket.close_code == MISCOUNTED
        await self._again(ReconnectWebSocket(self._parent.id, resume=False) if miscounted else wanted)


async def from_cdn(url: str, largest: int = LARGEST) -> bytes:
    """The content of a file; of a larger one, one byte more than ``largest``. Raises discord.HTTPException,
    aiohttp.ClientError, OSError.
    """
    async with (
        aiohttp.ClientSession(auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()) as session,
        session.get(url, headers={"Accept-Encoding": "identity"}, allow_redirects=False) as answer,
    ):
        if answer.status != HTTPStatus.OK:
            raise discord.HTTPException(answer, "the file is not there")
        try:
            return await content_within(answer, largest)
        except ValueError:
            raise OSError("it is packed, and cannot be unpacked") from None

"""Events that discord.py reads although they lack what Discord always sends, as where a proxy between changes them: their objects
then have no member, no words or no list of mentions, and whatever asks for that fails much later.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from discord import AppCommandOptionType, AppCommandType, InteractionType
from pydantic import AfterValidator, BaseModel, Field, StrictInt, StrictStr, model_validator

from bot.discord.syncing import SUBCOMMANDS

TEXT = AppCommandOptionType.string.value
TYPED = (
    TEXT,
    AppCommandOptionType.integer.value,
    AppCommandOptionType.number.value,
)  # what is offered while it is typed
OPTIONED = (InteractionType.application_command.value, InteractionType.autocomplete.value)
PRESS = InteractionType.component.value
ON_A_MESSAGE = AppCommandType.message.value
Id = Annotated[str, Field(pattern=r"^\d{1,20}$", strict=True)]


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
    """A row of buttons, a button or a menu; what else a message may have is a row without parts here."""

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
    """Raise ValueError if an interaction names nobody who made it, its command's options are none, or the message that it
    is about is none.
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

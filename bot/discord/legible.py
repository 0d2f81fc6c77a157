"""Events that discord.py reads although they lack what Discord always sends, as where a proxy between changes them: their objects
then have no member, no words or no list of mentions, and whatever asks for that fails much later.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from discord import AppCommandOptionType, InteractionType
from pydantic import BaseModel, Field, StrictInt, StrictStr, model_validator

from bot.discord.syncing import SUBCOMMANDS

TEXT = AppCommandOptionType.string.value
OPTIONED = (InteractionType.application_command.value, InteractionType.autocomplete.value)
Id = Annotated[str, Field(pattern=r"^\d+$", strict=True)]


class _Person(BaseModel):
    id: Id


class _Member(BaseModel):
    user: _Person


class _Option(BaseModel):
    name: StrictStr
    type: StrictInt
    value: StrictStr | StrictInt | float | bool | None = None
    options: list[_Option] = []

    @model_validator(mode="after")
    def _has_a_value(self) -> Self:
        if self.type not in SUBCOMMANDS and (
            self.value is None or (self.type == TEXT and not isinstance(self.value, str))
        ):
            raise ValueError
        return self


class _Command(BaseModel):
    name: StrictStr
    type: StrictInt = 1
    options: list[_Option] | None = None


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


class _Message(BaseModel):
    author: _Person
    content: StrictStr
    mentions: list[_Person]
    mention_roles: list[Id]
    attachments: list[dict[str, Any]]


def check_interaction(data: Any) -> None:
    """Raise ValueError if an interaction names nobody who made it, or its command's options are none."""
    given = (_InServer if data.get("guild_id") is not None else _Directly).model_validate(data)
    if given.type in OPTIONED:
        _Command.model_validate(given.data)


def check_message(data: Any) -> None:
    """Raise ValueError if a message has no writer, no words or no lists of what it mentions and holds."""
    _Message.model_validate(data)


CHECKS = {
    "INTERACTION_CREATE": check_interaction,
    "MESSAGE_CREATE": check_message,
    "MESSAGE_UPDATE": check_message,
}

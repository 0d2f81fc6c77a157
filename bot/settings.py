"""What is wrong with the settings, in plain sentences; the base of all their tables, and the tables for the running bot."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from corpus.characters import can_be_asked
from corpus.errors import ConfigError, in_words
from corpus.patterns import late

TOKEN = "DISCORD_TOKEN"  # nosec B105: a name
ALIKE = 0.75  # of two names' letters: "datadir" and "data_dir" have more in common
PREFIX = "MARROW__"  # of the variables that stand for settings
NO_TOKEN = f"The token stands in no file: take that line out, and give it in the environment, as {TOKEN}."
_SHARDS = late(r"(\d{1,5})(?:-(\d{1,5}))?/(\d{1,5})")


def not_toml(path: Path, error: Exception) -> str:
    """The sentences for a file that cannot be read as TOML: why, and what is usually the matter."""
    if isinstance(error, UnicodeDecodeError):
        return f"The configuration {path} is not UTF-8: save it in that encoding."
    token = re.search(r"^[^\S\n]*token\s*=", path.read_text("utf-8", "replace"), re.MULTILINE)
    value = (
        "A text stands in quotation marks; yes and no are written true and false."
        if "Invalid value" in str(error)
        else ""
    )
    return " ".join(
        filter(None, (f"The configuration {path} is not TOML: {error}.", NO_TOKEN if token else value))
    )


def check_names(tables: Mapping[str, type[BaseModel]]) -> None:
    """Raise ConfigError for an environment variable that belongs to none of the ``tables``; pydantic would ignore it."""
    for name in os.environ:
        table, _, setting = name.upper().removeprefix(PREFIX).lower().partition("__")
        if not name.upper().startswith(PREFIX):
            if name.upper().startswith(PREFIX.rstrip("_")) and (meant := _underscored(name, tables)):
                raise ConfigError(
                    f"The variable {name} is not read: two underscores stand between its parts, {meant}."
                )
            continue
        if (table, setting) == ("discord", "token") or (table.endswith("token") and not setting):
            raise ConfigError(f"The variable {name} is not read: give the token as {TOKEN}.")
        if table not in tables:
            raise ConfigError(unknown(table, tables, None))


def _underscored(name: str, tables: Mapping[str, type[BaseModel]]) -> str:
    """The variable of the setting that a name with too few underscores means; "" for any other name."""
    known = (
        f"{PREFIX}{table}__{field}".upper() for table, model in tables.items() for field in model.model_fields
    )
    return next((one for one in known if one.replace("__", "_") == name.upper().replace("__", "_")), "")


def from_environment(tables: Mapping[str, type[BaseModel]]) -> dict[str, Any]:
    """The settings of the environment by table and name, as texts; ``tables``: the model of each table. A list is written as JSON.
    A whole table may be, too; settings of it that are given by themselves come before it. Raises ConfigError, which shows no value.
    """
    given = {
        name.lower().removeprefix(PREFIX.lower()): name for name in os.environ if name.upper().startswith(PREFIX)
    }
    found = {table: _whole(table, os.environ[given[table]]) for table in tables if table in given}
    for one, name in given.items():
        table, _, setting = one.partition("__")
        if table == one or table not in tables or not isinstance(found.setdefault(table, {}), dict):
            continue
        field, value = tables[table].model_fields.get(setting), os.environ[name]
        is_list = bool(value) and field is not None and get_origin(field.annotation) is tuple
        found[table][setting] = _list(name, value) if is_list else value
    return found


def _whole(table: str, value: str) -> Any:
    """A table given as JSON. Raises ConfigError."""
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise ConfigError(
            f"A setting of “{table}” (in the environment) cannot be read: each has a variable of its own, "
            f'{PREFIX}{table.upper()}__ and its name, and a list is written as ["one", "another"].'
        ) from None


def _list(name: str, value: str) -> Any:
    """The list of a variable. Raises ConfigError."""
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise ConfigError(
            f'The variable {name} cannot be read: a list is written as ["one", "another"].'
        ) from None


def sentence(error: ValidationError, table: str, tables: Mapping[str, type[BaseModel]], path: Path | None) -> str:
    """The sentence for the first wrong setting of a table, in a file or the environment."""
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(map(str, (table, *first["loc"])))
    if key == "discord.token":
        return f"A token stands in {_places(path)}. {NO_TOKEN}"
    if first["type"] == "extra_forbidden":
        return unknown(key, tables, path)
    return f"The setting “{key}” (in {_places(path)}) is wrong: {in_words(first['msg']).removesuffix('.')}."


def unknown(key: str, tables: Mapping[str, type[BaseModel]], path: Path | None) -> str:
    """The sentence for a setting or table that does not exist; it names the one that may be meant."""
    near = _near(key, tables)
    meant = f"Did you mean “{near}”? " if near else ""
    return f"There is no setting “{key}” (in {_places(path)}). {meant}config.example.toml lists them all."


def _near(key: str, tables: Mapping[str, type[BaseModel]]) -> str:
    """The setting of that name in another table, else the one with the most similar name; "" if there is none."""
    from difflib import get_close_matches  # needed only if something is wrong

    names = [f"{table}.{field}" for table, model in tables.items() for field in model.model_fields]
    same = [name for name in names if name.partition(".")[2] == key.rpartition(".")[2]]
    return next(iter(same or get_close_matches(key, [*tables, *names], 1, ALIKE)), "")


def _places(path: Path | None) -> str:
    return f"{path} or the environment" if path else "the environment"


class SettingsTable(BaseModel):
    """A table of the file: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    @field_validator("*", mode="before")
    @classmethod
    def _fitting(cls, value: object, of: ValidationInfo) -> object:
        """pydantic reads true as 1, which would keep words for a day, and no path at all as the folder a command is run in."""
        kind = cls.model_fields[of.field_name].annotation if of.field_name else None
        if isinstance(value, bool) and kind in (int, float):
            raise ValueError("a number belongs there")
        if isinstance(value, str) and kind is Path and not value.strip():
            raise ValueError("a path in quotation marks belongs there")
        return value


class Sharding(NamedTuple):
    """The shards of Discord that this process serves, from ``first`` to ``last``, and the number of shards of
    all processes together.
    """

    first: int
    last: int
    total: int

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of the shards."""
        return tuple(range(self.first, self.last + 1))

    def has(self, server: str | None) -> bool:
        """True if a server's events come to this process, by Discord's rule. None: direct messages, which come
        to shard 0.
        """
        shard = (int(server) >> 22) % self.total if server and server.isdecimal() else 0
        return self.first <= shard <= self.last

    @property
    def named(self) -> str:
        """The shards as the settings write them: "0-3/16"."""
        return f"{self.first}-{self.last}/{self.total}"


class DiscordSection(SettingsTable):
    """The bot in Discord. Its token can only come from the environment: ``DISCORD_TOKEN``."""

    api_base: str = Field(
        "https://discord.com/api/v10",
        pattern=r"^https?://[^\s/]+(/\S*)?$",
        description="Discord's REST address, or your proxy's for rate limits.",
    )
    gateway_url: str = Field(
        "",
        pattern=r"^(wss?://\S+)?$",
        description="A gateway proxy; without it Discord says where its gateway is.",
    )
    shards: str = Field(
        "", description="This process's shards, such as 0-3/16, where several share the bot; empty: all of them."
    )
    direct_messages: bool = Field(True, description="Answer in direct messages too.")
    message_content: bool = Field(False, description="Ask for the message-content intent: /setup threads: read.")
    cooldown_questions: int = Field(5, ge=1, le=1000, description="A member may ask so many questions …")
    cooldown_seconds: int = Field(30, ge=1, le=3600, description="… in so many seconds.")
    defer_after_ms: int = Field(
        1200, ge=100, le=1500, description="An answer that takes longer is announced as being thought about."
    )
    conversation_minutes: int = Field(
        15, ge=1, le=1440, description="In a channel, a member's next question is a follow-up for so long."
    )
    stop_seconds: float = Field(3.5, ge=0, le=4.5, description="Answers in flight get so long when the bot stops.")

    @field_validator("api_base", "gateway_url")
    @classmethod
    def _can_be_asked(cls, value: str) -> str:
        return can_be_asked(value)

    @field_validator("shards")
    @classmethod
    def _are_shards(cls, value: str) -> str:
        found = _SHARDS.fullmatch(value)
        first, last, total = (int(one or found[1]) for one in found.groups()) if found else (0, 0, 1)
        if value and (found is None or not first <= last < total):
            raise ValueError(
                "write the first, the last and how many there are, such as 0-3/16, or one of them: 4/16"
            )
        return value

    @property
    def sharding(self) -> Sharding | None:
        """The shards of this process; None if it serves all of them."""
        found = _SHARDS.fullmatch(self.shards)
        return Sharding(int(found[1]), int(found[2] or found[1]), int(found[3])) if found else None


class MetricsSection(SettingsTable):
    """Figures for Prometheus, readable only on this machine: http://127.0.0.1:PORT/metrics."""

    port: int = Field(0, ge=0, le=65535, description="Where they can be read on this machine; 0: nowhere.")

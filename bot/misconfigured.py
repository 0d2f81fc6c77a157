"""What is wrong with a configuration, in one sentence that names the setting and shows no value: it may be a token that
was put in the wrong place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import SettingsError

from bot.sections import in_words
from corpus.errors import ConfigError

TOKEN = "DISCORD_TOKEN"  # nosec B105: a name
PREFIX = "MARROW__"  # of the variables that stand for settings
NO_TOKEN = f"The token stands in no file: take that line out, and give it in the environment, as {TOKEN}."


def empty_token(path: Path) -> str:
    """A hint for a file with a line for the token: where the token belongs. Empty if there is no such line."""
    named = re.search(r"^[^\S\n]*token\s*=", path.read_text("utf-8", "replace"), re.MULTILINE)
    return f" {NO_TOKEN}" if named else ""


def check_names(tables: Collection[str]) -> None:
    """Raise ConfigError for a variable of the environment that belongs to none of the ``tables``, which pydantic passes over."""
    for name in os.environ:
        table, _, setting = name.upper().removeprefix(PREFIX).lower().partition("__")
        if not name.upper().startswith(PREFIX):
            continue
        if (table, setting) == ("discord", "token") or (table.endswith("token") and not setting):
            raise ConfigError(f"The variable {name} is not read: give the token as {TOKEN}.")
        if table not in tables:
            raise ConfigError(_unknown(table, "the environment"))


def unreadable(error: SettingsError) -> str:
    """The sentence for a variable whose value is no JSON where a list or a table is wanted; its value is not shown."""
    named = re.search(r'field "(\w+)"', str(error))
    table = named[1] if named else ""
    return (
        f"A setting of “{table}” (in the environment) cannot be read: each has a variable of its own, "
        f'{PREFIX}{table.upper()}__ and its name, and a list is written as ["one", "another"].'
    )


def sentence(error: ValidationError, path: Path | None) -> str:
    """The sentence for the first wrong setting of a file or the environment."""
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    where = f"{path} or the environment" if path else "the environment"
    if key == "discord.token":
        return f"A token stands in {where}. {NO_TOKEN}"
    if first["type"] == "extra_forbidden":
        return _unknown(key, where)
    return f"The setting “{key}” (in {where}) is wrong: {in_words(first['msg']).removesuffix('.')}."


def _unknown(key: str, where: str) -> str:
    return f"There is no setting “{key}” (in {where}); config.example.toml lists them all."

"""Names and descriptions of commands in the reader's language; quotes stay in the language of the paper."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import discord
from discord import app_commands

Location = app_commands.TranslationContextLocation
NAMES = {Location.command_name, Location.group_name, Location.parameter_name}


class Japanese(app_commands.Translator):
    """Japanese, from ``translations/ja.toml``: a table of names and a table of sentences."""

    async def load(self) -> None:
        """Read the table once."""
        text = (files("bot.discord") / "translations" / "ja.toml").read_text("utf-8")
        self._tables: dict[str, dict[str, str]] = tomllib.loads(text)

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The Japanese of a name or a sentence; None (Discord then shows the English) for other languages."""
        if locale is not discord.Locale.japanese:
            return None
        table = "names" if context.location in NAMES else "sentences"
        return self._tables[table].get(string.message)

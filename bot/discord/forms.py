"""The one form there is: a reason in the reader's words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.discord.errors import report_interaction
from bot.discord.rendering import Rendered
from bot.discord.sending import CommandDoor

LONGEST = 1000
OPEN_SECONDS = 900.0


class ReasonForm(discord.ui.Modal):
    """Asks for a reason, gives it to ``then``, and shows the sentence that comes back."""

    def __init__(self, title: str, asks: str, required: bool, then: Callable[[str], Awaitable[str]]) -> None:
        super().__init__(title=title, timeout=OPEN_SECONDS)
        self._then = then
        self._reason: discord.ui.TextInput[ReasonForm] = discord.ui.TextInput(
            label=asks, style=discord.TextStyle.paragraph, required=required, max_length=LONGEST
        )
        self.add_item(self._reason)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the reason on and answer."""
        said = await self._then(self._reason.value.strip())
        await CommandDoor(interaction, True, 1.0).send(Rendered(content=said))

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, /) -> None:  # type: ignore[override]
        """The error door."""
        await report_interaction(interaction, error)

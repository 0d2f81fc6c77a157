"""Sent forms, also of an earlier process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from discord.ext import commands

from bot.discord.actions import follow, judging
from bot.discord.cogs.base import Interaction, MarrowCog
from bot.discord.errors import report_interaction
from bot.discord.forms import submitted
from bot.discord.moderating.pinning import searched
from bot.discord.moderating.record import noted
from bot.discord.parts import server_of
from bot.discord.rendering import Rendered
from bot.discord.trying import told_before

Told = Callable[[Interaction, str, str], Awaitable[str | None]]
TOLD: dict[str, Told] = {
    "unhelpful": judging.unhelpful_told,
    "report": judging.report_told,
    "note": noted,
    "pin": searched,
    "follow": follow.told,
}


class FormsCog(MarrowCog):
    """Reasons readers give, and questions they ask in a form."""

    @commands.Cog.listener("on_interaction")
    async def sent(self, interaction: Interaction) -> None:
        """Handle a sent form of ours, and reply to its sender."""
        form = submitted(interaction)
        if form is None or form[0] not in TOLD or told_before(interaction):
            return
        action, answer, reason = form
        try:
            async with self.parts.under_way.noted(server_of(interaction)):
                said = await TOLD[action](interaction, answer, reason)
            if said is not None:
                await self.own_door(interaction).send(Rendered(content=said))
        except Exception as error:  # the error door
            await report_interaction(interaction, error)

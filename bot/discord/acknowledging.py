"""Discord must hear of an interaction within three seconds: a clock runs for each one from the moment it arrives.

Whoever answers in time gives the first response; else the clock does, and says that the answer is coming. Nothing
that is waited for in between (the log, a library, Discord itself) can make it come too late.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeVar

import discord

from bot.discord.trying import once

Result = TypeVar("Result")
KEPT = "first response"  # where an interaction carries its own
Announced = Literal["to all", "privately", "in place"]
CLOCKED = (
    discord.InteractionType.application_command,
    discord.InteractionType.component,
    discord.InteractionType.modal_submit,
)


class FirstResponse:
    """The first response to one interaction: given once, by whoever answers or by the clock.

    ``private``: an announcement is seen by the asker alone. ``in_place``: the message a button stands under is going
    to be changed, so no new one is announced.
    """

    def __init__(self, interaction: discord.Interaction[Any], seconds: float) -> None:
        """The clock runs from now, for so many seconds."""
        self.private = True
        self.in_place = False
        self.seconds = seconds
        self.announced: Announced | None = None
        self._given = False
        self._interaction = interaction
        self._turn = asyncio.Lock()
        self._announcing: asyncio.Task[None] | None = None
        self._clock = asyncio.get_running_loop().call_later(seconds, self._late)

    def stop_clock(self) -> None:
        """Leave it to the caller to answer in time."""
        self._clock.cancel()

    async def give(self, call: Callable[[], Awaitable[Result]]) -> tuple[bool, Result | None]:
        """Make the first response by a call, unless there is one: whether it was made, and what the call gave.

        What it gave is None where only Discord's receipt was lost.
        """
        self._clock.cancel()
        async with self._turn:
            if self._given or self._interaction.response.is_done():
                return False, None
            result = await once(call)
            self._given = True  # also where Discord says so and only its receipt was lost
            return True, result

    async def announce(self) -> None:
        """Say that the answer is coming, unless something was said already."""
        response = self._interaction.response
        if self.in_place and self._interaction.type is discord.InteractionType.component:
            how: Announced = "in place"
            made, _ = await self.give(lambda: response.defer())
        else:
            how = "privately" if self.private else "to all"
            made, _ = await self.give(lambda: response.defer(ephemeral=how == "privately", thinking=True))
        if made:
            self.announced = how

    def _late(self) -> None:
        self._announcing = asyncio.create_task(self.announce(), name=f"discord-ui-late-{self._interaction.id}")
        self._announcing.add_done_callback(_heard)


def _heard(task: asyncio.Task[None]) -> None:
    """What stopped an announcement stops the answer too, and is told there."""
    if not task.cancelled():
        task.exception()


def first_response(interaction: discord.Interaction[Any]) -> FirstResponse:
    """An interaction's own; its clock is started by whoever asks first."""
    kept = interaction.extras.get(KEPT)
    if not isinstance(kept, FirstResponse):
        seconds = interaction.client.parts.config.discord.defer_after_ms / 1000
        kept = interaction.extras[KEPT] = FirstResponse(interaction, seconds)
    return kept


def start_clock(interaction: discord.Interaction[Any]) -> None:
    """Begin to count for an interaction that has just arrived, if it is of a kind that may be announced."""
    if interaction.type in CLOCKED:
        first_response(interaction)

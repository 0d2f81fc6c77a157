"""Menus of answers, and what was chosen from a menu; buttons, menus and forms nobody answers (of another version of Marrow, or made up).

Whoever uses one of these is told so.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Any, Self

import discord

from bot.discord.errors import Refusal, report_interaction
from bot.discord.forms import submitted
from bot.discord.limits import CHOICE
from bot.discord.text import label

UNKNOWN = "This button, menu or form is no longer known here. Ask the question again, or use the command again, for new ones."


def not_known(
    interaction: discord.Interaction[Any],
    items: Iterable[type[discord.ui.DynamicItem[Any]]],
    forms: Container[str],
) -> bool:
    """True for a component or form to whose id no item, and no form's action, answers; for a form that cannot be read, and
    a component that its message does not carry, too: discord.py passes both over in silence.
    """
    if interaction.type is discord.InteractionType.modal_submit:
        form = submitted(interaction)
        return form is None or form[0] not in forms
    if interaction.type is not discord.InteractionType.component:
        return False
    data: Any = interaction.data
    custom_id, kind = str((data or {}).get("custom_id", "")), (data or {}).get("component_type")
    answered = any(item.__discord_ui_compiled_template__.fullmatch(custom_id) for item in items)
    return not (answered and _carries(interaction.message, custom_id, kind))


def _carries(message: discord.Message | None, custom_id: str, kind: object) -> bool:
    """Whether a message has a component of an id and a kind."""
    rows = message.components if message is not None else []
    held = [part for row in rows for part in getattr(row, "children", ())]
    return any(getattr(part, "custom_id", None) == custom_id and part.type.value == kind for part in held)


def chosen(item: object) -> str:
    """What was chosen from a menu. Raises Refusal where nothing was, or where it is none."""
    values: Sequence[str] = getattr(item, "values", ())
    if not values:
        raise Refusal(UNKNOWN)
    return values[0]


class AnswerMenu(discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]], template=r"marrow:menu"):
    """A menu of answers (id, what was asked); a subclass has an id and a text of its own, and says in ``show`` what a choice does."""

    custom = "marrow:menu"
    asks = ""

    def __init__(self, answers: Sequence[tuple[str, str]] = ()) -> None:
        options = [discord.SelectOption(label=label(said, CHOICE, "(empty)"), value=i) for i, said in answers]
        super().__init__(
            discord.ui.Select(
                placeholder=self.asks,
                options=options or [discord.SelectOption(label="(none)", value="none")],
                custom_id=self.custom,
            )
        )

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: Any, /) -> Self:
        """The menu that was used; what was chosen comes with the interaction."""
        made = cls()
        made.item = item
        return made

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the choice asks for, or say what went wrong."""
        try:
            await self.show(interaction, chosen(self.item))
        except Exception as error:  # the error door
            await report_interaction(interaction, error)

    async def show(self, interaction: discord.Interaction[Any], answer: str) -> None:
        """What is done with the chosen answer."""
        raise Refusal(UNKNOWN)

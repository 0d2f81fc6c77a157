"""Buttons, menus and forms nobody answers: of another version of Marrow, or made up. Whoever uses one is told so."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

import discord

from bot.discord.forms import submitted

UNKNOWN = "This button, menu or form is no longer known here. Ask the question again, or use the command again, for new ones."


def not_known(
    interaction: discord.Interaction[Any],
    items: Iterable[type[discord.ui.DynamicItem[Any]]],
    forms: Container[str],
) -> bool:
    """True for a component or form to whose id no item, and no form's action, answers; for a form that cannot be read too."""
    if interaction.type is discord.InteractionType.modal_submit:
        form = submitted(interaction)
        return form is None or form[0] not in forms
    if interaction.type is not discord.InteractionType.component:
        return False
    data: Any = interaction.data
    custom_id = str((data or {}).get("custom_id", ""))
    return not any(item.__discord_ui_compiled_template__.fullmatch(custom_id) for item in items)

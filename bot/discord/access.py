"""Who may do what, and where: a server's settings, Discord's permissions, and what the bot itself lacks."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.errors import Refusal
from bot.storage.servers import ServerSettings

# what the bot needs in a channel it answers in, as Discord names it, and what for
NEEDED = {
    "view_channel": "see the channel",
    "send_messages": "reply to mentions",
    "send_messages_in_threads": "reply in threads",
    "create_public_threads": "open a thread for follow-ups",
    "embed_links": "show the detail under an answer",
    "attach_files": "attach what is too long for a message",
    "read_message_history": "reply under a question",
}


def home(channel: Any) -> str:
    """The id of the channel that settings speak of: a thread's parent, or the channel itself."""
    parent = getattr(channel, "parent_id", None)
    return str(parent or channel.id)


def allowed(settings: ServerSettings, channel: Any) -> bool:
    """True where the server lets the bot answer in public: everywhere until an admin names channels."""
    return not settings.channels or home(channel) in settings.channels


def is_private(settings: ServerSettings, channel: Any, visible: str | None) -> bool:
    """Whether a command's answer is for the asker alone; a wish cannot widen what the server allows."""
    if not allowed(settings, channel):
        return True
    return (visible or settings.visibility) == "private"


def is_admin(interaction: discord.Interaction[Any]) -> bool:
    """True for a member who may manage the server. Checked here as well: Discord only hides commands."""
    may = interaction.permissions
    return interaction.guild_id is not None and (may.manage_guild or may.administrator)


def is_moderator(interaction: discord.Interaction[Any], settings: ServerSettings) -> bool:
    """True for the moderators' role, and for those who may manage the server."""
    return is_admin(interaction) or _has(interaction, settings.moderator_role)


def is_curator(interaction: discord.Interaction[Any], settings: ServerSettings) -> bool:
    """True for the curators' role, and for those who may manage the server."""
    return is_admin(interaction) or _has(interaction, settings.curator_role)


def _has(interaction: discord.Interaction[Any], role: str | None) -> bool:
    """True for a member of a role; the one that everybody has (its id is the server's) makes nobody anything."""
    held = {str(one.id) for one in getattr(interaction.user, "roles", ())} - {str(interaction.guild_id)}
    return interaction.guild_id is not None and role in held


def entrusted(role: discord.Role | None) -> str | None:
    """The id of a role that may be given a task, None where none is named. Raises Refusal where nobody chose its members."""
    if role is None:
        return None
    if role.is_default():
        raise Refusal(
            "Everybody has the role @everyone, so everybody could read the log or change the library. "
            "Make a role for those you trust, and name that one."
        )
    if role.managed:
        raise Refusal(
            f"<@&{role.id}> is given out by an integration or by boosting, not by you. "
            "Make a role for those you trust, and name that one."
        )
    return str(role.id)


def missing(permissions: discord.Permissions) -> list[str]:
    """What the bot may not do with these permissions: "Embed Links (to show the detail under an answer)"."""
    return [
        f"{name.replace('_', ' ').title()} (to {use})"
        for name, use in NEEDED.items()
        if not getattr(permissions, name)
    ]

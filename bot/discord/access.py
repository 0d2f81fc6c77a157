"""Who may do what, and where: a server's settings, Discord's permissions, and what the bot itself lacks."""

from __future__ import annotations

from typing import Any

import discord

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
    if is_admin(interaction):
        return True
    roles = getattr(interaction.user, "roles", ())
    return settings.moderator_role is not None and any(str(role.id) == settings.moderator_role for role in roles)


def missing(permissions: discord.Permissions) -> list[str]:
    """What the bot may not do with these permissions: "Embed Links (to show the detail under an answer)"."""
    return [
        f"{name.replace('_', ' ').title()} (to {use})"
        for name, use in NEEDED.items()
        if not getattr(permissions, name)
    ]

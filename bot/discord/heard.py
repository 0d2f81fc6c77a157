"""What a message is: said to the bot by a person, in reply to another message, or forwarded."""

from __future__ import annotations

import discord

SAID = (discord.MessageType.default, discord.MessageType.reply)
FORWARDED = (
    "I do not read forwarded messages by themselves. Press and hold it (or right-click), then Apps, then “Ask about this "
    "message”; or write me the question itself."
)


def is_said(message: discord.Message) -> bool:
    """Whether a person wrote the message, in direct messages or in a server that the bot is in.

    A message of any other server has no server here and must not pass for a direct one: it may come just after the bot
    was removed.
    """
    placed = message.guild is not None or isinstance(message.channel, discord.DMChannel)
    return placed and not message.author.bot and not message.webhook_id and message.type in SAID


def is_forward(message: discord.Message) -> bool:
    """Whether somebody forwarded the message from elsewhere; its words are not its sender's."""
    reference = message.reference
    return reference is not None and reference.type is discord.MessageReferenceType.forward


def replied_to(message: discord.Message) -> int | None:
    """The id of the message that this one replies to. A forwarded message refers to what it repeats, and replies to nothing."""
    return message.reference.message_id if message.reference is not None and not is_forward(message) else None

"""The single place where errors become text for members: our own errors their sentence, others an apology with a
reference to the log.
"""

from __future__ import annotations

import errno
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from functools import wraps
from typing import Any, TypeVar

import aiohttp
import discord
from discord import app_commands

from bot.discord.reasons import LOST, UNTOLD, known, reason, why
from bot.discord.sending import CommandDoor, Door
from bot.discord.text import escape
from bot.discord.trying import told_before
from bot.harmless import for_operators
from bot.libraries import LibraryError
from bot.memory import is_short
from bot.ownership import by_name
from bot.privacy import PatientText, warning
from corpus.errors import GateError, MarrowError
from corpus.private import why as disk

Item = TypeVar("Item")
_LOG = logging.getLogger("marrow.discord")
MISREAD = (
    "I do not know this command as it was sent: your Discord may still show an older one. "
    "Restart Discord, or try again in an hour."
)
# said if discord.py does not know the kind of channel that a command or a press came from
NOWHERE = "I do not know this kind of channel yet. Ask me in another one."
# errors of files and folders, and of what the machine lacks, which the operator can mend; a connection that broke off has others
OF_THE_MACHINE = (
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM),
    *(errno.EMFILE, errno.ENFILE, errno.ENOMEM),
)
UNUSABLE = "my records cannot be used just now; the operator has been told. Please try again in a while."
# Discord's codes for an interaction that is closed to us; a channel may be a further one
GONE = (
    10062,
    10015,
    50027,
)


class Refusal(MarrowError):
    """A question or command cannot be done as asked; its text tells the member what to do."""


def sentence_for(error: BaseException) -> str:
    """The text for the member; details for the operator are logged with the same reference."""
    error = getattr(error, "original", error)
    if isinstance(error, Refusal | LibraryError | PatientText):
        return str(error)
    reference = secrets.token_hex(4)
    if isinstance(error, app_commands.CheckFailure):
        return "This command is for moderators and admins of the server. Ask one of them."
    if isinstance(error, app_commands.AppCommandError):  # Discord's list of commands differs from ours
        _LOG.warning(
            "A command was not understood (%s): Discord knows another version of it.", type(error).__name__
        )
        return MISREAD
    if isinstance(error, GateError):
        _LOG.error("The gate held an answer back (reference %s): %s", reference, error.rule)
        return (
            "I could not prove every word of that answer, so I do not show it. Please tell a moderator: "
            f"reference {reference}."
        )
    if isinstance(error, OSError) and error.errno in OF_THE_MACHINE:
        where = error.filename or "A file"
        _LOG.error("A reply was refused (reference %s): %s cannot be used: %s.", reference, where, disk(error))
        return f"I could not answer: {UNUSABLE} (reference {reference})"
    if is_short(error):
        _LOG.error(
            "A reply was refused (reference %s): too little memory, or too many threads (%s).", reference, error
        )
        return f"I could not answer: {UNUSABLE} (reference {reference})"
    if isinstance(error, MarrowError):
        _LOG.error("A reply was refused (reference %s): %s", reference, error)
        return f"I could not answer: {_plain(error)} (reference {reference})"
    if said := _not_let(error):
        _LOG.warning("Discord did not let it (reference %s): %s.", reference, said)
        return f"Discord did not let me: {said} (reference {reference})."
    if isinstance(error, discord.HTTPException) and not error.code:  # with a code, something of ours was wrong
        _LOG.warning("Discord did not let it (reference %s): %s.", reference, why(error))
        return f"Discord did not let me: {UNTOLD} (reference {reference})."
    _LOG.error("Unexpected (reference %s): %s", reference, type(error).__name__, exc_info=error)
    return f"Something went wrong on my side, and it is noted. If it happens again, tell a moderator: reference {reference}."


def _not_let(error: BaseException) -> str:
    """Why Discord did not take something, if that is known; otherwise ""."""
    if isinstance(error, aiohttp.ClientError):
        return LOST
    return known(error) if isinstance(error, discord.HTTPException) else ""


def _plain(error: MarrowError) -> str:
    """An error's text if it has no path and no command in it; these are for the operator, so others get a general
    sentence.
    """
    return UNUSABLE if for_operators(error) else escape(by_name(str(error)))


async def report(error: BaseException, door: Door) -> None:
    """Tell the member through the door of the question; if that is no longer possible, only log it."""
    inner = getattr(error, "original", error)
    if isinstance(inner, discord.HTTPException) and inner.code in GONE:
        _LOG.warning("A member could not be answered: %s.", why(inner))
        return
    sentence = sentence_for(error)
    try:
        await door.refuse(sentence)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as failed:
        _LOG.warning("A member could not be told of an error: %s.", reason(failed))


async def report_interaction(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """The same for a command, button, menu or form. A refusal that would repeat a patient's data is replaced by the
    warning for its writer.
    """
    refused = getattr(error, "original", error)
    if isinstance(refused, Refusal):
        again = (warning(text) for text in _typed(interaction) if _words(str(refused)) & _words(text))
        error = next((PatientText(said) for said in again if said), error)
    await report(error, CommandDoor(interaction, private=True))


def errors_told(
    callback: Callable[[Item, discord.Interaction[Any]], Awaitable[None]],
) -> Callable[[Item, discord.Interaction[Any]], Coroutine[Any, Any, None]]:
    """Wraps what a button or a menu does: it is done once, and its errors are told to whoever used it."""

    @wraps(callback)
    async def told(item: Item, interaction: discord.Interaction[Any]) -> None:
        if told_before(interaction):
            return
        try:
            if interaction.channel is None:
                raise Refusal(NOWHERE)
            await callback(item, interaction)
        except Exception as error:  # the error door: every reader is told something
            await report_interaction(interaction, error)

    return told


def _typed(interaction: discord.Interaction[Any]) -> Iterator[str]:
    """The texts in a command's options."""
    data: Any = interaction.data or {}
    options = list(data.get("options", ()))
    while options:
        option = options.pop()
        options += option.get("options", ())
        if isinstance(option.get("value"), str):
            yield option["value"]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))

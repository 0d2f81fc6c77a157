"""Finds what a button needs by an answer's id: its state, its row, and its papers at that time. Refuses kindly if it is
gone.
"""

from __future__ import annotations

import re
from typing import Any

import discord

from bot.discord.access import is_moderator
from bot.discord.errors import Refusal
from bot.discord.parts import Parts, parts_of, server_of
from bot.privacy import OPTED_OUT, PATIENT
from bot.storage.rows import Entry, Shown
from corpus.models import Corpus

GONE = "The record of this answer has been removed, so I can no longer do that. Ask again and I will look anew."
NOT_YET = "The record of this answer is not written yet: my logbook is busy. Please try again in a minute."
NOT_YOURS = "This button is the asker's own. Ask the question yourself, and I will show you what I find."
_MARK = re.compile(r"~([0-9a-f]{16})$")
WITHHELD = {
    OPTED_OUT: "The asker of this answer wants no words kept, so there is nothing to look up again.",
    PATIENT: "That question seemed to hold a patient's data, so no word of it is kept, and there is nothing to look up again.",
}
KEPT_NOWHERE = "No words of questions are kept here, so there is nothing to look up again."


async def shown_of(interaction: discord.Interaction[Any], answer: str) -> Shown:
    """The state of an answer's buttons, if the presser may use them.

    Everyone who reads the channel may use those of a public answer; only the asker those of a private one. Raises
    Refusal otherwise, and if the answer is gone or belongs to another server.
    """
    shown = await parts_of(interaction).storage.shown.get(answer, server_of(interaction))
    if shown is None:
        raise Refusal(_missing(interaction, answer))
    here = parts_of(interaction).storage.shown.is_in(shown, str(interaction.channel_id))
    if not (here if shown.public else _asked_by_presser(interaction, shown)):
        nobodys = shown.asker is None and await parts_of(interaction).storage.logbook.get(answer) is None
        raise Refusal(GONE if nobodys else NOT_YOURS)
    return shown


def is_own(interaction: discord.Interaction[Any], shown: Shown) -> bool:
    """Whether the presser asked for this answer."""
    return parts_of(interaction).storage.shown.is_asker(shown, str(interaction.user.id), server_of(interaction))


async def may_remove(interaction: discord.Interaction[Any], shown: Shown) -> bool:
    """Whether the presser may take an answer away: its asker and the server's moderators."""
    settings = await parts_of(interaction).settings(server_of(interaction))
    return is_own(interaction, shown) or is_moderator(interaction, settings)


def mark_of(interaction: discord.Interaction[Any]) -> str:
    """The mark in the id of the used button or form, which fits only its asker; "" if it has none."""
    data: Any = interaction.data
    found = _MARK.search(str((data or {}).get("custom_id", "")))
    return found[1] if found else ""


def stands_under(interaction: discord.Interaction[Any], shown: Shown) -> bool:
    """Whether the pressed button is under the message that shows the answer."""
    return interaction.message is not None and str(interaction.message.id) == shown.message


def _asked_by_presser(interaction: discord.Interaction[Any], shown: Shown) -> bool:
    answers, member = parts_of(interaction).storage.shown, str(interaction.user.id)
    return is_own(interaction, shown) or answers.fits(mark_of(interaction), shown.answer, member)


async def entry_of(interaction: discord.Interaction[Any], answer: str) -> Entry:
    """An answer's row, if the presser may use its buttons. Raises Refusal as ``shown_of``, and if its words are not
    kept.
    """
    await shown_of(interaction, answer)
    entry = await parts_of(interaction).storage.logbook.get(answer)
    if entry is None or entry.server != server_of(interaction):
        raise Refusal(_missing(interaction, answer))
    if entry.withheld:
        raise Refusal(WITHHELD.get(entry.withheld, KEPT_NOWHERE))
    return await as_shared(parts_of(interaction), entry)


async def as_shared(parts: Parts, entry: Entry) -> Entry:
    """A row in the form that others may use: if the answer was private and then shared, without the turn it was read
    with and the words that come from that turn.
    """
    before = entry.read_with
    if before is None or not await parts.storage.shown.was_shared(entry.id, entry.server):
        return entry
    own = entry.question.casefold()
    inherited = {term.casefold() for term in before.terms if term.casefold() not in own}
    lists = {
        name: tuple(word for word in getattr(entry, name) if word.casefold() not in inherited)
        for name in ("matched", "unmatched", "unknown_words")
    }
    return entry.model_copy(update={"read_with": None, **lists})


def _missing(interaction: discord.Interaction[Any], answer: str) -> str:
    """What to say if an answer is not in the logbook: it may still be on its way there."""
    waits = parts_of(interaction).storage.logbook.spool.waits(answer, server_of(interaction))
    return NOT_YET if waits else GONE


async def corpus_of(interaction: discord.Interaction[Any], shown: Shown) -> Corpus:
    """The library snapshot that an answer came from, with the papers it cites, in its order."""
    return await parts_of(interaction).libraries.snapshot(shown.library, shown.snapshot, shown.keys)

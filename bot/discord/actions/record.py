"""What a button finds by an answer's id: its state, its row, and the papers as they were; kindly where it is gone."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.errors import Refusal
from bot.discord.parts import parts_of, server_of
from bot.storage.rows import Entry
from bot.storage.state import Shown
from corpus.models import Corpus

GONE = "The record of this answer has been removed, so I can no longer do that. Ask again and I will look anew."
NOT_YET = "The record of this answer is not written yet: my logbook is busy. Please try again in a minute."
WITHHELD = "The asker of this answer wants no words kept, so there is nothing to look up again."


async def shown_of(interaction: discord.Interaction[Any], answer: str) -> Shown:
    """The state of an answer's buttons. Raises Refusal where it is gone or belongs to another server."""
    shown = await parts_of(interaction).storage.shown.get(answer, server_of(interaction))
    if shown is None:
        raise Refusal(_missing(interaction, answer))
    return shown


async def entry_of(interaction: discord.Interaction[Any], answer: str) -> Entry:
    """An answer's row, with its words. Raises Refusal where it is gone, withheld or another server's."""
    entry = await parts_of(interaction).storage.logbook.get(answer)
    if entry is None or entry.server != server_of(interaction):
        raise Refusal(_missing(interaction, answer))
    if entry.withheld:
        raise Refusal(WITHHELD)
    return entry


def _missing(interaction: discord.Interaction[Any], answer: str) -> str:
    """What to say of an answer that is not in the logbook: it may be on its way into it."""
    waits = parts_of(interaction).storage.logbook.spool.waits(answer, server_of(interaction))
    return NOT_YET if waits else GONE


async def corpus_of(interaction: discord.Interaction[Any], shown: Shown) -> Corpus:
    """The library an answer was given from, as it was then, with the papers the answer cites, in its order."""
    return await parts_of(interaction).libraries.snapshot(shown.library, shown.snapshot, shown.keys)

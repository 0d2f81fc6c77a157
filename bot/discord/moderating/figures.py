"""Gaps, figures and exports of a server's log as messages."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence

import discord

from bot.discord.limits import clip
from bot.discord.pages import pages
from bot.discord.parts import Parts
from bot.discord.rendering import Rendered, text_file
from bot.discord.text import escape, moment
from bot.drawing import drawn
from bot.spreadsheets import SPREADSHEET
from bot.storage.exporting import FileFormat
from bot.storage.exporting import pieces as exported
from bot.storage.reviewed import Gap, Reading, Stats
from bot.storage.selection import Selection
from corpus.errors import MarrowError

LARGEST = 8 * 1024 * 1024  # bytes of an export that are held; a server's own limit may be lower
UNKNOWN = "-# I keep pseudonyms of readers; `/log readings member:` shows which are a member's."
_LOG = logging.getLogger("marrow.discord")
ALT = 1024  # characters of a picture's description


def gaps_reply(gaps: Sequence[Gap]) -> Rendered:
    """Missing words with how many questions had them."""
    if not gaps:
        return Rendered(content="No gap in this period: every word asked for is held, or was marked as solved.")
    said = [f"{gap.questions:,} × {gap.word}" for gap in gaps]
    text = "\n".join(("Asked for, but not in these abstracts (questions × word):", *said))
    parts = pages(escape(text))
    return Rendered(content=parts[0], attach=text_file("gaps.txt", text) if len(parts) > 1 else list)


async def stats_reply(stats: Stats) -> Rendered:
    """The figures as text and as a picture, which has them for its description."""
    told = stats.told()
    if not stats.questions:
        return Rendered(content=told)
    shown = pages(escape(told))[0]
    try:
        picture = await drawn(stats)
    except MarrowError as error:  # the figures are all in the text
        _LOG.error("%s", error)
        return Rendered(content=shown)
    return Rendered(
        content=shown,
        attach=lambda: [discord.File(io.BytesIO(picture), "questions.png", description=clip(told, ALT))],
    )


async def export_reply(parts: Parts, selection: Selection, form: FileFormat, names: bool, limit: int) -> Rendered:
    """The rows as a file, or the terminal's command where that would be more than an attachment may hold (bytes)."""
    content = await _written(parts, selection, form, names, min(limit, LARGEST))
    if content is None:
        command = f"marrow log export --server {selection.server} --format {form} --out log.{form}"
        more = f"{' --names' if names else ''}{_period(selection)}"
        return Rendered(
            content=f"That is more than I may attach here. The operator can write it to a file of any size:\n`{command}{more}`"
        )
    named = "with pseudonyms and places" if names else "anonymised"
    return Rendered(
        content=f"The log of this server ({escape(selection.told())}), {named}.",
        attach=lambda: [discord.File(io.BytesIO(content), f"marrow-log.{form}")],
    )


async def _written(parts: Parts, selection: Selection, form: FileFormat, names: bool, limit: int) -> bytes | None:
    """The file; None where it grows beyond ``limit`` bytes, which is noticed as it does."""
    file = bytearray(SPREADSHEET if form == "csv" else b"")
    async for piece, _ in exported(parts.storage.reader.everything(selection), names, form):
        file += piece.encode("utf-8")
        if len(file) > limit:
            return None
    return bytes(file)


def _period(selection: Selection) -> str:
    since = f" --since {selection.since:%Y-%m-%d}" if selection.since else ""
    return since + (f" --until {selection.until:%Y-%m-%d}" if selection.until else "")


def readings_reply(readings: Sequence[Reading], members: Mapping[str, str]) -> Rendered:
    """Who read the log, newest first: a mention of those among ``members`` (ids by pseudonym), the pseudonym of others."""
    if not readings:
        return Rendered(content="No reading of the log is noted here.")
    text = "\n".join(f"{one.at:%Y-%m-%d %H:%M} UTC {one.what} by {one.reader}: {one.detail}" for one in readings)
    shown = pages(
        "\n".join(
            f"{moment(one.at)} {escape(one.what)} by "
            f"{f'<@{members[one.reader]}>' if one.reader in members else escape(one.reader)}: {escape(one.detail)}"
            for one in readings
        )
    )
    unknown = [one.reader for one in readings if one.reader not in members]
    said = f"{shown[0]}\n{UNKNOWN}" if unknown else shown[0]
    return Rendered(content=said, attach=text_file("readings.txt", text) if len(shown) > 1 else list)

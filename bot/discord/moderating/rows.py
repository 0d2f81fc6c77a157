"""A server's log in pages, with a menu that opens a record; its gaps, figures, exports and pinned answers."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import discord
from pydantic import TypeAdapter

from bot.assistant.assistant import Assistant
from bot.assistant.pinning import trouble
from bot.charting import drawn
from bot.discord.errors import Refusal, errors_told
from bot.discord.guards import kept_reading, moderated, reader, service_over, told
from bot.discord.modals import AnswerMenu, KeptButton
from bot.discord.moderating.record import record_reply
from bot.discord.parts import Interaction, Parts, parts_of, typed
from bot.discord.rendering import Rendered, first_page, holding, text_file
from bot.discord.sending import CommandDoor, OwnDoor
from bot.discord.text import ATTACHED, CHOICE, clip, escape, moment, pages, shortened, slot, theirs
from bot.harmless import SPREADSHEET
from bot.recording import ended
from bot.service import Service
from bot.storage.exporting import FileFormat
from bot.storage.exporting import pieces as exported
from bot.storage.pins import Pin
from bot.storage.reviewed import Gap, LogReading, Stats
from bot.storage.rows import Entry, found_json
from bot.storage.selection import PageEnd, Selection, written
from corpus.errors import MarrowError

PER_PAGE = 8  # rows of the log
QUESTION, ESCAPED = 90, 130  # units of a question, and of what it is with its markup escaped
CHOSEN = 300  # units of what was chosen; with a page of such questions it fits a message, and the line that says it is noted
LISTED = 100  # pins that are listed
_SELECTION = TypeAdapter(Selection)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def log_page(
    interaction: Interaction, selection: Selection, after: PageEnd | None = None, token: str | None = None
) -> Rendered:
    """One page of a selection's rows, newest first, after the row ``after``; without buttons to turn it if the searched
    words may not be kept.

    ``token``: the token under which the selection is already kept. Raises PatientText.
    """
    parts, said = parts_of(interaction), await typed(interaction, selection.text)
    page = await parts.storage.reader.page(selection, after, PER_PAGE)
    if not page.entries:
        return told(Rendered(content="No row fits."))
    view = holding(RecordMenu([(entry.id, asked(entry)) for entry in page.entries]))
    if not (selection.text and said.withheld):
        spec = {"log": selection.model_dump_json()}
        member = str(interaction.user.id) if selection.text else None
        token = token or await parts.storage.listings.keep(selection.server, spec, member)
        _turning(view, token, after, page.next)
    which = selection.told()
    head = (
        "The log, newest first:"
        if which == "everything"
        else f"The log, newest first ({shortened(which, CHOSEN)}):"
    )
    return told(Rendered(content="\n".join((head, *map(_line, page.entries))), view=view))


def _turning(view: discord.ui.View, token: str, after: PageEnd | None, behind: tuple[str, int] | None) -> None:
    if after is not None:
        view.add_item(RowsButton(token, None, "Newest"))
    if behind is not None:
        view.add_item(RowsButton(token, PageEnd(*behind), "Older"))


def asked(entry: Entry) -> str:
    """The question, or the reason why it is not kept."""
    return " ".join(entry.question.split()) or f"({entry.withheld or 'no words'})"


def _asked(entry: Entry) -> str:
    said = shortened(clip(asked(entry), QUESTION), ESCAPED)
    return slot(said) if entry.question.strip() else said


def _line(entry: Entry) -> str:
    return f"{moment(entry.asked_at)} {_asked(entry)} · {ended(entry)} · `{entry.id}`"


async def pins_reply(interaction: Interaction, history: bool) -> Rendered:
    """The server's pinned answers, newest first, each with its state; also all of them in a file."""
    parts, server = await moderated(interaction)
    await kept_reading(interaction, "pins", Selection(server=server))
    pins = await parts.storage.pins.all(Selection(server=server), LISTED, history)
    if not pins:
        return told(Rendered(content="Nothing is pinned here. The record of an answer has a button for it."))
    known = {*parts.readers.of(server), reader(interaction)}
    names = parts.storage.reader.names_of(known, server)
    states = [await state_of(parts, pin) for pin in pins]
    lines = [_pin_line(pin, state, names) for pin, state in zip(pins, states, strict=True)]
    file = "".join(
        json.dumps(
            pin.model_dump(mode="json", exclude={"server", "author", "undone_by"}) | {"state": state},
            ensure_ascii=False,
        )
        + "\n"
        for pin, state in zip(pins, states, strict=True)
    )
    return told(Rendered(content=pages("\n".join(lines))[0], attach=text_file("pins.jsonl", file)))


async def state_of(parts: Parts, pin: Pin) -> str:
    """A pin's state: shown, taken back, or not shown and why."""
    if pin.undone_at is not None:
        return f"taken back {pin.undone_at:%Y-%m-%d}"
    service = await service_over(parts, pin.server or "", pin.library)
    if service is None:
        return "not shown: its library is no longer asked here, or cannot be opened"
    why = await service.run(_trouble(pin, service.assistant, service))
    return f"not shown: {why}" if why else "shown"


async def _trouble(pin: Pin, assistant: Assistant, service: Service) -> str | None:
    return trouble(pin, service.corpus, assistant.papers)


def _pin_line(pin: Pin, state: str, names: dict[str, str]) -> str:
    question = theirs(clip(pin.question or "", QUESTION)) or "(no words)"
    who = f"<@{names[pin.author]}>" if pin.author in names else (theirs(pin.author or "") or "(unnamed)")
    what = theirs(clip(pin.sentences[0].text, CHOICE)) if pin.sentences else "Not in these abstracts"
    more = f" (+{len(pin.sentences) - 1})" if len(pin.sentences) > 1 else ""
    return f"`{pin.id}` {moment(pin.at)} {who} · {escape(state)}\n{question}\n> {what}{more}"


class RowsButton(
    KeptButton,
    template=r"marrow:log:(?P<token>[0-9a-f]{8}):(?P<at>[0-9]{1,17}):(?P<number>[0-9]{1,18})",
):
    """Turns a page of the log; its id contains the row after which the page begins, 0 for the newest page."""

    def __init__(self, token: str, after: PageEnd | None, label: str = "Page") -> None:
        self.token, self.after = token, after
        at = (datetime.fromisoformat(after.asked_at) - _EPOCH) // timedelta(microseconds=1) if after else 0
        number = after.number if after else 0
        super().__init__(label, f"marrow:log:{token}:{at}:{number}")

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: re.Match[str], /) -> Self:
        """The button that was pressed."""
        moment = _EPOCH + timedelta(microseconds=int(match["at"]))
        number = int(match["number"])
        return cls(match["token"], PageEnd(written(moment), number) if number else None)

    @errors_told
    async def callback(self, interaction: Interaction) -> None:
        """Show that page in place."""
        door = OwnDoor(interaction)
        parts, server = await moderated(interaction)
        spec = await parts.storage.listings.get(self.token, server)
        selection = (
            found_json(_SELECTION, spec["log"], "the choice behind a list") if spec and "log" in spec else None
        )
        if selection is None:
            raise Refusal("This list is no longer kept. Use /log search again.")
        await kept_reading(interaction, "page", selection)
        await door.change(await log_page(interaction, selection, self.after, self.token))


class RecordMenu(AnswerMenu, template=r"marrow:log:open"):
    """A menu that opens the record of a row."""

    custom, asks = "marrow:log:open", "Open a record"

    async def show(self, interaction: Interaction, answer: str) -> None:
        """Show the chosen record."""
        await CommandDoor(interaction, True).send(await record_reply(interaction, answer))


UNKNOWN = "-# I keep pseudonyms of readers; `/log readings member:` shows which are a member's."
_LOG = logging.getLogger("marrow.discord")
ALT = 1024  # characters of a picture's description


def gaps_reply(gaps: Sequence[Gap]) -> Rendered:
    """Missing words, with the number of questions that had them."""
    if not gaps:
        return Rendered(content="No gap in this period: every word asked for is held, or was marked as solved.")
    said = [f"{gap.questions:,} × {slot(gap.word)}" for gap in gaps]
    text = "\n".join(("Asked for, and in no abstract, or not in the best one (questions × word):", *said))
    return first_page(pages(escape(text)), "gaps.txt", text)


async def stats_reply(parts: Parts, stats: Stats) -> Rendered:
    """The figures as text and as a picture, with the same text as the picture's description."""
    told = stats.told()
    if not stats.questions:
        return Rendered(content=told)
    shown = pages(escape(told))[0]
    try:
        async with parts.aside:
            picture = await drawn(stats)
    except MarrowError as error:  # the figures are all in the text
        _LOG.error("%s", error)
        return Rendered(content=shown)
    return Rendered(
        content=shown,
        attach=lambda: [discord.File(io.BytesIO(picture), "questions.png", description=clip(told, ALT))],
    )


async def export_reply(parts: Parts, selection: Selection, form: FileFormat, names: bool, limit: int) -> Rendered:
    """The rows as a file, or the command for the terminal if the file would exceed ``limit`` bytes."""
    content = await _written(parts, selection, form, names, min(limit, ATTACHED))
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
    """The file's content; None if it exceeds ``limit`` bytes, without reading further rows."""
    file = bytearray(SPREADSHEET if form == "csv" else b"")
    async for piece, _ in exported(parts.storage.reader.everything(selection), names, form):
        file += piece.encode("utf-8")
        if len(file) > limit:
            return None
    return bytes(file)


def _period(selection: Selection) -> str:
    since = f" --since {selection.since:%Y-%m-%d}" if selection.since else ""
    return since + (f" --until {selection.until:%Y-%m-%d}" if selection.until else "")


def readings_reply(readings: Sequence[LogReading], members: Mapping[str, str]) -> Rendered:
    """Who read the log, newest first: readers in ``members`` (ids by pseudonym) as mentions, others as pseudonyms."""
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

"""Rows of a server's log in pages, with a menu that opens a record."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import discord

from bot.discord.errors import Refusal, report_interaction
from bot.discord.limits import clip
from bot.discord.moderating.guard import Interaction, kept_reading, moderated, told
from bot.discord.moderating.record import record_reply
from bot.discord.parts import parts_of, typed
from bot.discord.rendering import Rendered
from bot.discord.sending import CommandDoor, OwnDoor
from bot.discord.text import escape, moment
from bot.discord.unknown import AnswerMenu
from bot.storage.rows import Entry
from bot.storage.selection import Place, Selection, written

PER_PAGE = 8
QUESTION = 90  # escaped it may be twice as long, and a page of them must fit a message
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def log_page(
    interaction: Interaction, selection: Selection, after: Place | None = None, token: str | None = None
) -> Rendered:
    """One page of a selection's rows, newest first, behind ``after``; without buttons where its words may not be kept.

    ``token``: under which the selection is kept already. Raises PatientText.
    """
    parts, said = parts_of(interaction), await typed(interaction, selection.text)
    page = await parts.storage.reader.page(selection, after, PER_PAGE)
    if not page.entries:
        return Rendered(content="No row fits.")
    view = discord.ui.View(timeout=None)
    view.add_item(RecordMenu([(entry.id, asked(entry)) for entry in page.entries]))
    if not (selection.text and said.withheld):
        spec = {"log": selection.model_dump_json()}
        member = str(interaction.user.id) if selection.text else None
        token = token or await parts.storage.listings.keep(selection.server, spec, member)
        _turning(view, token, after, page.next)
    which = selection.told()
    head = "The log, newest first:" if which == "everything" else f"The log, newest first ({escape(which)}):"
    return told(Rendered(content="\n".join((head, *map(_line, page.entries))), view=view))


def _turning(view: discord.ui.View, token: str, after: Place | None, behind: tuple[str, int] | None) -> None:
    if after is not None:
        view.add_item(RowsButton(token, None, "Newest"))
    if behind is not None:
        view.add_item(RowsButton(token, Place(*behind), "Older"))


def asked(entry: Entry) -> str:
    """What was asked, or why that is not kept."""
    return " ".join(entry.question.split()) or f"({entry.withheld or 'no words'})"


def _line(entry: Entry) -> str:
    return f"{moment(entry.asked_at)} {escape(clip(asked(entry), QUESTION))} · {entry.outcome} · `{entry.id}`"


class RowsButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"marrow:log:(?P<token>[0-9a-f]{8}):(?P<at>[0-9]{1,17}):(?P<number>[0-9]{1,18})",
):
    """Turns a page of the log; the place behind which it begins stands in its id, 0 for the newest rows."""

    def __init__(self, token: str, after: Place | None, label: str = "Page") -> None:
        self.token, self.after = token, after
        at = (datetime.fromisoformat(after.asked_at) - _EPOCH) // timedelta(microseconds=1) if after else 0
        number = after.number if after else 0
        super().__init__(discord.ui.Button(label=label, custom_id=f"marrow:log:{token}:{at}:{number}"))

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: re.Match[str], /) -> Self:
        """The button that was pressed."""
        moment = _EPOCH + timedelta(microseconds=int(match["at"]))
        number = int(match["number"])
        return cls(match["token"], Place(written(moment), number) if number else None)

    async def callback(self, interaction: Interaction) -> None:
        """Show that page in place."""
        door = OwnDoor(interaction)
        try:
            parts, server = await moderated(interaction)
            spec = await parts.storage.listings.get(self.token, server)
            if not spec or "log" not in spec:
                raise Refusal("This list is no longer kept. Use /log search again.")
            selection = Selection.model_validate_json(spec["log"])
            await kept_reading(interaction, "page", selection)
            await door.change(await log_page(interaction, selection, self.after, self.token))
        except Exception as error:  # the error door
            await report_interaction(interaction, error)


class RecordMenu(AnswerMenu, template=r"marrow:log:open"):
    """Opens the record of a row."""

    custom, asks = "marrow:log:open", "Open a record"

    async def show(self, interaction: Interaction, answer: str) -> None:
        """The chosen record."""
        await CommandDoor(interaction, True).send(await record_reply(interaction, answer))

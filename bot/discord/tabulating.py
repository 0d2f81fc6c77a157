"""The files that come with a table of figures: all of it, as CSV and as a workbook."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace
from typing import NamedTuple

import discord

from bot.assistant.tables import Table
from bot.discord.limits import ATTACHED
from bot.discord.rendering import Rendered
from bot.models import Answer, Context
from bot.service import Service
from bot.tabulating import as_csv, as_xlsx
from index.models import Outcome

TOO_LARGE = "The whole table is too large to attach here; name a narrower topic, or ask the operator for “marrow table --xlsx”."


class Files(NamedTuple):
    """The files of a table by name; none where they would be larger than a message takes, which ``note`` says."""

    made: tuple[tuple[str, bytes], ...] = ()
    note: str | None = None

    def onto(self, rendered: Rendered) -> Rendered:
        """A message with these files after its own."""
        return replace(rendered, attach=lambda: [*rendered.attach(), *(_opened(*one) for one in self.made)])


async def table_files(answer: Answer, service: Service, context: Context) -> Files:
    """The files of an answer that is a table; none of any other."""
    if answer.kind != "table" or answer.outcome is not Outcome.ANSWERED:
        return Files()
    found = await service.run(service.assistant.table(answer.question, context))
    return await asyncio.to_thread(files_of, found)


def files_of(table: Table, most: int = ATTACHED) -> Files:
    """A table as CSV and as a workbook, of ``most`` bytes together, or the sentence that says why there are none."""
    text = as_csv(table)
    book = as_xlsx(table) if len(text) <= most else b""
    if len(text) + len(book) > most:
        return Files(note=TOO_LARGE)
    return Files((("figures.csv", text), ("figures.xlsx", book)))


def _opened(name: str, content: bytes) -> discord.File:
    return discord.File(io.BytesIO(content), filename=name)

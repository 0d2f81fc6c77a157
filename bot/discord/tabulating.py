"""The files that come with a table of figures: all of it, as CSV and as a workbook."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

import discord

from bot.assistant.tables import Table
from bot.discord.rendering import Rendered
from bot.models import Answer, Context
from bot.service import Service
from bot.tabulating import as_csv, as_xlsx
from index.models import Outcome


async def with_table(rendered: Rendered, answer: Answer, service: Service, context: Context) -> Rendered:
    """An answer that is a table, with its files; any other as it is."""
    if answer.kind != "table" or answer.outcome is not Outcome.ANSWERED:
        return rendered
    found = await service.run(service.assistant.table(answer.question, context))
    files = await asyncio.to_thread(_files, found)
    return replace(rendered, attach=lambda: [*rendered.attach(), *(_opened(*one) for one in files)])


def _files(table: Table) -> tuple[tuple[str, bytes], ...]:
    return ("figures.csv", as_csv(table)), ("figures.xlsx", as_xlsx(table))


def _opened(name: str, content: bytes) -> discord.File:
    return discord.File(io.BytesIO(content), filename=name)

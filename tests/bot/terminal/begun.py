"""Imported by what commands are forked off: once asked, a program has read and made what each would at its first answer."""

from __future__ import annotations

import asyncio

from bot.assistant.assistant import Assistant
from bot.models import Context
from corpus.joining import builtin
from index.library import LibraryIndex

asyncio.run(Assistant(LibraryIndex.build(builtin())).ask("how long was follow-up after TES?", Context()))

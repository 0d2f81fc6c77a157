"""Imported by what commands are forked off: it has made its commands, and read and made what each would at its first answers."""

from __future__ import annotations

import asyncio

from bot.assistant.assistant import Assistant
from bot.models import Context
from bot.terminal.app import COMMANDS, made
from corpus.joining import builtin
from index.library import LibraryIndex

for name in COMMANDS:
    made(name)
assistant = Assistant(LibraryIndex.build(builtin()))
for message in (
    "how long was follow-up after TES? what is SINS?",
    "pain and survival",
    "which paper is on cementoplasty",
):
    for question in assistant.questions(message):
        asyncio.run(assistant.ask(question, Context()))

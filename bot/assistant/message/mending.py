"""Slips of the finger in a message, mended before it is read; the reply says which."""

from __future__ import annotations

import calendar
from collections.abc import Iterable

from bot.assistant.message import languages
from bot.assistant.reading import lexicon
from bot.assistant.reading.people import is_author
from bot.assistant.reply import Reply
from index.library import LibraryIndex
from index.models import Outcome
from index.questions.spelling import Mended


class Mending:
    """Mends the messages to one library."""

    def __init__(self, index: LibraryIndex) -> None:
        reader = index.reader
        asked = lexicon.load().vocabulary | {month.casefold() for month in calendar.month_name}
        self._spelling = reader.spelling(asked - {""}, is_author(index))
        self._languages, self._is_word = languages.load(), index.is_word

    def mended(self, message: str) -> Mended:
        """A message without slips of the finger; one in another language as it is."""
        found = self._spelling.mended(message)
        foreign = found.slips and self._languages.of(found.text, self._is_word)  # a slip may look foreign
        if found.slips and not foreign and any(typed in self._languages.signs for typed, _ in found.slips):
            foreign = self._languages.of(message, self._is_word)  # "und wann"
        return Mended(message) if foreign else found


def noted(reply: Reply, slips: Iterable[tuple[str, str]]) -> Reply:
    """A reply that says how slips were read; one of help as it is."""
    meant = [f"“{typed}” → “{right}”" for typed, right in dict.fromkeys(slips)]
    if not meant or reply.outcome is Outcome.HELP:
        return reply
    return reply.model_copy(update={"text": f"{reply.text}\n\nRead as meant: {', '.join(meant)}"})

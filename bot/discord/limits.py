"""Discord's limits, by name, and how it counts. https://discord.com/developers/docs/resources/message"""

from __future__ import annotations

from corpus.characters import visible

CONTENT = 2000
EMBED_DESCRIPTION = 4096
EMBED_TITLE = 256
EMBED_FIELD_NAME = 256
EMBED_FIELD = 1024
EMBED_FOOTER = 2048
EMBED_TOTAL = 6000
CHOICES = 25
CHOICE = 100
LABEL = 80
BUTTON_URL = 512
LINK = 1000  # of ours: what is longer would leave no room for the words beside it
OPTIONS = 25
THREAD_NAME = 100
NONCE = 25
ATTACHED = 8 * 1024 * 1024  # bytes of a message's files together: every server takes so many

ROOM = CONTENT - 100  # what a page of a message may hold: the rest is kept for a line of our own


def size(text: str) -> int:
    """The length of a text in UTF-16 units: never less than what Discord counts."""
    return len(text.encode("utf-16-le")) // 2


def clip(text: str, most: int) -> str:
    """A text on one line, cut to ``most`` units, with an ellipsis where something was left out. Never for quotes or answers."""
    line = " ".join(visible(text).split())
    if size(line) <= most:
        return line
    while size(line) > most - 1:
        line = line[:-1]
    return line.rstrip() + "…"

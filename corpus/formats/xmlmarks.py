"""Tags of XML as they are found in a text: whatever their prefix, and not in comments or plain text (CDATA), where they mark
nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

_PREFIX = r"(?:[A-Za-z_][\w.-]{0,40}:)?"
_CLOSED_BY = {"<!--": "-->", "<![CDATA[": "]]>"}
_OPENS = re.compile(r"<!--|<!\[CDATA\[")


def start_of(tags: Sequence[str]) -> re.Pattern[str]:
    """A pattern for the start tags of some elements, with any prefix."""
    return re.compile(rf"<{_PREFIX}(?:{'|'.join(map(re.escape, tags))})(?=[ \r\n\t/>])")


def holds(head: str, *tags: str) -> bool:
    """Whether a file that begins so is XML with one of these elements near its beginning."""
    return head.lstrip()[:1] == "<" and start_of(tags).search(bare(head)) is not None


def awaited(text: str, before: str = "") -> str:
    """What closes the comment or the plain text that is open where a text ends; "" if none is.

    ``before``: what was awaited where the text begins.
    """
    at, closing = 0, before
    while True:
        if closing and (end := text.find(closing, at)) < 0:
            return closing
        found = _OPENS.search(text, end + len(closing) if closing else at)
        if found is None:
            return ""
        at, closing = found.end(), _CLOSED_BY[found[0]]


def bare(text: str) -> str:
    """A text without its comments, and with its plain text written as any other is ("&lt;"); what is not closed stays."""
    parts, at = list[str](), 0
    while found := _OPENS.search(text, at):
        end = text.find(_CLOSED_BY[found[0]], found.end())
        if end < 0:
            break
        inside = text[found.end() : end] if found[0] != "<!--" else ""
        parts += (text[at : found.start()], escape(inside, quote=False))
        at = end + 3
    return "".join((*parts, text[at:]))

"""HTML's character references as the characters they stand for, whatever number they name."""

from __future__ import annotations

import html
import re

# Python refuses to read numbers of thousands of digits; none of eight stands for a character.
_BEYOND = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{8,}+);?")


def unescaped(text: str) -> str:
    """A text with its references resolved; one that names no character is U+FFFD, as HTML has it."""
    return html.unescape(_BEYOND.sub("\ufffd", text))

"""Characters written as HTML and XML entities, once or twice encoded ("&amp;lt;") → the characters."""

from __future__ import annotations

import html
import re
from html.entities import html5

# A number of thousands of digits is one too, though Python refuses to read it; none of eight stands for a character.
_ENTITY = re.compile(r"&(?:#(?:\d++|[xX][0-9a-fA-F]++)|[A-Za-z][A-Za-z0-9]{1,31});")
_LONGEST = 11  # characters of a number that may name a character, "&#x10FFFF;" and its like
_MOST = 4  # times a text may have been encoded; one that is still encoded then means what it says


def unescaped(text: str) -> str:
    """A text without entities. Only whole ones are read ("R&D; b" and "AT&T" stay): known names, and numbers of characters."""
    for _ in range(_MOST):
        if "&" not in text:
            break
        changed = _ENTITY.sub(_character, text)
        if changed == text:
            break
        text = changed
    return text


def _character(found: re.Match[str]) -> str:
    written = found[0]
    if written[1] != "#":
        return html.unescape(written) if written[1:] in html5 else written
    return html.unescape(written) if len(written) <= _LONGEST else "\ufffd"

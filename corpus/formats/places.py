"""Where an article stands, as catalogues and repositories print it on one line: "Owl Letters; Vol. 7, No. 2 (2020); 101-109"."""

from __future__ import annotations

import re
from typing import Any

from corpus.formats.cells import located

_VOLUME = re.compile(r"\b(?:vol(?:ume)?\b\.?|(?:t|tome|bd)\b\.?(?=\s?\d))\s*(\w+)", re.IGNORECASE)
_ISSUE = re.compile(r"\b(?:(?:no|nr|number|issue|num|núm|fasc)\b\.?|n[°.]?(?=\s?\d))\s*(\w+)", re.IGNORECASE)
_PAGES = re.compile(r"\b(?:pp?|pages?)\b\.?:?\s*(\w+(?:\s?[-‐-―]\s?\w+)?)", re.IGNORECASE)
_AT_END = re.compile(r"[;:,]\s*([a-z]?\d+\s?[-‐-―]\s?[a-z]?\d+)\s*\.?\s*\Z", re.IGNORECASE)
_NUMBERS = re.compile(r";| (?:vol(?:ume)?\b|no\b|bd\b|t\. |\(?\d)", re.IGNORECASE)


def place_in(text: str) -> dict[str, Any]:
    """The volume, issue and pages that a text names so, "pp" or at its end."""
    volume, issue, pages = _VOLUME.search(text), _ISSUE.search(text), _PAGES.search(text) or _AT_END.search(text)
    return {
        "volume": volume[1] if volume else None,
        "issue": issue[1] if issue else None,
        **located(pages[1] if pages else None),
    }


def journal_in(text: str) -> str:
    """The journal, which stands in front of the numbers."""
    found = _NUMBERS.search(text)
    return (text[: found.start()] if found else text).strip(" ,;:.")

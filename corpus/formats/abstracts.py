"""Which of a record's abstracts is kept: the main one, and of several languages English, in which the papers are asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

FURTHER = "further_abstracts"  # the name under which a record tells that it has more of them than the one kept
UNKNOWN = "und"  # the language of a text of which none is told, as ISO 639 names it


def main_abstract(told: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The fields that tell a record's abstracts, each a language's code and a text, the main one first."""
    texts = [(language.casefold(), text) for language, text in told if text]
    english = (text for language, text in texts if language.startswith("en"))
    kept = next(english, None) or next((text for _, text in texts), None)
    return {"abstract": kept, FURTHER: len(texts) > 1}


def left_out(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """What the report says of a record's further abstracts."""
    said = "abstracts in other languages or in plain words, beside the main one, were left out"
    return (said,) if fields.get(FURTHER) else ()

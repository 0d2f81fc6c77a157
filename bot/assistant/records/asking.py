"""Which fields a question asks for."""

from __future__ import annotations

import re

from bot.assistant.records import values
from bot.assistant.records.fields import FIELDS, Field
from bot.assistant.records.text import Asked

ORDINALS = {
    word: n for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split())
}
_NTH = re.compile(rf"\b({'|'.join(ORDINALS)}|lead|leading|main|principal) (?:named |listed )?authors?\b")
_LEAD = ("lead", "leading", "main", "principal")


def _nth_author(asked: Asked) -> Field | None:
    """The field "third author" for a question that asks for it."""
    match = _NTH.search(asked.text)
    if not match:
        return None
    word = "first" if match[1] in _LEAD else match[1]
    value = values.nth_author(ORDINALS[word])
    words = frozenset({match[1], word, "author", "authors", "named", "listed"})
    return Field(f"{word} author", _NTH, value, f"The {word} author of {{paper}} is {{value}}.", words)


_OTHERS = ("number of authors", "last author")


def fields_in(asked: Asked) -> list[Field]:
    """The fields a question asks for, in the order of the table; empty where it asks for none."""
    found = [field for field in FIELDS if asked.has(field.asks)]
    nth = _nth_author(asked)
    if nth or any(field.name in _OTHERS for field in found):
        found = [field for field in found if field.name != "authors"]
    return ([nth] if nth else []) + found

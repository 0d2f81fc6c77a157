"""Finds text that looks like a patient's data; such text is answered in private, and none of it is kept or repeated."""

from __future__ import annotations

from collections.abc import Iterator

from bot.patients.shapes import plain
from bot.patients.signs import signs

__all__ = ["patient_data", "without_patient_data"]


def patient_data(text: str) -> str | None:
    """What patient data a text seems to contain, in words for its author ("a record number"); None if it contains none."""
    return next((called for called, _, _ in _found(plain(text).text)), None)


def without_patient_data(text: str) -> str:
    """The text without the patient data that it seems to contain, so that the rest can be looked up."""
    read = plain(text)
    gone = {read.source[at] for _, start, stop in _found(read.text) for at in range(start, stop)}
    return " ".join("".join(" " if at in gone else letter for at, letter in enumerate(text)).split())


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    """(name, start, stop) of each sign of patient data in a plain text."""
    numbers = any(map(str.isdecimal, text))
    for sign in signs():
        if sign.numbered and not numbers:
            continue
        for found in sign.pattern.finditer(text):
            if sign.fits(found):
                yield sign.called, found.start(), found.end()

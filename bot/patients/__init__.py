"""Text that looks like a patient's data: it is answered in private, and no word of it is kept or repeated."""

from __future__ import annotations

from collections.abc import Iterator

from bot.patients.shapes import plain
from bot.patients.signs import signs

__all__ = ["patient_data", "without_patient_data"]


def patient_data(text: str) -> str | None:
    """What of a patient a text seems to hold, in words for the person who wrote it; None where it holds nothing such."""
    return next((called for called, _, _ in _found(plain(text).text)), None)


def without_patient_data(text: str) -> str:
    """A text without what of a patient it seems to hold, so that the rest can be looked up."""
    read = plain(text)
    gone = {read.source[at] for _, start, stop in _found(read.text) for at in range(start, stop)}
    return " ".join("".join(" " if at in gone else letter for at, letter in enumerate(text)).split())


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    """Each sign in a plain text: what it is called, where it begins and ends."""
    for sign in signs():
        for found in sign.pattern.finditer(text):
            if sign.fits(found):
                yield sign.called, found.start(), found.end()

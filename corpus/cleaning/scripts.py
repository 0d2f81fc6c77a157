"""Raised and lowered characters as plain text: 10⁵ stays another number than 105, CO₂ stays readable."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-−–‐=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-−–‐=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₋₌₍₎")
_FIGURE = re.compile(
    r"[0-9+\-−–‐=().,]*[0-9+\-−–‐][0-9+\-−–‐=().,]*"
)  # a full stop or comma stays on its line: ₂.₅
_ORDINAL = re.compile(r"st|nd|rd|th|er|e|ème|o|a", re.IGNORECASE)


def raised(before: str, text: str) -> str:
    """A superscript after ``before``: figures raised (⁵, ²⁺); letters as they are, set off where they would change a number."""
    text = text.strip()
    if _FIGURE.fullmatch(text):
        return text.translate(_RAISED)
    changes = before[-1:].isdigit() and text[:1].isalnum() and not _ORDINAL.fullmatch(text)
    return f"^{text}" if changes else text


def lowered(before: str, text: str) -> str:
    """A subscript after ``before``: figures lowered (₂.₅); letters as they are (Cmax), set off where they follow a number."""
    text = text.strip()
    if _FIGURE.fullmatch(text):
        return text.translate(_LOWERED)
    return f"_{text}" if before[-1:].isdigit() and text[:1].isalnum() else text

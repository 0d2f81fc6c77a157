"""Cells that no spreadsheet reckons with, for every CSV that is written."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import Any

from corpus.characters import visible

SPREADSHEET = b"\xef\xbb\xbf"  # at the head of a CSV file: without it Excel does not read UTF-8
# What begins a formula (https://owasp.org/www-community/attacks/CSV_Injection), full-width too, at the beginning of a
# cell or of a line in it: programs that split at line ends, or take space away, read a cell that begins there.
_SIGNS = "[=+@＝＋－＠-]"
_FORMULA = re.compile(
    rf"^(?=[\s\u200b\ufeff]*{_SIGNS}|[\t\r])|(?<=[\n\r\x0b\x0c\x85\u2028\u2029])(?=[^\S\n\r\x0b\x0c\x85\u2028\u2029]*{_SIGNS})"
)


def cell(value: object) -> object:
    """A value as a cell: a text has an apostrophe before what would begin a formula, and marks for what acts unseen."""
    return visible(_FORMULA.sub("'", value)) if isinstance(value, str) else value


class Writer:
    """``csv.writer`` with harmless cells; it returns what the writing returned, which may be awaited."""

    def __init__(self, out: Any, lineterminator: str = "\r\n") -> None:
        self._writer = csv.writer(out, lineterminator=lineterminator)

    def writerow(self, row: Iterable[object]) -> Any:
        """Write one row."""
        return self._writer.writerow([cell(value) for value in row])

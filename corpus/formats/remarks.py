"""Notes for the curator on what was cleaned, ignored or could not be read in an import."""

from __future__ import annotations

from collections import Counter


def _said(value: object) -> str:
    return " ".join(str(value).split())[:40].encode("utf-8", "backslashreplace").decode()


class Remarks:
    """Notes on many records for the curator: each kind once, with its first line and its count."""

    def __init__(self) -> None:
        self._cells: dict[str, tuple[int, str, int]] = {}
        self._texts: Counter[str] = Counter()
        self._ignored: Counter[str] = Counter()

    def cell(self, line: int, field: str, value: object) -> None:
        """Note a cell that could not be read and was left out."""
        first, shown, count = self._cells.get(field, (line, _said(value), 0))
        self._cells[field] = (first, shown, count + 1)

    def cleaned(self, done: tuple[str, ...]) -> None:
        """Note what was done to a text."""
        if done:
            self._texts.update(done)

    def ignored(self, names: list[str]) -> None:
        """Note fields that no paper has."""
        self._ignored.update(map(_said, names))

    def told(self) -> tuple[str, ...]:
        """All notes, as sentences without a full stop."""
        cells = (
            f"line {line}: its {field.replace('_', ' ')} (“{shown}”) could not be read and was left out"
            + (f"; so it was in {count:,} records" if count > 1 else "")
            for field, (line, shown, count) in sorted(self._cells.items())
        )
        ignored = (
            f"field “{name}” is not a paper's; it was ignored in {n} record{'' if n == 1 else 's'}"
            for name, n in sorted(self._ignored.items())
        )
        texts = (f"{said} in {n} text{'' if n == 1 else 's'}" for said, n in sorted(self._texts.items()))
        return (*ignored, *cells, *texts)

"""JSON that holds a table by its columns, or by rows without names, as pandas and spreadsheets write it → one object for each row."""

from __future__ import annotations

from typing import Any

from corpus.formats import table


def records(value: Any) -> list[dict[str, Any]]:
    """The rows of a table, by the names of its columns; none if it is none, or none of papers.

    Columns are objects by the rows' keys ({"title": {"0": …}}, pandas' own way), or lists ({"title": […]}); rows are lists, below the list of names or
    beside it ({"columns": […], "data": […]}).
    """
    if isinstance(value, dict) and isinstance(value.get("columns"), list) and isinstance(value.get("data"), list):
        return _by_rows(value["columns"], value["data"])
    if isinstance(value, list) and len(value) > 1:
        return _by_rows(value[0], value[1:])
    return _by_columns(value) if isinstance(value, dict) and len(value) > 1 else []


def _by_rows(names: Any, rows: list[Any]) -> list[dict[str, Any]]:
    whole = isinstance(names, list) and all(isinstance(row, list) and len(row) <= len(names) for row in rows)
    return [dict(zip(names, row, strict=False)) for row in rows] if whole and _names_papers(names) else []


def _by_columns(columns: dict[str, Any]) -> list[dict[str, Any]]:
    first, *others = columns.values()
    if not isinstance(first, dict | list) or not first or not _names_papers([*columns]):
        return []
    if any(type(one) is not type(first) or len(one) != len(first) for one in others):
        return []
    keys = range(len(first)) if isinstance(first, list) else first
    if isinstance(first, dict) and any(one.keys() != first.keys() for one in others):
        return []
    return [{name: column[key] for name, column in columns.items()} for key in keys]


def _names_papers(names: list[Any]) -> bool:
    if not all(isinstance(name, str) for name in names):
        return False
    return "title" in (found := table.fields_in(names)) and table.is_header(found, names)

"""A table of figures as a CSV, XLSX or JSON file. Every cell is text, none is taken for a formula, and each
figure has its sentence beside it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.assistant.papers.tables import NONE_FOUND, NOT_FOUND, SIZE, Cell, Row, Table
from bot.harmless import SafeWriter, cell

BOM = "\ufeff"  # without it Excel takes UTF-8 for an older encoding
LONGEST = 32_000  # characters of one cell; a spreadsheet takes 32,767
_PAPER = ("paper", "title", "DOI")
_DOUBTS = "shares that their counts do not give"
_SENTENCES = ("paper", "DOI", "column", "figure", "what of", "sentence", "start", "end")
_ALWAYS = datetime(2000, 1, 1)  # the same table is the same file


def as_csv(table: Table) -> bytes:
    """A CSV file (UTF-8 with a byte order mark) with one row a paper. Beside each column stands another with the
    sentences of its figures and their places in the abstract.
    """
    out = io.StringIO(newline="")
    writer = SafeWriter(out)
    writer.writerow(
        [*_PAPER, *(name for column in table.columns for name in (column, f"{column}: sentences")), _DOUBTS]
    )
    for row in table.rows:
        found = [(column, row.of(column)) for column in table.columns]
        writer.writerow(
            [
                *_named(row),
                *(text for column, own in found for text in (_figures(column, own), _sentences(own))),
                "\n".join(row.doubts),
            ]
        )
    return (BOM + out.getvalue()).encode("utf-8")


def as_json(table: Table) -> dict[str, Any]:
    """The table for programs, ready for JSON: each figure with what it counts or measures, its sentence, and the
    places of both in the abstract (code points).
    """
    rows = [
        {
            **row.model_dump(exclude={"cells"}),
            "cells": {name: [_cell(c) for c in row.of(name)] for name in table.columns},
        }
        for row in table.rows
    ]
    return {"topic": table.topic, "columns": list(table.columns), "rows": rows}


def as_xlsx(table: Table) -> bytes:
    """An XLSX file with two sheets: "Figures", one row a paper, each cell linked to the first of its sentences;
    and "Sentences", one row a figure with its sentence.
    """
    out = io.BytesIO()
    book = Workbook(
        out,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    book.set_properties({"title": "Figures as the abstracts print them", "created": _ALWAYS})
    wrap, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
    figures, sentences = book.add_worksheet("Figures"), book.add_worksheet("Sentences")
    for sheet, names in ((figures, (*_PAPER, *table.columns, _DOUBTS)), (sentences, _SENTENCES)):
        sheet.set_column(0, len(names) - 1, 24)
        sheet.freeze_panes(1, 1)
        _write(sheet, 0, names, bold)
    line = 1
    for at, row in enumerate(table.rows, 1):
        _write(figures, at, _named(row), wrap)
        figures.write_string(at, len(_PAPER) + len(table.columns), _text("\n".join(row.doubts)), wrap)
        for place, name in enumerate(table.columns, len(_PAPER)):
            own = row.of(name)
            figures.write_string(at, place, _text(_figures(name, own)), wrap)
            if own:
                figures.write_url(at, place, f"internal:'Sentences'!A{line + 1}", wrap, _text(_figures(name, own)))
            for one in own:
                _write(sentences, line, _whole(row, one), wrap)
                line += 1
    book.close()
    return out.getvalue()


def _write(sheet: Worksheet, at: int, values: Sequence[str], form: Any) -> None:
    for place, value in enumerate(values):
        sheet.write_string(at, place, _text(value), form)


def _text(value: str) -> str:
    return str(cell(value))[:LONGEST]


def _named(row: Row) -> tuple[str, str, str]:
    return row.cite, row.title, row.doi or row.url or row.key


def _figures(column: str, cells: Iterable[Cell]) -> str:
    """The figures as printed, with the words around them, each once; without any, words that say so."""
    none = NOT_FOUND if column == SIZE else NONE_FOUND
    return (
        "\n".join(dict.fromkeys(_on_one_line(one.of if one.text in one.of else one.text) for one in cells))
        or none.lower()
    )


def _sentences(cells: Iterable[Cell]) -> str:
    """The sentences of some cells, each once, with their start and end in the abstract."""
    found = dict.fromkeys((one.sentence.text, one.sentence.start, one.sentence.end) for one in cells)
    return "\n".join(f"{_on_one_line(text)} [{start}–{end}]" for text, start, end in found)


def _whole(row: Row, one: Cell) -> tuple[str, ...]:
    sentence = one.sentence
    where = row.doi or row.url or row.key
    return row.cite, where, one.column, one.text, one.of, sentence.text, str(sentence.start), str(sentence.end)


def _cell(one: Cell) -> dict[str, Any]:
    sentence = one.sentence.model_dump(include={"text", "start", "end", "section", "sentence"})
    return {**one.model_dump(include={"text", "of", "start", "end"}), "sentence": sentence}


def _on_one_line(text: str) -> str:
    return " ".join(text.split())

"""What spreadsheets make of dates is read as the date that was meant; what a cell does not tell stays untold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.files import read_papers
from tests.corpus.formats.reading import read, told
from tests.corpus.formats.test_workbook import packed

DAY, MONTH = {"published": "2020-03-16", "year": 2020}, {"published": None, "year": 2020, "month": 3}


@pytest.mark.parametrize(
    ("columns", "cells", "right"),
    [
        ("date", "Mar-20", MONTH),
        ("date", "Mar-98", {"year": 1998, "month": 3, "published": None}),
        ("date", "43906", DAY),
        ("date", "43906.0", DAY),
        ("date", "20-Mar", {"year": None, "published": None}),
        ("year,date", "2020,Mar-20", MONTH),
        ("year,date", "1998,Mar-20", {"year": 1998, "published": "1998-03-20"}),
        ("year,date", "1998,20-Mar", {"year": 1998, "published": "1998-03-20"}),
        ("year,date", "2020,43906", DAY),
        ("date", "16-Mar-20", DAY),
        ("year", "Mar-20", {"year": 2020}),
        ("year", "43906", {"year": 2020}),
        ("year", "1905-07-12", {"year": 2020}),
        ("year", "1905-07-12 00:00:00", {"year": 2020}),
        ("year", "1905", {"year": 1905}),
        ("year", "2020.0", {"year": 2020}),
        ("date", "12345", {"year": None, "published": None}),
    ],
)
def test_a_cell_of_a_date(tmp_path: Path, columns: str, cells: str, right: dict[str, Any]) -> None:
    (paper,) = read(tmp_path, f"title,{columns},authors\nGoats,{cells},Ada Hay\n", "goats.csv").papers
    assert told(paper, right) == right


@pytest.mark.parametrize(
    ("form", "number", "right"),
    [
        ("mmm\\-yy", "43891", MONTH),
        ("yyyy\\-mm\\-dd", "43906", DAY),
        ("d/m/yy;@", "43906", DAY),
        ("[$-409]mmmm d, yyyy", "43906", DAY),
    ],
)
def test_a_cell_of_a_workbook_that_shows_a_day_or_a_month(
    tmp_path: Path, form: str, number: str, right: dict[str, Any]
) -> None:
    text = "".join(
        f'<c r="{column}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for column, name in zip("ABC", ("Title", "Date", "Authors"), strict=True)
    )
    parts = {
        "xl/workbook.xml": "<workbook><sheets><sheet/></sheets></workbook>",
        "xl/styles.xml": f'<styleSheet><numFmts><numFmt numFmtId="164" formatCode="{form}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="17"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet><sheetData><row r="1">{text}</row><row r="2"><c r="A2" t="inlineStr"><is><t>Goats</t></is></c>'
        f'<c r="B2" s="1"><v>{number}</v></c><c r="C2" t="inlineStr"><is><t>Ada Hay</t></is></c></row></sheetData></worksheet>',
    }
    (paper,) = read_papers(packed(tmp_path / "goats.xlsx", parts)).papers
    assert told(paper, right) == right
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace('s="1"', 's="2"')
    (paper,) = read_papers(packed(tmp_path / "of-excel.xlsx", parts)).papers
    assert told(paper, MONTH) == MONTH

"""Embase's exports with a line for each field's name: its plain text, its CSV with fields by row, and workbooks made of that.

The layout is told by programs that read it: "RECORD 1", names in capitals, values below or beside them.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from corpus.files import read_papers
from corpus.models import Parsed
from tests.corpus.formats.reading import read, told

FIELDS: list[list[tuple[str, list[str]]]] = [
    [
        ("TITLE", ["SOURCE OF BELLS: A \"loud\" trial"]),
        ("AUTHOR NAMES", ["Hay A.", "Pen O.B."]),
        ("AUTHOR ADDRESSES", ["(Hay A., hay@example.org) Barn, Chur."]),
        ("FULL RECORD ENTRY DATE", ["2020-05-11"]),
        ("SOURCE", ["Goat Letters (2020) 3:2 (101-109). Date of Publication: 1 Mar 2020"]),
        ("SOURCE TITLE", ["Goat Letters"]),
        ("PUBLICATION YEAR", ["2020"]),
        ("PUBLICATION TYPE", ["Article"]),
        ("ISSN", ["1234-5679 (electronic)", "1234-5679"]),
        ("ABSTRACT", ["OBJECTIVE: Forty goats wore bells. RESULTS: Most slept."]),
        ("AUTHOR KEYWORDS", ["bells", "goats"]),
        ("EMTREE MEDICAL INDEX TERMS", ["adult", "sleep"]),
        ("MEDLINE PMID", ["30000005 (https://www.ncbi.nlm.nih.gov/pubmed/30000005)"]),
        ("DOI", ["10.5555/emb.1"]),
        ("COPYRIGHT", ["Copyright 2020 Elsevier B.V., All rights reserved."]),
    ],
    [("TITLE", ["Fog"]), ("AUTHOR NAMES", ["Pen O."]), ("SOURCE", ["Owl Letters (2019) 7 (1-9)"]), ("PUI", ["L1"])],
]  # fmt: skip
RIGHT: dict[str, Any] = {
    "title": 'SOURCE OF BELLS: A "loud" trial', "journal": "Goat Letters", "year": 2020, "volume": "3", "issue": "2", "page": "101-109",
    "doi": "10.5555/emb.1", "pmid": "30000005", "keywords": ("bells", "goats"), "abstract": "OBJECTIVE: Forty goats wore bells. RESULTS: Most slept.",
}  # fmt: skip


def _below(between: str, numbered: bool) -> str:
    """The plain text, several values of a name with this between them."""
    made = ""
    for at, record in enumerate(FIELDS, 1):
        made += f"RECORD {at}\n\n" if numbered else ""
        made += "".join(f"{name}\n   {between.join(values)}\n" for name, values in record) + "\n"
    return made


def _rows(numbered: bool) -> list[list[str]]:
    return [
        row
        for at, record in enumerate(FIELDS, 1)
        for row in ([[f"RECORD {at}"]] if numbered else []) + [[name, *values] for name, values in record] + [[]]
    ]


def _beside(numbered: bool) -> str:
    """The CSV with its fields by row."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(_rows(numbered))
    return out.getvalue()


def _right(parsed: Parsed) -> None:
    assert (parsed.report.read, parsed.report.kept) == (2, 2)
    paper, other = parsed.papers
    assert told(paper, RIGHT) == RIGHT
    assert [(one.family, one.given) for one in paper.authors] == [("Hay", "A."), ("Pen", "O.B.")]
    assert (other.title, other.journal, other.year, other.page) == ("Fog", "Owl Letters", 2019, "1-9")
    assert not any("belong" in note for note in parsed.report.notes)


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("between", ["\n   ", "; ", ", "])
def test_the_plain_text(between: str, numbered: bool, tmp_path: Path) -> None:
    _right(read(tmp_path, _below(between, numbered), "records.txt"))


@pytest.mark.parametrize("numbered", [True, False])
def test_the_table_with_fields_by_row(numbered: bool, tmp_path: Path) -> None:
    _right(read(tmp_path, _beside(numbered), "records.csv"))


def test_a_workbook_with_fields_by_row(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "records.xlsx") as book:
        sheet = book.add_worksheet("Records")
        for at, row in enumerate(_rows(numbered=False)):
            sheet.write_row(at, 0, row)
    _right(read_papers(tmp_path / "records.xlsx"))


def test_a_line_in_capitals_is_no_name_of_a_field(tmp_path: Path) -> None:
    text = _below("; ", numbered=True).replace("   Fog\n", "   DRUG INTERACTIONS\n   IN FOG\n")
    assert read(tmp_path, text, "records.txt").papers[1].title == "DRUG INTERACTIONS IN FOG"

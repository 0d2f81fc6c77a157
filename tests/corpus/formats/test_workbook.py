"""Workbooks of Excel and LibreOffice: read as the table in them, bounded, and refused in a sentence where they cannot be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.tables import workbook
from corpus.models import Parsed
from corpus.taking import Intake, is_small

HEADER = ("Title", "Abstract", "Year", "DOI", "PMID", "Publication date")
OWLS = ("Owls hoot", 'Owls "hoot",\nat night; all.', 2024, "10.5555/o.1", 31234567, date(2024, 3, 5))


def excel(folder: Path, *sheets: Sequence[Sequence[Any]]) -> Path:
    path = folder / "owls.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for rows in sheets:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write(at, column, value, *([day] if isinstance(value, date) else []))
    return path


def office(folder: Path, content: str) -> Path:
    return packed(
        folder / "owls.ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    )


def packed(path: Path, parts: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return path


def told(parsed: Parsed) -> list[Any]:
    return [(one.title, one.abstract, one.year, str(one.doi), one.pmid, one.published) for one in parsed.papers]


WHOLE = [("Owls hoot", 'Owls "hoot", at night; all.', 2024, "10.5555/o.1", "31234567", date(2024, 3, 5))]


def test_a_workbook_of_excel_is_the_table_in_it(tmp_path: Path) -> None:
    found = read_papers(excel(tmp_path, (HEADER, OWLS)))
    assert told(found) == WHOLE
    assert (found.report.source, found.report.read, found.report.kept, found.report.notes) == (
        "owls.xlsx",
        1,
        1,
        (),
    )


def test_lines_above_the_header_empty_rows_and_further_sheets(tmp_path: Path) -> None:
    rows = (("Our owls, as of May",), (), HEADER, (), OWLS)
    found = read_papers(excel(tmp_path, (("Read me",), ("Ask Nora",)), rows))
    assert told(found) == WHOLE
    assert found.lines == (5,)
    assert found.report.notes == ("sheets that list no papers were left out: “Sheet1”",)


def test_columns_that_are_tags_and_cells_that_look_quoted(tmp_path: Path) -> None:
    rows = (
        ("PT", "AU", "TI", "AB", "DI", "PY"),
        ("J", "Hay, N", '"Owls" hoot', 'Owls "hoot', "10.5555/o.1", 2024),
    )
    (paper,) = read_papers(excel(tmp_path, rows)).papers
    assert (paper.title, paper.abstract, paper.year) == ('"Owls" hoot', 'Owls "hoot', 2024)
    (paper,) = read_papers(excel(tmp_path, (HEADER, ('"Owls" hoot', "=1+1", 2024, "10.5555/o.1")))).papers
    assert paper.title == '"Owls" hoot'


def cells(*values: str) -> str:
    return "".join(
        f"<table:table-cell office:value-type='string'><text:p>{value}</text:p></table:table-cell>"
        for value in values
    )


ODS = (
    "<office:document-content xmlns:office='urn:o' xmlns:table='urn:t' xmlns:text='urn:x'><office:body><office:spreadsheet><table:table>{rows}"
    "<table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)


def test_a_spreadsheet_of_libreoffice_is_the_table_in_it(tmp_path: Path) -> None:
    numbers = (
        "<table:table-cell office:value-type='float' office:value='2024'><text:p>2,024</text:p></table:table-cell>"
        + cells("10.5555/o.1")
        + "<table:table-cell office:value-type='float' office:value='31234567'><text:p>3.1E7</text:p></table:table-cell>"
        "<table:table-cell office:value-type='date' office:date-value='2024-03-05T00:00:00'><text:p>5/3/24</text:p></table:table-cell>"
    )
    owls = cells("Owls hoot", 'Owls "hoot",</text:p><text:p>at <text:span>night</text:span>; all.')
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in (cells(*HEADER), owls + numbers))
    found = read_papers(office(tmp_path, ODS.format(rows=rows)))
    assert told(found) == WHOLE
    assert (found.report.read, found.report.kept) == (1, 1)


def test_without_a_header_it_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="has no sheet with a row that names the columns") as refusal:
        read_papers(excel(tmp_path, (("Owls hoot", "10.5555/o.1"),)))
    assert str(refusal.value).startswith("owls.xlsx")


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": LAUGHS},
        {"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>"},
        {"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": "no XML"},
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "other.xml": "<x/>"},
    ],
)
def test_what_is_damaged_or_hostile_inside_is_refused_in_a_sentence(
    tmp_path: Path, parts: Mapping[str, str]
) -> None:
    with pytest.raises(CorpusError, match="is a workbook that cannot be read"):
        read_papers(packed(tmp_path / "owls.xlsx", parts))


@pytest.mark.parametrize("cut", [60, 400, -30])
def test_a_download_that_was_cut_off_is_refused_in_a_sentence(tmp_path: Path, cut: int) -> None:
    path = excel(tmp_path, (HEADER, OWLS))
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(CorpusError, match=r"^owls\.xlsx "):
        read_papers(path)


@pytest.mark.slow
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    sheet = f"<worksheet><sheetData>{' ' * workbook.LONGEST}</sheetData></worksheet>"
    path = packed(tmp_path / "owls.xlsx", {"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": sheet})
    assert path.stat().st_size < 2**20
    with pytest.raises(CorpusError, match="unpacks to more than 64 MB"):
        read_papers(path)


def test_columns_and_rows_without_end_cost_nothing(tmp_path: Path) -> None:
    row = "<row r='{at}'><c r='{column}1' t='inlineStr'><is><t>Owls</t></is></c></row>"
    rows = (
        row.format(at=1, column="A") + row.format(at=9_999_999, column="ZZZ") + row.format(at="9" * 30, column="A")
    )
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    with pytest.raises(CorpusError, match="has no sheet"):
        read_papers(packed(tmp_path / "owls.xlsx", {"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": sheet}))


EMPTY = "<row><c r='SF1' t='str'><v>x</v></c></row>"  # one cell, the five-hundredth


@pytest.mark.parametrize(
    ("rows", "strings"),
    [
        (EMPTY * 500, "<sst/>"),
        ("".join(f"<row r='{at * 1001}'/>" for at in range(1, 200)), "<sst/>"),
        ("<row><c t='s'><v>0</v></c></row>" * 200, f"<sst><si><t>{'owl ' * 2000}</t></si></sst>"),
        (f"<row>{'<c/>' * 3000}</row>", "<sst/>"),
        (f"<row>{'<c>' * 3000}{'</c>' * 3000}</row>", "<sst/>"),
    ],
    ids=["cells that are not there", "rows that are not there", "one text many times", "many tags", "deep"],
)
def test_what_grows_when_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, strings: str
) -> None:
    monkeypatch.setattr(workbook, "LONGEST", 2**20)
    monkeypatch.setattr("corpus.formats.tables.excel.MOST_TAGS", 2500)
    parts = {
        "xl/workbook.xml": "<w/>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
    }
    with pytest.raises(
        CorpusError, match=r"^owls\.xlsx (?:unpacks to more than|is a workbook that cannot be read)"
    ):
        read_papers(packed(tmp_path / "owls.xlsx", parts | {"xl/sharedStrings.xml": strings}))


def test_it_is_never_read_beside_the_questions(tmp_path: Path) -> None:
    """However few bytes it has: it unpacks to more."""
    path = excel(tmp_path, (HEADER, OWLS))
    assert not is_small(Intake(root=tmp_path / "libraries", library="owls", path=path, largest=2**26))


def test_an_empty_archive_is_one(tmp_path: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w"):
        pass
    (tmp_path / "owls.xlsx").write_bytes(written.getvalue())
    with pytest.raises(CorpusError):
        read_papers(tmp_path / "owls.xlsx")


def test_what_excel_writes_as_numbers_is_read_as_what_it_stands_for(tmp_path: Path) -> None:
    """A line's end, a control (of a name that a program decoded wrongly) and "_x" itself; what only looks so stays."""
    strings = "".join(
        f"<si><t>{text}</t></si>"
        for text in (
            "Title",
            "Authors",
            "Goats_x000D_\nand bells_x005F_x000D_ _xD83D_",
            "Ã_x0081_lvarez, Ada; Pen, Otto",
        )
    )
    parts = {
        "xl/workbook.xml": "<workbook><sheets><sheet/></sheets></workbook>",
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
        "xl/worksheets/sheet1.xml": "<worksheet><sheetData>"
        + "".join(
            f'<row><c r="A{row}" t="s"><v>{first}</v></c><c r="B{row}" t="s"><v>{first + 1}</v></c></row>'
            for row, first in ((1, 0), (2, 2))
        )
        + "</sheetData></worksheet>",
    }
    (paper,) = read_papers(packed(tmp_path / "goats.xlsx", parts)).papers
    assert paper.title == "Goats and bells_x000D_ _xD83D_"
    assert [one.name for one in paper.authors] == ["Ada Álvarez", "Otto Pen"]


def test_a_workbook_that_is_one_xml_file_is_the_table_in_it(tmp_path: Path) -> None:
    """As Excel 2003 wrote it, with places told where cells or rows are left out."""
    text = (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Goats"><Table>'
        '<Row><Cell><Data ss:Type="String">Title</Data></Cell><Cell><Data ss:Type="String">Volume</Data></Cell><Cell><Data ss:Type="String">Date</Data></Cell>'
        '<Cell><Data ss:Type="String">DOI</Data></Cell></Row><Row ss:Index="3"><Cell><Data ss:Type="String">Goat &amp; bells</Data></Cell>'
        '<Cell ss:Index="3"><Data ss:Type="DateTime">2020-03-05T00:00:00.000</Data></Cell><Cell><Data ss:Type="String">10.5555/goat.1</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="String">Kids</Data></Cell><Cell><Data ss:Type="Number">7</Data></Cell></Row></Table></Worksheet>'
        '<Worksheet ss:Name="Old"><Table><Row><Cell><Data ss:Type="String">nothing</Data></Cell></Row></Table>'
        "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"
    )
    for name, content in (("goats.xls", text), ("goats.xml", text)):
        (tmp_path / name).write_text(content, "utf-8")
        papers = read_papers(tmp_path / name).papers
        assert [(one.title, one.volume, str(one.published), one.doi) for one in papers] == [
            ("Goat & bells", None, "2020-03-05", "10.5555/goat.1"),
            ("Kids", "7", "None", None),
        ]
    (tmp_path / "cut.xls").write_text(text[:-30], "utf-8")
    with pytest.raises(CorpusError, match=r"cut\.xls is a workbook that cannot be read"):
        read_papers(tmp_path / "cut.xls")

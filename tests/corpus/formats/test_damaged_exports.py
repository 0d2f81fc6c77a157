"""Exports as people and programs damage them: put together, cut off, of other programs' making; all of invented papers."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.models import Parsed

TABLE = "Title,Authors,Year,DOI,Abstract\n"
ROW = 'Goat bells,"Hay, Ada; Pen, Otto",2020,10.5555/goat.1,"Goats ring, and rest."\n'
RIS = "TY  - JOUR\nTI  - Goat bells\nPY  - 2020\nDO  - 10.5555/goat.1\nAB  - Goats ring.\nER  - \n"


def read(folder: Path, content: str | bytes, name: str = "papers.txt") -> Parsed:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_papers(path)


def test_tables_put_together_repeat_their_header(tmp_path: Path) -> None:
    parsed = read(tmp_path, f"{TABLE}{ROW}{TABLE}{ROW}")
    assert [one.title for one in parsed.papers] == ["Goat bells"]
    assert [(one.line, one.reason) for one in parsed.report.rejected] == [
        (3, "it names the columns once more, and no paper")
    ]
    assert (parsed.report.read, parsed.report.merged) == (3, 1)


def test_quotation_marks_that_a_text_program_made_round(tmp_path: Path) -> None:
    row = "“Goat bells, a study”,“Hay, Ada”,2020,10.5555/goat.1,“Goats ring, and rest.”\n"
    (paper,) = read(tmp_path, f"{TABLE}{row}").papers
    assert (paper.title, paper.authors[0].family, paper.year) == ("Goat bells, a study", "Hay", 2020)
    assert paper.abstract == "Goats ring, and rest."


@pytest.mark.parametrize("end", ["\0" * 600, "\x1a", ""])
def test_what_programs_put_at_a_files_end_is_no_part_of_its_last_field(tmp_path: Path, end: str) -> None:
    nbib = "PMID- 99000001\nTI  - Goat bells.\nLID - 10.5555/goat.1 [doi]"
    assert [one.doi for one in read(tmp_path, nbib + end).papers] == ["10.5555/goat.1"]
    assert [one.abstract for one in read(tmp_path, TABLE + ROW.rstrip("\n") + end).papers] == [
        "Goats ring, and rest."
    ]


def test_ris_that_is_cut_off_is_told(tmp_path: Path) -> None:
    for cut in (9, 12):
        notes = read(tmp_path, RIS + RIS.replace("goat", "kid")[:-cut]).report.notes
        assert "the file ends within its last record, which begins on line 7; it may be cut off" in notes
    for whole in (RIS, RIS.rstrip(), RIS[:-4], RIS[:-5]):
        parsed = read(tmp_path, whole)
        assert ([one.abstract for one in parsed.papers], parsed.report.notes) == (["Goats ring."], ())


def test_nbib_that_is_cut_off_is_told_by_how_its_records_end(tmp_path: Path) -> None:
    """It has no mark of a record's end: PubMed ends each with its citation."""
    one = "PMID- {0}\nTI  - Goats {0}\nAB  - They ring.\nSO  - Goat Lett. 2020;{0}:1.\n"
    whole = "\n".join(one.format(number) for number in range(1, 6))
    cut = "the file ends within its last record, which begins on line 21; it may be cut off"
    for text, told in ((whole, False), (whole.rstrip(), False), (whole[: whole.rindex("ring")], True)):
        assert (cut in read(tmp_path, text, "goats.nbib").report.notes) is told
    differing = "%0 Journal Article\n%T Goats {0}\n{1}\n\n"
    text = "".join(
        differing.format(number, tag) for number, tag in enumerate(("%D 2020", "%V 3", "%D 2019", "%J Goat Lett"))
    )
    assert read(tmp_path, text.rstrip(), "goats.enw").report.notes == ()


@pytest.mark.parametrize(
    ("written", "text"),
    [("a\x0bb", "a b"), ("go\x02at", "goat"), ("go&#x1F;at", "goat"), ("Hay & Pen", "Hay & Pen"), ("p < 0.05, n <5", "p < 0.05, n <5"), ("AT&amp;T &lt; 5", "AT&T < 5")],
)  # fmt: skip
def test_xml_with_what_no_xml_may_hold(tmp_path: Path, written: str, text: str) -> None:
    xml = "<xml><records><record><titles><title>Goat bells</title></titles><abstract>{}</abstract></record></records></xml>"
    assert [one.abstract for one in read(tmp_path, xml.format(written)).papers] == [text]


def workbook() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(
            (TABLE.strip().split(","), ["Goat bells", "Hay, Ada", 2020, "10.5555/goat.1", "Goats ring."])
        ):
            sheet.write_row(at, 0, row)
    return made.getvalue()


def packed(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def test_a_workbook_that_is_stored_in_an_archive_as_it_is(tmp_path: Path) -> None:
    kid = RIS.replace("goat", "kid").replace("Goat", "Kid").encode()
    for files in ([("a.xlsx", workbook())], [("a.xlsm", workbook()), ("b.ris", kid)]):
        parsed = read(tmp_path, packed(*files), "papers.zip")
        assert [one.doi for one in parsed.papers] == ["10.5555/goat.1", "10.5555/kid.1"][: len(files)]
    inside = packed(
        ("in.zip", packed(("a.xlsx", workbook()))),
        ("c.docx", packed(("word/document.xml", b"<w/>"), ("word/styles.xml", b"<w/>"))),
    )
    reasons = [one.reason for one in read(tmp_path, inside, "papers.zip").report.rejected]
    assert [reason.partition(";")[0] for reason in reasons] == [
        "c.docx is a text document in which no citation of Zotero, Mendeley or EndNote and no table of papers was found",
        "in.zip is an archive",
    ]
    with pytest.raises(CorpusError, match=r"papers\.zip is empty; there is nothing to read"):
        read(tmp_path, packed(), "papers.zip")


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("Goat letters. 39 (2) (pp 295-306), 2019. Date of Publication: 09 Jan 2019.", ("Goat letters", 2019, "39", "2", "295-306")),
        ("J. Goat. Lett. 9 (no pagination), 2020. Date of Publication: 17 Nov 2020.", ("J. Goat. Lett", 2020, "9", None, None)),
        ("Goat letters. Conference: 75th Goat Days. Barn. 87 (9 Supplement) (pp S24), 2020.", ("Goat letters", 2020, "87", "9 Supplement", "S24")),
        ("Goat letters. 15 (6) (no pagination), 2019. Article Number: e1006903. Date of Publication: June 2019.", ("Goat letters", 2019, "15", "6", "e1006903")),
        ("Goat letters. (no pagination), 2019. Date of Publication: 2019.", ("Goat letters", 2019, None, None, None)),
        ("Goat letters (2020) 3:2 (10-19)", ("Goat letters", 2020, "3", "2", "10-19")),
    ],
)  # fmt: skip
def test_the_place_that_embase_tells_in_one_cell(tmp_path: Path, place: str, told: tuple[str | None, ...]) -> None:
    (paper,) = read(tmp_path, f'ORN,DB,TI,SO,AU\n1,Embase,Goat bells.,"{place}","Hay A.\n\nPen O."\n').papers
    assert (paper.journal, paper.year, paper.volume, paper.issue, paper.page or paper.article_number) == told
    if "Jan" in place:
        assert paper.published == date(2019, 1, 9)
        (text,) = read(tmp_path, f"<1>\nTitle\n  Goat bells.\nSource\n  {place}\nAbstract\n  Goats ring.\n").papers
        assert (text.journal, text.year, text.volume, text.issue, text.page) == told


def test_what_opencitations_tells_in_one_cell(tmp_path: Path) -> None:
    header = "id,title,author,pub_date,venue,volume,issue,page,type,publisher,editor\n"
    row = '"doi:10.5555/goat.1 pmid:99000001 omid:br/1",Goat bells,"Hay, Ada [orcid:0000-0002-1825-0097]; Pen, Otto",2020-03-05,Goats [issn:1234-5678],7,2,1-9,journal article,Barn [crossref:1],\n'
    (paper,) = read(tmp_path, header + row).papers
    assert (paper.doi, paper.pmid, paper.journal, paper.issn) == (
        "10.5555/goat.1",
        "99000001",
        "Goats",
        "1234-5678",
    )
    assert [(one.family, one.given) for one in paper.authors] == [("Hay", "Ada"), ("Pen", "Otto")]
    assert (paper.published, paper.page) == (date(2020, 3, 5), "1-9")


def test_names_that_bibtex_put_into_a_cell(tmp_path: Path) -> None:
    (paper,) = read(
        tmp_path, "title,author,year\nGoat bells,Ada Hay and Ma Victoria Sty and Jo Pen-Ox and A. B. Hen,2020\n"
    ).papers
    assert [one.family for one in paper.authors] == ["Hay", "Sty", "Pen-Ox", "Hen"]


def test_the_beginning_that_a_search_shows_is_no_other_abstract(tmp_path: Path) -> None:
    whole = "Background: Goats ring at night in the hay of barns. Methods: We listened to twelve goats. Results: All of them rang."
    shown = "Background Goats ring at night in the hay of barns. Methods We listened ..."
    record = "TY  - JOUR\nTI  - Goat bells\nDO  - 10.5555/goat.1\nAB  - {}\nER  - \n"
    for first, second in ((whole, shown), (shown, whole)):
        parsed = read(tmp_path, record.format(first) + record.format(second))
        assert [one.abstract for one in parsed.papers] == [whole]
        assert (parsed.report.merged, parsed.report.rejected) == (1, ())
    other = read(
        tmp_path,
        record.format(whole) + record.format("Background Goats sleep at night in the hay of barns, and ..."),
    )
    assert [one.reason.rpartition(", ")[2] for one in other.report.rejected] == ["with another abstract"]


def test_a_comma_that_was_not_quoted_is_the_texts_though_the_row_ends_in_empty_cells(tmp_path: Path) -> None:
    header = "Title,Year,DOI,Notes\n"
    rows = "Goats in Vigo, Spain,2020,10.5555/goat.1,\nKids, hens, and owls,2021,10.5555/kid.1,seen\nOwls,2022,10.5555/owl.1,,,\n"
    papers = read(tmp_path, header + rows).papers
    assert [(one.title, one.year) for one in papers] == [
        ("Goats in Vigo, Spain", 2020),
        ("Kids, hens, and owls", 2021),
        ("Owls", 2022),
    ]


def test_a_file_that_is_cut_off_at_a_lines_end_is_told_too(tmp_path: Path) -> None:
    cut = "the file ends within its last record, which begins on line {}; it may be cut off"
    one = "PMID- {0}\nTI  - Goats {0}\nAB  - They ring.\nSO  - Goat Lett. 2020;{0}:1.\n"
    nbib = "\n".join(one.format(number) for number in range(1, 6))
    assert cut.format(21) in read(tmp_path, nbib[: nbib.rindex("SO")], "goats.nbib").report.notes
    wos = "FN Clarivate\nVR 1.0\n" + "".join(f"PT J\nTI Goats {number}\nPY 2020\nER\n\n" for number in (1, 2))
    assert cut.format(8) in read(tmp_path, wos[: wos.rindex("ER")], "goats.txt").report.notes
    assert read(tmp_path, wos, "goats.txt").report.notes == ()
    assert cut.format(2) in read(tmp_path, "@article{a, title={Goats}}\n@art", "goats.bib").report.notes
    refworks = "".join(
        f"RT Journal Article\nT1 Goats {number}\nAB They ring.\n{last}\n\n"
        for number, last in enumerate(
            ("DS CNKI", "DO 10.5555/a.1", "DS CNKI", "DS CNKI", "DS CNKI", "DO 10.5555/a.2", "DS CNKI")
        )
    )
    assert cut.format(31) in read(tmp_path, refworks[: refworks.rindex("ring")], "goats.txt").report.notes


CUT = "the file ends within its last record, which begins on line 1; it may be cut off"


def test_one_record_of_pubmed_that_is_cut_off_is_told(tmp_path: Path) -> None:
    """No other record shows how they end, but PubMed's end with their place."""
    whole = "PMID- 99000001\nTI  - Goat bells\nAB  - Goats ring.\nSO  - Goat Lett. 2020;1(2):3-4."
    assert not read(tmp_path, whole).report.notes
    assert not read(tmp_path, whole[: whole.index("SO")]).report.notes  # somebody may have left its end out
    assert read(tmp_path, whole[: whole.index(" ring")]).report.notes == (CUT,)


def test_embases_rows_that_end_within_a_cell_are_told(tmp_path: Path) -> None:
    whole = '"TITLE","Goat bells"\n"AUTHOR NAMES","Hay A.","Pen O."\n"SOURCE","Goat Lett. (2020) 1:2 (3-4)"\n"ABSTRACT","Goats ring, and rest."\n"DOI","10.5555/goat.1"\n'
    assert not read(tmp_path, whole, "papers.csv").report.notes
    for end in (", and rest", "/goat.1"):
        assert CUT in read(tmp_path, whole[: whole.index(end)], "papers.csv").report.notes

"""What is no file of papers, or is written in another encoding: it is told what to do, or read as what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import CorpusError, UnreadableError
from corpus.files import read_papers
from corpus.formats.collecting import Reading


@pytest.mark.parametrize(
    ("begin", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\n", "is a PDF"),
        (b"PK\x03\x04\x14\0\0\0xl/workbook.xml", "is a workbook that was cut off; fetch or save it again"),
        (b"PK\x03\x04\x14\0\0\0papers.ris", "is a damaged archive; fetch or pack it again"),
        (b"PK\x03\x04\x14\0\0\0papers.risTY  - JOUR\nTI  - Owls\nER  - \n", "is a damaged archive; fetch or pack"),
        (
            b"PK\x03\x04\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK",
            "was cut off; fetch or save it again",
        ),
        (b"PK\x03\x04\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.textPK", "is a text document"),
        (b"PK\x03\x04\x14\0\0\0My Library.enl", "is EndNote's own library"),
        (b"PK\x03\x04\x14\0\0\0refs.MYD", "is EndNote's own library"),
        (b"\x1f\x8b", "gzip"),
        (b"SQLite format 3\0", "is a database"),
        (rb"{\rtf1\ansi TY  - JOUR\par ", "is a text document"),
        (
            b"<rdf:RDF xmlns:z='x'><bib:Article>",
            "is RDF of a kind that is not read; export the papers as RIS",
        ),
        (
            b"<rdf:RDF xmlns:z='http://www.zotero.org/namespaces/export#' xmlns:bibo='http://purl.org/ontology/bibo/'><bibo:Article>",
            "is RDF of a kind that is not read",
        ),
        (b"@prefix dct: <http://purl.org/dc/terms/> .\n", "is RDF of a kind"),
        (
            b"<http://id.crossref.org/issn/2073-2740>\n  a <http://purl.org/ontology/bibo/Journal> ;",
            "is RDF of a kind",
        ),
        (b"<?xml version='1.0'?>\n<collection><leader>", "is XML of a kind that is not read"),
    ],
)
def test_a_file_of_another_kind_is_told_what_to_do(tmp_path: Path, begin: bytes, said: str) -> None:
    _is_refused(tmp_path, begin + b"\0\1" * 50, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "<!DOCTYPE html><html><head><title>403 Forbidden</title></head><body><p>Log in.</p></body></html>",
            "is a web page and holds no records",
        ),
        (
            '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><DT><A HREF="https://example.org/1">Goats</A></DL>',
            "is a list of bookmarks",
        ),
        ("=LDR  00714nab a2200205 a 4500\n=001  goat1\n=245  10$aGoat bells\n", "is MARC written as lines"),
        ("00714nab a2200205 a 4500\n001 goat1\n245 10 $a Goat bells\n", "is MARC written as lines"),
        (
            '{% extends "base.html" %}\n{% block content %}\n<h1>Papers</h1>\n{% endblock %}\n',
            "is in no format that is read",
        ),
    ],
)
def test_text_of_another_kind_is_told_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    _is_refused(tmp_path, text.encode(), said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\ufeff10.5555/k.1\r\nhttps://doi.org/10.5555/k.2\r\n", "is a list of DOIs"),
        ('"DOI"\n"10.5555/k.1"\n"10.5555/k.2"\n', "is a list of DOIs"),
        ("99000001\n99000002\n", "is a list of PMIDs"),
        ("PMID\n99000001\n99000002\n", "is a list of PMIDs"),
        (
            "1. Hay, A. (2020). Goat bells. Goats, 3, 1-9. https://doi.org/10.5555/k.1\n2. Pen, O. Kids. doi:10.5555/k.2.\n",
            "is text and holds no records, but it names DOIs; “marrow corpus add FILE” takes these papers in by their DOIs",
        ),
    ],
)
def test_a_list_of_identifiers_is_told_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    _is_refused(tmp_path, text.encode(), said)


def test_a_table_without_a_header_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "owls.csv"
    file.write_text('Owls by ear,"Hay, N.",2020,10.5555/k.1\nBees,"Pen, O.",2021,10.5555/k.2\n')
    with pytest.raises(
        CorpusError, match=r"owls\.csv has no line that names the columns of papers; write one above them"
    ):
        read_papers(file)


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("cp874", "การศึกษากระดิ่งแพะในเวลากลางคืน"),
        ("cp862", "מחקר של פעמוני העיזים בלילה"),
    ],
)
def test_what_is_surely_not_windows_1252_is_refused_and_read_as_what_it_is_named(
    tmp_path: Path, encoding: str, title: str
) -> None:
    file = tmp_path / "papers.ris"
    file.write_bytes(f"TY  - JOUR\nTI  - {title}\nER  - \n".encode(encoding))
    with pytest.raises(UnreadableError, match="line 2: this is neither UTF-8 nor Windows-1252 text"):
        read_papers(file)
    assert read_papers(file, reading=Reading(encoding=encoding)).papers[0].title == title


@pytest.mark.parametrize(
    "marks", ["Owls heard.\xa0\xa0They slept.\xa0\xa0" * 5, "—" * 20, "Größe, Länge und Höhe; Übergänge " * 3]
)
def test_dashes_and_spaces_in_a_row_are_windows_1252(tmp_path: Path, marks: str) -> None:
    file = tmp_path / "papers.ris"
    file.write_bytes(f"TY  - JOUR\nTI  - Owls at night\nAB  - {marks}x\nER  - \n".encode("cp1252"))
    parsed = read_papers(file)
    assert (parsed.papers[0].abstract or "").split() == f"{marks}x".split()
    assert "Windows-1252" in parsed.report.notes[0]


def test_a_few_bytes_that_no_encoding_has_cost_no_more_than_themselves(tmp_path: Path) -> None:
    file = tmp_path / "papers.ris"
    file.write_bytes(
        "TY  - JOUR\nTI  - Größe und Länge von Käuzen der Höhle\nAU  - Pen, J?rgen\nER  - \n".encode(
            "cp1252"
        ).replace(b"?", b"\x81")
    )
    paper = read_papers(file).papers[0]
    assert (paper.title, paper.authors[0].name) == ("Größe und Länge von Käuzen der Höhle", "J\ufffdrgen Pen")


def _is_refused(folder: Path, content: bytes, said: str) -> None:
    file = folder / "papers.ris"
    file.write_bytes(content)
    with pytest.raises(CorpusError) as error:
        read_papers(file)
    assert said in str(error.value)
    assert str(error.value).startswith("papers.ris is ")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("named", [True, False])
def test_a_wide_encoding_needs_no_mark(tmp_path: Path, encoding: str, named: bool) -> None:
    file = tmp_path / "papers.ris"
    file.write_bytes("TY  - JOUR\r\nTI  - Über Eulen\r\nDO  - 10.5555/u.1\r\nER  - \r\n".encode(encoding))
    (paper,) = read_papers(file, reading=Reading(encoding=encoding if named else None)).papers
    assert (paper.title, paper.doi) == ("Über Eulen", "10.5555/u.1")


def test_utf_32_is_told_by_its_mark(tmp_path: Path) -> None:
    text = "TY  - JOUR\r\nTI  - Über Eulen\r\nER  - \r\n"
    for number, encoding in enumerate(("utf-32", "utf-32-le", "utf-32-be")):
        file = tmp_path / f"{number}.ris"
        file.write_bytes((text if number == 0 else f"\ufeff{text}").encode(encoding))
        assert [one.title for one in read_papers(file).papers] == ["Über Eulen"]


@pytest.mark.parametrize("begin", [b"\0\x0b\0\x0cEndNote\0\1", b"SQLite format 3\0"])
@pytest.mark.parametrize("suffix", [".enl", ".ENLX"])
def test_a_library_of_endnote_is_told_by_its_name(tmp_path: Path, begin: bytes, suffix: str) -> None:
    """Its older ones begin with no sign of their own, and its newer ones are databases."""
    file = tmp_path / f"owls{suffix}"
    file.write_bytes(begin + b"\0\1" * 50)
    with pytest.raises(
        CorpusError, match="is EndNote's own library; export its references there, as RIS or as XML"
    ):
        read_papers(file)


def test_a_web_page_named_as_a_workbook_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "owls.xls"
    file.write_text("<html><body><table><tr><th>Title</th></tr><tr><td>Owls</td></tr></table></body></html>")
    with pytest.raises(CorpusError, match=r"owls\.xls is a web page that was named as a workbook"):
        read_papers(file)

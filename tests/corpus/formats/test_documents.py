"""Text documents with citations of Zotero, Mendeley and EndNote, of invented papers; one with a reading list in a table."""

from __future__ import annotations

import base64
import json
import zipfile
from html import escape
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.opening import documents
from corpus.models import Parsed
from tests.corpus.formats.one_each import PARTS

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
GOAT = {
    "id": 109,
    "type": "article-journal",
    "title": "Goat bells",
    "author": [{"family": "Hay", "given": "Ada"}],
    "container-title": "Goat Letters",
    "issued": {"date-parts": [[2020, 3, 5]]},
    "DOI": "10.5555/goat.1",
    "abstract": "Goats ring.",
}
KID = {
    "id": 109,
    "type": "article-journal",
    "title": "Kid bells",
    "issued": {"date-parts": [[2019]]},
    "DOI": "10.5555/kid.1",
}
ENDNOTE = (
    "<EndNote><Cite><Author>Hay</Author><record><rec-number>7</rec-number><ref-type name='Journal Article'>17</ref-type><contributors><authors>"
    "<author>Hay, Ada</author></authors></contributors><titles><title>Owl bells</title></titles><dates><year>2018</year></dates>"
    "<electronic-resource-num>10.5555/owl.1</electronic-resource-num></record></Cite></EndNote>"
)


def cited(*items: dict[str, Any], around: str = " ADDIN ZOTERO_ITEM CSL_CITATION {} ") -> str:
    citation = {
        "citationID": "a",
        "citationItems": [{"id": 1, "itemData": one} for one in items],
        "schema": "https://x",
    }
    return around.replace("{}", json.dumps(citation))


def field(*pieces: str) -> str:
    """A field of Word's, its text in pieces, as Word cuts it."""
    runs = "".join(f"<w:r><w:instrText xml:space='preserve'>{escape(one)}</w:instrText></w:r>" for one in pieces)
    begin, end = (f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("begin", "end"))
    return f"<w:p><w:r><w:t>As shown </w:t></w:r>{begin}{runs}<w:r><w:t>(Hay, 2020)</w:t></w:r>{end}</w:p>"


def word(folder: Path, body: str, **parts: str) -> Parsed:
    path = folder / "thesis.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        for name, text in {"document": body, **parts}.items():
            book.writestr(f"word/{name}.xml", f"<w:document xmlns:w='{WORD}'><w:body>{text}</w:body></w:document>")
    return read_papers(path)


def titles(parsed: Parsed) -> list[str]:
    return [paper.title for paper in parsed.papers]


def test_what_zotero_keeps_in_a_document_is_read(tmp_path: Path) -> None:
    text = cited(GOAT, KID)
    parsed = word(
        tmp_path,
        field(text[:40], text[40:90], text[90:]) + field(cited(GOAT)),
        footnotes=field(cited({**KID, "page": "7-9"})),
    )
    goat, kid = parsed.papers
    assert (goat.title, goat.doi, goat.year, goat.abstract) == (
        "Goat bells",
        "10.5555/goat.1",
        2020,
        "Goats ring.",
    )
    assert (kid.title, kid.page) == ("Kid bells", "7-9")
    report = parsed.report
    assert (report.source, report.read, report.kept, report.merged) == ("thesis.docx", 4, 2, 2)
    assert report.notes[0].startswith("citations of a document have no lines")


@pytest.mark.parametrize("around", ["ADDIN CSL_CITATION {}", " ADDIN Mendeley Citation{x} CSL_CITATION  {}"])
def test_what_mendeley_keeps_is_read_however_it_is_kept(tmp_path: Path, around: str) -> None:
    sealed = "MENDELEY_CITATION_v3_" + base64.b64encode(cited(KID, around="{}").encode()).decode()
    new = f"<w:sdt><w:sdtPr><w:tag w:val='{sealed}'/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    assert titles(word(tmp_path, field(cited(GOAT, around=around)) + new)) == ["Goat bells", "Kid bells"]


def test_what_endnote_keeps_is_read_as_text_or_sealed(tmp_path: Path) -> None:
    sealed = base64.b64encode(
        ENDNOTE.replace("owl.1", "owl.2").replace("Owl bells", "Barn owls").encode() + b"\0\0"
    ).decode()
    data = f"<w:p><w:r><w:fldChar w:fldCharType='begin'><w:fldData xml:space='preserve'>{sealed[:40]}\n{sealed[40:]}</w:fldData></w:fldChar></w:r></w:p>"
    parsed = word(tmp_path, field(f" ADDIN EN.CITE {ENDNOTE}") + data + field(cited(GOAT)))
    assert sorted(titles(parsed)) == ["Barn owls", "Goat bells", "Owl bells"]
    assert (parsed.report.read, parsed.report.kept) == (3, 3)


def test_a_citation_without_its_record_or_cut_off_is_refused_alone(tmp_path: Path) -> None:
    bare = ' ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[{"id":1,"uris":["http://zotero.org/1"]}]}'
    parsed = word(tmp_path, field(bare) + field(cited(GOAT)) + field(cited(KID)[:80]))
    assert titles(parsed) == ["Goat bells"]
    assert [one.reason for one in parsed.report.rejected] == [
        "it has neither a title nor a text, so there is nothing to search",
        "it is not a JSON object with the fields of a paper",
    ]


def test_marks_of_libreoffice_hold_citations_too(tmp_path: Path) -> None:
    mark = escape(cited(GOAT, around="ZOTERO_ITEM CSL_CITATION {} RNDqV2"), quote=True)
    path = tmp_path / "thesis.odt"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        book.writestr(
            "content.xml",
            f"<o:document-content xmlns:o='urn:o' xmlns:t='urn:t'><o:body><t:p>So <t:reference-mark-start t:name=\"{mark}\"/>(Hay)</t:p></o:body></o:document-content>",
        )
    assert titles(read_papers(path)) == ["Goat bells"]


def table(*rows: tuple[str, ...]) -> str:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(map(cell.format, row)) + '</w:tr>' for row in rows)}</w:tbl>"


def test_a_reading_list_in_a_table_is_read(tmp_path: Path) -> None:
    rows = (("Title", "Authors", "Year", "DOI"), ("Goat bells", "Hay, Ada; Pen, Otto", "2020", "10.5555/goat.1"))
    parsed = word(tmp_path, table(("Room", "Day"), ("7", "Monday"), ("8", "Friday")) + table(*rows))
    (paper,) = parsed.papers
    assert (paper.title, len(paper.authors), paper.year, paper.doi) == ("Goat bells", 2, 2020, "10.5555/goat.1")


def test_a_table_and_a_citation_within_others_are_read(tmp_path: Path) -> None:
    rows = (("Title", "Authors", "Year", "DOI"), ("Goat bells", "Hay, Ada", "2020", "10.5555/goat.1"))
    within = f"<w:tbl><w:tr><w:tc>{table(*rows)}<w:p/></w:tc></w:tr></w:tbl>"
    assert titles(word(tmp_path, within)) == ["Goat bells"]
    boxed = f"<w:p><w:r><w:txbxContent>{field(cited(KID))}</w:txbxContent></w:r>{field(cited(GOAT))}</w:p>"
    assert titles(word(tmp_path, boxed)) == ["Kid bells", "Goat bells"]


def test_what_is_nested_is_looked_at_once(tmp_path: Path) -> None:
    """In time that grows with the length: with its square, this would take minutes."""
    for tag in ("p", "tbl"):
        with pytest.raises(CorpusError, match="is a text document in which no citation"):
            word(tmp_path, f"<w:{tag}>" * 15_000 + f"</w:{tag}>" * 15_000)


def test_a_document_without_any_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(
        CorpusError, match=r"thesis\.docx is a text document in which no citation of Zotero, Mendeley or EndNote"
    ):
        word(tmp_path, "<w:p><w:r><w:t>Hay, A. (2020). Goat bells. Goat Letters, 3(2), 101-109.</w:t></w:r></w:p>")


def test_a_damaged_document_or_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CorpusError, match="is a text document that cannot be read"):
        word(tmp_path, "<w:p>")
    with pytest.raises(CorpusError, match="is a text document that cannot be read"):
        word(tmp_path, "</w:body></w:document><!DOCTYPE x [<!ENTITY a 'b'>]><w:document>&a;")
    monkeypatch.setattr(documents, "LONGEST", 1000)
    with pytest.raises(CorpusError, match="unpacks to more than"):
        word(tmp_path, field(cited(GOAT)) * 10)


PROQUEST = PARTS["proquest"][1].split("\n")


def test_what_a_database_wrote_as_a_document_is_read_as_its_text(tmp_path: Path) -> None:
    body = "".join(
        f"<w:p>{field(' HYPERLINK x ')}</w:p>" if not line else f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>"
        for line in PROQUEST
    )
    (paper,) = word(tmp_path, body.replace("As shown ", "").replace("(Hay, 2020)", "")).papers
    assert (paper.title, paper.year, paper.doi) == ("Rams in rain", 2013, "10.5555/proq.1")


def test_of_libreoffice_too(tmp_path: Path) -> None:
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in PROQUEST).replace(
        "Rams in rain", "Rams <text:span>in</text:span> rain"
    )
    path = tmp_path / "thesis.odt"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        book.writestr("content.xml", f"<office:x xmlns:office='urn:o' xmlns:text='urn:t'>{lines}</office:x>")
    (paper,) = read_papers(path).papers
    assert (paper.title, paper.doi) == ("Rams in rain", "10.5555/proq.1")


def test_a_sentence_with_commas_is_no_header(tmp_path: Path) -> None:
    lines = ("Title, authors, year, journal, abstract", "We read them all, and more.", "Goats, bells")
    with pytest.raises(CorpusError, match="is a text document in which no citation"):
        word(tmp_path, "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines))

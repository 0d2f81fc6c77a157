"""RIS, BibTeX, NBIB and CSL-JSON beyond their fixtures: LaTeX, names, any text at all, and what fuzzing found."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.authors import listed as people
from corpus.cleaning.latex import decoded
from corpus.errors import CorpusError, UnreadableError
from corpus.files import formats, read_papers
from corpus.formats.collecting import Reading
from corpus.models import Parsed
from corpus.snapshots import canonical
from tests.conftest import examples

NAMES = ("ris", "bibtex", "nbib", "csl-json")


def read(folder: Path, text: str, named: str | None = None) -> Parsed:
    path = folder / "papers"
    path.write_text(text, "utf-8")
    return read_papers(path, named)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"{\'A}lvaro Garc\'{\i}a-Mu\~noz", "Álvaro García-Muñoz"),
        (r"\c{c}a \v{S} {\o} \ss{} \AA ngstr{\"o}m", "ça Š ø ß Ångström"),
        (r"50\% of 12 & $p<0.05$ -- ``so''", "50% of 12 & p<0.05 – “so”"),
        (r"{BRCA1} in \textit{mice} $\times$ \textbf{x}", "BRCA1 in mice × x"),
        (r"$\alpha$-SMA, 5\,mm, $\leq$ 3", "α-SMA, 5 mm, ≤ 3"),
        ("no LaTeX: 5% & 'x' #1", "no LaTeX: 5% & 'x' #1"),
        (r"half a command \textbf", "half a command "),
    ],
)
def test_latex_is_read(written: str, text: str) -> None:
    assert decoded(written) == text


@pytest.mark.parametrize(
    ("names", "families"),
    [
        (["Kang, D.", "WHO"], ["Kang", None]),
        (["Kang DH", "van der Berg J Jr"], ["Kang", "van der Berg"]),
        (["Dong-Ho Kang", "Spine Study Group"], ["Kang", None]),
        (["Smith, John, Jr.", "Smith, Jr., John"], ["Smith", "Smith"]),
        (["Plato,"], ["Plato"]),
        ([" ", ","], []),
    ],
)
def test_people_are_read(names: list[str], families: list[str | None]) -> None:
    assert [one.family for one in people(names)] == families


_PIECE = st.sampled_from(
    ["TY  - JOUR\n", "ER  - \n", "TI  - a\n", "DO  - 10.1234/x\n", "AU  - ,\n", "@article{k, ", "title={a}", "}", "{", "\\", "%", "@", ",",
     "doi={10.1/x}", "PMID- 1\n", "TI  - \n", "AB  -", "[", "]", '"', '{"id": 1, ', '"title": "x"', "\n", "\x00", "\ufeff", "é", "=", " and ", "$"]
)  # fmt: skip


@pytest.mark.parametrize("named", NAMES)
@given(pieces=st.lists(_PIECE | st.text(max_size=8), max_size=30))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=examples(150)
)
def test_any_text_is_read_or_refused_in_a_sentence(tmp_path: Path, named: str, pieces: list[str]) -> None:
    path = tmp_path / "papers"
    path.write_bytes("".join(pieces).encode("utf-8", "replace"))
    try:
        report = read_papers(path, named).report
    except CorpusError:
        return
    assert report.read == report.kept + report.merged + len(report.rejected)


@pytest.mark.parametrize("named", NAMES)
def test_a_long_file_takes_no_long_time(tmp_path: Path, named: str) -> None:
    for text in (
        "{" * 60_000,
        "@article{" * 7_000,
        "[" * 60_000,
        "TY  - JOUR\n" * 6_000,
        "\\'{" * 20_000,
        '"' * 60_001,
        "PMID- \n" * 9_000,
    ):
        try:
            report = read(tmp_path, text, named).report
        except CorpusError:
            continue
        assert report.kept == 0


def test_every_format_has_a_name_of_its_own() -> None:
    names = [one.name for one in formats()]
    assert len(names) == len(set(names))
    assert set(NAMES) <= set(names)


def test_what_fuzzing_found_stays_found(tmp_path: Path) -> None:
    """A date of words, a date that is a number, an identifier of sixty thousand letters (ten seconds), a comma for authors."""
    dated = '[{"id": 1, "title": "x", "issued": {"date-parts": [["2023", "strains", 1]]}}]'
    assert read(tmp_path, dated, "csl-json").papers[0].published is None
    long = f"PMID- 1\nTI  - Bees.\nLID - {'a' * 60_000}\nLID - 10.1234/bees [doi]\n"
    (paper,) = read(tmp_path, long, "nbib").papers
    assert paper.key == "10.1234/bees"
    odd = '{"_id": "1", "title": "Bees", "issued": {"date-parts": 3}, "author": [{"family": "Li", "given": 5}]}'
    (dateless,) = read(tmp_path, odd, "jsonl").papers
    assert (dateless.published, dateless.authors[0].given) == (None, None)
    (nobody,) = read(tmp_path, 'title,authors,doi\nBees,",",10.1234/bees\n', "table").papers
    assert nobody.authors == ()


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - x\nDO  - 10.1234/x\n" + "AU  - A, B\n" * 10_001 + "ER  - \n",
        "@article{k, title={x}, doi={10.1234/x}, author={" + "A, B and " * 10_000 + "C, D}}\n",
        "PMID- 1\nTI  - x\n" + "FAU - A, B\n" * 10_001,
    ],
    ids=["ris", "bibtex", "nbib"],
)
def test_more_authors_than_any_paper_has_are_refused(tmp_path: Path, text: str) -> None:
    (refused,) = read(tmp_path, text).report.rejected
    assert "names, and the settings allow 10,000 (corpus.max_authors)" in refused.reason


@pytest.mark.parametrize(
    "content",
    [b"", b" \n\n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0)],
    ids=["nothing", "blanks", "mark", "packed"],
)
def test_an_empty_file_is_called_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "papers"
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"^papers is empty; there is nothing to read\.$"):
        read_papers(path)


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3000, 3000)
    | st.floats(allow_nan=False)
    | st.text(st.characters(), max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["family", "given", "literal", "name", "date-parts", "raw", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
_FIELDS = ("_id", "id", "DOI", "doi", "pmid", "PMID", "URL", "url", "title", "text", "abstract", "author", "authors", "issued", "published",
           "year", "volume", "issue", "page", "number", "container-title", "ISSN", "keyword", "keywords", "type", "note", "labels", "status")  # fmt: skip


@pytest.mark.parametrize("named", ["csl-json", "jsonl"])
@example(record={"author": "\ud800"})
@example(record={"DOI": "\ud800"})
@given(record=st.dictionaries(st.sampled_from(_FIELDS), _json, max_size=8))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=examples(200)
)
def test_any_value_in_any_field_is_read_or_refused(tmp_path: Path, named: str, record: dict[str, object]) -> None:
    path = tmp_path / "papers"
    whole = {"id": "a", "title": "Bees", **record}
    path.write_text(json.dumps([whole] if named == "csl-json" else whole), "utf-8")
    found = read_papers(path, named)
    assert (found.report.read, found.report.kept + len(found.report.rejected)) == (1, 1)
    assert json.loads(found.report.model_dump_json())["read"] == 1
    for paper in found.papers:
        canonical(paper).encode("utf-8")


@pytest.mark.parametrize(
    ("begin", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\n", "is a PDF"),
        (b"PK\x03\x04\x14\0\0\0xl/workbook.xml", "is a workbook that cannot be read; save its sheet as CSV"),
        (b"PK\x03\x04\x14\0\0\0papers.ris", "is an archive; unpack it"),
        (b"PK\x03\x04\x14\0\0\0papers.risTY  - JOUR\nTI  - Owls\nER  - \n", "is an archive; unpack it"),
        (b"PK\x03\x04\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK", "save its sheet as CSV"),
        (b"PK\x03\x04\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.textPK", "is a text document"),
        (b"PK\x03\x04\x14\0\0\0My Library.enl", "is EndNote's own library"),
        (b"\x1f\x8b", "gzip"),
        (b"SQLite format 3\0", "is a database"),
        (rb"{\rtf1\ansi TY  - JOUR\par ", "is a text document"),
        (b'TITLE,"Owls"\nAUTHOR NAMES,"Hay N.","Pen O."\nSOURCE,"Owl Lett."\n', "fields by row; export"),
        (
            b"<rdf:RDF xmlns:z='x'><bib:Article>",
            "is RDF, of which only Zotero's own is read; export the papers as RIS",
        ),
        (
            b"<rdf:RDF xmlns:z='http://www.zotero.org/namespaces/export#' xmlns:bibo='http://purl.org/ontology/bibo/'><bibo:Article>",
            "is RDF, of which only Zotero's own is read",
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
    ],
)
def test_text_of_another_kind_is_told_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    _is_refused(tmp_path, text.encode(), said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\ufeff10.5555/k.1\r\nhttps://doi.org/10.5555/k.2\r\n", "is a list of DOIs"),
        ("99000001\n99000002\n", "is a list of PMIDs"),
    ],
)
def test_a_list_of_identifiers_is_told_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    _is_refused(tmp_path, text.encode(), said)


def test_a_table_without_a_header_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "owls.csv"
    file.write_text('Owls by ear,"Hay, N.",2020,10.5555/k.1\nBees,"Pen, O.",2021,10.5555/k.2\n')
    with pytest.raises(CorpusError, match=r"owls\.csv has no header in its first line; name its columns there"):
        read_papers(file)


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("gb18030", "山羊夜间铃声研究与观察报告"),
        ("cp1251", "Исследование колокольчиков коз"),
        ("euc-kr", "염소 방울에 관한 야간 연구 보고"),
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


def _is_refused(folder: Path, content: bytes, said: str) -> None:
    file = folder / "papers.ris"
    file.write_bytes(content)
    with pytest.raises(CorpusError) as error:
        read_papers(file)
    assert said in str(error.value)
    assert str(error.value).startswith("papers.ris is ")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("named", [True, False])
def test_utf_16_needs_no_mark(tmp_path: Path, encoding: str, named: bool) -> None:
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


def test_a_web_page_named_as_a_workbook_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "owls.xls"
    file.write_text("<html><body><table><tr><th>Title</th></tr><tr><td>Owls</td></tr></table></body></html>")
    with pytest.raises(CorpusError, match=r"owls\.xls is a web page that was named as a workbook"):
        read_papers(file)


def test_a_literal_name_is_whole(tmp_path: Path) -> None:
    """As CSL-JSON writes an institution, whatever it is called; a person whom a program wrote so has a comma."""
    file = tmp_path / "papers.json"
    names = [{"literal": "Bee Board"}, {"literal": "Hay, Ada"}, {"literal": "Pen O"}]
    file.write_text(json.dumps([{"type": "article-journal", "title": "Owls by ear", "author": names}]))
    (paper,) = read_papers(file).papers
    assert [(one.name, one.family) for one in paper.authors] == [
        ("Bee Board", None),
        ("Ada Hay", "Hay"),
        ("O Pen", "Pen"),
    ]

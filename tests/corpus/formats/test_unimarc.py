"""UNIMARC, in XML as the catalogues of France, Italy and Portugal answer it; the records are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.files import read_papers
from tests.corpus.formats.test_variants import read

ARTICLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<srw:searchRetrieveResponse xmlns:srw="http://www.loc.gov/zing/srw/"><srw:records><srw:record><srw:recordSchema>unimarcXchange</srw:recordSchema><srw:recordData>
<mxc:record xmlns:mxc="info:lc/xmlns/marcxchange-v2" format="Unimarc" type="Bibliographic">
<mxc:leader>     naa  22        450 </mxc:leader>
<mxc:controlfield tag="001">FRBNF1</mxc:controlfield>
<mxc:datafield tag="017" ind1="7" ind2=" "><mxc:subfield code="a">10.5555/goat.1</mxc:subfield><mxc:subfield code="2">DOI</mxc:subfield></mxc:datafield>
<mxc:datafield tag="100" ind1=" " ind2=" "><mxc:subfield code="a">20210517d2020    m  y0frey50      ba</mxc:subfield></mxc:datafield>
<mxc:datafield tag="200" ind1="1" ind2=" "><mxc:subfield code="a">&#152;Les &#156;cloches des chèvres</mxc:subfield><mxc:subfield code="e">une étude</mxc:subfield><mxc:subfield code="f">Ada Foin</mxc:subfield></mxc:datafield>
<mxc:datafield tag="330" ind1=" " ind2=" "><mxc:subfield code="a">Les chèvres sonnent.</mxc:subfield></mxc:datafield>
<mxc:datafield tag="463" ind1=" " ind2=" "><mxc:subfield code="t">Lettres des chèvres</mxc:subfield><mxc:subfield code="x">1234-5678</mxc:subfield><mxc:subfield code="v">t. 8, n° 4 (2020), p. 17-29</mxc:subfield></mxc:datafield>
<mxc:datafield tag="606" ind1=" " ind2=" "><mxc:subfield code="a">Chèvres</mxc:subfield><mxc:subfield code="2">rameau</mxc:subfield></mxc:datafield>
<mxc:datafield tag="700" ind1=" " ind2="1"><mxc:subfield code="a">Foin</mxc:subfield><mxc:subfield code="b">Ada</mxc:subfield><mxc:subfield code="4">0070</mxc:subfield></mxc:datafield>
<mxc:datafield tag="701" ind1=" " ind2="1"><mxc:subfield code="a">Pen</mxc:subfield><mxc:subfield code="b">Otto</mxc:subfield><mxc:subfield code="4">070</mxc:subfield></mxc:datafield>
<mxc:datafield tag="702" ind1=" " ind2="1"><mxc:subfield code="a">Sty</mxc:subfield><mxc:subfield code="b">Eva</mxc:subfield><mxc:subfield code="4">730</mxc:subfield></mxc:datafield>
<mxc:datafield tag="712" ind1="0" ind2="2"><mxc:subfield code="a">Université des chèvres</mxc:subfield></mxc:datafield>
</mxc:record></srw:recordData></srw:record></srw:records></srw:searchRetrieveResponse>
"""
BOOK = """\
<collection xmlns="http://www.loc.gov/MARC21/slim"><record>
<leader>00000cam a2200000   4500</leader><controlfield tag="001">ppn7</controlfield>
<datafield tag="010" ind1=" " ind2=" "><subfield code="a">2-8006-8734-7</subfield></datafield>
<datafield tag="200" ind1="1" ind2=" "><subfield code="a">Cloches</subfield><subfield code="h">36</subfield><subfield code="i">La nuit</subfield></datafield>
<datafield tag="210" ind1=" " ind2=" "><subfield code="a">Paris</subfield><subfield code="c">Foin</subfield><subfield code="d">DL 2019</subfield></datafield>
<datafield tag="461" ind1=" " ind2="0"><subfield code="t">Cloches</subfield><subfield code="v">36</subfield></datafield>
<datafield tag="700" ind1=" " ind2="1"><subfield code="a">Foin</subfield><subfield code="b">Ada</subfield></datafield>
<datafield tag="702" ind1=" " ind2="1"><subfield code="a">Pen</subfield><subfield code="b">Otto</subfield></datafield>
</record></collection>
"""


def test_an_article_of_unimarc_with_what_it_stands_in(tmp_path: Path) -> None:
    parsed = read(tmp_path, ARTICLE)
    (paper,) = parsed.papers
    assert (parsed.report.read, paper.doi, paper.title) == (
        1,
        "10.5555/goat.1",
        "Les cloches des chèvres: une étude",
    )
    assert [one.name for one in paper.authors] == ["Ada Foin", "Otto Pen"]
    assert (paper.type, paper.kind, paper.journal, paper.issn) == (
        "Article",
        None,
        "Lettres des chèvres",
        "1234-5678",
    )
    assert (paper.year, paper.volume, paper.issue, paper.page) == (2020, "8", "4", "17-29")
    assert (paper.abstract, paper.keywords) == ("Les chèvres sonnent.", ("Chèvres",))


def test_a_book_of_unimarc_and_its_part(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, BOOK).papers
    assert (paper.title, paper.kind, paper.journal) == ("Cloches. 36, La nuit", "book", None)
    assert (paper.publisher, paper.publisher_place, paper.year) == ("Foin", "Paris", 2019)
    assert ([one.name for one in paper.authors], paper.source_id) == (["Ada Foin"], "ppn7")


@pytest.mark.parametrize(
    ("changed", "to", "kind", "called"),
    [
        (
            '<mxc:subfield code="x">1234-5678',
            '<mxc:subfield code="y">978-2-8006-8734-7',
            "chapter",
            "Book chapter",
        ),
        (
            '<mxc:datafield tag="330"',
            '<mxc:datafield tag="328" ind1=" " ind2=" "><mxc:subfield code="b">Thèse</mxc:subfield></mxc:datafield><mxc:datafield tag="330"',
            "thesis",
            "Dissertation",
        ),
    ],
)
def test_what_a_record_of_unimarc_describes(tmp_path: Path, changed: str, to: str, kind: str, called: str) -> None:
    (paper,) = read(tmp_path, ARTICLE.replace(changed, to)).papers
    assert (paper.kind, paper.type) == (kind, called)


def test_marks_around_an_article_that_is_not_sorted_by_are_no_letters(tmp_path: Path) -> None:
    """As the German National Library writes them, in MARC 21."""
    text = (
        '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a22</leader>'
        '<datafield tag="245" ind1="1" ind2="0"><subfield code="a">\x98Die\x9c Glocken</subfield></datafield></record>'
    )
    (paper,) = read(tmp_path, text).papers
    assert paper.title == "Die Glocken"


def test_unimarc_in_bytes_of_iso_5426(tmp_path: Path) -> None:
    """In which a mark stands before its letter, as in MARC-8, but under another number."""
    fields = [
        (b"001", b"7"),
        (b"200", b"1 \x1fa\x88L'\x89\xc2etude des \xc3iles \xfa\xc8u\x1feo\xd0c \xabici\xbb"),
        (b"700", b" 1\x1faFa\xc8i\x1fbAda"),
    ]
    directory, at = b"", 0
    for tag, content in fields:
        directory += tag + b"%04d%05d" % (len(content) + 1, at)
        at += len(content) + 1
    body = b"".join(content + b"\x1e" for _, content in fields)
    length = 24 + len(directory) + 1 + len(body) + 1
    path = tmp_path / "iles.mrc"
    path.write_bytes(
        b"%05dnam  22%05d   450 " % (length, 24 + len(directory) + 1) + directory + b"\x1e" + body + b"\x1d"
    )
    (paper,) = read_papers(path).papers
    assert paper.title == "L'étude des îles œü: oç «ici»"
    assert [one.name for one in paper.authors] == ["Ada Faï"]

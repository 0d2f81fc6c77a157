"""EndNote's XML: all of it in one line, styled texts, groups that end in a comma."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import clean_abstract
from corpus.files import read_papers
from corpus.formats.collecting import Reading
from corpus.formats.xml import endnote_xml
from corpus.limits import Limits
from tests.corpus.formats.reading import unbegun


def write(tmp_path: Path, content: str) -> Path:
    file = tmp_path / "library.xml"
    file.write_bytes(content.encode("utf-8", "surrogatepass"))
    return file


def record(number: int, inner: str = "") -> str:
    return (
        f"<record><rec-number>{number}</rec-number><titles><title>Bees {number}</title></titles>{inner}</record>"
    )


def whole(*found: str) -> str:
    return f"<xml><records>{''.join(found)}</records></xml>"


@pytest.mark.slow
def test_a_library_in_one_long_line_loses_nothing(tmp_path: Path) -> None:
    content = whole(*(record(n, f"<abstract>{'They fly. ' * (n % 89)}</abstract>") for n in range(2000)))
    parsed = endnote_xml.read(write(tmp_path, content))
    assert [paper.title for paper in parsed.papers] == [f"Bees {n}" for n in range(2000)]
    assert parsed.papers[88].abstract == " ".join(["They fly."] * 88)


@pytest.mark.parametrize(
    ("written", "family", "name"),
    [
        ("van der Berg, Johan", "van der Berg", "Johan van der Berg"),
        ("Johan van der Berg", "van der Berg", "Johan van der Berg"),
        ("Society for Bees, Wasps and Ants,", None, "Society for Bees, Wasps and Ants"),
        ("Bee Study Group", None, "Bee Study Group"),
    ],
)
def test_a_name_is_a_person_s_or_a_group_s(tmp_path: Path, written: str, family: str | None, name: str) -> None:
    authors = f"<contributors><authors><author>{written}</author></authors></contributors>"
    (paper,) = endnote_xml.read(write(tmp_path, whole(record(1, authors)))).papers
    assert [(one.family, one.name) for one in paper.authors] == [(family, name)]


@pytest.mark.parametrize(
    ("custom", "page", "number"), [("e55", None, "e55"), ("x", None, "8"), ("done", "3-9", None)]
)
def test_a_field_of_one_s_own_is_an_article_number_only_with_a_figure(
    tmp_path: Path, custom: str, page: str | None, number: str | None
) -> None:
    """EndNote keeps the number in Custom 7, where many a library has marks of its own."""
    pages = page or "8"
    content = whole(record(1, f"<pages>{pages}</pages><custom7>{custom}</custom7>"))
    (paper,) = endnote_xml.read(write(tmp_path, content)).papers
    assert (paper.page, paper.article_number) == (page, number)


def test_a_million_authors_are_refused(tmp_path: Path) -> None:
    authors = f"<contributors><authors>{'<author>L</author>' * 600_000}</authors></contributors>"
    wide = Reading(limits=Limits(record_chars=16_000_000))
    parsed = endnote_xml.read(write(tmp_path, whole(record(1, authors), record(2))), wide)
    assert [paper.title for paper in parsed.papers] == ["Bees 2"]
    assert parsed.report.rejected[0].reason == "it has more than 1,000,000 tags; no paper's record has"


NO_XML = "\ufffe\uffff"  # no text of XML may hold them
LETTERS = st.characters(codec="utf-8", min_codepoint=0xA0, exclude_characters=NO_XML)
TEXTS = st.text(LETTERS | st.sampled_from("ab <>&]'\""), min_size=1)


@given(st.lists(TEXTS.map(str.strip).filter(bool), max_size=8))
def test_any_abstract_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    styled = (f'<abstract><style face="normal">{escape(text)}</style></abstract>' for text in texts)
    content = whole(*(record(n, text) for n, text in enumerate(styled)))
    parsed = endnote_xml.read(write(tmp_path_factory.getbasetemp(), content))
    assert [paper.abstract or "" for paper in parsed.papers] == [clean_abstract(text).text for text in texts]


@pytest.mark.parametrize("letter", NO_XML)
def test_a_letter_that_no_xml_may_hold_is_left_out(tmp_path: Path, letter: str) -> None:
    styled = f'<abstract><style face="normal">pa{letter}in</style></abstract>'
    parsed = endnote_xml.read(write(tmp_path, whole(record(1, styled), record(2))))
    assert [(paper.title, paper.abstract) for paper in parsed.papers] == [("Bees 1", "pain"), ("Bees 2", None)]


MARKUP = (
    "<xml> <records> <record> </record> <record/> <titles> </titles> <title> </title> Bees & &#1; <!-- --> ]]>"
)
SOUP = st.lists(st.sampled_from([*MARKUP.split(), "<![CDATA[", "\n", "\x00", record(3)]))


@given(SOUP)
def test_any_soup_of_tags_balances(tmp_path_factory: pytest.TempPathFactory, soup: list[str]) -> None:
    text = "".join(soup)
    report = endnote_xml.read(write(tmp_path_factory.getbasetemp(), text)).report
    begun = text.count("<record>") + text.count("<record/")
    # in comments and plain text none begins; what has an end tag alone may be one that has lost its start tag
    assert (begun if "<!" not in text else 0) <= report.read <= begun + unbegun(text, "record")


def test_the_xml_of_endnote_7_is_read(tmp_path: Path) -> None:
    text = (
        "<XML><RECORDS>\n<RECORD><REFERENCE_TYPE>0</REFERENCE_TYPE><REFNUM>1</REFNUM><AUTHORS><AUTHOR>Hay, Ada</AUTHOR><AUTHOR>Pen, Otto</AUTHOR></AUTHORS>"
        "<YEAR>2012</YEAR><TITLE>Goat bells</TITLE><SECONDARY_TITLE>Goat Letters</SECONDARY_TITLE><VOLUME>20</VOLUME><NUMBER>3</NUMBER><PAGES>423-452</PAGES>"
        "<DATE>Mar 5</DATE><KEYWORDS><KEYWORD>goats</KEYWORD></KEYWORDS><ABSTRACT>Bells ring.</ABSTRACT><URL>https://doi.org/10.5555/goat.1</URL></RECORD>\n"
        "<RECORD><REFERENCE_TYPE>7</REFERENCE_TYPE><AUTHORS><AUTHOR>Roe, Jo</AUTHOR></AUTHORS><SECONDARY_AUTHORS><SECONDARY_AUTHOR>Ox, Al</SECONDARY_AUTHOR></SECONDARY_AUTHORS>"
        "<YEAR>2010</YEAR><TITLE>Owls at noon</TITLE><SECONDARY_TITLE>Birds</SECONDARY_TITLE><PUBLISHER>Barn Press</PUBLISHER><PLACE_PUBLISHED>Chur</PLACE_PUBLISHED></RECORD>\n"
        "</RECORDS></XML>\n"
    )
    parsed = read_papers(write(tmp_path, text))
    goats, owls = parsed.papers
    assert (parsed.report.read, goats.title, goats.year, goats.journal, goats.volume, goats.issue, goats.page) == (
        2, "Goat bells", 2012, "Goat Letters", "20", "3", "423-452",
    )  # fmt: skip
    assert [one.family for one in goats.authors] == ["Hay", "Pen"]
    assert (goats.doi, goats.abstract, goats.keywords, str(goats.published)) == (
        "10.5555/goat.1",
        "Bells ring.",
        ("goats",),
        "2012-03-05",
    )
    assert (goats.type, owls.kind, owls.publisher, owls.publisher_place) == (
        "Article", "chapter", "Barn Press", "Chur",
    )  # fmt: skip
    assert [one.family for one in owls.editors or ()] == ["Ox"]


@pytest.mark.parametrize("notes", ["doi: 10.5555/bee.1", "1234-5678&#xD;DOI: 10.5555/bee.1&#xD;PMID: 99000001"])
def test_a_doi_that_stands_in_the_notes_is_the_record_s(tmp_path: Path, notes: str) -> None:
    """At the beginning of a line, as filters of EndNote write it; one within a sentence may be another paper's."""
    (paper,) = endnote_xml.read(write(tmp_path, whole(record(1, f"<notes>{notes}</notes>")))).papers
    assert (paper.doi, paper.pmid) == ("10.5555/bee.1", "99000001" if "PMID" in notes else None)
    (paper,) = endnote_xml.read(
        write(tmp_path, whole(record(1, "<notes>Compare doi: 10.5555/bee.2.</notes>")))
    ).papers
    assert paper.doi is None

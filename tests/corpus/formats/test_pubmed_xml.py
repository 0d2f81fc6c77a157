"""PubMed's XML: one element at a time, bombs refused in a sentence, no record lost whatever the file is made of."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import clean_abstract
from corpus.errors import CorpusError
from corpus.formats.collecting import Reading
from corpus.formats.xml import pubmed_xml, xmlstream
from corpus.limits import Limits
from corpus.models import Status
from corpus.sections import sections
from tests.corpus.formats.reading import unbegun


def article(pmid: int, inner: str = "", abstract: str = "") -> str:
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><ArticleTitle>Bees {pmid}.</ArticleTitle>{inner}"
        f"<Abstract>{abstract}</Abstract></Article></MedlineCitation></PubmedArticle>"
    )


def write(tmp_path: Path, content: str | bytes) -> Path:
    file = tmp_path / "papers.xml"
    file.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return file


def whole(*articles: str) -> str:
    return f"<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>"


@pytest.mark.slow
def test_a_file_in_one_line_longer_than_a_piece_loses_nothing(tmp_path: Path) -> None:
    """Start tags fall on every place of a piece's end, since the records' lengths differ."""
    texts = [f"<AbstractText>{'They fly. ' * (n % 97)}</AbstractText>" for n in range(1, 1501)]
    content = whole(*(article(n, abstract=text) for n, text in enumerate(texts, 1)))
    assert len(content) > 3 * 256 * 1024
    parsed = pubmed_xml.read(write(tmp_path, gzip.compress(content.encode())))
    assert [paper.pmid for paper in parsed.papers] == [str(n) for n in range(1, 1501)]
    assert parsed.papers[95].abstract == " ".join(["They fly."] * 96)


def test_a_prefix_that_the_file_declares_above_its_records_costs_no_record(tmp_path: Path) -> None:
    """A record is read by itself, without the root that declares what its parts are named after."""
    odd = '<ali:free_to_read/><m:math m:id="x"><m:mi>x</m:mi></m:math> flew at 10:30.'
    content = whole(article(1, abstract=f"<AbstractText>They {odd}</AbstractText>"), article(2))
    declared = content.replace("<PubmedArticleSet>", '<PubmedArticleSet xmlns:ali="urn:ali" xmlns:m="urn:m">')
    parsed = pubmed_xml.read(write(tmp_path, declared))
    assert [paper.pmid for paper in parsed.papers] == ["1", "2"]
    assert parsed.papers[0].abstract == "They x flew at 10:30."
    many = "".join(f"<p{number}:a/>" for number in range(1000))
    assert "not well-formed" in pubmed_xml.read(write(tmp_path, whole(article(1, many)))).report.rejected[0].reason


def test_the_labels_of_an_abstract_become_its_sections(tmp_path: Path) -> None:
    labelled = (("BACKGROUND", "They fly."), ("MATERIALS AND METHODS", "We looked"), ("RESULTS", "They do."))
    parts = "".join(f'<AbstractText Label="{label}">{text}</AbstractText>' for label, text in labelled)
    (paper,) = pubmed_xml.read(write(tmp_path, whole(article(1, abstract=parts)))).papers
    found = [
        (one.name, (paper.abstract or "")[one.body : one.end].strip()) for one in sections(paper.abstract or "")
    ]
    assert found == list(labelled)


def test_a_record_without_end_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xmlstream, "LONGEST_RECORD", 2**20)
    endless = article(2, abstract=f"<AbstractText>{'x' * 2**21}</AbstractText>")
    parsed = pubmed_xml.read(write(tmp_path, whole(article(1), endless, article(3))))
    assert [paper.pmid for paper in parsed.papers] == ["1", "3"]
    assert parsed.report.rejected[0].reason == "it is longer than 1 MB; no paper's record is"


def test_a_prolog_without_end_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xmlstream, "LONGEST_RECORD", 2**20)
    with pytest.raises(CorpusError, match=r"papers\.xml has no record in its first 1 MB"):
        pubmed_xml.read(write(tmp_path, "<PubmedArticleSet>" + " " * 2**21 + article(1)))


@pytest.mark.slow
def test_a_million_authors_are_refused(tmp_path: Path) -> None:
    many = f"<AuthorList>{'<Author><LastName>Li</LastName></Author>' * 300_000}</AuthorList>"
    wide = Limits(record_chars=16_000_000)
    parsed = pubmed_xml.read(write(tmp_path, whole(article(1, many), article(2))), Reading(limits=wide))
    assert [paper.pmid for paper in parsed.papers] == ["2"]
    assert parsed.report.rejected[0].reason == "it has more than 1,000,000 tags; no paper's record has"
    many = f"<AuthorList>{'<Author><LastName>Li</LastName></Author>' * 20_001}</AuthorList>"
    parsed = pubmed_xml.read(write(tmp_path, whole(article(1, many))))
    assert "the settings allow 10,000 (corpus.max_authors)" in parsed.report.rejected[0].reason


def test_a_deep_nest_is_refused(tmp_path: Path) -> None:
    deep = article(1, abstract=f"<AbstractText>{'<i>' * 50_000}x{'</i>' * 50_000}</AbstractText>")
    parsed = pubmed_xml.read(write(tmp_path, whole(deep, article(2))))
    assert [paper.pmid for paper in parsed.papers] == ["2"]
    assert parsed.report.rejected[0].reason == "its elements are nested too deeply to be a paper's"


def test_entities_inside_a_record_are_no_declaration(tmp_path: Path) -> None:
    bomb = article(1, abstract='<!DOCTYPE a [<!ENTITY a "lol">]><AbstractText>&a;</AbstractText>')
    assert (
        pubmed_xml.read(write(tmp_path, whole(bomb))).report.rejected[0].reason.startswith("it is not well-formed")
    )


# which no XML may hold
LETTERS = st.characters(codec="utf-8", min_codepoint=0xA0, exclude_characters="\ufffe\uffff")
TEXTS = st.text(LETTERS | st.sampled_from("ab <>&]'\""), min_size=1)


@given(st.lists(TEXTS.map(str.strip).filter(bool), max_size=8))
def test_any_abstract_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    written = whole(
        *(article(n, abstract=f"<AbstractText>{escape(text)}</AbstractText>") for n, text in enumerate(texts))
    )
    parsed = pubmed_xml.read(write(tmp_path_factory.getbasetemp(), written))
    assert [paper.abstract or "" for paper in parsed.papers] == [clean_abstract(text).text for text in texts]


SOUP = st.lists(
    st.sampled_from(
        [
            *(
                "<PubmedArticle>",
                "</PubmedArticle>",
                "<PubmedArticle/>",
                "<PubmedBookArticle>",
                "<PubmedArticleSet>",
            ),
            *(
                "<MedlineCitation>",
                "</MedlineCitation>",
                "<Article>",
                "</Article>",
                "<PMID>1</PMID>",
                "&lt;",
                "&x;",
            ),
            *("<ArticleTitle>Bees</ArticleTitle>", "<!--", "-->", "<![CDATA[", "]]>", "<?pi?>", "\n", "\x00", "é"),
            article(3),
        ]
    )
)


def _begun(text: str) -> int:
    return sum(text.count(mark) for mark in ("<PubmedArticle>", "<PubmedArticle/", "<PubmedBookArticle>"))


@given(SOUP)
def test_any_soup_of_tags_balances(tmp_path_factory: pytest.TempPathFactory, soup: list[str]) -> None:
    """Every start tag of a record is a record of the report, whatever stands around it but a comment or plain text (CDATA), and so may be what has an
    end tag alone. Where one of these is never closed, what it hides may be refused as records, too, and none is lost.
    """
    text = "".join(soup)
    report = pubmed_xml.read(write(tmp_path_factory.getbasetemp(), text)).report
    outside = re.sub(r"(?s)<!--.*?-->|<!\[CDATA\[.*?\]\]>", " ", text)
    is_closed = "<!--" not in outside and "<![CDATA[" not in outside
    most = _begun(outside if is_closed else text) + unbegun(outside, "PubmedArticle", "PubmedBookArticle")
    assert _begun(outside) <= report.read <= most


def test_what_became_of_a_paper_is_the_gravest_that_is_linked_and_further_abstracts_are_left_out(
    tmp_path: Path,
) -> None:
    links = "".join(
        f'<CommentsCorrections RefType="{kind}"><PMID>{pmid}</PMID></CommentsCorrections>'
        for kind, pmid in (("ErratumIn", 7), ("RetractionIn", 8), ("CommentIn", 9))
    )
    others = "".join(
        f'<OtherAbstract Type="Publisher" Language="ger"><AbstractText>{text}</AbstractText></OtherAbstract>'
        for text in ("Abstract available from the publisher.", "Bienen fliegen.")
    )
    record = article(1, abstract="<AbstractText>Bees fly.</AbstractText>").replace(
        "</MedlineCitation>",
        f"<CommentsCorrectionsList>{links}</CommentsCorrectionsList>{others}</MedlineCitation>",
    )
    (paper,) = pubmed_xml.read(write(tmp_path, whole(record))).papers
    assert paper.status == Status(kind="retracted", source="https://pubmed.ncbi.nlm.nih.gov/8/")
    assert paper.abstract == "Bees fly."


def test_a_formula_keeps_what_is_raised_and_what_is_divided(tmp_path: Path) -> None:
    formula = (
        "<mml:msup><mml:mn>10</mml:mn><mml:mn>5</mml:mn></mml:msup> of <mml:mfrac><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:mfrac> "
        "<mml:msubsup><mml:mi>x</mml:mi><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:msubsup>"
    )
    file = write(tmp_path, whole(article(1, abstract=f"<AbstractText>There were {formula} bees.</AbstractText>")))
    assert pubmed_xml.read(file).papers[0].abstract == "There were 10⁵ of 1/2 x₁² bees."


def test_a_formula_keeps_its_roots_its_signs_and_its_whole_number(tmp_path: Path) -> None:
    formula = (
        "5<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>, <math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>"
        "<msqrt><mi>n</mi></msqrt></mfrac></math>, <math><mroot><mi>x</mi><mn>3</mn></mroot></math>, "
        "10<math><msup><mi/><mrow><mo>−</mo><mn>3</mn></mrow></msup></math>, <math><msup><mi>x</mi><mfrac><mn>1</mn><mn>2</mn></mfrac></msup></math>"
    )
    file = write(tmp_path, whole(article(1, abstract=f"<AbstractText>There were {formula} bees.</AbstractText>")))
    assert pubmed_xml.read(file).papers[0].abstract == "There were 5 1/2, (a+b)/√n, ∛x, 10⁻³, x^(1/2) bees."

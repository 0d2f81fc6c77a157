"""Web pages that tell of papers to programs: an article's tags, a bibliography with COinS, a table; of invented papers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.models import Paper, Parsed


def page(head: str = "", body: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def tags(**named: str) -> str:
    return "".join(f'<meta name="citation_{name}" content="{value}">' for name, value in named.items())


def read(folder: Path, text: str, name: str = "goats.html") -> Parsed:
    (folder / name).write_text(text, "utf-8")
    return read_papers(folder / name)


def one(folder: Path, text: str) -> Paper:
    (paper,) = read(folder, text).papers
    return paper


def told(paper: Paper, *names: str) -> dict[str, Any]:
    return {name: getattr(paper, name) for name in names}


def test_an_articles_own_page_is_its_record(tmp_path: Path) -> None:
    head = tags(
        title="Goats &amp; bells",
        journal_title="Goat Letters",
        issn="1234-5679",
        publication_date="2020/03/05",
        online_date="2019/12/01",
        volume="3",
        issue="2",
        firstpage="101",
        lastpage="109",
        doi="10.5555/goat.1",
        pmid="31234567",
        publisher="Hay Press",
        keywords="goat; bell",
        abstract="&lt;p&gt;Goats ring at 10&lt;sup&gt;5&lt;/sup&gt; Hz.&lt;/p&gt;",
        reference="Ox, A. (2001) Owls",
    )
    signed = (
        '<meta name="citation_author" content="Hay, Ada"><meta content="van der Pen, Otto" name=citation_author>'
    )
    paper = one(tmp_path, page(head + signed))
    assert [(author.family, author.given) for author in paper.authors] == [("Hay", "Ada"), ("van der Pen", "Otto")]
    assert told(
        paper, "title", "journal", "issn", "volume", "issue", "page", "doi", "pmid", "year", "publisher"
    ) == {
        "title": "Goats & bells",
        "journal": "Goat Letters",
        "issn": "1234-5679",
        "volume": "3",
        "issue": "2",
        "page": "101-109",
        "doi": "10.5555/goat.1",
        "pmid": "31234567",
        "year": 2020,
        "publisher": "Hay Press",
    }
    assert (paper.keywords, paper.abstract, str(paper.published)) == (
        ("goat", "bell"),
        "Goats ring at 10⁵ Hz.",
        "2020-03-05",
    )


OURS = "Goats ring their bells at night, and nobody knows why they do so on hills; we counted 10<sup>5</sup> of them in CO<sub>2</sub>."
SHOWN = OURS.replace("10<sup>5</sup>", "10⁵").replace("CO<sub>2</sub>", "CO₂")
OTHER = "<div class='abstract'>Owls are another paper's animals, which this page only recommends to whoever has read about the goats on it.</div>"


def test_the_abstract_is_the_one_that_the_tags_begin(tmp_path: Path) -> None:
    head = tags(title="Goats", doi="10.5555/goat.1") + f'<meta property="og:description" content="{SHOWN[:80]}…">'
    body = f"<section class='abstract'><h2>Abstract</h2><h3>Aims</h3><p>{OURS}</p><h3>Results</h3><p>None.</p><script>x()</script></section>"
    assert one(tmp_path, page(head, body + OTHER)).abstract == f"Aims: {SHOWN} Results: None."


def test_without_a_sign_which_one_it_is_no_abstract_is_taken(tmp_path: Path) -> None:
    head = (
        tags(title="Goats", doi="10.5555/goat.1")
        + '<meta name="description" content="The journal of all goats, since 1920, for all.">'
    )
    assert one(tmp_path, page(head, f"<div id='abstract'>{OURS}</div>{OTHER}")).abstract is None
    assert one(tmp_path, page(head, f"<div id='abstract'>{OURS}</div>")).abstract == SHOWN


def test_of_abstracts_in_several_languages_the_english_one_is_kept(tmp_path: Path) -> None:
    said = '<meta name="citation_abstract" xml:lang="{}" content="{}">'
    parsed = read(
        tmp_path, page(tags(title="Cabras") + said.format("es", "Suenan.") + said.format("en", "They ring."))
    )
    assert parsed.papers[0].abstract == "They ring."
    assert "abstracts in other languages" in parsed.report.notes[0]


def test_dublin_core_tells_a_paper_by_its_doi(tmp_path: Path) -> None:
    said = {"Title": "Goats", "Creator": "Hay, Ada", "Date": "05 Mar 2020", "Description": "They ring."}
    head = "".join(f'<meta name="DC.{name}" content="{value}">' for name, value in said.items())
    with pytest.raises(
        CorpusError, match=r"goats\.html is a web page that tells of no paper; save an article's own page"
    ):
        read(tmp_path, page(head))
    paper = one(tmp_path, page(f'{head}<meta name="dc.identifier" scheme="doi" content="10.5555/goat.3">'))
    assert told(paper, "title", "doi", "abstract") == {
        "title": "Goats",
        "doi": "10.5555/goat.3",
        "abstract": "They ring.",
    }
    assert str(paper.published) == "2020-03-05"


def test_names_that_no_tag_tells_are_those_that_the_page_marks(tmp_path: Path) -> None:
    name = "<button><span class='given-name'>{}</span> <span class='text surname'>{}</span></button>"
    paper = one(tmp_path, page(tags(title="Goats"), name.format("Ada", "Hay") + name.format("Otto", "Pen")))
    assert [author.name for author in paper.authors] == ["Ada Hay", "Otto Pen"]


def coins(**said: object) -> str:
    query = urlencode(
        {f"rft.{name}" if name != "rft_id" else name: value for name, value in said.items()}, doseq=True
    )
    return f"<span class='Z3988' title='ctx_ver=Z39.88-2004&amp;{query.replace('&', '&amp;')}'></span>"


def test_a_bibliography_with_coins_is_read(tmp_path: Path) -> None:
    article = coins(
        rft_id=["info:doi/10.5555/goat.1", "info:pmid/31234567"],
        genre="article",
        atitle="Goats & bells",
        jtitle="Goat Letters",
        volume="3",
        au=["Ada Hay", "Otto van der Pen"],
        aulast="Hay",
        date="2020-03-05",
        pages="101-109",
    )
    chapter = coins(
        genre="bookitem", atitle="Kids", btitle="The Book of Goats", au="Ada Hay", date="2019", place="Bern"
    )
    parsed = read(
        tmp_path, page(body=f"\n<p>Hay, A.</p>{article}\n{chapter}\n{coins(genre='article', date='2001')}")
    )
    first, second = parsed.papers
    assert told(first, "title", "journal", "volume", "page", "doi", "pmid", "year") == {
        "title": "Goats & bells",
        "journal": "Goat Letters",
        "volume": "3",
        "page": "101-109",
        "doi": "10.5555/goat.1",
        "pmid": "31234567",
        "year": 2020,
    }
    assert [author.family for author in first.authors] == ["Hay", "van der Pen"]
    assert told(second, "title", "journal", "kind", "publisher_place") == {
        "title": "Kids",
        "journal": "The Book of Goats",
        "kind": "chapter",
        "publisher_place": "Bern",
    }
    assert (parsed.report.read, parsed.report.kept, [one.line for one in parsed.report.rejected]) == (3, 2, [4])


TABLE = (
    "<html><body><table><tr><td><table><tr><td>menu</td></tr></table></td></tr></table><table border=1><tr><td>Title</td><td>Author</td><td>Year</td>"
    "<td>Summary</td><td>Abstract</td></tr><tr><td>Goat <i>bells</i></td><td>Hay, Ada; Pen, Otto</td><td>2020</td><td></td>"
    "<td>Goats ring, &quot;loudly&quot;,<br>at 10<sup>5</sup> Hz.</td></tr></table></body></html>"
)


@pytest.mark.parametrize("name", ["goats.xls", "goats.html"])
def test_a_table_of_a_page_is_read_as_the_table_it_is(tmp_path: Path, name: str) -> None:
    parsed = read(tmp_path, TABLE, name)
    (paper,) = parsed.papers
    assert (paper.title, len(paper.authors), paper.year) == ("Goat bells", 2, 2020)
    assert paper.abstract == 'Goats ring, "loudly", at 10⁵ Hz.'
    assert (parsed.report.source, parsed.report.read, parsed.report.rejected) == (name, 1, ())


def test_a_special_issue_is_read_by_what_it_shows(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="web page that tells of no paper"):
        read(tmp_path, page("<title>Just a moment...</title>", "Checking your browser"))
    with pytest.raises(CorpusError, match="has no title above"):
        read(tmp_path, page(tags(title="Goats"), "<p>A special issue of <i>Goats</i> (ISSN 1234-5679)</p>"))


def test_a_page_that_describes_its_paper_in_json_ld(tmp_path: Path) -> None:
    said = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Goats online"},
            {
                "@type": "ScholarlyArticle",
                "headline": "Goat bells",
                "author": [{"@type": "Person", "name": "Ada Hay"}],
                "datePublished": "2020-03-05",
                "isPartOf": {"@type": "Periodical", "name": "Goat Letters"},
                "sameAs": "https://doi.org/10.5555/goat.1",
            },
        ],
    }
    paper = one(tmp_path, page(f'<script type="application/ld+json">{json.dumps(said)}</script>'))
    assert told(paper, "title", "journal", "doi", "year") == {
        "title": "Goat bells",
        "journal": "Goat Letters",
        "doi": "10.5555/goat.1",
        "year": 2020,
    }
    with pytest.raises(CorpusError, match="tells of no paper"):
        read(tmp_path, page('<script type="application/ld+json">{"@type": "ScholarlyArticle", </script>'))


def test_a_link_in_a_table_tells_the_doi_behind_it(tmp_path: Path) -> None:
    row = "<tr><td>Goat bells</td><td>2020</td><td><a href='https://doi.org/10.5555/goat.1'>link</a></td></tr>"
    paper = one(tmp_path, page(body=f"<table><tr><th>Title</th><th>Year</th><th>DOI</th></tr>{row}</table>"))
    assert (paper.title, paper.doi) == ("Goat bells", "10.5555/goat.1")


def test_the_first_of_a_month_is_no_day(tmp_path: Path) -> None:
    """Publishers write it where they know the month, or the year, alone."""
    november = one(tmp_path, page(tags(title="Goats", publication_date="2018/11/01")))
    assert (november.published, november.month, november.year) == (None, 11, 2018)
    year = one(tmp_path, page(tags(title="Goats", publication_date="2018/01/01")))
    assert (year.published, year.month, year.year) == (None, None, 2018)

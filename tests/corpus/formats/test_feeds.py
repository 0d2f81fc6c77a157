"""Feeds of journals, PubMed and preprint servers, in the ways in which each writes them: of invented papers."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.models import Paper
from tests.corpus.formats.records import FEED
from tests.corpus.formats.test_variants import read

RSS = '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Goats</title>{}</channel></rss>'


def one(folder: Path, item: str) -> Paper:
    (paper,) = read(folder, RSS.format(f"<item>{item}</item>")).papers
    return paper


def test_pubmeds_feed_tells_the_abstract_among_other_things(tmp_path: Path) -> None:
    text = (
        "<div><p>J Goat Sci. 2024 Jan 5;3(1):1-9. doi: 10.5555/goat.1. Online ahead of print.</p><p><b>ABSTRACT</b></p>"
        "<p><b>BACKGROUND:</b> Goats hear bells.</p><p><b>RESULTS:</b> We counted 12.</p>"
        '<p>PMID:<a href="https://pubmed.ncbi.nlm.nih.gov/99000001/">99000001</a> | DOI:10.5555/goat.1</p></div>'
    )
    paper = one(
        tmp_path,
        "<title>Goats &amp;amp; bells</title><link>https://pubmed.ncbi.nlm.nih.gov/99000001/?utm=x</link><description>Goats hear…</description>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded><pubDate>Fri, 05 Jan 2024 06:00:00 -0500</pubDate><dc:creator>Ada Hay</dc:creator>"
        "<dc:creator>Otto Pen</dc:creator><dc:source>Goat science</dc:source><dc:identifier>pmid:99000001</dc:identifier><dc:identifier>doi:10.5555/goat.1</dc:identifier>",
    )
    assert (paper.title, paper.pmid, paper.doi, paper.journal) == (
        "Goats & bells",
        "99000001",
        "10.5555/goat.1",
        "Goat science",
    )
    assert (str(paper.published), [name.name for name in paper.authors]) == ("2024-01-05", ["Ada Hay", "Otto Pen"])
    assert paper.abstract == "BACKGROUND: Goats hear bells.\nRESULTS: We counted 12."


def test_a_publishers_feed_with_its_place_in_prism(tmp_path: Path) -> None:
    paper = one(
        tmp_path,
        "<title>Kid bells</title><link>https://example.org/doi/10.5555/kid.1?af=R</link><description>Goat Letters, Volume 5, Issue 2, Page 101-109, February 2024. &lt;br/&gt;</description>"
        "<content:encoded>&lt;h2&gt;ABSTRACT&lt;/h2&gt;&lt;p&gt;Kids ring.&lt;/p&gt;</content:encoded><dc:creator>\nAda Hay, \nOtto B. Pen\n</dc:creator>"
        "<prism:coverDate>2024-02-01T08:00:00-08:00</prism:coverDate><prism:publicationName>Goat Letters</prism:publicationName><prism:volume>5</prism:volume>"
        "<prism:number>2</prism:number><prism:startingPage>101</prism:startingPage><prism:endingPage>109</prism:endingPage>",
    )
    assert (paper.doi, paper.abstract, paper.journal) == ("10.5555/kid.1", "Kids ring.", "Goat Letters")
    assert (paper.volume, paper.issue, paper.page, str(paper.published)) == ("5", "2", "101-109", "2024-02-01")
    assert [name.name for name in paper.authors] == ["Ada Hay", "Otto B. Pen"]


def test_what_a_description_tells_beside_no_abstract(tmp_path: Path) -> None:
    """As ScienceDirect writes it; an ACS journal writes its own name there."""
    told = escape(
        "<p>Publication date: March 2024</p><p><b>Source:</b> Goat Reports, Volume 7</p><p>Author(s): Ada Hay, Otto Pen</p>"
    )
    paper = one(
        tmp_path,
        f"<title>Goats</title><link>https://doi.org/10.5555/goat.1</link><description>{told}</description>",
    )
    assert (paper.abstract, paper.journal, paper.year, paper.month) == (None, "Goat Reports", 2024, 3)
    assert [name.name for name in paper.authors] == ["Ada Hay", "Otto Pen"]
    cited = escape("<div><cite>Goat Chemistry</cite></div><div>DOI: 10.5555/goat.2</div>")
    paper = one(
        tmp_path,
        f"<title>[ASAP] Goats</title><link>http://dx.doi.org/10.5555/goat.2</link><description>{cited}</description>",
    )
    assert (paper.title, paper.abstract, paper.doi) == ("Goats", None, "10.5555/goat.2")


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("Goats (arXiv:2401.00001v2 [cs.LG] UPDATED)", "&lt;p&gt;Goats ring.&lt;/p&gt;"),
        ("Goats", "arXiv:2401.00001v1 Announce Type: new\nAbstract: Goats ring."),
    ],
)
def test_arxivs_rss(tmp_path: Path, title: str, description: str) -> None:
    paper = one(
        tmp_path,
        f"<title>{title}</title><link>https://arxiv.org/abs/2401.00001</link><description>{description}</description><dc:creator>Ada Hay, Otto Pen</dc:creator>",
    )
    assert (paper.title, paper.abstract, paper.source_id) == ("Goats", "Goats ring.", "arXiv:2401.00001")
    assert (paper.kind, paper.journal, len(paper.authors)) == ("preprint", "arXiv", 2)


def test_rss_of_a_preprint_server_and_atom_of_a_journal(tmp_path: Path) -> None:
    parsed = read(tmp_path, FEED)
    (paper,) = parsed.papers
    assert (paper.title, paper.doi, paper.kind) == ("Goat bells in 10⁵ nights", "10.1101/857789", "preprint")
    assert ([name.name for name in paper.authors], paper.abstract) == (["A. Hay", "O. Pen"], "Goats ring.")
    assert "abstracts may be short or lacking" in parsed.report.notes[0]
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>PLOS</title><entry><title>Goats at sea</title><link rel="alternate" href="https://example.org/article?id=10.1371/goat"/>'
        "<author><name>Ada Hay</name></author><author><name>Otto Pen</name></author><id>10.1371/goat</id><updated>2024-02-05T14:00:00Z</updated>"
        '<published>2024-01-05T14:00:00Z</published><content type="html">&lt;p&gt;by Ada Hay, Otto Pen&lt;/p&gt;\n\nGoats swim.</content></entry></feed>'
    )
    (paper,) = read(tmp_path, atom).papers
    assert (paper.doi, paper.abstract, str(paper.published)) == ("10.1371/goat", "Goats swim.", "2024-01-05")
    assert (len(paper.authors), paper.url) == (2, "https://example.org/article?id=10.1371/goat")


def test_j_stages_answer_in_two_languages(tmp_path: Path) -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><entry><article_title><en>Goats</en><ja>山羊</ja></article_title>'
        "<author><en><name>Hanako YAMADA</name></en><ja><name>山田 花子</name></ja></author><material_title><en>Goat Journal</en><ja>山羊誌</ja></material_title>"
        "<prism:volume>1</prism:volume><pubyear>2020</pubyear><prism:doi>10.5555/goat.jp</prism:doi><title>山羊</title><updated>2021-06-01T00:00:00+09:00</updated></entry></feed>"
    )
    (paper,) = read(tmp_path, text).papers
    assert (paper.title, paper.journal, paper.year, paper.published) == ("Goats", "Goat Journal", 2020, None)
    assert [name.name for name in paper.authors] == ["Hanako YAMADA"]


def test_a_feed_of_something_else_is_none(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is XML of a kind that is not read"):
        read(
            tmp_path,
            RSS.replace("prism", "other").format(
                "<item><title>News</title><link>https://example.org/1</link></item>"
            ),
        )

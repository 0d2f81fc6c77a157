"""References of invented papers as YAML, what stands above a note, TEI and RDF have them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from tests.corpus.formats.reading import read, told

CSL = """---
references:
- id: hay2020
  abstract: 'Goats ring: loudly.'
  author:
    - family: Hay
      given: Ada
    - family: Pen
      given: Otto
      non-dropping-particle: van der
  container-title: Goat Letters
  DOI: 10.5555/g.1
  issued:
    - year: 2020
      month: 3
      day: 5
  page: 101-109
  title: >-
    Goat bells
  type: article-journal
  volume: '3'
- id: kid
  issued: 2019
  title: Kids
  type: report
- just a line
...
"""


def test_references_of_csl_in_yaml(tmp_path: Path) -> None:
    parsed = read(tmp_path, CSL, "goats.yaml")
    goat, kid = parsed.papers
    right = {
        "title": "Goat bells",
        "journal": "Goat Letters",
        "doi": "10.5555/g.1",
        "published": "2020-03-05",
        "page": "101-109",
        "volume": "3",
        "abstract": "Goats ring: loudly.",
    }
    assert told(goat, right) == right
    assert [author.name for author in goat.authors] == ["Ada Hay", "Otto van der Pen"]
    assert (kid.title, kid.year, kid.kind) == ("Kids", 2019, "report")
    report = parsed.report
    assert (report.read, report.kept, parsed.lines) == (3, 2, (3, 22))
    assert [one.reason for one in report.rejected] == ["it is not a reference with its fields"]


def test_a_record_of_papis(tmp_path: Path) -> None:
    text = (
        "author: Hay, Ada and Pen, Otto\nauthor_list:\n- family: Hay\n  given: Ada\n- family: Pen\n  given: Otto\ndoi: 10.5555/g.1\njournal: Goat Letters\n"
        "pages: 101--109\nref: Hay2020\ntitle: 'Goat bells'\ntype: article\nyear: 2020\n"
    )
    (paper,) = read(tmp_path, text, "info.yaml").papers
    right = {
        "title": "Goat bells",
        "journal": "Goat Letters",
        "doi": "10.5555/g.1",
        "page": "101-109",
        "year": 2020,
    }
    assert told(paper, right) == right
    assert [author.name for author in paper.authors] == ["Ada Hay", "Otto Pen"]


@pytest.mark.parametrize("rest", ["\n# Notes\n- one: two: three\n", ""])
def test_what_stands_above_a_note_in_markdown(tmp_path: Path, rest: str) -> None:
    """As Obsidian and researchers' own pages have it; without a DOI it is any page."""
    front = '---\ntitle: "Goat bells"\nauthors:\n  - Ada Hay\n  - Otto Pen\ndate: 2020-03-05\ndoi: 10.5555/g.1\npublication: Goat Letters\n---\n'
    (paper,) = read(tmp_path, front + rest, "hay2020.md").papers
    right = {"title": "Goat bells", "doi": "10.5555/g.1", "published": "2020-03-05", "journal": "Goat Letters"}
    assert told(paper, right) == right
    assert [author.name for author in paper.authors] == ["Ada Hay", "Otto Pen"]
    with pytest.raises(CorpusError, match="is in no format that is read"):
        read(tmp_path, front.replace("doi: 10.5555/g.1\n", "") + rest, "post.md")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: check\n  name: Check\n", "is in no format that is read"),
        (
            "title: Goat lab\nauthor: Ada Hay\nyear: 2020\ntheme: minima\nplugins:\n  - feed\n",
            "is in no format that is read",
        ),
        (
            "- title: Build\n  id: build\n  run: make\n- title: Test\n  run: make test\n",
            "is YAML of a kind that is not read",
        ),
        ("- title: Home\n  url: /\n- title: Papers\n  url: /papers\n", "is YAML of a kind that is not read"),
        ("references:\n- id: a\n  title: [Goats\n", r"goats\.yaml, line 3: this is not YAML as it should be"),
    ],
)
def test_other_yaml_is_told_so(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CorpusError, match=said):
        read(tmp_path, text, "goats.yaml")


TEI = """<?xml version="1.0" encoding="UTF-8"?>
<listBibl xmlns="http://www.tei-c.org/ns/1.0"><biblStruct type="journalArticle" xml:id="hay2020"><analytic><title level="a">Goat bells</title>
<author><forename>Ada</forename><surname>Hay</surname></author><author><forename>Otto</forename><surname>Pen</surname></author></analytic>
<monogr><title level="j">Goat Letters</title><title level="j" type="short">Goat Lett</title><imprint><biblScope unit="volume">3</biblScope>
<biblScope unit="issue">2</biblScope><biblScope unit="page">101-109</biblScope><date>2020-03-05</date><note type="url">https://example.org/a</note></imprint></monogr>
<idno type="ISSN">1234-5679</idno><idno type="DOI">10.5555/g.1</idno></biblStruct>
<biblStruct type="book"><monogr><title level="m">The Book of Goats</title><author><forename>Al</forename><surname>Ox</surname></author>
<imprint><pubPlace>Bern</pubPlace><publisher>Hay Press</publisher><date>2019</date></imprint></monogr></biblStruct></listBibl>
"""


def test_a_list_of_references_in_tei(tmp_path: Path) -> None:
    goat, book = read(tmp_path, TEI, "goats.xml").papers
    right: dict[str, Any] = {
        "title": "Goat bells",
        "journal": "Goat Letters",
        "short_journal": "Goat Lett",
        "volume": "3",
        "issue": "2",
        "page": "101-109",
        "doi": "10.5555/g.1",
        "issn": "1234-5679",
        "published": "2020-03-05",
        "url": "https://example.org/a",
    }
    assert told(goat, right) == right
    assert [author.name for author in (*goat.authors, *book.authors)] == ["Ada Hay", "Otto Pen", "Al Ox"]
    right = {
        "title": "The Book of Goats",
        "kind": "book",
        "publisher": "Hay Press",
        "publisher_place": "Bern",
        "year": 2019,
    }
    assert told(book, right) == right


def test_dublin_core_in_rdf(tmp_path: Path) -> None:
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about="http://example.org/a">'
        "<dc:title>Goat bells</dc:title><dc:creator>Hay, Ada</dc:creator><dc:date>2020-03-05</dc:date><dc:identifier>DOI 10.5555/g.1</dc:identifier>"
        "<dc:description>Goats ring.</dc:description></rdf:Description></rdf:RDF>"
    )
    (paper,) = read(tmp_path, text, "goats.rdf").papers
    right = {"title": "Goat bells", "doi": "10.5555/g.1", "published": "2020-03-05", "abstract": "Goats ring."}
    assert told(paper, right) == right


def test_a_day_of_dublin_core_in_words(tmp_path: Path) -> None:
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:nodeID="n4">'
        "<dc:title>Goat bells</dc:title><dc:creator>Hay, Ada</dc:creator><dc:date>June 2010</dc:date></rdf:Description></rdf:RDF>"
    )
    (paper,) = read(tmp_path, text, "goats.rdf").papers
    assert (paper.year, paper.month) == (2010, 6)


def test_dublin_core_beside_prism_and_foaf(tmp_path: Path) -> None:
    """As the Japan Link Center has it: each creator once part by part, once as text, and the journal's numbers each by themselves."""
    person = (
        "<dcterms:creator><foaf:Person><foaf:name>{0} {1}</foaf:name><foaf:familyName>{0}</foaf:familyName>"
        "<foaf:givenName>{1}</foaf:givenName></foaf:Person></dcterms:creator>"
    )
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">'
        '<rdf:Description rdf:about="https://doi.org/10.5555/g.1"><prism:doi>10.5555/g.1</prism:doi><dcterms:title>Goat bells</dcterms:title>'
        + person.format("Hay", "Ada")
        + "<dcterms:creator><foaf:Person><foaf:name>Goat Study Group</foaf:name></foaf:Person></dcterms:creator>"
        "<dc:creator>Hay Ada</dc:creator><dc:creator>Goat Study Group</dc:creator><dcterms:publisher>Hay Press</dcterms:publisher>"
        '<dcterms:date rdf:resource="http://www.w3.org/2001/XMLSchema#date">2014</dcterms:date><prism:volume>84</prism:volume>'
        "<prism:number>3</prism:number><prism:startingPage>317</prism:startingPage><prism:endingPage>324</prism:endingPage>"
        "<prism:issn>1882-4978</prism:issn><dcterms:publicationName>Goat Letters</dcterms:publicationName></rdf:Description></rdf:RDF>"
    )
    (paper,) = read(tmp_path, text, "goats.rdf").papers
    right = {
        "doi": "10.5555/g.1",
        "journal": "Goat Letters",
        "issn": "1882-4978",
        "year": 2014,
        "volume": "84",
        "issue": "3",
        "page": "317-324",
    }
    assert told(paper, right) == right
    assert [(one.name, one.family) for one in paper.authors] == [("Ada Hay", "Hay"), ("Goat Study Group", None)]

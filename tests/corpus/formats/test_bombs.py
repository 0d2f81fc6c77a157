"""Files made to fill memory or never to end are refused in one sentence, whichever parser gets them."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest

from corpus.errors import CorpusError, UnreadableError
from corpus.files import formats, read_papers
from corpus.formats import collecting
from corpus.formats.collecting import Reading
from corpus.formats.opening import decoding, packed
from corpus.limits import Limits

ROOM = 2**17  # bytes that a file may have here
NAMES = [one.name for one in formats()]
BEGINNINGS = {
    "workbook": b"PK\x03\x04[Content_Types].xml xl/workbook.xml",
    "document": b"PK\x03\x04[Content_Types].xml word/document.xml",
    "archive": b"PK\x03\x04\x14\x00\x00\x00\x08\x00owls.ris",
    "csl-json": b'[{"id": "1", "title": "',
    "jsonl": b'{"_id": "1", "title": "',
    "pubmed-sent": b"<ArticleSet><Article><ArticleTitle>",
    "primo": b"<PrimoNMBib><record><display><title>",
    "cff": b"cff-version: 1.2.0\ntitle: ",
    "pubmed-xml": b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>",
    "endnote-xml": b"<xml><records><record><titles><title>",
    "zotero-rdf": b'<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#"><z:a>',
    "mods": b"<modsCollection><mods><titleInfo><title>",
    "jats": b"<article><front><article-meta><title-group><article-title>",
    "elsevier-xml": b'<doc:document xmlns:doc="http://www.elsevier.com/xml/document/schema"><rdf:RDF><rdf:Description><dct:title>',
    "tei-list": b"<listBibl><biblStruct><monogr><title>",
    "yaml": b"references:\n- id: a\n  title: ",
    "tei": b"<TEI><teiHeader><fileDesc><titleStmt><title>",
    "arxiv": b"<feed><entry><id>http://arxiv.org/abs/2001.00001v1</id><title>",
    "hal-tei": b"<TEI><text><body><listBibl><biblFull><sourceDesc><biblStruct><analytic><title>",
    "pica-xml": b'<record xmlns="info:srw/schema/5/picaXML-v1.0"><datafield tag="021A"><subfield code="a">',
    "pica": b"003@ \x1f01\x1e021A \x1fa",
    "feed": b'<rss xmlns:prism="x"><channel><item><prism:doi>10.5555/a</prism:doi><title>',
    "proquest": b"Document 1 of 1\n\nOwls\n\nDocument type: ",
    "refworks-xml": b"<refworks><reference><t1>",
    "wos-xml": b"<records><REC><UID>WOS:1</UID><static_data><summary><titles><title type='item'>",
    "wiley-xml": b"<component><header><publicationMeta level='unit'><titleGroup><title>",
    "ieee-xml": b"<publication><publicationinfo></publicationinfo><volume><volumeinfo></volumeinfo><article><title>",
    "copernicus-xml": b"<article><journal><journal_title>Owls</journal_title></journal><article_title>",
    "scopus-text": b"Scopus\nEXPORT DATE:29 Nov 2026\n\nHay, A.\nOwls\n",
    "doaj-xml": b"<records><record><journalTitle>Owls</journalTitle><title>",
    "jstor-xml": b"<citations><article><journaltitle>Owls</journaltitle><title>",
    "trials-xml": b"<Trials_downloaded_from_ICTRP><Trial><Public_title>",
    "ebsco-xml": b"<records><rec><header><controlInfo><artinfo><tig><atl>",
    "orcid": b'<work:work xmlns:work="http://www.orcid.org/ns/work"><work:title>',
    "noteexpress": b"{Reference Type}: Journal Article\n{Title}: ",
    "redif": b"Template-Type: ReDIF-Paper 1.0\nTitle: ",
    "europe-xml": b"<responseWrapper><resultList><result><source>MED</source><title>",
    "dblp": b"<dblp><article><title>",
    "citavi": b"<CitaviExchangeData><References><Reference><Title>",
    "unixref": b"<doi_records><doi_record><crossref><journal><journal_article><titles><title>",
    "marcxml": b'<collection xmlns="http://www.loc.gov/MARC21/slim"><record><datafield tag="245"><subfield code="a">',
    "datacite-xml": b'<resource xmlns="http://datacite.org/schema/kernel-4"><titles><title>',
    "marc": b"00100nam a2200037 a 4500245001500000\x1e10\x1faOwls\x1e\x1d00100nam a",
    "dublin-core": b'<oai_dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>',
    "bibtexml": b'<file xmlns="http://bibtexml.sf.net/"><entry id="a"><article><title>',
    "word-xml": b'<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"><b:Source><b:Title>',
    "endnote-text": b"Reference Type:  Journal Article\nRecord Number: 1\nTitle: ",
    "mail": b"From: a@b.example\nTo: c@d.example\nSubject: owls\n\n",
    "shown-text": b"<html><body><pre>PMID- 1\nTI  - ",
    "cochrane": b"Record #1 of 1\nID: 1\nTI: ",
    "refworks": b"RT Journal Article\nT1 ",
    "nbib": b"PMID- 1\nTI  - ",
    "pubmed-text": b"1. Owl Lett. 2021;1:1.\n\nOwls ",
    "ris": b"TY  - JOUR\nTI  - ",
    "wos": b"PT J\nTI ",
    "enw": b"%0 Journal Article\n%T ",
    "ovid": b"<1>\nUnique Identifier\n  1\nTitle\n  ",
    "bibtex": b"@article{k, title={",
    "article-html": b'<!DOCTYPE html><html><head><meta name="citation_title" content="Owls"></head><body><p>',
    "page-html": b"<!DOCTYPE html><html><body><p>",
    "labelled": b"Title: Owls\nJournal: Owls\nAbstract: ",
    "table": b"title,doi\n",
    "page": b"Special Issue\n",
}


def bomb(name: str, folder: Path, megabytes: int) -> Path:
    """The beginning of a format, then megabytes of one letter, each packed into a kilobyte: parts that gzip reads on."""
    path = folder / "bomb.gz"
    path.write_bytes(gzip.compress(BEGINNINGS[name]) + megabytes * gzip.compress(b"a" * 2**20))
    return path


def test_every_format_is_tried() -> None:
    assert set(BEGINNINGS) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_unpacks_to_a_thousand_times_its_size_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever parser reads it, where less is doubted already."""
    monkeypatch.setattr(packed, "LEAST_DOUBTED", 2**20)
    path = bomb(name, tmp_path, 3)
    with pytest.raises(CorpusError) as refusal:
        read_papers(path, name)
    assert str(refusal.value).count("\n") == 0
    assert "bomb.gz" in str(refusal.value)


def test_more_than_sixty_four_megabytes_of_one_letter_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"bomb\.gz unpacks to more than 200 times its size"):
        read_papers(bomb("ris", tmp_path, 65), "ris")


@pytest.mark.slow
def test_the_most_that_gzip_makes_of_papers_is_read(tmp_path: Path) -> None:
    """Under the size that is doubted, how well a file packs is nobody's business."""
    path = tmp_path / "papers.gz"
    path.write_bytes(gzip.compress(b"TY  - JOUR\nTI  - Bees\nDO  - 10.1234/bees\nER  - \n" + b"\n" * 2**18))
    assert read_papers(path).report.kept == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_file_without_end_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("LONGEST_FILE", "LONGEST_TEXT"):
        monkeypatch.setattr(decoding, limit, ROOM)
    monkeypatch.setattr("corpus.formats.xml.xmlstream.LONGEST_FILE", ROOM)
    monkeypatch.setattr("corpus.files.LONGEST_PAGE", ROOM)
    monkeypatch.setattr("corpus.formats.opening.page_html.LONGEST", ROOM)
    monkeypatch.setattr("corpus.formats.xml.zotero_rdf.LONGEST", ROOM)
    monkeypatch.setattr("corpus.formats.json.cff.LONGEST", ROOM)
    monkeypatch.setattr("corpus.formats.json.yamlrecords.LONGEST", ROOM)
    path = tmp_path / "endless"
    path.write_bytes(BEGINNINGS[name] + b"a b c\n" * (ROOM // 5))
    with pytest.raises(
        CorpusError,
        match=r"unpacks to more than|longer than|is a workbook that was cut off|is a text document that cannot be read|is a damaged archive",
    ) as refusal:
        read_papers(path, name)
    assert str(refusal.value).count("\n") == 0


def test_a_record_of_pubmeds_text_without_end_is_refused_alone(tmp_path: Path) -> None:
    path, begin = tmp_path / "endless", BEGINNINGS["pubmed-text"] + b"ring.\n\nPMID: 1\n\n\n"
    path.write_bytes(begin + begin.replace(b"1. Owl", b"2. Owl").replace(b"D: 1", b"D: 2") + b"x\n" * 2**16)
    report = read_papers(path, "pubmed-text", reading=Reading(limits=Limits(record_chars=2**16))).report
    assert (report.read, report.kept) == (2, 1)
    assert "the settings allow a record 65,536" in report.rejected[0].reason


@pytest.mark.parametrize("name", ["ris", "nbib"])
def test_a_record_without_end_is_refused_alone(name: str, tmp_path: Path) -> None:
    last = b"ER  - \n" if name == "ris" else b""
    path = tmp_path / "endless"
    good = BEGINNINGS[name] + b"Bees\n" + (b"DO  - 10.1234/bees\n" if name == "ris" else b"") + last
    path.write_bytes(BEGINNINGS[name].replace(b"1", b"2") + b"x\n" * 2**16 + last + good)
    report = read_papers(path, name, reading=Reading(limits=Limits(record_chars=2**16))).report
    assert (report.read, report.kept) == (2, 1)
    assert "the settings allow a record 65,536" in report.rejected[0].reason
    assert len(report.rejected[0].raw) <= collecting.LONGEST_RAW


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ris", "nbib", "bibtex", "csl-json", "table"])
def test_a_value_of_very_many_lines_takes_no_long_time(name: str, tmp_path: Path) -> None:
    """Sixty thousand lines of one abstract: read in a moment, or refused."""
    path = tmp_path / "long"
    path.write_bytes(BEGINNINGS[name] + b"fly \n" * 60_000)
    try:
        report = read_papers(path, name).report
    except CorpusError:
        return
    assert report.read == report.kept + len(report.rejected)


def test_refusals_without_end_are_refused_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "MOST_REFUSED", 1000)
    path = tmp_path / "many.jsonl"
    path.write_bytes(b"{}\n" * 1001)
    with pytest.raises(CorpusError, match="More than 1,000 records would be refused") as refusal:
        read_papers(path)
    assert isinstance(refusal.value, UnreadableError)


def test_a_large_file_of_bibtex_is_held_a_few_times_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folding the case of all its text took twelve bytes for each of its letters, for a moment."""
    monkeypatch.setattr("corpus.formats.opening.decoding.LONGEST_TEXT", 2_500_000)  # for which room is set apart
    file = tmp_path / "large.bib"
    file.write_text("@misc{owl, title = {Owls at night}, doi = {10.5555/owl}}\n" + "hé " * 500_000, "utf-8")
    read_papers(file)
    tracemalloc.start()
    try:
        assert len(read_papers(file).papers) == 1
        assert tracemalloc.get_traced_memory()[1] < 8 * file.stat().st_size
    finally:
        tracemalloc.stop()

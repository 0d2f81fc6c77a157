"""Zotero's RDF, MODS, and the text of the Cochrane Library and RefWorks: files as they are written, of invented papers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.models import Paper, Parsed
from tests.conftest import examples
from tests.corpus.formats.exports import FILES
from tests.corpus.formats.exports_xml import BIBLIONTOLOGY, MODS, RDF


def read(folder: Path, name: str, text: str | None = None) -> Parsed:
    file = folder / f"{name}.txt"
    file.write_text(FILES[name] if text is None else text, "utf-8")
    return read_papers(file)


def place(paper: Paper) -> tuple[object, ...]:
    return paper.doi, paper.journal, paper.year, paper.volume, paper.issue, paper.page, str(paper.published)


WHOLE = ("10.5555/goat.1", "Journal of Goat Science", 2020, "3", "2", "10-19", "2020-03-01")


def names(paper: Paper) -> list[tuple[str | None, str | None]]:
    return [(one.family or one.name, one.given) for one in paper.authors]


def at_line(words: str) -> int:
    """The first line of the RDF, from 1, that has some words."""
    return next(at for at, line in enumerate(RDF.splitlines(), 1) if words in line)


def editors(paper: Paper) -> list[str | None]:
    return [one.family for one in paper.editors or ()]


def test_items_of_zotero_are_read_with_what_stands_beside_them(tmp_path: Path) -> None:
    parsed = read(tmp_path, "zotero-rdf")
    bells, chapter = parsed.papers
    assert place(bells) == WHOLE
    assert (bells.title, bells.pmid, bells.issn) == ("Goat bells & in vivo nights", "99000001", "1234-5678")
    assert bells.abstract == "BACKGROUND: Goats ring at 10⁵ Hz.\nRESULTS: 12 rang."
    assert names(bells) == [("van der Berg", "Jan"), ("GOAT Study Group", None)]
    assert (bells.keywords, bells.short_journal) == (("bells; brass", "goats"), "J Goat Sci")
    assert bells.url == "https://example.org/goat?a=1&b=2"
    assert (chapter.kind, chapter.journal, chapter.year) == ("chapter", "Bells of the Alps", 2011)
    assert (chapter.publisher, chapter.publisher_place, editors(chapter)) == ("Barn Press", "Chur", ["Pen"])
    assert [(one.line, one.reason) for one in parsed.report.rejected] == [
        (at_line("#item_8"), "it has neither a title nor a text, so there is nothing to search")
    ]
    assert (parsed.report.read, parsed.lines) == (3, (at_line("goat?"), at_line("#item_7")))


def test_an_item_is_told_by_its_line_however_its_name_is_written(tmp_path: Path) -> None:
    text = RDF.replace('<rdf:Description rdf:about="#item_8"', "<rdf:Description rdf:about = '#item_8'")
    parsed = read(tmp_path, "zotero-rdf", text)
    assert [one.line for one in parsed.report.rejected] == [at_line("#item_8")]


def test_a_journal_of_several_items_gives_none_of_them_its_doi(tmp_path: Path) -> None:
    again = '<bib:Article rdf:about="#x"><z:itemType>journalArticle</z:itemType><dcterms:isPartOf rdf:resource="urn:issn:1234-5678"/><dc:title>Kids</dc:title></bib:Article>'
    papers = read(tmp_path, "zotero-rdf", RDF.replace("</rdf:RDF>", f"{again}</rdf:RDF>")).papers
    assert [paper.doi for paper in papers] == [None, None, None]
    assert papers[2].journal == "Journal of Goat Science"


def test_what_stands_beside_items_and_is_none_of_zoteros_is_told(tmp_path: Path) -> None:
    """A journal that no item points at is a part of Zotero's all the same."""
    journal = '<bib:Journal rdf:about="urn:issn:8765-4321"><dc:title>Kid Lett.</dc:title></bib:Journal>'
    reports = [
        read(tmp_path, "zotero-rdf", RDF.replace("</rdf:RDF>", f"{more}</rdf:RDF>")).report
        for more in (journal, f"{journal}<bib:Recording><dc:title>Rings</dc:title></bib:Recording>")
    ]
    told = [[note for note in one.notes if "no items of Zotero" in note] for one in reports]
    assert told == [[], ["1 parts that are no items of Zotero were left out"]]


def test_zoteros_bibliontology_is_read_as_its_items(tmp_path: Path) -> None:
    """What is part of what is a node inside another, or by itself and pointed at; a user's item says which are items."""
    bells, chapter, book = read(tmp_path, "zotero-rdf", BIBLIONTOLOGY).papers
    assert place(bells) == ("10.5555/g.1", "Goat Letters", 2020, "12", "3", "101-109", "2020-03-05")
    assert (bells.pmid, bells.issn, bells.short_journal) == ("99000001", "1234-5678", "Goat Lett")
    assert (bells.title, bells.abstract, bells.keywords) == ("Goat bells", "Goats ring at p < 0.05.", ("goats",))
    assert names(bells) == [("van der Hay", "Ada"), ("GOAT Study Group", None)]
    assert (bells.url, bells.type) == ("https://example.org/goat", "Article")
    assert (chapter.kind, chapter.journal, chapter.year, chapter.page) == (
        "chapter",
        "Bells of the Alps",
        2011,
        "7-9",
    )
    assert (names(chapter), editors(chapter), chapter.publisher) == ([("Hay", "Ada")], ["Pen"], "Barn Press")
    assert (book.kind, book.title, names(book), book.publisher_place) == (
        "book",
        "Kids",
        [("Pen", "Otto")],
        "Chur",
    )


def test_a_node_of_bibliontology_that_is_part_of_itself_ends(tmp_path: Path) -> None:
    text = BIBLIONTOLOGY.replace(
        '<bibo:Issue rdf:nodeID="n1">', '<bibo:Issue rdf:nodeID="n1"><dcterms:isPartOf rdf:nodeID="n1"/>'
    )
    assert next(paper.title for paper in read(tmp_path, "zotero-rdf", text).papers) == "Goat bells"


@pytest.mark.parametrize(
    ("name", "title"), [("zotero-rdf", "<dc:title>Brass</dc:title>"), ("mods", "<title>Brass</title>")]
)
def test_a_record_that_cannot_be_read_costs_itself_alone(tmp_path: Path, name: str, title: str) -> None:
    deep = title.replace("Brass", "<b>" * 2000 + "Brass" + "</b>" * 2000)
    parsed, whole = read(tmp_path, name, FILES[name].replace(title, deep)), read(tmp_path, name)
    assert (parsed.report.read, parsed.papers) == (whole.report.read, whole.papers[:1])
    assert any("nested too deeply" in one.reason for one in parsed.report.rejected)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RDF[:1500], "this is not well-formed XML"),
        (RDF.replace("<rdf:RDF", '<!DOCTYPE x [<!ENTITY a "aa">]><rdf:RDF'), "declares entities"),
        (
            "<rdf:RDF xmlns:bibo='http://purl.org/ontology/bibo/'><bibo:Article/></rdf:RDF>",
            "is RDF of a kind that is not read; export the papers as RIS",
        ),
    ],
)
def test_rdf_that_cannot_be_read_is_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CorpusError, match=said) as error:
        read(tmp_path, "zotero-rdf", text)
    assert str(error.value).startswith("zotero-rdf.txt")


@pytest.mark.parametrize("prefix", ["", "mods:"])
def test_mods_is_read_with_and_without_a_prefix(tmp_path: Path, prefix: str) -> None:
    text = MODS if not prefix else MODS.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
    text = text.replace(f"<{prefix}?", "<?").replace("xmlns=", "xmlns:mods=" if prefix else "xmlns=")
    bells, chapter = read(tmp_path, "mods", text).papers
    assert place(bells) == WHOLE
    assert (bells.title, bells.abstract) == ("The goat bells: a trial", "Bells rang in 12 of 40 goats.")
    assert names(bells) == [("van der Berg", "Jan"), ("GOAT Bells Board", None), ("Pen", "Otto")]
    assert (bells.issn, bells.keywords, bells.url) == ("1234-5678", ("bells; brass",), "https://example.org/goat")
    assert (chapter.kind, chapter.journal, chapter.year) == ("chapter", "Bells of the Alps", 2011)
    assert (chapter.publisher, editors(chapter)) == ("Barn Press", ["Doe"])


def test_mods_takes_the_year_from_whichever_origin_has_it(tmp_path: Path) -> None:
    """Catalogues tell of the printer, the publisher and the seller apart."""
    printed = '<originInfo eventType="manufacture"><place><placeTerm>Chur</placeTerm></place></originInfo>'
    text = MODS.replace("<originInfo><publisher>", f"{printed}<originInfo><publisher>")
    chapter = read(tmp_path, "mods", text).papers[1]
    assert (chapter.year, chapter.publisher) == (2011, "Barn Press")


def test_text_of_the_cochrane_library_is_read(tmp_path: Path) -> None:
    trial, review = read(tmp_path, "cochrane").papers
    assert place(trial) == (WHOLE[0], "Journal of goat science", *WHOLE[2:6], "None")
    assert (trial.pmid, trial.source_id, trial.type) == ("99000001", "CN-09900001", "Article")
    assert names(trial) == [("Hay", "NP"), ("van der Berg", "J")]
    assert trial.keywords == ("bell", "goat /therapy", "Night")
    assert trial.abstract == "BACKGROUND: Goats ring. RESULTS: 12 rang."
    assert (review.doi, review.issue) == ("10.1002/14651858.cd009999.pub2", "3")
    assert review.abstract == "Background Goats ring.\nMain results OR: 2.0 was seen."


def test_text_of_refworks_is_read(tmp_path: Path) -> None:
    bells, chapter = read(tmp_path, "refworks").papers
    assert place(bells) == WHOLE
    assert names(bells) == [("Hay", "Nora P."), ("van der Berg", "Jan")]
    assert bells.editors is None
    assert bells.abstract is not None
    assert bells.abstract.split() == "Bells rang in 12 of 40 goats. CT showed 3 of them.".split()
    assert (bells.keywords, bells.short_journal) == (("bells", "goats"), "J Goat Sci")
    assert (chapter.kind, chapter.journal, editors(chapter)) == ("chapter", "Bells of the Alps", ["Doe"])


@pytest.mark.slow  # tests/fuzz tries a moment of the same for every format
@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(100))
def test_whatever_is_wrong_with_a_file_its_report_balances(tmp_path: Path, name: str, data: st.DataObject) -> None:
    text = FILES[name]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        new = data.draw(st.text(max_size=8) | st.just(text[start : start + 200]))
        text = text[:start] + new + text[end:]
    file = tmp_path / "a.txt"
    file.write_text(text, "utf-8", errors="replace")
    try:
        report = read_papers(file, name).report
    except CorpusError:
        return
    assert report.read == report.kept + report.merged + len(report.rejected)

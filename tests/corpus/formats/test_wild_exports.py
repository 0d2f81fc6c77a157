"""What exports in public repositories held and was lost or mangled: of invented papers, in the same shapes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import CorpusError, UnreadableError
from corpus.files import read_papers
from tests.corpus.formats.test_variants import read

JOURNALS_AT_OVID = """\
<8>
Score
  *****
Accession Number
  00042637-900000000-99667.
Author
  Hay, Ada MD 1;  Pen, Otto 2
Institution
  (1)Institute of Goats, Owlham
Title
  Effects of bells on goats: a systematic review.[Review]
Source
  Journal of the Goat Association.\x20
Status
  Publish Ahead of Print, POST AUTHOR CORRECTIONS, 18 August 2014
Abstract
  Goats with bells were found.
Author Keywords
  goat;  bell.
Language
  English.
Document Type
  Review:  PDF Only.
ISSN
  1067-5027
DOI Number
  10.5555/goat.2014
"""


def test_ovids_journals_ahead_of_print(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, JOURNALS_AT_OVID).papers
    assert (paper.doi, paper.source_id, paper.title) == (
        "10.5555/goat.2014",
        "00042637-900000000-99667",
        "Effects of bells on goats: a systematic review",
    )
    assert (paper.journal, paper.year, paper.keywords) == (
        "Journal of the Goat Association",
        2014,
        ("goat", "bell"),
    )


def test_ovids_journals_with_their_doi_only_in_the_title_of_a_section(tmp_path: Path) -> None:
    """Square brackets within a title are its own."""
    text = JOURNALS_AT_OVID.replace("review.[Review]", "review [Goats]")
    (paper,) = read(tmp_path, text).papers
    assert paper.title == "Effects of bells on goats: a systematic review [Goats]"


def test_a_doi_that_sage_writes_behind_the_key_costs_no_record(tmp_path: Path) -> None:
    text = (
        "@article{10.5555/goat.1,\ndoi:10.5555/goat.1,\nauthor = {Ada Hay and Otto Pen},\ntitle = {Goat bells},\n"
        "year = {2007},\ndoi = {10.5555/goat.1},\nabstract = {Goats ring ...}\n}\n"
    )
    parsed = read(tmp_path, text, "sage.bib")
    (paper,) = parsed.papers
    assert (paper.doi, paper.title, paper.year, len(paper.authors)) == ("10.5555/goat.1", "Goat bells", 2007, 2)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Hay Dicle, O. (24278633700)", ["O. Hay Dicle"]),
        ("Hay, Ada (24278633700); Pen, Otto B. (57200000001)", ["Ada Hay", "Otto B. Pen"]),
    ],
)
def test_numbers_behind_names_are_no_names(tmp_path: Path, written: str, names: list[str]) -> None:
    """As Scopus writes them, also behind the only author."""
    text = f'"Authors","Author full names","Title","Year","DOI"\n"Hay","{written}","Goat bells","2015","10.5555/goat.1"\n'
    (paper,) = read(tmp_path, text, "scopus.csv").papers
    assert [one.name for one in paper.authors] == names


def test_a_table_that_was_made_of_bibtex(tmp_path: Path) -> None:
    text = (
        "ENTRYTYPE,ID,title,author,journal,year,doi\n"
        'article,hay2019,{Goat} bells in {West} {Africa} \\& {\\"o}stlich,"Hay, Ada and Pen, Otto",Goat \\& Kid,2019,10.5555/goat.1\n'
    )
    (paper,) = read(tmp_path, text, "papers.csv").papers
    assert (paper.title, paper.journal) == ("Goat bells in West Africa & östlich", "Goat & Kid")
    assert [one.name for one in paper.authors] == ["Ada Hay", "Otto Pen"]


def test_braces_of_a_table_that_is_of_no_bibtex_are_kept(tmp_path: Path) -> None:
    (paper,) = read(
        tmp_path, "id,title,year,doi\n1,The set {a} of goats,2019,10.5555/goat.1\n", "papers.csv"
    ).papers
    assert paper.title == "The set {a} of goats"


def test_a_year_of_publication_under_another_name(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, "title,year_publication,doi\nGoat bells,2019,10.5555/goat.1\n", "papers.csv").papers
    assert paper.year == 2019


def test_a_tag_of_ris_with_one_gap_among_others_is_a_tag_and_a_line_of_an_abstract_is_none(tmp_path: Path) -> None:
    text = (
        "TY  - JOUR\nTI  - Goat bells\nAB  - Of bells,\nDO - re - mi was heard.\nAU  - Hay, Ada\nKW - bell\ngoat\n"
        "PY  - 2020\nER  -\n"
    )
    (paper,) = read(tmp_path, text).papers
    assert (paper.keywords, [one.name for one in paper.authors]) == (("bell", "goat"), ["Ada Hay"])
    assert (paper.abstract, paper.doi) == ("Of bells, DO - re - mi was heard.", None)


REPORT = """\
TOPIC: (goat bell*)
Timespan=2000-2018. Indexes=SCI-EXPANDED

,,Total Publications by Year
{}
Results found,2
Sum of the Times Cited,19

Title,Authors,Corporate Authors,Source Title,Publication Date,Publication Year,Volume,Issue,Beginning Page,Ending Page,Article Number,DOI,Total Citations,Average per Year,2017,2018
Goat bells,"Hay, Ada; Pen, O",,GOAT LETTERS,FEB 2004,2004,19,2,94,100,,10.5555/goat.1,17,1.5,2,3
Kid bells,"Pen, O",Owl Study Group,GOAT LETTERS,2005,2005,20,1,,,e7,10.5555/goat.2,2,0.2,0,1
"""


def test_a_report_of_citations_has_its_header_below_its_figures(tmp_path: Path) -> None:
    """As Web of Science writes it: the search, a chart's place, sums, then the papers."""
    first, second = read(tmp_path, REPORT.format("\n" * 18), "savedrecs.csv").papers
    assert (first.title, first.doi, first.year, first.page, first.cited_by) == (
        "Goat bells",
        "10.5555/goat.1",
        2004,
        "94-100",
        17,
    )
    assert ([one.name for one in second.authors], second.article_number) == (["O Pen", "Owl Study Group"], "e7")


def test_far_below_its_beginning_a_line_that_names_two_columns_is_no_header(tmp_path: Path) -> None:
    text = "Notes of the barn.\n" * 20 + "title, abstract\nGoat bells, Goats ring.\n"
    with pytest.raises(UnreadableError, match="in no format that is read"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        '{\n  "name": "barn",\n  "version": "1.0.0",\n  "author": "Ada Hay"\n}\n',
        '{"name": "barn", "author": "Ada Hay"}',
        '[{"name": "bell", "size": 3}, {"name": "bell", "size": 4}]',
    ],
)
def test_json_that_holds_no_paper_is_told_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableError, match=r"package\.json is JSON of a kind that is not read; export the"):
        read(tmp_path, text, "package.json")


@pytest.mark.parametrize("text", ['{\n  "title": ""\n}', '[{"DOI": "10.5555/goat.1"}]', '{"abstract": 5}'])
def test_json_of_a_paper_that_lacks_what_it_needs_is_refused_with_its_reason(tmp_path: Path, text: str) -> None:
    report = read(tmp_path, text, "one.json").report
    assert (report.read, len(report.rejected)) == (1, 1)


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch//EN">\n'
        "<eSearchResult><Count>1</Count><IdList>\n<Id>99000001</Id></IdList></eSearchResult>",
        '{"header":{"type":"esearch","version":"0.3"},"esearchresult":{"count":"1","idlist":["99000001"]}}',
        '{\n  "header": {"type": "esearch"},\n  "esearchresult": {"idlist": ["99000001"]}\n}',
    ],
)
def test_what_pubmed_answers_a_search_with_is_a_list_of_pmids(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorpusError, match="is a list of PMIDs; save the search in PubMed"):
        read(tmp_path, text)


@pytest.mark.parametrize("gap", ["", " "])
def test_a_quotation_mark_that_lost_its_last_byte_is_one(tmp_path: Path, gap: str) -> None:
    """Its last byte is none that Windows-1252 has, so that programs drop it or write a gap in its place."""
    path = tmp_path / "bells.bib"
    said = b" ".join(b"The \xe2\x80\x9cbell\xe2\x80" + gap.encode() + b" rang." for _ in range(6))
    path.write_bytes(b"@article{a,\n title = {Goat bells},\n abstract = {" + said + b"}\n}\n")
    parsed = read_papers(path)
    assert parsed.papers[0].abstract == " ".join(["The “bell” rang."] * 6)
    assert "line 3 is not UTF-8" in parsed.report.notes[0]


def test_a_record_of_datacite_that_tells_its_issue_as_a_page_and_its_pages_as_a_size(tmp_path: Path) -> None:
    record = {
        "doi": "10.5555/goat.1", "types": {"resourceTypeGeneral": "Text"}, "creators": [{"name": "Hay, Ada"}], "titles": [{"title": "Glocken"}], "publicationYear": 2018,
        "container": {"type": "Series", "title": "Ziegen", "firstPage": "Bd. 1 Nr. 2 (2018)"}, "sizes": ["42-79 Seiten"],
        "descriptions": [{"descriptionType": "SeriesInformation", "description": "x"}, {"lang": "de", "descriptionType": "Abstract", "description": "Ziegen läuten."},
                         {"lang": "en", "descriptionType": "Abstract", "description": "Goats ring."}],
    }  # fmt: skip
    (paper,) = read(tmp_path, json.dumps(record), "one.json").papers
    assert (paper.journal, paper.volume, paper.issue, paper.page) == ("Ziegen", "1", "2", "42-79")
    assert paper.abstract == "Goats ring."
    record["container"] = {"title": "Ziegen", "volume": "3", "firstPage": "10", "lastPage": "12"}
    (paper,) = read(tmp_path, json.dumps(record), "one.json").papers
    assert (paper.volume, paper.issue, paper.page) == ("3", None, "10-12")


def test_all_pages_in_one_tag_of_web_of_science(tmp_path: Path) -> None:
    """As it has them of CAB Abstracts."""
    text = "FN Clarivate\nVR 1.0\nPT J\nAU Hay, A\nTI Goat bells\nSO Goats\nVL 27\nIS 2\nPS 170-175\nPY 1998\nER\n\nEF\n"
    (paper,) = read(tmp_path, text).papers
    assert (paper.volume, paper.page) == ("27", "170-175")


def test_bibtex_without_types_whose_fields_are_tags(tmp_path: Path) -> None:
    """As programs made in R write what they read of Web of Science."""
    text = "@{,\n  Au = {HAY AB;PEN O},\n  Ti = {GOAT BELLS},\n  So = {GOAT LETTERS},\n  Ab = {GOATS RING.},\n  Di = {10.5555/GOAT.1},\n  Py = {2004},\n  Vl = {19},\n  Pn = {2},\n  Pp = {94-100},\n  De = {GOAT; BELL},\n  Tc = {917}\n}\n\n\n"
    parsed = read(tmp_path, text + text.replace("GOAT", "KID"))
    paper = parsed.papers[0]
    assert (parsed.report.read, parsed.report.kept, paper.doi, paper.year) == (2, 2, "10.5555/goat.1", 2004)
    assert ([one.name for one in paper.authors], paper.volume, paper.issue, paper.page) == (
        ["AB HAY", "O PEN"],
        "19",
        "2",
        "94-100",
    )
    assert (paper.abstract, paper.cited_by, paper.keywords) == ("GOATS RING.", 917, ("GOAT", "BELL"))


@pytest.mark.parametrize(
    "key", ["干草 野良2019", "Hay Ada 2019", "Hay & Pen 2019", "Hay, Jr2019", "de Hay, Jr.2019"]
)
def test_an_entry_whose_key_has_gaps(key: str, tmp_path: Path) -> None:
    entry = f"@article{{{key},\n  title = {{Goat bells}},\n  year = {{2019}}\n}}\n"
    for text in (entry, "@article{a,\n  title = {Fog},\n  note = {{open\n\n" + entry):
        (tmp_path / "goats.bib").write_text(text, "utf-8")
        assert read_papers(tmp_path / "goats.bib").papers[-1].title == "Goat bells"


def test_a_journal_of_one_word_in_capitals_is_written_as_its_short_name_is(tmp_path: Path) -> None:
    record = "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Hay, A\nTI Goat bells\nSO {}\nJI {}\nPY 2020\nER\n\nEF\n"
    told = [("GOATS", "Goats"), ("SPINE", "SPINE"), ("GOATS", "Goats Int.")]
    journals = [read(tmp_path, record.format(*one)).papers[0].journal for one in told]
    assert journals == ["Goats", "SPINE", "GOATS"]


def test_the_cochrane_librarys_lines_above_a_record_of_ris_are_told_of_none(tmp_path: Path) -> None:
    above = 'Record #{0} of 2\nProvider: John Hay & Sons, Ltd.\nContent: text/plain; charset="UTF-8"\n\n'
    record = "TY  -  JOUR\nAN  -  CN-0000000{0}\nTI  -  Goat bells {0}\nER  -  \n\n\n"
    parsed = read(tmp_path, "".join((above + record).format(number) for number in (1, 2)))
    assert [(one.title, one.source_id) for one in parsed.papers] == [
        ("Goat bells 1", "CN-00000001"),
        ("Goat bells 2", "CN-00000002"),
    ]
    assert parsed.report.notes == ()


def test_a_value_in_two_pairs_of_quotation_marks_is_what_stands_in_them(tmp_path: Path) -> None:
    text = '@article{HAY2017,\ntitle = "Goat bells",\nnote = ""9th Goat Meeting, Owlham"",\nyear = "2017",\nabstract = ""\n}\n'
    (tmp_path / "goats.bib").write_text(text, "utf-8")
    (paper,) = read_papers(tmp_path / "goats.bib").papers
    assert (paper.title, paper.year, paper.abstract) == ("Goat bells", 2017, None)


def test_keywords_of_which_each_letter_stands_on_a_line_are_words(tmp_path: Path) -> None:
    words = "Goat Bells; Fog; Owl Calls and Songs"
    letters = "".join(f"KW  - {letter}\n" for letter in words)
    record = "TY  - JOUR\nTI  - Goat bells\nDO  - 10.5555/goat.1\n{}ER  - \n"
    assert read(tmp_path, record.format(letters)).papers[0].keywords == (
        "Goat Bells",
        "Fog",
        "Owl Calls and Songs",
    )
    few = "KW  - C\nKW  - R\n"
    assert read(tmp_path, record.format(few)).papers[0].keywords == ("C", "R")


def test_web_of_sciences_text_with_tabs_behind_its_tags(tmp_path: Path) -> None:
    one = "PT\tJ\nAU\tHay, Ada\nPen, Otto\nRI\t\nHay, Ada \tA-1234-2018 \nTI\tGoat bells\nSO\tGOAT LETTERS\nDI\t10.5555/goat.{0}\nPY\t2021\nAB\tBells ring.\nTC\t3\nER\t\n"
    parsed = read(tmp_path, "FN\tClarivate Analytics Web of Science\nVR\t1.0\n" + one.format(1) + one.format(2))
    assert [(paper.doi, paper.year, paper.abstract, len(paper.authors)) for paper in parsed.papers] == [
        ("10.5555/goat.1", 2021, "Bells ring.", 2), ("10.5555/goat.2", 2021, "Bells ring.", 2),
    ]  # fmt: skip

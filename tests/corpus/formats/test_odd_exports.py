"""Files as programs write them beside what their formats say: of invented papers, each loss told or mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.models import Parsed


def read(folder: Path, content: str | bytes, name: str = "papers.txt") -> Parsed:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    parsed = read_papers(path)
    report = parsed.report
    assert report.read == report.kept + report.merged + len(report.rejected)
    return parsed


def test_bibtex_types_of_mendeley(tmp_path: Path) -> None:
    """They hold an underscore, and such entries were no entries: they went without a word."""
    text = (
        "@article{a, title={Goat bells}, journal={Goats}, doi={10.5555/goat.1}}\n"
        "@web_page{b, title={Kid bells}, url={https://example.org/kids}}\n"
        "@book_section{c, title={Lamb bells}, booktitle={Lambs}, doi={10.5555/lamb.1}}\n"
        "@magazine_article{d, title={Ewe bells}, journal={Ewes}, doi={10.5555/ewe.1}}\n"
        "@data-set{e, title={Ram bells}, doi={10.5555/ram.1}}\n"
    )
    parsed = read(tmp_path, text)
    assert [(one.title, one.type, one.kind) for one in parsed.papers] == [
        ("Goat bells", "Article", None),
        ("Kid bells", "Web page", "webpage"),
        ("Lamb bells", "Book section", "chapter"),
        ("Ewe bells", "Article", None),
        ("Ram bells", None, None),
    ]


def test_a_bibtex_key_may_hold_brackets(tmp_path: Path) -> None:
    text = "@article{Hay(2020)Bells,\n  title = {Goat bells},\n  doi = {10.5555/goat.1}\n}\n"
    assert [one.doi for one in read(tmp_path, text).papers] == ["10.5555/goat.1"]
    cited = text + "@inproceedings{b, crossref={Pen(2020)}, title={Kid bells}, doi={10.5555/kid.1}}\n"
    volume = "@proceedings{Pen(2020),\n  title={Proceedings of the Bell Day}, year=2020}\n"
    assert read(tmp_path, cited + volume).papers[1].journal == "Proceedings of the Bell Day"


def test_books_that_others_refer_to_are_works_too(tmp_path: Path) -> None:
    """Volumes of proceedings are not, which is told."""
    text = (
        "@incollection{a, crossref={b}, title={Goat bells}, pages={1--9}, doi={10.5555/goat.1}}\n"
        "@book{b, title={Bells of the hills}, editor={Pen, Otto}, year=2020, isbn={978-1-0000-0000-0}}\n"
        "@inproceedings{c, crossref={d}, title={Kid bells}, doi={10.5555/kid.1}}\n"
        "@proceedings{d, title={Proceedings of the Bell Day}, year=2021}\n"
    )
    parsed = read(tmp_path, text)
    assert [(one.title, one.journal, one.year) for one in parsed.papers] == [
        ("Goat bells", "Bells of the hills", 2020),
        ("Bells of the hills", None, 2020),
        ("Kid bells", "Proceedings of the Bell Day", 2021),
    ]
    assert parsed.report.notes == (
        "volumes of proceedings that papers refer to (crossref) were read with these, and are none themselves: 1",
    )


ENDNOTE = (
    '<xml><records><record><ref-type name="Journal Article">17</ref-type><titles><title>Goat bells {}</title></titles>'
    "<electronic-resource-num>10.5555/goat.1</electronic-resource-num></record></records></xml>"
)


def test_signs_that_a_document_type_names(tmp_path: Path) -> None:
    """Publishers' JATS names them, in a document type that is not fetched."""
    article = (
        '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.0 20120330//EN" "JATS-journalpublishing1.dtd">'
        '<article><front><article-meta><article-id pub-id-type="doi">10.5555/goat.1</article-id><title-group>'
        "<article-title>The shepherd&rsquo;s bells &mdash; R&amp;D &lt;5&nbsp;&mu;m</article-title></title-group></article-meta></front></article>"
    )
    assert [one.title for one in read(tmp_path, article).papers] == ["The shepherd’s bells — R&D <5 μm"]


@pytest.mark.parametrize(
    ("declared", "used"),
    [("ISO646-US", "ascii"), ("ISO-8859-15", "iso-8859-15"), ("GB2312", "gb2312"), ("utf-16", "utf-8")],
)
def test_encodings_that_xml_declares(tmp_path: Path, declared: str, used: str) -> None:
    letters = {"iso-8859-15": "für Œuvre", "gb2312": "山羊的铃", "utf-8": "für"}.get(used, "")
    text = f'<?xml version="1.0" encoding="{declared}"?>\n{ENDNOTE.format(letters)}'
    assert read(tmp_path, text.encode(used)).papers[0].title == f"Goat bells {letters}".strip()


def test_columns_in_the_plural(tmp_path: Path) -> None:
    parsed = read(tmp_path, "pubmedID,title,authors,abstracts\n1234567,Goat bells,Ada Hay,Goats ring.\n", "a.csv")
    assert [(one.pmid, one.abstract) for one in parsed.papers] == [("1234567", "Goats ring.")]


RIS = "TY  - JOUR\nTI  - Goat bells\nJO  - Goats\nPY  - 2020\n{}ER  - \n"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (["Hay, Ada et al."], ["Ada Hay"]),
        (["Hay, Ada*", "Pen, Otto¹", "Sty, Eva†"], ["Ada Hay", "Otto Pen", "Eva Sty"]),
        (["Hay, Ada1,2", "Pen, Otto J.3"], ["Ada Hay", "Otto J. Pen"]),
        (["Hay, Ada (ORCID: 0000-0001-2345-678X)"], ["Ada Hay"]),
        (["Hay, A., & Pen, O."], ["A. Hay", "O. Pen"]),
        (["-"], []),
        (["N/A"], []),
        (["&NA;"], []),
        (["COVID-19 Study Group", "Group 5", "Hay, Ada"], ["COVID-19 Study Group", "Group 5", "Ada Hay"]),
        (["Ríos C., Efraín R.", "Hay, Ada"], ["Efraín R. Ríos C.", "Ada Hay"]),
        (["Hay J., Pen P."], ["J. Hay", "P. Pen"]),
    ],
)
def test_names_alone(tmp_path: Path, written: list[str], names: list[str]) -> None:
    """Without what notes, addresses and programs put behind them; who has two family names is one person."""
    parsed = read(tmp_path, RIS.format("".join(f"AU  - {name}\n" for name in written)))
    assert [one.name for one in parsed.papers[0].authors] == names
    cell = read(tmp_path, f'Title,Authors\nGoat bells,"{"; ".join(written)}"\n', "a.csv").papers[0].authors
    assert "&" in written[0] or [one.name for one in cell] == names


@pytest.mark.parametrize(
    "written",
    [
        "10.5555/ goat-1.b_2",
        "10.5555 /goat-1.b_2",
        "10.5555/goat -1.b_2",
        "10.5555/goat- 1.b_2",
        "10.5555/goat–1.b_2",
        "10.5555/goat-1.b\\_2",
        "10.5555/goat-1.b_2/full",
        "https://doi.org/10.5555/ goat-1.b_2",
        "10.5555/goat-1.b_2 [doi]",
        "10.5555/goat-1.b_2. 2020",
        "10.5555/goat-1.b_2. 10.5555/kid.1",
        "10.5555/goat-1.b_2 - Epub",
    ],
)
def test_a_broken_doi_is_whole(tmp_path: Path, written: str) -> None:
    """What stood before the gap is another work's, or nobody's."""
    assert read(tmp_path, RIS.format(f"DO  - {written}\n")).papers[0].doi == "10.5555/goat-1.b_2"


def test_a_doi_broken_at_a_stop(tmp_path: Path) -> None:
    assert (
        read(tmp_path, RIS.format("DO  - 10.5555/j.goat. 2020.01.001\n")).papers[0].doi
        == "10.5555/j.goat.2020.01.001"
    )
    assert read(tmp_path, RIS.format("DO  - 10.5555/full\n")).papers[0].doi == "10.5555/full"


@pytest.mark.parametrize(
    "written", ["2020 Mar 5", "March 5, 2020", "Mar. 5th, 2020", "5.3.2020", "05.03.2020", "2020/03/05/"]
)
def test_days_in_many_hands(tmp_path: Path, written: str) -> None:
    paper = read(tmp_path, RIS.replace("2020", written).format("")).papers[0]
    assert (str(paper.published), paper.year) == ("2020-03-05", 2020)


def test_a_title_that_says_that_there_is_none(tmp_path: Path) -> None:
    text = "Title,Abstract,DOI\nN/A,Goats ring.,10.5555/goat.1\n-,,10.5555/kid.1\n"
    parsed = read(tmp_path, text, "a.csv")
    assert [(one.title, one.abstract) for one in parsed.papers] == [("", "Goats ring.")]
    assert [one.reason for one in parsed.report.rejected] == [
        "it has neither a title nor a text, so there is nothing to search"
    ]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("mac_roman", "Müllers Glocken – für „Zoë“"),
        ("mac_roman", "Les chèvres d’été"),
        ("cp1252", "Müllers Glocken – für „Zoë“"),
        ("cp1252", "Dušan’s bells… a•b Hawai‘i “Œuvre” Kinect™based"),
        ("cp1252", "Žižek und Straße"),
    ],
)
def test_mac_roman_is_told_by_the_letters_within_words(tmp_path: Path, encoding: str, text: str) -> None:
    parsed = read(tmp_path, RIS.replace("Goat bells", text).format("").encode(encoding))
    assert parsed.papers[0].title == text
    told = "the file was read as Mac Roman" if encoding == "mac_roman" else "such lines were read as Windows-1252"
    seen = "If accents look wrong, save the file as UTF-8 and import that"
    assert parsed.report.notes[0] == f"line 2 is not UTF-8; {told}. {seen}"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1253", "Οι καμπάνες των κατσικιών"),
        ("cp1255", "פעמוני העיזים בלילה"),
        ("cp1256", "أجراس الماعز في الليل"),
    ],
)
def test_what_is_of_the_eastern_mediterranean_is_no_mac_roman(tmp_path: Path, encoding: str, text: str) -> None:
    parsed = read(tmp_path, RIS.format(f"AB  - {text * 20}\n").encode(encoding))
    assert parsed.papers[0].abstract == text * 20
    assert f"Windows-{encoding[2:]}" in parsed.report.notes[0]


def test_what_dos_wrote_is_no_mac_roman(tmp_path: Path) -> None:
    parsed = read(tmp_path, RIS.replace("Goat bells", "Müllers Glöckchen").format("").encode("cp850"))
    assert parsed.papers[0].title == "Müllers Glöckchen"


def test_cells_that_programs_wrote(tmp_path: Path) -> None:
    """Lists of Python and JSON, numbers with a fraction that says nothing."""
    text = (
        "Title,Authors,Keywords,Volume,Issue,DOI\n"
        'Goat bells,"[\'Ada Hay\', ""Otto O\'Pen""]","[\'goat\', \'bell\']",12.0,2.0,10.5555/goat.1\n'
        '"Kid ""bells"", ringing","[{""name"": ""Ada Hay"", ""id"": 1}, {""name"": ""Otto Pen""}]",kid; bell,3,1,10.5555/kid.1\n'
        "Ewe bells,[Anonymous],[ewe],4,,10.5555/ewe.1\n"
    )
    parsed = read(tmp_path, text, "a.csv")
    assert [
        (one.title, [name.name for name in one.authors], one.keywords, one.volume, one.issue)
        for one in parsed.papers
    ] == [
        ("Goat bells", ["Ada Hay", "Otto O'Pen"], ("goat", "bell"), "12", "2"),
        ('Kid "bells", ringing', ["Ada Hay", "Otto Pen"], ("kid", "bell"), "3", "1"),
        ("Ewe bells", [], ("[ewe]",), "4", None),
    ]


def test_quotation_marks_behind_backslashes(tmp_path: Path) -> None:
    """As databases write them, who do not double them; what was behind one was read as LaTeX."""
    text = 'Title,Abstract,DOI\n"Goat \\"bells\\", ringing","They \\"ring\\".",10.5555/goat.1\n"Kid, bells",Kids.,10.5555/kid.1\n'
    parsed = read(tmp_path, text, "a.csv")
    assert [(one.title, one.abstract) for one in parsed.papers] == [
        ('Goat "bells", ringing', 'They "ring".'),
        ("Kid, bells", "Kids."),
    ]


def test_numbers_of_europe_pmc_are_pubmeds_where_a_record_is_from_there(tmp_path: Path) -> None:
    text = (
        "SOURCE,EXTERNAL_ID,DOI,TITLE,AUTHORS,JOURNAL_TITLE,PUBLICATION_YEAR,FIRST_PUBLICATION_DATE\n"
        'MED,31234567,10.5555/goat.1,Goat bells.,"Hay A, Pen O.",Goats,2020,2020-03-05\n'
        "PPR,PPR123,,Kid bells,Hay A,bioRxiv,2020,2020-03-05\n"
    )
    parsed = read(tmp_path, text, "a.csv")
    assert [(one.title, one.pmid, one.source_id, str(one.published)) for one in parsed.papers] == [
        ("Goat bells", "31234567", None, "2020-03-05"),
        ("Kid bells", None, "PPR123", "2020-03-05"),
    ]


def test_sources_of_ovid_in_running_words(tmp_path: Path) -> None:
    text = "<1>\nTI  - Goat bells\nAU  - Hay A\nSO  - Goat Letters 12, Winter 2007: 7-14.\n\n<2>\nTI  - Kid bells\nAU  - Hay A\nSO  - In: Kids and bells (2008) Barn Press.\n"
    assert [(one.journal, one.volume, one.year, one.page) for one in read(tmp_path, text).papers] == [
        ("Goat Letters", "12", 2007, "7-14"),
        (None, None, 2008, None),
    ]


def test_bibtex_names_with_initials_before_them_are_people_among_inverted_ones(tmp_path: Path) -> None:
    text = "@article{a, title={Goat bells}, author={Pen, Otto and M. Hay and Sty K. and A. B. Byre-Ox and Barn AG}, doi={10.5555/goat.1}}\n"
    names = read(tmp_path, text).papers[0].authors
    assert [(one.name, one.family) for one in names] == [
        ("Otto Pen", "Pen"),
        ("M. Hay", "Hay"),
        ("K. Sty", "Sty"),
        ("A. B. Byre-Ox", "Byre-Ox"),
        ("Barn AG", None),
    ]


def test_datacites_record_without_its_type(tmp_path: Path) -> None:
    text = (
        '[{"attributes": {"doi": "10.5555/goat.1", "titles": [{"title": "Goat bells"}], "publicationYear": 2020}}]'
    )
    assert [(one.title, one.year) for one in read(tmp_path, text).papers] == [("Goat bells", 2020)]


def test_a_brace_too_many_costs_no_field_behind_it(tmp_path: Path) -> None:
    text = "@article{a,\n title={Goat bells}},\n year=2020,\n doi={10.5555/goat.1}}},\n journal={Goats}\n}\n@article{b, title={Kid bells}, doi={10.5555/kid.1}}\n"
    assert [(one.title, one.year, one.doi, one.journal) for one in read(tmp_path, text).papers] == [
        ("Goat bells", 2020, "10.5555/goat.1", "Goats"),
        ("Kid bells", None, "10.5555/kid.1", None),
    ]


def test_what_bibtex_entries_share(tmp_path: Path) -> None:
    text = "@xdata{x, journal={Goats}, year=2020}\n@XData{y, issn={1234-5678}}\n@article{a, title={Goat bells}, year=2021, xdata={x, y}}\n"
    (paper,) = read(tmp_path, text).papers
    assert (paper.journal, paper.year, paper.issn) == ("Goats", 2021, "1234-5678")


@pytest.mark.parametrize(
    ("written", "meant"), [(r"at 37 \textcelsius{} of \textbeta-carotene", "at 37 °C of β-carotene"), (r"\SI{5}{\milli\gram\per\kilo\gram}, \qty{90}{\percent}", "5 mg/kg, 90 %"),
        (r"\foreignlanguage{german}{Ziegen\-glocken}\\ and\par bells", "Ziegenglocken and bells"), (r"Bj\"ork \ng", "Björk ŋ"),
    ],
)  # fmt: skip
def test_latex_that_would_leave_too_little(tmp_path: Path, written: str, meant: str) -> None:
    assert read(tmp_path, f"@article{{a, title={{{written}}}}}").papers[0].title == meant

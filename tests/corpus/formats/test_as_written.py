"""Exports as programs really write them, names and tables: of invented papers, what a careful person reads in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.authors import inverted
from corpus.files import read_papers
from corpus.models import Parsed


def read(folder: Path, content: str, name: str = "papers.txt") -> Parsed:
    path = folder / name
    path.write_text(content, "utf-8")
    parsed = read_papers(path)
    report = parsed.report
    assert report.read == report.kept + report.merged + len(report.rejected)
    return parsed


def names(parsed: Parsed) -> list[list[str]]:
    return [[author.name for author in paper.authors] for paper in parsed.papers]


@pytest.mark.parametrize("nobody", ["[Anonymous]", "Anonymous", "[No authors listed]"])
def test_a_paper_of_nobody_in_web_of_science(tmp_path: Path, nobody: str) -> None:
    """Its name has a full form, too; the whole file was lost over it, with an IndexError."""
    text = f"FN Clarivate\nVR 1.0\nPT J\nAU {nobody}\nAF {nobody}\nTI Goat bells\nPY 2020\nER\n\nEF\n"
    parsed = read(tmp_path, text)
    assert [(one.title, one.authors) for one in parsed.papers] == [("Goat bells", ())]


def test_a_suffix_behind_the_family_name() -> None:
    """As Web of Science and BibTeX write it: the suffix became the given name, and the given name was lost or another person's."""
    for written in ("Hay III, Ada A.", "Hay, Ada A., III", "Hay, III, Ada A.", "Hay, Ada A. III"):
        one = inverted(written)
        assert (one.name, one.family, one.given, one.suffix) == ("Ada A. Hay III", "Hay", "Ada A.", "III"), written


@pytest.mark.parametrize(
    ("written", "family", "given", "suffix"),
    [
        ("Hay III, Ada A.", "Hay", "Ada A.", "III"),
        ("Hay Jr., Ada A.", "Hay", "Ada A.", "Jr."),
        ("Hay II, A A", "Hay", "A A", "II"),
        ("van Hay IV, A.", "van Hay", "A.", "IV"),
    ],
)
def test_suffixes_in_files(tmp_path: Path, written: str, family: str, given: str, suffix: str) -> None:
    wos = (
        f"FN Clarivate\nVR 1.0\nPT J\nAU Pen, O\n   Hay, AA\nAF Pen, Otto\n   {written}\nTI Goat bells\nER\n\nEF\n"
    )
    bib = f"@article{{a, title={{Goat bells}}, author={{Pen, Otto and {written} and Sty, Bo}}}}\n"
    ris = f"TY  - JOUR\nTI  - Goat bells\nAU  - Pen, Otto\nAU  - {written}\nER  - \n"
    for text in (wos, bib, ris):
        one = read(tmp_path, text).papers[0].authors[1]
        assert (one.family, one.given, one.suffix) == (family, given, suffix), text


def test_a_number_of_others_is_no_author(tmp_path: Path) -> None:
    text = (
        "@article{a, title={Goat bells}, author={Hay, Ada and 24 others}}\n"
        "@article{b, title={Kid bells}, author={Hay, Ada and others}}\n"
        "@article{c, title={Ewe bells}, author={Hay, Ada and 3 more authors}}\n"
    )
    assert names(read(tmp_path, text)) == [["Ada Hay"], ["Ada Hay"], ["Ada Hay"]]


def test_web_of_science_by_way_of_a_spreadsheet(tmp_path: Path) -> None:
    """A spreadsheet saves its tags with quotation marks, which became a part of the first and the last name."""
    head = "PT\tAU\tTI\tSO\tAB\tPY\tUT\n"
    saved = head + (
        'J\t"Hay, A; Pen, O"\t"""Goat"" bells, rung"\tGOATS\t"Goats, we say, ring."\t2020\tWOS:1\n'
        "J\tSty, B\tKid bells\tGOATS\tKids ring.\t2021\tWOS:2\n"
    )
    parsed = read(tmp_path, saved)
    assert names(parsed) == [["A Hay", "O Pen"], ["B Sty"]]
    assert [(one.title, one.abstract) for one in parsed.papers] == [
        ("“Goat” bells, rung".replace("“", '"').replace("”", '"'), "Goats, we say, ring."),
        ("Kid bells", "Kids ring."),
    ]
    own = head + 'J\tHay, A; Pen, O\t"Goat" bells\tGOATS\t"Goats" ring.\t2020\tWOS:1\n'
    assert [(one.title, one.abstract) for one in read(tmp_path, own).papers] == [('"Goat" bells', '"Goats" ring.')]


def test_columns_of_two_tables_that_were_joined(tmp_path: Path) -> None:
    """R marks a column that both tables have with .x and .y."""
    text = '"id","title.y","abstract.y","doi.x"\n"1","Goat bells","Goats ring.","10.5555/goat.1"\n'
    parsed = read(tmp_path, text, "papers.csv")
    assert [(one.title, one.abstract, one.doi) for one in parsed.papers] == [
        ("Goat bells", "Goats ring.", "10.5555/goat.1")
    ]
    both = '"title.x","title.y","doi"\n"Goat bells","Goats","10.5555/goat.1"\n'
    assert [one.title for one in read(tmp_path, both, "papers.csv").papers] == ["Goat bells"]


@pytest.mark.parametrize(
    "header",
    [
        "著者,タイトル,年,出典タイトル,巻,号,論文番号,開始ページ,終了ページ,DOI,リンク,抄録,著者キーワード,文献タイプ",
        "作者,文献标题,年份,来源出版物名称,卷,期,论文编号,起始页码,结束页码,DOI,链接,摘要,作者关键字,文献类型",
        "作者,文獻標題,年份,來源出版物名稱,卷,期,論文編號,起始頁碼,結束頁碼,DOI,連結,摘要,作者關鍵字,文獻類型",
        "Авторы,Название документа,Год,Название источника,Том,Выпуск,Статья №,Страница начала,Страница окончания,DOI,Ссылка,Краткое описание,Ключевые слова автора,Тип документа",
    ],
)
def test_scopus_in_the_languages_it_has(tmp_path: Path, header: str) -> None:
    row = '"Hay A., Pen O.",Goat bells,2020,Goats,3,2,,10,19,10.5555/goat.1,https://example.org/1,Goats ring.,bells; goats,Article'
    parsed = read(tmp_path, f"\ufeff{header}\n{row}\n", "scopus.csv")
    one = parsed.papers[0]
    assert names(parsed) == [["A. Hay", "O. Pen"]]
    assert (one.title, one.year, one.journal, one.volume, one.issue, one.page) == (
        "Goat bells",
        2020,
        "Goats",
        "3",
        "2",
        "10-19",
    )
    assert (one.doi, one.abstract, one.keywords, one.type) == (
        "10.5555/goat.1",
        "Goats ring.",
        ("bells", "goats"),
        "Article",
    )


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("{Hay, A.} and {Le Roy, Léna} and {von Pen, Otto B.}", ["A. Hay", "Léna Le Roy", "Otto B. von Pen"]),
        ('{Hay, A.~B. and Pen, O. and H{\\"u}tte, C.}', ["A. B. Hay", "O. Pen", "C. Hütte"]),
        ("{Hay, A.}", ["A. Hay"]),
        ("Hay, Ada and {Pen, O. B.}", ["Ada Hay", "O. B. Pen"]),
    ],
)
def test_people_in_braces(tmp_path: Path, written: str, read_as: list[str]) -> None:
    """As the exports of some publishers have them; they became groups, and several within one pair became one."""
    parsed = read(tmp_path, f"@article{{a, title={{Goat bells}}, author={{{written}}}}}\n")
    assert names(parsed) == [read_as]
    assert all(author.family for author in parsed.papers[0].authors)


@pytest.mark.parametrize(
    "group",
    ["Bone and Joint Study Group", "Ministry of Health, Labour and Welfare", "{R Core Team}", "Bell Makers, Inc."],
)
def test_groups_in_braces(tmp_path: Path, group: str) -> None:
    parsed = read(tmp_path, f"@article{{a, title={{Goat bells}}, author={{Hay, Ada and {{{group}}}}}}}\n")
    assert [(author.name, author.is_group) for author in parsed.papers[0].authors] == [
        ("Ada Hay", False),
        (group.strip("{}"), True),
    ]


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ("Hay A\n\nPen OT\n\nvan Sty B", ["A Hay", "OT Pen", "B van Sty"]),
        ("Hay, Ada\nPen, Otto", ["Ada Hay", "Otto Pen"]),
        ("Ada Hay\nOtto Pen", ["Ada Hay", "Otto Pen"]),
        ("Hay A, Pen O,\nSty B", ["A Hay", "O Pen", "B Sty"]),
        ("Hay, Ada;\nPen, Otto", ["Ada Hay", "Otto Pen"]),
        ("Ada Hay, Otto Pen and\nBo Sty", ["Ada Hay", "Otto Pen", "Bo Sty"]),
    ],
)
def test_authors_on_lines_of_a_cell(tmp_path: Path, cell: str, read_as: list[str]) -> None:
    """Ovid's workbook has a line for each; they became one name."""
    assert names(read(tmp_path, f'title,authors\nGoat bells,"{cell}"\n', "papers.csv")) == [read_as]


def test_the_columns_of_ovids_workbook(tmp_path: Path) -> None:
    """Its own numbers are PubMed's where the record is from there; its PM is PubMed Central's address, and no PMID."""
    text = (
        "ORN,VN,DB,UI,TI,AU,NJ,DO,DP,PM\n"
        '1,Ovid,Ovid MEDLINE(R),27526138,Goat bells.,"Hay A\n\nPen O",Goats,https://dx.doi.org/10.5555/goat.1,2016 Nov 01,'
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5134384\n"
        "2,Ovid,Embase,2012345678,Kid bells,Sty B,Goats,,2017,\n"
    )
    one, other = read(tmp_path, text, "papers.csv").papers
    assert (one.pmid, one.doi, one.journal, one.title, str(one.published)) == (
        "27526138",
        "10.5555/goat.1",
        "Goats",
        "Goat bells",
        "2016-11-01",
    )
    assert (other.pmid, other.source_id, other.year) == (None, "2012345678", 2017)


def test_an_initial_of_a_second_family_name(tmp_path: Path) -> None:
    """As in Latin America: where each name has a line of its own, "Gomez L, Eduardo A" is no list of two."""
    nbib = "PMID- 1\nTI  - Goat bells.\nFAU - Gomez L, Eduardo A\nAU  - Gomez LE\nFAU - Hay, Ada\nAU  - Hay A\n"
    wos = "FN Clarivate\nVR 1.0\nPT J\nAU Gomez, LE\n   Hay, A\nAF Gomez L, Eduardo A\n   Hay, Ada\nTI Goat bells\nER\n\nEF\n"
    for text in (nbib, wos):
        assert names(read(tmp_path, text)) == [["Eduardo A Gomez L", "Ada Hay"]]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"Fully automated \{VPT2\} and \{CO2\} of \{O2\}", "Fully automated VPT2 and CO2 of O2"),
        (r"Owls of the set \{A, B\} and \{x\}", "Owls of the set {A, B} and {x}"),
    ],
)
def test_braces_that_only_keep_capitals(tmp_path: Path, written: str, meant: str) -> None:
    """ScienceDirect's BibTeX writes a backslash before them."""
    assert read(tmp_path, f"@article{{a, title={{{written}}}}}\n").papers[0].title == meant


@pytest.mark.parametrize("own", [r"{\bf Hay, Ada}", r"\textbf{Hay, Ada}", r"{\bfseries Hay, Ada}"])
def test_a_name_in_another_face(tmp_path: Path, own: str) -> None:
    """As people mark themselves in lists of their papers; they became a group."""
    one = (
        read(tmp_path, f"@article{{a, title={{Goat bells}}, author={{{own} and Pen, Otto}}}}\n")
        .papers[0]
        .authors[0]
    )
    assert (one.name, one.family, one.given) == ("Ada Hay", "Hay", "Ada")


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("PII S0378-3774(02)00008-2", "207-227"),
        ("UNSP 1950063", "1950063"),
        ("e12", "e12"),
        ("GB-1024", "GB-1024"),
        ("2020-345", "2020-345"),
    ],
)
def test_a_publishers_own_number_is_no_article_number(tmp_path: Path, number: str, place: str) -> None:
    text = f"Article Title,Source Title,Start Page,End Page,Article Number\nGoat bells,Goats,207,227,{number}\n"
    assert read(tmp_path, text, "papers.csv").papers[0].place == place


def test_one_search_in_four_formats(tmp_path: Path) -> None:
    """Web of Science's text, BibTeX, RIS and workbook of the same papers say the same."""
    wos = (
        "FN Clarivate\nVR 1.0\nPT J\nAU Rodriguez, DV\n   Del Castillo, AP\nAF Rodriguez, Danissa V\n   Del Castillo, Aida Ponce\n"
        "TI Goat bells\nSO GOATS\nDE review &amp; editing; bells\nJ9 GOATS INT\nJI Goats Int.\nAB They say 'bells'.\nPY 2020\nVL 3\nIS 2\nBP 845\nSI SI\nEI 1999-4893\nER\n\nEF\n"
    )
    bib = (
        "@article{a, author = {Rodriguez, V, Danissa and Del Castillo, Aida Ponce}, title = {Goat bells}, journal = {GOATS},"
        " year = {2020}, volume = {3}, number = {2, SI}, pages = {845}, eissn = {1999-4893}, keywords = {review \\& editing; bells},"
        " abstract = {They say `bells'.}}\n"
    )
    ris = (
        "TY  - JOUR\nAU  - Rodriguez, DV\nAU  - Del Castillo, AP\nTI  - Goat bells\nT2  - GOATS\nKW  - review & editing\nKW  - bells\nPY  - 2020\n"
        "VL  - 3\nIS  - 2\nSP  - 845\nCP  - 65th Annual Meeting of the Goats\nSN  - 1999-4893\nAB  - They say 'bells'.\nER  - \n"
    )
    table = (
        "Author Full Names,Article Title,Source Title,Author Keywords,Journal Abbreviation,Journal ISO Abbreviation,Abstract,Publication Year,"
        "Volume,Issue,Start Page,eISSN\n"
        "\"Rodriguez, Danissa V; Del Castillo, Aida Ponce\",Goat bells,GOATS,review & editing; bells,GOATS INT,Goats Int.,They say 'bells'.,2020,3,2,845,1999-4893\n"
    )
    for text, name in ((wos, "a.txt"), (bib, "a.bib"), (ris, "a.ris"), (table, "a.csv")):
        one = read(tmp_path, text, name).papers[0]
        assert (one.issue, one.page, one.article_number, one.issn) == ("2", "845", None, "1999-4893"), name
        assert (one.keywords, one.abstract) == (("review & editing", "bells"), "They say 'bells'."), name
        given = ["D V", "A P"] if name == "a.ris" else ["Danissa V", "Aida Ponce"]
        assert [author.family for author in one.authors] == ["Rodriguez", "Del Castillo"], name
        assert [
            author.given.replace("DV", "D V").replace("AP", "A P") for author in one.authors if author.given
        ] == given, name
        assert one.short_journal in (None, "Goats Int."), name


def test_a_conference_is_no_issue(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - Goat bells\nCP  - 65th Annual Meeting of the Goats\nER  - \nTY  - JOUR\nTI  - Kid bells\nCP  - 4\nER  - \n"
    assert [one.issue for one in read(tmp_path, text).papers] == [None, "4"]


def test_a_number_that_a_spreadsheet_rounded(tmp_path: Path) -> None:
    parsed = read(
        tmp_path, "title,article number,pages\nGoat bells,2.0539517241252132e+16,1.2E+05\n", "papers.csv"
    )
    assert (parsed.papers[0].article_number, parsed.papers[0].page) == (None, None)
    assert "could not be read" in " ".join(parsed.report.notes)


def test_one_person_of_a_family_name_in_two_words(tmp_path: Path) -> None:
    text = 'title,authors\nGoat bells,"Del Castillo, Aida Ponce"\nKid bells,"von Hay, Otto Bo"\nEwe bells,"Ada Hay, Otto Pen"\nRam bells,"Al Hay, Otto Pen"\n'
    assert names(read(tmp_path, text, "papers.csv")) == [
        ["Aida Ponce Del Castillo"], ["Otto Bo von Hay"], ["Ada Hay", "Otto Pen"], ["Al Hay", "Otto Pen"],
    ]  # fmt: skip


def test_a_table_without_a_column_of_titles_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "hedgehogs.csv"
    file.write_text("Paper name,People,Yr,Text\nBoxes in winter,Ada Hay,2018,Of 44 boxes 21 were used.\n", "utf-8")
    (note,) = read_papers(file).report.notes
    assert note.endswith("Paper name, People; none is read as the title: name that column “title”")

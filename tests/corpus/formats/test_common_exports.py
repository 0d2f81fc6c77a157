"""BibTeX, RIS and their like with what ordinary exports have that is odd: of invented papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.models import Paper


def read(folder: Path, content: str | bytes, name: str = "papers.txt") -> tuple[Paper, ...]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tuple(read_papers(path).papers)


def bibtex(folder: Path, fields: str) -> Paper:
    (paper,) = read(folder, f"@article{{a, {fields}}}\n")
    return paper


@pytest.mark.parametrize(
    ("fields", "doi"),
    [
        ("url={https://onlinelibrary.wiley.com/doi/abs/10.5555/goat.1}", "10.5555/goat.1"),
        ("url={https://www.tandfonline.com/doi/full/10.5555/goat.1?src=recsys}", "10.5555/goat.1"),
        ("url={https://link.springer.com/article/10.5555/s00000-020-1}", "10.5555/s00000-020-1"),
        ("url={https://www.cochranelibrary.com/cdsr/doi/10.5555/goat.pub2/full}", "10.5555/goat.pub2"),
        ("url={https://dl.acm.org/doi/toc/10.5555/goat.1}", None),
        ("url={https://example.org/doi/10.5555/goat.1}", None),
        ("url={https://example.org/?next=https://dl.acm.org/doi/10.5555/goat.1}", None),
        (r"howpublished={\url{https://doi.org/10.5555/goat.1}}", "10.5555/goat.1"),
        ("ee={https://doi.org/10.5555/goat.1}", "10.5555/goat.1"),
        ("note={doi: 10.5555/goat.1}", "10.5555/goat.1"),
        ("note={Erratum: doi 10.5555/goat.1}", None),
        (r"doi={10.5555/1(19980815)1:2{\textless}16::AID-1{\textgreater}3.0.CO;2-2}", "10.5555/1(19980815)1:2<16::aid-1>3.0.co;2-2"),
    ],
)  # fmt: skip
def test_a_doi_where_bibtex_has_it(tmp_path: Path, fields: str, doi: str | None) -> None:
    assert bibtex(tmp_path, f"title={{Goat bells}}, {fields}").doi == doi


def test_a_record_with_its_page_at_pubmed_has_its_number(tmp_path: Path) -> None:
    said = "TY  - JOUR\nTI  - Goat bells\nUR  - {}\nER  - \n"
    for link in ("https://pubmed.ncbi.nlm.nih.gov/32000001/", "http://www.ncbi.nlm.nih.gov/pubmed/32000001"):
        assert [one.pmid for one in read(tmp_path, said.format(link))] == ["32000001"]
    for link in ("https://pubmed.ncbi.nlm.nih.gov/?term=32000001", "https://example.org/pubmed/32000001"):
        assert [one.pmid for one in read(tmp_path, said.format(link))] == [None]
    csl = (
        '[{"id": "a", "type": "article-journal", "title": "Goat bells", "URL": "https://doi.org/10.5555/goat.1"}]'
    )
    assert [one.doi for one in read(tmp_path, csl)] == ["10.5555/goat.1"]


DAY = date(2020, 3, 5)


@pytest.mark.parametrize(
    "said",
    [
        "@article{a, title={Goat bells}, year=2020, month=mar # {~5}}",
        "@article{a, title={Goat bells}, year=2020, month={5 March}}",
        "@article{a, title={Goat bells}, year={{2020}}, month={{MAR 5}}}",
        "TY  - JOUR\nTI  - Goat bells\nPY  - 2020\nDA  - Mar 5\nER  - ",
        "TY  - JOUR\nTI  - Goat bells\nPY  - 2020\nDA  - March 5th\nER  - ",
        "%0 Journal Article\n%T Goat bells\n%D 2020\n%8 Mar 5",
        "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI Goat bells\nPD MAR 5\nPY 2020\nER\n\nEF",
    ],
)
def test_a_day_beside_its_year(tmp_path: Path, said: str) -> None:
    (paper,) = read(tmp_path, f"{said}\n")
    assert (paper.published, paper.year) == (DAY, 2020)


def test_a_month_by_name_behind_its_year(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, "TY  - JOUR\nTI  - Goat bells\nPY  - 2020/Mar\nER  - \n")
    assert (paper.year, paper.month, paper.published) == (2020, 3, None)


@pytest.mark.parametrize(
    "said",
    [
        "TY  - JOUR\nTI  - Goat bells\nN1  - 1234-5679\nHay, Ada\nJournal Article\n{}\nER  - ",
        "%0 Journal Article\n%T Goat bells\n%Z {}",
        "@article{{a, title={{Goat bells}}, note={{{}}}}}",
    ],
)
def test_what_pubmed_says_of_a_paper_in_a_note(tmp_path: Path, said: str) -> None:
    kinds = {
        "Retraction in: Goats. 2021 Jan;11(1):5. PMID: 32000009": "retracted",
        "Journal Article; Retracted Publication": "retracted",
        "Erratum in: Goats. 2021;1:5 Retraction in: Goats. 2022;1:5": "retracted",
        "Expression of concern in: Goats. 2021;1:5": "concern",
        "Erratum in: Goats. 2021 Jan;11(1):5": "corrected",
        "Retraction of: Hay A. Goats. 2019;1:5": None,
        "Comment in: Goats. 2019;1:5": None,
        "We looked for errata in all of them": None,
    }
    for note, kind in kinds.items():
        (paper,) = read(tmp_path, f"{said.format(note)}\n")
        assert (paper.status.kind if paper.status else None) == kind, note


def told(paper: Paper) -> list[tuple[str | None, str | None, str | None]]:
    """Family name, given names and suffix of each author; a group has its name where the given names stand."""
    return [(one.family, one.name if one.is_group else one.given, one.suffix) for one in paper.authors]


ADA, OTTO, AL = ("Hay", "Ada", None), ("Pen", "Otto", None), ("Ox", "Al", None)


@pytest.mark.parametrize(
    ("names", "people"),
    [
        ("Ada Hay, Otto Pen, and Al Ox", [ADA, OTTO, AL]),
        ("Ada Hay, Otto Pen and Al Ox", [ADA, OTTO, AL]),
        ("Ada Hay, Otto Pen, Al Ox, Jan van der Berg", [ADA, OTTO, AL, ("van der Berg", "Jan", None)]),
        ("A. Hay, O.B. Pen and J. van Ox", [("Hay", "A.", None), ("Pen", "O.B.", None), ("van Ox", "J.", None)]),
        ("A. Hay, O. Pen", [("Hay", "A.", None), ("Pen", "O.", None)]),
        ("Garcia Lopez, Maria Jose", [("Garcia Lopez", "Maria Jose", None)]),
        ("Ada Hay and Pen, Otto, Jr.", [ADA, ("Pen", "Otto", "Jr.")]),
        ("Hay, Ada and Otto Pen, Jr.", [ADA, ("Pen", "Otto", "Jr.")]),
        ("Hay, Ada and Otto Pen, PhD", [ADA, OTTO]),
        ("Ada Hay and Otto Pen 0001", [ADA, OTTO]),
        ("Hay, Ada; and Pen, Otto; and", [ADA, OTTO]),
        ("Hay, Ada and Goat Health Services", [ADA, (None, "Goat Health Services", None)]),
        ("Hay, Ada and OWL Grp", [ADA, (None, "OWL Grp", None)]),
        ("Hay, Ada and {Goat Friends}", [ADA, (None, "Goat Friends", None)]),
        ("van der Berg, Jr.", [("van der Berg", None, "Jr.")]),
    ],
)
def test_names_as_people_write_them_into_bibtex(
    tmp_path: Path, names: str, people: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert told(bibtex(tmp_path, f"title={{Goat bells}}, author={{{names}}}")) == people


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        ("AU  - Hay, Ada\n      Pen, Otto\n      Ox, Al", [ADA, OTTO, AL]),
        ("AU  - Hay, Ada\n      Bertha", [("Hay", "Ada Bertha", None)]),
        ("AU  - Ada Hay, Otto Pen and Al Ox", [ADA, OTTO, AL]),
        ("AU  - Hay, Ada [0000-0001-2345-6789]", [ADA]),
        ("AU  - Hay, Ada 0001", [ADA]),
        ("AU  - 山田 花子\nAU  - 鈴木 一郎", [("山田", "花子", None), ("鈴木", "一郎", None)]),
        ("AU  - 김 철수", [("김", "철수", None)]),
        ("AU  - 王小明", [("王小明", None, None)]),
    ],
)
def test_names_as_they_stand_in_ris(
    tmp_path: Path, lines: str, people: list[tuple[str | None, str | None, str | None]]
) -> None:
    (paper,) = read(tmp_path, f"TY  - JOUR\nTI  - Goat bells\n{lines}\nER  - \n")
    assert told(paper) == people


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"We saw: \begin{itemize} \item 5\% of goats; \item ten kids. \end{itemize} They rang.", "We saw: 5% of goats; ten kids. They rang."),
        (r"\begin{enumerate}[label=a)]\item Goats\footnote{Of {two} herds.} rang.\end{enumerate}", "Goats rang."),
        (r"We let $\alpha \in A$ and $A \subset B$.", "We let α ∈ A and A ⊂ B."),
        (r"Nguy{\~{\^e}}n and Nguy\~{\^e}n", "Nguyễn and Nguyễn"),
        (r"The items \itemize are none", "The items are none"),
    ],
)  # fmt: skip
def test_latex_in_an_abstract(tmp_path: Path, written: str, meant: str) -> None:
    text = bibtex(tmp_path, f"title={{Goat bells}}, abstract={{{written}}}").abstract
    assert " ".join((text or "").split()) == meant
    if "footnote" not in written and "itemize are" not in written and "Nguy" not in written:
        (paper,) = read(tmp_path, f"TY  - JOUR\nTI  - Goat bells\nAB  - {written}\nER  - \n")
        assert " ".join((paper.abstract or "").split()) == meant


@pytest.mark.parametrize(
    ("title", "subtitle", "whole"),
    [
        ("Goats", "their bells", "Goats: their bells"),
        ("Goats.", "Their bells", "Goats. Their bells"),
        ("Goats?", "Bells", "Goats? Bells"),
        ("Goats:", "bells", "Goats: bells"),
        ("Goats", "", "Goats"),
    ],
)
def test_a_title_and_its_subtitle(tmp_path: Path, title: str, subtitle: str, whole: str) -> None:
    assert bibtex(tmp_path, f"title={{{title}}}, subtitle={{{subtitle}}}").title == whole


def test_a_bibtex_key_without_its_comma(tmp_path: Path) -> None:
    text = "@article{a\n  title = {Goat bells},\n  year = 2020\n}\n@article{b,\n  title = {Kid bells}\n}\n"
    assert [(one.title, one.year) for one in read(tmp_path, text)] == [("Goat bells", 2020), ("Kid bells", None)]


def test_a_preprint_that_google_scholar_calls_a_journal(tmp_path: Path) -> None:
    said = {"arXiv preprint arXiv:1305.01234": "preprint", "bioRxiv": "preprint", "Goat Letters": None}
    for journal, kind in said.items():
        assert bibtex(tmp_path, f"title={{Goat bells}}, journal={{{journal}}}").kind == kind


RECORD = "TY  - JOUR\nTI  - Goat bells\nAB  - Goats were\n{}\nKW  - goats\nPY  - 2020\nER  - \n"


@pytest.mark.parametrize("tag", ["AB", "N2"])
@pytest.mark.parametrize("line", ["ER  - positive in five of", "PR  - negative, and so", "HR  - lower in kids"])
def test_a_broken_line_of_an_abstract_with_the_gaps_of_a_tag(tmp_path: Path, tag: str, line: str) -> None:
    (paper,) = read(tmp_path, RECORD.replace("AB", tag).format(f"{line}\nten herds."))
    assert paper.abstract == f"Goats were {line} ten herds.".replace("  ", " ")
    assert (paper.keywords, paper.year) == (("goats",), 2020)


def test_pages_of_ris_that_are_told_twice_or_not_at_all(tmp_path: Path) -> None:
    said = {
        "SP  - 101\nEP  - 101-109": "101-109",
        "SP  - 101\nEP  - +": "101",
        "SP  - 101\nEP  - 1019": "101-1019",
    }
    for lines, page in said.items():
        assert [one.page for one in read(tmp_path, f"TY  - JOUR\nTI  - Goat bells\n{lines}\nER  - \n")] == [page]


def test_ris_without_any_type(tmp_path: Path) -> None:
    text = "AU  - Hay, Ada\nTI  - Goat bells\nPY  - 2020\nER  - \n\nAU  - Pen, Otto\nTI  - Kid bells\nER  - \n"
    assert [(one.title, one.year) for one in read(tmp_path, text)] == [("Goat bells", 2020), ("Kid bells", None)]


def test_an_abstract_told_twice_with_a_line_of_rights(tmp_path: Path) -> None:
    text = "Goats rang their bells in the barns of the north."
    said = f"TY  - JOUR\nTI  - Goat bells\nAB  - {text}\nN2  - {text} © 2020 Goat Press. All rights reserved.\nER  - \n"
    assert [one.abstract for one in read(tmp_path, said)] == [text]


def test_endnotes_accession_number_of_pubmed(tmp_path: Path) -> None:
    said = "TY  - JOUR\nTI  - Goat bells\nAN  - 32000001\nDP  - {}\nER  - \n"
    assert [read(tmp_path, said.format(name))[0].pmid for name in ("NLM", "Goat Index")] == ["32000001", None]


@pytest.mark.parametrize("doi", ["10.123456/full", "10.09900001/abstract"])
def test_a_doi_that_is_called_as_pages_are(tmp_path: Path, doi: str) -> None:
    """What a publisher's address adds is left out, unless nothing would be left: such a cell ended the import with a traceback."""
    assert bibtex(tmp_path, f"title={{Goat bells}}, doi={{{doi}}}").doi == doi
    assert bibtex(tmp_path, f"title={{Goat bells}}, url={{https://dl.acm.org/doi/{doi}}}").doi == doi


def test_an_entry_between_brackets_that_holds_brackets(tmp_path: Path) -> None:
    """The first of its text closed it, and the record was refused."""
    text = (
        '@article(a,\n  title = "Goat bells (re)considered (part I)",\n  year = 2020\n)\n\n@string(jg = "Goats (new)")\n'
        '@article(b, title = "Kid bells (II)", journal = jg)\nSome words (with brackets) between.\n@misc{c, title={Ram bells}}\n'
    )
    papers = read(tmp_path, text)
    assert [one.title for one in papers] == ["Goat bells (re)considered (part I)", "Kid bells (II)", "Ram bells"]
    assert (papers[0].year, papers[1].journal) == (2020, "Goats (new)")


def test_proquests_number_of_a_journal_is_no_pmid(tmp_path: Path) -> None:
    note = "DOCID: 2602001211; PCID: 67792272; PMID: 155333; ProvJournalCode: NGTC"
    assert bibtex(tmp_path, f"title={{Goat bells}}, note={{{note}}}").pmid is None
    assert bibtex(tmp_path, "title={Goat bells}, note={PMID: 32000001}").pmid == "32000001"
    (paper,) = read(tmp_path, f"TY  - JOUR\nTI  - Goat bells\nN1  - {note}\nER  - \n")
    assert paper.pmid is None


def test_a_minus_sign_that_is_a_formula(tmp_path: Path) -> None:
    assert bibtex(tmp_path, "title={Goats at $-$50 dB, for US$5 or $5}").title == "Goats at -50 dB, for US$5 or $5"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"Nonpolar (112\=0), (11\={2}2) and $(1\bar{1}00)$ planes", "Nonpolar (1120̄), (112̄2) and (11̄00) planes"),
        (r"Bells With\/ and Umlaut\/s", "Bells With and Umlauts"),
        ("The $1S$ state at $523-1073$ K, $W[1]$-hard on $|T|$ of $n$", "The 1S state at 523-1073 K, W[1]-hard on |T| of n"),
        ("US$5 vs US$9; $5 or $6, A$5US$9, $5/$9 and $5-$9", "US$5 vs US$9; $5 or $6, A$5US$9, $5/$9 and $5-$9"),
    ],
)  # fmt: skip
def test_latex_in_a_title(tmp_path: Path, written: str, meant: str) -> None:
    assert bibtex(tmp_path, f"title={{{written}}}").title == meant


def test_embases_table_tells_year_and_doi_where_no_column_does(tmp_path: Path) -> None:
    link = "http://sfx.example.org/x?sid=EMBASE&issn=22267190&id=doi:10.5555%2Fgoat.1&atitle=Goat+bells&date=2014"
    text = (
        "Title,Author Names,Source,Abstract,Emtree Medical Index Terms,keywords,Open URL Link\n"
        f'Goat bells,"Hay A., Pen O.",Goats (2014) 3:2 (152-160). Date of Publication: 2014,They rang.,"bell (use, cost), goat","bell (use, cost), goat",{link}\n'
    )
    (paper,) = read(tmp_path, text, "embase.csv")
    assert (paper.doi, paper.year, paper.journal, paper.volume) == ("10.5555/goat.1", 2014, "Goats", "3")
    assert (paper.page, paper.url) == ("152-160", None)
    assert paper.keywords == ("bell (use, cost)", "goat")


def test_a_subject_of_psycinfo_is_no_type(tmp_path: Path) -> None:
    said = "TY  - JOUR\nTI  - Goat bells\nM3  - {}\nER  - \n"
    assert read(tmp_path, said.format("Animal Health & Bells [3290]"))[0].type == "Article"
    assert read(tmp_path, said.format("Review"))[0].type == "Review"

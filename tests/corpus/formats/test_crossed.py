"""What one search says in one format it says in each: of invented papers, where databases' own exports of the same papers differed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.formats.cells import issn_in
from corpus.formats.fields import shown_number
from corpus.models import Parsed


def table(folder: Path, header: str, row: str) -> Parsed:
    path = folder / "papers.csv"
    path.write_text(f"{header}\n{row}\n", "utf-8")
    return read_papers(path)


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        (
            "Günsel, A., Pişkin, H., Gülçin, İ., Beydemir, Ş.",
            ["A. Günsel", "H. Pişkin", "İ. Gülçin", "Ş. Beydemir"],
        ),
        ("Hay A.Pen O.Sty B.C.", ["A. Hay", "O. Pen", "B.C. Sty"]),
        ("Garcia-Pen A.O'Sty B.", ["A. Garcia-Pen", "B. O'Sty"]),
        ("Ada B.Hay", ["Ada B.Hay"]),
    ],
)
def test_names_of_scopus(tmp_path: Path, cell: str, read_as: list[str]) -> None:
    """Initials of Turkey were none, and its editors stick together."""
    one = table(tmp_path, "Title,Authors,Editors", f'Goat bells,"{cell}","{cell}"').papers[0]
    assert [author.name for author in one.authors] == read_as
    assert [author.name for author in one.editors or ()] == read_as


def test_entities_part_no_keywords(tmp_path: Path) -> None:
    for cell in (
        "university&#8211;industry; R& amp; D; review &amp; editing",
        "university&#8211;industry;R& amp; D;review &amp; editing",
    ):
        assert table(tmp_path, "Title,Author Keywords", f"Goat bells,{cell}").papers[0].keywords == (
            "university–industry",
            "R& D",
            "review & editing",
        )


@pytest.mark.parametrize(
    ("letter", "called", "kind"),
    [
        ("J", "Article", None),
        ("C", "Conference paper", "paper-conference"),
        ("B", "Book", "book"),
        ("S", None, None),
    ],
)
def test_a_letter_of_web_of_science_is_no_type(
    tmp_path: Path, letter: str, called: str | None, kind: str | None
) -> None:
    one = table(tmp_path, "Publication Type,Authors,Article Title", f"{letter},Hay,Goat bells").papers[0]
    assert (one.type, one.kind) == (called, kind)
    said = table(
        tmp_path, "Publication Type,Authors,Article Title,Document Type", f"{letter},Hay,Goat bells,Review"
    ).papers[0]
    assert said.type == "Review"


def test_a_part_of_an_isbn_is_no_issn() -> None:
    assert issn_in("978-1-4799-0386-3") is None
    assert issn_in("978-1-4799-0386-3 1999-4893") == "1999-4893"
    assert [issn_in(one) for one in ("1999-489X", "1999489x", "ISSN: 1999-4893;")] == [
        "1999-489X",
        "1999-489X",
        "1999-4893",
    ]


def test_a_long_number_of_a_sheet_that_is_exact() -> None:
    assert shown_number("2053951720915939.0", None) == "2053951720915939"
    assert shown_number("2.0539517209159392e+17", None) == "2.0539517209159392e+17"


def test_pubmeds_esummary(tmp_path: Path) -> None:
    one = {
        "uid": "31234567", "pubdate": "2020 Mar 5", "epubdate": "2020 Jan 2", "source": "Goats", "fulljournalname": "Journal of goats",
        "authors": [{"name": "Hay AB", "authtype": "Author"}, {"name": "Bell Group", "authtype": "CollectiveName"}],
        "title": "Goat bells &amp; kids.", "volume": "3", "issue": "", "pages": "10-9", "pubtype": ["Journal Article", "Review"],
        "issn": "", "essn": "1999-4893", "articleids": [{"idtype": "pubmed", "value": "31234567"}, {"idtype": "doi", "value": "10.5555/goat.1"}],
    }  # fmt: skip
    answer = {
        "header": {"type": "esummary"},
        "result": {"uids": ["31234567", "9"], "31234567": one, "9": {"uid": "9", "error": "cannot get"}},
    }
    path = tmp_path / "summary.json"
    path.write_text(json.dumps(answer), "utf-8")
    parsed = read_papers(path)
    assert (parsed.report.read, parsed.report.kept, len(parsed.report.rejected)) == (2, 1, 1)
    paper = parsed.papers[0]
    assert (paper.doi, paper.pmid, paper.title, paper.journal) == (
        "10.5555/goat.1",
        "31234567",
        "Goat bells & kids",
        "Journal of goats",
    )
    assert (paper.year, str(paper.published), paper.volume, paper.issue, paper.page, paper.type) == (
        2020,
        "2020-03-05",
        "3",
        None,
        "10-9",
        "Review",
    )
    assert [(author.name, author.is_group) for author in paper.authors] == [
        ("AB Hay", False),
        ("Bell Group", True),
    ]


def test_a_row_number_makes_no_two_works_one(tmp_path: Path) -> None:
    """Abstrackr numbers the records of each file anew: of nine hundred works without authors half were refused as another's."""
    path = tmp_path / "papers.csv"
    rows = [
        "1,Goat bells in spring,",
        "1,Night hunts of owls,",
        "2,Goat bells in spring,Hay A",
        "3,Kid bells,Hay A",
        "3,The bells of kids,Hay A",
    ]
    path.write_text("(source) id,title,authors\n" + "\n".join(rows) + "\n", "utf-8")
    parsed = read_papers(path)
    assert [one.title for one in parsed.papers[:2]] == ["Goat bells in spring", "Night hunts of owls"]
    assert len({one.key for one in parsed.papers}) == len(parsed.papers)
    assert all(one.line == 6 for one in parsed.report.rejected)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Line lists for isotopologues of CO 2 : updates", "Line lists for isotopologues of CO2: updates"),
        ("Raman spectra of deuteroethylenes", "Raman spectra of deutero-ethylenes"),
    ],
)
def test_a_gap_makes_no_title_another(tmp_path: Path, one: str, other: str) -> None:
    path = tmp_path / "papers.bib"
    path.write_text(
        f"@article{{a, title={{{one}}}, doi={{10.5555/1}}}}\n@article{{b, title={{{other}}}, doi={{10.5555/1}}, abstract={{Lists.}}}}\n",
        "utf-8",
    )
    report = read_papers(path).report
    assert (report.kept, report.merged, report.rejected) == (1, 1, ())


def test_a_last_page_that_is_not_known(tmp_path: Path) -> None:
    """Web of Science writes a plus sign for it."""
    assert table(tmp_path, "Article Title,Start Page,End Page", "Goat bells,373,+").papers[0].place == "373"
    path = tmp_path / "papers.txt"
    path.write_text("FN Clarivate\nVR 1.0\nPT J\nTI Goat bells\nBP 373\nEP +\nER\n\nEF\n", "utf-8")
    assert (read_papers(path).papers[0].page, read_papers(path).papers[0].article_number) == ("373", None)

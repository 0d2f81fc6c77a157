"""The seed corpus's page: nine papers, the issue's facts, and three papers in full."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from corpus.joining import DATA, NAME
from corpus.models import Editor, Issue, Paper, Parsed
from corpus.page import page_text, parse_page

PAGE = DATA / f"{NAME}.txt"
THREE = Path(__file__).parents[2] / "data" / "pages" / "three-of-nine.json"
SEED = Path(__file__).parents[4] / "shared" / "seed" / f"{NAME}.txt"


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return parse_page(page_text(PAGE.read_bytes(), PAGE.name), PAGE.name)


@pytest.fixture(scope="module")
def issue(parsed: Parsed) -> Issue:
    assert parsed.issue is not None
    return parsed.issue


def test_nothing_is_refused_or_doubtful(parsed: Parsed) -> None:
    report = parsed.report
    assert (report.read, report.kept, report.merged, report.rejected, report.notes) == (9, 9, 0, (), ())


def test_the_papers_stand_in_the_order_of_the_page(parsed: Parsed) -> None:
    assert [paper.key for paper in parsed.papers] == [
        "10.3390/cancers17030559",
        "10.3390/cancers16203436",
        "10.3390/cancers16142554",
        "10.3390/cancers16020438",
        "10.3390/cancers15245773",
        "10.3390/cancers15235518",
        "10.3390/cancers16233946",
        "10.3390/cancers16071425",
        "10.3390/cancers16040748",
    ]


def test_the_first_third_and_last_paper_in_full(parsed: Parsed) -> None:
    expected = TypeAdapter(tuple[Paper, ...]).validate_json(THREE.read_bytes())
    assert (parsed.papers[0], parsed.papers[2], parsed.papers[8]) == expected


def test_the_issue(issue: Issue) -> None:
    assert (issue.title, issue.journal, issue.issn) == ("Bone and Spine Metastases", "Cancers", "2072-6694")
    assert (issue.section, issue.deadline, issue.closed) == ("Cancer Metastasis", date(2025, 8, 20), False)
    assert issue.views == 14875
    assert issue.companion == "You may choose our\u00a0Joint Special Issue in JCM."
    assert len(issue.keywords) == 10
    assert (issue.keywords[0], issue.keywords[-1]) == ("bone metastases", "microenvironment")


def test_the_letter_is_kept_as_printed(issue: Issue) -> None:
    letter = issue.description or ""
    assert letter.startswith("The incidence and prevalence of bone metastases have been rising because")
    assert letter.endswith("improve clinical outcomes and propose a new strategy for bone and spine metastases.")
    assert "bone‐modifying agents" in letter  # U+2010
    assert "the addressal of which" in letter
    assert "\n" not in letter


def test_the_editors_are_named_by_the_signature(issue: Issue) -> None:
    kobe = "Department of Orthopaedic Surgery, Kobe University Graduate School of Medicine, Kobe"
    assert issue.editors == (
        Editor(
            name="Kenichiro Kakutani",
            affiliation=f"{kobe} 650‑0017, Japan",  # U+2011
            interests=("metastasis reconstruction", "spine surgery", "rehabilitation"),
        ),
        Editor(
            name="Yutaro Kanda",
            affiliation=f"{kobe} 650-0017, Japan",
            interests=(
                "bone metastases",
                "spinal metastases",
                "spine tumor surgery",
                "minimally invasive surgery",
                "intervertebral disc degeneration",
            ),
        ),
    )


def test_kinds_and_headings(parsed: Parsed) -> None:
    kinds = [(paper.type, paper.heading) for paper in parsed.papers]
    assert kinds == [("Article", "Research")] * 6 + [("Systematic Review", "Other")] * 3


def test_what_the_page_is_silent_about_is_unknown(parsed: Parsed) -> None:
    assert [paper.cited_by for paper in parsed.papers] == [2, 1, None, 5, 1, 2, 1, 1, 1]
    assert [paper.views for paper in parsed.papers] == [1011, 680, 1216, 1904, 2066, 1447, 1002, 2204, 2393]
    assert [paper.pages for paper in parsed.papers] == [22, 12, 16, 12, 19, 15, 18, 18, 14]


def test_two_authors_are_on_two_papers(parsed: Parsed) -> None:
    names = [author.name for paper in parsed.papers for author in paper.authors]
    assert len(names) == 8 + 10 + 9 + 7 + 13 + 8 + 10 + 6 + 12
    assert {name for name in names if names.count(name) > 1} == {"Dong-Ho Kang", "Jin Ho Kim"}


def test_the_papers_own_errors_stay(parsed: Parsed) -> None:
    abstracts = [paper.abstract or "" for paper in parsed.papers]
    assert "79 (17.9%) of patients" in abstracts[2]
    assert abstracts[3].count("BMI ≤ 30 mg/kg2") == 2
    assert "15 × 2.633 Gy" in abstracts[1]


def test_the_shipped_page_is_the_seed_byte_for_byte() -> None:
    if not SEED.exists():
        pytest.skip("the shared folder is not beside this checkout")
    assert PAGE.read_bytes() == SEED.read_bytes()

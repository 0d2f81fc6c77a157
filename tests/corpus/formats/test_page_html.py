"""A special-issue page as HTML gives what the same page saved as text gives, in either layout."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.formats.opening import page_html
from corpus.joining import builtin

NINE = Path(__file__).parents[2] / "data" / "formats" / "nine"
OWLS = Path(__file__).parents[2] / "data" / "formats" / "page-html" / "wellformed" / "whole.html"


def write(tmp_path: Path, content: str) -> Path:
    file = tmp_path / "page.html"
    file.write_text(content, "utf-8")
    return file


def test_the_present_layout_gives_the_papers_and_issue_of_the_text() -> None:
    parsed = read_papers(NINE / "page-html.html")
    assert parsed.papers == builtin().papers
    assert parsed.issue == builtin().issue
    assert parsed.report.notes == ()


def test_the_layout_of_2018_gives_all_that_it_prints() -> None:
    """It says that papers are open access, and nothing of their pages and size, nor of benefits."""
    parsed = read_papers(NINE / "page-2018.html")
    silent = {"labels": ("Open Access",), "pages": None, "size": None}
    assert parsed.papers == tuple(paper.model_copy(update=silent) for paper in builtin().papers)
    whole = builtin().issue
    assert whole is not None
    assert whole.passages is not None
    submission = tuple(text for text in whole.passages if "submi" in text.casefold())
    assert parsed.issue == whole.model_copy(update={"passages": submission})


def test_a_refused_record_is_named_by_its_line_in_the_file(tmp_path: Path) -> None:
    page = (NINE / "page-html.html").read_text("utf-8")
    title = "Leiomyogenic Tumor of the Spine: A Systematic Review"
    size = next(n for n, line in enumerate(page.split("\n"), 1) if "685 KiB" in line)
    parsed = page_html.read(write(tmp_path, page.replace(f">{title}<", "><")))
    (refused,) = parsed.report.rejected
    assert (refused.line, refused.reason) == (size, "it has no title")


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 100_000,
        "<!--" * 100_000,
        "</" * 200_000,
        "<a <a " * 100_000,
        "<![CDATA[" * 50_000,
        "&#x41;" * 100_000,
    ],
)
def test_markup_without_end_is_one_sentence(tmp_path: Path, bomb: str) -> None:
    with pytest.raises(CorpusError, match=r"page\.html is .*\.$"):
        page_html.read(write(tmp_path, f"<!DOCTYPE html><html><body>{bomb}"))


def test_nothing_hidden_is_read(tmp_path: Path) -> None:
    page = OWLS.read_text("utf-8")
    hidden = "".join(
        f"<{tag}>Published Papers (7 papers)</{tag.split()[0]}>"
        for tag in ("script", "style", 'p style="color: red; DISPLAY : none"', "p hidden", 'p aria-hidden="true"')
    )
    assert page_html.read(write(tmp_path, page.replace("<h2>", f"{hidden}<h2>"))).report.notes == ()


SOUP = st.lists(
    st.sampled_from(
        [
            *(
                "<div class='generic-item article-item'>",
                "<a class='title-link'>Owls</a>",
                "</div>",
                "<p>",
                "</p>",
                "<br>",
            ),
            *(
                "<div class='color-grey-dark'>",
                "Raptors 2021, 1(2), 3; https://doi.org/10.5555/r1",
                "9 pages, 2 KiB",
            ),
            *(
                "<sup>",
                "5",
                "</sup>",
                "<span class='label'>",
                "Abstract",
                "Full article",
                "\n",
                "<!--",
                "&",
                "<sc",
                "\x00",
            ),
        ]
    )
)


def outcome(file: Path) -> str:
    """What a page came to: the sentence it was refused with, or the balance of its report."""
    try:
        report = page_html.read(file).report
    except CorpusError as refusal:
        return str(refusal)
    return f"balances: {report.read == report.kept + report.merged + len(report.rejected)}"


@given(SOUP)
def test_any_soup_of_tags_balances_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, soup: list[str]
) -> None:
    page = f"<html><body><h1>Owls</h1><p>A special issue of Raptors.</p><h2>Published Papers</h2>{''.join(soup)}"
    said = outcome(write(tmp_path_factory.getbasetemp(), page))
    assert said == "balances: True" or "nothing was taken from it" in said

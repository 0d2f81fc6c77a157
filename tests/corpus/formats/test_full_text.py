"""Articles with their text: what stands behind the front costs nothing, unless it is not there. Invented, each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.models import Parsed

FRONT = (
    '<front><article-meta><article-id pub-id-type="doi">10.5555/goat.1</article-id><title-group>'
    "<article-title>Goat &rgr;-bells</article-title></title-group></article-meta></front>"
)
TYPE = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "jats.dtd">'


def read(folder: Path, text: str) -> Parsed:
    path = folder / "article.xml"
    path.write_text(text, "utf-8")
    return read_papers(path)


@pytest.mark.parametrize(
    "body",
    [
        "<p>5 &fdg; <b>crossed</p></b>",
        "<p>a < b</p>",
        f"<sec>{'<p>' * 200}",
        "<sub-article><front-stub/></sub-article>",
    ],
)
def test_a_fault_behind_the_front_costs_nothing(tmp_path: Path, body: str) -> None:
    parsed = read(tmp_path, f"{TYPE}<article>{FRONT}<body>{body}</body></article>")
    assert [(one.title, one.doi) for one in parsed.papers] == [("Goat ρ-bells", "10.5555/goat.1")]


def test_an_article_that_is_cut_off_is_told(tmp_path: Path) -> None:
    parsed = read(tmp_path, f"{TYPE}<article>{FRONT}<body><p>Goats")
    assert [one.reason for one in parsed.report.rejected] == [
        "it is not closed by </article>; the file may be cut off"
    ]


def test_a_name_that_nobody_knows_in_the_front_is_told(tmp_path: Path) -> None:
    parsed = read(tmp_path, f"{TYPE}<article>{FRONT.replace('rgr', 'goatsign')}</article>")
    assert [one.reason for one in parsed.report.rejected] == ["it is not well-formed XML (undefined entity)"]


def test_a_front_in_a_comment_is_none(tmp_path: Path) -> None:
    parsed = read(
        tmp_path, f"<article><!-- <front></front> -->{FRONT.replace('&rgr;', 'r')}<back></back></article>"
    )
    assert [one.title for one in parsed.papers] == ["Goat r-bells"]

"""Every page under tests/data/pages against the JSON beside it, which was written by hand from the page's text.

A JSON holds what ``parse_page`` returns, fields the page is silent about left out, or ``{"error": the sentence}``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.models import Parsed
from corpus.page import looks_like_page, page_text, parse_page

PAGES = Path(__file__).parents[2] / "data" / "pages"
FILES = sorted(PAGES.glob("*/*.txt"))


@pytest.mark.parametrize("page", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_a_page_is_read_as_the_json_beside_it_says(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text("utf-8"))
    if "error" in expected:
        with pytest.raises(CorpusError) as refusal:
            parse_page(page_text(page.read_bytes(), page.name), page.name)
        assert str(refusal.value) == expected["error"]
    else:
        parsed = parse_page(page_text(page.read_bytes(), page.name), page.name)
        assert len(parsed.lines) == len(parsed.papers)
        assert parsed.model_copy(update={"lines": ()}) == Parsed.model_validate_json(json.dumps(expected))


def test_every_expectation_has_its_page() -> None:
    assert {path.stem for path in PAGES.glob("*/*.json")} == {path.stem for path in FILES}
    assert len(FILES) >= 30


def test_wellformed_pages_are_kept_whole() -> None:
    for page in PAGES.glob("wellformed/*.txt"):
        text = page_text(page.read_bytes(), page.name)
        report = parse_page(text, page.name).report
        assert looks_like_page(text)
        assert (report.read, report.merged, report.rejected) == (report.kept, 0, ()), page.name


def test_line_ends_and_the_byte_order_mark_change_nothing() -> None:
    """The two files hold the same page; what is read may differ in the file's name only."""
    crlf, bom = (PAGES / "wellformed" / f"{name}.txt" for name in ("crlf", "bom"))
    assert b"\r\n" in crlf.read_bytes()
    assert bom.read_bytes().startswith(b"\xef\xbb\xbf")
    assert parse_page(page_text(crlf.read_bytes(), "x"), "x") == parse_page(page_text(bom.read_bytes(), "x"), "x")


def test_a_mark_that_names_the_encoding_is_no_part_of_the_text() -> None:
    page = PAGES / "wellformed" / "whole.txt"
    text = page.read_text("utf-8")
    assert page_text(text.encode("utf-16"), page.name) == text
    assert page_text(text.encode("utf-8-sig"), page.name) == text

"""Whatever a text holds, it is read or refused in a sentence, and the counts of the report balance."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.characters import cleaned
from corpus.errors import CorpusError
from corpus.joining import DATA, NAME
from corpus.models import Parsed
from corpus.page import page_text, parse_page
from tests.conftest import examples

PAGES = Path(__file__).parents[2] / "data" / "pages"
LINES = (DATA / f"{NAME}.txt").read_text("utf-8").split("\n")
OTHERS = "\n".join(path.read_text("utf-8", "replace") for path in sorted(PAGES.glob("*/*.txt"))).splitlines()
OPENING = "A title\n\nA special issue of Tests (ISSN 1234-5678).\n"


def read(text: str) -> Parsed | None:
    """What a text gives; None where it is refused, which must be in one line without a traceback."""
    try:
        parsed = parse_page(text, "page.txt")
    except CorpusError as error:
        said = str(error)
        assert "\n" not in said
        assert said.startswith("page.txt ")
        return None
    report, kept = parsed.report, cleaned(text)  # characters that would act are left out before anything is read
    assert report.kept == len(parsed.papers) == len({paper.key for paper in parsed.papers})
    assert report.read == report.kept + report.merged + len(report.rejected)
    for rejection in report.rejected:
        assert rejection.raw.split("\n")[0] == kept.removeprefix("\ufeff").split("\n")[rejection.line - 1]
    for paper in parsed.papers:
        assert paper.title
        assert paper.abstract
        assert all(line in kept for line in paper.abstract.split("\n"))
    return parsed


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    parse_or_none = read(text.replace("\r", ""))
    assert parse_or_none is None or parse_or_none.issue is not None


@given(st.lists(st.sampled_from(OTHERS) | st.text(max_size=20), max_size=60))
def test_any_lines_below_an_opening_are_read(lines: list[str]) -> None:
    parsed = read(OPENING + "\n".join(line.replace("\r", "") for line in lines))
    assert parsed is not None
    assert parsed.issue is not None
    assert parsed.issue.title == "A title"


@given(st.binary())
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text = page_text(content, "page.txt")
    except CorpusError as error:
        said = str(error)
        assert said.startswith("page.txt is not UTF-8 text (line ")
    else:
        read(text.replace("\r", ""))


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """The real page with lines dropped, doubled, moved and cut short."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("drop", "double", "move", "cut"))):
            case "drop" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case _:
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
    return "\n".join(lines)


@settings(max_examples=examples(150))
@given(damaged())
def test_a_damaged_page_never_breaks_the_reader(page: str) -> None:
    parsed = read(page)
    assert parsed is None or parsed.report.read <= 9 + 12


@given(st.integers(0, len("\n".join(LINES))))
def test_a_page_cut_off_anywhere_keeps_only_whole_abstracts(length: int) -> None:
    """The nine abstracts of the whole page are the only ones that may appear."""
    text = "\n".join(LINES)
    whole = {paper.abstract for paper in parse_page(text, "page.txt").papers}
    parsed = read(text[:length])
    assert parsed is None or {paper.abstract for paper in parsed.papers} <= whole


@pytest.mark.parametrize("at", [i for i, line in enumerate(LINES) if " pages, " in line])
def test_a_record_without_its_first_line_is_still_a_record(at: int) -> None:
    parsed = read("\n".join(LINES[:at] + LINES[at + 1 :]))
    assert parsed is not None
    assert parsed.report.kept == 9


@pytest.mark.parametrize(
    "text",
    [
        "A special issue of " + "x (ISSN " * 50_000,
        OPENING + " " * 300_000 + "x" + " " * 300_000 + "x",
        OPENING + "Special Issue Editors\n" + "Dr. " * 100_000,
        OPENING + "Published Papers\n1 page\nArticle\nT\nby " + "a and " * 50_000 + "\nX 2020, 1; 10.1234/x",
        OPENING + "Published Papers\n" + "X 2020, " * 50_000,
        OPENING + "Published Papers\n1 page\nT\nby A\nX 2020, 1; 10.1234/x\nAbstract\n" + "[...] " * 50_000,
        OPENING + "Published Papers (" + "9" * 100_000 + " papers)\n",
    ],
    ids=["opening", "spaces", "titles", "byline", "citation", "abstract", "count"],
)
def test_long_lines_are_read_in_time_that_grows_with_their_length(text: str) -> None:
    """A pattern that tries every split of such a line takes minutes, which no one would miss."""
    read(text)

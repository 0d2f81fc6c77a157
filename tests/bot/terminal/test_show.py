"""Lines as a terminal shows them: broken between words, at any width, with colours or without."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.assistant.papers.verdicts import verify
from bot.terminal.show import BOLD, DIM, RESET, laid_out
from corpus.joining import builtin

STYLED = f"> The {BOLD}median{RESET} follow-up was 54.4 months."
LINES = (
    "> Two-year survival was 66.7% and 72.2% in the one group and 38.9% and 50.7% in the other, respectively.",
    f"{DIM}— Kang et al. 2023, Cancers · https://doi.org/10.3390/cancers15235518{RESET}",
    "  9. A title that is longer than a line of most windows ever was (Kang et al. 2023)",
    "骨転移に対する放射線治療の効果について、論文はどのように述べていますか。",
    STYLED,
)


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=4), st.integers(20, 200))
def test_lines_break_between_words_at_any_width(lines: list[str], width: int) -> None:
    """No word is lost, none is cut but those of languages without spaces, and nothing but an address is wider than the window."""
    text = "\n".join(lines)
    shown = laid_out(text, width)
    bare = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in shown.split("\n")]
    assert all(cell_len(line) <= width or "://" in line for line in bare)
    for line in lines:
        begun = laid_out(line, width).split("\n")
        if line.startswith("> "):
            assert all(part.startswith("> ") for part in begun)
            assert " ".join(part[2:] for part in begun) == line[2:]
        elif "転" in line:
            assert "".join(part.strip() for part in begun) == line
        else:
            assert " ".join(part.strip() for part in begun) == line.strip()


@pytest.mark.parametrize("width", [20, 33, 80, 200])
def test_colours_carry_nothing_alone(width: int) -> None:
    """Without them the same words stand in the same places."""
    coloured = laid_out(STYLED, width)
    plain = laid_out(STYLED.replace(BOLD, "").replace(RESET, ""), width)
    assert coloured.replace(BOLD, "").replace(RESET, "") == plain


def test_a_quote_broken_at_a_window_is_still_proved() -> None:
    paper = next(one for one in builtin().papers if one.key == "10.3390/cancers15235518")
    quote = "The median follow-up period was 54.4 (TES) and 26.1 months (SABR) for matched patients."
    pasted = laid_out(f"> {quote}\n— Kang et al. 2023 · https://doi.org/{paper.key}", 30)
    assert [verdict.verbatim for verdict in verify(pasted, {paper.key: paper})] == [True]


def test_what_a_command_does_stands_below_it_at_a_narrow_window() -> None:
    two = "  /papers PAPER          the papers of this library, all of them"
    assert laid_out(two, 80) == two
    assert laid_out(two, 30).split("\n") == [
        "  /papers PAPER",
        "    the papers of this",
        "    library, all of them",
    ]

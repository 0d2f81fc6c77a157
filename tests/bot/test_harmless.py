"""No cell of any CSV is a formula."""

from __future__ import annotations

import csv
import io
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.harmless import SafeWriter, cell
from corpus.characters import visible
from tests.hostile import TEXTS

SIGNS = "=+@＝＋－＠-"
SPACE = [" ", "\t", "\n", "\r", "\r\n", "\u00a0", "\u3000", "\u200b", "\ufeff", "\v", "\f", "\u2028"]


def test_no_cell_begins_a_formula() -> None:
    before = ("", *SPACE, "said\n", "said\r", "said\r\n ", "said\u2028")
    shown = [str(cell(f"{words}{sign}1")) for words, sign in product(before, SIGNS)]
    begins = re.compile(rf"(?:^|[\n\r\ufffd])[\s\u200b\ufeff\ufffd]*[{SIGNS}]|^[\t\r]")
    assert [ascii(one) for one in shown if begins.search(one)] == []


def test_none_begins_behind_what_parts_cells_in_other_countries() -> None:
    """Where a comma parts whole from decimal, spreadsheets part cells at semicolons, within quotation marks, too."""
    formulas = ("=cmd|'/C calc'!A0", "@SUM(1)", "+cmd|' /C calc'!A0", "-1+cmd|' /C calc'!A0", "-cmd!A0")
    for apart, formula in product((";", "; ", ";\t", "\t", ';"', "; '"), formulas):
        shown = str(cell(f"what of x{apart}{formula};y"))
        assert not [part for part in re.split("[;\t]", shown) if part.lstrip(' "').startswith(tuple(SIGNS))], shown


@given(TEXTS | st.text(st.sampled_from("=+-@＝＋－＠ \t\r\n'\"a|%,;"), max_size=12))
def test_nothing_else_changes(text: str) -> None:
    shown = str(cell(text))
    assert not re.match(rf"\s*[{SIGNS}]", shown)
    rest = iter(shown)
    # its characters, in their order, with marks and apostrophes between
    assert all(char in rest for char in visible(text))
    assert len(shown) - len(text) == shown.count("'") - text.count("'")


@pytest.mark.parametrize(
    "value",
    [
        "p = 0.05",
        "a-b",
        "(95% CI -0.3; -0.1)",
        "−2.3; -4.1 months",
        "of 12;-3",
        "a; b = c",
        "said\nno",
        "> quote\n— Kang",
        "'=1",
        5,
        -2.5,
        None,
        "",
    ],
)
def test_what_is_no_formula_stays(value: object) -> None:
    assert cell(value) == value


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_a_row_reads_back(values: list[str]) -> None:
    out = io.StringIO(newline="")
    SafeWriter(out).writerow(values)
    assert next(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [cell(value) for value in values]

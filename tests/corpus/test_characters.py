"""Characters that act unseen: marked where a text is shown, gone where it is kept."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.characters import MARK, cleaned, one_line, told, unseen_removed, visible
from tests.hostile import TEXTS

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ACTING = [
    *TURNING,
    *map(chr, range(9)),
    *map(chr, range(11, 32)),
    *map(chr, range(127, 160)),
    "\u2028",
    "\u2029",
    "\U000e0041",
]


def test_each_is_marked_and_left_out() -> None:
    for char in ACTING:
        assert visible(f"a{char}b") == f"a{MARK}b"
        assert char not in cleaned(f"a{char}b")
        assert char not in one_line(f"a{char}b")
        assert char not in told(json.dumps(f"a{char}b", ensure_ascii=False))


@pytest.mark.parametrize(
    "text", ["p\u00a0=\u00a00.704, 5\u2011year × ≤", "می\u200cخواهم", "👩\u200d👩", "a\tb\nc", "骨é"]
)
def test_what_a_paper_says_stays(text: str) -> None:
    assert visible(text) == text == cleaned(text)


def test_line_ends_become_one_kind() -> None:
    assert cleaned("a\r\nb\rc\u2028d\u2029e\nf") == "a\nb\nc\nd\ne\nf"
    assert one_line(" a\r\n b\tc\u2028d\u200b\ufeff ") == "a b c d"


@given(TEXTS | st.text())
def test_no_control_but_line_ends_and_tabs_is_left(text: str) -> None:
    for shown in (visible(text), cleaned(text), told(json.dumps(text, ensure_ascii=False))):
        assert {c for c in shown if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}
        assert not {
            c
            for c in shown
            if unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        }
    assert len(visible(text)) == len(text)
    assert "\n" not in one_line(text)
    assert one_line(one_line(text)) == one_line(text)
    assert unseen_removed(one_line(text)) == one_line(text)


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_that_is_told_means_the_same(value: object) -> None:
    assert json.loads(told(json.dumps(value, ensure_ascii=False))) == value

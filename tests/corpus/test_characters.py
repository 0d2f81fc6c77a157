"""Characters that act unseen: marked where a text is shown, gone where it is kept. And which address may become a link."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.characters import (
    LONGEST,
    MARK,
    address,
    cleaned,
    is_printable,
    one_line,
    pubmed,
    seen,
    told,
    unseen_removed,
    visible,
)
from corpus.models import Issue, Paper
from tests.hostile import ADDRESSES, TEXTS, safe

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


def test_halves_of_characters_and_those_beyond_the_first_plane_are_told_as_json_escapes_them() -> None:
    assert told("a\ud800b\U000e0041c") == "a\\ud800b\\udb40\\udc41c"


def test_a_text_of_visible_characters_lines_and_tabs_is_printable() -> None:
    assert all(map(is_printable, ("", "owls", "owls\n\tmice", "é骨")))
    assert not any(map(is_printable, ("owls\r", "owls\u200b", "owls\x07\n")))
    assert cleaned("owls\x07\u202e") == "owls"


KNOWN = frozenset("green tea sleep the of".split())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("green tea", "green tea"),
        ("gr\u200been tea", "green tea"),  # within a known word it is nothing
        ("Gr\u00adeen tea\u200b", "Green tea"),
        ("green\u200btea", "green tea"),  # between known words it is a break
        ("green\u00adtea\u200bsleep 12", "green tea sleep 12"),
        ("12\u200b.5", "12.5"),  # a number is known
        ("tea\u200b5", "tea 5"),
        ("oolong\u200bbrew", "oolong brew"),  # of strange words it parts them
        ("ool\u00adong", "oolong"),  # but what joins
        ("ool\u00adong\u200bbrew", "oolong brew"),
        ("10.1234/ab\u200bcd", "10.1234/abcd"),  # a DOI is one
        ("https\u200b://a.org/x\u00ady", "https://a.org/xy"),
    ],
)
def test_what_nobody_sees_is_read_as_its_reader_would(text: str, read: str) -> None:
    assert seen(text, KNOWN.__contains__) == read


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://www.mdpi.com/journal/cancers", "https://www.mdpi.com/journal/cancers"),
        ("HTTP://Example.ORG:8080/A?b=c&d#e", "http://example.org:8080/A?b=c&d#e"),
        ("https://example.org/a%20b/(c)", "https://example.org/a%20b/(c)"),
        ("https://example.org/é?q=ü", "https://example.org/%C3%A9?q=%C3%BC"),
        ("https://example.org/a](b)[c]", "https://example.org/a%5D(b)%5Bc%5D"),
        ("https://dоi.org/10.1234/x", "https://xn--di-fmc.org/10.1234/x"),
        ("https://ｄｏｉ.org/x", "https://doi.org/x"),
    ],
)
def test_what_may(text: str, link: str) -> None:
    assert address(text) == link


@pytest.mark.parametrize(
    "text",
    [
        "", "doi.org/x", "//example.org/x", "ftp://example.org/x", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "https:///x", "https://", "https:/example.org", "https://doi.org@evil.example/x", "https://a:b@example.org/", "https://@example.org/",
        "https://example.org\\@evil.example/", "https:\\\\example.org", "https://example.org:0/", "https://example.org:99999/", "https://example.org:/",
        "https://example.org:x/", "https://localhost/", "https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://[::1]/",
        "https://exa mple.org/", "https://example.org/a b", "https://example.org/a\nb", "https://example.org/<b>", 'https://example.org/"b',
        "https://example.org/\u202eb", "https://exam\u200bple.org/", "https://doi.org／@evil.example/", "https://-a.example/", "https://a..example/",
        "https://example.org/{b}", "https://example.org/`b`", f"https://example.org/{'a' * LONGEST}", "https://[::1/", "https://exa_mple/",
    ],
)  # fmt: skip
def test_what_may_not(text: str) -> None:
    assert address(text) is None
    assert Paper(source_id="1", url=text or None).link is None
    assert Issue(title="T", url=text or None).link is None


@given(ADDRESSES | st.text(max_size=60).map(lambda text: f"https://{text}"))
def test_a_link_leads_where_it_seems_to_and_stays_one(text: str) -> None:
    link = address(text)
    if link is not None:
        assert safe(link)
        assert address(link) == link


@given(st.text(max_size=12) | st.from_regex(r"[0-9]{1,12}", fullmatch=True))
def test_a_pmid_is_a_number(text: str) -> None:
    link = pubmed(text)
    assert (link is not None) == (text.isascii() and text.isdigit() and len(text) < 10)
    assert link is None or safe(link)


def test_a_link_is_no_longer_than_may_be_also_once_it_is_encoded() -> None:
    begins = "https://example.org/"
    longest = begins + "a" * (LONGEST - len(begins))
    assert address(longest) == longest
    assert address(f"{longest}a") is None
    assert address(f"{longest[:-2]}é") is None  # six signs in a link

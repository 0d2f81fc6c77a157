"""Which address may become a link."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.links import LONGEST, address, pubmed
from corpus.models import Issue, Paper
from tests.hostile import ADDRESSES, safe


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

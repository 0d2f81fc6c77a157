"""Texts that try to act, for every test of something that shows or keeps a text which is not ours."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from hypothesis import strategies as st

from corpus.characters import visible
from corpus.doi import Doi
from corpus.models import Author, Paper, Status

PIECES = [
    "](https://evil.example/)", "[x](https://evil.example)", "<@123>", "<@&4>", "<#5>", "</ask:6>", "<:a:7>", "<t:8>", "@everyone", "**b**",
    "_i_", "~~s~~", "||s||", "`c`", "```py\n", "\n# big", "\n> said", "\n>>> said", "\n-# small", "\n- item", "\n1. one", "discord.gg/abc",
    "https://doi.org@evil.example/10.1234/x", "https://doi.org\\@evil.example", "javascript:alert(1)", "<script>", "\u202e", "\u2066", "\u200f",
    "\u200b", "\ufeff", "\u2028> said", "\u2029# big", "\r> said", "\x1b[31m", "\x9b2J", "\x07", "\x00", "\U000e0041", "=1+1", "\t=1", "＝1", "\\",
    "p < 0.05", "× 2 Gy", "骨", "é", " ", "Kang",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join), st.text(min_size=1, max_size=60)
)
DOIS = st.builds(
    lambda text: Doi.within(f"10.9999/a{text}"),
    st.one_of(st.sampled_from(PIECES), st.text(max_size=30)),
).filter(bool)
ADDRESSES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["https://", "http://", "https:\\\\", "javascript://", "https://doi.org@", "https://a:b@", "//", "data:"]),
    st.sampled_from(["example.org", "dоi.org", "evil.example:99999", "127.0.0.1", "[::1]", "", "localhost", "exa mple.org", "example.org:"]),
    st.one_of(st.just(""), st.builds("/{}".format, TEXTS)),
)  # fmt: skip
PAPERS = st.builds(
    Paper,
    doi=st.none() | DOIS,
    url=st.none() | ADDRESSES,
    pmid=st.none() | TEXTS,
    source_id=TEXTS,
    title=TEXTS | st.just(""),
    authors=st.lists(st.builds(Author, name=TEXTS, family=st.none() | TEXTS, given=st.none() | TEXTS), max_size=4).map(tuple),
    journal=st.none() | TEXTS,
    type=st.none() | TEXTS,
    licence=st.none() | TEXTS,
    source=st.none() | TEXTS,
    year=st.none() | st.integers(1900, 2026),
    status=st.none() | st.builds(Status, kind=st.just("retracted"), source=TEXTS),
    abstract=st.builds("Survival {}was 12 months.".format, TEXTS),
)  # fmt: skip

_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_LINKS = re.compile(r"<(https?://[^\s<>]+)>")


def inert(text: str, links: Collection[str], ours: int = 0, small: int = 0) -> bool:
    """Whether a text with Discord's markup shows and does nothing, but for ``ours`` signs of bold, ``small`` lines in small
    print and links of ``links``.

    It is not written with the same patterns as what it checks: for each escaped sign stands a letter, then nothing may be left that acts.
    """
    assert text == visible(text), ascii(text)
    assert all(link in links for link in _LINKS.findall(text)), text
    bare = _LINKS.sub("é", _ESCAPED.sub("é", text))
    assert len(re.findall(r"[*_`~|]", bare)) == 2 * ours, text
    bare, lines = re.subn(r"(?m)^-# (?=\S)", "", bare)
    assert lines == small, text
    assert not re.search(r"\]\(|<[@#:/+a-zA-Z]|://|\.gg/", bare), text
    assert not re.search(r"(?m)^\s*(?:#{1,3}\s|-#\s|[-+]\s|\d+[.)]\s|>(?! ))", bare), text
    return True


def safe(link: str) -> bool:
    """Whether an address leads where it seems to."""
    parts = urlsplit(link)
    assert link.isascii(), link
    assert not re.search(r"[\s<>\"\\^`{|}\x00-\x1f\[\]]", link), link
    assert (parts.scheme in ("http", "https"), parts.username, parts.password) == (True, None, None), link
    return bool(parts.hostname and "." in parts.hostname)

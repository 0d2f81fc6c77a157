"""What a robots.txt allows: the examples of RFC 9309, and whatever else stands in one."""

from __future__ import annotations

import re
from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.watching.visiting import LARGEST, Rules, rules_for


def rules(*lines: str) -> Rules:
    return rules_for("Marrow", "\n".join(lines).encode())


@pytest.mark.parametrize(
    ("pattern", "fits", "others"),
    [
        ("/", ["/", "/x"], []),
        ("/fish", ["/fish", "/fish.html", "/fish/salmon", "/fishheads", "/fish?id=1"], ["/Fish", "/catfish"]),
        ("/fish/", ["/fish/", "/fish/x"], ["/fish", "/fish.html"]),
        ("/fish*", ["/fish", "/fishheads/yummy"], ["/Fish"]),
        ("/*.php", ["/x.php", "/a/b.php?c", "/x.php5"], ["/", "/x.PHP"]),
        ("/*.php$", ["/x.php", "/a/b.php"], ["/x.php?c", "/x.php/", "/x.php5"]),
        ("/a*b*c$", ["/abc", "/a-b-c-c"], ["/abcd", "/acb"]),
        ("/fish$", ["/fish"], ["/fish/", "/fishes"]),
        ("/a*aa$", ["/aaa", "/abaa"], ["/aa"]),
        ("/%E3%83%84", ["/ツ", "/%e3%83%84"], ["/x"]),
        ("/a%2fb", ["/a%2Fb"], ["/a/b"]),
        ("/%7Eowls", ["/~owls", "/%7eowls"], []),
    ],
)
def test_a_pattern_fits_as_it_is_written(pattern: str, fits: list[str], others: list[str]) -> None:
    found = rules("User-agent: *", f"Disallow: {pattern}")
    assert [path for path in (*fits, *others) if not found.allow(path)] == fits


@pytest.mark.parametrize(
    ("lines", "path", "allowed"),
    [
        (["Disallow: /", "Allow: /journal/"], "/journal/x", True),
        (["Allow: /journal/", "Disallow: /journal/x"], "/journal/x", False),
        (["Disallow: /x", "Allow: /x"], "/x", True),
        (["Disallow:"], "/x", True),
        (["Allow: /*.htm", "Disallow: /page"], "/page.htm", True),
    ],
)
def test_the_longest_rule_decides_and_allow_a_tie(lines: list[str], path: str, allowed: bool) -> None:
    assert rules("User-agent: *", *lines).allow(path) is allowed


def test_a_group_of_its_own_goes_before_everybodys() -> None:
    text = ["User-agent: *", "Disallow: /", "", "user-AGENT: other", "User-agent: marrow/2 # us", "Disallow: /no"]
    assert rules(*text).allow("/x")
    assert not rules(*text).allow("/no")
    assert not rules_for("Else", "\n".join(text).encode()).allow("/x")
    assert rules(*text, "User-agent: marrow", "Disallow: /nor").allow("/n")
    assert not rules(*text, "User-agent: marrow", "Disallow: /nor").allow("/nor"), "its groups count together"
    assert rules("User-agent: *", "Disallow: /", "User-agent: Marrow").allow("/x"), "a group may forbid nothing"


def test_how_long_to_wait_is_read_and_nonsense_is_not() -> None:
    assert rules("User-agent: *", "Crawl-delay: 2.5").delay == 2.5
    assert rules("User-agent: *", "Crawl-delay: -1", "Crawl-delay: soon", "Crawl-delay: 1e9").delay == 0


def test_what_is_no_robots_txt_forbids_nothing_and_a_long_one_is_cut() -> None:
    assert rules_for("Marrow", b"<html>Not found</html>\x00\xff").allow("/x")
    head = b"User-agent: *\n"
    assert rules_for("Marrow", head + b"# owls\n" * LARGEST + b"Disallow: /").allow("/x")


@given(st.binary(max_size=400), st.text("/ab*$%2fF?", max_size=12))
def test_nothing_is_too_strange_to_be_read(content: bytes, path: str) -> None:
    rules_for("Marrow", content).allow(f"/{path}")


@given(st.text("ab/*", max_size=8), st.text("ab/", max_size=8), st.booleans())
def test_stars_mean_what_they_mean_in_a_regular_expression(pattern: str, path: str, whole: bool) -> None:
    said = f"/{pattern}{'$' if whole else ''}"
    expected = re.match("/" + ".*".join(map(re.escape, pattern.split("*"))) + (r"\Z" if whole else ""), f"/{path}")
    assert rules("User-agent: *", f"Disallow: {said}").allow(f"/{path}") is (expected is None)


@given(st.lists(st.text("ab/", min_size=1, max_size=5), max_size=1), st.text("ab/", max_size=6))
def test_a_plain_rule_is_read_as_pythons_own_reader_does(forbidden: list[str], path: str) -> None:
    lines = ["User-agent: *", *(f"Disallow: /{one.strip('/')}" for one in forbidden)]
    python = RobotFileParser()
    python.parse(lines)
    assert rules(*lines).allow(f"/a{path}") is python.can_fetch("Marrow", f"https://x.org/a{path}")

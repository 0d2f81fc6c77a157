"""Texts are parted into pages that fit Discord and lose nothing; what is cut fits, too."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.discord import rendering
from bot.discord.rendering import content_pages
from bot.discord.text import (
    bare,
    clip,
    escape,
    pages,
    read_back,
    shortened,
    size,
    slot,
)
from corpus.errors import GateError
from corpus.joining import builtin
from tests.bot.discord.test_text import TEXT
from tests.hostile import inert


@given(st.lists(TEXT, max_size=12), st.integers(60, 200))
def test_pages_fit_and_hold_every_character_but_space(blocks: list[str], room: int) -> None:
    escaped = escape("\n\n".join(blocks))
    found = pages(escaped, room)
    assert all(0 < size(page) <= room for page in found)

    def bare(text: str) -> str:
        return read_back(re.sub(r"(?m)^> |\s", "", text))

    assert bare("".join(f"\n{page}" for page in found)) == bare(f"\n{escaped}")


@pytest.mark.parametrize("sign", ["#", "-#", "-", "+", ">", ">x", "7.", "1)"])
@pytest.mark.parametrize("begin", ["", "> "])
def test_a_line_that_is_cut_acts_no_more_than_whole(sign: str, begin: str) -> None:
    """In the middle of a line a hyphen or a number is one; where a page begins it would be a list's."""
    for text in (
        f"{begin}of {sign} owls" * 40,
        " ".join([begin.strip(), *[sign] * 200]).strip(),
        begin + f"x{sign}" * 99,
    ):
        escaped = escape(text)
        for whole in (escaped, f"The paper “{slot(escaped)}” is " + slot(f"{escape(sign)} it")):
            found = [bare(page) for page in pages(whole, 61)]
            assert all(size(page) <= 61 and inert(page, []) for page in found)
            assert len(found) > 2


@pytest.mark.parametrize(
    ("text", "room", "found"),
    [
        ("aaaa\n\nbbbb\n\ncccc", 10, ("aaaa\n\nbbbb", "cccc")),
        ("aaaa\nbbbb\ncccc", 9, ("aaaa\nbbbb", "cccc")),
        ("aaa bbb ccc ddd", 7, ("aaa bbb", "ccc ddd")),
        ("> aaa bbb ccc", 9, ("> aaa bbb", "> ccc")),
        ("x" * 25, 10, ("x" * 10, "x" * 10, "x" * 5)),
        ("x" * 12 + " yy", 11, ("x" * 11, "x yy")),
        ("> " + "x" * 12, 10, ("> " + "x" * 8, "> xxxx")),
        ("😀" * 7, 5, ("😀😀", "😀😀", "😀😀", "😀")),
        ("xxx\\*yyy", 4, ("xxx", "\\*yy", "y")),
        ("xx\\\\yyy", 4, ("xx\\\\", "yyy")),
        ("\\\\" * 4, 5, ("\\\\" * 2, "\\\\" * 2)),
    ],
)
def test_what_is_too_long_is_cut_between_blocks_then_lines_then_words_then_characters(
    text: str, room: int, found: tuple[str, ...]
) -> None:
    assert pages(text, room) == found


@pytest.mark.parametrize(
    ("text", "room", "found"),
    [
        (
            "You asked: a\n\nbb bb bb bb bb bb bb",
            28,
            ("You asked: a", "bb bb bb bb bb bb bb"),
        ),  # not more than half
        ("You asked: a\n\nbb bb bb bb bb bb bb", 29, ("You asked: a\n\nbb bb bb bb bb", "bb bb")),
        ("You asked: a\n\nbb bb bb bb", 25, ("You asked: a\n\nbb bb bb bb",)),
        (
            f"{slot('aaaa')} {slot('bbbb')}\n\ncc",
            13,
            (f"{slot('aaaa')} {slot('bbbb')}\n\ncc",),
        ),  # marks take no room
    ],
)
def test_a_short_first_block_is_not_alone_where_half_a_page_is_left(
    text: str, room: int, found: tuple[str, ...]
) -> None:
    assert pages(text, room) == found


@given(st.text(st.sampled_from("\\*x😀"), min_size=20, max_size=200), st.integers(4, 30))
@example("\\" * 200, 20)
@example("xxx" + "\\" * 200, 20)
@example("x" * 9 + "*" * 60, 20)
def test_the_pieces_of_a_long_word_fit_and_are_the_word(word: str, room: int) -> None:
    """No backslash parts from the character it shows, and no space comes in."""
    found = pages(escape(word), room)
    assert all(size(piece) <= room for piece in found)
    assert "".join(map(read_back, found)) == word


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("aaaaa", 5, "aaaaa"),
        ("aaaaaa", 5, "aaaa…"),
        ("*****", 10, "\\*" * 5),
        ("******", 10, "\\*" * 4 + "…"),
        ("a  b\nc", 5, "a b c"),
    ],
)
def test_a_shortened_text_keeps_what_there_is_room_for(text: str, most: int, shown: str) -> None:
    assert shortened(text, most) == shown


@given(st.integers(100, 400), st.integers(60, 200))
def test_a_quote_cut_in_two_goes_on_as_a_quote(words: int, room: int) -> None:
    found = pages("> " + " ".join(["bone"] * words), room)
    assert all(line.startswith("> ") for page in found for line in page.split("\n"))


@given(st.text(max_size=300), st.integers(2, 100))
def test_a_clipped_label_fits_and_is_one_line(text: str, most: int) -> None:
    shown = clip(text, most)
    assert size(shown) <= most
    assert "\n" not in shown


def test_size_counts_what_discord_counts_at_most() -> None:
    assert size("é😀") == 3


def test_a_page_that_would_not_show_what_was_proved_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last gate looks at what is sent, whatever went wrong on the way there."""
    said = "There was no difference (p = 0.7)."
    assert content_pages(said, [], builtin()) == (escape(said),)
    for wrong in ("There was a difference (p = 0.7).", f"{said} It heals.", said.replace("0.7", "0.07")):
        monkeypatch.setattr(rendering, "escape", lambda text, links=(), wrong=wrong: wrong)
        with pytest.raises(GateError, match="would not show the text that was proved"):
            content_pages(said, [], builtin())


def test_what_is_clipped_ends_behind_a_word_or_in_one() -> None:
    assert (clip("on ants and bees", 9), clip("on ants and bees", 8)) == ("on ants…", "on ants…")

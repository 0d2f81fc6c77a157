"""The cleaner itself: in which order a text's layers are taken off, and what is said of that."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from corpus.characters import cleaned, is_printable, one_line
from corpus.cleaning.edges import says_nothing, without_label, without_rights
from corpus.cleaning.encodings import LEADS, looks_broken, mended
from corpus.cleaning.entities import unescaped
from corpus.cleaning.latex import has_latex, without_latex
from corpus.cleaning.markup import without_markup

# What a text holds where entities, markup, LaTeX or a broken encoding could be taken off it; most texts hold none of it.
_LAYERED = f"&<\\${{{LEADS}\ufffd"
_SIGN = re.compile(f"[{re.escape(_LAYERED)}]")  # which is quicker for a line, and slower for an abstract
_LINES = re.compile(r"(?<![ \t])[ \t]*+\n\s*")
_FEW, _WIDE, _WIDEST, _MOSTLY = (
    4,
    48,
    100,
    0.7,
)  # lines; characters of a line that was broken; the share of lines that were
_ENDS = (".", "!", "?", ":")
_MOST = 5  # rounds until nothing changes any more: markup inside entities inside markup


class Cleaned(NamedTuple):
    """A cleaned text (code points), the copyright line it ended in, and what was done, by the names a report says."""

    text: str
    rights: str | None = None
    done: tuple[str, ...] = ()


def is_plain(text: str) -> bool:
    """Whether a line is clean as it stands, by one look; False for some that are clean too."""
    return text == text.strip() and text.isprintable() and _SIGN.search(text) is None


def clean_line(text: str) -> Cleaned:
    """A title, a name, a journal: the same in one line."""
    if is_plain(text):
        return Cleaned(text)
    text, done = _layers(text)
    return Cleaned(one_line(text), None, done)


def clean_abstract(text: str) -> Cleaned:
    """An abstract: without its markup, "Abstract" before it, rights behind it; empty where it says there is none."""
    text, done = _layers(text)
    if "\n" in text:
        text = _LINES.sub("\n", text)
        if (flowing := _flowing(text)) != text:
            text, done = flowing, (*done, "lines of an equal width were joined")
    text = text.strip()
    if says_nothing(text):
        return Cleaned("", None, (*done, "“no abstract” was read as none"))
    labelled = without_label(text)
    body, rights = without_rights(labelled)
    if labelled != text:
        done = (*done, "the word “Abstract” was left out")
    if rights:
        done = (*done, "copyright lines were kept apart")
    return Cleaned("" if says_nothing(body) else body.strip(), rights, done)


def _flowing(text: str) -> str:
    """A text whose lines were broken at a width, as lines of paragraphs; any other as it is."""
    lines = text.split("\n")
    full = [line for line in lines[:-1] if _WIDE <= len(line) <= _WIDEST]
    if len(lines) < _FEW or len(full) < _MOSTLY * (len(lines) - 1) or max(map(len, lines)) > _WIDEST:
        return text
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        paragraph = len(before) < _WIDE and before[-1:] in _ENDS
        pieces += ["\n" if paragraph else " ", line]
    return "".join(pieces)


def _layers(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without broken encodings, entities, markup, LaTeX and controls, and which of them it had."""
    if is_printable(text) and not any(sign in text for sign in _LAYERED):
        return text, ()
    done: dict[str, None] = {}
    for _ in range(_MOST):
        before = text
        for said, step in _STEPS:
            changed = step(text)
            if changed != text:
                done.setdefault(said)
                text = changed
        if text == before:
            break
    if looks_broken(text):
        done.setdefault("characters look wrongly encoded and were left as they are")
    return text, tuple(done)


def _without_latex(text: str) -> str:
    return without_latex(text) if has_latex(text) else text


_STEPS = (
    ("wrongly encoded characters were mended", mended),
    ("control characters or line ends were normalised", cleaned),
    ("entities were read as characters", unescaped),
    ("markup was taken off", without_markup),
    ("LaTeX was read", _without_latex),
)

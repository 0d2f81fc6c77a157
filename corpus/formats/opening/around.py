"""Exports with other text around them: a text that a browser showed and saved as a page; lines above the first record."""

from __future__ import annotations

import html
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.errors import CorpusError
from corpus.formats.collecting import Reading
from corpus.formats.json import jsonrecords
from corpus.formats.opening.decoding import text_of
from corpus.formats.opening.firstlines import Looks, sign_of, told
from corpus.formats.opening.seams import moved
from corpus.formats.tables import table
from corpus.formats.text import bibtex, labelled, nbib, pubmed_text, refer, ris, wos
from corpus.models import Parsed
from corpus.patterns import late

ReadOne = Callable[[Path, Reading], Parsed]

_PAGE = late(r"\s{0,1000}(?:<!doctype[^<>]{0,200}>\s{0,100})?<html\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(?:pre|textarea)\b[^<>]{0,1000}>", re.IGNORECASE)
_LOOKS = (
    ris.looks_like, nbib.looks_like, wos.looks_like, refer.looks_like, bibtex.looks_like, labelled.is_refworks, labelled.is_express,
    labelled.is_cochrane, labelled.is_proquest, pubmed_text.looks_like, jsonrecords.looks_like, jsonrecords.is_lines, table.looks_like,
)  # fmt: skip
_ABOVE = 200  # lines in which the first record is looked for
_DEEPEST = 4  # such files inside one another


def is_shown(head: str) -> bool:
    """Whether a file with this beginning is a page in which a text of records stands as it is."""
    return bool(_PAGE.match(head)) and any(map(_is_text, _shown(head)))


def read_shown(path: Path, reading: Reading, read_one: ReadOne) -> Parsed:
    """The papers of such texts in a page. Raises CorpusError, in one sentence, if they cannot be read."""
    texts = [one for one in _shown(text_of(path)) if _is_text(one)]
    return _again(path, "\n".join(texts), deeper(path, reading), read_one)


def _shown(page: str) -> Iterator[str]:
    """The texts of a page that stand there as they are; one that is not closed goes to the end."""
    begins = -1
    for tag in _TAG.finditer(page):
        if tag[1] and begins >= 0:
            yield html.unescape(page[begins : tag.start()])
            begins = -1
        elif not tag[1] and begins < 0:
            begins = tag.end()
    if begins >= 0:
        yield html.unescape(page[begins:])


def _is_text(text: str) -> bool:
    return any(looks(text.lstrip()) for looks in _LOOKS)


def begins_at(head: str, looks: Looks) -> int | None:
    """The line (from 0) on which an export begins that has other text above it; None if there is none."""
    lines = head.split("\n")
    for at, line in enumerate(lines[: _ABOVE + 1]):
        if (
            at
            and line.strip()
            and sign_of(told(line.encode("utf-8", "replace")), partial(_from, lines, at), looks)
        ):
            return at
    return None


def _from(lines: list[str], at: int) -> str:
    return "\n".join(lines[at:])


def read_below(path: Path, reading: Reading, read_one: ReadOne, at: int) -> Parsed:
    """The papers of an export that begins on this line (from 0), and a note on what stands above it."""
    text = text_of(path).split("\n", at)[at]
    parsed = moved(_again(path, text, deeper(path, reading), read_one), at + 1)
    return parsed.noted("what stands before the first record, from line 1 on, was left out")


def _again(path: Path, text: str, reading: Reading, read_one: ReadOne) -> Parsed:
    """What is read of a text, as if it were the file."""
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        copy = Path(folder) / path.name  # reports call the file by its name
        copy.write_text(text, "utf-8", newline="")
        return read_one(copy, replace(reading, encoding=None))


def deeper(path: Path, reading: Reading) -> Reading:
    """How to read what is inside a file. Raises CorpusError if it is inside too many already."""
    if reading.inside >= _DEEPEST:
        raise CorpusError(f"{path.name} is nested too deeply to be read.")
    return replace(reading, inside=reading.inside + 1)

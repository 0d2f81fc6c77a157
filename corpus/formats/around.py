"""Exports with other text around them: an e-mail, with what is attached to it; a text that a browser showed and saved as a page; lines above the
first record.

RFC 5322 and RFC 2045 describe e-mails.
"""

from __future__ import annotations

import html
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from functools import partial
from pathlib import Path

from corpus.errors import CorpusError, UnreadableError
from corpus.formats import bibtex, decoding, jsonrecords, labelled, nbib, pubmed_text, refer, ris, table, wos
from corpus.formats.archive import called, read_part
from corpus.formats.collecting import Reading, together
from corpus.formats.decoding import check_size, text_of
from corpus.formats.packed import MOST_PARTS, unpacked
from corpus.formats.seams import moved
from corpus.formats.signs import Looks, sign_of, told
from corpus.models import Parsed
from corpus.patterns import late

ReadOne = Callable[[Path, Reading], Parsed]

_HEADER = late(
    r"(?:From [^\n]{1,200}\n)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,200}){2,400}+"
)
_OF_MAIL = frozenset(
    "from to subject date mime-version received return-path delivered-to message-id content-type".split()
)
_LEAST = 3  # of these an e-mail's header has
_TEXTS = ("text/plain", "text/html")
_PAGE = late(r"\s{0,1000}(?:<!doctype[^<>]{0,200}>\s{0,100})?<html\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(?:pre|textarea)\b[^<>]{0,1000}>", re.IGNORECASE)
_LOOKS = (
    ris.looks_like, nbib.looks_like, wos.looks_like, refer.looks_like, bibtex.looks_like, labelled.is_refworks, labelled.is_express,
    labelled.is_cochrane, labelled.is_proquest, pubmed_text.looks_like, jsonrecords.looks_like, jsonrecords.is_lines, table.looks_like,
)  # fmt: skip
_SIGNS = (b"\n-- \n", b"\n-- \r\n")  # the line before a writer's signature, RFC 3676
_LINES_SIGNED, _LONGEST_SIGNED = 15, 200  # lines of a signature, bytes of one
_ABOVE = 200  # lines in which the first record is looked for
_DEEPEST = 4  # such files inside one another


def is_mail(head: str) -> bool:
    """Whether a file with this beginning is an e-mail."""
    found = _HEADER.match(head.lstrip("\n"))
    names = {line.partition(":")[0].casefold() for line in found[0].split("\n")} if found else set[str]()
    return len(names & _OF_MAIL) >= _LEAST


def read_mail(path: Path, reading: Reading, read_one: ReadOne) -> Parsed:
    """The papers in an e-mail's text, and in each file attached to it. Raises CorpusError, in one sentence, if there are none."""
    reading = _deeper(path, reading)
    with unpacked(path) as stream:
        content = stream.read(decoding.LONGEST_TEXT + 1)
    check_size(len(content), decoding.LONGEST_TEXT, path)
    found: list[tuple[str, Parsed]] = []
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        for number, (name, part) in enumerate(_parts(content.lstrip(b"\r\n"), path)):
            file = Path(folder, str(number), called(name or "its text"))
            file.parent.mkdir()
            file.write_bytes(part)
            if name:
                found.append((file.name, read_part(file, reading, read_one)))
            elif not any(one == file.name and parsed.papers for one, parsed in found):  # the same text as a page
                found += [(file.name, parsed) for parsed in _of_text(file, reading, read_one)]
    if not found:
        raise UnreadableError(
            f"{path.name} is an e-mail in which there are no records of papers; save what is attached to it, or export them again."
        )
    return together(path.name, found)


def _parts(content: bytes, path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of an e-mail with their names, and its texts without one. Raises CorpusError if it cannot be read."""
    try:
        parts = [one for one in message_from_bytes(content).walk() if not one.is_multipart()]
    except RecursionError:
        raise CorpusError(f"{path.name} is nested too deeply to be read.") from None
    if len(parts) > MOST_PARTS:
        raise CorpusError(
            f"{path.name} holds more than {MOST_PARTS} files; unpack it and import them as a folder."
        )
    for one in parts:
        name, inside = one.get_filename() or "", one.get_payload(decode=True)
        if isinstance(inside, bytes) and inside.strip() and (name or one.get_content_type() in _TEXTS):
            yield name, _as_utf8(one, inside) if name else _unsigned(_as_utf8(one, inside))


def _unsigned(text: bytes) -> bytes:
    """A text without its writer's signature."""
    at, sign = max((text.rfind(sign), sign) for sign in _SIGNS)
    lines = text[at + len(sign) :].splitlines() if at >= 0 else []
    short = len(lines) <= _LINES_SIGNED and all(len(line) <= _LONGEST_SIGNED for line in lines)
    return text[:at] if at >= 0 and short else text


def _as_utf8(part: Message, inside: bytes) -> bytes:
    """A text in the encoding that its part declares, as UTF-8; what is not in that as it is."""
    declared = part.get_content_charset("utf-8") if part.get_content_maintype() == "text" else "utf-8"
    try:
        return inside.decode(declared).encode()
    except (LookupError, UnicodeError):
        return inside


def _of_text(file: Path, reading: Reading, read_one: ReadOne) -> Iterator[Parsed]:
    """What an e-mail's own text tells, if it has records."""
    try:
        parsed = read_one(file, reading)
    except CorpusError:
        return
    if parsed.papers:
        yield parsed


def is_shown(head: str) -> bool:
    """Whether a file with this beginning is a page in which a text of records stands as it is."""
    return bool(_PAGE.match(head)) and any(map(_is_text, _shown(head)))


def read_shown(path: Path, reading: Reading, read_one: ReadOne) -> Parsed:
    """The papers of such texts in a page. Raises CorpusError, in one sentence, if they cannot be read."""
    texts = [one for one in _shown(text_of(path)) if _is_text(one)]
    return _again(path, "\n".join(texts), _deeper(path, reading), read_one)


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
    parsed = moved(_again(path, text, _deeper(path, reading), read_one), at + 1)
    return parsed.noted("what stands before the first record, from line 1 on, was left out")


def _again(path: Path, text: str, reading: Reading, read_one: ReadOne) -> Parsed:
    """What is read of a text, as if it were the file."""
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        copy = Path(folder) / path.name  # reports call the file by its name
        copy.write_text(text, "utf-8", newline="")
        return read_one(copy, replace(reading, encoding=None))


def _deeper(path: Path, reading: Reading) -> Reading:
    """How to read what is inside a file. Raises CorpusError if it is inside too many already."""
    if reading.inside >= _DEEPEST:
        raise CorpusError(f"{path.name} is nested too deeply to be read.")
    return replace(reading, inside=reading.inside + 1)

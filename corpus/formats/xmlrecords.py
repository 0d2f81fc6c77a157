"""XML as a stream of records: one element at a time, so that file size does not matter and a fault affects one
record only.

The text is split at the records' start tags and each record is parsed alone: one that is not well-formed is
refused with its line and raw text. Nothing is expanded or fetched: a file that declares entities is refused.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.errors import CorpusError
from corpus.formats.collecting import Collector, Reading, RefusedError
from corpus.formats.opening import LONGEST_FILE, unpacked
from corpus.models import Notice, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

LONGEST_RECORD = 16 * 1024 * 1024  # characters; five thousand authors with their addresses have some six million
MOST_TAGS = 1_000_000
MOST_PREFIXES = 50
_UNBOUND = 27  # expat's code for a prefix that nothing declares
_PREFIX = re.compile(r"[<\s]([A-Za-z_][\w.-]{0,40}):")
_PIECE = 256 * 1024
_LONGEST_TAG = 64
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "latin-1", "windows-1252"})
# Prefixes that formulas and links inside a record may have from the root they were cut off.
_ROOT = '<r xmlns:mml="http://www.w3.org/1998/Math/MathML" xmlns:xlink="http://www.w3.org/1999/xlink">'


class XmlRecord(NamedTuple):
    """A record's first line (from 1) and its raw text ("" if longer than any paper's)."""

    line: int
    raw: str


def collected(
    path: Path,
    tags: Sequence[str],
    fields: Callable[[Element], Mapping[str, Any]],
    reading: Reading,
    notices: Callable[[Element], Iterable[Notice]] = lambda _: (),
    is_around: Callable[[str], bool] = lambda _: False,
) -> Parsed:
    """The papers of a file and the report that balances. ``fields``: reads a record's element, or raises RefusedError;
    ``notices``: what it states about other papers; ``is_around``: whether a text is only the beginning of what stands
    around records, and none itself.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    collector, around = Collector(reading), 0
    for record in records(path, tags):
        if is_around(record.raw):
            around += 1
            continue
        try:
            collector.fits(len(record.raw))
            element = element_of(record)
            for notice in notices(element):
                collector.notice(notice)
            collector.take(record.line, fields(element), record.raw)
        except RefusedError as refusal:
            collector.refuse(record.line, str(refusal), record.raw)
    return collector.parsed(path.name, counted(path, tags) - around)


def records(path: Path, tags: Sequence[str]) -> Iterator[XmlRecord]:
    """The records of a file, in order: each from the start tag of one of ``tags`` to the next.

    Raises CorpusError, in one sentence, where the file cannot be read or declares entities.
    """
    line, first, parts, length = 1, 0, list[str](), 0
    for begins, text in _stretches(_pieces(path), tags):
        if begins:
            yield from _ended(path, first, parts)
            first, parts, length = line, [], 0
        length += len(text)
        if length <= LONGEST_RECORD:
            parts.append(text)
        elif first:
            parts = []
        else:
            raise CorpusError(
                f"{path.name} has no record in its first {LONGEST_RECORD // 2**20} MB; it was not read."
            )
        line += text.count("\n")
    yield from _ended(path, first, parts)


def counted(path: Path, tags: Sequence[str]) -> int:
    """The number of start tags of ``tags``, counted independently of ``records``."""
    marks = [f"<{tag}{end}" for tag in tags for end in "> \n\t/"]
    total, held = 0, ""
    for piece in _pieces(path):
        text = held + piece
        total += sum(text.count(mark) - held.count(mark) for mark in marks)
        held = text[-_LONGEST_TAG:]
    return total


def element_of(record: XmlRecord) -> Element:
    """A record's element. Raises RefusedError if it is not well-formed, too long, too deep or not closed."""
    if not record.raw:
        raise RefusedError(f"it is longer than {LONGEST_RECORD // 2**20} MB; no paper's record is")
    tag = record.raw[1 : _LONGEST_TAG + 1].replace("/", " ").replace(">", " ").split()[0]
    end = record.raw.find(
        f"</{tag}>"
    )  # the first: none is inside another, but something else of its name may be around it
    if end < 0:
        raise RefusedError(f"it is not closed by </{tag}>; the file may be cut off")
    if record.raw.count("<", 0, end) > MOST_TAGS:
        raise RefusedError(f"it has more than {MOST_TAGS:,} tags; no paper's record has")
    return _parse(record.raw[: end + len(tag) + 3])


def whole(text: str, name: str) -> Element:
    """The root of a file's text. Raises CorpusError, in one sentence, if it is not well-formed or declares entities."""
    from xml.etree.ElementTree import ParseError  # nosec B405: its types; defusedxml reads

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(text)
    except ParseError as error:
        raise CorpusError(
            f"{name}, line {error.position[0]}: this is not well-formed XML ({str(error).partition(':')[0]}); the file may be cut off, so export it again."
        ) from None
    except DefusedXmlException:
        raise CorpusError(
            f"{name} declares entities (<!ENTITY …>), which no export of papers does; it was not read."
        ) from None
    return root


def written(element: Element) -> str:
    """An element as text again, for a report; "" if it is nested too deeply to be a paper's."""
    from defusedxml.ElementTree import tostring

    try:
        return str(tostring(element, encoding="unicode")).strip()
    except RecursionError:
        return ""


def _parse(raw: str, around: str = _ROOT) -> Element:
    """The element of a record; ``around``: the root's start tag."""
    from xml.etree.ElementTree import ParseError  # nosec B405: its types; defusedxml reads

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(f"{around}{raw}</r>")
    except ParseError as error:
        if error.code == _UNBOUND and around == _ROOT and (declaring := _declaring(raw)):
            return _parse(raw, declaring)
        raise RefusedError(f"it is not well-formed XML ({str(error).partition(':')[0]})") from None
    except DefusedXmlException:
        raise RefusedError("it declares entities, which no export of papers does") from None
    return root[0]


def _declaring(raw: str) -> str:
    """A root that declares every prefix of a record, since the file's own was cut off; "" if there are very many. What
    a prefix stands for matters nowhere: elements are known by what is behind it.
    """
    prefixes = {found[1] for found in _PREFIX.finditer(raw)} - {"xml", "xmlns"}
    if len(prefixes) > MOST_PREFIXES:
        return ""
    declared = " ".join(f'xmlns:{prefix}="urn:{prefix}"' for prefix in sorted(prefixes))
    return f"<r {declared}>"


def _stretches(pieces: Iterator[str], tags: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """The text in order, split before every start tag and where a piece ends; True if a start tag begins the
    stretch."""
    start = re.compile(rf"<(?:{'|'.join(map(re.escape, tags))})(?=[ \n\t/>])")
    held, begins = "", False
    for piece in pieces:
        held, at = held + piece, 0
        for found in start.finditer(held, int(begins)):
            if found.start() > at:
                yield begins, held[at : found.start()]
            begins, at = True, found.start()
        cut = max(at, len(held) - _LONGEST_TAG)  # half a tag may stand at the end
        if cut > at:
            yield begins, held[at:cut]
            begins = False
        held = held[cut:]
    yield begins, held


def _ended(path: Path, first: int, parts: Sequence[str]) -> Iterator[XmlRecord]:
    """The record that ends here and began on line ``first``; 0: check the text before all records."""
    raw = "".join(parts)
    if first:
        yield XmlRecord(first, raw)
    elif "<!ENTITY" in raw:
        raise CorpusError(
            f"{path.name} declares entities (<!ENTITY …>), which no export of papers does; it was not read."
        )


def _pieces(path: Path) -> Iterator[str]:
    """A file's text in pieces, in the encoding it declares."""
    with unpacked(path) as stream:
        head = stream.read(256)
        stream.seek(0)
        encoding, read = _encoding(head, path), 0
        text = io.TextIOWrapper(stream, encoding)
        try:
            while piece := text.read(_PIECE):
                read += len(piece)
                if read > LONGEST_FILE:
                    raise CorpusError(
                        f"{path.name} unpacks to more than {LONGEST_FILE // 2**20:,} MB; it was not read."
                    )
                yield piece
        except UnicodeError:
            raise CorpusError(
                f"{path.name} is not text in {encoding.removesuffix('-sig').upper()}, which it should be; export it again as UTF-8."
            ) from None


def _encoding(head: bytes, path: Path) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    declared = _DECLARED.search(head)
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name not in _ENCODINGS:
        raise CorpusError(f"{path.name} is in the encoding {name}, which is not read; export it again as UTF-8.")
    return "utf-8-sig" if name.startswith("utf") else name

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
from corpus.formats.decoding import LONGEST_FILE, in_another
from corpus.formats.packed import unpacked
from corpus.formats.xmltext import awaited, bare, encoding_of, mended, start_of, unnamed
from corpus.models import Notice, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

LONGEST_RECORD = 16 * 1024 * 1024  # characters; five thousand authors with their addresses have some six million
MOST_TAGS = 1_000_000
MOST_PREFIXES = 50
_UNDEFINED = 11  # expat's code for a sign by a name that nothing declares
_MENDED = (4, 14)  # for what may stand in no XML, and for a sign by the number of such
_UNBOUND = 27  # expat's code for a prefix that nothing declares
_PREFIX = re.compile(r"[<\s]([A-Za-z_][\w.-]{0,40}):")
_GOES_ON = re.compile(r"<(?:[\w.-]{1,40}:)?resumptionToken\b[^<>]{0,400}>\s*[^<>\s]")
_PIECE = 256 * 1024
_LONGEST_TAG = 64
# Prefixes that formulas and links inside a record may have from the root they were cut off.
_ROOT = '<r xmlns:mml="http://www.w3.org/1998/Math/MathML" xmlns:xlink="http://www.w3.org/1999/xlink">'


class XmlRecord(NamedTuple):
    """A record's first line (from 1; 0: what stands before all records) and its raw text ("" if longer than any paper's).

    ``hidden``: the start tags of records inside its comments and plain text, where they begin none.
    """

    line: int
    raw: str
    hidden: int = 0


def collected(
    path: Path,
    tags: Sequence[str],
    fields: Callable[[Element], Mapping[str, Any]],
    reading: Reading,
    notices: Callable[[Element], Iterable[Notice]] = lambda _: (),
    is_around: Callable[[str], bool] = lambda _: False,
    parts: Callable[[Element], Iterable[Element]] = lambda element: (element,),
    only: str = "",
) -> Parsed:
    """The papers of a file and the report that balances. ``fields``: reads a record's element, or raises RefusedError; ``notices``: what it states
    about other papers; ``is_around``: whether a text is only the beginning of an element around records, and no record itself; ``parts``: the records
    inside one of the file's; ``only``: the name of a record's first element, if the rest says nothing of the paper.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    collector, around, typed = Collector(reading), 0, False
    for record in records(path, tags):
        around += record.hidden
        if "resumptionToken" in record.raw and _GOES_ON.search(record.raw):
            collector.note(
                "the answer of the repository goes on elsewhere (resumptionToken); harvest the rest as well"
            )
        typed = typed or (not record.line and "<!DOCTYPE" in record.raw)
        if not record.line or is_around(record.raw):
            around += record.line > 0
            continue
        try:
            collector.fits(len(record.raw))
            element = element_of(record, typed, only)
        except RefusedError as refusal:
            collector.refuse(record.line, str(refusal), record.raw)
            continue
        for number, part in enumerate(parts(element)):
            around -= number > 0
            _take(collector, record, part, fields, notices)
    return collector.parsed(path.name, counted(path, tags) - around)


def _take(
    collector: Collector,
    record: XmlRecord,
    element: Element,
    fields: Callable[[Element], Mapping[str, Any]],
    notices: Callable[[Element], Iterable[Notice]],
) -> None:
    """Read one record."""
    try:
        for notice in notices(element):
            collector.notice(notice)
        collector.take(record.line, fields(element), record.raw)
    except RefusedError as refusal:
        collector.refuse(record.line, str(refusal), record.raw)


def records(path: Path, tags: Sequence[str]) -> Iterator[XmlRecord]:
    """What stands before the records of a file, then each in order: from the start tag of one of ``tags`` to the next.

    Raises CorpusError, in one sentence, where the file cannot be read or declares entities.
    """
    for record in _joined(_split(path, tags)):
        if not record.line and "<!ENTITY" in record.raw:
            raise CorpusError(
                f"{path.name} declares entities (<!ENTITY …>), which no export of papers does; it was not read."
            )
        yield record


def _joined(parts: Iterable[XmlRecord]) -> Iterator[XmlRecord]:
    """The parts, those joined again that were split inside a comment or plain text. One that is not closed stays as it is,
    so that it costs no other.
    """
    held, size, closing = list[XmlRecord](), 0, ""
    for part in parts:
        held.append(part)
        size, closing = size + len(part.raw), awaited(part.raw, closing)
        if not closing:
            yield XmlRecord(held[0].line, "".join(one.raw for one in held), len(held) - 1)
        elif size > LONGEST_RECORD or not part.raw:
            yield from held
        else:
            continue
        held, size, closing = [], 0, ""
    yield from held


def _split(path: Path, tags: Sequence[str]) -> Iterator[XmlRecord]:
    """The text before the first start tag of one of ``tags``, then from each to the next."""
    line, first, parts, length = 1, 0, list[str](), 0
    for begins, text in _stretches(_pieces(path), tags):
        if begins:
            yield XmlRecord(first, "".join(parts))
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
    yield XmlRecord(first, "".join(parts))


def counted(path: Path, tags: Sequence[str]) -> int:
    """The number of start tags of ``tags``, wherever they stand, counted independently of ``records``."""
    start, total, held = start_of(tags), 0, ""
    for piece in _pieces(path):
        text = held + piece
        held = text[-_LONGEST_TAG:]
        total += len(start.findall(text)) - len(start.findall(held))
    return total + len(start.findall(held))


def element_of(record: XmlRecord, typed: bool = False, only: str = "") -> Element:
    """A record's element. ``typed``: a document type elsewhere in the file declares named characters, which are then
    read as HTML's; ``only``: keep its first element alone.

    Raises RefusedError if it is not well-formed, too long, too deep or not closed.
    """
    if not record.raw:
        raise RefusedError(f"it is longer than {LONGEST_RECORD // 2**20} MB; no paper's record is")
    raw = bare(record.raw) if "<!" in record.raw or "<?CDATA" in record.raw else record.raw
    raw = unnamed(raw) if typed and "&" in raw else raw
    tag = raw[1 : _LONGEST_TAG + 1].replace("/", " ").replace(">", " ").split()[0]
    # the first: none is inside another, but something else of its name may be around it
    end = re.compile(rf"</{re.escape(tag)}\s*>").search(raw)
    if end is None:
        raise RefusedError(f"it is not closed by </{tag}>; the file may be cut off")
    first = (
        re.compile(rf"</(?:[\w.-]{{1,40}}:)?{re.escape(only)}\s*>").search(raw, 0, end.start()) if only else None
    )
    inside = raw[: first.end() if first else end.start()]
    if inside.count("<") > MOST_TAGS:
        raise RefusedError(f"it has more than {MOST_TAGS:,} tags; no paper's record has")
    element = _parse(inside + end[0])
    return element if ":" not in tag else _unprefixed(element)


def _unprefixed(root: Element) -> Element:
    """An element and those inside it by their names alone."""
    for one in root.iter():
        if isinstance(one.tag, str):
            one.tag = one.tag.rpartition("}")[2]
    return root


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
        if error.code == _UNDEFINED and (signs := unnamed(raw)) != raw:  # HTML's, which no document type declares
            return _parse(signs, around)
        if error.code in _MENDED and (whole := mended(raw)) != raw:
            return _parse(whole, around)
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
    start = start_of(tags)
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


def _pieces(path: Path) -> Iterator[str]:
    """A file's text in pieces, in the encoding it declares."""
    with unpacked(path) as stream:
        head = stream.read(256)
        stream.seek(0)
        encoding, read = encoding_of(head, path), 0
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
            raise in_another(path, encoding) from None

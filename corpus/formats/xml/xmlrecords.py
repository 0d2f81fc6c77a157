"""XML as a stream of records: one element at a time, so that file size does not matter and a fault affects one
record only.

The text is split at the records' start tags and each record is parsed alone: one that is not well-formed is
refused with its line and raw text. Nothing is expanded or fetched: a file that declares entities is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import CorpusError
from corpus.formats.collecting import Collector, Reading, RefusedError
from corpus.formats.xml import xmlstream
from corpus.formats.xml.xmlstream import XmlRecord, counted, records
from corpus.formats.xml.xmltext import bare, end_of, mended, unnamed
from corpus.models import Notice, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

MOST_TAGS, MOST_PREFIXES = 1_000_000, 50  # of one record: what has more would take memory without end
_UNDEFINED = 11  # expat's code for a sign by a name that nothing declares
_MENDED = (4, 14)  # for what may stand in no XML, and for a sign by the number of such
_UNBOUND = 27  # expat's code for a prefix that nothing declares
_START = re.compile(r"<([A-Za-z_][\w:.-]{0,100})(?=[\s/>])")
_FEWEST_TAGS = 2  # of what is a record though its start tag is lost
_PREFIX = re.compile(r"[<\s]([A-Za-z_][\w.-]{0,40}):")
_GOES_ON = re.compile(r"<(?:[\w.-]{1,40}:)?resumptionToken\b[^<>]{0,400}>\s*[^<>\s]")
_ELSEWHERE = "the answer of the repository goes on elsewhere (resumptionToken); harvest the rest as well"
# Prefixes that formulas and links inside a record may have from the root they were cut off.
_ROOT = '<r xmlns:mml="http://www.w3.org/1998/Math/MathML" xmlns:xlink="http://www.w3.org/1999/xlink">'


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
    collector, around, typed, first, ends = Collector(reading), 0, False, _First(), _Ends(tags)
    for record in records(path, tags):
        first.look(record)
        around -= ends.refused(record, collector)
        around += record.hidden
        if "resumptionToken" in record.raw and _GOES_ON.search(record.raw):
            collector.note(_ELSEWHERE)
        typed = typed or (not record.line and "<!DOCTYPE" in record.raw)
        if not record.line or is_around(record.raw):
            around += record.line > 0
            continue
        try:
            collector.fits(len(record.raw))
            element = element_of(record, typed, only)
        except RefusedError as refusal:
            collector.refuse(record.line, str(refusal), record.raw)
            first.is_told = isinstance(refusal, _CutError)
            continue
        for number, part in enumerate(parts(element)):
            around -= number > 0
            _take(collector, record, part, fields, notices)
    if first.is_open and not first.is_told:
        collector.note(f"the file ends before its first element, <{first.name}>, is closed; it may be cut off")
    return collector.parsed(path.name, counted(path, tags) - around)


class _CutError(RefusedError):
    """A record is not closed."""


class _First:
    """The element around the records of a file: its name ("" if there is none), whether it is still open behind the record that was looked at last, and
    whether that record itself is told not to be closed.
    """

    def __init__(self) -> None:
        self.name, self.is_open, self.is_told = "", False, False

    def look(self, record: XmlRecord) -> None:
        """Go on behind a record, or behind what stands before all."""
        self.is_told = False
        if not record.line and (found := _START.search(bare(record.raw))):
            self.name = found[1]
        if self.name and self.name in record.raw:
            for tag in re.finditer(rf"<(/?){re.escape(self.name)}(?=[\s/>])", record.raw):
                self.is_open = not tag[1]


class _Ends:
    """The end tags of a file's records, which are no more than their start tags unless one of those is lost."""

    def __init__(self, tags: Sequence[str]) -> None:
        self._end, self._open = end_of(tags), 0
        self._reason = f"it has no start tag, as <{tags[0]}>, and cannot be read"

    def refused(self, record: XmlRecord, collector: Collector) -> int:
        """Refuse each record that ends without having begun, behind a record or what stands before all; how many there are."""
        unbegun = list(self._unbegun(record))
        for line, raw in unbegun:
            collector.refuse(line, self._reason, raw)
        return len(unbegun)

    def _unbegun(self, record: XmlRecord) -> Iterator[tuple[int, str]]:
        """The line and text of each of them."""
        raw = bare(record.raw) if "<!" in record.raw or "<?CDATA" in record.raw else record.raw
        at, self._open = 0, self._open + (record.line > 0)
        for found in self._end.finditer(raw):
            self._open -= 1
            text = raw[at : found.end()].lstrip()
            if self._open < 0 and len(_START.findall(text)) >= _FEWEST_TAGS:
                yield max(record.line, 1) + raw.count("\n", 0, found.end() - len(text)), text
            at, self._open = found.end(), max(self._open, 0)


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


def element_of(record: XmlRecord, typed: bool = False, only: str = "") -> Element:
    """A record's element. ``typed``: a document type elsewhere in the file declares named characters, which are then
    read as HTML's; ``only``: keep its first element alone.

    Raises RefusedError if it is not well-formed, too long, too deep or not closed.
    """
    if not record.raw:
        raise RefusedError(f"it is longer than {xmlstream.LONGEST_RECORD // 2**20} MB; no paper's record is")
    raw = bare(record.raw) if "<!" in record.raw or "<?CDATA" in record.raw else record.raw
    raw = unnamed(raw) if typed and "&" in raw else raw
    tag = raw[1 : xmlstream.LONGEST_TAG + 1].replace("/", " ").replace(">", " ").split()[0]
    # the first: none is inside another, but something else of its name may be around it
    end = re.compile(rf"</{re.escape(tag)}\s*>").search(raw)
    if end is None:
        raise _CutError(f"it is not closed by </{tag}>; the file may be cut off")
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

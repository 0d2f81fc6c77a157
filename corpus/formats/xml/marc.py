"""Papers from MARC 21 as library catalogues exchange it (ISO 2709, .mrc). It says the same as MARCXML, and is read as that.

https://www.loc.gov/marc/specifications/specrecstruc.html describes it. What lies between two ends is a record; its directory tells its
fields' tags, while the fields' lengths, in which programs err, are not relied on. A record's number stands for its line.

Before Unicode catalogues wrote MARC-8 and ISO 5426: ASCII, further letters, and marks in front of the letter they belong to.
https://www.loc.gov/marc/specifications/speccharmarc8.html describes MARC-8; of its further sets the Greek signs, raised and lowered figures are read.
ISO 5426 is what UNIMARC has in its place (https://www.itscj-ipsj.jp/ir/053.pdf).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element  # nosec B405: builds elements, and parses none

from corpus.cleaning.encodings import lowered, raised
from corpus.formats.collecting import PLAINLY, Collector, Reading, RefusedError
from corpus.formats.opening import decoding
from corpus.formats.opening.codings import known_encoding
from corpus.formats.opening.decoding import beside_another, is_western, mixed
from corpus.formats.opening.packed import unpacked
from corpus.formats.xml import marcxml
from corpus.models import Parsed

_LETTERS = {
    **dict(zip(range(0xA1, 0xAE), "ŁØĐÞÆŒʹ·♭®±ƠƯ", strict=True)), 0xAE: "ʼ", **dict(zip(range(0xB0, 0xBB), "ʻłøđþæœʺı£ð", strict=True)),
    0xBC: "ơ", 0xBD: "ư", **dict(zip(range(0xC0, 0xC9), "°ℓ℗©♯¿¡ß€", strict=True)),
    0x88: "", 0x89: "", 0x8D: "\u200d", 0x8E: "\u200c",  # 88, 89: around an article that is not sorted by
}  # fmt: skip
_MARKS = dict(  # NUL: the right half of a mark over two letters, which the left half is for both
    zip(
        (*range(0xE0, 0xFC), 0xFE),
        "\u0309\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030c\u030a\u0361\0\u0315\u030b\u0310\u0327\u0328\u0323\u0324\u0325\u0333\u0332\u0326\u031c\u032e\u0360\0\u0313",
        strict=True,
    )
)
_OF_5426 = {
    **dict(zip(range(0xA1, 0xB3), "¡„£$¥†§′‘“«♭©℗®ʿʾ‚", strict=True)), **dict(zip(range(0xB6, 0xC0), "‡·″’”»♯′″¿", strict=True)),
    **dict(zip((0xE1, 0xE2, 0xE6, 0xE8, 0xE9, 0xEA, 0xEC), "ÆĐĲŁØŒÞ", strict=True)),
    **dict(zip((0xF1, 0xF2, 0xF3, 0xF5, 0xF6, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC), "æđðıĳłøœßþ", strict=True)),
    0x88: "", 0x89: "", 0x98: "", 0x9C: "",
}  # fmt: skip
_MARKS_OF_5426 = dict(
    zip(
        range(0xC0, 0xDC),
        "\u0309\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0308\u030a\u0315\u0312\u030b\u031b\u030c\u0327\u031c\u0326\u0328\u0325\u032e\u0323\u0324\u0332\u0333\u0329\u032d",
        strict=True,
    )
)
_GREEK = {"a": "α", "b": "β", "c": "γ"}
_ESCAPE = re.compile(rb"\x1b(?:[(,)-]!?([A-Za-z1-9])|\$([(,)-]?.)|([bgps]))", re.DOTALL)
_USUAL = (b"B", b"E")  # ASCII and ANSEL
LONGEST_RECORD = 1024 * 1024  # bytes; a record can tell a length up to 99,999
_END, _FIELD, _PART = b"\x1d", b"\x1e", b"\x1f"
_PIECE = 256 * 1024
_BETWEEN = b" \r\n\t\0\x1a\xef\xbb\xbf"  # what programs put around a record
_LEADER, _ENTRY = 24, 12  # bytes
_BEGINS = re.compile(r"[\s\0]{0,8}\d{5}[^\x1d-\x1f]{7}[\d ]{5}[^\x1d-\x1f]{7}(?:[0-9A-Za-z]{3}\d{9}){1,500}\x1e")
_Decode = Callable[[bytes], str]


class _Raw(NamedTuple):
    """A record's bytes, None if there are too many; ``closed``: whether its end follows."""

    content: bytes | None
    closed: bool


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is MARC: a leader and a directory."""
    return _BEGINS.match(head) is not None


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    collector = Collector(reading)
    for number, raw in enumerate(_records(path), 1):
        try:
            element = _element(raw, collector, reading.encoding)
            collector.take(number, marcxml.fields(element), _shown(raw))
        except RefusedError as refusal:
            collector.refuse(number, str(refusal), _shown(raw))
            collector.note("records of MARC have no lines; the numbers of the records stand for them")
    return collector.parsed(path.name, _counted(path))


def _records(path: Path) -> Iterator[_Raw]:
    """The records, each up to its end; then what is left without one."""
    held, over = b"", False
    for piece in _pieces(path):
        *ended, held = (held + piece).split(_END)
        for content in ended:
            yield _Raw(None if over else content.strip(_BETWEEN), closed=True)
            over = False
        if len(held) > LONGEST_RECORD:
            held, over = b"", True
    if over or held.strip(_BETWEEN):
        yield _Raw(None if over else held.strip(_BETWEEN), closed=False)


def _counted(path: Path) -> int:
    """The number of ends, and of what follows the last one, counted independently of how records are read."""
    total, rest = 0, False
    for piece in _pieces(path):
        total += piece.count(_END)
        behind = piece.rpartition(_END)[2].strip(_BETWEEN)
        rest = bool(behind) or (rest and _END not in piece)
    return total + rest


def _pieces(path: Path) -> Iterator[bytes]:
    read = 0
    with unpacked(path) as stream:
        while piece := stream.read(_PIECE):
            read += len(piece)
            decoding.check_size(read, decoding.LONGEST_FILE, path)
            yield piece


def _shown(raw: _Raw) -> str:
    """A record for the report: a field a line, "$" where a part begins."""
    text = (raw.content or b"").decode("utf-8", "replace")
    return text.translate({0x1E: "\n", 0x1F: "$", 0x1B: None})


def _element(raw: _Raw, collector: Collector, encoding: str | None) -> Element:
    """A record as MARCXML has it. Raises RefusedError."""
    if raw.content is None:
        raise RefusedError(f"it is longer than {LONGEST_RECORD // 2**20} MB; no record of MARC is")
    if not raw.closed:
        raise RefusedError("it has no end; the file may be cut off")
    collector.fits(len(raw.content))
    head, _, data = raw.content.partition(_FIELD)
    fields = [*_fields(head[_LEADER:], data)]
    record, decode = Element("record"), _decoder(collector, encoding, _is_of_unimarc({tag for tag, _ in fields}))
    leader = Element("leader")
    leader.text = head[:_LEADER].decode("ascii", "replace")
    record.append(leader)
    record.extend([_field(tag, content, decode) for tag, content in fields])
    return record


def _fields(directory: bytes, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The fields in their order, each behind its tag. Raises RefusedError."""
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory), _ENTRY)]
    contents = data.removesuffix(_FIELD).split(_FIELD)
    if len(entries) != len(contents) or not all(one[3:].isdigit() and len(one) == _ENTRY for one in entries):
        raise RefusedError("its directory does not fit its fields, so that nothing tells which is which")
    entries.sort(key=lambda one: int(one[7:]))
    for entry, content in zip(entries, contents, strict=True):
        yield entry[:3].decode("ascii", "replace"), content


def _field(tag: str, content: bytes, decode: _Decode) -> Element:
    """A field with its parts, or with its text alone."""
    if _PART not in content:
        control = Element("controlfield", {"tag": tag})
        control.text = decode(content)
        return control
    field = Element("datafield", {"tag": tag})
    for part in content.split(_PART)[1:]:
        inside = Element("subfield", {"code": part[:1].decode("ascii", "replace")})
        inside.text = decode(part[1:])
        field.append(inside)
    return field


def _is_of_unimarc(tags: set[str]) -> bool:
    """Whether a record has its title where UNIMARC has it."""
    return "200" in tags and "245" not in tags


def _decoder(collector: Collector, encoding: str | None, unimarc: bool) -> _Decode:
    """How texts are read: in the encoding that is named; else as UTF-8, or as MARC-8 where they are none, in UNIMARC as ISO 5426."""
    if encoding:
        named = known_encoding(encoding)
        return lambda text: text.decode(named, "replace")
    return lambda text: _utf8(text) or _old(text, collector, decoded_5426 if unimarc else decoded)


def _utf8(text: bytes) -> str:
    """A text in UTF-8; "" for any other, or one that changes its set of characters."""
    try:
        return "" if b"\x1b" in text else text.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _old(text: bytes, collector: Collector, read: _Decode) -> str:
    try:
        return read(text)
    except NotMarc8Error:
        collector.note(
            "texts that are neither UTF-8 nor MARC-8 were read as Windows-1252; “--encoding” names another"
        )
        return _western(text)
    except OtherScriptError:
        collector.note("texts in a script of MARC-8 that is not read were left out; export them as UTF-8")
        return ""


def _western(text: bytes) -> str:
    """A text with its bytes that are no UTF-8 read as Windows-1252. Raises RefusedError for what is of another part of the world."""
    read, places = mixed(text)
    if not is_western(len(places), beside_another(text, places)):
        raise RefusedError(
            "its letters are neither UTF-8 nor MARC-8 nor Windows-1252; name their encoding (“--encoding”)"
        )
    return read


class NotMarc8Error(ValueError):
    """The bytes are none of MARC-8."""


class OtherScriptError(ValueError):
    """The text is in a script whose set is not read."""


def decoded(text: bytes) -> str:
    """A text. Raises NotMarc8Error or OtherScriptError."""
    if text.isascii() and b"\x1b" not in text:
        return text.decode("ascii")
    parts, at, style = list[str](), 0, b"s"
    for found in _ESCAPE.finditer(text):
        parts.append(_styled(_plain(text[at : found.start()]), style, parts))
        at = found.end()
        if found[2] or (found[1] and found[1] not in _USUAL):
            raise OtherScriptError
        style = found[3] or b"s"
    parts.append(_styled(_plain(text[at:]), style, parts))
    return unicodedata.normalize("NFC", "".join(parts))


def decoded_5426(text: bytes) -> str:
    """A text in ISO 5426. Raises NotMarc8Error, or OtherScriptError for one that changes its set."""
    if b"\x1b" in text:
        raise OtherScriptError
    return unicodedata.normalize("NFC", _plain(text, _OF_5426, _MARKS_OF_5426))


def _styled(text: str, style: bytes, before: list[str]) -> str:
    if style == b"g":
        return "".join(_GREEK.get(one, one) for one in text)
    last = "".join(before)[-2:]
    return raised(last, text) if style == b"p" else lowered(last, text) if style == b"b" else text


def _plain(text: bytes, letters: Mapping[int, str] = _LETTERS, above: Mapping[int, str] = _MARKS) -> str:
    """ASCII and further letters as characters, each mark behind its letter. Raises NotMarc8Error."""
    made, marks = list[str](), ""
    for byte in text:
        if (mark := above.get(byte)) is not None:
            marks += mark.strip("\0")
            continue
        letter = chr(byte) if byte < 0x80 else letters.get(byte)
        if letter is None or (marks and not letter.isalpha()):
            raise NotMarc8Error
        made += (letter, marks)
        marks = ""
    if marks:
        raise NotMarc8Error
    return "".join(made)

"""MARC-8 and ISO 5426, in which catalogues wrote before Unicode: ASCII, further letters, and marks in front of the letter they belong to.

https://www.loc.gov/marc/specifications/speccharmarc8.html describes MARC-8; of its further sets the Greek signs, raised and lowered figures are read.
ISO 5426 is what UNIMARC has in its place (https://www.itscj-ipsj.jp/ir/053.pdf).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from corpus.cleaning.encodings import lowered, raised

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

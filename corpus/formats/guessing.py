"""Lines that are not UTF-8 → the encoding of East Asia or Eastern Europe they are in, told by how they read in it.

None where that is not certain: a wrong one makes other words of a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from corpus.patterns import late

_MOST = 256 * 1024  # bytes that are looked at
_LEAST, _TWO = 4, 2  # letters of which something can be told; bytes of a sign
_KANA, _HALF_KANA, _HANGUL = late("[\u3041-\u30fe]"), late("[\uff61-\uff9f]"), late("[\uac00-\ud7a3]")
_HAN, _FOREIGN, _SMALL = late("[\u3400-\u9fff]"), late(r"[^\x00-\x7f]"), late("(?<=[А-яЁё])[а-яё]")
_MANY_KANA, _MANY_HANGUL, _MANY_COMMON, _MANY_SMALL, _MANY_FREQUENT = 0.15, 0.95, 0.85, 0.7, 0.3
_SIGNS = late("[\uac00-\ud7a3\u3400-\u9fff]")
_FREQUENT = late("(?<=[А-яЁё])[оаеи]")  # two in five letters of Russian; of what else its bytes may be, one
_RARE, _FEW_RARE = late("(?<=[А-яЁё])[ъшщ]"), 0.05  # which Hebrew would have at every turn
# ł and ą within a word, where Windows-1252 has ³ and ¹
_OF_POLISH = (late(r"[a-z\u00e6-\u00f3]³[a-z\u00e6-\u00f3]"), late(r"[a-z\u00e6-\u00f3]¹[a-z\u00e6-\u00f3]"))


def encoding_of(lines: Iterable[bytes]) -> str | None:
    """The encoding of the lines that are not UTF-8, by Python's name."""
    told, size = list[bytes](), 0
    for line in lines:
        if size < _MOST and not _is_utf8(line):
            told.append(line[:_MOST])
            size += len(line)
    written = b"".join(told)
    return next((name for name, reads in _READ if reads(_decoded(written, name))), None)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(written: bytes, name: str) -> str:
    """The text in an encoding; empty if it is not in that."""
    try:
        return written.decode(name)
    except UnicodeDecodeError:
        return ""


def _share(part: re.Pattern[str], whole: re.Pattern[str], text: str) -> float:
    count = len(whole.findall(text))
    return len(part.findall(text)) / count if count >= _LEAST else 0.0


def _japanese(text: str) -> bool:
    return _share(_KANA, _FOREIGN, text) >= _MANY_KANA and _share(_HALF_KANA, _FOREIGN, text) < 1 - _MANY_HANGUL


def _korean(text: str) -> bool:
    """Whether most signs are syllables of the national standard; what Windows adds to it, other bytes make by chance."""
    signs = _SIGNS.findall(text)
    standard = [sign for sign in signs if _HANGUL.match(sign) and len(sign.encode("euc_kr", "ignore")) == _TWO]
    return len(signs) >= _LEAST and len(standard) >= _MANY_HANGUL * len(signs)


def _common(name: str, first: int, last: int) -> Callable[[str], bool]:
    """Whether the signs of a text are mostly those of everyday, which a national standard lists first: by their first byte there."""

    def reads(text: str) -> bool:
        signs = _HAN.findall(text)
        leads = [code[0] for sign in signs if len(code := sign.encode(name, "ignore")) == _TWO]
        return len(signs) >= _LEAST and sum(first <= lead <= last for lead in leads) >= _MANY_COMMON * len(signs)

    return reads


def _russian(text: str) -> bool:
    small = _share(_SMALL, _FOREIGN, text)
    frequent, rare = _share(_FREQUENT, _SMALL, text), _share(_RARE, _SMALL, text)
    return small >= _MANY_SMALL and frequent >= _MANY_FREQUENT and rare <= _FEW_RARE


def _polish(text: str) -> bool:
    western = text.encode("cp1250", "replace").decode("cp1252", "replace")
    return all(sign.search(western) for sign in _OF_POLISH)


_READ: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("cp932", _japanese),
    ("euc_jp", _japanese),
    ("cp949", _korean),
    ("gb18030", _common("gb2312", 0xB0, 0xD7)),
    ("big5", _common("big5", 0xA4, 0xC6)),
    ("cp1251", _russian),
    ("koi8_r", _russian),
    ("cp1250", _polish),
)

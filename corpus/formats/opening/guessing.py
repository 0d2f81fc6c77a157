"""Lines that are not UTF-8 → their encoding, of East Asia, Eastern Europe or the eastern Mediterranean, judged by how
the text reads in it.

None where that is not certain: in a wrong encoding a text has other words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from corpus.formats.tables.columns import FIELDS
from corpus.patterns import late

_MOST = 256 * 1024  # bytes that are looked at
_LEAST, _SOME, _TWO = (
    4,
    12,
    2,
)  # letters of which something can be told, in a script of its own or not; bytes of a sign
_FEW_KANA = 2  # of hiragana: no other text makes them by chance
_KANA, _HIRAGANA, _HALF_KANA, _HANGUL = (
    late("[\u3041-\u30fe]"),
    late("[\u3041-\u3096]"),
    late("[\uff61-\uff9f]"),
    late("[\uac00-\ud7a3]"),
)
_HAN, _FOREIGN = late("[\u3400-\u9fff]"), late(r"[^\x00-\x7f]")
_LETTER = late("[^\x00-\x7f\u3000-\u303f\uff01-\uff5e]")  # beside marks and wide letters
_ROWS = late("[\u3400-\u9fff]{2,}")
_MANY_KANJI, _FULL = 0.97, 30  # share and kinds of signs that Chinese would have 22 % of others beside
# Shares of the letters from which a text reads as one in its language.
_MANY_KANA, _SOME_HIRAGANA, _MANY_HANGUL, _MANY_COMMON, _MANY_FOLLOWING = 0.15, 0.03, 0.95, 0.85, 0.6
_SIGNS = late("[\uac00-\ud7a3\u3400-\u9fff]")
_MARK = late(r"[,;|\t\n]")  # between a table's cells
_WORD = late(r"[^\W\d_]+")
_CONTROL = late("[\x80-\x9f]")
_OWN, _FEW_FOREIGN, _KINDS = (
    4,
    0.03,
    2,
)  # letters that tell a language, how many of its letters may be others, kinds of those that tell


class _Script(NamedTuple):
    """Letters as they stand behind another of their script; the most frequent of these, and how many they are at least; what is odd there;
    of how many such letters something can be told, and which share of all may be odd.
    """

    following: re.Pattern[str]
    frequent: re.Pattern[str]
    many: float
    odd: re.Pattern[str]
    least: int = _SOME
    few: float = 0.05


# Two in five letters of Russian are such vowels; of what else its bytes may be, one. Hebrew would have the odd ones at every turn.
_RUSSIAN = _Script(
    late("(?<=[А-яЁёІіЇїЄє])[а-яёіїє]"),
    late("(?<=[А-яЁёІіЇїЄє])[оаеиі]"),
    0.3,
    late("(?<=[А-яЁё])[ъшщ]|(?<=[а-я])[А-Я]"),
    least=_LEAST,
)
_GREEK = _Script(late("(?<=[Ά-ώ])[ά-ώ]"), late("(?<=[Ά-ώ])[αοιετσνηςά-ίόύώ]"), 0.6, late("ς(?=[ά-ώ])|[À-ÿ]"))
_HEBREW = _Script(
    late("(?<=[א-ת])[א-ת]"),
    late("(?<=[א-ת])[ויהלאתרמםן]"),
    0.5,
    late("[םןףץך](?=[א-ת])|(?<=[א-ת])[¡-¿](?=[א-ת])|[À-ÿ]"),
    few=0.02,
)  # some letters have a form for a word's end
_ARABIC = _Script(
    late("(?<=[ء-ۓ])[ء-ۓ]"), late("(?<=[ء-ۓ])[اليمونرت]"), 0.45, late("[ةى](?=[ء-ۓ])|[À-ÿ]|(?<![ء-ۓ])ان(?=[ء-ۓ])")
)


class _Tongue(NamedTuple):
    """The letters of a language beside ASCII's, those of them that tell it from Western ones, and where these never stand: what there is so in
    a Western text of small size.
    """

    letters: str
    telling: str
    never: re.Pattern[str]


# By each one's sign in Windows-1252 (ě ì, ř ø, ů ù; ő õ, ű û; č è, ć æ; ł ³, ą ¹; ş º, ţ þ) it might be Italian and Danish, Portuguese and French …
_OF_EAST = (
    _Tongue("áčďéěíňóřšťúůýž", "ěřů", late("(?<![bpvdtnmf])ě|(?<![^\\W\\d_])ě|[aeiouy]ů")),
    _Tongue("áäčďéíĺľňóôŕšťúýž", "ľčťď", late("[aeiouy]ľ[aeiouy]{2}|ĺĺ")),
    _Tongue("áéíóöőúüű", "őű", late("őe|[aeiou]ű")),
    _Tongue("ąćęłńóśźż", "łąęż", late("(?<![^\\W\\d_])[łż](?![^\\W\\d_])|ąą")),
    _Tongue("čćđšž", "čćđ", late("(?<![^\\W\\d_])đ(?![^\\W\\d_])|čč|ćć")),
    _Tongue("ăâîşţ", "şţă", late("şş|ţţ|ăă")),
)
_OF_TURKISH = _Tongue("çğıöşüâîû", "ğış", late("(?<![^\\W\\d_])ğ|ıı"))
# In Windows-1252 marks and signs of money, in Mac Roman capitals and signs: none stands within a word of small letters.
_OF_DOS, _BETWEEN_LETTERS = "üéäíóúñã", late("(?<=[A-Za-z])[^\x00-\x7f](?=[a-z])")
_ENDING_FOR_DOS = late("(?<=[a-z])[éüä](?![a-z])")
# Letters of the Western languages that are written much: a text in one of them is no other's.
_WESTERN = (
    "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúü", "àáâãçéêíóôõúü", "àèéìíòóùú", "åäöé", "æøåéó", "áðéíóúýþæö", "äöõüšž", "àçéèíïóòúü", "éëïóöüáèê",
)  # fmt: skip


def encoding_of(lines: Iterable[bytes]) -> str | None:
    """The encoding of the lines that are not UTF-8, by Python's name."""
    told, size = list[bytes](), 0
    for line in lines:
        if size < _MOST and not is_utf8(line):
            told.append(line[:_MOST])
            size += len(line)
    written = b"".join(told)
    if told and (name := _by_columns(told[0])):
        return name
    return next((name for name, reads in _READ if reads(_decoded(written, name))), None)


def _by_columns(line: bytes) -> str | None:
    """The encoding in which a line has most names of a table's columns that are not in ASCII; None if it has none, or as many in a Western one."""
    names = sorted(
        {name for name, _ in _READ}, key=lambda name: (not name.startswith("cp"), name)
    )  # a spreadsheet's first
    found = {name: _columns_in(_decoded(line, name)) for name in ("cp1252", *names)}
    best = max(found, key=lambda name: found[name])
    return best if found[best] > found["cp1252"] else None


def _columns_in(text: str) -> int:
    names = ("".join(filter(str.isalnum, cell.casefold())) for cell in _MARK.split(text))
    return sum(name in FIELDS for name in names if not name.isascii())


def is_utf8(line: bytes) -> bool:
    """True if a line can be read as UTF-8."""
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
    """Whether a text has kana enough; references without abstracts have few, beside names and journals all in kanji."""
    enough = _share(_KANA, _FOREIGN, text) >= _MANY_KANA or (
        len(_HIRAGANA.findall(text)) >= _FEW_KANA and _share(_HIRAGANA, _FOREIGN, text) >= _SOME_HIRAGANA
    )
    return enough and _share(_HALF_KANA, _FOREIGN, text) < 1 - _MANY_HANGUL


def _korean(text: str) -> bool:
    """Whether most signs are syllables of the national standard; what Windows adds to it, other bytes make by chance."""
    signs = _SIGNS.findall(text)
    standard = [sign for sign in signs if _HANGUL.match(sign) and len(sign.encode("euc_kr", "ignore")) == _TWO]
    return len(set(signs)) >= _LEAST and len(standard) >= _MANY_HANGUL * len(signs)


def _common(
    name: str, first: int, last: int, least: int = _LEAST, many: float = _MANY_COMMON
) -> Callable[[str], bool]:
    """Whether the signs of a text are mostly those of everyday, which a national standard lists first: by their first byte there.
    One alone is none, however often it stands: "µm" of a Western text has a sign's bytes.
    """

    def reads(text: str) -> bool:
        signs = _HAN.findall(text)
        leads = [code[0] for sign in signs if len(code := sign.encode(name, "ignore")) == _TWO]
        return len(set(signs)) >= least and sum(first <= lead <= last for lead in leads) >= many * len(signs)

    return reads


def _kanji(text: str) -> bool:
    """Whether a text has hardly anything but everyday kanji in rows, which accents between Western letters never make."""
    rows = "".join(_ROWS.findall(text))
    return len(rows) >= _MANY_COMMON * len(_LETTER.findall(text)) and _EVERYDAY(rows)


def _of_four(text: str) -> bool:
    """Whether a text has signs that only this encoding has, with four bytes, which no other text makes by chance."""
    return sum(len(sign.encode("gb18030")) > _TWO for sign in _FOREIGN.findall(text)) >= _TWO


def _in(script: _Script) -> Callable[[str], bool]:
    """Whether what is not ASCII in a text is mostly words of a script."""

    def reads(text: str) -> bool:
        return (
            len(script.following.findall(text)) >= script.least
            and _share(script.following, _FOREIGN, text) >= _MANY_FOLLOWING
            and _share(script.frequent, script.following, text) >= script.many
            and _share(script.odd, _FOREIGN, text) <= script.few
        )

    return reads


def _of(encoding: str, *tongues: _Tongue) -> Callable[[str], bool]:
    """Whether a text in an encoding has the letters of one language, and would have those of no single Western one in Windows-1252."""

    def reads(text: str) -> bool:
        if _CONTROL.search(text):  # which Windows' encodings have letters and marks for
            return False
        words = {word.casefold() for word in _WORD.findall(text) if len(word) > _TWO and not word.isascii()}
        western = text.encode(encoding, "replace").decode("cp1252", "replace")
        shown = {c for word in _WORD.findall(western) for c in word.casefold() if not c.isascii()}
        if any(shown.issubset(letters) for letters in _WESTERN):
            return False
        return any(_is_in(tongue, words) for tongue in tongues)

    return reads


def _dos(text: str) -> bool:
    """Whether all signs between letters are small letters, and one there, or at a word's end, is what no other Western encoding has for a letter."""
    within = "".join(_BETWEEN_LETTERS.findall(text))
    told = any(c in _OF_DOS for c in within) or _ENDING_FOR_DOS.search(text) is not None
    return told and all(c.isalpha() and c.islower() for c in within)


def _is_in(tongue: _Tongue, words: Iterable[str]) -> bool:
    letters = [c for word in words for c in word if not c.isascii()]
    telling = [c for c in letters if c in tongue.telling]
    foreign = sum(c not in tongue.letters for c in letters)
    return (
        len(telling) >= _OWN
        and len(set(telling)) >= _KINDS
        and foreign <= _FEW_FOREIGN * len(letters)
        and not any(map(tongue.never.search, words))
    )


_EVERYDAY = _common("cp932", 0x88, 0x98, least=_SOME)
_READ: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("cp932", _japanese),
    ("euc_jp", _japanese),
    ("cp949", _korean),
    ("cp932", _kanji),
    ("euc_jp", _common("euc_jp", 0xB0, 0xCF, least=_FULL, many=_MANY_KANJI)),
    ("gb18030", _common("gb2312", 0xB0, 0xD7)),
    ("big5", _common("big5", 0xA4, 0xC6)),
    ("gb18030", _of_four),
    ("cp1255", _in(_HEBREW)),
    ("cp1253", lambda text: "¶" not in text and _in(_GREEK)(text)),  # which ISO has for an Ά
    ("iso8859_7", _in(_GREEK)),
    ("cp1251", _in(_RUSSIAN)),
    ("cp1256", _in(_ARABIC)),
    ("iso8859_6", _in(_ARABIC)),
    ("koi8_u", _in(_RUSSIAN)),
    ("iso8859_5", _in(_RUSSIAN)),
    ("iso8859_2", _of("iso8859_2", *_OF_EAST)),
    ("cp1250", _of("cp1250", *_OF_EAST)),
    ("cp1254", _of("cp1254", _OF_TURKISH)),
    ("cp850", _dos),
)

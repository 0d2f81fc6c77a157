"""Encoded and wrongly decoded characters → the characters that were meant; and formulas on one line of plain text, whatever language they were
written in: 10⁵, x₁², 1/2, (a+b)/2, √n, x^(a+b).

Entities, encoded once or twice ("&amp;lt;"); UTF-8 that was read as Windows-1252 or Latin-1 ("Â±", "JosÃ©"), if that is certain; superscripts
and subscripts in plain text: 10⁵ does not become 105, CO₂ stays readable.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from html.entities import html5

from corpus.characters import is_printable
from corpus.patterns import late

_SPECIAL = "€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸŽ"  # what Windows-1252 has where Latin-1 has controls
_RUN = late(rf"[\x80-\xff{_SPECIAL}]+")
_PAIR = late(r"\xc2[\xa0-\xbf]")  # "Â" before a sign or a wide space, which no language writes
FURTHER = "ÄÅÈÎÏÐÑØÙï¬√‚"  # and those of Eastern Europe, Greek, Cyrillic, Arabic, for a lost one, and on a Mac
LEADS = "\xc2\xc3\xe2"  # as UTF-8 begins letters with accents, signs, dashes and quotation marks
# What Windows-1252 has where Latin-1 has controls, as HTML reads them too: "5\x9610" is 5–10, and no control is 510.
_CONTROLS = {byte: sign for byte in range(0x80, 0xA0) if (sign := bytes([byte]).decode("cp1252", "ignore"))}
_ACCENTED = late(r"[^\W\d_][\u0300-\u036f]+")
_FOLLOWS = rf"[\x80-\xbf{_SPECIAL}]"
# Two characters in a row are surely such, and one of Eastern Europe within a word; "35 Å³" and "Å–" are none.
_SURE = late(rf"(?:[\xc2-\xdf]{_FOLLOWS}|[\xe0-\xef]{_FOLLOWS}{{2}}){{2,}}")
_ALONE = late(rf"[ÎÏÐÑØÙ]{_FOLLOWS}")
_LETTER = rf"[ÄÅÈ](?![“”‘’–—…]){_FOLLOWS}"
_EASTERN = late(rf"(?<=[a-zA-Z]){_LETTER}(?=[a-z])|(?:(?<=[a-z])|(?=..[a-z]))(?![ÄÅÈ][·»«²³±]){_LETTER}")
_CLOSING, _DASH = late(r"â€(?=[\s.,;:)!?\]]|\Z)"), late(r"(?<=\w)â€\"(?=\w)")
_OF_MAC = late(r"‚[^\x00-\x7f]{2}|¬[©®±∞µ∑]|(?<=[a-zA-Z])√[^\x00-\x7f](?=[a-z])|(?<=[a-z])√©")
_LOST = "ï¿½"
_DOTLESS = {"ı": "i", "ȷ": "j"}  # as TeX has them below an accent: "Garcı́a"
_LEFT = late(rf"[\xc2\xc3][\x80-\xbf]|[ÐÑ][°-¿][ÐÑ]|\xe2[€\x80][\x80-\xbf{_SPECIAL}]|\ufffd")


# Signs of the Symbol font, as Windows gives them to other programs (its code at U+F000). Only those that other fonts of
# signs do not have as a bullet or an ornament.
_OF_SYMBOL = {
    0xF000 + code: sign
    for code, sign in zip(
        b"\x2b\x2d\x3c\x3d\x3e\x44\x53\x57\x61\x62\x63\x64\x65\x67\x6b\x6d\x70\x73\xa3\xa5\xae\xb0\xb1\xb3\xb4\xb7\xb9\xbb\xd7",
        "+−<=>ΔΣΩαβχδεγκμπσ≤∞→°±≥×•≠≈⋅",
        strict=True,
    )
}
_PRIVATE = late("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")  # each font has its own there
FORMULAS = {"msup": 2, "msub": 2, "msubsup": 3, "mfrac": 2, "mroot": 2}  # MathML's, and how many parts each has
_SIGNS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_ROOTS = frozenset(_SIGNS.values())
_APART = "\x1e"  # behind a fraction or a root: a figure or a letter that follows is no part of it
_ENDED = late(rf"{_APART}(?=(\w)?)")
_ONE = late(r"[√∛∜]?[\w.,%°′\u2070-\u209c]*|\([^()]*\)")
_OPERATOR = late(r"(?:^|(?<=[\w)\]%′]))\s*[-+−±×·∗*/=<>≤≥]\s*(?=[\w(√∛∜])")
_HALF = late(r"\d+/\d+")  # t1/2 is a name


def of_symbol(text: str) -> str:
    """The text with the Symbol font's signs as characters that every font has."""
    return text.translate(_OF_SYMBOL) if _PRIVATE.search(text) else text


def has_accents_apart(text: str) -> bool:
    """Whether an accent stands behind its letter, as a character of its own."""
    return not text.isascii() and _ACCENTED.search(text) is not None


def _joined(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", _DOTLESS.get(found[0][0], found[0][0]) + found[0][1:])


def mended(text: str) -> str:
    """The text with each such run of characters decoded; of one that cannot be decoded, what Latin-1 has as controls. An accent that stands
    behind its letter is joined to it."""
    text = _ACCENTED.sub(_joined, text) if has_accents_apart(text) else text
    text = _RUN.sub(_run, text) if any(lead in text for lead in LEADS) else text
    text = _further(text) if any(lead in text for lead in FURTHER) or not is_printable(text) else text
    if "â€" in text:  # whose third part is lost, or became a plain mark
        text = _DASH.sub("–", text)
        text = _CLOSING.sub("”", text) if text.count("“") > text.count("”") else text
    return text if is_printable(text) else text.translate(_CONTROLS)


def _further(text: str) -> str:
    """The text with letters of non-Western scripts decoded, if that is certain."""
    text = _OF_MAC.sub(_of_mac, text)
    sure = _SURE.sub(_decoded, text.replace(_LOST, "\ufffd"))
    return _EASTERN.sub(_decoded, sure if sure == text else _ALONE.sub(_decoded, sure))


def _of_mac(found: re.Match[str]) -> str:
    try:
        return found[0].encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return found[0]


def _decoded(found: re.Match[str]) -> str:
    return found[0] if (whole := _whole(found[0])) is None else whole


def looks_broken(text: str) -> bool:
    """Whether a text still holds wrongly decoded characters, or some font's own, that cannot be repaired with certainty."""
    return _PRIVATE.search(text) is not None or (
        any(lead in text for lead in f"{LEADS}Ð\ufffd") and _LEFT.search(text) is not None
    )


def _run(found: re.Match[str]) -> str:
    run, start, end = found[0], found.start(), found.end()
    if run[-1] == "\xc2" and found.string[end : end + 1] == " " and found.string[start - 1 : start].strip():
        # a hard space whose second half became a plain one: "20Â mg"; decoded wrongly twice, "20Ã‚Â mg"
        rest = _whole(run[:-1])
        return run if rest is None else rest.removesuffix("\xc2")
    if len(run) < 2 or not any(c in LEADS for c in run):
        return run
    whole = _whole(run)
    return _PAIR.sub(lambda pair: pair[0].encode("latin-1").decode("utf-8"), run) if whole is None else whole


def _whole(run: str) -> str | None:
    """A run of characters decoded as what it was before; None if it was nothing else."""
    try:
        return b"".join(c.encode("cp1252") if c in _SPECIAL else c.encode("latin-1") for c in run).decode("utf-8")
    except UnicodeError:
        return None


# A number of thousands of digits is one too, though Python refuses to read it; none of eight stands for a character.
# One of three digits or more is surely no other thing without its semicolon: "goats &#8212 a trial".
_ENTITY = late(r"&(?:(?:#(?:\d++|[xX][0-9a-fA-F]++)|[A-Za-z][A-Za-z0-9]{1,31});|#\d{3,6}+(?!\w))")
_LONGEST = 11  # characters of a number that may name a character, "&#x10FFFF;" and its like
_MOST = 4  # times a text may have been encoded; one that is still encoded then means what it says


def unescaped(text: str) -> str:
    """The text with its entities decoded. Only complete ones with a known name or a character number count:
    "R&D; b" and "AT&T" stay."""
    for _ in range(_MOST):
        if "&" not in text:
            break
        changed = _ENTITY.sub(_character, text)
        if changed == text:
            break
        text = changed
    return text


def _character(found: re.Match[str]) -> str:
    written = found[0]
    if written[1] != "#":
        return html.unescape(written) if written[1:] in html5 else written
    return html.unescape(written) if len(written) <= _LONGEST else "\ufffd"


_RAISED = str.maketrans("0123456789+-−–‐=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-−–‐=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₋₌₍₎")
_FIGURE = late(r"[0-9+\-−–‐=().,]*[0-9+\-−–‐][0-9+\-−–‐=().,]*")  # a full stop or comma stays on its line: ₂.₅
_ORDINAL = late(r"st|nd|rd|th|er|e|ème|o|a", re.IGNORECASE)


def raised(before: str, text: str) -> str:
    """A superscript that follows ``before``: digits as superscript characters (⁵, ²⁺); letters unchanged, with a space
    if they would change a number.
    """
    text = text.strip()
    if _FIGURE.fullmatch(text):
        return text.translate(_RAISED)
    changes = before[-1:].isdigit() and text[:1].isalnum() and not _ORDINAL.fullmatch(text)
    return f"^{text}" if changes else text


def lowered(before: str, text: str) -> str:
    """A subscript that follows ``before``: digits as subscript characters (₂.₅); letters unchanged (Cmax), with
    a space after a number."""
    text = text.strip()
    if _FIGURE.fullmatch(text):
        return text.translate(_LOWERED)
    return f"_{text}" if before[-1:].isdigit() and text[:1].isalnum() else text


def formula(name: str, parts: Sequence[str], before: str = "") -> str:
    """One of ``FORMULAS`` on one line. ``parts``: the text of each of its parts, in order; ``before``: what stands in
    front. A caller that has put its text together passes it through ``settled``."""
    base, *scripts = (one.strip() for one in parts)
    if name == "mfrac":
        return apart(f"{grouped(base)}/{grouped(scripts[0])}", before)
    if name == "mroot":
        return apart(root(base, scripts[0]), before)
    base = f"({base})" if _is_compound(base) else base
    low = index(base or before, scripts[0]) if name != "msup" else ""
    high = power(low if low[-1:] == ")" else base or before, scripts[-1]) if name != "msub" else ""
    glued = before[-1:].isdecimal() and base[:1].isdecimal()
    return f"{' ' if glued else ''}{base}{low}{high}"


def apart(text: str, before: str) -> str:
    """A fraction or a root, apart from a number or a word on either side: 3½ is no 31/2."""
    glued = before[-1:].isalnum() and text[:1] not in _ROOTS
    return f"{' ' if glued else ''}{text}{_APART}"


def settled(text: str) -> str:
    """A text with a space behind fractions and roots that a word or a number follows, which ``apart`` left open."""
    return _ENDED.sub(lambda found: " " if found[1] else "", text) if _APART in text else text


def root(text: str, degree: str = "") -> str:
    """√n, √(a+b), ∛x; of any other degree x^(1/n). An empty text has none."""
    text, degree = text.strip(), degree.strip()
    if not text:
        return ""
    sign = _SIGNS.get(degree)
    return f"{grouped(text)}^(1/{grouped(degree)})" if sign is None else f"{sign}{_of_root(text)}"


def grouped(text: str) -> str:
    """A text as one part of a fraction: in brackets if it is more than a number, a word or a root of one."""
    text = text.strip()
    return text if _ONE.fullmatch(text) else f"({text})"


def power(before: str, text: str) -> str:
    """A superscript of a formula: figures as superscript characters; a text with an operator in brackets, x^(a+b)."""
    tight = "".join(text.split())
    if (figures := raised("", tight)) != tight:
        return figures
    if _OPERATOR.search(tight):
        return f"^({tight})"
    return f"^{tight}" if before[-1:] == ")" and tight[:1].isalnum() else raised(before, text)


def index(before: str, text: str) -> str:
    """A subscript of a formula: figures as subscript characters; a text with an operator in brackets, x_(n+1)."""
    tight = "".join(text.split())
    if (figures := lowered("", tight)) != tight:
        return figures
    named = _HALF.fullmatch(tight) or not _OPERATOR.search(tight)
    return lowered(before, text) if named else f"_({tight})"


def _of_root(text: str) -> str:
    return f"({text})" if text[:1] in _ROOTS else grouped(text)


def _is_compound(text: str) -> bool:
    """Whether a script behind a text would seem to belong to its last part alone: a+b, 1/2, √x."""
    if text.count("(") != text.count(")") or re.fullmatch(r"\([^()]*\)", text):
        return False
    return text[:1] in _ROOTS or _OPERATOR.search(text) is not None

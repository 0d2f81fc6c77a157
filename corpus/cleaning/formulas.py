"""Formulas on one line of plain text, whatever language they were written in: 10⁵, x₁², 1/2, (a+b)/2, √n, x^(a+b)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.cleaning.encodings import lowered, raised
from corpus.patterns import late

FORMULAS = {"msup": 2, "msub": 2, "msubsup": 3, "mfrac": 2, "mroot": 2}  # MathML's, and how many parts each has
_SIGNS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_ROOTS = frozenset(_SIGNS.values())
_APART = "\x1e"  # behind a fraction or a root: a figure or a letter that follows is no part of it
_ENDED = late(rf"{_APART}(?=(\w)?)")
_ONE = late(r"[√∛∜]?[\w.,%°′\u2070-\u209c]*|\([^()]*\)")
_OPERATOR = late(r"(?:^|(?<=[\w)\]%′]))\s*[-+−±×·∗*/=<>≤≥]\s*(?=[\w(√∛∜])")
_HALF = late(r"\d+/\d+")  # t1/2 is a name


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
    """A text with what ``apart`` left open behind fractions and roots: a space where a word or a number follows."""
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
    """A superscript of a formula: figures as superscript characters; what has an operator in brackets, x^(a+b)."""
    tight = "".join(text.split())
    if (figures := raised("", tight)) != tight:
        return figures
    if _OPERATOR.search(tight):
        return f"^({tight})"
    return f"^{tight}" if before[-1:] == ")" and tight[:1].isalnum() else raised(before, text)


def index(before: str, text: str) -> str:
    """A subscript of a formula: figures as subscript characters; what has an operator in brackets, x_(n+1)."""
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

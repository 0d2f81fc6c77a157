"""What programs leave in a text on its way to a file: characters written out as R or a database does, a line break that became a
sign of its own, and Springer's formulas, which stand there in letters and once more as a document of LaTeX.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.cleaning.latex import without_latex
from corpus.patterns import late

SIGNS = "#"  # what such a text holds beside "<", "&" and a backslash
_OF_R = late(r"<U\+([0-9A-F]{4,6})>")  # what R writes for a character that its encoding lacks: <U+2265>
_BYTES = late(r"(?:<[c-f][0-9a-f]>)(?:<[89ab][0-9a-f]>){1,3}")  # or for its bytes: <e2><89><a5>
_SHOUTED = late(r"&[A-Z]{2,8};")  # &DEG;, of a title in capitals
_APART = late(r"& (?=(?:nbsp|amp|lt|gt|quot|apos|para|mdash|ndash|hellip|[lr][sd]quo|plusmn|middot);)")
_WRITTEN_OUT = {
    "&para;": " ",  # Web of Science's, for the ends of paragraphs
    "<middle dot>": "·",
    "<comment>Superscript/Subscript Available</comment>": "",
    "<comment>Superscript/Subscript Available</comment": "",
    "(#br)": "\n",  # CNKI's, as is what stands before an abstract that is the paper's first lines
    "<正>": "",
}
_DOCUMENT = late(
    r"\\documentclass(?:\[[^\]]{0,20}\])?\{minimal\}[^$]{0,600}?\\begin\{document\}(?P<tex>.{0,400}?)\\end\{document\}",
    re.DOTALL,
)
_LOOKED_BACK = 200  # characters before a formula, in which it stands in letters
_DASHES = str.maketrans("−–—‐", "----")


def without_traces(text: str) -> str:
    """The text as it was before: each of them as the character or the break that it stands for, a formula once."""
    if "&" in text:
        text = _SHOUTED.sub(lambda found: _quiet(found[0]), _APART.sub("&", text))
    if "<" in text:
        text = _BYTES.sub(_decoded, _OF_R.sub(_character, text))
    for written, meant in _WRITTEN_OUT.items():
        text = text.replace(written, meant)
    return _DOCUMENT.sub(_formula, text) if r"\documentclass" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else found[0]


def _decoded(found: re.Match[str]) -> str:
    try:
        return bytes.fromhex(re.sub("[<>]", "", found[0])).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _quiet(entity: str) -> str:
    """An entity in small letters where it is one only there."""
    from html.entities import html5

    return entity if entity[1:] in html5 or entity[1:].lower() not in html5 else entity.lower()


def _formula(found: re.Match[str]) -> str:
    """Nothing where the formula stands in letters just before, else the formula alone."""
    formula = rf"\({found['tex'].strip().strip('$').strip()}\)"
    letters = _letters(without_latex(formula))
    before = _letters(found.string[max(0, found.start() - _LOOKED_BACK) : found.start()])
    return "" if letters and before.endswith(letters) else formula


def _letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())

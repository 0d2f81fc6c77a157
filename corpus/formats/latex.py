"""LaTeX as BibTeX files write text → the text: accents, symbols, dashes and quotes; what it only formats is left out.

bibtexparser's own decoding cuts a text at a "%" and drops "&"; abstracts are full of both.
"""

from __future__ import annotations

import re
import unicodedata

_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_GREEK = {
    name: unicodedata.lookup(f"GREEK {size} LETTER {name.upper()}")
    for name, size in (
        *((one, "SMALL") for one in "alpha beta gamma delta epsilon zeta eta theta iota kappa mu nu xi pi rho sigma tau upsilon phi chi psi omega".split()),
        *((one, "CAPITAL") for one in "Gamma Delta Theta Xi Pi Sigma Phi Psi Omega".split()),
    )
}  # fmt: skip
_SYMBOLS = _GREEK | {
    "lambda": "λ", "Lambda": "Λ", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "times": "×", "pm": "±", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "approx": "≈", "sim": "~", "cdot": "·",
    "mu": "μ", "textmu": "µ", "micro": "µ", "degree": "°", "textdegree": "°", "circ": "°", "rightarrow": "→", "to": "→",
    "infty": "∞", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "copyright": "©",
    "textbackslash": "\ue000", "textbraceleft": "\ue001", "textbraceright": "\ue002", "textasciitilde": "\ue003",
    "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|", "ldots": "…", "dots": "…", "textellipsis": "…",
    "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "euro": "€", "texteuro": "€", "pounds": "£", "quad": " ", "newline": " ",
}  # fmt: skip
_LETTER = r"(?:\{\s*(\\[ij]|[^\W\d_])\s*\}|(\\[ij](?![A-Za-z])|[^\W\d_]))"
_MARK = re.compile(rf"\\([`'^\"~=.])\s*{_LETTER}|\\([uvHckrbd])(?:(?=\{{)|\s+){_LETTER}")
_SYMBOL = re.compile(rf"\\({'|'.join(sorted(_SYMBOLS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|[ \t]+)?")
_ESCAPED = re.compile(r"\\([&%$#_{}~^ ,;!])")
_KEPT = {"{": "\ue001", "}": "\ue002", "$": "\ue004", "~": "\ue003", ",": " ", ";": " ", "!": ""}
_BACK = {"\ue000": "\\", "\ue001": "{", "\ue002": "}", "\ue003": "~", "\ue004": "$"}
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))
_COMMAND = re.compile(r"\\[A-Za-z]+\*?[ \t]*|\\\\")
_SPECIAL = re.compile(r"[\\{}$~]|--|``|''")


def decoded(text: str) -> str:
    """A field's value as it is read. Text without LaTeX in it stays as it is; half of a command is left out."""
    if not _SPECIAL.search(text):
        return text
    text = _MARK.sub(_accented, text)
    text = _SYMBOL.sub(lambda found: _SYMBOLS[found[1]], text)
    text = _ESCAPED.sub(lambda found: _KEPT.get(found[1], found[1]), text)
    for written, meant in _LIGATURES:
        text = text.replace(written, meant)
    text = _COMMAND.sub("", text.replace("~", " "))
    text = re.sub(r"[{}$]", "", text)
    return re.sub("[\ue000-\ue004]", lambda found: _BACK[found[0]], text)


def _accented(found: re.Match[str]) -> str:
    mark = found[1] or found[4]
    letter = (found[2] or found[3] or found[5] or found[6]).removeprefix("\\")
    return unicodedata.normalize("NFC", letter + _COMBINING[mark])

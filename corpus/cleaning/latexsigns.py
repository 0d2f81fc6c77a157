r"""LaTeX's accents and the commands that stand for one sign, as data; and signs as they were before a program escaped each
once more: Google Scholar's "$$\backslash$mu $ PC" → "$\mu$ PC", Mendeley's "$\backslash$n" → a gap.
"""

from __future__ import annotations

import unicodedata

from corpus.patterns import late

COMBINING = {
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
# Programs whose names are commands, as their users print them.
PROGRAMS = {
    name: name for name in "TeX LaTeX BibTeX XeTeX XeLaTeX LuaTeX LuaLaTeX pdfTeX pdfLaTeX ConTeXt".split()
} | {
    "LaTeXe": "LaTeX2ε",
    "BIBTeX": "BibTeX",
}
SYMBOLS = _GREEK | PROGRAMS | {f"text{name}": sign for name, sign in _GREEK.items()} | {
    "lambda": "λ", "Lambda": "Λ", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "textcelsius": "°C", "celsius": "°C",
    "times": "×", "pm": "±", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "approx": "≈", "sim": "\ue003", "cdot": "·",
    "textpm": "±", "mp": "∓", "div": "÷", "texttimes": "×", "textdiv": "÷", "leqslant": "≤", "geqslant": "≥", "leqq": "≤", "geqq": "≥",
    "ll": "≪", "gg": "≫", "lesssim": "≲", "gtrsim": "≳", "ne": "≠", "simeq": "≃", "cong": "≅", "equiv": "≡", "propto": "∝", "in": "∈",
    "leftarrow": "←", "uparrow": "↑", "downarrow": "↓", "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftrightarrow": "⇔",
    "textrightarrow": "→", "textleftarrow": "←", "textuparrow": "↑", "textdownarrow": "↓", "varepsilon": "ε", "varphi": "φ",
    "vartheta": "ϑ", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "prime": "′", "ell": "ℓ", "hbar": "ħ",
    "ast": "∗", "dagger": "†", "ddagger": "‡", "textdagger": "†", "textdaggerdbl": "‡", "bullet": "•", "textbullet": "•",
    "perthousand": "‰", "textperthousand": "‰", "permil": "‰", "textonesuperior": "¹", "texttwosuperior": "²", "textthreesuperior": "³",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textperiodcentered": "·", "textordmasculine": "º",
    "textordfeminine": "ª", "textsterling": "£", "textyen": "¥", "textcent": "¢", "textsection": "§", "textparagraph": "¶",
    "textdollar": "\ue004", "textunderscore": "_", "textquotesingle": "'", "textquotedbl": '"', "guillemotleft": "«",
    "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»", "quotedblbase": "„", "quotesinglbase": "‚",
    "textquestiondown": "¿", "textexclamdown": "¡", "textminus": "−", "textohm": "Ω", "textsurd": "√", "angle": "∠", "perp": "⊥",
    "cdots": "⋯", "emptyset": "∅", "varnothing": "∅", "cup": "∪", "cap": "∩", "subset": "⊂", "subseteq": "⊆", "forall": "∀",
    "exists": "∃", "langle": "⟨", "rangle": "⟩", "odot": "⊙", "sun": "⊙", "oplus": "⊕", "otimes": "⊗", "ominus": "⊖", "star": "⋆",
    "gtrapprox": "⪆", "lessapprox": "⪅", "asymp": "≍", "doteq": "≐", "supset": "⊃", "supseteq": "⊇", "notin": "∉", "ni": "∋", "setminus": "∖",
    "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨", "neg": "¬", "lnot": "¬", "top": "⊤", "bot": "⊥", "vdash": "⊢", "models": "⊨",
    "parallel": "∥", "mid": "∣", "aleph": "ℵ", "Re": "ℜ", "Im": "ℑ", "triangle": "△", "square": "□", "diamond": "⋄", "checkmark": "✓",
    "longrightarrow": "⟶", "Longrightarrow": "⟹", "implies": "⟹", "iff": "⟺", "mapsto": "↦", "rightleftharpoons": "⇌", "gets": "←",
    "nearrow": "↗", "searrow": "↘", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "Vert": "‖", "lvert": "|", "rvert": "|", "oint": "∮",
    "bigcup": "⋃", "bigcap": "⋂", "prec": "≺", "succ": "≻", "vdots": "⋮", "varrho": "ϱ", "varsigma": "ς", "varpi": "ϖ", "Upsilon": "Υ",
    "male": "♂", "mars": "♂", "female": "♀", "venus": "♀", "arcsec": "″", "arcmin": "′", "micron": "µm", "ohm": "Ω", "sharp": "♯", "flat": "♭",
    "mu": "μ", "textmu": "µ", "micro": "µ", "degree": "°", "textdegree": "°", "circ": "°", "rightarrow": "→", "to": "→",
    "infty": "∞", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "copyright": "©",
    "textbackslash": "\ue000", "textbraceleft": "\ue001", "textbraceright": "\ue002", "textasciitilde": "\ue003", "textasciigrave": "\ue007",
    "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|", "ldots": "…", "dots": "…", "textellipsis": "…",
    "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "euro": "€", "texteuro": "€", "pounds": "£", "quad": " ", "qquad": " ", "newline": " ",
    "slash": "/", "thinspace": " ", "medspace": " ", "thickspace": " ", "enspace": " ", "enskip": " ", "nobreakspace": " ", "space": " ",
}  # fmt: skip
_SIGN = "$\\backslash$"
_NAMED = late(r"\$\\backslash\$([A-Za-z]+)")
_SET_APART = (("$\\{$", "{"), ("$\\}$", "}"), ("\\^{} ", "^"), ("$ \\_ ", "$_"), ("\\_", "_"))
_GAP = late(r" \$(?![\w\\{$])")  # before the dollar that ends a formula
_BREAKS = frozenset("nrt")  # with a backslash a new line, in programs


def as_it_was(text: str, commands: frozenset[str]) -> str:
    """A text as it was before its signs were escaped; ``commands``: further commands that are known."""
    if _SIGN not in text:
        return text
    known = {name for name in _NAMED.findall(text) if name in SYMBOLS or name in commands}
    plain = _NAMED.sub(lambda found: f"\\{found[1]}" if found[1] in known else _broken(found[1]), text)
    if not known:
        return plain
    for written, sign in _SET_APART:
        plain = plain.replace(written, sign)
    return _GAP.sub("$", plain)


def _broken(rest: str) -> str:
    """The text behind a backslash that begins no command; without its letter if it stood for a line break."""
    return f" {rest[1:]}" if rest[0] in _BREAKS else rest

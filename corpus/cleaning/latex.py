"""LaTeX → plain text: accents, symbols, formulas, dashes and quotation marks; formatting commands are dropped.

``decoded`` reads a BibTeX field, where braces and ligatures are LaTeX as well; ``without_latex`` reads any other
text, where only complete commands and formulas are. (bibtexparser's own decoder cuts a text at "%" and drops
"&".)
"""

from __future__ import annotations

import re
import unicodedata

from corpus.cleaning.encodings import apart, grouped, index, lowered, power, raised, root, settled
from corpus.cleaning.latexsigns import COMBINING, PROGRAMS, SYMBOLS, as_it_was
from corpus.patterns import late

_LETTER = r"(?:\{\s*(\\[ij]|[^\W\d_])\s*\}|(\\[ij](?![A-Za-z])|[^\W\d_]))"
_MARK = late(rf"\\([`'^\"~=.])\s*{_LETTER}|\\([uvHckrbd])(?:(?=\{{)|\s+){_LETTER}")
# of crystals: (11\=20)
_ABOVE = late(r"\\(?:=|bar(?![A-Za-z])|overline(?![A-Za-z]))\s*(?:\{(?=\d\}))?(\d)(?:(?<=\{\d)\})?")
_SYMBOL = late(rf"\\({'|'.join(sorted(SYMBOLS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|([ \t]+))?")
# Signs that stand between others, and what they are in front of: there a space is no end of a command's name.
_BETWEEN = frozenset("×±∓÷≤≥≪≫≲≳≠≈≃≅≡∝∈\ue003·→←↔⇒⇔∪∩⊂⊆⊕⊗⊖⪆⪅≍≐⊃⊇∉∋∧∨⊢⊨∥∣⟶⟹⟺↦⇌≺≻")
_NAMED = late(
    r"(?<=(?P<before>[0-9A-Za-z]))?\\(log|ln|lg|exp|sin|cos|tan|min|max|lim|det|arg|sup|inf|Pr)(?![A-Za-z])(?:\{\})?"
)
_BRACED = late(rf"\{{(\\(?:{'|'.join(sorted(SYMBOLS, key=len, reverse=True))}))\}}")  # {\textmu}m
_RELATED = late(
    r"[=<>≤≥≈]|\\(?:leq?|geq?|neq?|approx|sim|simeq|equiv|propto|in|subset|subseteq|cup|cap|ll|gg|pm|mp|div|times|cdot|to|rightarrow)(?![A-Za-z])"
)
_ESCAPED = late(r"\\([&%$#_{}~^ ,;!:/-])")
_CAPITALS = late(r"\\\{([^\W\d_a-z]\w{1,30}(?:-\w{1,30})*)\\\}")  # \{VPT2\}, as ScienceDirect keeps capitals
_OPENED = late(r"(?<![\w`}])`(?=\w)")  # closed by the same sign as apostrophes, which stay
_KEPT = {
    "{": "\ue001",
    "}": "\ue002",
    "$": "\ue004",
    "~": "\ue003",
    ",": " ",
    ";": " ",
    ":": " ",
    "!": "",
    "/": "",
    "-": "",
}
_BACK = {
    "\ue000": "\\",
    "\ue001": "{",
    "\ue002": "}",
    "\ue003": "~",
    "\ue004": "$",
    "\ue005": "^",
    "\ue006": "_",
    "\ue007": "`",
}
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))
_NESTED = 6  # commands inside commands that are followed
_POINTS = late(r"\\(?:cite[pt]?\*?|ref|eqref|label|footnotemark)\s*(?:\[[^\[\]{}]{0,80}\])?\{[^{}]{0,200}\}")
# Commands of signs whose braces a program removed: "\textlessi\textgreaterCapra\textless/i\textgreater goats"; the gap is a real one.
_SIGNS = r"(\\text(?:less|greater|endash|emdash|quoteright|quoteleft|quotedblleft|quotedblright))"
_STUCK, _UNBRACED = late(rf"{_SIGNS}(?=[A-Za-z])"), late(rf"{_SIGNS}(?![{{}}])")
_COMMAND = late(r"\\[A-Za-z]+\*?[ \t]*|\\\\")
_SPECIAL = late(r"[\\{}$~`]|--|\'\'")
_TIED = late(r"(?<=\S)~(?=\S)")  # "Fig.~3"; "~3 km" means about
# A formula is between dollars and looks like one; "US$5 vs US$9" is money.
_FORMULA = late(
    r"(\${1,2})(?:(?![\s\d.,]*\s)|(?=[\d.,]{1,20} \\[A-Za-z][^$\n]{0,200}\$(?!\d)))((?:\\.|[^$\\\n]){1,300}?)\1|\\\(((?:(?!\\\)).){1,300}?)\\\)"
)
_OF_FORMULA = late(r"[\\^_=<>{}]|^\s*(?:[A-Za-z]|[-+−])\s*$")
# $1s$, $523-1073$; no money has a sign behind
_FIGURES = late(r"\d[\d.,]{0,12}(?:[A-Za-z]|\s?[-–]{1,2}\s?\d[\d.,]{0,12})?(?<![.,])")
_SIGNED = late(r"[-+−±~]\s?\d[\d.,]{0,12}(?<![.,])\s?%?")  # $-2.7$
_NAMES = late(r"[(|]?[A-Za-z]{1,2}(?:[\[(]\w{1,3}(?:, ?\w{1,3}){0,3}[\])])?[)|]?")  # $|T|$, $W[1]$
_PART = r"\{((?:[^{}]|\{[^{}]*\})*+)\}"  # in braces, which may hold braces
_SIGN = r"(?!\\(?:[dtc]?frac|sqrt))\\?\w"
_RAISED = late(rf"\^(?:\{{((?:[^{{}}]|\{{[^{{}}]*\}}){{0,60}})\}}|({_SIGN}|[^\s\w{{}}\\^]))")
_LOWERED = late(rf"_(?:\{{((?:[^{{}}]|\{{[^{{}}]*\}}){{0,60}})\}}|({_SIGN}|[⊙⊕⊥∥⋆]))")
_FORMATTING = (
    "text|textit|textbf|textrm|textsc|textsf|texttt|textup|textsl|textnormal|emph|mathrm|mathit|mathbf|mathsf|mathcal|mathbb|mbox"
    "|operatorname|url|textsuperscript|textsubscript|underline|ensuremath|protect"
)
_COMMANDS = frozenset(_FORMATTING.split("|"))
_FRACTION = late(rf"\\[dtc]?frac\s*(?:{_PART}|(\w))\s*(?:{_PART}|(\w))")
_ROOT = late(rf"\\sqrt(?![A-Za-z])\s*(?:\[([^\[\]{{}}]{{0,40}})\]\s*)?(?:{_PART}|(\w))")
_CHOICE = late(r"\\[dt]?binom\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_LINK = late(r"\\(?:href|foreignlanguage|textcolor)\s*\{[^{}]*\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_BREAK = late(r"\\(?:par|linebreak|pagebreak)(?![A-Za-z])[ \t]*|\\\\(?:\[[^\[\]]{0,20}\])?(?=\s|\Z)")
# What a list or another part begins and ends with, and its points; notes that stand below a text.
_AROUND = late(
    r"\\(?:begin|end)\s*\{(?:itemize|enumerate|description|quote|quotation|center|abstract|equation|align)\*?\}(?:\[[^\[\]]{0,60}\])?|\\item(?![A-Za-z])"
)
_BELOW = late(rf"\\(?:footnote|thanks)\s*{_PART}")
# siunitx's quantities, "\SI{5}{\milli\gram}": what would be left of one without its unit is another one
_QUANTITY = late(r"\\(?:SI|qty)\s*(?:\[[^\[\]]{0,60}\])?\{([^{}]{0,40})\}\s*\{([^{}]{0,80})\}")
_UNITS = {
    "milli": "m", "micro": "µ", "nano": "n", "pico": "p", "kilo": "k", "centi": "c", "deci": "d", "mega": "M", "giga": "G", "gram": "g",
    "metre": "m", "meter": "m", "litre": "L", "liter": "L", "second": "s", "minute": "min", "hour": "h", "day": "d", "mole": "mol",
    "molar": "M", "hertz": "Hz", "pascal": "Pa", "volt": "V", "ampere": "A", "watt": "W", "joule": "J", "newton": "N", "gray": "Gy",
    "sievert": "Sv", "becquerel": "Bq", "kelvin": "K", "tesla": "T", "celsius": "°C", "degreeCelsius": "°C", "degree": "°", "percent": "%",
    "per": "/", "squared": "²", "square": "²", "cubed": "³",
}  # fmt: skip
_THIN = late(r"(?<=[0-9%])\\,(?=\S)")  # 5\,mg
_ADDRESS = late(r"\\url\s*\{([^{}]*)\}")
_SCRIPT = late(r"\\text(super|sub)script\s*\{([^{}]{0,60})\}")
_WRAPPED = late(rf"\\(?:{_FORMATTING})\s*\{{([^{{}}]*)\}}")
_ACCENTED = late(r"\{(\\(?:[`'^\"~=.]|[uvHckrbd](?=[\s{]))\s*(?:\{\\?[^\W\d_]\}|\\?[^\W\d_]))\}")
_ANY = late(
    rf"\\(?:{_FORMATTING})\s*\{{|\\(?:{'|'.join(sorted(SYMBOLS, key=len, reverse=True))})(?![A-Za-z])|\\[`'^\"~=.]\{{?\\?[A-Za-z]"
    r"|\\[cvuHkr]\{[A-Za-z]\}|\\[%&$]|\\_(?!\w)|\\begin\{(?:item|enum|desc|equa|alig)|\{(?:''|[\[\]\"])\}"
)


# A quotation mark or a bracket that BibTeX's writers hold apart from what it would mean there: ``so{''}, {[}OR].
_HELD_APART = late(r"\{(''|[\[\]\"*'])\}")
# Capitals that braces kept in BibTeX, {N}usa{BERT}: some stand within a word.
_WITHIN = late(r"(?<=[A-Za-z])\{[A-Z]{1,20}\}|\{[A-Z]{1,20}\}(?=[a-z])")
_BRACED_CAPITALS = late(r"\{([A-Z][A-Za-z]{0,20})\}")


def has_latex(text: str) -> bool:
    """Whether a text outside BibTeX holds LaTeX commands or formulas."""
    if "\\" not in text:
        marked = "{" in text and any(one.search(text) for one in (_HELD_APART, _WITHIN))
        return marked or ("$" in text and any(_is_formula(one) for one in _FORMULA.finditer(text)))
    return _ANY.search(text) is not None or any(_is_formula(one) for one in _FORMULA.finditer(text))


def without_latex(text: str) -> str:
    """The text with formulas and commands decoded; other braces, dollar signs and tildes are kept."""
    if "\\" not in text and _WITHIN.search(text):
        text = _BRACED_CAPITALS.sub(r"\1", text)
    text = _FORMULA.sub(_formula, _LINK.sub(r"\1", _AROUND.sub(" ", text)))
    text = _symbols(_ACCENTED.sub(r"\1", _BRACED.sub(r"\1{}", text)))
    text = _THIN.sub(" ", re.sub(r"\\([&%$#_])", r"\1", text))
    if _HELD_APART.search(text):
        text = _HELD_APART.sub(lambda found: "”" if found[1] == "''" else found[1], text.replace("``", "“"))
    return _back(_unwrapped(text))


def decoded(text: str) -> str:
    """A BibTeX field as plain text. Text without LaTeX is unchanged; an incomplete command is dropped."""
    if not _SPECIAL.search(text):
        return text
    if "\\" in text:
        text = _AROUND.sub(" ", _BELOW.sub("", as_it_was(text, _COMMANDS)))
        text = _QUANTITY.sub(_quantity, _BREAK.sub(" ", _CAPITALS.sub(r"\1", text)))
    text = _ADDRESS.sub(lambda found: found[1].replace("~", "\ue003"), _LINK.sub(r"\1", text))
    text = _FORMULA.sub(_formula, text)
    text = _symbols(text)
    text = _ESCAPED.sub(lambda found: _KEPT.get(found[1], found[1]), text)
    for written, meant in _LIGATURES:
        text = text.replace(written, meant)
    if "`" in text:
        text = _OPENED.sub("'", text)
    text = _unwrapped(_POINTS.sub("", text))
    text = _COMMAND.sub("", _TIED.sub(" ", text))
    text = re.sub(r"[{}]", "", text)
    return _back(text)


def _quantity(found: re.Match[str]) -> str:
    """A number with its unit: 5 mg."""
    unit = re.sub(r"\\([A-Za-z]+)\s*", lambda one: _UNITS.get(one[1], one[1]), found[2])
    return f"{found[1]} {unit}".strip()


def _back(text: str) -> str:
    """Put back the signs that were written as commands and set aside."""
    return re.sub("[\ue000-\ue007]", lambda found: _BACK[found[0]], text)


def _symbols(text: str) -> str:
    text = _UNBRACED.sub(r"\1{}", text) if _STUCK.search(text) else text
    text = _ABOVE.sub("\\1\u0304", text)
    text = _NAMED.sub(lambda found: f"{' ' if found['before'] else ''}{found[2]}", text)
    # twice: an accent may stand upon another, "{\\~{\\^e}}"
    return _SYMBOL.sub(_symbol, _MARK.sub(_accented, _MARK.sub(_accented, text)))


def _symbol(found: re.Match[str]) -> str:
    """The sign of a command. The space that only ends a command's name is dropped; a space around an operator is
    kept, and one behind a program's name, which its writer meant."""
    sign, text = SYMBOLS[found[1]], found.string
    between = found[1] in PROGRAMS or (sign in _BETWEEN and text[found.start() - 1 : found.start()] == " ")
    return f"{sign} " if found[2] and (between or _RELATED.match(text, found.end())) else sign


def _unwrapped(text: str) -> str:
    """Resolve superscripts, subscripts and formatting commands from the inside out."""
    text = _SCRIPT.sub(_script, text)
    for _ in range(_NESTED):
        text, wrapped = _WRAPPED.subn(r"\1", text)
        text, fractions = _FRACTION.subn(_fraction, text)
        text, roots = _ROOT.subn(_root, text)
        text, choices = _CHOICE.subn(r"(\1 over \2)", text)
        if not wrapped + fractions + roots + choices:
            break
    return text


def _fraction(found: re.Match[str]) -> str:
    """1/2, (a+b)/2."""
    return _placed(f"{_part(found[1] or found[2])}/{_part(found[3] or found[4])}", found)


def _root(found: re.Match[str]) -> str:
    """√n, ∛(a+b)."""
    inner = _inside(found[2] or found[3])
    return _placed(root(inner, found[1] or "").replace("^", "\ue005"), found)


def _placed(text: str, found: re.Match[str]) -> str:
    """A fraction or a root set apart from its neighbours (3½ is not 31/2), and kept together if it is raised or
    something raised follows.
    """
    before = found.string[max(0, found.start() - 4) : found.start()]
    after = found.string[found.end() : found.end() + 4].lstrip("}")[:1]
    if before[-1:] in ("^", "_"):
        return f"{{{text}}}"
    text = f"({text})" if after == "^" else text
    return settled(f"{apart(text, before.rstrip('{}'))}{after}").removesuffix(after)


def _part(text: str | None) -> str:
    return grouped(_inside(text))


def _inside(text: str | None) -> str:
    """The text of one part of a fraction or a root, which may contain others."""
    return re.sub(r"[{}]", "", _COMMAND.sub("", _scripted(_unwrapped(text or ""), ""))).strip()


def _scripted(text: str, before: str) -> str:
    """A formula's text with its superscripts and subscripts; ``before``: the character in front of the formula."""
    text = _RAISED.sub(lambda one: _set_aside(power(_front(one) or before, _of_script(one))), text)
    return _LOWERED.sub(lambda one: _set_aside(index(_front(one) or before, _of_script(one))), text)


def _front(found: re.Match[str]) -> str:
    """The character in front of a script, or of the brace that closes in front of it."""
    return found.string[max(0, found.start() - 4) : found.start()].rstrip("}")[-1:]


def _of_script(found: re.Match[str]) -> str:
    inner = found[1] or found[2] or ""
    return re.sub(r"[{}]", "", _scripted(inner, "")) if "{" in inner else inner


def _set_aside(text: str) -> str:
    """A script that no second reading takes for one."""
    return text.replace("^", "\ue005").replace("_", "\ue006") if text[:1] in "^_" else text


def _script(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - 1) : found.start()]
    return (raised if found[1] == "super" else lowered)(before, found[2])


def _is_formula(found: re.Match[str]) -> bool:
    if found[3] is not None or _OF_FORMULA.search(found[2]) is not None:
        return True
    before, after = found.string[: found.start()][-1:], found.string[found.end() : found.end() + 1]
    apart = not before.isalpha() and not after.isdigit()
    figures = apart and (_FIGURES.fullmatch(found[2]) or _SIGNED.fullmatch(found[2])) is not None
    return figures or _NAMES.fullmatch(found[2]) is not None


def _formula(found: re.Match[str]) -> str:
    """A formula in a line of text: symbols, raised and lowered figures, no commands that only format."""
    if not _is_formula(found):
        return found[0]
    inner = _ESCAPED.sub(_kept, _symbols((found[2] if found[3] is None else found[3]).strip()))
    before = found.string[max(0, found.start() - 1) : found.start()]
    inner = _scripted(_unwrapped(inner), before)
    inner = re.sub(r"[{}]", "", _COMMAND.sub("", inner))
    return f" {inner}" if before.isdecimal() and inner[:1].isdecimal() else inner  # 3$\frac12$ is no 31/2


def _kept(found: re.Match[str]) -> str:
    """An escaped sign of a formula without its backslash; a space of any width becomes a plain one."""
    return _KEPT.get(found[1], found[1])


def _accented(found: re.Match[str]) -> str:
    mark = found[1] or found[4]
    letter = (found[2] or found[3] or found[5] or found[6]).removeprefix("\\")
    return unicodedata.normalize("NFC", letter + COMBINING[mark])

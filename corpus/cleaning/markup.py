"""HTML, JATS and MathML inside a text → plain text; superscripts stay, and sections keep their labels. A tag is recognised by its name, with or
without attributes: "x <b and c> 3" is not markup and stays.

And what programs leave in a text on its way to a file: characters written out as R or a database does, a line break that became a sign of its
own, and Springer's formulas, which stand there in letters and once more as a document of LaTeX.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.cleaning.encodings import FORMULAS, apart, formula, lowered, raised, root, settled
from corpus.cleaning.latex import without_latex
from corpus.patterns import late

_INLINE = (
    "i b u em it bf strong mark sc scp span font small big italic bold underline overline strike monospace roman sans-serif label fn"
    " ext-link uri xref named-content styled-content inline-formula disp-formula formula alternatives inline-graphic graphic math"
    " mrow mi mn mo ms mtext msqrt mover munder mspace mstyle mfenced semantics style inf"
)
_BLOCKS = (
    "p br hr div section sec title h1 h2 h3 h4 h5 h6 li ul ol dl dt dd list list-item break tr td th table thead tbody tfoot caption"
    " blockquote pre abstract abstracttext copyrightinformation"
)
_IN_PAIRS = "code del ins s tt kbd samp var cite"  # words that stand in brackets of their own, too, and then are closed by nothing
_TWICE = "tex-math tex annotation annotation-xml"  # formulas said once more in another language
_SUP, _SUB = "sup superscript", "sub subscript inf"
_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[“”][^“”<>]*[“”]|[^\s"'“”<>=/]+))*\s*"""
_NAMES = "|".join(
    sorted({*f"{_INLINE} {_BLOCKS} {_TWICE} {_SUP} {_SUB}".split(), *FORMULAS}, key=len, reverse=True)
)
_TAG = late(
    rf"<(?P<end>/?)(?:(?:jats|mml|m|ns\d|ce):(?P<spaced>[\w.-]+)|(?P<plain>{_NAMES}|(?:a|img)(?=\s+\w+\s*=)|(?<=/)a)|(?P<paired>{_IN_PAIRS.replace(' ', '|')})){_ATTRIBUTES}(?P<empty>/?)>",
    re.IGNORECASE,
)
_CLOSES = late(rf"</({_IN_PAIRS.replace(' ', '|')})\s{{0,9}}>")
_BEGINS = late(r"<[/!A-Za-z]")  # as tags and comments do; "p < 0.05" costs one look
_KINDS = {
    **dict.fromkeys(_BLOCKS.split(), "block"),
    **dict.fromkeys(_TWICE.split(), "twice"),
    **dict.fromkeys(_SUP.split(), "sup"),
    **dict.fromkeys(_SUB.split(), "sub"),
}
_HELD = "\x1f"  # what follows stays on this line
_RUN_ON = late(rf"{_HELD}\s*")
_HEADINGS = frozenset("title h1 h2 h3 h4 h5 h6".split())
_RELATIONS = frozenset("=<>≤≥≈≠±×+−→∼~")
_SIGNS = frozenset("±+−")  # at the beginning of a part, of what follows: −3
_CHOICES = frozenset(("alternatives", "semantics"))  # hold one formula in several languages
_EMPTY_PARTS = frozenset("mi mn mo mrow mtext".split())  # <mi/> stands for the text in front of the formula
_LONGEST_TEX = 280  # characters of a formula that is kept as LaTeX
_NESTED = 64  # open tags that are followed; text nested deeper is read as if it were not
_PART = late(r"<AbstractText\b[^<>]{0,200}?\sLabel=\"(?P<label>[^\"<>]{1,80})\"[^<>]{0,200}>", re.IGNORECASE)
_UNLABELLED = frozenset({"unlabelled", "unlabeled", "unassigned", "abstract"})
SIGNS = "#"  # what such a text holds beside "<", "&" and a backslash
_OF_R = late(r"<U\+([0-9A-F]{4,6})>")  # what R writes for a character that its encoding lacks: <U+2265>
_BYTES = late(r"(?:<[c-f][0-9a-f]>)(?:<[89ab][0-9a-f]>){1,3}")  # or for its bytes: <e2><89><a5>
_OF_GREEK = late(
    r"<(alpha|beta|gamma|delta|epsilon|kappa|lambda|mu|theta|sigma|tau|phi|chi|psi|omega|Delta|Omega)>"
)
_SHOUTED = late(r"& ?[A-Z]{2,8};")  # &DEG;, of a title in capitals; Web of Science's "& PLUSMN;"
_SHORT = frozenset("GE; LE; NE; AP; MU; PI;".split())  # of two letters, those that stand behind a gap, too
_APART = late(r"& (?=(?:nbsp|amp|lt|gt|quot|apos|para|mdash|ndash|hellip|[lr][sd]quo|plusmn|middot);)")
_WRITTEN_OUT = {
    "&para;": " ",  # Web of Science's, for the ends of paragraphs
    "<middle dot>": "·",
    "<degrees>": "°",
    "<acute accent>": "´",
    "<black square>": "■",
    "<euro>": "€",
    "<prime>": "′",
    "<greater than or equal to>": "≥",
    "<less than or equal to>": "≤",
    "<comment>Superscript/Subscript Available</comment>": "",
    "<comment>Superscript/Subscript Available</comment": "",
    "(#br)": "\n",  # CNKI's, as is what stands before an abstract that is the paper's first lines
    "<正>": "",
}
# ProQuest's "m super(-2)", "CO sub(2)" and "m^sup -2^". A gap belongs to the text where what is raised stands before an isotope's name.
_PROQUESTS = late(
    r"(?P<gap> ?)(?<![\w.])(?P<kind>super|sub)\((?P<said>[-+−]|[-+−]?\d[\w.,+/-]{0,7})\)(?P<isotope>(?=[A-Z]))?|\^(?P<above>sup|sub) (?P<there>[^\^\n]{1,12})\^"
)
OF_PROQUEST = (" super(", " sub(", "^su")  # one of which such a text holds
_DOCUMENT = late(
    r"\\documentclass(?:\[[^\]]{0,20}\])?\{minimal\}[^$]{0,600}?\\begin\{document\}(?P<tex>.{0,400}?)\\end\{document\}",
    re.DOTALL,
)
_LOOKED_BACK = 200  # characters before a formula, in which it stands in letters
_DASHES = str.maketrans("−–—‐", "----")


def has_markup(text: str) -> bool:
    """Whether a text holds any of the known tags."""
    return _BEGINS.search(text) is not None and (
        _TAG.search(text) is not None or "<!--" in text or "<![CDATA[" in text
    )


class _Open:
    """An open tag: how it treats its text, and the pieces of text inside."""

    def __init__(self, name: str, kind: str) -> None:
        self.name, self.kind = name, kind
        self.pieces: list[str] = []
        self.children: list[str] = []
        self.within = set[
            str
        ]()  # the kinds of the tags directly inside; "text" for letters and figures of its own
        self.tex = ""  # the formula, if nothing but TeX says it

    def add(self, text: str, element: bool = False) -> None:
        """Add a text, or that of an element, which is a part of a formula even if it is empty."""
        if text:
            self.pieces.append(text)
        if not element and any(map(str.isalnum, text)):
            self.within.add("text")
        if element or text.strip():
            self.children.append(text)


def without_markup(text: str) -> str:
    """The text without its tags. A block ends a line; a section's title becomes a label ("Results: …")."""
    if not has_markup(text):
        return text
    text = _without_comments(text.replace("<![CDATA[", "").replace("]]>", ""))
    if "Label=" in text:
        text = _PART.sub(_named, text)
    open_tags, at = [_Open("", "")], 0
    closed = set(_CLOSES.findall(text.casefold()))
    for found in _TAG.finditer(text):
        if found["paired"] and found["paired"].casefold() not in closed:
            continue
        open_tags[-1].add(text[at : found.start()])
        at = found.end()
        _step(open_tags, found)
    open_tags[-1].add(text[at:])
    while len(open_tags) > 1:
        _close(open_tags)
    return settled(_RUN_ON.sub("", "".join(open_tags[0].pieces)))


def _named(part: re.Match[str]) -> str:
    """A part of an abstract as PubMed marks it, with its label in front, unless that stands there already."""
    label, before = part["label"], part.string[max(0, part.start() - len(part["label"]) - 4) : part.start()]
    is_told = before.rstrip(": \n").casefold().endswith(label.casefold())
    return part[0] if is_told or label.casefold() in _UNLABELLED else f"{part[0]}{label}: "


def _without_comments(text: str) -> str:
    """Remove comments (<!-- … -->); one without an end is not a comment."""
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[at:start])
        at = end + 3
    return "".join((*pieces, text[at:]))


def _step(open_tags: list[_Open], found: re.Match[str]) -> None:
    name = (found["spaced"] or found["plain"] or found["paired"]).casefold()
    kind = _KINDS.get(name, "")
    if found["empty"] or name in ("br", "break", "hr", "img"):
        open_tags[-1].add("\n" if kind == "block" else "", element=name in _EMPTY_PARTS)
    elif not found["end"]:
        if kind == "block":
            open_tags[-1].pieces.append("\n")
        if len(open_tags) < _NESTED:
            open_tags.append(_Open(name, kind))
    elif any(one.name == name for one in open_tags[1:]):
        while open_tags[-1].name != name:
            _close(open_tags)
        _close(open_tags)


def _close(open_tags: list[_Open]) -> None:
    """Close the innermost tag: its text, treated as that tag requires, goes to the tag around it."""
    done = open_tags.pop()
    around, inner = open_tags[-1], "".join(done.pieces)
    if done.kind == "twice":
        _keep_tex(open_tags, inner)
        return
    if done.name in _CHOICES and not inner.strip():
        inner = done.tex
    around.within.add(done.kind or done.name)
    around.add("" if _is_mark(done) else _treated(done, inner, open_tags), element=True)
    if done.kind == "block" and not (done.name in _HEADINGS and inner.strip()):
        around.pieces.append("\n")


def _is_mark(done: _Open) -> bool:
    """Whether a tag is raised and only points to a note or reference: a figure's digit it must not become."""
    return (done.name == "xref" and done.within == {"sup"}) or (done.kind == "sup" and done.within == {"xref"})


def _treated(done: _Open, inner: str, open_tags: list[_Open]) -> str:
    """The text of a tag that was closed, as that tag requires."""
    before = _before(open_tags)
    if done.kind == "sup":
        return raised(before, inner)
    if done.kind == "sub":
        return lowered(before, inner)
    if len(done.children) == FORMULAS.get(done.name):
        return formula(done.name, done.children, before)
    if done.name == "msqrt":
        return apart(root(inner), before)
    if done.name in _HEADINGS and inner.strip():
        return f"{inner.strip().rstrip(':')}: {_HELD}"
    if done.name == "mo" and inner.strip() in _RELATIONS:
        leads = open_tags[-1].name != "math" and not open_tags[-1].children
        return inner.strip() if leads and inner.strip() in _SIGNS else f" {inner.strip()} "
    return inner


def _before(open_tags: list[_Open]) -> str:
    """The end of the text written so far, in whichever open tag it stands."""
    return next((settled(one.pieces[-1][-2:]) for one in reversed(open_tags) if one.pieces), "")


def _keep_tex(open_tags: list[_Open], inner: str) -> None:
    """A formula in TeX is left out if the same formula stands beside it in MathML."""
    tex, choice = _tex(inner), next((one for one in reversed(open_tags) if one.name in _CHOICES), None)
    if choice is None:
        open_tags[-1].add(tex)
    else:
        choice.tex = choice.tex or tex


def _tex(text: str) -> str:
    """A formula in TeX, without the document around it, marked as a formula for what reads LaTeX."""
    _, begun, inside = text.partition(r"\begin{document}")
    text = " ".join((inside if begun else text).partition(r"\end{document}")[0].split()).strip("$ ")
    text = text.removeprefix(r"\(").removesuffix(r"\)").strip()
    return rf"\({text}\)" if 0 < len(text) <= _LONGEST_TEX and r"\)" not in text else text


def without_traces(text: str) -> str:
    """The text as it was before: each mark becomes the character or the line break that it stands for, and a formula
    appears once.
    """
    from html.entities import html5

    if "&" in text:
        text = _SHOUTED.sub(lambda found: _quiet(found[0]), _APART.sub("&", text))
    if "<" in text:
        text = _BYTES.sub(_decoded, _OF_R.sub(_character, text))
        text = _OF_GREEK.sub(lambda found: html5[f"{found[1]};"], text)
    for written, meant in _WRITTEN_OUT.items():
        text = text.replace(written, meant)
    if any(map(text.__contains__, OF_PROQUEST)):
        text = _PROQUESTS.sub(_tagged, text)
    return _DOCUMENT.sub(_formula, text) if r"\documentclass" in text else text


def _tagged(found: re.Match[str]) -> str:
    """What ProQuest writes raised or lowered, with HTML's tags."""
    if found["above"]:
        return f"<{found['above']}>{found['there']}</{found['above']}>"
    tag = found["kind"].replace("super", "sup")
    gap = found["gap"] if tag == "sup" and found["isotope"] is not None else ""
    return f"{gap}<{tag}>{found['said']}</{tag}>"


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else found[0]


def _decoded(found: re.Match[str]) -> str:
    try:
        return bytes.fromhex(re.sub("[<>]", "", found[0])).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _quiet(entity: str) -> str:
    """An entity in small letters, if it is one only in these."""
    from html.entities import html5

    name = entity[1:].lstrip()
    if name.lower() not in html5 or (entity[1] == " " and len(name) < len("DEG;") and name not in _SHORT):
        return entity
    return f"&{name if name in html5 else name.lower()}"


def _formula(found: re.Match[str]) -> str:
    """The formula; "" if it stands in letters just before."""
    formula = rf"\({found['tex'].strip().strip('$').strip()}\)"
    letters = _letters(without_latex(formula))
    before = _letters(found.string[max(0, found.start() - _LOOKED_BACK) : found.start()])
    return "" if letters and before.endswith(letters) else formula


def _letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())

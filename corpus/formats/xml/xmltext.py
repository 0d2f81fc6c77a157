"""The text of XML elements: without the markup inside, scripts and formulas kept; sections with their labels; dates.

Elements are known by their local names, whatever their namespaces. Tags in a text that is not parsed yet are found whatever
their prefix, and not in comments or plain text (CDATA), where they mark nothing; so are the encoding and the signs that are declared above the tags.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from html import escape
from html.entities import html5
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.cleaning.encodings import FORMULAS, apart, formula, lowered, raised, root, settled
from corpus.errors import CorpusError
from corpus.formats.collecting import RefusedError
from corpus.formats.fields import whole_date
from corpus.formats.opening.codings import wide
from corpus.patterns import late

if TYPE_CHECKING:
    from datetime import date
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads


_BLOCKS = frozenset(
    "p title break br list list-item def-item term def table tr td th disp-formula boxed-text disp-quote".split()
)
_NOTES = frozenset({"fn", "aff", "corresp", "author-notes", "table-fn"})  # what a mark in a text may point to
_UNSAID = frozenset(
    {"fn", "footnote", "annotation", "annotation-xml"}
)  # notes; a formula once more, in another language
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31};)")
_GREEK = {  # ISO 8879's names, beside which HTML has others
    f"{name}gr;": sign
    for latin, greek in (
        ("a b g d e z ee th i k l m n x o p r sf s t u ph kh ps oh", "αβγδεζηθικλμνξοπρςστυφχψω"),
        ("A B G D E Z EE TH I K L M N X O P R S T U PH KH PS OH", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"),
    )
    for name, sign in zip(latin.split(), greek, strict=True)
} | {"fdg;": ".°", "farcm;": ".′", "farcs;": ".″"}  # and those of the American Astronomical Society
# what may stand in no XML, and its numbers
_CONTROLS = late(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:[xX]0{0,4}(?:[0-8bBcCeEfF]|1[0-9a-fA-F])|0{0,4}(?:[0-8]|1[124-9]|2\d|3[01]));"
)
_GAPS = frozenset({"\x0b", "\x0c", "&#11;", "&#12;", "&#x0B;", "&#x0C;", "&#xB;", "&#xC;"})
_NO_SIGN, _NO_TAG = late(r"&(?!#?\w{1,32};)"), late(r"<(?=[\s\d=.,<])")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARING = 256  # bytes in which an encoding is declared, if any is
_ENCODINGS = frozenset(
    "utf-8 utf-16 ascii cp1250 cp1251 cp1252 iso8859-1 iso8859-2 iso8859-5 iso8859-9 iso8859-15 koi8-r mac-roman gb2312 gbk gb18030"
    " big5 shift_jis cp932 euc_jp euc_kr".split()
)  # each of which has the letters of ASCII where it has them, so that tags are found


def text_of(element: Element | None) -> str:
    """An element's text without the markup inside; line breaks and indents become one space.

    Superscripts and subscripts stay (10⁵, CO₂). Raises RefusedError if elements are nested too deeply.
    """
    try:
        parts = list[str]()
        if element is not None:
            _flatten(element, parts)
        text = settled("".join(parts)).strip()
    except RecursionError:
        raise RefusedError("its elements are nested too deeply to be a paper's") from None
    return re.sub(r"(?<![ \t])[ \t]*+\n\s*", " ", text) if "\n" in text else text


def within(element: Element | None, *names: str) -> list[Element]:
    """The elements at the end of a path of local names, whatever their namespaces; none inside None."""
    found = [] if element is None else [element]
    for name in names:
        found = [child for one in found for child in one if locally(child) == name]
    return found


def said(element: Element | None, *names: str) -> str:
    """The text of the first element at the end of a path; "" if there is none."""
    return text_of(next(iter(within(element, *names)), None))


def locally(element: Element) -> str:
    """An element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def link_of(element: Element) -> str:
    """The address in an element's ``href``, whichever namespace that attribute has; "" if there is none."""
    return next((value for name, value in element.items() if name.rpartition("}")[2] == "href"), "")


def language_of(element: Element, usual: str) -> str:
    """The code of the language that an element says it is in (``xml:lang``, ``lang``); ``usual`` if it says none."""
    said = (value for name, value in element.items() if name.rpartition("}")[2].casefold() in ("lang", "language"))
    return next(said, "") or usual


def day_of(element: Element | None, names: tuple[str, str, str] = ("year", "month", "day")) -> date | None:
    """The full date in an element's children, the month as 7, 07 or Jul; None if a part is missing."""
    year, month, day = (said(element, name) for name in names)
    return whole_date(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")


def _flatten(element: Element, parts: list[str]) -> None:
    """Add an element's non-empty texts to ``parts``, each once, however deep it is."""
    _add(parts, element.text)
    for child in element:
        _flatten_child(child, parts)
        _add(parts, child.tail)


def _flatten_child(child: Element, parts: list[str]) -> None:
    """Add the text of an element inside another, as that element requires; marks of notes and references are none."""
    name = locally(child)
    if name in _BLOCKS:
        parts.append("\n")
        _flatten(child, parts)
        parts.append("\n")
    elif name == "tex-math":
        _add(parts, _tex("".join(child.itertext())))
    elif name not in _UNSAID and not _is_mark(child, name):
        _flatten_inline(child, name, parts)


def _tex(text: str) -> str:
    """A formula in TeX, without the document around it, as which publishers write one."""
    _, begun, inside = text.partition(r"\begin{document}")
    return inside.partition(r"\end{document}")[0] if begun else text


def _is_mark(child: Element, name: str) -> bool:
    """Whether an element only points to a note, or is raised and points to references: a figure's digit it must not become."""
    if name in ("xref", "cross-ref"):  # JATS's and Elsevier's
        raised_only = (
            len(child) > 0 and all(locally(one) == "sup" for one in child) and _has_nothing_between(child)
        )
        return child.get("ref-type") in _NOTES or raised_only
    return (
        name == "sup"
        and len(child) > 0
        and all(locally(one) in ("xref", "cross-ref") for one in child)
        and _has_nothing_between(child)
    )


def _has_nothing_between(element: Element) -> bool:
    """Whether no letter or figure stands in an element beside those inside it."""
    return not any(c.isalnum() for text in (element.text, *(one.tail for one in element)) for c in text or "")


def _flatten_inline(child: Element, name: str, parts: list[str]) -> None:
    """Add the text of an element within a line: a script, a formula or what is only printed otherwise."""
    # face: EndNote's way of writing scripts
    face, before = (
        child.get("face"),
        settled(parts[-1][-2:]) if parts else "",
    )
    if name == "sup" or face == "superscript":
        _add(parts, raised(before, "".join(child.itertext())))
    elif name in ("sub", "inf") or face == "subscript":
        _add(parts, lowered(before, "".join(child.itertext())))
    elif name == "alternatives" or _is_twice(child):  # one formula, written in several ways
        chosen = next((one for one in child if locally(one) == "math"), next(iter(child), None))
        if chosen is not None:
            _flatten_child(chosen, parts)
    elif len(child) == FORMULAS.get(name):
        _add(parts, formula(name, [_alone(one) for one in child], before))
    elif name == "msqrt":
        inner = list[str]()
        _flatten(child, inner)
        _add(parts, apart(root(settled("".join(inner))), before))
    else:
        _flatten(child, parts)


def _is_twice(child: Element) -> bool:
    """Whether an element holds a formula in TeX and in MathML, as some write it without saying so."""
    return {"math", "tex-math"} <= {locally(one) for one in child} if len(child) > 1 else False


def _alone(part: Element) -> str:
    """The text of one part of a formula, which may hold or be a formula itself."""
    parts = list[str]()
    _flatten_child(part, parts)
    return settled("".join(parts)).strip()


def _add(parts: list[str], text: str | None) -> None:
    if text:
        parts.append(text)


_PREFIX = r"(?:[A-Za-z_][\w.-]{0,40}:)?"
_CLOSED_BY = {"<!--": "-->", "<![CDATA[": "]]>"}
_OPENS = re.compile(r"<!--|<!\[CDATA\[")


def start_of(tags: Sequence[str]) -> re.Pattern[str]:
    """A pattern for the start tags of some elements, with any prefix."""
    return re.compile(rf"<{_PREFIX}(?:{'|'.join(map(re.escape, tags))})(?=[ \r\n\t/>])")


def end_of(tags: Sequence[str]) -> re.Pattern[str]:
    """A pattern for the end tags of some elements, with any prefix."""
    return re.compile(rf"</{_PREFIX}(?:{'|'.join(map(re.escape, tags))})[ \r\n\t]*>")


def holds(head: str, *tags: str) -> bool:
    """Whether a file with this beginning is XML with one of these elements near its beginning."""
    return _start_of_any(tags).search(_markup(head)) is not None


@cache
def _start_of_any(tags: tuple[str, ...]) -> re.Pattern[str]:
    return start_of(tags)


@lru_cache(maxsize=1)  # some thirty formats are asked of one file in turn
def _markup(head: str) -> str:
    """The beginning of a file without comments and plain text; "" if it is no XML."""
    return bare(head) if head.lstrip()[:1] == "<" else ""


def awaited(text: str, before: str = "") -> str:
    """The end mark of the comment or plain text (CDATA) that is still open at the end of a text; "" if none is.

    ``before``: the end mark that was open at the beginning of the text.
    """
    at, closing = 0, before
    while True:
        if closing and (end := text.find(closing, at)) < 0:
            return closing
        found = _OPENS.search(text, end + len(closing) if closing else at)
        if found is None:
            return ""
        at, closing = found.end(), _CLOSED_BY[found[0]]


def bare(text: str) -> str:
    """A text without its comments, and with its plain text (CDATA) escaped as any other text is ("&lt;"), also that of
    IOP's instructions ("<?CDATA $5$?>"). What is not closed stays.
    """
    first, *further = text.split("<?CDATA ")
    told = [part.partition("?>") if "?>" in part else ("", "", f"<?CDATA {part}") for part in further]
    text = "".join((first, *(f"{escape(inside, quote=False)}{behind}" for inside, _, behind in told)))
    parts, at = list[str](), 0
    while found := _OPENS.search(text, at):
        end = text.find(_CLOSED_BY[found[0]], found.end())
        if end < 0:
            break
        inside = text[found.end() : end] if found[0] != "<!--" else ""
        parts += (text[at : found.start()], escape(inside, quote=False))
        at = end + 3
    return "".join((*parts, text[at:]))


def unnamed(text: str) -> str:
    """A text with characters in place of their names, as far as HTML or the document types of publishers define these."""
    return _NAMED.sub(lambda found: escape(html5.get(found[1]) or _GREEK.get(found[1], "")) or found[0], text)


def mended(raw: str) -> str:
    """A text without control characters (those that end a line or page become spaces), and with each "&" or "<" that
    begins nothing escaped: programs leave these in what they copied.
    """
    return _NO_TAG.sub(
        "&lt;", _NO_SIGN.sub("&amp;", _CONTROLS.sub(lambda found: " " if found[0] in _GAPS else "", raw))
    )


def is_undeclared(head: bytes) -> bool:
    """Whether a file with this beginning is XML that does not say in which encoding it is."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and not _DECLARED.search(head[:_DECLARING])


def encoding_of(head: bytes, path: Path) -> str:
    """The encoding of a file with this beginning. Raises CorpusError for one that is not read."""
    if (found := wide(head)) and head.decode(found, "replace").strip("\ufeff \r\n\t").startswith("<"):
        return found
    declared = _DECLARED.search(head)
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        known = codecs.lookup(name).name
    except LookupError:
        known = ""
    if known not in _ENCODINGS:
        raise CorpusError(f"{path.name} is in the encoding {name}, which is not read; export it again as UTF-8.")
    # UTF-16 is told by its mark: a file without one that says so has been written anew since
    return "utf-8-sig" if known in ("utf-8", "utf-16", "ascii") else known

"""A special-issue page saved as HTML → the lines it shows → the parser of pages saved as text.

MDPI's layouts of 2018 and today mark title, authors, citation and abstract with the same classes. Classes are
used only where a page breaks lines differently from its tags, or hides content.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from corpus.cleaning.encodings import raised
from corpus.errors import CorpusError
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.opening.decoding import text_of
from corpus.models import Parsed
from corpus.page import looks_like_page, parse_page

LONGEST = 32 * 1024 * 1024  # bytes; a page of a hundred papers has three million
_SCRIPTS = frozenset("script style noscript template svg".split())
_HIDDEN_TAGS = _SCRIPTS | frozenset("head select button iframe object form input".split())
_HIDDEN = frozenset(
    "f-dropdown popupgallery abstract-figures-show abstract-image-preview dropdown-content material-icons".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figure footer h1 h2 h3 h4 h5 h6 header hr html li main"
    " nav ol p pre section table td th tr ul".split()
)
_ONE_LINE = frozenset({"authors", "belongsTo", "color-grey-dark", "title-link"})
_OWN_LINE = _ONE_LINE | {"label"}
_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_OF_RECORDS = frozenset(".ris .bib .nbib .enw .ciw .isi .txt .xml .json .jsonl .csv .tsv .xlsx".split())
_OF_PAGES = (".html", ".htm", ".xhtml")
_SPACE = re.compile(r"[ \t\n\r\f]+")  # what HTML shows as one space; a no-break space is none of it


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is HTML."""
    return (
        head.lstrip().startswith("<") and re.search(r"<!doctype html|<html[\s>]", head, re.IGNORECASE) is not None
    )


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The issue, its papers and the report of a page.

    Raises CorpusError, in one sentence, if the file is not such a page, or has papers that could not be read.
    """
    root = tree(text_of(path, LONGEST), path.name)
    text, suffix = shown(root), path.suffix.casefold()
    if suffix in _OF_RECORDS and not looks_like_page(text):
        raise CorpusError(
            f"{path.name} is a web page and holds no records; log in where it comes from, if it asks for that, and export them again."
        )
    if suffix in _OF_PAGES and not looks_like_page(text):
        raise CorpusError(
            f"{path.name} is a web page that tells of no paper; save an article's own page or a special issue's, whole, or export the papers as RIS."
        )
    parsed = parse_page(text, path.name, reading.limits)
    papers = _papers(root)
    if papers > parsed.report.read:
        raise CorpusError(
            f"{path.name} shows {papers} papers, but {parsed.report.read} could be read; nothing was taken from it. "
            "Save the page again, or as text."
        )
    reading.progress(parsed.report.read)
    return parsed


def shown(root: Any) -> str:
    """The lines that a page (its root element) shows, each as near as possible to its line in the file."""
    lines = _Lines()
    _walk(root, lines, flat=False)
    return lines.text()


def without_scripts(root: Any) -> None:
    """Take out of a page what it never shows as text."""
    from lxml import etree  # type: ignore[import-untyped]  # it has no types

    etree.strip_elements(root, *_SCRIPTS, with_tail=False)


def tree(text: str, name: str) -> Any:
    """The page's root element; nothing is fetched. Raises CorpusError if it is empty or nested too deeply."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.LxmlError:
        root = None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise CorpusError(f"{name} is nested deeper than any page; it was not read.")
    if root is None:
        raise CorpusError(f"{name} is an empty page; save the special issue's page again.")
    return root


def _papers(root: Any) -> int:
    """The number of papers that a page marks up: items with a title and a citation."""
    return len(_holding(root, frozenset({"title-link"})) & _holding(root, frozenset({"color-grey-dark", "doi"})))


def _holding(root: Any, names: frozenset[str]) -> set[Any]:
    """The items that contain an element of one of some classes; each element and its ancestors are visited once."""
    seen, items = set[Any](), set[Any]()
    for one in root.iter():
        if not _classes(one) & names:
            continue
        while one is not None and one not in seen:
            seen.add(one)
            if one.tag == "div" and "article-item" in _classes(one):
                items.add(one)
            one = one.getparent()
    return items


def _classes(element: Any) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _walk(element: Any, lines: _Lines, flat: bool) -> None:
    """Write what an element shows; ``flat``: it stands inside something that is always one line."""
    classes = _classes(element)
    if element.tag in _HIDDEN_TAGS or classes & _HIDDEN or _unseen(element):
        return
    if element.tag == "sup":
        lines.raise_("".join(element.itertext()))
        return
    apart = not flat and (element.tag in _BLOCKS or element.tag == "br" or bool(classes & _OWN_LINE))
    if apart:
        lines.end()
    if element.tag == "li":
        lines.begin_item()
    lines.say(element.text or "", element.sourceline)
    for child in element:
        _walk(child, lines, flat or bool(classes & _ONE_LINE))
        lines.say((" " if child.tag == "br" else "") + (child.tail or ""), child.sourceline)
    if apart:
        lines.end()


def _unseen(element: Any) -> bool:
    style, hidden = element.get("style") or "", element.get("hidden") is not None
    return hidden or element.get("aria-hidden") == "true" or _UNSEEN.search(style) is not None


class _Lines:
    """Lines as shown, placed at their line of the file as far as possible."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._at = 1
        self._bullet = ""

    def begin_item(self) -> None:
        """The next word begins a list item, before which browsers show a bullet."""
        self._bullet = "• "

    def say(self, text: str, at: int) -> None:
        """Add to the line; if this is its first word, the line begins at line ``at`` of the file."""
        if text.strip():
            self._at = at if not self._parts else self._at
        if text and (self._parts or text.strip()):
            self._parts.append(self._bullet + text.lstrip() if self._bullet else text)
            self._bullet = ""

    def raise_(self, text: str) -> None:
        """Add a superscript to the line."""
        if text:
            self._parts.append(raised(self._parts[-1] if self._parts else "", text))

    def end(self) -> None:
        """Break the line if it has a word."""
        line = _SPACE.sub(" ", "".join(self._parts)).strip(" ")
        self._parts, self._bullet = [], ""
        if line:
            self._lines += [""] * (self._at - 1 - len(self._lines))
            self._lines.append(line)

    def text(self) -> str:
        """All lines."""
        self.end()
        return "\n".join(self._lines)

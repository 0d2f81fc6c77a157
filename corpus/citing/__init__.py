"""Papers for use elsewhere: references in journals' styles, and records for reference managers. The built-in styles by name,
and the operator's own: any CSL file, tried once before it is offered.

Other packages use what stands here, and `exports` and `references` for one way of writing alone.

https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.citing.csl import to_csl
from corpus.citing.exports import bibtex, nbib, ris
from corpus.citing.references import references
from corpus.errors import CorpusError
from corpus.models import Author, Paper
from corpus.retractions import noted

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@dataclass(frozen=True)
class Style:
    """A style: its title, the ending of its files, and the function that writes papers in it for the screen.

    ``whole`` writes them for a file, with abstracts and keywords; None if that is the same.
    """

    label: str
    extension: str
    render: Callable[[Sequence[Paper]], str]
    whole: Callable[[Sequence[Paper]], str] | None = None

    def filed(self, papers: Sequence[Paper]) -> str:
        """The papers as a file of this style has them."""
        return (self.whole or self.render)(papers)


def _csl_json(papers: Sequence[Paper]) -> str:
    items = [to_csl(paper) | ({"status": noted(paper.status)} if paper.status else {}) for paper in papers]
    return json.dumps(items, ensure_ascii=False, indent=1)


STYLES: Mapping[str, Style] = {
    "vancouver": Style("Vancouver", "txt", partial(references, style="vancouver")),
    "ama": Style("AMA", "txt", partial(references, style="ama")),
    "apa": Style("APA", "txt", partial(references, style="apa")),
    "mdpi": Style("MDPI", "txt", partial(references, style="mdpi")),
    "bibtex": Style("BibTeX", "bib", bibtex, partial(bibtex, whole=True)),
    "ris": Style("RIS", "ris", ris, partial(ris, whole=True)),
    "nbib": Style("NBIB", "nbib", nbib, partial(nbib, whole=True)),
    "csl-json": Style("CSL-JSON", "json", _csl_json),
}


LONGEST = 60  # characters of a style's name
_CSL = "{http://purl.org/net/xbiblio/csl}"
_TRIED = (
    Paper(
        source_id="whole",
        title="A title",
        authors=(Author(name="A. Family", family="Family", given="A."), Author(name="A Group")),
        journal="A Journal",
        year=2024,
        published=date(2024, 5, 17),
        volume="1",
        issue="2",
        article_number="3",
        url="https://example.org/1",
    ),
    Paper(source_id="bare", title="A title alone"),
)


def with_own(paths: Sequence[Path]) -> Mapping[str, Style]:
    """The built-in styles, then one for each file, which gives its name; its title comes from inside the file
    (with the name, if another style has that title).

    Raises CorpusError, in one sentence, if a file is not a usable style or has the name of another style.
    """
    styles = dict(STYLES)
    for path in paths:
        name = path.stem.casefold()[:LONGEST]
        if name in styles:
            raise CorpusError(f"There is a style “{name}” already; give {path} another name.")
        style = _style(path)
        taken = any(style.label.casefold() == one.label.casefold() for one in styles.values())
        styles[name] = replace(style, label=f"{style.label} ({name})") if taken else style
    return styles


def _style(path: Path) -> Style:
    root = _root(path)
    called = " ".join((root.findtext(f"{_CSL}info/{_CSL}title") or path.stem).split())
    if root.find(f"{_CSL}bibliography") is None:
        raise CorpusError(f"{path} writes no reference list{_parent(root)}.")
    references(_TRIED, path)
    return Style(called, "txt", partial(references, style=path))


def _root(path: Path) -> Element:
    """The file's root element. Raises CorpusError."""
    # Only the operator's own styles need what reads XML.
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import parse

    if path.is_fifo():  # which would be waited for
        raise CorpusError(f"{path} could not be read: it is a pipe.")
    try:
        root: Element = parse(path).getroot()
    except OSError as error:
        raise CorpusError(f"{path} could not be read: {error.strerror or error}.") from None
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise CorpusError(f"{path} is not the XML of a CSL style ({str(error)[:80]}).") from None
    if root.tag != f"{_CSL}style":
        raise CorpusError(f"{path} is not the XML of a CSL style.")
    return root


def _parent(root: Element) -> str:
    """The style to fetch instead, if this one only refers to another."""
    links = root.iterfind(f"{_CSL}info/{_CSL}link")
    found = next((link.get("href") for link in links if link.get("rel") == "independent-parent"), None)
    return f"; it stands for {found}, so name that file instead" if found else ""


def cite(papers: Sequence[Paper], style: str, styles: Mapping[str, Style] = STYLES, whole: bool = False) -> str:
    """The papers in a style, in their order; with ``whole`` as a file has them, with abstracts.

    Raises CorpusError if there is no such style, or it fails on a paper.
    """
    chosen = styles[style_of(style, styles)]
    return chosen.filed(papers) if whole else chosen.render(papers)


def style_of(words: str, styles: Mapping[str, Style] = STYLES) -> str:
    """The name of a style, from its name or its title. Raises CorpusError if there is none."""
    wanted = words.strip().casefold()
    for name, style in styles.items():
        if wanted in (name, style.label.casefold()):
            return name
    raise CorpusError(f"There is no style “{words[:60]}”; there are {', '.join(styles)}.")

"""References in a journal's style, by citeproc-py and the CSL files beside this one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.citing.csl import to_csl
from corpus.cleaning.entities import unescaped
from corpus.errors import CorpusError
from corpus.models import Paper

_KEPT = (
    "id", "type", "title", "author", "editor", "container-title", "container-title-short", "publisher", "publisher-place", "issued",
    "volume", "issue", "number", "page", "URL",
)  # fmt: skip
_BARE = ("vancouver", "ama")  # styles of medicine: "Public JQ Jr", "N Engl J Med"
_INITIALS = re.compile(r"[A-Z]{2,4}")
_TWO_ENDS = re.compile(r"(?<!\.)([.?!])\.(?!\.)")


def references(papers: Sequence[Paper], style: str | Path) -> str:
    """The reference list of some papers, one a line, in their order and, where the style numbers, numbered.

    ``style`` is the name of a file in ``styles/``, or the path of any CSL file. A paper without a DOI is cited by its
    link or its source's identifier. Raises CorpusError where the file is no style that can be used.
    """
    # citeproc loads its locales and schema on import: only a reader who cites pays for that
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    bare = style in _BARE
    items = [_item(paper, str(place), bare) for place, paper in enumerate(papers)]
    path = files("corpus.citing") / "styles" / f"{style}.csl" if isinstance(style, str) else style
    try:
        made = CitationStylesStyle(str(path), validate=False)
        bibliography = CitationStylesBibliography(made, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        lines = [_plain(str(entry)) for entry in bibliography.bibliography()]
    except Exception as error:  # what citeproc raises for a file that is no style is its own affair
        raise CorpusError(
            f"{path} cannot be used as a CSL style ({type(error).__name__}: {str(error)[:80]})."
        ) from None
    if len(lines) != len(papers):
        raise CorpusError(
            f"{path} writes {len(lines)} references for {len(papers)} papers; it is no style for a list."
        )
    return "\n".join(_with_identifier(line, paper) for line, paper in zip(lines, papers, strict=True))


def _item(paper: Paper, identity: str, bare: bool) -> dict[str, Any]:
    """What a style reads of a paper; a title's own full stop gives way to the style's.

    ``bare``: the style writes initials, suffixes and journals short, without full stops.
    """
    item = {name: value for name, value in to_csl(paper).items() if name in _KEPT} | {"id": identity}
    if "title" in item:
        item["title"] = " ".join(str(item["title"]).split()).rstrip(".")
    for role in ("author", "editor"):
        if role in item:
            item[role] = [_person(one, bare) for one in item[role]]
    if bare and item.get("container-title-short"):
        item["container-title"] = str(item["container-title-short"]).replace(".", "")
    if "issued" in item:
        item["issued"] = {"date-parts": [item["issued"]["date-parts"][0][:1]]}
    return item


def _person(name: dict[str, str], bare: bool) -> dict[str, str]:
    """A name as styles read it: initials apart ("N. P."), a suffix with its full stop or without, as the style has it."""
    given, suffix = name.get("given", ""), name.get("suffix", "").rstrip(".")
    if _INITIALS.fullmatch(given):
        given = " ".join(f"{letter}." for letter in given)
    dotted = f"{suffix}." if suffix.casefold() in ("jr", "sr") and not bare else suffix
    return name | ({"given": given} if given else {}) | ({"suffix": dotted} if suffix else {})


def _plain(line: str) -> str:
    """One line of plain text: entities as characters, and no full stop after another end of a sentence."""
    text = " ".join(unescaped(line).split())
    return _TWO_ENDS.sub(r"\1", text)


def _with_identifier(line: str, paper: Paper) -> str:
    return line if paper.link or not paper.has_identifier else f"{line} [{paper.key}]"

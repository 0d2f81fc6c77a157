"""References in a journal's style, by citeproc-py and the CSL files beside this one."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.characters import cleaned
from corpus.citing.csl import marked, notice, sentence_case, separated, thesis, to_csl, with_subtitle
from corpus.cleaning.encodings import unescaped
from corpus.errors import CorpusError
from corpus.models import IN_BOOKS, Paper
from corpus.patterns import late

_KEPT = (
    "id", "type", "genre", "title", "author", "editor", "container-title", "container-title-short", "publisher", "publisher-place", "issued",
    "volume", "issue", "number", "page", "URL",
)  # fmt: skip
_BARE = ("vancouver", "ama")  # styles of medicine: "Public JQ Jr", "N Engl J Med", without full stops
_AMERICAN = ("apa", "ama")  # a full stop stands inside a quotation mark
_SMALL = frozenset("a an and de der des die et für in of on the und".split())
_INITIALS, _FURTHER = late(r"[A-Z]{2,4}"), late(r"[A-Z]{2,3}")  # "NP"; "David WE"
_TWO_ENDS = late(r"(?<!\.)([.?!])\.(?!\.)")


def references(papers: Sequence[Paper], style: str | Path) -> str:
    """A reference for each paper, in their order, numbered if the style numbers.

    ``style`` is the name of a file in ``styles/``, or the path of any CSL file. A paper without a DOI is cited
    with its link or its source's identifier. Raises CorpusError if the file is not a usable style.
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

    items = [_item(paper, str(place), style) for place, paper in enumerate(papers)]
    path = files("corpus.citing") / "styles" / f"{style}.csl" if isinstance(style, str) else style
    try:
        made = CitationStylesStyle(str(path), validate=False)
        bibliography = CitationStylesBibliography(made, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        lines = [separated(_plain(str(entry))) for entry in bibliography.bibliography()]
    except Exception as error:  # what citeproc raises for a file that is no style is its own affair
        raise CorpusError(
            f"{path} cannot be used as a CSL style ({type(error).__name__}: {str(error)[:80]})."
        ) from None
    if len(lines) != len(papers):
        raise CorpusError(
            f"{path} writes {len(lines)} references for {len(papers)} papers; it is no style for a list."
        )
    if style in _AMERICAN:
        lines = [line.replace("”.", ".”") for line in lines]
    return "\n".join(_with_identifier(line, paper, style) for line, paper in zip(lines, papers, strict=True))


def _item(paper: Paper, identity: str, style: str | Path) -> dict[str, Any]:
    """A paper as the style processor reads it, with names, journal and title in the style's form; a full stop at
    the title's end is left to the style.
    """
    bare = style in _BARE
    item = {name: value for name, value in to_csl(paper).items() if name in _KEPT} | {"id": identity}
    if "title" in item:
        item["title"] = " ".join(str(item["title"]).split()).rstrip(".")
    for role in ("author", "editor"):
        if role in item:
            item[role] = [_person(one, bare) for one in item[role]]
    if bare:
        _between_semicolons(item, style)
    if paper.kind == "thesis" and isinstance(style, str):
        item["genre"] = thesis(paper, style)
    if style == "apa":
        _in_sentences(item, paper)
    if short := str(item.get("container-title-short") or ""):
        if bare:
            item["container-title"] = short.replace(".", "")
        elif style == "mdpi":
            item["container-title"] = dotted(short, str(item.get("container-title") or ""))
    if "issued" in item:
        parts = item["issued"]["date-parts"][0]
        item["issued"] = {"date-parts": [parts if style == "ama" and paper.kind == "preprint" else parts[:1]]}
    return item


def _between_semicolons(item: dict[str, Any], style: str | Path) -> None:
    """Mark groups, which will stand between semicolons; NLM drops the "The" before them."""
    for role in ("author", "editor"):
        for name in item.get(role, ()):
            if group := name.get("literal"):
                name["literal"] = marked(group.removeprefix("The ") if style == "vancouver" else group)
    if style == "ama":
        _last_groups_apart(item)


def _last_groups_apart(item: dict[str, Any]) -> None:
    """AMA names groups that sign after people, even if "et al" stands for some of these; so the groups are a list of
    their own (``recipient``).
    """
    names = item.get("author", [])
    people = max((at for at, name in enumerate(names, 1) if "literal" not in name), default=0)
    if 0 < people < len(names):
        item["author"], item["recipient"] = names[:people], names[people:]


def _in_sentences(item: dict[str, Any], paper: Paper) -> None:
    """Titles of works in sentence case; a journal keeps its name."""
    for name in ("title", "container-title") if paper.kind in IN_BOOKS else ("title",):
        if name in item:
            item[name] = with_subtitle(sentence_case(str(item[name]), paper.abstract))


def dotted(short: str, full: str) -> str:
    """A journal's short name with a full stop after each shortened word, as far as the full name shows which
    ("N. Engl. J. Med.")."""
    words, whole = short.split(), [word for word in full.split() if word.casefold() not in _SMALL]
    if "." in short or len(words) != len(whole):
        return short
    pairs = [(word, long.strip(".,:")) for word, long in zip(words, whole, strict=True)]
    if not all(long.casefold().startswith(word.casefold()) for word, long in pairs):
        return short
    return " ".join(word if len(word) == len(long) else f"{word}." for word, long in pairs)


def _person(name: dict[str, str], bare: bool) -> dict[str, str]:
    """A name as style processors read it: initials apart ("N. P."), the suffix with or without a full stop, as
    the style requires."""
    given, suffix = name.get("given", ""), name.get("suffix", "").rstrip(".")
    given = _initials_apart(given)
    dotted = f"{suffix}." if suffix.casefold() in ("jr", "sr") and not bare else suffix
    return name | ({"given": given} if given else {}) | ({"suffix": dotted} if suffix else {})


def _initials_apart(given: str) -> str:
    """Given names with joined initials parted: "NP", "David WE". "ADA LEE" has no initials."""
    first, *others = given.split() or [""]
    if not others:
        return _dotted(first) if _INITIALS.fullmatch(first) else first
    if len(first) > 1 and first.isupper() and "." not in first:
        return given
    return " ".join((first, *(_dotted(one) if _FURTHER.fullmatch(one) else one for one in others)))


def _dotted(letters: str) -> str:
    return " ".join(f"{letter}." for letter in letters)


def _plain(line: str) -> str:
    """One line of plain text: entities decoded, what acts unseen left out, and no second full stop at a sentence's end."""
    text = " ".join(cleaned(unescaped(line)).split())
    return _TWO_ENDS.sub(r"\1", text)


def _with_identifier(line: str, paper: Paper, style: str | Path) -> str:
    """A reference with the source's identifier if it has no link, and with the notice of a retraction."""
    line = line if paper.link or not paper.has_identifier else f"{line} [{paper.key}]"
    return f"{line} {notice(paper, style)}".rstrip()

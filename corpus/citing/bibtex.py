"""BibTeX, as LaTeX users paste it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.authors import particle
from corpus.citing.csl import degree, identifier, listed, month_as
from corpus.models import Author, Paper
from corpus.patterns import late
from corpus.retractions import noted

_LATEX = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped or not
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TYPES = {
    "chapter": "incollection", "book": "book", "paper-conference": "inproceedings", "thesis": "phdthesis", "report": "techreport",
    "preprint": "unpublished", "webpage": "online",
}  # fmt: skip
_IN = {"chapter": "booktitle", "paper-conference": "booktitle"}
# How a record begins in some format: no line of an abstract does so.
_BEGINS = late(r"^(?=[ \t]*(?:@|[A-Z][A-Z0-9]{1,3} {0,2}-|(?:\\%|%)[0A-Z] |PT \w$|FN |<\d+>$))", re.MULTILINE)
_LIGATURE = late("--+|``+|''+")
_VERBATIM = ("doi", "url")  # fields that BibTeX styles print through \url, which wants no escapes


def bibtex(papers: Sequence[Paper], whole: bool = False) -> str:
    """One entry a paper, if ``whole`` with abstract and keywords; equal keys are told apart by a number."""
    keys: dict[str, int] = {}
    entries = []
    for paper in papers:
        key = _key(paper)
        keys[key] = keys.get(key, 0) + 1
        entries.append(_entry(paper, key if keys[key] == 1 else f"{key}-{keys[key]}", whole))
    return "\n\n".join(entries)


def _entry(paper: Paper, key: str, whole: bool) -> str:
    thesis = paper.kind == "thesis"
    fields = {
        "title": paper.title,
        "author": " and ".join(_name(author) for author in paper.authors),
        _IN.get(paper.kind or "", "journal"): paper.journal,
        "year": str(paper.year or ""),
        "type": paper.type if thesis else None,  # else BibTeX prints "PhD thesis" of its own
        "date": paper.published.isoformat() if paper.published else month_as(paper, "%Y-%m"),
        "volume": paper.volume,
        "number": paper.issue,
        "eid": paper.article_number,
        "pages": (paper.page or "").replace("-", "--"),
        "editor": " and ".join(_name(author) for author in paper.editors or ()),
        "publisher": paper.publisher,
        "address": paper.publisher_place,
        "shortjournal": paper.short_journal,
        "doi": str(paper.doi or ""),
        "pmid": paper.pmid,
        "source-id": identifier(paper),
        "url": paper.link,
        "issn": paper.issn,
        "note": noted(paper.status),
        "keywords": listed(paper.keywords) if whole else None,
        "abstract": paper.abstract if whole else None,
    }
    lines = [f"  {name} = {{{_value(name, value)}}}" for name, value in fields.items() if value]
    kind = "mastersthesis" if thesis and degree(paper) == "master" else _TYPES.get(paper.kind or "", "article")
    return f"@{kind}{{" + ",\n".join([key, *lines]) + "\n}"


def _value(name: str, value: str) -> str:
    """A field's value; a title gets its own braces, so that styles keep its capitals."""
    if name in ("author", "editor", "pages"):
        return value
    if name in _VERBATIM or (name == "note" and "://" in value):
        return value.replace("{", "%7B").replace("}", "%7D")
    if name == "abstract":  # in its own lines
        return _BEGINS.sub("{}", latex(value))
    escaped = latex(" ".join(value.split()))
    return f"{{{escaped}}}" if name == "title" else escaped


def _key(paper: Paper) -> str:
    first = paper.authors[0].short if paper.authors else "anonymous"
    whole = f"{first}{paper.year or ''}-{paper.key.rsplit('/', 1)[-1]}"
    return "".join(c for c in whole if c.isascii() and (c.isalnum() or c in "-.")) or "paper"


def _name(author: Author) -> str:
    if author.family is None:
        return f"{{{latex(author.name)}}}"
    small, family = particle(author.family), latex(author.family)
    family = f"{{{family}}}" if " " in family and not small else family
    return ", ".join((family, *([author.suffix] if author.suffix else []), latex(author.given or ""))).strip()


def latex(text: str) -> str:
    """A text as LaTeX prints it unchanged."""
    escaped = "".join(_LATEX.get(c, c) for c in text)
    # "--" is no dash, "''" no quotation mark here
    return _LIGATURE.sub(lambda found: "{}".join(found[0]), escaped)

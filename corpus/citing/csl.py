"""A paper as CSL-JSON, the form reference managers and style processors share; and what style guides require and a CSL file
cannot express: groups among authors, the degree of a thesis, a retraction, titles in sentence case.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from corpus.characters import one_line
from corpus.cleaning.encodings import unescaped
from corpus.models import Author, Paper
from corpus.patterns import late


def identifier(paper: Paper) -> str | None:
    """A paper's identifier at its source; None if it has a DOI or PMID, or no identifier at all."""
    return None if paper.doi or paper.pmid or not paper.has_identifier else paper.source_id


def day_of_issue(paper: Paper) -> date | None:
    """The day of publication; None if it is unknown, or the paper was online in another year than its issue."""
    return paper.published if paper.published and paper.year in (None, paper.published.year) else None


def month_as(paper: Paper, form: str) -> str:
    """The month of publication as ``strftime`` writes it; "" if it is unknown."""
    return date(paper.year, paper.month, 1).strftime(form) if paper.year and paper.month else ""


_TYPES = {"preprint": "article"} | {
    kind: kind for kind in ("chapter", "book", "paper-conference", "thesis", "report", "webpage")
}
_MARKED = late(r"</?[A-Za-z]")
_RANGE = late(r"\w+\s*[-‐-―]\s*\w+")  # pages from and to, with any dash; one number is an article's


def to_csl(paper: Paper) -> dict[str, Any]:
    """One CSL-JSON item without unknown fields. ``URL`` is the DOI's link if there is a DOI."""
    issued = {"date-parts": [_date(paper)]} if _date(paper) else None
    item = {
        "id": paper.key,
        "type": _TYPES.get(paper.kind or "", "article-journal"),
        "genre": _plain(paper.type or "") if paper.kind == "thesis" else None,  # its degree
        "title": _plain(paper.title),
        "author": [_name(author) for author in paper.authors],
        "editor": [_name(author) for author in paper.editors or ()],
        "container-title": _plain(paper.journal or ""),
        "container-title-short": _plain(paper.short_journal or ""),
        "publisher": _plain(paper.publisher or ""),
        "publisher-place": _plain(paper.publisher_place or ""),
        "issued": issued,
        "volume": paper.volume,
        "issue": paper.issue,
        "number": None if _RANGE.fullmatch(paper.article_number or "") else paper.article_number,
        "page": paper.page or paper.article_number,
        "DOI": str(paper.doi) if paper.doi else None,
        "PMID": paper.pmid,
        "note": f"source-id: {identifier(paper)}" if identifier(paper) else None,
        "URL": paper.link,
        "ISSN": paper.issn,
        "keyword": listed(tuple(map(_plain, paper.keywords))),
        "abstract": _plain(paper.abstract or ""),
    }
    return {name: value for name, value in item.items() if value}


def listed(keywords: Sequence[str]) -> str:
    """Keywords in one field: separated by commas, or by semicolons if a keyword contains a comma."""
    if any("," in word for word in keywords):
        return " ".join(f"{word};" for word in keywords)
    return ", ".join(keywords)


def _plain(text: str) -> str:
    """A text escaped so that nothing in it is read as markup or an entity."""
    return html.escape(text, quote=False) if _MARKED.search(text) or unescaped(text) != text else text


def _date(paper: Paper) -> list[int]:
    if day := day_of_issue(paper):
        return [day.year, day.month, day.day]
    return [part for part in (paper.year, paper.month) if part] if paper.year else []


def _name(author: Author) -> dict[str, str]:
    """A person in two parts, or a group by its name."""
    if author.family is None:
        return {"literal": author.name}
    parts = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return {name: part for name, part in parts.items() if part}


_WORD = late(r"[^\W\d_][\w’'-]*")
_INSIDE = late(r"(?<=[a-z0-9,;)] )[A-Z][\w’'-]*")  # capitals in the middle of a sentence
_SUBTITLE = late(r"(?<=: )[a-z](?=[a-z]*(?:[^\w-]|\Z|-[a-z]))")
_BEGINS = late(r"(?:^|[:.?!—]\s+|[“\"‘(\[])$")
_OWNED = late(r"[’']s?$")
_NO_NAMES = frozenset(
    "child children woman women man men people patient patients nurse nurses parent parents today world".split()
)
# letters of a word that Title Case writes large; how many of them are; how many there must be
_LONG, _SHARE, _LEAST = (
    4,
    0.7,
    3,
)


def sentence_case(title: str, abstract: str | None) -> str:
    """A title in sentence case; unchanged if it is not in Title Case or the paper has no abstract.

    The abstract shows which words are names: those it writes with a capital inside a sentence.
    """
    if not abstract or not in_title_case(title):
        return title
    names = {part for word in _INSIDE.findall(abstract) for part in (word, *word.split("-"))}
    pieces, at = list[str](), 0
    for found in _WORD.finditer(title):
        pieces.append(title[at : found.start()])
        begins = _BEGINS.search(title[: found.start()][-3:]) is not None
        parts = found[0].split("-")
        pieces.append("-".join(part if begins and n == 0 else _small(part, names) for n, part in enumerate(parts)))
        at = found.end()
    return "".join((*pieces, title[at:]))


def with_subtitle(title: str) -> str:
    """A title whose subtitle (after a colon) begins with a capital; a word such as mRNA or p53 is unchanged."""
    return _SUBTITLE.sub(lambda found: found[0].upper(), title)


def in_title_case(title: str) -> bool:
    """Whether a title is in Title Case: nearly all its long words after the first, and at least three, begin
    with a capital."""
    long = [word for word in _WORD.findall(title)[1:] if len(word) >= _LONG]
    large = sum(1 for word in long if word[:1].isupper())
    return large >= _LEAST and large >= _SHARE * len(long)


def _small(word: str, names: set[str]) -> str:
    """A word in lower case; names, parts of names, and words with further capitals or digits are unchanged."""
    bare = _OWNED.sub("", word)
    if word in names or bare in names or not word[1:].islower():
        return "a" if word == "A" and word not in names else word
    if bare != word and bare.casefold() not in _NO_NAMES:  # Parkinson's
        return word
    return word.lower()


_SAID = {"retracted": "Retracted", "concern": "Expression of concern"}
_NLM_SAID = {"retracted": "Retraction in", "concern": "Expression of concern in"}
_DEGREES = {
    "doctoral": late(r"\bph\.?\s*d\b|doctor|dissertation", re.I),
    "master": late(r"\bmaster|\bm\.?sc\b", re.I),
}
_THESES = {
    "vancouver": {None: "dissertation", "doctoral": "dissertation", "master": "master's thesis"},
    "ama": {None: "Dissertation", "doctoral": "Dissertation", "master": "Master's thesis"},
    "apa": {None: "Thesis", "doctoral": "Doctoral dissertation", "master": "Master's thesis"},
    "mdpi": {None: "Thesis", "doctoral": "Ph.D. Thesis", "master": "Master's Thesis"},
}
_BEFORE, _AFTER = "\ue000", "\ue001"  # around a group while the style puts its commas; no text of a paper has them


def degree(paper: Paper) -> str | None:
    """ "doctoral" or "master", if the record's type says so."""
    return next((name for name, words in _DEGREES.items() if words.search(paper.type or "")), None)


def thesis(paper: Paper, style: str) -> str:
    """The style's word for a thesis, with the degree if it is known."""
    return _THESES[style][degree(paper)]


def marked(group: str) -> str:
    """A group's name, marked for ``separated``."""
    return f"{_BEFORE}{group}{_AFTER}"


def separated(line: str) -> str:
    """A reference with its marked groups between semicolons, as NLM and AMA print them among people."""
    line = (
        line.replace(f"et al.; {_BEFORE}", f"et al; {_BEFORE}")
        .replace(f", {_BEFORE}", "; ")
        .replace(f"{_AFTER}, ", "; ")
    )
    return line.replace(_BEFORE, "").replace(_AFTER, "")


def notice(paper: Paper, style: object) -> str:
    """The style's notice that a paper was retracted or is doubted; "" for all other papers."""
    status = paper.status
    if status is None or status.kind not in _SAID:
        return ""
    source = one_line(status.source or "")
    if style == "vancouver" and source:
        in_words = " " in source  # a citation ends with a full stop, an address does not
        return f"{_NLM_SAID[status.kind]}: {source.rstrip('.') + '.' if in_words else source}"
    if style == "apa" and status.kind == "retracted" and status.on:
        return f"(Retraction published {status.on.year}{f', {source}' if source else ''})"
    return f"[{_SAID[status.kind]}{f': {source}' if source else ''}]"

"""Papers from a CITATION.cff: what it describes, what is to be cited in its place, and what it refers to, each a record.

https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md describes the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.authors import author, person
from corpus.cleaning.persons import prefixed
from corpus.errors import CorpusError
from corpus.formats.cells import KINDS, count, issn_in, located, pmid_in, span
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import month_of, whole_date
from corpus.formats.json.yamlrecords import Node, YamlError, parsed
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.formats.opening.decoding import text_of
from corpus.models import Author, Kind, Parsed
from corpus.patterns import late

LONGEST = 4 * 1024 * 1024  # bytes
_FIRST = late(r"^cff-version\s*:", re.MULTILINE)
_NAMED_KINDS: dict[str, Kind] = {
    "conference-paper": "paper-conference", "proceedings": "book", "edited-work": "book", "unpublished": "preprint", "manual": "report", "website": "webpage",
}  # fmt: skip
_PLAIN = {"article": "Article", "newspaper-article": "Article", "magazine-article": "Article"}


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is a citation file."""
    return _FIRST.search(head) is not None and head.lstrip()[:1] not in ("<", "{", "[")


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    text, collector = text_of(path, LONGEST), Collector(reading)
    try:
        whole, lines = parsed(text)
    except YamlError as error:
        raise CorpusError(
            f"{path.name}, line {error.line}: this is not written as citation files are; export what it names as RIS or BibTeX."
        ) from None
    works = list(_works(whole))
    for work in works:
        collector.take(lines.get(id(work), 1), _fields(work), str(work))
    return collector.parsed(path.name, len(works))


def _works(whole: Node) -> Iterator[dict[str, Node]]:
    """What a file describes, then the other works in it."""
    if not isinstance(whole, dict):
        return
    yield whole
    references = whole.get("references")
    for one in (whole.get("preferred-citation"), *(references if isinstance(references, list) else ())):
        if isinstance(one, dict):
            yield one


def _fields(work: dict[str, Node]) -> dict[str, Any]:
    called = _said(work, "type") or ("software" if "cff-version" in work else "")
    kind = _NAMED_KINDS.get(called) or KINDS.get(called.replace("-", " "))
    date = _said(work, "date-published", "date-released", "issue-date")
    links = [_said(work, name) for name in ("url", "repository-code", "repository")]
    start, end = _said(work, "start"), _said(work, "end")
    return {
        "doi": best_doi(_said(work, "doi"), *_identifiers(work), *map(doi_of_link, links)),
        "pmid": pmid_in(_said(work, "pmid")) if _said(work, "pmid") else None,
        "url": next(filter(None, map(web_address, links)), None),
        "title": _said(work, "title"),
        "authors": _people(work.get("authors")),
        "editors": _people(work.get("editors")) if kind else None,
        "type": _PLAIN.get(called, called.replace("-", " ").capitalize()),
        "kind": kind,
        "journal": _said(work, "journal", "collection-title") or _name(work.get("conference")),
        "short_journal": _said(work, "abbreviation"),
        "publisher": _name(work.get("publisher")) or _name(work.get("institution")),
        "issn": issn_in(_said(work, "issn")),
        "year": _said(work, "year") or date,
        "published": whole_date(date),
        "month": month_of(_said(work, "month")) if _said(work, "month") else None,
        "volume": _said(work, "volume"),
        "issue": _said(work, "issue"),
        **located(span(start, end)),
        "pages": count(_said(work, "pages")),
        "keywords": tuple(one for one in _list(work.get("keywords")) if isinstance(one, str)),
        "licence": _said(work, "license"),
        "abstract": _said(work, "abstract"),
    }


def _said(work: dict[str, Node], *names: str) -> str:
    """The first of these fields that is a text."""
    return next(
        (
            said
            for name in names
            if isinstance(value := work.get(name), str) and (said := value.strip()) not in ("", "null", "~")
        ),
        "",
    )


def _list(value: Node | None) -> list[Node]:
    return value if isinstance(value, list) else []


def _name(value: Node | None) -> str:
    return _said(value, "name") if isinstance(value, dict) else ""


def _identifiers(work: dict[str, Node]) -> list[str]:
    named = (one for one in _list(work.get("identifiers")) if isinstance(one, dict))
    return [_said(one, "value") for one in named if _said(one, "type") == "doi"]


def _people(value: Node | None) -> list[Author]:
    made = (
        _person(one) if isinstance(one, dict) else author(one) if isinstance(one, str) and one else None
        for one in _list(value)
    )
    return [one for one in made if one is not None]


def _person(one: dict[str, Node]) -> Author | None:
    """A person by the parts of the name, or a body, which has a name alone, as somebody known by an alias has."""
    family = prefixed(_said(one, "name-particle") or "", _said(one, "family-names") or "")
    given, suffix = _said(one, "given-names"), _said(one, "name-suffix")
    if family:
        return person(family, given or None, suffix or None)
    name = _said(one, "name") or given or _said(one, "alias")
    return Author(name=name) if name else None

"""A row's cells → a paper's fields: names, dates and places as tables spell them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from corpus.authors import author, people
from corpus.cleaning.printed_names import run_on, unstuck
from corpus.formats.cells import (
    CODES,
    SILENT,
    count,
    in_list,
    issn_in,
    keywords_of,
    kind_called,
    located,
    noted_doi,
    noted_pmid,
    placed,
    pmid_in,
    supplement,
    without_stop,
    words_of,
)
from corpus.formats.fields import day_of, month_of, once, whole_abstract, whole_date, years_in
from corpus.formats.links import best_doi, doi_of_link, doi_of_query, web_address
from corpus.formats.sourcelines import doi_told, parts_of, place_in, place_of
from corpus.formats.tables.sheetdates import date_told, year_told
from corpus.models import Author, Status
from corpus.patterns import late
from corpus.sameness import abstracts_alike

_PLACES = frozenset("volume issue first_page last_page page_range".split())  # of which none is 0
_TOLD = ("title", "abstract", "doi")  # where "NA" is for the cleaner to read, or for the report to say
# A cell that Excel is not to read as a number, and one that shows a link as what is behind its address.
_FORMULA = re.compile(r'=(?:HYPERLINK\("(?P<link>[^"]*)"[,;]\s?)?"(?P<shown>.*?)"\)?', re.DOTALL)
_LETTERED, _JOINED = late(r"(?:1[5-9]|20)\d\d[a-z]?\b"), late(r",? (?:&|and) ")
# What Web of Science says in one letter and IEEE by its shelves: what a record stands in.
_LETTERS = {
    "J": "Article", "C": "Conference paper", "B": "Book", "S": None, "P": "Patent",
    "IEEE Journals": "Article", "IEEE Magazines": "Article", "IEEE Early Access Articles": "Article", "IEEE Conferences": "Conference paper",
}  # fmt: skip
_FIGURE = late(r"\d")
_DATABASES = frozenset(
    "pubmed;medline;pubmed central;scopus;embase;web of science;wos;crossref;google scholar;cochrane;cochrane library;central;cinahl;psycinfo;lens;dimensions;openalex;semantic scholar".split(
        ";"
    )
)  # what a column called "Source" may tell instead of a journal


def fields_of(row: Sequence[str], columns: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """A row's fields as ``Paper`` takes them, without empty cells ("", "N/A")."""
    said = _said(row, columns)
    made = {field: _MADE.get(field, str)(text) for field, text in said.items() if text}
    fields = {field: value for field, value in made.items() if value not in (None, ())}
    if "abstract" in fields:
        fields |= whole_abstract(_all_abstracts(row, columns["abstract"]))
    _name(fields)
    _number(fields, said)
    extra, resolved = fields.pop("extra", None), fields.pop("resolved", "")
    _of_citations(fields, said)
    if (noted := noted_pmid(extra)) and "pmid" not in fields:
        fields["pmid"] = noted
    _entitle(fields)
    if "published" not in fields and (on := day_of(said.get("published") or "", said.get("year"))):
        fields["published"] = on
    if (part := str(fields.pop("supplement", ""))) and not fields.get("issue"):
        fields["issue"] = supplement(part)
    if (day := fields.pop("day", "")) and fields.get("month"):
        fields.setdefault("published", _day_of(day, str(fields["month"]), str(fields.get("year"))))
    _of_source(fields)
    _locate(fields)
    if (letter := str(fields.get("type", ""))) in _LETTERS:
        fields["type"] = _LETTERS[letter]
    if kind := kind_called(str(fields.get("type", ""))):
        fields["kind"] = kind
    if kind == "preprint" and fields.get("publisher"):  # a server, which Zotero's tables have there
        fields.setdefault("journal", fields["publisher"])
    if month := month_of(fields.get("month") or said.get("published") or ""):
        fields["month"] = month
    if "year" not in fields and "published" not in fields and (day := said.get("published")):
        fields["year"] = day  # what of it is one, or the report's to tell
    if str(fields.pop("retracted", "")).casefold() in ("true", "yes", "1"):
        fields["status"] = Status(kind="retracted")
    if doi := best_doi(
        said.get("doi"), doi_of_link(said.get("url") or ""), noted_doi(extra), doi_of_query(resolved)
    ):
        fields["doi"] = doi
    return fields


def _said(row: Sequence[str], columns: Mapping[str, Sequence[int]]) -> dict[str, str | None]:
    """What a row's cells say, by field; years and days as they were before a spreadsheet wrote them in its way."""
    said = {field: _first(row, at, field) for field, at in columns.items()}
    if year := said.get("year"):
        said["year"] = year_told(year)
    if day := said.get("published"):
        said["published"] = date_told(day, said.get("year"))
    return said


def _name(fields: dict[str, Any]) -> None:
    """The authors of a row: in a cell of their own, as groups beside them, run together, or before the year."""
    if groups := fields.pop("groups", None):
        fields["authors"] = (*fields.get("authors", ()), *(Author(name=name) for name in groups))
    if names := fields.pop("run_on", None):
        fields["authors"] = names
    if signed := fields.pop("signed", ""):
        _sign(fields, signed)


def _entitle(fields: dict[str, Any]) -> None:
    """The title without the stop that PubMed ends it with, and the subtitle behind it."""
    if fields.get("pmid"):
        fields["title"] = without_stop(str(fields.get("title", "")))
    if (below := fields.pop("subtitle", "")) and below not in str(fields.get("title", "")):
        fields["title"] = f"{fields['title']}: {below}" if fields.get("title") else below


def _sign(fields: dict[str, Any], signed: str) -> None:
    """Names and year that stand in one cell, as people list what they have read: "Hay & Pen, 2019", "Hay et al. (2019)"."""
    year = next(iter(years_in(signed)), None)
    names = _LETTERED.sub("", signed).strip(" ,;:()[]_-")
    families = _JOINED.split(names)
    alone = len(families) > 1 and all(
        word.islower() for one in families for word in one.split()[:-1]
    )  # "van der Hay and Pen"
    fields["authors"] = fields.get("authors") or (tuple(map(author, families)) if alone else people(names))
    fields.setdefault("year", year)


def _number(fields: dict[str, Any], said: Mapping[str, str | None]) -> None:
    """Europe PMC's and Ovid's number of a record, which is PubMed's where the record is from there."""
    medline = said.get("source") == "MED" or "medline" in str(fields.pop("database", "")).casefold()
    if number := fields.pop("external_id", None):
        fields.setdefault("pmid" if medline else "source_id", number)


def _all_abstracts(row: Sequence[str], columns: Sequence[int]) -> list[str]:
    """The abstracts of a row, in the columns' order; one that says the same as another only once."""
    kept: list[str] = []
    for text in filter(None, (_first(row, (at,), "abstract") for at in columns)):
        if not any(abstracts_alike(text, one) for one in kept):
            kept.append(text)
    return kept


def _first(row: Sequence[str], columns: Sequence[int], field: str) -> str | None:
    """The first non-empty cell among a field's columns."""
    silent = frozenset() if field in _TOLD else SILENT | {"0"} if field in _PLACES else SILENT
    cells = [_shown(row[at].strip(), field).removeprefix("'") for at in columns]
    cells.sort(key=lambda cell: field == "published" and not years_in(cell))  # a cover's "Nov/Dec91" names no year
    return next((cell for cell in cells if cell and cell.casefold() not in silent), None)


def _shown(cell: str, field: str) -> str:
    """What a cell shows; of a link its address, where that is what the field tells."""
    found = _FORMULA.fullmatch(cell) if cell.startswith("=") else None
    return (found["link"] if field in ("doi", "url") and found["link"] else found["shown"]) if found else cell


def _day_of(day: str, month: str, year: str) -> date | None:
    """The day that stands in three columns."""
    return whole_date(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")


def _locate(fields: dict[str, Any]) -> None:
    """A paper's place in its volume: article number or pages."""
    pages, first, last = (fields.pop(name, None) for name in ("page_range", "first_page", "last_page"))
    span = f"{first}-{last}" if first and last and first != last else first or last
    found = located(pages or span)
    if number := placed(fields.pop("article_number", None)):  # whatever it looks like: "2020-345" is no span here
        found["article_number"] = number
    elif span and not pages:
        found = {"page": found["page"] or found["article_number"]}
    fields.update({name: value for name, value in found.items() if value})


def _of_citations(fields: dict[str, Any], said: dict[str, str | None]) -> None:
    """What OpenCitations and PubMed's old CSV write into one cell: identifiers, "doi:10.… pmid:…", and a journal with its own, "Goats [issn:1234-5678]"."""
    named = dict(part.partition(":")[::2] for part in str(fields.pop("identifiers", "")).casefold().split())
    for name in ("doi", "pmid"):
        if named.get(name):
            fields.setdefault(name, named[name])
            said[name] = said.get(name) or named[name]
    journal, _, inside = str(fields.get("journal", "")).partition(" [")
    if named and inside:
        fields["journal"] = journal
        fields.setdefault("issn", issn_in(inside))


def _of_source(fields: dict[str, Any]) -> None:
    """A journal that Embase wrote with the place in it, "J. Owl Sci. (2020) 3:2 (10-19)", in its parts, or that place beside it; and PubMed's citation in its own."""
    place = str(fields.get("journal", ""))
    if place[:4].isdecimal() and (where := place_of(f". {place.rstrip('.')}.")):  # of PubMed's summary, in "SO"
        fields.update({"journal": None} | {name: said for name, said in where.items() if not fields.get(name)})
        return
    told: dict[str, Any] = parts_of(place) or (place_in(place) if _FIGURE.search(place) else {})
    if told.keys() == {"journal", "year"} and fields.get("year", told["year"]) != told["year"]:
        told = {}  # the year is its name's: "Annals of Medicine and Surgery (2012)"
    if told:
        fields["journal"] = told.pop("journal", None)
    elif beside := fields.get("source"):
        told = {name: said for name, said in parts_of(str(beside)).items() if name != "journal"}
    if place.casefold() in _DATABASES:
        del fields["journal"]
    citation = str(fields.pop("citation", ""))
    citation = f". {citation.rstrip('.')}." if citation[:4].isdecimal() else citation
    behind = (
        place_in(_behind(str(fields.get("title", "")), citation)) if citation and "journal" not in fields else {}
    )
    told = told | behind | place_of(citation) | doi_told(citation)
    for name, said in told.items():
        fields.setdefault(name, said)


def _behind(title: str, citation: str) -> str:
    """What stands behind a title in a citation of it; the citation if it does not tell the title."""
    at = citation.casefold().find(title.casefold()) if title else -1
    return citation[at + len(title) :].lstrip(" .,;:?!”\"'’)") if at >= 0 else citation


def _apart(text: str) -> str:
    """Names or words with a semicolon between them, where EndNote's table has "//"."""
    return text if "://" in text else text.replace("//", ";")


def _several(text: str) -> tuple[str, ...]:
    if listed := in_list(text):
        return listed
    text = _apart(text)
    mark = next((mark for mark in ";|" if mark in text), ",")
    if mark == ";":
        return keywords_of(f"{text};")
    return tuple(part.strip() for part in re.findall(rf"(?:[^{mark}()]|\([^()]*\)|[()])+", text) if part.strip())


def _type(text: str) -> str:
    """ "journalArticle" (Zotero's camel case) → "Journal Article", and what formats call a type in words: "JOUR", "inproceedings"."""
    return CODES.get(text) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text[:1].upper() + text[1:])


def _people(text: str) -> tuple[Author, ...]:
    return once(tuple(map(author, in_list(text))) or people(unstuck(_inverted(_apart(text)))))


def _inverted(text: str) -> str:
    """Names of which a program wrote "and" for each comma: "Hay and Nora; Pen and Otto"."""
    parts = text.split(";") if " and " in text else []
    wrong = len(parts) > 1 and all(part.count(" and ") == 1 and "," not in part for part in parts)
    return text.replace(" and ", ", ") if wrong else text


_MADE: Mapping[str, Callable[[str], Any]] = {
    "authors": _people,
    "run_on": lambda text: tuple(map(author, run_on(text))),
    "editors": _people,
    "published": whole_date,
    "pages": count,
    "keywords": _several,
    "labels": _several,
    "groups": lambda text: words_of(text, ";"),
    "issn": issn_in,
    "pmid": lambda text: (
        None if text == "0" or "/PMC" in text else pmid_in(text) or text
    ),  # the report says which could not be read
    "url": lambda text: web_address(text.partition("||")[0]),
    "type": _type,
}

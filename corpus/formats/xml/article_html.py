"""A web page that tells of papers to programs: an article's own page (the tags that Google Scholar reads, or Dublin Core's), a list of references
with COinS, as Zotero saves a bibliography, or a table with a header, as some databases name a workbook.

https://scholar.google.com/intl/en/scholar/inclusion.html and https://www.dublincore.org/specifications/dublin-core/dcq-html/ describe the tags.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.authors import listed, people, person
from corpus.doi import Doi
from corpus.formats.cells import issn_in, located, pmid_in, span, words_of
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import UNKNOWN, main_abstract, month_of, whole_date, years_in
from corpus.formats.json import repositories
from corpus.formats.links import best_doi, web_address
from corpus.formats.opening import page_html
from corpus.formats.opening.decoding import text_of as content_of
from corpus.formats.tables import table
from corpus.formats.xml import coins
from corpus.formats.xml.xmlsections import labelled
from corpus.formats.xml.xmltext import text_of
from corpus.models import Author, Kind, Parsed
from corpus.patterns import late

_BEGINS = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?<(?:!doctype html|html|head|body|meta|table|div|style)\b", re.IGNORECASE
)
_OF_ISSUE = late(r"\bspecial issue of .{0,300}?\(ISSN")
_MARK = late(
    r"""\bname\s*=\s*["']?(?:citation_title|dc\.title)\b|\bclass\s*=\s*["']?Z3988\b|\bScholarlyArticle\b|<th\b|<td\b""",
    re.IGNORECASE,
)
_ABSTRACT = late(r"\babstract\b", re.IGNORECASE)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LEAST_COLUMNS, _LEAST, _ALIKE = (
    3,
    100,
    60,
)  # fields of a table; characters of an abstract; letters of its beginning that tell it from others
_MOST_OF = 0.8  # of an abstract's text stands in paragraphs, where it has some
_DATES = "citation_publication_date citation_cover_date citation_date prism.publicationdate dcterms.issued dc.issued dc.date dcterms.date citation_year citation_online_date".split()
_ADDRESSES = "citation_public_url citation_abstract_html_url citation_fulltext_html_url prism.url og:url".split()
_ABSTRACTS = ("citation_abstract", "dcterms.abstract", "dc.abstract")
_BOOKS = ("citation_conference_title", "citation_inbook_title", "citation_book_title")
_KINDS: Mapping[str, Kind] = {
    "citation_dissertation_institution": "thesis",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "paper-conference",
    "citation_inbook_title": "chapter",
    "citation_book_title": "chapter",
}


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is a web page that tells of papers, and no special issue's, which is read by what it shows."""
    if not _BEGINS.match(head) or not _MARK.search(head) or _OF_ISSUE.search(head):
        return False
    root = page_html.tree(head, "")
    if _described(root):
        return True
    return _is_article(_told(root)) or bool(coins.spans(root)) or bool(_tables(root))


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a page and the report that balances.

    Raises CorpusError, in one sentence, if the page cannot be read.
    """
    root = page_html.tree(content_of(path, page_html.LONGEST), path.name)
    works = _described(root)
    page_html.without_scripts(root)
    told, collector = _told(root), Collector(reading)
    if _is_article(told):
        raw = "\n".join(f"{name}: {value}" for name, values in told.items() for value in values)
        collector.take(1, _article(told, root), raw)
    elif spans := coins.spans(root):
        for one in spans:
            query = str(one.get("title"))
            collector.take(one.sourceline or 0, coins.reference(query), query)
    elif works:
        for one in works:
            collector.take(1, repositories.of_schema(one), json.dumps(one, ensure_ascii=False))
    elif tables := _tables(root):
        with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
            copy = Path(folder) / path.name  # reports call the file by its name
            copy.write_text(table.written(max(tables, key=len)), "utf-8", newline="")
            return table.read(copy, reading)
    return collector.parsed(path.name)


def _described(root: Any) -> list[dict[str, Any]]:
    """The papers that a page describes in JSON-LD, as schema.org has them."""
    found = list[dict[str, Any]]()
    for one in root.iter("script"):
        if one.get("type") == "application/ld+json" and "ScholarlyArticle" in (one.text or ""):
            try:
                said = json.loads(one.text, strict=False)
            except (ValueError, RecursionError):
                continue
            graph = said.get("@graph", said) if isinstance(said, dict) else said
            found += (work for work in (graph if isinstance(graph, list) else [graph]) if _is_work(work))
    return found


def _is_work(said: object) -> bool:
    return isinstance(said, dict) and "ScholarlyArticle" in str(said.get("@type"))


def _told(root: Any) -> dict[str, list[str]]:
    """What the tags of a page's head tell, by their names in small letters."""
    found = dict[str, list[str]]()
    for one in root.iter("meta"):
        name, value = (
            (one.get("name") or one.get("property") or "").strip().casefold(),
            (one.get("content") or "").strip(),
        )
        if name and value:
            found.setdefault(re.sub(r"^dc(?:terms)?:", "dc.", name), []).append(value)
    return found


def _is_article(told: Mapping[str, Sequence[str]]) -> bool:
    """Whether these tags describe a paper: a title, and what no page but a paper's has."""
    if "citation_title" in told:
        return True
    return "dc.title" in told and bool(_dois(told) or any(name.startswith("citation_") for name in told))


def _dois(told: Mapping[str, Sequence[str]]) -> list[str]:
    names = ("citation_doi", "prism.doi", "dc.identifier", "dc.identifier.doi", "bepress_citation_doi")
    return [value for name in names for value in told.get(name, ()) if Doi.within(value)]


def _article(told: Mapping[str, Sequence[str]], root: Any) -> dict[str, Any]:
    def first(*names: str) -> str:
        return next((value for name in names for value in told.get(name, ())), "")

    days = [value for name in _DATES for value in told.get(name, ())]
    kind = next((kind for name, kind in _KINDS.items() if name in told), None)
    doi = best_doi(*_dois(told))
    return {
        "doi": doi,
        "pmid": pmid_in(first("citation_pmid")),
        "url": web_address(first(*_ADDRESSES) or _canonical(root)),
        "title": first("citation_title", "dc.title"),
        "authors": _signed(told, root),
        "editors": listed(told.get("citation_editor", ())) or None,
        "type": first("citation_article_type") or None,
        "kind": kind or ("thesis" if "thesis" in first("dc.type").casefold() else None),
        "journal": first("citation_journal_title", "prism.publicationname", *_BOOKS),
        "short_journal": first("citation_journal_abbrev"),
        "publisher": first(
            "citation_publisher",
            "citation_dissertation_institution",
            "citation_technical_report_institution",
            "dc.publisher",
        ),
        "issn": issn_in(first("citation_issn", "prism.issn")),
        "year": next((year for day in days for year in years_in(day)), None),
        **_when(days[0] if days else ""),
        "volume": first("citation_volume", "prism.volume"),
        "issue": first("citation_issue", "prism.number"),
        **located(
            span(first("citation_firstpage", "prism.startingpage"), first("citation_lastpage", "prism.endingpage"))
        ),
        "keywords": _words(told.get("citation_keywords") or told.get("citation_keyword") or ()),
        **_abstract(told, root),
    }


def _when(day: str) -> dict[str, Any]:
    """The day of a date; its month where that is the first, as it stands where none is known, and nothing on the first of a year."""
    told = whole_date(day)
    if told is None or told.day > 1:
        return {"published": told, "month": month_of(day)}
    return {"published": None, "month": told.month if told.month > 1 else None}


def _canonical(root: Any) -> str:
    """The address that a page calls its own; "" if it names none."""
    return next((one.get("href") or "" for one in root.iter("link") if one.get("rel") == "canonical"), "")


def _signed(told: Mapping[str, Sequence[str]], root: Any) -> list[Author]:
    names = told.get("citation_author") or told.get("dc.creator") or told.get("dc.contributor") or ()
    if names:
        return listed(names)
    return [one for cell in told.get("citation_authors", ()) for one in people(cell)] or [*_printed(root)]


def _printed(root: Any) -> Iterator[Author]:
    """The names that a page prints with their parts marked, where no tag tells them (ScienceDirect)."""
    for one in root.iter("span"):
        given = one.getnext()
        if given is not None and {"given-name", "surname"} <= {*_classes(one), *_classes(given)}:
            family, given = (given, one) if "given-name" in _classes(one) else (one, given)
            yield person(text_of(family), text_of(given))


def _classes(element: Any) -> list[str]:
    return str(element.get("class") or "").split()


def _words(said: Sequence[str]) -> tuple[str, ...]:
    """The keywords: one a tag, or several."""
    mark = "," if len(said) == 1 and ";" not in said[0] else ";"
    return tuple(word for one in said for word in words_of(one, mark))


def _abstract(told: Mapping[str, Sequence[str]], root: Any) -> dict[str, Any]:
    """The abstract that the tags tell, the English one of several; else the one that the page shows."""
    named = [one for one in root.iter("meta") if (one.get("name") or "").casefold() in _ABSTRACTS]
    given = [(one.get("xml:lang") or one.get("lang") or UNKNOWN, one.get("content") or "") for one in named]
    return main_abstract(dict.fromkeys(given)) if given else {"abstract": _shown_abstract(told, root)}


def _shown_abstract(told: Mapping[str, Sequence[str]], root: Any) -> str:
    """The abstract of a page that begins as its tags describe the paper, or the only one."""
    described = [
        text for name in ("dc.description", "og:description", "description") for text in told.get(name, ())
    ]
    shown = list(dict.fromkeys(filter(None, map(_shown, _marked(root)))))
    begun = [_bare(text)[:_ALIKE] for text in described if len(text) >= _ALIKE]
    for text in reversed(shown):
        if any(begin in _bare(text)[: 2 * _ALIKE] for begin in begun):
            return text
    if told.get("dc.description"):  # others may be of the whole site
        return told["dc.description"][0]
    return shown[-1] if shown and all(_bare(shown[-1]) in _bare(text) for text in shown) else ""


def _marked(root: Any) -> Iterator[Any]:
    """The elements that are marked as an abstract."""
    for one in root.iter("div", "section", "p", "article", "span", "li", "blockquote"):
        marks = " ".join(
            one.get(name) or "" for name in ("id", "class", "data-title", "itemprop", "property", "role")
        )
        if _ABSTRACT.search(marks):
            yield one


def _shown(element: Any) -> str:
    """The text of an abstract as the page shows it, its parts behind their headings; "" if it is too short for one."""
    label, parts = "", list[tuple[str, str]]()
    for one in element.iter(*_HEADINGS, "p"):
        if one.tag in _HEADINGS:
            label = text_of(one)
        elif text := " ".join(text_of(one).split()):
            parts.append(("" if _ABSTRACT.fullmatch(label.strip()) else label, text))
            label = ""
    whole, told = " ".join(text_of(element).split()), labelled(parts)
    text = told if len(told) >= _MOST_OF * len(whole) else whole
    return text if len(text) >= _LEAST else ""


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _tables(root: Any) -> list[list[list[str]]]:
    """The tables of a page, without those around others, that name columns of papers."""
    found = [_rows(one) for one in root.iter("table") if one.find(".//table") is None]
    return [rows for rows in found if any(map(_names, rows[: table.ABOVE]))]


def _rows(element: Any) -> list[list[str]]:
    return [[_cell(cell) for cell in row.iterchildren("td", "th")] for row in element.iter("tr")]


def _cell(cell: Any) -> str:
    """The text of a cell; what is nothing but a link, as a spreadsheet has it: with its address."""
    text, link = " ".join(text_of(cell).split()), next(cell.iter("a"), None)
    address = "" if link is None or " ".join(text_of(link).split()) != text else link.get("href") or ""
    return (
        f'=HYPERLINK("{address}","{text}")'
        if address.startswith("http") and '"' not in f"{address}{text}"
        else text
    )


def _names(row: Sequence[str]) -> bool:
    fields = table.fields_in(row)
    return len(fields) >= _LEAST_COLUMNS and table.is_header(fields, row)

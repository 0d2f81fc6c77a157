"""Records as indexes and preprint servers list them in JSON, one object each → a paper's fields.

CiNii Research: https://support.nii.ac.jp/en/cir/r_opensearch. OSF: https://developer.osf.io. zbMATH Open: https://api.zbmath.org/v1/.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpus.authors import author
from corpus.formats.cells import span
from corpus.formats.fields import first_of, object_in, objects, text_in, when, words_in
from corpus.formats.links import best_doi, doi_of_link, web_address


def of_cinii(record: dict[str, Any]) -> dict[str, Any]:
    """An article of CiNii Research."""
    numbers = {
        str(one.get("@type")).rpartition(":")[2]: text_in(one.get("@value"))
        for one in objects(record.get("dc:identifier"))
    }
    day = text_in(record.get("prism:publicationDate")) or ""
    link = text_in(record.get("@id")) or ""
    signed = record.get("dc:creator")
    return {
        "doi": numbers.get("DOI"),
        "source_id": None if numbers.get("DOI") else link.rpartition("/")[2] or None,
        "url": web_address(link),
        "title": record.get("title") or record.get("dc:title") or "",
        "authors": [author(name) for name in words_in(signed) or filter(None, (text_in(signed),))],
        "type": record.get("dc:type"),
        "journal": record.get("prism:publicationName"),
        "publisher": first_of(record.get("dc:publisher")),
        "issn": record.get("prism:issn"),
        "year": day[:4],
        **when(day),
        "volume": record.get("prism:volume"),
        "issue": record.get("prism:number"),
        "page": span(record.get("prism:startingPage"), record.get("prism:endingPage")),
        "abstract": record.get("description"),
    }


def of_osf(record: dict[str, Any]) -> dict[str, Any]:
    """A preprint of OSF and the servers that it holds; who wrote it is told elsewhere."""
    told, links = object_in(record.get("attributes")), object_in(record.get("links"))
    day = (text_in(told.get("date_published")) or text_in(told.get("date_created")) or "")[:10]
    return {
        "doi": best_doi(text_in(told.get("doi")), doi_of_link(text_in(links.get("preprint_doi")) or "")),
        "source_id": f"OSF:{record.get('id')}",
        "url": web_address(text_in(links.get("html")) or ""),
        "title": told.get("title") or "",
        "type": "Preprint",
        "kind": "preprint",
        "year": day[:4],
        **when(day),
        "keywords": words_in(told.get("tags")),
        "abstract": told.get("description"),
    }


def of_zbmath(record: dict[str, Any]) -> dict[str, Any]:
    """A document of zbMATH Open, with its summary or review."""
    title, source = object_in(record.get("title")), object_in(record.get("source"))
    held = next(iter(objects(source.get("series"))), {})
    links = {str(one.get("type")): text_in(one.get("identifier")) for one in objects(record.get("links"))}
    said = {
        str(one.get("contribution_type")): text_in(one.get("text"))
        for one in reversed(objects(record.get("editorial_contributions")))
    }
    number = text_in(record.get("zbl_id"))
    return {
        "doi": links.get("doi"),
        "source_id": None if links.get("doi") else f"Zbl:{number}",
        "url": f"https://zbmath.org/{number}",
        "title": ": ".join(filter(None, (text_in(title.get("title")), text_in(title.get("subtitle"))))),
        "authors": [
            author(name)
            for one in objects(object_in(record.get("contributors")).get("authors"))
            if (name := text_in(one.get("name")))
        ],
        "journal": text_in(held.get("title")),
        "short_journal": text_in(held.get("short_title")),
        "issn": [one.get("number") for one in objects(held.get("issn"))] or None,
        "year": record.get("year"),
        "volume": held.get("volume"),
        "issue": held.get("issue"),
        "page": source.get("pages"),
        "keywords": words_in(record.get("keywords")),
        "abstract": (said.get("summary") or "").removeprefix("Summary: ") or None,
    }


# Which records are whose, and what reads them.
SERVICES: tuple[tuple[Callable[[dict[str, Any]], bool], Callable[[dict[str, Any]], dict[str, Any]]], ...] = (
    (lambda record: "prism:publicationName" in record and "dc:creator" in record and "title" in record, of_cinii),
    (
        lambda record: (
            "is_preprint_orphan" in object_in(record.get("attributes"))
            or (record.get("type") == "preprints" and "attributes" in record)
        ),
        of_osf,
    ),
    (lambda record: "zbl_id" in record and isinstance(record.get("title"), dict), of_zbmath),
)

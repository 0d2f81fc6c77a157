"""References that a web page carries for programs (COinS), as Zotero saves a bibliography and library catalogues show a record.

https://web.archive.org/web/20170420223519/http://ocoins.info/ describes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from corpus.authors import author, person
from corpus.doi import Doi
from corpus.formats.cells import issn_in, located, pmid_in, span
from corpus.formats.fields import month_of, whole_date, years_in
from corpus.formats.links import best_doi, web_address
from corpus.models import Kind

_GENRES: Mapping[str, Kind] = {
    "bookitem": "chapter",
    "book": "book",
    "proceeding": "paper-conference",
    "conference": "paper-conference",
    "dissertation": "thesis",
    "preprint": "preprint",
    "report": "report",
}


def spans(root: Any) -> list[Any]:
    """The elements that carry a reference for programs (COinS)."""
    return [one for one in root.iter("span") if "Z3988" in (one.get("class") or "").split() and one.get("title")]


def reference(query: str) -> dict[str, Any]:
    """The fields of a reference."""
    said = parse_qs(query, max_num_fields=1000)

    def first(*names: str) -> str:
        return next((value for name in names for value in said.get(f"rft.{name}", ())), "")

    numbers = [value for name in ("rft_id", "rft.identifier") for value in said.get(name, ())]
    inside, alone = first("atitle"), first("title")
    names = [name for name in said.get("rft.au", ()) if name.strip()] or said.get("rft.creator", [])
    one = (
        person(first("aulast"), " ".join(filter(None, (first("aufirst"), first("auinit")))) or None)
        if first("aulast")
        else None
    )
    kind = _GENRES.get(first("genre")) or ("book" if first("btitle") and not inside else None)
    pmid = next((number for number in numbers if "pmid/" in number), "")
    return {
        "doi": best_doi(*(number for number in numbers if Doi.within(number))),
        "pmid": pmid_in(pmid.rpartition("/")[2]),
        "url": next(filter(None, map(web_address, numbers)), None),
        "title": inside or first("btitle") or alone,
        "authors": [author(name) for name in names] if names else [one] if one else [],
        "kind": kind,
        "journal": first("jtitle") or (first("btitle") or alone if inside else ""),
        "short_journal": first("stitle"),
        "publisher": first("pub", "publisher"),
        "publisher_place": first("place"),
        "issn": issn_in(first("issn", "eissn")),
        "year": next(iter(years_in(first("date"))), None),
        "published": whole_date(first("date")),
        "month": month_of(first("date")),
        "volume": first("volume"),
        "issue": first("issue"),
        **located(first("pages") or span(first("spage"), first("epage")) or first("artnum")),
        "abstract": first("description"),
    }

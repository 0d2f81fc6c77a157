"""Papers from Web of Science: its plain text and ``.ciw`` (two letters, a space or a tab, and a value; continuation lines are indented by three spaces); its
XML, as its API and its data sets give full records (REC), also those of MEDLINE and other collections; and the same records in JSON.

https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html describes the tags, https://developer.clarivate.com/apis/wos the others.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, listed, person
from corpus.cleaning.printed_names import is_nobody
from corpus.formats.cells import issn_in, keywords_of, located, particular, pmid_in, span, supplement, without_stop
from corpus.formats.collecting import PLAINLY, Collector, Reading, RefusedError
from corpus.formats.fields import day_of, main_abstract, month_of
from corpus.formats.links import best_doi
from corpus.formats.text import tagged
from corpus.formats.text.tags import TaggedRecord, Tags
from corpus.formats.xml import xmlrecords
from corpus.formats.xml.xmltext import holds, said, text_of, within
from corpus.models import Author, Kind, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = Tags(
    tag=re.compile(r"([A-Z][A-Z0-9])(?:[ \t](.*)|\s*$)", re.DOTALL),
    begins=re.compile(r"PT[ \t]\w"),
    first="PT",
    last="ER",
    frame=frozenset({"FN", "VR", "EF"}),
    surely=True,
    telling=frozenset({"TI", "AU", "AF"}),
    titles=frozenset({"TI"}),
    years=frozenset({"PY"}),
)
_KINDS: dict[str, Kind] = {"B": "book", "C": "paper-conference"}
_RECORDS = ("REC",)
_DEEPEST = 30  # objects in objects
_GROUPS = ("corp", "group")
_EDITORS = ("book_editor", "editor")


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is Web of Science's plain text."""
    return (
        re.match(r"\s*(?:FN[ \t][^\n]*\n(?:VR[ \t][^\n]*\n)?\s*)?PT[ \t]\w\s*\n[A-Z][A-Z0-9][ \t]", head)
        is not None
    )


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return tagged.collected(path, _TAGS, Collector(reading), _fields)


def _fields(record: TaggedRecord) -> dict[str, Any]:
    kind = _KINDS.get(record.first("PT") or "")
    said = (record.first("DT") or "").casefold()
    if "book chapter" in said:
        kind = "chapter"
    elif "proceedings paper" in said and record.first("PT") != "J":  # one in a journal is an article there
        kind = "paper-conference"
    first, last = record.first("BP", "PS"), record.first("EP")  # PS: all pages, as CAB Abstracts has them there
    pages = {"page": next(filter(None, located(span(first, last)).values()), None)}
    number = located(record.first("AR"))["article_number"]
    return {
        "doi": best_doi(record.first("DI", "D2")),
        "pmid": record.first("PM"),
        "source_id": record.first("UT"),
        "title": record.first("TI", "X1") or "",
        "authors": _authors(record) + [Author(name=group) for group in record.lines_of("CA")],
        "editors": listed(record.lines_of("BE") or record.lines_of("ED")) or None,
        "type": record.first("DT"),
        "kind": kind,
        "journal": record.first("SO"),
        "short_journal": record.first("JI", "J9"),
        "publisher": record.first("PU"),
        "publisher_place": record.first("PI"),
        "issn": issn_in(record.first("SN", "EI") or ""),
        "year": record.first("PY"),
        "published": day_of(record.first("PD") or "", record.first("PY")),
        "month": month_of(record.first("PD") or ""),
        "volume": record.first("VL"),
        "issue": record.first("IS") or supplement(record.first("SU") or ""),
        **({"article_number": number, "page": pages["page"]} if number else pages),
        "cited_by": record.first("TC", "Z9"),
        "keywords": keywords_of(f"{record.first('DE') or ''};"),
        # X4 …: the abstracts of SciELO's and of Russia's records in other languages
        **main_abstract((("en", record.first("AB") or ""), *(("", one) for one in record.all("X4", "Y4", "Z4")))),
    }


def _authors(record: TaggedRecord) -> list[Author]:
    """The full names; a name in natural order ("Cong Thang Pham") is split with the help of its short form
    ("Pham, CT")."""
    full, short = record.lines_of("AF"), record.lines_of("AU")
    if len(full) != len(short):
        return listed(full or short)
    return [one for names in zip(full, short, strict=True) for one in _author(*names)]


def _author(full: str, short: str) -> list[Author]:
    """The author with two forms of the name; none for "[Anonymous]"."""
    if "," in full or "," not in short:
        return listed([full], single=True)
    words, family = full.split(), short.partition(",")[0].strip()
    given = [word for word in words if word.casefold() != family.casefold()]
    return [person(family, " ".join(given))] if len(given) < len(words) else listed([short], single=True)


def is_xml(head: str) -> bool:
    """Whether a file with this beginning is Web of Science's XML."""
    return holds(head, *_RECORDS) and holds(head, "UID") and holds(head, "static_data")


def read_xml(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return xmlrecords.collected(path, _RECORDS, _of_xml, reading)


def _of_xml(record: Element) -> dict[str, Any]:
    summary, full = (
        next(iter(within(record, "static_data", name)), None) for name in ("summary", "fullrecord_metadata")
    )
    printed = next(iter(within(summary, "pub_info")), None)
    info = {} if printed is None else printed.attrib
    titles = {str(one.get("type")): text_of(one) for one in reversed(within(summary, "titles", "title"))}
    numbers = {
        str(one.get("type")): one.get("value") or ""
        for one in within(record, "dynamic_data", "cluster_related", "identifiers", "identifier")
    }
    types = [text_of(one) for one in within(summary, "doctypes", "doctype")]
    publisher = next(iter(within(summary, "publishers", "publisher")), None)
    silos = within(record, "dynamic_data", "citation_related", "tc_list", "silo_tc")
    cited = next((one.get("local_count") for one in silos if one.get("coll_id") == "WOS"), None)
    year = info.get("pubyear")
    return {
        "doi": numbers.get("doi") or numbers.get("xref_doi"),
        "pmid": pmid_in(numbers.get("pmid", "")),
        "source_id": said(record, "UID"),
        "title": without_stop(titles.get("item", "")),
        "authors": _signed(summary, ("author", *_GROUPS)),
        "editors": _signed(summary, _EDITORS) or None,
        "type": particular(types) or next(iter(types), None),
        "kind": _kind(str(info.get("pubtype", "")), types),
        "journal": titles.get("source"),
        "short_journal": titles.get("abbrev_iso") or titles.get("source_abbrev"),
        "publisher": said(publisher, "names", "name", "full_name"),
        "publisher_place": said(publisher, "address_spec", "city"),
        "issn": issn_in(numbers.get("issn", "") or numbers.get("eissn", "")),
        "year": year,
        "published": day_of(info.get("pubmonth", ""), year),
        "month": month_of(info.get("pubmonth", "")),
        "volume": info.get("vol"),
        "issue": info.get("issue"),
        **_place(summary, numbers.get("art_no", "")),
        "cited_by": cited,
        "keywords": [text_of(one) for one in within(full, "keywords", "keyword")],
        "abstract": "\n".join(text_of(one) for one in within(full, "abstracts", "abstract", "abstract_text", "p")),
    }


def is_json(record: dict[str, Any]) -> bool:
    """Whether a record of JSON says the same, as the Expanded API answers it."""
    return "static_data" in record and "UID" in record


def of_json(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of such a record. Raises RefusedError if its parts are nested too deeply."""
    from xml.etree.ElementTree import Element  # nosec B405: made here, and read from nothing

    root = Element("REC")
    _fill(root, record, _DEEPEST)
    return _of_xml(root)


def _fill(element: Element, record: dict[str, Any], deepest: int) -> None:
    """Put what an object says into an element: a text both as an attribute and as an element of its own, since JSON does not tell which it is."""
    if deepest == 0:
        raise RefusedError("its elements are nested too deeply to be a paper's")
    for name, value in record.items():
        for one in value if isinstance(value, list) else [value]:
            if name == "content":
                element.text = str(one)
            elif isinstance(one, dict):
                _fill(_added(element, name), one, deepest - 1)
            elif isinstance(one, str | int):
                element.set(name, str(one))
                if "content" not in record:
                    _added(element, name).text = str(one)


def _added(element: Element, name: str) -> Element:
    made = element.makeelement(name, {})
    element.append(made)
    return made


def _kind(printed: str, types: list[str]) -> Kind | None:
    """What a record is, by what it is printed in; a paper of proceedings in a journal is an article there."""
    if "Book Chapter" in types:
        return "chapter"
    if "Proceedings Paper" in types and printed != "Journal":
        return "paper-conference"
    return "book" if printed == "Book" else None


def _place(summary: Element | None, number: str) -> dict[str, str | None]:
    page = next(iter(within(summary, "pub_info", "page")), None)
    where = "" if page is None else span(page.get("begin"), page.get("end")) or text_of(page)
    number = number.removeprefix("ARTN ").removeprefix("Article ")
    return located(where) if where or not number else {"page": None, "article_number": number}


def _signed(summary: Element | None, roles: tuple[str, ...]) -> list[Author]:
    """Who signed in one of some roles; a name has its parts, or one of them is all there is."""
    found = list[Author]()
    for one in within(summary, "names", "name"):
        whole, family = said(one, "full_name") or said(one, "display_name"), said(one, "last_name")
        if one.get("role") not in roles or is_nobody(whole):
            continue
        if one.get("role") in _GROUPS:
            found.append(Author(name=whole))
        else:
            found.append(
                person(family, said(one, "first_name") or None, said(one, "suffix") or None)
                if family
                else author(whole)
            )
    return found

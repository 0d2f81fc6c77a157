"""Papers from tagged text of four programs: the Cochrane Library's ("AU: Hay NP"), RefWorks' ("A1 Hay,Nora"), NoteExpress' ("{Author}: Hay, Nora")
and ProQuest's ("Author: Hay, Nora"); RefWorks' tags also in XML.

None closes its records. RefWorks' tags are letters that a text may begin a line with as well, so only its own are tags; CNKI forgets the gap
before an author there, and writes the volume's tag in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import listed
from corpus.formats.cells import KINDS, issn_in, keywords_in, keywords_of, located, span, words_of
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import month_of, whole_abstract, whole_date
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.formats.opening.decoding import text_of as text_of_file
from corpus.formats.text.tagged import collected
from corpus.formats.text.tags import TaggedRecord, Tags
from corpus.formats.xml import xmlrecords
from corpus.formats.xml.xmltext import holds, locally, text_of
from corpus.models import IN_BOOKS, Kind, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_COCHRANE = Tags(
    tag=re.compile(
        r"(Record #|(?:ID|AU|TI|SO|YR|VL|NO|PG|PM|XR|PT|KY|DOI|AB|US|CC|PB|SN|LA)(?=:))(?:\d+ of \d+\s*$|:(?: (.*)|\s*$))",
        re.DOTALL,
    ),
    begins=re.compile(r"Record #\d+ of \d+\s*$"),
    first="Record #",
    last=None,
)
_REFWORKS_TAGS = (
    "SR ID A1 A2 A3 A4 A5 A6 T1 T2 T3 JF JO YR FD VO IS SP OP K1 AB NO ED PB PP SN AV AD AN LA CL SF OT LK UL OL DO CN DB DS IP RD "
    "ST SL LL CR WT WV WP PN U1 U2 U3 U4 U5 U6 U7 U8 U9 ER"
).split()
_REFWORKS = Tags(
    tag=re.compile(
        rf"(RT(?= [A-Z])|vo(?= \d)|A1(?=[\u3400-\u9fff])|{'|'.join(_REFWORKS_TAGS)})(?:(?: |(?<=A1)(?=[\u3400-\u9fff]))(.*)|\s*$)",
        re.DOTALL,
    ),
    begins=re.compile(r"RT [A-Z]"),
    first="RT",
    last=None,
    once=frozenset({"T1", "JF", "YR", "VO", "IS", "SP", "OP"}),
    shaped={"DO": re.compile(r"\s*$|.*10\.\d"), "AN": re.compile(r"\s*$|\S*\d")},
    abstract=("AB",),
    telling=frozenset({"T1", "A1"}),
    titles=frozenset({"T1"}),
    years=frozenset({"YR"}),
)
_EXPRESS = Tags(
    tag=re.compile(r"\{(Reference Type|[A-Z][A-Za-z/ ]{1,30})\}\s?:\s?(.*)", re.DOTALL),
    begins=re.compile(r"\{Reference Type\}\s?:"),
    first="Reference Type",
    last=None,
    telling=frozenset({"Title", "Author", "Abstract"}),
    titles=frozenset({"Title"}),
    years=frozenset({"Year"}),
)
_DOCUMENT = re.compile(r"^Document \d{1,6} of \d{1,6}[ \t]*$", re.MULTILINE)
_OF_PROQUEST = re.compile("ProQuest|^Document type: ", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+\s*")
_AT_PROQUEST = re.compile(r"/docview/(\d{1,12})\b")  # in an address that a library's own proxy may stand in
_RULE = re.compile(r"^_{20,}[ \t]*$", re.MULTILINE)
_LABELS = (
    "Abstract|Abstract \\(English\\)|Accession number|Advisor|Affiliation|Alternate title|Author|Authors|Author affiliation|Author e-mail address|CODEN|Classification|Coden"
    "|Committee member|Company / organization|Copyright|Correspondence author|Country of publication|Credit|Database|Date|Date of publication|Degree|Degree date|Department"
    "|Dissertation/thesis number|Document URL|Document feature|Document type|DOI|E-ISSN|EISSN|First page|Full text|Full text availability|ISBN|ISSN|Identifier \\(keyword\\)"
    "|Identifier / keyword|Issue|Keyword|Keywords|Language|Language of publication|Last updated|Last page|Links|Location|MeSH|Notes|Number of pages|Number of references"
    "|PMID|Page|Pages|Pagination|Peer reviewed|People|Place of publication|ProQuest document ID|Publication date|Publication history|Publication info|Publication subject"
    "|Publication title|Publication year|Publisher|References|Report number|School code|Section|Source|Source attribution|Source type|Subject|Substance|Summary language"
    "|Supplement|Title|URL|University location|University/institution|Volume|Year"
)
_LABEL = re.compile(rf"({_LABELS}):(?: (.*)|\s*$)")
_OF_EXPRESS: dict[str, Kind] = {"Conference Proceedings": "paper-conference", "Edited Book": "book"}
_PUBMED = re.compile(r"PUBMED ?(\d{1,8})")


def is_cochrane(head: str) -> bool:
    """Whether a file with this beginning is text of the Cochrane Library."""
    return re.match(r"\s*Record #\d+ of \d+\s*\n[A-Z]{2,3}:", head) is not None


def is_refworks(head: str) -> bool:
    """Whether a file with this beginning is RefWorks' tagged text."""
    return re.search(rf"^RT [A-Z][^\n]*\n(?:{'|'.join(_REFWORKS_TAGS)}) \S", head[:4096], re.MULTILINE) is not None


def is_refworks_xml(head: str) -> bool:
    """Whether a file with this beginning is RefWorks' XML."""
    return holds(head, "refworks") and holds(head, "reference")


def read_refworks_xml(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return xmlrecords.collected(path, ("reference",), _of_xml, reading)


def _of_xml(reference: Element) -> dict[str, Any]:
    tags = [(locally(one).upper(), [text_of(one)]) for one in reference]
    return _refworks(TaggedRecord(0, tags=tags))


def is_proquest(head: str) -> bool:
    """Whether a file with this beginning is text that ProQuest wrote: its report, or the first document of one."""
    return (head.lstrip().startswith("___") and "Report Information from ProQuest" in head[:500]) or (
        _DOCUMENT.search(head) is not None and _OF_PROQUEST.search(head) is not None
    )


def read_proquest(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    text, collector = text_of_file(path), Collector(reading)
    line, seen, starts = 1, 0, [found.start() for found in _DOCUMENT.finditer(text)]
    for start, end in zip(starts, (*starts[1:], len(text))[: len(starts)], strict=True):
        line, seen = line + text.count("\n", seen, start), start
        raw = _RULE.split(text[start:end], maxsplit=1)[0].strip()
        collector.take(line, _proquest(raw), raw)
    return collector.parsed(path.name, len(starts))


def _labels(raw: str) -> TaggedRecord:
    """A document's title (under ""), behind its number, then its labels with their values, each on a line of its own."""
    record = TaggedRecord(0)
    for line in raw.split("\n")[1:]:
        if _ADDRESS.fullmatch(line):
            record.tags.append(("url", [line.strip()]))
        elif found := _LABEL.match(line):
            record.tags.append((found[1].casefold(), [(found[2] or "").strip()]))
        elif line.strip() and record.tags:
            record.tags[-1][1].append(line.strip())
        elif line.strip():
            record.tags.append(("", [line.strip()]))
    return record


def _proquest(raw: str) -> dict[str, Any]:
    """A document of ProQuest."""
    record = _labels(raw)
    called = record.first("document type") or record.first("source type") or ""
    thesis = "dissertation" in called.casefold()
    date = record.first("publication date", "date") or ""
    pages = record.first("pages", "pagination", "page")
    links = record.all("document url", "url")
    at = next(filter(None, map(_AT_PROQUEST.search, links)), None)
    return {
        "doi": best_doi(*record.all("doi"), *map(doi_of_link, record.all("doi"))),
        "pmid": record.first("pmid"),
        "source_id": record.first("proquest document id", "accession number"),
        "url": f"https://www.proquest.com/docview/{at[1]}"
        if at
        else next(filter(None, map(web_address, links)), None),
        "title": record.first("title") or record.first("") or "",
        "authors": listed([name for one in record.all("author", "authors") for name in words_of(one, ";")]),
        "type": f"{record.first('degree') or ''} thesis".strip() if thesis else called,
        "kind": "thesis" if thesis else KINDS.get(called.casefold()),
        "journal": None if thesis else (record.first("publication title") or "").partition(";")[0],
        "publisher": record.first("university/institution") if thesis else record.first("publisher"),
        "publisher_place": record.first("place of publication"),
        "issn": issn_in(record.first("issn", "e-issn", "eissn") or ""),
        "year": record.first("publication year", "year", "degree date") or date,
        "published": whole_date(date),
        "month": month_of(date),
        "volume": record.first("volume"),
        "issue": record.first("issue"),
        **located(pages or record.first("first page")),
        "keywords": keywords_of(
            record.first("identifier / keyword", "identifier (keyword)", "keyword", "keywords") or ""
        ),
        "abstract": "\n".join(record.all("abstract")),
    }


def is_express(head: str) -> bool:
    """Whether a file with this beginning is NoteExpress' text."""
    return _EXPRESS.begins.match(head.lstrip()) is not None


def read_express(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, _EXPRESS, Collector(reading), _express)


def read_cochrane(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, _COCHRANE, Collector(reading), _cochrane)


def read_refworks(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, _REFWORKS, Collector(reading), _refworks)


def _cochrane(record: TaggedRecord) -> dict[str, Any]:
    pubmed = next(filter(None, map(_PUBMED.search, record.all("PM", "XR"))), None)
    return {
        "doi": record.first("DOI"),
        "pmid": pubmed[1] if pubmed else None,
        "source_id": record.first("ID"),
        "url": next(filter(None, map(web_address, record.all("US"))), None),
        "title": record.first("TI") or "",
        "authors": listed([name for one in record.all("AU") for name in words_of(one, ";")]),
        "type": record.first("PT"),
        "journal": record.first("SO"),
        "publisher": record.first("PB"),
        "issn": issn_in(record.first("SN") or ""),
        "year": record.first("YR"),
        "volume": record.first("VL"),
        "issue": record.first("NO"),
        **located(record.first("PG")),
        "keywords": tuple(word.lstrip("*") for one in record.all("KY") for word in words_of(one, ";")),
        "abstract": _sections(record.lines_of("AB")),
    }


def _sections(lines: Sequence[str]) -> str:
    """An abstract of lines, in which "- Main results" begins a section."""
    return "".join(f"\n{line[2:]}" if line.startswith("- ") else f" {line}" for line in lines).strip()


def _refworks(record: TaggedRecord) -> dict[str, Any]:
    called = record.first("RT") or ""
    named = called.casefold()  # "Book, Section", "Dissertation/Thesis"
    kind = KINDS.get(named.replace(",", "")) or KINDS.get(re.split("[,/]", named)[0])
    first, last = record.first("SP"), record.first("OP")  # or all pages, 1-7, in the last
    links = record.all("LK", "UL")
    return {
        "doi": best_doi(*record.all("DO"), *map(doi_of_link, links)),
        "source_id": record.first("AN"),
        "url": next(filter(None, map(web_address, links)), None),
        "title": record.first("T1") or "",
        "authors": listed([name for one in record.all("A1") for name in words_of(one, ";|")]),
        "editors": listed(record.all("A2")) if kind in IN_BOOKS else None,
        "type": called,
        "kind": kind,
        "journal": record.first(*(("T2",) if kind in IN_BOOKS else ()), "JF", "JO", "T2"),
        "short_journal": record.first("JO"),
        "publisher": record.first("PB"),
        "publisher_place": record.first("PP"),
        "issn": issn_in(record.first("SN") or ""),
        "year": record.first("YR", "FD"),
        "published": whole_date((record.first("FD") or "").replace("/", "-")),
        "month": month_of(record.first("FD") or ""),
        "volume": record.first("VO", "vo"),
        "issue": record.first("IS"),
        **located(span(first, last) or last),
        "keywords": keywords_in(record.all("K1")),
        **whole_abstract(record.texts("AB")),
    }


def _express(record: TaggedRecord) -> dict[str, Any]:
    """A record of NoteExpress, as CNKI, Wanfang and CQVIP write it; the names that are translated beside it are left."""
    called, degree = record.first("Reference Type") or "", record.first("Type of Work")
    kind = KINDS.get(called.casefold()) or _OF_EXPRESS.get(called)
    of_book = kind in IN_BOOKS
    date = record.first("Date", "Year") or ""
    return {
        "doi": best_doi(record.first("DOI"), *map(doi_of_link, record.all("URL", "Link"))),
        "source_id": record.first("Accession Number"),
        "url": next(filter(None, map(web_address, record.all("URL", "Link"))), None),
        "title": record.first("Title", "Translated Title") or "",
        "authors": listed([name for one in record.all("Author") for name in words_of(one, ";")]),
        "type": degree or called,
        "kind": kind,
        "journal": record.first(
            "Journal", *(("Book Title", "Secondary Title", "Conference Name") if of_book else ()), "Source"
        ),
        "publisher": record.first("Publisher"),
        "publisher_place": record.first("Place Published"),
        "issn": issn_in(record.first("ISBN/ISSN", "ISSN") or ""),
        "year": record.first("Year") or date,
        "published": whole_date(date),
        "month": month_of(date),
        "volume": record.first("Volume"),
        "issue": record.first("Issue"),
        **located(record.first("Pages")),
        "keywords": keywords_in(record.all("Keywords")),
        **whole_abstract(record.texts("Abstract")),
    }

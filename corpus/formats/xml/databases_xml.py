"""Papers from XML of databases: Europe PMC's, as its web service answers a search, which says the same as the service's JSON and is read as
that; EBSCOhost's export (CINAHL, APA PsycInfo, Academic Search …); what publishers send to PubMed, which journals offer as "PubMed's XML"; trials
from ICTRP, the WHO's search of registers, of which each field is a text and is read as a column of its table is; DOAJ's, which journals' own
programs (OJS) export for it; and JSTOR's list of what it gave for research ("citations.XML").

https://europepmc.org/RestfulWebService and https://connect.ebsco.com/s/article/EBSCOhost-Export-Manager describe the first two, https://doaj.org/docs/xml/
DOAJ's; https://trialsearch.who.int writes ICTRP's ("Export results to XML").
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, listed, person
from corpus.formats.cells import count, issn_in, located, particular, pmid_in, span, without_stop
from corpus.formats.collecting import PLAINLY, Reading, RefusedError
from corpus.formats.fields import UNKNOWN, but_new_year, main_abstract, month_of, when, whole_date, years_in
from corpus.formats.json import services
from corpus.formats.links import best_doi, web_address
from corpus.formats.tables.rowfields import fields_of
from corpus.formats.tables.table import fields_in
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmlsections import labelled
from corpus.formats.xml.xmltext import day_of, holds, language_of, locally, said, text_of, within
from corpus.models import Author, Kind, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("result",)
_OF_EBSCO = ("rec",)
_NO_DAY = (None, "", "1", "01")  # a first of a month is also what stands there where the month alone is known
_TEXTS = frozenset({"title", "abstractText"})  # in which elements are markup
_DEEPEST = 20  # elements inside one another
_OF_ICTRP = frozenset("TrialID Public_title web_address Date_registration3 Date_registration".split())
_MONTH = len("1954-07")
_OF_JSTOR = {"fla": "Article", "brv": "Book review", "edi": "Editorial", "nws": "News"}


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is Europe PMC's answer."""
    return holds(head, "responseWrapper") and holds(head, "resultList")


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading)


def _fields(result: Element) -> dict[str, Any]:
    said = _plain(result, _DEEPEST)
    found = services.fields(said) if isinstance(said, dict) else None
    if found is None:
        raise RefusedError("it has neither a source nor a year, which every record of Europe PMC has")
    return found


def _plain(element: Element, deepest: int) -> Any:
    """An element as JSON has it: a text, an object, or an object with a list ("authorList")."""
    if deepest == 0:
        raise RefusedError("its elements are nested too deeply to be a paper's")
    inside = [child for child in element if locally(child)]
    if not inside or locally(element) in _TEXTS:
        return text_of(element)
    if locally(element).endswith("List"):
        return {locally(inside[0]): [_plain(child, deepest - 1) for child in inside]}
    return {locally(child): _plain(child, deepest - 1) for child in reversed(inside)}  # the first of a name


def is_sent(head: str) -> bool:
    """Whether a file with this beginning is what a publisher sends to PubMed."""
    return holds(head, "ArticleSet") and holds(head, "ArticleTitle", "VernacularTitle")


def read_sent(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, ("Article",), _sent, reading)


def _sent(record: Element) -> dict[str, Any]:
    journal = next(iter(within(record, "Journal")), None)
    days = within(journal, "PubDate")
    date = next((one for one in days if one.get("PubStatus") in (None, "ppublish")), next(iter(days), None))
    numbers = (*within(record, "ELocationID"), *within(record, "ArticleIdList", "ArticleId"))
    named = {str(one.get("EIdType") or one.get("IdType")): text_of(one) for one in numbers}
    title = said(record, "ArticleTitle") or said(record, "VernacularTitle")
    return {
        "doi": named.get("doi"),
        "pmid": pmid_in(named.get("pubmed", "")),
        "title": without_stop(title),
        "authors": [one for signed in within(record, "AuthorList", "Author") if (one := _signer(signed))],
        "type": particular([text_of(one) for one in within(record, "PublicationType")]) or "Article",
        "journal": said(journal, "JournalTitle"),
        "publisher": said(journal, "PublisherName"),
        "issn": issn_in(said(journal, "Issn")),
        "year": said(date, "Year"),
        "published": day_of(date, ("Year", "Month", "Day")) if date is not None else None,
        "month": month_of(said(date, "Month")),
        "volume": said(journal, "Volume"),
        "issue": said(journal, "Issue"),
        **located(span(said(record, "FirstPage"), said(record, "LastPage"))),
        "keywords": tuple(
            text_of(one) for one in within(record, "ObjectList", "Object", "Param") if one.get("Name") == "value"
        ),
        "abstract": labelled((one.get("Label", ""), text_of(one)) for one in _abstract(record)),
    }


def _abstract(record: Element) -> list[Element]:
    """The parts of an abstract, each with its label, or the abstract itself."""
    whole = within(record, "Abstract")
    return within(record, "Abstract", "AbstractText") or whole


def _signer(signed: Element) -> Author | None:
    family, group = said(signed, "LastName"), said(signed, "CollectiveName")
    given = " ".join(filter(None, (said(signed, "FirstName"), said(signed, "MiddleName"))))
    return (
        person(family, given or None, said(signed, "Suffix") or None)
        if family
        else Author(name=group)
        if group
        else None
    )


def is_ebscos(head: str) -> bool:
    """Whether a file with this beginning is EBSCOhost's XML."""
    return holds(head, *_OF_EBSCO) and holds(head, "controlInfo")


def read_ebscos(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _OF_EBSCO, _of_ebsco, reading)


_EBSCOS_KEYWORDS = (("sug", "keyword"), ("keyword",), ("sug", "subj"))


def _ebscos_type(article: Element | None) -> str | None:
    """What EBSCOhost says that an article is; None if it says nothing."""
    types = list(map(text_of, within(article, "doctype") or within(article, "pubtype")))
    return "Article" if types and types[0].endswith("Journal") else particular(types) or next(iter(types), None)


def _of_ebsco(record: Element) -> dict[str, Any]:
    """A record of EBSCOhost; what it stands in is a journal, or a book where a chapter's title stands beside the book's."""
    header = next(iter(within(record, "header")), None)
    told = next(iter(within(header, "controlInfo")), None)
    article, printed = next(iter(within(told, "artinfo")), None), next(iter(within(told, "pubinfo")), None)
    numbers = [(one.get("type") or "", text_of(one)) for one in within(article, "ui")]
    dates = [(one.get("year"), one.get("month"), one.get("day")) for one in within(printed, "dt")]
    year, month, day = next(iter(dates), (None, None, None))
    book = said(told, "bkinfo", "btl")
    title, below = (said(article, "tig", name) or said(told, "chapinfo", "tig", name) for name in ("atl", "stl"))
    doi = best_doi(*(number for kind, number in numbers if kind.casefold() == "doi"))
    pmid = next((number for kind, number in numbers if kind.casefold() in ("pmid", "pubmed")), None)
    journal = said(told, "jinfo", "jtl")
    # an article's own title may stand in the place of a book's
    kind: Kind | None = None if journal or not book else "chapter" if title and title != book else "book"
    return {
        "doi": doi,
        "pmid": pmid_in(pmid or ""),
        "source_id": header.get("uiTerm") if header is not None and not doi else None,
        "url": web_address(said(record, "plink")),
        "title": without_stop(": ".join(filter(None, (title or book, below)))),
        "authors": listed(list(map(text_of, within(article, "aug", "au") or within(told, "bkinfo", "aug", "au")))),
        "type": _ebscos_type(article),
        "kind": kind,
        "journal": journal or (book if kind == "chapter" else ""),
        "issn": issn_in(said(told, "jinfo", "issn")),
        "publisher": said(printed, "pub"),
        "publisher_place": said(printed, "place"),
        "year": year,
        "published": whole_date(f"{year}-{month}-{day}") if day not in _NO_DAY else None,
        "month": month_of(month or ""),
        "volume": said(printed, "vid"),
        "issue": said(printed, "iid"),
        **(located(pages) if (pages := said(article, "pages")) else {"page": said(article, "ppf")}),
        "pages": count(said(article, "ppct")),
        "keywords": [text_of(one) for path in _EBSCOS_KEYWORDS for one in within(article, *path)],
        "abstract": " ".join(filter(None, map(text_of, within(article, "ab")))),
    }


def is_ictrps(head: str) -> bool:
    """Whether a file with this beginning is ICTRP's XML."""
    return holds(head, "Trials_downloaded_from_ICTRP")


def read_ictrps(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The trials of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, ("Trial",), _of_ictrp, reading)


def _of_ictrp(trial: Element) -> dict[str, Any]:
    told = {locally(one): text_of(one) for one in trial if locally(one) in _OF_ICTRP}
    told["Title"] = told.pop("Public_title", "") or next(
        (text_of(one) for one in trial if locally(one) == "Scientific_title"), ""
    )
    return fields_of(list(told.values()), fields_in(list(told)))


def is_doajs(head: str) -> bool:
    """Whether a file with this beginning is DOAJ's XML."""
    return holds(head, "records") and holds(head, "journalTitle")


def read_doajs(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, ("record",), _of_doaj, reading)


def _of_doaj(record: Element) -> dict[str, Any]:
    date = said(record, "publicationDate")
    doi = said(record, "doi")
    return {
        "doi": doi,
        "source_id": None if doi else said(record, "publisherRecordId"),
        "url": web_address(said(record, "fullTextUrl")),
        "title": next(filter(None, map(text_of, within(record, "title"))), ""),
        "authors": [author(name) for one in within(record, "authors", "author", "name") if (name := text_of(one))],
        "type": said(record, "documentType").capitalize() or "Article",
        "journal": said(record, "journalTitle"),
        "issn": issn_in(" ".join((said(record, "issn"), said(record, "eissn")))),
        "publisher": said(record, "publisher"),
        "year": next(iter(years_in(date)), None),
        **when(but_new_year(date) or ""),
        "volume": said(record, "volume"),
        "issue": said(record, "issue"),
        **located(span(said(record, "startPage"), said(record, "endPage"))),
        "keywords": tuple(dict.fromkeys(filter(None, map(text_of, within(record, "keywords", "keyword"))))),
        **main_abstract((language_of(one, UNKNOWN), text_of(one)) for one in within(record, "abstract")),
    }


def is_jstors(head: str) -> bool:
    """Whether a file with this beginning is JSTOR's list of citations."""
    return holds(head, "citations") and holds(head, "journaltitle")


def read_jstors(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances. Raises CorpusError where the file itself cannot be read."""
    return collected(path, ("article",), _of_jstor, reading)


def _of_jstor(article: Element) -> dict[str, Any]:
    date = said(article, "pubdate")
    names = (*within(article, "author"), *within(article, "authors", "author"))
    return {
        "doi": said(article, "doi") or article.get("id"),
        "title": said(article, "title") or said(article, "reviewed-work").partition("|")[0],
        "authors": [author(name) for one in names if (name := text_of(one))],
        "type": _OF_JSTOR.get(said(article, "type")),
        "journal": said(article, "journaltitle"),
        "publisher": said(article, "publisher"),
        "year": next(iter(years_in(date)), None),
        "month": month_of(date[:_MONTH]),  # the day is always its first
        "volume": said(article, "volume"),
        "issue": said(article, "issue"),
        **located(said(article, "pagerange").removeprefix("pp. ").removeprefix("p. ")),
        "abstract": said(article, "abstract"),
    }

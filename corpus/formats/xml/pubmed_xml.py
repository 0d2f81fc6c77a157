"""Papers from PubMed's XML (``PubmedArticleSet``), as a search is saved or E-utilities return it.

https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html describes the elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import person
from corpus.characters import pubmed
from corpus.formats.cells import ELSEWHERE, item_number, located, particular, span, without_stop
from corpus.formats.collecting import PLAINLY, Reading, RefusedError
from corpus.formats.fields import UNKNOWN, main_abstract, month_of, years_in
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmlsections import labelled
from corpus.formats.xml.xmltext import day_of, holds, language_of, text_of
from corpus.models import Author, Notice, Parsed, Status, graver
from corpus.retractions import PUBMED

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("PubmedArticle", "PubmedBookArticle")
_RETRACTED = "Retracted Publication"
_OF_ANOTHER = {link.of_another[1]: link.kind for link in PUBMED}  # a notice speaks of the paper it names
_OF_ITSELF = {link.of_itself[1]: link.kind for link in PUBMED}  # where it is said what became of a paper
_COMMENTS = "MedlineCitation/CommentsCorrectionsList/CommentsCorrections"
_DAY = ("Year", "Month", "Day")


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is PubMed's XML."""
    return holds(head, "PubmedArticleSet", *_TAGS)


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading, _notices)


def _notices(record: Element) -> list[Notice]:
    """What a record states about the papers it names."""
    own = text_of(record.find("MedlineCitation/PMID"))
    named = [(one, _OF_ANOTHER.get(one.get("RefType", ""))) for one in record.iterfind(_COMMENTS)]
    return [
        Notice(of=pmid, status=Status(kind=kind, source=pubmed(own)))
        for one, kind in named
        if kind and (pmid := text_of(one.find("PMID")))
    ]


def _status(citation: Element, types: list[str]) -> Status | None:
    """The paper's gravest status, with its notice if the record names one."""
    status = Status(kind="retracted") if _RETRACTED in types else None
    links = [
        (_OF_ITSELF.get(one.get("RefType", "")), one)
        for one in citation.iterfind("CommentsCorrectionsList/CommentsCorrections")
    ]
    said = [Status(kind=kind, source=pubmed(text_of(one.find("PMID")))) for kind, one in links if kind]
    return reduce(graver, (*said, status), None)


def _fields(record: Element) -> dict[str, Any]:
    citation = record.find("MedlineCitation")
    article = citation.find("Article") if citation is not None else None
    if citation is None or article is None:
        return _book(record)
    issue = article.find("Journal/JournalIssue")
    published = day_of(article.find("ArticleDate"), _DAY) or day_of(
        article.find("Journal/JournalIssue/PubDate"), _DAY
    )
    types = [text_of(one) for one in article.findall("PublicationTypeList/PublicationType")]
    return {
        **_common(citation, article, article),
        "doi": _doi(article, record.find("PubmedData")),
        "title": _title(article.find("ArticleTitle")) or _title(article.find("VernacularTitle")),
        "type": particular(types) or next(iter(types), None),
        "labels": (_RETRACTED,) if _RETRACTED in types else (),
        "status": _status(citation, types),
        "short_journal": text_of(article.find("Journal/ISOAbbreviation"))
        or text_of(citation.find("MedlineJournalInfo/MedlineTA")),
        "rights": text_of(article.find("Abstract/CopyrightInformation")),
        "journal": text_of(article.find("Journal/Title")) or text_of(article.find("Journal/ISOAbbreviation")),
        "issn": text_of(article.find("Journal/ISSN")),
        "year": _year(article.find("Journal/JournalIssue/PubDate")) or (published.year if published else None),
        "volume": text_of(issue.find("Volume")) if issue is not None else None,
        "issue": text_of(issue.find("Issue")) if issue is not None else None,
        **located(_place(article)),
        "published": published,
        "month": month_of(text_of(article.find("Journal/JournalIssue/PubDate/Month"))),
    }


def _book(record: Element) -> dict[str, Any]:
    """A chapter or a book of NCBI's Bookshelf."""
    book = record.find("BookDocument")
    if book is None:
        raise RefusedError("it holds neither a MedlineCitation with its Article nor a BookDocument")
    held = book.find("Book")
    whole = held if held is not None else book
    title = _title(book.find("ArticleTitle"))
    return {
        **_common(book, book, book if book.find("AuthorList") is not None else whole),
        "doi": text_of(book.find("ArticleIdList/ArticleId[@IdType='doi']")) or text_of(whole.find("ELocationID")),
        "title": title or _title(whole.find("BookTitle")),
        "journal": _title(whole.find("BookTitle")) if title else None,
        "kind": "chapter" if title else "book",
        "editors": _signed(whole.findall("AuthorList[@Type='editors']/Author")) if title else None,
        "publisher": text_of(whole.find("Publisher/PublisherName")),
        "publisher_place": text_of(whole.find("Publisher/PublisherLocation")),
        "type": next((text_of(one) for one in book.findall("PublicationType")), None),
        "labels": (),
        "year": _year(book.find("ContributionDate")) or _year(whole.find("PubDate")),
    }


def _common(citation: Element, article: Element, signed: Element) -> dict[str, Any]:
    return {
        "pmid": text_of(citation.find("PMID")),
        "authors": _authors(signed),
        "keywords": tuple(filter(None, map(text_of, citation.findall("KeywordList/Keyword")))),
        **main_abstract((("en", _abstract(article.findall("Abstract/AbstractText"))), *_further(citation))),
    }


def _further(citation: Element) -> Iterator[tuple[str, str]]:
    """Abstracts in other languages and plain-language summaries with their languages, without those that only say that there
    is one elsewhere."""
    for one in citation.findall("OtherAbstract"):
        text = _abstract(one.findall("AbstractText"))
        if not ELSEWHERE.fullmatch(text):
            yield language_of(one, UNKNOWN), text


def _title(element: Element | None) -> str:
    """A title without the full stop that PubMed adds."""
    return without_stop(" ".join(text_of(element).split()))


def _abstract(parts: list[Element]) -> str:
    """The parts of an abstract with their labels as PubMed shows them ("METHODS: …"), as one paragraph."""
    labels = (part.get("Label", "") for part in parts)
    return labelled(
        ("" if label == "UNLABELLED" else label, text_of(part)) for label, part in zip(labels, parts, strict=True)
    )


def _authors(signed: Element) -> list[Author]:
    """The authors in order; a book's editors only if it has no authors."""
    lists = signed.findall("AuthorList")
    chosen = next((one for one in lists if one.get("Type") != "editors"), lists[0] if lists else None)
    found = chosen.findall("Author") if chosen is not None else []
    return _signed(found)


def _signed(found: list[Element]) -> list[Author]:
    return [made for one in found if one.get("ValidYN") != "N" and (made := _author(one))]


def _author(element: Element) -> Author | None:
    if group := text_of(element.find("CollectiveName")):
        return Author(name=" ".join(group.split()))
    last, suffix = text_of(element.find("LastName")), text_of(element.find("Suffix"))
    given = text_of(element.find("ForeName")) or text_of(element.find("Initials"))
    return person(last, given, suffix) if last else None


def _doi(article: Element, data: Element | None) -> str:
    given = [one for one in article.findall("ELocationID[@EIdType='doi']") if one.get("ValidYN") != "N"]
    if not given and data is not None:
        given = data.findall("ArticleIdList/ArticleId[@IdType='doi']")
    return next(map(text_of, given), "")


def _place(article: Element) -> str | None:
    """A paper's place in its volume: pages, or the publisher's number."""
    first, last = (text_of(article.find(f"Pagination/{name}Page")) for name in ("Start", "End"))
    pages = text_of(article.find("Pagination/MedlinePgn")) or span(first, last)
    items = map(text_of, article.findall("ELocationID[@EIdType='pii']"))
    return pages or next(filter(None, map(item_number, items)), None)


def _year(element: Element | None) -> str | None:
    """The year of a date, or the first one of "1998 Dec-1999 Jan"."""
    said = (text_of(element.find(name)) for name in ("Year", "MedlineDate")) if element is not None else ()
    return next((year for text in said for year in years_in(text)), None)

"""What services answer of works that lack what most have: a DOI, pages, a journal, a name in two parts. Each field is then read from
where it stands otherwise, or left out. Of invented papers, in the shapes that the services document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.models import Author
from tests.corpus.formats.test_answers import read

TITLED = {"title": "Goat bells"}
INSPIRE = {**TITLED, "title": None, "control_number": 77, "titles": [{"title": "Goat bells"}]}
HAL = {"title_s": ["Goat bells"], "halId_s": "hal-1"}
CORE = {**TITLED, "yearPublished": 2020, "id": 7}
OPENAIRE = {"mainTitle": "Goat bells", "id": "oa::7"}
ERIC = {**TITLED, "publicationdateyear": 2020, "id": "ED7"}
IEEE = {**TITLED, "publication_title": "Goats", "article_number": "77"}
ENTRY = {"dc:title": "Goat bells", "prism:publicationName": "Goats", "dc:identifier": "SCOPUS_ID:77"}
SPRINGER = {**TITLED, "publicationName": "Goats", "identifier": "doi:10.5555/goat.1"}
DIMENSIONS = {**TITLED, "id": "pub.77"}
HAY = {"full_name": "Hay, Ada"}
OTHERWISE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (INSPIRE, {"source_id": "77", "title": "Goat bells", "type": None, "kind": None, "url": None, "year": None, "authors": ()}),
    ({**INSPIRE, "titles": [{"title": "Goat bells", "subtitle": "a study"}], "document_type": ["book chapter"], "authors": [HAY, {"full_name": "Pen, Otto", "inspire_roles": ["editor"]}, {"inspire_roles": ["author"]}]},
     {"title": "Goat bells: a study", "type": "Chapter", "kind": "chapter", "names": ["Ada Hay"], "edited": ["Otto Pen"]}),
    ({**INSPIRE, "document_type": ["article"], "authors": [{"full_name": "Pen, Otto", "inspire_roles": ["editor"]}], "publication_info": [{"journal_title": "Goats", "page_start": "1", "page_end": "9", "artid": "001", "year": 2019}], "preprint_date": "2018-03-05"},
     {"type": "Article", "journal": "Goats", "page": "1-9", "article_number": None, "year": 2019, "published": "2018-03-05", "names": [], "edited": []}),
    ({**INSPIRE, "document_type": ["article"], "arxiv_eprints": [{"value": "2001.00001"}], "publication_info": [{"page_start": "7", "year": 2019}, {"journal_title": "Goats", "page_start": "9"}]},
     {"type": "Article", "journal": "Goats", "article_number": "9", "source_id": "arXiv:2001.00001"}),
    ({**INSPIRE, "document_type": ["article"], "arxiv_eprints": [{"value": "2001.00001"}], "dois": [{"value": "10.5555/goat.1"}], "publication_info": [{"page_start": "7", "year": 2019}]},
     {"type": "Article", "kind": None, "journal": None, "article_number": "7", "year": 2019, "doi": "10.5555/goat.1", "source_id": None, "url": "https://arxiv.org/abs/2001.00001"}),
    ({**INSPIRE, "document_type": ["thesis"], "keywords": [{"value": "bell", "schema": "INSPIRE"}], "imprints": [{"publisher": "Barn"}], "preprint_date": "2018-03"}, {"kind": "thesis", "publisher": "Barn", "year": 2018, "keywords": ()}),
    ({**INSPIRE, "document_type": ["article"], "publication_info": [{"page_start": "1", "artid": "A7"}]}, {"type": "Article", "kind": None, "journal": None, "article_number": "A7"}),
    ({**HAL, "publicationDateY_i": 2019, "producedDateY_i": 2017}, {"year": 2019}),
    ({**HAL, "producedDateY_i": 2017}, {"year": 2017}),
    (HAL, {"source_id": "hal-1", "title": "Goat bells", "type": None, "journal": None, "issn": None, "year": None}),
    ({**HAL, "pubmedId_s": "77", "docType_s": "COUV", "bookTitle_s": "All goats", "conferenceTitle_s": "Goat Days", "publisher_s": ["Barn"], "journalPublisher_s": "Byre", "producedDate_s": "2020-03-05"},
     {"pmid": "77", "source_id": None, "kind": "chapter", "journal": "All goats", "publisher": "Barn", "year": 2020, "published": "2020-03-05"}),
    ({**HAL, "docType_s": "COMM", "conferenceTitle_s": "Goat Days", "journalPublisher_s": "Byre", "producedDateY_i": 2019, "producedDate_s": "2018-03-05", "publicationDate_s": "2019-04-05", "abstract_s": ["Les chèvres sonnent.", "Goats ring."]},
     {"kind": "paper-conference", "journal": "Goat Days", "publisher": "Byre", "year": 2019, "published": "2019-04-05", "abstract": "Les chèvres sonnent."}),
    (CORE, {"source_id": "CORE:7", "kind": None, "journal": None, "publisher": None, "url": None}),
    ({**CORE, "id": None, "documentType": "Thesis", "pubmedId": "77", "authors": [{"name": "Hay, Ada"}, {}]}, {"source_id": None, "kind": "thesis", "pmid": "77", "names": ["Ada Hay"]}),
    ({**CORE, "publishedDate": "2020-03-05T00:00:00"}, {"published": "2020-03-05"}),
    ({**OPENAIRE, "authors": [{"surname": "van Hay", "name": "Ada", "fullName": "A. Hay"}], "container": {"issnPrinted": "1234-5678", "issnOnline": "8765-4321"}}, {"names": ["Ada van Hay"], "issn": "1234-5678"}),
    (OPENAIRE, {"source_id": "oa::7", "title": "Goat bells", "journal": None, "issn": None, "year": None}),
    ({**OPENAIRE, "subTitle": "a study", "pids": [{"scheme": "pmid", "value": "77"}], "publicationDate": "2020-01-01", "container": {"name": "Goats", "issnOnline": "8765-4321", "sp": "e5"}, "authors": [{"surname": "Hay", "fullName": "Hay, A."}, {"name": "Otto", "fullName": "Otto Pen"}, {}], "descriptions": ["Goats ring.", "Ring."]},
     {"title": "Goat bells: a study", "pmid": "77", "source_id": None, "year": 2020, "published": None, "issn": "8765-4321", "article_number": "e5", "names": ["A. Hay", "Otto Pen"], "abstract": "Goats ring."}),
    ({**OPENAIRE, "pids": [{"scheme": "doi", "value": "10.5555/goat.1"}, {"scheme": "doi", "value": "10.5555/goat.2"}], "publicationDate": "2020-03-05"}, {"doi": "10.5555/goat.1", "source_id": None, "published": "2020-03-05"}),
    ({**ERIC, "publicationtype": ["Reports - Research", "Books"], "url": "https://example.org/7", "publisher": "Barn", "subject": ["Goats", "Bells"], "issn": ["EISSN-8765-4321"]},
     {"type": "Reports - Research", "url": "https://example.org/7", "publisher": "Barn", "keywords": ("Goats", "Bells"), "issn": "8765-4321", "year": 2020}),
    (ERIC, {"type": None, "url": None, "issn": None, "keywords": ()}),
    ({**IEEE, "authors": [{"full_name": "Ada Hay"}, {"id": 1}], "content_type": "Standards", "html_url": "https://example.org/77", "issn": "1234-5678", "publisher": "Barn", "volume": "7", "issue": "2", "publication_date": "5 March 2020", "publication_year": "2020", "start_page": "5"},
     {"source_id": "77", "names": ["Ada Hay"], "type": "Standards", "kind": None, "url": "https://example.org/77", "issn": "1234-5678", "publisher": "Barn", "volume": "7", "issue": "2", "published": "2020-03-05", "page": "5"}),
    (IEEE, {"type": None, "url": None, "issn": None, "page": None, "keywords": ()}),
    ({**ENTRY, "eid": "2-s2.0-77", "prism:eIssn": "87654321", "article-number": "e5", "prism:pageRange": "1-9", "prism:aggregationType": "Journal", "prism:coverDate": "2020-03-05", "dc:creator": "Hay A.", "authkeywords": "goat; bell"},
     {"source_id": "2-s2.0-77", "issn": "8765-4321", "article_number": "e5", "page": None, "type": "Journal", "published": "2020-03-05", "names": ["A. Hay"], "keywords": ("goat", "bell")}),
    ({**ENTRY, "prism:doi": "10.5555/goat.1"}, {"doi": "10.5555/goat.1", "source_id": None}),
    (ENTRY, {"source_id": "SCOPUS_ID:77", "type": None, "issn": None, "keywords": ()}),
    ({**ENTRY, "pubmed-id": 77, "subtypeDescription": "Book Chapter", "prism:aggregationType": "Book", "dc:publisher": "Barn"}, {"pmid": "77", "source_id": None, "type": "Book Chapter", "kind": "chapter", "publisher": "Barn"}),
    ({"coredata": ENTRY, "authors": {"author": [{"ce:surname": "Hay", "ce:given-name": "Ada", "ce:initials": "A."}, {"ce:surname": "Pen", "ce:initials": "O."}, {"ce:surname": "Sty"}, {}]}, "authkeywords": {"author-keyword": [{"$": "goat"}, {"$": "bell"}, {}]}},
     {"names": ["Ada Hay", "O. Pen", "Sty"], "keywords": ("goat", "bell")}),
    ({**ENTRY, "author": [{"surname": "Hay", "initials": "A."}], "dc:creator": "Pen O."}, {"names": ["A. Hay"]}),
    ({**ENTRY, "dc:creator": ["Hay, Ada", "Pen, Otto"]}, {"names": ["Ada Hay", "Otto Pen"]}),
    ({**SPRINGER, "contentType": "Reference Work", "onlineDate": "2020-03-05", "creators": [{"creator": "Hay, Ada"}, {"ORCID": "7"}], "eIssn": "8765-4321", "abstract": {"h1": "Abstract", "p": ["Goats ring.", "Bells do."]}},
     {"doi": "10.5555/goat.1", "type": "Reference Work", "kind": None, "published": "2020-03-05", "names": ["Ada Hay"], "issn": "8765-4321", "abstract": "Goats ring. Bells do."}),
    ({**SPRINGER, "contentType": "Article", "publicationDate": "2019-02-03", "onlineDate": "2020-03-05", "issn": "1234-5678", "eIssn": "8765-4321", "publisher": "Barn", "abstract": "Goats ring."},
     {"type": "Article", "published": "2019-02-03", "issn": "1234-5678", "publisher": "Barn", "abstract": "Goats ring."}),
    ({**SPRINGER, "identifier": "7", "doi": "10.5555/goat.2"}, {"doi": "10.5555/goat.2"}),
    (SPRINGER, {"type": None, "issn": None, "year": None, "abstract": None}),
    ({**DIMENSIONS, "type": "proceeding", "proceedings_title": "Goat Days", "issn": ["1234-5678", "8765-4321"], "publisher": "Barn", "date": "2020-03-05", "pages": "e5", "authors": [{"last_name": "Hay"}, {"first_name": "Otto"}]},
     {"source_id": "pub.77", "type": "Proceeding", "kind": "paper-conference", "journal": "Goat Days", "issn": "1234-5678", "publisher": "Barn", "published": "2020-03-05", "article_number": "e5", "names": ["Hay"]}),
    ({**DIMENSIONS, "pmid": "77", "type": "Chapter", "journal": {"title": "Goats"}, "proceedings_title": "Goat Days"}, {"pmid": "77", "source_id": None, "kind": "chapter", "journal": "Goats", "type": "Chapter"}),
    (DIMENSIONS, {"type": None, "kind": None, "journal": None, "issn": None}),
]  # fmt: skip


def _names(signed: tuple[Author, ...] | None) -> list[str]:
    return [one.name for one in signed or ()]


@pytest.mark.parametrize(("answer", "right"), OTHERWISE)
def test_what_a_service_answers_of_other_works(
    tmp_path: Path, answer: dict[str, Any], right: dict[str, Any]
) -> None:
    (paper,) = read(tmp_path, [answer]).papers
    found = paper.model_dump(mode="json") | {"names": _names(paper.authors), "edited": _names(paper.editors)}
    for name in ("keywords", "authors"):
        found[name] = tuple(found[name])
    assert {name: found[name] for name in right} == right

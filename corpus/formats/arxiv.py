"""Papers from arXiv's Atom feed, as its API answers a search. https://info.arxiv.org/help/api/user-manual.html describes it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author
from corpus.formats.cells import located
from corpus.formats.collecting import PLAINLY, Reading, RefusedError
from corpus.formats.fields import whole_date
from corpus.formats.xmlrecords import collected
from corpus.formats.xmltext import holds, said, text_of, within
from corpus.models import Parsed, Status

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("entry",)
_ID = re.compile(r"https?://arxiv\.org/abs/(\S+?)(?:v\d+)?")
_PAGES = r"\w{0,4}\d[\w.]{0,12}(?:-{1,2}\w{0,4}\d\w{0,8})?"
_REFERENCE = re.compile(  # "J Owl Sci 3 (2020) 10", "Owl Lett. 33, 0130 (2021)", "Owl.Rev.D76:013009,2007"
    r"(?P<journal>\D{2,150}?),?(?: vol(?:ume)?\.?)? ?(?P<volume>\d{1,4})(?: ?\((?P<issue>\d{1,3})\))?"
    rf"(?:,? ?\((?P<year>\d{{4}})\),? ?(?P<place>{_PAGES})|[,:]? ?(?:pp?\. ?)?(?P<first>{_PAGES}),? ?\(?(?P<last>\d{{4}})\)?)\.?"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ERROR = re.compile(r"https?://arxiv\.org/api/errors")
_GONE = r"(?:paper|article|manuscript|submission) (?:has been|is|was) withdrawn\b"
_WITHDRAWN = re.compile(rf"\b{_GONE}", re.IGNORECASE)
_WITHDRAWN_ITSELF = re.compile(rf"th(?:is|e) {_GONE}", re.IGNORECASE)  # in the place of the abstract


def looks_like(head: str) -> bool:
    """Whether a file that begins so is arXiv's feed; feeds of others tell no abstracts."""
    return holds(head, "feed", "entry") and "://arxiv.org/" in head


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading)


def _fields(entry: Element) -> dict[str, Any]:
    identifier, doi = said(entry, "id"), said(entry, "doi")
    if _ERROR.match(identifier):
        raise RefusedError("it is no paper, but an error that arXiv answered")
    found = _ID.fullmatch(identifier)
    day = said(entry, "published")[:10]
    abstract = said(entry, "summary")
    withdrawn = _WITHDRAWN.search(said(entry, "comment")) or _WITHDRAWN_ITSELF.match(abstract)
    appeared = _appeared(said(entry, "journal_ref"))
    return {
        "doi": doi,
        "source_id": f"arXiv:{found[1]}" if found and not doi else None,
        "url": f"https://arxiv.org/abs/{found[1]}" if found else None,
        "title": " ".join(said(entry, "title").split()),
        "authors": [author(name) for one in within(entry, "author", "name") if (name := text_of(one))],
        "published": whole_date(day),
        "status": Status(kind="retracted") if withdrawn else None,
        "abstract": abstract,
        **({"type": "Preprint", "kind": "preprint", "journal": "arXiv"} if appeared is None else appeared),
        "year": (appeared or {}).get("year") or day[:4],
    }


def _appeared(reference: str) -> dict[str, Any] | None:
    """Where a paper came out since, as its authors wrote it ("J Owl Sci 3 (2020) 10"); None if it did not."""
    if not reference:
        return None
    found, years = _REFERENCE.fullmatch(reference), _YEAR.findall(reference)
    if found is None:
        return {"type": "Article", "journal": reference, "year": years[-1] if years else None}
    return {
        "type": "Article",
        "journal": found["journal"],
        "volume": found["volume"],
        "issue": found["issue"],
        "year": found["year"] or found["last"],
        **located(found["place"] or found["first"]),
    }

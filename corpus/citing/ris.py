"""RIS, as reference managers import it. https://en.wikipedia.org/wiki/RIS_(file_format)"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.citing.identifying import identifier
from corpus.models import Author, Paper

_TYPES = {
    "chapter": "CHAP", "book": "BOOK", "paper-conference": "CONF", "thesis": "THES", "report": "RPRT", "preprint": "UNPB",
    "webpage": "ELEC",
}  # fmt: skip


def ris(papers: Sequence[Paper]) -> str:
    """One record a paper, each closed by ``ER``, its tags with the two spaces that readers insist on."""
    return "\n".join(_record(paper) for paper in papers)


def _record(paper: Paper) -> str:
    first, _, last = (paper.page or "").partition("-")
    rows = [
        ("TY", _TYPES.get(paper.kind or "", "JOUR")),
        ("M3", paper.type or ""),
        *(("AU", _name(one)) for one in paper.authors),
        *(("A2", _name(one)) for one in paper.editors or ()),
        ("TI", paper.title),
        ("T2", paper.journal or ""),
        ("J2", paper.short_journal or ""),
        ("PY", str(paper.year or "")),
        ("DA", paper.published.strftime("%Y/%m/%d") if paper.published else ""),
        ("VL", paper.volume or ""),
        ("IS", paper.issue or ""),
        ("C7", paper.article_number or ""),
        ("SP", first),
        ("EP", last),
        ("PB", paper.publisher or ""),
        ("CY", paper.publisher_place or ""),
        ("AN", paper.pmid or identifier(paper) or ""),
        ("DB", "PubMed" if paper.pmid else ""),
        ("SN", paper.issn or ""),
        ("DO", str(paper.doi or "")),
        ("UR", paper.link or ""),
    ]
    return "\n".join([*(f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value), "ER  - "])


def _name(author: Author) -> str:
    if author.family is None:
        return author.name
    return ", ".join((author.family, author.given or "", *([author.suffix] if author.suffix else []))).strip()

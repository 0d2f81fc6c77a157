"""RIS, as reference managers import it. https://en.wikipedia.org/wiki/RIS_(file_format)"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.models import Paper


def ris(papers: Sequence[Paper]) -> str:
    """One record a paper, each closed by ``ER``, its tags with the two spaces that readers insist on."""
    return "\n".join(_record(paper) for paper in papers)


def _record(paper: Paper) -> str:
    people = [f"{a.family}, {a.given or ''}".strip() if a.family else a.name for a in paper.authors]
    rows = [
        ("TY", "JOUR"),
        ("M3", paper.type or ""),
        *(("AU", name) for name in people),
        ("TI", paper.title),
        ("T2", paper.journal or ""),
        ("PY", str(paper.year or "")),
        ("DA", paper.published.strftime("%Y/%m/%d") if paper.published else ""),
        ("VL", paper.volume or ""),
        ("IS", paper.issue or ""),
        ("C7", paper.article_number or ""),
        ("AN", paper.pmid or ("" if paper.doi else paper.source_id) or ""),
        ("DB", "PubMed" if paper.pmid else ""),
        ("SN", paper.issn or ""),
        ("DO", str(paper.doi or "")),
        ("UR", paper.link or ""),
    ]
    return "\n".join([*(f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value), "ER  - "])

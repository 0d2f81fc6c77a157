"""NBIB, PubMed's format, as reference managers import it. https://www.nlm.nih.gov/bsd/mms/medlineelements.html"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.citing.identifying import identifier
from corpus.models import Author, Paper


def nbib(papers: Sequence[Paper]) -> str:
    """One record a paper, an empty line between two.

    A record begins with PMID; a paper that has none begins with an empty one, and is known by its DOI, its address or
    its source's identifier.
    """
    return "\n\n".join("\n".join(_lines(paper)) for paper in papers)


def _lines(paper: Paper) -> Iterator[str]:
    yield f"PMID- {paper.pmid or ''}".rstrip()
    rows = [
        ("TI", f"{paper.title}." if paper.title and paper.title[-1] not in "?!" else paper.title),
        *(row for author in paper.authors for row in _names(author)),
        ("PT", paper.type or ""),
        (
            "DP",
            paper.published.strftime("%Y %b %d").replace(" 0", " ") if paper.published else str(paper.year or ""),
        ),
        ("JT", paper.journal or ""),
        ("TA", paper.short_journal or ""),
        ("IS", paper.issn or ""),
        ("VI", paper.volume or ""),
        ("IP", paper.issue or ""),
        ("PG", paper.place or ""),
        ("LID", f"{paper.doi} [doi]" if paper.doi else ""),
        ("SO", identifier(paper) or ""),
        ("URL", "" if paper.doi or not paper.url else paper.link or ""),
    ]
    for tag, value in rows:
        if value:
            yield f"{tag:<4}- {' '.join(value.split())}"


def _names(author: Author) -> Iterator[tuple[str, str]]:
    """A person in full and by initials, or a group."""
    if author.family is None:
        yield "CN", author.name
        return
    suffix = f" {author.suffix}" if author.suffix else ""
    yield "FAU", f"{author.family}, {author.given or ''}".strip() + suffix
    initials = "".join(part[0] for part in (author.given or "").replace("-", " ").split())
    yield "AU", f"{author.family} {initials}".strip() + suffix

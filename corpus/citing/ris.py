"""RIS and NBIB, PubMed's format, as reference managers import them.

https://en.wikipedia.org/wiki/RIS_(file_format) and https://www.nlm.nih.gov/bsd/mms/medlineelements.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.citing.csl import day_of_issue, identifier, month_as
from corpus.models import Author, Paper, Status
from corpus.patterns import late
from corpus.retractions import RETRACTED, noted

# As PubMed calls them where it has such works.
_KINDS = {
    "chapter": "Book Chapter", "book": "Book", "paper-conference": "Conference Paper", "thesis": "Thesis", "report": "Report",
    "preprint": "Preprint", "webpage": "Webpage",
}  # fmt: skip
_PARTS = ("chapter",)  # whose book has a tag of its own
_LINKED = {"retracted": "RIN", "concern": "ECI", "corrected": "EIN"}  # as PubMed links a paper and its notice
_AT_PUBMED = late(r"https://pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,9})/?")


def nbib(papers: Sequence[Paper], whole: bool = False) -> str:
    """One record for each paper, separated by empty lines; if ``whole``, with abstract and keywords.

    A record begins with PMID, which is empty for a paper without one; such a paper has its DOI, address or
    source's identifier.
    """
    return "\n\n".join("\n".join(_lines(paper, whole)) for paper in papers)


def _lines(paper: Paper, whole: bool) -> Iterator[str]:
    yield f"PMID- {paper.pmid or ''}".rstrip()
    issued = day_of_issue(paper)
    rows = [
        ("TI", f"{paper.title}." if paper.title and paper.title[-1] not in "?!" else paper.title),
        *(row for author in paper.authors for row in _names(author)),
        *(row for editor in paper.editors or () for row in _names(editor, "ED")),
        *(("PT", kind) for kind in _types(paper)),
        (
            "DP",
            issued.strftime("%Y %b %d").replace(" 0", " ")
            if issued
            else month_as(paper, "%Y %b") or str(paper.year or ""),
        ),
        ("DEP", paper.published.strftime("%Y%m%d") if paper.published and not issued else ""),
        (_LINKED[paper.status.kind], _linked(paper.status)) if paper.status else ("", ""),
        ("BTI" if paper.kind in _PARTS else "JT", paper.journal or ""),
        ("TA", paper.short_journal or ""),
        ("IS", paper.issn or ""),
        ("VI", paper.volume or ""),
        ("IP", paper.issue or ""),
        ("PB", paper.publisher or ""),
        ("PL", paper.publisher_place or "" if paper.publisher else ""),
        ("PG", paper.place or ""),
        ("LID", f"{paper.doi} [doi]" if paper.doi else ""),
        ("AB", paper.abstract or "" if whole else ""),
        *(("OT", word) for word in (paper.keywords if whole else ())),
        ("SO", identifier(paper) or ""),
        ("URL", "" if paper.doi or not paper.url else paper.link or ""),
    ]
    for tag, value in rows:
        if value:
            yield f"{tag:<4}- {_flat(value)}"


def _flat(value: str) -> str:
    """A value on one line; its spaces, wide ones too, stay as they are."""
    return " ".join(value.strip().splitlines())


def _linked(status: Status) -> str:
    """What a paper's record names its notice by: the PMID, or whatever its source is."""
    found = _AT_PUBMED.fullmatch(status.source or "")
    return f"PMID: {found[1]}" if found else status.source or "[notice]"


def _types(paper: Paper) -> Iterator[str]:
    """The type as printed, and the kind of work if the type does not say it."""
    if paper.type:
        yield paper.type
    if paper.status and paper.status.kind == "retracted" and paper.type != RETRACTED:
        yield RETRACTED
    named = _KINDS.get(paper.kind or "")
    if named and (paper.type or "").casefold() != named.casefold():
        yield named


def _names(author: Author, role: str = "AU") -> Iterator[tuple[str, str]]:
    """A person in full and by initials, or a group; ``role`` AU for authors, ED for editors."""
    if author.family is None:
        yield "CN" if role == "AU" else f"F{role}", author.name
        return
    suffix = f" {author.suffix}" if author.suffix else ""
    yield f"F{role}", f"{author.family}, {author.given or ''}".strip() + suffix
    initials = "".join(part[0] for part in (author.given or "").replace("-", " ").split())
    yield role, f"{author.family} {initials}".strip() + suffix


_TYPES = {
    "chapter": "CHAP", "book": "BOOK", "paper-conference": "CONF", "thesis": "THES", "report": "RPRT", "preprint": "UNPB",
    "webpage": "ELEC",
}  # fmt: skip


def ris(papers: Sequence[Paper], whole: bool = False) -> str:
    """One record for each paper, closed by ``ER``; if ``whole``, with abstract and keywords. Tags are followed by two spaces, as
    other programs require."""
    return "\n".join(_record(paper, whole) for paper in papers)


# A line of an abstract goes on in a line of its own only where every reader knows that it is one: a sentence behind a sentence.
_OWN_LINE = late(r"(?<=[.!?])\n(?=[A-Z](?![A-Z0-9]{1,3}\s{0,2}-))")


def _record(paper: Paper, whole: bool) -> str:
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
        ("DA", paper.published.strftime("%Y/%m/%d") if paper.published else month_as(paper, "%Y/%m//")),
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
        ("N1", noted(paper.status)),
        *(("KW", word) for word in (paper.keywords if whole else ())),
    ]
    lines = [f"{tag}  - {_flat(value)}" for tag, value in rows if value]
    if whole and paper.abstract:
        lines.append("AB  - " + "\n".join(map(_flat, _OWN_LINE.split(paper.abstract))))
    return "\n".join([*lines, "ER  - "])


def _name(author: Author) -> str:
    if author.family is None:
        return author.name
    return ", ".join((author.family, author.given or "", *([author.suffix] if author.suffix else []))).strip()

"""Records for other programs: BibTeX, as LaTeX users paste it; RIS and NBIB, PubMed's format, as reference managers import them.

https://en.wikipedia.org/wiki/RIS_(file_format) and https://www.nlm.nih.gov/bsd/mms/medlineelements.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.authors import particle
from corpus.citing.csl import day_of_issue, degree, identifier, listed, month_as
from corpus.models import Author, Paper, Status
from corpus.patterns import late
from corpus.retractions import RETRACTED, noted

_LATEX = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped or not
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",  # which opens a quotation otherwise
}
_TYPES = {
    "chapter": "incollection", "book": "book", "paper-conference": "inproceedings", "thesis": "phdthesis", "report": "techreport",
    "preprint": "unpublished", "webpage": "online",
}  # fmt: skip
_IN = {"chapter": "booktitle", "paper-conference": "booktitle"}
# How a record begins in some format: no line of an abstract does so.
_BEGINS = late(r"^(?=[ \t]*(?:@|[A-Z][A-Z0-9]{1,3} {0,2}-|(?:\\%|%)[0A-Z] |PT \w$|FN |<\d+>$))", re.MULTILINE)
_LIGATURE = late("--+|''+")
_VERBATIM = ("doi", "url")  # fields that BibTeX styles print through \url, which wants no escapes
# PubMed's names for them, if it has such works.
_KINDS = {
    "chapter": "Book Chapter", "book": "Book", "paper-conference": "Conference Paper", "thesis": "Thesis", "report": "Report",
    "preprint": "Preprint", "webpage": "Webpage",
}  # fmt: skip
_PARTS = ("chapter",)  # whose book has a tag of its own
_LINKED = {"retracted": "RIN", "concern": "ECI", "corrected": "EIN"}  # as PubMed links a paper and its notice
_AT_PUBMED = late(r"https://pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,9})/?")
_SHORT = late(r"[^\W\d_]\.[^\W\d_]\Z")  # "A.A", which with one more stop would be an abbreviation's own


def bibtex(papers: Sequence[Paper], whole: bool = False) -> str:
    """One entry a paper, if ``whole`` with abstract and keywords; equal keys are told apart by a number."""
    keys: dict[str, int] = {}
    entries = []
    for paper in papers:
        key = _key(paper)
        keys[key] = keys.get(key, 0) + 1
        entries.append(_entry(paper, key if keys[key] == 1 else f"{key}-{keys[key]}", whole))
    return "\n\n".join(entries)


def _entry(paper: Paper, key: str, whole: bool) -> str:
    thesis = paper.kind == "thesis"
    fields = {
        "title": paper.title,
        "author": " and ".join(_name(author) for author in paper.authors),
        _IN.get(paper.kind or "", "journal"): paper.journal,
        "year": str(paper.year or ""),
        "type": paper.type if thesis else None,  # else BibTeX prints "PhD thesis" of its own
        "date": paper.published.isoformat() if paper.published else month_as(paper, "%Y-%m"),
        "volume": paper.volume,
        "number": paper.issue,
        "eid": paper.article_number,
        "pages": (paper.page or "").replace("-", "--"),
        "editor": " and ".join(_name(author) for author in paper.editors or ()),
        "school" if thesis else "institution" if paper.kind == "report" else "publisher": paper.publisher,
        "address": paper.publisher_place,
        "shortjournal": paper.short_journal,
        "doi": str(paper.doi or ""),
        "pmid": paper.pmid,
        "source-id": identifier(paper),
        "url": paper.link,
        "issn": paper.issn,
        "note": noted(paper.status),
        "keywords": listed(paper.keywords) if whole else None,
        "abstract": paper.abstract if whole else None,
    }
    lines = [f"  {name} = {{{_value(name, value)}}}" for name, value in fields.items() if value]
    kind = "mastersthesis" if thesis and degree(paper) == "master" else _TYPES.get(paper.kind or "", "article")
    return f"@{kind}{{" + ",\n".join([key, *lines]) + "\n}"


def _value(name: str, value: str) -> str:
    """A field's value; a title gets its own braces, so that styles keep its capitals."""
    if name in ("author", "editor", "pages"):
        return value
    if name in _VERBATIM or (name == "note" and "://" in value):
        return value.replace("{", "%7B").replace("}", "%7D")
    if name == "abstract":  # in its own lines
        return _BEGINS.sub("{}", latex(value))
    escaped = latex(" ".join(value.split()))
    return f"{{{escaped}}}" if name == "title" else escaped


def _key(paper: Paper) -> str:
    first = paper.authors[0].short if paper.authors else "anonymous"
    whole = f"{first}{paper.year or ''}-{paper.key.rsplit('/', 1)[-1]}"
    return "".join(c for c in whole if c.isascii() and (c.isalnum() or c in "-.")) or "paper"


def _name(author: Author) -> str:
    if author.family is None:
        return f"{{{latex(author.name)}}}"
    small, family = particle(author.family), latex(author.family)
    family = f"{{{family}}}" if " " in family and not small else family
    return ", ".join((family, *([author.suffix] if author.suffix else []), latex(author.given or ""))).strip()


def latex(text: str) -> str:
    """A text as LaTeX prints it unchanged."""
    escaped = "".join(_LATEX.get(c, c) for c in text)
    # "--" is no dash, "''" no quotation mark here
    return _LIGATURE.sub(lambda found: "{}".join(found[0]), escaped)


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
        (
            "TI",
            paper.title
            if not paper.title or paper.title[-1] in "?!" or _SHORT.search(paper.title)
            else f"{paper.title}.",
        ),
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


_RIS_TYPES = {
    "chapter": "CHAP", "book": "BOOK", "paper-conference": "CONF", "thesis": "THES", "report": "RPRT", "preprint": "UNPB",
    "webpage": "ELEC",
}  # fmt: skip


def ris(papers: Sequence[Paper], whole: bool = False) -> str:
    """One record for each paper, closed by ``ER``; if ``whole``, with abstract and keywords. Tags are followed by two spaces, as
    other programs require."""
    return "\n".join(_record(paper, whole) for paper in papers)


# An abstract is broken into lines only between two sentences, where every reader knows that it goes on.
_OWN_LINE = late(r"(?<=[.!?])\n(?=[A-Z](?![A-Z0-9]{1,3}\s{0,2}-))")


def _record(paper: Paper, whole: bool) -> str:
    first, _, last = (paper.page or "").partition("-")
    rows = [
        ("TY", _RIS_TYPES.get(paper.kind or "", "JOUR")),
        ("M3", paper.type or ""),
        *(("AU", _ris_name(one)) for one in paper.authors),
        *(("A2", _ris_name(one)) for one in paper.editors or ()),
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


def _ris_name(author: Author) -> str:
    if author.family is None:
        return author.name
    return ", ".join((author.family, author.given or "", *([author.suffix] if author.suffix else []))).strip()

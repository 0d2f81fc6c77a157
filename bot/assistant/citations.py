"""A paper as journals and reference managers want it: a Vancouver reference, BibTeX, RIS. Facts from the record only.

Vancouver: https://www.nlm.nih.gov/bsd/uniform_requirements.html (six authors, then "et al.").
"""

from __future__ import annotations

from collections.abc import Callable

from corpus.models import Author, Paper

MOST_AUTHORS = 6
_LATEX = {"\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


def vancouver(paper: Paper) -> str:
    """One reference: "Kang DH, Lee W, … et al. Title. Cancers. 2023;15(23):5518. https://doi.org/…"."""
    names = [_vancouver_name(author) for author in paper.authors]
    authors = ", ".join(names[:MOST_AUTHORS]) + (", et al" if len(names) > MOST_AUTHORS else "")
    issue = f"({paper.issue})" if paper.issue else ""
    place = f";{paper.volume}{issue}" if paper.volume else ""
    number = f":{paper.article_number}" if paper.article_number else ""
    parts = (authors, paper.title, paper.journal, f"{paper.year or ''}{place}{number}")
    return " ".join([*(f"{part.rstrip('.')}." for part in parts if part), paper.link or f"[{paper.key}]"])


def _vancouver_name(author: Author) -> str:
    if author.family is None:
        return author.name
    initials = "".join(
        part[0].upper() for part in (author.given or "").replace("-", " ").split() if part[0].isalpha()
    )
    return f"{author.family} {initials}".strip()


def bibtex(paper: Paper) -> str:
    """One BibTeX entry; its key is the first author's name, the year and the key's last part."""
    fields = {
        "title": f"{{{_latex(paper.title)}}}" if paper.title else "",
        "author": " and ".join(_bibtex_name(author) for author in paper.authors),
        "journal": _latex(paper.journal or ""),
        "year": str(paper.year or ""),
        "volume": paper.volume or "",
        "number": paper.issue or "",
        "eid": paper.article_number or "",
        "doi": str(paper.doi or ""),
        "url": paper.link or "",
        "issn": paper.issn or "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@article{" + ",\n".join([_bibtex_key(paper), *lines]) + "\n}"


def _bibtex_key(paper: Paper) -> str:
    first = paper.authors[0].short if paper.authors else "anonymous"
    whole = f"{first}{paper.year or ''}-{paper.key.rsplit('/', 1)[-1]}"
    return "".join(c for c in whole if c.isascii() and (c.isalnum() or c in "-.")) or "paper"


def _bibtex_name(author: Author) -> str:
    return (
        f"{_latex(author.family)}, {_latex(author.given or '')}".rstrip(", ")
        if author.family
        else f"{{{_latex(author.name)}}}"
    )


def _latex(text: str) -> str:
    return "".join(_LATEX.get(c, c) for c in text)


def ris(paper: Paper) -> str:
    """One RIS record, closed by ``ER``, its tags with the two spaces that readers insist on."""
    people = [f"{a.family}, {a.given}" if a.family and a.given else a.name for a in paper.authors]
    rows = [
        ("TY", "JOUR"),
        *(("AU", name) for name in people),
        ("TI", paper.title),
        ("T2", paper.journal or ""),
        ("PY", str(paper.year or "")),
        ("DA", paper.published.strftime("%Y/%m/%d") if paper.published else ""),
        ("VL", paper.volume or ""),
        ("IS", paper.issue or ""),
        ("C7", paper.article_number or ""),
        ("SN", paper.issn or ""),
        ("DO", str(paper.doi or "")),
        ("UR", paper.link or ""),
    ]
    return "\n".join([*(f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value), "ER  - "])


STYLES: dict[str, Callable[[Paper], str]] = {"vancouver": vancouver, "bibtex": bibtex, "ris": ris}

"""Further forms for ``tests.quality.forms``, by kinds: fields of a paper just shown, parts of a list just shown, papers by a number or an
address, by an author and a word of the title, by two authors; a bare field behind a name; counts; and papers that are not somebody's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.models import Paper

_FIELDS = {
    "journal": ("journal?", "which journal", "where was it published", "what journal is it in"),
    "year": ("which year", "year?", "when was it published", "how old is it"),
    "doi": ("doi pls", "doi?", "link?", "give me the doi"),
    "first": ("who wrote it", "first author?", "authors?", "who is it by"),
    "last": ("last author", "who is the last author?", "senior author?"),
    "title": ("title?", "what is it called", "full title please"),
}
_BEHIND = {
    "doi": "{} doi",
    "journal": "{} journal",
    "year": "{} year",
    "last": "last author of {}",
    "title": "title of {}",
}
_PARTS = (
    "the second one: n?",
    "abstract of no 2",
    "who wrote the second?",
    "2",
    "summarise the second one",
    "#2",
    "tell me more about number 2",
)
_REGISTERED = re.compile(r"\b(?:NCT\d{8}|ISRCTN\d{6,}|CRD\d{6,}|ACTRN\d{10,}|ChiCTR[\w-]*\d{6,})\b")
_BY_NUMBER = ("{}", "what is {}", "how many patients in {}?", "{} results", "summarise {}", "doi of {}")
_WORD = re.compile(r"[A-Za-z]{5,}")
SECOND = "*second*"  # stands for the key of the paper that a list shows second
_FEW = range(2, 11)  # papers of a list that is shown whole


class Form(NamedTuple):
    """A message, its kind, the keys of the papers that a right reply is about, the message ``before`` it, and a pattern for what the reply ``says``."""

    kind: str
    message: str
    keys: frozenset[str]
    before: str = ""
    says: str = ""


def dated(paper: Paper) -> str:
    """A paper as "Kang 2023"."""
    return f"{paper.authors[0].family} {paper.year}"


def numbered(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers with numbers of PubMed and addresses, if they have none: an export's."""
    return tuple(
        one.model_copy(
            update={
                "pmid": one.pmid or str(31000007 + 13 * at),
                "url": one.url or f"https://journals.example.org/article/{at}x",
            }
        )
        for at, one in enumerate(papers)
    )


def further(papers: Sequence[Paper]) -> Iterator[Form]:
    """The further forms for the papers of a library."""
    signed = [one for one in papers if one.doi and one.year and one.authors and one.authors[0].family]
    once = Counter(map(dated, signed))
    for at, one in enumerate(one for one in signed if once[dated(one)] == 1):
        yield from _fields(one, at)
        yield from _two_authors(one, signed)
        yield from _titled(one, signed)
    for at, one in enumerate(signed):
        yield from _by_number(one, papers, at)
    yield from _parts(papers)
    yield from _counts(papers)
    yield from _others(papers)


def _values(paper: Paper) -> dict[str, str]:
    first, last = paper.authors[0], paper.authors[-1]
    said = {"journal": paper.journal or "", "year": str(paper.year), "doi": paper.doi or "", "title": paper.title}
    return {
        name: value
        for name, value in (said | {"first": first.family or "", "last": last.family or ""}).items()
        if value
    }


def _fields(paper: Paper, turn: int) -> Iterator[Form]:
    """Each field in the words whose turn it is, after three ways to show the paper, and behind its name."""
    own = frozenset({paper.key})
    for at, (name, value) in enumerate(_values(paper).items(), turn):
        before = ("summarise {}", "{}", "tell me about {}")[at % 3].format((dated(paper), paper.doi)[at % 2])
        message = _FIELDS[name][turn % len(_FIELDS[name])]
        yield Form(f"then {name}", message, own, before, re.escape(value))
        if name in _BEHIND:
            short = f"{paper.authors[0].family} {str(paper.year)[2:]}".lower()
            yield from (
                Form(f"name, {name}", _BEHIND[name].format(called), own, "", re.escape(value))
                for called in (dated(paper), short)
            )


def _two_authors(paper: Paper, papers: Sequence[Paper]) -> Iterator[Form]:
    names = [one.family for one in paper.authors if one.family]
    if len(names) < 2 or sum({names[0], names[1]} <= {a.family for a in one.authors} for one in papers) > 1:
        return
    for how in (
        "{} and {} {year}",
        "summarise {} & {} {year}",
        "how many patients in {} and {} {year}",
        "{}, {} et al {year}",
        "the paper by {} and {}",
    ):
        yield Form("two authors", how.format(*names[:2], year=paper.year), frozenset({paper.key}))


def _titled(paper: Paper, papers: Sequence[Paper]) -> Iterator[Form]:
    family = paper.authors[0].family
    own = [one for one in papers if family in {author.family for author in one.authors}]
    others = Counter(word for one in papers for word in {*map(str.lower, _WORD.findall(one.title))})
    word = next((word for word in map(str.lower, _WORD.findall(paper.title)) if others[word] == 1), "")
    if word and len(own) == 1:
        for how in (
            "{}'s {} paper",
            "the {} study by {}",
            "summarise the {0} paper on {1}",
            "{} {}",
            "what did {} find about {}",
        ):
            said = (word, family) if how.startswith("the") else (family, word)
            yield Form("author and word", how.format(*said), frozenset({paper.key}))


def _by_number(paper: Paper, papers: Sequence[Paper], turn: int) -> Iterator[Form]:
    own = frozenset({paper.key})
    for number in {*_REGISTERED.findall(paper.abstract or "")}:
        if sum(number in (one.abstract or "") for one in papers) == 1:
            yield from (Form("registration", how.format(number), own) for how in _BY_NUMBER)
            yield Form("registration", f"what did {number.lower()} find", own)
    for name, called in (
        ("pmid", f"PMID: {paper.pmid}"),
        ("pmid", f"pmid {paper.pmid}"),
        ("pmid", f"https://pubmed.ncbi.nlm.nih.gov/{paper.pmid}/"),
        ("address", f"https://doi.org/{paper.doi}"),
        ("address", f"<https://dx.doi.org/{paper.doi}>"),
        ("address", paper.url or ""),
    ):
        how = ("{}", "summarise {}", "how many patients in {}")[turn % 3]
        yield Form(name, how.format(called), own)


def _parts(papers: Sequence[Paper]) -> Iterator[Form]:
    """Parts of a list: which paper is second is told by the reply that shows it."""
    for year, number in sorted(Counter(one.year for one in papers if one.year).items()):
        if number in _FEW:
            yield from (
                Form("part of a list", part, frozenset({SECOND}), f"papers from {year}") for part in _PARTS
            )


def _counts(papers: Sequence[Paper]) -> Iterator[Form]:
    for kind, hows, values in (
        (
            "year",
            ("how many papers from {}", "how many were published in {}?", "number of papers in {}"),
            Counter(one.year for one in papers if one.year),
        ),
        (
            "journal",
            ("how many in {}", "how many papers in {}?", "number of papers from {}"),
            Counter(one.journal for one in papers if one.journal),
        ),
    ):
        for value, number in values.items():
            yield from (
                Form(
                    f"count by {kind}",
                    how.format(value),
                    frozenset(),
                    "",
                    rf"\b{number}\b|\b(?:one|1)\b" if number == 1 else rf"\b{number}\b",
                )
                for how in hows
            )


def _others(papers: Sequence[Paper]) -> Iterator[Form]:
    for family in sorted({one.authors[0].family or "" for one in papers if one.authors} - {""}):
        rest = frozenset(one.key for one in papers if family not in {author.family for author in one.authors})
        yield from (
            Form("not by", how.format(family), rest)
            for how in ("papers not by {}", "list everything except {}'s papers")
        )

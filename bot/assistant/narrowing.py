"""The options inside a question, applied: which papers are left, and how that is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.models import Model, Paper
from index.analyzer import fold
from index.options import FIRST, LAST, Options, read_options


class Narrowed(Model):
    """A question as asked and without its options, the options, and what they leave: ``keys`` None for every paper.

    ``told`` says it to the reader ("by Kang, 2021–2024"); ``refused`` is the whole reply where no paper is left.
    """

    asked: str
    bare: str
    options: Options = Options()
    keys: tuple[str, ...] | None = None
    told: str = ""
    refused: str = ""


def narrow(question: str, papers: Iterable[Paper]) -> Narrowed:
    """Read a question's options and apply those that records answer; every paper is left where there are none."""
    bare, options = read_options(question)
    if not options:
        return Narrowed(asked=question, bare=question)
    told = "; ".join(_told(options))
    if not options.of_records:
        return Narrowed(asked=question, bare=bare, options=options, told=told)
    keys = tuple(paper.key for paper in papers if fits(paper, options))
    refused = (
        ""
        if keys
        else f"No paper here is {'; '.join(_of_records(options))}. “list the papers” shows what there is."
    )
    return Narrowed(asked=question, bare=bare, options=options, keys=keys, told=told, refused=refused)


def fits(paper: Paper, options: Options) -> bool:
    """True where a paper's record is what every field asked for says; of several values of a field one is enough."""
    return (
        (not options.authors or any(is_by(paper, name) for name in options.authors))
        and (not options.years or any(_is_of(paper, first, last) for first, last in options.years))
        and (not options.dois or paper.doi in options.dois)
        and (not options.types or any(is_type(paper, kind) for kind in options.types))
    )


def is_by(paper: Paper, name: str) -> bool:
    """True where an author's name has all the words named, accents and case aside."""
    wanted = fold(name).replace("-", " ").split()
    return any(_holds(fold(author.name).replace("-", " ").split(), wanted) for author in paper.authors)


def is_type(paper: Paper, kind: str) -> bool:
    """True where the named words are those of a paper's type or heading, or some of them ("review")."""
    wanted = kind.casefold().split()
    return any(_holds((name or "").casefold().split(), wanted) for name in (paper.type, paper.heading))


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return bool(wanted) and all(word in words for word in wanted)


def _is_of(paper: Paper, first: int, last: int) -> bool:
    year = paper.published.year if paper.published else paper.year
    return year is not None and first <= year <= last


def _told(options: Options) -> list[str]:
    """Every option in a few words."""
    return [
        *_of_records(options),
        *(f"with “{phrase}”" for phrase in options.phrases),
        *(f"without “{word}”" for word in options.without),
    ]


def _of_records(options: Options) -> list[str]:
    parts = []
    if options.authors:
        parts.append(f"by {_either(f'“{name}”' for name in options.authors)}")
    if options.years:
        parts.append(f"of {_either(_span(*years) for years in options.years)}")
    if options.dois:
        parts.append(f"with the DOI {_either(str(doi) for doi in options.dois)}")
    if options.types:
        parts.append(f"of the type {_either(f'“{kind}”' for kind in options.types)}")
    return parts


def _either(names: Iterable[str]) -> str:
    return " or ".join(names)


def _span(first: int, last: int) -> str:
    if first == last:
        return str(first)
    if last == LAST:
        return f"{first} or later"
    return f"{last} or earlier" if first == FIRST else f"{first}–{last}"

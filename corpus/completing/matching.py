"""Compare a record with Crossref: whether they are the same work, which fields the record lacks, and where the
two differ.

In doubt they are not the same work: a wrong abstract would be quoted as the paper's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Literal

from corpus.models import Paper, Status, graver
from corpus.sameness import (
    abstracts_alike,
    authors_agree,
    folded,
    kept_apart,
    kept_apart_by_place,
    same_title,
    titles_alike,
    titles_near,
    year_of,
)

Verdict = Literal["same", "unclear", "other"]


def by_doi(held: Paper, found: Paper) -> Verdict:
    """Whether a record with a DOI is the work that Crossref has under that DOI; a record with a book's DOI may
    be one of its chapters."""
    if not held.title or not found.title:
        return "unclear" if authors_agree(held, found) is False else "same"
    if titles_alike(held.title, found.title):
        return "same"
    near = titles_near(held.title, found.title) and authors_agree(held, found) and _years(held, found) is not False
    return "same" if near and held.kind == found.kind else "unclear"


def by_reference(held: Paper, found: Paper) -> Verdict:
    """Whether a record without a DOI is a work that was found by title, author and year.

    "same" if title, year (± 1) and an author agree and nothing contradicts; "unclear" if the title agrees and
    the rest is unknown.
    """
    if not titles_alike(held.title, found.title) or kept_apart(held, found):
        return "other"
    years, authors, kinds = _years(held, found), authors_agree(held, found), _kinds(held, found)
    if False in (years, authors, kinds):
        return "other"
    if None in (years, authors, kinds):
        return "unclear"
    return "same" if same_title(held.title, found.title) or _one_place(held, found) else "unclear"


def chosen(held: Paper, candidates: Sequence[Paper]) -> tuple[Paper | None, tuple[Paper, ...]]:
    """The candidate that is the record's work, or those among which a curator must choose; neither if none is
    near."""
    judged = [(one, by_reference(held, one)) for one in candidates]
    near = [(one, verdict) for one, verdict in judged if verdict != "other"]
    if len(near) == 1 and near[0][1] == "same":
        return near[0][0], ()
    return None, tuple(one for one, _ in near)


def _years(held: Paper, found: Paper) -> bool | None:
    """Whether two works appeared at about the same time (online and print are often a year apart); None if
    unknown."""
    one, other = year_of(held), year_of(found)
    return abs(one - other) <= 1 if one and other else None


def _kinds(held: Paper, found: Paper) -> bool | None:
    """Whether two works are of the same kind (article, chapter, preprint …); None if the record does not state
    its kind."""
    if held.kind == found.kind:
        return True
    return None if held.kind is None and held.type is None else False


def _one_place(held: Paper, found: Paper) -> bool:
    """Whether two works begin on the same page of the same volume."""
    pages = [(one.page or "").partition("-")[0] or one.article_number for one in (held, found)]
    return bool(pages[0] and pages[0] == pages[1] and held.volume and held.volume == found.volume)


_PLAIN = ("authors", "journal", "short_journal", "issn", "volume", "issue", "publisher", "publisher_place")  # fmt: skip
_PLACES = ("page", "article_number")
_KINDS = ("type", "kind")
_SMALL = frozenset("the of and in for on de la".split())  # words that an abbreviated journal leaves out


def filled(held: Paper, found: Paper) -> dict[str, Any]:
    """The values of the work for fields that the record lacks, and its status if that is graver or more detailed
    than the record's."""
    status = status_of(held.status, found.status)
    new: dict[str, Any] = {"status": status} if status != held.status else {}
    new |= {name: getattr(found, name) for name in _lacked(held, found)}
    return {name: value for name, value in new.items() if value not in (None, "", ())}


def status_of(held: Status | None, found: Status | None) -> Status | None:
    """The graver of two statuses; of equally grave ones that which gives a source or a date."""
    bare = held is not None and held.source is None and held.on is None
    return found if bare and found and held and found.kind == held.kind else graver(held, found)


def _lacked(held: Paper, found: Paper) -> Iterator[str]:
    """Names of missing fields. Fields that are meaningful only together are taken together or not at all."""
    yield from (name for name in ("doi", "title", "abstract", *_PLAIN) if not getattr(held, name))
    if not held.abstract and not held.rights:
        yield "rights"
    if held.year is None:
        yield "year"
    if held.published is None and year_of(held) in (None, found.published.year if found.published else None):
        yield "published"
        if held.month is None and found.published is None and year_of(held) in (None, found.year):
            yield "month"
    if held.place is None:
        yield from _PLACES
    kind = held.kind
    if held.type is None and kind is None:
        yield from _KINDS
        kind = found.kind
    if held.editors is None and kind is not None and kind == found.kind:  # of a book; a journal has its own
        yield "editors"


def differing(held: Paper, found: Paper, years: Collection[int] = ()) -> Iterator[tuple[str, str, str]]:
    """The fields in which a record and its work differ, loosely compared: name and both values.

    ``years``: further years in which the work appeared (online, in print).
    """
    if held.title and found.title and not titles_alike(held.title, found.title):
        yield "title", held.title, found.title
    if held.abstract and found.abstract and not abstracts_alike(held.abstract, found.abstract):
        yield "abstract", held.abstract, found.abstract
    if authors_agree(held, found) is False:
        yield "authors", _names(held), _names(found)
    if held.journal and found.journal and not _one_journal(held, found):
        yield "journal", held.journal, found.journal
    for name in ("year", "volume", "issue"):
        one, other = getattr(held, name), getattr(found, name)
        if one and other and str(one).casefold() != str(other).casefold() and one not in years:
            yield name, str(one), str(other)
    if held.place and found.place and kept_apart_by_place(held, found):
        yield "page" if held.page else "article_number", held.place, found.place


def _one_journal(held: Paper, found: Paper) -> bool:
    """Whether two records name the same journal, in full, abbreviated or by ISSN."""
    if held.issn and held.issn == found.issn:
        return True
    names = [name for name in (found.journal, found.short_journal) if name]
    return any(_abbreviates(_words(held.journal or ""), _words(name)) for name in names)


def _abbreviates(one: list[str], other: list[str]) -> bool:
    """Whether, word by word, one name begins with the other's word or the other way round."""
    return len(one) == len(other) and all(
        a.startswith(b) or b.startswith(a) for a, b in zip(one, other, strict=True)
    )


def _words(name: str) -> list[str]:
    """The words of a journal's name that are compared; the place that MEDLINE adds in brackets is not."""
    return [word for word in folded(name.partition(" (")[0]).split() if word not in _SMALL]


def _names(paper: Paper) -> str:
    return ", ".join(one.short for one in paper.authors[:3]) + (" …" if len(paper.authors) > 3 else "")

"""Whether what Crossref knows is a kept record's work. In doubt it is not: a wrong abstract would be quoted as the paper's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from corpus.models import Paper
from corpus.sameness import authors_agree, kept_apart, same_title, titles_alike, titles_near, year_of

Verdict = Literal["same", "unclear", "other"]


def by_doi(held: Paper, found: Paper) -> Verdict:
    """Whether a record with a DOI is what Crossref knows under it; what a book's DOI stands on may be one of its chapters."""
    if not held.title or not found.title:
        return "unclear" if authors_agree(held, found) is False else "same"
    if titles_alike(held.title, found.title):
        return "same"
    near = titles_near(held.title, found.title) and authors_agree(held, found) and _years(held, found) is not False
    return "same" if near and held.kind == found.kind else "unclear"


def by_reference(held: Paper, found: Paper) -> Verdict:
    """Whether a record without a DOI is a work that was looked up by what it says.

    "same" where title, year (one more or less) and an author agree and nothing speaks against it; "unclear" where the
    title agrees and the rest cannot be told.
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
    """The one candidate that is the record's work, or those among which a curator has to choose; neither where none is near."""
    judged = [(one, by_reference(held, one)) for one in candidates]
    near = [(one, verdict) for one, verdict in judged if verdict != "other"]
    if len(near) == 1 and near[0][1] == "same":
        return near[0][0], ()
    return None, tuple(one for one, _ in near)


def _years(held: Paper, found: Paper) -> bool | None:
    """Whether two works appeared at about one time: online and in print are often a year apart; None where that is not known."""
    one, other = year_of(held), year_of(found)
    return abs(one - other) <= 1 if one and other else None


def _kinds(held: Paper, found: Paper) -> bool | None:
    """Whether two works are of one kind (article, chapter, preprint …); None where the record does not say what it is."""
    if held.kind == found.kind:
        return True
    return None if held.kind is None and held.type is None else False


def _one_place(held: Paper, found: Paper) -> bool:
    """Whether two works begin on one page of one volume."""
    pages = [(one.page or "").partition("-")[0] or one.article_number for one in (held, found)]
    return bool(pages[0] and pages[0] == pages[1] and held.volume and held.volume == found.volume)

"""A paper picked by what a person types after a command: its DOI, a link, a number in the list, a name, title words."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.assistant.citing import cite
from corpus.doi import Doi
from corpus.models import Paper
from index.analyzer import fold

CLEAR, CLOSE = 80, 45  # token_set_ratio, 0 to 100: sure enough to take, near enough to offer
MOST_OFFERED = 5


def pick(text: str, papers: Sequence[Paper]) -> tuple[Paper | None, tuple[Paper, ...]]:
    """The paper meant, or None and those that may have been meant, nearest first."""
    wanted = text.strip()
    exact = _exactly(wanted, papers)
    if exact is not None:
        return exact, ()
    names = [fold(f"{cite(paper)} {paper.title}") for paper in papers]
    near = (
        process.extract(fold(wanted), names, scorer=fuzz.token_set_ratio, score_cutoff=CLOSE, limit=MOST_OFFERED)
        if wanted
        else []
    )
    found = tuple(papers[place] for _, _, place in near)
    clear = near and near[0][1] >= CLEAR and (len(near) == 1 or near[1][1] < near[0][1])
    return (found[0], ()) if clear else (None, found)


def _exactly(wanted: str, papers: Sequence[Paper]) -> Paper | None:
    """By DOI in any spelling, key, number in the list, tail of a DOI, or the only paper of a first author."""
    doi = Doi.within(wanted)
    for paper in papers:
        if wanted and (paper.key == wanted or (doi is not None and paper.doi == doi)):
            return paper
    if wanted.isdecimal() and 1 <= int(wanted) <= len(papers):
        return papers[int(wanted) - 1]
    tails = [paper for paper in papers if paper.doi and len(wanted) >= 3 and paper.doi.endswith(wanted.lower())]
    firsts = [paper for paper in papers if paper.authors and fold(paper.authors[0].short) == fold(wanted)]
    return next((found[0] for found in (tails, firsts) if len(found) == 1), None)

"""A paper that is asked for by its DOI or a whole reference, and is not in the library."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant import compose
from bot.assistant.citing import of_another_paper
from bot.assistant.reply import Reply
from bot.assistant.wording import echoed, joined
from bot.models import Context
from corpus.doi import Doi
from corpus.models import Corpus, Paper
from index.models import Outcome

_LIMITS = ("doi:", "-doi:")  # what stands behind them limits the papers, and it is said of it that none fits


def not_held(question: str, near: Sequence[Paper], corpus: Corpus, context: Context) -> Reply | None:
    """The reply to a question with a DOI that none of the papers ``near`` it has, or to a pasted reference that none of them can be;
    None for anything else.
    """
    dois = strange_dois(question, near)
    if not dois and not of_another_paper(question, near):
        return None
    named = f"No paper here goes with {joined([echoed(doi) for doi in dois])}. Ask for the list of papers to see what there is."
    told = compose.said(question, named if dois else f"{compose.NOT_HELD} {compose.covered(corpus)}")
    return Reply(outcome=Outcome.NOTHING, kind="record", text=told, turn=context.previous, lacking=dois)


def strange_dois(text: str, papers: Sequence[Paper]) -> tuple[str, ...]:
    """The DOIs that a text names, if none of these papers has one of them, or speaks of it; else none."""
    words = (word for word in text.split() if not word.casefold().startswith(_LIMITS))
    found = tuple(str(doi) for word in words if (doi := Doi.within(word.rstrip("?!"))))
    return () if not found or any(_speaks_of(paper, doi) for paper in papers for doi in found) else found


def _speaks_of(paper: Paper, doi: str) -> bool:
    """True if a paper has this DOI, cut short or with more of an address behind it, or names it in its abstract or its notice."""
    own = str(paper.doi or doi)
    ours = paper.doi is not None and (own.startswith(doi) or doi.startswith(own))
    source = paper.status.source if paper.status else None
    return ours or doi in f"{paper.abstract} {source}".casefold()

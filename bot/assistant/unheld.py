"""A paper that is asked for by its DOI, a whole reference, or an author and a year, and is not in the library."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant import compose
from bot.assistant.citing import of_another_paper
from bot.assistant.reading.frame import Frame, keep, loosened
from bot.assistant.reading.people import papers_by
from bot.assistant.reading.periods import YEAR
from bot.assistant.reply import MOST_LINES, Reply, keys, lines
from bot.assistant.telling.holding import Library
from bot.assistant.turns.naming import DATED, Question
from bot.assistant.wording import echoed, joined
from bot.models import Context, Turn
from corpus.doi import Doi
from corpus.models import Corpus, Paper
from corpus.patterns import late
from index.models import Outcome

_YEAR = late(rf"\b{YEAR}\b")
# What stands behind an author who is cited by a year, and by no range of years.
_BEHIND = late(
    rf"(?:(?:et ?al|and (?:colleagues|others)) )?(?P<year>{YEAR})\b(?! (?:(?:to|or|and|until|through) )?{YEAR}\b)"
)
MOST_NAMES = 3  # names that the reply repeats
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
    """The DOIs that a text names; none if one of these papers has or mentions one of them."""
    words = (word for word in text.split() if not word.casefold().startswith(_LIMITS))
    found = tuple(str(doi) for word in words if (doi := Doi.within(word.rstrip("?!"))))
    return () if not found or any(_speaks_of(paper, doi) for paper in papers for doi in found) else found


def _speaks_of(paper: Paper, doi: str) -> bool:
    """True if a paper has this DOI, cut short or with more of an address behind it, or names it in its abstract or its notice."""
    own = str(paper.doi or doi)
    ours = paper.doi is not None and (own.startswith(doi) or doi.startswith(own))
    source = paper.status.source if paper.status else None
    return ours or doi in f"{paper.abstract} {source}".casefold()


def of_other_years(asked: Question, context: Context, library: Library) -> Reply | None:
    """The reply to a question about a paper that it cites by an author and a year, where that author's papers are all of other years; None
    for anything else.
    """
    dates = [one for one in asked.frame.filters if one.kind == "date"]
    if len(dates) != 1 or library.part or context.scope or asked.options:
        return None
    for names, year in _cited(asked.frame):
        theirs = papers_by(library.papers, names)
        if theirs and all(dates[0].reads(one) for one in theirs) and not keep(theirs, loosened(dates)):
            return _none_of(year, names, theirs, asked, context.previous)
    return None


def _cited(frame: Frame) -> list[tuple[tuple[str, ...], str]]:
    """The names and the year of each paper that a question cites by an author and a year: "Kang 2018", "the 2018 paper by Kang"."""
    words, people = frame.text.split(), [one for one in frame.people if not one.denied]
    behind = ((one.names, _BEHIND.match(" ".join(words[one.end :]))) for one in people)
    found = [(names, year["year"]) for names, year in behind if year]
    said = DATED.search(frame.text) if len(people) == 1 and not found else None
    return [(people[0].names, one[0]) for one in _YEAR.finditer(said[0])] if said else found


def _none_of(
    year: str, names: Sequence[str], theirs: Sequence[Paper], asked: Question, previous: Turn | None
) -> Reply:
    years = joined(sorted({str(one.year) for one in theirs}))
    head = f"No paper of {year} by {joined(names[:MOST_NAMES], 'or')} is in this library. What is here by that name is of {years}:"
    listed = keys(theirs)[:MOST_LINES]
    turn = previous or Turn(question=asked.asked, keys=listed, listed=listed)
    text = compose.said(asked.asked, f"{head}\n{lines(theirs)}")
    return Reply(outcome=Outcome.NOTHING, kind="record", text=text, keys=listed, turn=turn)

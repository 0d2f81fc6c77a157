"""Which paper of a library a notice in it speaks of, by its title: "Correction to: <title>", by the same authors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from corpus.models import Author, Notice, Paper, Status
from corpus.patterns import late
from corpus.retractions import Became, is_notice, spoken_of

_WORD = late(r"[^\W_]+")
_RETRACTS, _DOUBTS = late(r"\bretract", re.IGNORECASE), late(r"\bexpression of concern\b", re.IGNORECASE)
_REPEATED = 0.85  # of the words that a notice repeats of a title; the others are slips
_LEAST = 4  # words of it: fewer are no title


def noticed(papers: Sequence[Paper]) -> tuple[Notice, ...]:
    """What the notices among some papers say of others among them. One that names none by its title, or two alike, says
    nothing."""
    notices = [paper for paper in papers if is_notice(paper.title, _kinds(paper))]
    if not notices:
        return ()
    by_word = _by_word(papers, {notice.key for notice in notices})
    pairs = ((notice, _meant(notice, by_word)) for notice in notices)
    return tuple(
        Notice(of=str(paper.doi or paper.pmid), status=Status(kind=_became(notice), source=notice.link))
        for notice, paper in pairs
        if paper is not None and notice.link
    )


def _kinds(paper: Paper) -> tuple[str, ...]:
    return (paper.type or "", *paper.labels)


def _became(notice: Paper) -> Became:
    said = " ".join((notice.title.replace(spoken_of(notice.title), ""), *_kinds(notice)))
    return "retracted" if _RETRACTS.search(said) else "concern" if _DOUBTS.search(said) else "corrected"


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _by_word(papers: Iterable[Paper], notices: set[str]) -> Mapping[str, Sequence[Paper]]:
    """The papers that a notice can name, by each word of their titles."""
    found: defaultdict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        if paper.key not in notices and (paper.doi or paper.pmid):
            for word in _words(paper.title):
                found[word].append(paper)
    return found


def _meant(notice: Paper, by_word: Mapping[str, Sequence[Paper]]) -> Paper | None:
    """The paper whose title a notice repeats, whole or without its subtitle; that of its own journal where two are alike."""
    said = _words(spoken_of(notice.title))
    rarest = sorted(said, key=lambda word: len(by_word.get(word, ())))
    tried = rarest[: len(said) - int(_REPEATED * len(said)) + 1] if len(said) >= _LEAST else ()
    near = {paper.key: paper for word in tried for paper in by_word.get(word, ())}.values()
    scores = {
        paper.key: (_alike(said, paper), bool(paper.journal) and paper.journal == notice.journal)
        for paper in near
        if len(said & _words(paper.title)) >= _REPEATED * len(said) and _may_be_of(notice, paper)
    }
    best = [paper for paper in near if scores and scores.get(paper.key) == max(scores.values())]
    return best[0] if len(best) == 1 else None


def _alike(said: frozenset[str], paper: Paper) -> float:
    title = _words(paper.title)
    return len(said & title) / len(said | title)


def _may_be_of(notice: Paper, paper: Paper) -> bool:
    """True if a notice is no older than a paper and has an author of it; without authors it has to repeat the whole title."""
    if notice.year and paper.year and notice.year < paper.year:
        return False
    if notice.authors and paper.authors:
        return not set(map(_name, notice.authors)).isdisjoint(map(_name, paper.authors))
    return _alike(_words(spoken_of(notice.title)), paper) >= _REPEATED


def _name(author: Author) -> str:
    return author.short.casefold()

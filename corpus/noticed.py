"""Which paper a notice is about: it repeats that paper's title, in its own title or in its text, or names its DOI.

A notice ("Correction to: <title>") is by the same authors or by those who publish notices ("Editors of …", a publisher, nobody).
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

from corpus.doi import Doi
from corpus.models import Author, Notice, Paper, Status, graver
from corpus.patterns import late
from corpus.retractions import asks_for_notices, became, is_notice, kinds_of, spoken_of
from corpus.sameness import folded

_WORD = late(r"[^\W_]+")
# Who signs what a journal prints on its own account.
_OFFICE = late(r"\b(?:editors?|editorial|publishers?|publishing|staff)\b", re.IGNORECASE)
_REPEATED = 0.85  # of the words that a notice repeats of a title; the others are slips
_LEAST = 4  # words of it: fewer are no title
_NEAR = 7  # words between a title and the statement about it: "retracted the article that was published as …"


def tells(paper: Paper) -> bool:
    """Whether a record is a notice about another paper."""
    return is_notice(paper.title, kinds_of(paper))


def statuses(papers: Sequence[Paper], telling: Sequence[int], notices: Iterable[Notice]) -> dict[str, Status]:
    """The status that notices give to papers, by DOI or PMID without capitals: ``notices``, and the papers in the places
    ``telling``, which are notices about others."""
    said: dict[str, Status] = {}
    for notice in (*notices, *(_noticed(papers, telling) if telling else ())):
        name = notice.of.casefold()
        said[name] = graver(said.get(name), notice.status) or notice.status
    return said


def with_status(paper: Paper, said: Mapping[str, Status]) -> Paper:
    """A paper with the status that is said of it, unless its own is as grave."""
    found = next(
        (said[name] for name in (str(paper.doi or "").casefold(), paper.pmid or "") if name in said), None
    )
    status = graver(paper.status, found)
    return paper if status == paper.status else paper.model_copy(update={"status": status})


def _noticed(papers: Sequence[Paper], telling: Iterable[int]) -> Iterator[Notice]:
    """What the notices among some papers say about the others. A notice that names no title, or a title that two
    papers share, says nothing.
    """
    notices = [papers[place] for place in telling]
    others = _Nameable(papers, notices)
    for notice in notices:
        paper = _cited(notice, others) or _meant(notice, others)
        if paper is not None and notice.link:
            yield Notice(of=str(paper.doi or paper.pmid), status=Status(kind=became(notice), source=notice.link))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


class _Nameable:
    """The papers that notices can name, by the words of their titles and the DOIs that stand in some notice."""

    def __init__(self, papers: Sequence[Paper], notices: Sequence[Paper]) -> None:
        words = frozenset[str]().union(*(_words(spoken_of(notice.title)) for notice in notices))
        dois, keys = frozenset[Doi]().union(*map(_named, notices)), {notice.key for notice in notices}
        self._papers, self._by_doi = papers, dict[Doi, int]()
        self._by_word: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        for place, paper in enumerate(papers):
            if paper.key in keys or not (paper.doi or paper.pmid):
                continue
            if paper.doi in dois:
                self._by_doi[paper.doi] = place
            for word in _words(paper.title) & words:
                self._by_word[word].append(place)

    def having(self, word: str) -> Iterator[Paper]:
        """Those with a word in their titles."""
        return map(self._papers.__getitem__, self._by_word.get(word, ()))

    def count(self, word: str) -> int:
        """How many have a word in their titles."""
        return len(self._by_word.get(word, ()))

    def with_dois(self, dois: Iterable[Doi]) -> list[Paper]:
        """Those with some DOIs."""
        return [self._papers[self._by_doi[doi]] for doi in dois if doi in self._by_doi]


def _cited(notice: Paper, others: _Nameable) -> Paper | None:
    """The one paper whose DOI a notice names that repeats no title ("Expression of concern")."""
    if len(_words(spoken_of(notice.title))) >= _LEAST:
        return None
    cited = others.with_dois(_named(notice))
    return cited[0] if len(cited) == 1 and not _is_older(notice, cited[0]) else None


def _meant(notice: Paper, others: _Nameable) -> Paper | None:
    """The paper whose title a notice repeats, with or without its subtitle; of several the one whose DOI it names,
    then the one in its journal, then the one by authors it mentions.
    """
    said, named = _words(spoken_of(notice.title)), _named(notice)
    rarest = sorted(said, key=others.count)
    tried = rarest[: len(said) - int(_REPEATED * len(said)) + 1] if len(said) >= _LEAST else ()
    near = {paper.key: paper for word in tried for paper in others.having(word)}.values()
    scores = {
        paper.key: (
            *(paper.doi in named, _alike(said, paper) == 1, _quotes(notice, paper), _alike(said, paper)),
            *(_one_journal(notice, paper), _tells_of(notice, paper)),
        )
        for paper in near
        if len(said & _words(paper.title)) >= _REPEATED * len(said) and _may_be_of(notice, paper, named)
    }
    best = [paper for paper in near if scores and scores.get(paper.key) == max(scores.values())]
    return best[0] if len(best) == 1 else None


def _named(notice: Paper) -> frozenset[Doi]:
    """The DOIs that a notice names in its title and its text, without its own."""
    words = f"{notice.title} {notice.abstract or ''}".split()
    found = (Doi.within(word) for word in words if "10." in word)
    return frozenset(doi for doi in found if doi and doi != notice.doi)


def _alike(said: frozenset[str], paper: Paper) -> float:
    title = _words(paper.title)
    return len(said & title) / len(said | title)


def _quotes(notice: Paper, paper: Paper) -> bool:
    """Whether a notice's text says, right before or behind a paper's whole title, that it is taken back, doubted or corrected,
    and the notice's own title is the beginning of it. A title that is only mentioned ("the protocol, …") is another paper's."""
    begun, title = folded(spoken_of(notice.title)), folded(paper.title)
    if not f"{title} ".startswith(f"{begun} "):
        return False
    parts = f" {folded(notice.abstract or '')} ".split(f" {title} ")
    return any(
        asks_for_notices(" ".join((*before.split()[-_NEAR:], *behind.split()[:_NEAR])))
        for before, behind in pairwise(parts)
    )


def _may_be_of(notice: Paper, paper: Paper, named: Collection[str]) -> bool:
    """True if a notice is no older than a paper and has an author of it or names its DOI. A notice signed by the
    editors or the publisher, or one that names the authors only in its text, must repeat the whole title, be in the
    paper's journal and name no other DOI.
    """
    if _is_older(notice, paper):
        return False
    if paper.doi in named or not set(map(_name, notice.authors)).isdisjoint(map(_name, paper.authors)):
        return True
    printed = not paper.authors or all(_is_office(one, notice) for one in notice.authors)
    told = printed or (_one_journal(notice, paper) and _tells_of(notice, paper))
    elsewhere = notice.journal and paper.journal and not _one_journal(notice, paper)
    repeats = _alike(_words(spoken_of(notice.title)), paper) >= _REPEATED or _quotes(notice, paper)
    return told and not named and not elsewhere and repeats


def _is_older(notice: Paper, paper: Paper) -> bool:
    return bool(notice.year and paper.year and notice.year < paper.year)


def _one_journal(notice: Paper, paper: Paper) -> bool:
    return bool(notice.journal and paper.journal) and folded(notice.journal or "") == folded(paper.journal or "")


def _tells_of(notice: Paper, paper: Paper) -> bool:
    """Whether a notice's text names an author of a paper."""
    text = f" {folded(notice.abstract or '')} "
    return any(f" {folded(one.short)} " in text for one in paper.authors)


def _is_office(author: Author, notice: Paper) -> bool:
    """Whether an author is no person: the editors, the publisher, the journal under its own name."""
    name = _words(author.name)
    own = (_words(notice.journal or ""), _words(notice.publisher or ""))
    return _OFFICE.search(author.name) is not None or any(
        name == one or (len(name) > 1 and name <= one) for one in own
    )


def _name(author: Author) -> str:
    return author.short.casefold()

"""What is counted of questions in people's own words: by overlap with the paper's, near misses, several papers, no topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.terms.analyzer import Analyzer
from index.terms.words import ASKING
from tests.quality.score import Scored, Share

MISS, SEVERAL = "unanswerable-neighbour", "several"
_ANALYZER = Analyzer()


def shows(one: Scored) -> bool:
    """A reader sees a sentence that answers, or of several papers one sentence of each."""
    text, pieces = _plain(one.answer.text), [_plain(piece) for piece in one.asked.show]
    return any(piece in text for piece in pieces) if pieces else one.first


def names(one: Scored) -> bool:
    """The reply says that the thing is missing that is: a word of it, in any form."""
    said = {term for words in (*one.answer.unknown_words, *one.answer.not_said) for term in _ANALYZER.terms(words)}
    missing = {t.term for t in _ANALYZER.tokens(one.asked.missing or "") if t.word not in ASKING}
    return bool(said & missing if missing else said)


def cites_all(one: Scored) -> bool:
    """Every paper that is meant is cited."""
    return set(one.asked.papers) <= set(one.answer.keys)


def hedged(one: Scored) -> bool:
    """Answered under a hedge."""
    return one.answer.answered and not one.answer.sure


def right(one: Scored) -> bool:
    """Right end to end: what is asked is shown as the answer; what is not there is declined, or hedged by its name."""
    if one.asked.kind == SEVERAL:
        return cites_all(one)
    if one.asked.expect == "answered":
        return one.first and shows(one) and one.answer.answered
    return not one.answer.answered or (hedged(one) and names(one))


def shares_of_people(scored: Sequence[Scored]) -> list[Share]:
    """The table of such a set."""
    single = [one for one in scored if one.asked.expect == "answered" and one.asked.kind != SEVERAL]
    missed = [one for one in scored if one.asked.kind == MISS]
    several = [one for one in scored if one.asked.kind == SEVERAL]
    rows = [row for overlap in ("mostly", "partly", "hardly", None) for row in _of_overlap(single, overlap)]
    rows += [
        _share("near misses declined", missed, lambda one: not one.answer.answered),
        _share("near misses declined or hedged by name", missed, right),
        _share("near misses answered, and sure", missed, lambda one: one.answer.answered and one.answer.sure),
        _share("right answers under a hedge", [o for o in single if right(o)], hedged),
        _share("several papers: all cited", several, cites_all),
    ]
    for kind in ("no-topic", "offtopic"):
        rows.append(
            _share(f"{kind} answered", [o for o in scored if o.asked.kind == kind], lambda o: o.answer.answered)
        )
    return [*rows, _share("one paper right end to end", single, right), _share("right end to end", scored, right)]


def _of_overlap(single: Sequence[Scored], overlap: str | None) -> list[Share]:
    ours, name = [one for one in single if one.asked.overlap == overlap], overlap or "any overlap"
    if not ours:
        return []
    return [
        _share(f"{name}: right paper first", ours, lambda one: one.first),
        _share(f"{name}: words shown", ours, shows),
        _share(f"{name}: answered", ours, lambda one: one.answer.answered),
    ]


def _plain(text: str) -> str:
    return " ".join(text.replace("\n> ", " ").split()).casefold()


def _share(name: str, scored: Sequence[Scored], held: Callable[[Scored], bool]) -> Share:
    return Share(name=name, hits=sum(map(held, scored)), of=len(scored))

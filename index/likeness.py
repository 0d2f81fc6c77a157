"""Whether two questions ask the same thing: a text that is the same for both, or not.

likeness(one, reader.read(one), reader, analyzer) & likeness(other, reader.read(other), reader, analyzer)

Terms may stand in any order, but for words that say which way round ("before", "than", "cause", "not", a number): what
stands before and behind these stays so. Articles, "is" and politeness say nothing; negations, numbers, opposites and words of asking
("how many", "who") stay. Where it is not sure, two questions are two.
"""

from __future__ import annotations

from collections.abc import Iterable

from index.analyzer import Analyzer, Token
from index.bigrams import is_run
from index.query import Query
from index.reader import REPAIRED, Reader

# Nothing is lost with these, unless they are written in capitals and so are a name. "A" stays: "vitamin A" is no vitamin.
IDLE = frozenset("an the is are was were be been being am there please pls plz kindly what which whats".split())
# What stands before them and what stands behind them are not to be exchanged.
_TURNING = frozenset(
    """
    about above after against among as at because before behind below beneath beside beyond by despite do does did done down during
    except for from given has had have if in instead into like of off on onto out over per since than then through to toward towards
    under unless unlike until up upon when where while whose with within without but cannot neither never no none nor not only
    cause causes caused causing affect affects affected affecting influence influences influenced lead leads led leading
    increase increases increased increasing decrease decreases decreased reduce reduces reduced reducing raise raises raised
    lower lowers lowered improve improves improved improving worsen worsens worsened predict predicts predicted predicting
    prevent prevents prevented preventing induce induces induced trigger triggers triggered drive drives driven
    treat treats treated treating replace replaces replaced follow follows followed precede precedes preceded
    exceed exceeds beat beats outperform outperforms outperformed favor favour favors favours prefer prefers preferred
    mean means meant get gets got become becomes became turn turns turned
    """.split()
)


def likeness(question: str, query: Query, reader: Reader, analyzer: Analyzer) -> frozenset[str]:
    """What questions that ask the same have in common: how this one is written and, where the library mends a slip in it, how
    it is read. ``query`` is the question as ``reader`` reads it. Empty for a question without a word.
    """
    texts = (question, _mended(question, query, reader))
    return frozenset(filter(None, (_canonical(analyzer.tokens(text), text) for text in texts)))


def _mended(question: str, query: Query, reader: Reader) -> str:
    """The question with the words the library takes its slips for; a word that is one ("without") stays, whatever is near it."""
    slips = [
        (concept.start, concept.end, shown)
        for concept in query.concepts
        for _, credit, shown in concept.others
        if credit == REPAIRED and shown and 0 <= concept.start < concept.end
        if concept.words not in _TURNING and not reader.is_word(concept.words)
    ]
    for start, end, shown in sorted(slips, reverse=True):
        question = f"{question[:start]}{shown}{question[end:]}"
    return question


def _canonical(tokens: Iterable[Token], text: str) -> str:
    """The terms of a text in one order; in their own where there are kanji and kana, whose pairs are no words."""
    shouted = text.isupper()  # all in capitals: they tell nothing
    said = [
        one
        for one in tokens
        if one.term and not (one.word in IDLE and (shouted or _small(text[one.start : one.end])))
    ]
    if any(is_run(text[one.start : one.end]) for one in said):
        return " ".join(one.term for one in said)
    parts: list[list[str]] = [[]]
    for one in said:
        if any(map(str.isdigit, one.word)) or (
            one.word in _TURNING and (shouted or _small(text[one.start : one.end]))
        ):
            parts += [[one.term], []]
        else:
            parts[-1].append(one.term)
    return " | ".join(" ".join(sorted(part)) for part in parts if part)


def _small(written: str) -> bool:
    """True for a word that is not written in capitals."""
    return len(written) == 1 or not written.isupper()

"""Whether two questions ask the same thing: makes texts that are equal for both if they do.

likeness(one, reader.read(one), reader, analyzer) & likeness(other, reader.read(other), reader, analyzer)

The order of words does not matter, except around words that give a direction ("before", "than", "cause", "not",
a number): what stands before and after these must be the same. Articles, "is" and "please" are ignored;
negations, numbers, opposites and words of asking ("how many", "who") are kept. In case of doubt, two questions
are different.
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
    """One or two texts for a question: as it is written and, if the library repairs a spelling in it, as it is
    read. Two questions ask the same if they share a text. ``query`` is the question as read by ``reader``. Empty
    for a question without words.
    """
    texts = (question, _mended(question, query, reader))
    return frozenset(filter(None, (_canonical(analyzer.tokens(text), text) for text in texts)))


def _mended(question: str, query: Query, reader: Reader) -> str:
    """The question with its spelling mistakes repaired; a correct word ("without") is never changed."""
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
    """The terms of a text, sorted between words of direction; in their own order if there are kanji or kana,
    whose pairs are no words."""
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
    """True if a word is not all in capitals; one letter is never counted as capitals."""
    return len(written) == 1 or not written.isupper()

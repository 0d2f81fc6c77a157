"""Where in a question words name papers: before a noun for one, behind it, behind "about"."""

from __future__ import annotations

from collections.abc import Collection

from bot.assistant.reading.workspace import Workspace

# Words that may stand inside a name ("quality of life paper", "surgery and radiotherapy trial").
_INSIDE = frozenset("of in and for with after without vs versus to at under during as by from on".split())
# What may follow the noun of one paper, or of several, and bring the words that name them.
_AFTER_ONE = frozenset(
    "of on about with in for that which from by where comparing called titled named entitled using describing evaluating"
    " examining investigating looking regarding whose dealing".split()
)
_AFTER_MANY = frozenset("of on about for in with regarding concerning".split())
_DETERMINERS = frozenset(
    "the a an this that these those its their his her your our my any some all each every".split()
)


def slots_of(space: Workspace, unexplained: set[int], about: Collection[int]) -> set[int]:
    """The places of unexplained words that name papers or their topic; ``about`` are those of "about", "on" and the like."""
    words, lexicon = space.words, space.lexicon
    found: set[int] = set()
    if about:
        found |= {i for i in unexplained if i > max(about)}
    for at, word in enumerate(words):
        if word not in lexicon.nouns:
            continue
        found |= _before(at, words, unexplained, lexicon.nouns, space.taken)
        behind = words[at + 1] if at + 1 < len(words) else ""
        single = word in lexicon.one and (at == 0 or words[at - 1] not in ("which", "what"))
        if behind in (_AFTER_ONE if single else _AFTER_MANY):
            found |= {i for i in unexplained if i > at + 1}
    found |= {i for i in unexplained if i and space.is_denied([i])}
    for at, word in enumerate(words):
        if word in ("called", "titled", "entitled", "named") or (
            word in ("by", "from") and at + 1 in unexplained | space.taken
        ):
            found |= _behind(at, words, unexplained, space)
    return found


def _behind(at: int, words: list[str], unexplained: set[int], space: Workspace) -> set[int]:
    """The unexplained words right behind one that brings a name."""
    run = set[int]()
    for i in range(at + 1, len(words)):
        if i in unexplained:
            run.add(i)
        elif i not in space.taken and words[i] not in ("dr", "prof", "the", "of", "and", "or"):
            break
    return run


def _before(
    noun: int, words: list[str], unexplained: set[int], nouns: Collection[str], taken: Collection[int]
) -> set[int]:
    """The run of unexplained words right before a noun, with small words inside it."""
    at, run = noun - 1, set[int]()
    while at >= 0 and (words[at] in nouns or at in taken) and words[at] not in _DETERMINERS:
        at -= 1
    while at >= 0:
        if at in unexplained:
            run.add(at)
        elif not (words[at] in _INSIDE and at - 1 in unexplained and run):
            break
        at -= 1
    return run

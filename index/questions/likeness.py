"""Whether two questions ask the same thing: makes texts that are equal for both if they do.

    likeness(one, reader.read(one), reader, analyzer) & likeness(other, reader.read(other), reader, analyzer)

A word of asking and one term ("sleep how long"), or the members of a list ("tea and sleep"), may change places, except
around words and signs that give a direction ("before", "than", "cause", "not", "<", a number): what stands before and
behind these must be the same. Otherwise the order of terms must be the same: one may be a verb, and "stress cancer" is
not "cancer stress". Articles, "is" and "please" are ignored (an "A" that names something is no article: "group A");
negations, numbers, signs, opposites and words of asking ("how many", "who") are kept. In case of doubt, two questions
are different.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from corpus.patterns import late
from index.questions import slips
from index.questions.reader import QueryReader
from index.terms.analyzer import Analyzer, Token
from index.terms.query import Query
from index.terms.words import ASKING, common_spelling, is_run

# These words can be ignored, unless capitals make them a name.
IDLE = frozenset("an the is are was were be been being am there please pls plz kindly what which whats".split())
# The words before and after these must not be exchanged.
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

# What compares, and the signs of numbers, markers and charges; a hyphen inside a word is none.
_SIGN = late(r"[<>]=?|[=≠≈±×%‰≤≥]|(?<!\w)[-+−–](?=\w)|(?<=\w)[-+−–](?!\w)")
_ONE_SIGN = str.maketrans({"−": "-", "–": "-", "≤": "<=", "≥": ">="})
_FORM = late(r"(?:ies|.?(?:ed|ing)|e?s|e|y|d)$")  # what another form of a word has behind its stem
_COUNTING = ("few", "little")  # "a few" are more than "few"
# "what is the yield" asks of the yield; "what inhibits it" and "it inhibits what" are two
_ASKS = (
    "what",
    "which",
)
_IS = late(r"\W*(?:s|is|are|was|were)\b", re.IGNORECASE)
_SHORT_IS = late(r"\b(?:what|who|where|when|how|there|that|it)['’]\Z", re.IGNORECASE)  # before the "s" of "what's"
_JOINS = ("and", "or")


class _Said(NamedTuple):
    """A word or sign of a question: its place, the name that is compared, and whether it gives a direction."""

    at: int
    name: str
    turns: bool


def likeness(question: str, query: Query, reader: QueryReader, analyzer: Analyzer) -> frozenset[str]:
    """One or two texts for a question: as it is written and, if the library repairs a spelling in it, as it is
    read. Two questions ask the same if they share a text. ``query`` is the question as read by ``reader``. Empty
    for a question without words.
    """
    texts = (question, mended(question, query, reader))
    return frozenset(filter(None, (_canonical(analyzer.tokens(text), text) for text in texts)))


def mended(question: str, query: Query, reader: QueryReader) -> str:
    """The question with its spelling mistakes repaired; a correct word ("without") is never changed."""
    return slips.mended(question, query.concepts, lambda word: word in _TURNING or reader.is_word(word))


def _canonical(tokens: Iterable[Token], text: str) -> str:
    """The terms and signs of a text, in a fixed order where the order says nothing; in their own order if there are
    kanji or kana, whose pairs are no words."""
    shouted = text.isupper()  # all in capitals: they tell nothing
    there = [token for token in tokens if token.term]
    around = zip([None, *there], there, [*there[1:], None], strict=False)
    words = [
        one
        for before, token, after in around
        if not _is_article(before, token, after, text, shouted)
        if (one := _said(token, text, shouted)).name
    ]
    if not words:
        return ""
    signs = [_Said(sign.start(), sign[0].translate(_ONE_SIGN), True) for sign in _SIGN.finditer(text)]
    said = sorted([*words, *signs], key=attrgetter("at"))
    if any(is_run(text[one.at : one.at + 1]) for one in said):
        return " ".join(one.name for one in said)
    parts: list[list[str]] = [[]]
    for one in said:
        if one.turns:
            parts += [[one.name], []]
        else:
            parts[-1].append(one.name)
    return " | ".join(_in_fixed_order(part) for part in parts if part)


def _is_article(before: Token | None, token: Token, after: Token | None, text: str, shouted: bool) -> bool:
    """Whether an "a" is an article: it begins a question or stands behind a small word, a noun follows it, and no capital
    shows that it is a name.
    """
    if token.word != "a" or after is None or text[token.end : after.start] != " ":
        return False
    capital = text[token.start : token.end] == "A" and before is not None and not shouted
    begins = before is None or before.word in ASKING
    return begins and not capital and after.word not in ASKING and after.word not in _COUNTING


def _said(token: Token, text: str, shouted: bool) -> _Said:
    """A token by the name that is compared, which is empty for a word that is ignored."""
    capitals = not shouted and token.end - token.start > 1 and text[token.start : token.end].isupper()
    asks = token.word in _ASKS and not _IS.match(text, token.end)
    short = token.word == "s" and _SHORT_IS.search(text, 0, token.start) is not None
    if short or (token.word in IDLE and not (capitals or asks)):
        return _Said(token.start, "", False)
    turns = any(map(str.isdigit, token.word)) or (token.word in _TURNING and not capitals)
    name = "A" if token.word == "a" else token.term + _ending(token)
    return _Said(token.start, name.upper() if capitals and token.word in ASKING else name, turns)


def _ending(token: Token) -> str:
    """What makes a word different from others of the same stem ("immunity", "immunization"); empty for a mere form
    ("porters")."""
    word = common_spelling(token.word)
    stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, token.term, strict=False)))
    if not word.isalpha() or stem < len(token.term) - 1:  # "men", of "man"
        return ""
    rest = _FORM.sub("", word[stem:]).replace("isation", "ization")
    return f"-{rest}" if rest else ""


def _in_fixed_order(part: list[str]) -> str:
    """The names between two words of direction: sorted if they are a list with "and" or "or" of one or two names
    each, or a word of asking and another name.
    """
    names = _asked_for(part)
    joins = {name for name in names if name in _JOINS}
    members: list[list[str]] = [[]]
    for name in names:
        if name in _JOINS:
            members.append([])
        else:
            members[-1].append(name)
    if len(joins) > 1 or any(len(member) > 2 for member in members):
        return " ".join(names)
    return f" {''.join(joins)} ".join(sorted(" ".join(_asking_first(member)) for member in members))


def _asking_first(names: list[str]) -> list[str]:
    """One or two names, a word of asking first."""
    return sorted(names, key=lambda name: name.split()[0] not in ASKING)


def _asked_for(part: list[str]) -> list[str]:
    """The names, with "how long" as one."""
    found: list[str] = []
    for name in part:
        if found and found[-1] == "how":
            found[-1] = f"how {name}"
        else:
            found.append(name)
    return found

"""Regular expressions that are compiled when they are first used: compiling all of them took a third of the time to a
first answer.

None is compiled for a text in which it can find nothing: a pattern for "cited" or "viewed" waits for a text with one of
these words. What a pattern needs is read from its source, which takes a tenth of the time that compiling it takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from corpus.remembering import SENTENCES

# The result of each method of a pattern for a text without a match.
_FINDS_NOTHING: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "search": lambda text: None,
        "match": lambda text: None,
        "fullmatch": lambda text: None,
        "split": lambda text: [text],
        "findall": lambda text: [],
        "finditer": lambda text: iter(()),
        "sub": lambda text: text,
        "subn": lambda text: (text, 0),
    }
)
_ABOUT_IT = ("flags", "groups", "groupindex")
LOOKED_AT = 50  # texts; a pattern that is asked about more of them is made

_LETTERS = r"[^\\.^$*+?{}\[\]|()]++"
# Without groups of its own each part is found by its first character alone.
_PART = re.compile(
    rf"{_LETTERS}(?:\|(?:{_LETTERS}\|)*+)?+"  # letters, and whole branches behind them
    r"|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[0-9]{1,3}|.)"
    r"|\((?:\?(?:[:>]|P<\w+>))?[\w ',-][\w ',?-]*(?:\|[\w ',-][\w ',?-]*)*\)"  # a choice: (?:reviews?|papers)
    r"|\(\?(?:[a-zA-Z]+|P=\w+|\#[^)]*)\)"  # (?i), (?P=name), (?#remark)
    r"|\(\?<?[=!](?:[^\\\[\]()]|\\.|\[\^?\]?(?:\\.|[^\]\\])*+\])*+\)"  # a look ahead or behind without groups
    r"|\((?:\?(?:<?[=!]|\(|P<\w+>|[a-zA-Z]*(?:-[a-zA-Z]+)?:|>))?"  # what opens a look, or a group
    r"|\[\^?\]?(?:\\.|[^\]\\])*+\]"
    r"|(?:[*+?]|\{\d*(?:,\d*)?\})[?+]?"
    r"|.",
    re.DOTALL,
)
_SIGNS = frozenset("\\.^$*+?{}[]|()")  # what parts begin with that are not letters
_BESIDE = ("(?=", "(?!", "(?<=", "(?<!", "(?(")  # look ahead or behind, or ask whether a group was found
_IGNORES_CASE = re.compile(r"\(\?[a-zA-Z]*i")
_SPACED_OUT = re.compile(r"\(\?[a-zA-Z]*x")
_IGNORING, _VERBOSE = int(re.IGNORECASE), int(re.VERBOSE)  # as numbers: "&" of flags takes as long as ten of these
_DOUBTFUL = re.compile(r".\?+")
_DIGITS = tuple("0123456789")
_TELLING = 3  # letters of a word that tells as much as a digit: few texts have one

_Words = tuple[str, ...]  # one of which is needed
_Way = list[_Words]  # each of which is needed


class Need(NamedTuple):
    """What a text must contain for a pattern to match: one of ``words``, in small letters; empty if nothing is known.

    ``beyond``: this also holds for texts beyond ASCII, where "ſ" matches an "s" if case is ignored, and "٣" a digit.
    ``ways``: what else is known for texts in ASCII: in at least one of the ways, one text of each of several groups
    stands in it.
    """

    words: _Words
    beyond: bool
    ways: tuple[_Way, ...] = ()

    def is_met(self, text: str) -> bool:
        """False only if the pattern finds nothing in a text."""
        if not self.words or not (self.beyond or text.isascii()):
            return True
        low = text.lower()
        for word in self.words:  # faster than any(map(…)): most patterns need one word
            if word in low:
                break
        else:
            return False
        held, ways = low.__contains__, self.ways if text.isascii() else ()
        return not ways or any(all(any(map(held, words)) for words in way) for way in ways)


def needed(pattern: str, flags: int = 0) -> Need:
    """What a text needs to be matched by a pattern; nothing is known of a pattern that asks whether a group was found."""
    if flags & _VERBOSE or _SPACED_OUT.search(pattern):
        return _UNKNOWN
    if "(?(" in pattern and "(?(" in _PART.findall(pattern):
        return _UNKNOWN
    ignores = bool(flags & _IGNORING or _IGNORES_CASE.search(pattern))
    ways = _ways(iter(_PART.findall(pattern)), ignores)
    words = _rarest(ways)
    several = any(len(way) > 1 for way in ways)
    return Need(words, not ignores and not set(words) & set(_DIGITS), tuple(ways) if words and several else ())


_UNKNOWN = Need((), False)


def _ways(parts: Iterator[str], ignores: bool) -> list[_Way]:
    """What each of the branches needs that begin here, up to the end of their group; their parts are taken from ``parts``."""
    ways, way, run = list[_Way](), _Way(), ""
    before = 0  # how many needs of the way stand before the last part
    for part in parts:
        sign = part[0]
        if sign not in _SIGNS:
            if "|" not in part:
                run += part
                continue
            letters, *branches = part.split("|")
            ways += [way + _runs(run + letters, ignores), *(_runs(branch, ignores) for branch in branches[:-1])]
            way, run, before = [], "", 0
            continue
        if sign in "*+?" or (sign == "{" and len(part) > 1):
            if not _least(part):  # the last part may be missing: a letter, or all that was needed by it
                way, run = (way, run[:-1]) if run else (way[:before], "")
        elif sign == "\\" and _is_sign(part[1]):
            run += part[1]
            continue
        if run:
            way += _runs(run, ignores)
            run = ""
        before = len(way)
        if sign == "|":
            ways.append(way)
            way, before = [], 0
        elif sign == ")":
            break
        elif sign == "(" or part == r"\d":
            way += _of_part(part, parts, ignores)
    return [*ways, way + _runs(run, ignores)] if run else [*ways, way]


def _of_part(part: str, parts: Iterator[str], ignores: bool) -> _Way:
    """What one part needs; if it is a group, the rest of the group is taken from ``parts``."""
    if part[0] == "(" and part[-1] != ")":
        inner = _ways(parts, ignores)
        if part in _BESIDE:
            return []
        if len(inner) == 1:
            return inner[0]
        words = _rarest(inner)
    elif part[0] == "(":
        words = _choice(part, ignores)
    else:
        words = _DIGITS
    return [words] if words else []


def _rarest(ways: Sequence[_Way]) -> _Words:
    """A set of words such that each alternative needs one of them; empty if an alternative needs nothing."""
    if not all(ways):
        return ()
    rarest = [way[0] if len(way) == 1 else max(way, key=_worth) for way in ways]
    return rarest[0] if len(rarest) == 1 else tuple(dict.fromkeys(chain.from_iterable(rarest)))


@lru_cache(maxsize=1024)
def _choice(part: str, ignores: bool) -> _Words:
    """What a group of plain words (a letter may be optional, "reviews?") needs: one of them. Other groups: nothing."""
    begins = 1 if part[1] != "?" else 3 if part[2] in ":>" else part.index(">") + 1 if part[2:4] == "P<" else 0
    if not begins:
        return ()
    branches = (written := part[begins:-1]).split("|")
    if "?" in written:
        branches = [max(_DOUBTFUL.split(word), key=len) if "?" in word else word for word in branches]
    if written.isascii():
        return tuple(dict.fromkeys(map(str.lower, branches))) if all(map(str.strip, branches)) else ()
    words = [_runs(word, ignores) for word in branches]
    return tuple(dict.fromkeys(max(pieces, key=_worth)[0] for pieces in words)) if all(words) else ()


def _is_sign(character: str) -> bool:
    """True if a character stands for itself behind a backslash."""
    return character.isascii() and not character.isalnum()


def _least(repeated: str) -> int:
    """How often the part before at least stands there."""
    if repeated[0] != "{":
        return int(repeated[0] == "+")
    return int(repeated[1:].partition("}")[0].partition(",")[0] or 0)


def _runs(run: str, ignores: bool) -> list[tuple[str, ...]]:
    """The pieces of a run of letters that every text that it stands in has in small letters, each as one need."""
    if run.isascii():
        return [(run.lower(),)] if run.strip() else []
    # If case is ignored, a letter beyond ASCII may match another one; kanji and the like have only one case.
    kept = "".join(
        c.lower() if c.isascii() or (c.lower() == c and not (ignores and c.upper() != c)) else "\n" for c in run
    )
    return [(piece,) for piece in kept.split("\n") if piece.strip()]


@lru_cache(maxsize=4096)
def _worth(words: tuple[str, ...]) -> tuple[int, int]:
    """How rare texts are that have one of some words."""
    least = min(map(len, map(str.strip, words)), default=0)
    return _TELLING if least == 1 and words[0].isdigit() else least, -len(words)


class _Late:
    """Stands for a pattern until it may find something, and from then on does what the pattern does."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, int(flags)
        self._looked_at = 0

    @cached_property
    def need(self) -> Need:
        """What a text needs to be matched."""
        return needed(self.pattern, self._flags)

    def __repr__(self) -> str:
        """The pattern and its flags, the same in every process: digests of what answers depend on are made from it."""
        return f"late({self.pattern!r}, {self._flags:d})"

    def __getattr__(self, name: str) -> Any:
        if name in _FINDS_NOTHING:
            return partial(self._used, name)
        if name not in _ABOUT_IT:
            raise AttributeError(name)
        return getattr(self._made(), name)

    def _made(self) -> re.Pattern[str]:
        made = re.compile(self.pattern, self._flags)
        self.__dict__.update((use, getattr(made, use)) for use in (*_FINDS_NOTHING, *_ABOUT_IT))
        return made

    def _used(self, use: str, *given: Any, **named: Any) -> Any:
        text = named["string"] if "string" in named else given[use in ("sub", "subn")]
        self._looked_at += 1
        if self._looked_at <= LOOKED_AT and not self.need.is_met(text):
            return _FINDS_NOTHING[use](text)
        return getattr(self._made(), use)(*given, **named)


def need_of(pattern: re.Pattern[str]) -> Need:
    """What a text needs to be matched by a pattern. Where most texts lack it, looking for it is faster than searching."""
    need: Need = getattr(pattern, "need", _UNKNOWN)
    return need


@lru_cache(maxsize=2 * SENTENCES)
def finds(pattern: re.Pattern[str], sentence: str) -> bool:
    """True if one of our patterns (``late``) matches a paper's sentence. Many questions look at the same sentence, so
    the latest results are kept.
    """
    return pattern.search(sentence) is not None


class Sieve:
    """Tells which of many patterns may match a text, by one search for everything they need."""

    def __init__(self, patterns: Iterable[Iterable[re.Pattern[str]]]) -> None:
        """``patterns``: in groups; a group counts only if all its patterns may match."""
        self._at: dict[str, list[int]] = {}
        self._doubtful: list[int] = []  # those whose needs are unknown in a text beyond ASCII
        for at, group in enumerate(patterns):
            needs = [need for one in group if (need := need_of(one)).words] or [Need(("",), True)]
            rarest = max(needs, key=lambda need: (need.beyond, _worth(need.words)))
            self._doubtful += [] if rarest.beyond else [at]
            for word in rarest.words:
                self._at.setdefault(word, []).append(at)
        self._by_piece: dict[str, list[str]] = {}
        for word in self._at:
            self._by_piece.setdefault(word[:_PIECE] if len(word) >= _PIECE else "", []).append(word)
        self._pieces = frozenset(self._by_piece)

    def left(self, text: str) -> list[int]:
        """The indexes, from 0, of the groups that may match a text."""
        low = text.lower()
        likely = [word for piece in self._pieces & _pieces_of(low) for word in self._by_piece[piece]]
        found = {at for word in likely if word in low for at in self._at[word]}
        return sorted(found if text.isascii() else found.union(self._doubtful))


_PIECE = 3  # letters; a text has as many pieces as letters, while the words that are needed are thousands


@lru_cache(maxsize=16)  # several sieves look at the same question
def _pieces_of(text: str) -> frozenset[str]:
    """The pieces of a text, and the empty one."""
    return frozenset(["", *(text[at : at + _PIECE] for at in range(len(text) - _PIECE + 1))])


@lru_cache(maxsize=512)  # as many as ``re.compile`` keeps
def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as ``re.compile``, but compiled when it may first match; a wrong pattern raises re.error only then. As
    with ``re.compile``, the latest patterns are kept and shared.

    For ``pattern.search(text)`` and the like; ``re.sub(pattern, …)`` does not accept it.
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))

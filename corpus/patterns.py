"""Regular expressions that are made when they are first used: to make all of them took a third of the way to a first answer.

None is made for texts in which it can find nothing: one that asks for "cited" or "viewed" waits for a text with one of
these in it. What a pattern needs is read off how it is written, which takes a tenth of making it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import Any, NamedTuple, cast

# What each use of a pattern gives for a text in which it finds nothing.
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

_PART = re.compile(
    r"(?P<run>[^\\.^$*+?{}\[\]|()]+)"
    r"|\((?:\?[:>])?(?P<choice>[\w ',-][\w ',?-]*(?:\|[\w ',-][\w ',?-]*)*)\)"  # (?:reviews?|papers)
    r"|(?P<escaped>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[0-9]{1,3}|.))"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*+\])"
    r"|(?P<nothing>\(\?(?:[a-zA-Z]+|P=\w+|\#[^)]*)\))"  # (?i), (?P=name), (?#remark)
    r"|(?P<beside>\(\?(?:<?[=!]|\())"  # looks ahead or behind, or asks whether a group was found
    r"|(?P<group>\((?:\?(?:P<\w+>|[a-zA-Z]*(?:-[a-zA-Z]+)?:|>))?)"
    r"|(?P<repeated>(?:[*+?]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?)"
    r"|(?P<or>\|)"
    r"|(?P<end>\))"
    r"|(?P<any>.)",
    re.DOTALL,
)
_IGNORES_CASE = re.compile(r"\(\?[a-zA-Z]*i")
_SPACED_OUT = re.compile(r"\(\?[a-zA-Z]*x")
_DOUBTFUL = re.compile(r".\?+")
_DIGITS = tuple("0123456789")
_TELLING = 3  # letters of a word that tells as much as a digit: few texts have one


class Need(NamedTuple):
    """Texts in small letters, one of which stands in whatever a pattern matches; none if nothing is known.

    ``beyond``: this holds for texts beyond ASCII too, where "ſ" is an "s" to whom ignores case, and "٣" a digit.
    """

    words: tuple[str, ...]
    beyond: bool

    def is_met(self, text: str) -> bool:
        """False only if the pattern finds nothing in a text."""
        if not self.words or not (self.beyond or text.isascii()):
            return True
        return any(map(text.lower().__contains__, self.words))


def needed(pattern: str, flags: int = 0) -> Need:
    """What a text needs to be matched by a pattern. Of one that asks whether a group was found, nothing is known."""
    parts = [(part.lastgroup or "", part) for part in _PART.finditer(pattern)]
    if flags & re.VERBOSE or _SPACED_OUT.search(pattern) or any(part[0] == "(?(" for _, part in parts):
        return _UNKNOWN
    ignores = bool(flags & re.IGNORECASE or _IGNORES_CASE.search(pattern))
    words, _ = _of_branches(parts, 0, ignores)
    return Need(words, not ignores and not set(words) & set(_DIGITS))


_Parts = Sequence[tuple[str, re.Match[str]]]
_UNKNOWN = Need((), False)


def _of_branches(parts: _Parts, at: int, ignores: bool) -> tuple[tuple[str, ...], int]:
    """What the branches from a place on need, up to the end of their group; and the place behind it."""
    branches: list[tuple[str, ...]] = []
    while True:
        words, at = _of_branch(parts, at, ignores)
        branches.append(words)
        if at >= len(parts) or parts[at][0] == "end":
            break
        at += 1
    every = tuple(dict.fromkeys(word for words in branches for word in words))
    return (every if all(branches) else ()), at + 1


def _of_branch(parts: _Parts, at: int, ignores: bool) -> tuple[tuple[str, ...], int]:
    """What one branch needs: the rarest of what its parts need. And the place of its end."""
    found: list[tuple[str, ...]] = []
    run = ""
    while at < len(parts) and parts[at][0] not in ("or", "end"):
        kind, part = parts[at]
        at += 1
        words: tuple[str, ...] = ()
        if kind in ("group", "beside"):
            words, at = _of_branches(parts, at, ignores)
            words = words if kind == "group" else ()
        elif kind == "choice":
            words = _choice(part["choice"], ignores)
        elif kind == "escaped":
            words = _DIGITS if part[0] == r"\d" else ()
        written = part[0] if kind == "run" else part[0][1] if kind == "escaped" and _is_sign(part[0][1]) else ""
        repeated = at < len(parts) and parts[at][0] == "repeated"
        least = _least(parts[at][1]) if repeated else 1
        at += repeated
        run += written if least else written[:-1]
        if repeated or not written:
            found += _runs(run, ignores)
            run = ""
            if words and least:
                found.append(words)
    found += _runs(run, ignores)
    return max(found, key=_worth) if len(found) > 1 else found[0] if found else (), at


@lru_cache(maxsize=1024)
def _choice(written: str, ignores: bool) -> tuple[str, ...]:
    """What a choice of plain words needs, in which no letter is more than doubtful ("reviews?"): one of them."""
    if ignores and not written.isascii():
        return ()
    longest = [max(_DOUBTFUL.split(word), key=len) if "?" in word else word for word in written.split("|")]
    words = [_runs(word, ignores) for word in longest]
    return tuple(dict.fromkeys(max(pieces, key=_worth)[0] for pieces in words)) if all(words) else ()


def _is_sign(character: str) -> bool:
    """True if a character stands for itself behind a backslash."""
    return character.isascii() and not character.isalnum()


def _least(repeated: re.Match[str]) -> int:
    return int(repeated["least"] or 0) if repeated[0][0] == "{" else int(repeated[0][0] == "+")


def _runs(run: str, ignores: bool) -> list[tuple[str, ...]]:
    """The pieces of a run of letters that every text that it stands in has in small letters, each as one need."""
    if run.isascii():
        return [(run.lower(),)] if run.strip() else []
    kept = "".join(c.lower() if c.isascii() or (not ignores and c.lower() == c) else "\n" for c in run)
    return [(piece,) for piece in kept.split("\n") if piece.strip()]


@lru_cache(maxsize=4096)
def _worth(words: tuple[str, ...]) -> tuple[int, int]:
    """How rare texts are that have one of some words."""
    return min((_TELLING if word.isdigit() else len(word.strip()) for word in words), default=0), -len(words)


class _Late:
    """Stands for a pattern until it may find something, and from then on does what the pattern does."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags
        self._looked_at = 0

    @cached_property
    def need(self) -> Need:
        """What a text needs to be matched."""
        return needed(self.pattern, self._flags)

    def __repr__(self) -> str:
        """The pattern and its flags: what answers depend on is told by how it reads, the same in every process."""
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
    """What a text needs to be matched by a pattern: where most texts lack it, to look for it is quicker than to search."""
    need: Need = getattr(pattern, "need", _UNKNOWN)
    return need


class Sieve:
    """Tells which of many patterns may find something in a text, by one look for all that they need."""

    def __init__(self, patterns: Iterable[Iterable[re.Pattern[str]]]) -> None:
        """``patterns``: in groups; only all patterns of a group together find anything."""
        self._at: dict[str, list[int]] = {}
        self._doubtful: list[int] = []  # those of whose needs nothing is known in a text beyond ASCII
        for at, group in enumerate(patterns):
            needs = [need for one in group if (need := need_of(one)).words] or [Need(("",), True)]
            rarest = max(needs, key=lambda need: (need.beyond, _worth(need.words)))
            self._doubtful += [] if rarest.beyond else [at]
            for word in rarest.words:
                self._at.setdefault(word, []).append(at)

    def left(self, text: str) -> list[int]:
        """The places of the groups, from 0, that may find something in a text."""
        low = text.lower()
        found = {at for word, own in self._at.items() if word in low for at in own}
        return sorted(found if text.isascii() else found.union(self._doubtful))


@lru_cache(maxsize=512)  # as many as ``re.compile`` keeps
def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, made when it may first find something; a pattern that is wrong raises re.error only
    then. As there, the latest are kept: whoever asks for the same one gets it.

    For ``pattern.search(text)`` and its like; ``re.sub(pattern, …)`` takes none.
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))

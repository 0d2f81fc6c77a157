"""The ``re`` module's way through a pattern, walked step by step and counted: what a pattern costs, without a clock.

A backtracking matcher over the parse tree of ``re`` itself. It finds what ``re`` finds (``test_steps.py`` holds it to
that) and counts every character looked at and every way tried. Bounds of repetition are cut to ``SHORT``, so that a
short text shows how the work grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from re import _constants as c  # type: ignore[attr-defined]  # what the parser of re speaks
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

SHORT = 12  # repetitions that stand for a bound that is larger
MOST = 20  # pieces a pattern is tried with
_ONE = {c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN}
_REPEATS = {c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT}


class TooManyStepsError(Exception):
    """A pattern went over the steps it was given."""


class Counted:
    """One pattern over one text; ``steps`` counts the work, of which there may be ``most``; ``bound`` cuts repetitions."""

    def __init__(self, pattern: re.Pattern[str], text: str, most: int = 10**6, bound: int = SHORT) -> None:
        self._bound = bound
        self._tree, self._text, self._most = _tree(pattern.pattern, pattern.flags), text, most
        self._flags, self._groups = pattern.flags, dict[int, str]()
        self._known = _known(pattern.pattern, pattern.flags)
        self.steps = 0

    def all(self) -> list[tuple[int, int]]:
        """What ``finditer`` finds."""
        found, at, was_empty = [], 0, False  # where nothing was found, something is looked for once more
        while at <= len(self._text):
            end = next((end for end in self._row(self._tree, 0, at) if end > at or not was_empty), None)
            if end is not None:
                found.append((at, end))
            was_empty = end == at
            at = at + 1 if end is None else end
        return found

    def at(self, at: int) -> int | None:
        """Where what ``match`` finds from a place ends; None where it finds nothing."""
        return next(self._row(self._tree, 0, at), None)

    def _row(self, row: Sequence[Any], number: int, at: int) -> Iterator[int]:
        length = len(row)
        # one way only, most of all work: no generator of its own
        while number < length and row[number][0] in _ONE:
            self.steps += 1
            if not self._is(row[number], at):
                return
            number, at = number + 1, at + 1
        if number == length:
            yield at
        elif number == length - 1:
            yield from self._one(row[number], at)
        else:
            for end in self._one(row[number], at):
                yield from self._row(row, number + 1, end)

    def _one(self, node: Any, at: int) -> Iterator[int]:
        kind, what = node
        self._count()
        if kind in _REPEATS:
            yield from self._repeated(kind, what, at)
        elif kind is c.SUBPATTERN:
            for end in self._row(what[1], 0, at):
                self._groups[what[0]] = self._text[at:end]
                yield end
        elif kind is c.BRANCH:
            for branch in what:  # most end at their first character: no generator for these either
                if branch and branch[0][0] in _ONE:
                    self.steps += 1
                    if self._is(branch[0], at):
                        yield from self._row(branch, 1, at + 1)
                else:
                    yield from self._row(branch, 0, at)
        elif kind is c.ATOMIC_GROUP:
            yield from self._first(what, at)
        elif kind in (c.ASSERT, c.ASSERT_NOT):
            if self._ahead(what, at) is (kind is c.ASSERT):
                yield at
        elif kind is c.AT:
            if self._stands(what, at):
                yield at
        elif kind is c.GROUPREF:
            if self._text.startswith(self._groups.get(what, "\0"), at):
                yield at + len(self._groups[what])
        else:
            raise ValueError(f"a pattern with {kind} cannot be counted yet")

    def _first(self, row: Any, at: int) -> list[int]:
        end = next(self._row(row, 0, at), None)
        return [] if end is None else [end]

    def _ahead(self, what: Any, at: int) -> bool:
        back, row = what
        return at >= back and (at in self._row(row, 0, at - back) if back else bool(self._first(row, at)))

    def _repeated(self, kind: Any, what: Any, at: int) -> Iterator[int]:
        least, most, row = what
        most = max(least, min(int(most), self._bound)) if int(most) < c.MAXREPEAT else len(self._text) + 1
        if kind is c.POSSESSIVE_REPEAT:
            yield from self._possessed(least, most, row, at)
        elif len(row) == 1 and row[0][0] in _ONE and kind is c.MAX_REPEAT:
            end = at
            while end - at < most and self._is(row[0], end):
                end += 1
            for stop in range(end, at + least - 1, -1):
                self._count()
                yield stop
        else:
            yield from self._round(kind, least, most, row, at, 0)

    def _possessed(self, least: int, most: int, row: Any, at: int) -> Iterator[int]:
        rounds = 0
        while rounds < most and (found := self._first(row, at)) and (found[0] > at or rounds < least):
            rounds, at = rounds + 1, found[0]
        if rounds >= least:
            yield at

    def _round(self, kind: Any, least: int, most: int, row: Any, at: int, rounds: int) -> Iterator[int]:
        self._count()
        if kind is c.MIN_REPEAT and rounds >= least:
            yield at
        if rounds < most:
            for end in self._row(row, 0, at):
                if end > at or rounds < least:
                    yield from self._round(kind, least, most, row, end, rounds + 1)
        if kind is c.MAX_REPEAT and rounds >= least:
            yield at

    def _count(self) -> None:
        self.steps += 1
        if self.steps > self._most:
            raise TooManyStepsError

    def _is(self, node: Any, at: int) -> bool:
        self.steps += 1
        if self.steps > self._most:
            raise TooManyStepsError
        if at >= len(self._text):
            return False
        part = (id(node), self._text[at])
        if (takes := self._known.get(part)) is None:
            takes = self._known[part] = self._takes(node, self._text[at])
        return takes

    def _takes(self, node: Any, char: str) -> bool:
        kind, (what, folded) = node
        if kind is c.ANY:
            return char != "\n" or bool(self._flags & re.DOTALL)
        chars = _cases(char) if folded else {char}
        return _among(what, chars) if kind is c.IN else (chr(what) in chars) is (kind is c.LITERAL)

    def _stands(self, where: Any, at: int) -> bool:
        text = self._text
        if where in (c.AT_BOUNDARY, c.AT_NON_BOUNDARY):
            inside = (at > 0 and _word(text[at - 1])) != (at < len(text) and _word(text[at]))
            return inside is (where is c.AT_BOUNDARY)
        if where is c.AT_BEGINNING_STRING or (where is c.AT_BEGINNING and not self._flags & re.MULTILINE):
            return at == 0
        if where is c.AT_BEGINNING:
            return at == 0 or text[at - 1] == "\n"
        if where is c.AT_END_STRING:
            return at == len(text)
        return at == len(text) or text[at:] == "\n" or (bool(self._flags & re.MULTILINE) and text[at] == "\n")


def _cases(char: str) -> set[str]:
    return {char, char.lower(), char.upper()}


def _word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _among(what: Any, chars: set[str]) -> bool:
    negated = bool(what[0][0] is c.NEGATE)
    found: bool = any(_part(kind, value, char) for kind, value in what[negated:] for char in chars)
    return found is not negated


def _part(kind: Any, value: Any, char: str) -> bool:
    if kind is c.LITERAL:
        return bool(ord(char) == value)
    if kind is c.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    known = {"DIGIT": char.isdecimal(), "SPACE": char.isspace(), "WORD": _word(char)}
    name = str(value).removeprefix("CATEGORY_")
    return known[name.removeprefix("NOT_")] != name.startswith("NOT_")


@cache
def _known(pattern: str, flags: int) -> dict[tuple[int, str], bool]:
    """What its parts were found to take, and what not, in all texts it was tried with."""
    return {}


@cache
def _tree(pattern: str, flags: int) -> tuple[Any, ...]:
    return _plain(parser.parse(pattern, flags), bool(flags & re.IGNORECASE))


def _plain(row: Any, folded: bool) -> tuple[Any, ...]:
    """A row of the parse tree as plain pairs: of what takes a character is kept (it, whether in either case), of a group
    (number, row), of a look how far back, and the row."""
    return tuple((kind, _meant(kind, what, folded)) for kind, what in row)


def _meant(kind: Any, what: Any, folded: bool) -> Any:
    if kind in _ONE:
        return what, folded
    if kind in _REPEATS:
        return (*what[:2], _plain(what[2], folded))
    if kind is c.SUBPATTERN:
        group, on, off, row = what
        return group, _plain(row, bool((folded or on & re.IGNORECASE) and not off & re.IGNORECASE))
    if kind is c.BRANCH:
        return tuple(_plain(one, folded) for one in what[1])
    if kind in (c.ASSERT, c.ASSERT_NOT):
        return (what[1].getwidth()[0] if what[0] < 0 else 0, _plain(what[1], folded))
    return _plain(what, folded) if kind is c.ATOMIC_GROUP else what


def pumps(pattern: re.Pattern[str]) -> Iterator[str]:
    """Pieces which a text that is hard for a pattern is made of: what it repeats, with what stands before it, and itself."""
    tree = _tree(pattern.pattern, pattern.flags)
    whole = _sample(tree)
    found = [one for one in dict.fromkeys((whole, whole[:-1], *_repeated_in(tree))) if one]
    yield from found[:: -(-len(found) // MOST) or 1]


def _repeated_in(tree: Any) -> Iterator[str]:
    for kind, what in tree:
        if kind in _REPEATS:
            if int(what[1]) > SHORT:
                yield _sample(what[2])
            yield from _repeated_in(what[2])
        elif kind is c.SUBPATTERN:
            yield from _repeated_in(what[1])
        elif kind is c.BRANCH:
            for branch in what:
                yield from _repeated_in(branch)
                yield f"{_sample(branch)} "
        elif kind is c.ATOMIC_GROUP:
            yield from _repeated_in(what)


def _sample(tree: Any) -> str:
    """A short text that a part of a pattern takes."""
    return "".join(_piece(kind, what) for kind, what in tree)


def _piece(kind: Any, what: Any) -> str:
    if kind is c.LITERAL:
        return chr(what[0])
    if kind in (c.NOT_LITERAL, c.ANY):
        return "x"
    if kind is c.IN:
        return next((one for one in "a A1.,-x\n(:" if _among(what[0], {one})), "x")
    if kind in _REPEATS:
        return _sample(what[2]) * max(1, min(int(what[0]), SHORT))
    if kind is c.SUBPATTERN:
        return _sample(what[1])
    if kind is c.BRANCH:
        return _sample(what[0])
    return _sample(what) if kind is c.ATOMIC_GROUP else ""

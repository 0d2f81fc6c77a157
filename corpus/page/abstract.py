"""A record's abstract, which a page prints twice: cut, then in full.

The cut one ends in "[...] Read more." and must be the beginning of the full one, which ends in "Full article". Where
it is not, one of two texts is wrong and nothing says which: the record is refused, since an abstract that is quoted
word for word must not be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.page.blocks import END, is_linked
from corpus.page.lines import PageLine

_CUT = re.compile(r"\[(?:\.\.\.|…)\] ?Read more\.?$")


class RefusedError(Exception):
    """A record that cannot be kept, and why."""


def abstract_of(lines: Sequence[PageLine]) -> str:
    """The full abstract exactly as printed, from the lines after "Abstract"; its paragraphs one a line.

    Raises RefusedError where it is missing, cut off, or not what its cut form says.
    """
    if not lines:
        raise RefusedError("it has no abstract")
    begin = next((i + 1 for i, line in enumerate(lines) if _CUT.search(line.text)), 0)
    if begin == len(lines):
        raise RefusedError("only its cut abstract is there: save the page with its abstracts unfolded")
    abstract = _full(lines[begin:])
    if not abstract.startswith(_CUT.sub("", _joined(lines[:begin])).rstrip()):
        raise RefusedError(
            f"its cut abstract (line {lines[0].number}) is not the beginning of its full one (line "
            f"{lines[begin].number})"
        )
    return abstract


def _full(lines: Sequence[PageLine]) -> str:
    end = next((i for i, line in enumerate(lines) if line.text.endswith(END)), None)
    if end is None or any(is_linked(line.text) for line in lines[: end + 1]):
        raise RefusedError(
            f"its full abstract (line {lines[0].number}) never ends in “{END}”: the page is cut off"
        )
    abstract = _joined(lines[: end + 1]).removesuffix(END).rstrip()
    if not abstract:
        raise RefusedError(f"its full abstract (line {lines[0].number}) is empty")
    return abstract


def _joined(lines: Sequence[PageLine]) -> str:
    return "\n".join(line.text for line in lines)

"""What an answer does not say of a question: its words, its time points, the figures it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.account import AS_GOOD, HELD, Account
from index.periods import named
from index.query import as_typed

MOST = 4  # things named
NUMBER_OF = "number of "
_COUNTED = re.compile(r"\b(?:how many|number of|no\. of)\s+([\w-]+)", re.IGNORECASE)


def not_said(account: Account) -> tuple[str, ...]:
    """What neither the shown sentences nor what the paper is about hold, in the question's own words."""
    found = dict.fromkeys(
        (*_words(account), *_attributes(account), *_numbers(account), *_times(account), *_unit(account))
    )
    return tuple(found)[:MOST]


def no_figure(account: Account) -> bool:
    """True where a figure of a named kind is asked for that stands in no shown sentence."""
    kinds = [one.attribute for one in account.wanted if one.attribute.figure]
    return any(not any(kind.stands_in(one.line.text) for one in account.shown) for kind in kinds)


def _words(account: Account) -> Iterator[str]:
    concepts, text = account.query.concepts, account.query.text
    for i in account.counted:
        one = concepts[i]
        if account.said[i] < HELD and account.nearest_shown(i) < AS_GOOD:
            written = text[one.start : one.start + len(one.words)]
            yield written if written.casefold() == one.words else as_typed(one, text)


def _attributes(account: Account) -> Iterator[str]:
    for one in account.wanted:
        if one.attribute.name != "number studied" and not any(
            one.attribute.stands_in(shown.line.text) for shown in account.shown
        ):
            yield one.attribute.name


def _numbers(account: Account) -> Iterator[str]:
    """What was to be counted, where no number stands beside it."""
    if not any(one.counted for one in account.shown):
        yield from (f"{NUMBER_OF}{match[1]}" for match in _COUNTED.finditer(account.query.text))


def _times(account: Account) -> Iterator[str]:
    said = {point for one in account.shown for point in named(one.line.text)}
    yield from (words for point, words in named(account.query.text).items() if point not in said)


def _unit(account: Account) -> Iterator[str]:
    if account.unit_missing:
        yield account.unit_missing

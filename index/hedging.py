"""What an answer does not say of a question: its words, its time points, the figures it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from index.account import HELD, Account
from index.periods import named

AS_GOOD = 0.75  # a word as near as this says the same ("doctor", "physician")
MOST = 4  # things named


def not_said(account: Account) -> tuple[str, ...]:
    """What neither the shown sentences nor what the paper is about hold, in the question's own words."""
    found = dict.fromkeys((*_words(account), *_attributes(account), *_times(account)))
    return tuple(found)[:MOST]


def no_figure(account: Account) -> bool:
    """True where a figure of a named kind is asked for that stands in no shown sentence."""
    kinds = [one.attribute for one in account.wanted if one.attribute.figure]
    return any(not any(kind.stands_in(one.line.text) for one in account.shown) for kind in kinds)


def _words(account: Account) -> Iterator[str]:
    concepts, text = account.query.concepts, account.query.text
    for i in account.counted:
        one = concepts[i]
        nearest = max((c.line.held.close(one) or (0, 0.0))[1] for c in account.shown)
        if account.said[i] < HELD and nearest < AS_GOOD * 0.49:
            written = text[one.start : one.start + len(one.words)]
            yield written if written.casefold() == one.words else one.words


def _attributes(account: Account) -> Iterator[str]:
    for one in account.wanted:
        if not any(one.attribute.stands_in(shown.line.text) for shown in account.shown):
            yield one.attribute.name


def _times(account: Account) -> Iterator[str]:
    said = {point for one in account.shown for point in named(one.line.text)}
    yield from (words for point, words in named(account.query.text).items() if point not in said)

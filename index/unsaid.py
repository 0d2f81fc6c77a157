"""Parts of a question that are missing though their words are there: times, amounts, and names of two words of which one is
only met by another like it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.patterns import late
from index.account import AS_GOOD, HELD, Account
from index.quantities import amounts as amounts_in
from index.quantities import named, said_of
from index.query import ASKED

_NEVER = late(r"\bnever[- ](?P<who>[a-z]+(?:er|or|ist))s?\b", re.IGNORECASE)  # "never smokers", "never-users"


def times(account: Account) -> Iterator[str]:
    """The time points that a question names and no sentence on what is asked has."""
    yes_no = account.query.form.yes_no
    if asked := named(account.query.text):
        lines = [one.line.text for one in (account.shown if yes_no else account.focus)]
        said = frozenset[float]().union(*(said_of(account.query.text, one) for one in lines))
        yield from (words for point, words in asked.items() if point not in said)


def amounts(account: Account) -> Iterator[str]:
    """The numbers with a unit that a question gives ("8 kW"), if no sentence on what is asked has them, while it has another
    number with that unit."""
    asked = {} if account.query.form.yes_no else amounts_in(account.query.text)
    if asked:
        said = {amount for one in account.focus for amount in amounts_in(one.line.text)}
        units = {unit for _, unit in said}
        yield from (words for amount, words in asked.items() if amount not in said and amount[1] in units)


def halved(account: Account) -> Iterator[str]:
    """The names of two words ("lung function") of which what is shown has the first by a similar word alone, and the second,
    an everyday one, not at all."""
    text, concepts = account.query.text, account.query.concepts
    for i, (one, head) in enumerate(zip(concepts, concepts[1:], strict=False)):
        name = not one.carried and one.telling == 1.0 and ASKED < head.telling < 1.0
        near = name and account.said[i] < HELD and account.nearest_shown(i) >= AS_GOOD
        if near and text[one.end : head.start] == " " and not head.known and not account.nearest_shown(i + 1):
            yield text[one.start : head.end].casefold()


def never(account: Account) -> Iterator[str]:
    """Those who never did something ("never smokers"), if no shown sentence speaks of them: those who do are the others."""
    if asked := _NEVER.search(account.query.text):
        them = re.compile(rf"\b(?:never|non-?{asked['who']}|(?:not|no) (?:\w+ )?{asked['who']})", re.IGNORECASE)
        if not any(them.search(one.line.text) for one in account.shown):
            yield asked[0].casefold()

"""Sentences of another time, arm or group than the question: they go behind one that says as much of the time, arm or group asked for; and where
there is none, that is named as not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.finding.account import Account
from index.finding.texts import Line
from index.sentences.contrasts import contradicted, denied, is_as_specified, is_otherwise
from index.sentences.quantities import points
from index.terms.query import Query


def is_of_another(query: Query, lines: Sequence[Line], shares: Sequence[float], at: int) -> bool:
    """True if a sentence (at a place among a paper's) has what the question specifies with other values alone, while a sentence that says
    as much of the question has it as specified. ``shares``: the share (0..1) of the question that each sentence contains."""
    text = query.text
    if not is_otherwise(text, lines[at].text, query.form.yes_no):
        return False
    those = bool(
        denied(text, lines[at].text)
    )  # "non-smokers": any sentence that says as much tells of the smokers
    others = (line.text for line, share in zip(lines, shares, strict=True) if share >= shares[at])
    return any(is_as_specified(text, one) or (those and not denied(text, one)) for one in others)


def times(query: Query) -> frozenset[float]:
    """The time points that a question names which goes on from another."""
    return points(query.text) if any(one.carried for one in query.concepts) else frozenset()


def another(account: Account) -> Iterator[str]:
    """What the question specifies ("low dose", "three fractions", "in smokers"), if the first sentence shown on what is asked has it with another value
    alone."""
    text, first, yes_no = account.query.text, account.focus[0].line.text, account.query.form.yes_no
    yield from contradicted(text, first, yes_no)
    yield from () if yes_no else denied(text, first)

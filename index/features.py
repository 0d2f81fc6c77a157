"""What the decision sees of a question: how far the best paper and the sentences chosen from it say what was asked."""

from __future__ import annotations

from collections.abc import Sequence

from index.account import AS_GOOD, CLIPPED, HELD, Account
from index.asking import QUANTITIES, is_worded
from index.attributes import GENERAL
from index.candidates import Candidate, Reading
from index.periods import points

PART = 0.3  # less credit than this is not even a part of it


def features(account: Account, readings: Sequence[Reading]) -> dict[str, float]:
    """The features of the decision by name, each about 0 to 1."""
    reading, query = account.reading, account.query
    paper = account.paper
    return {
        "bias": 1.0,
        "stated": max(
            (st * whole for st, whole in zip(account.states, account.complete, strict=True)), default=0.0
        ),
        "special": float(any(one.attribute.name not in GENERAL for one in account.wanted)),
        "unstated": _unstated(account),
        "opening": float(bool(account.telling) and reading.credits[account.telling[0]] < HELD),
        "left out": _left_out(account) * account.share(paper),
        "unshown": min(2, sum(max(_shown(account, i), account.about[i]) < PART for i in account.telling)) / 2,
        "topicless": float(
            not account.telling and not query.within and not any(one.carried for one in query.concepts)
        ),
        "time": float(_time_missing(account)),
        "unit": float(bool(account.unit_missing)),
        "alike": float(
            any(account.nearest_shown(i) >= AS_GOOD for i in account.counted if account.said[i] < HELD)
        ),
        "figure": float(any(not credit for credit in _own_figures(account))),
        "quantity": float(query.asked in QUANTITIES and not any(one.gives for one in account.shown)),
        "uncounted": float(query.asked in QUANTITIES and not any(_counts(account, one) for one in account.shown)),
        "no share": float(_no_share(account)),
        "worded": float(is_worded(query.text)),
        "long": reading.covered * min(6, max(0, len(query.concepts) - 6)) / 6,
        "score": account.shown[0].score / 20,
        "strength": reading.strength,
        "lead": 1.0
        - max((r.strength for r in readings if r is not reading), default=0.0) / (reading.strength or 1.0),
    }


def _unstated(account: Account) -> float:
    """The share of the attributes asked for that no shown sentence states; 0 where only general ones were asked for."""
    special = any(one.attribute.name not in GENERAL for one in account.wanted)
    return 1.0 - max(map(account.stated_in, account.shown)) if special else 0.0


def _left_out(account: Account) -> float:
    """What the weightiest word that must be said and that the paper does not hold is worth."""
    paper, concepts = account.paper, account.query.concepts
    return max(
        (account.worth(i) for i in account.counted if paper[i] < HELD and len(concepts[i].words) > CLIPPED),
        default=0.0,
    )


def _shown(account: Account, i: int) -> float:
    return max(one.credits[i] for one in account.shown)


def _counts(account: Account, candidate: Candidate) -> bool:
    """True where a number stands beside a word of the question, or as the figure of what is asked for."""
    figures = [
        one.attribute for one in account.wanted if one.attribute.figure and one.attribute.name not in GENERAL
    ]
    return candidate.counted or any(one.stands_in(candidate.line.text) for one in figures)


def _no_share(account: Account) -> bool:
    """True where a share is asked for and no shown sentence gives one."""
    asked = [one.attribute for one in account.wanted if one.attribute.name == "rate"]
    return any(not any(one.stands_in(shown.line.text) for shown in account.shown) for one in asked)


def _time_missing(account: Account) -> bool:
    """True where the question names time points and no shown sentence has one of them."""
    asked = points(account.query.text)
    return bool(asked) and not any(asked & points(one.line.text) for one in account.shown)


def _own_figures(account: Account) -> list[float]:
    """What the paper holds of each figure that the question itself gives ("30 days", "over 65")."""
    pairs = zip(account.reading.credits, account.query.concepts, strict=True)
    return [credit for credit, one in pairs if one.words.replace(".", "").isdecimal() and not one.carried]

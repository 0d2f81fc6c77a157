"""What a paper only aims at, supposes or plans is no result, and what it does not claim is no conclusion."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.patterns import late
from index.account import HELD, Account
from index.asking import Asked
from index.candidates import Candidate
from index.cues import fits_section, gives
from index.query import ASKED, typed

RESULT_FOR = "result for "
PLANNED, PLAN = 3, 0.3  # an abstract is a plan if so many of its sentences say what will be, and such a share
# A sentence of a plan, and a question that may be about one: what will be measured is no result.
_PLANNED = late(
    r"\b(?:will|shall|(?:is|are) (?:to be|planned|scheduled|expected)|(?:primary|secondary|main) (?:outcome|end ?point)s? (?:is|are))\b",
    re.IGNORECASE,
)
_OF_PLANS = late(
    r"\b(?:will|plan\w*|protocols?|aim\w*|design\w*|recruit\w*|outcomes?|end ?points?|going to|measure\w*|when|how long|who|where|which)\b",
    re.IGNORECASE,
)
_RESULTS = late(
    r"\b(?:results?|findings?|find|found|show\w*|effects?|work\w*|improv\w+|reduc\w+|better|after)\b",
    re.IGNORECASE,
)


def is_planned(sentence: str) -> bool:
    """True for a sentence that says what will be."""
    return _PLANNED.search(sentence) is not None


def only_planned(account: Account) -> bool:
    """True if the question asks what was found, and the paper is a plan: a third of its sentences say what will be."""
    text = account.query.text
    if not _RESULTS.search(text) or _OF_PLANS.search(text):
        return False
    planned = sum(is_planned(one.line.text) for one in account.lines)
    return planned >= max(PLANNED, PLAN * len(account.lines))


def unresulted(account: Account) -> Iterator[str]:
    """What a question for yes or no asks and the paper speaks of only as its aim or plan, where that is shown first."""
    query = account.query
    if not query.form.yes_no or _OF_PLANS.search(query.text) or not _is_aim(account.shown[0]):
        return
    aimed = [one for i, one in enumerate(query.concepts) if one.telling > ASKED and _only_aimed(account, i)]
    yield from (f"{RESULT_FOR}{word}" for word in typed(aimed, query.text))


def _only_aimed(account: Account, i: int) -> bool:
    saying = [one for one in account.lines if one.credits[i] >= HELD]
    asked = not account.query.concepts[i].carried and account.about[i] < HELD
    return asked and account.shown_itself[i] >= HELD and all(map(_is_aim, saying))


def _is_aim(candidate: Candidate) -> bool:
    line = candidate.line
    aims = line.cues.sets_out and gives(line.text, Asked.AIM)
    return aims or fits_section(line.section, Asked.AIM) or is_planned(line.text)

"""What a question counts, and whether a shown sentence has its number: of the things themselves, of those who did what
is asked, or, where no more is asked, of all that were studied. Also: what a paper only aims at, supposes or plans is no
result, and what it does not claim is no conclusion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.patterns import finds, late
from index.finding.account import HELD, Account
from index.finding.candidates import Candidate, Likely, number_beside, states_doers
from index.sentences.asking import COUNTED, FOLKS, PEOPLE, Asked, is_group
from index.sentences.cues import counts, fits_section, gives
from index.sentences.measures import is_share
from index.terms.attributes import (
    BARE,
    GENERAL,
    HOW_MANY,
    NUMBER_OF,
    SHARES,
    STATE,
    STUDIED,
    Attribute,
    Wanted,
    doing_counted,
    has_count,
    to_count,
)
from index.terms.query import ASKED, Query, typed
from index.terms.words import SHORTEST_ROOT

_PEOPLE = late(PEOPLE, re.IGNORECASE)
_COUNTABLE = late(rf"{COUNTED}|{FOLKS}", re.IGNORECASE)
_NAMED_SO = late(r"households?|hospitals?|births|deaths", re.IGNORECASE)  # everybody calls these by this word
_SHORTLY, _BEHIND = 40, 60  # characters
_TRIED = frozenset({"tried", "tested"})  # what all those did on whom a thing was studied
RESULT_FOR = "result for "
PLANNED, PLAN = 3, 0.3  # an abstract is a plan if so many of its sentences say what will be, and such a share
# A sentence of a plan, and a question that may be about one: what will be measured is no result.
_PLANNED = late(
    r"\b(?:will|shall|(?:is|are) (?:to be|planned|scheduled|expected)|(?:primary|secondary|main) (?:outcome|end ?point)s? (?:is|are|includes?))\b",
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


def numbers(account: Account) -> Iterator[str]:
    """The things the question asks to count, if no number stands beside them; people and papers may be called by
    any word."""
    counted = account.query.form.counted
    for name, start in () if account.query.form.yes_no else to_count(account.query.text):
        named = tuple(concepts_at(account.query, start))
        if name.startswith(HOW_MANY):
            with_it = _counts_those(account, named) or _counts_with_object(account, name, start)
            if not (with_it or _counts_all(account, start) or _states(account, start)):
                yield name
            continue
        if any(_is_shared(one, start) for one in account.wanted) and not _is_time_alone(account):
            continue
        bound = bool(named) and not any(_anybody(account.query.concepts[i].words) for i in named)
        if not (
            any(_beside(account, one, i) for one in account.shown for i in named)
            or _counts_of_group(account, named)
            if bound
            else _counts(account)
        ):
            yield name if counted != "found" else f"{HOW_MANY}{name.removeprefix(NUMBER_OF)} were screened"


def _counts_those(account: Account, did: Sequence[int]) -> bool:
    """True if a shown sentence with a figure has what those counted did."""
    return any(one.credits[i] >= HELD for one in _figured(account) for i in did)


def _counts_with_object(account: Account, name: str, start: int) -> bool:
    """True if a shown sentence with a figure has what those counted had, where their verb says nothing ("how many got a stent")."""
    query = account.query
    end, did = start + len(name) - len(HOW_MANY), query.text[start:].split(maxsplit=1)[:1]
    objects = [i for i, one in enumerate(query.concepts) if start < one.start < end and one.telling > ASKED]
    before = [i for i, one in enumerate(query.concepts) if one.carried and account.about[i] < HELD]  # "got it"
    bare = did[0].casefold() in BARE
    with_it = any(all(one.credits[i] >= HELD for i in objects) for one in _figured(account)) if objects else False
    return bare and (
        with_it or (not objects and any(one.credits[i] >= HELD for one in _figured(account) for i in before))
    )


def _counts_all(account: Account, start: int) -> bool:
    """True if the question only asks who took part ("how many joined"), and a shown sentence gives the number of those studied."""
    joined = any(one.names(start) for one in account.wanted if one.attribute.name == STUDIED)
    return joined and any(one.line.cues.sizes for one in account.shown)


def _counts(account: Account) -> bool:
    """True if a shown sentence counts people, works or animals, whatever they are called: beside a word of the question, as
    those studied or as those who did what is asked, or in a sentence that has all the rest of the question."""
    query = account.query
    if any(states_doers(one.line, query) for one in account.shown):
        return True
    sized = (one.line for one in account.shown if one.counted or one.line.cues.sizes)
    if any(counts(line.text, query.form.counted) for line in sized):
        return True
    return query.form.counted != "found" and _counts_with_all(
        account
    )  # those included "after screening" were not all screened


def _counts_with_all(account: Account) -> bool:
    """True if a shown sentence with a figure has all that the question says of those counted."""
    said = [i for i in account.topic if account.about[i] < HELD and not _anybody(account.query.concepts[i].words)]
    return bool(said) and any(all(one.credits[i] >= HELD for i in said) for one in _figured(account))


def _figured(account: Account) -> Iterator[Candidate]:
    """The shown sentences with a number that may count something, or with a share in words ("a fifth of the bales")."""
    text = account.query.text
    return (one for one in account.shown if has_count(one.line.text, text) or is_share(one.line.text))


def _is_shared(one: Wanted, start: int) -> bool:
    """True if the question counts in an attribute's unit ("how many percent"): the attribute is named as not said itself."""
    return one.names(start) and (one.attribute.name in SHARES or bool(one.attribute.figure))


def _is_time_alone(account: Account) -> bool:
    """True if no more than a time is asked for ("how many hours of surgery"), of which another unit says nothing."""
    return {one.attribute.name for one in account.wanted} <= {"duration", "number studied"}


def doings(account: Account) -> Iterator[str]:
    """What those counted did ("how many women left"), if no shown sentence with a figure has that word or states it in
    other words. Left out are: what the paper is about, unless it is one of the attributes ("died"), and words that are
    reported as not said anyway.
    """
    text, concepts = account.query.text, account.query.concepts
    name, start = (doing_counted(text) if not account.query.form.yes_no else None) or ("", -1)
    at = next((i for i, one in enumerate(concepts) if name and one.start == start), None)
    if at is None or at in account.unsaid or (account.about[at] >= HELD and not any(_kinds(account, start))):
        return
    state = concepts[at].words in STATE  # "how many fish went blind"
    did = [i for i, one in enumerate(concepts) if i == at or (state and name.endswith(text[start : one.end]))]
    if not (_counts_those(account, did) or _states(account, start) or _tried_by_all(account, at)):
        yield name


def _kinds(account: Account, start: int) -> Iterator[Attribute]:
    """The particular attributes that a question names at a place ("died")."""
    return (one.attribute for one in account.wanted if one.names(start) and one.attribute.name not in GENERAL)


def _states(account: Account, start: int) -> bool:
    """True if a shown sentence has a number in other words for what those counted did, or shortly before them ("six farms withdrew"), or
    a percentage shortly behind them."""
    kinds, text = tuple(_kinds(account, start)), account.query.text
    lines = [one.line.text for one in account.shown]
    found = ((said, *span) for said in lines for kind in kinds for span in kind.places_in(said))
    return any(
        has_count(said[max(0, at - _SHORTLY) : end], text) or "%" in said[at : at + _BEHIND]
        for said, at, end in found
    )


def _tried_by_all(account: Account, did: int) -> bool:
    """True for "how many tried it" where all those studied did: what is asked about is what the paper is about, or stands in
    a shown sentence with a figure. Whoever tried to do something did not try a thing."""
    concepts, text = account.query.concepts, account.query.text
    if concepts[did].words not in _TRIED or text.startswith(" to ", concepts[did].end):
        return False
    others = (i for i, one in enumerate(concepts) if i != did and one.telling > ASKED and not is_group(one.words))
    rest = [i for i in others if account.about[i] < HELD and not concepts[i].carried]
    figured = (one for one in _figured(account) if not is_planned(one.line.text))
    return any(all(one.credits[i] >= HELD for i in rest) for one in figured)


def lacks_group(account: Account) -> bool:
    """True if the question asks how many of a group there are ("how many men"), and no shown sentence has a number
    beside that group: the number of all is not the group's.
    """
    query = account.query
    groups = {
        i
        for _, start in to_count(query.text)
        for i in concepts_at(query, start)
        if is_group(query.concepts[i].words)
    }
    beside = any(_beside(account, one, i) for one in account.shown for i in groups)
    return bool(groups) and not beside and not _counts_of_group(account, groups)


def _counts_of_group(account: Account, named: Iterable[int]) -> bool:
    """True if the paper is about the group that is counted, so that a shown sentence with a figure and all the rest of the question need not say
    whom it counts."""
    them = all(is_group(account.query.concepts[i].words) and account.about[i] >= HELD for i in named)
    return them and _counts_with_all(account)


def _anybody(word: str) -> bool:
    """True for what papers call by many names: people, works, animals; a group of people ("men") is no other."""
    own = _NAMED_SO.fullmatch(word) or (_PEOPLE.fullmatch(word) and is_group(word))
    return bool(_COUNTABLE.fullmatch(word)) and not own


def concepts_at(query: Query, start: int) -> Iterator[int]:
    """The places of the concepts that follow each other from ``start``, as in "temporal lobe specimens"."""
    for i, one in enumerate(query.concepts):
        if one.start == start and one.telling > ASKED:
            yield i
            start = one.end + 1


def _beside(account: Account, candidate: Candidate, at: int) -> bool:
    """True if a number that is not in the question stands beside a word for the concept ``at``. A share of them tells how many did
    what the question says, and not how many there are.
    """
    query = account.query
    if candidate.credits[at] < HELD:
        return False
    did = [candidate.credits[i] >= HELD for i in query.own if i != at]
    shared = bool(did) and all(did) and is_share(candidate.line.text, query.concepts[at].words[:SHORTEST_ROOT])
    return shared or number_beside(candidate.line, query.concepts[at], query.text)


def is_planned(sentence: str) -> bool:
    """True for a sentence that says what will be."""
    return finds(_PLANNED, sentence)


def only_planned(account: Account) -> bool:
    """True if the question asks what was found, and the paper is a plan: a third of its sentences say what will be."""
    text = account.query.text
    if not _RESULTS.search(text) or _OF_PLANS.search(text):
        return False
    planned = sum(is_planned(one.line.text) for one in account.lines)
    return planned >= max(PLANNED, PLAN * len(account.lines))


def unresulted(account: Account) -> Iterator[str]:
    """What a yes-or-no question asks about, if the paper mentions it only as its aim or plan and such a sentence is
    shown first.
    """
    query = account.query
    if not query.form.yes_no or _OF_PLANS.search(query.text) or not _is_aim(account.shown[0]):
        return
    aimed = [one for i, one in enumerate(query.concepts) if one.telling > ASKED and _only_aimed(account, i)]
    yield from (f"{RESULT_FOR}{word}" for word in typed(aimed, query.text))


def _only_aimed(account: Account, i: int) -> bool:
    saying = [one for one in account.lines if one.credits[i] >= HELD]
    asked = not account.query.concepts[i].carried and account.about[i] < HELD
    return asked and account.shown_itself[i] >= HELD and all(map(_is_aim, saying))


def _is_aim(candidate: Candidate | Likely) -> bool:
    line = candidate.line
    aims = line.cues.sets_out and gives(line.text, Asked.AIM)
    return aims or fits_section(line.section, Asked.AIM) or is_planned(line.text)

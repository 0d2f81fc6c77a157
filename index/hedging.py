"""The parts of a question that an answer does not cover: its words, its time points, the figures it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.patterns import late
from index.account import AS_GOOD, HELD, Account
from index.asking import COUNTED, PEOPLE, Asked, is_group
from index.attributes import (
    GENERAL,
    HOW_MANY,
    LONGEST,
    NUMBER_OF,
    OF_THE_STUDY,
    SHARES,
    Attribute,
    Wanted,
    averaged,
    did_itself,
    doing_counted,
    has_count,
    to_count,
    wanted,
)
from index.candidates import Candidate
from index.cues import counts
from index.nearby import gives_average, number_beside, states_doers
from index.plans import unresulted
from index.query import ASKED, Query, typed
from index.unsaid import amounts, halved, never, times

MOST = 4  # things named
FIGURE_FOR, REASON = "figure for ", "reason"
COUNTS = frozenset({Asked.NUMBER, Asked.PERCENT, Asked.SIZE})  # kinds of question that only a number answers
# words of a question, which name nothing
_PUT = late(r"(?:how|what|which|when|where|why|because|no\b|n\b|[^a-z])", re.IGNORECASE)
_ASIDE = late(r" (?:is|are|was|were|do|does|did|the|of)\Z", re.IGNORECASE)  # after a question word: "when was"
_BARE = late(r"(?:rates?|percent\w*|proportion|share of|scores?|time|duration)", re.IGNORECASE)
_PEOPLE = late(PEOPLE, re.IGNORECASE)
_COUNTABLE = late(COUNTED, re.IGNORECASE)
_NAMED_SO = late(r"households?|hospitals?|births|deaths", re.IGNORECASE)  # everybody calls these by this word
_HOW_MANY = late(r"how many|number of|no\.? of", re.IGNORECASE)


def not_said(account: Account) -> tuple[str, ...]:
    """What neither the shown sentences nor the paper's topic cover, in the question's own words; at most
    ``MOST`` things."""
    named = dict.fromkeys((*_words(account), *_talked_about(account), *_all_but_words(account)))
    return tuple(_once(named))[:MOST]


def _once(named: Iterable[str]) -> Iterator[str]:
    """What is named, without numbers that another name has: "over 75" says what "75" does."""
    named = tuple(named)
    parts = {part for one in named if not one.isdecimal() for part in one.split()}
    return (one for one in named if not (one.isdecimal() and one in parts))


def asked_in(query: Query) -> tuple[str, ...]:
    """All that a question asks for, named as what is not said: kinds of figures, what is to be counted, its topic
    words; at most ``MOST`` things."""
    asked, text = wanted(query.text), query.text
    topic = (one for one in query.concepts if one.telling == 1.0 and not one.carried and one.start >= 0)
    words = typed((one for one in topic if not any(row.names(one.start) for row in asked)), text)
    figures = (own_words(one, query) for one in asked if _is_told(one, query))
    return tuple(dict.fromkeys((*words, *figures, *(name for name, _ in to_count(query.text)))))[:MOST]


def _talked_about(account: Account) -> Iterator[str]:
    """The one topic of an earlier question, if the paper only has it among others and no shown sentence says it:
    complications of ablation are not those of cryoablation. Left out where the study as a whole is asked about."""
    concepts = account.query.concepts
    topics = [i for i, one in enumerate(concepts) if one.carried and one.telling == 1.0 and not wanted(one.words)]
    kinds = {one.attribute.name for one in account.wanted}
    if len(topics) != 1 or account.topic or not kinds or kinds <= OF_THE_STUDY:
        return
    (i,) = topics
    said = account.about[i] >= HELD or account.shown_itself[i] >= HELD or account.nearest_shown(i) >= AS_GOOD
    if account.paper[i] >= HELD and not said:
        yield concepts[i].words


def _all_but_words(account: Account) -> Iterator[str]:
    yield from (
        *_attributes(account),
        *_numbers(account),
        *_doings(account),
        *_figures(account),
        *_averages(account),
        *times(account),
        *amounts(account),
        *halved(account),
        *never(account),
        *unresulted(account),
        *filter(None, (account.unit_missing, account.bound_missing)),
    )


def own_words_only(account: Account) -> bool:
    """True if only what the paper says elsewhere is missing, and lay words that the library has or nearly shows."""
    if account.groups_unsaid or account.excluded:
        return False
    if any(True for _ in (*_talked_about(account), *_all_but_words(account))):
        return False
    concepts = account.query.concepts
    missing = [i for i in account.unsaid if account.nearest_shown(i) < AS_GOOD and account.paper[i] < HELD]
    return all(concepts[i].lay and (account.nearest_shown(i) or concepts[i].known) for i in missing)


def no_figure(account: Account) -> bool:
    """True if the question asks for a figure of a named kind, or for a named thing, time point, group or unit,
    and no shown sentence has it."""
    kinds = [one.attribute for one in account.wanted if one.attribute.figure]
    if (
        account.groups_unsaid
        or account.excluded
        or account.unit_missing
        or account.bound_missing
        or any(True for _ in (*_talked_about(account), *_numbers(account), *_doings(account), *_figures(account)))
        or any(True for _ in (*_averages(account), *times(account), *amounts(account)))
        or any(True for _ in (*halved(account), *never(account), *unresulted(account)))
    ):
        return True
    return any(not any(_stated(account, kind, one) for one in account.shown) for kind in kinds)


def lacks_group(account: Account) -> bool:
    """True if the question asks how many of a group there are ("how many men"), and no shown sentence has a number
    beside it: the number of all is not that of the group.
    """
    query = account.query
    groups = {
        i for _, start in to_count(query.text) for i in _named(query, start) if is_group(query.concepts[i].words)
    }
    return bool(groups) and not any(_beside(account, one, i) for one in account.shown for i in groups)


def _stated(account: Account, kind: Attribute, candidate: Candidate) -> bool:
    """True if a sentence states an attribute, with its figure unless the question is one for yes or no; where a
    number is asked for, one must stand near the words for it."""
    text = candidate.line.text
    if account.query.form.yes_no:
        return kind.names_in(text)
    return kind.stands_in(text) and (
        kind.figure != "" or account.query.asked not in COUNTS or kind.counted_in(text)
    )


def _words(account: Account) -> Iterator[str]:
    concepts, text = account.query.concepts, account.query.text
    did = did_itself(text) or (0, 0)  # named with "how many"
    never = {*account.groups_unsaid, *account.excluded}  # what no word of similar meaning says
    missing = sorted({*account.unsaid, *never})
    missing = [i for i in missing if not did[0] <= concepts[i].start < did[1] and not concepts[i].carried]
    missing = [i for i in missing if account.nearest_shown(i) < AS_GOOD or i in never]
    yield from typed((concepts[i] for i in missing if concepts[i].telling > ASKED), text, exactly=True)


def _attributes(account: Account) -> Iterator[str]:
    for one in account.wanted:
        if _is_told(one, account.query) and not any(
            _stated(account, one.attribute, shown) for shown in account.shown
        ):
            yield own_words(one, account.query)


def _is_told(one: Wanted, query: Query) -> bool:
    """False for "how many", of which what is to be counted is named, and for conclusions, told by their place."""
    start, _ = one.spans[0]
    told = one.attribute.name
    return told != "conclusion" and (told != "number studied" or not _HOW_MANY.match(query.text, start))


def own_words(one: Wanted, query: Query) -> str:
    """An attribute in the question's words ("auc", "revision rate", "how long"); a long clause is cut to its
    first and last word."""
    text, name = query.text, one.attribute.name
    start, end = one.spans[0]
    said = text[start:end].strip()
    if len(said) > LONGEST:
        first, *_, last = said.split()
        said = f"{first} … {last}"
    if _PUT.match(said):
        return name if name == REASON else _ASIDE.sub("", said)  # "why" names nothing that could be said
    if _BARE.fullmatch(said) and (before := _before(query, start)):
        said = f"{before} {said}"
    said = said.removesuffix(" of")
    return f"{FIGURE_FOR}{said}" if one.attribute.figure and said.casefold() != name else said


def _before(query: Query, start: int) -> str:
    """The word of the question right before a place; "" if there is none."""
    words = (query.text[one.start : one.start + len(one.words)] for one in query.concepts if one.start >= 0)
    return next((word for word in words if word and query.text[:start].endswith(f"{word} ")), "")


def _numbers(account: Account) -> Iterator[str]:
    """The things the question asks to count, if no number stands beside them; people and papers may be called by
    any word."""
    counted = account.query.form.counted
    anything = any(states_doers(one.line, account.query) for one in account.shown) or any(
        (one.counted or one.line.cues.sizes) and counts(one.line.text, counted) for one in account.shown
    )
    for name, start in () if account.query.form.yes_no else to_count(account.query.text):
        named = tuple(_named(account.query, start))
        if name.startswith(HOW_MANY):
            figured = (one for one in account.shown if has_count(one.line.text, account.query.text))
            if not any(one.credits[i] >= HELD for one in figured for i in named):
                yield name
            continue
        if any(_is_shared(one, start) for one in account.wanted) and not _is_time_alone(account):
            continue
        bound = bool(named) and not any(_anybody(account.query.concepts[i].words) for i in named)
        if not (any(_beside(account, one, i) for one in account.shown for i in named) if bound else anything):
            yield name if counted != "found" else f"{HOW_MANY}{name.removeprefix(NUMBER_OF)} were screened"


def _is_shared(one: Wanted, start: int) -> bool:
    """True if the question counts in an attribute's unit ("how many percent"): the attribute is named as not said itself."""
    return one.names(start) and (one.attribute.name in SHARES or bool(one.attribute.figure))


def _is_time_alone(account: Account) -> bool:
    """True if no more than a time is asked for ("how many hours of surgery"), of which another unit says nothing."""
    return {one.attribute.name for one in account.wanted} <= {"duration", "number studied"}


def _doings(account: Account) -> Iterator[str]:
    """What those counted did ("how many women left"), if no shown sentence with a figure has it. Left out: what the paper is
    about, unless it is one of the attributes ("died"), and words that are reported as not said anyway."""
    text, concepts = account.query.text, account.query.concepts
    name, start = (doing_counted(text) if not account.query.form.yes_no else None) or ("", -1)
    at = next((i for i, one in enumerate(concepts) if name and one.start == start), None)
    asked = at is not None and any(one.names(start) for one in account.wanted if one.attribute.name not in GENERAL)
    if at is None or at in account.unsaid or (account.about[at] >= HELD and not asked):
        return
    figured = (one for one in account.shown if has_count(one.line.text, text))
    if not any(one.credits[at] >= HELD for one in figured):
        yield name


def _anybody(word: str) -> bool:
    """True for what papers call by many names: people, works, animals; a group of people ("men") is no other."""
    own = _NAMED_SO.fullmatch(word) or (_PEOPLE.fullmatch(word) and is_group(word))
    return bool(_COUNTABLE.fullmatch(word)) and not own


def _named(query: Query, start: int) -> Iterator[int]:
    """The places of the concepts that follow each other from ``start``, as in "temporal lobe specimens"."""
    for i, one in enumerate(query.concepts):
        if one.start == start and one.telling > ASKED:
            yield i
            start = one.end + 1


def _figures(account: Account) -> Iterator[str]:
    """The things whose figure is asked for, if no shown sentence has both the thing and a figure. Left out: what the paper
    is about, and words that are reported as not said anyway."""
    text, concepts = account.query.text, account.query.concepts
    for i in account.unmeasured:
        if account.about[i] < HELD and i not in account.unsaid:
            yield f"{FIGURE_FOR}{text[concepts[i].start : concepts[i].end]}"


def _averages(account: Account) -> Iterator[str]:
    """The average asked for ("mean age"), if no shown sentence gives one of the thing. Left out: what is reported as not
    said anyway."""
    asked, concepts = averaged(account.query.text), account.query.concepts
    if asked is None or account.query.form.yes_no:
        return
    how, start = asked
    at = list(_named(account.query, start)) or [
        i for i, one in enumerate(concepts) if one.start <= start < one.end
    ]
    kinds = [one.attribute for one in account.wanted if one.names(start)]
    told = all(any(_stated(account, kind, one) for one in account.shown) for kind in kinds)
    # In "mean larval distance" the head may be averaged alone where the words before it are what the paper is about.
    heads = [i for i in at if all(account.about[j] >= HELD for j in at if j < i)]
    given = any(gives_average(one, [concepts[i] for i in heads], kinds) for one in account.shown)
    if at and told and not given and at[0] not in account.unsaid:
        yield f"{how} {account.query.text[start : concepts[at[-1]].end].casefold()}"


def _beside(account: Account, candidate: Candidate, at: int) -> bool:
    """True if a number that is not in the question stands beside a word for the concept ``at``."""
    query = account.query
    return candidate.credits[at] >= HELD and number_beside(candidate.line, query.concepts[at], query.text)

"""The parts of a question that an answer does not cover: its words, its time points, the figures it asks for. Also
parts that are missing although their words are there: amounts, and names of two words of which one was matched only by
a similar word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.patterns import late
from index.finding.account import AS_GOOD, HELD, Account
from index.finding.another import another
from index.finding.candidates import Candidate, gives_average
from index.finding.counting import concepts_at, doings, numbers, unresulted
from index.sentences.asking import Asked
from index.sentences.measures import is_same
from index.sentences.quantities import amounts as amounts_in
from index.sentences.quantities import named, said_of, said_otherwise
from index.terms.attributes import (
    DEFINITION,
    HOW_MANY,
    LONGEST,
    NUMBER_OF,
    OF_THE_STUDY,
    Attribute,
    Wanted,
    averaged,
    did_itself,
    to_count,
    wanted,
)
from index.terms.lexicon import forms_of_verb
from index.terms.query import ASKED, Query, typed

MOST = 4  # things named
FIGURE_FOR, REASON = "figure for ", "reason"
COUNTS = frozenset({Asked.NUMBER, Asked.PERCENT, Asked.SIZE})  # kinds of question that only a number answers
# words of a question, which name nothing
_PUT = late(r"(?:how|what|which|when|where|why|because|no\b|n\b|[^a-z])", re.IGNORECASE)
_ASIDE = late(r" (?:is|are|was|were|do|does|did|the|of)\Z", re.IGNORECASE)  # after a question word: "when was"
_BARE = late(r"(?:rates?|percent\w*|proportion|share of|scores?|time|duration)", re.IGNORECASE)
_HOW_MANY = late(r"how many|number of|no\.? of", re.IGNORECASE)
_NEVER = late(r"\bnever[- ](?P<who>[a-z]+(?:er|or|ist))s?\b", re.IGNORECASE)  # "never smokers", "never-users"


def not_said(account: Account) -> tuple[str, ...]:
    """What neither the shown sentences nor the paper's topic cover, in the question's own words; at most
    ``MOST`` things."""
    named = dict.fromkeys((*_words(account), *_talked_about(account), *_all_but_words(account)))
    return tuple(_once(named))[:MOST]


def _once(named: Iterable[str]) -> Iterator[str]:
    """What is named, without words that another name has: "over 75" says what "75" does, and "stick to it" what "stick" does."""
    named = tuple(named)
    parts = {
        part for one in named if len(words := one.casefold().split()) > 1 and not _is_number(one) for part in words
    }
    return (one for one in named if one.casefold() not in parts)


def _is_number(name: str) -> bool:
    """True for the number of things, or a figure for one: that says more than that the thing is missing."""
    return name.startswith((NUMBER_OF, HOW_MANY, FIGURE_FOR))


def asked_in(query: Query) -> tuple[str, ...]:
    """All that a question asks for, in the form in which missing parts are named: kinds of figures, what is to be
    counted, its topic words; at most ``MOST`` things.
    """
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
        *numbers(account),
        *doings(account),
        *_figures(account),
        *_averages(account),
        *_times(account),
        *_amounts(account),
        *_halved(account),
        *_never(account),
        *another(account),
        *unresulted(account),
        *filter(None, (account.unit_missing, account.bound_missing)),
    )


def own_words_only(account: Account) -> bool:
    """True if all that is missing is said elsewhere in the paper, or is lay words that the library has or that the
    shown sentences nearly have.
    """
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
        or any(True for _ in (*_talked_about(account), *numbers(account), *doings(account), *_figures(account)))
        or any(True for _ in (*_averages(account), *_times(account), *_amounts(account)))
        or any(True for _ in (*_halved(account), *_never(account), *another(account), *unresulted(account)))
    ):
        return True
    return any(not any(_stated(account, kind, one) for one in account.shown) for kind in kinds)


def _stated(account: Account, kind: Attribute, candidate: Candidate) -> bool:
    """True if a sentence states an attribute, with its figure unless the question is one for yes or no; where a
    number is asked for, one must stand near the words for it."""
    text = candidate.line.spelt
    if kind.name == DEFINITION == account.query.asked and candidate.gives:  # what it is stands beside its name
        return True
    if account.query.form.yes_no:
        return kind.names_in(text)
    if kind.figure and kind.names_in(text) and is_same(text):
        return True
    return kind.stands_in(text) and (
        kind.figure != "" or account.query.asked not in COUNTS or kind.counted_in(text)
    )


def _words(account: Account) -> Iterator[str]:
    concepts, text = account.query.concepts, account.query.text
    did = did_itself(text) or (0, 0)  # named with "how many"
    _never = {*account.groups_unsaid, *account.excluded}  # what no word of similar meaning says
    missing = sorted({*account.unsaid, *_never})
    missing = [i for i in missing if not did[0] <= concepts[i].start < did[1] and not concepts[i].carried]
    missing = [i for i in missing if account.nearest_shown(i) < AS_GOOD or i in _never]
    shown = " ".join(one.line.text for one in account.shown)
    words = (
        concepts[i] for i in missing if concepts[i].telling > ASKED and not _is_inflected(concepts[i].words, shown)
    )
    yield from typed((one for one in words if not said_otherwise(one.words, text, shown)), text, exactly=True)


def _is_inflected(words: str, shown: str) -> bool:
    """True if all of some words stand in a text, an irregular verb in another of its forms ("came back" for "come back")."""
    said = set(re.findall(r"[a-z]+", shown.casefold()))
    irregular = any(map(forms_of_verb, words.split()))
    return irregular and all(word in said or forms_of_verb(word) & said for word in words.split())


def _attributes(account: Account) -> Iterator[str]:
    for one in account.wanted:
        if _is_told(one, account.query) and not any(
            _stated(account, one.attribute, shown) for shown in account.shown
        ):
            said = own_words(one, account.query)
            yield from () if any(_is_inflected(said, shown.line.text) for shown in account.shown) else (said,)


def _is_told(one: Wanted, query: Query) -> bool:
    """False for "how many", of which what is to be counted is named, and for conclusions, told by their place."""
    start, _ = one.spans[0]
    told = one.attribute.name
    return told != "conclusion" and (told != "number studied" or not _HOW_MANY.match(query.text, start))


def own_words(one: Wanted, query: Query) -> str:
    """An attribute in the question's words ("auc", "revision rate", "how long"); a long clause is cut to its
    first and last word."""
    text, name = query.text, one.attribute.name
    start, end = clause(one)
    said = text[start:end].strip()
    if len(said) > LONGEST:
        first, *_, last = said.split()
        said = f"{first} … {last}"
    if name == DEFINITION:  # "define" and "meaning" are no words of a definition
        return name
    if _PUT.match(said):
        return name if name == REASON else _ASIDE.sub("", said)  # "why" names nothing that could be said
    if _BARE.fullmatch(said) and (before := _before(query, start)):
        said = f"{before} {said}"
    said = said.removesuffix(" of").removesuffix(" for").rstrip(" ?!.")
    return f"{FIGURE_FOR}{said}" if one.attribute.figure and said.casefold() != name else said


def clause(one: Wanted) -> tuple[int, int]:
    """Where the words begin and end that name an attribute first, with what stands between its parts ("how were the pupils chosen")."""
    parts = one.spans[:2] if "also" in one.attribute.asked.groupindex else one.spans[:1]
    return parts[0][0], parts[-1][1]


def _before(query: Query, start: int) -> str:
    """The word of the question right before a place, or the words before it of a name that goes on there ("heart" of "heart rate"); "" if
    there is none."""
    spans = (
        (one.start, min(start - 1, one.end)) for one in query.concepts if 0 <= one.start < start <= one.end + 1
    )
    return next((query.text[begins:end] for begins, end in spans if query.text[end:start] == " "), "")


def _figures(account: Account) -> Iterator[str]:
    """The things whose figure is asked for, if no shown sentence has both the thing and a figure. Left out: what the paper
    is about, and words that are reported as not said anyway."""
    text, concepts = account.query.text, account.query.concepts
    did = did_itself(text) or (0, 0)  # named with "how many"
    for i in account.unmeasured:
        if account.about[i] < HELD and i not in account.unsaid and not did[0] <= concepts[i].start < did[1]:
            yield f"{FIGURE_FOR}{text[concepts[i].start : concepts[i].end]}"


def _averages(account: Account) -> Iterator[str]:
    """The average asked for ("mean age"), if no shown sentence gives one of the thing. Left out: what is reported as not
    said anyway."""
    asked, concepts = averaged(account.query.text), account.query.concepts
    if asked is None or account.query.form.yes_no:
        return
    how, start = asked
    at = list(concepts_at(account.query, start)) or [
        i for i, one in enumerate(concepts) if one.start <= start < one.end
    ]
    kinds = [one.attribute for one in account.wanted if one.names(start)]
    told = all(any(_stated(account, kind, one) for one in account.shown) for kind in kinds)
    # In "mean larval distance" the head may be averaged alone where the words before it are what the paper is about.
    heads = [i for i in at if all(account.about[j] >= HELD for j in at if j < i)]
    given = any(gives_average(one, [concepts[i] for i in heads], kinds) for one in account.shown)
    if at and told and not given and at[0] not in account.unsaid:
        yield f"{how} {account.query.text[start : concepts[at[-1]].end].casefold()}"


def _times(account: Account) -> Iterator[str]:
    """The time points that a question names and no sentence on what is asked has."""
    yes_no = account.query.form.yes_no
    if asked := named(account.query.text):
        lines = [one.line.text for one in (account.shown if yes_no else account.focus)]
        said = frozenset[float]().union(*(said_of(account.query.text, one) for one in lines))
        yield from (words for point, words in asked.items() if point not in said)


def _amounts(account: Account) -> Iterator[str]:
    """The numbers with a unit that a question gives ("8 kW"), if no sentence on what is asked has them, while it has another
    number with that unit."""
    asked = {} if account.query.form.yes_no else amounts_in(account.query.text)
    if asked:
        said = {amount for one in account.focus for amount in amounts_in(one.line.text)}
        units = {unit for _, unit in said}
        yield from (words for amount, words in asked.items() if amount not in said and amount[1] in units)


def _halved(account: Account) -> Iterator[str]:
    """The names of two words ("lung function") of which what is shown has the first by a similar word alone, and the second,
    an everyday one, not at all."""
    text, concepts = account.query.text, account.query.concepts
    for i, (one, head) in enumerate(zip(concepts, concepts[1:], strict=False)):
        name = not one.carried and one.telling == 1.0 and ASKED < head.telling < 1.0
        near = name and account.said[i] < HELD and account.nearest_shown(i) >= AS_GOOD
        if near and text[one.end : head.start] == " " and not head.known and not account.nearest_shown(i + 1):
            yield text[one.start : head.end].casefold()


def _never(account: Account) -> Iterator[str]:
    """Those who never did something ("never smokers"), if no shown sentence speaks of them: those who do are the others."""
    if asked := _NEVER.search(account.query.text):
        them = re.compile(rf"\b(?:never|non-?{asked['who']}|(?:not|no) (?:\w+ )?{asked['who']})", re.IGNORECASE)
        if not any(them.search(one.line.text) for one in account.shown):
            yield asked[0].casefold()

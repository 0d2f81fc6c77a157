"""Which papers a listing, a count or an extreme is about: filters, authors and a topic, and nothing left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.assistant.records.filtering import Filter, keep
from bot.assistant.records.filters import take_filters
from bot.assistant.records.naming import by_topic, in_title, unheld
from bot.assistant.records.people import Person, is_courtesy, papers_by, people_of
from bot.assistant.records.reply import TopicFinder, joined
from bot.assistant.records.text import FILLER, NOUNS, Asked
from corpus.models import Corpus, Paper

_ABOUT = re.compile(
    r"\b(?:about|on|regarding|concerning|cover(?:s|ing|ed)?|discuss(?:es|ing)?|deal(?:s|ing)? with|relat(?:ed|ing) to"
    r"|mention(?:s|ing)?|focus(?:s?ed|s?es|s?ing)? on|talk(?:s|ing)? about|address(?:es|ing)?|looks? at|looking at|touch(?:es|ing)? on"
    r"|in the field of|on the (?:topic|subject) of|with the words?)\b (?P<topic>\S.*)$"
)
_THEM = re.compile(r"\b(?:them|these|those|they)\b")
_BY = re.compile(
    r"\b(?:(?:written|authored|published|signed|made|done|co authored) )?(?:by|called|named) (?P<who>(?:(?!about\b|on\b|in\b|from\b|that\b|which\b|have\b|are\b)\S+ ?)+)"
)
_FROM = re.compile(r"\b(?:from|of) (?P<who>(?:dr |prof |professor )?\S+(?: etal)?(?: s)?)$")
_WROTE = frozenset(
    "wrote write written writes published publish publishes author authored authoring authors co coauthored work worked did signed contributed".split()
)
_LEAD = re.compile(
    r"\b(?:as |is |with |the )*(?P<which>first|last|senior|lead) authors?(?:ed)?\b(?: is| was)?|\bfirst authored\b"
)


class Selection(NamedTuple):
    """The papers selected, the words that say which ("of type review published in 2024"), and what is not held."""

    papers: tuple[Paper, ...]
    says: str = ""
    missing: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    note: str = ""


async def select(
    asked: Asked, ignored: frozenset[str], corpus: Corpus, topic: TopicFinder, about: Sequence[str] = ()
) -> Selection | None:
    """The papers a question selects; None where it holds words that neither filter, nor name, nor say a topic."""
    filters, rest = take_filters(asked, corpus)
    papers = tuple(keep(corpus.papers, filters))
    if len(about) > 1 and _THEM.search(asked.text):
        papers = tuple(paper for paper in papers if paper.key in set(about))
    says = _says(filters)
    chosen, rest = _by_author(rest, papers, corpus)
    if chosen:
        papers, says = chosen.papers, [*says, chosen.says]
    words, stray = _topic(rest, ignored)
    if stray:
        return None
    picked = Selection(papers, " ".join(says), chosen.missing if chosen else (), tuple(words), tuple(filters))
    picked = picked._replace(note=chosen.note if chosen else "")
    return await _on_topic(picked, topic) if words else picked


def _says(filters: Sequence[Filter]) -> list[str]:
    """The filters in words; two of a kind joined by "or"."""
    kinds: dict[str, list[str]] = {}
    for one in filters:
        kinds.setdefault(one.kind, []).append(one.says)
    return [" or ".join(dict.fromkeys(said)) for said in kinds.values()]


async def _on_topic(picked: Selection, topic: TopicFinder) -> Selection:
    words, quoted = picked.topic, " ".join(picked.topic)
    titled = in_title(words, picked.papers)
    found = await by_topic(words, picked.papers, topic, limit=max(len(picked.papers), 10), slack=1.0)
    papers = tuple(dict.fromkeys(paper.key for paper in (*titled, *found)))
    here = {paper.key: paper for paper in picked.papers}
    says = f"{picked.says} matching “{quoted}”".strip()
    missing = () if papers else (await unheld(words, topic) or (quoted,))
    return picked._replace(
        papers=tuple(here[key] for key in papers), says=says, missing=(*picked.missing, *missing)
    )


def _topic(rest: Asked, ignored: frozenset[str]) -> tuple[list[str], list[str]]:
    """The words of the topic, in order, and the words that are left over and unexplained."""
    match, rest = rest.take(_ABOUT)
    after = [word for word in match["topic"].split() if not _idle(word, ignored)] if match else []
    words = rest.words
    before: list[str] = []
    for at in reversed([i for i, word in enumerate(words) if word in NOUNS]):
        while at and not _idle(words[at - 1], ignored):
            at -= 1
            before.insert(0, words[at])
    stray = [word for word in words if not _idle(word, ignored) and word not in before]
    return before + after, stray


def _idle(word: str, ignored: frozenset[str]) -> bool:
    return word in FILLER or word in NOUNS or word in ignored


def _by_author(rest: Asked, papers: tuple[Paper, ...], corpus: Corpus) -> tuple[Selection | None, Asked]:
    """The papers of the authors named after "by" or anywhere, and the question without their names."""
    whole = rest
    place, rest = rest.take(_LEAD)
    match = _BY.search(rest.text) or _from(rest, corpus)
    who = [word for word in match["who"].split() if not _courtesy(word)] if match else []
    if match and who:
        return _named(who, papers, corpus, place), rest.without(*match.span())
    words = rest.words
    people = people_of(corpus).named(words)
    if not people:
        return None, rest if place is None else whole
    named = {i for person in people for i in range(person.start, person.end)}
    left = [
        word for i, word in enumerate(words) if i not in named and word not in _WROTE and not is_courtesy(word)
    ]
    return _signed(people, papers, place), Asked(" ".join(left), rest.dois)


def _from(rest: Asked, corpus: Corpus) -> re.Match[str] | None:
    """ "from X", whoever X is; "of X" only where X is an author here."""
    match = _FROM.search(rest.text)
    return (
        match if match and (match[0].startswith("from") or people_of(corpus).named(match["who"].split())) else None
    )


def _courtesy(word: str) -> bool:
    return (word in FILLER and len(word) > 1) or word in NOUNS or is_courtesy(word) or word == "also"


def _named(who: list[str], papers: tuple[Paper, ...], corpus: Corpus, place: re.Match[str] | None) -> Selection:
    """The papers of the people named by these words, every one of which must belong to a name."""
    people = people_of(corpus)
    persons = people.named(who)
    named = {i for person in persons for i in range(person.start, person.end)}
    left = [word for i, word in enumerate(who) if i not in named]
    near = [people.near(word) for word in left]
    if any(person is None for person in near):
        return Selection((), f"by “{' '.join(who)}”", (" ".join(who),))
    persons += [person for person in near if person]
    notes = [f"I read “{person.typed}” as {joined(person.names, 'or')}. " for person in near if person]
    return _signed(persons, papers, place)._replace(note="".join(notes))


def _signed(persons: Sequence[Person], papers: tuple[Paper, ...], place: re.Match[str] | None) -> Selection:
    """The papers all these people signed; if "first" or "last" author was said, those they signed in that place."""
    for person in persons:
        papers = tuple(papers_by(papers, person.names))
    if place:
        at = -1 if place["which"] in ("last", "senior") else 0
        names = {name for person in persons for name in person.names}
        papers = tuple(
            p for p in papers if [a.name for a in p.authors if not a.is_group or len(p.authors) == 1][at] in names
        )
    says = "by " + joined([joined(person.names, "or") for person in persons])
    return Selection(papers, says + (f" as {place['which'] or 'first'} author" if place else ""))

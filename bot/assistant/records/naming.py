"""Which paper is meant: by DOI, by author, by the words of its topic, or the one just talked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.assistant.records.filtering import keep
from bot.assistant.records.filters import take_filters
from bot.assistant.records.people import People, is_courtesy, papers_by, people_of
from bot.assistant.records.reply import TopicFinder
from bot.assistant.records.text import PAPER, PAPERS, Asked, fold, topic_words
from corpus.models import Corpus, Paper
from index.stopwords import ASKING

ENOUGH = 0.6  # the part of the words' weight a paper must hold to be the one meant
SHOWN = 3
# Words of asking and of talking about papers: they name no paper, whatever abstract holds them.
_IDLE = ASKING | frozenset(
    """
    called titled named reading saw seen shared posted sent mentioned earlier yesterday today together total average
    again quickly first last second third new old recent interesting cool nice great good big long short main whole entire
    discussed previous above below next famous important published number
    """.split()
)
_POINTING = re.compile(
    rf"\b(?:it|its|this|that|they|them|these|those|their|same|the (?:first |second |above |previous )?(?:{PAPER}|{PAPERS}))\b"
)
_PRONOUN = re.compile(r"\b(?:it|its|this|that)\b")
EVIDENCE = re.compile(rf"\b(?:{PAPER}|{PAPERS}|etal)\b")
_EVERY = re.compile(rf"\b(?:all|each|every|both)\b|\b{PAPERS}\b")


class Named(NamedTuple):
    """The papers meant, the words nothing here answers to, and how a name was read where it was misspelled.

    ``by`` is "doi", "name", "title" (it holds the words), "topic" (title and abstract do), "filter", "talk" (the
    papers talked about), "all", or "" where nothing was named.
    """

    papers: tuple[Paper, ...] = ()
    by: str = ""
    missing: tuple[str, ...] = ()
    note: str = ""


async def name_papers(
    asked: Asked, ignored: frozenset[str], corpus: Corpus, topic: TopicFinder, about: Sequence[str]
) -> Named:
    """The papers a question means, apart from the words that ask (``ignored``)."""
    if asked.dois:
        return _by_doi(asked, corpus)
    filters, rest = take_filters(asked, corpus)
    pool = keep(corpus.papers, filters) or list(corpus.papers)
    words = [word for word in topic_words(rest, ignored) if not is_courtesy(word) and word not in _IDLE]
    if words:
        found = await _by_words(rest, words, pool, topic, people_of(corpus))
        if found.papers or any(one.kind != "type" for one in filters):
            return found
        return await _by_words(rest, words, list(corpus.papers), topic, people_of(corpus))  # "review" said loosely
    if about and (_PRONOUN.search(asked.text) or (_POINTING.search(asked.text) and not filters)):
        return Named(tuple(paper for paper in corpus.papers if paper.key in set(about)), "talk")
    if filters and len(pool) < len(corpus.papers):
        return Named(tuple(pool), "filter")
    if _EVERY.search(asked.text) or len(corpus.papers) == 1:
        return Named(tuple(corpus.papers), "all")
    talked = tuple(paper for key in about for paper in corpus.papers if paper.key == key)
    return Named(talked, "talk" if talked else "")


def _by_doi(asked: Asked, corpus: Corpus) -> Named:
    here = {paper.doi: paper for paper in corpus.papers if paper.doi}
    missing = tuple(str(doi) for doi in asked.dois if doi not in here)
    return Named(tuple(here[doi] for doi in asked.dois if doi in here), "doi", missing)


async def _by_words(rest: Asked, words: list[str], pool: list[Paper], topic: TopicFinder, people: People) -> Named:
    titled = in_title(words, pool)
    if titled:
        return Named(titled, "title")
    persons = people.named([word for word in rest.words if word in set(words) | {"the", "of", "et", "al"}])
    if not persons:
        return await _by_topic(words, pool, topic, people)
    pool = papers_by(pool, [name for person in persons for name in person.names])
    typed = {word for person in persons for word in person.typed.split()}
    others = [word for word in words if word not in typed]
    leads = [
        paper for paper in pool if paper.authors[0].name in {name for person in persons for name in person.names}
    ]
    if not others:
        return Named(tuple(leads or pool), "name")
    found = in_title(others, pool) or await by_topic(others, pool, topic)
    return Named(found, "name", () if found else tuple(others))


async def _by_topic(words: list[str], pool: list[Paper], topic: TopicFinder, people: People) -> Named:
    found = await by_topic(words, pool, topic)
    if found:
        return Named(found, "topic")
    near = [person for person in map(people.near, words) if person]
    if near and len(near) == len(words):
        papers = papers_by(pool, near[0].names)
        leads = [paper for paper in papers if paper.authors[0].name in near[0].names]
        return Named(tuple(leads or papers), "name", note=f"I read “{near[0].typed}” as {near[0].names[0]}. ")
    mended = [_mended(word, pool) for word in words]
    if mended != words and (titled := in_title(mended, pool)):
        return Named(titled, "title")
    return Named((), "topic", await unheld(words, topic) or tuple(words))


async def by_topic(
    words: Sequence[str], pool: Sequence[Paper], topic: TopicFinder, limit: int = SHOWN, slack: float = 0.05
) -> tuple[Paper, ...]:
    """The papers that hold enough of the words, and at most ``slack`` less of them than the best one; best first.

    A word no paper holds is not made up for by the others: "denosumab in breast cancer" is not any paper on
    breast cancer.
    """
    if await unheld(words, topic):
        return ()
    here = {paper.key: paper for paper in pool}
    hits = [(here[key], share) for key, share in await topic(" ".join(words), max(limit * 4, 12)) if key in here]
    hits = [hit for hit in hits if hit[1] >= ENOUGH and hit[1] >= hits[0][1] - slack]
    hits = _outstanding(words, hits) if limit <= SHOWN else hits
    return tuple(paper for paper, _ in hits[:limit])


async def unheld(words: Sequence[str], topic: TopicFinder) -> tuple[str, ...]:
    """The words that no paper holds at all."""
    return tuple([word for word in dict.fromkeys(words) if _carries(word) and not await topic(word, 1)])


def _carries(word: str) -> bool:
    """True for a word that can carry a topic at all."""
    return len(word) > 1 and word not in _IDLE


def _outstanding(words: Sequence[str], hits: list[tuple[Paper, float]]) -> list[tuple[Paper, float]]:
    """Only the first paper where it uses the very words three times as often as any other."""
    if len(hits) < 2:
        return hits
    uses = [
        sum(fold(f"{paper.title} {paper.abstract or ''}").split().count(word) for word in words)
        for paper, _ in hits
    ]
    return hits[:1] if uses[0] >= 3 and uses[0] >= 3 * max(uses[1:]) else hits


def in_title(words: Sequence[str], pool: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers whose title holds all the words, in the library's order; only where none does, words alike."""
    titles = [(paper, _title_words(paper.title)) for paper in pool if paper.title]
    for same in (_equal, _alike):
        found = tuple(paper for paper, title in titles if all(any(same(w, own) for own in title) for w in words))
        if found:
            return found
    return ()


@lru_cache(maxsize=50_000)
def _title_words(title: str) -> frozenset[str]:
    return frozenset(fold(title).split())


def _equal(word: str, own: str) -> bool:
    """The same word, in the singular or the plural."""
    shorter, longer = sorted((word, own), key=len)
    return longer in (shorter, f"{shorter}s", f"{shorter}es")


def _alike(word: str, own: str) -> bool:
    """The same but for an ending: "metastases" and "metastatic", "ablative" and "ablation"."""
    if _equal(word, own):
        return True
    shorter, longer = sorted((word, own), key=len)
    stem = max(5, len(shorter) - 3)
    return len(shorter) >= 6 and word[:stem] == own[:stem] and len(longer) - stem <= 4


def _mended(word: str, pool: Sequence[Paper]) -> str:
    """The title word one slip away from a long word, where there is one; else the word itself."""
    if len(word) < 6:
        return word
    titles = dict.fromkeys(own for paper in pool for own in fold(paper.title).split())
    limit = 1 if len(word) < 10 else 2
    close = [own for own in titles if own[0] == word[0] and OSA.distance(word, own, score_cutoff=limit) <= limit]
    return close[0] if len(close) == 1 else word

"""Chooses the sentences that are shown: the best ones of the papers read, none much worse, no two that say the
same; one that refers to the sentence before ("These factors were …") is quoted together with it, as one slice."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import count
from operator import mul

from corpus.patterns import late
from corpus.sentences import Sentence
from index.finding.account import HELD
from index.finding.beside import kind_sought, states
from index.finding.candidates import ROUNDED, Candidate, Likely, ReadPaper, order
from index.finding.held_terms import HeldTerms
from index.finding.sources import TextSource
from index.models import Evidence
from index.sentences.asking import QUANTITIES, Asked
from index.terms.attributes import table
from index.terms.lexicon import Phrase
from index.terms.query import ALMOST, REPAIRED, Query, as_typed

_OPENS = late(
    # "These factors …", but not "This study …": the paper itself needs no sentence before it
    r"^\W*(?:(?:these|those|such|this)\b(?! as\b)(?! (?:\S+ ){0,2}(?:stud|review|paper|article|work|trial|analys|meta|report|finding|result"
    r"|data\b|observation|research|cohort|model|survey|investigation))"
    r"|(?:they|he|she|the (?:latter|former|same))\b"
    r"|(?:(?:at|after|by) (?:[\w-]+ ){1,3})?it (?:was|had been) (?=\d)"
    r"|it (?!is\b|was\b|remains\b|has been\b|seems\b|appears\b|may be\b)"
    r"|(?:\w+ ){1,2}(?:these|those) \w+)",
    re.IGNORECASE,
)


def leans(text: str) -> bool:
    """True if a sentence's first words refer to the sentence before it."""
    return bool(_OPENS.match(text))


def with_what_it_leans_on(
    sentence: Sentence, before: Sequence[Sentence], abstract: str, shown: Container[int]
) -> Sentence:
    """The sentence; or, if it refers to the sentence before, the slice of the abstract with both.

    ``before``: the sentences before it, in order, so that the last one is next to it. ``shown``: the numbers of
    sentences that are quoted anyway and are not repeated. The first sentence of a section is always quoted alone.
    """
    previous = before[-1] if before else None
    if previous is None or not leans(sentence.text) or previous.number in shown:
        return sentence
    if previous.section != sentence.section:
        return sentence
    return sentence.model_copy(update={"start": previous.start, "text": abstract[previous.start : sentence.end]})


FEW = 2  # topics of a question that may be half of one
SAME = 0.8  # sentences that share this part of their terms say the same; checked by tests/index/test_evidence.py


def choose(readings: Sequence[ReadPaper], query: Query, most: int, spread: float) -> tuple[Candidate, ...]:
    """The best sentences of several papers, the best first: at most ``most``, none much worse than the best, no
    two that say the same.

    ``spread`` (0..1): a sentence is left out if its score is below (1 - spread) × the best score.
    """
    chosen: list[Candidate] = []
    best: Candidate | None = None
    for candidate in _ranked(readings, query):
        best = best or candidate
        if candidate.score < (1 - spread) * best.score:
            break
        if query.asked in QUANTITIES and best.gives and not candidate.gives:
            continue
        if not any(alike(candidate.line.held, other.line.held) for other in chosen):
            chosen.append(candidate)
        if len(chosen) == most:
            break
    return _with_sought(_with_topic(tuple(chosen), readings, query), readings, query)


def _with_sought(
    chosen: tuple[Candidate, ...], readings: Sequence[ReadPaper], query: Query
) -> tuple[Candidate, ...]:
    """The chosen sentences. If none of the first paper's tells the kind of thing sought ("PONV rates"), with the best one of that paper that does, and
    has a topic word."""
    kind = kind_sought(query)
    if kind is Asked.ANYTHING or any(states(one, kind) for one in chosen if one.paper == chosen[0].paper):
        return chosen
    topic = [i for i in query.own if query.concepts[i].telling == 1.0]
    same = [one for one in readings if chosen and one.paper == chosen[0].paper]
    telling = (one for one in _ranked(same, query) if states(one, kind))
    found = next((one for one in telling if any(one.credits[i] >= HELD for i in topic)), None)
    return (*chosen[: max(1, len(chosen) - 1)], found) if found else chosen


def _with_topic(
    chosen: tuple[Candidate, ...], readings: Sequence[ReadPaper], query: Query
) -> tuple[Candidate, ...]:
    """The chosen sentences. If a question that follows another, or is asked of some papers only, finds at most words like one of its
    own topics, first the best sentence of the same paper that has that topic itself."""
    own = [i for i in query.own if query.concepts[i].telling == 1.0]
    follows = any(one.carried for one in query.concepts) or (query.within and len(own) <= FEW)
    lacked = [i for i in own if not any(one.credits[i] >= HELD for one in chosen)]
    if not (chosen and lacked and follows):
        return chosen
    same = [one for one in readings if one.paper == chosen[0].paper]
    itself = next((one for one in _ranked(same, query) if any(one.credits[i] >= HELD for i in lacked)), None)
    return (itself, *chosen[: max(1, len(chosen) - 1)]) if itself else chosen


def _ranked(readings: Sequence[ReadPaper], query: Query) -> Iterator[Candidate]:
    """Eligible sentences of several papers, the best first. A paper's sentences are looked at only when one of them could be
    the next best (``ReadPaper.bound``), and each is scored only when it could be (``Likely.bound``)."""
    turn = count()
    waiting: list[tuple[float, int, ReadPaper | Likely]] = [(-one.bound, next(turn), one) for one in readings]
    found: list[tuple[tuple[float, str, int], Candidate]] = []
    heapify(waiting)
    while waiting or found:
        while waiting and (not found or -waiting[0][0] >= found[0][1].score - ROUNDED):
            one = heappop(waiting)[2]
            if isinstance(one, ReadPaper):
                for sentence in _eligible(one, query):
                    heappush(waiting, (-sentence.bound, next(turn), sentence))
            else:
                candidate = one.score()
                heappush(found, (order(candidate), candidate))
        if found:
            yield heappop(found)[1]


def only_saying(readings: Sequence[ReadPaper], phrases: Sequence[Phrase]) -> Sequence[ReadPaper]:
    """The readings with only the sentences that contain every phrase; unchanged if no sentence does."""
    said = [reading.saying(phrases) for reading in readings]
    return said if any(reading.sentences() for reading in said) else readings


def _eligible(reading: ReadPaper, query: Query) -> Iterator[Likely]:
    """A paper's sentences that have a word of the question or, if the question names the paper, the kind of
    thing asked for; all of them, if it asks what was found as a whole.

    If a question that follows another has topic words of its own, a sentence must have one of them.
    """
    own = [not c.carried and c.telling == 1.0 for c in query.concepts]
    if any(own) and any(c.carried for c in query.concepts):
        harms = query.asked is Asked.HARM  # a sentence names them, and seldom says that they are side effects
        return (
            s
            for s in reading.sentences()
            if any(map(mul, s.credits, own)) or (harms and s.line.gives(query.asked))
        )
    if (query.form.reports or query.form.works) and reading.covered >= HELD:
        return iter(reading.sentences())
    meant = query.asked is not Asked.ANYTHING and any(reading.named)
    return (s for s in reading.sentences() if any(s.credits) or (meant and s.line.gives(query.asked)))


def alike(left: HeldTerms, right: HeldTerms) -> bool:
    """True if two sentences share four fifths of their terms, so that one of them is enough."""
    a, b = left.terms, right.terms
    return len(a & b) >= SAME * len(a | b)


def evidence_in(chosen: Sequence[Candidate], query: Query, texts: TextSource) -> Iterator[Evidence]:
    """The chosen sentences as evidence, each together with a sentence before it that it refers to (“This …”), unless
    that one is chosen too.
    """
    for candidate in chosen:
        paper, sentence = texts[candidate.paper], candidate.sentence
        shown = {other.sentence.number for other in chosen if other.paper == candidate.paper}
        before = [line.sentence for line in paper.lines[: sentence.number - 1][-1:]]
        whole = with_what_it_leans_on(sentence, before, paper.paper.abstract or "", shown)
        yield evidence_of(candidate, query, whole)


def evidence_of(candidate: Candidate, query: Query, whole: Sentence) -> Evidence:
    """A chosen sentence as evidence, with the matched words marked.

    ``whole``: the sentence, or a slice of the abstract that ends with it.
    """
    tokens, shift = candidate.line.tokens, len(whole.text) - len(candidate.line.text)
    matched = [c for c, credit in zip(query.concepts, candidate.credits, strict=True) if credit > 0]
    places = {place for concept in matched for place in candidate.line.positions(concept)}
    return Evidence(
        sentence=whole,
        score=round(candidate.score, 6),
        matched=tuple(concept.words for concept in matched),
        marks=tuple(sorted({(tokens[place].start + shift, tokens[place].end + shift) for place in places})),
    )


def said_in(chosen: Sequence[Candidate], query: Query) -> set[str]:
    """The words of the question that are in a chosen sentence of any paper, themselves or under another name; as
    folded, as typed and as in the question's text. A kind of figure ("hazard ratio") is said only with a figure."""
    text, said = query.text, set[str]()
    for i, concept in enumerate(query.concepts):
        if any(one.credits[i] >= HELD and not one.line.held.close(concept) for one in chosen):
            said |= {
                concept.words,
                as_typed(concept, text),
                text[concept.start : concept.start + len(concept.words)],
            }
    unsaid = (row for row in table() if row.figure and row.name in said)
    return said - {row.name for row in unsaid if not any(row.stands_in(one.line.spelt) for one in chosen)}


def searched_also(
    chosen: Sequence[Candidate], query: Query, texts: TextSource, missing: Collection[str]
) -> tuple[str, ...]:
    """What was searched instead of the question's words, for display: repaired spellings, and other names or very
    similar words that the chosen sentences contain.

    For a topic word that is reported as ``missing`` no similar word is given; for an everyday word one is given only if the
    library lacks it. None is given for a word that the same papers have (whoever
    writes of "olanzapine" and of "clozapine" means two things), nor for a word of an earlier question.
    """
    found: dict[str, None] = {}
    for i, concept in ((i, one) for i, one in enumerate(query.concepts) if not one.carried):
        having = [one.line for one in chosen if one.credits[i]]
        lines = [line.held for line in having]
        for phrase, credit, shown in concept.others:
            brought = concept.telling == 1.0 and any(held.share(phrase) == 1.0 for held in lines)
            if shown and (credit == REPAIRED or brought):
                found[_printed(shown, [line.text for line in having])] = None
        close = [held.close(concept) for held in lines]
        near_helps = concept.words not in missing if concept.telling == 1.0 else not concept.known
        if (
            near_helps
            and all(close)
            and not any(texts[one.paper].terms.issuperset(concept.phrase) for one in chosen)
        ):
            near = {one.term: one.word for one in close if one and one.credit >= ALMOST}
            said = {token.term: token.word for line in having for token in line.tokens if token.term in near}
            found.update(dict.fromkeys(f"{word} for “{concept.words}”" for word in (near | said).values()))
    return tuple(found)


def _printed(word: str, texts: Iterable[str]) -> str:
    """A word that was searched for in small letters, in the capitals that a sentence writes it in ("SABR"); else as it is."""
    for text in texts:
        at = text.lower().find(word)
        printed = text[max(at, 0) : max(at, 0) + len(word)]
        whole = at <= 0 or not text[at - 1].isalnum()
        if whole and printed.lower() == word and printed[1:] != word[1:]:
            return printed
    return word

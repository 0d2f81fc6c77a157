"""One indexed library: takes a question, returns a finding. It only joins the other modules, which make the decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from corpus.abbreviations import abbreviations_of
from corpus.errors import RetrievalError
from corpus.models import Corpus, Model, Paper
from corpus.sentences import Sentence
from corpus.shelf import by_key
from index.finding.candidates import Candidate, ReadPaper, works
from index.finding.evidence import DEPTH, coverage, read_paper, rescored
from index.finding.outcome import HEAVY, Judgement, bare_paper, judge, still_missing, unknown_words
from index.finding.selecting import choose, evidence_in, only_saying, said_in, searched_also
from index.finding.showing import arranged
from index.finding.sources import HeldTexts, TextSource
from index.finding.texts import PaperTexts
from index.models import Finding, Held, Hit, Kin, Outcome, Standing
from index.questions.initials import reader_of
from index.questions.ranked import Several, means_several
from index.questions.reader import QueryReader
from index.ranking.engines import K1, B, Engine, Keep
from index.terms import lexicon
from index.terms.analyzer import Analyzer
from index.terms.forms import HeldShortForms, ShortForms, passage_terms
from index.terms.query import Query
from index.terms.vocabulary import CountedWords, Vocabulary, Words

SHARED = 6  # shared words shown for a related paper


class Settings(Model):
    """Settings of a search. The same settings and the same corpus always give the same answer.

    ``k1``, ``b``: the parameters of BM25. ``title_weight``: how often a title counts. ``read_papers``: how many
    papers are read for a question. ``most``: sentences chosen at most. ``spread``: see
    ``index.finding.selecting.choose``."""

    k1: float = K1
    b: float = B
    title_weight: int = 3
    read_papers: int = 10
    most: int = 3
    spread: float = 0.28

    @property
    def shape(self) -> str:
        """The settings that an index is made with, as text; an index made with others cannot be used."""
        return f"k1={self.k1} b={self.b} title={self.title_weight}"


class LibraryIndex:
    """The index of one corpus. It is built once and keeps nothing of any conversation."""

    def __init__(
        self,
        corpus: Corpus,
        settings: Settings,
        engine: Engine,
        reader: QueryReader,
        vocabulary: Vocabulary,
        short_forms: ShortForms,
        texts: TextSource,
        prepare: Callable[[str], None] | None = None,
    ) -> None:
        """``prepare`` takes words that will be looked up, and fetches their entries in advance if the library is
        on another machine. It may raise RetrievalError."""
        self.prepare = prepare or (lambda words: None)
        self.corpus = corpus
        self.papers: Mapping[str, Paper] = by_key(corpus.papers)
        self.settings = settings
        self.engine = engine
        self.reader = reader
        self.short_forms = short_forms
        self._vocabulary = vocabulary
        self._texts = texts

    @cached_property
    def as_written(self) -> LibraryIndex:
        """The same index for questions in which no spelling is repaired."""
        reader, words = self.reader.as_written, self._vocabulary
        parts = (self.corpus, self.settings, self.engine, reader, words, self.short_forms, self._texts)
        return LibraryIndex(*parts, self.prepare)

    @classmethod
    def build(cls, corpus: Corpus, settings: Settings | None = None) -> LibraryIndex:
        """Analyse and index every paper of a corpus, in memory.

        Raises RetrievalError if the library has no papers, or its papers have no words.
        """
        from index.ranking.bm25 import RankBM25  # brings numpy, which an index on disk does not need

        settings = settings or Settings()
        if not corpus.papers:
            raise RetrievalError(f"The library {corpus.name!r} has no papers yet: import some, then ask.")
        analyzer, words = Analyzer(), CountedWords()
        passages, terms = [], []
        for paper in corpus.papers:
            for passage in passage_terms(paper, analyzer, settings.title_weight):
                words.add(passage.pieces)
                passages.append((passage.id, paper.key))
                terms.append(passage.terms.split())
        engine = RankBM25(passages, terms, settings.k1, settings.b)
        entries = (entry for paper in corpus.papers for entry in abbreviations_of(paper))
        short_forms = HeldShortForms(entries, analyzer.phrase)
        texts = HeldTexts((paper.key, PaperTexts(paper, analyzer)) for paper in corpus.papers)
        return cls.over(corpus, settings, engine, analyzer, words, short_forms, texts)

    @classmethod
    def over(
        cls,
        corpus: Corpus,
        settings: Settings,
        engine: Engine,
        analyzer: Analyzer,
        words: Words,
        short_forms: ShortForms,
        texts: TextSource,
        prepare: Callable[[str], None] | None = None,
    ) -> LibraryIndex:
        """The index made of parts that exist already, such as those kept on disk."""
        vocabulary = Vocabulary(analyzer, lexicon.load_background(), words)
        reader = reader_of(corpus, analyzer, vocabulary, short_forms)
        return cls(corpus, settings, engine, reader, vocabulary, short_forms, texts, prepare)

    async def search(self, question: str, k: int, keep: Keep | None = None) -> tuple[Hit, ...]:
        """The best ``k`` papers for a question, each ranked by its best passage; the first papers are read and
        ranked again."""
        query = self.reader.read(question)
        hits = await self._papers(query, max(k, DEPTH), keep)
        return rescored(hits, self._texts, query)[:k]

    async def nearest(self, words: str, k: int) -> tuple[Hit, ...]:
        """The best ``k`` papers for some words by BM25 alone, without reading any: quick, to choose papers to
        look through."""
        return await self._papers(self.reader.read(words, near=False), k, None)

    def holding(self, words: str, keys: Iterable[str], near: bool = False) -> dict[str, Held]:
        """How much of some words each of these papers contains, under any name of the words; by paper key,
        without papers that contain nothing. ``near``: words of nearly the same meaning count as well."""
        query = self.reader.read(words).nearly if near else self.reader.read(words, near=False)
        terms = frozenset().union(*(concept.terms for concept in query.concepts))
        found: dict[str, Held] = {}
        for key, texts in self._texts.having(keys, terms) if terms else ():
            held = Held(*coverage(texts, query.concepts))
            if held.share > 0:
                found[key] = held
        return found

    def term(self, word: str) -> str:
        """The term of a folded word: words are compared by their terms."""
        return self.reader.term(word)

    def is_word(self, word: str) -> bool:
        """True if this library, the field or everyday English has the word, so that it is no spelling mistake."""
        return self.reader.is_word(word)

    def standing(self, word: str) -> Standing:
        """What is known of a folded word: see ``Standing``."""
        return self.reader.standing(word)

    async def find(
        self, query: Query, keep: Keep | None = None, most: int | None = None, phrases: Sequence[str] = ()
    ) -> Finding:
        """The finding (evidence and outcome) for a question that ``reader`` has read.

        ``keep``: which papers may be found. ``most``: sentences shown at most, if not as in the settings.
        ``phrases``: sentences that contain all of them are shown, if there are any.
        """
        query = replace(query, within=keep is not None)
        found = await self._papers(query, self.settings.read_papers, keep)
        hits = works(found, query, self._texts)
        readings, chosen = await self._read(hits, query, keep, most, phrases)
        judgement = judge(readings, chosen, query)
        if judgement.outcome is Outcome.NOTHING and len(hits) < len(found):  # a notice may say it alone
            hits, (readings, chosen) = found, await self._read(found, query, keep, most, phrases)
            judgement = judge(readings, chosen, query)
        if most is None and not phrases:
            chosen = arranged(chosen, readings, query, judgement, self._texts)
        return self._finding(judgement, query, hits, readings, chosen)

    async def read(
        self, query: Query, keep: Keep | None = None, most: int | None = None, phrases: Sequence[str] = ()
    ) -> tuple[tuple[Hit, ...], list[ReadPaper], tuple[Candidate, ...]]:
        """The ranked papers, what was read of each, and the sentences chosen. Parameters as for ``find``."""
        hits = works(await self._papers(query, self.settings.read_papers, keep), query, self._texts)
        return hits, *await self._read(hits, query, keep, most, phrases)

    async def _read(
        self, hits: tuple[Hit, ...], query: Query, keep: Keep | None, most: int | None, phrases: Sequence[str]
    ) -> tuple[list[ReadPaper], tuple[Candidate, ...]]:
        most_possible = query.reach * (self.settings.k1 + 1) or 1.0
        readings = [
            read_paper(self._texts[h.key], query, h.score / hits[0].score, h.score / most_possible) for h in hits
        ]
        spread = self.settings.spread if most is None else 1.0
        meant = only_saying(readings, [self.reader.terms(phrase) for phrase in phrases]) if phrases else readings
        chosen = choose(meant, query, most or self.settings.most, spread)
        if chosen and most is None and not phrases:
            several = Several(lambda part, k: self._papers(part, k, keep), self._texts)
            readings, chosen = await several.widen(query, readings, chosen, self.settings.most)
        return readings, chosen

    def saying(self, phrases: Sequence[str], without: Sequence[str]) -> Keep | None:
        """A filter for papers with every phrase and without the words ``without``, in any form; None if both are empty."""
        if not (phrases or without):
            return None
        wanted, unwanted = [self.reader.terms(one) for one in phrases], [self.reader.terms(one) for one in without]

        def keep(key: str) -> bool:
            texts = self._texts[key]
            return all(map(texts.says, wanted)) and not any(map(texts.says, unwanted))

        return keep

    async def related(self, key: str, limit: int) -> tuple[Kin, ...]:
        """The papers most similar to one: its most important terms are searched in all others. Raises KeyError
        if no paper has the key."""
        own = self._texts[key].telling(self._vocabulary)
        hits = await self.engine.search(own, 3 * limit, lambda other: other != key)
        best: dict[str, Hit] = {}
        for hit in hits:
            best.setdefault(hit.key, hit)
        return tuple(self._kin(own, hit) for hit in tuple(best.values())[:limit])

    def _kin(self, own: dict[str, float], hit: Hit) -> Kin:
        theirs = self._texts[hit.key].telling(self._vocabulary)
        shared = sorted(
            (term for term in own if term in theirs), key=lambda term: (-own[term] * theirs[term], term)
        )
        words = tuple(self._vocabulary.commonest(term) for term in shared[:SHARED])
        return Kin(key=hit.key, score=hit.score, shared=words)

    def texts(self, key: str) -> PaperTexts:
        """A paper's texts, ready to be searched for evidence. Raises KeyError if no paper has the key."""
        return self._texts[key]

    def sentence(self, key: str, number: int) -> Sentence:
        """A sentence of a paper by its number, from 1. Raises KeyError if no paper has the key, IndexError if it
        has no such sentence."""
        return self._texts[key].lines[number - 1].sentence

    def missing(self, query: Query, keys: Iterable[str], near: bool = False) -> int:
        """How many important topics of a question none of these papers contains. ``near``: nor any word close to them."""
        read = query.nearly if near else query.itself
        readings = [read_paper(self._texts[key], read, 0.0) for key in keys if key in self._texts]
        held = [any(reading.credits[i] for reading in readings) for i in range(len(query.concepts))]
        return sum(not h and c.weight >= HEAVY for h, c in zip(held, query.concepts, strict=True))

    async def _papers(self, query: Query, k: int, keep: Keep | None) -> tuple[Hit, ...]:
        """The best ``k`` papers, each with its best passage only: a long abstract has several passages."""
        asked = k
        while True:
            hits = await self.engine.search(query.ranked, asked, keep)
            best: dict[str, Hit] = {}
            for hit in hits:
                best.setdefault(hit.key, hit)
            if len(best) >= k or len(hits) < asked:
                return tuple(best.values())[:k]
            asked *= 3

    def _finding(
        self,
        judgement: Judgement,
        query: Query,
        hits: tuple[Hit, ...],
        readings: list[ReadPaper],
        chosen: tuple[Candidate, ...],
    ) -> Finding:
        # A word that no abstract has is not matched, even if similar words were found.
        held = [one.known and any(r.credits[i] for r in readings) for i, one in enumerate(query.concepts)]
        # What is only related is told of all that is shown; an answer, of the paper that gives it.
        every = means_several(query) or judgement.outcome is Outcome.RELATED
        said = said_in(chosen if every else [c for c in chosen if c.paper == chosen[0].paper], query)
        told = () if judgement.outcome is Outcome.NOTHING else chosen
        evidence = tuple(evidence_in(told, query, self._texts))
        shown = [one.sentence for one in evidence]
        own = [one.text for one in shown if every or one.key == chosen[0].paper]
        not_said = still_missing((word for word in judgement.not_said if word not in said), query, own)
        lacking = still_missing(not_said, query, [one.text for one in shown])  # only another paper gives the rest
        by_another = judgement.outcome is Outcome.ANSWERED and bool(not_said) and not lacking
        outcome = Outcome.RELATED if by_another else judgement.outcome
        reported = lacking if outcome is Outcome.ANSWERED else query.unknown_words
        return Finding(
            outcome=outcome,
            sure=judgement.sure or bool(judgement.not_said and not not_said),  # no warning that names nothing
            not_said=lacking,
            evidence=evidence,
            hits=hits,
            matched=tuple(c.words for c, held_here in zip(query.concepts, held, strict=True) if held_here),
            unmatched=tuple(c.words for c, held_here in zip(query.concepts, held, strict=True) if not held_here),
            unknown_words=still_missing(unknown_words(query), query, own),
            perhaps=self.reader.perhaps(query.unknown_words),
            searched_also=searched_also(told, query, self._texts, reported),
            bare="" if judgement.outcome is Outcome.ANSWERED else bare_paper(readings, query),
            strong=judgement.strong,
        )

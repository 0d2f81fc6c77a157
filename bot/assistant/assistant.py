"""The one way to an answer: ``Assistant.ask(question, context)``, the same for every surface.

    question → small talk | follow-up | definition | summary | record | content → proved answer

Each kind is a short method here that leaves the work to a module of its name.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from importlib.metadata import version

from bot.assistant import advice, compose, followups, gate, records, smalltalk, summaries
from bot.assistant.citing import names_of
from bot.assistant.narrowing import Narrowed, narrow
from bot.assistant.reply import MadeBy, Reply, answer_of, helped, settings_digest, within
from bot.assistant.verbatim import Verbatim
from bot.models import Answer, Context, Quote, Turn
from corpus.models import Corpus, Model, Paper
from index.library import Kin, LibraryIndex
from index.models import Finding, Outcome
from index.query import Query


class Limits(Model):
    """What bounds a question."""

    question_chars: int = 4000


def _new_id() -> str:
    return secrets.token_hex(6)


class Assistant:
    """Answers questions about one library. Holds no conversation: what a follow-up needs comes with its context."""

    def __init__(
        self, index: LibraryIndex, limits: Limits | None = None, new_id: Callable[[], str] = _new_id
    ) -> None:
        self._index = index
        self._limits = limits or Limits()
        self._new_id = new_id
        self._papers = index.papers
        self._verbatim = Verbatim(index, self._papers)
        self._settings = settings_digest(index.settings, self._limits)
        self._version = version("marrow")

    @property
    def corpus(self) -> Corpus:
        """The library it answers from."""
        return self._index.corpus

    @property
    def papers(self) -> Mapping[str, Paper]:
        """The library's papers by key."""
        return self._papers

    async def near(self, words: str) -> Corpus:
        """The library; of a large one, the papers nearest to some words, best first, because nobody reads through all."""
        if len(self.corpus.papers) <= MANY:
            return self.corpus
        exact = [words.strip()] if words.strip() in self._papers else []
        keys = dict.fromkeys((*exact, *(hit.key for hit in await self._index.nearest(words, NEAREST))))
        return self.corpus.model_copy(update={"papers": tuple(self._papers[key] for key in keys)})

    def names(self, corpus: Corpus) -> tuple[str, ...]:
        """What each paper of a corpus may be called, folded for matching; it ends with the paper's key."""
        return self._names if corpus is self.corpus else names_of(corpus)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return names_of(self.corpus)

    @property
    def short_forms(self) -> tuple[str, ...]:
        """The abbreviations these papers write out, each once."""
        return tuple(self._index.short_forms.all())

    async def ask(self, question: str, context: Context) -> Answer:
        """The proved answer to a question.

        Any text is a question: empty, enormous or hostile ones get a short, kind reply. Raises GateError where a
        message would quote what its paper does not say.
        """
        began = time.perf_counter()
        question = question.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
        return self._proved(question, await self._reply(question, context), context, began)

    async def summarise(self, key: str, context: Context, section: str | None = None) -> Answer:
        """A paper's abstract as published, whole or one of its sections; ``summaries.ONE_LINE`` is its conclusion.

        Raises KeyError for a paper or a section that is not there.
        """
        began, paper = time.perf_counter(), self._papers[key]
        question = f"{section} of “{paper.title}”" if section else f"Summary of “{paper.title}”"
        return self._proved(question, self._verbatim.summary(question, paper, section), context, began)

    async def define(self, term: str, context: Context) -> Answer:
        """What an abbreviation stands for in each paper that writes it out; otherwise what the abstracts say of the term."""
        began, question = time.perf_counter(), f"What does {term} mean?"
        found = self._verbatim.defined(term, context) or await self._looked_up(question, context)
        return self._proved(question, found, context, began)

    async def more(
        self, question: str, context: Context, shown: Sequence[tuple[str, int]], most: int = 10
    ) -> Answer:
        """Further passages for a question, without those already ``shown`` (key, start): never called an answer."""
        began = time.perf_counter()
        query, turn = followups.read(self._index, question, context.previous)
        finding = await self._index.find(query, within(context, turn), most + len(shown))
        further = tuple(quote for quote in self._quotes(finding) if (quote.key, quote.start) not in shown)[:most]
        said = compose.FURTHER if further else compose.NO_FURTHER
        text = "\n\n".join((compose.restated(question), said, *compose.blocks(further, self._papers)))
        outcome = Outcome.RELATED if further else Outcome.NOTHING
        reply = Reply(outcome=outcome, kind="more", text=text, quotes=further, finding=finding, read_with=turn)
        return self._proved(question, reply, context, began)

    async def related(self, key: str, limit: int = 5) -> tuple[Kin, ...]:
        """The papers nearest to one in words, best first, each with the words they share. Raises KeyError."""
        return await self._index.related(key, limit)

    def _proved(self, question: str, reply: Reply, context: Context, began: float) -> Answer:
        latency = (time.perf_counter() - began) * 1000
        made = MadeBy(
            id=self._new_id(),
            library=self.corpus.name,
            snapshot=self.corpus.digest,
            engine=self._index.engine.name,
            weights=self._index.weights,
            settings=self._settings,
            version=self._version,
        )
        answer = answer_of(question, reply, context.previous, self._papers, made, latency)
        gate.prove(answer, self._papers)
        return answer

    async def _reply(self, question: str, context: Context) -> Reply:
        if len(question) > self._limits.question_chars:
            return helped(smalltalk.too_long(len(question), self._limits.question_chars))
        if not any(c.isalnum() for c in question):
            said = smalltalk.talk(question, self.corpus)
            return helped(said or smalltalk.NO_QUESTION)
        if said := smalltalk.talk(question, self.corpus):
            return helped(said)
        if advice.asks_for_advice(question):
            return await self._advice(question, context)
        found = self._verbatim.definition(question, context) or await self._summary(question, context)
        return found or await self._looked_up(question, context)

    async def _looked_up(self, question: str, context: Context) -> Reply:
        """An answer from the records, or from the abstracts where the records have none and they do."""
        narrowed = narrow(question, self._scoped(context))
        if narrowed.refused:
            text = compose.said(question, narrowed.refused)
            return Reply(outcome=Outcome.NOTHING, kind="record", text=text, turn=context.previous)
        if narrowed.keys is not None:
            context = context.model_copy(update={"scope": narrowed.keys})
        if not any(c.isalnum() for c in narrowed.bare):
            narrowed = narrowed.model_copy(update={"bare": "list the papers"})
        record = await self._record(narrowed, context)
        if record and record.outcome is Outcome.ANSWERED:
            return record
        content = await self._content(narrowed, context)
        if record and (record.kind == "issue" or content.outcome is not Outcome.ANSWERED):
            return record
        return content

    def _scoped(self, context: Context) -> Iterable[Paper]:
        """The papers of the asker's filter, or all."""
        scope = context.scope
        return (self._papers[key] for key in scope if key in self._papers) if scope else self.corpus.papers

    async def _advice(self, question: str, context: Context) -> Reply:
        """A question about somebody's care: passages at most, never an answer."""
        finding = await self._index.find(self._index.reader.read(question), within(context, None))
        if finding.outcome is Outcome.NOTHING:
            return Reply(
                outcome=Outcome.NOTHING,
                kind="advice",
                text=compose.said(question, advice.NO_ADVICE),
                finding=finding,
            )
        finding = finding.model_copy(update={"outcome": Outcome.RELATED})
        quotes = self._quotes(finding)
        parts = [
            compose.restated(question),
            advice.NO_ADVICE,
            compose.RELATED,
            *compose.blocks(quotes, self._papers),
        ]
        return Reply(
            outcome=Outcome.RELATED, kind="advice", text="\n\n".join(parts), quotes=quotes, finding=finding
        )

    async def _summary(self, question: str, context: Context) -> Reply | None:
        if not summaries.asks_for_summary(question):
            return None
        words = summaries.named_paper(question)
        paper = await self._named(words, context)
        if paper is None:
            return None
        leant = not context.scope and not self._index.reader.words(words)
        reply = self._verbatim.summary(question, paper)
        return reply.model_copy(update={"read_with": context.previous}) if leant else reply

    async def _named(self, words: str, context: Context) -> Paper | None:
        """The paper some words name; with none, the one the conversation is about."""
        if not self._index.reader.words(words):
            keys = context.scope or (context.previous.keys if context.previous else ())
            keys = keys or (tuple(self._papers) if len(self._papers) == 1 else ())
            return self._papers.get(keys[0]) if keys else None
        found = await self._index.topics(words, 1)
        return self._papers[found[0][0]] if found and found[0][1] >= NAMED else None

    async def _record(self, narrowed: Narrowed, context: Context) -> Reply | None:
        about = context.previous.keys if context.previous else ()
        about = context.scope if len(context.scope) == 1 else about
        corpus, large = self.corpus, False
        if context.scope:
            corpus = corpus.model_copy(update={"papers": tuple(self._scoped(context))})
        elif len(corpus.papers) > MANY:
            if not records.may_ask(narrowed.bare):
                return None
            corpus, large = await self.near(narrowed.bare), True
        reply = await records.answer_records(narrowed.bare, corpus, self._index.topics, about)
        if reply is None:
            return None
        leant = about and reply != await records.answer_records(narrowed.bare, corpus, self._index.topics, ())
        turn = Turn(
            question=narrowed.asked,
            terms=self._index.reader.words(narrowed.bare),
            keys=reply.keys[:3],
            kind=reply.kind,
            options=narrowed.asked if narrowed.options else "",
        )
        told = [compose.looked_only(narrowed.told)] if narrowed.told else []
        if large and reply.kind == "record":
            told.append(compose.looked_among(len(corpus.papers), self.corpus))
        text = compose.said(narrowed.asked, "\n\n".join((reply.text, *told)))
        return Reply(
            outcome=reply.outcome,
            kind=reply.kind,
            text=text,
            keys=reply.keys,
            turn=turn,
            read_with=context.previous if leant else None,
        )

    async def _content(self, narrowed: Narrowed, context: Context) -> Reply:
        query, turn = followups.read(self._index, narrowed.bare, context.previous)
        if turn and turn.options and not narrowed.options:  # a follow-up looks where the question before it looked
            before = narrow(turn.options, self._scoped(context))
            narrowed = before.model_copy(update={"asked": narrowed.asked, "bare": narrowed.bare})
            context = context.model_copy(update={"scope": narrowed.keys or context.scope})
        finding = await self._found(query, turn, narrowed, context)
        if context.withheld:  # a reply to somebody who wants no words kept repeats none of them
            finding = finding.model_copy(update={"unknown_words": ()})
            narrowed = narrowed.model_copy(update={"told": ""})
        quotes = self._quotes(finding)
        text = compose.content(narrowed.asked, finding, quotes, self.corpus, self._papers, narrowed.told)
        keys = tuple(dict.fromkeys(quote.key for quote in quotes))
        said = tuple(concept.words for concept in query.concepts)
        options = turn.options if turn else narrowed.asked if narrowed.options else ""
        after = Turn(question=narrowed.asked, terms=said, keys=keys[:1], options=options) if keys else turn
        return Reply(
            outcome=finding.outcome,
            kind="content",
            text=text,
            quotes=quotes,
            finding=finding,
            turn=after,
            read_with=turn,
        )

    async def _found(self, query: Query, turn: Turn | None, narrowed: Narrowed, context: Context) -> Finding:
        """What the papers of a follow-up's turn say; what all that may be looked at say, where those have no answer."""
        phrases, without = narrowed.options.phrases, narrowed.options.without
        says = self._index.saying(phrases, without)
        finding = await self._index.find(query, within(context, turn, says), phrases=phrases)
        if turn and turn.keys and finding.outcome is not Outcome.ANSWERED:
            wider = await self._index.find(query, within(context, None, says), phrases=phrases)
            finding = wider if wider.outcome is Outcome.ANSWERED else finding
        return finding

    def _quotes(self, finding: Finding) -> tuple[Quote, ...]:
        return tuple(compose.quote_of(self._papers[e.sentence.key], e) for e in finding.evidence)


MANY = 5_000  # papers: a larger library is not read through for a question about its records
NEAREST = 100  # of its papers are looked at instead, those nearest to the question's words
NAMED = 0.6  # the share of the words' weight a paper must hold to be the one they name

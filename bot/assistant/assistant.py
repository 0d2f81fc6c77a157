"""The assistant. Discord, terminal and every other surface ask it in the same way: ``Assistant.ask(question,
context)``.

message → questions → frame → reply → proved answer
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from bot import own_version
from bot.assistant import gate
from bot.assistant.at_ends import of_ends
from bot.assistant.compose import UNDEFINED, covered, restated, said
from bot.assistant.gate import prove_table
from bot.assistant.message import smalltalk
from bot.assistant.message.advice import asks_for_advice, of_patients
from bot.assistant.message.fronted import without_oneself
from bot.assistant.message.mending import Mending, noted
from bot.assistant.message.smalltalk import without_signs
from bot.assistant.message.splitting import MOST, parts_of
from bot.assistant.message.wrapping import unmarked, unwrapped
from bot.assistant.papers.tables import Table, whole
from bot.assistant.pinning import asked_alike, is_whole, pinned_instead, stands_alone
from bot.assistant.reading.pasted import is_of_one, pasted_in
from bot.assistant.reading.which import Found
from bot.assistant.reply import MadeBy, Reply, answer_of, helped, settings_digest
from bot.assistant.replying import Replying
from bot.assistant.studies import comparing
from bot.assistant.studies.paired import Pair
from bot.assistant.turns import naming
from bot.assistant.turns.asked_of import asked_of_papers, without_library
from bot.assistant.turns.both import with_both_listed
from bot.assistant.turns.framing import Framing
from bot.assistant.turns.likewise import likewise
from bot.assistant.turns.quoted_too import quoted_too
from bot.assistant.turns.topics import remembering
from bot.assistant.wording import echoed
from bot.models import Answer, Context, Turn
from corpus.characters import seen
from corpus.models import Corpus, Model, Paper
from corpus.patterns import late
from index.library import LibraryIndex
from index.models import Kin, Outcome
from index.questions.spelling import Mended
from index.weights import weights_digest

_BLANKS = late(r"[ \t]{2,}")


class QuestionLimits(Model):
    """The bounds of a question: its greatest length, in characters."""

    question_chars: int = 4000


def _new_id() -> str:
    return secrets.token_hex(6)


@cache
def _program() -> tuple[str, str]:
    """The program's version and the digest of its code, which a process keeps: asked for once, not for each library."""
    return own_version(), weights_digest("bot.assistant")


class Assistant:
    """Answers questions about one library. It remembers no conversation: what a follow-up needs is in its
    context.
    """

    def __init__(
        self, index: LibraryIndex, limits: QuestionLimits | None = None, new_id: Callable[[], str] = _new_id
    ) -> None:
        self._index = index
        self._limits = limits or QuestionLimits()
        self._new_id = new_id
        self._papers = index.papers
        self._framing = Framing(index)
        self._mending = Mending(index)
        self._replying = Replying(index, self._framing)
        self._settings = settings_digest(index.settings, self._limits)

    @property
    def corpus(self) -> Corpus:
        """The library that answers come from."""
        return self._index.corpus

    @property
    def papers(self) -> Mapping[str, Paper]:
        """The library's papers by key."""
        return self._papers

    async def near(self, words: str) -> Corpus:
        """The whole library if it is small; of a large one only the papers nearest to some words, best first."""
        return await self._framing.near(self._seen(words))

    async def which(self, words: str, listed: Sequence[str] = ()) -> Found:
        """The papers that some words refer to: one, several to choose from, or none. ``listed``: the keys of the
        papers shown last, in order, for "the second one".
        """
        return await naming.found(self._seen(words), listed, self._framing, self._index)

    async def offered(self, words: str, most: int) -> tuple[Paper, ...]:
        """At most ``most`` papers that unfinished words may refer to, nearest first. ``which`` finds every paper
        offered here.
        """
        return (await naming.finder(words, self._framing, self._index)).offered(words, most)

    @property
    def short_forms(self) -> tuple[str, ...]:
        """The abbreviations that the papers write out, each once."""
        return tuple(self._index.short_forms.all())

    async def ask(self, question: str, context: Context) -> Answer:
        """The proved answer to a question.

        Any text may be asked: an empty, enormous or hostile one gets a short, kind reply. Raises GateError if a
        message would quote what its paper does not say.
        """
        began = time.perf_counter()
        question = question.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
        (asked, slips), before = self._meant(question), self._before(context)
        asked = asked if context.previous else without_library(asked)
        reply = await self._reply(asked, before)
        if context.pins:
            alone = reply.read_with is None or await self.stands_alone(asked, reply.read_with)
            whole = alone or await is_whole(asked, self._index, self._framing)
            reply = pinned_instead(reply, asked, before, self.corpus, self._papers, alone, whole)
        written = _as_written(reply, asked, question, before, context)
        return self._proved(question, noted(written, slips), context, began)

    def _seen(self, words: str) -> str:
        """Some words as they were meant; see ``_meant``."""
        return self._meant(words).text

    def _meant(self, words: str) -> Mended:
        """Some words without invisible characters, signs that ask nothing, slips of the finger, and what is said around a
        question or of oneself. That is kept where it makes the question one for advice: "I have a patient: …"."""
        if len(words) > self._limits.question_chars:
            return Mended(words)
        self._index.prepare(words)
        shown = seen(without_signs(words), self._index.is_word)
        found = self._mending.mended(_BLANKS.sub(" ", shown) if "  " in shown or "\t" in shown else shown)
        advice = asks_for_advice(found.text, patients=of_patients(self._index))
        if advice:
            return found
        text = unwrapped(found.text)
        alone = without_oneself(text, self._index)
        text = alone if alone == text else unwrapped(alone)
        return found._replace(text=asked_of_papers(text, self.corpus.issue, self._framing.lexicon))

    def _before(self, context: Context) -> Context:
        """The context with the question before it as its reader saw it."""
        before = context.previous
        if before is None or (said := self._seen(before.question)) == before.question:
            return context
        return context.model_copy(update={"previous": before.model_copy(update={"question": said})})

    def alike(self, question: str, scope: Sequence[str] = ()) -> frozenset[str]:
        """Texts that a question shares with other questions that ask the same; see ``pinning.asked_alike``.
        Empty for a question that is too long.
        """
        if len(question) > self._limits.question_chars:
            return frozenset()
        question = self._seen(question)
        self._index.prepare(question)
        return asked_alike(question, scope, self._index, self._framing.lexicon)

    async def stands_alone(self, question: str, before: Turn | None) -> bool:
        """True if a question says by itself what is asked, whatever was asked ``before`` it."""
        return await stands_alone(self._seen(question), before, self._index, self._framing)

    def questions(self, message: str) -> tuple[str, ...]:
        """The questions in a message, five at most. Ask them in order, each with the turn that the one before it
        left.
        """
        message = unmarked(message)
        alone = asks_for_advice(message, patients=of_patients(self._index))
        if alone:
            return (message,)
        pasted = pasted_in(unwrapped(message, labels=False), self.corpus.papers)
        parts = tuple(map(pasted.shown, parts_of(pasted.text)[:MOST]))
        return parts if len(parts) > 1 and not is_of_one(message, self.corpus.papers) else (message,)

    async def _reply(self, question: str, context: Context) -> Reply:
        if len(question) > self._limits.question_chars:
            return helped(smalltalk.too_long(len(question), self._limits.question_chars))
        self._index.prepare(question)
        context = with_both_listed(question, context)
        ask = self._replying.reply
        reply = await of_ends(question, context, self._papers, ask) or await ask(question, context)
        reply = await likewise(question, reply, context, self._index, self._replying.reply)
        reply = await quoted_too(question, reply, context, self._index, self._replying.of_paper)
        return remembering(reply, context.previous)

    async def summarise(self, key: str, context: Context, section: str | None = None) -> Answer:
        """A paper's abstract as published: whole, or only one ``section``; ``summaries.ONE_LINE`` gives its
        concluding sentence.

        Raises KeyError if there is no such paper or section.
        """
        began, paper = time.perf_counter(), self._papers[key]
        question = f"{section} of “{paper.title}”" if section else f"Summary of “{paper.title}”"
        return self._proved(question, self._replying.verbatim.summary(question, paper, section), context, began)

    async def define(self, term: str, context: Context) -> Answer:
        """What an abbreviation stands for, in the papers that write it out. If none does, what the abstracts say
        about the term, in sentences of papers that have it. It is never read with the turn before: the term says it all.
        """
        term = self._seen(term)
        began, question = time.perf_counter(), f"What does {term} mean?"
        context, verbatim = context.model_copy(update={"previous": None}), self._replying.verbatim
        found = verbatim.defined(term, context) or verbatim.definition(question, context)
        found = found or await self._replying.looked_up(question, context)
        if found.outcome is Outcome.HELP or not self._speaks_of(found, term):
            found = verbatim.not_written_out(question, term)
        elif found.outcome is Outcome.RELATED:  # its words stand here, and what they mean does not
            told = f"{UNDEFINED.format(term=echoed(term))} {covered(self.corpus)}"
            found = Reply(outcome=Outcome.NOTHING, kind="definition", text=said(question, told))
        return self._proved(question, found, context, began)

    def _speaks_of(self, reply: Reply, term: str) -> bool:
        """False if a reply's quotes are of papers that have only words of like meaning in a term's place."""
        says, quoted = self._index.saying((term,), ()), {quote.key for quote in reply.quotes}
        return reply.kind != "content" or not quoted or says is None or any(map(says, quoted))

    async def compare(self, keys: Sequence[str], context: Context, topic: str = "") -> Answer:
        """Two papers side by side: what both abstracts state, on a topic if one is given. Raises KeyError if
        there is no such paper.
        """
        topic = self._seen(topic)
        began, (one, other) = time.perf_counter(), (self._papers[key] for key in keys)
        reply = await comparing.compare(Pair(one, other, topic, one), self._index)
        return self._proved(comparing.question_of(one, other, topic), reply, context, began)

    async def table(self, question: str, context: Context) -> Table:
        """The whole table of figures that a question asks for, such as one from ``tables.question_of``. Raises
        GateError if a figure is not what its paper prints.
        """
        found = await whole(self._seen(question), self._before(context), self._framing)
        prove_table(found, [self._papers[row.key] for row in found.rows])
        return found

    async def more(
        self, question: str, context: Context, shown: Sequence[tuple[str, int]], most: int = 10
    ) -> Answer:
        """At most ``most`` further passages for a question, without those already ``shown`` (key, start). They
        are never called an answer.
        """
        began = time.perf_counter()
        asked, before = self._seen(question), self._before(context)
        reply = await self._replying.verbatim.further(asked, before, before.previous, shown, most)
        return self._proved(question, _as_written(reply, asked, question, before, context), context, began)

    async def related(self, key: str, limit: int = 5) -> tuple[Kin, ...]:
        """The papers most similar to one in their words, best first, each with the words they share. Raises
        KeyError if there is no such paper.
        """
        return await self._index.related(key, limit)

    def _proved(self, question: str, reply: Reply, context: Context, began: float) -> Answer:
        latency = (time.perf_counter() - began) * 1000
        release, weights = _program()
        made = MadeBy(
            id=self._new_id(),
            library=self.corpus.name,
            snapshot=self.corpus.digest,
            engine=self._index.engine.name,
            weights=weights,
            settings=self._settings,
            version=release,
        )
        answer = answer_of(question, reply, context.previous, self._papers, made, latency)
        gate.prove(answer, self._papers, self.corpus.issue)
        return answer


def _as_written(reply: Reply, asked: str, question: str, before: Context, context: Context) -> Reply:
    """A reply with the words that were typed: the question was read as ``asked``, in the context ``before``."""
    if asked == question and before is context:
        return reply
    names = {asked: question}
    if before.previous and context.previous:
        names.setdefault(before.previous.question, context.previous.question)

    def written(turn: Turn | None) -> Turn | None:
        return turn and turn.model_copy(update={"question": names.get(turn.question, turn.question)})

    head = restated(asked)
    text = f"{restated(question)}{reply.text.removeprefix(head)}" if reply.text.startswith(head) else reply.text
    return reply.model_copy(
        update={"text": text, "turn": written(reply.turn), "read_with": written(reply.read_with)}
    )

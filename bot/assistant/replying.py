"""Finds the reply to a question, trying in turn: small talk, the conversation, a definition, a summary, records, content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.assistant import besides, compose, content, elsewhere, further
from bot.assistant.message import smalltalk
from bot.assistant.message.advice import ADVICE, asks_for_advice, of_patients, unadvised
from bot.assistant.once_more import again
from bot.assistant.papers.summarising import summary_of
from bot.assistant.papers.verbatim import Verbatim
from bot.assistant.reading.explaining import of_rivals
from bot.assistant.reading.filters import of_options, told_options
from bot.assistant.reading.frame import Frame, keep
from bot.assistant.reading.pasted import by_registration, keyed
from bot.assistant.reading.periods import dated
from bot.assistant.reply import Reply, helped, of_every, recorded
from bot.assistant.studies import comparing, traits
from bot.assistant.studies.each import of_studies
from bot.assistant.studies.paired import asked_pair, outranks
from bot.assistant.telling.choosing import of_these
from bot.assistant.telling.holding import Library
from bot.assistant.telling.misplaced import misplaced
from bot.assistant.telling.pointers import OTHER, points_at_them
from bot.assistant.telling.pointing import asks_of_that, chosen, pointed
from bot.assistant.telling.tell import asks_more, tell
from bot.assistant.turns import conversing, leading
from bot.assistant.turns.elliptic import as_comparison, asks_on_it, other_placed
from bot.assistant.turns.framing import Framing
from bot.assistant.turns.naming import Question, left_by, none_such, scoped_by
from bot.assistant.turns.replaced import pointed_back
from bot.assistant.unheld import not_held, of_other_years
from bot.models import Ask, Context, Turn
from corpus.models import Corpus, Paper
from index.library import LibraryIndex
from index.models import Outcome
from index.questions.options import read_options

# How sure a reading by all words is: used from here on (see tests/quality/learn_reading.py), and before the abstracts.
SURE, CERTAIN = 0.5, 0.95
SNATCH = 2  # so few words ask of what was talked about
FINAL = ("list", "count", "sort", "who", "absent")  # asked of records alone: what they lack stands in no abstract


class Replying:
    """Makes replies from one library. It remembers no conversation."""

    def __init__(self, index: LibraryIndex, framing: Framing) -> None:
        self._index = index
        self._papers: Mapping[str, Paper] = index.papers
        self._framing = framing
        self.verbatim = Verbatim(index, index.papers)

    @property
    def corpus(self) -> Corpus:
        """The library that questions are asked of."""
        return self._index.corpus

    async def reply(self, question: str, context: Context) -> Reply:
        """The reply to one question, of any kind."""
        said = smalltalk.talk(question, self.corpus, bool(context.previous and context.previous.keys))
        if said and context.previous and (len(question.split()) > 1 or "?" in question):  # "are you sure", "sure?"
            said = None if besides.wants_proof(self._framing.plain(question), context.previous) else said
        if said or not any(c.isalnum() for c in question):
            return helped(said or smalltalk.NO_QUESTION)
        if conversing.starts_anew(self._framing.plain(question)) and not (
            context.previous and context.previous.keys and besides.wants_all(self._framing.plain(question))
        ):
            return helped(smalltalk.ANEW).model_copy(update={"turn": Turn(question=question, kind="help")})
        if context.previous and (found := await self._talked(question, context, context.previous)):
            return found
        numbered = "pmid" in question.casefold() and self._framing.links(question)
        if numbered or besides.in_general(self._framing.plain(question)):
            context = context.model_copy(update={"previous": None})
        if asks_for_advice(keyed(question, self.corpus.papers), context.previous, of_patients(self._index)):
            return await unadvised(question, context, self._index)
        found = not_held(question, (await self._framing.near(question)).papers, self.corpus, context)
        return found or self.verbatim.definition(question, context) or await self.looked_up(question, context)

    async def looked_up(self, question: str, context: Context) -> Reply:
        """A reply from the records, or from the abstracts if only they have an answer. A question that finds nothing after the turn before is asked alone, too."""
        reply = await self._looked_up(question, context)
        previous = context.previous
        if previous is None or previous.options or previous.only or reply.outcome is not Outcome.NOTHING:
            return reply
        text = self._framing.plain(question)
        told = reply.kind in ("table", "record") and reply.read_with and len(reply.keys) == 1  # of that paper
        points = asks_of_that(text) or points_at_them(text) or (len(previous.listed) > 1 and of_these(text))
        if told or points or asks_on_it(text) or OTHER.search(text):
            return reply
        alone = await self._looked_up(question, context.model_copy(update={"previous": None}))
        return alone if alone.outcome is Outcome.ANSWERED else reply

    async def _looked_up(self, question: str, context: Context) -> Reply:
        language, english = await self._framing.in_english(question)
        if english and (defined := self.verbatim.definition(question, context, english)):
            return defined
        text = "" if self._framing.links(question) else self._framing.plain(question)
        english = further.meant(text, context.previous, self._papers) or english
        typed = keyed(dated(english or question, self.corpus.papers), self.corpus.papers)
        bare, options = read_options(conversing.without_opening(self._framing.written_out(typed)))
        bare = pointed_back(bare, context.previous, self._papers)
        if options.of_records:
            keys = tuple(paper.key for paper in keep(self._framing.scoped(context), of_options(options)))
            if not keys:
                return none_such(question, options, context.previous)
            context = context.model_copy(update={"scope": keys})
        bare = bare if any(c.isalnum() for c in bare) else "list the papers"
        asked = Question(question, bare, Frame(Ask()), options, told_options(options), language is not None)
        reply = await self._within_limits(asked, context)
        if reply.kind == "table" and context.previous and context.previous.near:
            topic = conversing.own_topic(self._index.reader.read(bare), self._framing.lexicon)
            reply = reply if topic else leading.of_nearest(reply, context.previous)
        return content.translated(reply, language, english) if language and not context.withheld else reply

    async def _within_limits(self, asked: Question, context: Context) -> Reply:
        """The reply from the papers the conversation is limited to, unless the question itself says which papers are meant."""
        library = await self._framing.library(asked.bare, context, asked.foreign)
        bare = by_registration(asked.bare, library.papers)
        asked = asked._replace(bare=as_comparison(besides.unreferenced(bare, library.papers), library))
        frame = self._framing.frame(asked.bare, library, context, conversing.may_ask_records(asked.bare, library))
        before = context.previous
        chosen = any(one.kind != "paper" for one in frame.filters)  # a list's own papers are within the limits
        own = chosen or frame.people or frame.links or context.scope or frame.ask.op == "issue"
        if before is None or not before.only or own:
            reply = await self._asked(asked._replace(frame=frame), context, library)
            return conversing.limiting(reply, frame, library.papers) if conversing.narrows(frame) else reply
        context = context.model_copy(update={"scope": before.only})
        library = await self._framing.library(asked.bare, context, asked.foreign)
        frame = self._framing.frame(asked.bare, library, context, conversing.may_ask_records(asked.bare, library))
        reply = await self._asked(asked._replace(frame=frame, told=before.only_says), context, library)
        turn = (reply.turn or before).model_copy(update={"only": before.only, "only_says": before.only_says})
        return reply.model_copy(update={"turn": turn, "text": f"{reply.text}\n\n{compose.UNLIMITED}"})

    async def _asked(self, asked: Question, context: Context, library: Library) -> Reply:
        """The reply to a question with its frame. If it looks for a kind of paper of which papers write, too, and finds
        no answer there, it is asked of all papers as well."""
        reply = await self._as_framed(asked, context, library)
        if content.is_sure(reply) or not asked.frame.doubtful:
            return reply
        frame = self._framing.without_kinds(asked.bare, library)
        wide = await self._as_framed(asked._replace(frame=frame), context, library)
        return wide if wide.kind == "content" and conversing.finds_more(wide, reply) else reply

    async def _as_framed(self, asked: Question, context: Context, library: Library) -> Reply:
        """The reply to a question with its frame: a table, a sentence of each paper, a summary, records, or the abstracts."""
        frame = asked.frame
        if (nowhere := misplaced(frame, library)) is not None:
            return helped(nowhere)
        if (other_years := of_other_years(asked, context, library)) is not None:
            return other_years
        if (
            studies := await of_studies(asked, context, left_by(asked.options, library), self._framing)
        ) is not None:
            return studies
        other = other_placed(frame, context.previous, library)
        if again := await further.asked_of(asked.asked, other, context, self.of_paper):
            return again
        text = self._framing.plain(asked.bare)
        if (summary := summary_of(asked, context, library, self.verbatim, text)) is not None:
            return summary
        record = self._record(asked, context, library) if conversing.may_ask_records(asked.bare, library) else None
        pair = asked_pair(asked.bare, library)
        if record and not pair and leading.may_be_stated(record, frame, library):
            return await self._content(asked, context, library, record)
        if record and (record.outcome is not Outcome.NOTHING or record.keys) and not outranks(pair, frame):
            return record
        if (pair := pair or await comparing.again(asked, context.previous, library)) is not None:
            return await comparing.compare(pair, self._index, asked.asked)
        if (rivals := of_rivals(frame)) and (told := self._record(asked._replace(frame=rivals), context, library)):
            return told
        if (whole := self._by_all_words(asked, context, library, record)) is not None:
            if frame.whole is None or frame.whole.sure >= CERTAIN:
                return whole
            found = await self._content(asked, context, library, None)
            return found if content.is_sure(found) and found.finding is not None else whole
        if record and frame.ask.op in FINAL:
            return await content.nearest(asked, context, library, self._framing.lexicon, self.verbatim, record)
        return await self._content(asked, context, library, record)

    def _by_all_words(
        self, asked: Question, context: Context, library: Library, record: Reply | None
    ) -> Reply | None:
        """The reply from the records to a question read by all its words, if by its phrases there is no ``record`` reply, or one
        that looks for papers by words of asking; None if that is not sure, or names papers that are not here."""
        whole, named = asked.frame.whole, set(asked.frame.name)
        more = asks_more(asked.frame, library) or conversing.leaves_topic(asked.frame, self._index.reader)
        if whole is None or whole.sure < SURE or more or (record and not set(whole.name) < named):
            return None  # "papers with over 100 references": those that are left without it are not meant
        if context.previous and (len(asked.bare.split()) <= SNATCH or pointed(asked.frame, library) is not None):
            return None  # "years covered", "the newer one" of the two just shown
        while whole is not None and conversing.may_ask_records(asked.bare, library):
            reply = self._record(asked._replace(frame=whole), context, library)
            told = whole.somebody or whole.ask.op in ("absent", "issue")
            if reply and (told or reply.outcome is not Outcome.NOTHING or reply.keys or not reply.lacking):
                return reply
            whole = whole.whole
        return None

    async def _content(self, asked: Question, context: Context, library: Library, record: Reply | None) -> Reply:
        if (before := context.previous) and before.options and not asked.options:
            asked, context, library = await self._as_before(asked, context, before)
        found = await besides.beside(asked, context, library, self._framing.lexicon, self.verbatim, record)
        if not content.is_sure(found) and (untold := traits.untold(asked, context.previous, library)):
            return untold
        if record and record.kind == "issue":
            return record
        bare = conversing.of_bare(found, asked.frame)
        if bare and (told := self._record(asked._replace(frame=bare), context, library)):
            return told
        absent = asked.frame.ask.op == "absent" or asked.frame.ask.fields == ("licence",)  # in few abstracts
        stands = leading.states(found, asked.frame) if absent else found.outcome is Outcome.ANSWERED
        return found if stands or record is None else record

    async def _as_before(
        self, asked: Question, context: Context, before: Turn
    ) -> tuple[Question, Context, Library]:
        """The question, context and library of a follow-up, limited by the options of the question before it."""
        alone = self._index.reader.read(asked.bare)
        new = self._index.missing(alone, before.keys)
        if not conversing.keeps_options(asked.frame, alone, new, self._framing.lexicon):
            return asked, context, await self._framing.library(asked.bare, context, asked.foreign)
        _, options = read_options(before.options)
        context = scoped_by(options, context, self._framing)
        asked = asked._replace(options=options, told=told_options(options))
        return asked, context, await self._framing.library(asked.bare, context, asked.foreign)

    def _record(self, asked: Question, context: Context, library: Library) -> Reply | None:
        frame, given, limits = asked.frame, library, asked.told
        library = left_by(asked.options, given)
        if asked.options.phrases and library is given:
            limits = told_options(asked.options.model_copy(update={"phrases": ()}))
        if (reply := tell(frame, library)) is None:
            return None
        before = context.previous
        leant = before and library.about and reply != tell(frame, replace(library, about=(), listed=(), whole=()))
        told = [compose.looked_only(limits)] if limits else []
        if library.part and reply.kind == "record" and not leant:
            told.append(compose.looked_among(len(library.papers), self.corpus))
        turn = Turn(
            question=frame.stands or asked.asked,
            terms=self._index.reader.words(asked.bare),
            options=asked.asked if asked.options else "",
            ask=frame.ask if frame.ask.op or len(reply.keys) < 2 else Ask(op="list"),
            among=library.whole if before and leant else before.among if before and frame.stands else (),
        )
        text = compose.said(asked.asked, "\n\n".join((reply.text, *told)))
        whole, read = of_every(reply, len(self.corpus.papers)), before if leant or frame.stands else None
        found = recorded(whole, text, turn, before, read, frame.counted)
        near = before and before.near and leant and found.outcome is Outcome.ANSWERED
        return leading.cautious(found) if near else found

    async def _talked(self, question: str, context: Context, previous: Turn) -> Reply | None:
        """The reply to words that only continue the last reply (a choice, "more", "is that right?"); None for others."""
        text = self._framing.plain(question)
        library = await self._framing.library(question, context) if previous.choosing else None
        if library and (paper := chosen(question, text, library)):
            if previous.kind == "comparison" and (pair := asked_pair(previous.question, library, paper)):
                return await comparing.compare(pair, self._index, previous.question)
            narrowed = context.model_copy(update={"scope": (paper.key,), "previous": None})
            reply = await self.looked_up(previous.question, narrowed)
            return reply.model_copy(update={"read_with": previous})
        if not previous.keys or self._framing.links(question):
            return None
        told = await further.of_list(question, text, context, previous, self.looked_up)
        told = told or further.of_untold(question, text, previous, self._papers)
        if told := told or await elsewhere.of_others(question, context, self._index, self.looked_up):
            return told
        if besides.wants_more(text, previous):
            return await self.verbatim.further(previous.question, context, previous, previous.shown)
        if further.wants_others(text, previous):
            return await further.of_others(question, text, context, previous, self._index)
        if besides.wants_similar(text):
            return await besides.nearest_to(question, previous, self._index)
        if besides.wants_proof(text, previous):
            return self.verbatim.in_context(question, previous)
        if besides.wants_shorter(text, previous):
            return self.verbatim.shortest(question, previous)
        if repeated := await again(question, text, context, previous, self.reply, self.of_paper):
            return repeated
        if besides.wants_all(text):
            if previous.kind == ADVICE:
                return await unadvised(previous.question, context, self._index)
            alone = context.model_copy(update={"previous": None})
            reply = await self.looked_up(previous.question, alone)
            topic = conversing.own_topic(self._index.reader.read(previous.question), self._framing.lexicon)
            reply = await self.verbatim.of_all(reply, previous, alone, bool(topic))
            return further.as_asked(question, reply, previous)
        return None

    async def of_paper(self, question: str, key: str, context: Context) -> Reply:
        """The reply to a question asked of one paper, whatever it says itself of which paper is meant."""
        context = context.model_copy(update={"previous": None})
        bare, options = read_options(conversing.without_opening(self._framing.written_out(question)))
        library = await self._framing.library(bare, context, also=key)
        frame = self._framing.frame(bare, library, context, conversing.may_ask_records(bare, library))
        frame = frame._replace(links=(key,), filters=(), people=(), name=(), whole=None)
        return await self._as_framed(Question(question, bare, frame, options), context, library)

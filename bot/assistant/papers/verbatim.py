"""Replies made of the papers' own text: what an abbreviation means, a paper's abstract, quotes in context,
further passages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.assistant import compose
from bot.assistant.message.on_answers import AS_RECORDED, BRIEF
from bot.assistant.papers import summaries
from bot.assistant.papers.abbreviated import WORDS_OF_ASKING, asked_short_form, entries_for, may_be_short
from bot.assistant.papers.summaries import surrounded
from bot.assistant.reading.kinds import is_notice
from bot.assistant.reply import Reply, helped, kept_list, within
from bot.assistant.seen import seen_in
from bot.assistant.telling.notices import with_notices
from bot.assistant.wording import unlinked
from bot.models import Context, Quote, Turn
from corpus.models import Abbreviation, Paper
from corpus.patterns import late
from index.library import LibraryIndex
from index.models import Finding, Outcome
from index.sentences.asking import Asked
from index.terms.attributes import wanted
from index.terms.forms import bare
from index.terms.words import ASKING

NO_MORE_RECORDED = "The records say no more of it. “Summarise it” shows the abstract."
_DIFFERENCE = late(  # words beside the two must say that their meaning is asked for: with only "vs" between them, it is what was found
    r"^(?:(?:so|and|hey|ok|please|explain|tell me|what(?:'s|s| is| are)?|do|does|the)[\s,]+)*(?P<asks>(?:differences? between|meanings? of|define|definitions? of) )?"
    r"(?P<one>[\w+/-]+) (?:and|vs\.?|versus|or) (?P<other>[\w+/-]+)(?P<means>,? (?:mean(?:ing|ings|s)?|stand for|definitions?|abbreviations?))?[\s?.!]*$",
    re.IGNORECASE,
)


class Verbatim:
    """Makes definitions, summaries, quotes in context, and further passages from one library."""

    def __init__(self, index: LibraryIndex, papers: Mapping[str, Paper]) -> None:
        self._index = index
        self._papers = papers

    def definition(self, question: str, context: Context, english: str | None = None) -> Reply | None:
        """The reply to a question about an abbreviation; None if it is no such question. ``english`` is the
        question in English, if it was asked in another language.
        """
        if pair := self._asked_pair(english or question):
            return self.defined(pair, context, question)
        line = english or question
        asked = asked_short_form(line, self._index.short_forms)
        means = not (asked and asked[1]) and WORDS_OF_ASKING.search(line)
        if means and (told := self._curators(line, question)):
            return told
        if asked is None:
            return None
        short, known = asked
        alone = question.strip(" ?.!").casefold() == short.casefold()
        if alone and wanted(question) and context.previous and context.previous.keys:
            return None  # "NNT?", "LOS?" after a paper: its figure
        return (known and self.defined(short, context, question)) or self.not_written_out(question, short)

    def not_written_out(self, question: str, short: str) -> Reply:
        """The reply that no paper writes out an abbreviation."""
        text = f"These abstracts do not write out “{unlinked(short)}”, and I do not guess. {compose.covered(self._index.corpus)}"
        return Reply(outcome=Outcome.NOTHING, kind="definition", text=compose.said(question, text))

    def _asked_pair(self, question: str) -> tuple[str, ...]:
        """Two abbreviations written out here whose meaning a question asks for ("PFS vs LPFS meaning"), or their difference
        where no paper speaks of both, so that none tells more than these words; else ().
        """
        match = _DIFFERENCE.match(" ".join(question.split()))
        found = [self._index.short_forms.known(match[side]) for side in ("one", "other")] if match else []
        pair = tuple(dict.fromkeys(short for short in found if short))
        if match is None or len(pair) < 2 or not (match["asks"] or match["means"]):
            return ()
        said = [{*re.findall(r"[\w+/-]+", paper.abstract or "")} for paper in self._papers.values()]
        means = match["means"] or not match["asks"].startswith("diff")
        return pair if means or not any(words.issuperset(pair) for words in said) else ()

    def defined(self, short: str | Sequence[str], context: Context, question: str | None = None) -> Reply | None:
        """A reply with the papers' own definitions of an abbreviation, or of several; None if none writes it out."""
        question = question or f"What does {short} mean?"
        keep = within(context, None)
        shorts = (short,) if isinstance(short, str) else short
        entries = [entry for one in shorts for entry in entries_for(one, self._index.short_forms)]
        entries = [entry for entry in entries if keep is None or keep(entry.key)]
        if not entries:
            return self._curators(" ".join(shorts), question)
        quotes = tuple({(one.key, one.sentence): self._defining_quote(one) for one in entries}.values())
        said = "\n".join(f"{entry.short} stands for {entry.long}." for entry in entries)
        text = "\n\n".join((compose.restated(question), said, *compose.blocks(quotes, self._papers)))
        keys = tuple(dict.fromkeys(quote.key for quote in quotes))
        turn = Turn(question=question, terms=tuple(e.long for e in entries[:1]), keys=keys, kind="definition")
        reply = Reply(outcome=Outcome.ANSWERED, kind="definition", text=text, quotes=quotes, turn=turn)
        return kept_list(reply, context.previous)

    def _curators(self, line: str, question: str) -> Reply | None:
        """The reply with what a curator has set down for the one abbreviation in a ``line``; None for none or several."""
        terms = self._index.corpus.terms
        if terms is None:
            return None
        named = {*may_be_short(line)}
        found = [(short, long) for short, long in terms.abbreviations if bare(short) in named]
        if len(found) != 1:
            return None
        short, long = found[0]
        text = f"“{unlinked(short)}” stands for “{unlinked(long)}”. That is a curator's word; no abstract here writes it out."
        turn = Turn(question=question, terms=(long,), kind="definition")
        return Reply(outcome=Outcome.ANSWERED, kind="record", text=compose.said(question, text), turn=turn)

    def _defining_quote(self, entry: Abbreviation) -> Quote:
        sentence = self._index.sentence(entry.key, entry.sentence)
        marks = ((entry.start - sentence.start, entry.end - sentence.start),)
        paper = self._papers[entry.key]
        return compose.quote_slice(paper, sentence.start, sentence.end, sentence.number, sentence.section, marks)

    def in_context(self, question: str, previous: Turn) -> Reply:
        """The reply to "is that right?": the sentences quoted last, each with those before and after it; before them,
        what a notice says about their figures. Where only records were told, what a reader can do.
        """
        if not previous.shown:
            return helped(AS_RECORDED)
        own, quotes = surrounded(previous.shown, self._papers)
        held = {quote.key for quote in quotes}
        quotes += [one for one in with_notices(own, self._papers) if one.key not in held]
        quotes.sort(key=lambda quote: not is_notice(self._papers[quote.key]))
        text = "\n\n".join((compose.restated(question), compose.IN_CONTEXT, *compose.blocks(quotes, self._papers)))
        keys = tuple(dict.fromkeys(quote.key for quote in quotes))
        reply = Reply(outcome=Outcome.RELATED, kind="context", text=text, quotes=tuple(quotes), keys=keys)
        return reply.model_copy(update={"turn": previous, "read_with": previous})

    def shortest(self, question: str, previous: Turn) -> Reply:
        """The reply to "shorter please": the first sentence quoted last; after an abstract its conclusion; else what there is to say for it."""
        if previous.kind in ("comparison", "each", "table") or not (previous.shown or previous.kind == "summary"):
            return helped(BRIEF)
        if not previous.shown and previous.keys[0] in self._papers:
            return self.briefly(question, self._papers[previous.keys[0]])
        quotes = surrounded(previous.shown[:1], self._papers)[0]
        text = "\n\n".join((compose.restated(question), *compose.blocks(quotes, self._papers)))
        keys = tuple(quote.key for quote in quotes)
        reply = Reply(outcome=Outcome.RELATED, kind="context", text=text, quotes=quotes, keys=keys)
        return reply.model_copy(update={"turn": previous, "read_with": previous})

    def summary(self, question: str, paper: Paper, section: str | None = None) -> Reply:
        """A reply with a paper's abstract, whole or one section. Raises KeyError if there is no such section."""
        text, quotes = summaries.summary(paper, section)
        terms, own = self._index.reader.words(paper.title), (paper.key,)
        turn = Turn(question=question, terms=terms, keys=own, kind="summary", listed=own)
        return Reply(
            outcome=Outcome.ANSWERED if quotes else Outcome.NOTHING,
            kind="summary",
            text=compose.said(question, text),
            quotes=quotes,
            keys=(paper.key,),
            turn=turn,
        )

    def briefly(self, question: str, paper: Paper, asked: bool = False) -> Reply:
        """A reply with a paper's concluding sentence, for a paper that a question only points at, or whose conclusion
        is ``asked`` for.
        """
        only = summaries.ENDING if asked and not summaries.marks_conclusion(paper) else summaries.ONE_LINE
        reply = self.summary(question, paper, only)
        return (
            reply.model_copy(update={"text": summaries.brief(reply.text, paper, only)}) if reply.quotes else reply
        )

    def whole(self, question: str, paper: Paper, asked: Asked) -> Reply:
        """The reply to a question about a paper as a whole: its concluding sentence if the conclusion is ``asked`` for,
        else the whole abstract.
        """
        found = self.briefly(question, paper, True) if asked is Asked.CONCLUSION else self.summary(question, paper)
        return found.model_copy(update={"text": summaries.planned(found.text, paper, self._papers.values())})

    async def further(
        self, question: str, context: Context, turn: Turn | None, shown: Sequence[tuple[str, int]], most: int = 3
    ) -> Reply:
        """At most ``most`` further passages for a question, without those ``shown`` (key, start). They are never
        called an answer.
        """
        words = " ".join(turn.terms) if turn and turn.kind == "content" else ""
        query = self._index.reader.read(question, words if turn and turn.question != question else "")
        recorded = turn is not None and turn.kind == "record" and turn.ask is not None and turn.ask.op == "value"
        places = [] if recorded else [turn, None] if turn and turn.keys else [None]
        quotes: tuple[Quote, ...] = ()
        finding: Finding | None = None
        for place in places:
            finding = await self._index.find(query, within(context, place), most + len(shown))
            found = (compose.quote_of(self._papers[e.sentence.key], e) for e in finding.evidence)
            quotes = tuple(quote for quote in found if (quote.key, quote.start) not in shown)[:most]
            if quotes:
                break
        none = NO_MORE_RECORDED if turn and turn.kind == "record" else compose.NO_FURTHER
        said = compose.FURTHER if quotes else none
        text = "\n\n".join((compose.restated(question), said, *compose.blocks(quotes, self._papers)))
        after = turn and turn.model_copy(update={"shown": (*shown, *((q.key, q.start) for q in quotes))})
        outcome = Outcome.RELATED if quotes else Outcome.NOTHING
        return Reply(
            outcome=outcome, kind="more", text=text, quotes=quotes, finding=finding, turn=after, read_with=turn
        )

    async def of_all(self, reply: Reply, turn: Turn, context: Context, whole: bool) -> Reply:
        """The reply to "ask all papers" after a turn: the ``reply`` to its question by itself if that is
        ``whole``, else one to the question with the words it was read with.
        """
        if turn.kind != "content" or reply.kind not in ("content", "help"):
            return reply
        reply = reply if whole and reply.quotes else await self._everywhere(turn, context)
        seen = reply.quotes and not seen_in(turn).unread(reply.quotes)
        return await self._with_others(reply, turn, context) if seen else reply

    async def _everywhere(self, turn: Turn, context: Context) -> Reply:
        """The reply from all papers to a turn's question, with the words it was read with."""
        words = " ".join(term for term in turn.terms if term not in ASKING)
        finding = await self._index.find(self._index.reader.read(turn.question, words), within(context, None))
        quotes = tuple(compose.quote_of(self._papers[e.sentence.key], e) for e in finding.evidence)
        text = compose.content(turn.question, finding, quotes, self._index.corpus, self._papers)
        keys = tuple(dict.fromkeys(quote.key for quote in quotes))
        shown = tuple((quote.key, quote.start) for quote in quotes)
        after = turn.model_copy(update={"keys": keys[:1] or turn.keys, "listed": keys, "shown": shown})
        return Reply(
            outcome=finding.outcome, kind="content", text=text, quotes=quotes, finding=finding, turn=after
        )

    async def _with_others(self, reply: Reply, turn: Turn, context: Context) -> Reply:
        """The reply, which repeats what a turn quoted, with passages of other papers added."""
        shown, may = seen_in(turn).quoted, within(context, None)
        words = " ".join(term for term in turn.terms if term not in ASKING)
        query = self._index.reader.read(turn.question, words)
        finding = await self._index.find(query, lambda key: key not in shown and (may is None or may(key)))
        quotes = tuple(compose.quote_of(self._papers[e.sentence.key], e) for e in finding.evidence)
        if not quotes:
            return reply.model_copy(update={"text": f"{reply.text}\n\n{compose.NO_OTHERS}"})
        text = "\n\n".join((reply.text, compose.OF_OTHERS, *compose.blocks(quotes, self._papers)))
        after = (reply.turn or turn).model_copy(
            update={"shown": (*turn.shown, *((quote.key, quote.start) for quote in quotes))}
        )
        return reply.model_copy(update={"text": text, "quotes": (*reply.quotes, *quotes), "turn": after})

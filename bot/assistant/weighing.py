"""Decides how to read a question about content: by itself, or with the previous turn, by what each reading
finds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.assistant.conversing import FEW, FRAGMENT, Lean, carried, is_bare, leaning, own_topic
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.words import fold
from bot.assistant.reply import within
from bot.assistant.telling.choosing import Library
from bot.models import Context, Turn
from index.account import ABOUT, HELD
from index.asking import Asked, asked_for
from index.hedging import asked_in
from index.likeness import mended
from index.models import Finding, Outcome
from index.options import Options
from index.query import Query

SEVERAL = 2  # topics that a title names
NOISE = 5  # letters: so short a word that nobody here or elsewhere writes is a slip of the fingers
WHOLE = 3  # words of a question that may stand alone: a topic of several, or what is asked of it beside it
ON_IT = 0.3  # share of the words talked about: a paper that holds less is on something else
TOLD = ("record", "summary", "comparison", "table")  # turns that leave a paper, and no words of a question
_RANK = {Outcome.ANSWERED: 2, Outcome.RELATED: 1, Outcome.NOTHING: 0, Outcome.HELP: 0}


class Reading(NamedTuple):
    """One way to read a question, and what that finds; ``turn`` is the turn it was read with, None if by itself."""

    query: Query
    finding: Finding
    turn: Turn | None = None

    @property
    def outcome(self) -> Outcome:
        """The outcome of the search."""
        return self.finding.outcome

    @property
    def paper(self) -> str:
        """The key of the first paper found; "" if none was."""
        return next((one.sentence.key for one in self.finding.evidence), "")

    @property
    def matched(self) -> set[str]:
        """The words of the question that match sentences found in the first paper, exactly or nearly."""
        return {word for one in self.finding.evidence if one.sentence.key == self.paper for word in one.matched}

    def says(self, words: str) -> bool:
        """True if a sentence found has these folded words next to each other."""
        return any(f" {words} " in f" {fold(one.sentence.text)} " for one in self.finding.evidence)


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weighs the readings of one question. ``scope`` are the papers the asker limited it to; the scope of
    ``context`` is narrowed to the papers it names, if any. ``idle``: by itself it names no topic, so it cannot
    be answered alone.
    """

    frame: Frame
    options: Options
    context: Context
    scope: tuple[str, ...]
    library: Library
    lexicon: Lexicon
    idle: bool = False

    async def best(self, alone: Query, previous: Turn | None, named: bool) -> Reading:
        """The reading with the better evidence; if both are equal, the question by itself, unless it plainly
        refers to ``previous``. ``named``: it names papers.
        """
        if previous is not None and not named:  # what a slip stands for decides whether the question goes on
            alone = self.library.index.reader.read(mended(alone.text, alone, self.library.index.reader))
        here = Reading(alone, await self._find(alone, self.context, None))
        if previous is None:
            return await self._named(here) if named else here
        lean, new = self._lean(here, previous, named)
        if lean is Lean.NOT or (not named and not self.frame.points and self._strange(here, previous)):
            return here
        there = await self._before(alone, previous, named)
        strays = bool(previous.keys and there.paper) and there.paper not in previous.keys
        strays = strays and not (self.idle or is_bare(self.frame) or self.frame.points)
        if not named and ((strays and here.outcome is Outcome.ANSWERED) or self._is_whole(here, there)):
            return here
        if not named and self._in_passing(here, there, lean):
            return there
        half = lean is Lean.PLAINLY and there.outcome is Outcome.NOTHING and not named and self._is_half(here)
        if half and (subject := await self._subject(here, there.query, previous)) is not None:
            return subject
        gain = _RANK[there.outcome] - (-1 if self.idle else _RANK[here.outcome])
        points = (self.frame.opens or self.frame.points) and not new  # it goes on from there, and there it is held
        points = points or is_bare(self.frame)
        stays = points and there.outcome is not Outcome.NOTHING
        elsewhere = (new > 0 and here.outcome is Outcome.ANSWERED and not self.idle) or self._points_at_another(
            here, previous
        )
        return there if gain > 0 or stays or (gain == 0 and lean is Lean.PLAINLY and not elsewhere) else here

    def _is_whole(self, here: Reading, there: Reading) -> bool:
        """True if a question is better answered by itself: its own reading covers more of its topic than the
        papers talked about, or all of a topic with something asked of it.
        """
        if (
            self.idle
            or self.frame.points
            or is_bare(self.frame)
            or here.outcome is Outcome.NOTHING
            or here.paper == there.paper
        ):
            return False
        if self.frame.opens:  # "and without a stent?": where a paper is called so, and the one talked about is not
            return (
                here.outcome is Outcome.ANSWERED
                and self._names(here, here) >= SEVERAL
                and not self._names(here, there)
            )
        own = {one.words for one in own_topic(here.query, self.lexicon)}
        field = {one.words for one in here.query.concepts if one.telling == 1.0}
        said = here.matched - set(here.finding.not_said)
        if own and _RANK[here.outcome] >= _RANK[there.outcome] and len(own & said) > len(own & there.matched):
            return True
        long = len(self.frame.text.split()) >= WHOLE
        if long and own and here.outcome is Outcome.ANSWERED and own <= said and (own < field or len(own) > 1):
            return True
        return long and here.says(self.frame.text) and not there.says(self.frame.text)

    def _names(self, here: Reading, other: Reading) -> int:
        """How many topics of the question are named in the title of the first paper of ``other``."""
        own = [replace(topic, close=()) for topic in own_topic(here.query, self.lexicon)]
        return (
            sum(self.library.index.texts(other.paper).name.credit(topic) == 1.0 for topic in own)
            if other.paper
            else 0
        )

    def _in_passing(self, here: Reading, there: Reading, lean: Lean) -> bool:
        """True if the paper found for a fragment or a one-topic question by itself only mentions the topic in
        passing. A word mentioned somewhere is no new topic, so the question goes on from the previous turn.
        """
        own = [replace(topic, close=()) for topic in own_topic(here.query, self.lexicon)]
        if not own or here.outcome is not Outcome.ANSWERED or here.paper == there.paper:
            return False
        brief = len(self.frame.text.split()) < WHOLE and lean is Lean.PLAINLY and there.outcome is Outcome.RELATED
        either = len(own) == 1 and lean is Lean.PERHAPS and there.outcome is Outcome.ANSWERED
        if not (brief or either):
            return False
        texts = self.library.index.texts(here.paper)
        rows = texts.credits(own)
        shares = (sum(row[i] >= HELD for row in rows) / len(rows) for i in range(len(own)))
        return not any(
            texts.name.credit(one) >= HELD or share >= ABOUT for one, share in zip(own, shares, strict=True)
        )

    @staticmethod
    def _points_at_another(here: Reading, previous: Turn) -> bool:
        """True if the question finds another paper of the list shown than the one talked about."""
        first = next((e.sentence.key for e in here.finding.evidence), None)
        several = len(previous.listed) > 1 and previous.kind != "content"
        return several and first in previous.listed and first not in previous.keys

    async def _named(self, here: Reading) -> Reading:
        """The reading of a question that names papers: the search over all papers if its first paper is one of
        them and it is no worse for showing others; else ``here``, the search in them alone.
        """
        wide = Reading(
            here.query, await self._find(here.query, self.context.model_copy(update={"scope": self.scope}), None)
        )
        shown = [e.sentence.key for e in wide.finding.evidence]
        strays = not set(shown) <= set(self.context.scope) and _RANK[here.outcome] >= _RANK[wide.outcome]
        return wide if shown and shown[0] in self.context.scope and not strays else here

    def _lean(self, here: Reading, previous: Turn, named: bool) -> tuple[Lean, int]:
        """How much the question needs the turn before it, and how many of its topics the papers of that turn do
        not have.
        """
        if named:
            return Lean.PLAINLY, 0
        short = len(self.frame.text.split()) < FRAGMENT - 1 and here.outcome is not Outcome.ANSWERED
        held = (
            one for one in own_topic(here.query, self.lexicon) if one.known
        )  # a word nobody here has leads nowhere else
        own = replace(here.query, concepts=tuple(held))
        new = 0 if short else self.library.index.missing(own, previous.keys)
        few = new == 1 and len(own.concepts) <= FEW and len(self.frame.text.split()) <= FRAGMENT
        if new and (few or here.outcome is not Outcome.ANSWERED) and not self._titled(own):
            new = self.library.index.missing(own, previous.keys, near=True)  # "accidents", where they say injuries
        lean = leaning(self.frame, here.query, new, self.lexicon)
        half = lean is Lean.PERHAPS or here.outcome is not Outcome.ANSWERED or not own.concepts
        return (Lean.PLAINLY if previous.together and half else lean), new

    def _titled(self, own: Query) -> bool:
        """True if every topic of the question is in some paper's title, so that none is only another word for
        something else.
        """
        names = [self.library.index.texts(paper.key).name for paper in self.library.papers]
        topics = [replace(topic, close=()) for topic in own.concepts]
        return all(any(name.credit(topic) == 1.0 for name in names) for topic in topics)

    def _strange(self, here: Reading, previous: Turn) -> bool:
        """True if no paper has any topic of the question, and the paper talked about has no word close to them:
        then the previous turn cannot help.
        """
        unknown = {fold(word) for word in here.finding.unknown_words}
        said = here.query.concepts
        if said and all(not (one.known or one.written or len(one.words) > NOISE) for one in said):
            return True  # "zzz": nobody knows what that is
        own = own_topic(here.query, self.lexicon)
        if any(set(one.words.split()) & self.lexicon.attributes for one in said if one.known):
            return False  # "cutoff age": asked of whatever was talked about
        if not own or len(here.query.concepts) <= 1 or not all(set(fold(c.words).split()) <= unknown for c in own):
            return False
        return self.library.index.missing(replace(here.query, concepts=tuple(own)), previous.keys, near=True) > 0

    async def _before(self, alone: Query, previous: Turn, named: bool) -> Reading:
        """The reading with the topic of the previous turn: in that turn's papers, or in all papers if only that
        gives an answer.
        """
        words = carried(previous, (concept.words for concept in alone.concepts))
        own = own_topic(alone, self.lexicon)
        if not words and not own and previous.kind in TOLD:
            words = self._titles(previous)  # "sample size", after a record: no word of it need stand in the paper
        before = asked_for(previous.question)
        query = self.library.index.reader.read(
            alone.text, words, before if before is not Asked.DEFINITION else None
        )
        turn = previous.model_copy(update={"keys": ()}) if named else previous
        there = Reading(query, await self._find(query, self.context, turn), previous)
        if there.outcome is not Outcome.ANSWERED and turn.keys:
            wider = Reading(query, await self._find(query, self.context, None), previous)
            free = own and not (self.frame.points and there.outcome is Outcome.RELATED)  # "it" is of that paper
            there = wider if wider.outcome is Outcome.ANSWERED and (free or self._on(words, wider)) else there
        return there

    def _is_half(self, here: Reading) -> bool:
        """True for half a question without an answer: by itself it finds nothing, or has no topic of its own."""
        if is_bare(self.frame):
            return True
        if here.outcome is Outcome.ANSWERED and not self.idle:
            return False
        return here.outcome is Outcome.NOTHING or self.frame.opens or not own_topic(here.query, self.lexicon)

    async def _subject(self, here: Reading, query: Query, previous: Turn) -> Reading | None:
        """A related reading, never an answer, with passages on what was talked about; None if there are none."""
        words = carried(previous, (concept.words for concept in here.query.concepts))
        found = here.finding
        for said in (words, self._titles(previous)) if previous.keys else ():
            found = (
                await self._find(self.library.index.reader.read(said), self.context, previous) if said else found
            )
            if said and found.evidence:
                break
        else:
            return None
        missing = tuple(one for one in asked_in(here.query) if one not in here.finding.unknown_words)
        update = {
            "outcome": Outcome.RELATED,
            "unknown_words": here.finding.unknown_words,
            "not_said": missing,
        }
        return Reading(query, found.model_copy(update=update), previous)

    def _on(self, words: str, other: Reading) -> bool:
        """True if the first paper of a reading is on what was talked about: without a topic of its own a question
        goes to no paper on something else.
        """
        known = " ".join(one.words for one in self.library.index.reader.read(words).concepts if one.known)
        held = self.library.index.holding(known, [other.paper]).get(other.paper)
        return held is not None and held.share >= ON_IT

    def _titles(self, previous: Turn) -> str:
        """The title of the paper talked about; "" if there is none, or if several are, as after a list."""
        one = previous.keys if len(previous.keys) == 1 else ()
        return " ".join(paper.title for paper in self.library.named(one))

    async def _find(self, query: Query, context: Context, turn: Turn | None) -> Finding:
        says = self.library.index.saying(self.options.phrases, self.options.without)
        found = await self.library.index.find(query, within(context, turn, says), phrases=self.options.phrases)
        everywhere = turn is None and not context.scope and len(self.library.papers) > 1
        if found.outcome is Outcome.ANSWERED and everywhere and not own_topic(query, self.lexicon):
            return found.model_copy(update={"outcome": Outcome.RELATED})
        return found

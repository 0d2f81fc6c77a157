"""Decides how to read a question about content: by itself, or with the previous turn, by what each reading finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.assistant.message.advice import ADVICE
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.phrases import SO, asks_for_mention
from bot.assistant.reply import Attempt, within
from bot.assistant.telling.holding import Library
from bot.assistant.turns import topics
from bot.assistant.turns.conversing import asks_of_library, asks_of_nothing, carried, is_bare, own_topic, run_of
from bot.assistant.turns.following import as_new, follows, told_at_once, why_follows
from bot.assistant.turns.leading import led, led_by_title, settled
from bot.models import Context, Turn
from corpus.patterns import late
from index.finding.hedging import asked_in
from index.finding.outcome import still_missing
from index.finding.texts import Line
from index.models import Finding, Outcome
from index.questions.likeness import mended
from index.questions.options import Options
from index.sentences.asking import Asked, asked_for
from index.terms.attributes import wanted
from index.terms.query import Concept, Query
from index.terms.words import ASKING

SEVERAL, TOPICS, CONCEPTS, WORDS = 2, 4, 5, 10  # more of them say no more of a question
WHOLE = 3  # words of a question
NOISE = 5  # letters: so short a word that nobody here or elsewhere writes is a slip of the fingers
ON_IT = 0.3  # share of the words talked about: a paper that holds less is on something else
TOLD = ("record", "summary", "comparison", "table", ADVICE)  # turns that leave a paper, and no words of a question
_ASKS_ITSELF = late(rf"{SO}(?:(?:what|how)(?! about\b)|which|who|where|when|why)\b")
_ASKS_WHO = late(r"who (?:is|was|are|were|won) (?:\w+ )*\w+$")  # "who is the chancellor"
_DATED = late(r"\b(?P<name>[^\W\d_]{3,}) (?:et al )?(?:19|20)\d\d\b")
_RANK = {Outcome.ANSWERED: 2, Outcome.RELATED: 1, Outcome.NOTHING: 0, Outcome.HELP: 0}


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weighs the readings of one question. ``scope`` are the papers the asker limited it to; the scope of
    ``context`` is narrowed to the papers it names, if any. ``idle``: by itself it names no topic, so it cannot
    be answered alone. ``foreign``: it was asked in another language.
    """

    frame: Frame
    options: Options
    context: Context
    scope: tuple[str, ...]
    library: Library
    lexicon: Lexicon
    idle: bool = False
    foreign: bool = False

    async def best(self, alone: Query, previous: Turn | None, named: bool) -> Attempt:
        """The reading in which the question was most likely meant: by itself, or with ``previous``. ``named``: the question names papers."""
        if previous is not None and not named:  # what a slip stands for decides whether the question goes on
            text = mended(alone.text, alone, self.library.index.reader)
            alone = alone if text == alone.text else self.library.index.reader.read(text)
        if previous is None and named:
            asked = topics.without_names(alone, self.frame)
            return led(await self._named(alone), asked, self.frame.text, self._lines(self.context.scope))
        here = Attempt(alone, await self._find(alone, None, self.context), confined=named)
        here = led_by_title(here, self.library, self.lexicon)
        aside = not named and (self._is_noise(alone) or asks_of_nothing(self.frame, alone, self.lexicon))
        if previous is None or aside:
            return here
        if not named and not self.frame.points and self._is_strange(here, previous):
            return as_new(here)
        there = await self._before(alone, previous, named)
        if named:
            return there._replace(why=("named",)) if _RANK[there.outcome] >= _RANK[here.outcome] else here
        previous = there.turn or previous
        whole = not topics.asks_once(alone) and self._stands_alone(here, there, previous)
        found = self._features(here, there, previous)
        stays = not whole and topics.stays_with(here.query, there, previous)
        if not (self.idle or stays) and (whole or not follows(found)):
            return as_new(here)
        why = tuple(dict.fromkeys((*(("idle",) if self.idle else ()), *why_follows(found))))
        lost = there.outcome is Outcome.NOTHING
        other = await self._subject(here, there.query, previous) if lost else None
        same = here.paper == there.paper and topics.is_sure(here)
        halved = self.frame.points or self.frame.opens
        if same and not self.frame.points and own_topic(here.query, self.lexicon):
            there = there._replace(finding=_within(here.finding, here.paper))
        return (other or there)._replace(why=why, surely=same and not halved)

    def _lines(self, keys: Iterable[str]) -> list[Line]:
        """The sentences of some papers."""
        return [line for one in self.library.named(keys) for line in self.library.index.texts(one.key).lines]

    def _stands_alone(self, here: Attempt, there: Attempt, previous: Turn) -> bool:
        """True if a question says by itself what is meant, whatever was talked about before."""
        strayed = bool(there.paper) and there.paper not in previous.keys
        own, leans = own_topic(here.query, self.lexicon), self.idle or self.frame.points
        half = self.frame.opens or is_bare(self.frame)
        return (
            (strayed and here.paper == there.paper)
            or (len(self.frame.text.split()) >= WHOLE and self._apart(self.frame.text, here, there))
            or (not leans and topics.named_elsewhere(here, previous.keys, own, self.library, half))
            or self._repeats(here.query, previous)
            or self._names_nobody(here.query)
            or (not leans and self._is_told_at_once(here, there, own))
            or (not leans and not topics.is_sure(there) and self._needs_no_turn(here, own, half))
            or self._is_whole(here, there)
        )

    def _is_told_at_once(self, here: Attempt, there: Attempt, own: Sequence[Concept]) -> bool:
        """True if a whole question has by itself a sentence that says its topics and what is asked of them, and with the turn before it none."""
        whole = not self.frame.opens and len(self.frame.text.split()) >= topics.SENTENCE and topics.is_sure(here)
        return whole and told_at_once(here, own) and not told_at_once(there, own)

    def _needs_no_turn(self, here: Attempt, own: Sequence[Concept], half: bool) -> bool:
        """True if a question that the turn before does not help to answer says enough by itself: it has an answer and more than one topic, or
        asks whether there is anything on what no paper has ("is there anything on protons").
        """
        asks_on = asks_of_library(self.frame) and any(not one.known for one in own)
        return asks_on or (not half and len(own) >= SEVERAL and topics.is_sure(here))

    def _is_whole(self, here: Attempt, there: Attempt) -> bool:
        """True if a question that says what it is about, and does not point back, finds no worse by itself than with the turn
        before.
        """
        own, frame = len(own_topic(here.query, self.lexicon)), self.frame
        says = own >= SEVERAL and len(frame.text.split()) >= topics.SENTENCE
        leans = (frame.opens and own <= SEVERAL) or is_bare(frame) or (frame.points and not frame.bound)
        return says and not leans and _RANK[here.outcome] >= _RANK[there.outcome]

    def _names_nobody(self, said: Query) -> bool:
        """True if a question names a paper by a word and a year of which this library knows neither author nor topic ("Smith 2021 n")."""
        known = {one.words for one in said.concepts if one.known} | ASKING
        return any(found["name"] not in known for found in _DATED.finditer(self.frame.text))

    def _repeats(self, said: Query, previous: Turn) -> bool:
        """True if a question itself names all that the turn before was asked about: nothing could be added."""
        before, words = {term.casefold() for term in previous.terms} - ASKING, {one.words for one in said.concepts}
        return bool(before) and before <= words

    def _is_noise(self, said: Query) -> bool:
        """True if a question is only words that nobody here or elsewhere writes ("zzz"), or of another language, whose English name no
        paper has ("Blutung")."""
        usual = (one for one in said.concepts if one.written or len(one.words) > NOISE or wanted(said.text))
        strange = not any(one.known for one in said.concepts) and (self.foreign or not any(usual))
        return strange and 0 < len(said.concepts) == len(self.frame.text.split())

    def _features(self, here: Attempt, there: Attempt, previous: Turn) -> dict[str, float]:
        """What the decision knows of a question and of its two readings: each from 0 to 1."""
        own, outcomes = own_topic(here.query, self.lexicon), (here.outcome, there.outcome)
        said, known = {one.words for one in own}, replace(here.query, concepts=tuple(c for c in own if c.known))
        missing = [
            self.library.index.missing(known, previous.keys, near=near) if known.concepts else 0
            for near in (False, True)
        ]
        found = {
            "answered": here.outcome is Outcome.ANSWERED,
            "related": here.outcome is Outcome.RELATED,
            "then answered": there.outcome is Outcome.ANSWERED,
            "then related": there.outcome is Outcome.RELATED,
            "both answered": outcomes == (Outcome.ANSWERED, Outcome.ANSWERED),
            "both related": outcomes == (Outcome.RELATED, Outcome.RELATED),
            "nowhere": outcomes == (Outcome.NOTHING, Outcome.NOTHING)
            and len(here.query.concepts) > 1
            and not self.frame.points,
            "topics": min(len(own), TOPICS) / TOPICS,
            "concepts": min(len(here.query.concepts), CONCEPTS) / CONCEPTS,
            "words": min(len(self.frame.text.split()), WORDS) / WORDS,
            "held": len(said & here.matched) / max(len(own), 1),
            "then held": len(said & there.matched) / max(len(own), 1),
            "more": max(0.0, here.share_of(here.query) - there.share_of(here.query)),
            "less": max(0.0, there.share_of(here.query) - here.share_of(here.query)),
            "titled": min(topics.titled(here.paper, own, self.library), SEVERAL) / SEVERAL,
            "missing": min(missing[0], SEVERAL) / SEVERAL,
            "new": min(missing[1], SEVERAL) / SEVERAL,
            "unknown": 0 < len(here.query.concepts) <= len(here.finding.unknown_words),
            "phrase": any(self._apart(words, here, there) for words in self._phrases(here.query)),
            "points": self.frame.points,
            "opens": self.frame.opens,
            "bare": is_bare(self.frame),
            "idle": self.idle,
            "past": topics.asks_of_past(self.frame.text),
            "library": asks_of_library(self.frame),
            "stays": here.paper in previous.keys,
            "one paper": len(previous.keys) == 1,
        }
        return {name: float(value) for name, value in found.items()}

    def _phrases(self, said: Query) -> tuple[str, str]:
        """The whole question, and its words from the first to the last that says something, if it does not point back."""
        return self.frame.text, "" if self.frame.points else run_of(said)

    def _apart(self, words: str, here: Attempt, there: Attempt) -> bool:
        """True if some words stand word for word in what is found by itself only."""
        return bool(words) and here.says(words) and not there.says(words)

    async def _named(self, alone: Query) -> Attempt:
        """The reading of a question that names papers: the search over all papers if its first paper is one of
        them and it is no worse for showing others; else the search in them alone."""
        wide = Attempt(alone, await self._find(alone, None, self.context.model_copy(update={"scope": self.scope})))
        shown, named = [e.sentence.key for e in wide.finding.evidence], set(self.context.scope)
        if wide.outcome is Outcome.ANSWERED and shown and set(shown) <= named:
            return wide  # no search is better
        here = Attempt(alone, await self._find(alone, None, self.context), confined=True)
        least = _RANK[here.outcome] + (not set(shown) <= named)
        return wide if shown and shown[0] in named and _RANK[wide.outcome] >= least else here

    def _is_strange(self, here: Attempt, previous: Turn) -> bool:
        """True if no paper has any topic of the question, and the one talked about no word close to one: the turn before cannot help."""
        own, said = own_topic(here.query, self.lexicon), here.query.concepts
        several = len(said) >= SEVERAL or _ASKS_WHO.match(self.frame.text) is not None
        if not several or not own or any(one.known for one in own):
            return False
        if any(one.known and set(one.words.split()) & self.lexicon.attributes for one in said):
            return False  # "cutoff age": asked of whatever was talked about
        return self.library.index.missing(replace(here.query, concepts=tuple(own)), previous.keys, near=True) > 0

    async def _before(self, alone: Query, previous: Turn, named: bool) -> Attempt:
        """The reading with the topic of the previous turn: in that turn's papers, or in all papers if only that gives an answer."""
        words = carried(previous, (concept.words for concept in alone.concepts))
        own = own_topic(alone, self.lexicon)
        if not words and not own and previous.kind in TOLD:
            words = self._titles(previous)  # "sample size", after a record: no word of it need stand in the paper
        before = asked_for(previous.question)  # "were fathers invited", "which trees are bad": not how many
        asks = before is Asked.DEFINITION or alone.form.yes_no or _ASKS_ITSELF.match(self.frame.text)
        query = self.library.index.reader.read(alone.text, words, None if asks else before)
        turn = previous.model_copy(update={"keys": ()}) if named else previous
        there = Attempt(query, await self._find(query, turn, self.context), previous)
        if there.outcome is Outcome.NOTHING and not words and previous.terms:
            there = await self._of_list(there, alone, turn, previous)
            query = there.query
        there = led(there, alone, self.frame.text, self._lines(previous.keys))
        if turn.keys and not self.frame.points:
            found = partial(self._find, context=self.context)
            there = await topics.or_lately(there, alone, previous, self.library, self.lexicon, found)
        if there.outcome is not Outcome.ANSWERED and turn.keys and not topics.asks_once(alone):
            wider = Attempt(query, await self._find(query, None, self.context), previous)
            free = own and not (self.frame.points and there.outcome is Outcome.RELATED)  # "it" is of that paper
            there = wider if wider.outcome is Outcome.ANSWERED and (free or self._on(words, wider)) else there
        return there

    async def _of_list(self, there: Attempt, alone: Query, turn: Turn, previous: Turn) -> Attempt:
        """The reading of "did it work" with what was listed; ``there`` if the list was of somebody's papers."""
        if any(map(self.library.people.is_family, previous.terms)):
            return there
        query = self.library.index.reader.read(alone.text, " ".join(previous.terms))
        return Attempt(query, await self._find(query, turn, self.context), previous)

    async def _subject(self, here: Attempt, query: Query, previous: Turn) -> Attempt | None:
        """A related reading, never an answer, with passages on what was talked about; None if there are none."""
        words = carried(previous, (concept.words for concept in here.query.concepts))
        found = here.finding
        for said in (words, self._titles(previous)) if previous.keys else ():
            found = (
                await self._find(self.library.index.reader.read(said), previous, self.context) if said else found
            )
            if said and found.evidence:
                break
        else:
            return None
        missing = tuple(one for one in asked_in(here.query) if one not in here.finding.unknown_words)
        missing = still_missing(missing, here.query, (one.sentence.text for one in found.evidence))
        own = {word for one in here.query.concepts for word in one.words.split()}
        held = found.matched if missing else tuple(one for one in found.matched if one in own)
        update = {
            "outcome": Outcome.RELATED,
            "unknown_words": here.finding.unknown_words,
            "not_said": missing,
            "matched": held,
        }
        return Attempt(query, found.model_copy(update=update), previous)

    def _on(self, words: str, other: Attempt) -> bool:
        """True if the first paper of a reading is on what was talked about. A question without a topic of its own is asked of
        no other paper."""
        known = " ".join(one.words for one in self.library.index.reader.read(words).concepts if one.known)
        held = self.library.index.holding(known, [other.paper]).get(other.paper)
        return held is not None and held.share >= ON_IT

    def _titles(self, previous: Turn) -> str:
        """The title of the paper talked about; "" if there is none, or if several are, as after a list."""
        one = previous.keys if len(previous.keys) == 1 else ()
        return " ".join(paper.title for paper in self.library.named(one))

    async def _find(self, query: Query, turn: Turn | None, context: Context) -> Finding:
        kept = within(context, turn, self.library.index.saying(self.options.phrases, self.options.without))
        found = settled(await self.library.index.find(query, kept, phrases=self.options.phrases), query)
        everywhere = turn is None and not context.scope and len(self.library.index.papers) > 1
        answered = everywhere and found.outcome is Outcome.ANSWERED
        named = not answered or asks_for_mention(self.frame.text)
        if not named and not topics.names_topic(query, found, self.library, self.lexicon):
            return found.model_copy(update={"outcome": Outcome.RELATED})
        return found


def _within(found: Finding, key: str) -> Finding:
    """A finding with the sentences of one paper alone."""
    return found.model_copy(update={"evidence": tuple(one for one in found.evidence if one.sentence.key == key)})

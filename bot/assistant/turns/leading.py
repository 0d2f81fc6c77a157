"""The sentence that a follow-up leads with: one of the papers talked about that says what is asked, where the words
carried over from the turn before find others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.assistant import compose
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.titles import longest_run
from bot.assistant.reading.words import fold
from bot.assistant.reply import Attempt, Reply
from bot.assistant.telling.holding import Library
from bot.models import Quote, Turn
from corpus.patterns import late
from corpus.sentences import Sentence
from index.finding.account import HELD
from index.finding.texts import Line
from index.models import Evidence, Finding, Outcome
from index.sentences.asking import Asked
from index.sentences.cues import fits_section, plain
from index.sentences.reporting import likelihood
from index.terms.attributes import GENERAL, STATISTICS, TOLD_ONCE, Wanted, told, wanted
from index.terms.query import ASKED, Query

_LACKING = ("not_said", "unknown_words")
BESIDE = 2  # most sentences shown beside the one that reports what is asked for
TOGETHER = 3  # fewest words of a question that stand together in a sentence which says it

LIKELY = 0.35  # with less likelihood to report a result, a sentence says what was known or planned
_THE_STUDY = frozenset(
    "study trial paper article survey experiment review arms groups".split()
)  # "who dropped out of the trial"
SEVERAL = GENERAL | STATISTICS  # what a study gives of many things, so that the first is any of them
DONE = frozenset(("tool", "eligibility", "design", "source of the data"))  # what was done, which no result tells

_NAMED_PLACE = late(
    r"\b(?:in|at|from|across|near|of) (?:the )?(?:(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral)(?:ern)? )?"
    r"(?!(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber|Spring|Summer|Autumn|Winter)[A-Z][a-z]{2,}"
)


def led(there: Attempt, alone: Query, text: str, lines: Sequence[Line]) -> Attempt:
    """A reading that leads with one of the ``lines`` of the papers talked about; unchanged if none qualifies.

    It may be the line in which most words of a question without topics, in plain form ``text``, stand together ("would
    they do it again"). Where the question only names an attribute: the first line that says what is told once of a
    study ("in which city", "who paid"), preferably one that is shown anyway. Where it was read with the turn before and
    of one paper: the line that reports it ("how many dropped out").
    """
    asked = told(wanted(alone.text))
    names = {one.attribute.name for one in asked}
    once, particular = bool(names) and names <= TOLD_ONCE, bool(names) and names.isdisjoint(SEVERAL | DONE)
    if not alone.concepts and not particular:
        at = longest_run(text, [line.text for line in lines], TOGETHER)
        return there if at is None else _with(there, lines[at].sentence, there.finding.not_said)
    spans = [span for one in asked for span in one.spans]
    rest = [
        one
        for one in alone.concepts
        if one.start >= 0
        and one.words not in _THE_STUDY
        and not any(start <= one.start < end for start, end in spans)
    ]
    if rest or not asked:
        return there

    alone_read = there.turn is None and not there.confined
    of_one = particular and not alone_read and len({line.sentence.key for line in lines}) == 1
    shown = [one.sentence for one in there.finding.evidence]
    stating = [one for one in (*shown, *(line.sentence for line in lines)) if _states(one, asked)]
    own = _told_once(stating, asked) if once else _reported(stating) if of_one else None
    if own is None:
        return there
    beside = (
        () if once else _reported_too(stating, own)
    )  # sentences with words of the turn before alone say nothing of it
    return _with(there, own, _left(there.finding.not_said, asked, alone.text), beside)


def led_by_title(here: Attempt, library: Library, lexicon: Lexicon) -> Attempt:
    """For a question that consists of words of the title of the paper found and a particular attribute ("hall crowns
    lost to follow-up"): the reading led by the sentence that reports the attribute. Any other reading, and one whose
    first sentence states it, is unchanged.
    """
    asked, query = told(wanted(here.query.text)), here.query
    names = {one.attribute.name for one in asked}
    particular = bool(names) and names.isdisjoint(SEVERAL | DONE | TOLD_ONCE)
    if not here.paper or not particular or query.asked is not Asked.ANYTHING or query.form.yes_no:
        return here  # "is surgery safe" is not told by one complication, nor "how often" by any figure
    texts = library.index.texts(here.paper)
    rest = [one for one in query.concepts if texts.name.credit(replace(one, close=())) < HELD]
    spans = [span for one in asked for span in one.spans]
    within = all(any(low <= one.start < high for low, high in spans) for one in rest)
    topics = [one for one in rest if one.telling == 1.0 and not {*one.words.split()} <= lexicon.attributes]
    if (
        topics
        or not within
        or len(rest) == len(query.concepts)
        or _states(here.finding.evidence[0].sentence, asked)
    ):
        return here
    stating = [line.sentence for line in texts.lines if _states(line.sentence, asked)]
    if (own := _reported(stating)) is None:
        return here
    left = _left(here.finding.not_said, asked, query.text)
    return _with(here, own, left, _reported_too(stating, own))


def stated_once(question: str, lines: Sequence[Line]) -> Sentence | None:
    """The sentence among a paper's ``lines`` that states what a question asks for, if that is something told once of a
    study; None if none does, or something else is asked for.
    """
    asked = told(wanted(question))
    if not asked or not {one.attribute.name for one in asked} <= TOLD_ONCE:
        return None
    return _told_once([line.sentence for line in lines if _states(line.sentence, asked)], asked)


def _told_once(stating: Sequence[Sentence], asked: Sequence[Wanted]) -> Sentence | None:
    """Of the sentences that state what is told once of a study, the one with a place's name, if one is asked for, or the first."""
    return next((one for one in stating if _names_place(one, asked)), stating[0] if stating else None)


def _reported(stating: Sequence[Sentence]) -> Sentence | None:
    """Of the sentences that state an attribute, the one that most likely reports it as a result ("Players completed 83 % of the
    sessions", of "did they stick to it"); None if none is likely to."""
    results = (one for one in stating if not fits_section(one.section, Asked.AIM))  # no background
    best = max(results, key=lambda one: likelihood(one.text), default=None)
    return best if best is not None and likelihood(best.text) >= LIKELY else None


def _reported_too(stating: Sequence[Sentence], own: Sentence) -> tuple[Sentence, ...]:
    """The other sentences that state an attribute and are likely to report it, at most ``BESIDE``, the likeliest first."""
    others = {one.number: one for one in stating if one.text not in own.text and likelihood(one.text) >= LIKELY}
    return tuple(sorted(others.values(), key=lambda one: -likelihood(one.text))[:BESIDE])


def _names_place(sentence: Sentence, asked: Sequence[Wanted]) -> bool:
    """True for a sentence with the name of a place, where one is asked for: "two villages" are no answer beside "in Lagos"."""
    return (
        any(one.attribute.name in ("country", "place") for one in asked)
        and _NAMED_PLACE.search(sentence.text) is not None
    )


def settled(found: Finding, query: Query) -> Finding:
    """A finding whose first sentence says who paid, if a question asks only that: its words for it are no longer
    missing, and if nothing else is, it is a sure answer. Any other finding is unchanged.
    """
    asked = told(wanted(query.text))
    if {one.attribute.name for one in asked} != {"funding"} or not found.evidence:
        return found
    if not _states(found.evidence[0].sentence, asked):
        return found
    left = {name: _left(getattr(found, name), asked, query.text) for name in _LACKING}
    whole = not any(left.values())
    return found.model_copy(update={**left, **({"outcome": Outcome.ANSWERED, "sure": True} if whole else {})})


def doubted(finding: Finding, reading: Attempt, leans: bool) -> Finding:
    """The finding, less sure if it ``leans`` on a turn that was only near; no answer if it only repeats what was talked
    about.
    """
    if leans:
        finding = finding.model_copy(update={"sure": False})
    if not finding.sure and finding.outcome is Outcome.ANSWERED and _only_again(reading):
        return finding.model_copy(update={"outcome": Outcome.RELATED, "sure": True})
    return finding


def says_all(reading: Attempt, frame: Frame, library: Library) -> bool:
    """True if the first sentence found surely answers, reports something, and has every word of the question itself, which does not begin
    as a second half ("and the costs?") nor points at something of which no paper is: it says what was asked, of whatever paper."""
    own = {one.words for one in reading.query.concepts if one.telling > ASKED and not one.carried}
    if frame.opens or not own or not reading.finding.sure or (frame.points and _of_nothing_here(reading, library)):
        return False
    first = reading.finding.evidence[0]
    return own <= set(first.matched) and likelihood(first.sentence.text) >= LIKELY


def _of_nothing_here(reading: Attempt, library: Library) -> bool:
    """True if what was asked right before, in the same message, stands in no paper, so that "it" is something that no sentence is about."""
    turn = reading.turn if reading.turn and reading.turn.together else None
    said = library.index.reader.read(" ".join(turn.terms) if turn else "").concepts
    return any(one.telling == 1.0 and not one.known for one in said)


def _only_again(reading: Attempt) -> bool:
    """True if a question was read with the turn before, and what was found has none of its own words and states nothing that it asks for: it
    only says again what was talked about."""
    asked, concepts = told(wanted(reading.query.text)), reading.query.concepts
    own = {one.words for one in concepts if one.telling > ASKED and not one.carried}
    found = reading.finding.evidence
    if reading.turn is None or not own or not any(one.carried for one in concepts) or own & reading.matched:
        return False
    return not any(one.attribute.names_in(line.sentence.text) for one in asked for line in found)


def may_be_stated(record: Reply, frame: Frame, library: Library) -> bool:
    """True if an abstract may state the field that a question asks for: if no record here has it; or if the record of
    the one paper asked about lacks it, and it is the licence of what the paper made, or a word of the paper's title
    ("the crown volume paper").
    """
    if frame.ask.op == "absent":
        return True
    papers = library.named(record.keys)
    if record.outcome is not Outcome.NOTHING or len(papers) != 1:
        return False
    return frame.ask.fields == ("licence",) or not {*frame.ask.fields}.isdisjoint(fold(papers[0].title).split())


def states(reply: Reply, frame: Frame) -> bool:
    """True if the first sentence of a reply states the field that a question asks for and no record gives."""
    asked = [one for one in told(wanted(frame.text)) if one.attribute.name in frame.ask.fields]
    return bool(reply.quotes) and any(_states(reply.quotes[0], [one]) for one in asked)


def _states(sentence: Sentence | Quote, asked: Sequence[Wanted]) -> bool:
    """True if a sentence, or the heading above it ("Funding: City of Leeds."), states all that is asked."""
    said = plain(f"{sentence.section or ''}: {sentence.text}")
    return all(one.attribute.stands_in(said) for one in asked)


def _left(lacking: Sequence[str], asked: Sequence[Wanted], question: str) -> tuple[str, ...]:
    """The words that are lacking, without those by which a question asks for these attributes."""
    said = {word for one in asked for start, end in one.spans for word in fold(question[start:end]).split()}
    return tuple(one for one in lacking if not {*fold(one).split()} <= said)


def _with(
    there: Attempt, sentence: Sentence, not_said: tuple[str, ...], beside: Sequence[Sentence] | None = None
) -> Attempt:
    """The reading with a sentence first and these ``beside`` it, or, if None, those that it showed."""
    held = {one.sentence: one for one in there.finding.evidence}
    rest = [one for one in there.finding.evidence if one.sentence != sentence]
    own, *others = (
        held.get(one) or Evidence(sentence=one, score=0.0, matched=()) for one in (sentence, *(beside or ()))
    )
    shown = (own, *(others if beside is not None else rest[: max(1, len(there.finding.evidence) - 1)]))
    found: dict[str, object] = {"evidence": shown, "not_said": not_said}
    if not not_said:
        found |= {"outcome": Outcome.ANSWERED, "sure": True, "unknown_words": ()}
    return there._replace(finding=there.finding.model_copy(update=found))


def cautious(reply: Reply) -> Reply:
    """The reply with a line that it is of the paper that only came nearest to the question before, and so not sure."""
    head, _, rest = reply.text.partition("\n\n")
    return reply.model_copy(update={"text": "\n\n".join((head, compose.LEANS, rest)), "leaning": True})


def of_nearest(reply: Reply, previous: Turn) -> Reply:
    """The reply, ``cautious`` if it is an answer of no paper but the one talked about."""
    leans = reply.outcome is Outcome.ANSWERED and {*reply.keys} == {*previous.keys[:1]}
    return cautious(reply) if leans else reply

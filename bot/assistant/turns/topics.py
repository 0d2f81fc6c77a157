"""Which papers a conversation is about: the one talked about last, and those talked about before it or shown beside it. Also everyday words in papers' titles
("wells", "light", "lead"), which are topics in their library."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace

from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import Lexicon, load
from bot.assistant.reading.periods import YEAR
from bot.assistant.reading.phrases import SO
from bot.assistant.reading.titles import by_few_words, stands_in, titles_holding
from bot.assistant.reading.words import Plain, fold, words_of_title
from bot.assistant.reply import Attempt, Reply
from bot.assistant.telling.holding import Library
from bot.assistant.turns.conversing import own_topic, run_of
from bot.models import Ask, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.finding.account import HELD
from index.models import Finding, Outcome
from index.questions.ranked import lifted
from index.sentences.quantities import NUMBERS
from index.terms.attributes import GENERAL, OF_A_RESULT, TOLD_ONCE, wanted
from index.terms.query import ASKED, Concept, Query

SENTENCE = 6  # words of a question; fewer may go on from the turn before
LATELY = 2  # papers talked about before the last one that a short question may still mean


def remembering(reply: Reply, previous: Turn | None) -> Reply:
    """The reply, whose turn also keeps the papers talked about before and those shown beside its own, the latest first."""
    turn = reply.turn
    if turn is None or previous is None or turn is previous or turn.kind == "help":
        return reply
    before = previous.keys if len(previous.keys) == 1 else ()
    lately = dict.fromkeys((*before, *turn.lately, *previous.lately))
    kept = tuple(key for key in lately if key not in turn.keys)[:LATELY]
    return reply.model_copy(update={"turn": turn.model_copy(update={"lately": kept})})


def shown_beside(found: Finding, first: Sequence[str], own: Sequence[Concept]) -> tuple[str, ...]:
    """The papers of a finding, without the ``first``, whose sentences contain all topics that a question names."""
    said = {one.words for one in own}
    held: dict[str, set[str]] = {}
    for one in found.evidence:
        held.setdefault(one.sentence.key, set()).update(one.matched)
    return tuple(key for key, words in held.items() if key not in first and said and said <= words)


# "Less experienced ones?": people or things, where no list of papers was shown.
_ONES = late(
    r"^(?:(?:and|but|so|ok|just|only|for|in|with|among|what about|how about|the|those) )*(?:\w+ ){1,3}ones(?: too| also| as well)?$"
)
_A_YEAR = late(rf"\b{YEAR}\b")
# "And the youngest?": of those studied.
_AN_END = late(
    r"^(?:(?:and|but|so|ok|for|in|with|among|what about|how about|the) )+(?:youngest|oldest|eldest|smallest|largest|biggest|shortest|longest)$"
)
# "How many interviews": of the study, though a study may be of that design.
_DONE_WITHIN = late(
    rf"^{SO}how many (?:interviews|surveys|experiments|focus groups|questionnaires)(?: (?:were|did|was|there|they|do|does|done|held|it|have|in it|in all))*$"
)


def of_its_paper(frame: Frame, previous: Turn, papers: Mapping[str, Paper]) -> Frame | None:
    """The frame for a count or list that names no papers ("how many did they ask", "older ones?"), after one paper was talked about: its abstract is asked. If
    a year is named, only if that paper says it. None for any other question."""
    few = len(frame.text.split()) <= SENTENCE
    one = papers.get(previous.keys[0]) if few and len(previous.keys) == 1 else None
    if one is None or frame.people or frame.links or frame.denied or frame.place:
        return None
    if frame.ask.op == "count" and previous.kind != "record" and _DONE_WITHIN.match(frame.text):
        own = all(only.kind == "design" for only in frame.filters)
    elif frame.ask.op == "count" and not frame.papers and not frame.name:
        years = _A_YEAR.findall(" ".join(only.says for only in frame.filters))
        own = bool(years) == bool(frame.filters) and all(year in (one.abstract or "") for year in years)
    elif frame.ask.op == "extreme":
        own = previous.kind == "content" and len(previous.listed) < 2 and _AN_END.match(frame.text) is not None
    else:
        told = frame.name or previous.kind == "content"
        said = told if frame.ask.op == "list" else frame.ask.op == "compare" and not frame.ask.high
        own = bool(said) and not frame.filters and _ONES.match(frame.text) is not None
    leftover = frame.name + frame.leftover
    return frame._replace(ask=Ask(), filters=(), name=(), leftover=leftover) if own else None


_AUTHORS = late(r"^(?:(?:and|so|ok|the|all|its|their|list|names? of) )*(?:authors?|authors? names?)$")


def everybody_of_one(frame: Frame, previous: Turn, said: Plain) -> Frame | None:
    """The authors of the one paper talked about, or their number, if a question is a few words such as "authors" or "everybody"; otherwise None."""
    if frame.ask.by == "everybody" and len(previous.keys) == 1 and len(said.words) <= 3:
        field = "authors" if _AUTHORS.match(frame.text) else "number of authors"
        return frame._replace(ask=Ask(op="value", fields=(field,)))
    return None


_BEGUN = late(r"(?:(?:and|so|ok|now|what about|how about|what|is|was|were|the|its) )*$")


def asks_of_study(frame: Frame) -> bool:
    """True if a question is an attribute followed by words for the study that it is asked of ("complications TES study"); then the attribute is meant, and not
    what was asked before.
    """
    spans = sorted(span for one in wanted(frame.text) for span in one.spans)
    if not spans or not _BEGUN.match(frame.text[: spans[0][0]]):
        return False
    asked = {word for start, end in spans for word in frame.text[start:end].split()}
    return not asked.isdisjoint(frame.name) and not asked.issuperset(frame.name)


def left_by(frame: Frame, previous: Turn | None, keys: Collection[str]) -> str:
    """The key of the one paper talked about, if a question of a few words was read by itself and answered from other papers; otherwise ""."""
    if previous is None or len(previous.keys) != 1 or len(frame.text.split()) >= SENTENCE:
        return ""
    return "" if not keys or not {*previous.keys, *previous.lately}.isdisjoint(keys) else previous.keys[0]


async def or_lately(
    there: Attempt,
    alone: Query,
    previous: Turn,
    library: Library,
    lexicon: Lexicon,
    find: Callable[[Query, Turn], Awaitable[Finding]],
) -> Attempt:
    """A reading with the turn before. With a paper talked about earlier instead, if only that one answers the question, or has
    its topics in its title.
    """
    own = own_topic(alone, lexicon)
    for paper in library.named(previous.lately) if own else ():
        if not _says(paper.key, own, library) or (is_sure(there) and not _named_by(own, paper, there, library)):
            continue
        turn = previous.model_copy(update={"keys": (paper.key,), "near": False})
        said = {word for one in alone.concepts for word in one.words.split()}
        words = " ".join(word for word in fold(paper.title).split() if word not in said)
        query = library.index.reader.read(alone.text, words)
        other = Attempt(query, await find(query, turn), turn)
        there = other if is_sure(other) else there
    return there


def named_elsewhere(
    here: Attempt, talked: Sequence[str], own: Sequence[Concept], library: Library, half: bool
) -> bool:
    """True if a question, read by itself, names another paper than those ``talked`` about. The paper found has all its topics in the title, or all its words if
    these are several and no topic ("sudden death"), and no paper talked about contains them. Or its sentences say all topics, and no paper talked about has
    even similar words ("what does WHODAS measure"), unless the question is only ``half`` of one ("and tremor?").
    """
    said = own or (here.query.concepts if len(here.query.concepts) > 1 else ())
    titled_only = by_few_words(" ".join(one.words for one in said), library.papers) if here.unsaid else None
    found = titled_only.key if titled_only else here.paper
    if not said or not found or found in talked:
        return False
    if _in_title(said, library.index.papers[found]):
        return not any(_says(one.key, said, library) for one in library.named(talked))
    if half or not own or not _says(found, own, library):
        return False
    return library.index.missing(replace(here.query, concepts=tuple(own)), talked, near=True) == len(own)


def phrase_of_title(said: Query, library: Library, lexicon: Lexicon) -> bool:
    """True if several words that are not all attributes of any study stand together in a title: a topic made of everyday words ("care homes")."""
    words = run_of(said)
    if not words or {*words.split()} <= lexicon.attributes:
        return False
    return any(f" {words} " in f" {fold(one.title)} " for one in titles_holding(words.split(), library.papers))


_PAST = late(
    rf"{SO}(?:did|was|were|had)\b(?! (?:you|i|we|there (?:an?|any|other) (?:\w+ )?(?:papers?|stud(?:y|ies)|reviews?))\b)"
)


def asks_of_past(text: str) -> bool:
    """True for words, in plain form, that ask what was or was done in a study: "did fewer fall"."""
    return _PAST.match(text) is not None


def without_names(query: Query, frame: Frame) -> Query:
    """A question without the names of the people, and of the study, that it asks of ("limitations of the Kerala study")."""
    people = {word for one in frame.people for name in (one.typed, *one.names) for word in fold(name).split()}
    called = people.union(frame.name if frame.papers and not frame.people else ())
    return replace(query, concepts=tuple(one for one in query.concepts if not {*one.words.split()} <= called))


def asks_once(query: Query) -> bool:
    """True if a question asks only for what a study tells once ("who paid"), or what a result has ("the p value?"), so that no other study is meant."""
    return bool(asked := {one.attribute.name for one in wanted(query.text)}) and asked <= TOLD_ONCE | OF_A_RESULT


def asks_of_any(query: Query) -> bool:
    """True if a question asks only for what any study may tell ("dropouts", "the dose?", "who paid")."""
    named = [one for one in wanted(query.text) if one.attribute.name not in GENERAL]
    return bool(named) and all(any(one.names(query.concepts[i].start) for one in named) for i in query.own)


def stays_with(query: Query, there: Attempt, previous: Turn) -> bool:
    """True if a question asks only for what any study may tell, and the reading with the turn before (``there``) finds it in a paper talked about."""
    return there.outcome is Outcome.ANSWERED and there.paper in previous.keys and asks_of_any(query)


def is_sure(reading: Attempt) -> bool:
    """True if a reading answers, and warns of nothing."""
    return reading.outcome is Outcome.ANSWERED and reading.finding.sure


def _named_by(own: Sequence[Concept], paper: Paper, there: Attempt, library: Library) -> bool:
    """True if a question's topics stand in the title of a paper, and not in that of the paper of a reading."""
    papers = library.index.papers
    return _in_title(own, paper) and not (there.paper and _in_title(own, papers[there.paper]))


def _in_title(own: Sequence[Concept], paper: Paper) -> bool:
    title = words_of_title(paper.title)
    return all(stands_in(word, title) for topic in own for word in topic.words.split())


def _says(key: str, own: Sequence[Concept], library: Library) -> bool:
    """True if a paper has every topic of a question in its own words, none that is only another name for it or similar."""
    itself = [replace(topic, close=(), others=()) for topic in own]
    texts = library.index.texts(key)
    return all(any(one.credit(topic) == 1.0 for one in (texts.name, *texts.held)) for topic in itself)


def titled(key: str, own: Sequence[Concept], library: Library) -> int:
    """The number of a question's topics that a paper's title names, not counting words that are only similar."""
    name = library.index.texts(key).name if key else None
    return sum(name.credit(replace(topic, close=())) == 1.0 for topic in own) if name else 0


def says_topic(turn: Turn | None, finding: Finding, library: Library) -> bool:
    """True if the sentences found in a turn's paper, and its title, contain every topic of that turn, so that the paper is about what was asked."""
    words = " ".join(turn.terms) if turn else ""
    said = [replace(one, close=()) for one in library.index.reader.read(words).concepts if one.telling == 1.0]
    if not said or not finding.evidence:
        return False
    key = finding.evidence[0].sentence.key
    texts, numbers = (
        library.index.texts(key),
        {one.sentence.number for one in finding.evidence if one.sentence.key == key},
    )
    shown = [texts.name, *(line.held for line in texts.lines if line.number in numbers)]
    return all(any(text.credit(one) >= HELD for text in shown) for one in said)


# Words that join the words of a topic.
_JOINS = frozenset("a about an and any at by for from in of on or the to versus vs what with".split())


def names_topic(query: Query, found: Finding, library: Library, lexicon: Lexicon) -> bool:
    """True if a question has a word of the field, or if the title of the paper found has all its words; in a large library some title has any ("agree")."""
    if (own := own_topic(query, lexicon)) or not found.evidence or library.is_large:
        return bool(own)
    said = [replace(one, close=()) for one in query.concepts if not one.carried]
    words = _JOINS.union(*(one.words.split() for one in said))
    name = library.index.texts(found.evidence[0].sentence.key).name
    whole = bool(said) and words.issuperset(fold(query.text).split())
    return whole and all(name.credit(one) >= HELD for one in said)


# Words that weigh what is talked about, and are a topic of nothing.
_WEIGH = frozenset(
    """good better best bad worse worst same different difference differences change changes new newer old more less
    safe unsafe useful useless effective necessary needed possible important fair right wrong true agree disagree""".split()
)
_ENDING = 4  # letters of a word that others may end with
_SHARE = 2  # of two papers one may be titled by it: what most are titled by tells none


def by_titles(query: Query, frame: Frame, library: Library, talked: bool) -> Query | None:
    """A question with everyday words of titles as its topics. None if it has no such word, points at what was ``talked`` about, is only half a question ("and
    in winter?"), or may be one for records.
    """
    if (frame.points and talked) or frame.opens or frame.whole is not None:
        return None
    words = {one.words for one in query.concepts if _is_light(one) and _titles(one, library)}
    return lifted(query, words) if words else None


def _is_light(concept: Concept) -> bool:
    idle = _WEIGH | load().nouns | NUMBERS.keys()
    plain = concept.words.isalpha() and idle.isdisjoint((concept.words, concept.words.removesuffix("s")))
    return ASKED < concept.telling < 1.0 and len(concept.phrase) == 1 and plain and concept.start >= 0


def _titles(concept: Concept, library: Library) -> bool:
    """True if some papers, and not most, have a word in their titles, and one of them in a sentence, too."""
    term, begun = concept.phrase[0], concept.words[:3]
    held = [paper for paper in library.papers if begun in paper.title.casefold() and _has(term, paper, library)]
    few = _SHARE * len(held) <= len(library.papers)
    return few and any(term in one.terms for paper in held for one in library.index.texts(paper.key).held)


def _has(term: str, paper: Paper, library: Library) -> bool:
    """True if a word of a title is this one, or ends with it ("smartwatches" with "watch")."""
    words = map(library.index.term, fold(paper.title).split())
    return any(word == term or (len(term) >= _ENDING and word.endswith(term)) for word in words)

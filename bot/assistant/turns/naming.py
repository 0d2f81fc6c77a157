"""A question with what it was read as; which papers it names, and its text without these names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.assistant import compose
from bot.assistant.reading.called import acronyms, by_acronym, is_acronym, is_study, may_call, studies, study_of
from bot.assistant.reading.filters import of_options, told_options
from bot.assistant.reading.frame import Frame, keep, loosened
from bot.assistant.reading.kinds import is_notice, is_protocol, without_notices
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.people import papers_by
from bot.assistant.reading.periods import YEAR
from bot.assistant.reading.phrases import A_PAPER, PAPERS, SO
from bot.assistant.reading.titles import by_title
from bot.assistant.reading.which import Found, Which
from bot.assistant.reading.words import fold
from bot.assistant.reply import Reply
from bot.assistant.telling.ends import at_end
from bot.assistant.telling.holding import Library
from bot.assistant.telling.lists import by_record
from bot.assistant.telling.pointers import with_noun
from bot.assistant.telling.pointing import BOTH, asks_of_that, pointed, unplaced
from bot.assistant.turns.framing import Framing
from bot.models import Context, End, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.library import LibraryIndex
from index.models import Outcome
from index.questions.options import Options
from index.questions.ranked import asks_of_several
from index.sentences.asking import AUX, WH, Asked
from index.sentences.quantities import PLACES
from index.terms.attributes import TOLD_ONCE, wanted

DATED = late(
    rf"\b{YEAR} (?:{A_PAPER}|{PAPERS}|one)\b|\b(?:{A_PAPER}|{PAPERS}|ones?) (?:published )?(?:in|from|of) {YEAR}\b"
)
_LEFT_OF_PLACE = late(rf"^\W*{SO}the\s*[,:;–—]\s*", re.IGNORECASE)
PLACED = (*PLACES, "last", "other", "next", "one")  # says a place and nothing else
POINTING = tuple("that this it one paper study article trial review about".split())


class Question(NamedTuple):
    """A question as ``asked``, and ``bare`` of its options; its frame; the options, and the limit they set in
    words (``told``); ``foreign``: it was asked in another language.
    """

    asked: str
    bare: str
    frame: Frame
    options: Options = Options()
    told: str = ""
    foreign: bool = False


_PROTOCOL = late(
    r"\b(?P<name>[A-Z][A-Z0-9-]{2,}) (?:study |trial )?protocol\b|\bprotocol (?:of|for) (?:the )?(?P<of>[A-Z][A-Z0-9-]{2,})\b"
)
_ASKS = rf"(?:{WH}|{AUX}|any)"
_OF_STUDY = late(
    rf"\b(?:in|of|from|by|at|(?P<did>complet\w+|finish\w+|enter\w+|join\w+)) (?:the |this |that )?(?P<name>(?:[\w-]+ ){{1,4}})(?:{A_PAPER})\b",
    re.IGNORECASE,
)


def named(question: Question, library: Library) -> tuple[tuple[Paper, ...], str]:
    """The papers that a question names by author, year, kind, link or place, and its text without these names."""
    frame, bare = question.frame, question.bare
    if frame.links:
        return _linked(frame, bare, library)
    if (said := by_title(bare, library.papers, question.options.phrases)) is not None:
        return (said[0],), said[1]
    if asks_of_that(frame.text) and (talked := library.named(library.about[:1])):
        return talked, without(bare, POINTING)
    if BOTH.search(bare) and len(library.listed) == 2:
        return library.named(library.listed), BOTH.sub(" ", bare)
    dates = [one for one in frame.filters if one.kind == "date"]
    undated = re.sub(rf"\(?\b{YEAR}\b\)?", " ", bare) if dates else bare
    if (one := pointed(frame, library)) is not None:
        by_place = pointed(frame._replace(name=()), library) == one  # then its other words are what is asked of it
        bare = undated if keep((one,), dates) else bare  # "the 2007 one"
        return (one,), without(unplaced(bare), PLACED if by_place else frame.name or PLACED)
    if (one := at_an_end(frame, library)) is not None:
        return (one,), without(bare, _words_of(frame.ask.ends[0]))
    undated = undated if frame.people else bare
    if (paper := _by_name(frame, library)) is not None:
        return (paper,), _asked_of(paper, undated if keep((paper,), dates) else bare, frame, library)
    if (plan := _protocol_of(bare, library)) is not None:
        return (plan,), bare
    kinds = [one for one in frame.filters if one.kind in ("type", "journal", "heading", "volume", "issue")]
    if frame.people and not frame.denied:
        names = [name for person in frame.people for name in person.names]
        bare = without(undated, [word for one in frame.people if not one.exact for word in one.typed.split()])
        pools = (keep(library.papers, dates), keep(library.papers, loosened(dates)), library.papers)
        theirs = next((found for pool in pools if (found := papers_by(pool, names))), [])
        theirs = list(without_notices(theirs, frame.text.split()))
        leads = [p for p in theirs if p.authors[0].name in names]
        return tuple(leads if len(leads) == 1 else theirs), _asked_first(bare, frame.people[0].typed)
    if dates and DATED.search(frame.text):
        return tuple(keep(library.papers, [*dates, *kinds])), re.sub(rf"\b{YEAR}\b", " ", bare)
    if kinds and frame.papers:
        left = keep(library.papers, kinds)
        return (tuple(left) if 0 < len(left) < len(library.papers) else ()), bare
    lone = with_noun(bare) != bare  # "and the second, how many patients?", where no list was shown
    return (), _LEFT_OF_PLACE.sub("", without(unplaced(bare), PLACED)) if lone else bare


def _linked(frame: Frame, bare: str, library: Library) -> tuple[tuple[Paper, ...], str]:
    """The papers that a question names by links, and its text without these."""
    found = tuple(p for link in frame.links if (p := library.which.exactly(link)) is not None)
    for link in frame.links:
        bare = re.sub(rf"(?:https?://\S*|doi:\s*)?{re.escape(link)}", " ", bare, flags=re.IGNORECASE)
    return found, _unnamed(bare, found, library)


def _protocol_of(bare: str, library: Library) -> Paper | None:
    """The protocol of a study that also reported: "the GLIM protocol", "the protocol of GLIM"; None if a question names none."""
    said = _PROTOCOL.search(bare)
    study = study_of(fold(said["name"] or said["of"]), library.papers) if said else ()
    plans = [paper for paper in study if is_protocol(paper)]
    return plans[0] if len(plans) == 1 else None


def _asked_first(bare: str, name: str) -> str:
    """A question with the author's name behind what is asked, if it stands before that: "Moss: how many birds"."""
    began = re.match(rf"\W*(?P<name>{re.escape(name)})\b(?: et al\b\.?)?\W+(?={_ASKS}\b)", bare, re.IGNORECASE)
    return f"{bare[began.end() :].rstrip(' ?.!')} in {began['name']}" if began else bare


async def found(words: str, listed: Sequence[str], framing: Framing, index: LibraryIndex) -> Found:
    """The papers that some words refer to, in any language that can be read."""
    which = await finder(words, framing, index)
    _, english = await framing.in_english(words)
    library = await framing.library(english or words, Context())
    told = by_record(framing.frame(english or words, library, Context()), library)
    near = told if told.one else which.find(words, listed)
    near = which.find(english, listed) if english and not near.papers else near
    return near if near.papers else told if told.papers else near


async def finder(words: str, framing: Framing, index: LibraryIndex) -> Which:
    """A finder of papers by words; in a large library over the papers nearest to these words."""
    return Which(index, (await framing.near(words)).papers)


def of_same_study(question: str, papers: Sequence[Paper], library: Library) -> tuple[str, ...]:
    """The keys of the further papers of a study, if a question names its one paper by the study's name; else ()."""
    if len(papers) != 1:
        return ()
    (own,), said = papers, f" {fold(question)} "
    names = [name for name in acronyms(own.title) if f" {name} " in said and is_study(name, own)]
    others = (one for one in library.papers if one.key != own.key and any(is_acronym(name, one) for name in names))
    return tuple(one.key for one in others if one.abstract and not is_notice(one))


def at_an_end(frame: Frame, library: Library, summed: bool = False) -> Paper | None:
    """The paper at one end of a measure, if the question asks something else of it ("the most cited one, how many
    patients").
    """
    ends = frame.ask.ends
    if (
        len(ends) != 1
        or frame.ask.op == "per"
        or ends[0].top
        or not frame.papers
        or not (frame.leftover or frame.name or frame.finding or summed)
    ):
        return None
    pool = library.named(library.whole) if len(library.listed) > 1 else keep(library.papers, frame.filters)
    found = at_end(pool, ends[0])
    return (
        found[0]
        if len(found) == 1 and (frame.leftover or summed or _has_topic(found[0], frame, library))
        else None
    )


def scoped_by(options: Options, context: Context, framing: Framing) -> Context:
    """The context limited to the papers whose records fit a question's options; unchanged if there are none."""
    keys = tuple(paper.key for paper in keep(framing.scoped(context), of_options(options)))
    return context.model_copy(update={"scope": keys or context.scope}) if options.of_records else context


def left_by(options: Options, library: Library) -> Library:
    """The library limited to the papers that have a question's quoted phrases and lack its -words; unchanged if none
    has the phrases, which may be a title with a slip in it.
    """
    says = library.index.saying(options.phrases, options.without)
    kept = tuple(paper for paper in library.papers if says(paper.key)) if says else ()
    if says is None or (options.phrases and not kept):
        return library
    return replace(library, corpus=library.corpus.model_copy(update={"papers": kept}))


def none_such(question: str, options: Options, previous: Turn | None) -> Reply:
    """The reply that no paper is as a question's ``options`` say; the turn before stays."""
    refused = f"No paper here is {told_options(options, records=True)}. “list the papers” shows what there is."
    text = compose.said(question, refused)
    return Reply(outcome=Outcome.NOTHING, kind="record", text=text, turn=previous)


def _has_topic(paper: Paper, frame: Frame, library: Library) -> bool:
    """True if a paper says any word of what the papers of a question are about ("the newest paper about tigers", "the latest
    tiger paper"), or if they are about nothing."""
    words, nouns = frame.text.split(), load().nouns
    places = [at for at, word in enumerate(words) if word in nouns]
    about = any(words[at + 1 : at + 2] in (["about"], ["on"], ["regarding"], ["concerning"]) for at in places)
    if not frame.name or not (about or any(at and words[at - 1] in frame.name for at in places)):
        return True
    texts, reader = library.index.texts(paper.key), library.index.reader
    return any(texts.says(reader.terms(word)) for word in frame.name)


def _words_of(end: End) -> frozenset[str]:
    """The words that name an end of a measure."""
    table = load()
    row, side = table.measures[end.measure], "high" if end.high else "low"
    said = (*row["of"], *row["most" if end.high else "least"], *table.end[side], *PLACED)
    return frozenset(word for phrase in said for word in phrase.split())


def _by_name(frame: Frame, library: Library) -> Paper | None:
    """The paper a question names by its study's acronym, or by the words before "paper" or "trial"."""
    words = {*frame.name, *frame.leftover} - {*frame.subject}
    found: dict[str, list[Paper]] = {}
    for paper in may_call(words, library.papers) if words else ():
        for word in words & acronyms(paper.title):
            found.setdefault(word, []).append(paper)
    longs = {word: [one.long for one in library.index.short_forms.entries(word)] for word in found}
    own = (by_acronym(word, studies(word, papers), library.papers, longs[word]) for word, papers in found.items())
    called = {paper.key: paper for paper in own if paper is not None}
    if len(called) == 1:
        return next(iter(called.values()))
    if (
        frame.name
        and frame.papers
        and not frame.plural
        and not asks_of_several(frame.text)
        and not (frame.people or frame.filters or frame.denied)
    ):
        return library.which.by_words(frame.name).one
    return None


def _unnamed(text: str, papers: Iterable[Paper], library: Library) -> str:
    """A question for the number studied, or who paid, without the name of the study that chooses its papers: the sentence that
    says it need not have the name, and others do."""
    names = {word for paper in papers for name in acronyms(paper.title) for word in name.split()}
    rest = without(text, names)
    told = any(one.attribute.name in TOLD_ONCE for one in wanted(rest))
    return rest if told or library.index.reader.read(rest).asked is Asked.SIZE else text


def _asked_of(paper: Paper, text: str, frame: Frame, library: Library) -> str:
    """A question without "in the robot study", whose words name the paper and say nothing of what is asked of it; with them if the
    paper has none of the other words."""
    said = _OF_STUDY.search(text)
    if said is not None and {*fold(said["name"]).split()} <= {*frame.name}:
        rest = f"{text[: said.start()]} {said['did'] or ''} {text[said.end() :]}"
        text = rest if library.index.holding(rest, (paper.key,)) else text
    return _unnamed(text, (paper,), library)


def without(text: str, words: Iterable[str]) -> str:
    """A text without some words, given as ``fold`` writes them."""
    gone = set(words)
    return re.sub(
        r"[\w-]+(?:['’]s)?",
        lambda m: " " if set(fold(m[0].removesuffix("'s").removesuffix("’s")).split()) <= gone else m[0],
        text,
    )

"""What a question asks of one study and nothing else, whatever the study's subject: its design, its funding, its follow-up, several
at once. Whether it asks only that, and the sentences of the abstract that tell it.

The words that ask are the rows ``trait`` of the lexicon.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.assistant import compose
from bot.assistant.citing import cite, reference
from bot.assistant.fields import FIELDS, sentence
from bot.assistant.reading.called import acronyms
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import Lexicon, load
from bot.assistant.reading.phrases import A_PAPER, PAPERS
from bot.assistant.reading.titles import title_within
from bot.assistant.reading.words import fold, plain
from bot.assistant.reply import Reply, kept_list
from bot.assistant.reply import named as of_paper
from bot.assistant.studies import asides, gathered
from bot.assistant.studies.traits_listed import DESIGN, SIZE, TRAITS, YEARS
from bot.assistant.studies.traits_told import titled
from bot.assistant.telling.holding import Library
from bot.assistant.turns.naming import Question, named, of_same_study, without
from bot.assistant.wording import counted
from bot.models import Quote, Turn
from corpus.models import Paper
from corpus.patterns import late
from index.models import Outcome
from index.terms.words import ASKING

MOST, MOST_TRAITS = 10, 3  # papers and traits of one reply
_EACH = late(r"\b(?:each|every|all|both|them|these|those)\b(?! (?:\w+ )?(?:arms?|groups?)\b)")
_ALL = frozenset("all each every the these those your".split())
_EVERY = late(  # of the library, where none are listed
    rf"\b(?:each|every|all)(?: of)?(?: the| these| those| your| our)? (?:{A_PAPER}|{PAPERS})\b|\b(?:of|in|from|for) each$|\bof (?:the|these|those|your) (?:{PAPERS})$"
)
_THEY = late(
    r"\b(?:they|them|there|(?:the|those|these|their) (?:people|patients|participants|subjects|children|kids|residents|workers|pupils|students|sample))\b"
)
_HALF = late(r"^(?:(?:and|so|ok|but) )*how (?:many|long)$")  # without a name it asks of what was talked about
_TWO = 2  # fewest that are several
# Words that ask for nothing by themselves. "Many", "much" and "total" ask for a number.
_IDLE = (ASKING - frozenset("many much total overall among same like".split())) | frozenset(
    """use used uses using employ employed employs report reported reports mention mentioned mentions state stated states describe described describes give
    declare declared declares admit admits admitted acknowledge acknowledges acknowledged list lists disclose disclosed receive received name named details detail info information statement section question quick sort
    etal and or plus s author authors they done was were study studies trial trials paper papers article articles research work group one""".split()
)


_OF_THOSE = ("age", "sex")  # of those who were studied, whom "they" and "the patients" name
_FORMAL = frozenset(
    ("funding", "conflicts of interest", "registration", "ethics", "availability of data", "limitations")
)
_UNKEPT = ("funding", "conflicts of interest")  # a reader may look for them in a record
# Those that other rooms tell when they are asked for alone.
_ELSEWHERE = frozenset((SIZE, "funding", "limitations", YEARS, "place"))


def asked(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The traits that a question in plain form, without the name of its paper, asks for, in its order; () if it asks for anything
    else."""
    words, found = text.split(), lexicon.places_of(lexicon.traits, text)
    own = {
        name: at for name, at in found.items() if not any(at < other for other in found.values())
    }  # "control treatment" is no intervention
    taken = set[int]().union(*own.values())
    rest = {word for at, word in enumerate(words) if at not in taken}
    return tuple(sorted(own, key=lambda name: min(own[name]))) if rest <= _IDLE else ()


class Meant(NamedTuple):
    """Of which papers a question asks for traits, and the question without their names. ``leans``: it names none, and the papers
    are those talked about."""

    papers: Sequence[Paper]
    bare: str
    leans: bool


def meant(question: Question, library: Library) -> Meant | None:
    """Of which papers a question asks for traits; None if it asks for none."""
    places = load().places_of(load().traits, question.frame.text)
    if not places:
        return None
    text = plain(question.bare).text
    within = title_within(text, library.papers)  # the whole title, not marked as one
    papers, bare = ((within[0],), within[1]) if within else named(question, library)
    if YEARS in places and not within:
        papers, bare = _dated(question, papers, bare, places[YEARS], library)
    if not papers and _HALF.match(question.frame.text):
        return None
    if not papers and question.options.of_records and len(library.papers) == 1:  # "doi:10.… n?"
        papers = (library.papers[0],)
    if papers:
        return Meant(papers, bare, False)
    return Meant(library.named(library.about) if _leans(question.frame, library) else (), bare, True)


def _dated(
    question: Question, papers: tuple[Paper, ...], bare: str, asking: frozenset[int], library: Library
) -> tuple[tuple[Paper, ...], str]:
    """The papers that a question for the years of a study names, if need be without the words at the places of ``asking`` ("years of
    enrolment TES study"), and its text without their names."""
    words = question.frame.text.split()
    name = tuple(word for word in question.frame.name if word not in {words[at] for at in asking})
    one = library.which.by_words(name).one if name and len(papers) < _TWO else None
    return ((one,), without(bare, name)) if one and [*papers] in ([], [one]) else (papers, bare)


def tell(
    question: Question, of: Meant | None, previous: Turn | None, library: Library, elsewhere: bool
) -> Reply | None:
    """The sentences ``of`` the one paper named, or else talked about, that tell the traits asked for; None if a question asks for
    something else, or of no single paper. ``elsewhere``: also for one alone that another room tells, if it can."""
    if of is None:
        return None
    (papers, bare, leans), frame = of, question.frame
    if len(papers) > 1 and not leans:
        return _of_several(question, papers, bare, library)
    if len(papers) != 1:
        return None
    traits = asked(_without_names(bare, papers[0], frame), load())
    typed = not leans and frame.ask.fields == ("type",)  # which a design is told with
    alone, kept = len(traits) < _TWO, frame.ask.op == "value" and YEARS not in traits and not typed
    if not traits or (alone and not elsewhere and traits[0] in _ELSEWHERE):
        return None
    if kept and all(FIELDS[name].value(papers[0]) is not None for name in frame.ask.fields):
        return None  # the record has it
    of_one = (
        previous is not None and previous.kind in ("record", "summary") and SIZE not in traits
    )  # no topic is talked about
    if alone and leans and not of_one and not _settles(traits, papers[0], frame):
        return None
    if not alone and leans and len(library.listed) >= _TWO and not _is_told(traits, papers[0]):
        return None  # perhaps another of the list tells it
    further = () if leans else library.named(of_same_study(question.bare, papers, library))
    paper = next((one for one in (*papers, *further) if _is_told(traits, one)), papers[0])
    reply = _reply(question.asked, traits, paper)
    if leans and previous and reply.turn:  # its topic is talked about still
        turn = reply.turn.model_copy(update={"terms": previous.terms, "kind": previous.kind})
        reply = reply.model_copy(update={"turn": turn})
    return kept_list(reply, previous, leans)


def _settles(traits: Sequence[str], paper: Paper, frame: Frame) -> bool:
    """True if the answer to one trait, asked of the paper talked about, is given here: if its abstract tells it. Ages and
    sexes are found by the search as well, so that here only their absence is told, and only if "they" are asked for."""
    told = _is_told(traits, paper)
    return not told and bool(_THEY.search(frame.text)) if traits[0] in _OF_THOSE else told


def untold(question: Question, previous: Turn | None, library: Library) -> Reply | None:
    """That the abstract of the paper talked about does not tell what a question asks, if abstracts say that in a few set words or
    not at all, so that no search finds more; None for any other question.
    """
    of = meant(question, library)
    if of is None or not of.leans or len(of.papers) != 1:
        return None
    traits = asked(_without_names(of.bare, of.papers[0], question.frame), load())
    if not traits or not {*traits} <= _FORMAL or _is_told(traits, of.papers[0]):
        return None
    return kept_list(_reply(question.asked, traits, of.papers[0]), previous, True)


def tell_each(question: Question, library: Library) -> Reply | None:
    """The same of each paper of the list shown last ("n of each", "design of them all"), or of the library ("designs of all studies");
    None if it asks for something else."""
    listed, text = library.named(library.whole), question.frame.text
    if question.frame.chooses:
        return None
    if len(listed) > 1 and _EACH.search(text):
        return _of_several(question, listed, question.bare, library)
    every = not _ALL.isdisjoint(text.split()) and _EVERY.search(text)
    return _of_several(question, library.papers, question.bare, library) if every else None


def rows_of(topic: str, papers: Sequence[Paper]) -> dict[str, list[Quote | None]]:
    """The headings of the traits that a topic names ("funding"), each with the first sentence of each paper that tells it; empty if it
    names anything else."""
    names = asked(fold(topic), load()) if topic else ()
    return {
        TRAITS[name].heading: [next(iter(TRAITS[name].told(paper)), None) for paper in papers] for name in names
    }


def _of_several(question: Question, papers: Sequence[Paper], bare: str, library: Library) -> Reply | None:
    """The first sentence of each of some papers, the first ``MOST``, that tells the traits asked for, and which abstracts do not tell
    them; None if more is asked."""
    text, more, papers = plain(bare).text, len(papers) - MOST, papers[:MOST]
    for paper in papers:
        text = _without_names(text, paper, question.frame)
    traits = asked(text, load())
    if not traits or len(traits) > MOST_TRAITS:
        return None
    parts, quotes = list[str](), list[Quote]()
    for name in traits:
        told = [(paper, _told(name, paper, False)) for paper in papers]
        blocks = ["\n\n".join(said) for _, (said, _) in told if said]
        parts += [f"{TRAITS[name].heading}:\n{blocks[0]}", *blocks[1:]] if blocks else []
        quotes += [quote for _, (_, own) in told for quote in own]
        lacking = [
            f"The abstract of {cite(paper)} {TRAITS[name].lacking}." for paper, (said, _) in told if not said
        ]
        parts += ["\n".join(lacking)] if lacking else []
    parts += [gathered.FURTHER.format(counted(more, "further paper"))] if more > 0 else []
    keys = tuple(paper.key for paper in papers)
    shown = tuple((quote.key, quote.start) for quote in quotes)
    return Reply(
        outcome=Outcome.ANSWERED if quotes else Outcome.NOTHING,
        kind="each",
        text="\n\n".join((compose.restated(question.asked), *parts)),
        quotes=tuple(quotes),
        keys=keys,
        turn=Turn(question=question.asked, keys=keys[:1], listed=keys, shown=shown),
    )


def _leans(frame: Frame, library: Library) -> bool:
    """True if a question that names no paper may be asked of the one just talked about."""
    few = len({*library.quoted}) < _TWO and len(library.listed) < _TWO
    return (few or library.seen.of_one) and not frame.chooses


def _is_told(traits: Sequence[str], paper: Paper) -> bool:
    return any(TRAITS[name].told(paper) or titled(TRAITS[name].titled, paper) for name in traits)


def _without_names(bare: str, paper: Paper, frame: Frame) -> str:
    """A question's plain text without what names its paper: authors, year, acronyms, other words of the name."""
    names = {word for one in frame.people for word in fold(one.typed).split()}
    names |= {word for name in acronyms(paper.title) for word in name.split()}
    names |= {*frame.name} & {*fold(" ".join((paper.title, paper.journal or ""))).split()}
    names |= {str(paper.year)} if frame.people or frame.filters else set()
    text = plain(bare).text
    return " ".join(word for word in text.split() if word not in names)


def _reply(question: str, traits: Sequence[str], paper: Paper) -> Reply:
    """The sentences of each trait, under its heading if there are several, and what the abstract does not say."""
    told = [_told(name, paper, len(traits) > 1) for name in traits]
    quotes = tuple(quote for _, own in told for quote in own)
    lacking = [name for name, (parts, _) in zip(traits, told, strict=True) if not parts]
    parts = [part for parts, _ in told for part in parts] + (_lacks(lacking, paper) if lacking else [])
    unkept = len(lacking) == len(traits) and any(name in _UNKEPT for name in traits)
    return Reply(
        outcome=Outcome.NOTHING if len(lacking) == len(traits) else Outcome.ANSWERED,
        kind="record" if unkept else "table",
        text="\n\n".join((compose.restated(question), *parts)),
        quotes=quotes,
        keys=(paper.key,),
        turn=Turn(
            question=question, kind="summary", keys=(paper.key,), shown=tuple((q.key, q.start) for q in quotes)
        ),
    )


def _told(name: str, paper: Paper, several: bool) -> tuple[list[str], list[Quote]]:
    """What a paper tells of a trait, and the quotes in it; nothing if neither its abstract, nor its title, nor its record tells it."""
    own, of_title = [*TRAITS[name].told(paper)], titled(TRAITS[name].titled, paper)
    typed = paper.type if name == DESIGN else None
    parts = [f"{sentence(FIELDS['type'], of_paper(paper), typed)}\n{reference(paper)}"] if typed else []
    if of_title and not own:
        parts.append(f"The title of {cite(paper)} says “{of_title}”.\n{reference(paper)}")
    elif not own and (own := [*TRAITS[name].nearest(paper)]):
        parts.append(asides.NEAREST.format(cite(paper), TRAITS[name].lacking, TRAITS[name].near))
    elif typed and not own:
        parts.append(f"The abstract of {cite(paper)} {TRAITS[DESIGN].lacking}.")
    parts += compose.blocks(own, {paper.key: paper})
    return ([f"{TRAITS[name].heading}:\n{parts[0]}", *parts[1:]] if several and parts else parts), own


def _lacks(names: Sequence[str], paper: Paper) -> list[str]:
    """The lines on what an abstract does not tell."""
    lines = [f"The records here do not give the {name}." for name in names if name in _UNKEPT]
    if (paper.abstract or "").strip():
        lines += [f"The abstract of {cite(paper)} {TRAITS[name].lacking}." for name in names]
    else:
        lines.append(f"The abstract of {cite(paper)} is not here.")
    return ["\n".join((*lines, reference(paper)))]

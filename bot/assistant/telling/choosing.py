"""Chooses the papers that a frame is about, for all operations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from bot.assistant.citing import cite
from bot.assistant.fields import signing
from bot.assistant.reading.called import studies
from bot.assistant.reading.frame import Frame, keep, these, told
from bot.assistant.reading.kinds import without_notices
from bot.assistant.reading.people import Person, papers_by
from bot.assistant.reading.phrases import A_PAPER, SO
from bot.assistant.reading.places import phrases
from bot.assistant.reading.titles import titles_holding
from bot.assistant.telling.ends import newest_or_oldest
from bot.assistant.telling.holding import Library, completed, on_any, on_topic, once, ways_of
from bot.assistant.telling.pointing import END_OF_THEM, OF_THEM, only_ones, pointed
from bot.assistant.wording import echoed, joined, unlinked
from corpus.doi import Doi
from corpus.models import Paper
from corpus.patterns import late
from index.sentences.quantities import PLACES
from index.terms.words import ASKING

_LIST = 2  # papers that were shown as a list, of which "others" are the rest
_MORE = re.compile(r"\b(?:else|other|another|more)\b(?! than)")
# "Any other trials?", "other papers from 2022": of a kind or a time, without those shown.
_OTHERS = late(
    rf"^{SO}(?:(?:are|is|do|did|does|you|have|there|show|list|give|find|me|what|which|any|the) )*(?:other|another)\b"
)
# "Are there other papers", "anything else": beside all that was shown. "The other paper" may be one of those.
_BESIDES = late(rf"^{SO}(?:(?:are|is|do|did|does|you|have|got|there|what|which|any) )+other\b|\belse\b")
_KINDS = ("design", "type", "date")
_WHICH_WAS = re.compile(
    r"^(?:(?:and|tell|me|then|also|so) )*which(?: ones?)? (?:is|are|was|were|has|have|came|of|(?:got )?cited|got)\b(?!.*\b(?:overall|of all|in all)\b)"
)


class Chosen(NamedTuple):
    """The papers chosen, the words that describe them ("of type review"), and the words that match nothing.

    ``how`` they were found: "link", "name", "title" (its title has the words), "text" (its abstract has them),
    "filter", "talk" (papers talked about), "all", or "" if nothing was named. ``several``: one was meant, but
    several fit.
    """

    papers: tuple[Paper, ...] = ()
    says: str = ""
    missing: tuple[str, ...] = ()
    how: str = ""
    note: str = ""
    several: bool = False


_FROM = late(r"^(?!.*\bby\b).*\bfrom\b")
_FROM_ONE = late(
    rf"\bthe (?:{A_PAPER}) (?:from|in|published in|of)\b"
)  # "the paper from Soil Letters": not one from elsewhere
_THE_ONE = re.compile(r"\b(?:one|paper|study|trial|article|review)\b")  # not a topic of theirs


def select(frame: Frame, library: Library) -> Chosen:
    """The papers for a list, a count or a figure."""
    if frame.ask.op == "list" and (one := pointed(frame, library)) is not None:
        return Chosen((one,), how="talk", says="of these")
    papers = keep(library.papers, frame.filters)
    says, notes, missing = [told(frame.filters)] if frame.filters else [], "", tuple[str, ...]()
    if len(library.listed) > 1 and (of_these(frame.text) or _which_was(frame) or only_ones(frame)):
        said_so = told([one for one in frame.filters if one.kind != "paper"])
        papers, says = keep(papers, (these(library.whole),)), ["of these", *([said_so] if said_so else [])]
    if _leaves_one_out(frame):
        return _but_for(name(frame, library).papers, papers, says)
    if frame.people:
        papers, said = _signed(frame, papers)
        says.append(said)
        notes = slips(frame.people)
    words = tuple(word for word in frame.name if word not in ASKING)
    placed = not frame.people and _FROM.search(frame.text) and on_topic(words, papers, library)[0]
    if words and frame.somebody and not placed:  # "studies from London": a place that a paper names is nobody
        return _by_stranger(frame, words, says)
    if words:
        ways = ways_of(words, frame.text)
        on, missing = on_any(ways, papers, library)
        if missing and not on and not frame.denied and (close := completed(words, missing, library)):
            says.append(f"matching {echoed(' '.join(words))}, but with {echoed(' '.join(close))}")
            return Chosen(tuple(on_topic(close, papers, library)[0]), " ".join(says), missing, "filter", notes)
        if re.search(r"\btitles?\b", frame.text):
            on = list(titles_holding(words, papers))
        papers = [p for p in papers if p not in on] if frame.denied else [p for p in on if p in papers]
        if on and phrases(words)[0]:
            notes = "The records give no countries; this is what titles and abstracts speak of. "
        said = " or ".join(" ".join(way) for way in ways)
        says.append(f"{'not ' if frame.denied else ''}matching {echoed(said)}")
        missing = () if papers else missing or (" ".join(words),)
    gone = _shown(frame, library)
    if left := [paper for paper in papers if paper.key in gone]:
        papers = [paper for paper in papers if paper not in left]
        says.append("other than that one" if len(left) == 1 else "other than these")
    return Chosen(tuple(papers), " ".join(says), missing, "filter" if says else "all", notes)


def _shown(frame: Frame, library: Library) -> frozenset[str]:
    """The papers that others are asked for than: those shown last, if of their kind or time; the paper talked about, if on a topic, of a
    journal or by somebody, and the others shown last too, where any beside them is meant, but for a list of all papers.
    """
    if not library.about or not _MORE.search(frame.text):
        return frozenset()
    if any(one.kind in _KINDS for one in frame.filters) and not frame.points and _OTHERS.match(frame.text):
        return frozenset((*library.about, *library.whole, *library.seen.quoted))
    listed = library.whole if len(library.whole) < len(library.papers) else ()
    beside = (*library.seen.quoted, *listed) if _BESIDES.search(frame.text) else ()
    few = bool(beside) or library.seen.of_one or len(library.listed) < _LIST
    on = (frame.name and not frame.points) or any(one.kind == "journal" for one in frame.filters)
    return frozenset((library.about[0], *beside)) if frame.people or (few and on) else frozenset()


def _but_for(found: Sequence[Paper], papers: Sequence[Paper], says: Sequence[str]) -> Chosen:
    """Some papers but for those ``found``: "excluding the one on surgery by Knapp"."""
    says = [*says, f"without {joined([cite(paper) for paper in found])}"]
    return Chosen(tuple(p for p in papers if p not in found), " ".join(says), how="filter")


def _by_stranger(frame: Frame, words: Sequence[str], says: Sequence[str]) -> Chosen:
    """No papers: a name that nobody here has is said, with those who are here by it."""
    stranger = " ".join((*words, *(person.typed for person in frame.people)))
    before = () if frame.people else says
    return Chosen((), " ".join((*before, f"by {echoed(stranger)}")), (stranger,), "name")


def _leaves_one_out(frame: Frame) -> bool:
    """True if a question leaves out one paper that it names by its topic and then its author."""
    if not (frame.people and frame.name and frame.denied and _THE_ONE.search(frame.text)):
        return False
    return all(frame.text.find(person.typed) > frame.text.find(frame.name[-1]) for person in frame.people)


def of_these(text: str) -> bool:
    """True if a plain question says "them", "these" or the like: the papers last shown."""
    return any(word in ("them", "these", "those", "they") for word in text.split())


def _which_was(frame: Frame) -> bool:
    """True for "which was published first" without other names: asked of the papers just shown."""
    return _WHICH_WAS.match(frame.text) is not None and not frame.chooses_papers


def slips(people: Iterable[Person]) -> str:
    """A note on how misspelt names were read; "" if there are none."""
    return "".join(f"I read {echoed(one.typed)} as {joined(one.names, 'or')}. " for one in people if not one.exact)


def _signed(frame: Frame, papers: Sequence[Paper]) -> tuple[list[Paper], str]:
    """The papers by the people named, and words for that: by all of them, or by any with "or"; in a place among
    the authors, if one is named.
    """
    meant = [person for person in frame.people if not person.denied]
    names = [name for person in meant for name in person.names]
    found, says = list(papers), list[str]()
    if meant:
        every = found
        for person in meant:
            every = papers_by(every, person.names)
        either = frame.either or (not every and not frame.place and not re.search(r"\bboth\b", frame.text))
        found = papers_by(found, names) if either else every
        says.append("by " + joined([joined(person.names, "or") for person in meant], "or" if either else "and"))
    if frame.place and meant:
        at = PLACES.get(word := frame.place.removeprefix("not "), -1)
        placed = [p for p in found if {*names}.intersection((signing(p)[0] or signing(p)[1])[at : at + 1 or None])]
        found = placed if word == frame.place else [p for p in found if p not in placed]
        says.append(f"{frame.place.removesuffix(word)}as {word} author")
    for person in frame.people:
        if person.denied:
            found = [p for p in found if not any(author.name in person.names for author in p.authors)]
            says.append(f"not by {joined(person.names, 'or')}")
    return found, " ".join(says)


def name(frame: Frame, library: Library) -> Chosen:
    """The paper, or the few papers, that a question about fields refers to."""
    if frame.links:
        linked = [library.which.exactly(link) for link in frame.links]
        missing = tuple(_called(link) for link, one in zip(frame.links, linked, strict=True) if one is None)
        return Chosen(tuple(once(one for one in linked if one)), missing=missing, how="link")
    if (one := pointed(frame, library)) is not None:
        return Chosen((one,), how="talk")
    soft = [one for one in frame.filters if one.kind != "type"]
    pool = keep(library.papers, frame.filters) or keep(library.papers, soft)
    words = frame.name
    if words and not pool:  # "KSST 2022-02": a number of the name that looks like a year
        figures = tuple(re.findall(r"\d{4}", " ".join(one.says for one in frame.filters)))
        titled = titles_holding((*words, *figures), library.papers)
        if titled:
            return Chosen(titled, how="title", several=len(titled) > 1)
    end = END_OF_THEM.search(frame.text)
    if end:
        frame = frame._replace(name=tuple(word for word in words if word != end[1]))
        found = (
            _named(frame, pool, library, bool(soft))
            if frame.name or frame.people
            else Chosen(tuple(pool), how="filter")
        )
        return _at_end(found, end[1] in ("last", "latest"))
    return _named(frame, pool, library, bool(soft))


def _named(frame: Frame, pool: Sequence[Paper], library: Library, chosen: bool) -> Chosen:
    """The papers that people or words name; ``chosen``: filters say which papers may be meant."""
    if frame.people:
        return _of_people(frame, pool, library)
    if words := frame.name:
        found = _by_words(words, pool, library)
        all_looked_at = found.papers or chosen or len(pool) == len(library.papers)
        return found if all_looked_at else _by_words(words, list(library.papers), library)
    return _unsaid(frame, pool, library)


def _at_end(found: Chosen, newest: bool) -> Chosen:
    """The newest of several papers found, or the oldest."""
    papers = newest_or_oldest(found.papers, newest)
    return found._replace(papers=papers or found.papers, several=len(papers) > 1) if found.papers else found


def _called(link: str) -> str:
    """A link as shown to readers: its DOI alone, if it has one."""
    return unlinked(Doi.within(link) or link)


def _of_people(frame: Frame, pool: Sequence[Paper], library: Library) -> Chosen:
    names = [name for person in frame.people for name in person.names]
    theirs = papers_by(pool, names) or papers_by(library.papers, names)
    together = [p for p in theirs if all({a.name for a in p.authors} & set(one.names) for one in frame.people)]
    theirs = together or theirs
    if frame.name:
        found = _by_words(frame.name, theirs, library)
        return found._replace(how="name") if found.papers else Chosen(missing=frame.name, how="name")
    leads = [paper for paper in theirs if paper.authors[0].name in names]
    chosen, note = leads or theirs, slips(frame.people)
    return Chosen(tuple(chosen), how="name", note=note, several=len(chosen) > 1 and not frame.plural)


def _by_words(words: Sequence[str], pool: Sequence[Paper], library: Library) -> Chosen:
    words = [word for word in words if word not in ASKING]
    if titled := without_notices(titles_holding(words, pool), words) if words else ():
        return Chosen(titled, how="title", several=len(titled) > 1)
    called = list(takewhile(lambda one: len(one) == 1, (studies(word, pool) for word in words)))
    if len(called) == len(words) > 1:  # "authors of RAMSES and KSST"
        return Chosen(tuple(once(paper for one in called for paper in one)), how="title")
    if phrases(words)[0] and (there := on_topic(words, pool, library)[0]):  # "and the belgian one?"
        return Chosen(tuple(there), how="text", several=len(there) > 1)
    found = library.which.by_words(words, pool)
    if found.papers:
        return Chosen(found.papers, how="text", several=not found.sure)
    return Chosen(missing=found.missing or tuple(words), how="text")


def _unsaid(frame: Frame, pool: Sequence[Paper], library: Library) -> Chosen:
    """The papers of a question that names none: those talked about, those that pass its filters, all, or none."""
    talked = library.named(library.about)
    plural = frame.plural or frame.every
    if frame.points and not (frame.filters and plural):
        if frame.filters and _FROM_ONE.search(frame.text) and not keep(talked, frame.filters):
            return Chosen(tuple(pool), told(frame.filters), how="filter", several=len(pool) > 1)
        listed = library.named(library.whole) if of_these(frame.text) and len(library.listed) > 1 else ()
        if found := listed or (tuple(library.papers) if OF_THEM.search(frame.text) else talked):
            return Chosen(found, how="talk")
    if frame.filters and len(pool) < len(library.papers):
        return Chosen(tuple(pool), told(frame.filters), how="filter", several=len(pool) > 1 and not plural)
    if plural or len(library.papers) == 1:
        return Chosen(tuple(library.papers), how="all")
    return Chosen(talked, how="talk") if talked else Chosen()


def studies_meant(frame: Frame, library: Library, these: bool = False) -> tuple[Paper, ...]:
    """The studies that a question asks about one by one: those of the list last shown if it means ``these``, else those that pass its filters. Notices are left
    out, unless they are asked for.
    """
    shown = these and len(library.listed) > 1
    papers = library.named(library.whole) if shown else keep(library.papers, frame.filters)
    return without_notices(papers, frame.text.split())

"""The study that a question calls by a name which may be something else: an author's, an everyday word or a word of asking.

"HOPE", "who paid for HOPE" and "the start trial" are studies where the library's own texts write such a name in capitals, as that of
a study. It counts only in capitals, or before a noun for a study; "papers by HOPE" and "Hope 2020" are an author's. A name with a
hyphen ("KITE-4", "kite-4") is read here, too, since its parts are words of their own elsewhere.

And questions that are nothing but papers as they are cited: "Kang 2023 Rades 2024".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bot.assistant.reading.acronyms import STUDY, as_written, is_acronym, is_part_of, is_study, studies
from bot.assistant.reading.frame import Filter, Frame, these
from bot.assistant.reading.kinds import without_notices
from bot.assistant.reading.lexicon import load
from bot.assistant.reading.people import Person
from bot.assistant.reading.periods import YEAR
from bot.assistant.reading.words import Plain, fold
from bot.models import Ask
from corpus.models import Paper
from corpus.patterns import late
from index import lexicon
from index.words import ASKING

_WORD = late(
    rf"(?<![\w-])(?P<name>[^\W\d_]{{3,}}|[^\W\d_]{{2,}}[^\W_]*(?:-[^\W_]+){{1,3}})(?![\w-])(?P<study> {STUDY}\b)?",
    re.IGNORECASE,
)
_BY = late(r"\b(?:by|author|authors|dr|prof|professor)[:.]? $", re.IGNORECASE)  # an author stands behind these …
# … and before these
_ALSO = late(r"[,.]? (?:et al\b|and (?:colleagues|co)\b|\(?(?:19|20)\d\d)|['’]s\b", re.IGNORECASE)

_ONLY_NAMED = frozenset(
    "what is was s the a an study trial paper cohort survey registry experiment pilot project program programme".split()
)
_TOLD = "tell me about"


class Called(NamedTuple):
    """The ``papers`` of the study that a question calls by a ``word``, given folded."""

    word: str
    papers: tuple[Paper, ...]


def called(question: str, papers: Sequence[Paper], is_author: Callable[[str], bool]) -> list[Called]:
    """The studies that a question calls by names, in order, if one of these may be something else; else []."""
    shouted, found = question.isupper() and len(question.split()) > 1, list[Called]()
    for said in _WORD.finditer(question):
        word, behind = fold(said["name"]), question[said.end("name") :]
        capital = said["name"].isupper() and not shouted and not _BY.search(question[: said.start()])
        if " " in word or ((capital or said["study"]) and not _ALSO.match(behind)):
            meant = without_notices(study_of(word, papers), fold(question).split())
            found += [Called(word, meant)] if meant else []
    return found if any(_may_be(one.word, is_author) for one in found) else []


def as_called(said: Plain, question: str, papers: Sequence[Paper], is_author: Callable[[str], bool]) -> Plain:
    """A plain question in which the studies that it calls so are links; one that says only the name ("what is KITE-4") asks
    what the study found."""
    found = [] if said.links else called(question, papers, is_author)
    if not found:
        return said
    gone = "|".join(re.escape(one.word) for one in found)
    links = dict.fromkeys(paper.key for one in found for paper in one.papers)
    rest = re.sub(rf"\b(?:{gone})\b", " ", said.text).split()
    alone = _ONLY_NAMED.issuperset(rest)
    return said._replace(text=_TOLD if alone else " ".join(rest), links=tuple(links))


def read_as_called(
    own: Plain,
    question: str,
    papers: Sequence[Paper],
    is_author: Callable[[str], bool],
    read: Callable[[Plain], Frame],
) -> tuple[Plain, Frame]:
    """A plain question and its frame, with the studies that it calls so as links; such a name is the topic where papers are
    listed or counted ("papers about KITE-4")."""
    said = as_called(own, question, papers, is_author)
    frame = read(said)
    listed = said is not own and frame.ask.op in ("list", "count")
    return (own, read(own)) if listed else (said, frame)


def _may_be(word: str, is_author: Callable[[str], bool]) -> bool:
    """True if a word may be something else than a study's name, or is of several parts."""
    return (
        " " in word
        or word in ASKING | load().vocabulary
        or lexicon.load_background().is_common(word)
        or is_author(word)
    )


def study_of(word: str, papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers of the study that texts call so: by its name in their titles, else in their abstracts. A name of several parts
    is a study's only if no paper writes it as anything else ("IL-6").
    """
    name = as_written(word)
    if " " in word and not any(name in paper.title for paper in papers):
        return ()
    written = re.compile(rf"\b{re.escape(name)}\b")
    near = [
        paper
        for paper in papers
        if any(name in text and written.search(text) for text in (paper.title, paper.abstract or ""))
    ]
    if " " in word and not all(is_study(word, paper) or is_part_of(word, paper) for paper in near):
        return ()
    titled = [paper for paper in near if is_acronym(word, paper)]
    found = studies(word, titled) if titled else near
    return tuple(found) if any(is_study(word, paper) for paper in near) else ()


def of_several(words: Sequence[str], papers: Sequence[Paper]) -> list[Paper]:
    """The papers of two or more studies, where folded words name these and nothing else; else []."""
    found, at = list[tuple[Paper, ...]](), 0
    while at < len(words):
        sizes = range(min(_PARTS, len(words) - at), 0, -1) if len(words) > 1 else ()
        named = ((size, study_of(" ".join(words[at : at + size]), papers)) for size in sizes)
        size, theirs = next((one for one in named if one[1]), (0, ()))
        if not size:
            return []
        found, at = [*found, theirs], at + size
    return list({paper.key: paper for theirs in found for paper in theirs}.values()) if len(found) > 1 else []


def several_listed(frame: Frame, papers: Sequence[Paper]) -> Frame:
    """The frame of "list FERRANT and KITE-4" as one for the list of the papers on these studies."""
    said = _LISTED.match(frame.text) if not frame.ask.op else None
    words = [word for word in said["names"].split() if word not in _JOINING] if said else []
    found = tuple(paper.key for paper in of_several(words, papers)) or (frame.links if said and not words else ())
    if len(found) < 2:
        return frame
    bare = frame._replace(name=(), leftover=(), links=(), papers=True, plural=True, whole=None)
    return bare._replace(ask=Ask(op="list"), filters=(these(found)._replace(says="so called"),))


_JOINING = frozenset("and or the please both".split())
_PARTS = 3  # most parts of a study's name
_LISTED = late(
    r"^(?:(?:please|and|ok|now|so|can you|could you) )*(?:list|show|give|display|find)(?: me)?(?P<names>.*)$"
)


_YEAR = late(YEAR)
_BESIDE = frozenset(("etal", "and", "or"))


def cited_alone(frame: Frame, papers: Sequence[Paper]) -> Frame:
    """The frame that lists the papers, if a question is only two or more of them as they are cited; else the frame itself."""
    pairs = list(_pairs(frame)) if len(frame.people) > 1 else []
    found = [_meant(person, year, papers) for person, year in pairs]
    if not found or not all(found):
        return frame
    keys = frozenset(paper.key for some in found for paper in some)
    only = Filter("paper", lambda paper: paper.key, lambda paper: paper.key in keys, "so cited")
    return frame._replace(
        ask=Ask(op="list"), filters=(only,), people=(), papers=True, plural=True, strong=True, whole=None
    )


def _pairs(frame: Frame) -> Iterator[tuple[Person, int]]:
    """Each person of a question with the year behind the name; nothing if a word stands between that is none of either."""
    words = frame.text.split()
    people = sorted(frame.people, key=lambda one: one.start)
    ends = [*(one.start for one in people[1:]), len(words)]
    behind = [
        [word for word in words[one.end : end] if word not in _BESIDE]
        for one, end in zip(people, ends, strict=True)
    ]
    if people[0].start == 0 and all(len(said) == 1 and _YEAR.fullmatch(said[0]) for said in behind):
        yield from ((one, int(said[0])) for one, said in zip(people, behind, strict=True))


def _meant(person: Person, year: int, papers: Sequence[Paper]) -> list[Paper]:
    """A person's papers of a year: those signed first, if there are any."""
    theirs = [
        paper for paper in papers if paper.year == year and any(a.name in person.names for a in paper.authors)
    ]
    return [paper for paper in theirs if paper.authors[0].name in person.names] or theirs

"""The study that a question calls by a name which may also be something else: an author, an everyday word or a word of asking.

"HOPE", "who paid for HOPE" and "the start trial" mean studies if the library's own texts write such a name in capitals, as that of a study. It counts only in
capitals, or before a noun for a study; "papers by HOPE" and "Hope 2020" mean an author. Names with a hyphen ("KITE-4", "kite-4") are read here too, because
elsewhere their parts are separate words.

Also questions that consist of papers as they are cited, "Kang 2023 Rades 2024"; and acronyms in papers' titles, of studies and of what several papers write
about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.assistant.reading.cited import cited_first
from bot.assistant.reading.explaining import which_are
from bot.assistant.reading.frame import Filter, Frame, these
from bot.assistant.reading.kinds import without_notices
from bot.assistant.reading.lexicon import Lexicon, load
from bot.assistant.reading.people import Person
from bot.assistant.reading.periods import YEAR
from bot.assistant.reading.titles import titles_holding
from bot.assistant.reading.words import Plain, fold, words_of_title
from bot.models import Ask
from corpus.models import Paper
from corpus.patterns import late
from index.sentences.asking import Asked
from index.terms import lexicon
from index.terms.query import Query
from index.terms.words import ASKING

SHORTEST = 3  # letters of an acronym
ACRONYMS = 5_000  # titles whose acronyms are remembered
STUDY = r"(?:trials?|stud(?:y|ies)|cohorts?|surveys?|regist(?:ry|er)|experiments?|pilots?|projects?|program(?:me)?s?|investigators?|protocol|consortium|extension)"
_FROM = r"(?:analys[ei]s|arms?|children|controls?|data|extension|follow[ -]?up|participants|patients|people|protocol|reanalysis|results|sites|substudy|survivors|users)"
_WORD = late(
    rf"(?<![\w-])(?P<name>[^\W\d_]{{3,}}|[^\W\d_]{{2}}[^\W_]*+(?:-[^\W_]+){{1,3}})(?![\w-])(?P<study> {STUDY}\b)?",
    re.IGNORECASE,
)
_BY = late(r"\b(?:by|author|authors|dr|prof|professor)[:.]? $", re.IGNORECASE)  # an author stands behind these …
_BEFORE = 16  # characters: more than the longest of these takes, so that no more is looked through for each name
# … and before these
_ALSO = late(r"[,.]? (?:et al\b|and (?:colleagues|co)\b|\(?(?:19|20)\d\d)|['’]s\b", re.IGNORECASE)

_ONLY_NAMED = frozenset(
    "what is was s the a an study trial paper cohort survey registry experiment pilot project program programme".split()
)
_TOLD = "tell me about"
_WHOLE = (Asked.ANYTHING, Asked.FINDING, Asked.CONCLUSION)  # what is asked of a paper as a whole


class Called(NamedTuple):
    """The ``papers`` of the study that a question calls by a ``word``, given folded."""

    word: str
    papers: tuple[Paper, ...]


def called(question: str, papers: Sequence[Paper], is_author: Callable[[str], bool]) -> list[Called]:
    """The studies that a question calls by names, in order, if at least one of these names may be something else; otherwise []."""
    shouted, found = question.isupper() and len(question.split()) > 1, list[Called]()
    for said in _WORD.finditer(question):
        word, before = fold(said["name"]), question[max(0, said.start() - _BEFORE) : said.start()]
        capital = said["name"].isupper() and not shouted and not _BY.search(before)
        if " " in word or ((capital or said["study"]) and not _ALSO.match(question, said.end("name"))):
            meant = study_of(word, papers)
            found += [Called(word, without_notices(meant, fold(question).split()))] if meant else []
    return found if any(_may_be(one.word, is_author) for one in found) else []


def as_called(said: Plain, question: str, papers: Sequence[Paper], is_author: Callable[[str], bool]) -> Plain:
    """A plain question with links in place of the studies it calls by such names. If it says only the name ("what is KITE-4"), it asks what the study found."""
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
    """A plain question and its frame, with links in place of the studies it calls by such names. Where papers are listed or counted ("papers about KITE-4"),
    the name is the topic.
    """
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
    """The papers of the study that texts call by this name: in their titles, or else in their abstracts. A name of several parts is a study's only if no paper
    writes it as anything else ("IL-6").
    """
    name = as_written(word)
    if " " in word and not any(name in paper.title for paper in papers):
        return ()
    written, near = rf"\b{re.escape(name)}\b", list[Paper]()
    for paper in papers:
        texts = (text for text in (paper.title, paper.abstract or "") if name in text)
        near += [paper] if any(re.search(written, text) for text in texts) else []
    if " " in word and not all(is_study(word, paper) or is_part_of(word, paper) for paper in near):
        return ()
    titled = [paper for paper in near if is_acronym(word, paper)]
    found = studies(word, titled) if titled else near
    return tuple(found) if any(is_study(word, paper) for paper in near) else ()


def of_several(words: Sequence[str], papers: Sequence[Paper]) -> list[Paper]:
    """The papers of two or more studies, if folded words name these and nothing else; otherwise []."""
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
    """The frame of "list FERRANT and KITE-4" or "which paper is a review" as one for the list of these papers."""
    said = _LISTED.match(frame.text) if not frame.ask.op else None
    words = [word for word in said["names"].split() if word not in _JOINING] if said else []
    found = tuple(paper.key for paper in of_several(words, papers)) or (frame.links if said and not words else ())
    if len(found) < 2:
        return which_are(frame)
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
    """The frame that lists the papers, if a question consists of two or more papers as they are cited; otherwise the frame unchanged."""
    if len(frame.people) == 1:
        return cited_first(frame, papers)
    pairs = list(_pairs(frame)) if frame.people else []
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


def as_written(word: str) -> str:
    """The name of a study as texts write it, from a folded one: "kite 4" becomes KITE-4."""
    return word.upper().replace(" ", "-")


def is_acronym(word: str, paper: Paper) -> bool:
    """True if a paper's title has a folded word in capitals, as the name of a study."""
    return word in acronyms(paper.title)


_OF_ANOTHER = r"\b(?:of|from|after|in|to) (?:the )?(?:\S+ )?"


def studies(word: str, papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers with an acronym in their titles; of several only those that do not name it as another study
    ("extension of the X trial").
    """
    found = [paper for paper in papers if is_acronym(word, paper)]
    own = [p for p in found if not re.search(rf"{_OF_ANOTHER}{re.escape(word)}\b", fold(p.title))]
    return tuple(own or found)


# "RETRACTED ARTICLE: …" before a title is no study's name.
_TAKEN_BACK = late(r"\b(?:RETRACTED|WITHDRAWN|RETRACTION)(?: (?:ARTICLE|PAPER|PUBLICATION|NOTICE|NOTE))?\b")


def may_call(words: Iterable[str], papers: Sequence[Paper]) -> Sequence[Paper]:
    """The papers in whose titles one of some folded words may be an acronym. One search over all titles rules out most."""
    capitals = [word.upper() for word in words if len(word) >= SHORTEST]
    titles = "\n".join([paper.title for paper in papers])
    if titles.isascii() and not any(map(titles.__contains__, capitals)):
        return ()
    return [one for one in papers if not one.title.isascii() or any(map(one.title.__contains__, capitals))]


@lru_cache(maxsize=ACRONYMS)
def acronyms(title: str) -> frozenset[str]:
    """The words that a title writes in capitals, folded; words with a hyphen also as a whole. None if most of the title is in capitals."""
    title = _TAKEN_BACK.sub("", title)
    parts = re.findall(r"[^\W_]+", title)
    capitals = [part for part in parts if part.isupper()]
    if len(capitals) > len(parts) / 2:  # most of it is
        return frozenset()
    joined = [part for part in re.findall(r"(?<![^\W_])[^\W_]++(?:-[^\W_]++)+", title) if part.isupper()]
    return frozenset(fold(part) for part in (*capitals, *joined) if len(part) >= SHORTEST)


def by_acronym(
    word: str, found: Sequence[Paper], papers: Sequence[Paper], long_forms: Iterable[str] = ()
) -> Paper | None:
    """The only paper with this acronym. None if other titles have it as a word ("flash", FLASH), or if it is not a study's name but a term that other papers
    also use (a scale, a drug, a disease), or one of its ``long_forms``.
    """
    own = len(found) == 1 and all(is_acronym(word, paper) for paper in titles_holding([word], papers))
    return found[0] if own and not _is_term(word, found[0], papers, [*long_forms]) else None


def _is_term(word: str, paper: Paper, papers: Sequence[Paper], long_forms: Sequence[str]) -> bool:
    """True if other papers write a word of a paper's title, which is not said to be a study's name."""
    studies_name = any(re.search(rf"\b{STUDY}\Z", one, re.IGNORECASE) for one in long_forms)
    if studies_name or (is_study(word, paper) and not long_forms):
        return False
    own = [fold(one) for one in long_forms]
    written = re.compile(rf"\b{re.escape(word.upper())}\b(?! (?:\w+[ -]){{0,3}}{STUDY}\b)")
    others = (one.abstract or "" for one in papers if one.key != paper.key)
    return any(written.search(one) or any(long in fold(one) for long in own) for one in others)


def is_study(word: str, paper: Paper) -> bool:
    """True if a paper writes a folded word in capitals as a study's name: "(HOPE)", "HOPE: …", "the HOPE trial", "in HOPE 96 …"."""
    if as_written(word) not in (text := f"{paper.title}. {paper.abstract or ''}"):
        return False
    name = re.escape(as_written(word))
    titled = rf"\({name}\)\W*$|^{name} ?[:–—]|[:.–—] ?{name}\W*$"
    a_study = rf"an? (?:[\w-]+ ){{0,5}}?{STUDY}" if " " in word else "an?"  # "COVID-19 is an infection"
    written = rf"\b{name} (?:\w+[ -]){{0,3}}{STUDY}\b|\b[Ii]n {name}\b,? (?:we|\d+)\b|\b{name} (?:is|was|will) (?:{a_study}|randomi[sz]e|recruit)\b"
    return re.search(titled, paper.title) is not None or re.search(written, text) is not None


def is_part_of(word: str, paper: Paper) -> bool:
    """True if a paper speaks of a study of this name as where its people or data are from ("participants of KITE-4")."""
    text = f"{paper.title}. {paper.abstract or ''}"
    return re.search(rf"\b{_FROM} (?:of|from|in) (?:the )?{re.escape(as_written(word))}\b", text) is not None


def names_of_whole(papers: Sequence[Paper], frame: Frame, alone: Query, lexicon: Lexicon) -> frozenset[str]:
    """The folded words by which a question may name the one paper that it asks about as a whole, and words for a paper. None if it asks something else about
    the paper ("is the newest one about X").
    """
    if len(papers) != 1 or alone.asked not in _WHOLE or alone.form.yes_no or frame.points or frame.opens:
        return frozenset()
    one_word = len(frame.name) == 1 and not frame.people  # others are asked for: "fever in the salt trial"
    dated = any(one.kind == "date" for one in frame.filters)
    titled = one_word and (not dated or frame.name[0] in words_of_title(papers[0].title))
    single = frame.name if titled else ()  # "what did the 2012 one find about fever"
    parts = (part for name in acronyms(papers[0].title) for part in name.split())
    return lexicon.nouns.union(parts, single)

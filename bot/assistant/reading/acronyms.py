"""Acronyms in papers' titles: of studies, and of what several papers speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.assistant.reading.frame import Frame
from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.titles import titles_holding
from bot.assistant.reading.words import fold
from corpus.models import Paper
from index.asking import Asked
from index.query import Query

_WHOLE = (Asked.ANYTHING, Asked.FINDING, Asked.CONCLUSION)  # what is asked of a paper as a whole
SHORTEST = 3  # letters of an acronym
ACRONYMS = 5_000  # titles whose acronyms are remembered
STUDY = r"(?:trials?|stud(?:y|ies)|cohorts?|surveys?|regist(?:ry|er)|experiments?|pilots?|projects?|program(?:me)?s?|investigators?|protocol|consortium|extension)"


_FROM = r"(?:analys[ei]s|arms?|children|controls?|data|extension|follow[ -]?up|participants|patients|people|protocol|reanalysis|results|sites|substudy|survivors|users)"


def as_written(word: str) -> str:
    """The name of a study as texts write it, of a folded one: "kite 4" is KITE-4."""
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


def may_call(words: Iterable[str], papers: Sequence[Paper]) -> Sequence[Paper]:
    """The papers among whose titles' acronyms one of some folded words may be: one look at all titles together tells of most."""
    capitals = [word.upper() for word in words if len(word) >= SHORTEST]
    titles = "\n".join([paper.title for paper in papers])
    if titles.isascii() and not any(map(titles.__contains__, capitals)):
        return ()
    return [one for one in papers if not one.title.isascii() or any(map(one.title.__contains__, capitals))]


@lru_cache(maxsize=ACRONYMS)
def acronyms(title: str) -> frozenset[str]:
    """The words that a title writes in capitals, folded, those with a hyphen whole, too; none if most of the title is in capitals."""
    parts = re.findall(r"[^\W_]+", title)
    capitals = [part for part in parts if part.isupper()]
    if len(capitals) > len(parts) / 2:  # most of it is
        return frozenset()
    joined = [part for part in re.findall(r"[^\W_]+(?:-[^\W_]+)+", title) if part.isupper()]
    return frozenset(fold(part) for part in (*capitals, *joined) if len(part) >= SHORTEST)


def by_acronym(
    word: str, found: Sequence[Paper], papers: Sequence[Paper], long_forms: Iterable[str] = ()
) -> Paper | None:
    """The only paper with this acronym; none if other titles have it as a word ("flash", FLASH), or if it is no study's name
    but a term that others write, too, or one of its ``long_forms``: a scale, a drug, a disease.
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
    name = re.escape(as_written(word))
    titled = rf"\({name}\)\W*$|^{name} ?[:–—]|[:.–—] ?{name}\W*$"
    a_study = rf"an? (?:[\w-]+ ){{0,5}}?{STUDY}" if " " in word else "an?"  # "COVID-19 is an infection"
    written = rf"\b{name} (?:\w+[ -]){{0,3}}{STUDY}\b|\b[Ii]n {name}\b,? (?:we|\d+)\b|\b{name} (?:is|was|will) (?:{a_study}|randomi[sz]e|recruit)\b"
    text = f"{paper.title}. {paper.abstract or ''}"
    return re.search(titled, paper.title) is not None or re.search(written, text) is not None


def is_part_of(word: str, paper: Paper) -> bool:
    """True if a paper speaks of a study of this name as where its people or data are from ("participants of KITE-4")."""
    text = f"{paper.title}. {paper.abstract or ''}"
    return re.search(rf"\b{_FROM} (?:of|from|in) (?:the )?{re.escape(as_written(word))}\b", text) is not None


def names_of_whole(papers: Sequence[Paper], frame: Frame, alone: Query, lexicon: Lexicon) -> frozenset[str]:
    """The folded words by which a question may name the one paper that it asks of as a whole, and words for a paper; none if
    something else is asked of it ("is the newest one about X").
    """
    if len(papers) != 1 or alone.asked not in _WHOLE or alone.form.yes_no or frame.points or frame.opens:
        return frozenset()
    single = frame.name if len(frame.name) == 1 else ()  # more words may ask of it: "fever in the salt trial"
    parts = (part for name in acronyms(papers[0].title) for part in name.split())
    return lexicon.nouns.union(parts, single)

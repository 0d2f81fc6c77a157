"""A pasted reference with a question behind it: the question, asked of that paper."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import dropwhile

from bot.assistant.citing import OF_REFERENCES, SHORTEST
from bot.assistant.reading.shelf import shelf_of
from bot.assistant.reading.words import fold
from corpus.models import DERIVED, Paper
from corpus.patterns import late

_BEGUN = 3  # words of a title's beginning that stand in a reference without the rest
_YEAR = late(r"\b(?:19|20)\d\d\b")
_IS_HERE = late(
    r"\W*(?:(?:do|have|got|is|are|did) )?(?:(?:you|we|u) )?(?:have|hold|got|know)?\W*(?:(?:this|it|that)(?: (?:one|paper|article))?)?(?: (?:in )?(?:here|the library|there|your library))?(?: (?:too|already|please))*\W*$",
    re.IGNORECASE,
)
_INITIALS = 3  # letters behind an author's name
# Year, volume, pages and links as a reference prints them; "30-day" and "12 months" are asked for behind it.
_PLACED = late(
    r"\W*(?:(?:19|20)\d\d[a-z]?|[e\d][\d()\[\]e–-]*[;:.,()–/-][\d;:.,()\[\]/e–-]*|(?:doi:|https?:|10\.)\S*)\W*",
    re.IGNORECASE,
)


def unreferenced(question: str, papers: Sequence[Paper]) -> str:
    """A question behind a pasted reference ("Banda T, Osei K. On bells. Bell Journal. 2020;3:1-9. how many rang") with the DOI or
    key of its paper instead of the reference, and "summarise" where nothing is asked behind it; unchanged if it has none."""
    words = frozenset(fold(question).split())
    for paper in shelf_of(papers).begun(words):
        title = re.findall(r"\w+", paper.title)
        if len(title) < SHORTEST or not words.issuperset(fold(paper.title).split()):
            continue
        found = re.search(r"\W+".join(map(re.escape, title)), question, re.IGNORECASE)
        if found and _names_only(question[: found.start()], paper):
            return _asked_of(question, paper, _behind_reference(question[found.end() :], paper))
    if len(words) < SHORTEST or not _YEAR.search(question):
        return question
    years = {int(year) for year in _YEAR.findall(question)}
    signed = (paper for paper in papers if paper.year in years and _signs(paper, words))
    rests = [(paper, rest) for paper in signed if (rest := _behind_short(question, paper)) is not None]
    return _asked_of(question, *rests[0]) if len(rests) == 1 else question


def _signs(paper: Paper, words: Set[str]) -> bool:
    """True if an author's family name is among some folded words."""
    return any(words >= {*fold(one.family).split()} for one in paper.authors if one.family)


def _asked_of(question: str, paper: Paper, rest: str) -> str:
    """What is asked of the paper of a reference: the words behind it, its record if these ask whether it is here, else its abstract;
    the question itself, if nothing within a question names that paper.
    """
    key = paper.doi or paper.key
    if key.startswith(DERIVED):
        return question
    if not any(map(str.isalpha, rest)):
        return f"summarise {key}"
    return key if _IS_HERE.match(rest) else f"{key} {rest}"


def _behind_short(question: str, paper: Paper) -> str | None:
    """What stands behind a reference without the whole title ("Kask L, Tamm R (2019) Five years of fares. Cities. - did it drop?"):
    authors and the year, with the beginning of the title or the journal and a number; None if the question begins with none.
    """
    names = {word for author in paper.authors for word in fold(author.name).split()}
    journal, title = fold(paper.journal or "").split(), fold(paper.title).split()
    seen, led, at, parts = set[str](), 0, 0, re.split(r"(?<=\s)", question)
    for part in parts:
        words = fold(part).split()
        if led < len(title) and words == title[led : led + len(words)] and "year" in seen:
            led += len(words)
        elif any(map(str.isalnum, part)):
            kind = _kind(part, words, names, journal, paper)
            if kind is None:
                break
            seen |= {kind, "year" if str(paper.year) in part else ""}
        at += 1
    rest = "".join(parts[at:]).lstrip(" -–—:;,.")
    begun = led >= _BEGUN and (rest or "journal" in seen)  # "Banda 2015: weed control by goats" may be a question
    whole = {"name", "year"} <= seen and (begun or {"journal", "number"} <= seen)
    return rest if whole else None


def _kind(part: str, words: Sequence[str], names: Set[str], journal: Sequence[str], paper: Paper) -> str | None:
    """What a word of a reference is of its paper: "name", "year", "journal", "number" or "" for what binds them; None for no such word."""
    bare = part.strip(" ()[].,;:\n")
    if any(word in names for word in words) and all(word in names or len(word) <= _INITIALS for word in words):
        return "name"
    if bare == str(paper.year):
        return "year"
    if words and all(word in journal or (len(word) >= _INITIALS and _begins(word, journal)) for word in words):
        return "journal"
    if _PLACED.fullmatch(part) or (bare.isdecimal() and bare in (paper.volume, paper.issue)):
        return "number"
    small = (bare.isupper() and len(bare.replace(".", "")) <= _INITIALS) or set(words) <= OF_REFERENCES
    return "" if small else None


def _behind_reference(text: str, paper: Paper) -> str:
    """What stands behind the journal, cut or whole, the year and the pages in the rest of a pasted reference."""
    journal = fold(paper.journal or "").split()

    def beside(word: str) -> bool:
        names = all(
            one in OF_REFERENCES or any(name.startswith(one) for name in journal) for one in fold(word).split()
        )
        return names or _PLACED.fullmatch(word) is not None

    return "".join(dropwhile(beside, re.split(r"(?<=\s)", text)))


def _names_only(text: str, paper: Paper) -> bool:
    """True if a text names authors of a paper, and holds nothing else than their names and initials."""
    names = {word for author in paper.authors for word in fold(author.name).split()}
    said = re.findall(r"[^\W\d_]+", text)
    return any(fold(one) in names for one in said) and all(
        (one.isupper() and len(one) <= _INITIALS) or {*fold(one).split()} <= names | OF_REFERENCES for one in said
    )


def _begins(word: str, journal: Sequence[str]) -> bool:
    return any(one.startswith(word) for one in journal)

"""Which papers are meant by kind, date, heading, number, journal or keyword: filters taken out of a question."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.assistant.records.filtering import Filter
from bot.assistant.records.periods import date_filters
from bot.assistant.records.text import Asked, fold
from corpus.models import Corpus, Paper

_KINDS = (
    "systematic review", "scoping review", "narrative review", "review", "meta analysis", "case report", "original article",
    "original research", "research article", "editorial", "brief report", "short communication", "technical note",
    "commentary",
)  # fmt: skip
# Everyday words of science as well ("cell communication", "deformity correction"): a type only in the plural.
_PLURAL_ONLY = ("communication", "letter", "correction", "protocol", "perspective", "opinion")
_SAME = {"research article": "article", "original article": "article", "original research": "article"}
_ARTICLE = re.compile(
    r"\b(?:research|original) articles?\b|\boriginal research\b|\b(?:of|with)? ?(?:the )?type articles?\b"
)


_AND_ARTICLES = re.compile(
    r"\barticles (?:and|or|vs|versus)\b|\b(?:and|or|vs|versus) (?:how many )?articles\b|\b(?:research|original) articles?\b"
)


def kind_filters(asked: Asked, corpus: Corpus) -> tuple[list[Filter], Asked]:
    """Types of paper named in a question. "Article" alone stands for any paper and is none."""
    here = {fold(name) for name in {paper.type for paper in corpus.papers} if name} - {"article", *_PLURAL_ONLY}
    found = []
    for kind in sorted({*_KINDS, *_PLURAL_ONLY, *here}, key=lambda kind: (-len(kind), kind)):
        plural = (
            kind[:-2] + "es" if kind.endswith("is") else kind[:-1] + "ies" if kind.endswith("y") else f"{kind}s"
        )
        either = rf"{plural}(?: to the editors?)?" if kind in _PLURAL_ONLY else f"{kind}|{plural}"
        match, asked = asked.take(re.compile(rf"\b(?:of (?:the )?type )?(?:{either})\b"))
        if match:
            found.append(_kind(_SAME.get(kind, kind)))
    match, asked = asked.take(_AND_ARTICLES if found else _ARTICLE)
    return ([*found, _kind("article")] if match else found), asked


def _kind(kind: str) -> Filter:
    words = set(kind.split())
    return Filter(
        "type",
        lambda paper: paper.type,
        lambda paper: words <= set(fold(paper.type or "").split()),
        f"of type {kind}",
    )


_AMOUNT = re.compile(
    r"\b(?:(?:with|have|has|having|cited|viewed|that are|is|are) )*(?P<how>more than|over|above|at least|fewer than|less than"
    r"|under|below|at most|exactly|longer than|shorter than|no|zero|only) ?(?P<n>\d+|one|once|two|twice|three|four|five|ten)?"
    r" ?(?:or more )?(?P<what>citations?|views?|pages?|authors?|times)\b"
)
_NUMBERS = {
    "one": 1,
    "once": 1,
    "two": 2,
    "twice": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "ten": 10,
    "no": 0,
    "zero": 0,
}
_COUNTED: dict[str, tuple[str, Callable[[Paper], int | None]]] = {
    "citation": ("citations", lambda paper: paper.cited_by),
    "view": ("views", lambda paper: paper.views),
    "page": ("pages", lambda paper: paper.pages),
    "author": ("authors", lambda paper: len(paper.authors) or None),
}
_UNCITED = re.compile(
    r"\b(?:(?:have|has|are|is|were) )?(?:uncited|never (?:been )?cited|not (?:yet )?(?:been )?cited)\b(?: yet)?"
)
_CITED_TIMES = re.compile(
    r"\bcited (?P<how>more than|at least|exactly|only|less than|fewer than) (?P<n>once|twice|\d+|one|two|three)(?: times?)?\b"
)


def amount_filters(asked: Asked, corpus: Corpus) -> tuple[list[Filter], Asked]:
    """ "more than 1000 views", "at least 10 authors", "cited more than twice", "never cited"."""
    match, asked = asked.take(_UNCITED)
    if match:
        return [_amount("exactly", 0, "citation")], asked
    match, asked = asked.take(_CITED_TIMES)
    if match:
        return [_amount(match["how"], _count(match["n"]), "citation")], asked
    match = _AMOUNT.search(asked.text)
    if match and (match["n"] or match["how"] in ("no", "zero")):
        what = "citation" if match["what"] == "times" and "cited" in match[0] else match["what"].rstrip("s")
        what = "view" if what == "time" else what
        number = _count(match["n"] or match["how"])
        return [_amount("exactly" if not match["n"] else match["how"], number, what)], asked.without(*match.span())
    return [], asked


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]


def _amount(how: str, number: int, what: str) -> Filter:
    plural, value = _COUNTED[what]

    def keeps(paper: Paper) -> bool:
        has = value(paper)
        if has is None:
            return False
        if how in ("more than", "over", "above", "longer than"):
            return has > number
        if how in ("fewer than", "less than", "under", "below", "shorter than"):
            return has < number
        return has >= number if how == "at least" else has <= number if how == "at most" else has == number

    how = {"longer than": "more than", "shorter than": "fewer than", "less than": "fewer than"}.get(how, how)
    return Filter(plural, value, keeps, f"with {how} {number:,} {plural}" if number else f"with no {plural}")


def heading_filters(asked: Asked, corpus: Corpus) -> tuple[list[Filter], Asked]:
    """ "under Other", "in the Research section": only headings the library has, named as headings."""
    found = []
    for heading in dict.fromkeys(paper.heading for paper in corpus.papers if paper.heading):
        name = re.escape(fold(heading))
        pattern = rf"\b(?:listed |filed |is |are |in |comes? |stands? |falls? )*under (?:the )?(?:heading )?{name}(?: heading| section)?\b"
        pattern += rf"|\b(?:in |from )?(?:the )?(?:{name} (?:heading|section)|(?:heading|section) {name})\b"
        match, asked = asked.take(re.compile(pattern))
        if match:
            found.append(_heading(heading))
    return found, asked


def _heading(heading: str) -> Filter:
    return Filter(
        "heading",
        lambda paper: paper.heading,
        lambda paper: paper.heading == heading,
        f"under the heading {heading}",
    )


def journal_filters(asked: Asked, corpus: Corpus) -> tuple[list[Filter], Asked]:
    """ "in Cancers", "from the journal Spine": only journals the library has, after "in", "from" or "journal"."""
    found = []
    for journal in dict.fromkeys(paper.journal for paper in corpus.papers if paper.journal):
        pattern = rf"\b(?:published |appeared )?(?:in|from) (?:the )?(?:journal )?{re.escape(fold(journal))}\b"
        match, asked = asked.take(re.compile(pattern))
        if match:
            found.append(_journal(journal))
    return found, asked


def _journal(journal: str) -> Filter:
    return Filter("journal", lambda paper: paper.journal, lambda paper: paper.journal == journal, f"in {journal}")


def keyword_filters(asked: Asked, corpus: Corpus) -> tuple[list[Filter], Asked]:
    """ "with the keyword X", where the records have keywords at all."""
    match = re.search(r"\b(?:with|under|tagged) (?:the )?(?:keywords?|tag) (?P<word>.+)$", asked.text)
    if not match or not any(paper.keywords for paper in corpus.papers):
        return [], asked
    word = fold(match["word"])
    keyword = Filter(
        "keywords",
        lambda paper: paper.keywords or None,
        lambda paper: word in {fold(own) for own in paper.keywords},
        f"with the keyword “{match['word']}”",
    )
    return [keyword], asked.without(*match.span())


_TAKERS = (heading_filters, keyword_filters, journal_filters, amount_filters, date_filters, kind_filters)


def take_filters(asked: Asked, corpus: Corpus) -> tuple[list[Filter], Asked]:
    """Every filter of a question, and the question without the words that named them."""
    found: list[Filter] = []
    for taker in _TAKERS:
        filters, asked = taker(asked, corpus)
        found += filters
    return found, asked

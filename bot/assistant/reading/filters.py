"""Finds the filters of a question or its options: kind, heading, keyword, number and time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from datetime import date
from functools import lru_cache

from bot.assistant.reading.ages import take_ages
from bot.assistant.reading.amounts import take_amounts, take_groups, take_lacking, take_licences, take_parts
from bot.assistant.reading.catalogue import LIBRARIES, kept
from bot.assistant.reading.designs import take_designs
from bot.assistant.reading.frame import Filter, denied_in_rows, meant, told
from bot.assistant.reading.journals import take_journals
from bot.assistant.reading.kinds import KINDS, PLURAL_ONLY, calls_itself, is_notice, plural_of, titles_itself
from bot.assistant.reading.periods import YEAR, take_dates, within
from bot.assistant.reading.words import Workspace, fold
from bot.assistant.wording import echoed, unlinked
from corpus.models import Paper
from corpus.patterns import late
from index.questions.options import FIRST, LAST, Options


def of_options(options: Options) -> list[Filter]:
    """The filters for the options ``author: year: type: doi:``."""
    found = [_author(name) for name in options.authors]
    found += [
        within(date(first, 1, 1), date(last, 12, 31), f"of {_span(first, last)}") for first, last in options.years
    ]
    dois = options.dois
    if dois:
        said = f"with the DOI {' or '.join(unlinked(doi) for doi in dois)}"
        found.append(Filter("DOI", lambda paper: paper.doi, lambda paper: paper.doi in dois, said))
    return found + [_named_type(kind) for kind in options.types]


def told_options(options: Options, records: bool = False) -> str:
    """The options of a question in a few words; ``records``: only those about papers' records."""
    parts = [
        told([one for one in of_options(options) if one.kind == kind])
        for kind in ("author", "date", "DOI", "type")
    ]
    words = [f"with {echoed(one)}" for one in options.phrases]
    words += [f"without {echoed(one)}" for one in options.without]
    return "; ".join(part for part in (*parts, *(() if records else words)) if part)


def without_titles(options: Options, limits: str, papers: Iterable[Paper]) -> tuple[Options, str]:
    """Options and their description, without quoted phrases that are the whole titles of papers which a question names:
    these are no filter.
    """
    titles = {fold(one.title.strip(" ?.!")) for one in papers}
    phrases = tuple(one for one in options.phrases if fold(one) not in titles)
    if len(phrases) == len(options.phrases):
        return options, limits
    options = options.model_copy(update={"phrases": phrases})
    return options, told_options(options)


def of_type(paper: Paper, kind: str) -> bool:
    """True if a paper's type or heading has all the words of ``kind`` ("review")."""
    wanted = kind.casefold().split()
    return any(_holds((name or "").casefold().split(), wanted) for name in (paper.type, paper.heading))


def is_by(paper: Paper, name: str) -> bool:
    """True if an author's name has all the words of ``name``, without regard to accents and case."""
    wanted = fold(name).split()
    return any(_holds(fold(author.name).split(), wanted) for author in paper.authors)


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return bool(wanted) and all(word in words for word in wanted)


def _author(name: str) -> Filter:
    return Filter("author", lambda paper: paper.authors, lambda paper: is_by(paper, name), f"by {echoed(name)}")


def _named_type(kind: str) -> Filter:
    return Filter("type", lambda p: p.type, lambda p: of_type(p, kind), f"of the type {echoed(kind)}")


def _span(first: int, last: int) -> str:
    if first == last:
        return str(first)
    if last == LAST:
        return f"{first} or later"
    return f"{last} or earlier" if first == FIRST else f"{first}–{last}"


_SAME = {
    "journal article": "article",
    "research article": "article",
    "original article": "article",
    "original research": "article",
    "review article": "review",
    "erratum": "correction",
    "corrigendum": "correction",
}
_ARTICLES = late(
    r"\b(?:research|original) articles?\b|\boriginal (?:research|papers?|studies|study|works?)\b|\bprimary (?:research|studies|papers|articles|literature)\b|\b(?:of|with)? ?(?:the )?type articles?\b|(?<=other than )(?:an )?articles?\b"
)
_ALONE = late(
    r"\b(?:journal )?articles\b|(?<=\bnot )(?:an? )?(?:journal )?article\b|(?<=\bnon )(?:journal )?article\b"
)
_NO_ARTICLES = late(r"\b(?:not|non|no)(?: an?)? (?:journal )?articles?\b")
_AND_ARTICLES = late(
    r"(?<=· )articles\b|\barticles(?= (?:and |or |vs |versus )?·)|\barticles (?:and|or|vs|versus)\b|\b(?:and|or|vs|versus|than) (?:how many )?articles\b|\b(?:research|original) articles?\b"
)


# Reviews that people do, and that are no papers: code review, chart reviews.
_NO_PAPERS = "".join(
    rf"(?<!\b{what} )" for what in "code peer chart records record medication performance judicial".split()
)


@lru_cache(maxsize=256)
def _named_kind(kind: str, here: bool) -> re.Pattern[str]:
    plural = plural_of(kind)
    either = (
        rf"{plural}(?: to the editors?)?|{kind}(?= (?:pieces?|papers?|articles?)\b)"
        if kind in PLURAL_ONLY
        else f"{kind}|{plural}"
    )
    if here and kind in PLURAL_ONLY:  # a type of this library: "a letter by Hansen"
        either += rf"|{kind}(?= (?:or|and) (?:an? )?·)|(?<=· or ){kind}|(?<=· and ){kind}|(?:an?|the) {kind}(?=$| (?:by|from|on|about|of|come|came|was|is|has|published|appeared|·))"
    behind = _NO_PAPERS if kind == "review" else ""
    return late(rf"\b(?:of (?:the )?type )?{behind}(?:{either})\b")


@kept
def _types(papers: Sequence[Paper]) -> frozenset[str]:
    return frozenset(fold(name) for name in dict.fromkeys(paper.type for paper in papers) if name)


@lru_cache(maxsize=LIBRARIES)
def _sought(here: frozenset[str]) -> tuple[str, ...]:
    """The kinds that a question may name, where these are ``here``, the longest first."""
    kinds = {*KINDS, *PLURAL_ONLY, *here} - {"article"}
    return tuple(sorted(kinds, key=lambda kind: (-len(kind), kind)))


def _titled(space: Workspace, papers: Sequence[Paper]) -> set[str]:
    """The kinds in a question that only titles tell, of words that have another meaning too: "…: protocol of a trial"."""
    said = [kind for kind in PLURAL_ONLY if kind in space.text]
    return {kind for kind in said if any(titles_itself(kind, paper) for paper in papers)}


@kept
def _all_headings(papers: Sequence[Paper]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(paper.heading for paper in papers if paper.heading))


def _kinds(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filters for types of papers. "Article" alone means any paper and is no type."""
    here = _types(papers)
    told, found = here | _titled(space, papers), []
    for kind in _sought(here):
        if took := space.take(_named_kind(kind, kind in told)):
            found.append(meant(space, took[1], _kind(_SAME.get(kind, kind), papers)))
    narrowed = bool(space.denied) or "only" in space.words or re.search(rf"\b{YEAR}\b", " ".join(space.words))
    typed = "article" in here and len(here) > 1
    alone = (narrowed and typed and not found) or (space.has(_NO_ARTICLES) and bool(here))
    if took := space.take(_AND_ARTICLES if found else _ALONE if alone and space.has(_ALONE) else _ARTICLES):
        found.append(meant(space, took[1], _kind("article")))
    return found


_ARTICLE_TYPE = late(r"\barticle\b(?<!review article)|\b(?:study|trial)$")


def _is_article(paper: Paper) -> bool:
    return _ARTICLE_TYPE.search(fold(paper.type or "")) is not None


def _kind(kind: str, papers: Sequence[Paper] = ()) -> Filter:
    """The filter for a type; if no record has that type, for its words in the title."""
    if kind == "correction":
        return Filter("type", lambda p: p.title, is_notice, "of type correction")
    words = set(kind.split())
    if kind == "article":  # what services call by its design is an article, too: "Randomized Controlled Trial"
        return Filter("type", lambda p: p.type, _is_article, "of type article")
    typed = any(words <= set(fold(paper.type or "").split()) for paper in papers)
    if not typed and any(calls_itself(kind, paper) for paper in papers):
        titled = all(titles_itself(kind, paper) for paper in papers if calls_itself(kind, paper))
        said = f"with “{kind}” in the title" if titled else f"called “{kind}” by title or abstract"
        return Filter("type", lambda p: p.title, lambda p: calls_itself(kind, p), said)
    if not typed and any(kind in map(fold, paper.keywords) for paper in papers):
        return Filter(
            "type", lambda p: p.title, lambda p: kind in map(fold, p.keywords), f"with the keyword “{kind}”"
        )
    named = ("systematic review", "review") if kind == "review" else ()
    return Filter("type", lambda p: p.type, lambda p: _is_of(words, p, named), f"of type {kind}")


def _is_of(words: Set[str], paper: Paper, named: Sequence[str]) -> bool:
    """True if a paper's type has some words. A meta-analysis is also what its title says: PubMed gives it both types."""
    kind = fold(paper.type or "")
    return words <= set(kind.split()) or (
        kind == "meta analysis" and any(titles_itself(one, paper) for one in named)
    )


def _headings(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filters of "under Other", "in the Research section"; only for headings in the library."""
    found = []
    for heading in _all_headings(papers):
        name = re.escape(fold(heading))
        pattern = rf"\b(?:listed |filed |is |are |in |comes? |stands? |falls? )*under (?:the )?(?:heading )?{name}(?: heading| section)?\b"
        pattern += rf"|\b(?:in |from )?(?:the )?(?:{name} (?:heading|section)|(?:heading|section) {name})\b"
        if took := space.take(late(pattern)):
            found.append(meant(space, took[1], _heading(heading)))
    return found


def _heading(heading: str) -> Filter:
    return Filter("heading", lambda p: p.heading, lambda p: p.heading == heading, f"under the heading {heading}")


# Papers are tagged with keywords: lobsters and products are tagged and labelled, too.
_OF_PAPERS = r"(?:^|\b(?:papers?|articles?|stud(?:y|ies)|reviews?|trials?|publications|records|ones?|those|these|them|it|they|that|anything|everything|something|any|all|what|which|stuff|(?:number|many)(?= \w+ (?:with|under|as)\b))(?: (?:is|are|was|were|here|being|been))*)"
_KEYWORD = late(
    rf"(?:\b(?:with|under|tagged|has|have|having) (?:the )?(?:as )?(?:a )?(?:keywords?|tag)|{_OF_PAPERS} (?:tagged|labelled|labeled)) (?P<word>[^·]+?)\s*(?=·|$)"
)

_MARKED = late(
    rf"(?:\b(?:keywords?|key words?|tags?)|{_OF_PAPERS} (?:tagged|labelled|labeled|indexed))\b(?! (?:of|for)\b)"
)


_ASKS_MARKS = late(
    r"(?<!\bin )(?<!among )(?<!under )(?<!\bwith )(?<!\bhave )(?<!\bhas )\b(?:what|which|how many|list|show|give|the|its|their|all)(?: \w+)? (?:keywords|tags|key words)\b(?!.*\b(?:contain|include|have|with)\b)"
)


def _marked(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filters of "anything tagged X", "X among the keywords", "keyword X but not Y"; only for keywords in the
    library. A paper has to pass all, or one where "or" stands between them.
    """
    if not space.has(_MARKED) or _ASKS_MARKS.search(space.text):
        return []
    bound, found = " or " not in space.text, list[Filter]()
    own = sorted({fold(word) for paper in papers for word in paper.keywords}, key=lambda word: (-len(word), word))
    for word in own:
        led = rf"(?:{_MARKED.pattern} )?\b(?:as |under |with )?{re.escape(word)}\b"
        if word and word in space.text and (took := space.take(late(led))):
            found.append(meant(space, took[1], _keyword(word, word))._replace(bound=bound))
    if found:
        space.take(
            late(rf"\b(?:(?:that are|are|as|with|in|among|under|has|have|the|their|its|a) )*{_MARKED.pattern}")
        )
    return found


def _keyword(word: str, said: str) -> Filter:
    return Filter(
        "keywords",
        lambda paper: paper.keywords or None,
        lambda paper: word in {fold(own) for own in paper.keywords},
        f"with the keyword {echoed(said)}",
    )


def _keywords(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """The filters of "with the keyword X"."""
    if marked := _marked(space, papers):
        return marked
    if not (took := space.take(_KEYWORD)):
        return []
    word = fold(took[0]["word"])
    return [meant(space, took[1], _keyword(word, took[0]["word"].strip()))]


_TAKERS = (
    take_designs,
    take_ages,
    take_groups,
    _headings,
    _keywords,
    take_journals,
    take_lacking,
    take_amounts,
    take_licences,
    take_parts,
)


def take_filters(space: Workspace, papers: Sequence[Paper]) -> list[Filter]:
    """All filters of a question; the words that name them are taken."""
    found = [one for taker in _TAKERS for one in taker(space, papers)]
    return denied_in_rows(space, [*found, *take_dates(space, papers), *_kinds(space, papers)])

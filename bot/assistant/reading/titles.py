"""What stands in papers' titles: words, or the whole title within a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from difflib import SequenceMatcher
from functools import lru_cache

from bot.assistant.reading.catalogue import catalogue_of
from bot.assistant.reading.words import Plain, fold, forms_of, words_of_title
from corpus.models import Paper
from corpus.patterns import late
from index.terms.words import ASKING

FEWEST_DIGITS = 5  # of a number that may be a paper's key
FOLDED = 5_000  # titles that are remembered as folded


def stands_in(word: str, own: Set[str]) -> bool:
    """True if a word is among a paper's words, in the singular or the plural."""
    return not forms_of(word).isdisjoint(own)


def in_titles(words: Iterable[str], papers: Sequence[Paper]) -> frozenset[str]:
    """Those of some folded words that a paper's title has, in the singular or the plural."""
    forms = {word: forms_of(word) for word in words}
    wanted = frozenset[str]().union(*forms.values())
    held = wanted & catalogue_of(papers).words.keys()
    return frozenset(word for word, own in forms.items() if not own.isdisjoint(held))


def titles_holding(words: Iterable[str], papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers whose title has all of some folded words, in the singular or the plural."""
    wanted = list(words)
    forms = [forms_of(word) for word in wanted]
    # a library's papers are a tuple; a list is what one question has chosen of them
    near = catalogue_of(papers).holding(forms[0]) if forms and isinstance(papers, tuple) else papers
    titles = [(paper, words_of_title(paper.title)) for paper in near if paper.title]
    return tuple(p for p, title in titles if not any(map(title.isdisjoint, forms)))


_SHORT_TITLE = late(r"[^:?.–—]+[:?.–—]?")
FEWEST_OF_TITLE = 4  # words of a title, or of what stands before its colon, that is known within a question


def title_within(text: str, papers: Sequence[Paper]) -> tuple[Paper, str] | None:
    """The only paper whose title, or its part before a colon, stands in a plain text, and the rest of the text;
    otherwise None.
    """
    padded, words, found = f" {text} ", frozenset(text.split()), dict[str, tuple[Paper, str]]()
    for paper in catalogue_of(papers).begun(words):
        said = next((title for title in _titles(paper.title) if f" {title} " in padded), "")
        if said:
            found[paper.key] = (paper, " ".join(padded.replace(f" {said} ", " ", 1).split()))
    one = next(iter(found.values())) if len(found) == 1 else None
    return one if one and one[1] else None


def by_whole_title(text: str, papers: Sequence[Paper]) -> Paper | None:
    """The only paper of which a text is the title, or its part before a colon, and nothing else; None if there is none
    or several.
    """
    said = fold(text)
    found = [one for one in catalogue_of(papers).begun(frozenset(said.split())) if said in _titles(one.title)]
    return found[0] if len(found) == 1 else None


def by_key(plain: Plain, papers: Sequence[Paper], known: Callable[[str], bool]) -> Plain:
    """A plain question with links in place of the keys of papers ("who wrote e07"). Not taken for keys: words without a
    digit, short numbers, which may be places, and words that papers contain (``known``), which are asked of them.
    """
    said = {w for w in plain.words if any(map(str.isdigit, w)) and not (w.isdigit() and len(w) < FEWEST_DIGITS)}
    keys = {paper.key.casefold(): paper.key for paper in papers if paper.key.casefold() in said} if said else {}
    meant = [word for word in plain.words if word in keys and not known(word)]
    if not meant or plain.links:
        return plain
    rest = " ".join(word for word in plain.words if word not in meant)
    return plain._replace(text=rest, links=tuple(keys[word] for word in dict.fromkeys(meant)))


@lru_cache(maxsize=FOLDED)
def _titles(title: str) -> tuple[str, ...]:
    """A title and its part before the colon, folded; only those long enough to be recognised."""
    short = _SHORT_TITLE.match(title)
    said = dict.fromkeys((fold(title), fold(short[0]) if short else ""))
    return tuple(one for one in said if len(one.split()) >= FEWEST_OF_TITLE)


_FILE = late(r"(?P<journal>[a-z]{3,})-(?P<volume>\d+)-0*(?P<number>\d+)(?:-v\d+)?(?:\.pdf)?", re.IGNORECASE)


_PIECES = 3  # words that the end of a DOI may be written in
_END = 8  # fewest characters of a DOI's end that names its paper among other words


def by_end(words: str, papers: Sequence[Paper], known: Callable[[str], bool]) -> Paper | None:
    """The only paper whose DOI ends with one of some words that are not ``known`` ("jcs.2024.0048, that survey"), or
    whose file is named by journal, volume and number ("cancers-16-00748.pdf"); otherwise None.
    """
    said = words.casefold().split()
    # "jcs 2024 0048", too
    ends = [word.strip("…/.,;:()[]\"'?") for word in (*said, ".".join(word.strip(".") for word in said[:_PIECES]))]
    ends = [end for end in ends if len(end) >= _END and re.search(r"\d", end) and not known(end)]
    found = {paper.key: paper for end in ends for paper in papers if _is_end(end, paper)}
    return next(iter(found.values())) if len(found) == 1 else None


def _is_end(end: str, paper: Paper) -> bool:
    """True if a word is the end of a paper's DOI, behind its "/" or a stop, or the name of its file."""
    if paper.doi and str(paper.doi).casefold().endswith((f"/{end}", f".{end}")):
        return True
    file = _FILE.fullmatch(end)
    place = (paper.volume, (paper.article_number or "").lstrip("0"))
    return (
        file is not None
        and fold(paper.journal or "") == file["journal"]
        and (file["volume"], file["number"]) == place
    )


def has_ends(paper: Paper, first: str, last: str) -> bool:
    """True if a word of a paper's title ends with the piece ``first`` and one begins with the piece ``last``."""
    words = fold(paper.title).split()
    return any(word.endswith(first) for word in words) and any(word.startswith(last) for word in words)


# "Langsten and co-workers", "Yamamoto und Kollegen", "the group around Rades".
_BESIDE = r",? (?:and|&|und|et|y|e) (?:(?:her|his|their|the|ihre?|seine?) )?(?:co-?workers?|colleagues?|collaborators?|associates|others|alii|team|group|kolleg(?:en|innen)|mitarbeiter(?:innen)?|co)\b"
_OF_TEAM = late(
    rf"{_BESIDE}|\bet alii\b|\b(?:(?:die|the) )?(?:arbeits)?(?:gruppe|group|team|lab) (?:um|around|of|led by|von)\b|(?<=\w)(?:ら|等)(?!\w)",
    re.IGNORECASE,
)


def without_team(text: str) -> str:
    """Words that name a paper, without the co-workers behind an author's name, a journal's town and the day of
    publication.
    """
    return _PRINTED_ON.sub(r"\1", _OF_TEAM.sub(" ", text))


# "Cancers (Basel). 2024 Apr 5;16(7):1425": the journal's town and the day, which no record here has.
_PRINTED_ON = late(
    r" \([A-Z][a-z]{2,20}\)\.?( (?:19|20)\d\d\b)|(?<=\d\d\d\d) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}(?: \d{1,2})?(?=[;:])"
)


_TEAM = late(rf"(\b[A-Z][\w'’-]+)(?i:{_BESIDE}(?! (?:and|or|who|in|at|from|of)\b))")
_NUMBERED = late(r"(?<![\w/.-])[a-z][a-z.]*\d[\d.]*\d(?![\w/-])", re.IGNORECASE)


def named_out(question: str, keys: Collection[str]) -> str:
    """A question with "Langsten et al." in place of "Langsten and co-workers", and with the whole DOI in place of its
    end, if it is the DOI of a paper with one of these keys.
    """
    return _NUMBERED.sub(lambda end: _doi(end[0], keys), _TEAM.sub(r"\1 et al.", question))


def _doi(end: str, keys: Collection[str]) -> str:
    ends = (f"/{end.casefold()}", f".{end.casefold()}")
    found = [key for key in keys if key.casefold().endswith(ends)] if len(end) >= _END else []
    return found[0] if len(found) == 1 else end


_ON_OTHERS = late(r"letter|editorial|comment|correspondence|repl|response|perspective|opinion", re.IGNORECASE)
_KIND_SAID = 20  # first characters of a title, in which it says that it is a letter on another paper
_SHARED = 2  # words of its title or keywords that a letter on a paper has at least
_SHORT = 3  # letters of a small word; words of a title that may be part of anything


def original_of(reply: Paper, papers: Sequence[Paper]) -> Paper | None:
    """The paper that a letter, comment or editorial is on; None if it is none of these, or on no paper here."""
    if not _is_on_another(reply):
        return None
    said = _said(reply)
    rest = (one for one in papers if one.key != reply.key and not _ON_OTHERS.search(one.type or ""))
    shared, _, found = max(((_shared(reply, said, one), one.key, one) for one in rest), default=(0, "", reply))
    return found if shared >= _SHARED else None


def replies_to(paper: Paper, papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The letters, comments and editorials on a paper."""
    may_be = [one for one in papers if _is_on_another(one) and _shared(one, _said(one), paper) >= _SHARED]
    return tuple(one for one in may_be if original_of(one, papers) is paper)


def _is_on_another(paper: Paper) -> bool:
    return _ON_OTHERS.search(f"{paper.type or ''} {paper.title[:_KIND_SAID]}") is not None


def _said(paper: Paper) -> str:
    """The folded words of a paper's title, abstract and keywords, a space around each."""
    return f" {fold(' '.join((paper.title, paper.abstract or '', *paper.keywords)))} "


def _shared(reply: Paper, said: str, paper: Paper) -> int:
    """How many words of a paper's title and keywords a letter or editorial has among what is ``said`` in it; 0 if it has
    neither the title nor the name of the first author, and is in another issue.
    """
    head = fold(paper.headline.partition(":")[0])
    family = fold(paper.authors[0].family or "") if paper.authors else ""
    named = (len(head.split()) > _SHORT and head in said) or (family and f" {family} " in said)
    place = [(one.journal, one.volume, one.issue, one.year) for one in (reply, paper)]
    if not named and (place[0] != place[1] or paper.journal is None):
        return 0
    words = {*words_of_title(paper.title), *fold(" ".join(paper.keywords)).split()} - ASKING
    return sum(len(word) > _SHORT and word[:-2] in said for word in words)


def longest_run(text: str, sentences: Iterable[str], fewest: int) -> int | None:
    """The place of the sentence in which the most words of a folded text, and at least ``fewest``, stand together; None
    if there is none. Of runs of equal length the first in the text counts.
    """
    words, best = text.split(), (fewest - 1, 0, 0)
    for place, one in enumerate(sentences):
        run = SequenceMatcher(None, words, fold(one).split(), autojunk=False).find_longest_match()
        best = max(best, (run.size, -run.a, -place))
    return -best[2] if best[0] >= fewest else None


def by_few_words(text: str, papers: Sequence[Paper]) -> Paper | None:
    """The only paper whose title has all words of a short question ("KSST 2022-02"); None if there is none or several."""
    words = [word for word in fold(text).split() if word not in ASKING]
    found = titles_holding(words, papers) if 0 < len(words) <= _FEW_WORDS else ()
    return found[0] if len(found) == 1 else None


def by_beginning(text: str, papers: Sequence[Paper]) -> Paper | None:
    """The only paper whose title begins with a text of two words or more ("every drop"); None if there is none or several."""
    said = fold(text)
    found = [one for one in papers if " " in said and f"{fold(one.title)} ".startswith(f"{said} ")]
    return found[0] if len(found) == 1 else None


# Where a name stands: "what does X say", "how many patients in X", "X: what was measured".
_BEFORE_A_NAME = late(
    r"(?:^|\b(?:in|of|from|does|did|do|has|for|about|and|or|paper|study|the|is|was)|[“\"'‘])\s*$", re.IGNORECASE
)
_BEHIND_A_NAME = late(
    r"[”\"'’]?\s*(?:$|[?.!:,;)]|(?:say|find|found|conclude|report|show|tell|mean|claim|paper|study|one|have|has)\w*\b)",
    re.IGNORECASE,
)
_FEWEST = 2  # words
_FEW_WORDS = 4  # of a title, said alone: the paper is meant
_AROUND = " “”\"':,"


def by_title(question: str, papers: Sequence[Paper], quoted: Iterable[str] = ()) -> tuple[Paper, str] | None:
    """The only paper that a question calls by its whole title, however short, and the rest of the question; None if
    there is none or several. A paper with authors counts only if its title is ``quoted``.
    """
    words, low, found = frozenset(fold(question).split()), question.lower(), list[tuple[Paper, str]]()
    marked = {fold(one) for one in quoted}
    for paper in catalogue_of(papers).begun(words):
        title = paper.title.strip(" ?.!")
        unmarked = paper.authors and fold(title) not in marked
        absent = title.isascii() and low.isascii() and title.lower() not in low
        if unmarked or absent or len(title.split()) < _FEWEST:
            continue
        at = re.search(re.escape(title), question, re.IGNORECASE)
        before, behind = (question[: at.start()], question[at.end() :]) if at else ("", "")
        if at and _BEFORE_A_NAME.search(before) and _BEHIND_A_NAME.match(behind):
            rest = (before.rstrip(_AROUND), behind.lstrip(_AROUND))
            found.append((paper, " ".join(rest).strip()))
    return found[0] if len(found) == 1 else None

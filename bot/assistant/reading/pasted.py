"""A paper's whole title in a message counts as one word while the message is split: a title may have commas, an “and” and a question mark of
its own. The number under which a study is registered names its paper, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.assistant.reading.catalogue import catalogue_of, kept
from bot.assistant.reading.words import fold
from corpus.models import Paper
from corpus.patterns import late

SHORTEST = 4  # words of a title: fewer stand in questions by chance
# Each title takes a microsecond, and the loop waits: of more papers than this titles are looked for only in a message of ``LONG``
# characters, which may be one, and of more than ``MOST`` in none.
TITLES_READ, LONG, MOST = 2_000, 60, 20_000
SAID, BESIDE = 6, 2  # words of a title, and other words at most, of a message that is a damaged title or reference
_HEAD = 8  # characters of a title that are looked for first
_STANDS_FOR = "Zqpaper"  # with a letter behind it the word that stands for a title: no language has it
_PLACED = late(rf"{_STANDS_FOR}([a-z])", re.IGNORECASE)
_PLAIN = str.maketrans("’‘“”–—‐‑−\u00a0\n", "''\"\"-----  ")  # as long as what it replaces
_TITLES = 5  # of one message
_QUOTES = " \"'“”‘’„«»,:;"  # around a title
_PREFIX = late(
    r"\b(?:DOI|Doi): ?(?=10\.\d{4,}/)"
)  # as references write it: that paper is meant, and no limit as by "doi:"
_PARTED = late(r"\w[.,;/:] ?\w")
_PMID = late(r"(?<![\w./:,-])\d{6,8}(?![\w/-]|[.,]\d)")
_DOI = late(r"\b10\.\d{4,}/\S+")


class Pasted(NamedTuple):
    """A message with a word in place of each whole title, and the titles as they were typed."""

    text: str
    titles: Mapping[str, str]

    def shown(self, part: str) -> str:
        """A part of the text with its titles."""
        return _PLACED.sub(lambda word: self.titles.get(word[1].lower(), word[0]), part) if self.titles else part


def pasted_in(message: str, papers: Sequence[Paper]) -> Pasted:
    """A message in which each whole title of these papers, with the journal and the year behind it, is a single word. If it has none,
    each journal's name with a stop or a comma is ("The Lancet. Neurology")."""
    low, titles = _lowered(message, papers), dict[str, str]()
    if _STANDS_FOR.lower() in low:
        return Pasted(message, titles)
    spans = [one[:2] for one in _spans(low, papers)] or [*_journals_in(low, papers)]
    for start, end in sorted(spans, reverse=True)[:_TITLES]:
        letter = chr(ord("a") + len(titles))
        titles[letter] = message[start:end]
        message = f"{message[:start]}{_STANDS_FOR}{letter}{message[end:]}"
    return Pasted(message, titles)


def is_of_one(message: str, papers: Sequence[Paper]) -> bool:
    """True if a message is little more than one paper's title or reference, with a slip or cut short: it is not split into questions."""
    words = fold(message).split()
    return len(words) >= SAID and len(papers) <= TITLES_READ and any(_is_of(paper, words) for paper in papers)


def _is_of(paper: Paper, words: Sequence[str]) -> bool:
    title = frozenset(fold(paper.title).split())
    rest = [word for word in words if word not in title]
    if len(words) - len(rest) < SAID:
        return False
    signed = {*fold(" ".join((paper.journal or "", *(one.name for one in paper.authors)))).split()}
    return sum(len(word) > 1 and not word.isdigit() and word not in signed for word in rest) <= BESIDE


def keyed(question: str, papers: Sequence[Paper]) -> str:
    """A question with a paper's DOI in place of its whole title; unchanged if nothing else is asked, if two papers have that title, if
    the paper has no DOI, or if its authors and year stand there, too, as in a reference."""
    question = _PREFIX.sub("", question) if len(_PREFIX.findall(question)) == 1 else question
    question = _of_pubmed(question, papers)
    spans = [*_spans(_lowered(question, papers), papers)]
    if len({(start, end) for start, end, _ in spans}) < len(spans):
        return question
    told = question
    for start, end, paper in sorted(spans, key=lambda one: one[:2], reverse=True)[:_TITLES]:
        if paper.doi and not _is_reference(f"{question[:start]} {question[end:]}", question[start:end], paper):
            told = f"{told[:start].rstrip(_QUOTES)} {paper.doi} {told[end:].lstrip(_QUOTES)}"
    left = _DOI.sub(" ", told)
    return " ".join(told.split()) if spans and any(map(str.isalpha, left)) else question


def _of_pubmed(question: str, papers: Sequence[Paper]) -> str:
    """A question with "PMID" before the number of one of these papers, where it stands alone: "tl;dr of 30776994"."""
    found = None if "pubmed" in question.casefold() or "pmid" in question.casefold() else _PMID.search(question)
    if found is None or len(papers) > MOST or all(paper.pmid != found[0] for paper in papers):
        return question
    return f"{question[: found.start()]}PMID {question[found.start() :]}"


def _journals_in(low: str, papers: Sequence[Paper]) -> Iterator[tuple[int, int]]:
    """Where a message in small letters has a journal's name that would part it."""
    named = _parting(papers) if len(papers) <= TITLES_READ and any(sign in low for sign in ".,;/:") else ()
    found = ((low.find(name), len(name)) for name in named)
    yield from ((at, at + size) for at, size in found if at >= 0)


@kept
def _parting(papers: Sequence[Paper]) -> tuple[str, ...]:
    """The names of journals, in small letters, that have a sign between two words."""
    names = {paper.journal.translate(_PLAIN).lower() for paper in papers if paper.journal}
    return tuple(sorted(name for name in names if _PARTED.search(name)))


def _is_reference(around: str, title: str, paper: Paper) -> bool:
    """True if a title stands in a reference: with the paper's DOI around it, or an author's family name and the year."""
    said = {*fold(around).split()}
    signed = any(said >= {*fold(one.family).split()} for one in paper.authors if one.family)
    return str(paper.doi) in around.casefold() or (signed and f"{paper.year}" in f"{around} {title}")


def _lowered(message: str, papers: Sequence[Paper]) -> str:
    """A message in small letters, of the same length, in which titles may be looked for; "" if they may not."""
    low = message.translate(_PLAIN).lower()
    short = len(low.split()) < SHORTEST or (len(papers) > TITLES_READ and len(low) < LONG) or len(papers) > MOST
    return "" if short or len(low) != len(message) else low


def _spans(low: str, papers: Sequence[Paper]) -> Iterator[tuple[int, int, Paper]]:
    """Where whole titles stand in a message in small letters, with what a reference has behind them, and whose they are; none within
    another, and none of "".
    """
    found: list[tuple[int, int, Paper]] = []
    if not low:  # the titles of a large library are not read for nothing
        return
    for paper in catalogue_of(papers).begun(fold(low).split()):
        if paper.title[:_HEAD].translate(_PLAIN).lower() not in low:
            continue
        title = paper.title.translate(_PLAIN).lower().strip(" .")
        at = low.find(title)
        if at >= 0 and title.count(" ") >= SHORTEST - 1:
            found.append((at, _behind(low, at + len(title), paper), paper))
    yield from (
        (start, end, paper)
        for start, end, paper in found
        if not any(one <= start and end <= other and (one, other) != (start, end) for one, other, _ in found)
    )


def _behind(low: str, end: int, paper: Paper) -> int:
    """The end of a reference whose title ends at ``end``: behind the journal, the year, the volume and the pages, where they follow."""
    journal = re.escape((paper.journal or "\n").translate(_PLAIN).lower())
    tail = re.compile(
        rf"\W{{1,3}}(?:{journal}(?:\W{{1,3}}{paper.year or 0}\b)?|{paper.year or 0}\b)\)?(?:[;,:]? ?\d[\d():;., -]*)?\.?"
    )
    found = tail.match(low, end)
    return end + len(found[0].rstrip()) if found else end


_REGISTERED = late(
    r"(?<![\w-])(?:NCT ?\d{8}|ISRCTN ?\d{8}|CRD ?\d{8,12}|ACTRN ?\d{14}|DRKS ?\d{8}|ChiCTR[A-Z-]{0,8}\d{8,12}|UMIN\d{9}|(?:jRCT|IRCT|KCT|TCTR|PACTR)\w?\d{7,18}\w{0,3})(?![\w-])",
    re.IGNORECASE,
)


def by_registration(question: str, papers: Sequence[Paper]) -> str:
    """A question with a paper's DOI in place of the number of a register, if the abstract of that paper alone has it."""
    for found in _REGISTERED.finditer(question):
        number = found[0].replace(" ", "").casefold()
        held = [one for one in papers if number in (one.abstract or "").replace(" ", "").casefold()]
        if len(held) == 1 and held[0].doi:
            question = question.replace(found[0], held[0].doi)
    return question

"""What a notice in the library says of figures that are quoted from the paper it is about, shown below the quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.assistant.compose import quote_slice
from bot.models import Quote
from corpus.doi import Doi
from corpus.models import Paper, Sentence
from corpus.patterns import late
from corpus.sentences import sentences_of

_NUMBER = late(r"\d(?:[\d.,·]*\d)?")
_YEAR = late(r"(?:19|20)\d\d")
# How a notice says what stands right, in the sentence with the wrong figure or in the next.
_RIGHT = late(
    r"(?i)\b(?:correct(?:ed|ly)?|should|instead|rather than|replaced|read as|revised|actual(?:ly)?|changes? to)\b"
)


def with_notices(quotes: Sequence[Quote], papers: Mapping[str, Paper]) -> tuple[Quote, ...]:
    """Quotes, each paper's followed by the sentences of its notice that state a quoted figure anew."""
    held = {quote.key for quote in quotes}
    last = {quote.key: place for place, quote in enumerate(quotes)}
    found: list[Quote] = []
    for place, quote in enumerate(quotes):
        found.append(quote)
        notice = notice_of(papers[quote.key], papers) if last[quote.key] == place else None
        if notice is not None and notice.key not in held:
            found += _anew(notice, [one.text for one in quotes if one.key == quote.key])
    return tuple(found)


def notice_of(paper: Paper, papers: Mapping[str, Paper]) -> Paper | None:
    """The notice about a paper, if it is in the library."""
    source = paper.status.source if paper.status else None
    doi = Doi.within(source) if source else None
    return papers.get(doi) if doi else None


def _anew(notice: Paper, texts: Iterable[str]) -> list[Quote]:
    figures = {figure for text in texts for figure in _figures(text)}
    lines = sentences_of(notice)
    for at, line in enumerate(lines):
        if not figures.isdisjoint(_figures(line.text)) and (end := _righted(lines[at : at + 2])):
            return [quote_slice(notice, line.start, end, line.number, line.section)]
    return []


def _righted(lines: Sequence[Sentence]) -> int:
    """Where the sentence ends that says what is right instead: the first of two, or else the second; 0 if neither does."""
    right = (line.end for line in lines if _RIGHT.search(line.text) and len(_figures(line.text)) >= 1)
    return next(right, 0)


def _figures(text: str) -> set[str]:
    return {found for found in _NUMBER.findall(text) if not _YEAR.fullmatch(found)}

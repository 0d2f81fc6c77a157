"""The last check before anything is shown: every quote is a slice of the paper whose DOI stands beside it.

It reads the finished text, not the parts it was made from, so that no later stage can undo what an earlier one
got right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile

from bot.assistant.citing import banner, cite, reference
from bot.assistant.compose import BETWEEN, FIGURES, QUOTE, quoted, restated
from bot.models import Answer, Quote
from corpus.doi import Doi
from corpus.errors import GateError
from corpus.models import Paper

_LINK = re.compile(r"https?://(?:dx\.)?doi\.org/\S+", re.IGNORECASE)


def prove(answer: Answer, papers: Mapping[str, Paper]) -> None:
    """Return quietly where an answer keeps its word; raise GateError at the first thing that does not hold."""
    for quote in answer.quotes:
        _is_a_slice(quote, papers)
    body = answer.text.removeprefix(restated(answer.question))
    shown = list(_shown_quotes(body))
    expected = [(quoted(quote.text), reference(papers[quote.key])) for quote in answer.quotes]
    if len(shown) != len(expected):
        raise GateError(f"The message shows {len(shown)} quotes, but {len(expected)} were proved.")
    for (block, after), (text, named) in zip(shown, expected, strict=True):
        if block != text:
            raise GateError(f"The message quotes “{block[:60]}…”, which is not what the paper says.")
        if after[: named.count("\n") + 1] != named.split(
            "\n"
        ):  # whole lines: one DOI may be the beginning of another
            raise GateError(f"A quote stands without its paper's reference, {named}.")
    _figures_stand_below(body)
    for said in {banner(papers[quote.key]) for quote in answer.quotes} - {""}:
        body = body.replace(said, "")  # where a retraction is said may have a DOI of its own
    _links_are_known(body, papers)


def _is_a_slice(quote: Quote, papers: Mapping[str, Paper]) -> None:
    paper = papers.get(quote.key)
    if paper is None:
        raise GateError(f"A quote names {quote.key}, which is not in this library.")
    abstract = paper.abstract or ""
    inside = 0 <= quote.start < quote.end <= len(abstract)
    if not inside or not quote.text.strip() or abstract[quote.start : quote.end] != quote.text:
        raise GateError(f"A quote is not a slice of the abstract of {quote.key}.")
    if quote.doi != (str(paper.doi) if paper.doi else None):
        raise GateError(f"A quote of {quote.key} carries another paper's DOI.")
    if (quote.url, quote.cite) != (paper.link, cite(paper)):
        raise GateError(f"A quote of {quote.key} is cited as what it is not.")


def _shown_quotes(body: str) -> Iterator[tuple[str, list[str]]]:
    """The quoted blocks of a message, each with the lines that follow it."""
    lines = [*body.split("\n"), ""]
    block: list[str] = []
    for place, line in enumerate(lines):
        if line.startswith(QUOTE):
            block.append(line)
        elif block:
            yield "\n".join(block), lines[place:]
            block = []


def _figures_stand_below(body: str) -> None:
    """A line of figures stands above a quote that prints each of them."""
    lines = [*body.split("\n"), ""]
    for place, line in enumerate(lines):
        if line.startswith(FIGURES):
            below = list(takewhile(lambda one: one.startswith(QUOTE), lines[place + 1 :]))
            quote = " ".join(" ".join(one.removeprefix(QUOTE) for one in below).split())
            for figure in line.removeprefix(FIGURES).removesuffix(" …").split(BETWEEN):
                if not figure or figure not in quote:
                    raise GateError(
                        f"The message shows the figure {figure[:60]}, which its sentence does not print."
                    )


def _links_are_known(body: str, papers: Mapping[str, Paper]) -> None:
    """Every link to a DOI is that of a paper; what stands inside of a quote was proved with it, and is no link."""
    said = "\n".join(line for line in body.split("\n") if not line.startswith(QUOTE))
    for found in _LINK.finditer(said):
        doi = Doi.within(found.group())
        paper = papers.get(doi) if doi else None
        link = paper.doi.url if paper and paper.doi else None
        if link not in (found.group(), found.group().rstrip(").,;:]”")):
            raise GateError(f"The message shows a DOI that no paper of this library has: {found.group()[:80]}.")

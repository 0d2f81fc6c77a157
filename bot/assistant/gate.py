"""The last check before an answer is shown: every quote is a slice of the abstract of the paper cited beside it.

It reads the finished text, not the parts it was made from, so no later step can break what an earlier one got
right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import takewhile

from bot.assistant.citing import cite, reference
from bot.assistant.compose import BETWEEN, FIGURES, QUOTE, quoted, restated
from bot.assistant.papers.tables import Table
from bot.assistant.telling.tell import SENTENCE
from bot.models import Answer, Quote
from corpus.characters import one_line, told
from corpus.citing.exports import latex
from corpus.doi import Doi
from corpus.errors import GateError
from corpus.models import Issue, Paper
from corpus.patterns import late

_LINK = late(r"https?://(?:dx\.)?doi\.org/\S+", re.IGNORECASE)


def prove(answer: Answer, papers: Mapping[str, Paper], issue: Issue | None = None) -> None:
    """Check that an answer's quotes, figures, references and links come from its papers and from the ``issue``'s page. Raises GateError at the
    first that does not.
    """
    for quote in answer.quotes:
        _is_a_slice(quote, papers)
    body = answer.text.removeprefix(restated(answer.question))
    shown = list(_shown_quotes(body))
    expected = [(quoted(quote.text), reference(papers[quote.key])) for quote in answer.quotes]
    if len(shown) != len(expected):
        raise GateError(f"The message shows {len(shown)} quotes, but {len(expected)} were proved.")
    for (block, after), (text, named) in zip(shown, expected, strict=True):
        if block != text:
            raise GateError("The message quotes what is not what the paper says", f"“{block[:60]}…”")
        # whole lines: one DOI may be the beginning of another
        if after[: named.count("\n") + 1] != named.split("\n"):
            raise GateError(f"A quote stands without its paper's reference, {named}.")
    _figures_stand_below(body)
    _links_are_known(body, papers, lambda: _printed(answer.keys, papers, issue))


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
    """The blocks of quoted lines in a message, each with all lines after it."""
    lines = [*body.split("\n"), ""]
    block: list[str] = []
    for place, line in enumerate(lines):
        if line.startswith(QUOTE):
            block.append(line)
        elif block:
            yield "\n".join(block), lines[place:]
            block = []


def _figures_stand_below(body: str) -> None:
    """Raise GateError if a line of figures has one that the quote below it does not print."""
    lines = [*body.split("\n"), ""]
    for place, line in enumerate(lines):
        if line.startswith(FIGURES):
            below = list(takewhile(lambda one: one.startswith(QUOTE), lines[place + 1 :]))
            quote = " ".join(" ".join(one.removeprefix(QUOTE) for one in below).split())
            for figure in line.removeprefix(FIGURES).removesuffix(" …").split(BETWEEN):
                if not figure or figure not in quote:
                    raise GateError("The message shows a figure that its sentence does not print", figure[:60])


def _links_are_known(body: str, papers: Mapping[str, Paper], printed: Callable[[], Iterator[str]]) -> None:
    """Raise GateError if a link to a DOI is neither that of a paper here nor stands in what the records of the answer print: a
    comment has the paper it speaks of in its title. Links inside quotes were proved with them.
    """
    said = "\n".join(line for line in body.split("\n") if not line.startswith(QUOTE))
    if _unknown(said, papers) is None:
        return
    for text in sorted(filter(_LINK.search, printed()), key=len, reverse=True):  # one may stand in another
        said = _as_shown(text).sub("\n", said)
    wrong = _unknown(said, papers)
    if wrong is not None:
        raise GateError("The message shows a DOI that no paper of this library has", wrong[:80])


def _unknown(said: str, papers: Mapping[str, Paper]) -> str | None:
    """The first link to a DOI in a text that is not that of a paper."""
    for found in _LINK.finditer(said):
        doi = Doi.within(found.group())
        paper = papers.get(doi) if doi else None
        link = paper.doi.url if paper and paper.doi else None
        if link not in (found.group(), found.group().rstrip(').,;:]}"”’>')):
            return found.group()
    return None


def _as_shown(text: str) -> re.Pattern[str]:
    """A pattern for the whole of a printed text as it is, in BibTeX or in JSON, in capitals or not: styles differ in them. No
    longer word or link begins or ends with it."""
    forms = {text, latex(" ".join(text.split())), *map(_in_json, (text, escape(text, quote=False)))}
    written = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return late(rf"(?<![\w/])(?:{written})(?![\w/(-]|[.,;:]\w)", re.IGNORECASE)


def _in_json(text: str) -> str:
    return told(json.dumps(text, ensure_ascii=False)[1:-1])


def _printed(keys: Sequence[str], papers: Mapping[str, Paper], issue: Issue | None) -> Iterator[str]:
    """What some papers' records, and an issue's page, print in words: titles, names, journals, keywords."""
    for paper in (papers[key] for key in keys if key in papers):
        people = (*paper.authors, *(paper.editors or ()))
        fields = (paper.title, paper.journal, paper.short_journal, paper.publisher, paper.type, paper.heading)
        yield from filter(None, (*fields, *(one.name for one in people), *paper.keywords, *paper.labels))
        # where a retraction is said may have a DOI of its own
        if paper.status is not None and paper.status.source:
            yield one_line(paper.status.source)
    if issue is not None:
        said = (issue.title, issue.journal, issue.section, issue.companion, *issue.keywords)
        editors = (text for one in issue.editors for text in (one.name, one.affiliation, *one.interests))
        passages = (*filter(None, (issue.description,)), *(issue.passages or ()))
        yield from filter(
            None, (*said, *editors, *passages, *(one for text in passages for one in SENTENCE.split(text)))
        )


def prove_table(found: Table, papers: Iterable[Paper]) -> None:
    """Check that every cell is a slice of its sentence, and the sentence of its paper's abstract. Raises GateError if not."""
    held = {paper.key: paper for paper in papers}
    for row in found.rows:
        abstract = held[row.key].abstract or "" if row.key in held else ""
        for cell in row.cells:
            quote = cell.sentence
            inside = quote.key == row.key and quote.start <= cell.start < cell.end <= quote.end
            if not inside or abstract[cell.start : cell.end] != cell.text:
                raise GateError(f"A cell of the table is not what the abstract of {row.key} prints.")
            if abstract[quote.start : quote.end] != quote.text or cell.of not in quote.text:
                raise GateError(
                    f"A cell of the table stands beside words that the abstract of {row.key} does not have."
                )
            if (row.doi, row.url) != (quote.doi, quote.url):
                raise GateError(f"A cell of {row.key} carries another paper's DOI.")

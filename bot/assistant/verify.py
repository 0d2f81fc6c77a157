"""Checks a pasted answer: is each of its quotes a slice of the paper cited beside it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.assistant.compose import QUOTE
from corpus.characters import visible
from corpus.doi import Doi
from corpus.models import Model, Paper

_LINK = re.compile(r"https?://\S+|\bdoi:\s*\S+|\b10\.\d{4,9}/\S+|\[([^\[\]\s]+)\]")
_CURLY = re.compile(r"[“\"]([^“”\"]{12,})[”\"]")


class Verdict(Model):
    """What became of one quote: its text, the paper cited beside it (None: none), and whether it is a slice of it."""

    quote: str
    key: str | None
    verbatim: bool
    reason: str


def verify(text: str, papers: Mapping[str, Paper]) -> list[Verdict]:
    """A verdict on each quote of a text, in order: lines that begin with "> ", or words in quotation marks."""
    return [_verdict(quote, after, papers) for quote, after in _quotes(text)]


def _quotes(text: str) -> Iterator[tuple[str, str]]:
    """(quote, the text after it up to the next quote)."""
    lines = text.replace("\r\n", "\n").split("\n")
    if not any(line.startswith(">") for line in lines):
        found = list(_CURLY.finditer(text))
        ends = [*(m.start() for m in found[1:]), len(text)][: len(found)]
        yield from ((m.group(1), text[m.end() : end]) for m, end in zip(found, ends, strict=True))
        return
    block: list[str] = []
    after: list[str] = []
    for line in [*lines, QUOTE]:
        if line.startswith(">") and after:
            yield "\n".join(block), "\n".join(after)
            block, after = [], []
        if line.startswith(">"):
            block.append(line.removeprefix(">").removeprefix(" "))
        elif block:
            after.append(line)


def _verdict(quote: str, after: str, papers: Mapping[str, Paper]) -> Verdict:
    paper = _cited(after, papers)
    quote = visible(quote)  # as a message shows it: a pasted one has marks where characters would act
    bare = quote.replace("**", "").strip()
    if paper is None:
        return Verdict(quote=bare, key=None, verbatim=False, reason="no paper of this library is cited beside it")
    abstract = visible(paper.abstract or "")
    unbroken = " ".join(line.strip() for line in bare.split("\n"))  # as a terminal breaks a line
    held = bool(bare) and (bare in abstract or quote.strip() in abstract or unbroken in abstract)
    reason = "the paper's own words" if held else "the paper does not say this, word for word"
    return Verdict(quote=bare, key=paper.key, verbatim=held, reason=reason)


def _cited(after: str, papers: Mapping[str, Paper]) -> Paper | None:
    """The paper of the first link, DOI or [key] after a quote."""
    for found in _LINK.finditer(after):
        doi = Doi.within(found.group())
        address = found.group().rstrip(".,;)")
        for paper in papers.values():
            if (doi is not None and paper.doi == doi) or paper.link == address or paper.key == found.group(1):
                return paper
    return None

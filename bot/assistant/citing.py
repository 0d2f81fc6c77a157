"""How a paper is named beside its words: "Kang et al. 2023, Cancers" and its link. Facts come from the record."""

from __future__ import annotations

from corpus.models import Corpus, Paper
from index.analyzer import fold


def cite(paper: Paper) -> str:
    """First author, year and journal, as far as the record gives them; else the title or the source's identifier."""
    when = " ".join(part for part in (_who(paper), str(paper.year) if paper.year else "") if part)
    named = ", ".join(part for part in (when, paper.journal or "") if part)
    return named or paper.title or f"record {paper.key}"


def _who(paper: Paper) -> str:
    names = [author.short for author in paper.authors]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def reference(paper: Paper) -> str:
    """The citation line under a quote: who, when, where, and the link a reader can open or paste."""
    return f"— {cite(paper)} · {address(paper)}"


def address(paper: Paper) -> str:
    """The paper's link, or its source's identifier where it has none."""
    return paper.link or f"[{paper.key}]"


def names_of(corpus: Corpus) -> tuple[str, ...]:
    """What each paper may be called, folded for matching; it ends with the paper's key."""
    return tuple(fold(f"{cite(paper)} {paper.title} {paper.key}") for paper in corpus.papers)


def issue_page(corpus: Corpus) -> str:
    """How a fact about the issue is cited: its page's address, or its title and journal."""
    issue = corpus.issue
    if issue is None:
        return f"the library “{corpus.name}”"
    journal = f", {issue.journal}" if issue.journal else ""
    where = f" · {issue.url}" if issue.url else ""
    return f"the issue's page, “{issue.title}”{journal}{where}"

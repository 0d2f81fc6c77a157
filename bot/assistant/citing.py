"""How a paper is named beside its words: "Kang et al. 2023, Cancers" and its link. Facts come from the record."""

from __future__ import annotations

from bot.naming import called
from corpus.characters import one_line
from corpus.models import Corpus, Paper


def cite(paper: Paper) -> str:
    """First author, year and journal, as far as the record gives them; else the title or the source's identifier."""
    when = " ".join(part for part in (_who(paper), str(paper.year) if paper.year else "") if part)
    named = one_line(", ".join(part for part in (when, paper.journal or "") if part))
    return named or paper.headline or f"record {one_line(paper.key)}"


def entitled(paper: Paper) -> str:
    """As ``cite`` with the title, which is said once where nothing else is known."""
    named = cite(paper)
    return named if named == paper.headline else f"{named}: {paper.headline or '(no title)'}"


def _who(paper: Paper) -> str:
    names = [author.short for author in paper.authors]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def reference(paper: Paper) -> str:
    """What stands under a quote: who, when, where, the link a reader can open or paste; and what became of the paper."""
    line = f"— {cite(paper)} · {address(paper)}"
    return f"{line}\n{banner(paper)}" if paper.status else line


def banner(paper: Paper) -> str:
    """That a paper was retracted, corrected or is doubted, since when and where that is said; empty where it was not."""
    if paper.status is None:
        return ""
    said = {"retracted": "Retracted", "corrected": "Corrected", "concern": "Expression of concern"}[
        paper.status.kind
    ]
    since = f" on {paper.status.on.isoformat()}" if paper.status.on else ""
    return f"⚠ {said}{since}" + (f": {one_line(paper.status.source)}" if paper.status.source else "")


def address(paper: Paper) -> str:
    """The paper's link, or its source's identifier where it has none."""
    return paper.link or f"[{one_line(paper.key)}]"


def issue_page(corpus: Corpus) -> str:
    """How a fact about the issue is cited: its page's address, or its title and journal."""
    issue = corpus.issue
    if issue is None:
        return f"the library “{called(corpus.name)}”"
    journal = f", {issue.journal}" if issue.journal else ""
    where = f" · {issue.link}" if issue.link else ""
    return f"the issue's page, “{issue.title}”{journal}{where}"

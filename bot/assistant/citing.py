"""How a paper is cited beside its words: "Kang et al. 2023, Cancers" and its link. All of this comes from the
paper's record.
"""

from __future__ import annotations

from bot.naming import called
from corpus.characters import one_line
from corpus.models import Corpus, Paper


def cite(paper: Paper) -> str:
    """The first author, year and journal, as far as the record gives them. If it gives none of these: the title,
    else the source's identifier.
    """
    when = " ".join(part for part in (_who(paper), str(paper.year) if paper.year else "") if part)
    named = one_line(", ".join(part for part in (when, paper.journal or "") if part))
    return named or paper.headline or f"record {one_line(paper.key)}"


def entitled(paper: Paper) -> str:
    """The citation and the title; only the title if nothing else is known."""
    named = cite(paper)
    return named if named == paper.headline else f"{named}: {paper.headline or '(no title)'}"


def _who(paper: Paper) -> str:
    names = [author.short for author in paper.authors]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def reference(paper: Paper) -> str:
    """The line below a quote: the citation and a link; then a second line if the paper was retracted, corrected
    or doubted.
    """
    line = f"— {cite(paper)} · {address(paper)}"
    return f"{line}\n{banner(paper)}" if paper.status else line


def banner(paper: Paper) -> str:
    """The warning that a paper was retracted, corrected or doubted, with the day and the source of that notice;
    "" if it was not.
    """
    if paper.status is None:
        return ""
    said = {"retracted": "Retracted", "corrected": "Corrected", "concern": "Expression of concern"}[
        paper.status.kind
    ]
    since = f" on {paper.status.on.isoformat()}" if paper.status.on else ""
    return f"⚠ {said}{since}" + (f": {one_line(paper.status.source)}" if paper.status.source else "")


def address(paper: Paper) -> str:
    """The paper's link; if it has none, its source's identifier in square brackets."""
    return paper.link or f"[{one_line(paper.key)}]"


def issue_page(corpus: Corpus) -> str:
    """The citation of a fact about the issue: its title, journal and the address of its page; the library's name
    if it holds no issue.
    """
    issue = corpus.issue
    if issue is None:
        return f"the library “{called(corpus.name)}”"
    journal = f", {issue.journal}" if issue.journal else ""
    where = f" · {issue.link}" if issue.link else ""
    return f"the issue's page, “{issue.title}”{journal}{where}"

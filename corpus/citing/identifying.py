"""The identifier a record is exported under, where it has no DOI: its source's, never one that was derived from it."""

from __future__ import annotations

from corpus.models import Paper


def identifier(paper: Paper) -> str | None:
    """A paper's identifier of its source; None where a DOI or a PMID names it, or nothing does."""
    return None if paper.doi or paper.pmid or not paper.has_identifier else paper.source_id

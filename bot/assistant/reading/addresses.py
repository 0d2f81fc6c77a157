"""Addresses of papers: at DOIs, in PubMed, on the pages of publishers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.models import Paper

_MDPI, _OF_MDPI = "mdpi.com", "10.3390/"
_STEPS = re.compile(r"[/?#=:\s]+")


def led_to(link: str, papers: Sequence[Paper]) -> Paper | None:
    """The paper that an address leads to by DOI or its end, PMID, or ISSN, volume, issue and number; else None."""
    low = link.casefold().rstrip("/")
    steps = [step for step in _STEPS.split(low) if step]
    number = _numbered(steps) if _MDPI in low else None
    return next((paper for paper in papers if _is_at(paper, low, steps) or _is_numbered(paper, number)), None)


def _is_at(paper: Paper, low: str, steps: Sequence[str]) -> bool:
    if paper.url and paper.url.casefold().rstrip("/") == low:
        return True
    doi = str(paper.doi or "").casefold()
    if doi and (doi in low or doi.partition("/")[2] in steps):
        return True
    if {paper.pmid, paper.source_id} & {*steps} and ("pubmed" in low or "pmid" in low):
        return True
    first = (paper.page or "").replace("–", "-").partition("-")[0]
    place = [paper.issn, paper.volume, paper.issue, paper.article_number or first]
    return all(place) and f"/{'/'.join(str(part).casefold() for part in place)}" in low


def _numbered(steps: Sequence[str]) -> str | None:
    """The digits with which the DOI at an address of MDPI ends: volume, issue and number, which stand behind the ISSN."""
    behind = [step for step in steps if step.isdigit()][:3]
    return f"{behind[0]}{behind[1]:0>2}{behind[2]:0>4}" if len(behind) == 3 else None


def _is_numbered(paper: Paper, number: str | None) -> bool:
    own = str(paper.doi or "")
    return (
        number is not None
        and own.startswith(_OF_MDPI)
        and own[len(_OF_MDPI) :].lstrip("abcdefghijklmnopqrstuvwxyz") == number
    )

"""The digest of a corpus, which names its snapshot. Equal facts give an equal digest, whatever their order was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from corpus.models import Issue, Paper, Terms


def canonical_lines(issue: Issue | None, papers: Iterable[Paper], terms: Terms | None = None) -> Iterable[str]:
    """The corpus as lines of JSON: issue and curator's terms, then the papers sorted by key, without unknown
    fields."""
    head: dict[str, object] = {"issue": issue.model_dump(mode="json", exclude_none=True) if issue else None}
    if terms is not None:
        head["terms"] = terms.model_dump(mode="json")
    yield _canonical(head)
    for paper in sorted(papers, key=lambda paper: paper.key):
        yield canonical(paper)


def digest(issue: Issue | None, papers: Iterable[Paper], terms: Terms | None = None) -> str:
    """The sha256 (hex) of a corpus's canonical lines."""
    whole = hashlib.sha256()
    for line in canonical_lines(issue, papers, terms):
        whole.update(line.encode("utf-8") + b"\n")
    return whole.hexdigest()


def canonical(paper: Paper) -> str:
    """A paper as one line of JSON without unknown fields."""
    return _canonical(paper.model_dump(mode="json", exclude_none=True))


def _canonical(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

"""The digest of a corpus: the id of its snapshot. The same facts give the same digest, in whatever order they came."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from corpus.models import Issue, Paper


def canonical_lines(issue: Issue | None, papers: Iterable[Paper]) -> Iterable[str]:
    """The corpus as lines of JSON, the issue first, then the papers by key; unknown fields are left out."""
    yield _canonical({"issue": issue.model_dump(mode="json", exclude_none=True) if issue else None})
    for paper in sorted(papers, key=lambda paper: paper.key):
        yield canonical(paper)


def digest(issue: Issue | None, papers: Iterable[Paper]) -> str:
    """The sha256 (hex) of a corpus's canonical lines."""
    whole = hashlib.sha256()
    for line in canonical_lines(issue, papers):
        whole.update(line.encode("utf-8") + b"\n")
    return whole.hexdigest()


def canonical(paper: Paper) -> str:
    """A paper as one line of JSON; unknown fields are left out."""
    return _canonical(paper.model_dump(mode="json", exclude_none=True))


def _canonical(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

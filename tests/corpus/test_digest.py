"""The snapshot's id depends on the facts and on nothing else."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from corpus.doi import Doi
from corpus.models import Author, Issue, Paper
from corpus.snapshots import digest

ONE = Paper(doi=Doi("10.5555/b"), title="Rye", authors=(Author(name="Eva Roth"),), abstract="Dough, 90 min ≤ x.")
TWO = Paper(source_id="7", title="Oats")


def test_the_digest_is_the_sha256_of_canonical_lines() -> None:
    """Written out by hand: keys sorted, unknown fields left out, no spaces, UTF-8, one line each, papers by key."""
    lines = (
        '{"issue":{"closed":false,"editors":[],"keywords":[],"title":"Bread"}}\n'
        '{"abstract":"Dough, 90 min ≤ x.","authors":[{"name":"Eva Roth"}],"doi":"10.5555/b","keywords":[],"labels":[],'
        '"title":"Rye"}\n'
        '{"authors":[],"keywords":[],"labels":[],"source_id":"7","title":"Oats"}\n'
    )
    assert digest(Issue(title="Bread"), [TWO, ONE]) == hashlib.sha256(lines.encode("utf-8")).hexdigest()


def test_the_order_of_papers_does_not_matter() -> None:
    assert digest(None, [ONE, TWO]) == digest(None, [TWO, ONE])


@given(st.text(min_size=1))
def test_any_change_of_an_abstract_changes_the_digest(text: str) -> None:
    changed = ONE.model_copy(update={"abstract": text})
    assert (digest(None, [changed]) == digest(None, [ONE])) == (text == ONE.abstract)


def test_the_issue_counts() -> None:
    assert len({digest(issue, [ONE]) for issue in (None, Issue(title="Bread"), Issue(title="Salt"))}) == 3

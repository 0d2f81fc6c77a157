"""What trackers of other search engines and splitters tell of: each case that is right stays right, and one that becomes right is marked so."""

from __future__ import annotations

from tests.quality.readings import cases, is_right


def test_every_case_is_as_it_is_marked() -> None:
    known = cases()
    assert len(known) > 250
    assert [(case.number, case.kind, case.source) for case in known if is_right(case) is not case.now] == []

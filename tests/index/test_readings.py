"""What trackers of other search engines and splitters tell of: each case that is right stays right, and one that becomes right is marked so."""

from __future__ import annotations

import pytest

from tests.quality.readings import Case, cases, is_right


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.number}-{case.kind.replace(' ', '-')}")
def test_a_case_is_as_it_is_marked(case: Case) -> None:
    assert is_right(case) is case.now, case.source

"""The counting of steps itself: it walks as ``re`` does, and sees what is not linear."""

from __future__ import annotations

import re

import pytest

from corpus.joining import builtin
from tests.conftest import some
from tests.meta.patterns import used
from tests.meta.steps import Counted, TooManyStepsError, pumps

TEXT = (builtin().papers[2].abstract or "")[
    :260
] + "\nMETHODS: pain (VAS, n = 12); 1,234 of 5.6% et al. DOI 10.3390/a1 “x y” <b> - and p<0.05."


@pytest.mark.sweep
def test_it_finds_what_re_finds() -> None:
    for one in some(used("corpus", "index")[::4], 0):
        found = [match.span() for match in one.pattern.finditer(TEXT)]
        assert Counted(one.pattern, TEXT, bound=10**6).all() == found, one.place


@pytest.mark.parametrize(
    ("pattern", "piece"),
    [
        (r"\s+and\s+", " "),
        (r"(?:a|aa)+b", "a"),
        (r"\d[\d.]*x", "1."),
        (r"(?:key )?(?:points|key points)(?: x)*:", "key points "),
    ],
)
def test_what_is_not_linear_is_seen(pattern: str, piece: str) -> None:
    compiled = re.compile(pattern)
    assert pumps(compiled)

    def steps(size: int) -> int:
        counted = Counted(compiled, piece * size, most=200_000)
        try:
            counted.all()
        except TooManyStepsError:
            return 10**9
        return counted.steps

    grows = steps(20) > 2.6 * steps(10)
    assert grows is (piece != "key points ")

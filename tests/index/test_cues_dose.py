"""What gives a dose: an amount that somebody is given, and no concentration or share that was measured."""

from __future__ import annotations

import pytest

from index.sentences.asking import Asked
from index.sentences.cues import figures

GIVEN = [
    "Children received 6 mg elemental iron/kg/day for 8 weeks.",
    "Artesunate 4 mg/kg was taken for 3 days.",
    "The median dose was 54 Gy in 30 fractions.",
    "A 5% fluoride varnish was painted on.",
    "Coagulant was dosed at 20 mg/l.",
    "Vitamin D was given as 2,000 IU a day.",
]
MEASURED = [
    "In children with ferritin of 30 µg/l or more parasites were found.",
    "Glucose fell to 6 mmol/l.",
    "More were positive at week 16 (20 vs 13.3%; P = 0.07).",
    "Survival was 40% in both groups.",
]


@pytest.mark.parametrize("sentence", GIVEN)
def test_what_is_given_is_a_dose(sentence: str) -> None:
    assert figures(sentence, Asked.DOSE)


@pytest.mark.parametrize("sentence", MEASURED)
def test_what_is_measured_is_none(sentence: str) -> None:
    assert not figures(sentence, Asked.DOSE)

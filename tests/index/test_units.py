"""Units a figure is asked for in."""

from __future__ import annotations

import pytest

from index.units import unit_missing


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        ("dose in mg given to the ewes", "They were given a dose twice.", "mg"),
        ("dose in mg given to the ewes", "They were given 5 mg twice.", ""),
        ("gait speed in m/s after training", "Gait speed rose by 12%.", "m/s"),
        ("mean coronary pressure mmHg", "Pressure was 82 mm Hg.", ""),
        ("serum level in pg/ml", "The level was 12 ng/ml.", "pg/ml"),
        ("IL-8 in women", "It was measured.", ""),
        ("what was seen in g4 patients", "Nothing.", ""),
        ("threshold difference in dB at 10 kHz", "The difference was 4 dB at 10 kHz.", ""),
        ("how far in km", "They travelled 30 km.", ""),
        ("how far in km", "They travelled far.", "km"),
        ("survival in months", "It was 12 mo.", ""),
        ("survival in months", "It was shorter.", "months"),
        ("stay in hours", "They stayed 12 h.", ""),
        ("time in seconds", "It took 5 s.", ""),
        ("age in years", "They were 12 yrs old.", ""),
    ],
)
def test_the_unit_that_is_nowhere(question: str, sentence: str, missing: str) -> None:
    assert unit_missing(question, sentence) == missing

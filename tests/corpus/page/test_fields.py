"""Small printed facts."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.page.lines import abbreviates, count, day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 Feb 2025", date(2025, 2, 6)),
        ("20 August 2025", date(2025, 8, 20)),
        ("29 Feb 2024", date(2024, 2, 29)),
        ("29 Feb 2023", None),
        ("1 Fructidor 1798", None),
        ("1 Jan 0000", None),
    ],
)
def test_a_day(text: str, expected: date | None) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cited by 2 | Viewed by 1011", 1011),
        ("Viewed by 1,011", 1011),
        ("Viewed by 1,234,567.", 1234567),
        ("Viewed by 0", 0),
        ("Viewed by 12k", None),
        ("Viewed by 1.2 million", None),
        ("Viewed by 1,01", None),
        ("Viewed by many", None),
        ("Cited by 2", None),
    ],
)
def test_a_count_is_exact_or_unknown(text: str, expected: int | None) -> None:
    assert count("Viewed by", text) == expected


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("Cancers", "Cancers", True),
        ("Int. J. Mol. Sci.", "International Journal of Molecular Sciences", True),
        ("J. Clin. Med.", "Journal of Clinical Medicine", True),
        ("Int. J. Mol.", "International Journal of Molecular Sciences", False),
        ("Cancers", "Cancers and Tumors", False),
        ("J. Clin. Med.", "Journal of Clinical Pathology", False),
        ("Cancers", "", False),
    ],
)
def test_a_short_name_stands_for_its_journal(short: str, name: str, expected: bool) -> None:
    assert abbreviates(short, name) is expected

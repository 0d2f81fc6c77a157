"""Text that looks like a patient's data: it is answered in private, and no word of it is kept or repeated."""

from __future__ import annotations

import re

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-z]{0,6}\.?"
_DATE = (
    r"\b(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d"
    rf"|\d{{1,2}}\.? {_MONTH},? (?:19|20)\d\d|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d)\b"
)
_RECORD = (
    r"mrn|nhs|ssn|(?:medical|patient|hospital|health|insurance|national|social security|chart|case|record|file|admission)"
    r"(?: record| file| insurance)?(?: ?(?:number|no\.?|nr\.?|id|#|№))"
)
# What it is called to the member → what it looks like. Figures of a paper (n = 1234, 10.1016/…, NCT01234567) are none of them.
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (called, re.compile(pattern, re.IGNORECASE))
    for called, pattern in (
        (
            "a record number",
            rf"\b(?:{_RECORD})(?: ?(?:number|no\.?))?(?: is)?[\s:#.=-]{{0,3}}[a-z]{{0,3}}[-/]?\d[\d /-]{{3,}}(?<=\d)"
            r"|\b(?:patient|pt)[\s:#.]{1,3}[a-z]{0,2}\d{5,}\b|\b\d{3}-\d{2}-\d{4}\b",
        ),
        (
            "a birth date",
            rf"\b(?:born|dob|d\.o\.b\.?|date of birth|birth ?date|birthday|geb\.?|n[ée]e? le)\b[^\n]{{0,15}}?(?:{_DATE})"
            rf"|(?:{_DATE})[\s()]{{0,3}}(?:dob|birth)",
        ),
        (
            "a phone number",
            r"(?<![\w.,+/])\+\d{1,3}[ .-]?\(?\d{1,4}\)?(?:[ .-]?\d{2,4}){2,4}(?![\w.,]?\d)"
            r"|\b(?:tel|phone|mobile|call|fax)\b[^\n\d]{0,15}\(?\d[\d ()./-]{5,}\d"
            r"|\(\d{3}\) ?\d{3}-\d{4}\b|(?<![\w.,/-])\d{3}-\d{3}-\d{4}\b|(?<![\w.,/-])0\d{2,4}[ /-]\d{6,8}\b",
        ),
    )
)


def patient_data(text: str) -> str | None:
    """What of a patient a text seems to hold, in words for the person who wrote it; None where it holds nothing such."""
    return next((called for called, pattern in _SIGNS if pattern.search(text)), None)


def without_patient_data(text: str) -> str:
    """A text without what of a patient it seems to hold, so that the rest can be looked up."""
    for _, pattern in _SIGNS:
        text = pattern.sub(" ", text)
    return " ".join(text.split())

"""Small printed facts: a day, a count, a journal's short name."""

from __future__ import annotations

import re
from datetime import date

# By hand rather than with strptime, which reads month names in whatever language the process is set to.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SMALL = frozenset({"of", "the", "and", "in", "for", "on", "&"})
DAY = r"[0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4}"


def day(text: str) -> date | None:
    """The date of "6 Feb 2025" or "20 August 2025" (see ``DAY``); None where there is no such day."""
    number, month, year = text.split()
    try:
        return date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(number))
    except ValueError:
        return None


def count(label: str, text: str) -> int | None:
    """The number after a label ("Viewed by 1,011"); None where the text is silent or rounds it ("12k")."""
    found = re.search(rf"\b{label} ([0-9]{{1,9}}|[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}})(?![\w,.]*\w)", text)
    return int(found[1].replace(",", "")) if found else None


def abbreviates(short: str, name: str) -> bool:
    """True where a journal's short name, "Int. J. Mol. Sci.", stands for its name, or is it."""
    shorts = [word.rstrip(".").lower() for word in short.split() if word.lower() not in _SMALL]
    words = [word.lower() for word in name.split() if word.lower() not in _SMALL]
    return len(shorts) == len(words) and all(map(str.startswith, words, shorts))

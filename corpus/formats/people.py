"""Authors as reference managers write them, one a line: "Kang, Dong-Ho", "Kang DH", a group by its name alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.models import Author
from corpus.names import author

# "Lira R", "El Ahmadieh TY", "Al-Smadi MW Jr": the family name, then initials, as MEDLINE prints authors.
_INITIALS = re.compile(
    r"(?P<family>[^\W\d].*?) (?P<given>[A-Z]{1,4}|(?:[A-Z]\.[ -]?){1,4})(?P<suffix> (?:Jr|Sr|2nd|3rd|II|III|IV)\.?)?"
)


def people(names: Sequence[str]) -> list[Author]:
    """The authors of a record, in order.

    Where one is written "Family, Given", one without a comma is a group, or has that name alone.
    """
    written = [" ".join(name.split()) for name in names if name.strip(" ,;")]
    inverted = any("," in name for name in written)
    return [_one(name, inverted) for name in written]


def _one(name: str, inverted: bool) -> Author:
    if "," in name:
        family, given = (part.strip() for part in name.split(",", 1))
        family, given = _with_suffix(family, given)
        return Author(name=f"{given} {family}".strip(), family=family or given, given=given or None)
    if inverted:
        return Author(name=name)
    found = _INITIALS.fullmatch(name)
    if found:
        family = f"{found['family']}{found['suffix'] or ''}"
        return Author(name=f"{found['given']} {family}", family=family, given=found["given"])
    return author(name)


def _with_suffix(family: str, given: str) -> tuple[str, str]:
    """ "Smith, John, Jr." and BibTeX's "Smith, Jr., John" → ("Smith Jr.", "John")."""
    first, comma, rest = (part.strip() for part in given.partition(","))
    if not comma:
        return family, given
    suffix = re.compile(r"(?:Jr|Sr)\.?|II|III|IV", re.IGNORECASE)
    if suffix.fullmatch(rest):
        return f"{family} {rest}", first
    return (f"{family} {first}", rest) if suffix.fullmatch(first) else (family, f"{first} {rest}".strip())

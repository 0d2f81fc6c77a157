"""An author of a JSON file → a person or a body, by CSL's names of their parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.authors import author, by_initials, person
from corpus.cleaning.persons import prefixed, without_particles
from corpus.models import Author


def csl_author(one: object) -> Author | None:
    """An author of a JSON file: a printed name, or the parts of one by CSL's names; None if there is no name."""
    if isinstance(one, str) and one.strip():
        return author(one)
    if not isinstance(one, dict):
        return None
    family, given = one.get("family"), one.get("given")
    literal = one.get("literal")
    if isinstance(literal, str) and literal.strip() and not family and "," not in literal:
        whole = " ".join(literal.split())  # an institution's, by CSL; some write people so
        return by_initials(whole) or Author(name=whole)
    name = (
        literal
        or one.get("name")
        or one.get("full_name")
        or " ".join(str(part) for part in (given, family) if part)
    )
    if not isinstance(name, str) or not name.strip():
        return None
    return _of_parts(one, family, given) if isinstance(family, str) and family else author(name)


def _of_parts(one: Mapping[str, Any], family: str, given: object) -> Author:
    """A person from CSL's parts, particles before the family name; a name printed otherwise stays as printed."""
    parts = [one.get(name) for name in ("dropping-particle", "non-dropping-particle")]
    before = prefixed(*(" ".join(str(part or "").split()) for part in parts))
    suffix, printed = one.get("suffix"), one.get("name") or one.get("literal")
    called = without_particles(given, before) if isinstance(given, str) else None
    made = person(prefixed(before, family), called, suffix if isinstance(suffix, str) else None)
    return made.model_copy(update={"name": printed}) if isinstance(printed, str) and printed.strip() else made

"""The one type that knows what a DOI is: it cleans, compares and links; everything else takes a ``Doi``."""

from __future__ import annotations

import re
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

# Crossref's own advice for recognising a DOI in running text:
# https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>]+", re.IGNORECASE)
_CLOSERS = {")": "(", "]": "[", "}": "{"}


class Doi(str):
    """A DOI in its bare lower-case form, ``10.3390/cancers17030559``. Two spellings of one DOI are equal."""

    __slots__ = ()

    def __new__(cls, text: str) -> Doi:
        """Read a DOI from any usual spelling (link, ``doi:`` prefix, trailing full stop).

        Raises ValueError where the text holds none.
        """
        found = _read(text)
        if found is None:
            raise ValueError(f"{text[:80]!r} is not a DOI (they look like 10.3390/cancers17030559)")
        return super().__new__(cls, found)

    @classmethod
    def within(cls, text: str) -> Doi | None:
        """The first DOI in a text, or None."""
        return cls(text) if _read(text) else None

    @property
    def url(self) -> str:
        """The link a reader is shown, ``https://doi.org/…``."""
        return f"https://doi.org/{self}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate from text, serialise as text."""
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())


def _read(text: str) -> str | None:
    """The first DOI of a text in its bare form; one whose suffix is punctuation alone ("10.1234/…") is none."""
    found = _DOI.search(text)
    doi = _trimmed(found.group()).lower() if found else ""
    return doi if any(c.isalnum() for c in doi.partition("/")[2]) else None


def _trimmed(doi: str) -> str:
    """Drop the punctuation of the sentence a DOI stood in, but keep brackets that belong to it."""
    while doi:
        last = doi[-1]
        if last in ".,;:…”’»›" or (last in _CLOSERS and doi.count(last) > doi.count(_CLOSERS[last])):
            doi = doi[:-1]
        else:
            break
    return doi

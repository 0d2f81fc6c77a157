"""The one type for DOIs: it cleans, compares and links them; everything else takes a ``Doi``."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import quote, unquote

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from corpus.characters import unseen_removed
from corpus.patterns import late

# Crossref's own advice for recognising a DOI in running text:
# https://www.crossref.org/blog/dois-and-matching-regular-expressions/
# Of what stands between < and >, only a SICI's place and title belong to a DOI: "<0255:ahoof>", "<1661::aid-sim968>".
_BARE = r"10\.[0-9]{4,9}(?:/|%2f)(?:[^\s\"'<>]|<(?=\w*[0-9])[\w.,-]*:[^\s\"'<>]*>)+"
# "(2004)024 [ 0096:RGDAIH]2.0.CO;2": year, volume and page of a SICI, in which some databases leave gaps
_GAP = late(r"(\((?:19|20)[0-9]{2}\)[0-9]{1,5}) {0,2}([\[<]) {0,2}(?=[0-9]{1,6}:)")
_DOI = late(rf"(?P<link>\bdoi\.org/)?(?P<doi>{_BARE})", re.IGNORECASE)
_WHOLE = late(_BARE, re.IGNORECASE)
# Characters that the DOI Handbook does not encode in a link (https://www.doi.org/doi-handbook/HTML/encoding-doi.html).
_HANDED_ON = late(r"[?#].*")  # what a link hands on; of a DOI it would be encoded
_ASKED = late(r"\?[A-Za-z_][\w.-]{0,30}[=&][^\s?]*\Z")  # what any other address does
# Gaps that a broken line or a careless copy left in a DOI's own cell; the text on both sides belongs together.
_GAPS = late(
    r"(?<=10\.\d{4}/)\s+|(?<=10\.\d{5}/)\s+|(?<=\w[-_/])\s+(?=\w)|(?<=\w)\s+(?=[._/-]\w)"
    r"|(?<=\w\.)\s+(?=\d)(?!10\.\d{4}|(?:19|20)\d\d\s*\Z)(?=\S+\s*\Z)"
)
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))  # which a word processor makes of a hyphen
_ESCAPED = late(r"\\(?=[_&%#$])|\{(?=[\[\]]\})|(?<=\{[\[\]])\}")  # as BibTeX is written, with "{[}" for "["
# how an address shows a paper
_SHOWN = late(
    r"(?<=\w)(?<!\A10\.\d{4})(?<!\A10\.\d{5})(?:/(?:abstract|full|fulltext|e?pdf)|\.(?:abstract|full(?:[.-](?:pdf|text))?|short))\Z"
)
_VERSION = late(r"(10\.1101/[\d.]+\d)v\d{1,2}\Z")  # bioRxiv's and medRxiv's address of one version
_UNENCODED = "/:;()"
_ENCODED = late(r"10\.[0-9]+%2f")  # as forms send it
# the beginning of the next DOI in a cell
_SEVERAL = late(r"(?<![;,|])[;,|]+(?:https?:|doi:|10\.\d{4,9}/)", re.IGNORECASE)
_ENDS = ".,;:…”’»›"
_DIGITS, _PLAIN = "0123456789", "abcdefghijklmnopqrstuvwxyz0123456789._/-"
_CLOSERS = {")": "(", "]": "[", "}": "{"}


class Doi(str):
    """A DOI in its bare lower-case form, ``10.1000/182``. Two spellings of one DOI are equal."""

    __slots__ = ()

    def __new__(cls, text: str) -> Doi:
        """Read a DOI from any usual spelling (link, ``doi:`` prefix, trailing full stop).

        Raises ValueError if the text has none.
        """
        found = _read(text)
        if found is None:
            raise ValueError(f"{text[:80]!r} is not a DOI (they look like 10.1000/182)")
        return super().__new__(cls, found)

    @classmethod
    def within(cls, text: str) -> Doi | None:
        """The first DOI in a text, or None."""
        found = _read(text)
        return super().__new__(cls, found) if found else None

    @property
    def url(self) -> str:
        """The link a reader is shown, ``https://doi.org/…``, percent-encoded: ``Doi(doi.url) == doi``."""
        encoded = quote(self, safe=_UNENCODED, errors="replace")
        return f"https://doi.org/{encoded.replace('://', '%3A//')}"  # which would begin an address of its own

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate from text, serialise as text."""
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())


def _read(text: str) -> str | None:
    """The first DOI of a text in its bare form; a suffix of punctuation alone ("10.1234/…") does not count."""
    if "10" not in text:
        return None
    if _is_bare(text):
        return text
    found = _DOI.search(_GAP.sub(r"\1\2", unseen_removed(text)))
    first = _SEVERAL.split(found["doi"], maxsplit=1)[0] if found else ""
    doi = _trimmed(_HANDED_ON.sub("", first) if found and found["link"] else first).lower()
    if found and (found["link"] or _ENCODED.match(doi)):
        doi = decoded(doi)
    return doi if any(c.isalnum() for c in doi.partition("/")[2]) else None


def _is_bare(text: str) -> bool:
    """True for a DOI in its bare form that nothing could be taken from: most that are read were read before."""
    head, _, rest = text.partition("/")
    is_head = head[:3] == "10." and 7 <= len(head) <= 12 and not head[3:].strip(_DIGITS)
    return is_head and rest[:1].isalnum() and rest[-1:].isalnum() and not rest.strip(_PLAIN)


def in_cell(text: str) -> Doi | None:
    """The DOI of a cell of its own: decoded, whole if it was broken, and without what a publisher's address adds."""
    found = _read(_GAPS.sub("", _ESCAPED.sub("", text.translate(_HYPHENS))))
    whole = decoded(_ASKED.sub("", found) if "?" in found else found) if found else ""
    # "10.123456/full" may be one
    return Doi.within(_VERSION.sub(r"\1", _SHOWN.sub("", whole))) or Doi.within(whole)


def decoded(doi: str) -> str:
    """A percent-encoded DOI decoded, unless the result would not be a DOI."""
    plain = unseen_removed(unquote(doi)).lower()
    return plain if _WHOLE.fullmatch(plain) and _trimmed(plain) == plain else doi


def _trimmed(doi: str) -> str:
    """Drop the punctuation of the sentence a DOI stood in, but keep brackets that belong to it."""
    if doi[-1:] not in _ENDS and doi[-1:] not in _CLOSERS:
        return doi
    counts, end = Counter(doi), len(doi)
    while end:
        last = doi[end - 1]
        if last not in _ENDS and not (last in _CLOSERS and counts[last] > counts[_CLOSERS[last]]):
            break
        counts[last] -= 1
        end -= 1
    return doi[:end]

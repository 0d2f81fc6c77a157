"""Signs that a paper was retracted, doubted or corrected: its type, words around its title, links in databases.

A notice states it about another paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

Became = Literal["retracted", "concern", "corrected"]
_KINDS = frozenset({"retracted", "retracted publication", "retracted article", "retracted paper"})
_WORDS = r"(?:retracted|withdrawn)(?: (?:article|paper|publication))?"
_TITLE = re.compile(rf"\W*{_WORDS}\s*[:\]）)]", re.IGNORECASE)
# Behind a title, as Web of Science writes it: "… (Retracted article. See vol. 12, pg. 3, 2015)".
_BEHIND = re.compile(rf"[(\[]{_WORDS}(?:[.,:;]? see [^()\[\]]{{1,80}})?[)\]]\W*\Z", re.IGNORECASE)


class Link(NamedTuple):
    """How PubMed links a paper and its notice, in tagged text and in XML: the name on the paper's record, and on
    the notice's."""

    kind: Became
    of_itself: tuple[str, str]
    of_another: tuple[str, str]


# https://www.nlm.nih.gov/bsd/mms/medlineelements.html; the gravest first
PUBMED = (
    Link("retracted", ("RIN", "RetractionIn"), ("ROF", "RetractionOf")),
    Link("retracted", ("RRI", "RetractedandRepublishedIn"), ("RRF", "RetractedandRepublishedFrom")),
    Link("concern", ("ECI", "ExpressionOfConcernIn"), ("ECF", "ExpressionOfConcernFor")),
    Link("concern", ("PRIN", "PartialRetractionIn"), ("PROF", "PartialRetractionOf")),
    Link("corrected", ("EIN", "ErratumIn"), ("EFR", "ErratumFor")),
    Link("corrected", ("CRI", "CorrectedandRepublishedIn"), ("CRF", "CorrectedandRepublishedFrom")),
)


def is_retracted(title: str, kinds: Iterable[str]) -> bool:
    """Whether a record's title, or one of its ``kinds`` (type, labels), says that the paper itself was
    retracted."""
    said = {part.strip() for one in kinds for part in one.casefold().split(";")}
    return bool(_KINDS & said) or _TITLE.match(title) is not None or _BEHIND.search(title) is not None

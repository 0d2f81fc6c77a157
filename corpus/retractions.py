"""Signs that a paper was retracted, doubted or corrected: its type, words around its title, links in databases.

A notice states it about another paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from corpus.models import Status
from corpus.patterns import late

RETRACTED = "Retracted Publication"  # PubMed's type of a paper that was
Became = Literal["retracted", "concern", "corrected"]
_KINDS = frozenset({"retracted", "retracted publication", "retracted article", "retracted paper"})
_WORDS = r"(?:retracted|withdrawn)(?: (?:article|paper|publication))?"
_TITLE = late(rf"\W*{_WORDS}\s*[:\]）)]", re.IGNORECASE)
# Behind a title, as Web of Science writes it: "… (Retracted article. See vol. 12, pg. 3, 2015)".
_BEHIND = late(rf"[(\[]{_WORDS}(?:[.,:;]? see [^()\[\]]{{1,80}})?[)\]]\W*\Z", re.IGNORECASE)
# A record that is itself the notice: "Correction to: …", "Erratum", "Retraction note: …".
_NOTICE = r"(?:(?:author|publisher|published|(?:notice|statement) of) )?(?:correction|errat(?:um|a)|corrigend(?:um|a)|retraction|expression of concern)(?: (?:note|notice))?"
_NOTICE_KIND = late(rf"{_NOTICE}(?: of publication|, addition)?", re.IGNORECASE)
_NOTICE_TITLE = late(
    rf"\W*(?:(?:errat(?:um|a)|corrigend(?:um|a))\b|{_NOTICE}(?: for [^:]{{1,80}}\bet al\b|(?: (?:to|of|for|in)(?: the article)?)?\s*(?:[:–—“\"]|\W*\Z)))",
    re.IGNORECASE,
)
# Where a notice names what it speaks of before its title: "to: …", "for Bar et al., …".
_JOINT = late(
    r"(?:(?:to|for|of|in)\b)?(?: the (?:article|paper)\b)?(?: [^:“\"]{1,80}\bet al\b\.?)?", re.IGNORECASE
)
_SIGNS, _YEAR = " :–—-.,;“”\"'’‘])", late(r"\b(?:19|20)\d\d\b")
_OF_NOTICES = late(
    r"\b(?:correct(?:ed|ions?)|errat(?:um|a)|corrigend(?:um|a)|retract\w*|withdrawn|notices?|apologi[sz]e\w*)\b",
    re.IGNORECASE,
)


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


# A status as a line of its own in a note, for formats without a field for it.
_SAID: dict[Became, str] = {"retracted": "Retracted", "concern": "Expression of concern", "corrected": "Corrected"}
_NOTE = late(
    rf"(?P<said>{'|'.join(_SAID.values())})(?: on (?P<on>\d{{4}}-\d\d-\d\d))?(?: \((?P<source>[^()\s]\S{{0,500}})\))?\.?",
    re.IGNORECASE,
)


def noted(status: Status | None) -> str:
    """A status as ``of_note`` reads it: "Retracted on 2021-05-01 (https://doi.org/…)"; "" for none."""
    if status is None:
        return ""
    day = f" on {status.on}" if status.on else ""
    return f"{_SAID[status.kind]}{day}{f' ({status.source})' if status.source else ''}"


def of_note(note: str) -> Status | None:
    """The status that a note states, if it states nothing else."""
    found = _NOTE.fullmatch(note.strip())
    if found is None:
        return None
    kind = next(kind for kind, said in _SAID.items() if said.casefold() == found["said"].casefold())
    try:
        day = date.fromisoformat(found["on"]) if found["on"] else None
    except ValueError:
        day = None
    return Status(kind=kind, source=found["source"], on=day)


def is_retracted(title: str, kinds: Iterable[str]) -> bool:
    """Whether a record's title, or one of its ``kinds`` (type, labels), says that the paper itself was
    retracted."""
    said = {part.strip() for one in kinds for part in one.casefold().split(";")}
    return bool(_KINDS & said) or _TITLE.match(title) is not None or _BEHIND.search(title) is not None


def is_notice(title: str, kinds: Iterable[str]) -> bool:
    """Whether a record is a notice about another paper (a correction, a retraction, a concern), by its title or one of its
    ``kinds`` (type, labels)."""
    said = (part.strip() for one in kinds for part in one.split(";"))
    return _NOTICE_TITLE.match(title) is not None or any(_NOTICE_KIND.fullmatch(one) for one in said)


def spoken_of(title: str) -> str:
    """What stands in a notice's title behind the words of notices: the title that it speaks of, as far as it repeats it,
    without where that stood ("… [J. Soil 12 (2020) 1–9]")."""
    began = _NOTICE_TITLE.match(title)
    said = title[began.end() if began else 0 :].lstrip(_SIGNS)
    joint = _JOINT.match(said) if began else None
    said = said[joint.end() if joint else 0 :].strip(_SIGNS)
    whole, opened, cited = said.rpartition("[")
    return whole.strip(_SIGNS) if opened and _YEAR.search(cited) else said


def asks_for_notices(question: str) -> bool:
    """Whether a question has a word of notices ("was it corrected", "any retractions")."""
    return _OF_NOTICES.search(question) is not None

"""Signs that a paper was retracted, doubted or corrected: its type, words around its title, links in databases.

A notice states this about another paper: which, says ``corpus.noticed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache, reduce
from typing import Literal, NamedTuple

from corpus.models import Paper, Status, graver
from corpus.patterns import late

RETRACTED = "Retracted Publication"  # PubMed's type of a paper that was
Became = Literal["retracted", "concern", "corrected"]
_KINDS = frozenset({"retracted", "retracted publication", "retracted article", "retracted paper"})
_WORDS = r"(?:retracted|withdrawn)(?: (?:article|paper|publication))?"
_TITLE = late(
    rf"\W*(?:{_WORDS}|retraction (?:notice|note) (?:and|with) (?:the )?original (?:article|paper))\s*[:\]）)]",
    re.IGNORECASE,
)
# The beginning of an abstract whose text was kept: "Retraction notice (2019): This article has been retracted by the publisher."
_OPENS = late(
    r"\W*(?:(?:retraction|retracted|notice|statement|editorial note|article|of)\b[^\w.]*(?:\(?\d{4}\)?)?[^\w.]*){0,4}this (?:(?:article|paper|publication) (?:is|was|has been)(?: \w+ly| now)? (?:retracted|withdrawn)|(?:study|work) (?:is|was|has been)(?: \w+ly| now)? retracted)\b",
    re.IGNORECASE,
)
# Behind a title, as Web of Science writes it: "… (Retracted article. See vol. 12, pg. 3, 2015)".
_BEHIND = late(rf"[(\[]{_WORDS}(?:[.,:;]? see [^()\[\]]{{1,80}})?[)\]]\W*\Z", re.IGNORECASE)
# A record that is itself the notice: "Correction to: …", "Erratum", "Retraction note: …".
_CONCERN = r"(?:expressions?|notices?|statements?) of concern"
_NOTICE = rf"(?:(?:author|editorial|publisher|published|(?:notice|statement) of) )?(?:correction|errat(?:um|a)|corrigend(?:um|a)|retraction|{_CONCERN})(?: (?:note|notice))?"
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
_RETRACTS, _DOUBTS = late(r"\bretract", re.IGNORECASE), late(rf"\b{_CONCERN}\b", re.IGNORECASE)
_OF_NOTICES = late(
    rf"\b(?:correct(?:ed|ions?)|errat(?:um|a)|corrigend(?:um|a)|retract\w*|{_CONCERN}|withdrawn|notices?|apologi[sz]e\w*)\b",
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


# What reference managers keep of PubMed's links in a note: "Retraction in: PLoS One. 2020 …", between other lines.
_LINKED: dict[Became, re.Pattern[str]] = {
    "retracted": late(r"\b(?:Retraction|Retracted and republished) in: ?[A-Z]|(?<!of )\bRetracted Publication\b"),
    "concern": late(r"\bExpression of [Cc]oncern in: ?[A-Z]"),
    "corrected": late(r"\b(?:Erratum|Corrected and republished) in: ?[A-Z]"),
}


def noted(status: Status | None) -> str:
    """A status as ``of_note`` reads it: "Retracted on 2021-05-01 (https://doi.org/…)"; "" for none."""
    if status is None:
        return ""
    day = f" on {status.on}" if status.on else ""
    return f"{_SAID[status.kind]}{day}{f' ({status.source})' if status.source else ''}"


def of_note(note: str) -> Status | None:
    """The status that a note states, if it states nothing else or uses PubMed's words for linking a notice."""
    found = _NOTE.fullmatch(note.strip())
    if found is None:
        kinds = (kind for kind, linked in _LINKED.items() if linked.search(note))
        return reduce(graver, (Status(kind=kind) for kind in kinds), None)
    kind = next(kind for kind, said in _SAID.items() if said.casefold() == found["said"].casefold())
    try:
        day = date.fromisoformat(found["on"]) if found["on"] else None
    except ValueError:
        day = None
    return Status(kind=kind, source=found["source"], on=day)


def of_notice(notice: str) -> Status:
    """The status that a notice around an abstract gives the paper itself: "[Correction Notice: An Erratum for …]"."""
    said = notice.partition(":")[0]
    return Status(
        kind="retracted" if _RETRACTS.search(said) else "concern" if _DOUBTS.search(said) else "corrected"
    )


def is_retracted(title: str, kinds: Iterable[str], abstract: str = "") -> bool:
    """Whether a record's title, one of its ``kinds`` (type, labels) or the beginning of its ``abstract`` says that the
    paper itself was retracted. What a notice's abstract says is about another paper and does not count.
    """
    if _OPENS.match(abstract) and _NOTICE_TITLE.match(title) is None:
        return True
    said = {part.strip() for one in kinds for part in one.casefold().split(";")}
    return bool(_KINDS & said) or _TITLE.match(title) is not None or _BEHIND.search(title) is not None


@lru_cache(maxsize=4096)  # each answer asks for it beside every paper that it reads or cites
def is_notice(title: str, kinds: tuple[str, ...]) -> bool:
    """Whether a record is a notice about another paper (a correction, a retraction, a concern), by its title or one of its
    ``kinds`` (type, labels)."""
    said = (part.strip() for one in kinds for part in one.split(";"))
    return _NOTICE_TITLE.match(title) is not None or any(_NOTICE_KIND.fullmatch(one) for one in said)


def spoken_of(title: str) -> str:
    """The title of the paper that a notice is about: what follows the words of notices in its own title, without the
    reference that may follow ("… [J. Soil 12 (2020) 1–9]").
    """
    began = _NOTICE_TITLE.match(title)
    said = title[began.end() if began else 0 :].lstrip(_SIGNS)
    joint = _JOINT.match(said) if began else None
    said = said[joint.end() if joint else 0 :].strip(_SIGNS)
    whole, opened, cited = said.rpartition("[")
    return whole.strip(_SIGNS) if opened and _YEAR.search(cited) else said


def asked_for(question: str) -> Became | None:
    """The kind of notice that a question names ("the erratum", "the expression of concern"); None if it names none."""
    if _DOUBTS.search(question):
        return "concern"
    return ("retracted" if _RETRACTS.search(question) else "corrected") if _OF_NOTICES.search(question) else None


def asks_for_notices(question: str) -> bool:
    """Whether a question contains a word for notices ("was it corrected", "any retractions")."""
    return _OF_NOTICES.search(question) is not None


def kinds_of(paper: Paper) -> tuple[str, ...]:
    """A record's type and labels, as ``is_notice`` reads them."""
    return (paper.type or "", *paper.labels)


def became(notice: Paper) -> Became:
    """The status that a notice gives its paper."""
    said = " ".join((notice.title.replace(spoken_of(notice.title), ""), *kinds_of(notice)))
    return "retracted" if _RETRACTS.search(said) else "concern" if _DOUBTS.search(said) else "corrected"

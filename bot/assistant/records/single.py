"""What the record of one paper says, or of the few papers a question fits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.citing import address
from bot.assistant.records.asking import fields_in
from bot.assistant.records.fields import FIELDS, Field
from bot.assistant.records.naming import EVIDENCE, Named, name_papers
from bot.assistant.records.reply import (
    MOST_LINES,
    RecordReply,
    TopicFinder,
    answered,
    joined,
    lines,
    named,
    nothing,
)
from bot.assistant.records.text import FILLER, NOUNS, Asked
from corpus.models import Corpus, Paper

# Only a paper has these: no word like "paper" is needed beside them.
_OF_A_PAPER = re.compile(
    r"\bdoi\b|^(?:(?:give|send|get|got|have|share|drop|post|need|want) (?:me )?)?(?:an? |the )?(?:links?|urls?|pdfs?) (?:to|of|for) the\b"
)
_FEW = 3
_DOI_WORDS = ("doi", "details", "metadata")
_CARD = ("authors", "journal", "date of publication", "type", "number of pages", "number of citations", "views")
_WHICH = "Say which paper you mean: by its topic, its first author or its DOI."


async def answer_fields(
    asked: Asked, corpus: Corpus, topic: TopicFinder, about: Sequence[str]
) -> RecordReply | None:
    """The fields a question asks for, of the papers it means; None where it asks for no field."""
    fields = fields_in(asked)
    if not fields:
        return await _card(asked, corpus)
    ignored = frozenset().union(*(field.words for field in fields))
    found = await name_papers(asked, ignored, corpus, topic, about)
    if all(field.weak for field in fields) and not _is_paper(asked, found):
        return None
    if found.papers and not _fits(asked, found):
        return None
    return say(fields, found) if found.papers else _unnamed(fields, found)


def _is_paper(asked: Asked, found: Named) -> bool:
    """True where the question speaks of a paper and not just of its subject."""
    if asked.has(_OF_A_PAPER) or found.by in ("doi", "talk", "name", ""):
        return True
    return asked.has(EVIDENCE)


def _fits(asked: Asked, found: Named) -> bool:
    """Words of an abstract name a paper only where the question speaks of one; words of a title always do."""
    return found.by != "topic" or asked.has(EVIDENCE) or asked.has(_OF_A_PAPER)


def say(fields: Sequence[Field], found: Named) -> RecordReply:
    """The fields of the papers found, in sentences, or as a list where there are more than three papers."""
    if len(found.papers) > _FEW and len(fields) == 1:
        return _listed(fields[0], found.papers)
    papers, more = found.papers[:MOST_LINES], len(found.papers) - MOST_LINES
    told = [_told(paper, fields) for paper in papers]
    unknown = tuple(dict.fromkeys(name for _, names in told for name in names))
    rest = f"\nand {more} more" if more > 0 else ""
    text = found.note + "\n".join(sentence for sentence, _ in told) + rest + _missing(found.missing)
    known = any(len(names) < len(fields) for _, names in told)
    return answered(text, papers, unknown) if known else nothing(text, papers, unknown)


def _told(paper: Paper, fields: Sequence[Field]) -> tuple[str, list[str]]:
    """What one record says of the fields, and the names of those it does not give."""
    said, lacking, name = [], [], named(paper)
    for field in fields:
        value = field.value(paper)
        if value is None:
            lacking.append(field.name)
        else:
            said.append(_sentence(field, name, value))
            name = "It" if said[0] else name
    if lacking:
        subject = "The record does" if said else f"The record of {name} does"
        said.append(f"{subject} not give the {joined(lacking, 'or')}.")
    return f"{' '.join(said)} {address(paper)}", lacking


def _sentence(field: Field, name: str, value: str) -> str:
    says = field.says
    if field.name == "date of publication" and value.isdigit():
        says = says.replace(" on ", " in ")
    subject = name.lower() if name == "It" and not says.startswith("{") else name
    return says.format(paper=subject, value=value)


def _listed(field: Field, papers: Sequence[Paper]) -> RecordReply:
    """One field of many papers, a line each."""
    values = [field.value(paper) or "not given" for paper in papers]
    lacking = (field.name,) if "not given" in values else ()
    if all(value == "not given" for value in values):
        return nothing(f"The records here do not give the {field.name}.", unknown=lacking)
    if len(set(values)) == 1 and field.name in ("journal", "licence", "type", "heading", "source", "volume"):
        text = f"All {len(papers)} papers have the same {field.name}: {values[0]}.\n{lines(papers)}"
        return answered(text, papers[:MOST_LINES])
    values = [""] * len(papers) if field.name in ("title", "link") else values
    return answered(
        f"The {field.name} of {len(papers)} papers:\n{lines(papers, values)}", papers[:MOST_LINES], lacking
    )


def _unnamed(fields: Sequence[Field], found: Named) -> RecordReply:
    """What to say where no paper is meant, or none here is the one meant."""
    asked_for = joined([field.name for field in fields])
    if not found.missing:
        return nothing(f"I can tell the {asked_for} of a paper. {_WHICH}")
    return nothing(
        _missing(found.missing).strip() + " Ask for the list of papers to see what there is.",
        unknown=found.missing,
    )


def _missing(words: Sequence[str]) -> str:
    if not words:
        return ""
    quoted = joined([f"“{word}”" for word in words])
    return f" No paper here goes with {quoted}."


async def _no_topic(words: str, limit: int = 3, /) -> list[tuple[str, float]]:
    return []


async def _card(asked: Asked, corpus: Corpus) -> RecordReply | None:
    """The whole record, for a DOI and nothing else."""
    if not asked.dois or any(
        word not in FILLER and word not in NOUNS and word not in _DOI_WORDS for word in asked.words
    ):
        return None
    found = await name_papers(asked, frozenset(), corpus, _no_topic, ())
    fields = [field for field in FIELDS if field.name in _CARD]
    return say(fields, found) if found.papers else _unnamed(fields[:1], found)

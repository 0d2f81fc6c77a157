"""What is computed once and kept with a paper: facts about its sentences that hold whatever is asked, each when it is first
needed; and how much it contains of the latest question's concepts, because the question's parts, and the same question asked
of other papers, have the same ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.finding.texts import Line, PaperTexts
from index.sentences.asking import Asked
from index.sentences.cues import fits_section
from index.sentences.reporting import is_aside, is_followed, is_formality, likelihood, sums_up
from index.sentences.samples import sample_size
from index.sentences.units import units_studied
from index.terms.query import Concept

REPORTED = 0.6  # a sentence that is so likely to report a result does
EARLY = 0.15  # nearer to the beginning of an abstract, under no heading, no result stands yet, but what was done: "cameras were installed"


def reporting(line: Line) -> float:
    """The likelihood (0..1) that a sentence reports a result."""
    return likelihood(line.text)


def formal(line: Line) -> bool:
    """True for a sentence that says who paid, where the study is registered and the like."""
    return is_formality(line.text, line.section)


def concluding(line: Line) -> bool:
    """True for a sentence of the conclusions; without a heading, for one that opens as a conclusion does, except
    limits, funding and what is left to do.
    """
    concludes = fits_section(line.section, Asked.CONCLUSION) if line.section else sums_up(line.text)
    return concludes and not is_aside(line.text, None)


def closing(texts: PaperTexts) -> int:
    """The place of the last sentence that is not on limits, funding or what is left to do; -1 if there is none."""
    behind = reversed(list(enumerate(texts.lines)))
    return next((at for at, line in behind if not is_aside(line.text, line.section)), -1)


def first_result(texts: PaperTexts) -> int:
    """The place of the first sentence that reports a result; -1 if none does. Not counted as results: how many were
    studied and for how long, what was planned or known before, and the opening of an abstract without headings.
    """
    lines, sized = texts.lines, texts.once(sizing)
    aside = (line.number in sized or line.cues.sets_out or is_followed(line.text) for line in lines)
    early = EARLY * (len(lines) - 1)
    found = (at for at, beside in enumerate(aside) if not beside and (lines[at].section or at >= early))
    return next((at for at in found if lines[at].once(reporting) >= REPORTED), -1)


def sizing(texts: PaperTexts) -> frozenset[int]:
    """The numbers of the sentences that state how many were studied."""
    sample, units = sample_size(texts.paper), units_studied(texts.paper)
    counts = sample.counts if sample else (units,) if units else ()
    return frozenset(count.sentence.number for count in counts)


class Credited(NamedTuple):
    """How much (0..1) of a ``concept`` a paper contains: its title and authors (``named``), the same without words of similar
    meaning (``named_itself``), and each sentence, in order."""

    concept: Concept
    named: float
    named_itself: float
    sentences: tuple[float, ...]


def credited(texts: PaperTexts, concepts: Sequence[Concept]) -> list[Credited]:
    """What a paper contains of each of some concepts. Concepts are compared by identity; as long as they are kept here,
    it does not change.
    """
    known = texts.credited
    found = [known.get(id(one)) or _told(texts, one) for one in concepts]
    if any(id(one) not in known for one in concepts):
        texts.credited = {id(one.concept): one for one in found}
    return found


def _told(texts: PaperTexts, concept: Concept) -> Credited:
    name, held, here = texts.name, texts.held, concept.terms & texts.terms
    if not here:
        return Credited(concept, 0.0, 0.0, (0.0,) * len(held))
    named = name.credit(concept)
    itself = 0.0 if named and name.close(concept) else named
    column = [0.0 if here.isdisjoint(one.terms) else one.credit(concept) for one in held]
    return Credited(concept, named, itself, tuple(column))

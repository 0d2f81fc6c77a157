"""The kind of thing that a question asks for by the one attribute it names, where the way it is put does not tell ("ketamine dose kids")."""

from __future__ import annotations

from functools import lru_cache

from corpus.patterns import late
from index.sentences.asking import Asked, asked_for, is_for_yes_or_no
from index.terms.attributes import DEFINITION, REMEMBERED, told, wanted

_FIGURES = {"dose": Asked.DOSE, "rate": Asked.PERCENT, "percentage": Asked.PERCENT}
_NO_SHARE = late(
    r"(?i)\b(?:heart|pulse|respiratory|breathing|infusion|flow|growth|metabolic|filtration|sedimentation|interest) rates?\b"
)


# "How was sleep measured with earplugs": by what means it was done.
_HOW_DONE = late(
    r"(?i)\bhow (?:was|were|did they) (?:(?!the\b|an?\b)[\w-]+ |the [\w-]+ |an? [\w-]+ ){0,7}?(?P<done>[a-z]{2,}ed|given|done|chosen|made|found|taken|drawn)\b"
)


def kind_asked(question: str) -> Asked:
    """The kind of thing a question asks for; also by what means something was done, and "what is thermal ablation"."""
    asked = asked_for(question)
    if asked in (Asked.ANYTHING, Asked.FINDING) and how_done(question) >= 0:
        return Asked.METHOD
    defines = asked is Asked.ANYTHING and [one.attribute.name for one in wanted(question)] == [DEFINITION]
    return Asked.DEFINITION if defines else asked


@lru_cache(maxsize=REMEMBERED)
def how_done(question: str) -> int:
    """Where a question for the means by which something was done says what that is ("measured"; code points); -1 if it does not."""
    done = _HOW_DONE.search(question)
    return done.start("done") if done else -1


def figure_named(question: str) -> Asked:
    """The kind of figure that a question names; ``ANYTHING`` if it names none, or several."""
    if is_for_yes_or_no(question) or _NO_SHARE.search(question):
        return Asked.ANYTHING
    kinds = {_FIGURES.get(one.attribute.name, Asked.ANYTHING) for one in told(wanted(question))}
    return kinds.pop() if len(kinds) == 1 else Asked.ANYTHING

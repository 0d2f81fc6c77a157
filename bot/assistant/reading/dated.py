"""An author's name with a year as it is typed in a hurry: "kang23", "Kang '23", "Kang et al., 2023a"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.assistant.reading.catalogue import kept
from bot.assistant.reading.phrases import WHO
from bot.assistant.reading.words import fold
from corpus.models import Paper
from corpus.patterns import late

MANY = 2_000  # papers: of more the authors are not looked through
_TYPED = late(
    r"(?<![\w/.])(?P<name>[^\W\d_][^\W\d_'’-]*[^\W\d_])(?P<al>,? et ?al\b\.?)?(?P<apart>[ ,]*['’‘`´]|[ ,_-]*)(?P<year>(?:19|20)?\d\d)(?P<letter>[a-h])?(?![\w%/]|[.,:]\d)"
)
# "Kang 23 patients": a number of people, no year.
_COUNTED = late(rf"\W{{1,2}}(?:{WHO}|%|per ?cent|days?|weeks?|months?|years?)\b", re.IGNORECASE)


def dated(question: str, papers: Sequence[Paper]) -> str:
    """A question with the whole year behind each author's name who has a paper of that year; otherwise unchanged."""
    if len(papers) > MANY or not any(map(str.isdigit, question)):
        return question
    years = _years(papers)

    def whole(typed: re.Match[str]) -> str:
        year = typed["year"] if len(typed["year"]) > 2 else f"20{typed['year']}"
        counts = (
            len(typed["year"]) < 3 and not typed["apart"].strip(" ,-_") and _COUNTED.match(question, typed.end())
        )
        if counts or year not in years.get(fold(typed["name"]), ()):
            return typed[0]
        return f"{typed['name']}{typed['al'] or ''} {year}"

    return _TYPED.sub(whole, question)


@kept
def _years(papers: Sequence[Paper]) -> Mapping[str, frozenset[str]]:
    """For the last word of each family name the years of its papers."""
    found: dict[str, set[str]] = {}
    for paper in papers:
        for one in paper.authors:
            for word in fold(one.family or "").split()[-1:]:
                found.setdefault(word, set()).add(str(paper.year))
    return {name: frozenset(years) for name, years in found.items()}

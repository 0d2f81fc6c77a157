"""Years and days as they are typed in a hurry: "kang23", "Kang '23", "Kang et al., 2023a"; "cured by d28"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

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


_DAY = late(r"(?<![\w.,-])d-?(\d{1,3})(?![\w^/.-]|\.\d)", re.IGNORECASE)
_FIRST_DAY = 7  # a smaller number may be another's name: vitamin D3


def days_in(question: str, held: Callable[[str], bool]) -> str:
    """A question with "d28" written out as a day, unless the library has the word itself (``held``, folded)."""

    def out(found: re.Match[str]) -> str:
        is_day = int(found[1]) >= _FIRST_DAY and not held(found[0].casefold())
        return f"day {found[1]}" if is_day else found[0]

    return _DAY.sub(out, question)

"""Replies to who asks which of some papers is newer, longer, cited more …: those named on the sides of "or" and "than", or all."""

from __future__ import annotations

from bot.assistant.fields import MEASURES, Measure, span
from bot.assistant.reading.called import studies, study_of
from bot.assistant.reading.composing import BETWEEN
from bot.assistant.reading.frame import Frame
from bot.assistant.reading.phrases import PAPERS
from bot.assistant.reply import MOST_LINES, RecordReply, answered, lines, named, nothing
from bot.assistant.telling.choosing import name, select
from bot.assistant.telling.ends import decided
from bot.assistant.telling.holding import Library, once
from bot.assistant.telling.lists import UNDECIDED, in_order, said_of
from bot.assistant.telling.values import tell_values
from bot.assistant.wording import counted
from bot.models import Ask
from corpus.models import Paper
from corpus.patterns import late

_PAIR, _YEAR = 2, 365.25  # papers; days
# "Newer vs older papers": all of them in order, and not "which paper is newer".
_SEVERAL, _ONE = late(rf"\b(?:{PAPERS}|ones)\b"), late(r"\b(?:is|was|one|it)\b")


def tell_comparison(frame: Frame, library: Library) -> RecordReply | None:
    """The reply with the papers compared, in order of the measure: all of them for "newer vs older papers"; None if fewer than two or too many are found."""
    papers = sides(frame, library)
    # "the A vs B paper": one paper has both in its name
    if len(papers) == 1 and frame.papers and not frame.plural:
        asks, named_by = Ask(op="value", fields=(MEASURES[frame.ask.by].field,)), frame.name or frame.leftover
        return tell_values(frame._replace(ask=asks, strong=True, leftover=(), name=named_by), library)
    sided = len(papers) > 1 or frame.name or frame.leftover
    if len(papers) < 2:
        papers = [] if sided else list(select(frame, library).papers)
    if not papers and not frame.leftover and len(both := name(frame, library).papers) == _PAIR:
        papers = list(both)  # "the two pollen papers"
    if not sided and len(papers) > _PAIR and _SEVERAL.search(frame.text) and not _ONE.search(frame.text):
        return in_order(frame, select(frame, library))
    if not 2 <= len(papers) <= MOST_LINES:
        return None
    measure, high = MEASURES[frame.ask.by], frame.ask.high
    valued = [(found, paper) for paper in papers if (found := span(measure, paper))]
    if len(valued) < len(papers):
        return nothing(
            f"The records do not give the {measure.name} of {'both' if len(papers) == 2 else 'all these'} papers.\n{lines(papers)}",
            papers,
            (measure.name,),
        )
    valued.sort(key=lambda pair: (-pair[0][0] if high else pair[0][1], pair[0][0] < pair[0][1]))
    ordered, (first, second) = [paper for _, paper in valued], (valued[0][0], valued[1][0])
    said, sure = [said_of(measure, paper) for paper in ordered], all(decided(first, one) for one, _ in valued[1:])
    tie = first == second
    opening = "They tie:" if tie else f"It is {named(ordered[0])}:"
    gap = _apart(measure, first, second) if len(valued) == _PAIR else ""
    best: tuple[str, ...] = (ordered[0].key,) if sure and not tie else ()
    of_it = len(library.about) == 1 and frame.points and "which" not in frame.text.split()
    if of_it and library.about[0] in [paper.key for paper in papers]:
        best = library.about  # "is it older than the Kang paper": the talk goes on about it
    text = f"{opening if sure else UNDECIDED}\n{lines(ordered, said)}{gap}"
    return answered(text, ordered).model_copy(update={"about": best})


def _apart(measure: Measure, one: tuple[int, int], other: tuple[int, int]) -> str:
    """How far two papers are apart; dates in days, or in years from one year on, or if the years are all that is known."""
    gap = abs(one[0] - other[0])
    if measure.name != "date":
        return f" {gap:,} apart."
    if one[0] < one[1] and other[0] < other[1]:
        return f" {counted(round(gap / _YEAR), 'year')} apart." if gap else ""
    if one[0] < one[1] or other[0] < other[1]:
        return ""
    return f" {gap / _YEAR:.1f} years apart." if gap >= _YEAR else f" {counted(gap, 'day')} apart."


def sides(frame: Frame, library: Library) -> list[Paper]:
    """The papers named on the sides of "or", "than" and "and", one a side; "it" is the one talked about. [] if a side does not name exactly one."""
    found: list[Paper] = []
    for side in _split(frame.text):
        words = [w for w in side if w in (*frame.name, *frame.leftover)]
        people = tuple(p for p in library.people.named(side))
        if not words and not people:
            continue
        part = frame._replace(
            name=tuple(w for w in words if not any(w in p.typed.split() for p in people)),
            people=people,
            filters=(),
        )
        called = study_of(" ".join(words), library.papers) if len(words) > 1 and not people else ()
        own = studies(words[0], library.papers) if len(words) == 1 and not people else called
        chosen = name(part, library)
        papers = own if len(own) == 1 else chosen.papers
        told = frame.ask.by == "date" and frame.leftover and not frame.papers
        if len(papers) != 1 or (told and papers is not own and chosen.how == "text"):
            return []  # "bleeding after tonsils out": its words are of what the abstracts say, and no paper's name
        found += [paper for paper in papers if paper not in found]
    if not found and frame.points and len(library.listed) > 1:
        return list(library.named(library.listed))
    it = (
        library.named(library.about) if frame.points and len(found) == 1 else ()
    )  # "is it newer than the Kang paper"
    return list(once((*it, *found))) if len(it) == 1 else found


def _split(text: str) -> list[list[str]]:
    sides: list[list[str]] = [[]]
    for word in text.split():
        if word in BETWEEN:
            sides.append([])
        else:
            sides[-1].append(word)
    return sides

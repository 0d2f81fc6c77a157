"""How many papers, or how much of a count, there are of each year, type, journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from bot.assistant.fields import GROUPS, MEASURES
from bot.assistant.reading.frame import Frame
from bot.assistant.telling.choosing import Library, select
from bot.assistant.telling.reply import MOST_LINES, RecordReply, answered, lines, not_said, nothing
from bot.assistant.wording import counted, joined
from corpus.models import Paper

MOST_GROUPS = 30  # groups told by name
_KINDS = {
    "type": "type",
    "year": "date",
    "journal": "journal",
    "volume": "volume",
}  # the filters of what is grouped


def tell_groups(frame: Frame, library: Library) -> RecordReply | None:
    """How many papers, or how much of a count, there are of each year, type, journal; which of them has most."""
    by = frame.ask.by
    same = [one for one in frame.filters if one.kind == _KINDS.get(by)]
    if len(same) == 1:  # "which type is commonest, review or what": the one named is no limit
        frame = frame._replace(filters=tuple(one for one in frame.filters if one not in same))
    chosen = select(frame, library)
    groups = _grouped(chosen.papers, _people(frame) if by == "person" else GROUPS[by])
    if not groups:
        return nothing(f"The records here do not give the {by} of the papers.", unknown=(by,))
    measure = frame.ask.fields[0] if frame.ask.fields and frame.ask.fields[0] != "authors" else ""
    silent = len(chosen.papers) - len({paper.key for papers in groups.values() for paper in papers})
    said = f" {chosen.says}" if chosen.says else " here"
    also = f" {not_said(silent)}" if silent else ""
    text = f"Papers{said} by {by}: {_parts(groups, measure)}.{_most(groups, measure)}{also}"
    ordered = tuple({paper.key: paper for papers in groups.values() for paper in papers}.values())
    return answered(f"{text}\n{lines(ordered)}" if len(ordered) <= MOST_LINES else text, ordered[:MOST_LINES])


def _people(frame: Frame) -> Callable[[Paper], Sequence[str]]:
    """Groups by the people named."""

    def signed(paper: Paper) -> Sequence[str]:
        names = {author.name for author in paper.authors}
        return [joined(person.names, "or") for person in frame.people if names & set(person.names)]

    return signed


def _grouped(papers: Sequence[Paper], group: Callable[[Paper], Sequence[str]]) -> Mapping[str, list[Paper]]:
    """The papers of each group, groups in order of their names, papers in order of their dates."""
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in sorted(papers, key=lambda paper: (paper.year or 0, str(paper.published or ""))):
        for value in group(paper):
            groups[value].append(paper)
    return {value: groups[value] for value in sorted(groups)}


def _parts(groups: Mapping[str, Sequence[Paper]], measure: str) -> str:
    """ "2023: 2 papers, 2024: 6 papers"; with the sum of a measure where one is asked for."""
    parts = []
    for value, papers in list(groups.items())[:MOST_GROUPS]:
        count = counted(len(papers), "paper")
        parts.append(f"{value}: {f'{_total(papers, measure):,} {measure} ({count})' if measure else count}")
    more = len(groups) - MOST_GROUPS
    return ", ".join([*parts, *([f"and {more} more"] if more > 0 else [])])


def _total(papers: Sequence[Paper], measure: str) -> int:
    return sum(MEASURES[measure].number(paper) or 0 for paper in papers)


def _most(groups: Mapping[str, Sequence[Paper]], measure: str) -> str:
    if len(groups) < 2:
        return ""
    amounts = {value: _total(papers, measure) if measure else len(papers) for value, papers in groups.items()}
    most = max(amounts.values())
    top = [value for value, amount in amounts.items() if amount == most]
    return f" Most: {joined(top)}." if len(top) < len(groups) else " All have as many."

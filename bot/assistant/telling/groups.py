"""How many papers, or how much of a count, there are of each year, type, journal."""

from __future__ import annotations

from collections import defaultdict

from bot.assistant.fields import GROUPS, MEASURES
from bot.assistant.reading.frame import Frame
from bot.assistant.telling.choosing import Library, select
from bot.assistant.telling.reply import RecordReply, answered, not_said, nothing
from bot.assistant.wording import counted, joined
from corpus.models import Paper


def tell_groups(frame: Frame, library: Library) -> RecordReply | None:
    """How many papers, or how much of a count, there are of each year, type, journal; the most of them first where asked."""
    chosen, by = select(frame, library), frame.ask.by
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in chosen.papers:
        if (value := GROUPS[by](paper)) is not None:
            groups[value].append(paper)
    if not groups:
        return nothing(f"The records here do not give the {by} of the papers.", unknown=(by,))
    measure = MEASURES[frame.ask.fields[0]] if frame.ask.fields and frame.ask.fields[0] != "authors" else None
    parts = []
    for value in sorted(groups):
        count = counted(len(groups[value]), "paper")
        total = sum(measure.number(paper) or 0 for paper in groups[value]) if measure else 0
        parts.append(f"{value}: {f'{total:,} {measure.name} ({count})' if measure else count}")
    silent = len(chosen.papers) - sum(map(len, groups.values()))
    most = max(map(len, groups.values()))
    top = joined([value for value in sorted(groups) if len(groups[value]) == most])
    also = f" Most: {top}." if len(groups) > 1 and not measure else ""
    said = f" {chosen.says}" if chosen.says else " here"
    return answered(
        f"Papers{said} by {by}: {', '.join(parts)}.{also}" + (f" {not_said(silent)}" if silent else "")
    )

"""Which of many papers were retracted, corrected or doubted."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant.fields import Field
from bot.assistant.reading.kinds import is_notice
from bot.assistant.reply import RecordReply, lines, listing
from corpus.models import Paper


def taken_back(field: Field, papers: Sequence[Paper]) -> RecordReply:
    """Which of many papers were retracted, corrected or doubted, if any; then the notices about papers that are not here."""
    told = [paper for paper in papers if field.value(paper)]
    values = [field.value(paper) or "" for paper in told]
    text = f"Of these {len(papers)} papers, {len(told)} {'was' if len(told) == 1 else 'were'} retracted, corrected or doubted:\n{lines(told, values)}"
    text = text if told else f"The records of these {len(papers)} papers name no {field.none}."
    sources = {paper.status.source for paper in told if paper.status}
    notices = [paper for paper in papers if is_notice(paper) and paper.link not in sources]
    there = f"\nNotices about other papers are among them:\n{lines(notices)}" if notices else ""
    return listing(text + there, (*told, *notices))

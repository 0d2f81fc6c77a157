"""The options of /ask that limit a question to some papers."""

from __future__ import annotations

import re
from datetime import date

from bot.assistant.citing import cite
from bot.assistant.reading.selection import of_type
from bot.assistant.reading.which import Found
from bot.discord.errors import Refusal
from bot.discord.suggest import label
from bot.discord.text import escape, slot, theirs
from corpus.models import Corpus, Model, Paper

OFFERED = 5  # papers named where several may be meant
_SINCE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class Scope(Model):
    """Some papers by key, and a text for this choice ("Kang et al. 2023, Cancers"); empty for the whole library."""

    keys: tuple[str, ...] = ()
    told: str = ""


def scope_of(corpus: Corpus, paper: Paper | None, kind: str | None, since: str | None) -> Scope:
    """The papers that fit the options. Raises Refusal if an option cannot be read or no paper fits."""
    if not (paper or kind or since):
        return Scope()
    told = [slot(cite(paper))] if paper else []
    told += [f"type {slot(kind.strip())}"] if kind else []
    told += [f"since {slot(since.strip())}"] if since else []
    start, of = _date(since) if since else None, [paper] if paper else corpus.papers
    keys = tuple(one.key for one in of if (not kind or of_type(one, kind)) and _is_since(one, start))
    if not keys:
        raise Refusal(f"No paper here fits {escape(', '.join(told))}. /papers shows what there is.")
    return Scope(keys=keys, told=", ".join(told))


def the_paper(found: Found, words: str) -> Paper:
    """The one paper found for a member's words. Raises Refusal if there is none, or more than one may be meant."""
    if found.one is not None:
        return found.one
    if found.papers:
        names = "\n".join(f"• {theirs(label(one))}" for one in found.papers[:OFFERED])
        raise Refusal(f"Which paper do you mean? Choose one from the list as you type, or paste its DOI.\n{names}")
    shown = theirs(" ".join(words.split())[:100])
    raise Refusal(f"No paper here is called “{shown}”. Choose one from the list as you type, or paste its DOI.")


def _date(since: str) -> date:
    read = _SINCE.fullmatch(since.strip())
    if read:
        year, month, day = (int(part) if part else 1 for part in read.groups())
        try:
            return date(year, month, day)
        except ValueError:
            pass
    shown = theirs(" ".join(since.split())[:40])
    raise Refusal(f"“{shown}” is no date I can read. Write a year or a day: 2024, 2024-05 or 2024-05-17.")


def _is_since(paper: Paper, start: date | None) -> bool:
    """Whether a paper appeared on this day or later; True for every paper without a day."""
    appeared = _appeared(paper)
    return start is None or (appeared is not None and appeared >= start)


def _appeared(paper: Paper) -> date | None:
    """The day a paper appeared; the last day of the year if only that is known, None if nothing is."""
    return paper.published or (date(paper.year, 12, 31) if paper.year else None)

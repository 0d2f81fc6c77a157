"""The options of commands: choices offered while a member types (at most 25, short enough for Discord, the most similar
first), and which papers an option means.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from datetime import date
from functools import wraps
from itertools import islice
from typing import Any

import discord
from discord import app_commands

from bot.assistant.citing import cite, entitled
from bot.assistant.reading.filters import of_type
from bot.assistant.reading.which import Found
from bot.assistant.wording import covers
from bot.discord import text
from bot.discord.errors import Refusal
from bot.discord.text import CHOICE, CHOICES, clip, escape, size, slot, theirs
from bot.discord.trying import going_on
from corpus.errors import MarrowError
from corpus.models import Corpus, Model, Paper
from corpus.shelf import mark_of

IN_TIME = 1.5  # seconds: Discord waits three, but by then the member has typed on
LOOKED_AT = 5_000  # papers whose types are offered: there are few types, and the first papers have them
_LOG = logging.getLogger("marrow.discord")
Choices = list[app_commands.Choice[str]]
Finder = Callable[[Any, Any, str], Coroutine[Any, Any, Choices]]
OFFERED = 5  # papers named if several may be meant
_SINCE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def papers(found: Sequence[Paper]) -> Choices:
    """Papers as choices, in the given order."""
    return [app_commands.Choice(name=label(paper), value=token(paper)) for paper in found[:CHOICES]]


def offered(find: Finder) -> Finder:
    """Wraps a cog's method that finds choices: no choices if it is too slow, fails, or the library cannot be asked."""

    @wraps(find)
    async def found(cog: Any, interaction: Any, typed: str) -> Choices:
        try:
            async with asyncio.timeout(IN_TIME):
                return await find(cog, interaction, typed)
        except (TimeoutError, MarrowError):
            pass
        except Exception:  # the member is not told, so the operator must be
            _LOG.exception("Nothing could be offered for an option.")
        return []

    return found


def offers(command: object, options: Any) -> bool:
    """Whether the option that is being typed belongs to this command and offers choices."""
    if not isinstance(command, app_commands.Command):
        return False
    named = {parameter.display_name for parameter in command.parameters if parameter.autocomplete}
    return _focused(options) in named


def _focused(options: Any) -> str | None:
    """The name of the option that is being typed, at any depth; None if there is none."""
    for option in options or ():
        if option.get("focused"):
            return str(option["name"])
        if (found := _focused(option.get("options"))) is not None:
            return found
    return None


async def offer_nothing(interaction: discord.Interaction[Any]) -> None:
    """Send an empty list; Discord allows no other message while somebody types."""
    with going_on("That nothing is offered for an option could not be told"):
        await interaction.response.autocomplete([])


def label(paper: Paper) -> str:
    """A paper on one short line."""
    return text.label(entitled(paper) if paper.headline else cite(paper), CHOICE, "(no title)")


def token(paper: Paper) -> str:
    """A choice's value for a paper: its key, or a mark if the key is too long."""
    return paper.key if size(paper.key) <= CHOICE else mark_of(paper.key)


def types(corpus: Corpus, typed: str) -> Choices:
    """The types and headings of a library's first papers, in the order they first occur."""
    return words(
        (name for paper in islice(corpus.papers, LOOKED_AT) for name in (paper.type, paper.heading) if name), typed
    )


def authors(corpus: Corpus, typed: str) -> Choices:
    """The authors of a library's papers."""
    return words((author.name for paper in corpus.papers for author in paper.authors), typed)


def keywords(corpus: Corpus, typed: str) -> Choices:
    """The keywords of a library's issue and papers."""
    of_papers = (keyword for paper in corpus.papers for keyword in paper.keywords)
    return words((*(corpus.issue.keywords if corpus.issue else ()), *of_papers), typed)


def words(names: Iterable[str], typed: str) -> Choices:
    """Names that begin with the typed text, then names that contain it."""
    return named({name: name for name in names}, typed)


def named(values: Mapping[str, str], typed: str) -> Choices:
    """The same for values with separate names: name → value."""
    wanted = typed.strip().casefold()
    short = [name for name, value in values.items() if 0 < size(name) <= CHOICE and size(value) <= CHOICE]
    ranked = sorted(
        (n for n in short if wanted in n.casefold()), key=lambda n: not n.casefold().startswith(wanted)
    )
    return [
        app_commands.Choice(name=text.label(name, CHOICE, "(no name)"), value=values[name])
        for name in ranked[:CHOICES]
    ]


class Scope(Model):
    """Some papers by key, and a text for this choice ("Kang et al. 2023, Cancers"); empty for the whole library."""

    keys: tuple[str, ...] = ()
    told: str = ""


def scope_of(corpus: Corpus, paper: Paper | None, kind: str | None, since: str | None) -> Scope:
    """The papers that fit the options. Raises Refusal if an option cannot be read or no paper fits."""
    if not (paper or kind or since):
        return Scope()
    told = [slot(cite(paper))] if paper else []
    told += [f"type {slot(clip(kind.strip(), CHOICE))}"] if kind else []
    told += [f"since {slot(clip(since.strip(), CHOICE))}"] if since else []
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
        names = "\n".join(f"• {theirs(label(one))} `{slot(one.key)}`" for one in found.papers[:OFFERED])
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
    """The day a paper appeared; the last of its month or year if only that is known, None if nothing is."""
    return days[1] if (days := covers(paper)) else None
